//! When: the time expression that belongs to this act; and its condition and deadline.

use sayso_document::{Span, TokenId};
use sayso_entities::TimeMention;
use sayso_events::Event;
use sayso_lexicon::Text;
use sayso_syntax::Rel;

use crate::codes::{DateBasis, Precision};

/// When an act happened or is to happen.
pub(crate) struct When {
    pub(crate) date: Option<String>,
    pub(crate) precision: Precision,
    pub(crate) basis: Option<DateBasis>,
    pub(crate) deadline: Option<String>,
}

/// Prepositions that set a deadline.
const DEADLINE: &[&str] = &["by", "within", "before", "until"];

/// The time of an event; without an expression of its own, none.
pub(crate) fn of(text: &Text<'_>, event: &Event) -> When {
    let mut hosts = event.trigger.clone();
    hosts.extend(&event.consequences);
    hosts.extend(text.syntax.head(event.head()).filter(|_| text.syntax.rel(event.head()) == Rel::Obj));
    let times = || text.entities.times.iter().filter(|t| governed_by(text, t, &hosts));
    let is_deadline = |t: &&TimeMention| text.syntax.case(t.head).is_some_and(|c| DEADLINE.contains(&c.as_str()));
    let deadline = times().find(is_deadline).map(|t| text.document.text(t.span).to_string());
    match times().find(|t| !is_deadline(t) && !t.start.is_empty()) {
        Some(time) => When {
            date: Some(time.start.clone()),
            precision: Precision::parse(time.precision).unwrap_or(Precision::Unknown),
            basis: Some(DateBasis::Text),
            deadline,
        },
        None => When { date: None, precision: Precision::Unknown, basis: None, deadline },
    }
}

/// Whether a time expression hangs on one of these words. One that belongs to a noun ("the 2016 attack", "Sunday's raid")
/// dates that noun alone.
fn governed_by(text: &Text<'_>, time: &TimeMention, hosts: &[TokenId]) -> bool {
    if matches!(text.syntax.rel(time.head), Rel::Nummod | Rel::Compound | Rel::NmodPoss) {
        return text.syntax.head(time.head).is_some_and(|noun| hosts.contains(&noun));
    }
    let first = std::iter::once(time.head)
        .chain(text.syntax.ancestors(time.head))
        .find(|&t| hosts.contains(&t) || text.syntax.is_predicate(t));
    first.is_some_and(|t| hosts.contains(&t))
}

/// The clause of an "if" or "unless" that hangs on the act.
pub(crate) fn condition(text: &Text<'_>, event: &Event) -> Option<Span> {
    let clause = text
        .syntax
        .children_by(event.head(), &[Rel::Advcl])
        .find(|&c| matches!(text.syntax.mark(c).as_deref(), Some("if" | "unless" | "provided" | "until")))?;
    let tokens = text.syntax.subtree(clause);
    let span = |t: &TokenId| text.document.tokens[t.index()].span;
    Some(span(tokens.first()?).cover(span(tokens.last()?)))
}
