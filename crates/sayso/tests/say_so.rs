//! Reads `suite/status/say_so.md`: reports, and what becomes of their acts on whose word.

use std::path::Path;

use sayso::Coder;
use sayso::document::{Header, read};
use sayso::record::Record;

/// How the page spells a telling.
fn told(record: &Record) -> String {
    let denial = record.denial.map(|d| format!(" {}", d.as_str())).unwrap_or_default();
    let speakers: Vec<&str> = record.speakers.iter().map(|s| if s.text.is_empty() { "?" } else { &s.text }).collect();
    let by = if speakers.is_empty() { "report".to_owned() } else { speakers.join(">") };
    format!("{} = {}{denial} by {by}", record.trigger.text, record.status.as_str())
}

#[test]
fn acts_are_told_as_the_page_says() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/status/say_so.md");
    let page = std::fs::read_to_string(page).expect("the page");
    let coder = Coder::new().expect("the tables");
    let mut faults = Vec::new();
    for line in page.split("```\n").skip(1).step_by(2).flat_map(str::lines) {
        let mut fields = line.split(" | ");
        let text = fields.next().unwrap_or_default();
        let coded = coder.code(read(text, None, Header::default()));
        let found: Vec<String> = coded.records.iter().filter(|r| !r.folded).map(told).collect();
        for expected in fields.map(str::trim).filter(|e| !found.iter().any(|f| f == e)) {
            faults.push(format!("{text}\n  expected {expected}\n  found {found:?}"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
