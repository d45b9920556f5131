//! The language engine's own estimate of whether an act happened, beside the status that words give.
//!
//! Words decide, since they can be shown. Where they leave an act open the engine settles it, and where the two are far
//! apart the rating says so, and which words have outweighed the estimate.

use sayso_events::Event;
use sayso_lexicon::{Sign, Text};
use sayso_syntax::Upos;

use crate::compose::Rating;
use crate::environment::{RANKED, UNKNOWN_INFINITIVE};
use crate::operator::{Force, Operator};
use crate::status::Status;

/// Factuality below which the language engine takes a verb for something that did not happen.
const UNREAL: f32 = -1.0;
/// Factuality above which it takes it for something that did, though words leave it open.
const REAL: f32 = 2.5;

/// Verbs whose infinitive says what for somebody goes somewhere.
const SENDING: &[&str] =
    &["send", "dispatch", "deploy", "hire", "pay", "mobilise", "mobilize", "arm", "equip", "go", "come"];

/// The engine's estimate for a predicate, -3 (certainly not) to 3 (certainly).
pub(crate) fn estimate(text: &Text<'_>, event: &Event) -> Option<f32> {
    let head = event.head();
    (text.syntax.upos(head) == Upos::Verb).then(|| (text.syntax.word(head).factuality[0] * 100.0).round() / 100.0)
}

/// Settles what the words leave open: a verb that no word calls into question but that the engine takes for unreal is
/// no fact; what stands in an infinitive that says neither ("left them *to burn* the shops") and that it takes for real
/// is one.
pub(crate) fn settle(text: &Text<'_>, event: &Event, operators: &[Operator], rating: &mut Rating) {
    let Some(value) = estimate(text, event).filter(|_| event.sign == Sign::Plain && !rating.is_void) else { return };
    let unmoved = rating.trace.iter().all(|step| step.ends_with("occurred → occurred"));
    let picked_out = operators.iter().any(|o| o.rule == RANKED);
    let (from, to) = match rating.status {
        Status::Occurred if unmoved && !picked_out && rating.speakers.is_empty() && value < UNREAL => {
            (Status::Occurred, Status::Possible)
        }
        Status::Possible | Status::Planned if value > REAL && is_bare_infinitive(text, operators) => {
            (rating.status, Status::Occurred)
        }
        _ => return,
    };
    rating.status = to;
    rating.trace.push(format!("engine: factuality {value:.1}: {} → {}", from.as_str(), to.as_str()));
}

/// Whether nothing but an infinitive under a verb that no table knows makes an act open. A purpose is never a fact.
fn is_bare_infinitive(text: &Text<'_>, operators: &[Operator]) -> bool {
    let mut open = operators.iter().filter(|o| !matches!(o.force, Force::Say(_))).peekable();
    let sent = |o: &Operator| SENDING.contains(&text.key(o.at));
    open.peek().is_some() && open.all(|o| o.rule == UNKNOWN_INFINITIVE && !sent(o))
}

/// Notes the engine's estimate, and where it is far from the status why that stands.
pub(crate) fn note(text: &Text<'_>, event: &Event, rating: &mut Rating) {
    rating.factuality = estimate(text, event);
    let Some(value) = rating.factuality else { return };
    let apart = match rating.status {
        Status::Occurred => value < -0.5,
        Status::Denied | Status::Refused => value > 1.0,
        _ => value > 2.0,
    };
    if !apart {
        return;
    }
    let takes = if value > 0.0 { "has happened" } else { "has not happened" };
    let moved = rating.trace.iter().rev().find(|step| {
        let after = step.rsplit(": ").next().unwrap_or_default();
        after.split_once(" → ").is_some_and(|(from, to)| from != to)
    });
    let why = moved.or(rating.trace.last()).map_or("no word calls it into question".to_string(), |step| {
        step.rsplit_once(": ").map_or(step.clone(), |(rule, _)| format!("outweighed by {rule}"))
    });
    rating.differs = Some(format!(
        "the language engine takes it that it {takes} ({value:.1}), the words give {}: {why}",
        rating.status.as_str()
    ));
}
