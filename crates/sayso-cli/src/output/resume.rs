//! Where an output that was broken off is to go on.

use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Seek};
use std::path::Path;

use csv::{ByteRecord, ReaderBuilder};
use serde::Deserialize;

use super::{Shape, table};

/// What of an earlier output stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Bytes up to the last document, which may be incomplete.
    pub(crate) bytes: u64,
    /// That last document: the first to be coded again.
    pub(crate) from: Option<String>,
}

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    document: Option<std::borrow::Cow<'a, str>>,
    #[serde(borrow)]
    id: Option<std::borrow::Cow<'a, str>>,
}

/// What of the file at `path` stands: everything before its last document. A missing file has nothing, and a file that
/// holds something else is refused.
pub(crate) fn kept(path: &Path, shape: Shape) -> io::Result<Kept> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Kept::default()),
        Err(e) => return Err(e),
    };
    match shape {
        Shape::RecordRows => rows(file),
        Shape::RecordLines => lines(file, |line| document_of(line, |l| l.document)),
        Shape::LayerLines => lines(file, |line| document_of(line, |l| l.id)),
        Shape::Conllu => lines(file, |line| line.strip_prefix("# newdoc id = ").map(str::to_owned)),
    }
}

/// How many records a whole output has.
pub(crate) fn count(path: &Path, shape: Shape) -> io::Result<u64> {
    let mut reader = BufReader::new(File::open(path)?);
    if shape == Shape::RecordRows {
        let mut rows = ReaderBuilder::new().flexible(true).from_reader(reader);
        let (mut row, mut n) = (ByteRecord::new(), 0);
        while rows.read_byte_record(&mut row)? {
            n += 1;
        }
        return Ok(n);
    }
    let (mut n, mut line) = (0, Vec::new());
    while reader.read_until(b'\n', &mut line)? > 0 {
        n += 1;
        line.clear();
    }
    Ok(n)
}

fn refused<T>() -> io::Result<T> {
    Err(io::Error::new(ErrorKind::InvalidData, "it holds something else than an earlier output"))
}

type Text<'a> = Option<std::borrow::Cow<'a, str>>;

fn document_of(line: &str, field: impl for<'a> Fn(Line<'a>) -> Text<'a>) -> Option<String> {
    serde_json::from_str::<Line<'_>>(line).ok().and_then(field).map(std::borrow::Cow::into_owned)
}

fn lines(file: File, document: impl Fn(&str) -> Option<String>) -> io::Result<Kept> {
    let mut reader = BufReader::new(file);
    let (mut kept, mut at, mut line) = (Kept::default(), 0, Vec::new());
    while reader.read_until(b'\n', &mut line)? > 0 {
        // A line that was broken off tells nothing.
        if line.ends_with(b"\n")
            && let Some(id) = std::str::from_utf8(&line).ok().and_then(|text| document(text.trim_end()))
            && kept.from.as_ref() != Some(&id)
        {
            kept = Kept { bytes: at, from: Some(id) };
        }
        at += line.len() as u64;
        if line.ends_with(b"\n") && kept.from.is_none() {
            return refused();
        }
        line.clear();
    }
    Ok(kept)
}

fn rows(mut file: File) -> io::Result<Kept> {
    let header = table::header();
    let mut head = Vec::new();
    Read::by_ref(&mut file).take(header.len() as u64).read_to_end(&mut head)?;
    if head != header {
        return if header.starts_with(&head) { Ok(Kept::default()) } else { refused() };
    }
    file.rewind()?;
    let mut rows = ReaderBuilder::new().flexible(true).has_headers(false).from_reader(BufReader::new(file));
    let mut row = ByteRecord::new();
    rows.read_byte_record(&mut row)?;
    let (n_columns, column) = (row.len(), row.iter().position(|name| name == b"document"));
    let mut kept = Kept::default();
    loop {
        let at = rows.position().byte();
        if !rows.read_byte_record(&mut row)? {
            return Ok(kept);
        }
        let id = column.and_then(|at| row.get(at)).map(|id| String::from_utf8_lossy(id).into_owned());
        // A row that was broken off may have half an identifier.
        if row.len() == n_columns && id.is_some() && id != kept.from {
            kept = Kept { bytes: at, from: id };
        }
    }
}
