//! What is kept in memory of a record: all that it is filtered, sorted and counted by.

use std::borrow::Cow;

use sayso::events::{Context, EventType, Mode, Quad};
use sayso::factuality::{Aspect, Status};
use serde::Deserialize;

use super::day::Day;

/// No place, no sentence, no outlet.
pub(crate) const NONE: u32 = u32::MAX;

/// A record in memory.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) id: Box<str>,
    /// Report, by its place in the list of reports.
    pub(crate) report: u32,
    /// Day of the act, else of publication.
    pub(crate) day: Day,
    /// Sentence (0 in the title) and first character of the trigger.
    pub(crate) at: (u32, u32),
    pub(crate) event_type: EventType,
    pub(crate) mode: Option<Mode>,
    /// A bit for each context.
    pub(crate) contexts: u64,
    pub(crate) quad: Quad,
    pub(crate) status: Status,
    pub(crate) aspect: Option<Aspect>,
    pub(crate) asserted: bool,
    pub(crate) confidence: f32,
    pub(crate) intensity: f32,
    pub(crate) place: u32,
    /// Where its roles begin in the list of roles.
    pub(crate) first_role: u32,
    pub(crate) n_roles: u16,
}

/// In what role someone is in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Source,
    Target,
    Speaker,
}

/// Someone in a record. A speaker without code and name is someone unnamed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Role {
    pub(crate) part: Part,
    pub(crate) code: u32,
    pub(crate) name: u32,
}

/// Where an act happened.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) name: u32,
    pub(crate) country: u32,
    pub(crate) lat: f64,
    pub(crate) lon: f64,
    /// `country`, `admin1`, `admin2`, `city`, `feature`, `region`.
    pub(crate) precision: &'static str,
}

/// As much of a record's JSON as goes into memory.
#[derive(Deserialize)]
pub(crate) struct Lean<'a> {
    #[serde(borrow)]
    pub(crate) id: Cow<'a, str>,
    pub(crate) sentence: u32,
    #[serde(rename = "in")]
    pub(crate) field: &'a str,
    #[serde(borrow)]
    pub(crate) evidence: Cow<'a, str>,
    pub(crate) published: Option<Cow<'a, str>>,
    pub(crate) date: Option<Cow<'a, str>>,
    #[serde(rename = "type")]
    pub(crate) event_type: &'a str,
    pub(crate) mode: Option<&'a str>,
    pub(crate) contexts: Vec<&'a str>,
    pub(crate) quad: &'a str,
    pub(crate) intensity: f32,
    pub(crate) trigger: LeanTrigger,
    pub(crate) source: Vec<LeanActor<'a>>,
    pub(crate) target: Vec<LeanActor<'a>>,
    pub(crate) status: &'a str,
    pub(crate) aspect: Option<&'a str>,
    pub(crate) asserted: bool,
    pub(crate) speakers: Vec<LeanActor<'a>>,
    pub(crate) place: Option<LeanPlace<'a>>,
    pub(crate) confidence: f32,
}

#[derive(Deserialize)]
pub(crate) struct LeanTrigger {
    pub(crate) span: [usize; 2],
}

#[derive(Deserialize)]
pub(crate) struct LeanActor<'a> {
    #[serde(borrow)]
    pub(crate) text: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) name: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) code: Cow<'a, str>,
}

#[derive(Deserialize)]
pub(crate) struct LeanPlace<'a> {
    #[serde(borrow)]
    pub(crate) name: Cow<'a, str>,
    pub(crate) lat: f64,
    pub(crate) lon: f64,
    #[serde(borrow)]
    pub(crate) country: Cow<'a, str>,
    pub(crate) geonames: Option<u32>,
}

impl Lean<'_> {
    /// The row without report, place and roles; `None` where a code is none that the program knows.
    pub(crate) fn row(&self, day: Day) -> Option<Row> {
        let optional = |text: Option<&str>| text.map(Mode::parse);
        let contexts = self.contexts.iter().filter_map(|text| Context::parse(text));
        Some(Row {
            id: self.id.as_ref().into(),
            report: NONE,
            day,
            at: (if self.field == "title" { 0 } else { self.sentence.saturating_add(1) }, self.trigger.span[0] as u32),
            event_type: EventType::parse(self.event_type)?,
            mode: optional(self.mode).unwrap_or(None),
            contexts: contexts.fold(0, |bits, context| bits | 1 << context as u64),
            quad: Quad::parse(self.quad)?,
            status: Status::parse(self.status)?,
            aspect: self.aspect.and_then(Aspect::parse),
            asserted: self.asserted,
            confidence: self.confidence,
            intensity: self.intensity,
            place: NONE,
            first_role: 0,
            n_roles: 0,
        })
    }
}
