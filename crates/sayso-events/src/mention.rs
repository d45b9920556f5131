//! Nouns that only refer to an act which the report tells elsewhere or takes for granted: "said after *the meeting*".

use sayso_document::{Field, TokenId};
use sayso_lexicon::{Sign, Text};
use sayso_syntax::{Rel, Upos};

use crate::event::Event;
use crate::lexicon::{Lexicon, Trigger};
use crate::ontology::{EventType, Quad};
use crate::roles;

/// Prepositions that make a noun the circumstance of something else.
const CIRCUMSTANCE: &[&str] = &[
    "in",
    "during",
    "after",
    "before",
    "amid",
    "since",
    "following",
    "at",
    "until",
    "throughout",
    "despite",
    "as",
    "with",
    "without",
    "like",
];

/// Whether an event is a noun that gives the circumstance of something else and says nothing of its own: no party, no
/// place, no time, not even that there was one ("*an* attack").
pub(crate) fn is_circumstance(text: &Text<'_>, lexicon: &Lexicon, event: &Event) -> bool {
    let head = event.head();
    let syntax = text.syntax;
    let empty = event.sources.is_empty() && event.targets.is_empty() && event.consequences.is_empty();
    if !empty || event.sign != Sign::Plain || event.trigger.len() > 1 || !roles::is_nominal(text, head) {
        return false;
    }
    let told = text.document.sentences[text.document.sentence_of(head).index()].field != Field::Title;
    let case = syntax.case(head);
    let circumstance =
        matches!(syntax.rel(head), Rel::Obl | Rel::Nmod) && case.is_some_and(|c| CIRCUMSTANCE.contains(&c.as_str()));
    // "took part in the rally", "engaged in talks"
    let taken_part =
        syntax.head(head).is_some_and(|g| lexicon.is_light(text, g) || lexicon.classes.has("takes-part", text.key(g)));
    told && circumstance && !taken_part && is_known(text, head) && !has_detail(text, head)
}

/// Definite, or without any determiner: "the attack", "amid unrest".
fn is_known(text: &Text<'_>, head: TokenId) -> bool {
    let mut determiners = text.syntax.children_by(head, &[Rel::Det, Rel::NmodPoss, Rel::Nummod]);
    determiners
        .all(|d| matches!(text.key(d), "the" | "this" | "that" | "these" | "those" | "its" | "their" | "his" | "her"))
}

/// Whether a noun is told of with a place, a time or a party.
fn has_detail(text: &Text<'_>, head: TokenId) -> bool {
    std::iter::once(head).chain(text.descendants(head, 3)).any(|t| {
        text.entities.places.iter().any(|p| p.head == t)
            || text.entities.times.iter().any(|time| time.head == t)
            || text.entities.mention_at(t).is_some_and(|m| m.actor.is_some())
    })
}

/// Whether a noun in -ing without any party is taken for a speech act: "a worship or *offering*".
pub(crate) fn is_bare_gerund(text: &Text<'_>, row: &Trigger, token: TokenId) -> bool {
    let verbal = matches!(row.event_type.quad(), Quad::VerbalConflict | Quad::VerbalCooperation)
        && row.event_type != EventType::Consult;
    (row.sign != Sign::Plain || verbal)
        && row.lemma.pos() == Upos::Verb
        && text.syntax.upos(token) == Upos::Noun
        && text.syntax.child(token, &[Rel::Acl, Rel::Ccomp, Rel::Xcomp, Rel::Obj]).is_none()
}
