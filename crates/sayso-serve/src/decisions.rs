//! The decisions that stand, and which records of the present coding they are about.

use std::collections::{BTreeMap, HashMap};

use sayso_store::{Explorer, Review, StoreError, Verdict, report_hash};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::index::Index;
use crate::marks::{Mark, Marks};

/// A decision as it leaves the program.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ReviewView {
    /// Its number.
    pub(crate) number: i64,
    /// The record of the present coding that it is about, else the one that it was made on.
    pub(crate) record: String,
    /// accept, reject or fix.
    #[schema(value_type = String)]
    pub(crate) verdict: Verdict,
    /// What is put right.
    #[schema(value_type = Object)]
    pub(crate) fields: Map<String, Value>,
    /// A word to colleagues.
    pub(crate) note: String,
    /// Who decided.
    pub(crate) reviewer: String,
    /// When, in UTC.
    pub(crate) at: String,
    /// Whether it settles a case on which others differ.
    pub(crate) adjudicates: bool,
    /// Whether it was made on an earlier coding of the report.
    pub(crate) carried: bool,
}

/// All decisions that stand.
#[derive(Debug, Default)]
pub(crate) struct Decisions {
    /// By number, with the row that each is about.
    pub(crate) all: Vec<(Review, Option<u32>)>,
    by_row: HashMap<u32, Vec<usize>>,
}

impl Decisions {
    /// Reads which rows the decisions are about, and marks these.
    pub(crate) fn of(
        reviews: Vec<Review>,
        index: &Index,
        marks: &Marks,
        store: &Explorer,
    ) -> Result<Decisions, StoreError> {
        let mut hashes: HashMap<String, Option<String>> = HashMap::new();
        let mut decisions = Decisions::default();
        for review in reviews {
            let document = review.decision.record.document.as_str();
            if !hashes.contains_key(document) {
                let words = store.words_of(document)?;
                hashes.insert(document.to_owned(), words.map(|(title, text)| report_hash(&title, &text)));
            }
            let is_same = hashes.get(document).and_then(Option::as_ref) == Some(&review.decision.report);
            let row = if is_same { row_of(&review, index, store)? } else { None };
            decisions.push(review, row, marks);
        }
        Ok(decisions)
    }

    /// Adds a decision on a row.
    pub(crate) fn push(&mut self, review: Review, row: Option<u32>, marks: &Marks) {
        let at = self.all.len();
        self.all.push((review, row));
        if let Some(row) = row {
            self.by_row.entry(row).or_default().push(at);
            self.mark(row, marks);
        }
    }

    /// Takes a decision out again.
    pub(crate) fn remove(&mut self, number: i64, marks: &Marks) {
        let Some(at) = self.all.iter().position(|(review, _)| review.number == number) else { return };
        let (_, row) = self.all.remove(at);
        for list in self.by_row.values_mut() {
            list.retain(|&other| other != at);
            list.iter_mut().filter(|other| **other > at).for_each(|other| *other -= 1);
        }
        if let Some(row) = row {
            self.mark(row, marks);
        }
    }

    fn mark(&self, row: u32, marks: &Marks) {
        marks.set(row, self.of_row(row).last().map_or(Mark::None, |_| mark(self.final_of(row))));
    }

    /// The decisions on a row, earliest first.
    pub(crate) fn of_row(&self, row: u32) -> impl DoubleEndedIterator<Item = &Review> {
        self.by_row.get(&row).into_iter().flatten().map(|&at| &self.all[at].0)
    }

    /// The decision that counts: the latest that settles the case, else the latest.
    pub(crate) fn final_of(&self, row: u32) -> Option<&Review> {
        self.of_row(row).rev().find(|review| review.decision.adjudicates).or_else(|| self.of_row(row).next_back())
    }

    /// The latest decision of each reviewer on a row, those that settle the case left out.
    pub(crate) fn by_reviewer(&self, row: u32) -> BTreeMap<&str, &Review> {
        let own = self.of_row(row).filter(|review| !review.decision.adjudicates);
        own.map(|review| (review.decision.reviewer.as_str(), review)).collect()
    }

    /// Rows that have decisions, in order.
    pub(crate) fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.by_row.iter().filter(|(_, list)| !list.is_empty()).map(|(&row, _)| row).collect();
        rows.sort_unstable();
        rows
    }
}

fn mark(review: Option<&Review>) -> Mark {
    match review.map(|review| review.decision.verdict) {
        None => Mark::None,
        Some(Verdict::Accept) => Mark::Accepted,
        Some(Verdict::Reject) => Mark::Rejected,
        Some(Verdict::Fix) => Mark::Fixed,
    }
}

/// The row of the record itself, else of one with the same trigger and type.
fn row_of(review: &Review, index: &Index, store: &Explorer) -> Result<Option<u32>, StoreError> {
    let record = &review.decision.record;
    if let Some(row) = index.row_of(&record.id) {
        return Ok(Some(row));
    }
    let Some(report) = index.report_of(&record.document) else { return Ok(None) };
    let start = record.trigger.span[0] as u32;
    for &row in index.rows_of(&index.reports[report as usize]) {
        let other = &index.rows[row as usize];
        if other.at.1 == start && other.event_type == record.event_type {
            let same =
                |now: &sayso::record::Record| now.trigger.span == record.trigger.span && now.field == record.field;
            if store.record(&other.id)?.is_some_and(|now| same(&now)) {
                return Ok(Some(row));
            }
        }
    }
    Ok(None)
}

/// A decision as it is shown on a row.
pub(crate) fn view(review: &Review, row: Option<u32>, index: &Index) -> ReviewView {
    let decision = &review.decision;
    let now = row.map(|row| index.rows[row as usize].id.as_ref());
    ReviewView {
        number: review.number,
        record: now.unwrap_or(&decision.record.id).to_owned(),
        verdict: decision.verdict,
        fields: decision.fields.clone(),
        note: decision.note.clone(),
        reviewer: decision.reviewer.clone(),
        at: review.at.clone(),
        adjudicates: decision.adjudicates,
        carried: now.is_some_and(|id| id != decision.record.id),
    }
}
