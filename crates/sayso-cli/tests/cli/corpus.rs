//! Corpora: the same bytes whatever the threads, selections that add up, problems that cost nothing else.

use crate::runner::{Folder, sayso, sayso_with, wire};

#[test]
fn threads_and_runs_do_not_show() {
    let folder = Folder::new("threads");
    let file = folder.file("wire.jsonl", wire(150));
    for format in ["jsonl", "csv"] {
        let one = sayso(&["code", &file, "-f", format, "-j1"]);
        assert_eq!(one.code, 0, "{}", one.err);
        assert!(one.out.lines().count() > 100);
        for threads in ["-j2", "-j7", "-j1"] {
            assert!(sayso(&["code", &file, "-f", format, threads]).out == one.out, "{format} {threads}");
        }
    }
    let layers = sayso(&["annotate", &file, "-j1"]).out;
    assert!(sayso(&["annotate", &file, "-j3"]).out == layers);
}

#[test]
fn a_document_alone_is_coded_as_in_a_corpus() {
    let folder = Folder::new("alone");
    let all = wire(30);
    let file = folder.file("wire.jsonl", &all);
    let together = sayso(&["code", &file]).out;
    let apart: String = all.lines().map(|line| sayso_with(&["code", "-", "-q"], line.as_bytes()).out).collect();
    assert!(together == apart);
}

#[test]
fn shards_and_limits_add_up() {
    let folder = Folder::new("shards");
    let file = folder.file("wire.jsonl", wire(41));
    let ids = |args: &[&str]| sayso(&[&["annotate", &file, "-q"], args].concat()).values("id");
    let mut all: Vec<String> = (1..=3).flat_map(|i| ids(&["--shard", &format!("{i}/3")])).collect();
    all.sort();
    assert_eq!(all, ids(&[]));
    assert_eq!(ids(&["--limit", "3"]), ["wire-0000", "wire-0001", "wire-0002"]);
    let sample = ids(&["--sample", "10", "--seed", "4"]);
    assert_eq!(sample.len(), 10);
    assert_eq!(sample, ids(&["--sample", "10", "--seed", "4", "-j1"]));
    assert_ne!(sample, ids(&["--sample", "10", "--seed", "5"]));
}

#[test]
fn other_languages_are_counted_and_passed_over() {
    let folder = Folder::new("languages");
    let german = "Die Polizei nahm am Montag in der Hauptstadt Dutzende Studenten fest, nachdem ein Marsch auf das \
                  Parlament in Gewalt umgeschlagen war, und der Innenminister kündigte weitere Festnahmen an.";
    folder.file("a.txt", german);
    folder.file("b.txt", crate::runner::EVENT);
    let run = sayso(&["annotate", &folder.all()]);
    assert_eq!((run.code, run.values("id")), (0, vec!["b".to_owned()]), "{}", run.err);
    assert!(run.err.contains("1 document coded, 1 not English"), "{}", run.err);
    assert_eq!(sayso(&["annotate", &folder.all(), "--any-language"]).values("id"), ["a", "b"]);
}

#[test]
fn standard_output_carries_data_alone() {
    let run = sayso_with(&["annotate", "-"], b"{\"id\": 7, \"text\": \"Nothing happened.\"}\nnonsense\n");
    assert_eq!(run.code, 1);
    assert_eq!(run.values("id"), ["7"]);
    assert!(run.err.contains("standard input:2: not JSON"), "{}", run.err);
    assert!(run.err.contains("1 document coded, 1 failed"), "{}", run.err);
    assert_eq!(sayso_with(&["code", "-", "-q"], b"{\"text\": \"Nothing happened.\"}").err, "");
}

#[test]
fn what_is_less_sure_than_asked_for_is_left_out() {
    let folder = Folder::new("confidence");
    let file = folder.file("wire.jsonl", wire(41));
    let rated = |args: &[&str]| -> Vec<f32> {
        let run = sayso(&[&["code", &file, "-q"], args].concat());
        run.values("confidence").iter().map(|rate| rate.parse().expect("a number")).collect()
    };
    let all = rated(&[]);
    let kept: Vec<f32> = all.iter().copied().filter(|rate| *rate >= 0.7).collect();
    assert_eq!(rated(&["--min-confidence", "0.7"]), kept);
    assert_eq!(sayso(&["code", &file, "--min-confidence", "70"]).code, 2);
}

#[test]
#[cfg(unix)]
fn a_device_is_written_to_as_it_is() {
    let folder = Folder::new("device");
    let file = folder.file("wire.jsonl", wire(3));
    let none = sayso(&["code", &file, "-q", "-o", "/dev/null"]);
    assert_eq!(none.code, 0, "{}", none.err);
}
