//! `sayso show`: a report, record, act, item or dispute of a store.

use std::io::{self, BufWriter, Write};

use clap::Args;
use sayso_store::Query;
use serde::Serialize;

use super::stored::{StoreArgs, line};
use crate::exit::{Outcome, Stop};
use crate::problem::Problem;

/// Show what an identifier of a store stands for: a report, a record, an act, an item of the ledger or a dispute
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct ShowArgs {
    /// Identifier of a document, record, act, item or dispute
    id: String,
    #[command(flatten)]
    store: StoreArgs,
}

const AFTER_HELP: &str = "\
Examples:
  sayso show wire-0412
  sayso show wire-0412#a3f9c2
  sayso show threat-1b2c3d4e | jq .moves";

/// A report with what was found in it.
#[derive(Serialize)]
struct Page<'a> {
    id: &'a str,
    published: Option<&'a str>,
    title: &'a str,
    text: &'a str,
    url: Option<&'a str>,
    outlet: Option<&'a str>,
    near: Vec<String>,
    records: &'a [sayso::record::Record],
}

impl ShowArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        let mut out = BufWriter::new(io::stdout());
        let store = self.store.open()?;
        if let Some(entry) = store.document(&self.id).map_err(|e| self.store.failed(&e))? {
            let page = Page {
                id: &entry.id,
                published: entry.published.as_deref(),
                title: &entry.title,
                text: &entry.text,
                url: entry.url.as_deref(),
                outlet: entry.outlet.as_deref(),
                near: store.near(&self.id).map_err(|e| self.store.failed(&e))?,
                records: &entry.records,
            };
            line(&mut out, &page)?;
        } else if let Some((document, _)) = self.id.rsplit_once('#') {
            let query = Query { document: Some(document.to_owned()), ..Query::default() };
            let records = self.store.records(&query)?;
            line(&mut out, records.iter().find(|record| record.id == self.id).ok_or_else(|| self.unknown())?)?;
        } else {
            let failed = |error| self.store.failed(&error);
            if let Some(item) = store.item(&self.id).map_err(failed)? {
                line(&mut out, &item)?;
            } else if let Some((act, _)) = store.act(&self.id).map_err(failed)? {
                line(&mut out, &act)?;
            } else {
                let dispute = store.dispute(&self.id).map_err(failed)?;
                line(&mut out, &dispute.ok_or_else(|| self.unknown())?)?;
            }
        }
        out.flush()?;
        Ok(Outcome::Done)
    }

    fn unknown(&self) -> Stop {
        Problem::usage(
            format!("nothing in the store is called “{}”", self.id),
            "sayso find and sayso ledger list identifiers",
        )
        .into()
    }
}
