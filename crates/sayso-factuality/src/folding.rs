//! Bare futures: the act with its status, and the speech act that PLOVER folds it into.
//!
//! "Japan will send aid" is aid promised and, folded, an AGREE; "will not meet" talks refused and a REJECT; harm announced by
//! its own agent is threatened and a THREATEN (design, tie-breaks 2 and 3).

use sayso_attribution::{Attributions, Stance};
use sayso_document::TokenId;
use sayso_events::{Event, EventId, EventType, Events, Mode};
use sayso_lexicon::{Effect, Hedges, Sign, Text};
use sayso_syntax::{Rel, Upos};

use crate::compose::Rating;
use crate::operator::{Force, Operator, Speaker};
use crate::party;
use crate::status::Status;

/// A speech act that no word names but that a bare future or a "must" amounts to.
#[derive(Clone, Debug, PartialEq)]
pub struct Fold {
    /// The act that is announced or called for, where it is an event.
    pub of: Option<EventId>,
    /// The word that makes it one: the act's own, or the modal.
    pub trigger: TokenId,
    /// What announcing or calling for it is.
    pub event_type: EventType,
    /// Who announces or calls for it.
    pub sources: Vec<TokenId>,
    /// To whom.
    pub targets: Vec<TokenId>,
    /// On whose word the announcement stands, outermost first.
    pub speakers: Vec<Speaker>,
}

/// Turns a planned or refused act of its own agent into what it is to the other side, with the folded speech act.
pub(crate) fn fold(
    text: &Text<'_>,
    id: EventId,
    event: &Event,
    rating: &mut Rating,
    operators: &[Operator],
) -> Option<Fold> {
    if rating.is_void
        || rating.embedded_in.is_some()
        || !is_announced(text, event, operators)
        || event.sources.is_empty()
    {
        return None;
    }
    let agent = event.sources.iter().copied().find(|&s| is_someone(text, s))?;
    let own_word = rating.speakers.last().is_none_or(|s| s.mention.is_some_and(|m| party::speaks_for(text, m, agent)));
    let harm = is_harm(text, event);
    let beneficiary = event.targets.iter().any(|&t| is_someone(text, t));
    let (event_type, status) = match (rating.status, event.event_type) {
        // What others will do, by an onlooker's word, is no threat and no refusal.
        (status, t) if !own_word && (status == Status::Refused || !cooperative(t)) => return None,
        (Status::Refused, t) if cooperative(t) => (EventType::Reject, Status::Refused),
        (Status::Planned, _) if harm => (EventType::Threaten, Status::Threatened),
        (Status::Planned, EventType::Retreat | EventType::Concede) => (EventType::Concede, Status::Promised),
        (Status::Planned, EventType::Aid | EventType::Support | EventType::Cooperate) => {
            (EventType::Agree, if beneficiary { Status::Promised } else { Status::Planned })
        }
        (Status::Planned, EventType::Consult) => (EventType::Agree, Status::Planned),
        _ => return None,
    };
    rating.status = status;
    rating.trace.push(format!("rule: bare future of its own agent: folded into {}", event_type.as_str()));
    // The agent's own announcement is its speech act; nobody else vouches for it.
    if own_word {
        rating.speakers.pop();
    }
    Some(Fold {
        of: Some(id),
        trigger: event.head(),
        event_type,
        sources: event.sources.clone(),
        targets: event.targets.clone(),
        speakers: rating.speakers.clone(),
    })
}

/// "Libya must hand over the suspects, the minister said": what somebody says that another must do, that one asks for.
pub(crate) fn calls(text: &Text<'_>, events: &Events, attributions: &Attributions, hedges: &Hedges) -> Vec<Fold> {
    // "demands that it should stop" asks but once
    let asks = |cue: TokenId| events.at(cue).is_some_and(|(_, e)| e.sign == Sign::Demand);
    let asserted = attributions.attributions.iter().filter(|a| a.stance == Stance::Asserts);
    let asserted = asserted.filter(|a| !a.cue.iter().any(|&c| asks(c)));
    asserted.flat_map(|a| a.roots.iter().filter_map(|&root| call(text, hedges, a.speaker?, root))).collect()
}

fn call(text: &Text<'_>, hedges: &Hedges, speaker: TokenId, root: TokenId) -> Option<Fold> {
    let modal = text
        .syntax
        .children_by(root, &[Rel::Aux])
        .find(|&a| hedges.at(text, a).is_some_and(|h| h.effect == Effect::Deontic))?;
    let negated = text.syntax.children_by(root, &[Rel::Advmod]).any(|a| matches!(text.key(a), "not" | "never"));
    let asked =
        text.syntax.surface_subject(root).filter(|&s| is_someone(text, s) && !party::speaks_for(text, speaker, s))?;
    (is_someone(text, speaker) && !negated).then(|| Fold {
        of: None,
        trigger: modal,
        event_type: EventType::Request,
        sources: vec![speaker],
        targets: text.syntax.conjuncts(asked),
        speakers: Vec::new(),
    })
}

/// What a promise is, by what is promised: harm makes it a threat, giving way a concession.
pub(crate) fn recast(event: &Event, about: &Event, rating: &mut Rating) -> Option<EventType> {
    if event.sign != Sign::Promise || event.event_type != EventType::Agree || rating.is_void {
        return None;
    }
    match about.event_type {
        EventType::Assault | EventType::Coerce | EventType::Sanction | EventType::Mobilize => {
            if rating.status == Status::Promised {
                rating.status = Status::Threatened;
                rating.trace.push("rule: promised harm is a threat".to_string());
            }
            Some(EventType::Threaten)
        }
        EventType::Retreat | EventType::Concede => Some(EventType::Concede),
        _ => None,
    }
}

/// Whether the innermost operator announces: will, will not, plans to, is ready to.
fn is_announced(text: &Text<'_>, event: &Event, operators: &[Operator]) -> bool {
    // "unless Uganda withdraws by Monday" announces nothing.
    if operators.iter().any(|o| matches!(o.force, Force::Condition | Force::Question | Force::Counterfactual)) {
        return false;
    }
    let innermost =
        operators.iter().rev().find(|o| !matches!(o.force, Force::Ended | Force::Sign(Sign::Start | Sign::Manage)));
    innermost.is_some_and(|o| {
        let own = matches!(o.force, Force::Future | Force::FutureNegation) && event.trigger.contains(&o.host);
        // Harm that was only plotted was not announced.
        let first = text.syntax.head(o.at).filter(|_| text.syntax.rel(o.at) == Rel::Conj);
        let was = std::iter::once(o.at)
            .chain(first)
            .flat_map(|t| text.syntax.children_by(t, &[Rel::Cop, Rel::Aux, Rel::AuxPass]))
            .collect::<Vec<TokenId>>();
        let past = text.syntax.upos(o.at) == Upos::Noun
            || std::iter::once(o.at)
                .chain(was.iter().copied())
                .any(|t| text.syntax.word(t).feats.is("Tense", "Past") && t < event.head())
            || matches!(text.key(o.at), "plot" | "conspire" | "scheme");
        // "Arrested after *planning* to bomb it"
        let first =
            std::iter::once(o.at).chain(was.iter().copied()).any(|t| text.syntax.word(t).feats.is("VerbForm", "Fin"));
        let past = past || (text.syntax.upos(o.at) == Upos::Verb && !first);
        // "The fleet *would* bring supplies": nobody says so.
        let said = operators.iter().any(|o| matches!(o.force, Force::Say(_)));
        if o.force == Force::Future && text.key(o.at) == "would" && !said {
            return false;
        }
        // Who makes ready or hopes announces nothing.
        let silent = matches!(text.key(o.at), "prepare" | "expect" | "hope");
        // "Had planned to leave": no longer
        let over = was.iter().any(|&t| text.key(t) == "have" && text.syntax.word(t).feats.is("Tense", "Past"));
        let silent = silent || over;
        let plan = o.force == Force::Sign(Sign::Plan) && !(past && is_harm(text, event)) && !silent;
        (own || plan) && o.event.is_none()
    })
}

/// Whether an act hurts its target. Leaving a body or talks hurts nobody by itself, leaving a country does.
fn is_harm(text: &Text<'_>, event: &Event) -> bool {
    let hits_country = || {
        let mut parties = event.targets.iter().filter_map(|&t| text.entities.mention_at(t)).flat_map(|m| m.actors());
        parties.any(|a| a.country.is_some())
    };
    match event.event_type {
        EventType::Assault | EventType::Coerce => true,
        EventType::Sanction => event.mode != Some(Mode::Withdraw) || hits_country(),
        _ => false,
    }
}

fn is_someone(text: &Text<'_>, token: TokenId) -> bool {
    text.entities.mention_at(token).is_some_and(|m| m.actor.is_some())
}

fn cooperative(event_type: EventType) -> bool {
    matches!(
        event_type,
        EventType::Consult
            | EventType::Aid
            | EventType::Cooperate
            | EventType::Support
            | EventType::Retreat
            | EventType::Concede
            | EventType::Agree
    )
}
