//! The day that a record counts for.

use jiff::civil::Date;
use sayso_factuality::Status;
use sayso_record::{Precision, Record};

/// Day of publication.
pub(crate) fn published(record: &Record) -> Option<Date> {
    record.published.as_deref().and_then(|day| day.parse().ok())
}

/// The day on which it was first told: that of publication, or of the act where there is none.
#[must_use]
pub fn knowable(record: &Record) -> Option<Date> {
    published(record).or_else(|| own_day(record))
}

/// The day that the text gives for the act, where it gives one.
pub(crate) fn own_day(record: &Record) -> Option<Date> {
    record.date.as_deref().filter(|_| record.date_precision == Precision::Day).and_then(|day| day.parse().ok())
}

/// The day of the act: the text's own where it lies behind the report, else the day of publication. An act that is yet to come counts
/// for the day on which it was spoken of.
#[must_use]
pub fn day_of(record: &Record) -> Option<Date> {
    let told = published(record);
    let own = own_day(record).filter(|_| record.status == Status::Occurred);
    match (own, told) {
        (Some(own), Some(told)) if own <= told => Some(own),
        (own, None) => own,
        (_, told) => told,
    }
}
