//! Reads `suite/entities/actors.md`: sentences and the actors that their mentions stand for.

use sayso_document::Header;
use sayso_entities::{Entities, Knowledge, find};
use sayso_suite::{Verdict, cases, model_path, pages};
use sayso_syntax::Model;

fn model() -> Model {
    Model::open(&model_path()).expect("a model: set SAYSO_MODEL or see models/")
}

/// How the page spells what the mention with these words stands for.
fn told(document: &sayso_document::Document, entities: &Entities, words: &str) -> Option<String> {
    let mention = entities.mentions.iter().find(|m| document.text(m.span) == words)?;
    let codes: Vec<&str> = mention.actors().map(|a| if a.code.is_empty() { "?" } else { a.code.as_str() }).collect();
    Some(if codes.is_empty() { "-".to_owned() } else { codes.join("+") })
}

#[test]
fn mentions_stand_for_the_actors_of_the_page() {
    let (model, knowledge, mut verdict) = (model(), Knowledge::built_in(), Verdict::new());
    for (page, content) in pages("entities").into_iter().filter(|(page, _)| page.ends_with("actors.md")) {
        for case in cases(&content) {
            let document = sayso_document::read(&case.text, None, Header::default());
            let syntax = sayso_syntax::parse(&document, &model);
            let entities = find(&document, &syntax, &knowledge);
            let answer = |asked: &String| {
                let (words, _) = asked.rsplit_once(" = ").expect("words = code");
                let told = told(&document, &entities, words);
                format!("{words} = {}", told.as_deref().unwrap_or("no mention"))
            };
            verdict.compare(&page, &case, case.expected.iter().map(answer).collect());
        }
    }
    verdict.end(10);
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
