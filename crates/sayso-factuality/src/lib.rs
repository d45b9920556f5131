//! Factuality: did it happen, and on whose word.
//!
//! [`rate`] joins events and attributions. For every event it walks from the trigger to the top of its sentence and
//! collects the operators over it (`environment`, `own`), then composes them into one [`Status`] and a chain of
//! [`Speaker`]s (`compose`). Bare futures are folded into the speech acts that PLOVER takes them for (`folding`).
//!
//! Nothing here matches a phrase as a whole: a status is always the product of the words on the way up, each of which
//! leaves a line in [`Rating::trace`].

mod aspect;
mod carried;
mod compose;
mod embedders;
mod engine;
mod environment;
mod folding;
mod nominal;
mod operator;
mod own;
mod party;
mod rebuttal;
mod status;

use std::collections::BTreeMap;

use sayso_attribution::{Attributions, Stance};
use sayso_document::{Document, TokenId};
use sayso_entities::Entities;
use sayso_events::{Event, EventId, EventType, Events, Lexicon};
use sayso_lexicon::{Hedges, Sign, Text};
use sayso_syntax::{Rel, Syntax, Upos};

pub use compose::Rating;
pub use embedders::{Embedder, Embedders};
pub use folding::Fold;
pub use operator::{Force, Operator, Speaker};
pub use rebuttal::Telling;
pub use status::{Aspect, Denial, Status};

/// What became of every event of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ratings {
    /// One rating per event, in the order of the events.
    pub ratings: Vec<Rating>,
    /// The type that a speech act takes from what it is about: vowed harm is a threat.
    pub recast: BTreeMap<EventId, EventType>,
    /// Speech acts that bare futures amount to.
    pub folds: Vec<Fold>,
    /// Acts told once more: the claim beside its denial, the denial beside its claim.
    pub tellings: Vec<Telling>,
}

/// The layers that factuality reads.
#[derive(Clone, Copy, Debug)]
pub struct Layers<'a> {
    /// Words and sentences.
    pub document: &'a Document,
    /// Trees.
    pub syntax: &'a Syntax,
    /// Mentions.
    pub entities: &'a Entities,
    /// Acts.
    pub events: &'a Events,
    /// Say-so.
    pub attributions: &'a Attributions,
}

/// Rates every event of a document.
#[must_use]
pub fn rate(layers: Layers<'_>, triggers: &Lexicon, embedders: &Embedders, hedges: &Hedges) -> Ratings {
    let text = Text::new(layers.document, layers.syntax, layers.entities);
    let Layers { events, attributions, .. } = layers;
    let context = environment::Context { text: &text, events, attributions, triggers, embedders, hedges };
    let mut ratings = Ratings::default();
    for (i, event) in events.events.iter().enumerate() {
        let (operators, mut rating) = told(&context, event);
        engine::settle(&text, event, &operators, &mut rating);
        drop_own_word(&text, event, &mut rating);
        drop_echo(&text, &mut rating);
        rating.is_void |= carried::tells(&text, event);
        let fold = folding::fold(&text, EventId(i as u32), event, &mut rating, &operators);
        ratings.folds.extend(fold);
        if rating.status == Status::Occurred {
            rating.aspect = rating.aspect.or_else(|| Some(aspect::of(&text, hedges, event.head())));
        }
        if let Some(claim) = rating.claim.take() {
            ratings.tellings.push(Telling { of: EventId(i as u32), at: None, rating: *claim });
        }
        ratings.ratings.push(rating);
    }
    for telling in rebuttal::find(&context, &ratings.ratings) {
        let told = &mut ratings.ratings[telling.of.0 as usize];
        // What the report only names while somebody denies it is no word of the report's own.
        // Nor does anybody tell it both ways; who takes a claim back no longer makes it.
        let outright = told.speakers.is_empty() || same_speakers(&text, &told.speakers, &telling.rating.speakers);
        let retracted = telling.rating.denial == Some(Denial::Retracted) && outright && !told.speakers.is_empty();
        if retracted || (outright && telling.at.is_none()) {
            *told = telling.rating;
        } else {
            ratings.tellings.push(telling);
        }
    }
    ratings.folds.extend(folding::calls(&text, events, attributions, hedges));
    for (i, rating) in ratings.ratings.iter_mut().enumerate() {
        let Some(speech) = rating.embedded_in else { continue };
        if let Some(event_type) = folding::recast(events.get(speech), &events.events[i], rating) {
            ratings.recast.insert(speech, event_type);
        }
    }
    for (event, rating) in events.events.iter().zip(&mut ratings.ratings) {
        engine::note(&text, event, rating);
    }
    ratings
}

/// The operators over an act and what they make of it. Where the act itself is fact but what came of it is only said
/// ("the raids are said to have killed nine"), the record, which holds both, is no more than that.
fn told(context: &environment::Context<'_>, event: &Event) -> (Vec<Operator>, Rating) {
    let read = |token| {
        let operators = context.operators(token);
        let rating = compose::rate(&operators);
        (operators, rating)
    };
    let own = read(event.head());
    let plain = |rating: &Rating| rating.status == Status::Occurred && rating.speakers.is_empty();
    if !plain(&own.1) {
        return own;
    }
    let said = |rating: &Rating| {
        !rating.speakers.is_empty() && !rating.is_void && matches!(rating.status, Status::Occurred | Status::Possible)
    };
    // "The abduction and *alleged* torture": what is only said of the second is not said of the first.
    let beside = |c: &TokenId| is_joined(context, event, *c);
    let hedged = event.consequences.iter().filter(|c| !beside(c)).map(|&c| read(c)).find(|(_, rating)| said(rating));
    hedged.unwrap_or(own)
}

/// Whether a noun is joined to an act by "and", with words of its own.
fn is_joined(context: &environment::Context<'_>, event: &Event, consequence: TokenId) -> bool {
    let syntax = context.text.syntax;
    syntax.rel(consequence) == Rel::Conj
        && syntax.head(consequence) == Some(event.head())
        && syntax.upos(consequence) == Upos::Noun
}

/// Whether two chains of speakers are the same people.
fn same_speakers(text: &Text<'_>, these: &[Speaker], those: &[Speaker]) -> bool {
    let same = |a: &Speaker, b: &Speaker| match (a.mention, b.mention) {
        (Some(a), Some(b)) => a == b || is_same(text, a, b),
        (a, b) => a == b,
    };
    these.len() == those.len() && these.iter().zip(those).all(|(a, b)| same(a, b))
}

fn is_same(text: &Text<'_>, a: TokenId, b: TokenId) -> bool {
    let (Some(a), Some(b)) = (text.entities.mention_at(a), text.entities.mention_at(b)) else { return false };
    a.entity == b.entity
}

/// "The driver said that he had seen …": one speaker, not two.
fn drop_echo(text: &Text<'_>, rating: &mut Rating) {
    let same = |inner: &Speaker, outer: &Speaker| {
        let (Some(a), Some(b)) = (inner.mention, outer.mention) else { return false };
        let (a_is, b_is) = (text.entities.mention_at(a), text.entities.mention_at(b));
        let pronoun = text.syntax.upos(a) == Upos::Pron && text.syntax.word(a).feats.is("PronType", "Prs");
        match (a_is, b_is) {
            (Some(x), Some(y)) if x.entity == y.entity => true,
            // "Witnesses say *they* saw …"
            _ => {
                let said = inner.cue.first().and_then(|&c| text.syntax.head(c)) == outer.cue.first().copied();
                pronoun && (said || a_is.is_none_or(|m| m.actor.is_none())) && inner.stance == Stance::Asserts
            }
        }
    };
    let inner_first = |speakers: &[Speaker]| (1..speakers.len()).find(|&i| same(&speakers[i], &speakers[i - 1]));
    while let Some(i) = inner_first(&rating.speakers) {
        rating.speakers.remove(i);
    }
}

/// A speech act uttered by its source or the source's mouthpiece has no speaker but its source.
fn drop_own_word(text: &Text<'_>, event: &Event, rating: &mut Rating) {
    let speech = event.sign != Sign::Plain
        || matches!(
            event.event_type,
            EventType::Agree
                | EventType::Request
                | EventType::Accuse
                | EventType::Reject
                | EventType::Threaten
                | EventType::Concede
                | EventType::Support
        );
    let own = |mention: Option<sayso_document::TokenId>| {
        mention.is_some_and(|m| event.sources.iter().any(|&s| party::speaks_for(text, m, s)))
    };
    // "Orders the troops home, *according to* his ministry": another's word.
    let source = |s: &Speaker| {
        let apart = !event.sources.iter().any(|&e| s.mention.is_some_and(|m| m == e || is_same(text, m, e)));
        apart && s.cue.first().is_some_and(|&c| text.key(c) == "accord")
    };
    let uttered = |s: &Speaker| own(s.mention) && !source(s);
    if speech && rating.status == Status::Occurred && rating.speakers.last().is_some_and(uttered) {
        rating.speakers.pop();
        rating.trace.push("rule: a speech act is its source's own word".to_string());
    }
}
