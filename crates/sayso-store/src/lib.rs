//! Records kept: one file, transactional, safe against being killed at any moment.
//!
//! Not for reading reports: what goes in is a report's records and sentences, coded elsewhere. [`Store`] is all that the rest of the
//! program sees; [`Sqlite`] is the one-file store. Every write is a transaction over a batch of reports: after a crash the file holds
//! whole batches only, and adding the same reports again completes it.

mod error;
mod explore;
mod near;
mod review;
mod schema;
mod sqlite;

pub use error::StoreError;
pub use explore::{Explorer, Heading};
pub use near::{Sketch, sketch};
pub use review::{Decision, Review, Reviews, Verdict, report_hash};
pub use schema::VERSION;
pub use sqlite::Sqlite;

use sayso_record::Record;

/// A report as it is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Document id.
    pub id: String,
    /// Hash of everything that its coding depends on.
    pub hash: String,
    /// Day of publication.
    pub published: Option<String>,
    /// Headline.
    pub title: String,
    /// Address.
    pub url: Option<String>,
    /// Publisher.
    pub outlet: Option<String>,
    /// Its text.
    pub text: String,
    /// Its sentences, in order.
    pub sentences: Vec<String>,
    /// Its records.
    pub records: Vec<Record>,
}

/// What coded the reports of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Version of the program.
    pub program: String,
    /// Name and version of the model.
    pub model: String,
    /// Hash of the lexicons.
    pub lexicon: String,
}

/// What became of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Reports new to the store.
    pub new: usize,
    /// Reports whose text or coding is another than before.
    pub changed: usize,
    /// Reports that the store has as they are.
    pub known: usize,
    /// Reports linked to another of nearly the same words.
    pub near: usize,
}

/// Which records to give. An empty query gives all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// A code, or the beginning of one, of source or target.
    pub actor: Option<String>,
    /// PLOVER type.
    pub event_type: Option<String>,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Status.
    pub status: Option<String>,
    /// Code or words of a speaker.
    pub speaker: Option<String>,
    /// Name or country of the place.
    pub place: Option<String>,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// Words of the sentence, as FTS5 reads them.
    pub words: Option<String>,
    /// Document.
    pub document: Option<String>,
    /// Only what the report itself asserts.
    pub asserted: bool,
    /// No more than so many.
    pub limit: Option<u64>,
}

/// What a store can do.
pub trait Store {
    /// Begins a run of coding, and gives its number.
    ///
    /// # Errors
    /// If the store cannot be written.
    fn begin(&mut self, run: &Run) -> Result<i64, StoreError>;

    /// Whether it holds this report as it is, coded as now.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn has(&self, id: &str, hash: &str) -> Result<bool, StoreError>;

    /// Adds a batch of reports, all or none.
    ///
    /// # Errors
    /// If the store cannot be written.
    fn add(&mut self, run: i64, entries: &[Entry]) -> Result<Added, StoreError>;

    /// Gives the records of a query one by one, by day and identifier.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn find(&self, query: &Query, each: &mut dyn FnMut(Record) -> bool) -> Result<(), StoreError>;

    /// A report.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn document(&self, id: &str) -> Result<Option<Entry>, StoreError>;

    /// Reports of nearly the same words.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn near(&self, id: &str) -> Result<Vec<String>, StoreError>;

    /// Counts by stretch of time and column.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn series(
        &self,
        query: &Query,
        by: Period,
        column: Option<Column>,
    ) -> Result<Vec<(String, String, u64)>, StoreError>;

    /// What is wrong with it; empty where all is well.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn verify(&self) -> Result<Vec<String>, StoreError>;

    /// Writes a copy to a new file.
    ///
    /// # Errors
    /// If the file exists or cannot be written.
    fn backup(&self, to: &std::path::Path) -> Result<(), StoreError>;
}

/// A stretch of time of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Days.
    Day,
    /// Weeks, by their Monday.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// What a series is split by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// PLOVER type.
    Type,
    /// Status.
    Status,
    /// Country of the place.
    Place,
    /// Codes of the sources.
    Source,
    /// Codes of the targets.
    Target,
}
