//! `sayso recode`: the reports of a store, coded anew.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::sync::Arc;

use clap::Args;
use sayso::Coded;
use sayso::record::Record;
use sayso_store::{Entry, Store};
use serde::Serialize;

use super::add::{coding_of, entry, keep, run_of, tell};
use super::shared::RunArgs;
use super::stored::{StoreArgs, line};
use crate::corpus::Streaming;
use crate::exit::{Outcome, Stop};
use crate::input::{Body, Report};
use crate::problem::Problem;
use crate::progress::Progress;

/// Code the reports of a store anew where they were coded by another program, model or lexicon, and tell what changed
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct RecodeArgs {
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    run: RunArgs,
}

const AFTER_HELP: &str = "\
Examples:
  sayso recode --store lake.sayso > changes.jsonl
  sayso recode --store lake.sayso --lexicon my-lexicon | jq 'select(.what == \"went\")'

One line of JSON a record that came, went or changed, with what it was before and is after. Broken off at any moment, the
same command goes on where it was, and tells all in the end.
Exit codes: 0 all done · 1 some reports failed · 2 wrong usage, or nothing could be done.";

/// What became of a record.
#[derive(Serialize)]
struct Change {
    record: String,
    what: &'static str,
    before: Option<Record>,
    after: Option<Record>,
}

impl RecodeArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        let place = &self.store;
        place.file()?;
        let failed = |error| place.failed(&error);
        let (mut store, source) = (place.open()?, place.open()?);
        let threads = self.run.threads();
        let quiet = self.run.quiet;
        let any_language = self.run.any_language;
        let coder = self.run.model.coder()?;
        let run = run_of(&coder);
        let coding = coding_of(&run);
        let number = store.begin(&run).map_err(failed)?;
        let outdated = store.outdated(&coding).map_err(failed)?;
        // What a report itself adds to its hash stays as it is.
        let hashes: BTreeMap<String, String> = outdated
            .iter()
            .map(|(id, hash)| (id.clone(), format!("{}{coding}", hash.split('-').next().unwrap_or_default())))
            .collect();
        let file: Arc<str> = place.store.display().to_string().into();
        let reports = outdated.into_iter().filter_map(move |(id, _)| report(source.as_ref(), &id, &file));
        let make = |report: &Report, coded: &Coded| {
            Ok(entry(report, coded, hashes.get(&report.id).cloned().unwrap_or_default()))
        };
        let streaming = Streaming { coder: &coder, threads, any_language };
        let progress = Progress::without_end(quiet);
        let (tally, added) = keep(store.as_mut(), number, &streaming, reports, &make, &progress).map_err(failed)?;
        if !quiet {
            tell(&added);
        }
        print(store.as_ref(), number, place)?;
        Ok(if tally.failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
    }
}

/// A report as it is kept.
fn report(source: &dyn Store, id: &str, file: &Arc<str>) -> Option<Result<Report, Problem>> {
    let entry: Entry = match source.document(id) {
        Ok(entry) => entry?,
        Err(error) => return Some(Err(Problem::file(file, format!("report “{id}”: {error}"), ""))),
    };
    let title = (!entry.has_title_line()).then(|| entry.title.clone());
    Some(Ok(Report {
        id: entry.id,
        date: entry.published,
        odd_date: None,
        // An empty headline keeps the first line from being taken for one; where it was taken for one, it is again.
        title,
        body: Body::Text(entry.text),
        url: entry.url,
        outlet: entry.outlet,
        file: Arc::clone(file),
        line: None,
    }))
}

/// Prints what the run changed.
fn print(store: &dyn Store, run: i64, args: &StoreArgs) -> Result<(), Stop> {
    let mut out = BufWriter::new(io::stdout());
    let mut failure = None;
    let each = &mut |recoded: sayso_store::Recoded| {
        let what = match (&recoded.before, &recoded.after) {
            (None, _) => "came",
            (_, None) => "went",
            _ => "changed",
        };
        let change = Change { record: recoded.record, what, before: recoded.before, after: recoded.after };
        failure = line(&mut out, &change).err();
        failure.is_none()
    };
    store.recoded(run, each).map_err(|error| args.failed(&error))?;
    out.flush()?;
    failure.map_or(Ok(()), Err)
}
