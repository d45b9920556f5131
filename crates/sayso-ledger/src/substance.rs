//! Whether a record has what an item needs: somebody who is known, a matter, and that it is said of now rather than recalled.

use sayso_events::{EventType, Mode};
use sayso_factuality::Status;
use sayso_record::Record;

use crate::party::{Party, identity, meet};
use crate::telling::Telling;
use crate::vocabulary::Meaning;
use crate::words::{Stems, is_proper};

/// Whether somebody in a list is known: coded, or by name.
pub(crate) fn has_known(parties: &[Party]) -> bool {
    parties.iter().any(|party| !party.code.is_empty() || is_proper(&party.text))
}

/// Whether somebody of `to` is at home elsewhere than all of `by`.
pub(crate) fn is_between(by: &[Party], to: &[Party]) -> bool {
    let homes = |all: &[Party]| -> Vec<String> {
        all.iter().filter(|party| !party.code.is_empty()).filter_map(identity).collect()
    };
    let by = homes(by);
    homes(to).iter().any(|home| !by.contains(home))
}

/// Whether an act is told of as of something of an earlier year: "its 1990 invasion", "recalled its envoy in 2008".
pub(crate) fn is_recalled(record: &Record) -> bool {
    let year = |text: &str| text.get(..4).and_then(|year| year.parse::<i16>().ok());
    let Some(told) = record.published.as_deref().and_then(year) else { return false };
    let own = record.date.as_deref().and_then(year).is_some_and(|year| year < told);
    let evidence = &record.evidence;
    let before = evidence.find(&record.trigger.text).map_or("", |at| &evidence[..at]);
    let named = before.split_whitespace().next_back().filter(|word| word.len() == 4).and_then(year);
    (own && record.status == Status::Occurred) || named.is_some_and(|year| (1900..told).contains(&year))
}

/// Words before which what is wanted, promised or threatened has been told to its end.
const BACK: [&str; 10] = [
    " following ",
    " after ",
    " over ",
    " despite ",
    " during ",
    " because ",
    " amid ",
    " since ",
    " response to ",
    " against ",
];

/// The words between the act above and this one, where it follows it.
fn between<'a>(telling: &'a Telling, parent: &str) -> Option<&'a str> {
    let evidence = &telling.record.evidence;
    let rest = &evidence[evidence.find(parent)? + parent.len()..];
    rest.find(&telling.record.trigger.text).map(|at| &rest[..at])
}

/// Whether an act is only the ground of what is said, not its content: "agreed to joint controls following a clash".
pub(crate) fn is_ground(telling: &Telling) -> bool {
    let words = telling.parent.as_deref().and_then(|parent| between(telling, &parent.trigger.text));
    words.is_some_and(|words| {
        let words = format!(" {words} ");
        BACK.iter().any(|back| words.contains(back))
    })
}

/// Whether what is threatened is that something will not be done.
fn is_denied(telling: &Telling) -> bool {
    let words = telling.parent.as_deref().and_then(|parent| between(telling, &parent.trigger.text));
    words.is_some_and(|words| words.split_whitespace().any(|word| matches!(word, "not" | "never")))
}

/// What follows the trigger in the phrase.
fn rest(telling: &Telling) -> &str {
    let trigger = &telling.record.trigger.text;
    let phrase = telling.phrase.as_str();
    phrase.find(trigger).map_or(phrase, |at| phrase[at + trigger.len()..].trim_start())
}

/// Whether a demand that names no coded act still says what is wanted, of whom it can be wanted.
pub(crate) fn is_bare_demand(telling: &Telling) -> bool {
    let rest = rest(telling);
    let words: Vec<&str> = rest.split_whitespace().collect();
    let first = words.first().copied().unwrap_or_default();
    // "Asked about his plans", "asked whether": a question.
    if words.iter().take(4).any(|word| matches!(*word, "about" | "whether" | "why" | "what" | "how")) {
        return false;
    }
    let names: Vec<&str> = telling.sources.iter().chain(&telling.targets).map(|party| party.text.as_str()).collect();
    let matter = Stems::of(rest).without(&Stems::of(&names.join(" "))).without(&telling.trigger);
    let asks = |word: &&str| matches!(*word, "to" | "for" | "that" | "not" | "against");
    if matter.len() < 2 || matches!(first, "of" | "by" | "from" | "who" | "which") {
        return false;
    }
    if telling.means(Meaning::Advise) {
        return !telling.record.target.is_empty() && words.contains(&"to");
    }
    let trigger = telling.record.trigger.text.to_lowercase();
    let marked = trigger.split_whitespace().any(|word| asks(&word) || word == "on" || word == "upon");
    telling.means(Meaning::Claim) || marked || words.iter().any(asks)
}

/// Whether an order stays at home: a court, an office or a commander sees to it, and nothing is open between two.
pub(crate) fn is_order_at_home(telling: &Telling, by: &[Party], to: &[Party]) -> bool {
    let named = || rest(telling).split_whitespace().take(3).any(|word| word == "order" || word == "orders");
    (telling.means(Meaning::Order) || named()) && !is_between(by, to)
}

/// Whether a bare threat or warning threatens: a warning does where it says what must not be, or on what condition.
pub(crate) fn is_bare_threat(telling: &Telling) -> bool {
    if !telling.means(Meaning::Warn) {
        return true;
    }
    let rest = format!(" {} ", rest(telling));
    telling.condition.is_some() || (!telling.record.target.is_empty() && rest.contains(" not to "))
}

/// Whether an announced harm is a threat to another: on a condition, or to one who is not at home with who does it.
pub(crate) fn is_threat(telling: &Telling, by: &[Party], to: &[Party]) -> bool {
    let record = &telling.record;
    let harms = matches!(
        record.event_type,
        EventType::Coerce
            | EventType::Assault
            | EventType::Sanction
            | EventType::Mobilize
            | EventType::Protest
            | EventType::Reject
            | EventType::Accuse
    ) || matches!(record.mode, Some(Mode::Resign | Mode::Withdraw));
    let parent = telling.parent.as_deref();
    if !harms || is_denied(telling) {
        return false;
    }
    let only_announced = telling.means(Meaning::Accept)
        || telling.means(Meaning::Commit)
        || parent.is_none_or(|parent| parent.folded || parent.event_type != EventType::Threaten);
    if telling.means(Meaning::Warn) {
        return meet(by, &telling.sources);
    }
    !only_announced || telling.condition.is_some() || is_between(by, to) || is_between(by, &telling.targets)
}

/// Whether what is promised or offered can be: a demand, a refusal or a threat is none.
pub(crate) fn is_favour(telling: &Telling) -> bool {
    !is_denied(telling)
        && !matches!(telling.record.event_type, EventType::Request | EventType::Reject | EventType::Threaten)
}
