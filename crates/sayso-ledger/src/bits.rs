//! How much a word tells: common words little, rare ones and names much.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::words::{Stems, number};

pub(crate) const TABLE: &str = include_str!("../../../lexicons/word_bits.tsv");

/// What a word tells that the table has not.
pub(crate) const RARE: f64 = 10.5;

static BITS: LazyLock<HashMap<u64, f64>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|line| line.split_once('\t'));
    let parsed = rows.filter_map(|(bits, stems)| Some((bits.parse::<f64>().ok()?, stems)));
    parsed.flat_map(|(bits, stems)| stems.split(' ').map(move |stem| (number(stem), bits))).collect()
});

/// The bits of a stem.
pub(crate) fn bits(stem: u64) -> f64 {
    BITS.get(&stem).copied().unwrap_or(RARE)
}

/// Stems with what they tell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weighed {
    stems: Vec<(u64, f64)>,
    length: f64,
}

impl Weighed {
    /// Of stems.
    pub(crate) fn of(stems: &Stems) -> Weighed {
        let stems: Vec<(u64, f64)> = stems.iter().map(|stem| (stem, bits(stem))).collect();
        let length = stems.iter().map(|(_, bits)| bits * bits).sum::<f64>().sqrt();
        Weighed { stems, length }
    }

    /// What both have.
    fn shared<'a>(&'a self, other: &'a Weighed) -> impl Iterator<Item = f64> + 'a {
        let mut rest = other.stems.as_slice();
        self.stems.iter().filter_map(move |&(stem, bits)| {
            let at = rest.partition_point(|&(other, _)| other < stem);
            rest = &rest[at..];
            rest.first().filter(|(other, _)| *other == stem).map(|_| bits)
        })
    }

    /// How alike two are: the cosine of their bits.
    pub(crate) fn likeness(&self, other: &Weighed) -> f64 {
        let lengths = self.length * other.length;
        if lengths > 0.0 { self.shared(other).map(|bits| bits * bits).sum::<f64>() / lengths } else { 0.0 }
    }

    /// The bits of the rarest that both have.
    pub(crate) fn rarest(&self, other: &Weighed) -> f64 {
        self.shared(other).fold(0.0, f64::max)
    }

    /// The bits above a measure of all that both have.
    pub(crate) fn above(&self, other: &Weighed, measure: f64) -> f64 {
        self.shared(other).map(|bits| (bits - measure).max(0.0)).sum()
    }

    /// How many both have.
    pub(crate) fn count(&self, other: &Weighed) -> usize {
        self.shared(other).count()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.stems.len()
    }

    /// The rarest few that tell at least so much.
    pub(crate) fn rare(&self, most: usize, least: f64) -> Vec<u64> {
        let mut rare: Vec<(u64, f64)> = self.stems.iter().copied().filter(|(_, bits)| *bits >= least).collect();
        rare.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        rare.into_iter().take(most).map(|(stem, _)| stem).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_tell_more() {
        let weighed = |text: &str| Weighed::of(&Stems::of(text));
        let (a, b) = (weighed("people killed near Xyzzyville"), weighed("two killed, people say"));
        let c = weighed("the dead of Xyzzyville");
        assert!(a.likeness(&c) > a.likeness(&b), "{} {}", a.likeness(&c), a.likeness(&b));
        assert_eq!((a.rarest(&c), a.count(&b)), (RARE, 2));
        assert_eq!(a.rare(4, 9.0).len(), 1);
    }
}
