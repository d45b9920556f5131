//! The store on a PostgreSQL server, for teams: the same trait, the same answers. All of its SQL is here.
//!
//! Its tables lie in a schema of their own, `sayso`. Days and identifiers are compared by bytes, as in the one-file store. A batch is
//! one transaction; writers wait for each other, readers for nobody.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;

use postgres::fallible_iterator::FallibleIterator;
use postgres::types::ToSql;
use postgres::{Client, GenericClient, NoTls, Row, Transaction};
use sayso_record::{ActorRef, Record, Wording};

use crate::error::StoreError;
use crate::near::{NEAR, Sketch, sketch};
use crate::words::tsquery;
use crate::{Added, Column, Entry, Origin, Period, Query, Run, Sort, Sqlite, Store};

/// Version of the form of the tables.
const VERSION: i32 = 2;

/// From the first version to the second: how triggers read to the language engine.
const STEP: &str = "ALTER TABLE sayso.records ADD COLUMN wording bytea; UPDATE sayso.store SET version = 2;";

/// Writers and those who make the tables hold this lock: "says" and "ayso" in letters.
const LOCK: i64 = 0x7361_7973_6179_736f;

/// Reports of a batch of a backup.
const BATCH: usize = 64;

/// The tables. Identifiers may be longer than an index can hold, so that their hashes are what is unique.
const TABLES: &str = "
CREATE TABLE store (version integer NOT NULL);
CREATE TABLE runs (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, program text NOT NULL, model text NOT NULL, lexicon text NOT NULL,
    UNIQUE (program, model, lexicon));
CREATE TABLE documents (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text COLLATE \"C\" NOT NULL, hash text NOT NULL, published text COLLATE \"C\",
    title text NOT NULL, url text, outlet text, text text NOT NULL, run bigint NOT NULL REFERENCES runs);
CREATE UNIQUE INDEX documents_by_id ON documents (md5(id));
CREATE TABLE sentences (
    document bigint NOT NULL REFERENCES documents ON DELETE CASCADE, position integer NOT NULL, text text NOT NULL,
    words tsvector GENERATED ALWAYS AS (to_tsvector('simple', left(text, 100000))) STORED, PRIMARY KEY (document, position));
CREATE INDEX sentences_by_words ON sentences USING gin (words);
CREATE TABLE records (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text COLLATE \"C\" NOT NULL,
    document bigint NOT NULL REFERENCES documents ON DELETE CASCADE, position integer NOT NULL, day text COLLATE \"C\",
    type text COLLATE \"C\" NOT NULL, mode text, status text COLLATE \"C\" NOT NULL, contexts text[] NOT NULL, asserted boolean NOT NULL,
    source text NOT NULL, target text NOT NULL, speaker text NOT NULL, place text NOT NULL, country text COLLATE \"C\" NOT NULL,
    lat double precision, lon double precision, confidence double precision NOT NULL, body text NOT NULL, wording bytea);
CREATE UNIQUE INDEX records_by_id ON records (md5(id));
CREATE INDEX records_by_document ON records (document, position);
CREATE INDEX records_by_day ON records (day, number);
CREATE INDEX records_by_type ON records (type, day);
CREATE TABLE sketches (document bigint PRIMARY KEY REFERENCES documents ON DELETE CASCADE, hashes bytea NOT NULL);
CREATE TABLE bands (
    band bigint NOT NULL, document bigint NOT NULL REFERENCES documents ON DELETE CASCADE, PRIMARY KEY (band, document));
CREATE INDEX bands_by_document ON bands (document);";

/// A store on a server.
pub struct Postgres {
    client: RefCell<Client>,
}

impl Postgres {
    /// Opens the store of a database, made where there is none.
    ///
    /// # Errors
    /// If the server cannot be reached, or the store is a newer one.
    pub fn create(address: &str) -> Result<Postgres, StoreError> {
        let mut client = Client::connect(address, NoTls)?;
        let mut making = client.transaction()?;
        making.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK])?;
        if version(&mut making)?.is_none() {
            making.batch_execute("CREATE SCHEMA sayso; SET LOCAL search_path TO sayso")?;
            making.batch_execute(TABLES)?;
            making.execute("INSERT INTO store VALUES ($1)", &[&VERSION])?;
        }
        making.commit()?;
        bring_up(&mut client)?;
        Postgres::of(client)
    }

    /// Opens a store that is there.
    ///
    /// # Errors
    /// If the server cannot be reached, there is no store, or it is a newer one.
    pub fn open(address: &str) -> Result<Postgres, StoreError> {
        let mut client = Client::connect(address, NoTls)?;
        match version(&mut client)? {
            Some(_) => {
                bring_up(&mut client)?;
                Postgres::of(client)
            }
            None => Err(StoreError::Missing),
        }
    }

    fn of(mut client: Client) -> Result<Postgres, StoreError> {
        client.batch_execute("SET search_path TO sayso; SET client_min_messages TO error")?;
        Ok(Postgres { client: RefCell::new(client) })
    }

    /// The records of a query, with what their reports tell where it is wanted: that takes reading them.
    fn select(
        &self,
        query: &Query,
        told: bool,
        each: &mut dyn FnMut(&Origin, Record) -> bool,
    ) -> Result<(), StoreError> {
        let filter = Filter::of(query)?;
        let limit = query.limit.map(|n| format!(" LIMIT {n}")).unwrap_or_default();
        let origin = if told { "d.url, d.outlet, char_length(d.text)" } else { "NULL, NULL, 0" };
        let sql = format!(
            "SELECT r.id, r.body, {origin}, r.wording FROM records r LEFT JOIN documents d ON d.number = r.document \
             WHERE {} ORDER BY {}{limit} OFFSET {}",
            filter.sql(),
            order(query),
            query.offset
        );
        let mut client = self.client.borrow_mut();
        let mut rows = client.query_raw(sql.as_str(), filter.values())?;
        while let Some(row) = rows.next()? {
            let length = u64::try_from(row.get::<_, i32>(4)).unwrap_or(0);
            if !each(&Origin { url: row.get(2), outlet: row.get(3), length }, record(&row)?) {
                break;
            }
        }
        Ok(())
    }

    fn rows(&self, sql: &str, values: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, StoreError> {
        Ok(self.client.borrow_mut().query(sql, values)?)
    }
}

/// Brings a store of an earlier version up to the present one, whole or not at all.
fn bring_up(client: &mut Client) -> Result<(), StoreError> {
    if version(client)? != Some(1) {
        return Ok(());
    }
    let mut step = client.transaction()?;
    step.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK])?;
    // Somebody else may have done it in the meantime.
    if version(&mut step)? == Some(1) {
        step.batch_execute(STEP)?;
    }
    step.commit()?;
    Ok(())
}

/// The version of the store of a database; none where there is no store.
fn version(client: &mut impl GenericClient) -> Result<Option<i32>, StoreError> {
    let schema = "SELECT to_regnamespace('sayso') IS NOT NULL, to_regclass('sayso.store') IS NOT NULL";
    let there = client.query_one(schema, &[])?;
    match (there.get(0), there.get(1)) {
        (false, _) => Ok(None),
        (true, false) => Err(StoreError::Foreign),
        (true, true) => {
            let version: Option<i32> = client.query_opt("SELECT version FROM sayso.store", &[])?.map(|row| row.get(0));
            match version {
                None => Err(StoreError::Damaged("it has no version".to_owned())),
                Some(version) if version > VERSION => Err(StoreError::Newer(version.into())),
                version => Ok(version),
            }
        }
    }
}

impl Store for Postgres {
    fn begin(&mut self, run: &Run) -> Result<i64, StoreError> {
        // The idle update gives the number of a run that is there already.
        let sql = "INSERT INTO runs (program, model, lexicon) VALUES ($1, $2, $3) \
                   ON CONFLICT (program, model, lexicon) DO UPDATE SET program = excluded.program RETURNING number";
        Ok(self.client.get_mut().query_one(sql, &[&run.program, &run.model, &run.lexicon])?.get(0))
    }

    fn has(&self, id: &str, hash: &str) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM documents WHERE md5(id) = md5($1) AND id = $1 AND hash = $2";
        Ok(!self.rows(sql, &[&clean(id), &hash])?.is_empty())
    }

    fn add(&mut self, run: i64, entries: &[Entry]) -> Result<Added, StoreError> {
        let mut batch = self.client.get_mut().transaction()?;
        batch.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK])?;
        let mut added = Added::default();
        for entry in entries {
            add(&mut batch, run, entry, &mut added)?;
        }
        batch.commit()?;
        Ok(added)
    }

    fn find(&self, query: &Query, each: &mut dyn FnMut(Record) -> bool) -> Result<(), StoreError> {
        self.select(query, false, &mut |_, record| each(record))
    }

    fn find_told(&self, query: &Query, each: &mut dyn FnMut(&Origin, Record) -> bool) -> Result<(), StoreError> {
        self.select(query, true, each)
    }

    fn runs(&self) -> Result<Vec<Run>, StoreError> {
        let sql =
            "SELECT program, model, lexicon FROM runs WHERE number IN (SELECT run FROM documents) ORDER BY number";
        let run = |row: &Row| Run { program: row.get(0), model: row.get(1), lexicon: row.get(2) };
        Ok(self.rows(sql, &[])?.iter().map(run).collect())
    }

    fn document(&self, id: &str) -> Result<Option<Entry>, StoreError> {
        let sql = "SELECT number, hash, published, title, url, outlet, text FROM documents WHERE md5(id) = md5($1) AND id = $1";
        let found = self.rows(sql, &[&clean(id)])?;
        let Some(row) = found.first() else { return Ok(None) };
        let mut entry = Entry {
            id: id.to_owned(),
            hash: row.get(1),
            published: row.get(2),
            title: row.get(3),
            url: row.get(4),
            outlet: row.get(5),
            text: row.get(6),
            ..Entry::default()
        };
        let sentences = "SELECT text FROM sentences WHERE document = $1 ORDER BY position";
        entry.sentences = self.rows(sentences, &[&row.get::<_, i64>(0)])?.iter().map(|row| row.get(0)).collect();
        let query = Query { document: Some(id.to_owned()), ..Query::default() };
        self.find(&query, &mut |record| {
            entry.records.push(record);
            true
        })?;
        Ok(Some(entry))
    }

    fn near(&self, id: &str) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT s.document, s.hashes FROM sketches s JOIN documents d ON d.number = s.document \
                   WHERE md5(d.id) = md5($1) AND d.id = $1";
        let found = self.rows(sql, &[&clean(id)])?;
        let Some(row) = found.first() else { return Ok(Vec::new()) };
        near(&mut *self.client.borrow_mut(), row.get(0), &Sketch::from_bytes(row.get(1)))
    }

    fn series(
        &self,
        query: &Query,
        by: Period,
        column: Option<Column>,
    ) -> Result<Vec<(String, String, u64)>, StoreError> {
        let period = match by {
            Period::Day => "r.day",
            Period::Week => "to_char(date_trunc('week', r.day::date), 'YYYY-MM-DD')",
            Period::Month => "left(r.day, 7)",
            Period::Year => "left(r.day, 4)",
        };
        let column = match column {
            None => "''",
            Some(Column::Type) => "r.type",
            Some(Column::Status) => "r.status",
            Some(Column::Place) => "r.country",
            Some(Column::Source) => "trim(r.source)",
            Some(Column::Target) => "trim(r.target)",
        };
        let filter = Filter::of(query)?;
        let sql = format!(
            "SELECT coalesce({period}, '') COLLATE \"C\", {column} COLLATE \"C\", count(*) FROM records r \
             JOIN documents d ON d.number = r.document WHERE {} GROUP BY 1, 2 ORDER BY 1, 2",
            filter.sql()
        );
        let cells = |row: &Row| (row.get(0), row.get(1), row.get::<_, i64>(2).unsigned_abs());
        let mut client = self.client.borrow_mut();
        let rows = client.query_raw(sql.as_str(), filter.values())?;
        Ok(rows.map(|row| Ok(cells(&row))).collect()?)
    }

    fn verify(&self) -> Result<Vec<String>, StoreError> {
        let mut faults = Vec::new();
        let all = self.find(&Query::default(), &mut |_| true);
        faults.extend(all.err().map(|error| error.to_string()));
        let lost = "SELECT count(*) FROM records r LEFT JOIN sentences s ON s.document = r.document AND s.position = r.position \
                    WHERE s.document IS NULL";
        let lost: i64 = self.client.borrow_mut().query_one(lost, &[])?.get(0);
        if lost > 0 {
            faults.push(format!("{lost} records stand in sentences that are not there"));
        }
        Ok(faults)
    }

    /// Writes all reports into a store of one file.
    fn backup(&self, to: &Path) -> Result<(), StoreError> {
        if to.exists() {
            return Err(StoreError::Exists);
        }
        let mut copy = Sqlite::create(to)?;
        for run in self.rows("SELECT number, program, model, lexicon FROM runs ORDER BY number", &[])? {
            let told = Run { program: run.get(1), model: run.get(2), lexicon: run.get(3) };
            let number = copy.begin(&told)?;
            let ids = self.rows("SELECT id FROM documents WHERE run = $1 ORDER BY number", &[&run.get::<_, i64>(0)])?;
            for batch in ids.chunks(BATCH) {
                let entries = batch.iter().filter_map(|row| self.document(row.get(0)).transpose());
                copy.add(number, &entries.collect::<Result<Vec<_>, _>>()?)?;
            }
        }
        Ok(())
    }
}

/// The column of a row that tells how the trigger of its record reads.
const WORDING: usize = 5;

/// The record of a row that has its identifier and body first, and how its trigger reads last.
fn record(row: &Row) -> Result<Record, StoreError> {
    let (id, body): (&str, &str) = (row.get(0), row.get(1));
    let record: Record = serde_json::from_str(body).map_err(|e| StoreError::Damaged(format!("record {id}: {e}")))?;
    let wording = row.get::<_, Option<&[u8]>>(WORDING).map(Wording::from_bytes).unwrap_or_default();
    Ok(Record { wording, ..record })
}

fn add(batch: &mut Transaction<'_>, run: i64, entry: &Entry, added: &mut Added) -> Result<(), StoreError> {
    let id = clean(&entry.id);
    let known = batch.query_opt("SELECT number, hash FROM documents WHERE md5(id) = md5($1) AND id = $1", &[&id])?;
    match known {
        Some(row) if row.get::<_, &str>(1) == entry.hash => {
            added.known += 1;
            return Ok(());
        }
        Some(row) => {
            added.changed += 1;
            batch.execute("DELETE FROM documents WHERE number = $1", &[&row.get::<_, i64>(0)])?;
        }
        None => added.new += 1,
    }
    let sql = "INSERT INTO documents (id, hash, published, title, url, outlet, text, run) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
               RETURNING number";
    let (url, outlet) = (entry.url.as_deref().map(clean), entry.outlet.as_deref().map(clean));
    let (title, text) = (clean(&entry.title), clean(&entry.text));
    let values: [&(dyn ToSql + Sync); 8] = [&id, &entry.hash, &entry.published, &title, &url, &outlet, &text, &run];
    let number: i64 = batch.query_one(sql, &values)?.get(0);
    let positions: Vec<i32> = (0i32..).take(entry.sentences.len()).collect();
    let sentences: Vec<String> = entry.sentences.iter().map(|sentence| clean(sentence)).collect();
    let sql =
        "INSERT INTO sentences (document, position, text) SELECT $1::bigint, * FROM unnest($2::integer[], $3::text[])";
    batch.execute(sql, &[&number, &positions, &sentences])?;
    for record in &entry.records {
        add_record(batch, number, record)?;
    }
    if let Some(sketch) = sketch(&entry.text) {
        added.near += usize::from(!near(batch, number, &sketch)?.is_empty());
        batch.execute("INSERT INTO sketches (document, hashes) VALUES ($1, $2)", &[&number, &sketch.to_bytes()])?;
        let bands: Vec<i64> = sketch.bands().collect();
        let sql = "INSERT INTO bands (band, document) SELECT unnest($1::bigint[]), $2::bigint ON CONFLICT DO NOTHING";
        batch.execute(sql, &[&bands, &number])?;
    }
    Ok(())
}

fn add_record(batch: &mut Transaction<'_>, document: i64, record: &Record) -> Result<(), StoreError> {
    let body = serde_json::to_string(record).map_err(|e| StoreError::Damaged(format!("record {}: {e}", record.id)))?;
    let place = record.place.as_ref();
    let speakers: String = record.speakers.iter().map(|s| format!(" {} {} {}", s.code, s.name, s.text)).collect();
    let contexts: Vec<&str> = record.contexts.iter().map(|context| context.as_str()).collect();
    let position = i32::try_from(record.sentence).unwrap_or(i32::MAX);
    let values: [&(dyn ToSql + Sync); 19] = [
        &clean(&record.id),
        &document,
        &position,
        &record.date.as_ref().or(record.published.as_ref()),
        &record.event_type.as_str(),
        &record.mode.map(|mode| mode.as_str()),
        &record.status.as_str(),
        &contexts,
        &record.asserted,
        &clean(&codes(&record.source)),
        &clean(&codes(&record.target)),
        &clean(&speakers),
        &place.map(|p| clean(&p.name)).unwrap_or_default(),
        &place.map(|p| p.country.as_str()).unwrap_or_default(),
        &place.map(|p| p.lat),
        &place.map(|p| p.lon),
        &f64::from(record.confidence),
        &body,
        &Some(record.wording.to_bytes()).filter(|bytes| !bytes.is_empty()),
    ];
    let sql = "INSERT INTO records (id, document, position, day, type, mode, status, contexts, asserted, source, target, speaker, place, \
               country, lat, lon, confidence, body, wording) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) \
               ON CONFLICT (md5(id)) DO UPDATE SET body = excluded.body, wording = excluded.wording";
    batch.execute(sql, &values)?;
    Ok(())
}

/// Codes with a blank before each, so that a search for the beginning of one finds it.
fn codes(actors: &[ActorRef]) -> String {
    actors.iter().filter(|actor| !actor.code.is_empty()).map(|actor| format!(" {}", actor.code)).collect()
}

/// Text as the server takes it: a NUL, which it does not, stands as the sign for what cannot be shown.
fn clean(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// Reports other than `document` whose sketch is like this one, by identifier.
fn near(client: &mut impl GenericClient, document: i64, sketch: &Sketch) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT DISTINCT d.id, s.hashes FROM bands b JOIN sketches s ON s.document = b.document \
               JOIN documents d ON d.number = b.document WHERE b.band = ANY($1) AND b.document <> $2";
    let bands: Vec<i64> = sketch.bands().collect();
    let rows = client.query(sql, &[&bands, &document])?;
    let like = |row: &Row| sketch.likeness(&Sketch::from_bytes(row.get(1))) >= NEAR;
    let found: BTreeSet<String> = rows.iter().filter(|row| like(row)).map(|row| row.get(0)).collect();
    Ok(found.into_iter().collect())
}

/// What the records of a query are ordered by. As in the one-file store, what has no day comes first.
fn order(query: &Query) -> String {
    let by = match query.sort {
        Sort::Day => "r.day",
        Sort::Published => "d.published",
        Sort::Confidence => "r.confidence",
        Sort::Type => "r.type",
        Sort::Status => "r.status",
        Sort::Document => "d.id",
    };
    if query.descending { format!("{by} DESC NULLS LAST, r.id DESC") } else { format!("{by} NULLS FIRST, r.id") }
}

/// The condition of a query, with the values that are bound to it.
struct Filter {
    parts: Vec<String>,
    values: Vec<Box<dyn ToSql + Sync>>,
}

impl Filter {
    fn of(query: &Query) -> Result<Filter, StoreError> {
        let mut filter = Filter { parts: vec!["true".to_owned()], values: Vec::new() };
        filter.text("strpos(r.source || r.target, ' ' || ?) > 0", query.actor.clone());
        filter.text("r.type = ?", query.event_type.as_ref().map(|t| t.to_uppercase()));
        filter.text("r.mode = ?", query.mode.clone());
        filter.text("? = ANY (r.contexts)", query.context.clone());
        filter.text("r.status = ?", query.status.clone());
        filter.text("strpos(lower(r.speaker), lower(?)) > 0", query.speaker.clone());
        filter.text("lower(?) IN (lower(r.place), lower(r.country))", query.place.clone());
        filter.text("r.day >= ?", query.from.clone());
        filter.text("r.day <= ?", query.to.clone());
        filter.text("d.id = ?", query.document.clone());
        if let Some(within) = query.within {
            let or_and = if within.west > within.east { "OR" } else { "AND" };
            let box_ = format!("r.lat >= ? AND r.lat <= ? AND (r.lon >= ? {or_and} r.lon <= ?)");
            let sides = [within.south, within.north, within.west, within.east];
            filter.add(&box_, sides.map(|side| Box::new(side) as Box<dyn ToSql + Sync>));
        }
        if let Some(least) = query.confidence {
            // The store keeps 32 bits as 64: what is written as 0.9 must be at least 0.9.
            filter.add("r.confidence >= ?::double precision - 1e-7", [Box::new(least) as Box<dyn ToSql + Sync>]);
        }
        if let Some(words) = &query.words {
            let by_words = "(r.document, r.position) IN (SELECT s.document, s.position FROM sentences s WHERE s.words @@ (?::text)::tsquery)";
            filter.text(by_words, Some(tsquery(words)?));
        }
        if query.asserted {
            filter.parts.push("r.asserted".to_owned());
        }
        Ok(filter)
    }

    fn text(&mut self, sql: &str, value: Option<String>) {
        if let Some(value) = value {
            self.add(
                &sql.replace('?', "?::text").replace("::text::text", "::text"),
                [Box::new(clean(&value)) as Box<dyn ToSql + Sync>],
            );
        }
    }

    /// A condition with a mark of interrogation for each value.
    fn add(&mut self, sql: &str, values: impl IntoIterator<Item = Box<dyn ToSql + Sync>>) {
        let mut part = sql.to_owned();
        for value in values {
            self.values.push(value);
            part = part.replacen('?', &format!("${}", self.values.len()), 1);
        }
        self.parts.push(part);
    }

    fn sql(&self) -> String {
        self.parts.join(" AND ")
    }

    fn values(&self) -> impl ExactSizeIterator<Item = &dyn ToSql> {
        self.values.iter().map(|value| value.as_ref() as &dyn ToSql)
    }
}
