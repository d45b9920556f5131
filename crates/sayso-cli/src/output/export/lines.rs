//! Records as they are: JSON lines and comma-separated rows.

use std::io::{self, Write};

use sayso::record::Record;
use sayso_store::Origin;

use super::super::table;
use super::{Export, Out, Taken};

/// JSON lines.
pub(super) struct Jsonl(pub(super) Out);

impl Export for Jsonl {
    fn record(&mut self, _: &Origin, record: &Record) -> io::Result<Taken> {
        serde_json::to_writer(&mut self.0, record)?;
        self.0.write_all(b"\n")?;
        Ok(Taken::Rows(1))
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}

/// Comma-separated rows.
pub(super) struct Csv(Out);

impl Csv {
    /// Writes the header.
    pub(super) fn begin(mut out: Out) -> io::Result<Csv> {
        out.write_all(&table::header())?;
        Ok(Csv(out))
    }
}

impl Export for Csv {
    fn record(&mut self, _: &Origin, record: &Record) -> io::Result<Taken> {
        let mut row = Vec::new();
        table::write(std::slice::from_ref(record), &mut row)?;
        self.0.write_all(&row)?;
        Ok(Taken::Rows(1))
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}
