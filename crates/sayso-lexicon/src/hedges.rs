//! Hedges, negators, modals and subordinators: small words that decide whether an act happened.

use sayso_document::{TokenId, code_list};

use crate::index::HeadIndex;
use crate::lemma::Lemma;
use crate::table::{self, TableError};
use crate::text::Text;

code_list!(
    /// What a small word does to the predicate that it belongs to.
    Effect:
    Hearsay = "hearsay": "Somebody, unnamed, says so: reportedly.",
    Possible = "possible": "Perhaps, may.",
    Negation = "negation": "Not, never, no.",
    NotYet = "not-yet": "Not so far: yet to, still not.",
    Almost = "almost": "Nearly, but not.",
    Future = "future": "Will, is about to.",
    Would = "would": "Future in the past, or the consequence of a condition.",
    Deontic = "deontic": "Should, must.",
    Condition = "condition": "If, unless.",
    Recurring = "recurring": "Again and again.",
    Ongoing = "ongoing": "Still, at present.",
    Ended = "ended": "No longer.",
    Fictive = "fictive": "So-called, mock, fictitious.",
);

/// One hedge.
#[derive(Clone, Debug)]
pub struct Hedge {
    /// The words.
    pub lemma: Lemma,
    /// What it does.
    pub effect: Effect,
    /// Sentences in which the row must fire.
    pub yes: Vec<String>,
    /// Name of the row.
    pub rule: String,
}

/// All hedges.
#[derive(Clone, Debug)]
pub struct Hedges {
    /// All rows.
    pub rows: Vec<Hedge>,
    index: HeadIndex,
}

impl Hedges {
    /// The table that ships with sayso.
    ///
    /// # Errors
    /// A row that does not parse, with file, line and what to do about it.
    pub fn builtin() -> Result<Hedges, TableError> {
        let mut rows = Vec::new();
        for row in table::rows("hedges", include_str!("../../../lexicons/hedges.tsv"), 6)? {
            rows.push(Hedge {
                lemma: Lemma::read(&row, 0, 1)?,
                effect: Effect::parse(row.cell(2))
                    .ok_or_else(|| row.error(format!("unknown effect {:?}", row.cell(2))))?,
                yes: row.examples(3),
                rule: format!("hedge: {}", row.cell(0)),
            });
        }
        let index = HeadIndex::new(rows.iter().map(|row| &row.lemma));
        Ok(Hedges { rows, index })
    }

    /// The hedge at a token.
    #[must_use]
    pub fn at(&self, text: &Text<'_>, token: TokenId) -> Option<&Hedge> {
        let pos = text.syntax.upos(token);
        let of = |key: &str| {
            let mut rows = self.index.headed_by(key).map(|i| &self.rows[i]);
            rows.find(|row| row.lemma.at(text, token, pos).is_some())
        };
        // A participle before a noun ("the alleged raid") has the lemma of its verb; the table lists the form.
        of(text.key(token)).or_else(|| of(&text.document.word(token).to_lowercase()))
    }
}
