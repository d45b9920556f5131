//! What stands across reports: the same act told by many, who disputes it, and what became of demands, promises, threats, offers,
//! talks, truces, sanctions and operations.
//!
//! Not for one report: what a single text says is all in its records. [`Ledger::of`] takes any number of records and is a pure
//! function of the *set*: it puts them in an order of their own before it looks at them, so that the order of arrival never shows.
//! Everything carries a day, so the ledger as it stood on a day is the ledger of what is dated up to it.

mod acts;
mod commitment;
mod day;
mod deadline;
mod disputes;
mod features;
mod follow;
mod item;
mod kinship;
mod links;
mod outcome;
mod party;
mod signals;
mod speakers;
mod standing;
mod telling;
mod words;

use std::collections::BTreeMap;

pub use acts::Act;
pub use day::{day_of, knowable};
pub use deadline::due;
pub use disputes::{Dispute, Figure, Voice};
pub use item::{About, Item, Kind, Link, Move, Parties, Relation, State};
pub use kinship::{Kinship, kinship_of};
pub use party::Party;
pub use speakers::SpeakerHistory;

use jiff::civil::Date;
use sayso_record::Record;

/// Acts, items, disputes and speakers of a set of records.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// Acts with all their claims, by first day.
    pub acts: Vec<Act>,
    /// Commitments, talks and measures, by first day.
    pub items: Vec<Item>,
    /// What is asserted by one and denied by another, or told with figures that differ.
    pub disputes: Vec<Dispute>,
    /// What each speaker asserted, denied and took back.
    pub speakers: Vec<SpeakerHistory>,
}

impl Ledger {
    /// The ledger of these records. With `as_of`, as it stood at the end of that day; otherwise at the last day that any report has.
    #[must_use]
    pub fn of(records: &[Record], as_of: Option<Date>) -> Ledger {
        let ordered = ordered(records, as_of);
        let Some(today) = as_of.or_else(|| ordered.iter().filter_map(|r| day::published(r)).max()) else {
            return Ledger { acts: acts::cluster(&ordered), ..Ledger::default() };
        };
        let acts = acts::cluster(&ordered);
        let disputes = disputes::of(&acts, &ordered);
        let mut items = follow::follow(&ordered, today);
        disputes::mark(&mut items, &disputes, &acts);
        links::link(&mut items);
        let speakers = speakers::of(&acts, &ordered);
        Ledger { acts, items, disputes, speakers }
    }
}

/// The records in the order in which they are taken: by day, then by identifier. Records that were not yet told on `as_of`, and second
/// copies of one record, are left out.
fn ordered(records: &[Record], as_of: Option<Date>) -> Vec<&Record> {
    let told = |r: &&Record| as_of.is_none_or(|limit| knowable(r).is_some_and(|day| day <= limit));
    let by_id: BTreeMap<&str, &Record> = records.iter().filter(told).map(|r| (r.id.as_str(), r)).collect();
    let mut ordered: Vec<&Record> = by_id.into_values().collect();
    ordered
        .sort_by_cached_key(|r| (knowable(r), day_of(r), r.document.clone(), r.sentence, r.trigger.span, r.id.clone()));
    ordered
}

/// A short identifier: a prefix and eight hexadecimal digits of a hash.
fn short_id(prefix: &str, of: &str) -> String {
    format!("{prefix}-{}", &blake3::hash(of.as_bytes()).to_hex()[..8])
}
