//! What people decided about records: accepted, rejected, or put right.
//!
//! Decisions are kept in a table of their own, each with the record as it was and what it was about: a hash of the report's words,
//! the trigger's span and the type. So they outlive a new coding of the report, which gives records other identifiers. Nothing is
//! ever deleted: undoing a decision marks it.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Row, params};
use sayso_record::Record;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::schema;

/// Makes the table where it is not there yet.
const STEP: &str = "
    CREATE TABLE IF NOT EXISTS reviews (
        number INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL, report TEXT NOT NULL, field TEXT NOT NULL, start INTEGER NOT NULL,
        end INTEGER NOT NULL, type TEXT NOT NULL, record TEXT NOT NULL, verdict TEXT NOT NULL, fields TEXT NOT NULL, note TEXT NOT NULL,
        reviewer TEXT NOT NULL, at TEXT NOT NULL, adjudicates INTEGER NOT NULL, machine TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0)
        STRICT;
    CREATE INDEX IF NOT EXISTS reviews_by_reviewer ON reviews (reviewer, number);";

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The record is right as it is.
    Accept,
    /// There is no such event.
    Reject,
    /// The event is there, but some of its fields were wrong.
    Fix,
}

impl Verdict {
    /// The one spelling.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Accept => "accept",
            Verdict::Reject => "reject",
            Verdict::Fix => "fix",
        }
    }

    /// From the one spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Verdict> {
        [Verdict::Accept, Verdict::Reject, Verdict::Fix].into_iter().find(|verdict| verdict.as_str() == text)
    }
}

/// A decision as it is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The record.
    pub record: Record,
    /// Hash of the report's words: [`report_hash`].
    pub report: String,
    /// What was decided.
    pub verdict: Verdict,
    /// What is put right, by field.
    pub fields: serde_json::Map<String, serde_json::Value>,
    /// A word to colleagues.
    pub note: String,
    /// Who decided.
    pub reviewer: String,
    /// Whether it settles a case on which others differ.
    pub adjudicates: bool,
}

/// A decision as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// Its number: later ones are larger.
    pub number: i64,
    /// The decision, with the record as it was.
    pub decision: Decision,
    /// When, in UTC.
    pub at: String,
}

/// A hash of a report's words.
#[must_use]
pub fn report_hash(title: &str, text: &str) -> String {
    blake3::hash(format!("{title}\u{1e}{text}").as_bytes()).to_hex().to_string()
}

/// The decisions kept in a store.
pub struct Reviews {
    connection: Connection,
}

impl Reviews {
    /// Opens a store that is there for writing decisions.
    ///
    /// # Errors
    /// If there is none, or the file is no store, a newer one, or damaged.
    pub fn open(path: &Path) -> Result<Reviews, StoreError> {
        let connection = schema::open(path, false)?;
        connection.execute_batch(STEP)?;
        Ok(Reviews { connection })
    }

    /// Keeps a decision.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn decide(&mut self, decision: Decision) -> Result<Review, StoreError> {
        let sql = "INSERT INTO reviews (document, report, field, start, end, type, record, verdict, fields, note, reviewer, at, \
                   adjudicates, machine) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), \
                   ?12, ?13) RETURNING number, at";
        let record = &decision.record;
        let values = params![
            record.document,
            decision.report,
            field(record),
            record.trigger.span[0] as i64,
            record.trigger.span[1] as i64,
            record.event_type.as_str(),
            record.id,
            decision.verdict.as_str(),
            json(&decision.fields)?,
            decision.note,
            decision.reviewer,
            decision.adjudicates,
            json(record)?,
        ];
        let (number, at) = self.connection.query_row(sql, values, |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Review { number, decision, at })
    }

    /// Takes back a decision of a reviewer: the one of this number, or the latest.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn undo(&mut self, reviewer: &str, number: Option<i64>) -> Result<Option<Review>, StoreError> {
        let step = self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let sql = format!(
            "SELECT {COLUMNS} FROM reviews WHERE undone = 0 AND reviewer = ?1 AND (?2 IS NULL OR number = ?2) ORDER BY number DESC LIMIT 1"
        );
        let found = step.query_row(&sql, params![reviewer, number], |row| Ok(review(row))).optional()?.transpose()?;
        if let Some(found) = &found {
            step.execute("UPDATE reviews SET undone = 1 WHERE number = ?1", [found.number])?;
        }
        step.commit()?;
        Ok(found)
    }

    /// All decisions that stand, earliest first.
    ///
    /// # Errors
    /// If the store cannot be read or a decision is damaged.
    pub fn all(&self) -> Result<Vec<Review>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM reviews WHERE undone = 0 ORDER BY number");
        let mut rows = self.connection.prepare(&sql)?;
        let mut rows = rows.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(review(row)?);
        }
        Ok(all)
    }
}

fn json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|e| StoreError::Damaged(e.to_string()))
}

const COLUMNS: &str = "number, report, verdict, fields, note, reviewer, at, adjudicates, machine";

fn review(row: &Row<'_>) -> Result<Review, StoreError> {
    let number: i64 = row.get(0)?;
    let damaged = |what: String| StoreError::Damaged(format!("review {number}: {what}"));
    let (verdict, fields, machine): (String, String, String) = (row.get(2)?, row.get(3)?, row.get(8)?);
    Ok(Review {
        number,
        decision: Decision {
            record: serde_json::from_str(&machine).map_err(|e| damaged(e.to_string()))?,
            report: row.get(1)?,
            verdict: Verdict::parse(&verdict).ok_or_else(|| damaged(format!("unknown verdict “{verdict}”")))?,
            fields: serde_json::from_str(&fields).map_err(|e| damaged(e.to_string()))?,
            note: row.get(4)?,
            reviewer: row.get(5)?,
            adjudicates: row.get(7)?,
        },
        at: row.get(6)?,
    })
}

fn field(record: &Record) -> &'static str {
    match record.field {
        sayso_document::Field::Title => "title",
        sayso_document::Field::Text => "text",
    }
}
