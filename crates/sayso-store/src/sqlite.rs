//! The store in one file.

use std::path::Path;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, ToSql, params_from_iter};
use sayso_ledger::{Act, Dispute, Item, Ledger, SpeakerHistory};
use sayso_record::Record;

use crate::adding;
use crate::derived::Held;
use crate::error::StoreError;
use crate::{Added, Column, Entry, Origin, Period, Query, Recoded, Run, Sort, Store, schema, standing};

/// What must not be found in a store.
const DERIVED: [(&str, &str); 4] = [
    ("a record belongs to no act", "SELECT 1 FROM records r LEFT JOIN acts a ON a.first = r.act WHERE a.first IS NULL"),
    (
        "an act counts records that are not there",
        "SELECT 1 FROM acts a WHERE a.records <> (SELECT count(*) FROM records r WHERE r.act = a.first)",
    ),
    (
        "a record moves an item that is not there",
        "SELECT 1 FROM touches t LEFT JOIN items i ON i.id = t.item WHERE i.id IS NULL",
    ),
    (
        "the counts do not match the records",
        "SELECT 1 WHERE (SELECT coalesce(sum(records), 0) FROM counts WHERE actor = '') <> (SELECT count(*) FROM records)",
    ),
];

/// A store in one file.
pub struct Sqlite {
    pub(crate) connection: Connection,
    held: Held,
}

impl Sqlite {
    /// Opens a store, made where there is none.
    ///
    /// # Errors
    /// If the file is no store, a newer one, or damaged.
    pub fn create(path: &Path) -> Result<Sqlite, StoreError> {
        Ok(Sqlite { connection: schema::open(path, true)?, held: Held::default() })
    }

    /// Opens a store that is there.
    ///
    /// # Errors
    /// If there is none, or the file is no store, a newer one, or damaged.
    pub fn open(path: &Path) -> Result<Sqlite, StoreError> {
        Ok(Sqlite { connection: schema::open(path, false)?, held: Held::default() })
    }
}

impl Sqlite {
    /// Lets the file grow by no more than so many bytes from now on; without a number, as far as the disk allows.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn limit(&mut self, bytes: Option<u64>) -> Result<(), StoreError> {
        let pragma = |name| self.connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let (pages, size) = (pragma("page_count")?, pragma("page_size")?.max(1));
        let more = |bytes| i64::try_from(bytes).unwrap_or(i64::MAX) / size;
        let most = bytes.map_or(i64::from(u32::MAX) - 1, |bytes| pages.saturating_add(more(bytes)));
        self.connection.pragma_update_and_check(None, "max_page_count", most, |_| Ok(()))?;
        Ok(())
    }
}

impl Sqlite {
    /// The records of a query, with what their reports tell where it is wanted: that takes reading them.
    fn select(
        &self,
        query: &Query,
        told: bool,
        each: &mut dyn FnMut(&Origin, Record) -> bool,
    ) -> Result<(), StoreError> {
        let (filter, values) = filter(query);
        let origin = if told { "d.url, d.outlet, length(d.text)" } else { "NULL, NULL, 0" };
        // The join costs nothing where nothing of it is used.
        let (order, page) = (order(query), page(query));
        let from = "FROM records r LEFT JOIN documents d ON d.number = r.document";
        // A page is put in order by numbers alone: whole records are read only of what is on it.
        let sql = if page.is_empty() {
            format!("SELECT r.id, r.body, {origin} {from} WHERE {filter} ORDER BY {order}")
        } else {
            let paged = format!("SELECT r.number {from} WHERE {filter} ORDER BY {order}{page}");
            format!("SELECT r.id, r.body, {origin} {from} WHERE r.number IN ({paged}) ORDER BY {order}")
        };
        let mut rows = self.connection.prepare(&sql).map_err(|e| searched(query, e))?;
        let mut rows =
            rows.query(params_from_iter(values.iter().map(|v| v as &dyn ToSql))).map_err(|e| searched(query, e))?;
        while let Some(row) = rows.next().map_err(|e| searched(query, e))? {
            let (id, body): (String, String) = (row.get(0)?, row.get(1)?);
            let record = serde_json::from_str(&body).map_err(|e| StoreError::Damaged(format!("record {id}: {e}")))?;
            let length = row.get::<_, i64>(4)?.unsigned_abs();
            if !each(&Origin { url: row.get(2)?, outlet: row.get(3)?, length }, record) {
                break;
            }
        }
        Ok(())
    }

    /// Over a connection made elsewhere.
    pub(crate) fn over(connection: Connection) -> Sqlite {
        Sqlite { connection, held: Held::default() }
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
        let added = adding::add(&batch, &mut self.held, run, entries).and_then(|added| {
            batch.commit()?;
            Ok(added)
        });
        if added.is_err() {
            self.held.drop_all();
        }
        added
    }

    fn ledger(&self, as_of: Option<Date>) -> Result<Ledger, StoreError> {
        standing::ledger(&self.connection, as_of)
    }

    fn outdated(&self, coding: &str) -> Result<Vec<(String, String)>, StoreError> {
        let sql = "SELECT id, hash FROM documents WHERE substr(hash, -length(?1)) <> ?1 ORDER BY number";
        let mut found = self.connection.prepare(sql)?;
        let rows = found.query_map([coding], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn recoded(&self, run: i64, each: &mut dyn FnMut(Recoded) -> bool) -> Result<(), StoreError> {
        adding::recoded(&self.connection, run, each)
    }

    fn act(&self, id: &str) -> Result<Option<(Act, Vec<Record>)>, StoreError> {
        standing::act(&self.connection, id)
    }

    fn item(&self, id: &str) -> Result<Option<Item>, StoreError> {
        standing::item(&self.connection, id)
    }

    fn dispute(&self, id: &str) -> Result<Option<Dispute>, StoreError> {
        standing::dispute(&self.connection, id)
    }

    fn speakers(&self, code: &str) -> Result<Vec<SpeakerHistory>, StoreError> {
        standing::speakers(&self.connection, code)
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
        let mut rows = self.connection.prepare(sql)?;
        let run = |row: &rusqlite::Row<'_>| Ok(Run { program: row.get(0)?, model: row.get(1)?, lexicon: row.get(2)? });
        Ok(rows.query_map([], run)?.collect::<Result<_, _>>()?)
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
            Some((number, hashes)) => adding::near(&self.connection, number, &adding::unpacked(&hashes)),
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
        for (fault, sql) in DERIVED {
            if self.connection.prepare(sql)?.exists([])? {
                faults.push(fault.to_owned());
            }
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
    let by_actor = "r.number IN (SELECT record FROM participants WHERE code >= ? AND code < ? || char(1114111))";
    add(by_actor, query.actor.clone());
    add("r.type = ?", query.event_type.as_ref().map(|t| t.to_uppercase()));
    add("r.mode = ?", query.mode.clone());
    add("r.status = ?", query.status.clone());
    let by_context = "EXISTS (SELECT 1 FROM json_each(r.body, '$.contexts') c WHERE c.value = ?)";
    add(by_context, query.context.clone());
    add("instr(lower(r.speaker), lower(?)) > 0", query.speaker.clone());
    add("lower(?) IN (lower(r.place), lower(r.country))", query.place.clone());
    if let Some(within) = query.within {
        let (lat, lon) = ("json_extract(r.body, '$.place.lat')", "json_extract(r.body, '$.place.lon')");
        let or_and = if within.west > within.east { "OR" } else { "AND" };
        add(&format!("{lat} >= CAST(? AS REAL)"), Some(within.south.to_string()));
        add(&format!("{lat} <= CAST(? AS REAL)"), Some(within.north.to_string()));
        add(&format!("({lon} >= CAST(? AS REAL) {or_and} {lon} <= {})", within.east), Some(within.west.to_string()));
    }
    add("json_extract(r.body, '$.confidence') >= CAST(? AS REAL)", query.confidence.map(|least| least.to_string()));
    add("r.day >= ?", query.from.clone());
    add("r.day <= ?", query.to.clone());
    add("r.document = (SELECT number FROM documents WHERE id = ?)", query.document.clone());
    let by_words = "(r.document, r.position) IN (SELECT s.document, s.position FROM words w JOIN sentences s ON s.number = w.rowid \
                    WHERE words MATCH ?)";
    add(by_words, query.words.clone());
    if query.asserted {
        parts.push("r.asserted = 1".to_owned());
    }
    (parts.join(" AND "), values)
}

/// What the records of a query are ordered by.
fn order(query: &Query) -> String {
    let by = match query.sort {
        Sort::Day => "r.day",
        Sort::Published => "d.published",
        Sort::Confidence => "json_extract(r.body, '$.confidence')",
        Sort::Type => "r.type",
        Sort::Status => "r.status",
        Sort::Document => "d.id",
    };
    if query.descending { format!("{by} DESC, r.id DESC") } else { format!("{by}, r.id") }
}

/// Which of the records of a query, once in order.
fn page(query: &Query) -> String {
    match (query.limit, query.offset) {
        (None, 0) => String::new(),
        (limit, offset) => {
            format!(" LIMIT {} OFFSET {offset}", limit.map_or(-1, |n| i64::try_from(n).unwrap_or(i64::MAX)))
        }
    }
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
