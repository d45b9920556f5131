//! What of a record is compared with others, worked out once.

use std::collections::BTreeSet;

use jiff::civil::Date;
use sayso_events::EventType;
use sayso_factuality::Status;
use sayso_record::Record;

use crate::day;
use crate::party::{Party, parties};
use crate::words::{stem, stems};

/// A record as the comparison of acts sees it.
pub(crate) struct Features<'a> {
    pub(crate) record: &'a Record,
    pub(crate) sources: Vec<Party>,
    pub(crate) targets: Vec<Party>,
    pub(crate) own_day: Option<Date>,
    pub(crate) told: Option<Date>,
    pub(crate) trigger: BTreeSet<String>,
    pub(crate) words: BTreeSet<String>,
}

impl<'a> Features<'a> {
    /// Of a record.
    pub(crate) fn of(record: &'a Record) -> Features<'a> {
        Features {
            record,
            sources: parties(&record.source),
            targets: parties(&record.target),
            own_day: day::own_day(record),
            told: day::knowable(record),
            trigger: record.trigger.text.split_whitespace().map(stem).collect(),
            words: stems(&record.evidence),
        }
    }

    /// Whether it tells of something as done or not done, rather than as wanted, meant or feared.
    pub(crate) fn is_claim(&self) -> bool {
        is_claim(self.record)
    }

    /// Everyone in it: of a meeting it does not matter who stands in which role.
    pub(crate) fn everyone(&self) -> Vec<Party> {
        self.sources.iter().chain(&self.targets).cloned().collect()
    }

    /// Whether its parties act together.
    pub(crate) fn is_mutual(&self) -> bool {
        matches!(self.record.event_type, EventType::Consult | EventType::Cooperate)
    }
}

/// Whether a record tells of something as done or not done.
pub(crate) fn is_claim(record: &Record) -> bool {
    matches!(record.status, Status::Occurred | Status::Denied)
}
