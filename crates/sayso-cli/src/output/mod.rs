//! What leaves the program: the shapes of corpus output.

mod annotation;
pub(crate) mod export;
mod resume;
mod table;

use std::io::{self, Write};

use sayso::Coded;
use sayso::syntax::conllu;

use crate::input::{Body, Report};

pub(crate) use resume::{Kept, count, kept};

/// The shape of a corpus output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Records as JSON lines.
    RecordLines,
    /// Records as comma-separated rows.
    RecordRows,
    /// Layers as JSON lines, one a document.
    LayerLines,
    /// Trees as CoNLL-U.
    Conllu,
}

impl Shape {
    /// What stands before the first document.
    pub(crate) fn header(self) -> Vec<u8> {
        match self {
            Shape::RecordRows => table::header(),
            Shape::RecordLines | Shape::LayerLines | Shape::Conllu => Vec::new(),
        }
    }

    /// Appends a document.
    pub(crate) fn write(self, report: &Report, coded: &Coded, out: &mut Vec<u8>) -> io::Result<()> {
        match self {
            Shape::RecordLines => coded.records.iter().try_for_each(|record| line(record, out)),
            Shape::RecordRows => table::write(&coded.records, out),
            Shape::LayerLines => line(&annotation::annotation(coded), out),
            Shape::Conllu => {
                let comments: &[Vec<String>] = match &report.body {
                    Body::Conllu(given) => &given.comments,
                    _ => &[],
                };
                out.write_all(conllu::write(&coded.document, &coded.syntax, comments).as_bytes())
            }
        }
    }
}

fn line(value: &impl serde::Serialize, out: &mut Vec<u8>) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
