//! The model in the program, or one from a file.

use std::path::Path;

use sayso_lexicon::TableError;
use sayso_syntax::{Model, ModelError};

/// What could not be loaded.
#[derive(Debug)]
pub enum LoadError {
    /// The language model.
    Model(ModelError),
    /// A table of the lexicon.
    Table(TableError),
    /// Tables of the user's: all that is wrong with them.
    UserTables(Vec<TableError>),
}

impl std::fmt::Display for LoadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            LoadError::Model(e) => write!(f, "language model: {e}"),
            LoadError::Table(e) => write!(f, "lexicon: {e}"),
            LoadError::UserTables(faults) => {
                faults.iter().enumerate().try_for_each(|(i, e)| write!(f, "{}{e}", if i == 0 { "" } else { "\n" }))
            }
        }
    }
}

impl std::error::Error for LoadError {}

impl From<ModelError> for LoadError {
    fn from(e: ModelError) -> LoadError {
        LoadError::Model(e)
    }
}

impl From<TableError> for LoadError {
    fn from(e: TableError) -> LoadError {
        LoadError::Table(e)
    }
}

/// The model of a file, or the one in the program.
pub(crate) fn model(path: Option<&Path>) -> Result<Model, ModelError> {
    match path {
        Some(path) => Model::open(path),
        None => Model::from_bytes(sayso_syntax::include_model!("../../../models/base.sayso")),
    }
}
