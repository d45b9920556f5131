//! The store: idempotent, safe against being killed, and careful with files that are none.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::runner::{Folder, sayso, wire};

fn find(store: &str) -> String {
    sayso(&["find", "--store", store, "--format", "jsonl"]).out
}

#[test]
fn what_is_added_is_found_as_coded_once() {
    let folder = Folder::new("store");
    let (file, store) = (folder.file("wire.jsonl", wire(40)), folder.path("a.sayso"));
    assert_eq!(sayso(&["add", &file, "--store", &store, "-q"]).code, 0);
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let once = find(&store);
    assert_eq!(sorted(&once), sorted(&sayso(&["code", &file, "-q"]).out));
    let again = sayso(&["add", &file, "--store", &store]);
    assert!(again.err.contains("0 documents coded"), "{}", again.err);
    assert_eq!(find(&store), once);
    assert_eq!(sayso(&["verify", "--store", &store]).code, 0);
    let copy = folder.path("copy.sayso");
    assert_eq!(sayso(&["backup", &copy, "--store", &store]).code, 0);
    assert_eq!(find(&copy), once);
    assert_eq!(sayso(&["backup", &copy, "--store", &store]).code, 2, "a file that is there is not overwritten");
    let filtered = sayso(&["find", "--store", &store, "--words", "journalists", "--type", "request", "-f", "jsonl"]);
    assert!(!filtered.json().is_empty() && filtered.values("type").iter().all(|t| t == "REQUEST"), "{}", filtered.err);
    let near = sayso(&["show", "wire-0000", "--store", &store]).json();
    assert!(near[0]["near"].as_array().is_some_and(|near| !near.is_empty()), "the wire repeats itself");
    assert!(sayso(&["find", "--store", &store, "--words", "\"open"]).err.contains("cannot be understood"));
    let series = sayso(&["series", "--store", &store, "--split", "type"]).out;
    assert!(series.starts_with("period,value,records\n2026-03,"), "{series}");
}

#[test]
fn killed_again_and_again_it_ends_the_same() {
    let folder = Folder::new("store-killed");
    let file = folder.file("wire.jsonl", wire(600));
    let (whole, broken) = (folder.path("whole.sayso"), folder.path("broken.sayso"));
    assert_eq!(sayso(&["add", &file, "--store", &whole, "-q"]).code, 0);
    for round in 0..12u64 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
            .args(["add", &file, "--store", &broken, "-q", "-j1"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(Duration::from_millis(40 + 37 * round));
        // It may have ended by itself.
        child.kill().unwrap_or_default();
        child.wait().expect("the program ends");
    }
    assert_eq!(sayso(&["add", &file, "--store", &broken, "-q"]).code, 0);
    assert_eq!(sayso(&["verify", "--store", &broken]).code, 0);
    assert!(find(&broken) == find(&whole));
}

#[test]
fn files_that_are_no_store_are_left_alone() {
    let folder = Folder::new("store-foreign");
    let (file, good) = (folder.file("wire.jsonl", wire(5)), folder.path("good.sayso"));
    assert_eq!(sayso(&["add", &file, "--store", &good, "-q"]).code, 0);
    let whole = fs::read(&good).expect("the store");
    let mut newer = whole.clone();
    newer[60..64].copy_from_slice(&99u32.to_be_bytes());
    let mut other = whole.clone();
    other[68..72].copy_from_slice(&7u32.to_be_bytes());
    let cut = whole[..whole.len() / 2].to_vec();
    for (name, bytes, told) in [
        ("notes.txt", b"My notes are no store, of course, however long they grow.".repeat(40), "no store"),
        ("newer.sayso", newer, "newer than this program"),
        ("other.sayso", other, "no store"),
        ("cut.sayso", cut, "damaged"),
    ] {
        let path = folder.file(name, &bytes);
        for args in [&["verify"][..], &["add", &file, "-q"], &["find"]] {
            let run = sayso(&[args, &["--store", &path]].concat());
            assert!(run.code == 2 && run.err.contains(told), "{name} {args:?}: {} {}", run.code, run.err);
            assert!(fs::read(&path).expect("the file") == bytes, "{name} is left as it is");
        }
    }
    let missing = sayso(&["find", "--store", &folder.path("none.sayso")]);
    assert!(missing.code == 2 && missing.err.contains("no such store"), "{}", missing.err);
}
