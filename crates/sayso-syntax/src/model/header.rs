//! The fixed fields and the JSON header of a model file.

use std::ops::Range;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::bytes::ALIGNMENT;
use super::error::ModelError;

pub(crate) const MAGIC: &[u8; 8] = b"SAYSOMDL";
pub(crate) const FORMAT_VERSION: u32 = 2;
/// Where the JSON header starts.
const HEADER_START: usize = 48;

/// Sizes of the network.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Config {
    /// Transformer layers.
    pub layers: usize,
    /// Width of a token vector.
    pub hidden: usize,
    /// Attention heads.
    pub heads: usize,
    /// Width of the feed-forward part.
    pub ff: usize,
    /// Positions with an embedding: the longest sequence.
    pub max_pos: usize,
    /// Case shapes with an embedding.
    pub shapes: usize,
    /// Width of the arc scorer.
    pub arc: usize,
    /// Width of the relation scorer.
    pub rel: usize,
    /// Values that share a scale in the word embedding.
    pub emb_group: usize,
}

impl Config {
    fn check(&self) -> Result<(), ModelError> {
        let multiple = |name: &str, value: usize, of: usize| {
            let fine = (of..=1 << 16).contains(&value) && value.is_multiple_of(of);
            fine.then_some(()).ok_or_else(|| ModelError::Header(format!("{name} is {value}, not a multiple of {of}")))
        };
        multiple("layers", self.layers, 1)?;
        multiple("hidden", self.hidden, 32)?;
        multiple("heads", self.heads, 1)?;
        multiple("ff", self.ff, 32)?;
        multiple("max_pos", self.max_pos, 128)?;
        multiple("arc", self.arc, 32)?;
        multiple("rel", self.rel, 32)?;
        multiple("emb_group", self.emb_group, 32)?;
        multiple("hidden", self.hidden, self.heads * 32)?;
        multiple("hidden", self.hidden, self.emb_group)?;
        if self.shapes < crate::pieces::SHAPES {
            return Err(ModelError::Header(format!("{} case shapes", self.shapes)));
        }
        Ok(())
    }
}

/// Names of labels, in the order of the rows of their heads.
#[derive(Debug, Deserialize)]
pub(crate) struct LabelNames {
    pub upos: Vec<String>,
    pub feats: Vec<String>,
    pub lemma_scripts: Vec<String>,
    pub deprel: Vec<String>,
    #[serde(default)]
    pub ner: Vec<String>,
    #[serde(default)]
    pub attribution: Vec<String>,
    #[serde(default)]
    pub factuality: Vec<String>,
}

/// Where a tensor is and what it holds.
#[derive(Debug, Deserialize)]
pub(crate) struct TensorEntry {
    pub name: String,
    pub dtype: String,
    pub shape: Vec<usize>,
    offset: usize,
    bytes: usize,
}

impl TensorEntry {
    /// Its bytes in a file whose data is `data`.
    pub(crate) fn range(&self, data: &Range<usize>) -> Result<Range<usize>, ModelError> {
        let start = data.start.checked_add(self.offset);
        let end = start.and_then(|start| start.checked_add(self.bytes));
        match (start, end) {
            (Some(start), Some(end)) if end <= data.end && self.offset.is_multiple_of(ALIGNMENT) => Ok(start..end),
            (_, Some(end)) if end > data.end => Err(ModelError::Truncated { needed: end, found: data.end }),
            _ => Err(ModelError::Tensor { name: self.name.clone(), problem: format!("bad offset {}", self.offset) }),
        }
    }
}

/// The JSON header.
#[derive(Debug, Deserialize)]
pub(crate) struct Header {
    pub name: String,
    pub version: String,
    pub config: Config,
    pub labels: LabelNames,
    pub tensors: Vec<TensorEntry>,
}

impl Header {
    /// Reads the header of a file and says where its data is.
    pub(crate) fn read(file: &[u8]) -> Result<(Header, Range<usize>), ModelError> {
        let word = |at: usize| file.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
        let truncated = |needed| ModelError::Truncated { needed, found: file.len() };
        if file.len() < MAGIC.len() || !file.starts_with(MAGIC) {
            return Err(ModelError::Magic);
        }
        let version = word(8).ok_or_else(|| truncated(HEADER_START))?;
        if version != FORMAT_VERSION {
            return Err(ModelError::Version { found: version });
        }
        let len = word(12).ok_or_else(|| truncated(HEADER_START))? as usize;
        let start = HEADER_START.saturating_add(len);
        let json = file.get(HEADER_START..start).ok_or_else(|| truncated(start))?;
        // A header that reads well tells a short file from a damaged one.
        let header = serde_json::from_slice::<Header>(json).map_err(|e| ModelError::Header(e.to_string()));
        if let Ok(header) = &header {
            for tensor in &header.tensors {
                tensor.range(&(start..file.len()))?;
            }
        }
        if Sha256::digest(&file[HEADER_START..])[..] != file[16..HEADER_START] {
            return Err(ModelError::Checksum);
        }
        if !start.is_multiple_of(ALIGNMENT) {
            return Err(ModelError::Header(format!("its length {len} leaves the data unaligned")));
        }
        let header = header?;
        header.config.check()?;
        Ok((header, start..file.len()))
    }
}
