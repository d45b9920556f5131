//! Tasks of this repository.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line program")]

mod places;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let result = match args[..] {
        ["places", data] => places::run(Path::new(data)),
        _ => Err("usage: cargo xtask places DATA_DIR".to_owned()),
    };
    match result {
        Ok(told) => {
            println!("{told}");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}
