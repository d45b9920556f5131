//! Composition: from the operators over an act to its status and its chain of speakers.
//!
//! The operators are applied from the innermost outwards; each turns the status that it finds into another, as a table
//! says. Who says it is collected on the way, so that the chain comes out outermost first.

use sayso_attribution::Stance;
use sayso_events::EventId;
use sayso_lexicon::Sign;

use crate::operator::{Force, Operator, Speaker};
use crate::status::{Aspect, Denial, Status};

/// What became of one act.
#[derive(Clone, Debug, PartialEq)]
pub struct Rating {
    /// From the point of view of the innermost speaker.
    pub status: Status,
    /// In what way it is denied.
    pub denial: Option<Denial>,
    /// Phase, where an operator or the tense tells.
    pub aspect: Option<Aspect>,
    /// On whose word, outermost first; empty for the report's own.
    pub speakers: Vec<Speaker>,
    /// The speech act in whose complement it stands.
    pub embedded_in: Option<EventId>,
    /// Whether it is no record at all: the content of a denied speech act, what was asked not to be done.
    pub is_void: bool,
    /// The act as it was claimed, where an outer speaker denies a claim: "denied reports of an attack".
    pub claim: Option<Box<Rating>>,
    /// How the status came about, a line an operator, innermost first.
    pub trace: Vec<String>,
    /// The language engine's estimate of whether it happened, -3 to 3, where the act is a verb.
    pub factuality: Option<f32>,
    /// Where that estimate is far from the status: why the status stands.
    pub differs: Option<String>,
}

impl Rating {
    /// An act that the report tells as its own word.
    #[must_use]
    pub fn occurred() -> Rating {
        Rating {
            status: Status::Occurred,
            denial: None,
            aspect: None,
            speakers: Vec::new(),
            embedded_in: None,
            is_void: false,
            claim: None,
            trace: Vec::new(),
            factuality: None,
            differs: None,
        }
    }

    fn become_(&mut self, status: Status) {
        self.status = status;
        self.denial = None;
    }

    fn deny(&mut self, denial: Denial) {
        self.status = Status::Denied;
        self.denial = Some(denial);
    }

    /// What the inner speakers claim is set apart: who denies the claim does not have it from them.
    fn set_claim_apart(&mut self) {
        if self.speakers.is_empty() || self.status == Status::Denied {
            return;
        }
        let mut claim = self.clone();
        claim.speakers.reverse();
        claim.trace.push("rule: the claim that is denied".to_string());
        self.claim = Some(Box::new(claim));
        self.speakers.clear();
    }

    /// Whether the act is so far only said to have happened or not.
    fn is_fact(&self) -> bool {
        matches!(self.status, Status::Occurred | Status::Denied)
    }
}

/// Applies operators (outermost first) to an act.
pub(crate) fn rate(operators: &[Operator]) -> Rating {
    let mut rating = Rating::occurred();
    let mut at = operators.len();
    while at > 0 {
        at -= 1;
        let operator = &operators[at];
        // A negation of the word whose sign this is belongs to the sign: "did not rule out".
        let negation = at.checked_sub(1).map(|i| &operators[i]).filter(|outer| negates(outer, operator));
        if negation.is_some() {
            at -= 1;
        }
        let before = rating.status;
        apply(&mut rating, operator, negation.is_some());
        let negated = if negation.is_some() { " (negated)" } else { "" };
        rating.trace.push(format!("{}{negated}: {} → {}", operator.rule, before.as_str(), rating.status.as_str()));
    }
    // One who is named twice, or twice not named, is one.
    rating.speakers.dedup_by(|outer, inner| outer.mention == inner.mention);
    rating.speakers.reverse();
    rating
}

/// Whether what covers somebody's word says that the word itself is still to come, is asked for or withheld: "refused to
/// say whether", "will announce that", "was unable to verify that". Then its content is open.
fn withholds(rating: &Rating, force: Force) -> bool {
    let said = rating.speakers.last().is_some_and(|s| s.stance != Stance::Denies);
    let ahead = matches!(
        force,
        Force::Future
            | Force::FutureNegation
            | Force::Deontic
            | Force::Purpose
            | Force::Negation
            | Force::NotYet
            | Force::Sign(
                Sign::Demand
                    | Sign::Promise
                    | Sign::Threaten
                    | Sign::Plan
                    | Sign::Propose
                    | Sign::Refuse
                    | Sign::RuleOut
                    | Sign::Permit
                    | Sign::Cancel
                    | Sign::Foil
                    | Sign::Fail
            )
    );
    said && ahead && (rating.is_fact() || rating.status == Status::Possible)
}

fn negates(outer: &Operator, inner: &Operator) -> bool {
    let carries = matches!(inner.force, Force::Sign(_) | Force::Say(_));
    carries
        && outer.at_same_word(inner)
        && matches!(outer.force, Force::Negation | Force::NotYet | Force::FutureNegation)
}

fn apply(rating: &mut Rating, operator: &Operator, negated: bool) {
    if withholds(rating, operator.force) {
        rating.become_(Status::Possible);
        return;
    }
    match operator.force {
        Force::Negation => negate(rating, Denial::Never),
        Force::NotYet => negate(rating, Denial::NotYet),
        Force::Possible | Force::Question | Force::Condition if rating.is_fact() => rating.become_(Status::Possible),
        Force::Possible if rating.status == Status::Planned => rating.become_(Status::Possible),
        Force::Condition if rating.status == Status::Planned => rating.become_(Status::Possible),
        Force::Question if rating.status == Status::Planned => rating.become_(Status::Possible),
        // "To prevent an invasion": that is feared, not meant.
        Force::Future | Force::Purpose if rating.denial == Some(Denial::Failed) => rating.become_(Status::Possible),
        Force::Future | Force::Purpose if rating.is_fact() => rating.become_(Status::Planned),
        Force::FutureNegation if rating.is_fact() => rating.become_(Status::Refused),
        Force::Counterfactual if rating.is_fact() => rating.deny(Denial::Never),
        // "Must take steps to protect them": what a demand is to serve is asked for, too.
        Force::Deontic if rating.is_fact() && rating.denial == Some(Denial::Failed) => rating.become_(Status::Possible),
        Force::Deontic if rating.is_fact() || rating.status == Status::Planned => rating.become_(Status::Demanded),
        Force::DeonticNegation | Force::Fictive => rating.is_void = true,
        Force::Ended => rating.aspect = Some(Aspect::Ended),
        Force::Sign(sign) => {
            if negated {
                apply_negated(rating, sign)
            } else {
                apply_sign(rating, sign)
            }
            if rating.embedded_in.is_none() {
                rating.embedded_in = operator.event;
            }
        }
        Force::Say(_) if negated => rating.is_void = true,
        Force::Say(stance) => say(rating, stance),
        _ => {}
    }
    if let Some(speaker) = operator.speaker.clone().filter(|_| !negated) {
        rating.speakers.push(speaker);
    }
}

fn negate(rating: &mut Rating, denial: Denial) {
    match rating.status {
        Status::Occurred => rating.deny(denial),
        Status::Denied => rating.become_(Status::Occurred),
        _ => {}
    }
}

fn apply_sign(rating: &mut Rating, sign: Sign) {
    let denied = rating.status == Status::Denied;
    match sign {
        Sign::Demand | Sign::Propose if denied => rating.is_void = true,
        Sign::Demand => rating.become_(Status::Demanded),
        Sign::Propose => rating.become_(Status::Proposed),
        Sign::Promise | Sign::Threaten | Sign::Plan if denied || rating.status == Status::Refused => {
            rating.become_(Status::Refused);
        }
        Sign::Promise | Sign::Accept => rating.become_(Status::Promised),
        Sign::Threaten => rating.become_(Status::Threatened),
        Sign::Plan | Sign::Permit => rating.become_(Status::Planned),
        Sign::Refuse if denied => rating.is_void = true,
        // "Refuses to rule out"
        Sign::Refuse if rating.status == Status::Refused => rating.become_(Status::Possible),
        Sign::Refuse | Sign::RuleOut => rating.become_(Status::Refused),
        Sign::Deny | Sign::Untrue => say(rating, Stance::Denies),
        Sign::Invent => {
            say(rating, Stance::Denies);
            rating.denial = rating.denial.map(|_| Denial::Invented);
        }
        Sign::Play => rating.is_void = true,
        Sign::Retract => say(rating, Stance::Retracts),
        // "Fears that troops would invade"
        Sign::Doubt | Sign::Believe if rating.status == Status::Planned => rating.become_(Status::Possible),
        Sign::Doubt | Sign::Believe | Sign::Question | Sign::Discuss | Sign::Try if rating.is_fact() => {
            rating.become_(Status::Possible)
        }
        Sign::Foil | Sign::Fail => rating.deny(Denial::Failed),
        Sign::Veto => rating.deny(Denial::Never),
        Sign::Cancel => rating.deny(Denial::Cancelled),
        Sign::End => rating.aspect = rating.aspect.or(Some(Aspect::Ended)),
        Sign::Start => rating.aspect = rating.aspect.or(Some(Aspect::Started)),
        _ => {}
    }
}

/// What the negated sign does: "did not manage to", "did not rule out", "has not promised to".
fn apply_negated(rating: &mut Rating, sign: Sign) {
    match sign {
        Sign::Demand
        | Sign::Promise
        | Sign::Threaten
        | Sign::Propose
        | Sign::Accept
        | Sign::Accuse
        | Sign::Say
        | Sign::Claim
        | Sign::Question
        | Sign::Investigate => rating.is_void = true,
        Sign::Plan => rating.become_(Status::Refused),
        Sign::Refuse | Sign::Deny | Sign::Untrue | Sign::RuleOut | Sign::Believe | Sign::Veto => {
            rating.become_(Status::Possible)
        }
        // "The promised offensive has not begun"
        Sign::Manage | Sign::Happen if rating.status == Status::Planned => rating.deny(Denial::Never),
        Sign::Start if rating.status == Status::Planned => rating.deny(Denial::NotYet),
        Sign::Permit | Sign::Manage | Sign::Try | Sign::Cause | Sign::Happen => negate(rating, Denial::Never),
        Sign::Start => negate(rating, Denial::NotYet),
        _ => {}
    }
}

fn say(rating: &mut Rating, stance: Stance) {
    match stance {
        Stance::Asserts => {}
        Stance::Denies => {
            rating.set_claim_apart();
            match rating.status {
                Status::Denied => rating.become_(Status::Occurred),
                Status::Occurred | Status::Possible | Status::Planned => rating.deny(Denial::Never),
                _ => rating.is_void = true,
            }
        }
        Stance::Retracts => {
            // Who takes a claim back replaces it.
            rating.speakers.clear();
            rating.deny(Denial::Retracted);
        }
        // Who believes that nothing happened is no witness to an open question.
        Stance::Believes if rating.status == Status::Denied => {}
        Stance::Suggests | Stance::Doubts | Stance::Believes => {
            if rating.is_fact() {
                rating.become_(Status::Possible);
            }
        }
    }
}
