//! The syntax layer: what the engine says of each token, and how to walk the trees.

use std::ops::Range;

use sayso_document::{Document, TokenId};

use crate::session::Kept;
use crate::tags::{Feats, NerTag, Rel, Upos};
use crate::wording::WORDING;

/// What the engine says of one token.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Dictionary form.
    pub lemma: String,
    /// Part of speech.
    pub upos: Upos,
    /// Morphology.
    pub feats: Feats,
    /// Governor in the same sentence; `None` for the root of a sentence.
    pub head: Option<TokenId>,
    /// Relation to the governor.
    pub rel: Rel,
    /// Named-entity tag: the kind, and whether an entity begins here.
    pub ner: Option<(NerTag, bool)>,
    /// Factuality head at this word: happened −3..3, and particular, dynamic, hypothetical. Zeros where the model has no
    /// such head.
    pub factuality: [f32; 4],
    /// Attribution head: B/I/O for speaker, cue, content (0 = O, 1 = B, 2 = I).
    pub attribution: [u8; 3],
}

/// One [`Word`] per token of the document, and the trees turned upside down.
#[derive(Clone, Debug, PartialEq)]
pub struct Syntax {
    words: Vec<Word>,
    /// `children[starts[i]..starts[i+1]]` are the dependents of token i, in text order.
    starts: Vec<u32>,
    children: Vec<TokenId>,
    /// How each word reads to the encoder; empty where that is not known.
    wordings: Vec<[i8; WORDING]>,
    /// What each word says of its sentence; empty where that is not known.
    leanings: Vec<f32>,
}

/// Participles that serve as prepositions, by the verb that lemmatisers make of them.
const PARTICIPLES: [(&str, &str); 5] = [
    ("follow", "following"),
    ("include", "including"),
    ("concern", "concerning"),
    ("regard", "regarding"),
    ("pend", "pending"),
];

impl Syntax {
    /// Makes the layer from its words, one per token of `document`.
    ///
    /// # Panics
    /// If the numbers of words and tokens differ.
    #[must_use]
    pub fn new(document: &Document, words: Vec<Word>) -> Syntax {
        assert_eq!(document.tokens.len(), words.len(), "one word per token");
        let mut starts = vec![0u32; words.len() + 1];
        for word in &words {
            if let Some(head) = word.head {
                starts[head.index() + 1] += 1;
            }
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut children = vec![TokenId(0); starts[words.len()] as usize];
        for (i, word) in words.iter().enumerate() {
            if let Some(head) = word.head {
                children[next[head.index()] as usize] = TokenId(i as u32);
                next[head.index()] += 1;
            }
        }
        Syntax { words, starts, children, wordings: Vec::new(), leanings: Vec::new() }
    }

    /// The same, with what is kept of the encoder's vectors.
    #[must_use]
    pub(crate) fn with(self, kept: Kept) -> Syntax {
        Syntax { wordings: kept.wordings, leanings: kept.leanings, ..self }
    }

    /// How a word reads to the encoder; `None` where the trees are not of its making.
    #[must_use]
    pub fn wording(&self, token: TokenId) -> Option<&[i8; WORDING]> {
        self.wordings.get(token.index())
    }

    /// How far the words of a sentence speak for public affairs of the day, above zero, or for a novel, a match, a private quarrel,
    /// below; `None` where the trees are not of the engine's making.
    #[must_use]
    pub fn leaning(&self, tokens: Range<u32>) -> Option<f32> {
        let leanings = self.leanings.get(tokens.start as usize..tokens.end as usize).filter(|all| !all.is_empty())?;
        Some(leanings.iter().sum::<f32>() / leanings.len() as f32)
    }

    /// All words, one per token.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The word of a token.
    #[must_use]
    pub fn word(&self, token: TokenId) -> &Word {
        &self.words[token.index()]
    }

    /// Lemma in lower case is what lexicons match.
    #[must_use]
    pub fn lemma(&self, token: TokenId) -> &str {
        &self.word(token).lemma
    }

    /// Part of speech.
    #[must_use]
    pub fn upos(&self, token: TokenId) -> Upos {
        self.word(token).upos
    }

    /// Relation to the governor.
    #[must_use]
    pub fn rel(&self, token: TokenId) -> Rel {
        self.word(token).rel
    }

    /// The governor.
    #[must_use]
    pub fn head(&self, token: TokenId) -> Option<TokenId> {
        self.word(token).head
    }

    /// All dependents in text order.
    #[must_use]
    pub fn children(&self, token: TokenId) -> &[TokenId] {
        let i = token.index();
        &self.children[self.starts[i] as usize..self.starts[i + 1] as usize]
    }

    /// Dependents by one of these relations, in text order.
    pub fn children_by<'a>(&'a self, token: TokenId, rels: &'a [Rel]) -> impl Iterator<Item = TokenId> + 'a {
        self.children(token).iter().copied().filter(|&c| rels.contains(&self.rel(c)))
    }

    /// The first dependent by one of these relations.
    #[must_use]
    pub fn child(&self, token: TokenId, rels: &[Rel]) -> Option<TokenId> {
        self.children(token).iter().copied().find(|&c| rels.contains(&self.rel(c)))
    }

    /// Governors from the token's own up to the root.
    pub fn ancestors(&self, token: TokenId) -> impl Iterator<Item = TokenId> + '_ {
        std::iter::successors(self.head(token), move |&t| self.head(t))
    }

    /// The token and all below it, in text order.
    #[must_use]
    pub fn subtree(&self, token: TokenId) -> Vec<TokenId> {
        let mut all = vec![token];
        let mut at = 0;
        while at < all.len() {
            all.extend_from_slice(self.children(all[at]));
            at += 1;
        }
        all.sort_unstable();
        all
    }

    /// Lower-cased lemma of the preposition (`case`) on a nominal, multiword ones joined: `because_of`; a participle that
    /// serves as one as it is written: `following`.
    #[must_use]
    pub fn case(&self, token: TokenId) -> Option<String> {
        let case = self.child(token, &[Rel::Case])?;
        let lemma = self.lemma(case).to_lowercase();
        let participle = PARTICIPLES.iter().find(|(verb, _)| *verb == lemma);
        let mut text = participle.map_or(lemma, |(_, participle)| (*participle).to_string());
        for part in self.children_by(case, &[Rel::Fixed]) {
            text.push('_');
            text.push_str(&self.lemma(part).to_lowercase());
        }
        Some(text)
    }
}
