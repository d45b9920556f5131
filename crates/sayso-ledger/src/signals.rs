//! What a record opens: the kinds of item that it may be the first word of.

use sayso_events::{EventType, Mode};
use sayso_factuality::{Aspect, Status};

use crate::item::{Kind, State};
use crate::party::Party;
use crate::substance::{
    has_known, is_bare_demand, is_bare_threat, is_favour, is_ground, is_order_at_home, is_recalled, is_threat,
};
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
    if is_recalled(&telling.record) || is_ground(telling) {
        return None;
    }
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
            measure(telling, Kind::Sanction).filter(|_| !telling.means(Meaning::Rescue)).or_else(|| word(telling))
        }
        EventType::Assault | EventType::Mobilize if is_campaign(telling) => {
            measure(telling, Kind::Operation).or_else(|| word(telling))
        }
        _ => word(telling),
    };
    let mut opening = opening?;
    [&mut opening.by, &mut opening.to].into_iter().for_each(named);
    if !has_known(&opening.by) {
        return None;
    }
    // Nobody demands of himself.
    opening.to.retain(|party| party.code.is_empty() || opening.by.iter().all(|by| by.code != party.code));
    Some(opening)
}

/// Puts the name of the country where the text has but a pronoun, and leaves out those of whom nothing else is known.
fn named(parties: &mut Vec<Party>) {
    for party in parties.iter_mut().filter(|party| is_pronoun(&party.text)) {
        party.text = crate::telling::country(&party.code).unwrap_or_default().to_owned();
    }
    parties.retain(|party| !party.code.is_empty() || !party.text.is_empty());
}

fn is_pronoun(text: &str) -> bool {
    const PRONOUNS: &str = "he she it they him her them his hers its their theirs i we you me us my our your who which that this these those";
    PRONOUNS.split(' ').any(|pronoun| pronoun.eq_ignore_ascii_case(text))
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

/// Whether it is a campaign rather than a blow: by name, or of such blows as go on; and by those who bear arms.
fn is_campaign(telling: &Telling) -> bool {
    let record = &telling.record;
    let goes_on = matches!(record.aspect, Some(Aspect::Started | Aspect::Ongoing | Aspect::Recurring))
        && record.event_type == EventType::Assault
        && matches!(record.mode, None | Some(Mode::Aerial | Mode::HeavyWeapons | Mode::Drone));
    let is_told =
        !matches!(record.status, Status::Occurred | Status::Planned) || !telling.sources.iter().any(is_unarmed);
    (telling.names(Meaning::Campaign) || goes_on) && is_told
}

fn is_unarmed(party: &Party) -> bool {
    party.code.ends_with("COP") || UNARMED.iter().any(|sector| party.code.ends_with(sector))
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
    let sides = telling.everyone();
    let sides = sides.iter().filter(|party| !party.code.is_empty()).count();
    if !telling.mentions(Meaning::Truce) && (sides < 2 || telling.sources.iter().any(unarmed)) {
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
    if kind == Kind::Sanction && telling.sources.iter().all(|party| party.code.is_empty()) {
        return None;
    }
    let (by, to) = (telling.sources.clone(), telling.targets.clone());
    // What is planned unless the other does this or that is a threat.
    if state == State::Announced && telling.condition.is_some() {
        return Some(Opening { kind: Kind::Threat, state: State::Open, by, to });
    }
    Some(Opening { kind, state, by, to })
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
            let by = telling.parent_sources.clone();
            let to = if sources.is_empty() { telling.parent_targets.clone() } else { sources };
            // Who turns a demand down does not make it, nor does who tells of it.
            let is_made = telling.parent.as_deref().is_none_or(|parent| parent.event_type == EventType::Request);
            if !is_made || is_order_at_home(telling, &by, &to) {
                return None;
            }
            open(Kind::Demand, by, to)
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
            // "Proposed that they boycott the vote": others are to do it.
            let is_own = crate::party::meet(&by, &sources)
                || telling.parent.as_deref().is_none_or(|parent| parent.event_type != EventType::Request)
                || matches!(record.event_type, EventType::Consult | EventType::Agree | EventType::Retreat);
            let holds = match kind {
                Kind::Threat => is_threat(telling, &by, &to),
                Kind::Offer => is_favour(telling) && is_own,
                _ => is_favour(telling),
            };
            if !holds {
                return None;
            }
            open(kind, by, to)
        }
        Status::Occurred if telling.has_content() || record.folded => None,
        Status::Occurred if record.event_type == EventType::Request => {
            let is_open = is_bare_demand(telling) && !is_order_at_home(telling, &sources, &targets);
            is_open.then(|| open(Kind::Demand, sources, targets)).flatten()
        }
        Status::Occurred if record.event_type == EventType::Threaten && is_bare_threat(telling) => {
            open(Kind::Threat, sources, targets)
        }
        _ => None,
    }
}
