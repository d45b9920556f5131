//! An item while it is followed, and how a record is matched with it.

use std::sync::Arc;

use jiff::civil::Date;
use sayso_events::{EventType, Mode};
use sayso_record::Record;

use crate::item::{About, Item, Kind, Move, Parties, State};
use crate::party::{Party, may_meet, meet, same};
use crate::signals::{Opening, opening};
use crate::telling::Telling;
use crate::words::{Stems, same_name, stem};
use crate::{commitment, deadline, outcome, short_id};

/// Days after the last word on a matter during which another word on it belongs to the same item.
pub(crate) const REMEMBERED: i32 = 120;

/// What a record does to an item, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Touch(u8);

impl Touch {
    /// It is the first word of it.
    pub(crate) const OPENS: Touch = Touch(1);
    /// It moves it.
    pub(crate) const MOVES: Touch = Touch(2);
    /// It is another telling of what opened it.
    pub(crate) const RETELLS: Touch = Touch(4);

    /// As a number, for keeping.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }

    /// From its number.
    #[must_use]
    pub fn from_number(number: u8) -> Touch {
        Touch(number & 7)
    }

    pub(crate) fn has(self, other: Touch) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) fn and(self, other: Touch) -> Touch {
        Touch(self.0 | other.0)
    }
}

/// An item while it is followed.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub(crate) item: Item,
    /// The act in question, as first told.
    pub(crate) first: Arc<Record>,
    pub(crate) about_words: Stems,
    pub(crate) opened: Date,
    /// Last day on which anything was told of it.
    pub(crate) last: Date,
    pub(crate) due: Option<Date>,
}

/// The identifier of the item of a kind that a record opens.
pub(crate) fn item_id(kind: Kind, record: &Record) -> String {
    short_id(kind.as_str(), &format!("{}{}", kind.as_str(), record.id))
}

impl Standing {
    /// A new item.
    pub(crate) fn open(telling: &Telling, opening: Opening) -> Option<Standing> {
        let (record, day, told) = (&telling.record, telling.day?, telling.told?);
        let deadline = telling.deadline.clone().filter(|words| !is_measured(opening.kind, telling, words));
        let due = deadline.as_deref().and_then(|words| deadline::due(words, day));
        let item = Item {
            id: item_id(opening.kind, record),
            kind: opening.kind,
            state: opening.state,
            parties: Parties { by: opening.by, to: opening.to },
            about: telling.phrase.clone(),
            act: About {
                event_type: record.event_type.as_str().to_owned(),
                mode: record.mode.map(|mode| mode.as_str().to_owned()),
                target: telling.targets.clone(),
                place: record.place.as_ref().map(|place| place.name.clone()),
            },
            condition: telling.condition.clone(),
            deadline: due.map(|day| day.to_string()).or_else(|| deadline.clone()),
            deadline_text: deadline,
            expired: false,
            asserted: record.speakers.is_empty(),
            claimed: None,
            disputed: false,
            links: Vec::new(),
            moves: Vec::new(),
        };
        let first = Arc::clone(record);
        let about_words = telling.phrase_words.clone();
        let mut standing = Standing { item, first, about_words, opened: day, last: told, due };
        let claimed = !settles(telling, opening.state);
        standing.push(telling, day, opening.state, claimed);
        Some(standing)
    }

    /// What a record makes of it: first where it moves, then where it is told again.
    pub(crate) fn take(&mut self, telling: &Telling, touch: Touch) {
        let (Some(day), Some(told)) = (telling.day, telling.told) else { return };
        if touch.has(Touch::MOVES)
            && let Some(state) = self.moved(telling)
        {
            self.lapse(day);
            self.step(telling, day, state);
        }
        if touch.has(Touch::RETELLS)
            && let Some(opening) = opening(telling)
        {
            self.again(telling, opening, day);
        }
        self.last = self.last.max(told);
    }

    /// The state that a record brings it to.
    pub(crate) fn moved(&self, telling: &Telling) -> Option<State> {
        commitment::moved(self, telling).or_else(|| outcome::moved(self, telling))
    }

    /// Adds a step; the same step of the same report is one. What somebody else only claims is kept, and moves nothing.
    fn step(&mut self, telling: &Telling, day: Date, state: State) {
        let claimed = !settles(telling, state);
        let document = telling.record.document.as_str();
        let known = |m: &Move| m.state == state && m.document.as_deref() == Some(document) && (claimed || !m.claimed);
        if self.item.moves.iter().any(known) {
            return;
        }
        if claimed {
            self.item.claimed = Some(state).filter(|state| *state != self.item.state || !self.item.asserted);
        } else {
            self.item.state = state;
            self.item.asserted = telling.record.speakers.is_empty();
            self.item.claimed = None;
        }
        self.push(telling, day, state, claimed);
    }

    fn push(&mut self, telling: &Telling, day: Date, state: State, claimed: bool) {
        let record = &telling.record;
        self.item.moves.push(Move {
            date: day.to_string(),
            state,
            claimed,
            record: Some(record.id.clone()),
            document: Some(record.document.clone()),
            speaker: telling.voice(),
            evidence: record.evidence.clone(),
            confidence: record.confidence,
        });
    }

    /// Another telling of what opened it: fills in what was not known.
    fn again(&mut self, telling: &Telling, opening: Opening, day: Date) {
        let state = self.advanced(opening.state);
        self.step(telling, day, state);
        let words = telling
            .deadline
            .clone()
            .filter(|words| self.item.deadline.is_none() && !is_measured(self.item.kind, telling, words));
        if let Some(words) = words {
            self.due = deadline::due(&words, day);
            self.item.deadline = self.due.map(|day| day.to_string()).or_else(|| Some(words.clone()));
            self.item.deadline_text = Some(words);
        }
        if self.item.condition.is_none() {
            self.item.condition = telling.condition.clone();
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

    /// Whether a record can be about it: it is not at its end, and not forgotten.
    pub(crate) fn reaches(&self, telling: &Telling) -> bool {
        let (Some(day), Some(told)) = (telling.day, telling.told) else { return false };
        !self.item.state.is_final() && self.opened <= day && (told - self.last).get_days() <= REMEMBERED
    }

    /// Whether a record is the very word that opened it, or the act around it.
    pub(crate) fn is_same_word(&self, telling: &Telling) -> bool {
        let (first, record) = (&self.first, &telling.record);
        first.document == record.document
            && (first.id == record.id
                || first.embedded_in.as_deref() == Some(record.id.as_str())
                || (first.embedded_in.is_some() && first.embedded_in == record.embedded_in))
    }

    /// Whether a record opens it once more.
    pub(crate) fn is_reopened_by(&self, telling: &Telling, opening: &Opening) -> bool {
        let Parties { by, to } = &self.item.parties;
        // What was offered and is then promised is no new matter.
        let is_kind = self.item.kind == opening.kind || (self.item.kind, opening.kind) == (Kind::Offer, Kind::Promise);
        if !is_kind {
            return false;
        }
        match self.item.kind {
            Kind::Negotiation => shared(&self.sides(), &opening.by) >= 2 && self.is_same_round(telling),
            Kind::Ceasefire => shared(by, &opening.by) >= 2.min(by.len()).min(opening.by.len()),
            Kind::Sanction => {
                meet(by, &opening.by) && may_meet(to, &opening.to) && fits(self.first.mode, telling.record.mode)
            }
            Kind::Operation => meet(by, &opening.by) && may_meet(to, &opening.to) && self.near(&telling.record),
            _ => meet(by, &opening.by) && may_meet(to, &opening.to) && self.is_about(telling),
        }
    }

    /// The sides that it was opened by: those who came later may be guests.
    fn sides(&self) -> Vec<Party> {
        self.first.source.iter().chain(&self.first.target).map(Party::from).collect()
    }

    /// Talks go on for months; who only meets or visits meets once.
    fn is_same_round(&self, telling: &Telling) -> bool {
        let is_meeting = |trigger: &str| trigger.split_whitespace().any(|word| MEETINGS.contains(&stem(word).as_str()));
        let only_met = is_meeting(&self.first.trigger.text) || is_meeting(&telling.record.trigger.text);
        let apart = telling.told.map_or(0, |told| (told - self.last).get_days());
        !only_met || apart <= MEETING
    }

    fn is_by_name(&self, telling: &Telling) -> bool {
        let mut first = self.first.source.iter().map(Party::from);
        first.any(|one| telling.sources.iter().any(|other| same_name(&one.text, &other.text)))
    }

    fn near(&self, record: &Record) -> bool {
        match (&self.first.place, &record.place) {
            (Some(a), Some(b)) => a.country == b.country,
            _ => true,
        }
    }

    /// Whether a record tells of the act in question: the same kind of act, on the same people or in the same words.
    pub(crate) fn is_about(&self, telling: &Telling) -> bool {
        let record = &telling.record;
        if record.event_type != self.first.event_type || !fits(self.first.mode, record.mode) || !self.near(record) {
            return false;
        }
        if !may_meet(&self.item.act.target, &telling.targets) {
            return false;
        }
        // An office is left by one person, whatever others of the same government do.
        if record.mode == Some(Mode::Resign) && !self.is_by_name(telling) {
            return false;
        }
        // A demand or threat that names no coded act is told of again in its words only.
        if matches!(record.event_type, EventType::Request | EventType::Threaten) {
            return self.is_worded_like(telling);
        }
        if record.mode == Some(Mode::Resign) && self.first.mode == record.mode {
            return true;
        }
        let is_specific =
            self.first.mode.is_some() && self.first.mode == record.mode && specific(self.first.event_type);
        let is_kept = matches!(record.event_type, EventType::Sanction | EventType::Aid) || is_specific;
        (meet(&self.item.act.target, &telling.targets) && (is_kept || self.shares_words(telling)))
            || (is_specific
                && record.event_type != EventType::Sanction
                && self.item.act.target.is_empty()
                && self.shares_words(telling))
            || (self.is_worded_like(telling) && self.is_there_too(telling))
    }

    /// Whether the sentence names the target of the item, where that is known and the record gives none.
    fn is_there_too(&self, telling: &Telling) -> bool {
        let known = |parties: &[Party]| parties.iter().any(|party| !party.code.is_empty());
        let target = &self.item.act.target;
        !known(target)
            || known(&telling.targets)
            || target.iter().any(|party| Stems::of(&party.text).shared(&telling.words) > 0)
    }

    /// Whether the sentence has a word of what is said of the act besides its verb and its parties.
    fn shares_words(&self, telling: &Telling) -> bool {
        let parties = &self.item.parties;
        let named = parties.by.iter().chain(&parties.to).chain(&self.item.act.target);
        let names: Vec<&str> = named.map(|party| party.text.as_str()).collect();
        let verb: Stems = self.first.trigger.text.split_whitespace().collect();
        let about = self.about_words.without(&verb).without(&Stems::of(&names.join(" ")));
        about.is_empty() || about.shared(&telling.words) > 0
    }

    /// Whether a record shares what is said of the act besides the verb, which every act of its kind has.
    fn is_worded_like(&self, telling: &Telling) -> bool {
        let verb: Stems = self.first.trigger.text.split_whitespace().collect();
        let about = self.about_words.without(&verb);
        !about.is_empty()
            && (alike(&about, &telling.phrase_words.without(&telling.trigger)) || alike(&about, &telling.words))
    }

    /// Where the deadline lies before `day` and nothing had come of the item, says so.
    fn lapse(&mut self, day: Date) {
        let Some(after) = self.due.filter(|due| *due < day).and_then(|due| due.tomorrow().ok()) else { return };
        if after < day && self.item.can_lapse() {
            self.item.add_lapse(after);
        }
    }

    /// The item at the end of a day.
    pub(crate) fn at_end_of(mut self, today: Date) -> Item {
        self.item.close(today, self.due);
        self.item
    }
}

impl Item {
    /// What time alone has made of an item that was last told of before `today`.
    pub fn close(&mut self, today: Date, due: Option<Date>) {
        let Some(due) = due.filter(|due| *due < today) else { return };
        self.expired = true;
        if self.can_lapse()
            && let Ok(after) = due.tomorrow()
        {
            self.add_lapse(after);
        }
    }

    /// Whether a deadline can end it.
    fn can_lapse(&self) -> bool {
        matches!(self.kind, Kind::Demand | Kind::Offer | Kind::Promise | Kind::Threat)
            && matches!(self.state, State::Open | State::Accepted | State::ConditionallyAccepted)
            && !(self.kind == Kind::Offer && self.state == State::Accepted)
    }

    fn add_lapse(&mut self, after: Date) {
        self.moves.push(Move {
            date: after.to_string(),
            state: State::Lapsed,
            claimed: false,
            record: None,
            document: None,
            speaker: None,
            evidence: String::new(),
            confidence: 1.0,
        });
        self.state = State::Lapsed;
    }
}

/// Whether a record's word settles where an item stands: the report says so itself, or who says so is the one whose word it is.
fn settles(telling: &Telling, state: State) -> bool {
    let is_word = matches!(
        state,
        State::Open
            | State::Accepted
            | State::ConditionallyAccepted
            | State::Refused
            | State::Withdrawn
            | State::Proposed
            | State::Agreed
            | State::Announced
    );
    // Who announces sanctions or a truce of its own thereby makes them.
    let record = &telling.record;
    let is_made = record.event_type == EventType::Sanction || record.mode == Some(Mode::Ceasefire);
    telling.voice().is_none_or(|voice| (is_word || is_made) && meet(&[voice], &telling.sources))
}

/// Stems of words for a meeting.
const MEETINGS: [&str; 4] = ["meet", "met", "visit", "speak"];

/// Days within which a meeting is held and told of.
const MEETING: i32 = 21;

/// Whether "until …" tells how long what is asked for or promised is to last, not by when it is to be done.
fn is_measured(kind: Kind, telling: &Telling, words: &str) -> bool {
    let is_word = matches!(kind, Kind::Demand | Kind::Offer | Kind::Promise | Kind::Threat);
    is_word && deadline::is_until(&telling.record.evidence, words)
}

/// Types of which one party owes another but few at a time, so that type and mode tell which is meant.
fn specific(event_type: EventType) -> bool {
    matches!(event_type, EventType::Retreat | EventType::Sanction | EventType::Consult | EventType::Concede)
}

fn fits(a: Option<Mode>, b: Option<Mode>) -> bool {
    a.is_none() || b.is_none() || a == b
}

fn alike(a: &Stems, b: &Stems) -> bool {
    let shared = a.shared(b);
    a.overlap(b) >= 0.34 || (shared >= 2 && shared * 2 >= a.len())
}

/// How many of `a` are in `b`.
pub(crate) fn shared(a: &[Party], b: &[Party]) -> usize {
    a.iter().filter(|x| !x.code.is_empty() && b.iter().any(|y| same(x, y))).count()
}
