//! `sayso completions`: completions for a shell.

use std::io::{self, Write};

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::Cli;
use crate::exit::{Outcome, Stop};

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  sayso completions bash > ~/.local/share/bash-completion/completions/sayso")]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl CompletionsArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        let mut out = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "sayso", &mut out);
        io::stdout().write_all(&out)?;
        Ok(Outcome::Done)
    }
}
