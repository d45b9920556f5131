//! Reports into the tables: one batch, all or none.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use sayso_record::{ActorRef, Record};

use crate::derived::{self, Held, Rows};
use crate::error::StoreError;
use crate::near::{Sketch, sketch};
use crate::{Added, Entry, Recoded};

/// Reports are near from this share of common shingles on.
const NEAR: f64 = 0.6;

/// Adds a batch.
pub(crate) fn add(batch: &Transaction<'_>, held: &mut Held, run: i64, entries: &[Entry]) -> Result<Added, StoreError> {
    let book = held.book(batch)?;
    let mut added = Added::default();
    let mut fresh: Vec<(&Entry, Option<i64>)> = Vec::new();
    for entry in entries {
        // Two reports of one name in one batch: the later one counts, as it would in another batch.
        if let Some(earlier) = fresh.iter_mut().find(|(earlier, _)| earlier.id == entry.id) {
            earlier.0 = entry;
            continue;
        }
        let known: Option<(i64, String)> = batch
            .prepare_cached("SELECT number, hash FROM documents WHERE id = ?1")?
            .query_row([&entry.id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        match known {
            Some((_, hash)) if hash == entry.hash => added.known += 1,
            known => fresh.push((entry, known.map(|(number, _)| number))),
        }
    }
    for (entry, known) in &fresh {
        match known {
            Some(number) => {
                added.changed += 1;
                let before = records(batch, *number)?;
                book.remove(&Rows(batch), &before.iter().map(|record| record.id.clone()).collect::<Vec<_>>())?;
                compare(batch, run, &before, &entry.records, &mut added)?;
                remove(batch, *number, &before)?;
            }
            None => added.new += 1,
        }
    }
    for (entry, _) in &fresh {
        add_entry(batch, run, entry, &mut added)?;
    }
    let all: Vec<Record> = fresh.iter().flat_map(|(entry, _)| entry.records.iter().cloned()).collect();
    book.add(&Rows(batch), &all)?;
    derived::write(batch, book.changes(&Rows(batch))?)?;
    Ok(added)
}

fn records(batch: &Connection, document: i64) -> Result<Vec<Record>, StoreError> {
    let mut found = batch.prepare_cached("SELECT body FROM records WHERE document = ?1 ORDER BY number")?;
    let bodies = found.query_map([document], |row| row.get::<_, String>(0))?;
    let parsed = |body: String| {
        serde_json::from_str(&body).map_err(|e| StoreError::Damaged(format!("a record cannot be read: {e}")))
    };
    bodies.map(|body| parsed(body?)).collect()
}

/// Writes down what came, went and changed.
fn compare(
    batch: &Connection,
    run: i64,
    before: &[Record],
    after: &[Record],
    added: &mut Added,
) -> Result<(), StoreError> {
    let by_id = |records: &[Record]| -> BTreeMap<String, Record> {
        records.iter().map(|record| (record.id.clone(), record.clone())).collect()
    };
    let (before, after) = (by_id(before), by_id(after));
    let sql = "INSERT INTO recoded (run, record, what, before, after) VALUES (?1, ?2, ?3, ?4, ?5)";
    let mut write = batch.prepare_cached(sql)?;
    let ids: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for id in ids {
        let what = match (before.get(id), after.get(id)) {
            (None, Some(_)) => ("came", &mut added.came),
            (Some(_), None) => ("went", &mut added.went),
            (Some(old), Some(new)) if body(old)? != body(new)? => ("changed", &mut added.altered),
            _ => continue,
        };
        *what.1 += 1;
        let text = |record: Option<&Record>| record.map(body).transpose();
        write.execute(params![run, id, what.0, text(before.get(id))?, text(after.get(id))?])?;
    }
    Ok(())
}

/// What a run changed in reports that were there already, one by one.
pub(crate) fn recoded(
    connection: &Connection,
    run: i64,
    each: &mut dyn FnMut(Recoded) -> bool,
) -> Result<(), StoreError> {
    let mut found = connection.prepare("SELECT record, before, after FROM recoded WHERE run = ?1 ORDER BY number")?;
    let mut rows = found.query([run])?;
    let parsed = |body: Option<String>| {
        let parsed = body.as_deref().map(serde_json::from_str).transpose();
        parsed.map_err(|e| StoreError::Damaged(format!("a record cannot be read: {e}")))
    };
    while let Some(row) = rows.next()? {
        let recoded = Recoded { record: row.get(0)?, before: parsed(row.get(1)?)?, after: parsed(row.get(2)?)? };
        if !each(recoded) {
            break;
        }
    }
    Ok(())
}

fn body(record: &Record) -> Result<String, StoreError> {
    serde_json::to_string(record).map_err(|e| StoreError::Damaged(format!("record {}: {e}", record.id)))
}

/// Takes out a report with all that hangs on it.
fn remove(batch: &Connection, number: i64, records: &[Record]) -> Result<(), StoreError> {
    for record in records {
        derived::count(batch, record, -1)?;
    }
    // The triggers of the word index see each sentence go.
    batch.execute("DELETE FROM sentences WHERE document = ?1", [number])?;
    batch.execute("DELETE FROM documents WHERE number = ?1", [number])?;
    batch.execute("DELETE FROM counts WHERE records = 0", [])?;
    Ok(())
}

fn add_entry(batch: &Connection, run: i64, entry: &Entry, added: &mut Added) -> Result<(), StoreError> {
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

fn add_record(batch: &Connection, document: i64, record: &Record) -> Result<(), StoreError> {
    let sql = "INSERT INTO records (id, document, position, day, told, type, mode, status, asserted, source, target, speaker, place, \
               country, confidence, evidence, body, wording) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)";
    let place = record.place.as_ref();
    let speakers: String = record.speakers.iter().map(|s| format!(" {} {} {}", s.code, s.name, s.text)).collect();
    batch.prepare_cached(sql)?.execute(params![
        record.id,
        document,
        record.sentence as i64,
        derived::day(record),
        sayso_ledger::knowable(record).map(|day| day.to_string()),
        record.event_type.as_str(),
        record.mode.map(|mode| mode.as_str()),
        record.status.as_str(),
        record.asserted,
        codes(&record.source),
        codes(&record.target),
        speakers,
        place.map(|p| p.name.as_str()).unwrap_or_default(),
        place.map(|p| p.country.as_str()).unwrap_or_default(),
        f64::from(record.confidence),
        record.evidence,
        body(record)?,
        Some(record.wording.to_bytes()).filter(|bytes| !bytes.is_empty()),
    ])?;
    derived::participate(batch, batch.last_insert_rowid(), record)?;
    derived::count(batch, record, 1)
}

/// Codes with a blank before each, so that a search for the beginning of one finds it.
fn codes(actors: &[ActorRef]) -> String {
    actors.iter().filter(|actor| !actor.code.is_empty()).map(|actor| format!(" {}", actor.code)).collect()
}

fn add_sketch(batch: &Connection, document: i64, sketch: &Sketch) -> Result<bool, StoreError> {
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
pub(crate) fn near(connection: &Connection, document: i64, sketch: &Sketch) -> Result<Vec<String>, StoreError> {
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

pub(crate) fn unpacked(bytes: &[u8]) -> Sketch {
    let mut hashes = [0; 32];
    for (hash, eight) in hashes.iter_mut().zip(bytes.chunks_exact(8)) {
        *hash = eight.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte));
    }
    Sketch(hashes)
}
