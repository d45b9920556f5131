//! What stands across reports: the same act told by many, who disputes it, and what became of demands, promises, threats, offers,
//! talks, truces, sanctions and operations.
//!
//! Not for one report: what a single text says is all in its records. [`Ledger::of`] takes any number of records and is a pure
//! function of the *set*: it puts them in an order of their own before it looks at them, so that the order of arrival never shows.
//! A [`Book`] does the same record by record, over a [`Shelf`] on which it keeps what it wrote before, and comes to the same.
//! Records are taken by the day on which they were told, so the ledger as it stood on a day is the ledger of what was told up to it.

mod acts;
mod bits;
mod book;
mod changes;
mod commitment;
mod day;
mod deadline;
mod disputes;
mod follow;
mod grouping;
mod item;
mod kinship;
mod links;
mod outcome;
mod party;
mod shelf;
mod signals;
mod signs;
mod speakers;
mod standing;
mod telling;
mod vocabulary;
mod words;

use std::collections::{BTreeMap, BTreeSet};

pub use acts::{Act, act_id};
pub use book::Book;
pub use changes::{ActRow, Changes, ItemRow, RecordChange};
pub use day::{day_of, knowable};
pub use deadline::due;
pub use disputes::{Dispute, Figure, Voice, dispute_of};
pub use item::{About, Item, Kind, Link, Move, Parties, Relation, State};
pub use kinship::{Kinship, kinship_of, signs_of};
pub use party::Party;
pub use shelf::{Bare, Kept, Shelf};
pub use signs::SIGNS;
pub use speakers::{Said, Saying, SpeakerHistory, sayings};
pub use standing::Touch;
pub use vocabulary::{Meaning, Meanings, Part, Vocabulary, Word, rows};

use jiff::civil::Date;
use sayso_record::Record;

/// Goes up with every change of the rules by which records become acts and items.
const RULES: u32 = 9;

/// The version of the rules and words by which records become acts and items: what was derived by another is to be derived anew.
#[must_use]
pub fn version() -> String {
    let tables = [vocabulary::TABLE, signs::table(), bits::TABLE].concat();
    format!("{RULES}-{}", &blake3::hash(tables.as_bytes()).to_hex()[..12])
}

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
        let told = |r: &&Record| as_of.is_none_or(|limit| knowable(r).is_some_and(|day| day <= limit));
        let by_id: BTreeMap<&str, &Record> = records.iter().filter(told).map(|r| (r.id.as_str(), r)).collect();
        let records: Vec<Record> = by_id.into_values().cloned().collect();
        let mut book = Book::new();
        let Ok(()) = book.add(&Bare, &records);
        let Ok(changes) = book.changes(&Bare);
        let today = as_of.or_else(|| records.iter().filter_map(day::published).max());
        Ledger::of_rows(changes, today)
    }

    /// The ledger that rows make, at the end of a day.
    fn of_rows(changes: Changes, today: Option<Date>) -> Ledger {
        let acts: Vec<ActRow> = changes.acts.into_iter().filter_map(|(_, row)| row).collect();
        let mut items: Vec<Item> = Vec::new();
        for row in changes.items.into_iter().filter_map(|(_, row)| row) {
            let mut item = row.item;
            today.into_iter().for_each(|today| item.close(today, row.due));
            item.links =
                changes.links.iter().filter(|(from, _)| *from == item.id).map(|(_, link)| link.clone()).collect();
            items.push(item);
        }
        let sayings = acts.iter().flat_map(|row| row.sayings.clone());
        let mut ledger = Ledger {
            speakers: speakers::histories(sayings),
            disputes: acts.iter().filter_map(|row| row.dispute.clone()).collect(),
            acts: acts.into_iter().map(|row| row.act).collect(),
            items,
        };
        ledger.sort();
        ledger
    }

    /// Puts everything in its order.
    pub fn sort(&mut self) {
        self.acts.sort_by(|a, b| (&a.day, &a.id).cmp(&(&b.day, &b.id)));
        self.disputes.sort_by(|a, b| (&a.date, &a.id).cmp(&(&b.date, &b.id)));
        self.items.sort_by(|a, b| (&a.moves[0].date, &a.id).cmp(&(&b.moves[0].date, &b.id)));
    }

    /// Marks the items that rest on what these disputes contradict.
    pub fn mark(&mut self) {
        let disputes = self.disputes.iter().filter(|dispute| dispute.is_contradiction());
        let contradicted: BTreeSet<String> = disputes.flat_map(|dispute| dispute.records.iter().cloned()).collect();
        for item in &mut self.items {
            item.disputed = disputes::is_disputed(item, |id| contradicted.contains(id));
        }
    }
}

/// Puts records in the order in which they are taken: first told first.
pub fn in_order(records: &mut [Record]) {
    records.sort_by_cached_key(telling::Order::of);
}

/// A short identifier: a prefix and twelve hexadecimal digits of a hash.
fn short_id(prefix: &str, of: &str) -> String {
    format!("{prefix}-{}", &blake3::hash(of.as_bytes()).to_hex()[..12])
}
