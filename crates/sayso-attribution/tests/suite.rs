//! Reads the pages of `suite/attribution`: texts, and who says what in them.

use sayso_attribution::{Attribution, Cues, attribute};
use sayso_document::{Header, read};
use sayso_entities::{Knowledge, find};
use sayso_lexicon::{Hedges, Text};
use sayso_suite::{Verdict, cases, model_path, pages};
use sayso_syntax::Model;

fn told(text: &Text<'_>, attribution: &Attribution) -> String {
    let document = text.document;
    let speaker = attribution.speaker.map_or("–", |token| {
        let mention = text.entities.mention_at(token);
        mention.map_or_else(|| document.word(token), |m| document.text(m.span))
    });
    let mut cue = attribution.cue.clone();
    cue.sort_unstable();
    let cue: Vec<&str> = cue.iter().map(|&t| document.word(t)).collect();
    let content: Vec<&str> = attribution.content.iter().map(|&span| document.text(span)).collect();
    let cue = if cue.is_empty() { "–".to_owned() } else { cue.join(" ") };
    format!("{speaker} | {} | {cue} | {}", attribution.stance.as_str(), content.join(" "))
}

#[test]
fn attributions_are_those_of_the_pages() {
    let model = Model::open(&model_path()).expect("a model: set SAYSO_MODEL or see models/");
    let (cues, hedges) = (Cues::builtin().expect("a sound table"), Hedges::builtin().expect("a sound table"));
    let knowledge = Knowledge::built_in();
    let mut verdict = Verdict::new();
    for (name, page) in pages("attribution") {
        for case in cases(&page) {
            let document = read(&case.text, None, Header::default());
            let syntax = sayso_syntax::parse(&document, &model);
            let entities = find(&document, &syntax, &knowledge);
            let text = Text::new(&document, &syntax, &entities);
            let found = attribute(&document, &syntax, &entities, &cues, &hedges);
            verdict.compare(&name, &case, found.attributions.iter().map(|a| told(&text, a)).collect());
        }
    }
    verdict.end(8);
}
