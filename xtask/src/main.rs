//! Tasks of this repository.

mod places;

use std::io::Write;
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
