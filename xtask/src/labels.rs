//! Scores actors, times and acts on labelled words of news, and times on the dates of a treebank.
//!
//! The labels stand in `xtask/labels` as items, offsets and codes; the text that they point into lies outside the repository.

mod acts;
mod logistic;
mod news;
pub(crate) mod pairs;
mod table;
mod treebank;

use std::path::Path;

use sayso_document::{Document, Field, Header, Span};
use sayso_entities::{Entities, Knowledge, Mention, TimeMention};
use sayso_syntax::Model;

use table::Label;

/// Reports go through the language engine so many at a time.
const BATCH: usize = 32;

/// A text with its layers.
struct Read {
    id: String,
    document: Document,
    entities: Entities,
}

/// A text to be read.
struct Item {
    id: String,
    date: String,
    title: Option<String>,
    text: String,
}

/// What is told of one sample: how often right, and a line a miss.
#[derive(Default)]
struct Tally {
    all: usize,
    right: usize,
    /// Right by the best label alone.
    best: usize,
    /// Of those that the program answers.
    answered: (usize, usize),
    /// Of those that have an answer.
    answerable: (usize, usize),
    misses: String,
}

/// Reads the labelled news and the treebank below `data` and tells how the labels compare.
pub(crate) fn run(root: &Path, data: &Path) -> Result<String, String> {
    let model = Model::open(&root.join("models/base.sayso")).map_err(|e| e.to_string())?;
    let knowledge = Knowledge::built_in();
    let mut told = String::new();
    told.push_str(&acts(root, data, ACTS, false)?);
    const FILES: [&str; 7] = [
        "actors.tsv",
        "actors-second.tsv",
        "actors-third.tsv",
        "actors-fourth.tsv",
        "times.tsv",
        "times-second.tsv",
        "times-third.tsv",
    ];
    for file in FILES {
        let labels = table::read(&root.join("xtask/labels").join(file))?;
        let items = news::find(&data.join("corpora/news"), labels.iter().map(|l| l.item.as_str()))?;
        let texts = read(items, &model, &knowledge);
        let answer = if file.starts_with("actors") { actor } else { days };
        told.push_str(&compare(&labels, &texts, answer)?.tell(file));
    }
    let (items, labels) = treebank::read(&data.join("corpora/ud/gum_free"))?;
    let texts = read(items, &model, &knowledge);
    told.push_str(&compare(&labels, &texts, days)?.tell("dates of the treebank's news and interviews"));
    Ok(told)
}

/// Tables of labelled acts.
const ACTS: &[&str] =
    &["status.tsv", "status-second.tsv", "acts.tsv", "acts-second.tsv", "acts-more.tsv", "acts-third.tsv"];

/// Tells how records answer one table of acts, with a line a miss.
pub(crate) fn misses(root: &Path, data: &Path, file: &str) -> Result<String, String> {
    acts(root, data, &[file], true)
}

fn acts(root: &Path, data: &Path, files: &[&str], lists_misses: bool) -> Result<String, String> {
    let coder = sayso::Coder::new().map_err(|e| e.to_string())?;
    let mut told = String::new();
    for file in files {
        let acts = acts::table(&root.join("xtask/labels").join(file))?;
        let items = news::find(&data.join("corpora/news"), acts.iter().map(|a| a.item.as_str()))?;
        told.push_str(&acts::compare(file, &acts, &acts::code(&coder, &items), lists_misses)?);
    }
    Ok(told)
}

fn read(items: Vec<Item>, model: &Model, knowledge: &Knowledge) -> Vec<Read> {
    let mut texts = Vec::new();
    for batch in items.chunks(BATCH) {
        let documents: Vec<Document> = batch
            .iter()
            .map(|item| {
                let published = Some(item.date.clone());
                let header = Header { id: item.id.clone(), published, ..Header::default() };
                sayso_document::read(&item.text, item.title.as_deref(), header)
            })
            .collect();
        let trees = sayso_syntax::parse_many(&documents.iter().collect::<Vec<_>>(), model);
        for ((item, document), syntax) in batch.iter().zip(documents).zip(trees) {
            let entities = sayso_entities::find(&document, &syntax, knowledge);
            texts.push(Read { id: item.id.clone(), document, entities });
        }
    }
    texts
}

/// How the program answers each label, by its words.
fn compare(labels: &[Label], texts: &[Read], answer: fn(&Read, &Label) -> Option<String>) -> Result<Tally, String> {
    let mut tally = Tally::default();
    for label in labels {
        let text = texts.iter().find(|t| t.id == label.item).ok_or_else(|| format!("{}: no such item", label.item))?;
        let found = answer(text, label);
        let given = found.as_deref().unwrap_or("-");
        let is_right = label.right.iter().any(|r| r == given);
        tally.all += 1;
        tally.right += usize::from(is_right);
        tally.best += usize::from(label.right[0] == given);
        if given != "-" {
            tally.answered.0 += 1;
            tally.answered.1 += usize::from(is_right);
        }
        if label.right[0] != "-" {
            tally.answerable.0 += 1;
            tally.answerable.1 += usize::from(is_right);
        }
        if !is_right {
            let (right, given) = (label.right.join(" | "), found.as_deref().unwrap_or("not found"));
            let words = label.words(&text.document);
            tally
                .misses
                .push_str(&format!("{} {}-{}: {right}, got {given}: {words}\n", label.item, label.start, label.end));
        }
    }
    Ok(tally)
}

impl Tally {
    fn tell(&self, name: &str) -> String {
        let share = |right: usize, all: usize| format!("{right}/{all} = {:.3}", right as f64 / all.max(1) as f64);
        format!(
            "{}{name}: right {}; by the best label alone {}; of those answered {}; of those that have an answer {}\n\n",
            self.misses,
            share(self.right, self.all),
            share(self.best, self.all),
            share(self.answered.1, self.answered.0),
            share(self.answerable.1, self.answerable.0),
        )
    }
}

/// Codes of the mention that lies over the label's words and has its head among them.
fn actor(text: &Read, label: &Label) -> Option<String> {
    let document = &text.document;
    let has_head = |m: &&Mention| overlap(document, document.tokens[m.head.index()].span, label) > 0.0;
    let mentions = text.entities.mentions.iter().filter(has_head);
    let mention = longest(mentions, |m| overlap(document, m.span, label))?;
    let mut codes: Vec<&str> = mention.actors().map(|a| a.code.as_str()).filter(|c| !c.is_empty()).collect();
    codes.sort_unstable();
    codes.dedup();
    Some(if codes.is_empty() { "-".to_owned() } else { codes.join("+") })
}

/// Days of the time expression that lies over the label's words.
fn days(text: &Read, label: &Label) -> Option<String> {
    let time: &TimeMention = longest(text.entities.times.iter(), |t| overlap(&text.document, t.span, label))?;
    Some(if time.start.is_empty() { "-".to_owned() } else { format!("{}..{}", time.start, time.end) })
}

/// The one that shares most with a label, the first of equals; none that shares nothing.
fn longest<'a, T>(all: impl Iterator<Item = &'a T>, shared: impl Fn(&T) -> f64) -> Option<&'a T> {
    let mut best: Option<(f64, &T)> = None;
    for one in all {
        let share = shared(one);
        if share > 0.0 && best.is_none_or(|(most, _)| share > most) {
            best = Some((share, one));
        }
    }
    best.map(|(_, one)| one)
}

/// Characters that a span has in common with a label, as a share of those that they cover together.
fn overlap(document: &Document, span: Span, label: &Label) -> f64 {
    let at = document.locate(span);
    if at.field == Field::Title {
        return 0.0;
    }
    let (start, end) = (at.start, at.end);
    let common = end.min(label.end).saturating_sub(start.max(label.start));
    common as f64 / (end.max(label.end) - start.min(label.start)).max(1) as f64
}
