//! Reads `suite/entities/actors.md`: sentences and the actors that their mentions stand for.

use std::path::{Path, PathBuf};

use sayso_document::Header;
use sayso_entities::{Entities, Knowledge, find};
use sayso_syntax::Model;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn model() -> Model {
    let path = std::env::var("SAYSO_MODEL").map_or_else(|_| root().join("models/base.sayso"), PathBuf::from);
    Model::open(&path).expect("a model: set SAYSO_MODEL or see models/")
}

/// The reports of the page: the text of each and the expected mentions.
fn reports(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reports: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for line in page.split("```\n").skip(1).step_by(2).flat_map(str::lines) {
        let mut fields = line.split(" | ");
        let sentence = fields.next().unwrap_or_default();
        match (sentence.strip_prefix("> "), reports.last_mut()) {
            (Some(more), Some(report)) => report.0 = format!("{} {more}", report.0),
            _ => reports.push((sentence.to_owned(), Vec::new())),
        }
        let expected = fields.map(|f| f.rsplit_once(" = ").expect("words = code"));
        let report = reports.last_mut().expect("just pushed");
        report.1.extend(expected.map(|(words, code)| (words.to_owned(), code.trim().to_owned())));
    }
    reports
}

/// How the page spells what the mention with these words stands for.
fn told(document: &sayso_document::Document, entities: &Entities, words: &str) -> Option<String> {
    let mention = entities.mentions.iter().find(|m| document.text(m.span) == words)?;
    let codes: Vec<&str> = mention.actors().map(|a| if a.code.is_empty() { "?" } else { a.code.as_str() }).collect();
    Some(if codes.is_empty() { "-".to_owned() } else { codes.join("+") })
}

#[test]
fn mentions_stand_for_the_actors_of_the_page() {
    let page = std::fs::read_to_string(root().join("suite/entities/actors.md")).expect("the page");
    let (model, knowledge) = (model(), Knowledge::built_in());
    let mut faults = Vec::new();
    for (text, expected) in reports(&page) {
        let document = sayso_document::read(&text, None, Header::default());
        let syntax = sayso_syntax::parse(&document, &model);
        let entities = find(&document, &syntax, &knowledge);
        for (words, code) in &expected {
            let got = told(&document, &entities, words);
            if got.as_deref() != Some(code) {
                faults.push(format!("{words}: {code} expected, {got:?} found in {text:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn any_text_gives_mentions_in_order_of_their_heads() {
    let (model, knowledge) = (model(), Knowledge::built_in());
    for text in ["", "(", "of of of of", "“”\"", "The the THE U.S. U.N. (UN) it they both.", "a\u{0}b — ’s ’s"]
    {
        let document = sayso_document::read(text, Some(text), Header::default());
        let syntax = sayso_syntax::parse(&document, &model);
        let entities = find(&document, &syntax, &knowledge);
        assert!(entities.mentions.is_sorted_by_key(|m| m.head), "{text:?}");
        assert_eq!(entities, find(&document, &syntax, &knowledge), "{text:?}");
    }
}
