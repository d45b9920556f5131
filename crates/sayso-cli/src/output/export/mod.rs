//! Records in the formats of other tools, written as they come.

mod codes;
mod columnar;
mod dyads;
mod gdelt;
mod geojson;
mod gexf;
#[cfg(test)]
mod golden;
mod icews;
mod lines;
pub(crate) mod manifest;
mod parquet;
mod polecat;
mod series;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use sayso::record::Record;
use sayso_store::Origin;

pub(crate) use series::{SeriesFormat, write as write_series};

/// A format of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// One JSON object a line, schema 1: everything
    Jsonl,
    /// Rows with a header; lists joined by “; ”
    Csv,
    /// Columns with their types, lists as lists: everything
    Parquet,
    /// Points for maps, with status; records without a place are left out
    Geojson,
    /// A network of who acts on whom through time, for Gephi; status on every edge
    Gexf,
    /// The 40 columns of POLECAT; only what reports assert (see --unasserted)
    Polecat,
    /// The 61 columns of GDELT 2.0 Events, no header; to a file, its 16 columns of Mentions beside it; only what reports assert
    Gdelt,
    /// The 16 columns of GDELT 2.0 Mentions alone
    GdeltMentions,
    /// The 20 columns of ICEWS; only what reports assert
    Icews,
}

impl ExportFormat {
    /// Its name on the command line.
    pub(crate) fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// The format that a name asks for.
    pub(crate) fn of_path(path: &Path) -> Option<ExportFormat> {
        const ENDS: [(&str, ExportFormat); 9] = [
            (".export.csv", ExportFormat::Gdelt),
            (".mentions.csv", ExportFormat::GdeltMentions),
            (".jsonl", ExportFormat::Jsonl),
            (".ndjson", ExportFormat::Jsonl),
            (".csv", ExportFormat::Csv),
            (".parquet", ExportFormat::Parquet),
            (".geojson", ExportFormat::Geojson),
            (".gexf", ExportFormat::Gexf),
            (".polecat.txt", ExportFormat::Polecat),
        ];
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        ENDS.iter().find(|(end, _)| name.ends_with(end)).map(|&(_, format)| format)
    }

    /// What is a row and what is left out.
    pub(crate) fn rule(self, unasserted: bool) -> &'static str {
        match self {
            ExportFormat::Jsonl | ExportFormat::Csv | ExportFormat::Parquet => {
                "Every record, with its status, speakers and whether the report itself asserts it."
            }
            ExportFormat::Geojson => {
                "Every record that has a place, with its status. A country stands as a point at its middle: precision says so."
            }
            ExportFormat::Gexf => {
                "Every record that has a source and a target; acts of one kind and status between two actors are one edge."
            }
            ExportFormat::Polecat if unasserted => polecat::RULE_UNASSERTED,
            ExportFormat::Polecat | ExportFormat::Gdelt | ExportFormat::GdeltMentions | ExportFormat::Icews => {
                dyads::RULE
            }
        }
    }
}

/// A writer of records.
pub(crate) trait Export {
    /// Takes a record; tells why where it is left out.
    fn record(&mut self, origin: &Origin, record: &Record) -> io::Result<Taken>;

    /// Writes what is still to be written.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// What became of a record.
pub(crate) enum Taken {
    /// It is so many rows.
    Rows(u64),
    /// It is none, for this reason.
    LeftOut(&'static str),
}

/// Where bytes go.
pub(crate) type Out = Box<dyn Write + Send>;

/// An export under way: to standard output, or to a file that has its name only once it is whole.
pub(crate) struct Exporting {
    export: Box<dyn Export>,
    files: Vec<PathBuf>,
    /// Records taken.
    pub(crate) records: u64,
    /// Rows written.
    pub(crate) rows: u64,
    /// Records that are no rows, by reason.
    pub(crate) left_out: BTreeMap<&'static str, u64>,
}

impl Exporting {
    /// Begins an export; `output` is standard output where there is none.
    pub(crate) fn begin(format: ExportFormat, unasserted: bool, output: Option<&Path>) -> io::Result<Exporting> {
        let mut files: Vec<PathBuf> = output.map(Path::to_owned).into_iter().collect();
        if format == ExportFormat::Gdelt {
            files.extend(output.filter(|path| manifest::is_file(path)).map(gdelt::mentions_beside));
        }
        let create =
            |path: &PathBuf| -> io::Result<Out> { Ok(Box::new(BufWriter::new(File::create(unfinished(path))?))) };
        let mut outs = files.iter().map(create);
        let first = outs.next().unwrap_or_else(|| Ok(Box::new(BufWriter::new(io::stdout()))))?;
        let second = outs.next().transpose()?;
        let export: Box<dyn Export> = match format {
            ExportFormat::Jsonl => Box::new(lines::Jsonl(first)),
            ExportFormat::Csv => Box::new(lines::Csv::begin(first)?),
            ExportFormat::Parquet => Box::new(parquet::Parquet::begin(first)?),
            ExportFormat::Geojson => Box::new(geojson::GeoJson::begin(first)?),
            ExportFormat::Gexf => Box::new(gexf::Gexf::new(first)),
            ExportFormat::Polecat => Box::new(polecat::Polecat::begin(first, unasserted)?),
            ExportFormat::Gdelt => Box::new(gdelt::Gdelt { events: Some(first), mentions: second }),
            ExportFormat::GdeltMentions => Box::new(gdelt::Gdelt { events: None, mentions: Some(first) }),
            ExportFormat::Icews => Box::new(icews::Icews::begin(first)?),
        };
        Ok(Exporting { export, files, records: 0, rows: 0, left_out: BTreeMap::new() })
    }

    /// Takes a record.
    pub(crate) fn record(&mut self, origin: &Origin, record: &Record) -> io::Result<()> {
        self.records += 1;
        match self.export.record(origin, record)? {
            Taken::Rows(n) => self.rows += n,
            Taken::LeftOut(reason) => *self.left_out.entry(reason).or_default() += 1,
        }
        Ok(())
    }

    /// Ends the export. Files get their names, and a manifest beside the first.
    pub(crate) fn finish(self, manifest: manifest::Manifest) -> io::Result<()> {
        self.export.finish()?;
        if self.files.iter().any(|path| !manifest::is_file(path)) {
            return Ok(());
        }
        for path in &self.files {
            fs::rename(unfinished(path), path)?;
        }
        manifest.counted(self.records, self.rows, &self.left_out).write(&self.files)
    }

    /// Ends the export without a result.
    pub(crate) fn give_up(self) {
        // The error that led here is the one to tell.
        for path in self.files.iter().filter(|path| manifest::is_file(path)) {
            fs::remove_file(unfinished(path)).unwrap_or_default();
        }
    }
}

/// What a file is called before it is whole.
fn unfinished(path: &Path) -> PathBuf {
    if !manifest::is_file(path) {
        return path.to_owned();
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

/// Records that are left out in one line, the most frequent first.
pub(crate) fn left_out_line(left_out: &BTreeMap<&'static str, u64>) -> Option<String> {
    let mut all: Vec<_> = left_out.iter().collect();
    all.sort_by_key(|(reason, n)| (std::cmp::Reverse(**n), **reason));
    let parts: Vec<String> = all.iter().map(|(reason, n)| format!("{n} {reason}")).collect();
    (!parts.is_empty()).then(|| format!("left out: {}", parts.join(", ")))
}
