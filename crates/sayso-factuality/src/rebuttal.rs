//! Denials that stand beside what they deny: "the meeting, which officers say was made up"; "a charge that Kabul rejects";
//! "The police chief denied it."
//!
//! The walk from an act to the top of its sentence does not meet them. They are a further telling of the act, on the
//! word of whoever denies it.

use sayso_attribution::Stance;
use sayso_document::TokenId;
use sayso_events::EventId;
use sayso_syntax::Rel;

use crate::compose::{self, Rating};
use crate::environment::{Context, say};
use crate::status::{Denial, Status};

/// An act told once more: as claimed, beside its denial; or as denied, beside its claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Telling {
    /// The act.
    pub of: EventId,
    /// The word that denies it, where it stands apart from the act; then no role of the act is told again.
    pub at: Option<TokenId>,
    /// What becomes of it in this telling.
    pub rating: Rating,
}

/// The rebuttals of a document, given how its acts are told where they stand.
pub(crate) fn find(context: &Context<'_>, ratings: &[Rating]) -> Vec<Telling> {
    let document = context.text.document;
    let tokens = document.sentences.iter().filter(|s| s.is_report).flat_map(|s| s.tokens.clone()).map(TokenId);
    tokens.filter_map(|verb| at(context, ratings, verb)).collect()
}

fn at(context: &Context<'_>, ratings: &[Rating], verb: TokenId) -> Option<Telling> {
    if !context.text.syntax.is_predicate(verb) {
        return None;
    }
    if let Some(telling) = denied_as_a_whole(context, ratings, verb) {
        return Some(telling);
    }
    let (object, operators) = objects(context, verb).into_iter().find_map(|o| Some((o, context.rebuttal(o, verb)?)))?;
    let mut rating = compose::rate(&operators);
    rating.embedded_in = None;
    if rating.status != Status::Denied || rating.is_void {
        return None;
    }
    let beside = context.text.syntax.ancestors(verb).any(|a| a == object);
    if let Some((of, _)) = context.events.at(object).filter(|_| beside && !context.is_claim(object)) {
        return Some(Telling { of, at: None, rating });
    }
    if let Some(of) = carried_by(context, object).filter(|_| beside) {
        return Some(apart(ratings, of, verb, rating));
    }
    let bare = context.is_anaphor(object) || (context.is_claim(object) && carried_by(context, object).is_none());
    let of = bare.then(|| claimed_before(context, ratings, &rating, verb)).flatten()?;
    Some(apart(ratings, of, verb, rating))
}

/// "Accuse the army of killing civilians, *which it denies*": hung on the last noun, but said of what is claimed.
fn denied_as_a_whole(context: &Context<'_>, ratings: &[Rating], verb: TokenId) -> Option<Telling> {
    let syntax = context.text.syntax;
    let which = |t: TokenId| context.text.key(t) == "which" && syntax.rel(t) == Rel::Obj;
    if syntax.rel(verb) != Rel::AclRelcl || !syntax.children(verb).iter().any(|&t| which(t)) {
        return None;
    }
    let denial = context.attributions.of_cue(verb).find(|a| a.stance == Stance::Denies && a.speaker.is_some())?;
    let noun = syntax.head(verb)?;
    if context.events.at(noun).is_some() || context.is_claim(noun) || carried_by(context, noun).is_some() {
        return None;
    }
    let claimed = |t: TokenId| {
        let (of, _) = context.events.at(t)?;
        let told = &ratings[of.0 as usize];
        (!told.is_void && told.status == Status::Occurred && !told.speakers.is_empty()).then_some(of)
    };
    let of = syntax.ancestors(noun).take(3).find_map(claimed)?;
    Some(apart(ratings, of, verb, compose::rate(&[say(denial, verb)])))
}

/// A denial in words of its own: not on the word of those whose claim it denies.
fn apart(ratings: &[Rating], of: EventId, verb: TokenId, mut rating: Rating) -> Telling {
    let claimants = &ratings[of.0 as usize].speakers;
    let denier = rating.speakers.len().saturating_sub(1);
    let mut i = 0;
    rating.speakers.retain(|s| {
        i += 1;
        i > denier || !claimants.iter().any(|c| c.mention == s.mention)
    });
    Telling { of, at: Some(verb), rating }
}

/// What a predicate may deny: its object or subject, the antecedent of a relative clause included.
fn objects(context: &Context<'_>, verb: TokenId) -> Vec<TokenId> {
    let syntax = context.text.syntax;
    let near = [syntax.logical_object(verb), syntax.surface_subject(verb)];
    near.into_iter().flatten().filter(|&o| o != verb).collect()
}

/// The act in the complement of a noun: "claims of *torture*", "the charge that it *shelled* the town".
fn carried_by(context: &Context<'_>, noun: TokenId) -> Option<EventId> {
    let below = context.text.descendants(noun, 2);
    let relative = |t: TokenId| context.text.syntax.rel(t) == Rel::AclRelcl;
    let inside = |t: &TokenId| !relative(*t) && context.text.syntax.head(*t).is_none_or(|h| !relative(h));
    below.into_iter().filter(inside).find_map(|t| context.events.at(t)).map(|(id, _)| id)
}

/// The last act before `verb`, in its sentence or the one before, that somebody else is said to claim.
fn claimed_before(context: &Context<'_>, ratings: &[Rating], denial: &Rating, verb: TokenId) -> Option<EventId> {
    let document = context.text.document;
    let here = document.sentence_of(verb).index();
    let denier = denial.speakers.last().and_then(|s| s.mention);
    let takes_back = denial.denial == Some(Denial::Retracted);
    let candidates = context.events.events.iter().zip(ratings).enumerate().rev();
    let claimed = candidates.filter(|(_, (event, rating))| {
        let there = document.sentence_of(event.head()).index();
        let near = event.head() < verb && here - there <= 1;
        let by_another =
            rating.speakers.last().is_some_and(|s| takes_back || s.mention.is_none() || s.mention != denier);
        near && !rating.is_void && by_another && matches!(rating.status, Status::Occurred | Status::Possible)
    });
    claimed.map(|(i, _)| EventId(i as u32)).next()
}
