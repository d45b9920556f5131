//! The `sayso` command. Standard output carries data alone; everything else goes to standard error.

mod commands;
mod config;
mod corpus;
mod document;
mod exit;
mod import;
mod input;
mod lexicon;
mod output;
mod pipeline;
mod problem;
mod progress;
mod select;
mod view;

use std::panic;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

fn main() -> ExitCode {
    // A report that breaks the program is told of like any other problem, not with a trace.
    panic::set_hook(Box::new(|_| {}));
    let run = || {
        let given = config::arguments(&commands::Cli::command(), std::env::args_os().collect())?;
        commands::Cli::parse_from(given).run()
    };
    exit::code(run())
}
