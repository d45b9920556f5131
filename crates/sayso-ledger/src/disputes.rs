//! Disputes: what one asserts and another denies or takes back, and figures that differ by speaker.

use std::collections::{BTreeMap, BTreeSet};

use sayso_factuality::{Denial, Status};
use sayso_record::Record;
use serde::Serialize;

use crate::acts::Act;
use crate::item::Item;
use crate::party::{Party, same, voice};
use crate::short_id;
use crate::telling::{Index, Telling};

/// Someone's word, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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

/// The disputes about acts.
pub(crate) fn of(acts: &[Act], ordered: &[&Record]) -> Vec<Dispute> {
    let index: Index<'_> = ordered.iter().map(|record| (record.id.as_str(), *record)).collect();
    acts.iter().filter_map(|act| dispute(act, &index)).collect()
}

fn dispute(act: &Act, index: &Index<'_>) -> Option<Dispute> {
    let records: Vec<&Record> = act.records.iter().filter_map(|id| index.get(id.as_str()).copied()).collect();
    let (mut asserted, mut denied, mut retracted) = (Vec::new(), Vec::new(), Vec::new());
    for record in &records {
        match (record.status, record.denial) {
            (Status::Occurred, _) => add(&mut asserted, record),
            (Status::Denied, Some(Denial::Retracted)) => add(&mut retracted, record),
            (Status::Denied, Some(Denial::NotYet | Denial::Cancelled)) => {}
            (Status::Denied, _) => add(&mut denied, record),
            _ => {}
        }
    }
    let figures = figures(&records);
    let contradicted = !retracted.is_empty() || (!asserted.is_empty() && !denied.is_empty());
    if !contradicted && figures.is_empty() {
        return None;
    }
    let told = records.iter().find(|r| r.status == Status::Occurred).or(records.first())?;
    Some(Dispute {
        id: short_id("dispute", &act.id),
        act: act.id.clone(),
        about: Telling::of(told, index).phrase(),
        event_type: act.event_type.clone(),
        date: act.day.clone(),
        asserted_by: asserted,
        denied_by: denied,
        retracted_by: retracted,
        figures,
        records: act.records.clone(),
    })
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

/// Whether two figures, of two speakers or two reports, cannot both be right.
fn clash(a: &Figure, b: &Figure) -> bool {
    let one_speaker = match (&a.speaker, &b.speaker) {
        (Some(x), Some(y)) => same(x, y),
        (None, None) => a.document == b.document,
        _ => false,
    };
    let apart = |low: &Figure, high: &Figure| matches!((low.max, high.min), (Some(max), Some(min)) if max < min);
    !one_speaker && (apart(a, b) || apart(b, a))
}

/// Marks the items that rest on a disputed record.
pub(crate) fn mark(items: &mut [Item], disputes: &[Dispute], acts: &[Act]) {
    let contradicted: BTreeSet<&str> = disputes
        .iter()
        .filter(|d| !d.denied_by.is_empty() || !d.retracted_by.is_empty())
        .map(|d| d.act.as_str())
        .collect();
    let disputed: BTreeSet<&str> = acts
        .iter()
        .filter(|act| contradicted.contains(act.id.as_str()))
        .flat_map(|act| act.records.iter().map(String::as_str))
        .collect();
    for item in items {
        item.disputed = item.moves.iter().any(|m| m.record.as_deref().is_some_and(|id| disputed.contains(id)));
    }
}
