//! What can go wrong with a store.

use std::fmt;

/// What went wrong, and what to do about it.
#[derive(Debug)]
pub enum StoreError {
    /// There is no such file.
    Missing,
    /// The file is no store.
    Foreign,
    /// The file was written by a later version.
    Newer(i64),
    /// The file is damaged.
    Damaged(String),
    /// The file to be written is there already.
    Exists,
    /// A query that cannot be understood.
    Query(String),
    /// Anything else that the database says.
    Database(rusqlite::Error),
    /// What a server says.
    Server(String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Missing => f.write_str("there is no such store (make one with sayso add)"),
            StoreError::Foreign => {
                f.write_str("this file is no store of sayso; it is left as it is (name another with --store)")
            }
            StoreError::Newer(version) => {
                write!(
                    f,
                    "this store has version {version}, newer than this program knows; it is left as it is (update sayso)"
                )
            }
            StoreError::Damaged(what) => {
                write!(
                    f,
                    "this store is damaged: {what}; it is left as it is (take a backup, or add the reports to a new store)"
                )
            }
            StoreError::Exists => f.write_str("the file exists already and is left as it is (name another)"),
            StoreError::Query(what) => write!(f, "this search cannot be understood: {what}"),
            StoreError::Database(error) => {
                write!(f, "the store cannot be used: {error} (check the path, permissions and free space)")
            }
            StoreError::Server(error) => {
                write!(f, "the store cannot be used: {error} (check the address, the server and your rights on it)")
            }
        }
    }
}

impl std::error::Error for StoreError {}

impl From<postgres::Error> for StoreError {
    fn from(error: postgres::Error) -> StoreError {
        use std::error::Error;
        let told = error.as_db_error().map(|told| told.message().to_owned());
        let cause = || error.source().map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"));
        StoreError::Server(told.unwrap_or_else(cause))
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        match error.sqlite_error_code() {
            Some(NotADatabase) => StoreError::Foreign,
            Some(DatabaseCorrupt) => StoreError::Damaged(error.to_string()),
            _ => StoreError::Database(error),
        }
    }
}
