//! Entities that a treebank in CoNLL-U marks (`Entity=(1-person-…` opens one at a word, `1)` closes it).

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use flate2::read::MultiGzDecoder;
use sayso::document::{GivenSentence, GivenToken};

/// A document of the treebank.
#[derive(Default)]
pub(super) struct Text {
    pub(super) id: String,
    pub(super) sentences: Vec<GivenSentence>,
    pub(super) marked: Vec<Marked>,
    /// Marks that are not closed yet, the last innermost.
    open: Vec<usize>,
    n_words: usize,
}

/// Words that the treebank marks as one of an entity's mentions.
pub(super) struct Marked {
    pub(super) entity: String,
    pub(super) kind: String,
    /// The words without which it would not be one, as numbers in the document.
    pub(super) least: BTreeSet<usize>,
    pub(super) length: usize,
    start: usize,
}

/// The documents of a treebank's file.
pub(super) fn read(path: &Path) -> Result<Vec<Text>, String> {
    let failed = |e: std::io::Error| format!("{}: {e}", path.display());
    let mut all = String::new();
    MultiGzDecoder::new(File::open(path).map_err(failed)?).read_to_string(&mut all).map_err(failed)?;
    let text = |document: &str| {
        let mut text = Text { id: document.lines().next().unwrap_or_default().to_owned(), ..Text::default() };
        document.lines().skip(1).for_each(|line| text.line(line));
        text
    };
    Ok(all.split("# newdoc id = ").skip(1).map(text).collect())
}

impl Text {
    fn line(&mut self, line: &str) {
        if line.starts_with("# sent_id") {
            self.sentences
                .push(GivenSentence { starts_paragraph: self.sentences.is_empty(), ..GivenSentence::default() });
        } else if let [id, form, .., misc] = line.split('\t').collect::<Vec<_>>()[..] {
            // Contracted forms and words that the text leaves out are no words of their own.
            if id.bytes().all(|b| b.is_ascii_digit()) {
                self.word(form, misc);
            }
        }
    }

    fn word(&mut self, form: &str, misc: &str) {
        let space_after = !misc.contains("SpaceAfter=No");
        if let Some(sentence) = self.sentences.last_mut() {
            sentence.tokens.push(GivenToken { form: form.to_owned(), words: Vec::new(), space_after });
        }
        let marks = misc.split('|').find_map(|field| field.strip_prefix("Entity=")).unwrap_or_default();
        let mut rest = marks;
        while let Some(end) = rest[1.min(rest.len())..].find(['(', ')']).map(|at| at + 1) {
            match rest.strip_prefix('(') {
                Some(_) => {
                    self.open(&rest[1..end]);
                    if rest[end..].starts_with(')') {
                        self.close(None);
                        rest = &rest[end + 1..];
                    } else {
                        rest = &rest[end..];
                    }
                }
                None => {
                    self.close(Some(&rest[..end]));
                    rest = &rest[end + 1..];
                }
            }
        }
        if let Some(mark) = rest.strip_prefix('(') {
            self.open(mark);
        }
        self.n_words += 1;
    }

    /// `1-person-new-…-1,2-coref`: number, kind, and after three more the least words, counted from 1.
    fn open(&mut self, mark: &str) {
        let fields: Vec<&str> = mark.split('-').collect();
        let least = fields
            .iter()
            .skip(4)
            .find_map(|field| field.split(',').map(|n| n.parse::<usize>().ok()).collect::<Option<BTreeSet<usize>>>());
        let start = self.n_words;
        let least = least.unwrap_or_default().iter().map(|n| start + n.saturating_sub(1)).collect();
        self.open.push(self.marked.len());
        self.marked.push(Marked {
            entity: fields[0].to_owned(),
            kind: fields.get(1).copied().unwrap_or_default().to_owned(),
            least,
            length: 0,
            start,
        });
    }

    /// Closes the innermost mark of an entity, or the innermost of all.
    fn close(&mut self, entity: Option<&str>) {
        let is_it = |&number: &usize| entity.is_none_or(|entity| self.marked[number].entity == entity);
        if let Some(at) = self.open.iter().rposition(is_it) {
            let marked = &mut self.marked[self.open.remove(at)];
            marked.length = self.n_words + 1 - marked.start;
        }
    }
}
