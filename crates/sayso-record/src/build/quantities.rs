//! Numbers told of an act: killed, wounded, arrested, protesters, troops.

use std::collections::BTreeMap;

use sayso_document::TokenId;
use sayso_events::Event;
use sayso_lexicon::Text;
use sayso_lexicon::table::{self, TableError};
use sayso_syntax::{Rel, Upos};

use crate::record::Quantity;

/// Which words count what, and what number words mean.
#[derive(Clone, Debug)]
pub struct QuantityWords {
    kinds: BTreeMap<String, String>,
    numbers: BTreeMap<String, (u64, Option<u64>)>,
}

impl QuantityWords {
    /// The table that ships with sayso: predicates and nouns with what they count, and number words with their range.
    ///
    /// # Errors
    /// A row that does not parse.
    pub fn builtin() -> Result<QuantityWords, TableError> {
        let mut words = QuantityWords { kinds: BTreeMap::new(), numbers: BTreeMap::new() };
        for row in table::rows("quantities", include_str!("../../../../lexicons/quantities.tsv"), 4)? {
            let bound = |column: usize| row.cell(column).parse::<u64>().ok();
            match row.cell(1) {
                "number" => {
                    let least = bound(2).ok_or_else(|| row.error("a number word needs its least value in column 3"))?;
                    words.numbers.insert(row.cell(0).to_string(), (least, bound(3)));
                }
                kind => {
                    words.kinds.insert(row.cell(0).to_string(), kind.to_string());
                }
            }
        }
        Ok(words)
    }

    fn value(&self, word: &str) -> Option<(u64, Option<u64>)> {
        let digits: String = word.chars().filter(|c| *c != ',').collect();
        let number = digits.parse::<u64>().ok().map(|n| (n, Some(n)));
        number.or_else(|| self.numbers.get(word).copied())
    }
}

/// The quantities of an event.
pub(crate) fn of(text: &Text<'_>, event: &Event, words: &QuantityWords) -> Vec<Quantity> {
    let mut found = Vec::new();
    for &predicate in event.trigger.iter().take(1).chain(&event.consequences) {
        let Some(kind) = words.kinds.get(text.key(predicate)) else { continue };
        let counted = match text.syntax.upos(predicate) {
            Upos::Verb if kind == "protesters" => text.syntax.logical_subject(predicate),
            Upos::Verb => text.syntax.logical_object(predicate).or_else(|| text.syntax.surface_subject(predicate)),
            _ => text.syntax.obliques(predicate, "of").first().copied().or(Some(predicate)),
        };
        found.extend(counted.and_then(|c| quantity(text, words, kind, c)));
    }
    found
}

/// The number on a nominal, or the nominal that is a number itself ("killed 14").
fn quantity(text: &Text<'_>, words: &QuantityWords, kind: &str, counted: TokenId) -> Option<Quantity> {
    let syntax = text.syntax;
    let number = syntax
        .children_by(counted, &[Rel::Nummod])
        .find(|&n| words.value(text.key(n)).is_some())
        .or_else(|| Some(counted).filter(|&c| words.value(text.key(c)).is_some()))?;
    // "a 12-year-old" counts years
    if syntax.children_by(number, &[Rel::Compound, Rel::Amod]).any(|c| text.key(c) == "old") {
        return None;
    }
    let (least, most) = words.value(text.key(number))?;
    let modifiers: Vec<&str> = syntax.subtree(number).into_iter().map(|t| text.key(t)).collect();
    let (min, max) = if modifiers.contains(&"least") || modifiers.contains(&"more") || modifiers.contains(&"over") {
        (Some(least), None)
    } else if modifiers.contains(&"most") || modifiers.contains(&"up") {
        (None, most)
    } else {
        (Some(least), most)
    };
    let tokens = syntax.subtree(number);
    let span = |t: TokenId| text.document.tokens[t.index()].span;
    let words_span = span(*tokens.first()?).cover(span(*tokens.last()?));
    Some(Quantity { kind: kind.to_string(), min, max, text: text.document.text(words_span).to_string() })
}
