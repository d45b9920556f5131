//! Reads the pages of `suite/factuality`: texts, and what became of every act in them.

use sayso_attribution::{Cues, attribute};
use sayso_document::{Document, Header, read};
use sayso_entities::{Entities, Knowledge, find};
use sayso_events::{Event, Lexicon, code};
use sayso_factuality::{Embedders, Layers, Rating, Speaker, rate};
use sayso_lexicon::Hedges;
use sayso_suite::{Verdict, cases, model_path, pages};
use sayso_syntax::Model;

fn told(document: &Document, entities: &Entities, event: &Event, rating: &Rating) -> String {
    let denial = rating.denial.map_or_else(String::new, |denial| format!(" {}", denial.as_str()));
    let speaker = |speaker: &Speaker| {
        let Some(token) = speaker.mention else { return " | –".to_owned() };
        let mention = entities.mention_at(token);
        format!(" | {}", mention.map_or_else(|| document.word(token), |m| document.text(m.span)))
    };
    let speakers: String = rating.speakers.iter().map(speaker).collect();
    format!("{} = {}{denial}{speakers}", document.word(event.head()), rating.status.as_str())
}

#[test]
fn statuses_are_those_of_the_pages() {
    let model = Model::open(&model_path()).expect("a model: set SAYSO_MODEL or see models/");
    let (knowledge, lexicon) = (Knowledge::built_in(), Lexicon::builtin().expect("sound tables"));
    let (cues, hedges) = (Cues::builtin().expect("a sound table"), Hedges::builtin().expect("a sound table"));
    let embedders = Embedders::builtin().expect("a sound table");
    let mut verdict = Verdict::new();
    for (name, page) in pages("factuality") {
        for case in cases(&page) {
            let document = &read(&case.text, None, Header::default());
            let syntax = &sayso_syntax::parse(document, &model);
            let entities = &find(document, syntax, &knowledge);
            let events = &code(document, syntax, entities, &lexicon);
            let attributions = &attribute(document, syntax, entities, &cues, &hedges);
            let layers = Layers { document, syntax, entities, events, attributions };
            let ratings = rate(layers, &lexicon, &embedders, &hedges);
            let rated = events.events.iter().zip(&ratings.ratings).filter(|(_, rating)| !rating.is_void);
            let found = rated.map(|(event, rating)| told(document, entities, event, rating)).collect();
            verdict.compare(&name, &case, found);
        }
    }
    verdict.end(10);
}
