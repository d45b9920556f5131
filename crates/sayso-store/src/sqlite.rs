//! The store in one file.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, ToSql, Transaction, params, params_from_iter};
use sayso_record::{ActorRef, Record};

use crate::error::StoreError;
use crate::near::{Sketch, sketch};
use crate::{Added, Column, Entry, Period, Query, Run, Store, schema};

/// Reports are near from this share of common shingles on.
const NEAR: f64 = 0.6;

/// A store in one file.
pub struct Sqlite {
    pub(crate) connection: Connection,
}

impl Sqlite {
    /// Opens a store, made where there is none.
    ///
    /// # Errors
    /// If the file is no store, a newer one, or damaged.
    pub fn create(path: &Path) -> Result<Sqlite, StoreError> {
        Ok(Sqlite { connection: schema::open(path, true)? })
    }

    /// Opens a store that is there.
    ///
    /// # Errors
    /// If there is none, or the file is no store, a newer one, or damaged.
    pub fn open(path: &Path) -> Result<Sqlite, StoreError> {
        Ok(Sqlite { connection: schema::open(path, false)? })
    }

    /// Over a connection made elsewhere.
    pub(crate) fn over(connection: Connection) -> Sqlite {
        Sqlite { connection }
    }
}

impl Store for Sqlite {
    fn begin(&mut self, run: &Run) -> Result<i64, StoreError> {
        let find = "SELECT number FROM runs WHERE program = ?1 AND model = ?2 AND lexicon = ?3";
        let known =
            self.connection.query_row(find, [&run.program, &run.model, &run.lexicon], |row| row.get(0)).optional()?;
        if let Some(number) = known {
            return Ok(number);
        }
        let add = "INSERT INTO runs (program, model, lexicon) VALUES (?1, ?2, ?3)";
        self.connection.execute(add, [&run.program, &run.model, &run.lexicon])?;
        Ok(self.connection.last_insert_rowid())
    }

    fn has(&self, id: &str, hash: &str) -> Result<bool, StoreError> {
        let mut found = self.connection.prepare_cached("SELECT 1 FROM documents WHERE id = ?1 AND hash = ?2")?;
        Ok(found.exists([id, hash])?)
    }

    fn add(&mut self, run: i64, entries: &[Entry]) -> Result<Added, StoreError> {
        let batch = self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let mut added = Added::default();
        for entry in entries {
            add(&batch, run, entry, &mut added)?;
        }
        batch.commit()?;
        Ok(added)
    }

    fn find(&self, query: &Query, each: &mut dyn FnMut(Record) -> bool) -> Result<(), StoreError> {
        let (filter, values) = filter(query);
        let limit = query.limit.map(|n| format!(" LIMIT {n}")).unwrap_or_default();
        let sql = format!("SELECT r.id, r.body FROM records r WHERE {filter} ORDER BY r.day, r.id{limit}");
        let mut rows = self.connection.prepare(&sql).map_err(|e| searched(query, e))?;
        let mut rows =
            rows.query(params_from_iter(values.iter().map(|v| v as &dyn ToSql))).map_err(|e| searched(query, e))?;
        while let Some(row) = rows.next().map_err(|e| searched(query, e))? {
            let (id, body): (String, String) = (row.get(0)?, row.get(1)?);
            let record = serde_json::from_str(&body).map_err(|e| StoreError::Damaged(format!("record {id}: {e}")))?;
            if !each(record) {
                break;
            }
        }
        Ok(())
    }

    fn document(&self, id: &str) -> Result<Option<Entry>, StoreError> {
        let sql = "SELECT number, hash, published, title, url, outlet, text FROM documents WHERE id = ?1";
        let entry = |row: &rusqlite::Row<'_>| {
            let entry = Entry {
                id: id.to_owned(),
                hash: row.get(1)?,
                published: row.get(2)?,
                title: row.get(3)?,
                url: row.get(4)?,
                outlet: row.get(5)?,
                text: row.get(6)?,
                ..Entry::default()
            };
            Ok((row.get::<_, i64>(0)?, entry))
        };
        let Some((number, mut entry)) = self.connection.query_row(sql, [id], entry).optional()? else {
            return Ok(None);
        };
        let mut rows = self.connection.prepare("SELECT text FROM sentences WHERE document = ?1 ORDER BY position")?;
        entry.sentences = rows.query_map([number], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let query = Query { document: Some(id.to_owned()), ..Query::default() };
        self.find(&query, &mut |record| {
            entry.records.push(record);
            true
        })?;
        Ok(Some(entry))
    }

    fn near(&self, id: &str) -> Result<Vec<String>, StoreError> {
        let sql =
            "SELECT s.document, s.hashes FROM sketches s JOIN documents d ON d.number = s.document WHERE d.id = ?1";
        let found = self.connection.query_row(sql, [id], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)));
        match found.optional()? {
            Some((number, hashes)) => near(&self.connection, number, &unpacked(&hashes)),
            None => Ok(Vec::new()),
        }
    }

    fn series(
        &self,
        query: &Query,
        by: Period,
        column: Option<Column>,
    ) -> Result<Vec<(String, String, u64)>, StoreError> {
        let period = match by {
            Period::Day => "r.day",
            Period::Week => "date(r.day, 'weekday 0', '-6 days')",
            Period::Month => "substr(r.day, 1, 7)",
            Period::Year => "substr(r.day, 1, 4)",
        };
        let column = match column {
            None => "''",
            Some(Column::Type) => "r.type",
            Some(Column::Status) => "r.status",
            Some(Column::Place) => "r.country",
            Some(Column::Source) => "trim(r.source)",
            Some(Column::Target) => "trim(r.target)",
        };
        let (filter, values) = filter(query);
        let sql = format!(
            "SELECT coalesce({period}, ''), {column}, count(*) FROM records r WHERE {filter} GROUP BY 1, 2 ORDER BY 1, 2"
        );
        let mut rows = self.connection.prepare(&sql).map_err(|e| searched(query, e))?;
        let cells = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?.unsigned_abs()));
        let rows = rows.query_map(params_from_iter(values.iter().map(|v| v as &dyn ToSql)), cells)?;
        rows.collect::<Result<_, _>>().map_err(|e| searched(query, e))
    }

    fn verify(&self) -> Result<Vec<String>, StoreError> {
        let mut faults = Vec::new();
        let mut check = self.connection.prepare("PRAGMA integrity_check")?;
        for line in check.query_map([], |row| row.get::<_, String>(0))? {
            faults.extend(line.map(|line| Some(line).filter(|line| line != "ok"))?);
        }
        let mut orphans = self.connection.prepare("PRAGMA foreign_key_check")?;
        if orphans.exists([])? {
            faults.push("a row points to a report that is not there".to_owned());
        }
        if let Err(error) = self.connection.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)", [])
        {
            faults.push(format!("the index of words does not match the sentences: {error}"));
        }
        let all = self.find(&Query::default(), &mut |_| true);
        faults.extend(all.err().map(|error| error.to_string()));
        Ok(faults)
    }

    fn backup(&self, to: &Path) -> Result<(), StoreError> {
        if to.exists() {
            return Err(StoreError::Exists);
        }
        self.connection.execute("VACUUM INTO ?1", [to.to_string_lossy()])?;
        Ok(())
    }
}

fn add(batch: &Transaction<'_>, run: i64, entry: &Entry, added: &mut Added) -> Result<(), StoreError> {
    let known: Option<(i64, String)> = batch
        .prepare_cached("SELECT number, hash FROM documents WHERE id = ?1")?
        .query_row([&entry.id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match known {
        Some((_, hash)) if hash == entry.hash => {
            added.known += 1;
            return Ok(());
        }
        Some((number, _)) => {
            added.changed += 1;
            // The triggers of the word index see each sentence go.
            batch.execute("DELETE FROM sentences WHERE document = ?1", [number])?;
            batch.execute("DELETE FROM documents WHERE number = ?1", [number])?;
        }
        None => added.new += 1,
    }
    let sql = "INSERT INTO documents (id, hash, published, title, url, outlet, text, run) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    batch.prepare_cached(sql)?.execute(params![
        entry.id,
        entry.hash,
        entry.published,
        entry.title,
        entry.url,
        entry.outlet,
        entry.text,
        run
    ])?;
    let number = batch.last_insert_rowid();
    let mut sentences = batch.prepare_cached("INSERT INTO sentences (document, position, text) VALUES (?1, ?2, ?3)")?;
    for (position, text) in (0i64..).zip(&entry.sentences) {
        sentences.execute(params![number, position, text])?;
    }
    for record in &entry.records {
        add_record(batch, number, record)?;
    }
    if let Some(sketch) = sketch(&entry.text) {
        added.near += usize::from(add_sketch(batch, number, &sketch)?);
    }
    Ok(())
}

fn add_record(batch: &Transaction<'_>, document: i64, record: &Record) -> Result<(), StoreError> {
    let body = serde_json::to_string(record).map_err(|e| StoreError::Damaged(format!("record {}: {e}", record.id)))?;
    let sql = "INSERT OR REPLACE INTO records (id, document, day, type, mode, status, asserted, source, target, speaker, place, country, \
               evidence, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    let day = record.date.as_ref().or(record.published.as_ref());
    let place = record.place.as_ref();
    let speakers: String = record.speakers.iter().map(|s| format!(" {} {} {}", s.code, s.name, s.text)).collect();
    batch.prepare_cached(sql)?.execute(params![
        record.id,
        document,
        day,
        record.event_type.as_str(),
        record.mode.map(|mode| mode.as_str()),
        record.status.as_str(),
        record.asserted,
        codes(&record.source),
        codes(&record.target),
        speakers,
        place.map(|p| p.name.as_str()).unwrap_or_default(),
        place.map(|p| p.country.as_str()).unwrap_or_default(),
        record.evidence,
        body,
    ])?;
    Ok(())
}

/// Codes with a blank before each, so that a search for the beginning of one finds it.
fn codes(actors: &[ActorRef]) -> String {
    actors.iter().filter(|actor| !actor.code.is_empty()).map(|actor| format!(" {}", actor.code)).collect()
}

fn add_sketch(batch: &Transaction<'_>, document: i64, sketch: &Sketch) -> Result<bool, StoreError> {
    let is_near = !near(batch, document, sketch)?.is_empty();
    let bytes: Vec<u8> = sketch.0.iter().flat_map(|hash| hash.to_le_bytes()).collect();
    batch
        .prepare_cached("INSERT INTO sketches (document, hashes) VALUES (?1, ?2)")?
        .execute(params![document, bytes])?;
    let mut bands = batch.prepare_cached("INSERT OR IGNORE INTO bands (band, document) VALUES (?1, ?2)")?;
    for band in sketch.bands() {
        bands.execute([band, document])?;
    }
    Ok(is_near)
}

/// Reports other than `document` whose sketch is like this one, by identifier.
fn near(connection: &Connection, document: i64, sketch: &Sketch) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT d.id, s.hashes FROM bands b JOIN sketches s ON s.document = b.document JOIN documents d ON d.number = b.document \
               WHERE b.band = ?1 AND b.document <> ?2";
    let mut found = std::collections::BTreeSet::new();
    let mut rows = connection.prepare_cached(sql)?;
    for band in sketch.bands() {
        let others =
            rows.query_map([band, document], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
        for other in others {
            let (id, hashes) = other?;
            if sketch.likeness(&unpacked(&hashes)) >= NEAR {
                found.insert(id);
            }
        }
    }
    Ok(found.into_iter().collect())
}

fn unpacked(bytes: &[u8]) -> Sketch {
    let mut hashes = [0; 32];
    for (hash, eight) in hashes.iter_mut().zip(bytes.chunks_exact(8)) {
        *hash = eight.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte));
    }
    Sketch(hashes)
}

/// The condition of a query, with the values that are bound to it.
fn filter(query: &Query) -> (String, Vec<String>) {
    let mut parts = vec!["1".to_owned()];
    let mut values = Vec::new();
    let mut add = |sql: &str, value: Option<String>| {
        if let Some(value) = value {
            values.push(value);
            parts.push(sql.replace('?', &format!("?{}", values.len())));
        }
    };
    add("(instr(r.source || r.target, ' ' || ?) > 0)", query.actor.clone());
    add("r.type = ?", query.event_type.as_ref().map(|t| t.to_uppercase()));
    add("r.mode = ?", query.mode.clone());
    add("r.status = ?", query.status.clone());
    add("instr(lower(r.speaker), lower(?)) > 0", query.speaker.clone());
    add("? IN (r.place, r.country)", query.place.clone());
    add("r.day >= ?", query.from.clone());
    add("r.day <= ?", query.to.clone());
    add("r.document = (SELECT number FROM documents WHERE id = ?)", query.document.clone());
    let by_words = "EXISTS (SELECT 1 FROM sentences s WHERE s.document = r.document AND s.text = r.evidence \
                    AND s.number IN (SELECT rowid FROM words WHERE words MATCH ?))";
    add(by_words, query.words.clone());
    if query.asserted {
        parts.push("r.asserted = 1".to_owned());
    }
    (parts.join(" AND "), values)
}

/// An error of a search for words is one of its own.
fn searched(query: &Query, error: rusqlite::Error) -> StoreError {
    match &query.words {
        Some(words) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::Unknown) => {
            StoreError::Query(words.clone())
        }
        _ => error.into(),
    }
}
