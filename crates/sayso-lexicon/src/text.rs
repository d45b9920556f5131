//! The layers that lexicon rows are matched against, with the lemmas in lower case once and for all.

use sayso_document::{Document, TokenId};
use sayso_entities::Entities;
use sayso_syntax::{Rel, Syntax, Upos, Word};

use crate::classes::OPEN_CLASSES;
use crate::slot::Slot;

/// Nouns that only count or group what follows "of".
const PARTITIVES: &[&str] = &[
    "dozen", "score", "hundred", "thousand", "million", "number", "group", "member", "handful", "couple", "crowd",
    "majority", "part", "rest", "some", "many", "several", "most", "all", "both", "none", "wave", "series", "unit",
    "piece", "kind",
];

/// The layers below, in one hand.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    /// Words and sentences.
    pub document: &'a Document,
    /// Trees.
    pub syntax: &'a Syntax,
    /// Mentions.
    pub entities: &'a Entities,
    keys: Vec<String>,
}

/// Lemma in lower case; a plural that the engine left in the plural ("troops") without its ending.
fn key(word: &Word) -> String {
    let mut key = word.lemma.to_lowercase();
    let plural = word.upos == Upos::Noun && word.feats.is("Number", "Plur") && key.len() > 3;
    if plural && key.ends_with('s') && !key.ends_with("ss") {
        key.pop();
    }
    key
}

impl<'a> Text<'a> {
    /// Takes the layers.
    #[must_use]
    pub fn new(document: &'a Document, syntax: &'a Syntax, entities: &'a Entities) -> Text<'a> {
        let keys = syntax.words().iter().map(key).collect();
        Text { document, syntax, entities, keys }
    }

    /// Lower-cased lemma.
    #[must_use]
    pub fn key(&self, token: TokenId) -> &str {
        &self.keys[token.index()]
    }

    /// The nominals (or clauses) in a slot of a predicate made of `tokens`, headed by the first of them.
    #[must_use]
    pub fn fillers(&self, tokens: &[TokenId], slot: &Slot) -> Vec<TokenId> {
        let Some(&head) = tokens.first() else { return Vec::new() };
        let syntax = self.syntax;
        let own = |t: &TokenId| !tokens.contains(t);
        let found: Vec<TokenId> = match slot {
            Slot::Subj => syntax.logical_subject(head).into_iter().collect(),
            Slot::Obj => {
                let object = syntax.logical_object(head).or_else(|| syntax.child(head, &[Rel::Iobj]));
                object.or_else(|| self.bare_oblique(head)).into_iter().collect()
            }
            Slot::Iobj => syntax.child(head, &[Rel::Iobj]).into_iter().collect(),
            Slot::Poss => syntax.children_by(head, &[Rel::NmodPoss]).collect(),
            Slot::Mod => syntax.children_by(head, &[Rel::Compound, Rel::Amod, Rel::NmodDesc]).collect(),
            Slot::Clause => self.clauses(tokens),
            Slot::Prep(preposition) => {
                let all = tokens.iter().flat_map(|&t| syntax.obliques(t, preposition));
                all.filter(|t| !self.entities.times.iter().any(|time| time.head == *t)).collect()
            }
        };
        found.into_iter().filter(own).collect()
    }

    /// A noun behind an active verb that has no object, attached to it without preposition: "ruled out *talks*".
    fn bare_oblique(&self, verb: TokenId) -> Option<TokenId> {
        let syntax = self.syntax;
        let mut nouns = syntax.children_by(verb, &[Rel::Obl, Rel::OblUnmarked]).filter(|&c| {
            c > verb && syntax.upos(c) == Upos::Noun && syntax.case(c).is_none() && syntax.mark(c).is_none()
        });
        let bare = nouns.find(|&c| !self.entities.times.iter().any(|time| time.head == c));
        bare.filter(|_| !syntax.is_passive(verb))
    }

    /// Clausal complements of a predicate or noun, gerunds after a preposition included.
    fn clauses(&self, tokens: &[TokenId]) -> Vec<TokenId> {
        let syntax = self.syntax;
        let head = tokens[0];
        let after = tokens.iter().max().copied().unwrap_or(head).0 + 1;
        let mut found: Vec<TokenId> =
            syntax.children_by(head, &[Rel::Ccomp, Rel::Xcomp, Rel::Csubj, Rel::CsubjPass]).collect();
        let nominal = syntax.upos(head) == Upos::Noun;
        // "the claim that rebels fled", read as a relative clause though nothing in it is relative
        let mislabelled = syntax.children_by(head, &[Rel::AclRelcl]);
        found.extend(mislabelled.filter(|&c| nominal && syntax.mark(c).as_deref() == Some("that")));
        // "A claim by the rebels that …", the clause attached to who makes it
        let makers = syntax.children_by(head, &[Rel::Nmod, Rel::NmodPoss]).filter(|&m| nominal && m > head);
        let theirs = makers.flat_map(|m| syntax.children_by(m, &[Rel::Acl, Rel::AclRelcl]));
        found.extend(theirs.filter(|&c| syntax.mark(c).as_deref() == Some("that") && syntax.is_finite(c)));
        for clause in syntax.children_by(head, &[Rel::Acl, Rel::Advcl]) {
            let complement = match syntax.mark(clause).or_else(|| syntax.case(clause)).as_deref() {
                Some("to" | "that" | "whether" | "if") => nominal || syntax.rel(clause) == Rel::Acl,
                Some("of" | "from" | "against" | "about" | "on" | "into" | "for" | "over") => true,
                // "the claim that police beat them was …", its "that" taken by the verb behind it
                None if nominal => syntax.is_finite(clause) || syntax.child(clause, &[Rel::Nsubj]).is_some(),
                // "ruled out *supplying* …": a bare gerund right behind its verb
                None => clause.0 == after && !syntax.is_finite(clause),
                _ => false,
            };
            if complement {
                found.push(clause);
            }
        }
        found
    }

    /// Whether a nominal's lemma (or what the entity layer makes of it) is in a list of a constraint.
    #[must_use]
    pub fn is_among(&self, token: TokenId, lemmas: &[String]) -> bool {
        let key = self.key(token);
        lemmas.iter().any(|lemma| match lemma.split_once(' ') {
            _ if lemma.as_str() == key => true,
            _ if lemma.as_str() == OPEN_CLASSES[0] => {
                self.entities.mention_at(token).is_some_and(|m| m.actor.is_some())
            }
            _ if lemma.as_str() == OPEN_CLASSES[1] => self.entities.places.iter().any(|p| p.head == token),
            Some(_) => {
                let words: Vec<&str> = lemma.split(' ').collect();
                let head = words.iter().position(|w| *w == "of").map_or(words.len() - 1, |i| i - 1);
                words[head] == key
                    && words.iter().enumerate().all(|(i, word)| {
                        i == head || self.descendants(token, 2).into_iter().any(|t| self.key(t) == *word)
                    })
            }
            None => false,
        })
    }

    /// A nominal, and what it is a part or number of: "dozens of *soldiers*", "members of the *army*".
    #[must_use]
    pub fn with_partitive(&self, token: TokenId) -> Vec<TokenId> {
        let mut all = vec![token];
        if PARTITIVES.contains(&self.key(token)) || self.syntax.upos(token) == Upos::Num {
            all.extend(self.syntax.obliques(token, "of"));
        }
        all
    }

    /// Dependents down to a depth, in text order.
    #[must_use]
    pub fn descendants(&self, token: TokenId, depth: usize) -> Vec<TokenId> {
        let mut found = Vec::new();
        let mut level = vec![token];
        for _ in 0..depth {
            level = level.iter().flat_map(|&t| self.syntax.children(t).iter().copied()).collect();
            found.extend_from_slice(&level);
        }
        found.sort_unstable();
        found
    }
}
