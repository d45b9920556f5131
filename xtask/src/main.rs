//! Tasks of this repository.

mod eval;
mod genuine;
mod labels;
mod places;
mod tables;
mod tidy;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let result = match args[..] {
        ["tidy"] => tidy::run(root),
        ["eval", "bed"] => eval::bed::run(root, false),
        ["eval", "bed", "--accept"] => eval::bed::run(root, true),
        ["eval", "confidence"] => eval::confidence::run(root, false),
        ["eval", "confidence", "--accept"] => eval::confidence::run(root, true),
        ["eval", "coreference", data] => eval::coreference::run(Path::new(data)),
        ["eval", data] => eval::run(root, Path::new(data)),
        ["genuine", texts, out] => genuine::run(Path::new(texts), Path::new(out)),
        ["labels", "pairs", data] => labels::pairs::run(root, Path::new(data), false),
        ["labels", "pairs", data, "--fit"] => labels::pairs::run(root, Path::new(data), true),
        ["labels", data] => labels::run(root, Path::new(data)),
        ["labels", data, acts] => labels::misses(root, Path::new(data), acts),
        ["places", data] => places::run(Path::new(data)),
        ["tables", data] => tables::run(root, Path::new(data), false),
        ["tables", data, "--check"] | ["tables", "--check", data] => tables::run(root, Path::new(data), true),
        _ => Err(
            "usage: cargo xtask tidy | eval bed|confidence [--accept] | eval coreference DATA_DIR | eval DATA_DIR | genuine TEXTS OUT | labels DATA_DIR [TABLE_OF_ACTS] | labels pairs DATA_DIR [--fit] | places DATA_DIR | tables DATA_DIR [--check]"
                .to_owned(),
        ),
    };
    match result {
        Ok(told) => {
            let written = writeln!(std::io::stdout(), "{told}");
            if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(fault) => {
            // Nowhere is left to report a standard error that cannot be written to.
            let _ = writeln!(std::io::stderr(), "{fault}");
            ExitCode::FAILURE
        }
    }
}
