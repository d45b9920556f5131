//! `sayso read`: reports as a person wants them.

use std::io::{self, BufWriter, Write};

use clap::Args;
use sayso::document::{Language, language};
use sayso::{Coded, Coder};
use serde::Serialize;

use super::shared::{InputArgs, ModelArgs};
use crate::document::document;
use crate::exit::{Outcome, Stop};
use crate::input::Reports;
use crate::progress::say;
use crate::view::{Screen, page};

/// Read a report: its text with highlights, and a table of who did what to whom, on whose say-so
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct ReadArgs {
    #[command(flatten)]
    input: InputArgs,
    /// One JSON object a report, with its text and records
    #[arg(long, help_heading = "Output")]
    json: bool,
    #[command(flatten)]
    model: ModelArgs,
}

const AFTER_HELP: &str = "\
Examples:
  sayso read report.txt --date 2026-03-10
  sayso read page.html
  pbpaste | sayso read -
  sayso read report.txt --json | jq '.records[] | select(.asserted)'

A number in the text leads to the row of the table. On a terminal colours show roles, and line styles show the status;
NO_COLOR and pipes give plain text.
Exit codes: 0 all done · 1 some inputs failed · 2 wrong usage, or nothing could be done.";

/// A report as `--json` prints it.
#[derive(Serialize)]
struct Page<'a> {
    id: &'a str,
    published: Option<&'a str>,
    title: &'a str,
    text: &'a str,
    records: &'a [sayso::record::Record],
}

impl ReadArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        let coder = self.model.coder()?;
        let mut out = BufWriter::new(io::stdout());
        let screen = Screen::of_stdout();
        let (mut outcome, mut first) = (Outcome::Done, true);
        for report in Reports::new(self.input.resolve()?) {
            match report {
                Ok(report) => {
                    let coded = code(&coder, &report);
                    if self.json {
                        print_json(&coded, &mut out)?;
                    } else {
                        if !std::mem::take(&mut first) {
                            writeln!(out, "\n{}\n", "─".repeat(screen.width))?;
                        }
                        page(&coded, screen).iter().try_for_each(|line| writeln!(out, "{line}"))?;
                    }
                }
                Err(problem) => {
                    say(&problem.to_string());
                    outcome = Outcome::SomeFailed;
                }
            }
        }
        out.flush()?;
        Ok(outcome)
    }
}

fn code(coder: &Coder, report: &crate::input::Report) -> Coded {
    let document = document(report);
    if let Language::Other(code) = language(document.body()) {
        let reason = format!("the text looks like “{code}”, not English");
        say(&report.problem(reason, "what follows can hardly be right").to_string());
    }
    coder.code(document)
}

fn print_json(coded: &Coded, out: &mut impl Write) -> Result<(), Stop> {
    let document = &coded.document;
    let page = Page {
        id: &document.header.id,
        published: document.header.published.as_deref(),
        title: document.title(),
        text: document.body(),
        records: &coded.records,
    };
    serde_json::to_writer(&mut *out, &page).map_err(io::Error::from)?;
    Ok(writeln!(out)?)
}
