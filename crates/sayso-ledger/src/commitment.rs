//! What a record does to demands, promises, threats and offers that stand.

use sayso_events::EventType;
use sayso_factuality::{Denial, Status};

use crate::item::{Kind, State};
use crate::party::{may_meet, meet};
use crate::standing::Standing;
use crate::telling::Telling;

/// Verbs of saying yes.
const ACCEPT: &[&str] = &["accept", "agree", "consent", "approve", "welcome", "embrace"];

/// Verbs of taking back.
const TAKE_BACK: &[&str] =
    &["withdraw", "withdrew", "drop", "abandon", "retract", "rescind", "revoke", "renounce", "waive", "took"];

/// Verbs of breaking one's word.
const BREAK: &[&str] = &["break", "broke", "renege", "violate", "breach"];

/// The nouns by which a kind of item is spoken of.
fn nouns(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Demand => &["demand", "call", "request", "ultimatum"],
        Kind::Promise => &["promise", "pledge", "commitment", "vow"],
        Kind::Threat => &["threat", "ultimatum"],
        Kind::Offer => &["offer", "proposal"],
        Kind::Operation | Kind::Negotiation | Kind::Ceasefire | Kind::Sanction => &[],
    }
}

/// The state that a record brings a commitment to, if it is about it.
pub(crate) fn moved(standing: &Standing<'_>, telling: &Telling<'_>) -> Option<State> {
    let kind = standing.item.kind;
    if !matches!(kind, Kind::Demand | Kind::Promise | Kind::Threat | Kind::Offer) {
        return None;
    }
    deed(standing, telling).or_else(|| of_its_maker(standing, telling)).or_else(|| answer(standing, telling))
}

/// Who is to do it.
fn doers<'s>(standing: &'s Standing<'_>) -> &'s [crate::Party] {
    let parties = &standing.item.parties;
    if standing.item.kind == Kind::Demand { &parties.to } else { &parties.by }
}

/// The deed itself, done or not done.
fn deed(standing: &Standing<'_>, telling: &Telling<'_>) -> Option<State> {
    let record = telling.record;
    let sources = telling.sources();
    let by_doer = meet(doers(standing), &sources);
    if !by_doer || !standing.is_about(telling) {
        return None;
    }
    match (record.status, record.denial) {
        (Status::Occurred, _) if record.folded => None,
        (Status::Occurred, _) => Some(State::CarriedOut),
        (Status::Denied, Some(Denial::Cancelled | Denial::Retracted)) if taken_back_by_maker(standing, telling) => {
            Some(State::Withdrawn)
        }
        (Status::Denied, Some(Denial::Never | Denial::Failed | Denial::Cancelled))
            if standing.item.kind != Kind::Demand =>
        {
            Some(State::Broken)
        }
        (Status::Refused, _) if standing.item.kind == Kind::Demand => Some(State::Refused),
        (Status::Refused, _) => Some(State::Broken),
        // "It will send food if they withdraw": what is the other's condition is nobody's promise.
        (Status::Promised, _)
            if standing.item.kind == Kind::Demand && may_meet(&telling.parent_sources(), &sources) =>
        {
            Some(accepted(telling))
        }
        _ => None,
    }
}

fn accepted(telling: &Telling<'_>) -> State {
    if telling.condition().is_some() { State::ConditionallyAccepted } else { State::Accepted }
}

/// Whether who made it is the one who takes it back.
fn taken_back_by_maker(standing: &Standing<'_>, telling: &Telling<'_>) -> bool {
    let by = &standing.item.parties.by;
    match telling.voice() {
        Some(voice) => meet(by, &[voice]),
        None => standing.item.kind != Kind::Demand,
    }
}

/// "Dropped its demand", "broke its promise".
fn of_its_maker(standing: &Standing<'_>, telling: &Telling<'_>) -> Option<State> {
    let item = &standing.item;
    let record = telling.record;
    let named = telling.mentions(nouns(item.kind));
    if record.status != Status::Occurred || !named || !meet(&item.parties.by, &telling.sources()) {
        return None;
    }
    if !may_meet(&item.parties.to, &telling.targets()) {
        return None;
    }
    if matches!(record.event_type, EventType::Concede | EventType::Retreat | EventType::Reject)
        && telling.triggered_by(TAKE_BACK)
    {
        return Some(State::Withdrawn);
    }
    (item.kind == Kind::Promise && telling.triggered_by(BREAK)).then_some(State::Broken)
}

/// Yes or no of the other side.
fn answer(standing: &Standing<'_>, telling: &Telling<'_>) -> Option<State> {
    let item = &standing.item;
    let record = telling.record;
    let answerable = matches!(item.kind, Kind::Demand | Kind::Offer);
    let sources = telling.sources();
    if !answerable || !meet(&item.parties.to, &sources) || record.folded || record.status != Status::Occurred {
        return None;
    }
    let named = telling.mentions(nouns(item.kind)) || standing.is_answered_by(telling);
    // What is agreed with a third party is no answer.
    let addressed = may_meet(&item.parties.by, &telling.targets());
    match record.event_type {
        EventType::Reject if named && addressed => Some(State::Refused),
        EventType::Agree | EventType::Concede | EventType::Support if named && telling.triggered_by(ACCEPT) => {
            Some(accepted(telling))
        }
        _ => None,
    }
}

impl Standing<'_> {
    /// Whether a yes or no is said in the words of the item.
    fn is_answered_by(&self, telling: &Telling<'_>) -> bool {
        let parties = self.item.parties.by.iter().chain(&self.item.parties.to);
        let names: std::collections::BTreeSet<String> =
            parties.flat_map(|party| crate::words::stems(&party.text)).collect();
        let about = &crate::words::stems(&self.item.about) - &names;
        let said = crate::words::stems(&telling.record.evidence);
        let shared = about.intersection(&said).count();
        shared >= 1 && shared * 2 >= about.len()
    }
}
