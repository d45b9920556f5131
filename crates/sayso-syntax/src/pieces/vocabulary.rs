//! The WordPiece vocabulary: the longest known piece first, from left to right.

use std::ops::Range;

use super::normal::{is_punctuation, normalise};
use crate::model::ModelError;

/// Most pieces of one word; what comes after them is left out, since only the first represents the word.
const MAX_PIECES: usize = 64;
/// Longer stretches of letters are unknown as a whole.
const MAX_CHARS: usize = 100;
const CONTINUING: &str = "##";
const EMPTY: u32 = u32::MAX;

/// The pieces, one a line of a stretch of the model file, and a hash table of their numbers.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    starts: Vec<u32>,
    table: Vec<u32>,
    pub(crate) cls: u32,
    pub(crate) sep: u32,
    unknown: u32,
}

impl Vocabulary {
    /// Reads the vocabulary at a range of bytes of the model file.
    pub(crate) fn new(file: &[u8], range: Range<usize>) -> Result<Vocabulary, ModelError> {
        let bad = |problem: &str| ModelError::Tensor { name: "vocab".into(), problem: problem.into() };
        let text = &file[range.clone()];
        if text.len() > 1 << 28 || range.start > 1 << 31 {
            return Err(bad("too large"));
        }
        let mut starts = vec![range.start as u32];
        starts.extend(text.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(i, _)| (range.start + i + 1) as u32));
        starts.push(range.end as u32 + 1);
        let slots = (starts.len() * 2).next_power_of_two();
        let mut vocabulary = Vocabulary { starts, table: vec![EMPTY; slots], cls: 0, sep: 0, unknown: 0 };
        for id in 0..vocabulary.len() as u32 {
            let mut slot = hash(vocabulary.piece(file, id)) & (slots - 1);
            while vocabulary.table[slot] != EMPTY {
                slot = (slot + 1) & (slots - 1);
            }
            vocabulary.table[slot] = id;
        }
        let special = |piece: &str| vocabulary.find(file, piece.as_bytes()).ok_or_else(|| bad(&format!("no {piece}")));
        let (cls, sep, unknown) = (special("[CLS]")?, special("[SEP]")?, special("[UNK]")?);
        Ok(Vocabulary { cls, sep, unknown, ..vocabulary })
    }

    /// Number of pieces.
    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn piece<'a>(&self, file: &'a [u8], id: u32) -> &'a [u8] {
        &file[self.starts[id as usize] as usize..self.starts[id as usize + 1] as usize - 1]
    }

    fn find(&self, file: &[u8], piece: &[u8]) -> Option<u32> {
        let mask = self.table.len() - 1;
        let mut slot = hash(piece) & mask;
        loop {
            match self.table[slot] {
                EMPTY => return None,
                id if self.piece(file, id) == piece => return Some(id),
                _ => slot = (slot + 1) & mask,
            }
        }
    }
}

/// FNV-1a, folded: fixed for all time and machines.
fn hash(bytes: &[u8]) -> usize {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325u64, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    (hash ^ (hash >> 32)) as usize
}

/// Cuts words into pieces, with buffers that are used again.
#[derive(Debug, Default)]
pub(crate) struct WordPieces {
    normal: String,
    candidate: Vec<u8>,
}

impl WordPieces {
    /// Adds the pieces of a word to `ids`, at most [`MAX_PIECES`]; there may be none.
    pub(crate) fn cut(&mut self, vocabulary: &Vocabulary, file: &[u8], word: &str, ids: &mut Vec<u32>) {
        let limit = ids.len() + MAX_PIECES;
        normalise(word, &mut self.normal);
        let normal = std::mem::take(&mut self.normal);
        for stretch in normal.split_whitespace() {
            let mut rest = stretch;
            while let Some(first) = rest.chars().next() {
                let end = match is_punctuation(first) {
                    true => first.len_utf8(),
                    false => rest.find(is_punctuation).unwrap_or(rest.len()),
                };
                self.cut_stretch(vocabulary, file, &rest[..end], ids);
                rest = &rest[end..];
            }
            if ids.len() >= limit {
                break;
            }
        }
        ids.truncate(limit);
        self.normal = normal;
    }

    fn cut_stretch(&mut self, vocabulary: &Vocabulary, file: &[u8], text: &str, ids: &mut Vec<u32>) {
        let before = ids.len();
        if text.chars().nth(MAX_CHARS).is_some() {
            ids.push(vocabulary.unknown);
            return;
        }
        self.candidate.clear();
        self.candidate.extend_from_slice(CONTINUING.as_bytes());
        self.candidate.extend_from_slice(text.as_bytes());
        let mut at = 0;
        while at < text.len() {
            // "##" stands before `at` by now: the bytes there have been used.
            let from = if at == 0 { CONTINUING.len() } else { at };
            self.candidate[at..at + CONTINUING.len()].copy_from_slice(CONTINUING.as_bytes());
            let ends = (at + 1..=text.len()).rev().filter(|&end| text.is_char_boundary(end));
            let found = ends.into_iter().find_map(|end| {
                vocabulary.find(file, &self.candidate[from..end + CONTINUING.len()]).map(|id| (id, end))
            });
            let Some((id, end)) = found else {
                ids.truncate(before);
                ids.push(vocabulary.unknown);
                return;
            };
            ids.push(id);
            at = end;
        }
    }
}
