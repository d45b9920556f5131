//! The story under `examples/story`: its ledger day by day, whatever the order of arrival.

use std::fmt::Write;
use std::fs;

use serde_json::Value;

use crate::runner::{Folder, sayso};

const STORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/story");

/// The ledger and the disputes at the end of a day, a line each.
fn ledger(store: &str, day: &str) -> String {
    let codes = |list: &Value| {
        let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
        let mut codes: Vec<&str> = list.iter().filter_map(|p| p["code"].as_str()).collect();
        codes.sort_unstable();
        codes.join("+")
    };
    let mut shown = String::new();
    for item in sayso(&["ledger", "--all", "--as-of", day, "--store", store, "--format", "jsonl"]).json() {
        let (by, to) = (codes(&item["parties"]["by"]), codes(&item["parties"]["to"]));
        let claimed = item["claimed"].as_str().map(|state| format!(", claimed {state}")).unwrap_or_default();
        let on_word = if item["asserted"] == true { "" } else { ", as claimed" };
        let disputed = if item["disputed"] == true { ", disputed" } else { "" };
        let text = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
        let due = item["deadline"].as_str().map(|day| format!(" by {day}")).unwrap_or_default();
        writeln!(
            shown,
            "  {} {by}>{to} “{}”{due}: {}{on_word}{claimed}{disputed}",
            text("kind"),
            text("about"),
            text("state")
        )
        .expect("memory does not fail");
    }
    for dispute in sayso(&["disputes", "--as-of", day, "--store", store, "--format", "jsonl"]).json() {
        let side = |key: &str| codes(&dispute[key]);
        let figures = dispute["figures"].as_array().map(Vec::as_slice).unwrap_or_default();
        let figures: Vec<String> =
            figures.iter().map(|f| format!(" {} {} {}", f["speaker"]["code"], f["kind"], f["min"])).collect();
        let sides = [side("asserted_by"), side("denied_by"), side("retracted_by")].join(" / ");
        writeln!(shown, "  dispute “{}”: {sides}{}", dispute["about"].as_str().unwrap_or_default(), figures.concat())
            .expect("memory does not fail");
    }
    shown
}

fn reports() -> Vec<String> {
    let text = fs::read_to_string(format!("{STORY}/reports.jsonl")).expect("the story");
    text.lines().map(str::to_owned).collect()
}

#[test]
fn the_ledger_of_each_day_is_the_one_that_must_come_out() {
    let folder = Folder::new("story");
    let expected = fs::read_to_string(format!("{STORY}/ledger.txt")).expect("the ledger");
    let reports = reports();
    let orders: [fn(usize, usize) -> usize; 4] =
        [|i, _| i, |i, n| n - 1 - i, |i, n| (i * 7 + 3) % n, |i, n| (i * 4 + 1) % n];
    for (at, order) in orders.iter().enumerate() {
        let store = folder.path(&format!("{at}.sayso"));
        for part in 0..3 {
            let n = reports.len();
            let arrived: Vec<&str> =
                (part * n / 3..(part + 1) * n / 3).map(|i| reports[order(i, n)].as_str()).collect();
            let file = folder.file("part.jsonl", arrived.join("\n"));
            assert_eq!(sayso(&["add", &file, "--any-language", "--store", &store, "-q"]).code, 0);
        }
        let mut shown = String::new();
        let mut days: Vec<String> = reports
            .iter()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok()?["date"].as_str().map(str::to_owned))
            .collect();
        days.dedup();
        if at > 0 {
            days.retain(|day| ["2026-03-13", "2026-04-02"].contains(&day.as_str()));
        }
        for day in &days {
            let now = ledger(&store, day);
            assert!(at == 0 || expected.contains(&format!("{day}\n{now}")), "order {at}, {day}:\n{now}");
            shown += &format!("{day}\n{now}");
        }
        assert!(at > 0 || shown == expected, "what came out:\n{shown}");
    }
}
