//! An item while it is followed, and how a record is matched with it.

use jiff::civil::Date;
use sayso_events::{EventType, Mode};
use sayso_record::Record;

use crate::item::{About, Item, Kind, Move, Parties, State};
use crate::party::{Party, may_meet, meet, same};
use crate::signals::Opening;
use crate::telling::Telling;
use crate::words::{overlap, stems};
use crate::{deadline, short_id};

/// Days after the last word on a matter during which another word on it belongs to the same item.
const REMEMBERED: i32 = 120;

/// An item while it is followed.
pub(crate) struct Standing<'a> {
    pub(crate) item: Item,
    /// The act in question, as first told.
    pub(crate) first: &'a Record,
    pub(crate) opened: Date,
    pub(crate) last: Date,
    pub(crate) due: Option<Date>,
}

impl<'a> Standing<'a> {
    /// A new item.
    pub(crate) fn open(telling: &Telling<'a>, opening: Opening, day: Date) -> Standing<'a> {
        let record = telling.record;
        let words = telling.deadline();
        let due = words.as_deref().and_then(|words| deadline::due(words, day));
        let item = Item {
            id: short_id(opening.kind.as_str(), &format!("{}{}", opening.kind.as_str(), record.id)),
            kind: opening.kind,
            state: opening.state,
            parties: Parties { by: opening.by, to: opening.to },
            about: telling.phrase(),
            act: About {
                event_type: record.event_type.as_str().to_owned(),
                mode: record.mode.map(|mode| mode.as_str().to_owned()),
                target: telling.targets(),
                place: record.place.as_ref().map(|place| place.name.clone()),
            },
            condition: telling.condition(),
            deadline: due.map(|day| day.to_string()).or_else(|| words.clone()),
            deadline_text: words,
            expired: false,
            asserted: record.speakers.is_empty(),
            disputed: false,
            links: Vec::new(),
            moves: Vec::new(),
        };
        let mut standing = Standing { item, first: record, opened: day, last: day, due };
        standing.step(telling, day, standing.item.state);
        standing
    }

    /// Adds a step; the same step of the same report is one.
    pub(crate) fn step(&mut self, telling: &Telling<'_>, day: Date, state: State) {
        let record = telling.record;
        let known = |m: &Move| m.state == state && m.document.as_deref() == Some(record.document.as_str());
        if self.item.moves.iter().any(known) {
            return;
        }
        self.item.moves.push(Move {
            date: day.to_string(),
            state,
            record: Some(record.id.clone()),
            document: Some(record.document.clone()),
            speaker: telling.voice(),
            evidence: record.evidence.clone(),
            confidence: record.confidence,
        });
        self.item.state = state;
        self.item.asserted = record.speakers.is_empty();
        self.last = self.last.max(day);
    }

    /// Another telling of what opened it: fills in what was not known.
    pub(crate) fn again(&mut self, telling: &Telling<'_>, opening: Opening, day: Date) {
        let state = self.advanced(opening.state);
        self.step(telling, day, state);
        let words = telling.deadline().filter(|_| self.item.deadline.is_none());
        if let Some(words) = words {
            self.due = deadline::due(&words, day);
            self.item.deadline = self.due.map(|day| day.to_string()).or_else(|| Some(words.clone()));
            self.item.deadline_text = Some(words);
        }
        if self.item.condition.is_none() {
            self.item.condition = telling.condition();
        }
        let Parties { by, to } = &mut self.item.parties;
        for (known, told) in [(by, opening.by), (to, opening.to)] {
            let fresh = told.into_iter().filter(|party| !party.code.is_empty());
            let fresh: Vec<Party> = fresh.filter(|party| !known.iter().any(|k| same(k, party))).collect();
            if self.item.kind == Kind::Negotiation || known.iter().all(|party| party.code.is_empty()) {
                known.extend(fresh);
            }
        }
    }

    /// A demand that is made again stands where it stood; talks, truces and measures move on.
    fn advanced(&self, told: State) -> State {
        let follows_told =
            matches!(self.item.kind, Kind::Negotiation | Kind::Ceasefire | Kind::Operation | Kind::Sanction);
        let behind = matches!(
            (told, self.item.state),
            (State::Proposed | State::Agreed, State::UnderWay)
                | (State::Proposed, State::Agreed)
                | (State::Announced, State::UnderWay | State::Violated)
        );
        if follows_told && !behind { told } else { self.item.state }
    }

    /// Whether a word of `day` can be about it.
    pub(crate) fn reaches(&self, day: Date) -> bool {
        !self.item.state.is_final() && self.opened <= day && (day - self.last).get_days() <= REMEMBERED
    }

    /// Whether a record opens it once more.
    pub(crate) fn is_reopened_by(&self, telling: &Telling<'_>, opening: &Opening) -> bool {
        let Parties { by, to } = &self.item.parties;
        if self.item.kind != opening.kind {
            return false;
        }
        match self.item.kind {
            Kind::Negotiation | Kind::Ceasefire => shared(by, &opening.by) >= 2.min(by.len()).min(opening.by.len()),
            Kind::Sanction => meet(by, &opening.by) && may_meet(to, &opening.to),
            Kind::Operation => meet(by, &opening.by) && may_meet(to, &opening.to) && self.near(telling.record),
            _ => meet(by, &opening.by) && may_meet(to, &opening.to) && self.is_about(telling),
        }
    }

    fn near(&self, record: &Record) -> bool {
        match (&self.first.place, &record.place) {
            (Some(a), Some(b)) => a.country == b.country,
            _ => true,
        }
    }

    /// Whether a record tells of the act in question: the same kind of act, on the same people or in the same words.
    pub(crate) fn is_about(&self, telling: &Telling<'_>) -> bool {
        let record = telling.record;
        if record.event_type != self.first.event_type || !fits(self.first.mode, record.mode) || !self.near(record) {
            return false;
        }
        let targets = telling.targets();
        if !may_meet(&self.item.act.target, &targets) {
            return false;
        }
        meet(&self.item.act.target, &targets)
            || (self.first.mode.is_some() && self.first.mode == record.mode && specific(self.first.event_type))
            || alike(&self.item.about, &telling.phrase())
            || alike(&self.item.about, &record.evidence)
    }
}

/// Types of which one party owes another but few at a time, so that type and mode tell which is meant.
fn specific(event_type: EventType) -> bool {
    matches!(event_type, EventType::Retreat | EventType::Sanction | EventType::Consult | EventType::Concede)
}

fn fits(a: Option<Mode>, b: Option<Mode>) -> bool {
    a.is_none() || b.is_none() || a == b
}

fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (stems(a), stems(b));
    let shared = a.intersection(&b).count();
    overlap(&a, &b) >= 0.34 || (shared >= 2 && shared * 2 >= a.len())
}

/// How many of `a` are in `b`.
pub(crate) fn shared(a: &[Party], b: &[Party]) -> usize {
    a.iter().filter(|x| !x.code.is_empty() && b.iter().any(|y| same(x, y))).count()
}
