//! Who stands in which grammatical role of a predicate, whatever the shape of the clause.
//!
//! Passives, coordination, control and raising, relative and participial clauses move or drop the subject and object of
//! a verb; these functions bring them back, so that later stages ask for the *logical* subject and object only.
//! Relations and their use follow the UD English guidelines.

use sayso_document::TokenId;

use crate::{Rel, Syntax, Upos};

/// How many governors are asked for a missing subject before giving up.
const MAX_STEPS: usize = 10;

/// Verbs whose subject, not object, acts in the infinitive: "promised Kyiv to send arms".
const SUBJECT_CONTROL: &[&str] = &["promise", "vow", "threaten", "swear", "offer", "pledge"];

/// Prepositions before a gerund whose actor is the object of the governor: "accused Azerbaijan of shelling".
const OBJECT_GERUND: &[&str] = &["of", "from", "for", "into", "with"];

impl Syntax {
    /// Lower-cased lemma, as the lexicons spell it.
    #[must_use]
    pub fn key(&self, token: TokenId) -> String {
        self.lemma(token).to_lowercase()
    }

    /// Whether a predicate is in the passive, participles that modify a noun included.
    #[must_use]
    pub fn is_passive(&self, verb: TokenId) -> bool {
        if self.child(verb, &[Rel::NsubjPass, Rel::AuxPass, Rel::CsubjPass]).is_some() {
            return true;
        }
        let word = self.word(verb);
        if word.upos != Upos::Verb || self.child(verb, &[Rel::Nsubj, Rel::Aux]).is_some() {
            return false;
        }
        let participle = word.feats.is("VerbForm", "Part") && word.feats.is("Tense", "Past");
        match word.rel {
            Rel::Acl | Rel::Amod => participle,
            Rel::Advcl => participle && self.child(verb, &[Rel::Obj]).is_none(),
            Rel::Conj => participle && word.head.is_some_and(|h| self.is_passive(h)),
            _ => participle && self.child(verb, &[Rel::OblAgent]).is_some(),
        }
    }

    /// The subject that stands, or is understood, before a predicate, whatever its voice.
    #[must_use]
    pub fn surface_subject(&self, predicate: TokenId) -> Option<TokenId> {
        self.surface_subject_within(predicate, MAX_STEPS)
    }

    fn surface_subject_within(&self, predicate: TokenId, steps: usize) -> Option<TokenId> {
        let own = self.child(predicate, &[Rel::Nsubj, Rel::NsubjPass, Rel::NsubjOuter]);
        if let Some(own) = own {
            return Some(self.antecedent(own).unwrap_or(own));
        }
        let head = self.head(predicate)?;
        let steps = steps.checked_sub(1)?;
        match self.rel(predicate) {
            Rel::Conj if self.is_predicate(head) => self.surface_subject_within(head, steps),
            Rel::Xcomp => self.controller(head, steps),
            Rel::Advcl | Rel::Ccomp if !self.is_finite(predicate) => {
                if self.is_object_gerund(predicate) {
                    self.controller(head, steps)
                } else {
                    self.surface_subject_within(head, steps)
                }
            }
            Rel::Acl | Rel::Amod if self.word(predicate).feats.is("VerbForm", "Inf") => {
                self.possessor_of_act(head, steps)
            }
            // "Accused by clerks *of taking* bribes"
            Rel::Acl if self.rel(head) == Rel::OblAgent && self.is_object_gerund(predicate) => {
                self.surface_subject_within(self.head(head)?, steps)
            }
            Rel::Acl | Rel::Amod => Some(head),
            Rel::Parataxis if !self.is_finite(predicate) => self.surface_subject_within(head, steps),
            _ => None,
        }
    }

    fn is_object_gerund(&self, predicate: TokenId) -> bool {
        let mark = self.child(predicate, &[Rel::Mark, Rel::Case]).map(|m| self.key(m));
        mark.is_some_and(|m| OBJECT_GERUND.contains(&m.as_str()))
    }

    /// Who would do what an infinitive after a noun names: "Russia's plan to attack", "made a promise to withdraw".
    fn possessor_of_act(&self, noun: TokenId, steps: usize) -> Option<TokenId> {
        if let Some(owner) = self.child(noun, &[Rel::NmodPoss]) {
            return Some(owner);
        }
        if let Some(addressee) = self.obliques(noun, "on").first() {
            return Some(*addressee);
        }
        let governor = self.head(noun)?;
        (self.upos(governor) == Upos::Verb).then(|| self.surface_subject_within(governor, steps)).flatten()
    }

    /// Who acts in the infinitive under a verb: its object, or its subject.
    fn controller(&self, verb: TokenId, steps: usize) -> Option<TokenId> {
        if !SUBJECT_CONTROL.contains(&self.key(verb).as_str())
            && let Some(object) = self.child(verb, &[Rel::Obj, Rel::Iobj])
        {
            return Some(self.antecedent(object).unwrap_or(object));
        }
        // "called on Iran to stop", "appealed to Ethiopia to open"
        if self.child(verb, &[Rel::Xcomp, Rel::Advcl]).is_some()
            && let Some(addressee) =
                ["on", "upon", "to", "with"].iter().find_map(|p| self.obliques(verb, p).first().copied())
            && !SUBJECT_CONTROL.contains(&self.key(verb).as_str())
        {
            return Some(addressee);
        }
        self.surface_subject_within(verb, steps)
    }

    /// The doer: subject of an active, by-phrase of a passive predicate.
    #[must_use]
    pub fn logical_subject(&self, predicate: TokenId) -> Option<TokenId> {
        if self.is_passive(predicate) { self.agent(predicate) } else { self.surface_subject(predicate) }
    }

    /// The by-phrase.
    #[must_use]
    pub fn agent(&self, predicate: TokenId) -> Option<TokenId> {
        self.child(predicate, &[Rel::OblAgent])
            .or_else(|| self.obliques(predicate, "by").into_iter().find(|&t| !self.word(t).feats.is("VerbForm", "Ger")))
    }

    /// What is acted on: object of an active, subject of a passive predicate; the antecedent in an object relative.
    #[must_use]
    pub fn logical_object(&self, predicate: TokenId) -> Option<TokenId> {
        if self.is_passive(predicate) {
            return self.surface_subject(predicate);
        }
        if let Some(object) = self.child(predicate, &[Rel::Obj]) {
            return Some(self.antecedent(object).unwrap_or(object));
        }
        let has_subject = self.child(predicate, &[Rel::Nsubj]).is_some_and(|s| self.antecedent(s).is_none());
        if self.rel(predicate) == Rel::AclRelcl && has_subject {
            let stranded = self
                .children(predicate)
                .iter()
                .any(|&c| self.word(c).feats.is("PronType", "Rel") && self.rel(c) == Rel::Obl);
            return if stranded { None } else { self.head(predicate) };
        }
        None
    }

    /// The noun that a relative pronoun stands for.
    #[must_use]
    pub fn antecedent(&self, pronoun: TokenId) -> Option<TokenId> {
        let word = self.word(pronoun);
        if word.upos != Upos::Pron || !matches!(self.key(pronoun).as_str(), "who" | "which" | "that" | "whom") {
            return None;
        }
        let clause = std::iter::once(pronoun)
            .chain(self.ancestors(pronoun).take(MAX_STEPS))
            .find(|&t| matches!(self.rel(t), Rel::AclRelcl | Rel::AdvclRelcl))?;
        self.head(clause)
    }

    /// Nominals attached with a preposition (`case`), to a verb or a noun, including what a relative clause moved away.
    #[must_use]
    pub fn obliques(&self, token: TokenId, preposition: &str) -> Vec<TokenId> {
        self.children_by(token, &[Rel::Obl, Rel::OblAgent, Rel::Nmod, Rel::Advmod])
            .filter(|&c| self.case(c).is_some_and(|case| case == preposition))
            .map(|c| self.antecedent(c).unwrap_or(c))
            .collect()
    }

    /// A nominal and the nominals coordinated with it.
    #[must_use]
    pub fn conjuncts(&self, token: TokenId) -> Vec<TokenId> {
        let mut all = vec![token];
        for conjunct in self.children_by(token, &[Rel::Conj]) {
            if !matches!(self.upos(conjunct), Upos::Verb | Upos::Aux) {
                all.push(conjunct);
            }
        }
        all
    }

    /// A verb, or a nominal or adjective with a copula or subject.
    #[must_use]
    pub fn is_predicate(&self, token: TokenId) -> bool {
        self.upos(token) == Upos::Verb
            || self.child(token, &[Rel::Cop, Rel::Nsubj, Rel::NsubjPass, Rel::AuxPass]).is_some()
    }

    /// Whether a predicate, its auxiliaries included, is finite.
    #[must_use]
    pub fn is_finite(&self, predicate: TokenId) -> bool {
        let finite = |t: TokenId| self.word(t).feats.is("VerbForm", "Fin");
        finite(predicate) || self.children_by(predicate, &[Rel::Aux, Rel::AuxPass, Rel::Cop]).any(finite)
    }

    /// Whether a predicate is an infinitive with "to".
    #[must_use]
    pub fn is_to_infinitive(&self, predicate: TokenId) -> bool {
        self.children_by(predicate, &[Rel::Mark]).any(|m| self.key(m) == "to")
    }

    /// Lower-cased subordinator ("if", "that", "to"), the first where there are several.
    #[must_use]
    pub fn mark(&self, predicate: TokenId) -> Option<String> {
        self.child(predicate, &[Rel::Mark]).map(|m| self.key(m))
    }
}
