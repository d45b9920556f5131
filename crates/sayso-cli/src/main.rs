//! The `sayso` command. Standard output carries data alone; everything else goes to standard error.

mod commands;
mod corpus;
mod document;
mod exit;
mod input;
mod output;
mod pipeline;
mod problem;
mod progress;
mod select;
mod view;

use std::panic;
use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    // A report that breaks the program is told of like any other problem, not with a trace.
    panic::set_hook(Box::new(|_| {}));
    exit::code(commands::Cli::parse().run())
}
