//! Noun classes, which constraints name as `@class`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::table::{self, TableError};

/// Classes that hold, beside their listed lemmas, every mention of an actor or of a place.
pub(crate) const OPEN_CLASSES: [&str; 2] = ["@person", "@place"];

/// Noun classes by name.
#[derive(Clone, Debug)]
pub struct Classes(BTreeMap<String, Arc<Vec<String>>>);

impl Classes {
    /// The classes that ship with sayso.
    ///
    /// # Errors
    /// A row that does not parse.
    pub fn builtin() -> Result<Classes, TableError> {
        Classes::read("classes", include_str!("../../../lexicons/classes.tsv"))
    }

    /// Reads a table of classes. `_` stands for a blank inside a lemma of several words.
    ///
    /// # Errors
    /// A row that does not parse.
    pub fn read(file: &str, text: &str) -> Result<Classes, TableError> {
        let mut classes: BTreeMap<String, Arc<Vec<String>>> = BTreeMap::new();
        for row in table::rows(file, text, 2)? {
            let lemmas = row.cell(1).split_whitespace().map(|w| w.replace('_', " ").to_lowercase());
            Arc::make_mut(classes.entry(row.cell(0).to_string()).or_default()).extend(lemmas);
        }
        Ok(Classes(classes))
    }

    /// Adds the lemmas of a user's table to the classes; a lemma with `-` before it leaves its class. Returns what is wrong
    /// with rows that cannot be used.
    pub fn add(&mut self, file: &str, text: &str) -> Vec<TableError> {
        let (rows, faults) = table::sound_rows(file, text, 2);
        for row in rows {
            let class = Arc::make_mut(self.0.entry(row.cell(0).to_string()).or_default());
            for word in row.cell(1).split_whitespace().filter(|w| *w != "-") {
                let lemma = |w: &str| w.replace('_', " ").to_lowercase();
                match word.strip_prefix('-') {
                    Some(gone) => class.retain(|l| *l != lemma(gone)),
                    None => class.push(lemma(word)),
                }
            }
        }
        faults
    }

    /// The lemmas of a class.
    #[must_use]
    pub fn get(&self, class: &str) -> Option<&[String]> {
        self.0.get(class).map(|lemmas| lemmas.as_slice())
    }

    /// The lemmas of a class, to be held by many rows at once.
    pub(crate) fn shared(&self, class: &str) -> Option<Arc<Vec<String>>> {
        self.0.get(class).cloned()
    }

    /// Whether a lemma is in a class.
    #[must_use]
    pub fn has(&self, class: &str, lemma: &str) -> bool {
        self.get(class).is_some_and(|c| c.iter().any(|l| l == lemma))
    }
}
