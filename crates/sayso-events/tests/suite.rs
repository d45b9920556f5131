//! Reads the pages of `suite/events`: texts, and the acts that they name.

use sayso_document::{Header, TokenId, read};
use sayso_entities::{Knowledge, find};
use sayso_events::{Event, Lexicon, code};
use sayso_lexicon::Text;
use sayso_suite::{Verdict, cases, model_path, pages};
use sayso_syntax::Model;

/// A role, each filler as its mention in the text.
fn role(text: &Text<'_>, fillers: &[TokenId]) -> String {
    let spelled = |&token: &TokenId| {
        let mention = text.entities.mention_at(token);
        mention.map_or_else(|| text.document.word(token), |m| text.document.text(m.span)).to_owned()
    };
    if fillers.is_empty() { "–".to_owned() } else { fillers.iter().map(spelled).collect::<Vec<_>>().join(" and ") }
}

fn told(text: &Text<'_>, event: &Event) -> String {
    let mode = event.mode.map_or_else(String::new, |mode| format!("/{}", mode.as_str()));
    let mut trigger = event.trigger.clone();
    trigger.sort_unstable();
    let trigger: Vec<&str> = trigger.iter().map(|&t| text.document.word(t)).collect();
    let (who, whom) = (role(text, &event.sources), role(text, &event.targets));
    format!("{who} | {}{mode} | {whom} | {}", event.event_type.as_str(), trigger.join(" "))
}

#[test]
fn events_are_those_of_the_pages() {
    let model = Model::open(&model_path()).expect("a model: set SAYSO_MODEL or see models/");
    let (knowledge, lexicon) = (Knowledge::built_in(), Lexicon::builtin().expect("sound tables"));
    let mut verdict = Verdict::new();
    for (name, page) in pages("events") {
        for case in cases(&page) {
            let document = read(&case.text, None, Header::default());
            let syntax = sayso_syntax::parse(&document, &model);
            let entities = find(&document, &syntax, &knowledge);
            let text = Text::new(&document, &syntax, &entities);
            let events = code(&document, &syntax, &entities, &lexicon);
            verdict.compare(&name, &case, events.events.iter().map(|event| told(&text, event)).collect());
        }
    }
    verdict.end(10);
}
