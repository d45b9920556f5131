//! Role fillers as actors.

use sayso_document::{Span, TokenId};
use sayso_entities::Actor;
use sayso_lexicon::Text;
use sayso_syntax::Rel;

use crate::record::ActorRef;

/// Depth below a thing at which its owner or place is looked for: "assets of Georgia's interior minister".
const OWNER_DEPTH: usize = 4;

/// The bytes of a role filler: its mention, or the bare word.
pub(crate) fn span(text: &Text<'_>, head: TokenId) -> Span {
    text.entities.mention_at(head).map_or(text.document.tokens[head.index()].span, |m| m.span)
}

/// Doers: those that can act, and the owners of what they act with ("army bulldozers").
pub(crate) fn sources(text: &Text<'_>, heads: &[TokenId]) -> Vec<ActorRef> {
    let someone = |h: TokenId| text.entities.mention_at(h).is_some_and(|m| m.actor.is_some());
    let owned = |h: TokenId| {
        let mut owners = text.syntax.children_by(h, &[Rel::NmodPoss, Rel::Compound, Rel::Amod]);
        owners.any(someone)
    };
    let acting = heads.iter().filter(|&&h| someone(h) || owned(h));
    unique(acting.flat_map(|&h| all(text, h)).collect())
}

/// What is acted on: someone, or a thing with the code of whom or where it belongs to.
pub(crate) fn targets(text: &Text<'_>, heads: &[TokenId], sources: &[TokenId]) -> Vec<ActorRef> {
    unique(heads.iter().filter(|h| !sources.contains(h)).flat_map(|&h| all(text, h)).collect())
}

fn unique(actors: Vec<ActorRef>) -> Vec<ActorRef> {
    let mut kept: Vec<ActorRef> = Vec::new();
    for actor in actors {
        if !kept.iter().any(|k| k.span == actor.span && k.code == actor.code) {
            kept.push(actor);
        }
    }
    kept
}

/// A role filler as the actors that it stands for: one, or several ("the ministers of Greece and Turkey").
fn all(text: &Text<'_>, head: TokenId) -> Vec<ActorRef> {
    let several = text.entities.mention_at(head).filter(|m| m.actors().count() > 1);
    match several {
        Some(mention) => mention.actors().map(|actor| as_ref(text, head, actor.clone())).collect(),
        None => vec![one(text, head)],
    }
}

/// A role filler as one actor.
pub(crate) fn one(text: &Text<'_>, head: TokenId) -> ActorRef {
    let own = text.entities.mention_at(head).and_then(|m| m.actor.clone()).filter(|a| !a.code.is_empty());
    let actor = own
        .or_else(|| owner(text, head))
        .unwrap_or_else(|| Actor { name: text.document.line(span(text, head)), ..Actor::default() });
    as_ref(text, head, actor)
}

fn as_ref(text: &Text<'_>, head: TokenId, actor: Actor) -> ActorRef {
    let span = span(text, head);
    let located = text.document.locate(span);
    ActorRef {
        text: text.document.text(span).to_string(),
        span: [located.start, located.end],
        name: actor.name,
        code: actor.code,
        country: actor.country,
        sectors: actor.sectors,
        kb: actor.kb,
    }
}

/// Whom a thing belongs to, or the country that it lies in: for an unknown someone, the country only.
fn owner(text: &Text<'_>, head: TokenId) -> Option<Actor> {
    let someone = text.entities.mention_at(head).is_some_and(|m| m.actor.is_some());
    if someone {
        return None;
    }
    let inside: Vec<TokenId> = std::iter::once(head)
        .chain(text.descendants(head, OWNER_DEPTH))
        .filter(|&t| !in_clause(text, t, head))
        .collect();
    let actor = inside
        .iter()
        .filter(|&&t| t != head)
        .find_map(|&t| text.entities.mention_at(t)?.actor.clone().filter(|a| !a.code.is_empty()));
    let territory = text.entities.mention_at(head).and_then(|m| m.territory.clone());
    let lying_in = |country: String| Actor {
        name: text.document.text(span(text, head)).to_string(),
        code: country.clone(),
        country: Some(country),
        ..Actor::default()
    };
    actor.or_else(|| territory.map(lying_in)).or_else(|| {
        let place = inside.iter().find_map(|t| text.entities.places.iter().find(|p| p.head == *t))?;
        let country = place.place.country.clone();
        (!country.is_empty()).then(|| lying_in(country))
    })
}

/// Whether a clause or conjunct lies between a token and the head.
fn in_clause(text: &Text<'_>, token: TokenId, head: TokenId) -> bool {
    std::iter::once(token).chain(text.syntax.ancestors(token)).take_while(|&t| t != head).any(|t| {
        matches!(text.syntax.rel(t), Rel::AclRelcl | Rel::Acl | Rel::Conj | Rel::Appos | Rel::Advcl | Rel::Parataxis)
    })
}
