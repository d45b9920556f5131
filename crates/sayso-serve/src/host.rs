//! What the server asks of the program around it: reading reports, and the language engine.

use std::path::Path;
use std::sync::Arc;

use sayso::Coder;
use serde::Serialize;
use utoipa::ToSchema;

/// How far the reading of a file has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Progress {
    /// Reports read, whatever became of them.
    pub read: u64,
    /// Reports new to the store.
    pub added: u64,
    /// Reports whose text or coding is another than before.
    pub changed: u64,
    /// Reports that the store had.
    pub known: u64,
    /// Reports that are plainly not English.
    pub foreign: u64,
    /// Reports that could not be read or coded.
    pub failed: u64,
    /// Records of the reports.
    pub records: u64,
    /// What went wrong, the first of them.
    pub problems: Vec<String>,
}

/// What the server asks of the program around it.
pub trait Host: Send + Sync {
    /// The language engine, loaded when it is first asked for.
    ///
    /// # Errors
    /// If it cannot be loaded, in words.
    fn coder(&self) -> Result<Arc<Coder>, String>;

    /// Reads the reports of a file into the store, and tells how far it has come.
    ///
    /// # Errors
    /// If the store cannot be written, in words.
    fn add(&self, file: &Path, date: Option<&str>, tell: &mut dyn FnMut(&Progress)) -> Result<(), String>;
}
