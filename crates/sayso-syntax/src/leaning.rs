//! What each word says of its sentence: whether it tells of public affairs of the day, or of a novel, a match, a recipe.
//!
//! One number a word: its vector after the encoder's [`LEANING_LAYERS`] layers times fixed weights (`models/leaning.sayso`, made by
//! `training/genuine.py`). The mean over a sentence is the part of a logistic model that the vectors carry.

/// Layers after which the vectors are taken: before these a word stands for itself alone, after them it turns to its place in the tree.
pub(crate) const LEANING_LAYERS: usize = 3;

/// The weights: mark, their number, an offset, then one weight for each number of a vector.
const FILE: &[u8] = include_bytes!("../../../models/leaning.sayso");

const MARK: &[u8; 8] = b"SAYSOLEA";

/// What a vector of the encoder is multiplied with.
#[derive(Debug)]
pub(crate) struct Leaning {
    offset: f32,
    weights: Vec<f32>,
}

impl Leaning {
    /// The one in the program, for an encoder of this width and depth; `None` where it is made for another.
    pub(crate) fn shipped(width: usize, layers: usize) -> Option<Leaning> {
        let (mark, rest) = FILE.split_at_checked(MARK.len())?;
        let (length, numbers) = rest.split_first_chunk::<4>()?;
        let numbers: Vec<f32> = numbers.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        let (offset, weights) = numbers.split_first()?;
        let is_whole = u32::from_le_bytes(*length) as usize == width && weights.len() == width;
        (mark == MARK && is_whole && layers > LEANING_LAYERS)
            .then(|| Leaning { offset: *offset, weights: weights.to_vec() })
    }

    /// Above zero for what is told of public affairs.
    pub(crate) fn of(&self, vector: &[f32]) -> f32 {
        self.offset + self.weights.iter().zip(vector).map(|(weight, x)| weight * x).sum::<f32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_whole_and_for_one_encoder() {
        let leaning = Leaning::shipped(384, 6).expect("the one in the program");
        assert!(Leaning::shipped(128, 6).is_none());
        assert!(Leaning::shipped(384, 3).is_none());
        assert!((leaning.of(&[0.0; 384]) - leaning.offset).abs() < f32::EPSILON);
    }
}
