//! What is derived from records and kept beside them: acts, items, disputes, speakers, counts; brought up to date with each batch.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Params, params};
use sayso_ledger::{Book, Changes, ItemRow, Kept, RecordChange, Said, Shelf, Touch};
use sayso_record::{Record, Wording};

use crate::error::StoreError;

/// Records that a book may hold before it is put away.
const HELD: usize = 30_000;

/// Reports of a batch when all that there are are gone through.
const BATCH: usize = 256;

/// The tables as a shelf.
pub(crate) struct Rows<'a>(pub(crate) &'a Connection);

impl Rows<'_> {
    fn kept(&self, condition: &str, values: impl Params) -> Result<Vec<Kept>, StoreError> {
        let sql = format!(
            "SELECT r.number, r.body, f.id, r.wording FROM records r JOIN records f ON f.number = r.act WHERE {condition} ORDER BY r.number"
        );
        let mut found = self.0.prepare_cached(&sql)?;
        let mut rows = found.query(values)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let mut record = parsed(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
            record.wording = wording(row, 3)?;
            let parent = match &record.embedded_in {
                Some(id) => self.body(id)?,
                None => None,
            };
            all.push(Kept { record, parent, act: row.get(2)?, touches: self.touches(row.get(0)?)? });
        }
        Ok(all)
    }

    fn body(&self, id: &str) -> Result<Option<Record>, StoreError> {
        let mut found = self.0.prepare_cached("SELECT body FROM records WHERE id = ?1")?;
        let body: Option<String> = found.query_row([id], |row| row.get(0)).optional()?;
        body.as_deref().map(parsed).transpose()
    }

    fn touches(&self, record: i64) -> Result<Vec<(String, Touch)>, StoreError> {
        let mut found = self.0.prepare_cached("SELECT item, what FROM touches WHERE record = ?1")?;
        let touch = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, Touch::from_number(row.get(1)?)));
        Ok(found.query_map([record], touch)?.collect::<Result<_, _>>()?)
    }
}

fn parsed(body: &str) -> Result<Record, StoreError> {
    serde_json::from_str(body).map_err(|e| StoreError::Damaged(format!("a record cannot be read: {e}")))
}

/// How the trigger of a record reads, from the column that keeps it.
pub(crate) fn wording(row: &rusqlite::Row<'_>, column: usize) -> Result<Wording, StoreError> {
    let bytes = row.get_ref(column)?.as_blob_or_null().map_err(rusqlite::Error::from)?;
    Ok(bytes.map(Wording::from_bytes).unwrap_or_default())
}

impl Shelf for Rows<'_> {
    type Error = StoreError;

    fn record(&self, id: &str) -> Result<Option<Kept>, StoreError> {
        Ok(self.kept("r.id = ?1", [id])?.pop())
    }

    fn around(&self, key: &str, from: Date, to: Date) -> Result<Vec<Kept>, StoreError> {
        let acts = "r.act IN (SELECT q.act FROM keys k JOIN records q ON q.number = k.record \
                    WHERE k.key = ?1 AND k.told BETWEEN ?2 AND ?3)";
        self.kept(acts, params![key, from.to_string(), to.to_string()])
    }

    fn items(&self, key: &str, from: Date, to: Date) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT item FROM item_keys WHERE key = ?1 AND last >= ?2 AND opened <= ?3";
        let mut found = self.0.prepare_cached(sql)?;
        let items = found.query_map(params![key, from.to_string(), to.to_string()], |row| row.get(0))?;
        Ok(items.collect::<Result<_, _>>()?)
    }

    fn touching(&self, item: &str) -> Result<Vec<Kept>, StoreError> {
        self.kept("r.number IN (SELECT record FROM touches WHERE item = ?1)", [item])
    }

    fn is_contradicted(&self, record: &str) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM records r JOIN disputes d ON d.act = r.act WHERE r.id = ?1 AND d.contradiction = 1";
        Ok(self.0.prepare_cached(sql)?.exists([record])?)
    }
}

/// A book put away where it grows too large or somebody else has written since.
#[derive(Default)]
pub(crate) struct Held {
    book: Book,
    /// What the database says when nobody else has written.
    version: i64,
}

impl Held {
    /// The book, fit for use in the transaction that has begun.
    pub(crate) fn book(&mut self, connection: &Connection) -> Result<&mut Book, StoreError> {
        let version = connection.query_row("PRAGMA data_version", [], |row| row.get(0))?;
        if version != self.version || self.book.len() > HELD {
            self.book = Book::new();
            self.version = version;
        }
        Ok(&mut self.book)
    }

    /// Forgets everything: what was written has been taken back.
    pub(crate) fn drop_all(&mut self) {
        self.book = Book::new();
    }
}

/// Derives everything anew where it was derived by other rules or words, or not at all.
pub(crate) fn refresh(connection: &mut Connection) -> Result<(), StoreError> {
    let version = sayso_ledger::version();
    let is_fresh = "SELECT 1 FROM derivation WHERE version = ?1";
    if connection.prepare(is_fresh)?.exists([&version])? {
        return Ok(());
    }
    let step = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Somebody else may have done it in the meantime.
    if !step.prepare(is_fresh)?.exists([&version])? {
        step.execute_batch(CLEAR)?;
        fill(&step)?;
        step.execute("INSERT INTO derivation (version) VALUES (?1)", [&version])?;
        step.commit()?;
    }
    Ok(())
}

const CLEAR: &str = "DELETE FROM derivation; DELETE FROM participants; DELETE FROM counts; DELETE FROM keys; DELETE FROM acts; \
    DELETE FROM disputes; DELETE FROM sayings; DELETE FROM item_keys; DELETE FROM items; DELETE FROM touches; DELETE FROM links; \
    UPDATE records SET act = NULL WHERE act IS NOT NULL;";

/// Derives everything from records that are there already.
fn fill(connection: &Connection) -> Result<(), StoreError> {
    let mut documents = connection.prepare("SELECT DISTINCT document FROM records ORDER BY told, document")?;
    let documents: Vec<i64> = documents.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut book = Book::new();
    for batch in documents.chunks(BATCH) {
        let mut records = Vec::new();
        for document in batch {
            let mut found =
                connection.prepare_cached("SELECT number, body, wording FROM records WHERE document = ?1")?;
            let mut rows = found.query([document])?;
            while let Some(row) = rows.next()? {
                let mut record = parsed(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
                record.wording = wording(row, 2)?;
                count(connection, &record, 1)?;
                participate(connection, row.get(0)?, &record)?;
                records.push(record);
            }
        }
        book.add(&Rows(connection), &records)?;
        write(connection, book.changes(&Rows(connection))?)?;
        if book.len() > HELD {
            book = Book::new();
        }
    }
    Ok(())
}

/// Day of a record, as it is found by it.
pub(crate) fn day(record: &Record) -> Option<&String> {
    record.date.as_ref().or(record.published.as_ref())
}

/// Counts a record, or with -1 takes it out of the counts.
pub(crate) fn count(connection: &Connection, record: &Record, by: i64) -> Result<(), StoreError> {
    let coded = record.source.iter().chain(&record.target).filter(|actor| !actor.code.is_empty());
    let mut actors: Vec<String> =
        coded.map(|actor| actor.country.clone().unwrap_or_else(|| actor.code.clone())).collect();
    actors.push(String::new());
    actors.sort_unstable();
    actors.dedup();
    let sql = "INSERT INTO counts (actor, day, type, status, asserted, records) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
               ON CONFLICT DO UPDATE SET records = records + ?6";
    let mut add = connection.prepare_cached(sql)?;
    let day = day(record).map(String::as_str).unwrap_or_default();
    for actor in actors {
        add.execute(params![actor, day, record.event_type.as_str(), record.status.as_str(), record.asserted, by])?;
    }
    Ok(())
}

/// Enters who is in a record.
pub(crate) fn participate(connection: &Connection, number: i64, record: &Record) -> Result<(), StoreError> {
    let sql = "INSERT OR IGNORE INTO participants (code, day, record, role) VALUES (?1, ?2, ?3, ?4)";
    let mut add = connection.prepare_cached(sql)?;
    let day = day(record).map(String::as_str).unwrap_or_default();
    for (role, actors) in [("source", &record.source), ("target", &record.target)] {
        for actor in actors.iter().filter(|actor| !actor.code.is_empty()) {
            add.execute(params![actor.code, day, number, role])?;
        }
    }
    Ok(())
}

/// Writes down what has changed in a book.
pub(crate) fn write(connection: &Connection, changes: Changes) -> Result<(), StoreError> {
    for change in &changes.records {
        write_record(connection, change)?;
    }
    for (first, row) in &changes.acts {
        write_act(connection, first, row.as_ref())?;
    }
    for (id, row) in &changes.items {
        write_item(connection, id, row.as_ref())?;
    }
    let mut add =
        connection.prepare_cached("INSERT OR IGNORE INTO links (item, relation, other) VALUES (?1, ?2, ?3)")?;
    for (from, link) in &changes.links {
        add.execute(params![from, link.relation.as_str(), link.item])?;
    }
    Ok(())
}

fn number(connection: &Connection, id: &str) -> Result<Option<i64>, StoreError> {
    let mut found = connection.prepare_cached("SELECT number FROM records WHERE id = ?1")?;
    Ok(found.query_row([id], |row| row.get(0)).optional()?)
}

fn write_record(connection: &Connection, change: &RecordChange) -> Result<(), StoreError> {
    let (Some(record), Some(act)) = (number(connection, &change.id)?, number(connection, &change.act)?) else {
        return Ok(());
    };
    connection.prepare_cached("UPDATE records SET act = ?2 WHERE number = ?1")?.execute([record, act])?;
    connection.prepare_cached("DELETE FROM touches WHERE record = ?1")?.execute([record])?;
    let mut touches = connection.prepare_cached("INSERT INTO touches (item, record, what) VALUES (?1, ?2, ?3)")?;
    for (item, touch) in &change.touches {
        touches.execute(params![item, record, touch.number()])?;
    }
    let Some(told) = change.told else { return Ok(()) };
    let mut keys = connection.prepare_cached("INSERT OR IGNORE INTO keys (key, told, record) VALUES (?1, ?2, ?3)")?;
    for key in &change.keys {
        keys.execute(params![key, told.to_string(), record])?;
    }
    Ok(())
}

fn write_act(connection: &Connection, first: &str, row: Option<&sayso_ledger::ActRow>) -> Result<(), StoreError> {
    let id = sayso_ledger::act_id(first);
    let old: Option<i64> = connection
        .prepare_cached("SELECT first FROM acts WHERE id = ?1")?
        .query_row([&id], |row| row.get(0))
        .optional()?;
    if let Some(old) = old {
        connection.prepare_cached("DELETE FROM disputes WHERE act = ?1")?.execute([old])?;
        connection.prepare_cached("DELETE FROM acts WHERE first = ?1")?.execute([old])?;
    }
    let (Some(row), Some(first)) = (row, number(connection, first)?) else { return Ok(()) };
    let last = row.last.map(|day| day.to_string());
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO acts (first, id, day, last, type, records) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![first, id, row.act.day, last, row.act.event_type, row.act.records.len() as i64])?;
    if let Some(dispute) = &row.dispute {
        let sql = "INSERT OR REPLACE INTO disputes (id, act, day, last, type, contradiction, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let body = json(dispute)?;
        let is_contradiction = dispute.is_contradiction();
        connection.prepare_cached(sql)?.execute(params![
            dispute.id,
            first,
            dispute.date,
            last,
            dispute.event_type,
            is_contradiction,
            body
        ])?;
    }
    let sql = "INSERT OR REPLACE INTO sayings (record, code, name, said, contradicted) VALUES (?1, ?2, ?3, ?4, ?5)";
    let mut sayings = connection.prepare_cached(sql)?;
    for saying in &row.sayings {
        let said = match saying.said {
            Said::Asserted => "asserted",
            Said::Denied => "denied",
            Said::Retracted => "retracted",
        };
        if let Some(record) = number(connection, &saying.record)? {
            sayings.execute(params![record, saying.speaker.code, saying.speaker.text, said, saying.is_contradicted])?;
        }
    }
    Ok(())
}

fn write_item(connection: &Connection, id: &str, row: Option<&ItemRow>) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM links WHERE item = ?1 OR other = ?1")?.execute([id])?;
    connection.prepare_cached("DELETE FROM item_keys WHERE item = ?1")?.execute([id])?;
    let Some(row) = row else {
        connection.prepare_cached("DELETE FROM items WHERE id = ?1")?.execute([id])?;
        return Ok(());
    };
    let item = &row.item;
    let codes = |parties: &[sayso_ledger::Party]| -> String {
        parties.iter().filter(|party| !party.code.is_empty()).map(|party| format!(" {}", party.code)).collect()
    };
    let day = item.moves.first().map(|m| m.date.clone()).unwrap_or_default();
    let opened = row.opened.unwrap_or(row.last).to_string();
    let last = row.last.to_string();
    let sql = "INSERT INTO items (id, kind, state, claimed, disputed, day, opened, last, due, makers, others, about, body) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT (id) DO UPDATE SET state = ?3, \
               claimed = ?4, disputed = ?5, day = ?6, opened = ?7, last = ?8, due = ?9, makers = ?10, others = ?11, about = ?12, \
               body = ?13";
    connection.prepare_cached(sql)?.execute(params![
        id,
        item.kind.as_str(),
        item.state.as_str(),
        item.claimed.map(|state| state.as_str()),
        item.disputed,
        day,
        opened,
        last,
        row.due.map(|day| day.to_string()),
        codes(&item.parties.by),
        codes(&item.parties.to),
        item.about,
        json(item)?,
    ])?;
    let mut keys = connection
        .prepare_cached("INSERT OR IGNORE INTO item_keys (key, last, item, opened) VALUES (?1, ?2, ?3, ?4)")?;
    for key in &row.keys {
        keys.execute(params![key, last, id, opened])?;
    }
    Ok(())
}

fn json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|e| StoreError::Damaged(e.to_string()))
}
