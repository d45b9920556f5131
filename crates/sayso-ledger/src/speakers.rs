//! What each speaker said: asserted, denied, took back, and what others contradicted. Counts and links, no score of truth.

use std::collections::BTreeMap;

use sayso_factuality::{Denial, Status};
use sayso_record::Record;
use serde::Serialize;

use crate::acts::Act;
use crate::disputes::spoken_by;
use crate::telling::Index;

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

/// The histories of all named speakers, by code and name.
pub(crate) fn of(acts: &[Act], ordered: &[&Record]) -> Vec<SpeakerHistory> {
    let index: Index<'_> = ordered.iter().map(|record| (record.id.as_str(), *record)).collect();
    let mut all: BTreeMap<(String, String), SpeakerHistory> = BTreeMap::new();
    for act in acts {
        let records: Vec<&Record> = act.records.iter().filter_map(|id| index.get(id.as_str()).copied()).collect();
        for record in &records {
            let Some(speaker) = record.speakers.last().filter(|s| !s.text.is_empty() || !s.name.is_empty()) else {
                continue;
            };
            let voice = spoken_by(record);
            let key = if speaker.code.is_empty() {
                (String::new(), voice.text.clone())
            } else {
                (voice.code.clone(), voice.text.clone())
            };
            let history = all.entry(key).or_insert_with(|| SpeakerHistory {
                code: voice.code.clone(),
                text: voice.text.clone(),
                ..SpeakerHistory::default()
            });
            match (record.status, record.denial) {
                (Status::Denied, Some(Denial::Retracted)) => history.retracted.push(record.id.clone()),
                (Status::Denied, _) => history.denied.push(record.id.clone()),
                (Status::Occurred, _) => history.asserted.push(record.id.clone()),
                _ => continue,
            }
            if records.iter().any(|other| against(record, other)) {
                history.contradicted.push(record.id.clone());
            }
        }
    }
    all.into_values().collect()
}

/// Whether another says the contrary.
fn against(record: &Record, other: &Record) -> bool {
    let (a, b) = (spoken_by(record), spoken_by(other));
    record.status != other.status && (&a.code, &a.text) != (&b.code, &b.text)
}
