//! The words by which it is seen what becomes of an item: `lexicons/ledger.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use sayso_document::code_list;
use sayso_lexicon::table::{self, Row, TableError};

use crate::words::{Stems, number, stem};

code_list!(
    /// What a word means to the ledger.
    Meaning:
    Accept = "accept": "Saying yes.",
    TakeBack = "take-back": "Taking back what one demanded, threatened or offered.",
    Break = "break": "Breaking one's word.",
    Suspend = "suspend": "Halting for a while.",
    Settle = "settle": "Settling a matter.",
    Announce = "announce": "Saying that something will be, rather than doing it.",
    Commit = "commit": "Saying that one will do it.",
    Restore = "restore": "Putting back what was cut.",
    Demand = "demand": "A demand, by name.",
    Promise = "promise": "A promise, by name.",
    Threat = "threat": "A threat, by name.",
    Offer = "offer": "An offer, by name.",
    Sanction = "sanction": "Sanctions, by name.",
    Campaign = "campaign": "A campaign of force, by name.",
    Blow = "blow": "A blow, by name.",
    Truce = "truce": "A truce, by name.",
    Claim = "claim": "Demanding, with what is demanded as its object.",
    Order = "order": "Ordering, as one who may.",
    Advise = "advise": "Asking mildly: proposing, advising, inviting.",
    Rescue = "rescue": "Bringing people away for their own sake.",
    Warn = "warn": "Warning, which is not always threatening.",
    Title = "title": "Written like a name, but naming nobody.",
);

code_list!(
    /// Where a word must stand.
    Part:
    Act = "act": "It triggers the record, or the act that embeds it.",
    Sentence = "sentence": "Anywhere in the sentence.",
);

/// A set of meanings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meanings(u32);

impl Meanings {
    fn one(meaning: Meaning) -> Meanings {
        Meanings(1 << meaning as u32)
    }

    /// Whether it has this one.
    #[must_use]
    pub fn has(self, meaning: Meaning) -> bool {
        self.0 & Meanings::one(meaning).0 != 0
    }

    pub(crate) fn with(self, other: Meanings) -> Meanings {
        Meanings(self.0 | other.0)
    }
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word, with its forms.
    pub words: String,
    /// Where it must stand.
    pub part: Part,
    /// What it means.
    pub meaning: Meaning,
    /// Sentences in which it must fire.
    pub yes: Vec<String>,
    /// Sentences in which it must not.
    pub no: Vec<String>,
    /// File and line.
    pub origin: String,
}

/// The words of the ledger.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    act: HashMap<u64, Meanings>,
    sentence: HashMap<u64, Meanings>,
}

/// The table that ships with sayso.
pub(crate) const TABLE: &str = include_str!("../../../lexicons/ledger.tsv");

const COLUMNS: usize = 6;

static SHIPPED: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::of(&rows().unwrap_or_default()));

/// The rows of the table that ships with sayso.
///
/// # Errors
/// A row that does not parse.
pub fn rows() -> Result<Vec<Word>, TableError> {
    table::rows("ledger", TABLE, COLUMNS)?.iter().map(word).collect()
}

fn word(row: &Row<'_>) -> Result<Word, TableError> {
    let known = |all: Vec<&str>| all.join(", ");
    let part = Part::parse(row.cell(1))
        .ok_or_else(|| row.error(format!("unknown part {:?}: act or sentence", row.cell(1))))?;
    let meaning = Meaning::parse(row.cell(2)).ok_or_else(|| {
        let all = known(Meaning::ALL.iter().map(|m| m.as_str()).collect());
        row.error(format!("unknown meaning {:?}: one of {all}", row.cell(2)))
    })?;
    Ok(Word {
        words: row.cell(0).to_owned(),
        part,
        meaning,
        yes: row.examples(3),
        no: row.examples(4),
        origin: row.origin(),
    })
}

impl Vocabulary {
    /// The one that ships with sayso.
    #[must_use]
    pub fn shipped() -> &'static Vocabulary {
        &SHIPPED
    }

    /// Of rows.
    #[must_use]
    pub fn of(rows: &[Word]) -> Vocabulary {
        let mut all = Vocabulary::default();
        for row in rows {
            let map = if row.part == Part::Act { &mut all.act } else { &mut all.sentence };
            for form in row.words.split(',') {
                let known = map.entry(number(&stem(form.trim()))).or_default();
                *known = known.with(Meanings::one(row.meaning));
            }
        }
        all
    }

    /// What the words of a trigger mean.
    #[must_use]
    pub fn of_trigger(&self, trigger: &str) -> Meanings {
        Vocabulary::sum(&self.act, &trigger.split_whitespace().collect())
    }

    /// What the words of a sentence mean.
    #[must_use]
    pub fn of_sentence(&self, sentence: &str) -> Meanings {
        Vocabulary::sum(&self.sentence, &Stems::of(sentence))
    }

    /// What nouns among the words of a trigger name.
    #[must_use]
    pub fn named_by_trigger(&self, trigger: &str) -> Meanings {
        Vocabulary::sum(&self.sentence, &trigger.split_whitespace().collect())
    }

    /// Whether a word is one that is written like a name and names nobody.
    pub(crate) fn is_title(&self, stem: u64) -> bool {
        self.sentence.get(&stem).is_some_and(|meanings| meanings.has(Meaning::Title))
    }

    fn sum(map: &HashMap<u64, Meanings>, stems: &Stems) -> Meanings {
        stems.iter().filter_map(|stem| map.get(&stem)).fold(Meanings::default(), |all, &one| all.with(one))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_parses_and_has_examples() {
        let rows = rows().expect("a sound table");
        assert!(rows.iter().all(|row| !row.yes.is_empty() && !row.no.is_empty()));
        let meanings: std::collections::BTreeSet<Meaning> = rows.iter().map(|row| row.meaning).collect();
        assert_eq!(meanings.len(), Meaning::ALL.len());
    }
}
