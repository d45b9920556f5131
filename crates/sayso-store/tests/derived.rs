//! What is kept beside the records is what the records say, however and in whatever order they came.

use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};
use proptest::prelude::*;
use sayso_ledger::Ledger;
use sayso_record::{Record, Wording};
use sayso_store::{Entry, Run, Sqlite, Store};

/// The records of `examples/story`, by report.
fn reports() -> Vec<Vec<Record>> {
    let text = include_str!("../../sayso-ledger/tests/story.jsonl");
    let record = |line| serde_json::from_str(line).expect("a record");
    let records: Vec<Record> = text.lines().map(|line| reading(record(line))).collect();
    let mut reports: Vec<Vec<Record>> = Vec::new();
    for record in records {
        match reports.last_mut() {
            Some(last) if last[0].document == record.document => last.push(record),
            _ => reports.push(vec![record]),
        }
    }
    reports
}

/// The record with some vector of its trigger: the same for the same word.
fn reading(record: Record) -> Record {
    let letters = record.trigger.text.bytes().cycle().enumerate().take(64);
    let vector = letters.map(|(at, letter)| (usize::from(letter) * (at + 7) % 127) as u8);
    let bytes: Vec<u8> = std::iter::once(u8::from(record.sentence > 0)).chain(vector).collect();
    Record { wording: Wording::from_bytes(&bytes), ..record }
}

fn entry(records: &[Record], hash: &str) -> Entry {
    Entry {
        id: records[0].document.clone(),
        hash: hash.to_owned(),
        published: records[0].published.clone(),
        records: records.to_vec(),
        ..Entry::default()
    }
}

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("sayso-store-{name}-{}", std::process::id()));
    std::fs::remove_dir_all(&folder).unwrap_or_default();
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Items and disputes as the records themselves give them.
fn expected(reports: &[Vec<Record>], as_of: Option<Date>) -> Ledger {
    let records: Vec<Record> = reports.iter().flatten().cloned().collect();
    let all = Ledger::of(&records, as_of);
    Ledger { items: all.items, disputes: all.disputes, ..Ledger::default() }
}

/// A store of all reports, in this order, so many at a time.
fn filled(path: &Path, reports: &[Vec<Record>], order: &[usize], batch: usize) -> Sqlite {
    let mut store = Sqlite::create(path).expect("a store");
    let run = store.begin(&Run::default()).expect("a run");
    for (at, batch) in order.chunks(batch).enumerate() {
        let entries: Vec<Entry> = batch.iter().map(|&at| entry(&reports[at], "one")).collect();
        store.add(run, &entries).expect("added");
        if at % 2 == 0 {
            // Nothing is remembered but what is kept.
            store = Sqlite::open(path).expect("the store");
        }
    }
    store
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]
    #[test]
    fn the_order_of_arrival_never_shows(
        order in Just((0..reports().len()).collect::<Vec<_>>()).prop_shuffle(),
        batch in 1usize..6,
        again in 0usize..14,
        day in 1i8..31,
    ) {
        let reports = reports();
        let mut store = filled(&folder("order").join("a.sayso"), &reports, &order, batch);
        let run = store.begin(&Run::default()).expect("a run");
        // A report that told less for a while.
        store.add(run, &[entry(&reports[again][..1], "two")]).expect("changed");
        let added = store.add(run, &[entry(&reports[again], "three")]).expect("changed back");
        prop_assert_eq!((added.changed, added.came), (1, reports[again].len() - 1));
        for as_of in [None, Some(date(2026, 3, day))] {
            prop_assert_eq!(store.ledger(as_of).expect("read"), expected(&reports, as_of));
        }
        prop_assert_eq!(store.verify().expect("read"), Vec::<String>::new());
    }
}

#[test]
fn what_is_asked_for_by_name_is_what_the_ledger_has() {
    let reports = reports();
    let order: Vec<usize> = (0..reports.len()).collect();
    let store = filled(&folder("names").join("a.sayso"), &reports, &order, 4);
    let ledger = store.ledger(None).expect("read");
    let item = &ledger.items[0];
    assert_eq!(store.item(&item.id).expect("read").as_ref(), Some(item));
    let dispute = &ledger.disputes[0];
    assert_eq!(store.dispute(&dispute.id).expect("read").as_ref(), Some(dispute));
    let (act, records) = store.act(&dispute.act).expect("read").expect("the act");
    assert_eq!(act.records, records.iter().map(|record| record.id.clone()).collect::<Vec<_>>());
    assert!(records.len() > 1);
    let records: Vec<Record> = reports.into_iter().flatten().collect();
    let all = Ledger::of(&records, None).speakers.into_iter();
    let kenya: Vec<_> = all.filter(|speaker| speaker.code.starts_with("KEN")).collect();
    let sorted = |mut ids: Vec<String>| {
        ids.sort();
        ids
    };
    let kept = store.speakers("KEN").expect("read");
    assert_eq!(kept.len(), kenya.len());
    for (a, b) in kept.into_iter().zip(kenya) {
        assert_eq!(
            (a.code, sorted(a.asserted), sorted(a.contradicted)),
            (b.code, sorted(b.asserted), sorted(b.contradicted))
        );
    }
}

/// A store of an earlier version, from its tables and rows as text.
fn earlier(path: &Path, sql: &str, version: i64) {
    let connection = rusqlite::Connection::open(path).expect("a file");
    connection.execute_batch(sql).expect("the store of an earlier version");
    connection.pragma_update(None, "application_id", 0x7361_7973).expect("marked");
    connection.pragma_update(None, "user_version", version).expect("marked");
}

#[test]
fn stores_of_earlier_versions_open_and_are_brought_up_to_date() {
    let folder = folder("earlier");
    let third = [include_str!("version-2.sql"), include_str!("../src/version-3.sql")].concat();
    for (version, sql) in [(1, include_str!("version-1.sql")), (2, include_str!("version-2.sql")), (3, &third)] {
        let path = folder.join(format!("{version}.sayso"));
        earlier(&path, sql, version);
        let store = Sqlite::open(&path).expect("an earlier version opens");
        assert_eq!(store.verify().expect("read"), Vec::<String>::new());
        let report = store.document("story-01").expect("read").expect("the report");
        assert_eq!((report.records.len(), report.sentences.len()), (4, 4));
        let told = &[report.records, store.document("story-02").expect("read").expect("the report").records];
        assert_eq!(store.ledger(None).expect("read"), expected(told, None));
        drop(store);
        let again = Sqlite::open(&path).expect("it opens again");
        let mut found = 0;
        let query = sayso_store::Query { words: Some("withdraw".into()), ..sayso_store::Query::default() };
        again
            .find(&query, &mut |_| {
                found += 1;
                true
            })
            .expect("read");
        assert!(found > 0);
    }
}

#[test]
fn a_full_disk_loses_nothing() {
    let path = folder("full").join("a.sayso");
    let reports = reports();
    let (first, rest) = reports.split_at(5);
    let mut store = filled(&path, first, &[0, 1, 2, 3, 4], 5);
    let run = store.begin(&Run::default()).expect("a run");
    let before = store.ledger(None).expect("read");
    let entries: Vec<Entry> = rest.iter().map(|records| entry(records, "one")).collect();
    store.limit(Some(0)).expect("a limit");
    let error = store.add(run, &entries).expect_err("there is no room");
    assert!(error.to_string().contains("full"), "{error}");
    assert_eq!(store.ledger(None).expect("read"), before);
    assert_eq!(store.verify().expect("read"), Vec::<String>::new());
    store.limit(None).expect("room again");
    assert_eq!(store.add(run, &entries).expect("there is room").new, rest.len());
    assert_eq!(store.ledger(None).expect("read"), expected(&reports, None));
}

#[test]
fn how_triggers_read_is_kept_and_comes_back() {
    let path = folder("wording").join("it.sayso");
    let reports = reports();
    let all: Vec<usize> = (0..reports.len()).collect();
    let store = filled(&path, &reports, &all, 4);
    let records: Vec<Record> = reports.iter().flatten().cloned().collect();
    for act in &Ledger::of(&records, None).acts {
        let (_, members) = store.act(&act.id).expect("the store is read").expect("the act");
        for member in members {
            assert!(records.contains(&member), "{}", member.id);
        }
    }
}
