//! What each speaker said: asserted, denied, took back, and what others contradicted. Counts and links, no score of truth.

use std::collections::BTreeMap;

use sayso_factuality::{Denial, Status};
use sayso_record::Record;
use serde::Serialize;

use crate::disputes::spoken_by;
use crate::party::Party;

/// The history of one speaker.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SpeakerHistory {
    /// Code; empty where unknown.
    pub code: String,
    /// Name, or the words of the first report.
    pub text: String,
    /// Records asserted.
    pub asserted: Vec<String>,
    /// Records denied.
    pub denied: Vec<String>,
    /// Records taken back.
    pub retracted: Vec<String>,
    /// Records of theirs that tell of an act on which another says the contrary.
    pub contradicted: Vec<String>,
}

/// What a record adds to the history of its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// That it is so.
    Asserted,
    /// That it is not.
    Denied,
    /// That what they said before is not.
    Retracted,
}

/// One word of a speaker on an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// Who says so.
    pub speaker: Party,
    /// The record.
    pub record: String,
    /// What of it.
    pub said: Said,
    /// Whether another says the contrary of the same act.
    pub is_contradicted: bool,
}

/// What named speakers say of an act.
#[must_use]
pub fn sayings(records: &[&Record]) -> Vec<Saying> {
    let of = |record: &&Record| {
        let speaker = record.speakers.last().filter(|s| !s.text.is_empty() || !s.name.is_empty())?;
        let said = match (record.status, record.denial) {
            (Status::Denied, Some(Denial::Retracted)) => Said::Retracted,
            (Status::Denied, _) => Said::Denied,
            (Status::Occurred, _) => Said::Asserted,
            _ => return None,
        };
        let is_contradicted = records.iter().any(|other| against(record, other));
        Some(Saying { speaker: Party::from(speaker), record: record.id.clone(), said, is_contradicted })
    };
    records.iter().filter_map(of).collect()
}

/// The histories of all named speakers, by code and name.
pub(crate) fn histories(sayings: impl IntoIterator<Item = Saying>) -> Vec<SpeakerHistory> {
    let mut all: BTreeMap<Party, SpeakerHistory> = BTreeMap::new();
    for Saying { speaker, record, said, is_contradicted } in sayings {
        let Party { code, text } = speaker.clone();
        let history = all.entry(speaker).or_insert_with(|| SpeakerHistory { code, text, ..SpeakerHistory::default() });
        if is_contradicted {
            history.contradicted.push(record.clone());
        }
        match said {
            Said::Asserted => history.asserted.push(record),
            Said::Denied => history.denied.push(record),
            Said::Retracted => history.retracted.push(record),
        }
    }
    all.into_values().collect()
}

/// Whether another says the contrary.
fn against(record: &Record, other: &Record) -> bool {
    let (a, b) = (spoken_by(record), spoken_by(other));
    record.status != other.status && (&a.code, &a.text) != (&b.code, &b.text)
}
