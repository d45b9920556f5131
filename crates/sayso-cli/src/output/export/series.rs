//! Counts through time: comma-separated rows, JSON lines, Parquet.

use std::io;

use clap::ValueEnum;
use serde_json::json;

use super::Out;
use super::columnar::{Kind, Table, Value};

/// A format of counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SeriesFormat {
    /// Rows with a header
    Csv,
    /// One JSON object a line
    Jsonl,
    /// Columns with their types
    Parquet,
}

impl SeriesFormat {
    /// Its name on the command line.
    pub(crate) fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// Writes counts: period, value of the column, number of records.
pub(crate) fn write(format: SeriesFormat, rows: &[(String, String, u64)], mut out: Out) -> io::Result<()> {
    match format {
        SeriesFormat::Csv => {
            let mut table = csv::Writer::from_writer(out);
            table.write_record(["period", "value", "records"])?;
            rows.iter().try_for_each(|(period, value, n)| table.write_record([period, value, &n.to_string()]))?;
            table.flush()
        }
        SeriesFormat::Jsonl => {
            for (period, value, n) in rows {
                writeln!(out, "{}", json!({"period": period, "value": value, "records": n}))?;
            }
            out.flush()
        }
        SeriesFormat::Parquet => {
            let columns = [("period", Kind::Text), ("value", Kind::Text), ("records", Kind::Integer)];
            let mut table = Table::begin(out, &columns)?;
            for (period, value, n) in rows {
                let text = |text: &String| Value::Text(Some(text.clone()));
                table.row(vec![text(period), text(value), Value::Integer(i64::try_from(*n).ok())])?;
            }
            table.finish()
        }
    }
}
