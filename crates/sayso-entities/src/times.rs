//! Time expressions and the days they cover, anchored to the day of publication.
//!
//! [`words`] knows the words of calendars, [`expressions`] finds what they make together, [`calendar`] turns that into
//! days. Without a day of publication, expressions that need one are found all the same, with no days.

mod calendar;
mod direction;
mod expressions;
mod words;
mod years;

pub use words::NUMBERS;

use jiff::civil::Date;
use sayso_document::{Document, TokenId};
use sayso_syntax::{Syntax, Upos};

use crate::entities::TimeMention;
use expressions::Meaning;

/// "That day" is looked for among so many time expressions before it.
const LOOK_BACK: usize = 3;

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
                expressions::at(&lower, at).filter(|(_, m)| is_time(document, syntax, first + at, &lower[at], *m))
            else {
                at += 1;
                continue;
            };
            let from = anchor_of(meaning, &lower[end - 1], &found, anchor);
            let head = head_of(syntax, first + at..first + end);
            let way = direction::of(syntax, head, TokenId((first + at) as u32), &lower[..at]);
            let (start, last, precision) = calendar::days(meaning, from, way);
            let span = document.tokens[first + at].span.cover(document.tokens[first + end - 1].span);
            found.push(TimeMention { span, head, start, end: last, precision });
            at = end;
        }
    }
    found
}

/// The day that an expression counts from: "a day earlier" from the day named right before, "that evening" is of the day
/// last named.
fn anchor_of(meaning: Meaning, last_word: &str, found: &[TimeMention], published: Option<Date>) -> Option<Date> {
    let day = |t: &TimeMention| (t.precision == "day" && t.start == t.end).then(|| t.start.parse().ok()).flatten();
    match meaning {
        Meaning::ThatDay => found.iter().rev().take(LOOK_BACK).find_map(day),
        _ if last_word == "earlier" => found.last().and_then(day).or(published),
        _ => published,
    }
}

/// Months and years only where they are meant: "May" and "March" as names, numbers that count nothing.
fn is_time(document: &Document, syntax: &Syntax, token: usize, lower: &str, meaning: Meaning) -> bool {
    if matches!(meaning, Meaning::Year(_)) {
        return years::is_year(document, syntax, token);
    }
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
