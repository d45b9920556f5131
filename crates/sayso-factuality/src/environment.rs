//! The environment of an act: every operator between it and the top of its sentence, outermost first.
//!
//! The environment is computed compositionally: that of a word is that of its governor, with what the governor does to
//! this complement, and so on up; no phrase is matched as a whole. What projects past an operator (definite nouns,
//! relative clauses, time clauses) keeps the speakers but not the forces.

use sayso_attribution::{Attribution, Attributions, Route, Stance};
use sayso_document::TokenId;
use sayso_events::{Event, EventType, Events, Lexicon};
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
        // "Reports of a coup turned out to be false", "proved unfounded"
        if rel == Rel::Nsubj
            && let Some(predicate) = syntax.child(governor, &[Rel::Xcomp]).filter(|&x| !syntax.is_passive(x))
            && self.embedders.carrying(self.text, predicate, token).is_some_and(|e| is_verdict(e.sign))
            && let Some(over) = self.carried(token, predicate, depth)
        {
            return over;
        }
        if let Some(over) = self.carried(token, governor, depth) {
            return over;
        }
        match rel {
            Rel::AclRelcl => self.relative(token, governor, depth),
            Rel::AdvclRelcl => speakers_only(self.environment(governor, depth)),
            Rel::Acl if !syntax.is_to_infinitive(token) => self.relative(token, governor, depth),
            Rel::Acl => self.with(self.full(governor, depth), Force::Purpose, token, "rule: infinitive after a noun"),
            Rel::Advcl => self.adverbial(token, governor, depth),
            Rel::Parataxis => self.aside(token, governor, depth),
            Rel::Xcomp
                if syntax.is_to_infinitive(token)
                    && syntax.upos(governor) == Upos::Verb
                    && self.text.key(governor) != "have" =>
            {
                self.with(
                    self.full(governor, depth),
                    Force::Possible,
                    governor,
                    "rule: infinitive under an unknown verb",
                )
            }
            Rel::Ccomp if syntax.upos(governor) == Upos::Verb && syntax.is_finite(token) => {
                self.unknown_report(governor, depth)
            }
            Rel::Ccomp | Rel::Xcomp | Rel::Csubj | Rel::CsubjPass | Rel::Appos => self.full(governor, depth),
            Rel::Obl | Rel::OblUnmarked | Rel::Nmod => self.circumstance(token, governor, depth),
            _ => self.nominal(token, governor, depth),
        }
    }

    fn with(&self, mut over: Vec<Operator>, force: Force, at: TokenId, rule: &str) -> Vec<Operator> {
        over.push(Operator::plain(force, at, at, rule));
        over
    }

    /// What a speech act, a cue or an embedder does to the act in its complement.
    fn carried(&self, token: TokenId, governor: TokenId, depth: usize) -> Option<Vec<Operator>> {
        let event = match accused(self.text, self.events, token) {
            Some(verb) => self.events.holding(verb),
            None => self.events.holding(governor).filter(|(_, e)| carries(self.text, e, token)),
        };
        if let Some((id, event)) = event.filter(|(_, e)| e.sign != Sign::Plain) {
            let mut over = self.full(event.head(), depth);
            over.extend(self.belied(event.head()));
            // Who rejects a claim says that it is not so; no act is refused.
            let rebuts = event.sign == Sign::Refuse && (self.is_claim(token) || self.is_anaphor(token));
            let sign = if rebuts { Sign::Deny } else { event.sign };
            let speaker = matches!(sign, Sign::Accuse | Sign::Deny).then(|| Speaker {
                mention: event.sources.first().copied(),
                cue: event.trigger.clone(),
                stance: if rebuts { Stance::Denies } else { Stance::Asserts },
            });
            over.push(Operator {
                force: Force::Sign(sign),
                at: event.head(),
                host: event.head(),
                speaker,
                event: Some(id),
                rule: event.rule.clone(),
            });
            return Some(over);
        }
        let embedder = self.embedders.carrying(self.text, governor, token).filter(|e| {
            let granted = is_definite(self.text, token) && !self.is_arranged(token);
            e.sign != Sign::Discuss || !granted
        });
        // A demand or promise that no trigger takes is still no report of what it is about.
        let asks = embedder.is_some_and(|e| {
            matches!(e.sign, Sign::Demand | Sign::Promise | Sign::Threaten | Sign::Propose | Sign::Refuse)
        });
        // What is known, without a word on who knows it, is the report's own.
        let known = embedder.is_some_and(|e| e.sign == Sign::Fact);
        let attribution = self.attributions.of_root(token).find(|a| a.route == Route::Complement);
        let attribution = attribution.filter(|a| !asks && (!known || a.speaker.is_some()));
        if let Some(attribution) = attribution.filter(|a| self.may_deny(a.stance == Stance::Denies, token)) {
            let mut over = self.full(attribution.cue[0], depth);
            over.extend(self.belied(attribution.cue[0]));
            over.push(say(attribution, attribution.cue[0]));
            return Some(over);
        }
        let embedder = embedder.filter(|e| self.may_deny(e.sign == Sign::Deny, token))?;
        let mut over = self.full(governor, depth);
        over.extend(self.belied(governor));
        let sign = match self.outcome(embedder.sign, governor) {
            Sign::Refuse if self.is_claim(token) || self.is_anaphor(token) => Sign::Deny,
            sign => sign,
        };
        let speaker = self.embedded_speaker(sign, governor);
        over.push(Operator {
            force: Force::Sign(sign),
            at: governor,
            host: governor,
            speaker,
            event: None,
            rule: embedder.rule.clone(),
        });
        Some(over)
    }

    /// A denial is of a clause, an act or a claim: "denied the visitors entry" says nothing of what the visitors do.
    fn may_deny(&self, denies: bool, token: TokenId) -> bool {
        let clause = self.text.syntax.is_predicate(token) || self.events.at(token).is_some();
        !denies || clause || self.is_claim(token) || self.is_anaphor(token)
    }

    /// Whether a token stands for what was said before: "denied *it*".
    pub(crate) fn is_anaphor(&self, token: TokenId) -> bool {
        self.text.syntax.upos(token) == Upos::Pron && matches!(self.text.key(token), "it" | "this" | "that" | "so")
    }

    /// An attempt that the next verb says was in vain has failed: "tried to land but failed".
    fn outcome(&self, sign: Sign, verb: TokenId) -> Sign {
        let in_vain = |c: TokenId| {
            self.text.key(c) == "fail" && self.text.syntax.child(c, &[Rel::Xcomp, Rel::Obj, Rel::Ccomp]).is_none()
        };
        let fails = |v: TokenId| matches!(self.text.key(v), "fail" | "founder" | "collapse");
        let subject = self.text.syntax.rel(verb) == Rel::Nsubj && self.text.syntax.head(verb).is_some_and(fails);
        let failed = sign == Sign::Try && (subject || self.text.syntax.children_by(verb, &[Rel::Conj]).any(in_vain));
        if failed { Sign::Fail } else { sign }
    }

    /// What gives the lie to a claim beside its word: "falsely accused", "baseless rumours".
    fn belied(&self, word: TokenId) -> Option<Operator> {
        let mut modifiers = self.text.syntax.children_by(word, &[Rel::Advmod, Rel::Amod]);
        modifiers.find_map(|m| {
            let row = self.embedders.belying(self.text, m)?;
            Some(Operator::plain(Force::Sign(row.sign), m, m, &row.rule))
        })
    }

    /// Embedders that report without being cues speak for their subject or owner or, where there is none, for nobody named.
    fn embedded_speaker(&self, sign: Sign, governor: TokenId) -> Option<Speaker> {
        let syntax = self.text.syntax;
        let stance = match sign {
            Sign::Say | Sign::Claim | Sign::Investigate | Sign::Accuse => Stance::Asserts,
            Sign::Deny => Stance::Denies,
            Sign::Retract => Stance::Retracts,
            _ => return None,
        };
        let mention = match syntax.upos(governor) {
            Upos::Verb => syntax.logical_subject(governor),
            _ => {
                let owner = syntax.child(governor, &[Rel::NmodPoss]);
                let owner = owner.or_else(|| syntax.obliques(governor, "by").first().copied());
                let verb =
                    syntax.head(governor).filter(|_| syntax.rel(governor) == Rel::Obj && stance == Stance::Asserts);
                let claims = verb.filter(|&v| self.text.key(v) == "claim" || self.triggers.is_light(self.text, v));
                owner.or_else(|| claims.and_then(|v| syntax.logical_subject(v)))
            }
        };
        Some(Speaker { mention, cue: vec![governor], stance })
    }

    /// Whether a noun names what somebody claims: a report, a charge, a rumour.
    pub(crate) fn is_claim(&self, noun: TokenId) -> bool {
        let accused = self.events.holding(noun).is_some_and(|(_, e)| e.sign == Sign::Accuse);
        self.text.syntax.upos(noun) == Upos::Noun && (accused || self.embedders.names_claim(self.text, noun))
    }

    /// What denies the act or claim at `object` from where it is its complement: its operators, outermost first.
    pub(crate) fn rebuttal(&self, object: TokenId, verb: TokenId) -> Option<Vec<Operator>> {
        let over = self.carried(object, verb, MAX_DEPTH)?;
        let denies = |o: &Operator| {
            matches!(
                o.force,
                Force::Sign(Sign::Deny | Sign::Untrue | Sign::Invent | Sign::Retract)
                    | Force::Say(Stance::Denies | Stance::Retracts)
            )
        };
        // "The meeting, which never took place"
        let negates = |o: &Operator| {
            o.host == verb
                && matches!(o.force, Force::Negation | Force::NotYet)
                && over.last().is_some_and(|l| matches!(l.force, Force::Sign(Sign::Happen | Sign::Manage)))
        };
        (over.last().is_some_and(denies) || over.iter().any(negates)).then_some(over)
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

    /// A clause that modifies a noun. Of what is told in the past, or of something definite, only the speakers matter; of
    /// something that is only planned or asked for, no more has happened than of the noun itself.
    fn relative(&self, token: TokenId, governor: TokenId, depth: usize) -> Vec<Operator> {
        let syntax = self.text.syntax;
        let told = syntax.word(token).feats.is("Tense", "Past")
            || syntax
                .children_by(token, &[Rel::Aux, Rel::AuxPass, Rel::Cop])
                .any(|a| syntax.word(a).feats.is("Tense", "Past") || self.text.key(a) == "have");
        let over = self.environment(governor, depth);
        if self.is_any(governor) {
            return self.with(speakers_only(over), Force::Possible, token, "rule: any");
        }
        if told || is_definite(self.text, governor) { speakers_only(over) } else { over }
    }

    fn adverbial(&self, token: TokenId, governor: TokenId, depth: usize) -> Vec<Operator> {
        let syntax = self.text.syntax;
        let when = syntax.children_by(token, &[Rel::Advmod]).find(|&a| a < token && self.text.key(a) == "when");
        let mark = syntax.mark(token).or_else(|| syntax.case(token)).or_else(|| when.map(|w| syntax.key(w)));
        match mark.as_deref() {
            Some("if" | "unless" | "whether" | "provided" | "lest") => self.with(
                speakers_only(self.environment(governor, depth)),
                Force::Condition,
                token,
                "rule: conditional clause",
            ),
            Some("without" | "instead_of" | "instead" | "rather" | "rather_than") => {
                self.with(self.environment(governor, depth), Force::Negation, token, "rule: without")
            }
            _ if syntax.is_to_infinitive(token) => {
                self.with(self.full(governor, depth), Force::Purpose, token, "rule: purpose clause")
            }
            Some(_) if syntax.is_finite(token) || syntax.child(token, &[Rel::Nsubj]).is_some() => {
                self.time_clause(token, governor, depth)
            }
            Some("after" | "since" | "while" | "when" | "before" | "following" | "despite") => {
                self.unnegated(governor, depth)
            }
            None if self.attributions.of_cue(token).any(|a| a.route == Route::Aside) => {
                self.aside(token, governor, depth)
            }
            None if inverted(self.text, token) => {
                let had = syntax.children_by(token, &[Rel::Aux]).any(|a| self.text.key(a) == "have");
                let force = if had { Force::Counterfactual } else { Force::Condition };
                self.with(self.environment(governor, depth), force, token, "rule: had …, should … (inverted)")
            }
            _ => self.full(governor, depth),
        }
    }

    /// A finite clause of time or cause: taken for granted, unless it waits for what is still to come ("once they leave").
    fn time_clause(&self, token: TokenId, governor: TokenId, depth: usize) -> Vec<Operator> {
        let mut over = self.aside(token, governor, depth);
        if over.len() < self.environment(governor, depth).len() {
            // "denies …, as the monitors alleged": who denies it does not report the claim
            over.retain(|o| o.force != Force::Say(Stance::Denies));
        }
        let present = |t: TokenId| self.text.syntax.word(t).feats.is("Tense", "Pres");
        let auxiliaries: Vec<TokenId> =
            self.text.syntax.children_by(token, &[Rel::Aux, Rel::AuxPass, Rel::Cop]).collect();
        let mark = self.text.syntax.children_by(token, &[Rel::Mark, Rel::Advmod]).map(|m| self.text.key(m)).next();
        let waits = match mark {
            Some("when" | "once" | "until" | "till" | "before" | "provided" | "so") => true,
            // "after it shut the port" may be past: only an ending or an auxiliary shows the present
            Some("after") => !auxiliaries.is_empty() || self.text.syntax.word(token).feats.is("Person", "3"),
            _ => false,
        };
        let open =
            waits && if auxiliaries.is_empty() { present(token) } else { auxiliaries.iter().any(|&a| present(a)) };
        let mut own = own::operators(self, governor);
        if mark != Some("after") {
            own.extend(over.iter().filter(|o| !matches!(o.force, Force::Say(_))).cloned());
        }
        if open && own.iter().any(looks_ahead) {
            return self.with(speakers_only(over), Force::Condition, token, "rule: clause of a time to come");
        }
        speakers_only(over)
    }

    /// What a governor hands down to something beside it: all but its negation.
    fn unnegated(&self, governor: TokenId, depth: usize) -> Vec<Operator> {
        let denies = |o: &Operator| {
            o.host == governor && matches!(o.force, Force::Negation | Force::NotYet | Force::FutureNegation)
        };
        self.full(governor, depth).into_iter().filter(|o| !denies(o)).collect()
    }

    /// A clause set beside another: not under that one's own cue.
    fn aside(&self, token: TokenId, governor: TokenId, depth: usize) -> Vec<Operator> {
        let over = self.environment(governor, depth);
        let own_word = |o: &Operator| o.speaker.as_ref().is_some_and(|s| s.cue.first() == Some(&token));
        over.into_iter().filter(|o| !own_word(o)).collect()
    }

    /// An act named by a noun beside a predicate: "after the raid", "ahead of talks", "in case of an attack".
    fn circumstance(&self, token: TokenId, governor: TokenId, depth: usize) -> Vec<Operator> {
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
            ) if !own::operators(self, governor).iter().any(looks_ahead) => {
                speakers_only(self.environment(governor, depth))
            }
            _ => self.nominal(token, governor, depth),
        }
    }

    /// An act named by a noun: a definite one is taken for granted, an indefinite one shares the fate of its verb. What is
    /// arranged (talks, visits, aid) is not there yet while its verb looks ahead, definite or not.
    fn nominal(&self, token: TokenId, governor: TokenId, depth: usize) -> Vec<Operator> {
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
        if (subject || !ahead) && is_definite(self.text, token) {
            return speakers_only(self.environment(governor, depth));
        }
        if ahead && self.verb_above(governor) != governor {
            return self.unnegated(self.verb_above(governor), depth);
        }
        if subject { self.unnegated(governor, depth) } else { self.full(governor, depth) }
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
    fn is_any(&self, noun: TokenId) -> bool {
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
    fn is_arranged(&self, token: TokenId) -> bool {
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

/// Whether a sign says of its subject that it is so or not.
fn is_verdict(sign: Sign) -> bool {
    matches!(sign, Sign::Untrue | Sign::Invent | Sign::Doubt | Sign::Deny)
}

/// Whether an operator puts what it covers into a time to come.
fn looks_ahead(operator: &Operator) -> bool {
    matches!(
        operator.force,
        Force::Future
            | Force::FutureNegation
            | Force::Possible
            | Force::Deontic
            | Force::Purpose
            | Force::Sign(
                Sign::Plan
                    | Sign::Demand
                    | Sign::Promise
                    | Sign::Threaten
                    | Sign::Propose
                    | Sign::Refuse
                    | Sign::Accept
                    | Sign::Permit
            )
    )
}

/// The addressee of an accusation that a word behind it was attached to: "accused the judge *of torture*".
fn accused(text: &Text<'_>, events: &Events, token: TokenId) -> Option<TokenId> {
    let syntax = text.syntax;
    let name = syntax.head(token).filter(|_| syntax.rel(token) == Rel::Nmod)?;
    let whom = std::iter::once(name).chain(syntax.ancestors(name)).take(3);
    let verb = whom.filter(|&t| syntax.rel(t) == Rel::Obj).find_map(|t| syntax.head(t))?;
    let accuses = events.holding(verb).is_some_and(|(_, e)| e.sign == Sign::Accuse);
    let of = matches!(syntax.case(token).as_deref(), Some("of" | "for"));
    (accuses && of && syntax.upos(name) == Upos::Propn).then_some(verb)
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
            Force::Say(Stance::Asserts) | Force::Sign(Sign::Accuse | Sign::Say | Sign::Claim) => Some(o),
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
