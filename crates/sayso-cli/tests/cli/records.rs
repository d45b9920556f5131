//! Records as documented in `schema/record.schema.json`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::runner::{Folder, sayso, wire};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn schema() -> Value {
    let text = fs::read_to_string(root().join("schema/record.schema.json")).expect("the schema");
    serde_json::from_str(&text).expect("the schema is JSON")
}

fn examples() -> String {
    root().join("examples").to_str().expect("a path in UTF-8").to_owned()
}

#[test]
fn every_record_of_the_examples_and_the_suite_is_valid() {
    let validator = jsonschema::draft202012::new(&schema()).expect("the schema is one");
    let folder = Folder::new("schema");
    let run = sayso(&[
        "code",
        &examples(),
        &folder.file("wire.jsonl", wire(60)),
        &folder.file("suite.jsonl", suite()),
        "-q",
        "--any-language",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.json().len() > 150);
    for record in run.json() {
        let faults: Vec<String> =
            validator.iter_errors(&record).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{faults:?}\n{record}");
    }
}

/// The texts of all pages of `suite/`, as JSON lines.
fn suite() -> String {
    let stages = ["entities", "events", "attribution", "factuality", "whole-pipeline"];
    let pages = stages.into_iter().flat_map(sayso_suite::pages);
    let texts = pages.flat_map(|(name, page)| {
        let line = move |case: sayso_suite::Case| {
            let id = format!("{name}:{}", case.line);
            serde_json::json!({"id": id, "date": "2024-06-12", "text": case.text}).to_string() + "\n"
        };
        sayso_suite::cases(&page).into_iter().map(line)
    });
    texts.collect()
}

#[test]
fn every_field_is_documented() {
    let schema = schema();
    let documented: BTreeSet<&String> = schema["properties"].as_object().expect("properties").keys().collect();
    let run = sayso(&["code", &examples(), "-q"]);
    for record in run.json() {
        let fields: BTreeSet<&String> = record.as_object().expect("an object").keys().collect();
        assert_eq!(fields, documented);
    }
}

#[test]
fn records_of_a_report_hang_together() {
    let run = sayso(&["code", &examples(), "-q"]);
    let records = run.json();
    let ids: BTreeSet<&str> = records.iter().map(|r| r["id"].as_str().expect("an id")).collect();
    assert_eq!(ids.len(), records.len(), "ids are distinct");
    for record in &records {
        if let Some(outer) = record["embedded_in"].as_str() {
            let outer = records.iter().find(|r| r["id"] == outer).expect("the record that it is embedded in");
            assert!(outer["embeds"].as_array().expect("a list").contains(&record["id"]));
        }
        let fact = record["status"] == "occurred" && record["speakers"].as_array().is_some_and(Vec::is_empty);
        assert_eq!(record["asserted"], fact);
    }
}

#[test]
fn rows_carry_what_lines_carry() {
    let lines = sayso(&["code", &examples(), "-q"]).json();
    let rows = sayso(&["code", &examples(), "-q", "-f", "csv"]).out;
    let mut reader = csv::Reader::from_reader(rows.as_bytes());
    let names = reader.headers().expect("a header").clone();
    let column = |name: &str| names.iter().position(|n| n == name).expect("a column");
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), lines.len());
    for (row, line) in rows.iter().zip(&lines) {
        for name in ["id", "type", "status", "evidence", "cameo"] {
            assert_eq!(row[column(name)], *line[name].as_str().expect("a text"));
        }
    }
}
