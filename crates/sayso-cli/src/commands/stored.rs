//! What the commands of a store have in common.

use std::io::{BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use sayso::record::Record;
use sayso_ledger::Ledger;
use sayso_store::{Query, Store, StoreError};
use serde::Serialize;

use super::shared::day;
use crate::exit::Stop;
use crate::problem::Problem;

/// Which store.
#[derive(Debug, Args)]
pub(crate) struct StoreArgs {
    /// The store: a file, or the address of a PostgreSQL database (postgres://user@host/database)
    #[arg(long, value_name = "FILE", default_value = "./reports.sayso", help_heading = "Store")]
    pub(crate) store: PathBuf,
}

impl StoreArgs {
    /// Opens a store that is there.
    pub(crate) fn open(&self) -> Result<Box<dyn Store + Send>, Stop> {
        sayso_store::connect(&self.store, false).map_err(|error| failed(&self.store, &error))
    }

    /// Opens a store, made where there is none.
    pub(crate) fn create(&self) -> Result<Box<dyn Store + Send>, Stop> {
        sayso_store::connect(&self.store, true).map_err(|error| failed(&self.store, &error))
    }

    /// The store, if it is one in a file.
    pub(crate) fn file(&self) -> Result<&Path, Stop> {
        if self.store.to_str().is_some_and(sayso_store::is_address) {
            let problem =
                Problem::file(&self.named(), "this works with stores in a file only", "name a file with --store");
            return Err(Stop::Fatal(problem));
        }
        Ok(&self.store)
    }

    /// The store as the user named it.
    pub(crate) fn named(&self) -> String {
        shown(&self.store)
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
    Stop::Fatal(Problem::file(&shown(path), error.to_string(), ""))
}

/// A store as it may be told of: an address without its password.
fn shown(path: &Path) -> String {
    let name = path.display().to_string();
    let Some((scheme, rest)) = name.split_once("://").filter(|_| sayso_store::is_address(&name)) else { return name };
    let hidden = rest.rsplit_once('@').and_then(|(user, host)| Some((user.split_once(':')?.0, host)));
    let rest = hidden.map_or_else(|| rest.to_owned(), |(user, host)| format!("{user}@{host}"));
    // A password may stand among the parameters, too.
    format!("{scheme}://{}", rest.split('?').next().unwrap_or_default())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_told() {
        let of = |text: &str| shown(Path::new(text));
        assert_eq!(of("postgres://ann:s@cret@db.example/news?password=x"), "postgres://ann@db.example/news");
        assert_eq!(of("postgresql://db.example/news"), "postgresql://db.example/news");
        assert_eq!(of("a:b@c.sayso"), "a:b@c.sayso");
    }
}
