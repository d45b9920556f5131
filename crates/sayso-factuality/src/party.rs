//! Whether two mentions are the same party, so that a speech act's own source is not its speaker as well.

use sayso_document::TokenId;
use sayso_entities::{Actor, Mention};
use sayso_lexicon::Text;
use sayso_syntax::Rel;

/// Whether a speaker speaks for a party: is it, or is its mouthpiece ("its foreign minister", "a spokesman for the group").
pub(crate) fn speaks_for(text: &Text<'_>, speaker: TokenId, party: TokenId) -> bool {
    if speaker == party {
        return true;
    }
    let (Some(a), Some(b)) = (text.entities.mention_at(speaker), text.entities.mention_at(party)) else { return false };
    if a.entity == b.entity || same_state(a, b) {
        return true;
    }
    let owners = text.syntax.children_by(speaker, &[Rel::NmodPoss, Rel::Compound, Rel::Nmod]);
    owners.filter_map(|o| text.entities.mention_at(o)).any(|owner| owner.entity == b.entity || same_state(owner, b))
}

/// Both stand for one state or body: Moscow, Russia, the Russian foreign minister.
fn same_state(a: &Mention, b: &Mention) -> bool {
    let (Some(a), Some(b)) = (&a.actor, &b.actor) else { return false };
    let official =
        |x: &Actor| x.sectors.is_empty() || x.sectors.iter().any(|s| matches!(s.as_str(), "GOV" | "MIL" | "LEG"));
    let country = a.country.is_some() && a.country == b.country && official(a) && official(b);
    country || (!a.code.is_empty() && a.code == b.code)
}
