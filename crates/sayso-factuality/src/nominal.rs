//! Acts that nouns name, in the clause that they stand in: "after the raid", "ahead of talks", "any deal".

use sayso_document::TokenId;
use sayso_events::EventType;
use sayso_lexicon::Text;
use sayso_syntax::{Rel, Upos};

use crate::environment::{Context, looks_ahead, speakers_only};
use crate::operator::{Force, Operator};
use crate::own;

impl Context<'_> {
    /// An act named by a noun beside a predicate: "after the raid", "ahead of talks", "in case of an attack".
    pub(crate) fn circumstance(&self, token: TokenId, governor: TokenId, depth: usize) -> Vec<Operator> {
        let case = self.text.syntax.case(token);
        let case = if self.text.key(governor) == "ahead" { Some("ahead".to_string()) } else { case };
        match case.as_deref() {
            Some("ahead" | "ahead_of" | "pending") => self.with(
                speakers_only(self.environment(governor, depth)),
                Force::Future,
                token,
                "rule: ahead of what is to come",
            ),
            Some("without" | "instead_of" | "instead" | "rather_than") => {
                self.with(speakers_only(self.environment(governor, depth)), Force::Negation, token, "rule: without")
            }
            Some(
                "after" | "amid" | "amidst" | "despite" | "following" | "since" | "because_of" | "due_to" | "during",
            ) if !own::operators(self, governor).iter().any(looks_ahead) || self.is_past(token) => {
                self.granted(governor, depth)
            }
            Some("unlike") => self.granted(governor, depth),
            // "Rejected a settlement *in a lawsuit*": what a thing belongs to is there, whatever becomes of the thing.
            Some("in" | "over" | "from")
                if self.text.syntax.rel(token) == Rel::Nmod
                    && self.events.at(governor).is_none()
                    && self.is_past(token)
                    && !self.is_claim(governor) =>
            {
                self.granted(governor, depth)
            }
            _ => self.nominal(token, governor, depth),
        }
    }

    /// An act named by a noun: a definite one is taken for granted, an indefinite one shares the fate of its verb. What is
    /// arranged (talks, visits, aid) is not there yet while its verb looks ahead, definite or not.
    pub(crate) fn nominal(&self, token: TokenId, governor: TokenId, depth: usize) -> Vec<Operator> {
        let syntax = self.text.syntax;
        if self.is_any(token) {
            let over = self.full(governor, depth);
            let negated = over.iter().any(|o| o.host == governor && matches!(o.force, Force::Negation | Force::NotYet));
            return if negated { over } else { self.with(over, Force::Possible, token, "rule: any") };
        }
        if self.awaits_proof(governor) {
            return self.with(self.unnegated(governor, depth), Force::Possible, token, "rule: if confirmed");
        }
        let light = self.triggers.is_light(self.text, governor);
        let subject = matches!(syntax.rel(token), Rel::Nsubj);
        if light && !subject {
            return self.full(governor, depth);
        }
        if subject && self.places(governor) {
            return self.full(governor, depth);
        }
        let ahead = self.is_arranged(token) && own::operators(self, self.verb_above(governor)).iter().any(looks_ahead);
        if (subject || !ahead) && is_definite(self.text, token) && !self.only_leads_on(token, governor) {
            return self.granted(governor, depth);
        }
        if ahead && self.verb_above(governor) != governor {
            return self.unnegated(self.verb_above(governor), depth);
        }
        if subject { self.unnegated(governor, depth) } else { self.full(governor, depth) }
    }

    /// "Will pave the *way* for inquiries": a noun that is no act, claim or person, under a verb that looks ahead, takes nothing
    /// for granted.
    fn only_leads_on(&self, noun: TokenId, governor: TokenId) -> bool {
        let stands_for_itself = self.events.at(noun).is_some()
            || self.is_claim(noun)
            || self.text.syntax.upos(noun) == Upos::Propn
            || self.text.entities.mention_at(noun).is_some_and(|m| m.actor.is_some());
        !stands_for_itself && own::operators(self, governor).iter().any(looks_ahead)
    }

    /// Whether what stands behind "after" must have happened by the time of any announcement: a claim, a call or an attack, not
    /// talks, which may still be to come.
    fn is_past(&self, token: TokenId) -> bool {
        let past = |t: EventType| {
            matches!(
                t,
                EventType::Assault | EventType::Accuse | EventType::Protest | EventType::Coerce | EventType::Request
            )
        };
        self.is_claim(token) || self.events.at(token).is_some_and(|(_, e)| past(e.event_type))
    }

    /// "If confirmed, the attack would be …": open until then.
    fn awaits_proof(&self, predicate: TokenId) -> bool {
        self.text.syntax.children_by(predicate, &[Rel::Advcl]).any(|c| {
            self.text.syntax.mark(c).as_deref() == Some("if")
                && matches!(self.text.key(c), "confirm" | "confirmed" | "verify" | "prove" | "true" | "substantiate")
        })
    }

    /// The verb over a noun that is itself no act: "will meet on the *sidelines* of the summit".
    fn verb_above(&self, noun: TokenId) -> TokenId {
        let syntax = self.text.syntax;
        let plain = |t: TokenId| {
            syntax.upos(t) == Upos::Noun
                && matches!(syntax.rel(t), Rel::Obl | Rel::Nmod | Rel::Obj)
                && self.events.at(t).is_none()
                && !self.is_claim(t)
        };
        let mut at = noun;
        while plain(at)
            && let Some(head) = syntax.head(at)
        {
            at = head;
        }
        if syntax.upos(at) == Upos::Verb { at } else { noun }
    }

    /// "Any deal": there may be none.
    pub(crate) fn is_any(&self, noun: TokenId) -> bool {
        self.text.syntax.children_by(noun, &[Rel::Det]).any(|d| self.text.key(d) == "any")
    }

    /// Whether a predicate only says when, where or whether its subject is: "will be in December", "is imminent".
    fn places(&self, predicate: TokenId) -> bool {
        let syntax = self.text.syntax;
        let copular = syntax.child(predicate, &[Rel::Cop]).is_some() || self.text.key(predicate) == "be";
        let time = self.text.entities.times.iter().any(|t| t.head == predicate);
        let hedge = self.hedges.at(self.text, predicate).is_some();
        copular && (time || hedge || self.text.key(predicate) == "be" || syntax.case(predicate).is_some())
    }

    /// Whether an act is of the kind that is arranged beforehand.
    pub(crate) fn is_arranged(&self, token: TokenId) -> bool {
        self.events.at(token).is_some_and(|(_, e)| {
            matches!(
                e.event_type,
                EventType::Consult
                    | EventType::Cooperate
                    | EventType::Agree
                    | EventType::Aid
                    | EventType::Mobilize
                    | EventType::Retreat
                    | EventType::Concede
            )
        })
    }
}

/// Whether a noun is definite: the, this, a possessor, or a proper name.
pub(crate) fn is_definite(text: &Text<'_>, noun: TokenId) -> bool {
    let syntax = text.syntax;
    syntax.upos(noun) == Upos::Propn
        || syntax.child(noun, &[Rel::NmodPoss]).is_some()
        || syntax.children_by(noun, &[Rel::Det]).any(|d| {
            let feats = &syntax.word(d).feats;
            feats.is("Definite", "Def") || feats.is("PronType", "Dem")
        })
}
