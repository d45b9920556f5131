//! The model file: weights, vocabulary and label sets, checked on loading and used in place.
//!
//! ```text
//! 0    "SAYSOMDL"
//! 8    u32 format version (2), little-endian like everything else
//! 12   u32 length of the JSON header, padding included
//! 16   SHA-256 of everything from byte 48 on
//! 48   JSON header, padded with spaces so that the data starts at a multiple of 64
//! ..   tensors, each starting at a multiple of 64 from the start of the data
//! ```

mod bytes;
mod error;
mod header;
mod labels;
mod weights;

use std::borrow::Cow;
use std::path::Path;

pub use bytes::Aligned;
pub use error::ModelError;

use crate::pieces::Vocabulary;
use bytes::Bytes;
pub(crate) use header::Config;
use header::Header;
pub(crate) use labels::Labels;
pub(crate) use weights::{Layer, Linear, Weights, floats};

/// A trained model, ready to [`crate::parse`] with.
pub struct Model {
    name: String,
    version: String,
    pub(crate) config: Config,
    pub(crate) labels: Labels,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) weights: Weights,
    bytes: Bytes,
}

impl Model {
    /// Reads a model from the bytes of a model file. Static bytes that start at a multiple of 64 (see
    /// [`crate::include_model!`]) are used in place, others are copied once.
    ///
    /// # Errors
    /// If the bytes are not a whole, undamaged model file of a version that this engine knows.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Model, ModelError> {
        Model::load(Bytes::from_cow(bytes.into()))
    }

    /// Reads a model file through a memory map. The file must not be changed while the model is in use.
    ///
    /// # Errors
    /// If the file cannot be read, or is not a whole, undamaged model file of a version that this engine knows, or if
    /// its weights leave the limits within which all kernels compute the same.
    pub fn open(path: &Path) -> Result<Model, ModelError> {
        let model = Model::load(Bytes::map(path).map_err(|error| ModelError::Io { path: path.to_owned(), error })?)?;
        model.weights.check_limits(model.file())?;
        Ok(model)
    }

    fn load(bytes: Bytes) -> Result<Model, ModelError> {
        let file = bytes.as_slice();
        let (header, data) = Header::read(file)?;
        let weights = Weights::find(&header, data, file)?;
        let labels = Labels::new(&header.labels)?;
        labels.check_sizes(&weights)?;
        let vocabulary = Vocabulary::new(file, weights.vocabulary.clone())?;
        if weights.word_rows < vocabulary.len() {
            return Err(ModelError::Tensor {
                name: "vocab".into(),
                problem: format!("{} entries for {} embeddings", vocabulary.len(), weights.word_rows),
            });
        }
        let Header { name, version, config, .. } = header;
        Ok(Model { name, version, config, labels, vocabulary, weights, bytes })
    }

    /// Name given by the training.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Version given by the training.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The whole model file.
    pub(crate) fn file(&self) -> &[u8] {
        self.bytes.as_slice()
    }
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Model")
            .field("name", &self.name)
            .field("version", &self.version)
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}
