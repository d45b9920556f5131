//! The ledger as it is kept, read for a day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};
use sayso_ledger::{Act, Book, Dispute, Item, Ledger, Link, Relation, SpeakerHistory, dispute_of};
use sayso_record::Record;

use crate::derived::{self, Rows};
use crate::error::StoreError;

/// A day after all others.
const END: &str = "9999-12-31";

/// The last day on which any report was published.
fn last_day(connection: &Connection) -> Result<Option<Date>, StoreError> {
    let day: Option<String> = connection.query_row("SELECT max(published) FROM documents", [], |row| row.get(0))?;
    Ok(day.and_then(|day| day.parse().ok()))
}

/// Items and disputes at the end of a day; without one, of all that there is.
pub(crate) fn ledger(connection: &Connection, as_of: Option<Date>) -> Result<Ledger, StoreError> {
    let mut ledger =
        Ledger { items: items(connection, as_of)?, disputes: disputes(connection, as_of)?, ..Ledger::default() };
    if as_of.is_some() {
        ledger.mark();
    }
    ledger.sort();
    Ok(ledger)
}

fn items(connection: &Connection, as_of: Option<Date>) -> Result<Vec<Item>, StoreError> {
    let end = as_of.map_or_else(|| END.to_owned(), |day| day.to_string());
    let today = as_of.map_or_else(|| last_day(connection), |day| Ok(Some(day)))?;
    let mut links = links(connection)?;
    let mut found = connection.prepare("SELECT id, last, due, body FROM items WHERE opened <= ?1")?;
    let mut rows = found.query([&end])?;
    let (mut all, mut book) = (Vec::new(), Book::new());
    while let Some(row) = rows.next()? {
        let (id, last): (String, String) = (row.get(0)?, row.get(1)?);
        let mut item = if last <= end {
            item_of(&row.get::<_, String>(3)?, row.get(2)?, today)?
        } else {
            let as_then = today.map(|day| book.item_as_of(&Rows(connection), &id, day)).transpose()?.flatten();
            let Some(item) = as_then else { continue };
            item
        };
        item.links = links.remove(&id).unwrap_or_default();
        all.push(item);
    }
    if as_of.is_some() {
        let there: std::collections::BTreeSet<String> = all.iter().map(|item| item.id.clone()).collect();
        all.iter_mut().for_each(|item| item.links.retain(|link| there.contains(&link.item)));
    }
    Ok(all)
}

fn item_of(body: &str, due: Option<String>, today: Option<Date>) -> Result<Item, StoreError> {
    let mut item: Item = parsed(body)?;
    if let Some(today) = today {
        item.close(today, due.and_then(|day| day.parse().ok()));
    }
    Ok(item)
}

fn parsed<T: serde::de::DeserializeOwned>(body: &str) -> Result<T, StoreError> {
    serde_json::from_str(body).map_err(|e| StoreError::Damaged(format!("the ledger cannot be read: {e}")))
}

fn link_of(relation: &str, item: String) -> Option<Link> {
    Some(Link { relation: Relation::parse(relation)?, item })
}

fn links(connection: &Connection) -> Result<BTreeMap<String, Vec<Link>>, StoreError> {
    let mut all: BTreeMap<String, Vec<Link>> = BTreeMap::new();
    let mut found = connection.prepare("SELECT item, relation, other FROM links ORDER BY 1, 2, 3")?;
    let mut rows = found.query([])?;
    while let Some(row) = rows.next()? {
        let (relation, other): (String, String) = (row.get(1)?, row.get(2)?);
        all.entry(row.get(0)?).or_default().extend(link_of(&relation, other));
    }
    all.values_mut().for_each(|links| links.sort());
    Ok(all)
}

fn disputes(connection: &Connection, as_of: Option<Date>) -> Result<Vec<Dispute>, StoreError> {
    let end = as_of.map_or_else(|| END.to_owned(), |day| day.to_string());
    let mut found = connection.prepare("SELECT act, coalesce(last, ''), body FROM disputes")?;
    let mut rows = found.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let last: String = row.get(1)?;
        if last <= end {
            all.push(parsed(&row.get::<_, String>(2)?)?);
        } else {
            let records = told_by(connection, row.get(0)?, &end)?;
            all.extend(dispute_of(&records.iter().collect::<Vec<_>>()));
        }
    }
    Ok(all)
}

/// The records of an act, first told first.
fn told_by(connection: &Connection, act: i64, end: &str) -> Result<Vec<Record>, StoreError> {
    let sql = "SELECT body, wording FROM records WHERE act = ?1 AND coalesce(told, '') <= ?2";
    let mut found = connection.prepare_cached(sql)?;
    let mut rows = found.query(params![act, end])?;
    let mut records: Vec<Record> = Vec::new();
    while let Some(row) = rows.next()? {
        let record: Record = parsed(&row.get::<_, String>(0)?)?;
        records.push(Record { wording: derived::wording(row, 1)?, ..record });
    }
    sayso_ledger::in_order(&mut records);
    Ok(records)
}

/// An act by its identifier, with its records.
pub(crate) fn act(connection: &Connection, id: &str) -> Result<Option<(Act, Vec<Record>)>, StoreError> {
    let first: Option<i64> =
        connection.query_row("SELECT first FROM acts WHERE id = ?1", [id], |row| row.get(0)).optional()?;
    let Some(first) = first else { return Ok(None) };
    let records = told_by(connection, first, END)?;
    let act = Act::of(&records.iter().collect::<Vec<_>>());
    Ok(act.map(|act| (act, records)))
}

/// An item by its identifier.
pub(crate) fn item(connection: &Connection, id: &str) -> Result<Option<Item>, StoreError> {
    let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?));
    let found = connection.query_row("SELECT body, due FROM items WHERE id = ?1", [id], row).optional()?;
    let Some((body, due)) = found else { return Ok(None) };
    let mut item = item_of(&body, due, last_day(connection)?)?;
    let mut links = connection.prepare("SELECT relation, other FROM links WHERE item = ?1")?;
    let links = links.query_map([id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    for link in links {
        let (relation, other) = link?;
        item.links.extend(link_of(&relation, other));
    }
    item.links.sort();
    Ok(Some(item))
}

/// A dispute by its identifier.
pub(crate) fn dispute(connection: &Connection, id: &str) -> Result<Option<Dispute>, StoreError> {
    let sql = "SELECT body FROM disputes WHERE id = ?1";
    let body: Option<String> = connection.query_row(sql, [id], |row| row.get(0)).optional()?;
    body.as_deref().map(parsed).transpose()
}

/// The histories of speakers with a code, or its beginning.
pub(crate) fn speakers(connection: &Connection, code: &str) -> Result<Vec<SpeakerHistory>, StoreError> {
    let sql = "SELECT s.code, s.name, s.said, s.contradicted, r.id FROM sayings s JOIN records r ON r.number = s.record \
               WHERE s.code >= ?1 AND s.code < ?1 || char(1114111) ORDER BY s.code, s.name, r.day, r.id";
    let mut found = connection.prepare(sql)?;
    let mut rows = found.query([code])?;
    let mut all: Vec<SpeakerHistory> = Vec::new();
    while let Some(row) = rows.next()? {
        let (code, text, record): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(4)?);
        if all.last().is_none_or(|last| (&last.code, &last.text) != (&code, &text)) {
            all.push(SpeakerHistory { code, text, ..SpeakerHistory::default() });
        }
        let Some(history) = all.last_mut() else { continue };
        if row.get::<_, bool>(3)? {
            history.contradicted.push(record.clone());
        }
        match row.get_ref(2)?.as_str().unwrap_or_default() {
            "denied" => history.denied.push(record),
            "retracted" => history.retracted.push(record),
            _ => history.asserted.push(record),
        }
    }
    Ok(all)
}
