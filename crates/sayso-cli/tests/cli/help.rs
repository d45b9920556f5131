//! Help, completions, the manual and exit codes.

use std::process::{Command, Stdio};

use crate::runner::{Folder, sayso, wire};

const COMMANDS: &[&str] = &[
    "read",
    "code",
    "annotate",
    "explain",
    "actor",
    "place",
    "lexicon",
    "add",
    "find",
    "ledger",
    "disputes",
    "show",
    "series",
    "serve",
    "demo",
    "verify",
    "backup",
    "completions",
    "man",
];

#[test]
fn every_command_explains_itself_with_examples() {
    let program = sayso(&["--help"]);
    for command in COMMANDS {
        assert!(program.out.contains(&format!("\n  {command} ")), "{command}");
        let help = sayso(&[command, "--help"]);
        assert!(help.code == 0 && help.out.contains("Example"), "{command}");
    }
    assert!(program.out.contains("Exit codes: 0"));
}

#[test]
fn completions_and_manual_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = sayso(&["completions", shell]);
        assert!(run.code == 0 && COMMANDS.iter().all(|command| run.out.contains(command)), "{shell}");
    }
    let manual = sayso(&["man"]);
    assert!(COMMANDS.iter().all(|command| manual.out.contains(command)));
    assert!(sayso(&["man", "code"]).out.contains("resume"));
    assert_eq!(sayso(&["man", "nonsense"]).code, 2);
}

#[test]
fn wrong_usage_ends_with_2() {
    for args in [
        &["code"][..],
        &["nonsense"],
        &["code", "x", "--shard", "5/4"],
        &["code", "x", "--resume"],
        &["code", "x", "--format", "xml"],
        &["code", "x", "--model", "/no/such/model"],
        &["code", "x", "-o", "/no/such/folder/out.jsonl"],
        &["explain", "doc#a3f9c2"],
    ] {
        let run = sayso(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}: {}", run.err);
        assert!(!run.err.is_empty());
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = Folder::new("pipe");
    let file = folder.file("wire.jsonl", wire(400));
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["annotate", &file, "-q"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}
