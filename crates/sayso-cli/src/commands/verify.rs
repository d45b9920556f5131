//! `sayso verify`: whether a store is whole.

use clap::Args;

use super::stored::StoreArgs;
use crate::exit::{Outcome, Stop};
use crate::problem::Problem;
use crate::progress::say;

/// Check a store: pages, references, index of words, and every record
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  sayso verify --store lake.sayso\n\nExit codes: 0 whole · 2 damaged, or no store.")]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    store: StoreArgs,
}

impl VerifyArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        let faults = self.store.open()?.verify().map_err(|e| self.store.failed(&e))?;
        if faults.is_empty() {
            say("the store is whole");
            return Ok(Outcome::Done);
        }
        let name = self.store.store.display().to_string();
        Err(Problem::file(&name, faults.join("; "), "take a backup, or add the reports to a new store").into())
    }
}
