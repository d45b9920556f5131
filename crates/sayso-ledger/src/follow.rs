//! Follows items through the records, day by day.

use std::collections::BTreeSet;

use jiff::civil::Date;
use sayso_document::Field;
use sayso_record::Record;

use crate::item::{Item, Kind, Move, State};
use crate::signals::opening;
use crate::standing::Standing;
use crate::telling::{Index, Telling};
use crate::{commitment, outcome};

/// The items of records that stand in order, as they stand at the end of `today`.
pub(crate) fn follow(ordered: &[&Record], today: Date) -> Vec<Item> {
    let index: Index<'_> = ordered.iter().map(|record| (record.id.as_str(), *record)).collect();
    let spoken = with_content(ordered);
    let mut tellings: Vec<(Date, &Record)> =
        ordered.iter().filter_map(|r| Some((Telling::of(r, &index).day()?, *r))).collect();
    // By the day that each counts for; on one day the text speaks before headlines, which say in short what it says in full.
    tellings.sort_by_key(|(day, record)| (*day, record.field == Field::Title));
    let mut standings: Vec<Standing<'_>> = Vec::new();
    for (day, record) in tellings {
        let telling = Telling::of(record, &index);
        if record.status == sayso_factuality::Status::Possible {
            continue;
        }
        apply(&mut standings, &telling, day);
        let opening = opening(&telling, spoken.contains(record.id.as_str()));
        let Some(opening) = opening else { continue };
        let known = standings.iter_mut().rev().find(|s| s.reaches(day) && s.is_reopened_by(&telling, &opening));
        match known {
            Some(standing) => standing.again(&telling, opening, day),
            None if record.field == Field::Title || !opening.state_can_open() => {}
            None => standings.push(Standing::open(&telling, opening, day)),
        }
    }
    standings.retain(|s| s.opened <= today);
    let mut items: Vec<Item> = standings.into_iter().map(|standing| finished(standing, today)).collect();
    items.sort_by(|a, b| (&a.moves[0].date, &a.id).cmp(&(&b.moves[0].date, &b.id)));
    items
}

impl crate::signals::Opening {
    /// The end of something never told before opens nothing.
    fn state_can_open(&self) -> bool {
        !self.state.is_final() || self.kind == Kind::Negotiation
    }
}

/// Records whose content is a record too.
fn with_content<'a>(ordered: &[&'a Record]) -> BTreeSet<&'a str> {
    ordered.iter().filter_map(|record| record.embedded_in.as_deref()).collect()
}

/// Moves what stands. A record moves only the latest item of a kind that it can be about.
fn apply(standings: &mut [Standing<'_>], telling: &Telling<'_>, day: Date) {
    let mut moved: BTreeSet<Kind> = BTreeSet::new();
    for standing in standings.iter_mut().rev().filter(|s| s.reaches(day)) {
        let kind = standing.item.kind;
        if moved.contains(&kind)
            || standing.first.document == telling.record.document && is_same_word(standing, telling)
        {
            continue;
        }
        if let Some(state) = commitment::moved(standing, telling).or_else(|| outcome::moved(standing, telling)) {
            lapse(standing, day);
            standing.step(telling, day, state);
            moved.insert(kind);
        }
    }
}

/// Whether a record is the very word that opened the item, or the act around it.
fn is_same_word(standing: &Standing<'_>, telling: &Telling<'_>) -> bool {
    let (first, record) = (standing.first, telling.record);
    first.id == record.id
        || first.embedded_in.as_deref() == Some(record.id.as_str())
        || (first.embedded_in.is_some() && first.embedded_in == record.embedded_in)
}

/// States that a deadline can end.
fn can_lapse(item: &Item) -> bool {
    match item.kind {
        Kind::Demand | Kind::Offer | Kind::Promise | Kind::Threat => {
            matches!(item.state, State::Open | State::Accepted | State::ConditionallyAccepted)
                && !(item.kind == Kind::Offer && item.state == State::Accepted)
        }
        _ => false,
    }
}

/// Where the deadline lies before `day` and nothing had come of the item, says so.
fn lapse(standing: &mut Standing<'_>, day: Date) {
    let Some(due) = standing.due.filter(|due| *due < day) else { return };
    let Ok(after) = due.tomorrow() else { return };
    if after >= day || !can_lapse(&standing.item) {
        return;
    }
    add_lapse(&mut standing.item, after);
}

fn add_lapse(item: &mut Item, after: Date) {
    item.moves.push(Move {
        date: after.to_string(),
        state: State::Lapsed,
        record: None,
        document: None,
        speaker: None,
        evidence: String::new(),
        confidence: 1.0,
    });
    item.state = State::Lapsed;
}

fn finished(mut standing: Standing<'_>, today: Date) -> Item {
    if let Some(due) = standing.due.filter(|due| *due < today) {
        standing.item.expired = true;
        if can_lapse(&standing.item)
            && let Ok(after) = due.tomorrow()
        {
            add_lapse(&mut standing.item, after);
        }
    }
    standing.item
}
