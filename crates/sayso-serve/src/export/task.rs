//! A report with records of it, for tools in which people mark texts.

use sayso::document::Field;
use sayso::record::{ActorRef, PlaceRef, Record, SpeakerRef};
use sayso_store::{Decision, Verdict};
use serde_json::Value;

use super::{Stopped, record};
use crate::app::Desk;
use crate::fault::Fault;

/// A report with records of it.
pub(crate) struct Task {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) url: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) records: Vec<Record>,
}

impl Task {
    /// A report of the store.
    pub(crate) fn of(desk: &Desk, id: &str, records: Vec<Record>) -> Result<Task, Fault> {
        let gone = || Fault::missing("report", id);
        let heading = desk.store()?.heading(id)?.ok_or_else(gone)?;
        let (title, body) = desk.store()?.words_of(id)?.ok_or_else(gone)?;
        let (url, published, outlet) = (heading.url, heading.published, heading.outlet);
        Ok(Task { id: id.to_owned(), title, body, url, published, outlet, records })
    }

    /// Title and text as one.
    pub(super) fn text(&self) -> String {
        if self.title.is_empty() { self.body.clone() } else { format!("{}\n\n{}", self.title, self.body) }
    }

    /// A span of a record in [`Task::text`]; `None` where the record does not say where.
    pub(super) fn span(&self, record: &Record, [start, end]: [usize; 2]) -> Option<[usize; 2]> {
        let shift = match record.field {
            Field::Text if !self.title.is_empty() => self.title.chars().count() + 2,
            _ => 0,
        };
        (start < end).then_some([start + shift, end + shift])
    }
}

/// The reports of rows, each with its records.
pub(super) fn tasks<'a>(desk: &'a Desk, rows: &'a [u32]) -> impl Iterator<Item = Result<Task, Stopped>> + 'a {
    let index = desk.index();
    let mut rows = rows.to_vec();
    rows.sort_by_key(|&row| (index.rows[row as usize].report, index.rows[row as usize].at));
    let mut at = 0;
    std::iter::from_fn(move || {
        let report = index.rows[*rows.get(at)? as usize].report;
        let of = rows[at..].iter().take_while(|&&row| index.rows[row as usize].report == report).count();
        let records = rows[at..at + of].iter().map(|&row| record(desk, row)).collect::<Result<Vec<Record>, Stopped>>();
        at += of;
        let id = &index.reports[report as usize].id;
        Some(records.and_then(|records| Ok(Task::of(desk, id, records)?)))
    })
}

/// The record as it should be; `None` where there is no such event.
pub(crate) fn corrected(decision: &Decision) -> Option<Record> {
    if decision.verdict == Verdict::Reject {
        return None;
    }
    let mut record = decision.record.clone();
    let mut whole = serde_json::to_value(&record).ok()?;
    for name in ["type", "mode", "status", "aspect", "denial", "date"] {
        if let (Some(value), Some(slot)) = (decision.fields.get(name), whole.get_mut(name)) {
            *slot = value.clone();
        }
    }
    record = serde_json::from_value(whole).unwrap_or(record);
    if let Some(people) = decision.fields.get("source") {
        record.source = actors(people, &decision.record.source);
    }
    if let Some(people) = decision.fields.get("target") {
        record.target = actors(people, &decision.record.target);
    }
    if let Some(people) = decision.fields.get("speakers") {
        record.speakers = speakers(people, &decision.record);
    }
    if let Some(place) = decision.fields.get("place") {
        record.place = placed(place, record.place);
    }
    record.quad = record.event_type.quad();
    record.intensity = record.event_type.intensity(record.mode);
    record.asserted = record.status == sayso::factuality::Status::Occurred && record.speakers.is_empty();
    Some(record)
}

fn word(of: &Value, name: &str) -> String {
    of.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn span(of: &Value) -> [usize; 2] {
    of.get("span").and_then(|span| serde_json::from_value(span.clone()).ok()).unwrap_or_default()
}

/// People of a fix; those who were there before keep what the fix does not say.
fn actors(people: &Value, before: &[ActorRef]) -> Vec<ActorRef> {
    let one = |person: &Value| {
        let (code, name, text) = (word(person, "code"), word(person, "name"), word(person, "text"));
        let known = before
            .iter()
            .find(|actor| (!code.is_empty() && actor.code == code) || (!text.is_empty() && actor.text == text));
        let mut actor = known.cloned().unwrap_or_default();
        if actor.code != code && !code.is_empty() {
            actor = ActorRef { country: None, sectors: Vec::new(), kb: None, code, ..actor };
        }
        for (slot, told) in [(&mut actor.name, name), (&mut actor.text, text)] {
            if !told.is_empty() {
                *slot = told;
            }
        }
        let told = span(person);
        if told != [0, 0] {
            actor.span = told;
        }
        actor
    };
    people.as_array().into_iter().flatten().map(one).collect()
}

fn speakers(people: &Value, record: &Record) -> Vec<SpeakerRef> {
    let one = |person: &Value| {
        let (code, name, text) = (word(person, "code"), word(person, "name"), word(person, "text"));
        let known = record
            .speakers
            .iter()
            .find(|speaker| (!code.is_empty() && speaker.code == code) || (!text.is_empty() && speaker.text == text));
        let stance = sayso::attribution::Stance::parse(&word(person, "stance"));
        let fresh = SpeakerRef {
            text,
            span: span(person),
            name,
            code,
            cue: sayso::record::TriggerRef::default(),
            stance: stance.unwrap_or(sayso::attribution::Stance::Asserts),
        };
        match known {
            Some(known) => SpeakerRef { stance: stance.unwrap_or(known.stance), ..known.clone() },
            None => fresh,
        }
    };
    people.as_array().into_iter().flatten().map(one).collect()
}

fn placed(place: &Value, before: Option<PlaceRef>) -> Option<PlaceRef> {
    if place.is_null() {
        return None;
    }
    let (name, country) = (word(place, "name"), word(place, "country"));
    Some(match before {
        Some(before) if before.name == name && (country.is_empty() || before.country == country) => before,
        _ => PlaceRef { name, country, ..PlaceRef::default() },
    })
}
