//! Parquet: a report each row; columns are known by their names, and only those needed are read, a few rows at a time.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use jiff::{SignedDuration, ToSpan, civil::date};
use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, Length, SerializedFileReader};
use parquet::schema::types::ColumnDescPtr;

use super::MAX_LINE;
use super::bytes::unreadable;
use super::fields::{FieldNames, ReportField};
use super::report::{Body, Defaults, Report};
use super::walk::Found;
use crate::problem::Problem;

/// Rows read at a time.
const ROWS: usize = 64;

/// The longest page, packed or not; writers make pages of about one megabyte.
const MAX_PAGE: u64 = 64 << 20;

/// The reports of a Parquet file.
pub(crate) struct Rows {
    file: SerializedFileReader<Pages>,
    defaults: Defaults,
    columns: Vec<Column>,
    /// Row groups not yet begun.
    groups: std::ops::Range<usize>,
    /// The readers of the group under way, in the order of `columns`.
    open: Vec<ColumnReader>,
    /// Rows left in that group.
    left: u64,
    /// Rows before the present one.
    row: u64,
    ready: std::vec::IntoIter<Result<Report, Problem>>,
}

/// A column that is read.
struct Column {
    field: ReportField,
    at: usize,
    kind: Kind,
    max_level: i16,
}

/// What the numbers of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    Days,
    /// So many of them make a second.
    Since(i64),
}

/// A value of a row.
enum Cell {
    Null,
    Text(String),
    NotUtf8,
}

impl Rows {
    /// Opens a file.
    pub(crate) fn new(
        found: &Found,
        defaults: Defaults,
        names: &FieldNames,
        consumed: Arc<AtomicU64>,
    ) -> Result<Rows, Problem> {
        let Some(path) = &found.path else {
            let reason = "Parquet cannot be read from standard input";
            return Err(Problem::file(&found.shown, reason, "save it to a file first"));
        };
        let opened = File::open(path).and_then(|file| Ok(Pages { length: file.metadata()?.len(), file, consumed }));
        let mut pages = opened.map_err(|e| unreadable(&found.shown, &e))?;
        let mut head = Vec::new();
        Read::by_ref(&mut pages.file).take(4).read_to_end(&mut head).map_err(|e| unreadable(&found.shown, &e))?;
        if head.starts_with(&[0x1f, 0x8b]) || head == [0x28, 0xb5, 0x2f, 0xfd] {
            return Err(Problem::file(&found.shown, "a Parquet file that is packed once more", "unpack it first"));
        }
        let file = guarded(|| SerializedFileReader::new(pages)).map_err(|e| damaged(&defaults, &e, 0))?;
        let columns = columns(file.metadata().file_metadata().schema_descr().columns(), names, &defaults)?;
        let groups = 0..file.num_row_groups();
        Ok(Rows { file, defaults, columns, groups, open: Vec::new(), left: 0, row: 0, ready: Vec::new().into_iter() })
    }

    /// Reads the next few rows; `false` at the end.
    fn fill(&mut self) -> Result<bool, ParquetError> {
        while self.left == 0 {
            let Some(group) = self.groups.next() else { return Ok(false) };
            let group = self.file.get_row_group(group)?;
            self.left = u64::try_from(group.metadata().num_rows()).unwrap_or(0);
            self.open = self.columns.iter().map(|c| group.get_column_reader(c.at)).collect::<Result<_, _>>()?;
        }
        let n = self.left.min(ROWS as u64);
        let mut rows: Vec<Vec<Cell>> = (0..n).map(|_| Vec::new()).collect();
        for (column, reader) in self.columns.iter().zip(&mut self.open) {
            let cells = cells(reader, column, n as usize)?;
            if cells.len() != rows.len() {
                return Err(ParquetError::General("a column ends before the others".to_owned()));
            }
            rows.iter_mut().zip(cells).for_each(|(row, cell)| row.push(cell));
        }
        self.left -= n;
        let first = self.row + 1;
        self.row += n;
        let reports: Vec<_> = (first..).zip(rows).map(|(number, row)| self.report(number, row)).collect();
        self.ready = reports.into_iter();
        Ok(true)
    }

    fn report(&self, number: u64, row: Vec<Cell>) -> Result<Report, Problem> {
        let problem = |reason: &str, remedy: &str| Problem::file(&self.defaults.file, reason, remedy).at(number);
        let mut report = self.defaults.report(Some(number));
        let mut any = false;
        for (column, cell) in self.columns.iter().zip(row) {
            let text = match cell {
                Cell::Null => continue,
                Cell::NotUtf8 => return Err(problem("a text that is not UTF-8", "write the column as UTF-8 strings")),
                Cell::Text(text) if text.len() > MAX_LINE => {
                    let reason = format!("a value of more than {} MB", MAX_LINE >> 20);
                    return Err(problem(&reason, "split the report"));
                }
                Cell::Text(text) => text,
            };
            if column.field == ReportField::Text {
                any = true;
                report.body = Body::Text(text);
                continue;
            }
            match (column.field, text.trim()) {
                (_, "") | (ReportField::Text, _) => {}
                (ReportField::Id, value) => value.clone_into(&mut report.id),
                (ReportField::Date, value) => report.set_date(value),
                (ReportField::Title, value) => report.title = Some(value.to_owned()),
                (ReportField::Url, value) => report.url = Some(value.to_owned()),
                (ReportField::Outlet, value) => report.outlet = Some(value.to_owned()),
            }
        }
        if any { Ok(report) } else { Err(problem("the text is null", "the row is skipped")) }
    }
}

impl Iterator for Rows {
    type Item = Result<Report, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.ready.next() {
                return Some(item);
            }
            match guarded(|| self.fill()) {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => {
                    let problem = damaged(&self.defaults, &error, self.row + 1);
                    self.row += self.left;
                    self.left = 0;
                    return Some(Err(problem));
                }
            }
        }
    }
}

/// A damaged file must not end the program, whatever the library makes of it.
fn guarded<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ParquetError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(ParquetError::General("a damaged page".to_owned())))
}

fn damaged(defaults: &Defaults, error: &ParquetError, row: u64) -> Problem {
    if row == 0 {
        let reason = format!("not a sound Parquet file: {error}");
        return Problem::file(&defaults.file, reason, "fetch it again, or write it anew");
    }
    let reason = format!("cannot read the row group from here on: {error}");
    Problem::file(&defaults.file, reason, "write the file anew; the other row groups are read").at(row)
}

/// Which columns to read.
fn columns(all: &[ColumnDescPtr], names: &FieldNames, defaults: &Defaults) -> Result<Vec<Column>, Problem> {
    use ReportField as F;
    let flat = |column: &ColumnDescPtr| column.max_rep_level() == 0;
    let find = |field: ReportField| {
        let at = names.candidates(field).into_iter().find_map(|name| {
            let is_it = |c: &ColumnDescPtr| flat(c) && c.path().string().eq_ignore_ascii_case(name);
            all.iter().position(is_it)
        })?;
        Some(Column { field, at, kind: kind(&all[at]), max_level: all[at].max_def_level() })
    };
    let text = find(F::Text).ok_or_else(|| {
        let there = all.iter().map(|c| c.path().string()).collect::<Vec<_>>().join(", ");
        let looked = names.candidates(F::Text).join(", ");
        let reason = format!("no column of text (looked for {looked}; the file has {there})");
        Problem::file(&defaults.file, reason, "name the column with --text-field")
    })?;
    let others = [F::Id, F::Date, F::Title, F::Url, F::Outlet];
    Ok(std::iter::once(text).chain(others.into_iter().filter_map(find)).collect())
}

fn kind(column: &ColumnDescPtr) -> Kind {
    match (column.logical_type_ref(), column.converted_type()) {
        (Some(LogicalType::Date), _) | (_, ConvertedType::DATE) => Kind::Days,
        (Some(LogicalType::Timestamp(of)), _) => Kind::Since(match of.unit {
            TimeUnit::MILLIS => 1_000,
            TimeUnit::MICROS => 1_000_000,
            TimeUnit::NANOS => 1_000_000_000,
        }),
        (_, ConvertedType::TIMESTAMP_MILLIS) => Kind::Since(1_000),
        (_, ConvertedType::TIMESTAMP_MICROS) => Kind::Since(1_000_000),
        _ => Kind::Plain,
    }
}

fn cells(reader: &mut ColumnReader, column: &Column, n: usize) -> Result<Vec<Cell>, ParquetError> {
    use ColumnReader as R;
    let kind = column.kind;
    let number = move |value: i64| match kind {
        Kind::Plain => Cell::Text(value.to_string()),
        Kind::Days => day(value),
        Kind::Since(parts) => seconds(value.div_euclid(parts)),
    };
    match reader {
        R::ByteArrayColumnReader(r) => values(r, column, n, |bytes| text(bytes.data())),
        R::FixedLenByteArrayColumnReader(r) => values(r, column, n, |bytes| text(bytes.data())),
        R::BoolColumnReader(r) => values(r, column, n, |value| Cell::Text(value.to_string())),
        R::Int32ColumnReader(r) => values(r, column, n, |value| number(i64::from(*value))),
        R::Int64ColumnReader(r) => values(r, column, n, |value| number(*value)),
        R::Int96ColumnReader(r) => values(r, column, n, |value| seconds(value.to_seconds())),
        R::FloatColumnReader(r) => values(r, column, n, |value| Cell::Text(value.to_string())),
        R::DoubleColumnReader(r) => values(r, column, n, |value| Cell::Text(value.to_string())),
    }
}

fn values<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    column: &Column,
    n: usize,
    cell: impl Fn(&T::T) -> Cell,
) -> Result<Vec<Cell>, ParquetError> {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    let (rows, _, _) = reader.read_records(n, Some(&mut levels), None, &mut values)?;
    let mut given = values.iter();
    let all = (0..rows).map(|row| {
        let is_null = column.max_level > 0 && levels.get(row).is_none_or(|level| *level < column.max_level);
        if is_null { Cell::Null } else { given.next().map_or(Cell::Null, &cell) }
    });
    Ok(all.collect())
}

fn text(bytes: &[u8]) -> Cell {
    std::str::from_utf8(bytes).map_or(Cell::NotUtf8, |text| Cell::Text(text.to_owned()))
}

/// The day so many days after 1 January 1970.
fn day(days: i64) -> Cell {
    let span = i32::try_from(days).ok().and_then(|days| date(1970, 1, 1).checked_add(days.days()).ok());
    span.map_or(Cell::Null, |day| Cell::Text(day.to_string()))
}

/// The day so many seconds after the beginning of 1 January 1970.
fn seconds(seconds: i64) -> Cell {
    let time = date(1970, 1, 1).at(0, 0, 0, 0).checked_add(SignedDuration::from_secs(seconds)).ok();
    time.map_or(Cell::Null, |time| Cell::Text(time.date().to_string()))
}

/// The bytes of the file, with a bound on pages: what a page says that it unpacks to is reserved before it is read.
struct Pages {
    file: File,
    length: u64,
    consumed: Arc<AtomicU64>,
}

impl Length for Pages {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Pages {
    type T = BufReader<File>;

    /// Used for the headers of pages alone.
    fn get_read(&self, start: u64) -> Result<BufReader<File>, ParquetError> {
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(start))?;
        let mut head = Vec::new();
        Read::by_ref(&mut file).take(16).read_to_end(&mut head)?;
        if unpacked_size(&head).is_some_and(|size| size > MAX_PAGE) {
            return Err(too_long());
        }
        file.seek(SeekFrom::Start(start))?;
        Ok(BufReader::new(file))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        if length as u64 > MAX_PAGE || start.saturating_add(length as u64) > self.length {
            let is_long = length as u64 > MAX_PAGE;
            return Err(if is_long { too_long() } else { io::Error::from(io::ErrorKind::UnexpectedEof).into() });
        }
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = vec![0; length];
        file.read_exact(&mut bytes)?;
        self.consumed.fetch_add(length as u64, Ordering::Relaxed);
        Ok(bytes.into())
    }
}

fn too_long() -> ParquetError {
    ParquetError::General(format!("a page of more than {} MB", MAX_PAGE >> 20))
}

/// The second field of a page's header in Thrift's compact form: what the page unpacks to.
fn unpacked_size(head: &[u8]) -> Option<u64> {
    const NEXT_I32: u8 = 0x15;
    let rest = head.strip_prefix(&[NEXT_I32])?;
    let (_, rest) = varint(rest)?;
    let (zigzag, _) = varint(rest.strip_prefix(&[NEXT_I32])?)?;
    Some(zigzag >> 1)
}

fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let length = bytes.iter().take(10).position(|byte| byte & 0x80 == 0)? + 1;
    let (own, rest) = bytes.split_at(length);
    Some((own.iter().rev().fold(0, |all, byte| all << 7 | u64::from(byte & 0x7f)), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_pages() {
        assert_eq!(unpacked_size(&[0x15, 0x00, 0x15, 0x80, 0x80, 0x80, 0x01, 0x15]), Some(1 << 20));
        assert_eq!(unpacked_size(&[0x15, 0x04, 0x15, 0xff]), None);
        assert_eq!(unpacked_size(b"PAR1"), None);
    }

    #[test]
    fn days_of_numbers() {
        let of = |cell| if let Cell::Text(text) = cell { text } else { String::new() };
        assert_eq!(of(day(20_522)), "2026-03-10");
        assert_eq!(of(seconds(-1)), "1969-12-31");
        assert_eq!(of(day(i64::MAX)), "");
    }
}
