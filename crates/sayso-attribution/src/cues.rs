//! The cue lexicon: words that report, claim, deny or doubt.

use sayso_document::TokenId;
use sayso_lexicon::table::{self, OFF, Row, TableError};
use sayso_lexicon::{HeadIndex, Lemma, Slot, Text};

use crate::Stance;

/// One cue.
#[derive(Clone, Debug)]
pub struct Cue {
    /// The words.
    pub lemma: Lemma,
    /// How the speaker stands to the content.
    pub stance: Stance,
    /// Where the speaker stands.
    pub speaker: Vec<Slot>,
    /// Where the content stands.
    pub content: Vec<Slot>,
    /// Sentences in which the row must fire.
    pub yes: Vec<String>,
    /// Sentences in which it must not.
    pub no: Vec<String>,
    /// Name of the row.
    pub rule: String,
    /// File and line.
    pub origin: String,
}

/// All cues.
#[derive(Clone, Debug)]
pub struct Cues {
    /// All rows.
    pub rows: Vec<Cue>,
    index: HeadIndex,
}

impl Cues {
    /// The table that ships with sayso.
    ///
    /// # Errors
    /// A row that does not parse, with file, line and what to do about it.
    pub fn builtin() -> Result<Cues, TableError> {
        let table = table::rows("cues", include_str!("../../../lexicons/cues.tsv"), COLUMNS)?;
        let rows = table.iter().map(cue).collect::<Result<Vec<Cue>, TableError>>()?;
        let index = HeadIndex::new(rows.iter().map(|row| &row.lemma));
        Ok(Cues { rows, index })
    }

    /// Lays a user's table over this one: a row of the same words replaces ours, the stance `off` takes it away. Returns
    /// what is wrong with rows that cannot be used.
    pub fn add(&mut self, file: &str, text: &str) -> Vec<TableError> {
        let parse = |row: &Row<'_>| match row.cell(3) {
            OFF => Ok((Lemma::read(row, 0, 1)?, None)),
            _ => cue(row).map(|cue| (cue.lemma.clone(), Some(cue))),
        };
        let faults = table::lay_over(&mut self.rows, (file, text, COLUMNS), |row| &row.lemma, parse);
        self.index = HeadIndex::new(self.rows.iter().map(|row| &row.lemma));
        faults
    }

    /// The best cue at a token, with its tokens, head first.
    #[must_use]
    pub fn at<'c>(&'c self, text: &Text<'_>, token: TokenId) -> Option<(&'c Cue, Vec<TokenId>)> {
        let pos = text.syntax.upos(token);
        let mut rows = self.index.headed_by(text.key(token)).map(|i| &self.rows[i]);
        rows.find_map(|row| Some((row, row.lemma.at(text, token, pos)?)))
    }
}

/// Columns of the table.
const COLUMNS: usize = 10;

fn cue(row: &Row<'_>) -> Result<Cue, TableError> {
    let known = || Stance::ALL.iter().map(|s| s.as_str()).collect::<Vec<_>>().join(", ");
    Ok(Cue {
        lemma: Lemma::read(row, 0, 1)?,
        stance: Stance::parse(row.cell(3))
            .ok_or_else(|| row.error(format!("unknown stance {:?}: one of {}", row.cell(3), known())))?,
        speaker: Slot::list(row.cell(4)),
        content: Slot::list(row.cell(6)),
        yes: row.examples(7),
        no: row.examples(8),
        rule: format!("cue: {}", row.cell(0)),
        origin: row.origin(),
    })
}
