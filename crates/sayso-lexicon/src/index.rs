//! Rows of a table by the word that heads them.

use std::collections::BTreeMap;

use crate::lemma::Lemma;

/// Finds the rows of a table whose lemma is headed by a word, those of more words first.
#[derive(Clone, Debug, Default)]
pub struct HeadIndex(BTreeMap<String, Vec<usize>>);

impl HeadIndex {
    /// Indexes the lemmas of a table, given in the order of its rows.
    #[must_use]
    pub fn new<'a>(lemmas: impl Iterator<Item = &'a Lemma>) -> HeadIndex {
        let mut by_head: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        for (row, lemma) in lemmas.enumerate() {
            by_head.entry(lemma.head().to_string()).or_default().push((row, lemma.n_words()));
        }
        let longest_first = |mut rows: Vec<(usize, usize)>| {
            rows.sort_by_key(|&(_, words)| std::cmp::Reverse(words));
            rows.into_iter().map(|(row, _)| row).collect()
        };
        HeadIndex(by_head.into_iter().map(|(head, rows)| (head, longest_first(rows))).collect())
    }

    /// Numbers of the rows headed by a lower-cased lemma.
    pub fn headed_by(&self, key: &str) -> impl Iterator<Item = usize> {
        self.0.get(key).into_iter().flatten().copied()
    }
}
