//! What belongs to the doer is not the other side: "closed *its* border with Chad" bears on Chad.

use sayso_document::TokenId;
use sayso_lexicon::Text;
use sayso_syntax::{Rel, Upos};

use super::{is_place, is_someone};

/// Prepositions after which a thing names whom it faces.
const FACING: &[&str] = &["with", "to", "for", "from", "in"];

/// The targets, where one is a thing of the doer's own those that it faces.
pub(super) fn others(text: &Text<'_>, targets: Vec<TokenId>, sources: &[TokenId]) -> Vec<TokenId> {
    let facing = |thing: TokenId| -> Vec<TokenId> {
        if !is_own(text, thing, sources) {
            return vec![thing];
        }
        let after = |prepositions: &[&str]| -> Vec<TokenId> {
            let attached = prepositions.iter().flat_map(|p| text.syntax.obliques(thing, p));
            attached.filter(|&t| is_someone(text, t) || is_place(text, t)).collect()
        };
        if !is_someone(text, thing) {
            return after(FACING);
        }
        // "recalled its ambassador *from Lima*"
        let left = after(&["from"]);
        if left.is_empty() { vec![thing] } else { left }
    };
    targets.into_iter().flat_map(facing).collect()
}

/// Whether somebody of the doer's own comes from elsewhere: "recalled *its ambassador from Lima*".
pub(super) fn faces_another(text: &Text<'_>, thing: TokenId, sources: &[TokenId]) -> bool {
    is_own(text, thing, sources) && others(text, vec![thing], sources) != [thing]
}

fn is_own(text: &Text<'_>, thing: TokenId, sources: &[TokenId]) -> bool {
    let entity = |t: TokenId| text.entities.mention_at(t).map(|m| m.entity);
    let mut owners = text.syntax.children_by(thing, &[Rel::NmodPoss]);
    owners.any(|o| {
        text.syntax.upos(o) == Upos::Pron && entity(o).is_some() && sources.iter().any(|&s| entity(s) == entity(o))
    })
}
