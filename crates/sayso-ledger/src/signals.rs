//! What a record opens: the kinds of item that it may be the first word of.

use sayso_events::{EventType, Mode};
use sayso_factuality::{Aspect, Status};

use crate::item::{Kind, State};
use crate::party::Party;
use crate::telling::Telling;
use crate::vocabulary::Meaning;

/// An item as one record opens it.
pub(crate) struct Opening {
    pub(crate) kind: Kind,
    pub(crate) state: State,
    pub(crate) by: Vec<Party>,
    pub(crate) to: Vec<Party>,
}

/// The item that a record opens, if any.
pub(crate) fn opening(telling: &Telling) -> Option<Opening> {
    let opening = match telling.record.event_type {
        EventType::Consult if is_talks(telling) => talks(telling),
        EventType::Retreat if telling.record.mode == Some(Mode::Ceasefire) => truce(telling),
        // Who is expelled is gone: nothing is open.
        EventType::Sanction
            if telling.record.mode == Some(Mode::Expel) && telling.record.status == Status::Occurred =>
        {
            None
        }
        EventType::Sanction if telling.record.mode != Some(Mode::Convict) && is_abroad(telling) => {
            measure(telling, Kind::Sanction).or_else(|| word(telling))
        }
        EventType::Assault | EventType::Mobilize if is_campaign(telling) => {
            measure(telling, Kind::Operation).or_else(|| word(telling))
        }
        _ => word(telling),
    };
    let mut opening = opening.filter(|opening| opening.by.iter().any(|party| !party.text.is_empty()))?;
    // Nobody demands of himself.
    opening.to.retain(|party| party.code.is_empty() || opening.by.iter().all(|by| by.code != party.code));
    Some(opening)
}

/// Whether ties are cut with another: a state and its own officials are none of it.
fn is_abroad(telling: &Telling) -> bool {
    let home = |party: &Party| crate::party::identity(party).filter(|_| !party.code.is_empty());
    let homes: Vec<String> = telling.sources.iter().filter_map(home).collect();
    telling.targets.iter().filter_map(home).any(|target| !homes.contains(&target))
}

/// Whether two sides talk, rather than one visits or a third mediates.
fn is_talks(telling: &Telling) -> bool {
    let sides = telling.everyone();
    !matches!(telling.record.mode, Some(Mode::Visit | Mode::Phone | Mode::ThirdParty))
        && sides.iter().filter(|party| !party.code.is_empty()).count() >= 2
}

/// Whether it is a campaign rather than a blow.
fn is_campaign(telling: &Telling) -> bool {
    telling.names(Meaning::Campaign)
        || matches!(telling.record.aspect, Some(Aspect::Started | Aspect::Ongoing | Aspect::Recurring))
}

fn talks(telling: &Telling) -> Option<Opening> {
    let state = match (telling.record.status, telling.record.aspect) {
        (Status::Proposed | Status::Demanded, _) => State::Proposed,
        (Status::Promised | Status::Planned, _) => State::Agreed,
        (Status::Occurred, Some(Aspect::Ended)) => State::Concluded,
        (Status::Occurred, _) => State::UnderWay,
        _ => return None,
    };
    Some(Opening { kind: Kind::Negotiation, state, by: telling.everyone(), to: Vec::new() })
}

/// Sectors that bear no arms: what they suspend is no fighting.
const UNARMED: [&str; 6] = ["CVL", "BUS", "LAB", "JRN", "EDU", "MED"];

fn truce(telling: &Telling) -> Option<Opening> {
    let record = &telling.record;
    let unarmed = |party: &Party| UNARMED.iter().any(|sector| party.code.ends_with(sector));
    if !telling.mentions(Meaning::Truce) && telling.sources.iter().any(unarmed) {
        return None;
    }
    let state = match (record.status, record.aspect) {
        (Status::Promised | Status::Planned, _) => State::Announced,
        (Status::Occurred, Some(Aspect::Ended)) => State::Ended,
        (Status::Occurred, _) if telling.means(Meaning::Announce) => State::Announced,
        (Status::Occurred, _) => State::UnderWay,
        _ => return word(telling),
    };
    let mut sides = telling.everyone();
    if record.status != Status::Occurred {
        sides.extend(telling.parent_sources.iter().chain(&telling.parent_targets).cloned());
    }
    Some(Opening { kind: Kind::Ceasefire, state, by: distinct(sides), to: Vec::new() })
}

fn distinct(parties: Vec<Party>) -> Vec<Party> {
    let mut all: Vec<Party> = Vec::new();
    for party in parties {
        if !all.iter().any(|known| crate::party::same(known, &party)) {
            all.push(party);
        }
    }
    all
}

fn measure(telling: &Telling, kind: Kind) -> Option<Opening> {
    let state = match (telling.record.status, telling.record.aspect) {
        (Status::Planned, _) => State::Announced,
        (Status::Occurred, Some(Aspect::Ended)) => State::Ended,
        (Status::Occurred, _) if telling.means(Meaning::Announce) => State::Announced,
        (Status::Occurred, _) => State::UnderWay,
        _ => return None,
    };
    Some(Opening { kind, state, by: telling.sources.clone(), to: telling.targets.clone() })
}

fn is_harm(event_type: EventType) -> bool {
    matches!(event_type, EventType::Coerce | EventType::Assault | EventType::Sanction | EventType::Accuse)
}

/// What is only said: demands, promises, threats and offers. The content opens the item; the speech act does where it has none.
fn word(telling: &Telling) -> Option<Opening> {
    let record = &telling.record;
    let (sources, targets) = (telling.sources.clone(), telling.targets.clone());
    let speaker_of = |own: &[Party]| {
        let above = telling.parent_sources.clone();
        if above.is_empty() { own.to_vec() } else { above }
    };
    let open = |kind, by, to| Some(Opening { kind, state: State::Open, by, to });
    match record.status {
        Status::Demanded => {
            let to = if sources.is_empty() { telling.parent_targets.clone() } else { sources };
            open(Kind::Demand, telling.parent_sources.clone(), to)
        }
        Status::Promised | Status::Threatened | Status::Proposed => {
            let by = speaker_of(&sources);
            // Who proposes to ban or to strike somebody offers nothing.
            if record.status == Status::Proposed && is_harm(record.event_type) {
                return None;
            }
            // "… if they leave": the condition is no part of what is promised.
            if !crate::party::may_meet(&by, &sources) {
                return None;
            }
            let to = if telling.parent_targets.clone().is_empty() { targets } else { telling.parent_targets.clone() };
            let kind = match record.status {
                Status::Promised => Kind::Promise,
                Status::Threatened => Kind::Threat,
                _ => Kind::Offer,
            };
            open(kind, by, to)
        }
        Status::Occurred if telling.has_content() || record.folded => None,
        Status::Occurred if record.event_type == EventType::Request => open(Kind::Demand, sources, targets),
        Status::Occurred if record.event_type == EventType::Threaten => open(Kind::Threat, sources, targets),
        _ => None,
    }
}
