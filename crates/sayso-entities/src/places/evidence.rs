//! Whether a name is a place's where it stands.

use sayso_document::TokenId;
use sayso_syntax::{NerTag, Rel, Upos};

use super::View;
use super::names::Candidate;
use super::people::People;
use crate::gazetteer::{Class, Detail, Kind, Record, Side};

/// What a name needs to count as a place.
const THRESHOLD: f64 = 1.0;

/// Places of one name that are looked at.
const MOST_SENSES: usize = 200;

/// A name that stands for a place.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    /// The name.
    pub candidate: Candidate,
    /// What it can mean, best known first, and whether it is listed under this name.
    pub records: Vec<(Record, bool)>,
}

/// Keeps those candidates that stand for places.
pub(super) fn keep_places(view: &View<'_>, candidates: Vec<Candidate>, people: &People) -> Vec<Kept> {
    let scored: Vec<(f64, Kept)> = (0..candidates.len())
        .map(|i| {
            let candidate = candidates[i].clone();
            let senses = candidate.name.places.iter().take(MOST_SENSES);
            let records = senses.map(|s| (view.gazetteer.record(s.place), s.is_own_name)).collect();
            let kept = Kept { candidate, records };
            let next = candidates.get(i + 1);
            (score(view, &kept, next, people), kept)
        })
        .collect();
    let sure: std::collections::BTreeSet<&str> = scored
        .iter()
        .filter(|(score, _)| *score >= THRESHOLD + 2.0)
        .map(|(_, kept)| view.document.text(kept.candidate.span))
        .collect();
    scored
        .iter()
        .filter(|(score, kept)| {
            let bonus = if sure.contains(view.document.text(kept.candidate.span)) { 1.5 } else { 0.0 };
            score + bonus >= THRESHOLD
        })
        .map(|(_, kept)| kept.clone())
        .collect()
}

/// Base-10 logarithm of a count, in straight pieces: the same on every machine.
pub(super) fn magnitude(count: u32) -> f64 {
    let digits = count.max(1).ilog10();
    let power = 10u32.pow(digits);
    f64::from(digits) + (f64::from(count.max(1)) / f64::from(power) - 1.0) / 9.0
}

/// How readily the best-known place of a name is what is meant by it.
fn renown(record: &Record) -> f64 {
    match (record.kind, record.detail) {
        (Kind::Country, _) | (Kind::Region, Detail::Continent) => 4.0,
        (_, Detail::Capital) => 3.0,
        (Kind::Region, _) => 2.0 + 0.2 * magnitude(record.population),
        (Kind::Admin1, _) => 0.4 * magnitude(record.population),
        (Kind::Feature, _) if record.population >= 500_000 => 2.5,
        (Kind::Feature, _) => 0.5 * magnitude(record.population) - 1.5,
        (Kind::Admin2, _) => 0.6 * magnitude(record.population) - 2.6,
        (Kind::City, _) => 0.75 * magnitude(record.population) - 2.2,
    }
}

fn score(view: &View<'_>, kept: &Kept, next: Option<&Candidate>, people: &People) -> f64 {
    let candidate = &kept.candidate;
    if candidate.is_abbreviation {
        return THRESHOLD + 1.0;
    }
    let Some(best) = kept.records.iter().map(|(r, _)| renown(r)).reduce(f64::max) else { return -10.0 };
    let is_sovereign = kept.records.iter().any(|(r, _)| r.kind == Kind::Country);
    let mut score = best + own_words(view, candidate) + neighbours(view, candidate, is_sovereign);
    score += grammar(view, candidate, is_sovereign);
    if candidate.in_dateline {
        score += 4.0;
    }
    if candidate.level.is_some() {
        score += 3.0;
    }
    if next.is_some_and(|n| is_contained(view, candidate, n)) {
        score += 2.5;
    }
    if !is_sovereign && candidate.tokens.len() == 1 && people.has(view.word(candidate.tokens.start)) {
        score -= 4.0;
    }
    if candidate.tokens.clone().any(|t| people.covers(t)) {
        score -= 5.0;
    }
    score
}

/// "Paris, Texas": the next name follows after a comma.
pub(super) fn is_contained(view: &View<'_>, candidate: &Candidate, next: &Candidate) -> bool {
    next.tokens.start == candidate.tokens.end + 1
        && candidate.sentence == next.sentence
        && matches!(view.word(candidate.tokens.end), "," | "(")
}

/// What the words of the name itself say.
fn own_words(view: &View<'_>, candidate: &Candidate) -> f64 {
    let mut score = 0.0;
    let flags = candidate.name.flags;
    if candidate.tokens.len() == 1 {
        score -= if flags.word { 1.5 } else { 0.0 };
        score -= if flags.given { 1.0 } else { 0.0 };
        score -= if flags.surname { 0.7 } else { 0.0 };
    } else {
        score += 0.7;
    }
    let head = head_of(view, candidate);
    score += match view.syntax.words()[head].upos {
        Upos::Propn => 0.5,
        Upos::X => 0.0,
        Upos::Noun if candidate.tokens.len() > 1 => 0.0,
        Upos::Noun => -1.0,
        Upos::Adj if candidate.tokens.len() > 1 => 0.0,
        _ => -3.0,
    };
    score += match view.syntax.words()[head].ner {
        Some((NerTag::Gpe | NerTag::Loc, _)) => 2.5,
        Some((NerTag::Fac, _)) => 1.0,
        Some((NerTag::Person, _)) => -3.5,
        Some((NerTag::Org | NerTag::Norp | NerTag::Event, _)) => -3.0,
        Some(_) => -2.0,
        None => 0.0,
    };
    score
}

/// What stands right before and after the name.
fn neighbours(view: &View<'_>, candidate: &Candidate, is_sovereign: bool) -> f64 {
    let words = view.gazetteer.context();
    let mut score = 0.0;
    let (start, end) = (candidate.tokens.start, candidate.tokens.end);
    let next_word = &view.syntax.words()[end.min(candidate.sentence.end - 1)];
    if end < candidate.sentence.end && next_word.upos == Upos::Noun && !view.is_capital(end) {
        score += match words.class(Side::After, &view.plain(end)) {
            Some(Class::Place | Class::Office) => 1.5,
            _ => 0.0,
        };
    }
    if end < candidate.sentence.end && follows_in_name(view, candidate) {
        score += match words.class(Side::After, &view.plain(end)) {
            Some(Class::Place) => 1.0,
            Some(Class::Office) => 0.0,
            Some(Class::Body) if view.word(end - 1).contains("U") && is_sovereign => -0.5,
            Some(Class::Body) => -5.0,
            _ if candidate.in_title_case => 0.0,
            _ if is_sovereign => -1.0,
            _ => -2.5,
        };
    }
    if start > candidate.sentence.start {
        let before = view.plain(start - 1);
        if view.word(start - 1) == "of" && start - 1 > candidate.sentence.start {
            score += match words.class(Side::Of, &view.plain(start - 2)) {
                Some(Class::Body) if view.is_capital(start - 2) => -5.0,
                Some(Class::Place) => 2.0,
                _ => 0.0,
            };
        } else if view.is_capital(start - 1) && view.syntax.words()[start - 1].upos == Upos::Propn {
            score += match words.class(Side::Before, &before) {
                Some(Class::Person) => -5.0,
                Some(Class::Body | Class::Feature) => -3.0,
                _ if candidate.in_title_case || is_sovereign || candidate.in_dateline => 0.0,
                _ => -2.5,
            };
        } else if words.class(Side::Before, &before) == Some(Class::Person) && !is_sovereign {
            score -= 3.0;
        }
    }
    score
}

/// Whether the next word is in capitals too and belongs to the same name.
fn follows_in_name(view: &View<'_>, candidate: &Candidate) -> bool {
    let next = candidate.tokens.end;
    if !view.is_capital(next) || view.gazetteer.demonym(view.word(next)).is_some() {
        return false;
    }
    let word = &view.syntax.words()[next];
    matches!(word.upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::X) && word.ner.is_none_or(|n| n.0 != NerTag::Date)
}

/// What the syntax of the name says.
fn grammar(view: &View<'_>, candidate: &Candidate, is_sovereign: bool) -> f64 {
    let head = head_of(view, candidate);
    let token = TokenId(head as u32);
    let word = &view.syntax.words()[head];
    let mut score = 0.0;
    if let Some(case) = view.syntax.case(token) {
        score += match case.as_str() {
            "in" | "at" | "near" | "outside" | "inside" | "across" | "into" | "around" | "throughout" | "through"
            | "within" | "towards" | "toward" | "off" => 1.5,
            "from" | "to" => 0.9,
            "of" | "on" | "between" | "against" | "over" => 0.3,
            _ => 0.0,
        };
    }
    if word.rel.is_subject() && !is_sovereign && candidate.tokens.len() == 1 {
        let verb = word.head.map_or("", |h| view.syntax.lemma(h));
        if view.gazetteer.context().class(Side::Verb, verb) == Some(Class::Speech) {
            score -= 1.5;
        }
    }
    if word.rel == Rel::Flat && !is_sovereign {
        score -= 1.5;
    }
    if view.syntax.children_by(token, &[Rel::Flat]).any(|c| c.index() >= candidate.tokens.end) {
        score -= 2.0;
    }
    score
}

/// The token of the name whose governor lies outside it.
pub(super) fn head_of(view: &View<'_>, candidate: &Candidate) -> usize {
    let outside = |t: usize| view.syntax.words()[t].head.is_none_or(|h| !candidate.tokens.contains(&h.index()));
    candidate.tokens.clone().find(|&t| outside(t)).unwrap_or(candidate.tokens.start)
}
