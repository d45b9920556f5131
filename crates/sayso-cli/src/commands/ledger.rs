//! `sayso ledger`: where demands, promises, threats, offers, talks, truces and measures stand.

use std::io::{self, BufWriter, Write};

use clap::Args;
use sayso_ledger::{Item, Kind, State};

use super::stored::{ListFormat, StoreArgs, line, names};
use crate::exit::{Outcome, Stop};
use crate::problem::Problem;
use crate::view::{Screen, rows_table};

/// Where each demand, promise, threat, offer, operation, negotiation, ceasefire and sanction stands, and how it came there
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct LedgerArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Also what has come to its end
    #[arg(long)]
    all: bool,
    /// Only this kind (demand, promise, threat, offer, operation, negotiation, ceasefire, sanction)
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Option<Kind>,
    /// Only this state
    #[arg(long, value_name = "STATE", value_parser = state)]
    state: Option<State>,
    /// Only with a party of this code, or its beginning
    #[arg(long, value_name = "CODE")]
    party: Option<String>,
    /// As it stood at the end of this day
    #[arg(long, value_name = "DAY")]
    as_of: Option<String>,
    /// Shape
    #[arg(short, long, value_enum, default_value_t = ListFormat::Table)]
    format: ListFormat,
}

const AFTER_HELP: &str = "\
Examples:
  sayso ledger
  sayso ledger --kind threat --party KEN
  sayso ledger --as-of 2026-03-12
  sayso ledger --all --format jsonl

A state says what reports tell, not what is verified; “disputed” marks what one asserts and another denies.";

fn kind(text: &str) -> Result<Kind, String> {
    Kind::parse(text)
        .ok_or_else(|| format!("one of {}", Kind::ALL.iter().map(|k| k.as_str()).collect::<Vec<_>>().join(", ")))
}

fn state(text: &str) -> Result<State, String> {
    State::parse(text)
        .ok_or_else(|| format!("one of {}", State::ALL.iter().map(|s| s.as_str()).collect::<Vec<_>>().join(", ")))
}

impl LedgerArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        if let Some(day) = self.as_of.as_deref().filter(|day| day.is_empty()) {
            return Err(Problem::usage(format!("“{day}” is no day"), "write it as YYYY-MM-DD").into());
        }
        let ledger = self.store.ledger(self.as_of.as_deref())?;
        let items: Vec<&Item> = ledger.items.iter().filter(|item| self.wants(item)).collect();
        let mut out = BufWriter::new(io::stdout());
        match self.format {
            ListFormat::Jsonl => items.iter().try_for_each(|item| line(&mut out, item))?,
            ListFormat::Table => {
                let rows = items.iter().map(|item| row(item)).collect();
                let heads = vec!["kind", "who", "to whom", "about", "state", "since", "if", "by", "id"];
                let lines = rows_table(heads, rows, Screen::of_stdout());
                lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
            }
        }
        out.flush()?;
        Ok(Outcome::Done)
    }

    fn wants(&self, item: &Item) -> bool {
        let has = |code: &String| {
            item.parties.by.iter().chain(&item.parties.to).any(|party| party.code.starts_with(code.as_str()))
        };
        (self.all || self.state.is_some() || !item.state.is_final())
            && self.kind.is_none_or(|kind| kind == item.kind)
            && self.state.is_none_or(|state| state == item.state)
            && self.party.as_ref().is_none_or(has)
    }
}

fn row(item: &Item) -> Vec<String> {
    let mut state = item.state.as_str().to_owned();
    if let Some(claimed) = item.claimed {
        state += &format!(", claimed {}", claimed.as_str());
    }
    if item.disputed {
        state += ", disputed";
    }
    let since = item.moves.iter().rev().take_while(|m| m.state == item.state).last().map(|m| m.date.clone());
    vec![
        item.kind.as_str().to_owned(),
        names(&item.parties.by),
        names(&item.parties.to),
        item.about.clone(),
        state,
        since.unwrap_or_default(),
        item.condition.clone().unwrap_or_default(),
        item.deadline.clone().unwrap_or_default(),
        item.id.clone(),
    ]
}
