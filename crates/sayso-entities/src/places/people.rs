//! Who is named in the document, so that surnames are not taken for towns.

use std::collections::BTreeSet;

use sayso_syntax::{NerTag, Rel, Upos};

use super::View;
use super::names::Candidate;
use crate::gazetteer::{Class, Side, fold};

/// Names of people in a document.
#[derive(Debug, Default)]
pub(super) struct People {
    /// Folded single words that are somebody's name here.
    names: BTreeSet<String>,
    /// Tokens that lie in a person's name.
    tokens: BTreeSet<usize>,
}

impl People {
    /// Whether a single word is somebody's name somewhere in the document.
    pub(super) fn has(&self, word: &str) -> bool {
        self.names.contains(&fold(word))
    }

    /// Whether this very token is part of a person's name.
    pub(super) fn covers(&self, token: usize) -> bool {
        self.tokens.contains(&token)
    }
}

/// Finds full names of people: a title or a given name, and what follows in capitals.
pub(super) fn collect(view: &View<'_>, candidates: &[Candidate]) -> People {
    let mut people = People::default();
    for sentence in view.document.sentences.iter().filter(|s| s.is_report) {
        let (start, end) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let mut at = start;
        while at < end {
            let stop = chain_end(view, at, end);
            if stop > at {
                read_chain(view, at, stop, candidates, &mut people);
            }
            at = stop.max(at + 1);
        }
    }
    people
}

/// One past the last token of the run of capitalised names that starts here; particles inside it count.
fn chain_end(view: &View<'_>, start: usize, limit: usize) -> usize {
    let is_name = |t: usize| {
        view.is_capital(t) && matches!(view.syntax.words()[t].upos, Upos::Propn | Upos::X | Upos::Noun | Upos::Adj)
    };
    let mut end = start;
    while end < limit && is_name(end) {
        end += 1;
        let mut next = end;
        while next < limit
            && next - end < 2
            && matches!(view.word(next), "al" | "el" | "-" | "bin" | "ibn" | "de" | "van" | "von" | "der" | "da" | "of")
        {
            if view.word(next) == "of" {
                break;
            }
            next += 1;
        }
        if next > end && next < limit && is_name(next) {
            end = next;
        }
    }
    end
}

fn read_chain(view: &View<'_>, start: usize, end: usize, candidates: &[Candidate], people: &mut People) {
    let words = view.gazetteer.context();
    let mut first = start;
    let mut titled = false;
    while first < end && words.class(Side::Before, &view.plain(first)) == Some(Class::Person) {
        titled = true;
        first += 1;
    }
    let tagged = (first..end).any(|t| matches!(view.syntax.words()[t].ner, Some((NerTag::Person, _))));
    if first >= end {
        return;
    }
    // A place of several words, or one that fills the chain, is no person's name unless somebody is titled so.
    let place = candidates.iter().find(|c| c.tokens.start <= first && first < c.tokens.end);
    let given = view.gazetteer.name_of(view.word(first)).is_some_and(|n| n.flags.given);
    let is_flat = (first + 1..end).any(|t| view.syntax.words()[t].rel == Rel::Flat);
    let has_surname = end > first + 1;
    let place_alone = place.is_some_and(|c| c.tokens.end >= end || c.tokens.len() > 1);
    // "Prince Edward Island", "DR Congo": the title is part of the name.
    let title_in_place = titled && candidates.iter().any(|c| c.tokens.start < first && c.tokens.end > first);
    let body = words.class(Side::After, &view.plain(end - 1)) == Some(Class::Body);
    let is_person = tagged && !title_in_place
        || titled && !title_in_place && !body
        || has_surname && given && !place_alone && !body && (is_flat || end - first == 2);
    if !is_person {
        return;
    }
    let last = view.word(end - 1);
    for token in first..end {
        people.tokens.insert(token);
    }
    if last.chars().count() > 2 {
        people.names.insert(fold(last));
    }
}
