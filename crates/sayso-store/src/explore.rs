//! A store to look around in: read only, and by whole columns, so that a reader can keep what it filters by in memory.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, OptionalExtension};
use sayso_ledger::Act;
use sayso_record::Record;

use crate::error::StoreError;
use crate::{Entry, Sqlite, Store};

/// A store that is open for reading alone.
pub struct Explorer {
    store: Sqlite,
}

/// What is known of a report besides its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// Its number in this store.
    pub number: i64,
    /// Its identifier.
    pub id: String,
    /// Day of publication.
    pub published: Option<String>,
    /// Publisher.
    pub outlet: Option<String>,
    /// Headline.
    pub title: String,
    /// Address.
    pub url: Option<String>,
}

impl Explorer {
    /// Opens a store that is there, has the present form, and holds the tables of reviews.
    ///
    /// # Errors
    /// If there is none, or the file is no store, a newer one, or damaged.
    pub fn open(path: &Path) -> Result<Explorer, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(std::time::Duration::from_secs(10))?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(Explorer { store: Sqlite::over(connection) })
    }

    fn connection(&self) -> &Connection {
        &self.store.connection
    }

    /// A number that is another one after any other connection has written.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn generation(&self) -> Result<i64, StoreError> {
        Ok(self.connection().pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// What tells one state of the reports from another: how many there are, number and hash of the last one.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn signature(&self) -> Result<(i64, i64, String), StoreError> {
        let sql = "SELECT (SELECT count(*) FROM documents), number, hash FROM documents ORDER BY number DESC LIMIT 1";
        let found =
            self.connection().query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
        Ok(found.unwrap_or_default())
    }

    /// Gives all reports without their words.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn headings(&self, each: &mut dyn FnMut(Heading)) -> Result<(), StoreError> {
        let sql = "SELECT number, id, published, outlet, title, url FROM documents ORDER BY number";
        let mut rows = self.connection().prepare(sql)?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            each(heading(row)?);
        }
        Ok(())
    }

    /// One report without its words.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn heading(&self, id: &str) -> Result<Option<Heading>, StoreError> {
        let sql = "SELECT number, id, published, outlet, title, url FROM documents WHERE id = ?1";
        Ok(self.connection().prepare_cached(sql)?.query_row([id], heading).optional()?)
    }

    /// Gives all records as they are kept: number of the report, JSON.
    ///
    /// # Errors
    /// If the store cannot be read, or `each` finds it damaged.
    pub fn bodies(&self, each: &mut dyn FnMut(i64, &str) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let mut rows = self.connection().prepare("SELECT document, body FROM records")?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            let body = row.get_ref(1)?;
            each(row.get(0)?, body.as_str().map_err(|error| StoreError::Damaged(error.to_string()))?)?;
        }
        Ok(())
    }

    /// The act that a record tells of: its identifier and records, first told first.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn act_of(&self, record: &str) -> Result<Option<Act>, StoreError> {
        let sql = "SELECT a.id FROM acts a JOIN records r ON r.act = a.first WHERE r.id = ?1";
        let found = self.connection().prepare_cached(sql)?.query_row([record], |row| row.get::<_, String>(0));
        let Some(id) = found.optional()? else { return Ok(None) };
        Ok(self.store.act(&id)?.map(|(act, _)| act))
    }

    /// One record as it is kept.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn body(&self, id: &str) -> Result<Option<String>, StoreError> {
        let mut found = self.connection().prepare_cached("SELECT body FROM records WHERE id = ?1")?;
        Ok(found.query_row([id], |row| row.get(0)).optional()?)
    }

    /// One record.
    ///
    /// # Errors
    /// If the store cannot be read or the record is damaged.
    pub fn record(&self, id: &str) -> Result<Option<Record>, StoreError> {
        let damaged = |error| StoreError::Damaged(format!("record {id}: {error}"));
        self.body(id)?.map(|body| serde_json::from_str(&body).map_err(damaged)).transpose()
    }

    /// Gives all records, in the order of their identifiers.
    ///
    /// # Errors
    /// If the store cannot be read or a record is damaged.
    pub fn records(&self) -> Result<Vec<Record>, StoreError> {
        let mut records = Vec::new();
        self.bodies(&mut |_, body| {
            let record: Record = serde_json::from_str(body).map_err(|e| StoreError::Damaged(e.to_string()))?;
            records.push(record);
            Ok(())
        })?;
        Ok(records)
    }

    /// Gives all sentences: number of the report, number of the sentence, its words.
    ///
    /// # Errors
    /// If the store cannot be read, or is damaged.
    pub fn sentences(&self, each: &mut dyn FnMut(i64, i64, &str)) -> Result<(), StoreError> {
        let mut rows = self.connection().prepare("SELECT document, number, text FROM sentences ORDER BY number")?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            let text = row.get_ref(2)?;
            each(row.get(0)?, row.get(1)?, text.as_str().map_err(|error| StoreError::Damaged(error.to_string()))?);
        }
        Ok(())
    }

    /// Numbers of the sentences that a search finds, in order, and how well each fits (less is better) where `ranked`.
    ///
    /// # Errors
    /// If the store cannot be read or the search cannot be understood.
    pub fn search(&self, words: &str, ranked: bool) -> Result<Vec<(i64, f64)>, StoreError> {
        let rank = if ranked { "rank" } else { "0.0" };
        let sql = format!("SELECT rowid, {rank} FROM words WHERE words MATCH ?1 ORDER BY rowid");
        let mut rows = self.connection().prepare_cached(&sql)?;
        let found = rows.query_map([words], |row| Ok((row.get(0)?, row.get(1)?)))?;
        found.collect::<Result<_, _>>().map_err(|error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::Unknown) => StoreError::Query(words.to_owned()),
            _ => error.into(),
        })
    }

    /// A report with its words and records.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn report(&self, id: &str) -> Result<Option<Entry>, StoreError> {
        self.store.document(id)
    }

    /// Reports of nearly the same words.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn near(&self, id: &str) -> Result<Vec<String>, StoreError> {
        self.store.near(id)
    }

    /// Title and text of a report.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn words_of(&self, id: &str) -> Result<Option<(String, String)>, StoreError> {
        let mut found = self.connection().prepare_cached("SELECT title, text FROM documents WHERE id = ?1")?;
        Ok(found.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }
}

fn heading(row: &rusqlite::Row<'_>) -> rusqlite::Result<Heading> {
    Ok(Heading {
        number: row.get(0)?,
        id: row.get(1)?,
        published: row.get(2)?,
        outlet: row.get(3)?,
        title: row.get(4)?,
        url: row.get(5)?,
    })
}
