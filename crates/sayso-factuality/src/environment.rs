//! The environment of an act: every operator between it and the top of its sentence, outermost first.
//!
//! The environment is computed compositionally: that of a word is that of its governor, with what the governor does to
//! this complement, and so on up; no phrase is matched as a whole. What projects past an operator (definite nouns,
//! relative clauses, time clauses) keeps the speakers but not the forces.

use sayso_attribution::{Attribution, Attributions, Route, Stance};
use sayso_document::TokenId;
use sayso_events::{Event, Events, Lexicon};
use sayso_lexicon::{Hedges, Sign, Text};
use sayso_syntax::{Rel, Upos};

use crate::embedders::{Embedders, stands_in};
use crate::operator::{Force, Operator, Speaker};
use crate::own;

/// Everything that the environment of a word is read from.
pub(crate) struct Context<'a> {
    pub(crate) text: &'a Text<'a>,
    pub(crate) events: &'a Events,
    pub(crate) attributions: &'a Attributions,
    pub(crate) triggers: &'a Lexicon,
    pub(crate) embedders: &'a Embedders,
    pub(crate) hedges: &'a Hedges,
}

/// Governors followed before the walk is cut off: deeper nesting says nothing that a reader could follow either.
const MAX_DEPTH: usize = 40;

impl Context<'_> {
    /// All operators over an act, its own modifiers included, outermost first.
    pub(crate) fn operators(&self, act: TokenId) -> Vec<Operator> {
        let mut all = self.environment(act, MAX_DEPTH);
        all.extend(own::operators(self, act));
        all
    }

    /// The operators over a word, without its own modifiers.
    fn environment(&self, token: TokenId, depth: usize) -> Vec<Operator> {
        let Some(depth) = depth.checked_sub(1) else { return Vec::new() };
        let mut over = match self.text.syntax.head(token) {
            Some(governor) => self.edge(token, governor, depth),
            None => Vec::new(),
        };
        for attribution in self.attributions.of_root(token).filter(|a| a.route != Route::Complement) {
            over.push(say(attribution, token));
        }
        over
    }

    /// The environment with the word's own modifiers.
    fn full(&self, token: TokenId, depth: usize) -> Vec<Operator> {
        let mut all = self.environment(token, depth);
        all.extend(own::operators(self, token));
        all
    }

    /// The environment that a governor hands down to a dependent.
    fn edge(&self, token: TokenId, governor: TokenId, depth: usize) -> Vec<Operator> {
        let syntax = self.text.syntax;
        let rel = syntax.rel(token);
        if rel == Rel::Conj {
            return self.environment(governor, depth);
        }
        if let Some(over) = self.carried(token, governor, depth) {
            return over;
        }
        match rel {
            Rel::AclRelcl | Rel::AdvclRelcl => speakers_only(self.environment(governor, depth)),
            Rel::Acl if !syntax.is_to_infinitive(token) => speakers_only(self.environment(governor, depth)),
            Rel::Acl => self.with(self.full(governor, depth), Force::Purpose, token, "rule: infinitive after a noun"),
            Rel::Advcl => self.adverbial(token, governor, depth),
            Rel::Parataxis => self.aside(token, governor, depth),
            Rel::Xcomp if syntax.is_to_infinitive(token) && syntax.upos(governor) == Upos::Verb => self.with(
                self.full(governor, depth),
                Force::Possible,
                governor,
                "rule: infinitive under an unknown verb",
            ),
            Rel::Ccomp if syntax.upos(governor) == Upos::Verb && syntax.is_finite(token) => {
                self.unknown_report(governor, depth)
            }
            Rel::Ccomp | Rel::Xcomp | Rel::Csubj | Rel::CsubjPass | Rel::Appos => self.full(governor, depth),
            _ => self.nominal(token, governor, depth),
        }
    }

    fn with(&self, mut over: Vec<Operator>, force: Force, at: TokenId, rule: &str) -> Vec<Operator> {
        over.push(Operator::plain(force, at, at, rule));
        over
    }

    /// What a speech act, a cue or an embedder does to the act in its complement.
    fn carried(&self, token: TokenId, governor: TokenId, depth: usize) -> Option<Vec<Operator>> {
        let event = self.events.holding(governor).filter(|(_, e)| carries(self.text, e, token));
        if let Some((id, event)) = event.filter(|(_, e)| e.sign != Sign::Plain) {
            let mut over = self.full(event.head(), depth);
            let speaker = (event.sign == Sign::Accuse).then(|| Speaker {
                mention: event.sources.first().copied(),
                cue: event.trigger.clone(),
                stance: Stance::Asserts,
            });
            over.push(Operator {
                force: Force::Sign(event.sign),
                at: event.head(),
                host: event.head(),
                speaker,
                event: Some(id),
                rule: event.rule.clone(),
            });
            return Some(over);
        }
        let attribution = self.attributions.of_root(token).find(|a| a.route == Route::Complement);
        if let Some(attribution) = attribution {
            let mut over = self.full(attribution.cue[0], depth);
            over.push(say(attribution, attribution.cue[0]));
            return Some(over);
        }
        let embedder = self.embedders.carrying(self.text, governor, token)?;
        let mut over = self.full(governor, depth);
        let speaker = self.embedded_speaker(embedder.sign, governor);
        over.push(Operator {
            force: Force::Sign(embedder.sign),
            at: governor,
            host: governor,
            speaker,
            event: None,
            rule: embedder.rule.clone(),
        });
        Some(over)
    }

    /// Embedders that report without being cues speak for their owner or, where there is none, for nobody named.
    fn embedded_speaker(&self, sign: Sign, governor: TokenId) -> Option<Speaker> {
        let reports =
            matches!(sign, Sign::Say | Sign::Claim | Sign::Investigate | Sign::Accuse | Sign::Deny | Sign::Retract);
        let named = self.text.syntax.child(governor, &[Rel::NmodPoss]);
        reports.then(|| Speaker { mention: named, cue: vec![governor], stance: Stance::Asserts })
    }

    /// A finite clause under a verb that no table knows: the subject's word, if there is one.
    fn unknown_report(&self, governor: TokenId, depth: usize) -> Vec<Operator> {
        let mut over = self.full(governor, depth);
        let speaker = Speaker {
            mention: self.text.syntax.logical_subject(governor),
            cue: vec![governor],
            stance: Stance::Asserts,
        };
        let rule = "rule: clause under an unknown verb".to_string();
        over.push(Operator {
            force: Force::Say(Stance::Asserts),
            at: governor,
            host: governor,
            speaker: Some(speaker),
            event: None,
            rule,
        });
        over
    }

    fn adverbial(&self, token: TokenId, governor: TokenId, depth: usize) -> Vec<Operator> {
        let syntax = self.text.syntax;
        let mark = syntax.mark(token).or_else(|| syntax.case(token));
        match mark.as_deref() {
            Some("if" | "unless" | "whether" | "provided" | "lest") => {
                self.with(self.environment(governor, depth), Force::Condition, token, "rule: conditional clause")
            }
            Some("without" | "instead_of" | "instead" | "rather" | "rather_than") => {
                self.with(self.environment(governor, depth), Force::Negation, token, "rule: without")
            }
            Some("to") => self.with(self.full(governor, depth), Force::Purpose, token, "rule: purpose clause"),
            Some(_) if syntax.is_finite(token) => self.environment(governor, depth),
            Some("after" | "since" | "while" | "when" | "before") => self.environment(governor, depth),
            None if inverted(self.text, token) => {
                self.with(self.environment(governor, depth), Force::Counterfactual, token, "rule: had … (inverted)")
            }
            _ => self.full(governor, depth),
        }
    }

    /// A clause set beside another: not under that one's own cue.
    fn aside(&self, token: TokenId, governor: TokenId, depth: usize) -> Vec<Operator> {
        let over = self.environment(governor, depth);
        let own_word = |o: &Operator| o.speaker.as_ref().is_some_and(|s| s.cue.first() == Some(&token));
        over.into_iter().filter(|o| !own_word(o)).collect()
    }

    /// An act named by a noun: a definite one is taken for granted, an indefinite one shares the fate of its verb.
    fn nominal(&self, token: TokenId, governor: TokenId, depth: usize) -> Vec<Operator> {
        let syntax = self.text.syntax;
        let light = self.triggers.is_light(self.text, governor);
        let subject = matches!(syntax.rel(token), Rel::Nsubj);
        if light && !subject {
            return self.full(governor, depth);
        }
        if is_definite(self.text, token) {
            return speakers_only(self.environment(governor, depth));
        }
        if subject { self.environment(governor, depth) } else { self.full(governor, depth) }
    }
}

/// Whether a speech act carries this complement.
fn carries(text: &Text<'_>, event: &Event, token: TokenId) -> bool {
    let role = event.sources.contains(&token) || event.targets.contains(&token);
    !role && event.complement.iter().any(|slot| stands_in(text, &event.trigger, slot, token))
}

fn say(attribution: &Attribution, at: TokenId) -> Operator {
    let speaker = Speaker { mention: attribution.speaker, cue: attribution.cue.clone(), stance: attribution.stance };
    Operator {
        force: Force::Say(attribution.stance),
        at,
        host: at,
        speaker: Some(speaker),
        event: None,
        rule: attribution.rule.clone(),
    }
}

/// What is taken for granted is still on somebody's word.
fn speakers_only(over: Vec<Operator>) -> Vec<Operator> {
    over.into_iter()
        .filter_map(|mut o| match o.force {
            Force::Say(Stance::Asserts) | Force::Sign(Sign::Accuse) => Some(o),
            // Who denies or doubts a clause still vouches for what it takes for granted.
            Force::Say(_) => {
                o.force = Force::Say(Stance::Asserts);
                if let Some(speaker) = &mut o.speaker {
                    speaker.stance = Stance::Asserts;
                }
                Some(o)
            }
            _ => None,
        })
        .collect()
}

/// "Had Britain recognised …": an auxiliary before its subject, without a subordinator.
fn inverted(text: &Text<'_>, clause: TokenId) -> bool {
    let syntax = text.syntax;
    let Some(aux) = syntax.child(clause, &[Rel::Aux, Rel::AuxPass, Rel::Cop]) else { return false };
    let Some(subject) = syntax.child(clause, &[Rel::Nsubj, Rel::NsubjPass]) else { return false };
    aux < subject && matches!(text.key(aux), "have" | "be" | "should")
}

/// Whether a noun is definite: the, this, a possessor, or a proper name.
fn is_definite(text: &Text<'_>, noun: TokenId) -> bool {
    let syntax = text.syntax;
    syntax.upos(noun) == Upos::Propn
        || syntax.child(noun, &[Rel::NmodPoss]).is_some()
        || syntax.children_by(noun, &[Rel::Det]).any(|d| {
            let feats = &syntax.word(d).feats;
            feats.is("Definite", "Def") || feats.is("PronType", "Dem")
        })
}
