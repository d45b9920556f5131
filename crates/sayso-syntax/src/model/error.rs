//! Why a model file could not be used.

use std::fmt;
use std::path::PathBuf;

/// Why a model file could not be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum ModelError {
    /// The file could not be opened or mapped.
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// Fewer bytes than the file itself claims to have.
    Truncated {
        /// Bytes needed.
        needed: usize,
        /// Bytes there are.
        found: usize,
    },
    /// Not a model file at all.
    Magic,
    /// A format version of another engine.
    Version {
        /// The version in the file.
        found: u32,
    },
    /// The bytes are not those that the training wrote.
    Checksum,
    /// The header is not what a header should be.
    Header(String),
    /// A tensor is missing or of the wrong size.
    Tensor {
        /// Its name.
        name: String,
        /// What is wrong.
        problem: String,
    },
    /// A label set is missing, of the wrong size, or has a label that does not parse.
    Labels(String),
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ModelError::Io { path, error } => write!(f, "cannot read the model {}: {error}", path.display()),
            ModelError::Truncated { needed, found } => {
                write!(f, "the model is cut short: {found} bytes of at least {needed}")
            }
            ModelError::Magic => write!(f, "not a sayso model (it does not begin with SAYSOMDL)"),
            ModelError::Version { found } => {
                write!(f, "model format {found}, but this program reads format {}", super::header::FORMAT_VERSION)
            }
            ModelError::Checksum => write!(f, "the model is damaged: its checksum does not match its contents"),
            ModelError::Header(problem) => write!(f, "the model has a bad header: {problem}"),
            ModelError::Tensor { name, problem } => write!(f, "the model has a bad tensor `{name}`: {problem}"),
            ModelError::Labels(problem) => write!(f, "the model has bad labels: {problem}"),
        }
    }
}

impl std::error::Error for ModelError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ModelError::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}
