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
    for round in 0..50u64 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
            .args(["add", &file, "--store", &broken, "-q", "-j1"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(Duration::from_millis(40 + 23 * round));
        // It may have ended by itself.
        child.kill().unwrap_or_default();
        child.wait().expect("the program ends");
    }
    assert_eq!(sayso(&["add", &file, "--store", &broken, "-q"]).code, 0);
    assert_eq!(sayso(&["verify", "--store", &broken]).code, 0);
    assert!(find(&broken) == find(&whole));
    for what in [&["ledger", "--all"][..], &["disputes"]] {
        let told = |store: &String| sayso(&[what, &["--store", store, "--format", "jsonl"]].concat()).out;
        assert!(told(&broken) == told(&whole), "{what:?}");
    }
}

#[test]
fn coding_anew_tells_what_changed() {
    let folder = Folder::new("store-recoded");
    let report = |id: &str, text: &str| serde_json::json!({"id": id, "date": "2026-03-02", "text": text}).to_string();
    let reports = [
        report("a", "Kenya demanded on Monday that Uganda withdraw its troops from Busia.\n\nUganda refused."),
        report("b", "Soldiers from Kenya painted the village on Sunday.\n\nTanzania praised the harvest."),
    ];
    let (file, store) = (folder.file("two.jsonl", reports.join("\n")), folder.path("a.sayso"));
    assert_eq!(sayso(&["add", &file, "--any-language", "--store", &store, "-q"]).code, 0);
    let before = find(&store);
    let same = sayso(&["recode", "--any-language", "--store", &store]);
    assert!(same.code == 0 && same.out.is_empty() && same.err.contains("0 documents"), "{} {}", same.out, same.err);
    let table = "lemma\tpos\tmode\tcameo\tcontexts\tsource\ttarget\tsign\twhen\tyes\tno\tsource_note\n\
                 paint\tverb\t-\t190\t-\tsubj\tobj\t-\t-\tRebels painted the fort.\t-\thand\n";
    std::fs::create_dir_all(folder.path("own")).expect("a folder");
    folder.file("own/assault.tsv", table);
    let own = folder.path("own");
    let recoded = sayso(&["recode", "--any-language", "--lexicon", &own, "--store", &store]);
    let what: Vec<String> = recoded.values("what");
    assert!(recoded.code == 0 && what == ["came"], "{what:?} {} {}", recoded.err, recoded.out);
    assert_eq!(recoded.json()[0]["after"]["type"], "ASSAULT");
    assert_eq!(sayso(&["verify", "--store", &store]).code, 0);
    let back = sayso(&["add", &file, "--any-language", "--store", &store]);
    assert!(back.err.contains("2 coded anew: 0 records came, 1 went, 0 changed"), "{}", back.err);
    assert_eq!(find(&store), before);
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
