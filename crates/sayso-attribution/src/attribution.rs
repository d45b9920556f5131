//! The attributions layer.

use std::collections::BTreeMap;

use sayso_document::{Span, TokenId};

use crate::Stance;

/// How a cue and its content are connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// The content is a complement of the cue ("said that …", "his claim that …").
    Complement,
    /// The cue is an aside of the content ("…, residents said").
    Aside,
    /// A phrase or adverb that hangs on the content ("according to …", "reportedly").
    Adjunct,
    /// The content is quoted, and the speaker is found elsewhere in the paragraph.
    Quotation,
}

/// Words that say on whose word something stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The cue, syntactic head first. Empty where a quotation has none of its own.
    pub cue: Vec<TokenId>,
    /// Syntactic head of the speaker; `None` where nobody is named ("reportedly", "is said to").
    pub speaker: Option<TokenId>,
    /// Syntactic heads of what is said: one, or one a sentence for longer quotations.
    pub roots: Vec<TokenId>,
    /// The speaker's whole phrase, without cue and content.
    pub voice: Vec<Span>,
    /// What is said, as spans without the cue.
    pub content: Vec<Span>,
    /// How the speaker stands to it.
    pub stance: Stance,
    /// How the cue is connected.
    pub route: Route,
    /// Name of the lexicon row or rule.
    pub rule: String,
    /// Whether it is beyond doubt: the language engine finds it, too, or a verb has a speaker and a finite clause.
    /// What is not sure still keeps an act from passing for the report's own word.
    pub is_sure: bool,
}

impl Attribution {
    /// Somebody's plain assertion, its texts still to be filled in.
    pub(crate) fn new(cue: Vec<TokenId>, speaker: Option<TokenId>, roots: Vec<TokenId>, route: Route) -> Attribution {
        Attribution {
            cue,
            speaker,
            roots,
            voice: Vec::new(),
            content: Vec::new(),
            stance: Stance::Asserts,
            route,
            rule: String::new(),
            is_sure: false,
        }
    }
}

/// All attributions of a document, in text order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attributions {
    /// The attributions.
    pub attributions: Vec<Attribution>,
    by_root: BTreeMap<TokenId, Vec<usize>>,
}

impl Attributions {
    /// Orders and indexes them.
    #[must_use]
    pub(crate) fn new(mut attributions: Vec<Attribution>) -> Attributions {
        attributions.sort_by_key(|a| (a.roots.first().copied(), a.cue.first().copied()));
        let mut by_root: BTreeMap<TokenId, Vec<usize>> = BTreeMap::new();
        for (i, attribution) in attributions.iter().enumerate() {
            for &root in &attribution.roots {
                by_root.entry(root).or_default().push(i);
            }
        }
        Attributions { attributions, by_root }
    }

    /// The attributions whose content is headed by a token, outermost first: quotations, then adjuncts and asides, then
    /// complements of a cue.
    pub fn of_root(&self, root: TokenId) -> impl Iterator<Item = &Attribution> {
        self.by_root.get(&root).into_iter().flatten().map(|&i| &self.attributions[i])
    }

    /// The attribution with this cue head.
    pub fn of_cue(&self, cue: TokenId) -> impl Iterator<Item = &Attribution> {
        self.attributions.iter().filter(move |a| a.cue.first() == Some(&cue))
    }
}
