//! Reads the pages of `suite/syntax`: sentences, and what is asked of their words.

use sayso_document::{Document, Header, TokenId, read};
use sayso_suite::{Verdict, cases, model_path, pages};
use sayso_syntax::{Model, Rel, Syntax, parse};

/// What the tree says in answer to one question, spelled like it.
fn told(document: &Document, syntax: &Syntax, question: &str) -> String {
    let (word, asked) = question.split_once(" = ").expect("word = answer");
    let tokens = || (0..document.tokens.len() as u32).map(TokenId);
    let Some(token) = tokens().find(|&t| document.word(t) == word) else { return format!("{word} = no such word") };
    let asks_kind = asked.rsplit(' ').next().is_some_and(|kind| kind.len() > 2 && kind == kind.to_uppercase());
    if asks_kind {
        return format!("{word} = {} {}", syntax.lemma(token), syntax.upos(token).as_str());
    }
    match syntax.head(token) {
        Some(head) => format!("{word} = {} {}", syntax.rel(token).as_str(), document.word(head)),
        None => format!("{word} = {}", Rel::Root.as_str()),
    }
}

#[test]
fn trees_are_those_of_the_pages() {
    let model = Model::open(&model_path()).expect("a model: set SAYSO_MODEL or see models/");
    let mut verdict = Verdict::new();
    for (name, page) in pages("syntax") {
        for case in cases(&page) {
            let document = read(&case.text, None, Header::default());
            let syntax = parse(&document, &model);
            let found = case.expected.iter().map(|question| told(&document, &syntax, question)).collect();
            verdict.compare(&name, &case, found);
        }
    }
    verdict.end(10);
}
