//! `sayso backup`: a copy of a store.

use std::path::PathBuf;

use clap::Args;
use sayso_store::StoreError;

use super::stored::StoreArgs;
use crate::exit::{Outcome, Stop};
use crate::problem::Problem;

/// Write a whole copy of a store to a new file, while others read and write it
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  sayso backup lake-2026-03-10.sayso --store lake.sayso")]
pub(crate) struct BackupArgs {
    /// The new file
    to: PathBuf,
    #[command(flatten)]
    store: StoreArgs,
}

impl BackupArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        self.store.open()?.backup(&self.to).map_err(|error| match error {
            StoreError::Exists => Problem::file(&self.to.display().to_string(), error.to_string(), "").into(),
            other => self.store.failed(&other),
        })?;
        Ok(Outcome::Done)
    }
}
