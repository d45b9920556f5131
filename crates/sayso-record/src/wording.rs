//! How the trigger of a record reads to the language engine, and how it stands in its sentence.

use sayso_syntax::WORDING;

/// A short vector, and whether the act is told as something known: "after the raid", "the man who was shot" mostly speak of what was told
/// before; "police raided", "a man was shot" tell of it afresh.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// Of length 127; empty where it is not known.
    pub vector: Vec<i8>,
    /// Whether its trigger is a noun, or stands in a clause that only tells more of something else.
    pub is_known: bool,
}

impl Wording {
    /// As it is kept: a byte for whether it is told as known, then the vector. Empty where nothing is known.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        if self.vector.is_empty() {
            return Vec::new();
        }
        std::iter::once(u8::from(self.is_known)).chain(self.vector.iter().map(|x| *x as u8)).collect()
    }

    /// From what was kept; unknown where it is of another length.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Wording {
        match bytes.split_first() {
            Some((known, vector)) if vector.len() == WORDING => {
                Wording { vector: vector.iter().map(|x| *x as i8).collect(), is_known: *known != 0 }
            }
            _ => Wording::default(),
        }
    }

    /// How alike two are, -1 to 1; `None` where one is not known.
    #[must_use]
    pub fn likeness(&self, other: &Wording) -> Option<f64> {
        let product = |a: &[i8], b: &[i8]| a.iter().zip(b).map(|(x, y)| i64::from(*x) * i64::from(*y)).sum::<i64>();
        let (a, b) = (&self.vector, &other.vector);
        let lengths = (product(a, a) * product(b, b)) as f64;
        (lengths > 0.0).then(|| product(a, b) as f64 / lengths.sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_comes_back_as_it_was_kept() {
        let wording = Wording { vector: (0..WORDING).map(|i| i as i8 - 32).collect(), is_known: true };
        assert_eq!(Wording::from_bytes(&wording.to_bytes()), wording);
        assert_eq!(Wording::from_bytes(&[1, 2]), Wording::default());
        assert!(Wording::default().to_bytes().is_empty());
        assert!(wording.likeness(&wording).is_some_and(|alike| alike > 0.999));
        assert_eq!(wording.likeness(&Wording::default()), None);
    }
}
