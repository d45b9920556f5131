//! Texts that make a sentence or a whole report not worth coding, as the user sees it.

use sayso_document::Document;
use sayso_entities::gazetteer::fold;
use sayso_lexicon::TableError;
use sayso_lexicon::table;

/// One text to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Discard {
    /// Folded, with a blank before it, and one behind it where it ends with its word.
    text: String,
    story: bool,
}

/// All texts to look for; sayso has none of its own.
#[derive(Clone, Debug, Default)]
pub struct Discards(Vec<Discard>);

impl Discards {
    /// Adds a table. Returns what is wrong with rows that cannot be used.
    pub fn add(&mut self, file: &str, text: &str) -> Vec<TableError> {
        let (rows, mut faults) = table::sound_rows(file, text, 4);
        for row in rows {
            let story = match row.cell(1) {
                "story" => true,
                "sentence" => false,
                other => {
                    faults.push(row.error(format!("{other:?} cannot be dropped: write sentence or story")));
                    continue;
                }
            };
            let end = match row.cell(2) {
                "start" => "",
                "word" | "-" => " ",
                other => {
                    faults.push(
                        row.error(format!("unknown match {other:?}: write word, or start where words may go on")),
                    );
                    continue;
                }
            };
            match fold(row.cell(0)) {
                empty if empty.is_empty() => faults.push(row.error("no text: write letters or digits")),
                text => self.0.push(Discard { text: format!(" {text}{end}"), story }),
            }
        }
        faults
    }

    /// Number of texts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes sentences with such a text out of the report.
    pub(crate) fn apply(&self, document: &mut Document) {
        if self.0.is_empty() {
            return;
        }
        let mut story = false;
        let mut dropped = Vec::new();
        for (id, sentence) in document.sentences().filter(|(_, sentence)| sentence.is_report) {
            let text = format!(" {} ", fold(document.text(sentence.span)));
            for discard in self.0.iter().filter(|discard| text.contains(&discard.text)) {
                story |= discard.story;
                dropped.push(id.index());
            }
        }
        for (at, sentence) in document.sentences.iter_mut().enumerate() {
            sentence.is_report &= !story && !dropped.contains(&at);
        }
    }
}
