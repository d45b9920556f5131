//! A table in Parquet, row group by row group.

use std::io;
use std::sync::Arc;

use jiff::civil::{Date, date};
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;

use super::Out;

/// A row group is full at so many rows or so many bytes of text.
const GROUP_ROWS: usize = 32 << 10;
const GROUP_BYTES: usize = 32 << 20;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Integer,
    Real,
    Flag,
    Day,
    Texts,
    Integers,
}

/// A value; `None` is null.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(Option<String>),
    Integer(Option<i64>),
    Real(Option<f64>),
    Flag(bool),
    Texts(Vec<String>),
    Integers(Vec<i64>),
}

/// A table under way.
pub(super) struct Table {
    writer: SerializedFileWriter<Out>,
    kinds: Vec<Kind>,
    rows: Vec<Vec<Value>>,
    bytes: usize,
}

impl Table {
    /// Begins a table.
    pub(super) fn begin(out: Out, columns: &[(&str, Kind)]) -> io::Result<Table> {
        let fields: String = columns.iter().map(|(name, kind)| field(name, *kind)).collect();
        let schema = parse_message_type(&format!("message sayso {{ {fields} }}")).map_err(failed)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by(format!("sayso {}", env!("CARGO_PKG_VERSION")))
            .build();
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(failed)?;
        Ok(Table { writer, kinds: columns.iter().map(|(_, kind)| *kind).collect(), rows: Vec::new(), bytes: 0 })
    }

    /// Takes a row: a value for each column.
    pub(super) fn row(&mut self, row: Vec<Value>) -> io::Result<()> {
        self.bytes += row.iter().map(size).sum::<usize>();
        self.rows.push(row);
        if self.rows.len() >= GROUP_ROWS || self.bytes >= GROUP_BYTES { self.group() } else { Ok(()) }
    }

    /// Writes what is left, and the end of the file.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.group()?;
        let mut out = self.writer.into_inner().map_err(failed)?;
        out.flush()
    }

    fn group(&mut self) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let rows = std::mem::take(&mut self.rows);
        self.bytes = 0;
        let mut group = self.writer.next_row_group().map_err(failed)?;
        for (at, kind) in self.kinds.iter().enumerate() {
            let Some(mut column) = group.next_column().map_err(failed)? else { break };
            write(&mut column, *kind, rows.iter().filter_map(|row| row.get(at))).map_err(failed)?;
            column.close().map_err(failed)?;
        }
        group.close().map_err(failed)?;
        Ok(())
    }
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}

fn size(value: &Value) -> usize {
    match value {
        Value::Text(text) => text.as_ref().map_or(1, String::len),
        Value::Texts(texts) => texts.iter().map(String::len).sum(),
        Value::Integers(all) => all.len() * 8,
        Value::Integer(_) | Value::Real(_) | Value::Flag(_) => 8,
    }
}

fn field(name: &str, kind: Kind) -> String {
    let list =
        |element: &str| format!("required group {name} (LIST) {{ repeated group list {{ required {element}; }} }} ");
    match kind {
        Kind::Text => format!("optional binary {name} (STRING); "),
        Kind::Integer => format!("optional int64 {name}; "),
        Kind::Real => format!("optional double {name}; "),
        Kind::Flag => format!("required boolean {name}; "),
        Kind::Day => format!("optional int32 {name} (DATE); "),
        Kind::Texts => list("binary element (STRING)"),
        Kind::Integers => list("int64 element"),
    }
}

fn write<'a>(
    column: &mut SerializedColumnWriter<'_>,
    kind: Kind,
    values: impl Iterator<Item = &'a Value>,
) -> Result<(), ParquetError> {
    let text = |value: &Value| if let Value::Text(text) = value { text.as_deref().map(ByteArray::from) } else { None };
    let integer = |value: &Value| if let Value::Integer(number) = value { *number } else { None };
    let real = |value: &Value| if let Value::Real(number) = value { *number } else { None };
    let days = |value: &Value| if let Value::Text(text) = value { text.as_deref().and_then(days) } else { None };
    let texts = |value: &Value| match value {
        Value::Texts(all) => all.iter().map(|text| ByteArray::from(text.as_str())).collect(),
        _ => Vec::new(),
    };
    let integers = |value: &Value| if let Value::Integers(all) = value { all.clone() } else { Vec::new() };
    match kind {
        Kind::Text => optional::<ByteArrayType>(column, values.map(text)),
        Kind::Integer => optional::<Int64Type>(column, values.map(integer)),
        Kind::Real => optional::<DoubleType>(column, values.map(real)),
        Kind::Day => optional::<Int32Type>(column, values.map(days)),
        Kind::Texts => lists::<ByteArrayType>(column, values.map(texts)),
        Kind::Integers => lists::<Int64Type>(column, values.map(integers)),
        Kind::Flag => {
            let all: Vec<bool> = values.map(|value| matches!(value, Value::Flag(true))).collect();
            column.typed::<BoolType>().write_batch(&all, None, None).map(|_| ())
        }
    }
}

fn optional<T: DataType>(
    column: &mut SerializedColumnWriter<'_>,
    cells: impl Iterator<Item = Option<T::T>>,
) -> Result<(), ParquetError> {
    let cells: Vec<Option<T::T>> = cells.collect();
    let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
    let given: Vec<T::T> = cells.into_iter().flatten().collect();
    column.typed::<T>().write_batch(&given, Some(&levels), None).map(|_| ())
}

fn lists<T: DataType>(
    column: &mut SerializedColumnWriter<'_>,
    cells: impl Iterator<Item = Vec<T::T>>,
) -> Result<(), ParquetError> {
    let (mut given, mut defined, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
    for cell in cells {
        if cell.is_empty() {
            defined.push(0);
            repeated.push(0);
        }
        for (at, value) in cell.into_iter().enumerate() {
            defined.push(1);
            repeated.push(i16::from(at > 0));
            given.push(value);
        }
    }
    column.typed::<T>().write_batch(&given, Some(&defined), Some(&repeated)).map(|_| ())
}

/// Days since 1 January 1970.
fn days(text: &str) -> Option<i32> {
    let day: Date = text.parse().ok()?;
    (day - date(1970, 1, 1)).get_days().into()
}
