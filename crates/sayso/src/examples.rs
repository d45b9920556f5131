//! The sentences inside the tables, tried out.

use sayso_document::{Header, TokenId, read};
use sayso_lexicon::{Lemma, Slot, Text};

use crate::{Coded, Coder};

/// A sentence in which a row does what it must not, or not what it must.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// File and line of the row.
    pub origin: String,
    /// The sentence.
    pub sentence: String,
    /// Whether the row should have been found in it.
    pub wanted: bool,
    /// What was found instead.
    pub instead: String,
}

/// How the sentences of some rows went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examples {
    /// Sentences tried.
    pub n_tried: usize,
    /// Those that went wrong.
    pub failures: Vec<Failure>,
    /// Rows without a sentence in which they must be found.
    pub without: usize,
}

/// One row with its sentences.
struct Case<'a> {
    origin: &'a str,
    yes: &'a [String],
    no: &'a [String],
    is_found: Box<dyn Fn(&Coded) -> bool + 'a>,
}

impl Coder {
    /// Tries the sentences of the rows of the tables whose path begins so.
    #[must_use]
    pub fn try_examples(&self, path: &str) -> Examples {
        let mut result = Examples::default();
        for case in self.cases().into_iter().filter(|case| case.origin.starts_with(path)) {
            result.without += usize::from(case.yes.is_empty());
            let all = case.yes.iter().map(|s| (s, true)).chain(case.no.iter().map(|s| (s, false)));
            for (sentence, wanted) in all {
                result.n_tried += 1;
                let header = Header { id: "example".to_owned(), ..Header::default() };
                let coded = self.code(read(sentence, None, header));
                if (case.is_found)(&coded) != wanted {
                    let origin = case.origin.to_owned();
                    result.failures.push(Failure {
                        origin,
                        sentence: sentence.clone(),
                        wanted,
                        instead: instead(&coded),
                    });
                }
            }
        }
        result
    }

    fn cases(&self) -> Vec<Case<'_>> {
        let mut cases = Vec::new();
        for row in self.triggers().triggers.iter().filter(|row| !row.is_off) {
            let is_found = move |coded: &Coded| coded.events.events.iter().any(|event| event.origin == row.origin);
            cases.push(Case { origin: &row.origin, yes: &row.yes, no: &row.no, is_found: Box::new(is_found) });
        }
        for row in &self.tables.embedders.rows {
            let is_found = move |coded: &Coded| stands(coded, &row.lemma, &row.complement);
            cases.push(Case { origin: &row.origin, yes: &row.yes, no: &row.no, is_found: Box::new(is_found) });
        }
        for row in &self.tables.cues.rows {
            let is_found = move |coded: &Coded| {
                let text = Text::new(&coded.document, &coded.syntax, &coded.entities);
                let said = |tokens: &[TokenId]| {
                    let cues = coded.attributions.attributions.iter().flat_map(|a| &a.cue);
                    cues.into_iter().any(|cue| tokens.contains(cue))
                };
                let mut found = tokens(coded).filter_map(|token| self.tables.cues.at(&text, token));
                found.any(|(cue, tokens)| cue.origin == row.origin && said(&tokens))
            };
            cases.push(Case { origin: &row.origin, yes: &row.yes, no: &row.no, is_found: Box::new(is_found) });
        }
        for row in &self.tables.hedges.rows {
            let is_found = move |coded: &Coded| {
                let text = Text::new(&coded.document, &coded.syntax, &coded.entities);
                tokens(coded).any(|t| self.tables.hedges.at(&text, t).is_some_and(|hedge| hedge.origin == row.origin))
            };
            cases.push(Case { origin: &row.origin, yes: &row.yes, no: &[], is_found: Box::new(is_found) });
        }
        cases
    }
}

fn tokens(coded: &Coded) -> impl Iterator<Item = TokenId> + '_ {
    (0..coded.document.tokens.len() as u32).map(TokenId)
}

/// Whether a lemma stands in a document with something in one of the slots.
fn stands(coded: &Coded, lemma: &Lemma, slots: &[Slot]) -> bool {
    let text = Text::new(&coded.document, &coded.syntax, &coded.entities);
    tokens(coded).filter(|&token| text.key(token) == lemma.head()).any(|token| {
        let found = lemma.at(&text, token, coded.syntax.upos(token));
        found.is_some_and(|tokens| slots.iter().any(|slot| !text.fillers(&tokens, slot).is_empty()))
    })
}

/// The rows that made events.
fn instead(coded: &Coded) -> String {
    let rules: Vec<&str> = coded.events.events.iter().map(|event| event.rule.as_str()).collect();
    if rules.is_empty() { "no event".to_owned() } else { rules.join(", ") }
}
