//! Records kept: one file, transactional, safe against being killed at any moment.
//!
//! Not for reading reports: what goes in is a report's records and sentences, coded elsewhere. [`Store`] is all that the rest of the
//! program sees; [`Sqlite`] is the one-file store, [`Postgres`] the store on a server. Every write is a transaction over a batch of reports: after a crash the file holds
//! whole batches only, and adding the same reports again completes it.

mod adding;
mod derived;
mod error;
mod explore;
mod near;
mod postgres;
mod review;
mod schema;
mod sqlite;
mod standing;
mod words;

pub use self::postgres::Postgres;
pub use error::StoreError;
pub use explore::{Explorer, Heading};
pub use near::{Sketch, sketch};
pub use review::{Decision, Review, Reviews, Verdict, report_hash};
pub use schema::VERSION;
pub use sqlite::Sqlite;

use jiff::civil::Date;
use sayso_document::{Document, Header, Options, read_with};
use sayso_ledger::{Act, Dispute, Item, Ledger, SpeakerHistory};
use sayso_record::Record;

/// Whether a store lies on a server rather than in a file.
#[must_use]
pub fn is_address(store: &str) -> bool {
    store.starts_with("postgres://") || store.starts_with("postgresql://")
}

/// Opens a store, a file or the address of a server; `create` makes it where there is none.
///
/// # Errors
/// If it cannot be opened.
pub fn connect(store: &std::path::Path, create: bool) -> Result<Box<dyn Store + Send>, StoreError> {
    match store.to_str().filter(|address| is_address(address)) {
        Some(address) if create => Ok(Box::new(Postgres::create(address)?)),
        Some(address) => Ok(Box::new(Postgres::open(address)?)),
        None if create => Ok(Box::new(Sqlite::create(store)?)),
        None => Ok(Box::new(Sqlite::open(store)?)),
    }
}

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

impl Entry {
    /// Whether the headline is the first line of the text, and not one that was given apart and stands there once more.
    #[must_use]
    pub fn has_title_line(&self) -> bool {
        let rest = self.text.trim_start().strip_prefix(self.title.as_str()).filter(|_| !self.title.is_empty());
        let first = self.sentences.first();
        rest.is_some_and(|rest| rest.starts_with(['\n', '\r']))
            && self.sentences.iter().filter(|&sentence| Some(sentence) == first).count() < 2
    }

    /// Reads the report anew, as it was read when it was kept.
    #[must_use]
    pub fn read(&self) -> Document {
        let header = Header {
            id: self.id.clone(),
            published: self.published.clone(),
            url: self.url.clone(),
            outlet: self.outlet.clone(),
        };
        let title_line = self.has_title_line();
        let title = Some(self.title.as_str()).filter(|title| !title.is_empty() && !title_line);
        read_with(&self.text, title, header, &Options { title_line, ..Options::default() })
    }
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
    /// Records of changed reports that were not there before.
    pub came: usize,
    /// Records of changed reports that are there no more.
    pub went: usize,
    /// Records of changed reports that are there as before, but tell something else.
    pub altered: usize,
}

impl Added {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Added) -> Added {
        Added {
            new: self.new + other.new,
            changed: self.changed + other.changed,
            known: self.known + other.known,
            near: self.near + other.near,
            came: self.came + other.came,
            went: self.went + other.went,
            altered: self.altered + other.altered,
        }
    }
}

/// What coding a report anew did to a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Recoded {
    /// Its identifier.
    pub record: String,
    /// The record before; `None` where there was none.
    pub before: Option<Record>,
    /// The record after; `None` where there is none.
    pub after: Option<Record>,
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
    /// PLOVER context.
    pub context: Option<String>,
    /// Status.
    pub status: Option<String>,
    /// Code or words of a speaker.
    pub speaker: Option<String>,
    /// Name or country of the place.
    pub place: Option<String>,
    /// The place lies within.
    pub within: Option<Box2>,
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
    /// At least so sure.
    pub confidence: Option<f64>,
    /// What the records are ordered by; ties by identifier.
    pub sort: Sort,
    /// The last first.
    pub descending: bool,
    /// None of the first so many.
    pub offset: u64,
    /// No more than so many.
    pub limit: Option<u64>,
}

/// A box on the map, in degrees. Where `west` is greater than `east` it lies across the date line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Box2 {
    /// Least latitude.
    pub south: f64,
    /// Longitude of the western side.
    pub west: f64,
    /// Greatest latitude.
    pub north: f64,
    /// Longitude of the eastern side.
    pub east: f64,
}

/// What records are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The day of the act, else of publication.
    #[default]
    Day,
    /// The day of publication.
    Published,
    /// How sure the program is.
    Confidence,
    /// PLOVER type.
    Type,
    /// Status.
    Status,
    /// Document.
    Document,
}

/// What a report tells of itself: what its records do not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Address.
    pub url: Option<String>,
    /// Publisher.
    pub outlet: Option<String>,
    /// Length of its text in characters.
    pub length: u64,
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

    /// Gives the records of a query one by one, in the order that it asks for.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn find(&self, query: &Query, each: &mut dyn FnMut(Record) -> bool) -> Result<(), StoreError>;

    /// The same, each with what its report tells of itself.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn find_told(&self, query: &Query, each: &mut dyn FnMut(&Origin, Record) -> bool) -> Result<(), StoreError>;

    /// What coded the reports that it holds, in the order of their runs.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn runs(&self) -> Result<Vec<Run>, StoreError>;

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

    /// Reports whose hash does not end in this: that were coded otherwise. Identifier and hash, first added first.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn outdated(&self, _coding: &str) -> Result<Vec<(String, String)>, StoreError> {
        Ok(Vec::new())
    }

    /// What a run changed in records that were there already, one by one.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn recoded(&self, _run: i64, _each: &mut dyn FnMut(Recoded) -> bool) -> Result<(), StoreError> {
        Ok(())
    }

    /// Where everything stands at the end of a day; without one, at the last day of the store. Acts and speakers may be left out: they
    /// have questions of their own.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn ledger(&self, as_of: Option<Date>) -> Result<Ledger, StoreError> {
        let mut records = Vec::new();
        self.find(&Query::default(), &mut |record| {
            records.push(record);
            true
        })?;
        Ok(Ledger::of(&records, as_of))
    }

    /// An act by its identifier, with its records, first told first.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn act(&self, id: &str) -> Result<Option<(Act, Vec<Record>)>, StoreError> {
        let Some(act) = self.ledger(None)?.acts.into_iter().find(|act| act.id == id) else { return Ok(None) };
        let mut records = Vec::new();
        self.find(&Query::default(), &mut |record| {
            records.extend(Some(record).filter(|record| act.records.contains(&record.id)));
            true
        })?;
        sayso_ledger::in_order(&mut records);
        Ok(Some((act, records)))
    }

    /// An item of the ledger by its identifier.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn item(&self, id: &str) -> Result<Option<Item>, StoreError> {
        Ok(self.ledger(None)?.items.into_iter().find(|item| item.id == id))
    }

    /// A dispute by its identifier.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn dispute(&self, id: &str) -> Result<Option<Dispute>, StoreError> {
        Ok(self.ledger(None)?.disputes.into_iter().find(|dispute| dispute.id == id))
    }

    /// The histories of speakers with a code, or its beginning.
    ///
    /// # Errors
    /// If the store cannot be read.
    fn speakers(&self, code: &str) -> Result<Vec<SpeakerHistory>, StoreError> {
        let speakers = self.ledger(None)?.speakers;
        Ok(speakers.into_iter().filter(|speaker| speaker.code.starts_with(code)).collect())
    }

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
