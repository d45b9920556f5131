//! What a governor does to its complement: the speech act, the cue or the embedder that carries an act.

use sayso_attribution::{Route, Stance};
use sayso_document::TokenId;
use sayso_events::{Event, EventId, EventType, Events, Mode};
use sayso_lexicon::{Sign, Text};
use sayso_syntax::{Rel, Upos};

use crate::embedders::stands_in;
use crate::environment::{Context, MAX_DEPTH, is_verdict, say, speakers_only};
use crate::nominal::is_definite;
use crate::operator::{Force, Operator, Speaker};
use crate::own;

/// What somebody may have had in an act.
const PARTS: &[&str] = &[
    "responsibility",
    "involvement",
    "role",
    "part",
    "complicity",
    "hand",
    "link",
    "connection",
    "knowledge",
    "blame",
];

/// Words that give the lie to a claim, but say of an act that it should not have been: "the report was *wrong*".
const JUDGING: &[&str] = &["wrong", "mistaken", "absurd", "premature", "ridiculous"];

impl Context<'_> {
    /// What a speech act, a cue or an embedder does to the act in its complement.
    pub(crate) fn carried(&self, token: TokenId, governor: TokenId, depth: usize) -> Option<Vec<Operator>> {
        if let Some(over) = self.disowned(token, governor, depth) {
            return Some(over);
        }
        if self.is_performed(token, governor) {
            return Some(speakers_only(self.environment(governor, depth)));
        }
        let event = match accused(self.text, self.events, token) {
            Some(verb) => self.events.holding(verb),
            None => self.events.holding(governor).filter(|(_, e)| carries(self.text, e, token)),
        };
        if let Some((id, event)) = event.filter(|(_, e)| e.sign != Sign::Plain && !tells(self.text, e)) {
            // What is condemned happened, and so did what is looked into by its name: "condemned the raid", "to
            // investigate the murder of the judge".
            let named = self.text.syntax.upos(token) == Upos::Noun && !self.is_claim(token);
            let granted = match event.mode {
                Some(Mode::Disapprove) => named,
                Some(Mode::Investigate) => named && is_definite(self.text, token) && !self.is_arranged(token),
                _ => false,
            };
            if granted {
                return Some(speakers_only(self.environment(event.head(), depth)));
            }
            return Some(self.by_speech_act(token, id, event, depth));
        }
        let embedder = self.embedders.carrying(self.text, governor, token).filter(|e| {
            let granted = is_definite(self.text, token) && !self.is_arranged(token);
            let judged = JUDGING.contains(&self.text.key(governor)) && !self.is_claim(token);
            (e.sign != Sign::Discuss || !granted) && !judged
        });
        // A demand or promise that no trigger takes is still no report of what it is about.
        let asks = embedder.is_some_and(|e| {
            matches!(e.sign, Sign::Demand | Sign::Promise | Sign::Threaten | Sign::Propose | Sign::Refuse)
        });
        // What is known, without a word on who knows it, is the report's own.
        let known = embedder.is_some_and(|e| e.sign == Sign::Fact);
        let attribution = self.attributions.of_root(token).find(|a| a.route == Route::Complement);
        // "Was cleared of shelling the port"
        let denied = embedder.is_some_and(|e| e.sign == Sign::Deny);
        let attribution = attribution.filter(|a| !denied || a.stance != Stance::Asserts);
        let attribution = attribution.filter(|a| !asks && (!known || a.speaker.is_some()));
        if let Some(attribution) = attribution.filter(|a| self.may_deny(a.stance == Stance::Denies, token)) {
            let cue = attribution.cue[0];
            let mut over = self.full(cue, depth);
            over.extend(self.belied(cue));
            over.push(say(attribution, cue));
            // "Warnings of a coup": who utters them does not say that there is one.
            let open = embedder.filter(|e| matches!(e.sign, Sign::Believe | Sign::Doubt | Sign::Question));
            if let Some(row) = open.filter(|_| cue == governor && attribution.stance == Stance::Asserts) {
                over.push(Operator::plain(Force::Sign(row.sign), cue, cue, &row.rule));
            }
            return Some(over);
        }
        let embedder = embedder.filter(|e| self.may_deny(e.sign == Sign::Deny, token))?;
        let mut over = self.full(governor, depth);
        // "Demanded that it end *its raids*", "if it continues *the siege*": those are under way, whatever becomes of them.
        let continues = self.text.key(governor) == "continue";
        let meant = |o: &Operator| {
            matches!(o.force, Force::Future | Force::Sign(Sign::Plan | Sign::Promise | Sign::Threaten | Sign::Propose))
        };
        let goes_on = embedder.sign == Sign::End || (continues && !over.iter().any(meant));
        let open = over.iter().any(|o| !matches!(o.force, Force::Say(_) | Force::Ended));
        // "Stop the execution of the clerk" may keep it from happening at all.
        let syntax = self.text.syntax;
        let prevents = matches!(self.text.key(governor), "stop" | "halt" | "block")
            && syntax.child(token, &[Rel::NmodPoss]).is_none()
            && !syntax.word(token).feats.is("Number", "Plur");
        if goes_on && !prevents && open && is_definite(self.text, token) && !self.is_arranged(token) {
            return Some(self.granted(governor, depth));
        }
        // Nobody who asks that something be stopped asks for it.
        let asked = |o: &Operator| matches!(o.force, Force::Deontic | Force::Purpose | Force::Sign(Sign::Demand));
        if embedder.sign == Sign::End && over.iter().any(asked) {
            return Some(self.with(self.granted(governor, depth), Force::Possible, governor, "rule: asked to stop"));
        }
        over.extend(self.belied(governor));
        let sign = match self.outcome(embedder.sign, governor) {
            Sign::Refuse if self.is_claim(token) || self.is_anaphor(token) => Sign::Deny,
            // "Withdrew its statement", "dropped the claim"
            Sign::Cancel if self.embedders.names_claim(self.text, token) => Sign::Retract,
            // "Expects to meet the emir": one's own act that one expects is one that one means to do.
            Sign::Believe if self.is_own_plan(token, governor) => Sign::Plan,
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

    /// "Arrested a clerk *for killing* two guards": what somebody is held for is said by whoever holds him, until a court
    /// has found it.
    pub(crate) fn suspected(&self, token: TokenId, governor: TokenId, depth: usize) -> Option<Vec<Operator>> {
        let syntax = self.text.syntax;
        let gerund = self.text.document.word(token).ends_with("ing") && !syntax.is_finite(token);
        let reason = matches!(syntax.rel(token), Rel::Advcl | Rel::Acl | Rel::Xcomp)
            && matches!(syntax.mark(token).as_deref(), Some("for"));
        let harm =
            self.events.at(token).is_some_and(|(_, e)| matches!(e.event_type, EventType::Assault | EventType::Coerce));
        let verb = match syntax.rel(token) {
            Rel::Acl => syntax.head(governor)?,
            _ => governor,
        };
        let (_, arrest) = self.events.holding(verb).filter(|_| gerund && reason && harm)?;
        let convicts = matches!(self.text.key(verb), "jail" | "imprison" | "incarcerate");
        if arrest.mode != Some(Mode::Arrest) || convicts {
            return None;
        }
        let mut over = speakers_only(self.full(verb, depth));
        let speaker = Speaker { mention: arrest.sources.first().copied(), cue: vec![verb], stance: Stance::Asserts };
        over.push(Operator {
            speaker: Some(speaker),
            ..Operator::plain(Force::Say(Stance::Asserts), verb, verb, "rule: held for it")
        });
        Some(over)
    }

    /// "Called the report *false*", "dismissed as *baseless* a report": whoever passes the verdict denies the claim.
    pub(crate) fn called_untrue(&self, token: TokenId, governor: TokenId, depth: usize) -> Option<Vec<Operator>> {
        let syntax = self.text.syntax;
        let claim = matches!(syntax.rel(token), Rel::Obj | Rel::NsubjPass) && self.is_claim(token);
        let belied = |t: TokenId| self.embedders.belying(self.text, t);
        let as_verdict = |t: TokenId| syntax.mark(t).or_else(|| syntax.case(t)).as_deref() == Some("as");
        let (verb, row) = match belied(governor).filter(|_| claim && as_verdict(governor)) {
            Some(row) => (syntax.head(governor)?, row),
            None if !claim || syntax.upos(governor) != Upos::Verb => return None,
            None => {
                let below = syntax.children_by(governor, &[Rel::Xcomp, Rel::Advcl, Rel::Obl]);
                let verdict = below.filter(|&t| syntax.rel(t) == Rel::Xcomp || as_verdict(t)).find_map(belied)?;
                (governor, verdict)
            }
        };
        let mut over = self.full(verb, depth);
        over.push(Operator {
            force: Force::Sign(Sign::Deny),
            at: verb,
            host: verb,
            speaker: Some(Speaker { mention: syntax.logical_subject(verb), cue: vec![verb], stance: Stance::Denies }),
            event: None,
            rule: row.rule.clone(),
        });
        Some(over)
    }

    fn by_speech_act(&self, token: TokenId, id: EventId, event: &Event, depth: usize) -> Vec<Operator> {
        let mut over = self.full(event.head(), depth);
        over.extend(self.belied(event.head()));
        // Who rejects a claim says that it is not so; no act is refused.
        let rebuts = event.sign == Sign::Refuse && (self.is_claim(token) || self.is_anaphor(token));
        // "Charged for attacking a senator": nobody is asked to do what he is charged for.
        let blamed = event.sign == Sign::Demand
            && self.text.document.word(token).ends_with("ing")
            && matches!(self.text.syntax.mark(token).as_deref(), Some("for" | "with"));
        // "Assured Kyiv that it had burned the files": nobody promises what is so or was.
        if matches!(event.sign, Sign::Promise | Sign::Threaten) && self.is_told(token) {
            let source = event.sources.first().copied();
            let speaker = Speaker {
                mention: source.or_else(|| self.text.syntax.logical_subject(event.head())),
                cue: event.trigger.clone(),
                stance: Stance::Asserts,
            };
            let (force, rule) = (Force::Say(Stance::Asserts), "rule: assured that it is so".to_string());
            over.push(Operator {
                speaker: Some(speaker),
                rule,
                ..Operator::plain(force, event.head(), event.head(), "")
            });
            return over;
        }
        let sign = match event.sign {
            _ if rebuts => Sign::Deny,
            _ if blamed => Sign::Accuse,
            sign => sign,
        };
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
        over
    }

    /// "I *want to thank* the crew", "we would like *to urge* both sides": whoever says so does it.
    fn is_performed(&self, act: TokenId, verb: TokenId) -> bool {
        let syntax = self.text.syntax;
        let wish = matches!(self.text.key(verb), "want" | "like" | "wish") && syntax.rel(act) == Rel::Xcomp;
        let subject = syntax.child(verb, &[Rel::Nsubj]).map(|s| self.text.document.word(s).to_lowercase());
        let own = matches!(subject.as_deref(), Some("i" | "we"));
        let negated = || own::operators(self, verb).iter().any(|o| o.force == Force::Negation);
        wish && own
            && !negated()
            && self.events.at(act).is_some_and(|(_, e)| {
                matches!(e.event_type, EventType::Request | EventType::Accuse | EventType::Support | EventType::Concede)
            })
    }

    fn is_own_plan(&self, act: TokenId, verb: TokenId) -> bool {
        let syntax = self.text.syntax;
        let means = syntax.upos(verb) == Upos::Verb && self.text.key(verb) == "expect" && !syntax.is_passive(verb);
        means
            && syntax.rel(act) == Rel::Xcomp
            && syntax.is_to_infinitive(act)
            && syntax.child(verb, &[Rel::Obj]).is_none()
    }

    /// Whether a clause tells what is or was, and nothing that is to come.
    fn is_told(&self, clause: TokenId) -> bool {
        let syntax = self.text.syntax;
        let past = |t: TokenId| syntax.word(t).feats.is("Tense", "Past") && syntax.word(t).feats.is("VerbForm", "Fin");
        let auxiliaries: Vec<TokenId> = syntax.children_by(clause, &[Rel::Aux, Rel::AuxPass, Rel::Cop]).collect();
        let modal = auxiliaries.iter().any(|&a| self.hedges.at(self.text, a).is_some());
        let perfect = auxiliaries.iter().any(|&a| self.text.key(a) == "have");
        let now = auxiliaries.is_empty() && self.is_sure_of(clause);
        syntax.is_finite(clause) && !modal && (now || perfect || past(clause) || auxiliaries.iter().any(|&a| past(a)))
    }

    /// "Denied responsibility for the attack": who denies a part in an act that a noun names does not deny the act.
    fn disowned(&self, token: TokenId, governor: TokenId, depth: usize) -> Option<Vec<Operator>> {
        let syntax = self.text.syntax;
        let part = PARTS.contains(&self.text.key(governor)) && syntax.upos(token) == Upos::Noun;
        let verb = syntax.head(governor).filter(|_| part && syntax.rel(governor) == Rel::Obj)?;
        let denied = self.attributions.of_cue(verb).any(|a| a.stance == Stance::Denies)
            || self.embedders.carrying(self.text, verb, governor).is_some_and(|e| is_verdict(e.sign))
            || self.events.holding(verb).is_some_and(|(_, e)| matches!(e.sign, Sign::Refuse | Sign::Deny));
        denied.then(|| speakers_only(self.environment(verb, depth)))
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
}

/// The accusing verb over a word behind it that was attached to somebody it names: "accused the judge *of torture*",
/// "was accused by clerks *of taking* bribes".
fn accused(text: &Text<'_>, events: &Events, token: TokenId) -> Option<TokenId> {
    let syntax = text.syntax;
    let gerund = syntax.rel(token) == Rel::Acl && !syntax.is_finite(token);
    let name = syntax.head(token).filter(|_| gerund || syntax.rel(token) == Rel::Nmod)?;
    let whom = std::iter::once(name).chain(syntax.ancestors(name)).take(3);
    let role = |t: &TokenId| matches!(syntax.rel(*t), Rel::Obj | Rel::OblAgent);
    let verb = whom.filter(role).find_map(|t| syntax.head(t))?;
    let accuses = events.holding(verb).is_some_and(|(_, e)| e.sign == Sign::Accuse);
    let preposition = syntax.mark(token).or_else(|| syntax.case(token));
    let of = matches!(preposition.as_deref(), Some("of" | "for" | "with"));
    // "The authors of the attack" are named by what they did; nobody is by "torture".
    let bare = syntax.upos(name) == Upos::Propn
        || (text.entities.mention_at(name).is_some_and(|m| m.actor.is_some()) && !is_definite(text, token));
    (accuses && of && (gerund || bare)).then_some(verb)
}

/// Whether a speech act carries this complement.
fn carries(text: &Text<'_>, event: &Event, token: TokenId) -> bool {
    let role = event.sources.contains(&token) || event.targets.contains(&token);
    !role && event.complement.iter().any(|slot| stands_in(text, &event.trigger, slot, token))
}

/// "Told him that police had fired" is a report: only an infinitive is asked for.
pub(crate) fn tells(text: &Text<'_>, event: &Event) -> bool {
    let syntax = text.syntax;
    let clause = || syntax.children_by(event.head(), &[Rel::Ccomp]).find(|&c| syntax.is_finite(c));
    event.sign == Sign::Demand && text.key(event.head()) == "tell" && clause().is_some()
}
