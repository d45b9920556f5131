//! The phrases: which words belong to a nominal head.

use sayso_document::{Span, TokenId};
use sayso_syntax::{Rel, Upos};

use super::coding::Coding;
use super::scene::Scene;
use crate::entities::MentionKind;

/// Dependents that are part of the phrase; relative clauses, appositions and conjuncts are not.
const PARTS: &[Rel] = &[
    Rel::Det,
    Rel::DetPredet,
    Rel::Amod,
    Rel::Compound,
    Rel::Flat,
    Rel::FlatForeign,
    Rel::Nummod,
    Rel::NmodPoss,
    Rel::NmodDesc,
    Rel::Nmod,
    Rel::NmodUnmarked,
    Rel::Goeswith,
    Rel::Fixed,
];

/// Dependents of parts that are left out with all below them.
const LEFT_OUT: &[Rel] = &[Rel::AclRelcl, Rel::Parataxis, Rel::Appos, Rel::Acl];

/// The words of a phrase: its head and the parts around it, without a gap.
pub(crate) fn span(scene: &Scene, head: TokenId) -> Span {
    let syntax = scene.syntax;
    let mut inside = vec![head];
    if let Some(name) = scene.name(head) {
        inside.extend((name.start.0..name.end.0).map(TokenId));
    }
    let mut open: Vec<TokenId> = syntax
        .children_by(head, PARTS)
        .filter(|&c| c < head || syntax.rel(c) != Rel::Nmod || after_head(scene, head, c))
        .collect();
    open.extend(adverbs(scene, head));
    while let Some(token) = open.pop() {
        inside.push(token);
        open.extend(syntax.children(token).iter().copied().filter(|&c| !LEFT_OUT.contains(&syntax.rel(c))));
    }
    inside.sort_unstable();
    inside.dedup();
    let at = inside.binary_search(&head).unwrap_or(0);
    let mut first = at;
    while first > 0 && follows(scene, inside[first - 1], inside[first]) {
        first -= 1;
    }
    let mut last = at;
    while last + 1 < inside.len() && follows(scene, inside[last], inside[last + 1]) {
        last += 1;
    }
    while first < at && matches!(syntax.upos(inside[first]), Upos::Punct | Upos::Cconj) {
        first += 1;
    }
    while last > at && syntax.upos(inside[last]) == Upos::Punct {
        last -= 1;
    }
    let tokens = &scene.document.tokens;
    tokens[inside[first].index()].span.cover(tokens[inside[last].index()].span)
}

/// Whether two tokens are neighbours, a hyphen between them apart.
fn follows(scene: &Scene, left: TokenId, right: TokenId) -> bool {
    let hyphen = || matches!(scene.document.word(TokenId(left.0 + 1)), "-" | "–" | "'" | "’" | "'s" | "’s");
    right.0 == left.0 + 1 || (right.0 == left.0 + 2 && hyphen())
}

/// Prepositional parts after the head, unless a clause stands between.
fn after_head(scene: &Scene, head: TokenId, part: TokenId) -> bool {
    let between = scene.syntax.children(head).iter().filter(|&&c| c > head && c < part);
    !between.into_iter().any(|&c| LEFT_OUT.contains(&scene.syntax.rel(c)))
}

/// "at least 30 people", "almost all ministers".
fn adverbs<'a>(scene: &'a Scene, head: TokenId) -> impl Iterator<Item = TokenId> + 'a {
    scene.syntax.children_by(head, &[Rel::Advmod]).filter(move |&c| c < head && scene.syntax.upos(c) != Upos::Adv)
}

/// How a phrase names.
pub(crate) fn kind(scene: &Scene, head: TokenId, coding: &Coding) -> MentionKind {
    match scene.syntax.upos(head) {
        Upos::Pron => MentionKind::Pronoun,
        _ if coding.named => MentionKind::Named,
        _ => MentionKind::Nominal,
    }
}
