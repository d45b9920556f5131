//! The environment of an act: every operator between it and the top of its sentence, outermost first.
//!
//! The environment is computed compositionally: that of a word is that of its governor, with what the governor does to
//! this complement, and so on up; no phrase is matched as a whole. What projects past an operator (definite nouns,
//! relative clauses, time clauses) keeps the speakers but not the forces.

use sayso_attribution::{Attribution, Attributions, Route, Stance};
use sayso_document::TokenId;
use sayso_events::{EventType, Events, Lexicon, Mode};
use sayso_lexicon::{Hedges, Sign, Text};
use sayso_syntax::{Rel, Upos};

use crate::embedders::Embedders;
use crate::nominal::is_definite;
use crate::operator::{Force, Operator, Speaker};
use crate::own;
use crate::party;

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
pub(crate) const MAX_DEPTH: usize = 40;

/// The rule for an infinitive of which nobody says what its verb does to it.
pub(crate) const UNKNOWN_INFINITIVE: &str = "rule: infinitive under an unknown verb";

/// The rule for what picks somebody out.
pub(crate) const RANKED: &str = "rule: first or only one to do it";

/// Factuality above which the engine's word on a clause of time or a relative clause counts.
const SURE: f32 = 2.0;

/// What crowds do in protesting.
const CROWDING: &[&str] =
    &["gather", "rally", "assemble", "march", "congregate", "turn", "take", "walk", "strike", "join"];

/// Nouns whose infinitive says what one may or can do, not what one means to.
const LEAVE: &[&str] =
    &["right", "power", "authority", "ability", "capacity", "capability", "freedom", "chance", "means"];

/// What is done to be somewhere: the purpose is still to be reached then.
const GOING: &[&str] =
    &["go", "come", "fly", "travel", "visit", "arrive", "head", "return", "leave", "sail", "drive", "embark", "send"];

impl Context<'_> {
    /// All operators over an act, its own modifiers included, outermost first.
    pub(crate) fn operators(&self, act: TokenId) -> Vec<Operator> {
        let mut all = self.environment(act, MAX_DEPTH);
        if let Some(answer) = all
            .last_mut()
            .filter(|o| matches!(o.force, Force::Sign(Sign::Refuse | Sign::Accept | Sign::Foil | Sign::Veto)))
            && self.is_answered(act)
        {
            answer.force = Force::Sign(Sign::Fact);
        }
        if self.is_behind(act) {
            return speakers_only(all);
        }
        all.extend(own::operators(self, act));
        all
    }

    /// "The army was not *behind the attack*": what is said of somebody's part in it leaves the act as it is.
    fn is_behind(&self, act: TokenId) -> bool {
        let syntax = self.text.syntax;
        let copular = syntax.upos(act) == Upos::Noun && syntax.child(act, &[Rel::Cop]).is_some();
        copular && syntax.case(act).as_deref() == Some("behind")
    }

    /// "Rejected a *request* by Iran", "accepted an *offer* of help": what is turned down or taken up was said, whatever comes
    /// of what it asks for.
    fn is_answered(&self, act: TokenId) -> bool {
        let spoken = |sign: Sign| matches!(sign, Sign::Demand | Sign::Propose);
        self.text.syntax.upos(act) == Upos::Noun
            && matches!(self.text.syntax.rel(act), Rel::Obj | Rel::NsubjPass)
            && self.events.at(act).is_some_and(|(_, e)| e.event_type == EventType::Request || spoken(e.sign))
    }

    /// The operators over a word, without its own modifiers.
    pub(crate) fn environment(&self, token: TokenId, depth: usize) -> Vec<Operator> {
        let Some(depth) = depth.checked_sub(1) else { return Vec::new() };
        let mut over = match self.text.syntax.head(token) {
            Some(governor) => self.edge(token, governor, depth),
            None => Vec::new(),
        };
        // "Did not shell the port, *as reports claimed*": those claim what is negated.
        let negated = |a: &Attribution| {
            let claims = a.cue.first().is_some_and(|&c| self.text.syntax.mark(c).as_deref() == Some("as"));
            let denies = |o: &Operator| matches!(o.force, Force::Negation | Force::NotYet);
            claims && a.route == Route::Aside && own::operators(self, token).iter().any(denies)
        };
        let beside = self.attributions.of_root(token).filter(|a| a.route != Route::Complement);
        for attribution in beside.filter(|a| !negated(a)) {
            over.push(say(attribution, token));
        }
        over
    }

    /// The environment with the word's own modifiers.
    pub(crate) fn full(&self, token: TokenId, depth: usize) -> Vec<Operator> {
        let mut all = self.environment(token, depth);
        all.extend(own::operators(self, token));
        all
    }

    /// The environment that a governor hands down to a dependent.
    fn edge(&self, token: TokenId, governor: TokenId, depth: usize) -> Vec<Operator> {
        let syntax = self.text.syntax;
        let rel = syntax.rel(token);
        if rel == Rel::Conj {
            return self.environment(self.misjoined(token, governor).unwrap_or(governor), depth);
        }
        // "Reports of a coup turned out to be false", "proved unfounded", "the trial has yet to begin"
        if matches!(rel, Rel::Nsubj | Rel::NsubjPass)
            && let Some(predicate) = syntax.child(governor, &[Rel::Xcomp]).filter(|&x| !syntax.is_passive(x))
            && self
                .embedders
                .carrying(self.text, predicate, token)
                .is_some_and(|e| syntax.upos(predicate) == Upos::Adj || is_verdict(e.sign) || tells_of_subject(e.sign))
            && let Some(over) = self.carried(token, predicate, depth)
        {
            return over;
        }
        if let Some(over) = self.suspected(token, governor, depth) {
            return over;
        }
        if let Some(over) = self.called_untrue(token, governor, depth) {
            return over;
        }
        if rel == Rel::Ccomp && self.is_proviso(token) {
            return self.with(self.environment(governor, depth), Force::Condition, token, "rule: as long as");
        }
        if let Some(over) = self.carried(token, governor, depth) {
            return over;
        }
        // "Acquitted the general *of killing* two nuns"
        if rel == Rel::Acl
            && syntax.rel(governor) == Rel::Obj
            && syntax.mark(token).is_some()
            && !syntax.is_to_infinitive(token)
            && let Some(over) = syntax.head(governor).and_then(|verb| self.carried(token, verb, depth))
        {
            return over;
        }
        match rel {
            Rel::AclRelcl => self.relative(token, governor, depth),
            Rel::AdvclRelcl => speakers_only(self.environment(governor, depth)),
            Rel::Acl if !syntax.is_to_infinitive(token) => self.relative(token, governor, depth),
            Rel::Acl if self.is_ranked(governor) => {
                self.with(self.full(governor, depth), Force::Sign(Sign::Fact), token, RANKED)
            }
            // "Has the *right* to strike back"
            Rel::Acl if LEAVE.contains(&self.text.key(governor)) => {
                self.with(self.full(governor, depth), Force::Possible, token, "rule: infinitive after a power")
            }
            Rel::Acl => self.with(self.full(governor, depth), Force::Purpose, token, "rule: infinitive after a noun"),
            Rel::Advcl => self.adverbial(token, governor, depth),
            Rel::Parataxis => self.aside(token, governor, depth),
            Rel::Xcomp
                if syntax.is_to_infinitive(token)
                    && syntax.upos(governor) == Upos::Verb
                    && !matches!(self.text.key(governor), "have" | "turn" | "prove") =>
            {
                self.with(self.full(governor, depth), Force::Possible, governor, UNKNOWN_INFINITIVE)
            }
            Rel::Ccomp if syntax.upos(governor) == Upos::Verb && syntax.is_finite(token) => {
                self.unknown_report(governor, depth)
            }
            // "…, *a charge* that he denies": told beside what is charged
            Rel::Appos if self.is_claim(token) => {
                speakers_only(self.environment(self.finite_above(governor).unwrap_or(governor), depth))
            }
            Rel::Ccomp | Rel::Xcomp | Rel::Csubj | Rel::CsubjPass | Rel::Appos => self.full(governor, depth),
            Rel::Obl | Rel::OblUnmarked | Rel::Nmod => self.circumstance(token, governor, depth),
            _ => self.nominal(token, governor, depth),
        }
    }

    pub(crate) fn with(&self, mut over: Vec<Operator>, force: Force, at: TokenId, rule: &str) -> Vec<Operator> {
        over.push(Operator::plain(force, at, at, rule));
        over
    }

    /// A finite clause under a verb that no table knows: the subject's word, if there is one.
    fn unknown_report(&self, governor: TokenId, depth: usize) -> Vec<Operator> {
        let mut over = self.full(governor, depth);
        let speaker = Speaker {
            mention: self.text.syntax.logical_subject(governor).filter(|&s| !self.is_anaphor(s)),
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
        let auxiliaries = || syntax.children_by(token, &[Rel::Aux, Rel::AuxPass, Rel::Cop]);
        let over = self.environment(governor, depth);
        // "Vetoed a bill that *would* ban it": no more than what becomes of the bill.
        if auxiliaries().any(|a| matches!(self.text.key(a), "would" | "could" | "might")) {
            return over;
        }
        let told = syntax.word(token).feats.is("Tense", "Past")
            || auxiliaries().any(|a| syntax.word(a).feats.is("Tense", "Past") || self.text.key(a) == "have");
        if self.is_any(governor) {
            return self.with(speakers_only(over), Force::Possible, token, "rule: any");
        }
        // "Threatens politicians whom it *accuses*": what is told beside a threat or refusal, not what is to be made.
        let makes = |o: &Operator| {
            matches!(
                o.force,
                Force::Future
                    | Force::Deontic
                    | Force::Purpose
                    | Force::Condition
                    | Force::Sign(
                        Sign::Plan | Sign::Promise | Sign::Demand | Sign::Propose | Sign::Accept | Sign::Permit
                    )
            )
        };
        let beside = self.is_sure_of(token) && !over.iter().any(makes);
        let granted = told || beside || is_definite(self.text, governor);
        if granted { self.granted(governor, depth) } else { over }
    }

    /// What is taken for granted under a governor: the speakers over it. Who announces what he himself will do is no witness
    /// to what the announcement takes for granted: "announced that it will pay those *who caught the killer*".
    pub(crate) fn granted(&self, governor: TokenId, depth: usize) -> Vec<Operator> {
        let mut over = self.environment(governor, depth);
        let ahead = |o: &Operator| matches!(o.force, Force::Future | Force::FutureNegation);
        over.extend(own::operators(self, governor).into_iter().filter(ahead));
        speakers_only(self.without_announcements(over))
    }

    /// Without the word of those who announce what they themselves do.
    fn without_announcements(&self, over: Vec<Operator>) -> Vec<Operator> {
        let announces = |say: &Operator, next: Option<&Operator>| {
            let told = say.speaker.as_ref().filter(|s| s.stance == Stance::Asserts && !s.cue.is_empty());
            let Some(speaker) = told.and_then(|s| s.mention) else { return false };
            let future = next.filter(|o| matches!(o.force, Force::Future | Force::FutureNegation));
            let doer = future.and_then(|o| self.text.syntax.logical_subject(o.host));
            doer.is_some_and(|d| party::speaks_for(self.text, speaker, d))
        };
        let kept = |i: usize| !announces(&over[i], over.get(i + 1));
        (0..over.len()).filter(|&i| kept(i)).map(|i| over[i].clone()).collect()
    }

    fn adverbial(&self, token: TokenId, governor: TokenId, depth: usize) -> Vec<Operator> {
        let syntax = self.text.syntax;
        let when = syntax.children_by(token, &[Rel::Advmod]).find(|&a| a < token && self.text.key(a) == "when");
        let mark = syntax.mark(token).or_else(|| syntax.case(token)).or_else(|| when.map(|w| syntax.key(w)));
        match mark.as_deref() {
            Some("if" | "unless" | "whether" | "provided" | "lest") => {
                let (force, rule) = match self.is_unreal(token, governor) {
                    true => (Force::Counterfactual, "rule: condition that was not met"),
                    false => (Force::Condition, "rule: conditional clause"),
                };
                self.with(speakers_only(self.environment(governor, depth)), force, token, rule)
            }
            Some("without" | "instead_of" | "instead" | "rather" | "rather_than") => {
                self.with(self.environment(governor, depth), Force::Negation, token, "rule: without")
            }
            // "Will not resign *following* a raid"
            None if self.text.document.word(token) == "following" => self.granted(governor, depth),
            None if self.is_trailing_speech(token) => {
                self.environment(self.finite_above(governor).unwrap_or(governor), depth)
            }
            // "Gathered to protest": that is what they gathered in.
            _ if syntax.is_to_infinitive(token)
                && CROWDING.contains(&self.text.key(governor))
                && self.events.at(token).is_some_and(|(_, e)| e.event_type == EventType::Protest) =>
            {
                self.full(governor, depth)
            }
            _ if syntax.is_to_infinitive(token) && self.is_done_thereby(token) => self.full(governor, depth),
            _ if syntax.is_to_infinitive(token) => {
                self.with(self.full(governor, depth), Force::Purpose, token, "rule: purpose clause")
            }
            Some(_) if syntax.is_finite(token) || syntax.child(token, &[Rel::Nsubj]).is_some() => {
                self.time_clause(token, governor, depth)
            }
            // "Denies having asked for arms, *as alleged by* two officials"
            Some("as") if self.events.at(token).is_some_and(|(_, e)| e.event_type == EventType::Accuse) => {
                let mut over = self.environment(governor, depth);
                over.retain(|o| o.force != Force::Say(Stance::Denies));
                speakers_only(over)
            }
            Some("after" | "since" | "while" | "when" | "before" | "following" | "despite") => {
                // "Is expected to fly home *after being questioned*"
                if matches!(mark.as_deref(), Some("after" | "since" | "following")) && self.is_sure_of(token) {
                    return self.granted(governor, depth);
                }
                // "… a cave used to store arms, *while killing* two guards": beside the main verb
                let beside = mark.as_deref() == Some("while") && !syntax.is_finite(governor) && self.is_set_off(token);
                let main = self.finite_above(governor).filter(|_| beside);
                self.unnegated(main.unwrap_or(governor), depth)
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

    /// "Rallied *to demand* his release", "used tear gas *to disperse* the march": what is said by doing something, and what
    /// weapons do to a crowd, is done with it, where the language engine is sure that it was.
    fn is_done_thereby(&self, token: TokenId) -> bool {
        let done = self.events.at(token).is_some_and(|(_, e)| {
            let says = matches!(e.event_type, EventType::Request | EventType::Accuse | EventType::Reject);
            says || e.mode == Some(Mode::CrowdControl)
        });
        let goes = self.text.syntax.head(token).is_some_and(|verb| GOING.contains(&self.text.key(verb)));
        done && !goes && self.is_sure_of(token)
    }

    /// "The *first* woman to be executed", "the *only* state to sign": picked out by what was done.
    fn is_ranked(&self, noun: TokenId) -> bool {
        let syntax = self.text.syntax;
        let ranks = |t: TokenId| {
            let feats = &syntax.word(t).feats;
            matches!(self.text.key(t), "first" | "second" | "third" | "last" | "only" | "latest" | "sole")
                || feats.is("NumType", "Ord")
                || feats.is("Degree", "Sup")
        };
        syntax.children_by(noun, &[Rel::Amod, Rel::Det, Rel::Advmod, Rel::Nummod]).any(ranks)
            || (syntax.upos(noun) != Upos::Verb && ranks(noun))
    }

    /// A finite clause of time or cause: taken for granted, unless it waits for what is still to come ("once they leave").
    fn time_clause(&self, token: TokenId, governor: TokenId, depth: usize) -> Vec<Operator> {
        let mut over = self.aside(token, governor, depth);
        if over.len() < self.environment(governor, depth).len() {
            // "denies …, as the monitors alleged": who denies it does not report the claim
            over.retain(|o| o.force != Force::Say(Stance::Denies));
        }
        // "…, the ministry says, while the rebels claim …": two words against each other, both told by the report
        let against =
            self.text.syntax.mark(token).is_some_and(|m| matches!(m.as_str(), "while" | "whereas" | "although"));
        if against && self.attributions.of_cue(token).any(|a| a.speaker.is_some()) {
            over.retain(|o| !matches!(o.force, Force::Say(_)));
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
        if open && !self.is_sure_of(token) && own.iter().any(looks_ahead) {
            return self.with(speakers_only(over), Force::Condition, token, "rule: clause of a time to come");
        }
        let told = present(token) || auxiliaries.iter().any(|&a| present(a));
        if mark == Some("after") && !told && own::operators(self, governor).iter().any(looks_ahead) {
            return self.background(over);
        }
        speakers_only(over)
    }

    /// The nearest finite verb from a word upwards.
    fn finite_above(&self, token: TokenId) -> Option<TokenId> {
        let syntax = self.text.syntax;
        let up = std::iter::once(token).chain(syntax.ancestors(token));
        up.take(6).find(|&t| syntax.word(t).feats.is("VerbForm", "Fin") && syntax.upos(t) == Upos::Verb)
    }

    /// The verb that a conjunct belongs to where the tree joins it to a complement: no infinitive is joined by a finite
    /// verb ("rejects an offer to leave and *vows* to stay"), nor a clause with a subject by one in the tense of the verb
    /// that reports it ("rejects claims that it backed the raid, and *demands* proof").
    fn misjoined(&self, token: TokenId, governor: TokenId) -> Option<TokenId> {
        let syntax = self.text.syntax;
        let finite = |t: TokenId| syntax.word(t).feats.is("VerbForm", "Fin");
        let tense = |t: TokenId| syntax.word(t).feats.get("Tense");
        let own = syntax.child(token, &[Rel::Nsubj, Rel::NsubjPass, Rel::Aux, Rel::AuxPass, Rel::Cop]).is_some();
        if own || !finite(token) || syntax.upos(token) != Upos::Verb {
            return None;
        }
        let above = self.finite_above(syntax.head(governor)?).filter(|&v| tense(v) == tense(token))?;
        let subject = syntax.child(governor, &[Rel::Nsubj]).is_some();
        let other = finite(governor) && tense(governor) != tense(token) && subject;
        (syntax.is_to_infinitive(governor) || other).then_some(above)
    }

    /// Whether the language engine is all but sure that a verb tells what happened.
    pub(crate) fn is_sure_of(&self, token: TokenId) -> bool {
        self.text.syntax.upos(token) == Upos::Verb && self.text.syntax.word(token).factuality[0] > SURE
    }

    /// "Will not resign, she says, *after police raided her house*": the past behind an announcement is the report's own
    /// background, unless it is quoted.
    fn background(&self, over: Vec<Operator>) -> Vec<Operator> {
        let quoted = |o: &Operator| o.speaker.as_ref().is_some_and(|s| s.cue.is_empty());
        if over.iter().any(quoted) { speakers_only(over) } else { Vec::new() }
    }

    /// "Refused to join the cabinet, *accusing* it of fraud": a speech act in a participle behind a comma is done beside
    /// the main verb, whatever that does to its own complement.
    fn is_trailing_speech(&self, token: TokenId) -> bool {
        let syntax = self.text.syntax;
        let speech =
            self.events.at(token).is_some_and(|(_, e)| e.sign != Sign::Plain || e.event_type == EventType::Accuse)
                || self.embedders.announces(self.text, token);
        speech && self.is_set_off(token) && self.text.document.word(token).ends_with("ing") && !syntax.is_finite(token)
    }

    /// Whether a comma stands before a clause.
    fn is_set_off(&self, clause: TokenId) -> bool {
        let syntax = self.text.syntax;
        let first = syntax.subtree(clause).into_iter().find(|&t| syntax.upos(t) != Upos::Punct);
        first.and_then(|t| t.0.checked_sub(1)).is_some_and(|t| self.text.document.word(TokenId(t)) == ",")
    }

    /// "If it had attacked, thousands would have died": past perfect under "would have".
    fn is_unreal(&self, condition: TokenId, main: TokenId) -> bool {
        let syntax = self.text.syntax;
        let has = |t: TokenId, key: &str| syntax.children_by(t, &[Rel::Aux]).any(|a| self.text.key(a) == key);
        let modal = has(main, "would") || has(main, "could") || has(main, "might");
        let had = syntax
            .children_by(condition, &[Rel::Aux])
            .any(|a| self.text.key(a) == "have" && syntax.word(a).feats.is("Tense", "Past"));
        had && modal && has(main, "have")
    }

    /// "… as long as they are not freed": a clause right behind such words is a condition, wherever the tree puts it.
    fn is_proviso(&self, clause: TokenId) -> bool {
        let first = self.text.syntax.subtree(clause)[0];
        let before = |n: u32| first.0.checked_sub(n).map(|t| self.text.document.word(TokenId(t)));
        let inside = |n: u32| self.text.document.word(TokenId(first.0 + n));
        let words = [before(2), before(1), Some(inside(0))];
        let open = |a: &[Option<&str>]| matches!(a, [Some("as" | "so"), Some("long"), Some("as")]);
        open(&words) || open(&[before(3), before(2), before(1)])
    }

    /// What a governor hands down to something beside it: all but its negation.
    pub(crate) fn unnegated(&self, governor: TokenId, depth: usize) -> Vec<Operator> {
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
}

/// Whether a sign says of its subject that it is so or not.
pub(crate) fn is_verdict(sign: Sign) -> bool {
    matches!(sign, Sign::Untrue | Sign::Invent | Sign::Doubt | Sign::Deny)
}

/// Whether a sign says of its subject that it takes place, begins, fails or ends.
fn tells_of_subject(sign: Sign) -> bool {
    matches!(sign, Sign::Happen | Sign::Start | Sign::Fail | Sign::End | Sign::Manage)
}

/// Whether an operator puts what it covers into a time to come.
pub(crate) fn looks_ahead(operator: &Operator) -> bool {
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

pub(crate) fn say(attribution: &Attribution, at: TokenId) -> Operator {
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
pub(crate) fn speakers_only(over: Vec<Operator>) -> Vec<Operator> {
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
pub(crate) fn inverted(text: &Text<'_>, clause: TokenId) -> bool {
    let syntax = text.syntax;
    let Some(aux) = syntax.child(clause, &[Rel::Aux, Rel::AuxPass, Rel::Cop]) else { return false };
    let Some(subject) = syntax.child(clause, &[Rel::Nsubj, Rel::NsubjPass]) else { return false };
    aux < subject && matches!(text.key(aux), "have" | "be" | "should")
}
