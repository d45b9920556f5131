//! What a record does to demands, promises, threats and offers that stand.

use sayso_events::EventType;
use sayso_factuality::{Aspect, Denial, Status};

use crate::item::{Kind, State};
use crate::party::{Party, Sameness, may_meet, meet, sameness};
use crate::standing::Standing;
use crate::telling::Telling;
use crate::vocabulary::Meaning;
use crate::words::Stems;

/// Whether the sentence speaks of an item of this kind by name.
fn is_named(kind: Kind, telling: &Telling) -> bool {
    let name = match kind {
        Kind::Demand => Meaning::Demand,
        Kind::Promise => Meaning::Promise,
        Kind::Threat => Meaning::Threat,
        Kind::Offer => Meaning::Offer,
        Kind::Operation | Kind::Negotiation | Kind::Ceasefire | Kind::Sanction => return false,
    };
    telling.mentions(name)
}

/// The state that a record brings a commitment to, if it is about it.
pub(crate) fn moved(standing: &Standing, telling: &Telling) -> Option<State> {
    let kind = standing.item.kind;
    if !matches!(kind, Kind::Demand | Kind::Promise | Kind::Threat | Kind::Offer) {
        return None;
    }
    deed(standing, telling).or_else(|| of_its_maker(standing, telling)).or_else(|| answer(standing, telling))
}

/// Who is to do it.
fn doers(standing: &Standing) -> &[Party] {
    let parties = &standing.item.parties;
    if standing.item.kind == Kind::Demand { &parties.to } else { &parties.by }
}

/// Whether some of them are one: crowds, courts and parties of one country are not, unless of one name.
fn is_one_doer(a: &[Party], b: &[Party]) -> bool {
    let state = |party: &Party| party.code.get(3..).is_none_or(|rest| matches!(rest, "" | "GOV" | "MIL" | "COP"));
    a.iter().any(|x| {
        b.iter().any(|y| match sameness(x, y) {
            Sameness::Same => true,
            Sameness::Kin => state(x) && state(y),
            Sameness::Unknown | Sameness::Conflict => false,
        })
    })
}

/// The deed itself, done or not done.
fn deed(standing: &Standing, telling: &Telling) -> Option<State> {
    let record = &telling.record;
    // Of a demand or threat that names no act, another demand or threat is no fulfilment.
    let is_word = matches!(standing.first.event_type, EventType::Request | EventType::Threaten | EventType::Reject);
    if standing.first.status == Status::Occurred || is_word {
        return None;
    }
    // A resignation is no other retreat.
    if standing.first.mode.is_some()
        && telling.record.mode.is_none()
        && !telling.is_bare_denial()
        && telling.record.status == Status::Occurred
    {
        return None;
    }
    if !is_one_doer(doers(standing), &telling.sources) {
        return None;
    }
    if !meet(doers(standing), &telling.sources) || !standing.is_about(telling) {
        return None;
    }
    // "Demands an end to the strikes": another strike is none, nor is that there was none.
    let is_ending = standing.first.aspect == Some(Aspect::Ended);
    match (record.status, record.denial) {
        (Status::Occurred, _) if record.folded => None,
        _ if is_ending != (record.aspect == Some(Aspect::Ended))
            && (is_ending || record.status == Status::Occurred) =>
        {
            None
        }
        (Status::Occurred, _) => Some(State::CarriedOut),
        (Status::Denied, Some(Denial::Cancelled | Denial::Retracted)) if taken_back_by_maker(standing, telling) => {
            Some(State::Withdrawn)
        }
        // Who denies having done it does not say that it will not be done.
        (Status::Denied, Some(Denial::Never | Denial::Failed | Denial::Cancelled))
            if standing.item.kind != Kind::Demand && telling.voice().is_none() =>
        {
            Some(State::Broken)
        }
        (Status::Refused, _) if standing.item.kind == Kind::Demand => Some(State::Refused),
        (Status::Refused, _) => (standing.item.kind != Kind::Offer).then_some(State::Broken),
        // "It will send food if they withdraw": what is the other's condition is nobody's promise.
        (Status::Promised, _)
            if standing.item.kind == Kind::Demand && may_meet(&telling.parent_sources, &telling.sources) =>
        {
            Some(accepted(telling))
        }
        _ => None,
    }
}

fn accepted(telling: &Telling) -> State {
    if telling.condition.is_some() { State::ConditionallyAccepted } else { State::Accepted }
}

/// Whether who made it is the one who takes it back.
fn taken_back_by_maker(standing: &Standing, telling: &Telling) -> bool {
    let by = &standing.item.parties.by;
    match telling.voice() {
        Some(voice) => meet(by, &[voice]),
        None => standing.item.kind != Kind::Demand,
    }
}

/// "Dropped its demand", "broke its promise".
fn of_its_maker(standing: &Standing, telling: &Telling) -> Option<State> {
    let item = &standing.item;
    let record = &telling.record;
    let named = is_named(item.kind, telling);
    if record.status != Status::Occurred || !named || !meet(&item.parties.by, &telling.sources) {
        return None;
    }
    if !may_meet(&item.parties.to, &telling.targets) || standing.is_another_by_words(telling) {
        return None;
    }
    if matches!(record.event_type, EventType::Concede | EventType::Retreat | EventType::Reject)
        && telling.means(Meaning::TakeBack)
    {
        return Some(State::Withdrawn);
    }
    (item.kind == Kind::Promise && telling.means(Meaning::Break)).then_some(State::Broken)
}

/// Yes or no of the other side.
fn answer(standing: &Standing, telling: &Telling) -> Option<State> {
    let item = &standing.item;
    let record = &telling.record;
    let answerable = matches!(item.kind, Kind::Demand | Kind::Offer);
    if !answerable || !meet(&item.parties.to, &telling.sources) || record.folded || record.status != Status::Occurred {
        return None;
    }
    // "Accepted the demand" tells which one by whose it is, otherwise by what it is about.
    let named =
        (is_named(item.kind, telling) && meet(&item.parties.by, &telling.targets)) || standing.is_answered_by(telling);
    // What is agreed with a third party is no answer.
    let addressed = may_meet(&item.parties.by, &telling.targets);
    match record.event_type {
        EventType::Reject if named && addressed => Some(State::Refused),
        EventType::Agree | EventType::Concede | EventType::Support if named && telling.means(Meaning::Accept) => {
            Some(accepted(telling))
        }
        _ => None,
    }
}

impl Standing {
    /// Whether the sentence tells which demand or threat is meant, and means another.
    fn is_another_by_words(&self, telling: &Telling) -> bool {
        let told = &telling.content;
        told.len() > 2 && self.about_words.shared(told) == 0
    }

    /// Whether a yes or no is said in the words of the item.
    fn is_answered_by(&self, telling: &Telling) -> bool {
        let parties = self.item.parties.by.iter().chain(&self.item.parties.to);
        let names = parties.map(|party| party.text.as_str()).collect::<Vec<_>>().join(" ");
        let about = self.about_words.without(&Stems::of(&names));
        let shared = about.shared(&telling.words);
        shared >= 1 && shared * 2 >= about.len()
    }
}
