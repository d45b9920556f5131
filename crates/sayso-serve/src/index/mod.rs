//! The store's columns in memory: what records are filtered, sorted and counted by.
//!
//! A pass over all rows takes milliseconds where the database takes seconds, and each facet needs one. An index is made whole and never
//! changed; when the store changes another one takes its place. Texts stay in the store.

pub(crate) mod day;
mod load;
mod names;
mod row;

pub(crate) use names::Names;
pub(crate) use row::{NONE, Part, Place, Role, Row};

use std::collections::HashMap;
use std::ops::Range;

use day::Day;

/// A report in memory.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) id: Box<str>,
    pub(crate) published: Day,
    pub(crate) outlet: u32,
    /// Its records in the order of the text, as a range of [`Index::by_report`].
    pub(crate) rows: Range<u32>,
}

/// The columns of a store.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// Number of the reading: another one after each change of the store.
    pub(crate) generation: u64,
    /// Records by day, report and place in the text.
    pub(crate) rows: Vec<Row>,
    pub(crate) roles: Vec<Role>,
    pub(crate) reports: Vec<Report>,
    /// Rows by report and place in the text.
    pub(crate) by_report: Vec<u32>,
    pub(crate) codes: Names,
    pub(crate) names: Names,
    pub(crate) outlets: Names,
    pub(crate) place_names: Names,
    pub(crate) countries: Names,
    pub(crate) places: Vec<Place>,
    /// How a code is called: "Pakistan, military".
    pub(crate) labels: Vec<Box<str>>,
    row_of: HashMap<Box<str>, u32>,
    report_of: HashMap<Box<str>, u32>,
    /// Number of a sentence in the store, row; in order.
    sentences: Vec<(i64, u32)>,
}

impl Index {
    /// The row of a record.
    pub(crate) fn row_of(&self, id: &str) -> Option<u32> {
        self.row_of.get(id).copied()
    }

    /// The report of an identifier.
    pub(crate) fn report_of(&self, id: &str) -> Option<u32> {
        self.report_of.get(id).copied()
    }

    /// Who is in a record.
    pub(crate) fn roles(&self, row: &Row) -> &[Role] {
        &self.roles[row.first_role as usize..row.first_role as usize + usize::from(row.n_roles)]
    }

    /// Who is in a record in one part.
    pub(crate) fn part(&self, row: &Row, part: Part) -> impl Iterator<Item = Role> + '_ {
        self.roles(row).iter().copied().filter(move |role| role.part == part)
    }

    /// Whether the report itself speaks.
    pub(crate) fn is_reports_own(&self, row: &Row) -> bool {
        self.part(row, Part::Speaker).next().is_none()
    }

    pub(crate) fn report(&self, row: &Row) -> &Report {
        &self.reports[row.report as usize]
    }

    pub(crate) fn place(&self, row: &Row) -> Option<&Place> {
        self.places.get(row.place as usize)
    }

    /// The rows of a report in the order of the text.
    pub(crate) fn rows_of(&self, report: &Report) -> &[u32] {
        &self.by_report[report.rows.start as usize..report.rows.end as usize]
    }

    /// How a code is called.
    pub(crate) fn label(&self, code: u32) -> &str {
        self.labels.get(code as usize).map_or("", |label| label)
    }

    /// The rows whose sentence a search found, with how well each fits.
    pub(crate) fn found(&self, sentences: &[(i64, f64)]) -> Vec<(u32, f64)> {
        let mut found = Vec::new();
        let mut rows = self.sentences.iter().peekable();
        for &(number, rank) in sentences {
            while rows.next_if(|(at, _)| *at < number).is_some() {}
            while let Some((_, row)) = rows.next_if(|(at, _)| *at == number) {
                found.push((*row, rank));
            }
        }
        found
    }
}
