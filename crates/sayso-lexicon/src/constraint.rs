//! Conditions on the surroundings of a word: `obj:@sanctions; !subj:storm`.

use std::sync::Arc;

use sayso_document::TokenId;

use crate::classes::{Classes, OPEN_CLASSES};
use crate::slot::Slot;
use crate::table::{Row, TableError};
use crate::text::Text;

/// A condition on the surroundings of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// Whether the condition must fail.
    pub negated: bool,
    /// What is looked at.
    pub test: Test,
}

/// What a [`Constraint`] looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// One of the slots is filled, by a nominal whose lemma is in the list where there is one.
    Filled(Vec<Slot>, Option<Arc<Vec<String>>>),
    /// The word is plural.
    Plural,
}

impl Constraint {
    /// Reads the conditions of a cell, separated by `;`.
    ///
    /// # Errors
    /// An unknown class, with the row it stands in.
    pub fn list(row: &Row<'_>, cell: &str, classes: &Classes) -> Result<Vec<Constraint>, TableError> {
        let conditions = cell.split(';').map(str::trim).filter(|c| !c.is_empty() && *c != "-");
        conditions.map(|c| Constraint::parse(row, c, classes)).collect()
    }

    fn parse(row: &Row<'_>, text: &str, classes: &Classes) -> Result<Constraint, TableError> {
        let (negated, text) = match text.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        if text == "plural" {
            return Ok(Constraint { negated, test: Test::Plural });
        }
        let Some((slot, words)) = text.split_once(':') else {
            return Ok(Constraint { negated, test: Test::Filled(Slot::list(text), None) });
        };
        // Most conditions name one class and nothing else: it is not copied.
        let class =
            words.trim().strip_prefix('@').filter(|c| !c.contains('|') && !OPEN_CLASSES.contains(&words.trim()));
        if let Some(lemmas) = class.and_then(|class| classes.shared(class)) {
            return Ok(Constraint { negated, test: Test::Filled(Slot::list(slot), Some(lemmas)) });
        }
        let mut lemmas = Vec::new();
        for word in words.split('|').map(str::trim) {
            match word.strip_prefix('@') {
                Some(class) => {
                    lemmas.extend(OPEN_CLASSES.contains(&word).then(|| word.to_string()));
                    lemmas.extend_from_slice(classes.get(class).ok_or_else(|| {
                        row.error(format!("no class {class:?} in classes.tsv: add it there or correct the name"))
                    })?);
                }
                None => lemmas.push(word.to_lowercase()),
            }
        }
        Ok(Constraint { negated, test: Test::Filled(Slot::list(slot), Some(Arc::new(lemmas))) })
    }

    /// How much the condition narrows: one that asks for words more than one that asks for a slot or excludes.
    #[must_use]
    pub fn specificity(&self) -> usize {
        match (&self.test, self.negated) {
            (Test::Filled(_, Some(_)), false) => 100,
            (_, false) => 10,
            (_, true) => 1,
        }
    }

    /// Whether it holds for a word made of `tokens`, head first.
    #[must_use]
    pub fn holds(&self, text: &Text<'_>, tokens: &[TokenId]) -> bool {
        let truth = match &self.test {
            Test::Plural => text.syntax.word(tokens[0]).feats.is("Number", "Plur"),
            Test::Filled(slots, None) => slots.iter().any(|slot| {
                let of_object = !self.negated && *slot != Slot::Prep("of".to_string());
                !if of_object { text.complements(tokens, slot) } else { text.fillers(tokens, slot) }.is_empty()
            }),
            Test::Filled(..) => !self.rests_on(text, tokens).is_empty(),
        };
        truth != self.negated
    }

    /// The nominals that fill the slot with a lemma of the list.
    #[must_use]
    pub fn rests_on(&self, text: &Text<'_>, tokens: &[TokenId]) -> Vec<TokenId> {
        let Test::Filled(slots, Some(lemmas)) = &self.test else { return Vec::new() };
        let fillers = slots.iter().flat_map(|slot| text.complements(tokens, slot));
        let nominals = fillers.flat_map(|t| text.syntax.conjuncts(t)).flat_map(|t| text.with_partitive(t));
        nominals.filter(|&t| text.is_among(t, lemmas)).collect()
    }
}
