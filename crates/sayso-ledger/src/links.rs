//! Links between items: promise answers demand, threat backs demand, measure carries out threat.

use crate::item::{Item, Kind, Link, Relation, State};
use crate::party::{may_meet, meet};
use crate::words::{overlap, stems};

/// Adds the links. Items stand by first day.
pub(crate) fn link(items: &mut [Item]) {
    for at in 0..items.len() {
        let found: Vec<Link> = items
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .filter_map(|(_, other)| {
                relation(&items[at], other).map(|relation| Link { relation, item: other.id.clone() })
            })
            .collect();
        items[at].links = found;
        items[at].links.sort();
    }
}

/// How `item` stands to `other`.
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
            let named = stems(condition).intersection(&stems(&other.about)).count() >= 2;
            (before && backs && (named || same_day(item, other))).then_some(Relation::Backs)
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

fn same_day(a: &Item, b: &Item) -> bool {
    a.moves[0].date == b.moves[0].date && a.moves[0].document == b.moves[0].document
}

fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (stems(a), stems(b));
    overlap(&a, &b) >= 0.34 || a.intersection(&b).count() * 2 >= b.len().max(2)
}
