//! `sayso series`: counts through time.

use std::io::{self, BufWriter, Write};

use clap::{Args, ValueEnum};
use sayso_store::{Column, Period, Store};

use super::find::QueryArgs;
use super::stored::StoreArgs;
use crate::exit::{Outcome, Stop};

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
}

const AFTER_HELP: &str = "\
Examples:
  sayso series --by month --split status
  sayso series --by day --actor KEN --type ASSAULT --asserted

Comma-separated rows: period, value of the column, count. These are claims in reports, read by machine, not verified incidents.";

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
        let rows = self.store.open()?.series(&self.query.resolve()?, by, column).map_err(|e| self.store.failed(&e))?;
        let mut out = BufWriter::new(io::stdout());
        writeln!(out, "period,value,records")?;
        rows.iter().try_for_each(|(period, value, n)| writeln!(out, "{period},{value},{n}"))?;
        out.flush()?;
        Ok(Outcome::Done)
    }
}
