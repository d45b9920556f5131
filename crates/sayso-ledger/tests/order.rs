//! The ledger of the records of `examples/story`, in whatever order they come.

use jiff::civil::date;
use proptest::prelude::*;
use sayso_ledger::{Kind, Ledger, State};
use sayso_record::Record;

fn records() -> Vec<Record> {
    include_str!("story.jsonl").lines().map(|line| serde_json::from_str(line).expect("a record")).collect()
}

proptest! {
    #[test]
    fn the_order_of_arrival_never_shows(records in Just(records()).prop_shuffle(), day in 1i8..31, again in 0usize..20) {
        let mut twice = records.clone();
        twice.extend_from_slice(&records[..again]);
        for as_of in [None, Some(date(2026, 3, day))] {
            prop_assert_eq!(Ledger::of(&twice, as_of), Ledger::of(&self::records(), as_of));
        }
    }
}

#[test]
fn a_threat_whose_deadline_passes_has_lapsed() {
    let is_it = |r: &Record| r.document == "story-03" || r.document == "story-01";
    let records: Vec<Record> = records().into_iter().filter(is_it).collect();
    for (day, state, expired) in [(12, State::Open, false), (13, State::Lapsed, true)] {
        let ledger = Ledger::of(&records, Some(date(2026, 3, day)));
        let threat = ledger.items.iter().find(|item| item.kind == Kind::Threat).expect("the threat");
        assert_eq!((threat.state, threat.expired), (state, expired));
    }
}

#[test]
fn speakers_have_a_history() {
    let ledger = Ledger::of(&records(), None);
    let kenya = ledger.speakers.iter().find(|s| s.code == "KEN").expect("Kenya speaks");
    assert!(!kenya.asserted.is_empty() && !kenya.retracted.is_empty() && !kenya.contradicted.is_empty());
}
