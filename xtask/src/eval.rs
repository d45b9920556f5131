//! Scores the program: on the test bed of the repository (`bed`), and on development sets that lie outside it.

pub(crate) mod bed;
pub(crate) mod confidence;
pub(crate) mod coreference;

use std::path::Path;
use std::process::{Command, Stdio};

/// Scorer, gold file below the data folder, and the command that codes it.
const SETS: &[(&[&str], &str, &[&str])] = &[
    (&["score_events.py", "challenge"], "eval/challenge_dev.jsonl", &["code"]),
    (&["score_events.py", "challenge"], "eval/reports_dev.jsonl", &["code"]),
    (&["score_events.py", "gsr"], "eval/plover_gsr_dev.jsonl", &["code"]),
    (&["score_attribution.py"], "corpora/attribution/dev.jsonl", &["annotate"]),
    (&["score_factuality.py"], "corpora/factuality/uds_ih2/dev.jsonl.gz", &["annotate"]),
    (&["score_places.py"], "corpora/geo/geovirus.jsonl", &["annotate"]),
];

/// Codes each set with the release build and prints what its scorer says.
pub(crate) fn run(root: &Path, data: &Path) -> Result<String, String> {
    let program =
        root.join(std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned())).join("release/sayso");
    let mut told = String::new();
    for (scorer, gold, command) in SETS {
        let gold = data.join(gold);
        let predicted = std::env::temp_dir().join("sayso-eval.jsonl");
        let failed = |what: &Path, e: std::io::Error| {
            format!("{}: {e} (build the program with cargo build --release)", what.display())
        };
        let status = Command::new(&program)
            .args(*command)
            .args([gold.as_path(), Path::new("--any-language"), Path::new("-q"), Path::new("-o"), &predicted])
            .stdout(Stdio::null())
            .status();
        status.map_err(|e| failed(&program, e))?;
        let output = Command::new("python3")
            .arg(data.join("eval").join(scorer[0]))
            .args(&scorer[1..])
            .args([&gold, &predicted])
            .output()
            .map_err(|e| failed(Path::new("python3"), e))?;
        told.push_str(&format!("{}\n{}", gold.display(), String::from_utf8_lossy(&output.stdout)));
    }
    Ok(told)
}
