//! Reports in: files, directories and standard input, plain or compressed, in any of the known formats, one report at
//! a time.

mod archive;
mod bytes;
mod columns;
mod conllu;
mod dates;
mod feed;
mod fields;
mod format;
mod jsonl;
mod lines;
mod report;
mod single;
mod spreadsheet;
mod walk;

pub(crate) use dates::parse as parse_date;
pub(crate) use fields::FieldNames;
pub(crate) use format::Format;
pub(crate) use report::{Body, Report};

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use crate::problem::Problem;
use crate::progress::say;
use report::Defaults;
use walk::Walk;

/// The longest report, in bytes of text. A longer one is no report; coding it would break the memory bound.
pub(crate) const MAX_REPORT: usize = 1 << 20;

/// The longest line of a line format, in bytes.
const MAX_LINE: usize = 4 << 20;

/// What to read and how.
#[derive(Clone, Debug, Default)]
pub(crate) struct InputOptions {
    /// Files, directories, `-`.
    pub(crate) inputs: Vec<String>,
    /// The format, where it is not to be guessed.
    pub(crate) format: Option<Format>,
    /// Names of the fields.
    pub(crate) names: FieldNames,
    /// Day of publication of reports that give none.
    pub(crate) date: Option<String>,
}

/// Dates that cannot be read are told one by one up to this many.
const TOLD_DATES: usize = 5;

/// All reports of the inputs, in order; a report that cannot be read is a [`Problem`] in its place.
pub(crate) struct Reports {
    walk: Walk,
    options: InputOptions,
    consumed: Arc<AtomicU64>,
    current: Option<Box<dyn Iterator<Item = Result<Report, Problem>> + Send>>,
    /// Dates told that cannot be read.
    odd_dates: usize,
}

impl Reports {
    /// The reports of `options.inputs`.
    pub(crate) fn new(options: InputOptions) -> Reports {
        Reports { walk: Walk::new(&options.inputs), options, consumed: Arc::default(), current: None, odd_dates: 0 }
    }

    /// Bytes read so far, as they lie on disk.
    pub(crate) fn consumed(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.consumed)
    }

    /// Bytes of all input files, as they lie on disk; `None` where standard input is among them.
    pub(crate) fn total_bytes(&self) -> Option<u64> {
        let mut total = 0;
        for found in Walk::new(&self.options.inputs) {
            match found {
                Ok(file) if file.path.is_none() => return None,
                Ok(file) => total += file.path.and_then(|path| path.metadata().ok()).map_or(0, |m| m.len()),
                Err(_) => {}
            }
        }
        Some(total)
    }

    /// Tells of the first dates that cannot be read: where one is odd, all of a corpus may be.
    fn tell_date(&mut self, problem: &Problem) {
        self.odd_dates += 1;
        match self.odd_dates {
            ..=TOLD_DATES => say(&problem.to_string()),
            n if n == TOLD_DATES + 1 => say("there are more dates that cannot be read"),
            _ => {}
        }
    }

    fn open(&self, file: &walk::Found) -> Result<Box<dyn Iterator<Item = Result<Report, Problem>> + Send>, Problem> {
        let mut bytes = bytes::open(file, Arc::clone(&self.consumed))?;
        let format = match self.options.format.or_else(|| Format::of_name(&file.plain_name())) {
            Some(format) => format,
            None => Format::of_bytes(&file.shown, bytes::peek(&file.shown, &mut bytes)?)?,
        };
        let defaults = Defaults::new(file, self.options.date.as_deref());
        Ok(match format {
            Format::Text => Box::new(single::read(bytes, defaults, false)),
            Format::Html => Box::new(single::read(bytes, defaults, true)),
            Format::Jsonl => Box::new(jsonl::Jsonl::new(bytes, defaults, self.options.names.clone())),
            Format::Csv => Box::new(spreadsheet::Rows::new(bytes, defaults, self.options.names.clone(), b',')),
            Format::Tsv => Box::new(spreadsheet::Rows::new(bytes, defaults, self.options.names.clone(), b'\t')),
            Format::Parquet => {
                Box::new(columns::Rows::new(file, defaults, &self.options.names, Arc::clone(&self.consumed))?)
            }
            Format::Feed => Box::new(feed::read(bytes, defaults)),
            Format::Warc => Box::new(archive::Archive::new(bytes, defaults)),
            Format::Conllu => Box::new(conllu::Conllu::new(bytes, defaults)),
        })
    }
}

impl Iterator for Reports {
    type Item = Result<Report, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(report) = self.current.as_mut().and_then(Iterator::next) {
                if let Ok(Some(problem)) = report.as_ref().map(Report::date_problem) {
                    self.tell_date(&problem);
                }
                return Some(report);
            }
            match self.walk.next()?.and_then(|file| self.open(&file)) {
                Ok(reports) => self.current = Some(reports),
                Err(problem) => {
                    self.current = None;
                    return Some(Err(problem));
                }
            }
        }
    }
}
