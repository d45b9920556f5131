//! The form of the file, its version, and the steps from each version to the next.

use rusqlite::{Connection, OpenFlags};
use std::path::Path;

use crate::derived;
use crate::error::StoreError;

/// Version of the form, kept in `user_version`.
pub const VERSION: i64 = 4;

/// Marks a file as a store: "says" in `application_id`.
const MARK: i64 = 0x7361_7973;

/// Pages held in memory, in KiB.
const CACHE: i64 = 65536;

/// Steps: the first makes version 1 out of an empty file, and so on.
const STEPS: [&str; 4] = [
    "CREATE TABLE runs (number INTEGER PRIMARY KEY, program TEXT NOT NULL, model TEXT NOT NULL, lexicon TEXT NOT NULL) STRICT;
     CREATE TABLE documents (
         number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, published TEXT, title TEXT NOT NULL, url TEXT,
         outlet TEXT, text TEXT NOT NULL, run INTEGER NOT NULL REFERENCES runs) STRICT;
     CREATE TABLE sentences (
         number INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, position INTEGER NOT NULL,
         text TEXT NOT NULL, UNIQUE (document, position)) STRICT;
     CREATE VIRTUAL TABLE words USING fts5 (text, content='sentences', content_rowid='number', tokenize='unicode61');
     CREATE TRIGGER sentence_added AFTER INSERT ON sentences BEGIN
         INSERT INTO words (rowid, text) VALUES (new.number, new.text); END;
     CREATE TRIGGER sentence_removed AFTER DELETE ON sentences BEGIN
         INSERT INTO words (words, rowid, text) VALUES ('delete', old.number, old.text); END;
     CREATE TABLE records (
         id TEXT PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, day TEXT, type TEXT NOT NULL,
         mode TEXT, status TEXT NOT NULL, asserted INTEGER NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
         speaker TEXT NOT NULL, place TEXT NOT NULL, country TEXT NOT NULL, evidence TEXT NOT NULL, body TEXT NOT NULL)
         STRICT, WITHOUT ROWID;
     CREATE INDEX records_by_day ON records (day, id);
     CREATE INDEX records_by_document ON records (document);
     CREATE INDEX records_by_type ON records (type, day);",
    "CREATE TABLE sketches (document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE, hashes BLOB NOT NULL) STRICT;
     CREATE TABLE bands (
         band INTEGER NOT NULL, document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, PRIMARY KEY (band, document))
         STRICT, WITHOUT ROWID;
     CREATE INDEX bands_by_document ON bands (document);",
    include_str!("version-3.sql"),
    include_str!("version-4.sql"),
];

/// Opens a store, and makes it where there is none and `create` allows it. A file that is no store, or a newer one, is left as it is.
pub(crate) fn open(path: &Path, create: bool) -> Result<Connection, StoreError> {
    let exists = path.metadata().is_ok_and(|m| m.len() > 0);
    if !exists && !create {
        return Err(StoreError::Missing);
    }
    if exists {
        examine(path)?;
    }
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(std::time::Duration::from_secs(30))?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "normal")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -CACHE)?;
    connection.set_prepared_statement_cache_capacity(128);
    migrate(&mut connection)?;
    derived::refresh(&mut connection)?;
    Ok(connection)
}

/// Looks at a file without changing it.
fn examine(path: &Path) -> Result<(), StoreError> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let value = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (value("application_id")?, value("user_version")?) {
        (MARK, version) if version > VERSION => Err(StoreError::Newer(version)),
        (MARK, _) => Ok(()),
        (0, 0) if tables == 0 => Ok(()),
        _ => Err(StoreError::Foreign),
    }
}

/// Brings a store up to the present version, each step whole or not at all.
fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    loop {
        let step = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let version = step.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))?;
        let Some(sql) = usize::try_from(version).ok().and_then(|at| STEPS.get(at)) else { return Ok(()) };
        step.execute_batch(sql)?;
        step.pragma_update(None, "application_id", MARK)?;
        step.pragma_update(None, "user_version", version + 1)?;
        step.commit()?;
    }
}
