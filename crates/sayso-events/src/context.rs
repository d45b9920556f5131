//! What an act is about: its contexts, by the words in and around it, by who takes part, and by what kind of act it is.
//!
//! The row of the trigger comes first. Words count where they stand in the phrase of the act; those of the rest of the
//! sentence only where the phrase has none.

use std::collections::BTreeMap;

use sayso_document::TokenId;
use sayso_entities::Sector;
use sayso_lexicon::{Classes, Text};
use sayso_syntax::{Rel, Upos};

use crate::event::Event;
use crate::ontology::{Context, EventType, Mode, Quad};

/// Contexts that an act has at most.
const MOST: usize = 3;

/// Contexts that the rest of the sentence may give.
const FROM_SENTENCE: usize = 1;

/// Depth of the phrase of an act.
const DEPTH: usize = 6;

/// The words that show a context: the classes named `context-…`.
#[derive(Clone, Debug, Default)]
pub(crate) struct ContextWords {
    /// Last word of an entry → its words before that, and the context.
    by_last: BTreeMap<String, Vec<(Vec<String>, Context)>>,
}

impl ContextWords {
    /// From the classes, a user's included.
    pub(crate) fn new(classes: &Classes) -> ContextWords {
        let mut by_last: BTreeMap<String, Vec<(Vec<String>, Context)>> = BTreeMap::new();
        for &context in Context::ALL {
            for entry in classes.get(&format!("context-{}", context.as_str())).unwrap_or_default() {
                let mut words: Vec<String> = entry.split(' ').map(str::to_owned).collect();
                let Some(last) = words.pop() else { continue };
                by_last.entry(last).or_default().push((words, context));
            }
        }
        ContextWords { by_last }
    }

    /// The contexts that the word at a token shows, with those before it where an entry has several.
    fn of<'a>(&'a self, text: &'a Text<'_>, token: TokenId) -> impl Iterator<Item = Context> + 'a {
        let entries = self.by_last.get(text.key(token)).into_iter().flatten();
        let fits = move |before: &[String]| {
            before.iter().rev().enumerate().all(|(i, word)| {
                let at = token.0.checked_sub(i as u32 + 1).map(TokenId);
                at.is_some_and(|t| text.key(t) == word || text.document.word(t).eq_ignore_ascii_case(word))
            })
        };
        entries.filter(move |(before, _)| fits(before)).map(|(_, context)| *context)
    }
}

/// Gives an act the contexts that its row does not have.
pub(crate) fn refine(text: &Text<'_>, words: &ContextWords, event: &mut Event) {
    let phrase = phrase(text, event);
    let mut found = counted(text, words, phrase.iter().copied());
    found.extend(by_parties(text, event));
    found.extend(by_kind(text, event));
    for context in found {
        add(event, context);
    }
    if event.contexts.is_empty() {
        let sentence = &text.document.sentences[text.document.sentence_of(event.head()).index()];
        let rest = sentence.tokens.clone().map(TokenId).filter(|t| !phrase.contains(t));
        counted(text, words, rest).into_iter().take(FROM_SENTENCE).for_each(|context| add(event, context));
    }
}

fn add(event: &mut Event, context: Context) {
    // the protest itself is none: what is done to it is
    if context == Context::Repression && event.event_type == EventType::Protest {
        return;
    }
    if event.contexts.len() < MOST && !event.contexts.contains(&context) {
        event.contexts.push(context);
    }
}

/// The words of an act: its trigger, what hangs on that, and what hangs on a verb that only carries it.
fn phrase(text: &Text<'_>, event: &Event) -> Vec<TokenId> {
    let mut tokens: Vec<TokenId> = event.trigger.iter().chain(&event.consequences).copied().collect();
    let nominal = text.syntax.upos(event.head()) == Upos::Noun;
    let carrier = text.syntax.head(event.head()).filter(|_| nominal && text.syntax.rel(event.head()) == Rel::Obj);
    tokens.extend(carrier);
    let below: Vec<TokenId> = tokens.iter().flat_map(|&t| text.descendants(t, DEPTH)).collect();
    tokens.extend(below);
    tokens.extend(event.sources.iter().chain(&event.targets).copied());
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

/// The contexts that words show, those with most words first, else in order of the text.
fn counted(text: &Text<'_>, words: &ContextWords, tokens: impl Iterator<Item = TokenId>) -> Vec<Context> {
    let mut counts: Vec<(Context, usize)> = Vec::new();
    for token in tokens {
        for context in words.of(text, token) {
            match counts.iter_mut().find(|(known, _)| *known == context) {
                Some((_, count)) => *count += 1,
                None => counts.push((context, 1)),
            }
        }
    }
    counts.sort_by_key(|(context, count)| (std::cmp::Reverse(*count), *context == Context::Executive));
    counts.into_iter().map(|(context, _)| context).collect()
}

/// What those who take part say of it: forces of states, courts, parliaments, the sick and the displaced.
fn by_parties(text: &Text<'_>, event: &Event) -> Vec<Context> {
    let parties = event.sources.iter().chain(&event.targets);
    let mentions = parties.filter_map(|&t| text.entities.mention_at(t));
    let sectors: Vec<Sector> = mentions.flat_map(|m| m.actors().flat_map(|a| a.sectors.iter().copied())).collect();
    let table = [
        (Sector::Mil, Context::Military),
        (Sector::Jud, Context::Legal),
        (Sector::Leg, Context::Legislative),
        (Sector::Ref, Context::Migration),
        (Sector::Rel, Context::ReligionEthnicity),
        (Sector::Spy, Context::Intelligence),
        (Sector::Crm, Context::Crime),
    ];
    table.into_iter().filter(|(sector, _)| sectors.contains(sector)).map(|(_, context)| context).collect()
}

/// What its kind alone says of an act.
fn by_kind(text: &Text<'_>, event: &Event) -> Option<Context> {
    let states = || {
        let parties = event.sources.iter().chain(&event.targets).filter_map(|&t| text.entities.mention_at(t));
        let mut countries: Vec<&str> =
            parties.flat_map(|m| m.actors().filter_map(|a| a.country.as_deref()).collect::<Vec<_>>()).collect();
        countries.sort_unstable();
        countries.dedup();
        countries.len() > 1
    };
    match (event.event_type, event.mode) {
        (EventType::Assault, Some(Mode::SuicideAttack)) => Some(Context::Terrorism),
        (EventType::Assault, Some(Mode::CrowdControl)) => Some(Context::Repression),
        (EventType::Assault, Some(Mode::Aerial | Mode::HeavyWeapons)) => Some(Context::Military),
        (EventType::Assault, Some(Mode::Unconventional)) => Some(Context::Cbrn),
        (EventType::Mobilize, Some(Mode::Troops | Mode::Weapons)) => Some(Context::Military),
        (EventType::Retreat, Some(Mode::Ceasefire | Mode::Withdraw | Mode::Disarm)) => Some(Context::Military),
        (EventType::Retreat, Some(Mode::Resign)) => Some(Context::PoliticalInstitutions),
        (EventType::Sanction, Some(Mode::Convict)) => Some(Context::Legal),
        (EventType::Coerce, Some(Mode::Censor)) => Some(Context::RightsFreedoms),
        (EventType::Coerce, Some(Mode::Cyber)) => Some(Context::Cyber),
        (EventType::Coerce, Some(Mode::Misinformation)) => Some(Context::Misinformation),
        (EventType::Coerce, Some(Mode::MartialLaw)) => Some(Context::ProAutocracy),
        (EventType::Protest, Some(Mode::Strike)) => Some(Context::Economic),
        (EventType::Consult, _) => Some(Context::Diplomatic),
        (kind, _)
            if matches!(kind.quad(), Quad::VerbalCooperation | Quad::VerbalConflict)
                && event.contexts.is_empty()
                && states() =>
        {
            Some(Context::Diplomatic)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_context_has_words() {
        let classes = Classes::builtin().expect("sound classes");
        for context in Context::ALL {
            let name = format!("context-{}", context.as_str());
            assert!(classes.get(&name).is_some_and(|words| !words.is_empty()), "{name}");
        }
    }
}
