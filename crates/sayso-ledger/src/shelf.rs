//! Where a book finds what it wrote before.

use jiff::civil::Date;
use sayso_record::Record;

use crate::standing::Touch;

/// A record as it is kept, with what the book made of it.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The record.
    pub record: Record,
    /// The one that embeds it.
    pub parent: Option<Record>,
    /// Identifier of the first record of its act.
    pub act: String,
    /// Items that it opens or moves.
    pub touches: Vec<(String, Touch)>,
}

/// What a book asks for: neighbours of a record, and no more.
pub trait Shelf {
    /// What can go wrong.
    type Error;

    /// A record.
    ///
    /// # Errors
    /// If the shelf cannot be read.
    fn record(&self, id: &str) -> Result<Option<Kept>, Self::Error>;

    /// Records told between two days under a key, with all other records of their acts.
    ///
    /// # Errors
    /// If the shelf cannot be read.
    fn around(&self, key: &str, from: Date, to: Date) -> Result<Vec<Kept>, Self::Error>;

    /// Items with a party of this key, opened by `to` and last told of from `from` on.
    ///
    /// # Errors
    /// If the shelf cannot be read.
    fn items(&self, key: &str, from: Date, to: Date) -> Result<Vec<String>, Self::Error>;

    /// Records that open or move an item.
    ///
    /// # Errors
    /// If the shelf cannot be read.
    fn touching(&self, item: &str) -> Result<Vec<Kept>, Self::Error>;

    /// Whether the act of a record is asserted by one and denied or taken back by another.
    ///
    /// # Errors
    /// If the shelf cannot be read.
    fn is_contradicted(&self, record: &str) -> Result<bool, Self::Error>;
}

/// A shelf with nothing on it: all that there is is in the book.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bare;

impl Shelf for Bare {
    type Error = std::convert::Infallible;

    fn record(&self, _: &str) -> Result<Option<Kept>, Self::Error> {
        Ok(None)
    }

    fn around(&self, _: &str, _: Date, _: Date) -> Result<Vec<Kept>, Self::Error> {
        Ok(Vec::new())
    }

    fn items(&self, _: &str, _: Date, _: Date) -> Result<Vec<String>, Self::Error> {
        Ok(Vec::new())
    }

    fn touching(&self, _: &str) -> Result<Vec<Kept>, Self::Error> {
        Ok(Vec::new())
    }

    fn is_contradicted(&self, _: &str) -> Result<bool, Self::Error> {
        Ok(false)
    }
}
