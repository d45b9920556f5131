//! How words read to the encoder: a short vector a word, for comparing what two reports say of one thing.
//!
//! The vectors are taken after the first layer, where a word still stands for what it means: the later ones turn to what it does in its
//! sentence, which the heads need and likeness of wording does not. A fixed projection (`models/wording.sayso`: centred, whitened, its
//! strongest directions) makes them short; they are cut to whole numbers, so that they are the same on every machine.

/// Numbers of a vector.
pub const WORDING: usize = 64;

/// The projection: mark, two lengths, an offset and a scale for each number, then a row of whole numbers for each number of the encoder.
const FILE: &[u8] = include_bytes!("../../../models/wording.sayso");

const MARK: &[u8; 8] = b"SAYSOWRD";

/// What a vector of the encoder is multiplied with.
#[derive(Debug)]
pub(crate) struct Projection {
    hidden: usize,
    offset: [f32; WORDING],
    scale: [f32; WORDING],
    rows: &'static [u8],
}

impl Projection {
    /// The one in the program, for an encoder of this width; `None` where it is made for another.
    pub(crate) fn shipped(width: usize) -> Option<Projection> {
        let (mark, rest) = FILE.split_at_checked(MARK.len())?;
        let number = |at: usize| rest.get(4 * at..4 * at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
        let (hidden, length) = (number(0)? as usize, number(1)? as usize);
        let mut projection = Projection { hidden, offset: [0.0; WORDING], scale: [0.0; WORDING], rows: &[] };
        for at in 0..WORDING {
            projection.offset[at] = f32::from_bits(number(2 + at)?);
            projection.scale[at] = f32::from_bits(number(2 + WORDING + at)?);
        }
        projection.rows = rest.get(4 * (2 + 2 * WORDING)..)?;
        let is_whole = projection.rows.len() == hidden * WORDING;
        (mark == MARK && length == WORDING && hidden == width && is_whole).then_some(projection)
    }

    /// The short vector of a vector of the encoder.
    pub(crate) fn apply(&self, vector: &[f32]) -> [i8; WORDING] {
        let mut sums = [0.0f32; WORDING];
        for (x, row) in vector.iter().zip(self.rows.chunks_exact(WORDING)).take(self.hidden) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += x * f32::from(*weight as i8);
            }
        }
        for (at, sum) in sums.iter_mut().enumerate() {
            *sum = *sum * self.scale[at] + self.offset[at];
        }
        unit(&sums)
    }
}

/// A vector of length 127 in whole numbers; zeros stay zeros.
fn unit(numbers: &[f32; WORDING]) -> [i8; WORDING] {
    let length = numbers.iter().map(|x| x * x).sum::<f32>().sqrt();
    let scale = if length > 0.0 { 127.0 / length } else { 0.0 };
    numbers.map(|x| (x * scale).round().clamp(-127.0, 127.0) as i8)
}

/// The middle of several vectors.
#[must_use]
pub fn middle<'a>(vectors: impl IntoIterator<Item = &'a [i8; WORDING]>) -> [i8; WORDING] {
    let mut sums = [0.0f32; WORDING];
    for vector in vectors {
        sums.iter_mut().zip(vector).for_each(|(sum, x)| *sum += f32::from(*x));
    }
    unit(&sums)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_projection_is_whole_and_for_one_width() {
        let projection = Projection::shipped(384).expect("the one in the program");
        assert!(Projection::shipped(128).is_none());
        let vector: Vec<f32> = (0..384).map(|i| (i as f32 * 0.37).sin()).collect();
        let short = projection.apply(&vector);
        let length: i32 = short.iter().map(|x| i32::from(*x) * i32::from(*x)).sum();
        assert!((15_000..17_500).contains(&length), "{length}");
        assert_eq!(middle([&short, &short]), short);
        assert_eq!(middle([]), [0; WORDING]);
    }
}
