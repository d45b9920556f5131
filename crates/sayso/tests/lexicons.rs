//! Runs the sentences of every row of the lexicons: a row must fire in its positive sentences and in none of its negative
//! ones. Rows that are known not to are in `lexicons_known.tsv` beside this file, each with its reason; they must fail, so
//! that they are taken out as soon as they no longer do.

use std::collections::{BTreeMap, BTreeSet};

use sayso::attribution::{Cue, Cues, Route};
use sayso::document::{Document, Header, TokenId};
use sayso::events::{Event, Lexicon, Trigger};
use sayso::factuality::Embedders;
use sayso::lexicon::table::{Row, rows};
use sayso::lexicon::{Hedges, Text};
use sayso::{Coded, Coder};
use sayso_suite::{Verdict, root};

/// A sentence of a row.
struct Example {
    /// `file.tsv:line`, the file's name without its folder.
    origin: String,
    /// What the row lists, `open fire`.
    lemma: String,
    sentence: String,
    must_fire: bool,
}

impl Example {
    fn file(&self) -> &str {
        self.origin.split(':').next().unwrap_or_default()
    }
}

/// The columns of a table that hold its positive and negative sentences.
type Columns = (usize, Option<usize>);

fn examples<'a>(rows: impl Iterator<Item = Row<'a>>, (yes, no): Columns) -> Vec<Example> {
    let of = |row: &Row<'a>, column: usize, must_fire: bool| {
        let example = |sentence| Example { origin: row.origin(), lemma: row.cell(0).to_owned(), sentence, must_fire };
        row.examples(column).into_iter().map(example).collect::<Vec<_>>()
    };
    rows.flat_map(|row| {
        let mut all = of(&row, yes, true);
        all.extend(no.map(|no| of(&row, no, false)).unwrap_or_default());
        all
    })
    .collect()
}

fn coder() -> Coder {
    Coder::new().expect("the model and the tables")
}

/// The sentences that are known to fail, with their file.
fn known() -> BTreeSet<(String, String)> {
    let rows = rows("lexicons_known", include_str!("lexicons_known.tsv"), 3).expect("a sound table");
    rows.iter().map(|row| (row.cell(0).to_owned(), row.cell(1).to_owned())).collect()
}

/// Codes the sentences and asks of each whether its row fires.
fn check(examples: &[Example], fires: impl Fn(&Coded, &Example) -> bool) -> Verdict {
    let mut verdict = Verdict::new();
    let document = |e: &Example| sayso::document::read(&e.sentence, None, Header::default());
    let documents: Vec<Document> = examples.iter().map(document).collect();
    let known = known();
    for (example, coded) in examples.iter().zip(coder().code_many(documents)) {
        let is_known = known.contains(&(example.file().to_owned(), example.sentence.clone()));
        let fires = fires(&coded, example);
        let fault = (fires != example.must_fire).then(|| {
            let must = if example.must_fire { "must fire in" } else { "must not fire in" };
            let events: Vec<&str> = coded.events.events.iter().map(|event| event.origin.as_str()).collect();
            let found = if events.is_empty() { "no event".to_owned() } else { events.join(", ") };
            format!("“{}” {must} “{}”\n  found: {found}", example.lemma, example.sentence)
        });
        verdict.take(&example.origin, is_known, fault.as_deref());
    }
    let files: BTreeSet<&str> = examples.iter().map(Example::file).collect();
    for (file, sentence) in known.iter().filter(|(file, _)| files.contains(file.as_str())) {
        let is_there = examples.iter().any(|e| e.file() == file && e.sentence == *sentence);
        verdict.take("lexicons_known.tsv", false, (!is_there).then_some(&*format!("{file} has no “{sentence}”")));
    }
    verdict
}

fn text<'a>(coded: &'a Coded) -> Text<'a> {
    Text::new(&coded.document, &coded.syntax, &coded.entities)
}

fn tokens(coded: &Coded) -> impl Iterator<Item = TokenId> + Clone {
    (0..coded.document.tokens.len() as u32).map(TokenId)
}

fn table(file: &str) -> String {
    let path = root().join("lexicons").join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// A trigger fires where its row makes an event, or where its word is taken up by an event of the same type ("an air strike
/// *killed* 14"). A longer row of the same word that makes the same of it ("bomb attack", for "attack") does as well.
#[test]
fn triggers() {
    let lexicon = Lexicon::builtin().expect("sound tables");
    let mut all = Vec::new();
    for trigger in &lexicon.triggers {
        let example = |sentence: &String, must_fire| Example {
            origin: trigger.origin.clone(),
            lemma: trigger.rule.split_once(": ").map_or_else(String::new, |(_, lemma)| lemma.to_owned()),
            sentence: sentence.clone(),
            must_fire,
        };
        all.extend(trigger.yes.iter().map(|s| example(s, true)));
        all.extend(trigger.no.iter().map(|s| example(s, false)));
    }
    let by_origin: BTreeMap<&str, &Trigger> = lexicon.triggers.iter().map(|t| (t.origin.as_str(), t)).collect();
    let same = |a: &Trigger, b: &Trigger| {
        (a.event_type, a.mode, a.sign, a.lemma.head()) == (b.event_type, b.mode, b.sign, b.lemma.head())
    };
    let fires = |coded: &Coded, example: &Example| {
        let text = text(coded);
        let own = by_origin[example.origin.as_str()];
        let fits = |row: &Trigger| row.origin == own.origin || example.must_fire && same(row, own);
        let at = |token: TokenId| lexicon.trigger_at(&text, token).is_some_and(|(row, _)| fits(row));
        let is_taken_up = |event: &Event| event.event_type == own.event_type && tokens(coded).any(at);
        let events = &coded.events.events;
        let makes = |event: &Event| fits(by_origin[event.origin.as_str()]);
        events.iter().any(|event| makes(event) || example.must_fire && is_taken_up(event))
    };
    check(&all, fires).end(2000);
}

/// A cue fires where an attribution has it.
#[test]
fn cues() {
    let (cues, file) = (Cues::builtin().expect("a sound table"), table("cues.tsv"));
    let listed = rows("cues", &file, 10).expect("a sound table");
    let origins: Vec<String> = listed.iter().map(Row::origin).collect();
    let fires = |coded: &Coded, example: &Example| {
        let text = text(coded);
        coded.attributions.attributions.iter().any(|attribution| {
            let Some(row) = attribution.cue.first().map(|&head| cues.at(&text, head)) else { return false };
            // Adjuncts ("according to", "in X's account") are found by their words.
            let own = |&t: &TokenId| example.lemma.split(' ').any(|w| w == coded.document.word(t).to_lowercase());
            let is_adjunct = attribution.route == Route::Adjunct && attribution.cue.iter().all(own);
            let is_row = |cue: &Cue| cues.rows.iter().position(|row| std::ptr::eq(row, cue));
            is_adjunct || row.and_then(|(cue, _)| is_row(cue)).is_some_and(|i| origins[i] == example.origin)
        })
    };
    check(&examples(listed.iter().cloned(), (7, Some(8))), fires).end(330);
}

/// An embedder fires where it carries a word of its sentence that could be an act.
#[test]
fn embedders() {
    let (embedders, file) = (Embedders::builtin().expect("a sound table"), table("embedders.tsv"));
    let listed = rows("embedders", &file, 7).expect("a sound table");
    let origins: Vec<String> = listed.iter().map(Row::origin).collect();
    let fires = |coded: &Coded, example: &Example| {
        let text = text(coded);
        let acts = tokens(coded);
        let mut pairs = tokens(coded).flat_map(|head| acts.clone().map(move |act| (head, act)));
        pairs.any(|(head, act)| {
            embedders.carrying(&text, head, act).is_some_and(|found| {
                embedders
                    .rows
                    .iter()
                    .position(|row| std::ptr::eq(row, found))
                    .is_some_and(|i| origins[i] == example.origin)
            })
        })
    };
    check(&examples(listed.iter().cloned(), (4, Some(5))), fires).end(330);
}

/// A hedge fires where it is the hedge at a word.
#[test]
fn hedges() {
    let (hedges, file) = (Hedges::builtin().expect("a sound table"), table("hedges.tsv"));
    let listed = rows("hedges", &file, 6).expect("a sound table");
    let origins: Vec<String> = listed.iter().map(Row::origin).collect();
    let fires = |coded: &Coded, example: &Example| {
        let text = text(coded);
        tokens(coded).filter_map(|token| hedges.at(&text, token)).any(|hedge| {
            hedges.rows.iter().position(|row| std::ptr::eq(row, hedge)).is_some_and(|i| origins[i] == example.origin)
        })
    };
    check(&examples(listed.iter().cloned(), (3, Some(4))), fires).end(150);
}
