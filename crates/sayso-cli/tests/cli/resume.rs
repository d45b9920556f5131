//! A run that was broken off anywhere goes on to the same bytes.

use std::fs;

use crate::runner::{Folder, sayso, wire};

#[test]
fn broken_off_anywhere_it_ends_the_same() {
    let folder = Folder::new("resume");
    let file = folder.file("wire.jsonl", wire(60));
    for (command, format) in [("code", "jsonl"), ("code", "csv"), ("annotate", "jsonl"), ("annotate", "conllu")] {
        let out = folder.path(&format!("{command}.{format}"));
        let args = [command, &file, "-f", format, "-o", &out, "-q"];
        assert_eq!(sayso(&args).code, 0);
        let whole = fs::read(&out).expect("the output");
        let lengths = [0, 1, whole.len() / 7, whole.len() / 3, whole.len() / 2 + 1, whole.len() - 1, whole.len()];
        for length in lengths {
            fs::write(&out, &whole[..length]).expect("the output can be cut");
            let run = sayso(&[&args[..], &["--resume"]].concat());
            assert_eq!(run.code, 0, "{}", run.err);
            assert!(fs::read(&out).expect("the output") == whole, "{command} {format}, cut at {length}");
        }
        fs::remove_file(&out).expect("the output can be removed");
        assert_eq!(sayso(&[&args[..], &["--resume"]].concat()).code, 0);
        assert!(fs::read(&out).expect("the output") == whole, "without an output it begins anew");
    }
}

#[test]
fn another_corpus_is_refused_and_the_output_kept() {
    let folder = Folder::new("resume-other");
    let out = folder.path("out.jsonl");
    let file = folder.file("wire.jsonl", wire(5));
    let other = folder.file("other.jsonl", wire(5).replace("wire-", "else-"));
    assert_eq!(sayso(&["code", &file, "-o", &out, "-q"]).code, 0);
    let before = fs::read_to_string(&out).expect("the output");
    let run = sayso(&["code", &other, "-o", &out, "-q", "--resume"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("is not among the inputs"), "{}", run.err);
    assert_eq!(fs::read_to_string(&out).expect("the output"), before);
}

#[test]
fn a_file_that_is_no_earlier_output_is_left_alone() {
    let folder = Folder::new("resume-notes");
    let file = folder.file("wire.jsonl", wire(5));
    let notes = folder.file("notes.txt", "My notes.\nMore of them.\n");
    for format in ["jsonl", "csv"] {
        let run = sayso(&["code", &file, "-f", format, "-o", &notes, "-q", "--resume"]);
        assert_eq!(run.code, 2, "{}", run.err);
        assert_eq!(fs::read_to_string(&notes).expect("the notes"), "My notes.\nMore of them.\n");
    }
}
