//! Reports of nearly the same words: sketches of their shingles, compared by bands.

use std::collections::BTreeSet;

/// Words of a shingle.
const SHINGLE: usize = 4;

/// Least hashes kept.
const HASHES: usize = 32;

/// Reports are near from this share of common shingles on.
pub(crate) const NEAR: f64 = 0.6;

/// Hashes of a band: two reports that share a band are compared.
const BAND: usize = 4;

/// The least hashes of a report's shingles, under so many orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch(pub [u64; HASHES]);

/// The sketch of a text; none where it is too short to tell.
#[must_use]
pub fn sketch(text: &str) -> Option<Sketch> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.len() < 2 * SHINGLE {
        return None;
    }
    let shingles: BTreeSet<u64> = words.windows(SHINGLE).map(|shingle| hash(&shingle.join(" "))).collect();
    let mut least = [u64::MAX; HASHES];
    for shingle in shingles {
        for (order, kept) in (1u64..).zip(&mut least) {
            *kept = (*kept).min(mixed(shingle ^ order.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
        }
    }
    Some(Sketch(least))
}

fn hash(text: &str) -> u64 {
    let bytes = *blake3::hash(text.as_bytes()).as_bytes();
    bytes[..8].iter().fold(0, |all, &byte| all << 8 | u64::from(byte))
}

/// A bijection of 64 bits that leaves no order.
fn mixed(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

impl Sketch {
    /// A number for each band.
    pub(crate) fn bands(&self) -> impl Iterator<Item = i64> + '_ {
        self.0.chunks(BAND).enumerate().map(|(at, band)| {
            let text: String = band.iter().map(|hash| format!("{hash:x} ")).collect();
            (hash(&format!("{at} {text}")) >> 1) as i64
        })
    }

    /// Its hashes as bytes.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|hash| hash.to_le_bytes()).collect()
    }

    /// From its bytes.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Sketch {
        let mut hashes = [0; HASHES];
        for (hash, eight) in hashes.iter_mut().zip(bytes.chunks_exact(8)) {
            *hash = eight.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte));
        }
        Sketch(hashes)
    }

    /// The estimated share of shingles that two reports share.
    #[must_use]
    pub fn likeness(&self, other: &Sketch) -> f64 {
        let same = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        same as f64 / HASHES as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_with_another_first_line_is_near() {
        let body = "The minister said on Monday that the border would stay shut until the army had left the valley, and he \
                    added that no date had been set for talks between the two governments on the future of the province.";
        let (a, b) = (sketch(body), sketch(&format!("{body} More soon.")));
        let likeness = a.as_ref().zip(b.as_ref()).map_or(0.0, |(a, b)| a.likeness(b));
        assert!(likeness > 0.7, "{likeness}");
        let other = sketch(
            "Farmers in the north sold their maize early this year because the rains came late and prices rose.",
        );
        assert!(a.zip(other).is_some_and(|(a, b)| a.likeness(&b) < 0.1));
        assert_eq!(sketch("Too short."), None);
    }
}
