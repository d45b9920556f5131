//! Disputes: what one asserts and another denies or takes back, and figures that differ by speaker.

use std::collections::BTreeMap;

use sayso_factuality::{Denial, Status};
use sayso_record::Record;
use serde::{Deserialize, Serialize};

use crate::acts::Act;
use crate::item::{Item, Move};
use crate::party::{self, Party, same, voice};
use crate::short_id;
use crate::telling::phrase;

/// Someone's word, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Voice {
    /// Code; empty where unknown, or where the report itself speaks.
    pub code: String,
    /// Name or words; empty where the text names nobody; "the report" where it speaks itself.
    pub text: String,
    /// Document.
    pub document: String,
    /// Record.
    pub record: String,
    /// Day.
    pub date: Option<String>,
}

/// A number, by whom it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What is counted.
    pub kind: String,
    /// At least so many.
    pub min: Option<u64>,
    /// At most so many.
    pub max: Option<u64>,
    /// Who says so; `None` where the report itself does.
    pub speaker: Option<Party>,
    /// Document.
    pub document: String,
    /// Record.
    pub record: String,
}

/// An act on which accounts differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispute {
    /// `dispute-` and eight hexadecimal digits.
    pub id: String,
    /// The act.
    pub act: String,
    /// What it is about, in the words of a report.
    pub about: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// First day.
    pub date: Option<String>,
    /// Who says that it is so.
    pub asserted_by: Vec<Voice>,
    /// Who says that it is not.
    pub denied_by: Vec<Voice>,
    /// Who took back having said so.
    pub retracted_by: Vec<Voice>,
    /// Numbers, where they differ.
    pub figures: Vec<Figure>,
    /// Everything that tells of it.
    pub records: Vec<String>,
}

impl Dispute {
    /// Whether one says the contrary of another, rather than another number.
    #[must_use]
    pub fn is_contradiction(&self) -> bool {
        !self.denied_by.is_empty() || !self.retracted_by.is_empty()
    }
}

/// The dispute about an act, if there is one.
#[must_use]
pub fn dispute_of(records: &[&Record]) -> Option<Dispute> {
    let act = Act::of(records)?;
    let told = *records.iter().find(|r| r.status == Status::Occurred).or(records.first())?;
    let (mut asserted, mut denied, mut retracted) = (Vec::new(), Vec::new(), Vec::new());
    for record in records {
        match (record.status, record.denial) {
            (Status::Occurred, _) => add(&mut asserted, record),
            (Status::Denied, Some(Denial::Retracted)) => add(&mut retracted, record),
            (Status::Denied, Some(Denial::NotYet | Denial::Cancelled | Denial::Failed)) => {}
            (Status::Denied, _) => add(&mut denied, record),
            _ => {}
        }
    }
    let figures = figures(records);
    let is_known = |record: &&&Record| !record.source.is_empty() || !record.target.is_empty();
    retracted.retain(|voice: &Voice| records.iter().filter(is_known).any(|record| record.id == voice.record));
    // A claim that nobody is known to have made, "taken back" by nobody known, is a change of plan.
    retracted.retain(|voice| !voice.text.is_empty() || !voice.code.is_empty() || !asserted.is_empty());
    let contradicted =
        !retracted.is_empty() || asserted.iter().any(|yes| denied.iter().any(|no| is_contrary(records, yes, no)));
    if !contradicted {
        denied.clear();
    }
    if !contradicted && figures.is_empty() {
        return None;
    }
    Some(Dispute {
        id: short_id("dispute", &act.id),
        act: act.id.clone(),
        about: phrase(told, None),
        event_type: act.event_type.clone(),
        date: act.day.clone(),
        asserted_by: asserted,
        denied_by: denied,
        retracted_by: retracted,
        figures,
        records: act.records.clone(),
    })
}

/// Whether two voices are two sides: not one speaker, nor two reports in their own words, of which the later knows better.
fn is_contrary(records: &[&Record], yes: &Voice, no: &Voice) -> bool {
    let speaker = |voice: &Voice| records.iter().find(|record| record.id == voice.record).and_then(|r| party::voice(r));
    match (speaker(yes), speaker(no)) {
        (Some(a), Some(b)) => (a.text.is_empty() && a.code.is_empty()) || !same(&a, &b),
        (None, None) => false,
        _ => true,
    }
}

/// The voice of a record: its innermost speaker, or the report.
pub(crate) fn spoken_by(record: &Record) -> Voice {
    let party = voice(record).unwrap_or_else(|| Party { code: String::new(), text: "the report".to_owned() });
    Voice {
        code: party.code,
        text: party.text,
        document: record.document.clone(),
        record: record.id.clone(),
        date: crate::knowable(record).map(|day| day.to_string()),
    }
}

fn add(voices: &mut Vec<Voice>, record: &Record) {
    // Who takes a claim back is the outermost; the claim inside is the same speaker's.
    let voice = spoken_by(record);
    if !voices.iter().any(|v| (&v.code, &v.text, &v.document) == (&voice.code, &voice.text, &voice.document)) {
        voices.push(voice);
    }
}

/// The figures of records, where two speakers give numbers of one kind that cannot both be right.
fn figures(records: &[&Record]) -> Vec<Figure> {
    let mut by_kind: BTreeMap<&str, Vec<Figure>> = BTreeMap::new();
    for record in records.iter().filter(|record| record.status == Status::Occurred) {
        for quantity in record.quantities.iter().filter(|q| q.min.is_some() || q.max.is_some()) {
            by_kind.entry(&quantity.kind).or_default().push(Figure {
                kind: quantity.kind.clone(),
                min: quantity.min,
                max: quantity.max,
                speaker: voice(record),
                document: record.document.clone(),
                record: record.id.clone(),
            });
        }
    }
    let differ = |all: &[Figure]| all.iter().any(|a| all.iter().any(|b| clash(a, b)));
    by_kind.into_values().filter(|all| differ(all)).flatten().collect()
}

/// How many times the lower figure the higher may be: beyond that they count a part and the whole.
const PART_OF: u64 = 5;

/// Whether two figures, one of them a speaker's, cannot both be right. Two reports in their own words differ as tolls rise.
fn clash(a: &Figure, b: &Figure) -> bool {
    let one_speaker = match (&a.speaker, &b.speaker) {
        (Some(x), Some(y)) => same(x, y) || x.text.is_empty() || y.text.is_empty(),
        (None, None) => true,
        // Nobody says who says so: one and the same, for all that is known.
        (Some(one), None) | (None, Some(one)) => one.text.is_empty(),
    };
    let apart = |low: &Figure, high: &Figure| {
        matches!((low.max, high.min), (Some(max), Some(min))
            if max < min && min <= max.saturating_mul(PART_OF))
    };
    !one_speaker && (apart(a, b) || apart(b, a))
}

/// Whether what an item stands on is contradicted: all that brought it where it stands, or all that claims more.
pub(crate) fn is_disputed(item: &Item, contradicted: impl Fn(&str) -> bool) -> bool {
    let settled = item.moves.iter().rev().filter(|m| !m.claimed || item.moves.iter().all(|m| m.claimed));
    let standing: Vec<&Move> = settled.take_while(|m| m.state == item.state).collect();
    let claims: Vec<&Move> =
        item.moves.iter().rev().take_while(|m| m.claimed && Some(m.state) == item.claimed).collect();
    [standing, claims]
        .into_iter()
        .any(|moves| !moves.is_empty() && moves.iter().all(|m| m.record.as_deref().is_some_and(&contradicted)))
}
