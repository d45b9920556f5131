//! `sayso series`: counts through time.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use sayso_store::{Column, Period};

use super::find::{QueryArgs, filters};
use super::stored::StoreArgs;
use crate::corpus::unwritable;
use crate::exit::{Outcome, Stop};
use crate::output::export::manifest::{self, Manifest};
use crate::output::export::{SeriesFormat, write_series};

/// Count records by day, week, month or year, and by a column
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct SeriesArgs {
    /// Stretch of time
    #[arg(long, value_enum, default_value_t = By::Month)]
    by: By,
    /// Column to split by
    #[arg(long, value_enum)]
    split: Option<Split>,
    #[command(flatten)]
    query: QueryArgs,
    #[command(flatten)]
    store: StoreArgs,
    /// Format of the counts [default: by the name of the output, else csv]
    #[arg(short, long, value_enum, help_heading = "Output")]
    format: Option<SeriesFormat>,
    /// Write to this file instead of standard output; what it holds is told in FILE.manifest.json
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
}

const AFTER_HELP: &str = "\
Examples:
  sayso series --by month --split status
  sayso series --by day --actor KEN --type ASSAULT --asserted
  sayso series --by week --split source -o weeks.parquet

Each row: period, value of the column, count. These are claims in reports, read by machine, not verified incidents.";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum By {
    Day,
    Week,
    Month,
    Year,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Split {
    Type,
    Status,
    Place,
    Source,
    Target,
}

impl SeriesArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        let by = match self.by {
            By::Day => Period::Day,
            By::Week => Period::Week,
            By::Month => Period::Month,
            By::Year => Period::Year,
        };
        let column = self.split.map(|split| match split {
            Split::Type => Column::Type,
            Split::Status => Column::Status,
            Split::Place => Column::Place,
            Split::Source => Column::Source,
            Split::Target => Column::Target,
        });
        let query = self.query.resolve()?;
        let store = self.store.open()?;
        let rows = store.series(&query, by, column).map_err(|e| self.store.failed(&e))?;
        let path = self.output.as_deref();
        let failed = |e: io::Error| unwritable(&e, path);
        let by_name =
            || path.and_then(Path::extension).and_then(|end| SeriesFormat::from_str(&end.to_string_lossy(), true).ok());
        let format = self.format.or_else(by_name).unwrap_or(SeriesFormat::Csv);
        let Some(path) = path else {
            write_series(format, &rows, Box::new(BufWriter::new(io::stdout()))).map_err(failed)?;
            return Ok(Outcome::Done);
        };
        let mut manifest = Manifest::new(
            &format.name(),
            "Every record that the filters find is counted once in its period and value.",
        );
        manifest.tell("store", self.store.named());
        manifest.coded_by(&store.runs().map_err(|e| self.store.failed(&e))?);
        manifest.tell("filters", filters(&query));
        manifest.tell("by", format!("{by:?}").to_lowercase());
        manifest.tell("split", column.map(|column| format!("{column:?}").to_lowercase()));
        let written = File::create(path).and_then(|file| write_series(format, &rows, Box::new(BufWriter::new(file))));
        let records = rows.iter().map(|(_, _, n)| n).sum();
        let manifest = manifest.counted(records, rows.len() as u64, &Default::default());
        let told = || if manifest::is_file(path) { manifest.write(&[path.to_owned()]) } else { Ok(()) };
        written.and_then(|()| told()).map_err(failed)?;
        Ok(Outcome::Done)
    }
}
