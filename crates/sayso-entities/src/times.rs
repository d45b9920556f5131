//! Time expressions and the days they cover, anchored to the day of publication.
//!
//! [`words`] knows the words of calendars, [`expressions`] finds what they make together, [`calendar`] turns that into
//! days. Without a day of publication, expressions that need one are found all the same, with no days.

mod calendar;
mod expressions;
mod words;

use jiff::civil::Date;
use sayso_document::{Document, TokenId};
use sayso_syntax::{Rel, Syntax, Upos};

use crate::entities::TimeMention;
use calendar::Direction;

/// The time expressions of a document in text order.
#[must_use]
pub fn find(document: &Document, syntax: &Syntax) -> Vec<TimeMention> {
    let anchor: Option<Date> = document.header.published.as_ref().and_then(|p| p.get(..10)?.parse().ok());
    let mut found = Vec::new();
    for (id, sentence) in document.sentences() {
        if !sentence.is_report && document.dateline != Some(id) {
            continue;
        }
        let lower: Vec<String> =
            (sentence.tokens.start..sentence.tokens.end).map(|t| document.word(TokenId(t)).to_lowercase()).collect();
        let first = sentence.tokens.start as usize;
        let mut at = 0;
        while at < lower.len() {
            let Some((end, meaning)) =
                expressions::at(&lower, at).filter(|_| is_time(document, syntax, first + at, &lower[at]))
            else {
                at += 1;
                continue;
            };
            // "A day earlier" counts from the day last spoken of.
            let last_day = found.last().filter(|t: &&TimeMention| t.precision == "day" && t.start == t.end);
            let spoken = last_day.filter(|_| lower[end - 1] == "earlier").and_then(|t| t.start.parse().ok());
            let from = spoken.or(anchor);
            let head = head_of(syntax, first + at..first + end);
            let (start, last, precision) = calendar::days(meaning, from, direction(syntax, head));
            let span = document.tokens[first + at].span.cover(document.tokens[first + end - 1].span);
            found.push(TimeMention { span, head, start, end: last, precision });
            at = end;
        }
    }
    found
}

/// "May" and "March" are months only where they are written and tagged as names.
fn is_time(document: &Document, syntax: &Syntax, token: usize, lower: &str) -> bool {
    if !matches!(lower, "may" | "march") {
        return true;
    }
    let is_capital = document.word(TokenId(token as u32)).starts_with('M');
    is_capital && !matches!(syntax.words()[token].upos, Upos::Verb | Upos::Aux)
}

/// The token whose governor lies outside the expression.
fn head_of(syntax: &Syntax, tokens: std::ops::Range<usize>) -> TokenId {
    let outside = |t: &usize| syntax.words()[*t].head.is_none_or(|h| !tokens.contains(&h.index()));
    TokenId(tokens.clone().find(outside).unwrap_or(tokens.start) as u32)
}

/// Whether what happens then lies behind or ahead, by the tense of the clause.
fn direction(syntax: &Syntax, head: TokenId) -> Direction {
    let is_verb = |t: &TokenId| matches!(syntax.upos(*t), Upos::Verb | Upos::Aux);
    let Some(verb) = syntax.ancestors(head).find(is_verb) else { return Direction::Past };
    let aux: Vec<&str> =
        syntax.children_by(verb, &[Rel::Aux, Rel::AuxPass, Rel::Cop]).map(|a| syntax.lemma(a)).collect();
    if aux.iter().any(|a| matches!(*a, "will" | "shall" | "may" | "might" | "can" | "must" | "'ll")) {
        return Direction::Future;
    }
    if aux.contains(&"have") {
        return Direction::Past;
    }
    let feats = &syntax.word(verb).feats;
    let is_to = syntax.child(verb, &[Rel::Mark]).is_some_and(|m| syntax.lemma(m) == "to");
    if is_to {
        return Direction::Future;
    }
    let finite =
        if feats.is("VerbForm", "Fin") { Some(verb) } else { syntax.child(verb, &[Rel::Aux, Rel::AuxPass, Rel::Cop]) };
    match finite {
        Some(t) if syntax.word(t).feats.is("Tense", "Pres") => Direction::Future,
        _ => Direction::Past,
    }
}
