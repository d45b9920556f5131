//! Acts: records that tell of the same thing, each claim kept.

use sayso_record::Record;
use serde::Serialize;

use crate::day::day_of;
use crate::short_id;

/// One act and the records that tell of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Act {
    /// `act-` and twelve hexadecimal digits.
    pub id: String,
    /// First day that any record gives.
    pub day: Option<String>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Identifiers of the records, first told first.
    pub records: Vec<String>,
}

impl Act {
    /// Of records, first told first; `None` where there are none.
    #[must_use]
    pub fn of(records: &[&Record]) -> Option<Act> {
        let first = records.first()?;
        Some(Act {
            id: act_id(&first.id),
            day: records.iter().filter_map(|record| day_of(record)).min().map(|day| day.to_string()),
            event_type: first.event_type.as_str().to_owned(),
            records: records.iter().map(|record| record.id.clone()).collect(),
        })
    }
}

/// The identifier of the act that a record is the first to tell.
#[must_use]
pub fn act_id(first: &str) -> String {
    short_id("act", first)
}
