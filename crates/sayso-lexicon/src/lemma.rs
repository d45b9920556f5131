//! Lemmas of one or more words, matched by the tree.
//!
//! `open fire` is a verb "open" with "fire" below it, wherever the words stand; a noun compound is a head with its
//! modifiers; `use of force` is headed by the noun before the preposition.

use sayso_document::TokenId;
use sayso_syntax::{Rel, Upos};

use crate::table::{Row, TableError};
use crate::text::Text;

/// Depth below the head at which the other words may stand: for a verb one more, since a phrase may hang on its object
/// ("set a school *on fire*").
const DEPTH: usize = 2;

/// What the column of the part of speech may hold, for messages.
const PARTS_OF_SPEECH: &str = "verb, noun, adj, adv, adp, aux, det, pron, sconj, cconj";

/// A lemma of one or more words with the part of speech of its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lemma {
    words: Vec<String>,
    head: usize,
    pos: Upos,
}

impl Lemma {
    /// Reads a lemma cell and a part-of-speech cell (`verb`, `noun`, `adj`, `adv`, `adp`, `aux`, `det`, `pron`).
    ///
    /// # Errors
    /// An unknown part of speech.
    pub fn read(row: &Row<'_>, lemma: usize, pos: usize) -> Result<Lemma, TableError> {
        let pos = match row.cell(pos) {
            "verb" => Upos::Verb,
            "noun" => Upos::Noun,
            "adj" => Upos::Adj,
            "adv" => Upos::Adv,
            "adp" | "prep" => Upos::Adp,
            "aux" | "modal" => Upos::Aux,
            "det" => Upos::Det,
            "pron" => Upos::Pron,
            "sconj" | "conj" => Upos::Sconj,
            "cconj" => Upos::Cconj,
            other => return Err(row.error(format!("unknown part of speech {other:?}: one of {PARTS_OF_SPEECH}"))),
        };
        let words: Vec<String> = row.cell(lemma).split_whitespace().map(str::to_lowercase).collect();
        let before_preposition = || words.iter().position(|w| matches!(w.as_str(), "of" | "on" | "to" | "in" | "for"));
        let head = match pos {
            Upos::Noun => before_preposition().and_then(|i| i.checked_sub(1)).unwrap_or(words.len() - 1),
            Upos::Adj => words.len() - 1,
            _ => 0,
        };
        Ok(Lemma { words, head, pos })
    }

    /// The word that heads it in the tree.
    #[must_use]
    pub fn head(&self) -> &str {
        &self.words[self.head]
    }

    /// Part of speech of the head.
    #[must_use]
    pub fn pos(&self) -> Upos {
        self.pos
    }

    /// Number of words.
    #[must_use]
    pub fn n_words(&self) -> usize {
        self.words.len()
    }

    /// The tokens of this lemma where it is headed at `token`, seen as `pos`: head first, or `None` where it is not.
    #[must_use]
    pub fn at(&self, text: &Text<'_>, token: TokenId, pos: Upos) -> Option<Vec<TokenId>> {
        let participle = self.pos == Upos::Adj && pos == Upos::Verb && self.words.len() == 1;
        let particle = self.pos == Upos::Adv && matches!(pos, Upos::Part | Upos::Cconj | Upos::Sconj | Upos::Adp);
        if self.pos != pos && !participle && !particle {
            return None;
        }
        let mut tokens = vec![token];
        if self.words.len() == 1 {
            return Some(tokens);
        }
        if matches!(self.pos, Upos::Adv | Upos::Adp | Upos::Sconj) {
            return self.run_from(text, token);
        }
        let below = text.descendants(token, if self.pos == Upos::Verb { DEPTH + 1 } else { DEPTH });
        for (i, word) in self.words.iter().enumerate().filter(|(i, _)| *i != self.head) {
            let found = below.iter().copied().find(|&t| {
                text.key(t) == word
                    && !tokens.contains(&t)
                    && (text.syntax.rel(t) != Rel::Mark || text.syntax.head(t) != Some(token))
                    && !matches!(text.syntax.rel(t), Rel::Nsubj | Rel::Conj | Rel::Parataxis | Rel::AclRelcl)
                    // "held a rally, *calling* for reform" is no call
                    && (text.syntax.rel(t) != Rel::Advcl || text.syntax.mark(t).is_some())
                    && (self.pos != Upos::Noun || i > self.head || t < token)
                    && (self.pos != Upos::Verb || self.belongs(text, token, t))
            })?;
            tokens.push(found);
        }
        Some(tokens)
    }

    /// Small words match as a run of neighbours: "no longer", "yet to".
    fn run_from(&self, text: &Text<'_>, token: TokenId) -> Option<Vec<TokenId>> {
        let run: Vec<TokenId> = (0..self.words.len()).map(|i| TokenId(token.0 + i as u32)).collect();
        let n_tokens = text.document.tokens.len();
        let same = run.iter().zip(&self.words).all(|(t, word)| t.index() < n_tokens && text.key(*t) == word);
        same.then_some(run)
    }

    /// Whether a word below a verb may be part of a lemma with it: its particle, its object, the preposition of its own
    /// complement or a word inside that, but nothing inside its subject or a further clause ("took the men *whom they held*
    /// captive"). Deeper down a preposition counts only with a noun of the lemma ("took five men *off* a bus").
    fn belongs(&self, text: &Text<'_>, verb: TokenId, word: TokenId) -> bool {
        let syntax = text.syntax;
        let Some(parent) = syntax.head(word).filter(|&p| p != verb) else {
            // "withdrew staff *due to threats*" withdraws no threat
            let case = syntax.case(word).filter(|_| syntax.rel(word) == Rel::Obl);
            return case.is_none_or(|case| self.words.contains(&case));
        };
        let marks = matches!(syntax.rel(word), Rel::Case | Rel::Mark);
        if marks && matches!(syntax.rel(parent), Rel::Advcl | Rel::Ccomp) {
            return syntax.head(parent) == Some(verb);
        }
        let deep = syntax.head(parent) != Some(verb);
        if deep && (!marks || !self.words.iter().any(|w| w == text.key(parent))) {
            return false;
        }
        let own = |t: TokenId| {
            matches!(
                syntax.rel(t),
                Rel::Obj
                    | Rel::Iobj
                    | Rel::Obl
                    | Rel::OblAgent
                    | Rel::Xcomp
                    | Rel::Advmod
                    | Rel::CompoundPrt
                    | Rel::NsubjPass
            )
        };
        // "launched *missile* strikes" launches no missile
        if syntax.rel(word) == Rel::Compound && !self.words.iter().any(|w| w == text.key(parent)) {
            return false;
        }
        if deep {
            return syntax.rel(parent) == Rel::Nmod && syntax.head(parent).is_some_and(own);
        }
        own(parent) && (!marks || syntax.rel(parent) != Rel::NsubjPass)
    }
}
