//! Words to word pieces: the input of the encoder.

mod normal;
mod shape;
mod vocabulary;

pub(crate) use shape::{SHAPES, shape};
pub(crate) use vocabulary::{Vocabulary, WordPieces};
