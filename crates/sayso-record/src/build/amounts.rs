//! How many: the value of a number with its bounds, ranges and sums.

use sayso_document::TokenId;
use sayso_lexicon::Text;
use sayso_syntax::Rel;

use super::quantities::QuantityWords;
use crate::record::Quantity;

/// Words beside a number that make it a lower bound.
const AT_LEAST: &[&str] = &["least", "more", "over", "above", "upward", "upwards", "exceed"];

/// Words beside a number that make it an upper bound.
const AT_MOST: &[&str] = &["most", "up", "fewer", "less", "under", "below", "many"];

/// Nouns that a number measures, not counts.
const MEASURES: &[&str] = &[
    "percent",
    "%",
    "year",
    "day",
    "week",
    "month",
    "hour",
    "minute",
    "kilometre",
    "kilometer",
    "km",
    "mile",
    "metre",
    "meter",
    "degree",
    "point",
    "old",
    "time",
];

/// The quantity of a nominal and those coordinated with it, added up: "nine civilians and three policemen" are twelve.
pub(super) fn total(text: &Text<'_>, words: &QuantityWords, kind: &str, counted: TokenId) -> Option<Quantity> {
    let parts = text.syntax.conjuncts(counted).into_iter().filter_map(|t| one(text, words, kind, t));
    parts.reduce(|sum, part| Quantity {
        kind: sum.kind,
        min: sum.min.zip(part.min).map(|(a, b)| a + b).or(sum.min).or(part.min),
        max: sum.max.zip(part.max).map(|(a, b)| a + b),
        text: format!("{} + {}", sum.text, part.text),
    })
}

/// The number on a nominal, or the nominal that is a number itself ("killed 14", "dozens of *villagers*").
pub(super) fn number_of(text: &Text<'_>, words: &QuantityWords, counted: TokenId) -> Option<TokenId> {
    if MEASURES.contains(&text.key(counted)) {
        return None;
    }
    let on_it = text.syntax.children_by(counted, &[Rel::Nummod]).find(|&n| words.value(text, n).is_some());
    on_it.or_else(|| Some(counted).filter(|&c| words.value(text, c).is_some()))
}

fn one(text: &Text<'_>, words: &QuantityWords, kind: &str, counted: TokenId) -> Option<Quantity> {
    let syntax = text.syntax;
    let number = number_of(text, words, counted)?;
    // "a 12-year-old" counts years
    if syntax.children_by(number, &[Rel::Compound, Rel::Amod]).any(|c| text.key(c) == "old") {
        return None;
    }
    let (least, most) = value(text, words, number)?;
    // a number noun ("dozens of villagers") has the people below it, a numeral only its own words
    let own: Vec<TokenId> = if number == counted {
        let inside = syntax.children(number).iter().copied().filter(|&c| c < number);
        std::iter::once(number).chain(inside.flat_map(|c| syntax.subtree(c))).collect()
    } else {
        syntax.subtree(number)
    };
    let has = |list: &[&str]| own.iter().any(|&t| list.contains(&text.key(t)));
    let negated = own.iter().any(|&t| text.key(t) == "no");
    let (min, max) = match (range_end(text, words, number), has(AT_LEAST), has(AT_MOST)) {
        (Some(end), _, _) => (Some(least), Some(end)),
        (None, true, _) if !negated => (Some(least), None),
        (None, true, _) | (None, false, true) => (None, most),
        _ => (Some(least), most),
    };
    let span = |t: &TokenId| text.document.tokens[t.index()].span;
    let words_span = span(own.iter().min()?).cover(span(own.iter().max()?));
    Some(Quantity { kind: kind.to_string(), min, max, text: text.document.text(words_span).to_string() })
}

/// The other end of a range: "20 *to* 30", "between 20 and 30", "three or four".
fn range_end(text: &Text<'_>, words: &QuantityWords, number: TokenId) -> Option<u64> {
    let ends = text.syntax.children_by(number, &[Rel::Nmod, Rel::Conj, Rel::Obl]).filter(|&t| t > number);
    let mut values = ends.filter_map(|t| value(text, words, t)?.1);
    let start = words.value(text, number)?.0;
    values.find(|&end| end > start)
}

/// What a number of one or more words says: "two hundred", "2.5 million", "tens of thousands".
fn value(text: &Text<'_>, words: &QuantityWords, number: TokenId) -> Option<(u64, Option<u64>)> {
    let (least, most) =
        words.value(text, number).or_else(|| decimal(text, number).map(|d| (d as u64, Some(d as u64))))?;
    if let Some(unit) = text.syntax.obliques(number, "of").into_iter().find_map(|t| words.numbers_unit(text, t)) {
        return Some((least * unit, most.map(|m| m * unit)));
    }
    let mut factor = 1.0;
    let mut rest = 0;
    let mut compounded = false;
    for part in text.syntax.children_by(number, &[Rel::Compound, Rel::Nummod, Rel::Flat]) {
        let scalar = words.value(text, part).map(|v| v.0 as f64).or_else(|| decimal(text, part));
        match scalar {
            Some(v) if part < number && least >= 100 => (factor, compounded) = (v, true),
            Some(v) => rest = v as u64,
            None => {}
        }
    }
    if compounded {
        let exact = (factor * least as f64) as u64 + rest;
        return Some((exact, Some(exact)));
    }
    Some((least + rest, most.map(|m| m + rest)))
}

fn decimal(text: &Text<'_>, token: TokenId) -> Option<f64> {
    let word = text.document.word(token);
    word.starts_with(|c: char| c.is_ascii_digit()).then(|| word.replace(',', "").parse().ok()).flatten()
}
