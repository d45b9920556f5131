//! `sayso disputes`: on what accounts differ.

use std::io::{self, BufWriter, Write};

use clap::Args;
use sayso_ledger::{Dispute, Figure, Voice};

use super::stored::{ListFormat, StoreArgs, line};
use crate::exit::{Outcome, Stop};
use crate::view::{Screen, rows_table};

/// What one asserts and another denies or takes back, and figures that differ by speaker
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct DisputesArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// As it stood at the end of this day
    #[arg(long, value_name = "DAY")]
    as_of: Option<String>,
    /// Shape
    #[arg(short, long, value_enum, default_value_t = ListFormat::Table)]
    format: ListFormat,
}

const AFTER_HELP: &str = "\
Examples:
  sayso disputes
  sayso disputes --as-of 2026-03-10 --format jsonl";

impl DisputesArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        let ledger = self.store.ledger(self.as_of.as_deref())?;
        let mut out = BufWriter::new(io::stdout());
        match self.format {
            ListFormat::Jsonl => ledger.disputes.iter().try_for_each(|dispute| line(&mut out, dispute))?,
            ListFormat::Table => {
                let heads = vec!["day", "about", "asserted by", "denied by", "taken back by", "figures", "id"];
                let rows = ledger.disputes.iter().map(row).collect();
                let lines = rows_table(heads, rows, Screen::of_stdout());
                lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
            }
        }
        out.flush()?;
        Ok(Outcome::Done)
    }
}

fn row(dispute: &Dispute) -> Vec<String> {
    vec![
        dispute.date.clone().unwrap_or_default(),
        dispute.about.clone(),
        voices(&dispute.asserted_by),
        voices(&dispute.denied_by),
        voices(&dispute.retracted_by),
        dispute.figures.iter().map(figure).collect::<Vec<_>>().join("; "),
        dispute.id.clone(),
    ]
}

fn voices(voices: &[Voice]) -> String {
    let one = |voice: &Voice| if voice.text.is_empty() { "unnamed".to_owned() } else { voice.text.clone() };
    voices.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn figure(figure: &Figure) -> String {
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    let range = if figure.min == figure.max {
        number(figure.min)
    } else {
        format!("{}–{}", number(figure.min), number(figure.max))
    };
    let who = figure.speaker.as_ref().map_or("the report", |speaker| speaker.text.as_str());
    format!("{} {range} ({who})", figure.kind)
}
