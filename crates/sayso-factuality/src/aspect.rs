//! The phase of an act that occurred: tense, progressive, adverbs of repetition.

use sayso_document::TokenId;
use sayso_lexicon::{Effect, Hedges, Text};
use sayso_syntax::{Rel, Upos};

use crate::status::Aspect;

/// Aspect of a predicate by its own form.
pub(crate) fn of(text: &Text<'_>, hedges: &Hedges, predicate: TokenId) -> Aspect {
    let syntax = text.syntax;
    let effects: Vec<Effect> = syntax
        .children_by(predicate, &[Rel::Advmod, Rel::Amod, Rel::OblUnmarked, Rel::Obl, Rel::Det])
        .filter_map(|c| hedges.at(text, c).map(|h| h.effect))
        .collect();
    if effects.contains(&Effect::Recurring) {
        return Aspect::Recurring;
    }
    let progressive = syntax.word(predicate).feats.is("Tense", "Pres")
        && syntax.word(predicate).feats.is("VerbForm", "Part")
        && syntax
            .children_by(predicate, &[Rel::Aux])
            .any(|a| text.key(a) == "be" && syntax.word(a).feats.is("Tense", "Pres"));
    if progressive || effects.contains(&Effect::Ongoing) {
        return Aspect::Ongoing;
    }
    let present_state = syntax.upos(predicate) == Upos::Adj;
    if present_state { Aspect::Ongoing } else { Aspect::Completed }
}
