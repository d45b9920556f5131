//! Records as comma-separated rows.

use std::io;

use csv::{Writer, WriterBuilder};
use sayso::record::{COLUMNS, Record, columns};

/// The row of names.
pub(crate) fn header() -> Vec<u8> {
    let mut out = Vec::new();
    // Memory does not fail.
    writer(&mut out).write_record(COLUMNS.iter().map(|(name, _)| name)).unwrap_or_default();
    out
}

/// Appends a row for each record.
pub(crate) fn write(records: &[Record], out: &mut Vec<u8>) -> io::Result<()> {
    let mut rows = writer(out);
    records.iter().try_for_each(|record| rows.write_record(columns(record)))?;
    rows.flush()
}

fn writer(out: &mut Vec<u8>) -> Writer<&mut Vec<u8>> {
    WriterBuilder::new().from_writer(out)
}
