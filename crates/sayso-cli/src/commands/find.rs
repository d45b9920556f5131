//! `sayso find`: records of a store.

use std::io::{self, BufWriter, Write};

use clap::{Args, ValueEnum};
use sayso_store::{Query, Store};

use super::shared::day;
use super::stored::{StoreArgs, line};
use crate::exit::{Outcome, Stop};
use crate::output::{record_header, record_rows};
use crate::view::{Screen, records_table};

/// Find records in a store; without filters, all of them
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct FindArgs {
    #[command(flatten)]
    query: QueryArgs,
    #[command(flatten)]
    store: StoreArgs,
    /// No more than N records
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// Shape of the records
    #[arg(short, long, value_enum, default_value_t = FindFormat::Table)]
    format: FindFormat,
}

const AFTER_HELP: &str = "\
Examples:
  sayso find --actor KEN --type ASSAULT --asserted
  sayso find --words 'border NEAR market' --from 2026-03-01
  sayso find --format jsonl > all.jsonl";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FindFormat {
    /// For reading
    Table,
    /// One JSON object a line, schema 1
    Jsonl,
    /// Rows with a header; lists joined by “; ”
    Csv,
}

/// Which records.
#[derive(Debug, Args)]
pub(crate) struct QueryArgs {
    /// Code of source or target, or its beginning (`KEN` finds `KENMIL`)
    #[arg(long, value_name = "CODE", help_heading = "Filters")]
    actor: Option<String>,
    /// PLOVER type
    #[arg(long = "type", value_name = "TYPE", help_heading = "Filters")]
    event_type: Option<String>,
    /// PLOVER mode
    #[arg(long, value_name = "MODE", help_heading = "Filters")]
    mode: Option<String>,
    /// Status (occurred, denied, demanded …)
    #[arg(long, value_name = "STATUS", help_heading = "Filters")]
    status: Option<String>,
    /// Code or words of a speaker
    #[arg(long, value_name = "WHO", help_heading = "Filters")]
    speaker: Option<String>,
    /// Name of the place, or code of its country
    #[arg(long, value_name = "PLACE", help_heading = "Filters")]
    place: Option<String>,
    /// First day
    #[arg(long, value_name = "DAY", help_heading = "Filters")]
    from: Option<String>,
    /// Last day
    #[arg(long, value_name = "DAY", help_heading = "Filters")]
    to: Option<String>,
    /// Words of the sentence (FTS5: AND, OR, NOT, NEAR, "a phrase", begin*)
    #[arg(long, value_name = "WORDS", help_heading = "Filters")]
    words: Option<String>,
    /// Only what the report itself asserts
    #[arg(long, help_heading = "Filters")]
    asserted: bool,
}

impl QueryArgs {
    pub(crate) fn resolve(self) -> Result<Query, Stop> {
        Ok(Query {
            actor: self.actor,
            event_type: self.event_type,
            mode: self.mode,
            status: self.status,
            speaker: self.speaker,
            place: self.place,
            from: self.from.as_deref().map(day).transpose()?,
            to: self.to.as_deref().map(day).transpose()?,
            words: self.words,
            document: None,
            asserted: self.asserted,
            limit: None,
        })
    }
}

impl FindArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        let query = Query { limit: self.limit, ..self.query.resolve()? };
        let mut out = BufWriter::new(io::stdout());
        if self.format == FindFormat::Table {
            let lines = records_table(&self.store.records(&query)?, Screen::of_stdout());
            lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
            return out.flush().map(|()| Outcome::Done).map_err(Stop::from);
        }
        if self.format == FindFormat::Csv {
            out.write_all(&record_header())?;
        }
        let mut failure = None;
        let each = &mut |record| {
            let written = match self.format {
                FindFormat::Csv => {
                    let mut bytes = Vec::new();
                    record_rows(&[record], &mut bytes).and_then(|()| out.write_all(&bytes)).map_err(Stop::from)
                }
                _ => line(&mut out, &record),
            };
            failure = written.err();
            failure.is_none()
        };
        self.store.open()?.find(&query, each).map_err(|error| self.store.failed(&error))?;
        out.flush()?;
        failure.map_or(Ok(Outcome::Done), Err)
    }
}
