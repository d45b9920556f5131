//! `sayso add`: reports into a store.

use std::ops::ControlFlow;

use clap::Args;
use sayso::Coded;
use sayso_store::{Entry, Run, Sqlite, Store};

use super::shared::{InputArgs, RunArgs, SelectArgs};
use super::stored::StoreArgs;
use crate::corpus::{Done, Streaming, Tally, stream};
use crate::exit::{Outcome, Stop};
use crate::input::{Body, Report, Reports};
use crate::progress::{Progress, say};

/// Code reports and keep them in a store; reports that it has are passed over
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct AddArgs {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    select: SelectArgs,
    #[command(flatten)]
    run: RunArgs,
}

const AFTER_HELP: &str = "\
Examples:
  sayso add wire/
  sayso add wire.jsonl.gz --store lake.sayso

Broken off at any moment, the same command goes on where it was: reports are kept in whole batches.
Exit codes: 0 all done · 1 some inputs failed · 2 wrong usage, or nothing could be done.";

impl AddArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        let mut store = self.store.create()?;
        let known = Sqlite::open(&self.store.store).map_err(|e| self.store.failed(&e))?;
        let threads = self.run.threads();
        let coder = self.run.model.coder()?;
        let (program, model) =
            (env!("CARGO_PKG_VERSION").to_owned(), format!("{} {}", coder.model().name(), coder.model().version()));
        let run = Run { program: program.clone(), model, lexicon: program };
        let number = store.begin(&run).map_err(|e| self.store.failed(&e))?;
        let reports = Reports::new(self.input.resolve()?);
        let progress = Progress::new(&reports, self.run.quiet);
        let (selected, _) = self.select.resolve().of(reports);
        let coding = format!("{run:?}");
        let as_now = coding.clone();
        let fresh = selected.filter(move |item| {
            item.as_ref().map_or(true, |report| !known.has(&report.id, &hash(report, &as_now)).unwrap_or(false))
        });
        let make = |report: &Report, coded: &Coded| Ok(entry(report, coded, hash(report, &coding)));
        let (mut tally, mut near, mut failure) = (Tally::default(), 0, None);
        stream(&Streaming { coder: &coder, threads, any_language: self.run.any_language }, fresh, &make, |batch| {
            match store.add(number, &taken(batch, &mut tally, &progress)) {
                Ok(added) => {
                    near += added.near;
                    progress.advance(&tally);
                    ControlFlow::Continue(())
                }
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
        progress.finish(&tally);
        if let Some(error) = failure {
            return Err(self.store.failed(&error));
        }
        if near > 0 && !self.run.quiet {
            say(&format!("{near} of nearly the same words as another, linked to it"));
        }
        Ok(if tally.failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
    }
}

/// The entries of a batch; what failed is told.
fn taken(batch: Vec<Done<Entry>>, tally: &mut Tally, progress: &Progress) -> Vec<Entry> {
    let mut entries = Vec::new();
    for done in batch {
        match done {
            Done::Coded { made, n_records, n_words } => {
                tally.coded += 1;
                tally.records += n_records as u64;
                tally.words += n_words as u64;
                entries.push(made);
            }
            Done::Foreign => tally.foreign += 1,
            Done::Failed(problem) => {
                tally.failed += 1;
                progress.tell(&problem);
            }
        }
    }
    entries
}

/// A hash of everything that the coding of a report depends on.
pub(super) fn hash(report: &Report, coding: &str) -> String {
    let body = match &report.body {
        Body::Text(text) | Body::Html(text) => text.clone(),
        Body::Tokens(tokens) => tokens.join("\u{1f}"),
        Body::Conllu(given) => format!("{:?}", given.document),
    };
    let parts = (&report.date, &report.title, &report.url, &report.outlet, coding);
    blake3::hash(format!("{parts:?}\u{1e}{body}").as_bytes()).to_hex().to_string()
}

/// A coded report as it is kept.
pub(super) fn entry(report: &Report, coded: &Coded, hash: String) -> Entry {
    let document = &coded.document;
    let header = &document.header;
    Entry {
        id: report.id.clone(),
        hash,
        published: header.published.clone(),
        title: document.title().to_owned(),
        url: header.url.clone(),
        outlet: header.outlet.clone(),
        text: document.body().to_owned(),
        sentences: document.sentences.iter().map(|sentence| document.text(sentence.span).to_owned()).collect(),
        records: coded.records.clone(),
    }
}
