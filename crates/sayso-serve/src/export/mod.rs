//! Records as files: every record that a filter shows, in the shape that another tool reads.

mod brat;
mod geojson;
mod labelstudio;
mod rows;
mod task;

pub(crate) use rows::gold_line;
pub(crate) use task::{Task, corrected};

use std::io::{self, Write};

use sayso::record::Record;

use crate::app::Desk;
use crate::fault::Fault;

/// The shape of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Jsonl,
    Csv,
    Geojson,
    Labelstudio,
    Brat,
}

impl Format {
    const ALL: [Format; 5] = [Format::Jsonl, Format::Csv, Format::Geojson, Format::Labelstudio, Format::Brat];

    /// All names.
    pub(crate) fn names() -> [&'static str; 5] {
        Format::ALL.map(Format::as_str)
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Geojson => "geojson",
            Format::Labelstudio => "labelstudio",
            Format::Brat => "brat",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.as_str() == text)
    }

    /// How names of such files end.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Geojson => "geojson",
            Format::Labelstudio => "labelstudio.json",
            Format::Brat => "brat.zip",
        }
    }

    /// The kind of such files.
    pub(crate) fn media(self) -> &'static str {
        match self {
            Format::Jsonl => "application/x-ndjson",
            Format::Csv => "text/csv; charset=utf-8",
            Format::Geojson => "application/geo+json",
            Format::Labelstudio => "application/json",
            Format::Brat => "application/zip",
        }
    }
}

/// What goes wrong while a file is written.
#[derive(Debug)]
pub(crate) enum Stopped {
    /// Who reads it has gone away, or the like.
    Io(io::Error),
    /// The store cannot be read.
    Fault(Fault),
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Stopped {
        Stopped::Io(error)
    }
}

impl From<serde_json::Error> for Stopped {
    fn from(error: serde_json::Error) -> Stopped {
        Stopped::Io(error.into())
    }
}

impl From<Fault> for Stopped {
    fn from(fault: Fault) -> Stopped {
        Stopped::Fault(fault)
    }
}

impl From<sayso_store::StoreError> for Stopped {
    fn from(error: sayso_store::StoreError) -> Stopped {
        Stopped::Fault(error.into())
    }
}

/// Writes the records of rows.
pub(crate) fn write(desk: &Desk, rows: &[u32], format: Format, out: &mut dyn Write) -> Result<(), Stopped> {
    match format {
        Format::Jsonl => rows::jsonl(desk, rows, out),
        Format::Csv => rows::csv(desk, rows, out),
        Format::Geojson => geojson::write(desk, rows, out),
        Format::Labelstudio => labelstudio::write(&mut task::tasks(desk, rows), false, out),
        Format::Brat => brat::write(&mut task::tasks(desk, rows), out),
    }
}

/// Writes tasks that people have decided on.
pub(crate) fn write_gold(tasks: Vec<Task>, format: Format, out: &mut dyn Write) -> Result<(), Stopped> {
    let mut tasks = tasks.into_iter().map(Ok);
    match format {
        Format::Brat => brat::write(&mut tasks, out),
        _ => labelstudio::write(&mut tasks, true, out),
    }
}

/// The record of a row.
fn record(desk: &Desk, row: u32) -> Result<Record, Stopped> {
    let id = &desk.index().rows[row as usize].id;
    desk.store()?.record(id)?.ok_or_else(|| Stopped::Fault(Fault::missing("record", id)))
}
