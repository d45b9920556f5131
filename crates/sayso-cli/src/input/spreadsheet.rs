//! Comma- and tab-separated rows, a report each; columns are known by their names.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::MAX_LINE;
use super::bytes::{self, Bytes};
use super::fields::{FieldNames, ReportField};
use super::report::{Body, Defaults, Report};
use crate::problem::Problem;

/// The reports of a spreadsheet.
pub(crate) struct Rows {
    rows: Reader<Bounded>,
    since_row: Arc<AtomicUsize>,
    defaults: Defaults,
    names: FieldNames,
    columns: Option<Columns>,
    ended: bool,
}

/// Where each field stands.
#[derive(Clone, Debug)]
struct Columns {
    text: usize,
    others: Vec<(ReportField, usize)>,
}

impl Rows {
    /// Reads `bytes`.
    pub(crate) fn new(bytes: Bytes, defaults: Defaults, names: FieldNames, delimiter: u8) -> Rows {
        let since_row = Arc::new(AtomicUsize::new(0));
        let bounded = Bounded { inner: bytes, since_row: Arc::clone(&since_row) };
        let rows = ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(bounded);
        Rows { rows, since_row, defaults, names, columns: None, ended: false }
    }

    fn read(&mut self) -> Option<Result<ByteRecord, Problem>> {
        let mut row = ByteRecord::new();
        self.since_row.store(0, Ordering::Relaxed);
        let line = self.rows.position().line();
        match self.rows.read_byte_record(&mut row) {
            Ok(true) => Some(Ok(row)),
            Ok(false) => None,
            Err(error) => {
                self.ended = true;
                Some(Err(match error.into_kind() {
                    csv::ErrorKind::Io(e) if e.kind() == io::ErrorKind::FileTooLarge => Problem::file(
                        &self.defaults.file,
                        format!("a row of more than {} MB begins here; the rest is not read", MAX_LINE >> 20),
                        "look for a quotation mark that is not closed",
                    ),
                    csv::ErrorKind::Io(e) => bytes::unreadable(&self.defaults.file, &e),
                    other => Problem::file(&self.defaults.file, format!("not a table: {other:?}"), "check the row"),
                }
                .at(line)))
            }
        }
    }

    fn columns(&self, header: &ByteRecord) -> Result<Columns, Problem> {
        let named: Vec<String> = header
            .iter()
            .map(|name| String::from_utf8_lossy(name).trim_start_matches('\u{feff}').trim().to_owned())
            .collect();
        let find = |field| {
            self.names.candidates(field).into_iter().find_map(|n| named.iter().position(|c| c.eq_ignore_ascii_case(n)))
        };
        let text = find(ReportField::Text).ok_or_else(|| {
            let names = self.names.candidates(ReportField::Text).join(", ");
            let reason = format!("no column of text (looked for {names}; the first row has {})", named.join(", "));
            Problem::file(&self.defaults.file, reason, "name the column with --text-field").at(1)
        })?;
        let others = [ReportField::Id, ReportField::Date, ReportField::Title, ReportField::Url, ReportField::Outlet];
        Ok(Columns { text, others: others.into_iter().filter_map(|f| Some((f, find(f)?))).collect() })
    }

    fn report(&self, row: &ByteRecord, columns: &Columns) -> Result<Report, Problem> {
        let line = row.position().map_or(0, csv::Position::line);
        let problem = |reason: String, remedy: &str| Problem::file(&self.defaults.file, reason, remedy).at(line);
        let cell = |at: usize| {
            let bytes = row.get(at).unwrap_or_default();
            let remedy = "convert the file, for example with iconv -f WINDOWS-1252 -t UTF-8";
            std::str::from_utf8(bytes).map_err(|_| problem(format!("column {} is not UTF-8", at + 1), remedy))
        };
        if row.len() <= columns.text {
            let reason = format!("the row has {} columns, text is column {}", row.len(), columns.text + 1);
            return Err(problem(reason, "check the quotation marks of this row and the one before"));
        }
        let mut report = self.defaults.report(Some(line));
        report.body = Body::Text(cell(columns.text)?.to_owned());
        for &(field, at) in &columns.others {
            let value = cell(at)?.trim();
            if value.is_empty() {
                continue;
            }
            match field {
                ReportField::Id => value.clone_into(&mut report.id),
                ReportField::Date => report.set_date(value),
                ReportField::Title => report.title = Some(value.to_owned()),
                ReportField::Url => report.url = Some(value.to_owned()),
                ReportField::Outlet => report.outlet = Some(value.to_owned()),
                ReportField::Text => {}
            }
        }
        Ok(report)
    }
}

impl Iterator for Rows {
    type Item = Result<Report, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let row = match self.read()? {
                Ok(row) => row,
                Err(problem) => return Some(Err(problem)),
            };
            match &self.columns {
                Some(columns) => return Some(self.report(&row, columns)),
                None => match self.columns(&row) {
                    Ok(columns) => self.columns = Some(columns),
                    Err(problem) => {
                        self.ended = true;
                        return Some(Err(problem));
                    }
                },
            }
        }
        None
    }
}

/// Bytes that end in an error where one row takes too many.
struct Bounded {
    inner: Bytes,
    since_row: Arc<AtomicUsize>,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        let since = self.since_row.fetch_add(n, Ordering::Relaxed);
        if since > MAX_LINE { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(n) }
    }
}
