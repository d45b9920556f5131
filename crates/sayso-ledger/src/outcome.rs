//! What a record does to talks, truces, sanctions and operations that stand.

use sayso_events::{EventType, Mode};
use sayso_factuality::{Aspect, Denial, Status};

use crate::item::{Kind, State};
use crate::party::{Party, Sameness, identity, meet, sameness};
use crate::standing::{Standing, shared};
use crate::telling::Telling;
use crate::vocabulary::Meaning;

/// The state that a record brings talks, a truce or a measure to, if it is about it.
pub(crate) fn moved(standing: &Standing, telling: &Telling) -> Option<State> {
    let settles = telling.record.mode == Some(Mode::Ceasefire) && telling.record.status == Status::Promised;
    if !settles && !matches!(telling.record.status, Status::Occurred | Status::Denied) {
        return None;
    }
    match standing.item.kind {
        Kind::Negotiation => talks(standing, telling),
        Kind::Ceasefire => truce(standing, telling),
        Kind::Sanction => sanction(standing, telling),
        Kind::Operation => operation(standing, telling),
        Kind::Demand | Kind::Promise | Kind::Threat | Kind::Offer => None,
    }
}

fn talks(standing: &Standing, telling: &Telling) -> Option<State> {
    let record = &telling.record;
    let sides = &standing.item.parties.by;
    let all: Vec<Party> = telling.everyone().into_iter().chain(telling.parent_sources.clone()).collect();
    if shared(sides, &all) < 2 {
        return None;
    }
    let on = matches!(standing.item.state, State::UnderWay | State::Suspended);
    match (record.event_type, record.status) {
        (EventType::Consult, Status::Denied) => match record.denial {
            Some(Denial::Cancelled | Denial::Failed) => Some(State::BrokenOff),
            _ => None,
        },
        (EventType::Reject, Status::Occurred) if record.mode == Some(Mode::Meet) => {
            Some(if telling.means(Meaning::Suspend) { State::Suspended } else { State::BrokenOff })
        }
        // What both sides settle together ends the talks; what one grants does not.
        (EventType::Retreat, Status::Promised | Status::Occurred) if on && record.mode == Some(Mode::Ceasefire) => {
            (shared(sides, &telling.sources) >= 2).then_some(State::Concluded)
        }
        (EventType::Agree | EventType::Support | EventType::Concede, Status::Occurred)
            if on && telling.means(Meaning::Settle) =>
        {
            (shared(sides, &telling.sources) >= 2).then_some(State::Concluded)
        }
        _ => None,
    }
}

fn truce(standing: &Standing, telling: &Telling) -> Option<State> {
    let record = &telling.record;
    let sides = &standing.item.parties.by;
    if record.status != Status::Occurred || !meet(sides, &telling.sources) {
        return None;
    }
    match record.event_type {
        EventType::Assault if telling.mentions(Meaning::Truce) => Some(State::Violated),
        EventType::Assault => {
            let at_home =
                record.place.as_ref().map(|place| Party { code: place.country.clone(), text: place.name.clone() });
            let struck: Vec<Party> = telling.targets.iter().cloned().chain(at_home).collect();
            let others: Vec<Party> =
                sides.iter().filter(|side| !meet(std::slice::from_ref(side), &telling.sources)).cloned().collect();
            let on = matches!(standing.item.state, State::UnderWay | State::Announced | State::Violated);
            // Within one country any of its people would do: there, only those who made the truce break it.
            let homes: std::collections::BTreeSet<String> = sides.iter().filter_map(identity).collect();
            let is_side =
                |all: &[Party], b: &[Party]| all.iter().any(|x| b.iter().any(|y| sameness(x, y) == Sameness::Same));
            let is_theirs = homes.len() > 1 || (is_side(sides, &telling.sources) && is_side(&others, &telling.targets));
            (on && is_theirs && meet(&others, &struck)).then_some(State::Violated)
        }
        _ => None,
    }
}

fn sanction(standing: &Standing, telling: &Telling) -> Option<State> {
    let record = &telling.record;
    let parties = &standing.item.parties;
    let easing = matches!(record.event_type, EventType::Retreat | EventType::Concede | EventType::Cooperate);
    if !easing || record.status != Status::Occurred || record.mode.is_some() || record.folded {
        return None;
    }
    let meant = meet(&parties.by, &telling.sources) && (parties.to.is_empty() || meet(&parties.to, &telling.targets));
    let named = telling.mentions(Meaning::Sanction) || telling.means(Meaning::Restore);
    // A promise to lift them is none of this.
    if !meant || !named || telling.means(Meaning::Commit) {
        return None;
    }
    Some(if telling.means(Meaning::Suspend) { State::Suspended } else { State::Ended })
}

fn operation(standing: &Standing, telling: &Telling) -> Option<State> {
    let record = &telling.record;
    let parties = &standing.item.parties;
    let meant = meet(&parties.by, &telling.sources) && crate::party::may_meet(&parties.to, &telling.targets);
    if !meant || record.status != Status::Occurred {
        return None;
    }
    let halting = record.event_type == EventType::Retreat
        && (telling.mentions(Meaning::Campaign) || telling.mentions(Meaning::Blow));
    let over =
        matches!(record.event_type, EventType::Assault | EventType::Mobilize) && record.aspect == Some(Aspect::Ended);
    if halting && telling.means(Meaning::Suspend) {
        return Some(State::Suspended);
    }
    (halting || over).then_some(State::Ended)
}
