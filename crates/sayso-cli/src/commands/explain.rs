//! `sayso explain`: why these records, and why no others.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clap::Args;
use sayso::document::{Document, Header, SentenceId, read};
use sayso::record::Record;
use sayso::{Coded, Coder};
use sayso_ledger::kinship_of;

use super::shared::{ModelArgs, day};
use super::stored::{StoreArgs, line};
use crate::document::document;
use crate::exit::{Outcome, Stop};
use crate::input::{InputOptions, Report, Reports};
use crate::problem::Problem;
use crate::progress::say;
use crate::view::{Screen, explanation};

/// Tell why a text gives these records, or none: words, tree, actors, say-so, rules, and how each status came about
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct ExplainArgs {
    /// A text, a file (`-` for standard input), or the id of a record or act
    #[arg(value_name = "TEXT|FILE|RECORD-ID")]
    what: String,
    /// Where the record's report is: the corpus that was coded, or the records themselves
    #[arg(long = "in", value_name = "INPUT", num_args = 1..)]
    inputs: Vec<String>,
    /// Day of publication, YYYY-MM-DD
    #[arg(long, value_name = "DAY")]
    date: Option<String>,
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    model: ModelArgs,
}

const AFTER_HELP: &str = "\
Examples:
  sayso explain \"The minister denied that troops had crossed the border.\"
  sayso explain report.txt
  sayso explain nyt-0412#a3f9c2 --in wire.jsonl.gz
  sayso explain nyt-0412#a3f9c2 --store lake.sayso
  sayso explain act-1b2c3d4e5f60                       why these records tell of one act
Given the records instead of the corpus, it explains the record's sentence alone, without the report around it.";

impl ExplainArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        if is_act(&self.what) {
            return act(&self.what, &self.store);
        }
        let options = InputOptions {
            inputs: self.inputs.clone(),
            date: self.date.as_deref().map(day).transpose()?,
            ..InputOptions::default()
        };
        // The store is asked only where no other place is named.
        let is_stored = self.inputs.is_empty() && self.store.store.exists();
        let coder = self.model.coder()?;
        if let Some((id, _)) = self.what.rsplit_once('#').filter(|(_, digits)| is_digits(digits)) {
            if is_stored {
                return stored(&coder, &self.what, id, &self.store);
            }
            return record(&coder, &self.what, id, options);
        }
        if self.what == "-" || Path::new(&self.what).exists() {
            return file(&coder, InputOptions { inputs: vec![self.what], ..options });
        }
        let header = Header { id: "text".to_owned(), published: options.date, ..Header::default() };
        print(&coder, &coder.code(read(&self.what, None, header)), None)?;
        Ok(Outcome::Done)
    }
}

/// Whether this is the identifier of an act.
fn is_act(what: &str) -> bool {
    what.strip_prefix("act-").is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Why the records of an act belong together: for each pair, what speaks for it and against.
fn act(id: &str, store: &StoreArgs) -> Result<Outcome, Stop> {
    let unknown =
        || Problem::usage(format!("no act in the store is called “{id}”"), "sayso disputes --format jsonl names acts");
    let (act, members) = store.open()?.act(id).map_err(|error| store.failed(&error))?.ok_or_else(unknown)?;
    let mut out = io::BufWriter::new(io::stdout());
    line(&mut out, &act)?;
    for (at, a) in members.iter().enumerate() {
        for b in &members[..at] {
            let Some(kinship) = kinship_of(b, a) else { continue };
            let mut reasons = kinship.reasons;
            // What tells most comes first.
            reasons.sort_by(|x, y| y.1.abs().total_cmp(&x.1.abs()));
            let reasons: Vec<String> =
                reasons.iter().map(|(reason, points)| format!("{reason} {points:+.2}")).collect();
            writeln!(out, "{} ~ {}: {:.2} = {}", b.id, a.id, kinship.score, reasons.join(", "))?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// A record of the store, read anew from the text that is kept with it.
fn stored(coder: &Coder, id: &str, document_id: &str, store: &StoreArgs) -> Result<Outcome, Stop> {
    let entry = store.open()?.document(document_id).map_err(|error| store.failed(&error))?;
    let unknown = || Problem::usage(format!("no record in the store is called “{id}”"), "sayso find lists identifiers");
    let entry = entry.filter(|entry| entry.records.iter().any(|record| record.id == id)).ok_or_else(unknown)?;
    let coded = coder.code(entry.read());
    print(coder, &coded, coded.records.iter().find(|record| record.id == id))?;
    Ok(Outcome::Done)
}

/// Whether this is the end of a record's identifier.
fn is_digits(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn file(coder: &Coder, options: InputOptions) -> Result<Outcome, Stop> {
    let mut outcome = Outcome::Done;
    for report in Reports::new(options) {
        match report {
            Ok(report) => print(coder, &coder.code(document(&report)), None)?,
            Err(problem) => {
                say(&problem.to_string());
                outcome = Outcome::SomeFailed;
            }
        }
    }
    Ok(outcome)
}

fn record(coder: &Coder, id: &str, document_id: &str, options: InputOptions) -> Result<Outcome, Stop> {
    if options.inputs.is_empty() {
        return Err(Problem::usage(format!("“{id}” is a record’s id"), "say with --in where its report is").into());
    }
    let is_it = |report: &Report| report.id == document_id;
    let found = Reports::new(options.clone()).filter_map(Result::ok).find(is_it).map(|report| document(&report));
    let found = found.or_else(|| options.inputs.iter().find_map(|input| evidence(Path::new(input), id)));
    let Some(document) = found else {
        let reason = format!("neither document “{document_id}” nor record “{id}” is in {}", options.inputs.join(", "));
        return Err(Problem::usage(reason, "give the corpus that was coded, or its records").into());
    };
    let coded = coder.code(document);
    print(coder, &coded, coded.records.iter().find(|record| record.id == id))?;
    Ok(Outcome::Done)
}

/// The sentence of a record in a file of records.
fn evidence(path: &Path, id: &str) -> Option<Document> {
    let text = fs::read_to_string(path).ok()?;
    let record = text
        .lines()
        .filter(|line| line.contains(id))
        .filter_map(|line| serde_json::from_str::<Record>(line).ok())
        .find(|record| record.id == id)?;
    let header = Header { id: record.document, published: record.published, ..Header::default() };
    Some(read(&record.evidence, None, header))
}

/// Prints the explanation of a report, or of the sentence of one record.
fn print(coder: &Coder, coded: &Coded, record: Option<&Record>) -> Result<(), Stop> {
    let screen = Screen::of_stdout();
    let mut out = io::stdout().lock();
    for (id, sentence) in coded.document.sentences() {
        let wanted = record.is_none_or(|record| holds(coded, id, record));
        if wanted && (sentence.is_report || record.is_some()) {
            explanation(coded, coder.triggers(), id, screen).iter().try_for_each(|line| writeln!(out, "{line}"))?;
        }
    }
    Ok(out.flush()?)
}

fn holds(coded: &Coded, id: SentenceId, record: &Record) -> bool {
    let sentence = &coded.document.sentences[id.index()];
    let place = coded.document.locate(sentence.span);
    place.field == record.field && (place.start..place.end).contains(&record.trigger.span[0])
}

#[cfg(test)]
mod tests {
    use super::is_act;

    #[test]
    fn an_act_is_known_by_its_identifier() {
        let act = sayso_ledger::act_id("wire-1#a3f9c2");
        assert!(is_act(&act), "{act}");
        assert!(!is_act("act-") && !is_act("act-now") && !is_act("wire-1#a3f9c2"));
    }
}
