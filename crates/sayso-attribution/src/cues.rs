//! The cue lexicon: words that report, claim, deny or doubt.

use sayso_document::TokenId;
use sayso_lexicon::table::{self, Row, TableError};
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
        let mut rows = Vec::new();
        for row in table::rows("cues", include_str!("../../../lexicons/cues.tsv"), 10)? {
            rows.push(cue(&row)?);
        }
        let index = HeadIndex::new(rows.iter().map(|row| &row.lemma));
        Ok(Cues { rows, index })
    }

    /// The best cue at a token, with its tokens, head first.
    #[must_use]
    pub fn at<'c>(&'c self, text: &Text<'_>, token: TokenId) -> Option<(&'c Cue, Vec<TokenId>)> {
        let pos = text.syntax.upos(token);
        let mut rows = self.index.headed_by(text.key(token)).map(|i| &self.rows[i]);
        rows.find_map(|row| Some((row, row.lemma.at(text, token, pos)?)))
    }
}

fn cue(row: &Row<'_>) -> Result<Cue, TableError> {
    Ok(Cue {
        lemma: Lemma::read(row, 0, 1)?,
        stance: Stance::parse(row.cell(3)).ok_or_else(|| row.error(format!("unknown stance {:?}", row.cell(3))))?,
        speaker: Slot::list(row.cell(4)),
        content: Slot::list(row.cell(6)),
        yes: row.examples(7),
        no: row.examples(8),
        rule: format!("cue: {}", row.cell(0)),
    })
}
