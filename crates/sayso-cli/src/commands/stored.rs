//! What the commands of a store have in common.

use std::io::{BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use sayso::record::Record;
use sayso_ledger::Ledger;
use sayso_store::{Query, Sqlite, Store, StoreError};
use serde::Serialize;

use super::shared::day;
use crate::exit::Stop;
use crate::problem::Problem;

/// Which store.
#[derive(Debug, Args)]
pub(crate) struct StoreArgs {
    /// The store
    #[arg(long, value_name = "FILE", default_value = "./reports.sayso", help_heading = "Store")]
    pub(crate) store: PathBuf,
}

impl StoreArgs {
    /// Opens a store that is there.
    pub(crate) fn open(&self) -> Result<Sqlite, Stop> {
        Sqlite::open(&self.store).map_err(|error| failed(&self.store, &error))
    }

    /// Opens a store, made where there is none.
    pub(crate) fn create(&self) -> Result<Sqlite, Stop> {
        Sqlite::create(&self.store).map_err(|error| failed(&self.store, &error))
    }

    /// The error of an opened store.
    pub(crate) fn failed(&self, error: &StoreError) -> Stop {
        failed(&self.store, error)
    }

    /// The records of a query.
    pub(crate) fn records(&self, query: &Query) -> Result<Vec<Record>, Stop> {
        let mut records = Vec::new();
        let take = &mut |record| {
            records.push(record);
            true
        };
        self.open()?.find(query, take).map_err(|error| self.failed(&error))?;
        Ok(records)
    }

    /// Where everything stands, as of a day.
    pub(crate) fn ledger(&self, as_of: Option<&str>) -> Result<Ledger, Stop> {
        let as_of: Option<Date> = as_of.map(day).transpose()?.and_then(|day| day.parse().ok());
        self.open()?.ledger(as_of).map_err(|error| self.failed(&error))
    }
}

fn failed(path: &Path, error: &StoreError) -> Stop {
    Stop::Fatal(Problem::file(&path.display().to_string(), error.to_string(), ""))
}

/// Shape of what is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For reading
    Table,
    /// One JSON object a line
    Jsonl,
}

/// Writes a value as a line of JSON.
pub(crate) fn line(out: &mut BufWriter<Stdout>, value: &impl Serialize) -> Result<(), Stop> {
    serde_json::to_writer(&mut *out, value).map_err(std::io::Error::from)?;
    Ok(writeln!(out)?)
}

/// Parties in words.
pub(crate) fn names(parties: &[sayso_ledger::Party]) -> String {
    parties
        .iter()
        .map(|p| if p.text.is_empty() { p.code.as_str() } else { p.text.as_str() })
        .collect::<Vec<_>>()
        .join(", ")
}
