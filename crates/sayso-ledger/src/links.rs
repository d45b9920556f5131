//! Links between items: promise answers demand, threat backs demand, measure carries out threat.

use crate::item::{Item, Kind, Link, Relation, State};
use crate::party::{may_meet, meet};
use crate::words::Stems;

/// Days after an item during which another can be linked to it.
pub(crate) const LINKED: i32 = 120;

/// Kinds of items that one of this kind can be linked to.
pub(crate) fn linked_kinds(kind: Kind) -> &'static [Kind] {
    match kind {
        Kind::Promise | Kind::Threat => &[Kind::Demand],
        Kind::Sanction | Kind::Operation => &[Kind::Threat],
        Kind::Ceasefire => &[Kind::Negotiation],
        Kind::Negotiation => &[Kind::Offer],
        Kind::Demand | Kind::Offer => &[],
    }
}

/// How `item` stands to `other`, if it has to do with it.
pub(crate) fn link(item: &Item, other: &Item) -> Option<Link> {
    let relation = relation(item, other)?;
    Some(Link { relation, item: other.id.clone() })
}

fn relation(item: &Item, other: &Item) -> Option<Relation> {
    let (mine, theirs) = (&item.parties, &other.parties);
    let before = other.moves.first()?.date <= item.moves.first()?.date;
    match (item.kind, other.kind) {
        (Kind::Promise, Kind::Demand) => {
            let answers = meet(&mine.by, &theirs.to) && item.act.event_type == other.act.event_type;
            (before && answers && alike(&item.about, &other.about)).then_some(Relation::Answers)
        }
        (Kind::Threat, Kind::Demand) => {
            let backs = meet(&mine.by, &theirs.by) && meet(&mine.to, &theirs.to);
            let condition = item.condition.as_deref().unwrap_or_default();
            let named = Stems::of(condition).shared(&Stems::of(&other.about)) >= 2;
            (before && backs && (named || same_report(item, other))).then_some(Relation::Backs)
        }
        (Kind::Sanction | Kind::Operation, Kind::Threat) => {
            let carried = other.moves.iter().find(|m| m.state == State::CarriedOut)?;
            let same = item.moves.iter().any(|m| m.record.is_some() && m.record == carried.record);
            (before && same).then_some(Relation::CarriesOut)
        }
        (Kind::Ceasefire, Kind::Negotiation) => {
            let ended = other.moves.iter().any(|m| m.state == State::Concluded && m.document == item.moves[0].document);
            (before && ended).then_some(Relation::Follows)
        }
        (Kind::Negotiation, Kind::Offer) => {
            let about_talks = other.act.event_type == "CONSULT";
            let same = meet(&mine.by, &theirs.to) && may_meet(&mine.by, &theirs.to);
            (before && about_talks && same && other.state == State::Accepted).then_some(Relation::Follows)
        }
        _ => None,
    }
}

fn same_report(a: &Item, b: &Item) -> bool {
    a.moves[0].date == b.moves[0].date && a.moves[0].document == b.moves[0].document
}

fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (Stems::of(a), Stems::of(b));
    a.overlap(&b) >= 0.34 || a.shared(&b) * 2 >= b.len().max(2)
}
