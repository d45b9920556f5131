//! `sayso add`: reports into a store.

use std::ops::ControlFlow;

use clap::Args;
use sayso::{Coded, Coder};
use sayso_store::{Added, Entry, Run, Store, StoreError};

use super::shared::{InputArgs, RunArgs, SelectArgs};
use super::stored::StoreArgs;
use crate::corpus::{Done, Make, Streaming, Tally, stream};
use crate::exit::{Outcome, Stop};
use crate::input::{Body, Report, Reports};
use crate::problem::Problem;
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
  sayso add feeds/ CC-NEWS-20260310.warc.gz articles.parquet
  sayso add wire/ --store postgres://ann@db.example/news

Broken off at any moment, the same command goes on where it was: reports are kept in whole batches.
Exit codes: 0 all done · 1 some inputs failed · 2 wrong usage, or nothing could be done.";

impl AddArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        let mut store = self.store.create()?;
        let known = self.store.open()?;
        let threads = self.run.threads();
        let coder = self.run.model.coder()?;
        let run = run_of(&coder);
        let number = store.begin(&run).map_err(|e| self.store.failed(&e))?;
        let reports = Reports::new(self.input.resolve()?);
        let progress = Progress::new(&reports, self.run.quiet);
        let (selected, _) = self.select.resolve().of(reports);
        let coding = coding_of(&run);
        let as_now = coding.clone();
        let fresh = selected.filter(move |item| {
            item.as_ref().map_or(true, |report| !known.has(&report.id, &hash(report, &as_now)).unwrap_or(false))
        });
        let make = |report: &Report, coded: &Coded| Ok(entry(report, coded, hash(report, &coding)));
        let streaming = Streaming { coder: &coder, threads, any_language: self.run.any_language };
        let (tally, added) =
            keep(store.as_mut(), number, &streaming, fresh, &make, &progress).map_err(|e| self.store.failed(&e))?;
        if !self.run.quiet {
            tell(&added);
        }
        Ok(if tally.failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
    }
}

/// What codes the reports of a run.
pub(super) fn run_of(coder: &Coder) -> Run {
    Run {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        model: format!("{} {}", coder.model().name(), coder.model().version()),
        lexicon: coder.lexicon_version().to_owned(),
    }
}

/// What the hash of a report that a run coded ends in.
pub(super) fn coding_of(run: &Run) -> String {
    format!("-{}", &blake3::hash(format!("{run:?}").as_bytes()).to_hex()[..16])
}

/// Codes reports and keeps them, batch by batch.
pub(super) fn keep(
    store: &mut dyn Store,
    run: i64,
    streaming: &Streaming<'_>,
    reports: impl Iterator<Item = Result<Report, Problem>> + Send,
    make: Make<'_, Entry>,
    progress: &Progress,
) -> Result<(Tally, Added), StoreError> {
    let (mut tally, mut sum, mut failure) = (Tally::default(), Added::default(), None);
    stream(streaming, reports, make, |batch| match store.add(run, &taken(batch, &mut tally, progress)) {
        Ok(added) => {
            sum = sum.plus(added);
            progress.advance(&tally);
            ControlFlow::Continue(())
        }
        Err(error) => {
            failure = Some(error);
            ControlFlow::Break(())
        }
    });
    progress.finish(&tally);
    failure.map_or(Ok((tally, sum)), Err)
}

/// Says what became of reports that were there before.
pub(super) fn tell(added: &Added) {
    if added.near > 0 {
        say(&format!("{} of nearly the same words as another, linked to it", added.near));
    }
    if added.changed > 0 {
        say(&format!(
            "{} coded anew: {} records came, {} went, {} changed",
            added.changed, added.came, added.went, added.altered
        ));
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

/// A hash of everything that the coding of a report depends on: of the report, then of what codes it.
pub(super) fn hash(report: &Report, coding: &str) -> String {
    let body = match &report.body {
        Body::Text(text) | Body::Html(text) => text.clone(),
        Body::Tokens(tokens) => tokens.join("\u{1f}"),
        Body::Conllu(given) => format!("{:?}", given.document),
    };
    let parts = (&report.date, &report.title, &report.url, &report.outlet);
    format!("{}{coding}", blake3::hash(format!("{parts:?}\u{1e}{body}").as_bytes()).to_hex())
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
