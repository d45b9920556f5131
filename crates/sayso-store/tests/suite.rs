//! What every store must do, tried on the one-file store and on a PostgreSQL server of the tests' own.

mod server;

use std::fs;
use std::path::PathBuf;

use sayso_record::Record;
use sayso_store::{Box2, Column, Entry, Period, Query, Run, Sort, Store, StoreError, connect};
use serde_json::{Value, json};

/// A record with what is asked for.
fn record(document: &str, number: usize, with: Value) -> Record {
    let mut all = json!({
        "schema": 1, "id": format!("{document}#{number:06x}"), "document": document, "sentence": number, "published": "2026-03-10",
        "date": "2026-03-09", "date_precision": "day", "date_basis": "text", "type": "REQUEST", "mode": "yield", "contexts": ["legal"],
        "quad": "verbal conflict", "cameo": "1041", "intensity": -1.0, "folded": false, "in": "text",
        "trigger": {"text": "urged", "span": [7, 12]},
        "source": [{"text": "France", "span": [0, 6], "name": "France", "code": "FRAGOV", "country": "FRA", "sectors": ["GOV"], "kb": null}],
        "target": [{"text": "Mali", "span": [13, 17], "name": "Mali", "code": "MLI", "country": "MLI", "sectors": [], "kb": null}],
        "status": "occurred", "aspect": "completed", "denial": null, "asserted": true, "speakers": [], "embedded_in": null,
        "embeds": [], "condition": null, "deadline": null, "place": null, "place_basis": null, "quantities": [],
        "confidence": 0.9, "rule": "r", "evidence": sentence(number),
    });
    let parts = with.as_object().cloned().unwrap_or_default();
    all.as_object_mut().expect("an object").extend(parts);
    serde_json::from_value(all).expect("a record")
}

fn sentence(number: usize) -> String {
    [
        "France urged Mali to free two journalists.",
        "The open border market stood empty.",
        "It’s said that rebels left the naïve town.",
    ][number % 3]
        .to_owned()
}

fn entry(id: &str, hash: &str, records: Vec<Record>) -> Entry {
    let sentences: Vec<String> = (0..3).map(sentence).collect();
    Entry {
        id: id.to_owned(),
        hash: hash.to_owned(),
        published: Some("2026-03-10".to_owned()),
        title: "A title".to_owned(),
        url: Some(format!("https://wire.example/{id}")),
        outlet: Some("The Wire".to_owned()),
        text: format!("{} {}", sentences.join(" "), id.repeat(3)),
        sentences,
        records,
    }
}

fn place(name: &str, country: &str, lat: f64, lon: f64) -> Value {
    json!({"text": name, "name": name, "lat": lat, "lon": lon, "country": country, "admin1": null, "geonames": null})
}

/// Three reports: five records.
fn entries() -> Vec<Entry> {
    let speaker = json!([{"text": "Police", "span": [0, 6], "name": "", "code": "KENCOP", "cue": {"text": "said", "span": [7, 11]},
        "stance": "asserts"}]);
    vec![
        entry(
            "a",
            "1",
            vec![
                record("a", 0, json!({})),
                record(
                    "a",
                    1,
                    json!({"type": "ASSAULT", "mode": "drone", "contexts": ["military", "terrorism"], "status": "demanded",
                "asserted": false, "date": "2026-03-01", "place": place("Kidal", "MLI", 18.44, 1.41), "confidence": 0.5}),
                ),
            ],
        ),
        entry(
            "b",
            "1",
            vec![
                record(
                    "b",
                    0,
                    json!({"status": "denied", "asserted": false, "speakers": speaker, "date": null, "confidence": 0.7}),
                ),
                record("b", 1, json!({"date": "2026-04-20", "place": place("Suva", "FJI", -18.14, 178.44)})),
            ],
        ),
        entry("c\0d", "1", vec![record("c\0d", 2, json!({"date": null, "published": null, "confidence": 0.3}))]),
    ]
}

fn ids(store: &dyn Store, query: &Query) -> Vec<String> {
    let mut ids = Vec::new();
    let take = &mut |record: Record| {
        ids.push(record.id);
        true
    };
    store.find(query, take).expect("the store can be read");
    ids
}

fn words(text: &str) -> Query {
    Query { words: Some(text.to_owned()), ..Query::default() }
}

/// Opens an empty store, and the same again.
type Open<'a> = &'a dyn Fn() -> Box<dyn Store + Send>;

fn adding_is_idempotent_and_whole(open: Open<'_>) {
    let mut store = open();
    let run = Run { program: "1".into(), model: "m".into(), lexicon: "l".into() };
    let number = store.begin(&run).expect("a run");
    assert_eq!(store.begin(&run).expect("the same run"), number);
    let added = store.add(number, &entries()).expect("the reports are added");
    assert_eq!((added.new, added.known), (3, 0));
    assert_eq!(added.near, 2, "reports of nearly the same words are linked");
    let again = store.add(number, &entries()).expect("they are known");
    assert_eq!((again.new, again.changed, again.known), (0, 0, 3));
    assert!(store.has("a", "1").expect("readable") && !store.has("a", "2").expect("readable"));
    let other = open();
    assert_eq!(ids(other.as_ref(), &Query::default()).len(), 5, "another reader sees them");
    assert_eq!(other.runs().expect("readable"), [run]);
    let changed = entry("a", "2", vec![record("a", 0, json!({}))]);
    let added = store.add(number, std::slice::from_ref(&changed)).expect("a changed report");
    assert_eq!(added.changed, 1);
    assert_eq!(ids(store.as_ref(), &Query::default()).len(), 4);
    let read = store.document("a").expect("readable").expect("it is there");
    assert_eq!(read, changed);
    assert_eq!(store.document("z").expect("readable"), None);
    let near = store.near("b").expect("readable");
    assert!(near.len() == 2 && near[0] == "a", "{near:?}");
    assert_eq!(store.verify().expect("readable"), Vec::<String>::new());
}

fn every_filter_finds(open: Open<'_>) {
    let mut store = open();
    let number = store.begin(&Run::default()).expect("a run");
    store.add(number, &entries()).expect("the reports are added");
    let all = Query::default;
    let text = |text: &str| Some(text.to_owned());
    let found = |query: Query| ids(store.as_ref(), &query);
    assert_eq!(
        found(all()),
        ["c\0d#000002", "a#000001", "a#000000", "b#000000", "b#000001"],
        "by day, what has none first"
    );
    assert_eq!(found(Query { actor: text("FRA"), ..all() }).len(), 5);
    assert_eq!(found(Query { actor: text("RAG"), ..all() }).len(), 0, "only the beginning of a code");
    assert_eq!(found(Query { event_type: text("ASSAULT"), ..all() }), ["a#000001"]);
    assert_eq!(found(Query { mode: text("drone"), ..all() }), ["a#000001"]);
    assert_eq!(found(Query { context: text("terrorism"), ..all() }), ["a#000001"]);
    assert_eq!(found(Query { status: text("denied"), ..all() }), ["b#000000"]);
    assert_eq!(found(Query { speaker: text("police"), ..all() }), ["b#000000"]);
    assert_eq!(found(Query { place: text("kidal"), ..all() }), ["a#000001"]);
    assert_eq!(found(Query { place: text("FJI"), ..all() }), ["b#000001"]);
    let within = |south, west, north, east| Query { within: Some(Box2 { south, west, north, east }), ..all() };
    assert_eq!(found(within(10.0, -10.0, 20.0, 10.0)), ["a#000001"]);
    assert_eq!(found(within(-30.0, 170.0, 0.0, -170.0)), ["b#000001"], "across the date line");
    assert_eq!(found(Query { from: text("2026-03-02"), to: text("2026-03-31"), ..all() }), ["a#000000", "b#000000"]);
    assert_eq!(found(Query { document: text("b"), ..all() }).len(), 2);
    assert_eq!(found(Query { confidence: Some(0.9), ..all() }), ["a#000000", "b#000001"]);
    assert_eq!(found(Query { asserted: true, ..all() }).len(), 3);
    assert_eq!(found(words("journalists")), ["a#000000", "b#000000"]);
    assert_eq!(found(words("\"border market\"")), ["a#000001", "b#000001"]);
    assert_eq!(found(words("journ* NOT france")).len(), 0);
    assert_eq!(found(words("rebels OR (open AND market)")).len(), 3);
    for wrong in ["\"open", "AND", "(a"] {
        let failed = store.find(&words(wrong), &mut |_| true);
        assert!(matches!(failed, Err(StoreError::Query(_))), "{wrong}: {failed:?}");
    }
    assert_eq!(found(Query { speaker: text("' OR 1=1 --"), ..all() }).len(), 0, "values are bound");
}

fn order_and_pages(open: Open<'_>) {
    let mut store = open();
    let number = store.begin(&Run::default()).expect("a run");
    store.add(number, &entries()).expect("the reports are added");
    let found = |query: Query| ids(store.as_ref(), &query);
    let by = |sort, descending| Query { sort, descending, ..Query::default() };
    assert_eq!(found(by(Sort::Day, true))[0], "b#000001");
    assert_eq!(found(by(Sort::Confidence, false))[..2], ["c\0d#000002", "a#000001"]);
    assert_eq!(found(by(Sort::Type, false))[0], "a#000001");
    assert_eq!(found(by(Sort::Document, true))[0], "c\0d#000002");
    let pages = |offset| Query { limit: Some(2), offset, ..Query::default() };
    let paged: Vec<String> = [0, 2, 4].into_iter().flat_map(|offset| found(pages(offset))).collect();
    assert_eq!(paged, found(Query::default()));
    let mut n = 0;
    let two = &mut |_: Record| {
        n += 1;
        n < 2
    };
    store.find(&Query::default(), two).expect("readable");
    assert_eq!(n, 2, "a reader may stop");
    let mut origins = Vec::new();
    let take = &mut |origin: &sayso_store::Origin, _: Record| {
        origins.push(origin.clone());
        true
    };
    store.find_told(&Query { document: Some("a".into()), ..Query::default() }, take).expect("readable");
    assert_eq!(origins[0].url.as_deref(), Some("https://wire.example/a"));
    assert_eq!(origins[0].length, entries()[0].text.chars().count() as u64);
}

fn series_count(open: Open<'_>) {
    let mut store = open();
    let number = store.begin(&Run::default()).expect("a run");
    store.add(number, &entries()).expect("the reports are added");
    let series = |by, column| store.series(&Query::default(), by, column).expect("readable");
    let row = |period: &str, value: &str, n| (period.to_owned(), value.to_owned(), n);
    assert_eq!(series(Period::Month, None), [row("", "", 1), row("2026-03", "", 3), row("2026-04", "", 1)]);
    assert_eq!(
        series(Period::Week, None)[1..],
        [row("2026-02-23", "", 1), row("2026-03-09", "", 2), row("2026-04-20", "", 1)]
    );
    assert_eq!(series(Period::Year, Some(Column::Type))[1..], [row("2026", "ASSAULT", 1), row("2026", "REQUEST", 3)]);
    assert_eq!(series(Period::Day, Some(Column::Source)).len(), 5);
}

fn a_backup_is_a_store(open: Open<'_>, to: &std::path::Path) {
    let mut store = open();
    let number = store.begin(&Run::default()).expect("a run");
    store.add(number, &entries()).expect("the reports are added");
    store.backup(to).expect("the copy can be written");
    let copy = connect(to, false).expect("the copy is a store");
    assert_eq!(ids(copy.as_ref(), &Query::default()).len(), 5);
    assert!(matches!(store.backup(to), Err(StoreError::Exists)));
}

fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::remove_dir_all(&path).unwrap_or_default();
    fs::create_dir_all(&path).expect("a folder can be made");
    path
}

#[test]
fn a_file() {
    let folder = folder("suite-file");
    let at = |name: &str| {
        let path = folder.join(name);
        move || connect(&path, true).expect("a store can be made")
    };
    adding_is_idempotent_and_whole(&at("1"));
    every_filter_finds(&at("2"));
    order_and_pages(&at("3"));
    series_count(&at("4"));
    a_backup_is_a_store(&at("5"), &folder.join("copy"));
}

#[test]
fn a_server() {
    let folder = folder("suite-server");
    let Some(server) = server::Server::start() else { return };
    let at = |name: &str| {
        let address = server.database(name);
        move || connect(std::path::Path::new(&address), true).expect("a store can be made")
    };
    let missing = connect(std::path::Path::new(&server.database("none")), false);
    assert!(matches!(missing, Err(StoreError::Missing)));
    adding_is_idempotent_and_whole(&at("adding"));
    every_filter_finds(&at("filters"));
    order_and_pages(&at("pages"));
    series_count(&at("series"));
    a_backup_is_a_store(&at("backup"), &folder.join("copy"));
    let address = server.database("earlier");
    drop(connect(std::path::Path::new(&address), true).expect("a store can be made"));
    server.run(&address, "ALTER TABLE sayso.records DROP COLUMN wording; UPDATE sayso.store SET version = 1");
    let earlier = connect(std::path::Path::new(&address), false).expect("a store of an earlier version opens");
    assert!(ids(earlier.as_ref(), &Query::default()).is_empty());
    let address = server.database("newer");
    drop(connect(std::path::Path::new(&address), true).expect("a store can be made"));
    server.run(&address, "UPDATE sayso.store SET version = 99");
    assert!(matches!(connect(std::path::Path::new(&address), true), Err(StoreError::Newer(99))));
    server.run(&address, "DROP SCHEMA sayso CASCADE; CREATE SCHEMA sayso; CREATE TABLE sayso.other (n integer)");
    assert!(matches!(connect(std::path::Path::new(&address), true), Err(StoreError::Foreign)));
}
