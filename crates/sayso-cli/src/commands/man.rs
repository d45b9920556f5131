//! `sayso man`: the manual page.

use std::io::{self, Write};

use clap::{Args, CommandFactory};

use super::Cli;
use crate::exit::{Outcome, Stop};

/// Print the manual page of the program or of a command
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  sayso man | man -l -\n  sayso man code > sayso-code.1")]
pub(crate) struct ManArgs {
    /// The command, if not the whole program
    command: Option<String>,
}

impl ManArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        let mut program = Cli::command();
        program.build();
        let page = match &self.command {
            None => program,
            Some(name) => program
                .find_subcommand(name)
                .cloned()
                .ok_or_else(|| crate::problem::Problem::usage(format!("no command “{name}”"), "see sayso --help"))?,
        };
        let mut out = Vec::new();
        clap_mangen::Man::new(page).render(&mut out)?;
        io::stdout().write_all(&out)?;
        Ok(Outcome::Done)
    }
}
