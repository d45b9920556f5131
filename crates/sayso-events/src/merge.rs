//! One act told in two predicates is one event: "an air strike *killed* 14", "bombed the market, *killing* 30",
//! "was *killed* in a *bombing*".

use std::collections::BTreeMap;

use sayso_document::TokenId;
use sayso_lexicon::{Sign, Slot, Text};
use sayso_syntax::Rel;

use crate::event::Event;
use crate::lexicon::Lexicon;
use crate::ontology::{EventType, Mode};

/// Merges consequences into the act that caused them. `events` stay in order of their heads.
pub(crate) fn consequences(text: &Text<'_>, lexicon: &Lexicon, mut events: Vec<Event>) -> Vec<Event> {
    // what has gone into another act takes with it what would go into it
    let mut gone: BTreeMap<usize, usize> = BTreeMap::new();
    for i in 0..events.len() {
        let Some(mut into) = cause(text, lexicon, &events, i) else { continue };
        while let Some(&further) = gone.get(&into) {
            into = further;
        }
        if into == i {
            continue;
        }
        let consequence = events[i].clone();
        absorb(text, &mut events[into], consequence);
        gone.insert(i, into);
    }
    let mut at = 0;
    events.retain(|_| {
        at += 1;
        !gone.contains_key(&(at - 1))
    });
    events
}

/// A protest is directed at whom its demand or complaint is: "marched to demand reforms *from the government*".
pub(crate) fn addressees(text: &Text<'_>, events: &mut [Event]) {
    for i in 0..events.len() {
        if events[i].event_type != EventType::Protest || !events[i].targets.is_empty() {
            continue;
        }
        let host = events[i].head();
        let verb = text.syntax.head(host).filter(|_| text.syntax.rel(host) == Rel::Obj);
        let purpose = events.iter().find(|e| {
            let clause = matches!(text.syntax.rel(e.head()), Rel::Advcl | Rel::Acl | Rel::Xcomp);
            let governor = text.syntax.head(e.head());
            let verbal =
                matches!(e.event_type, EventType::Request | EventType::Accuse | EventType::Reject | EventType::Protest);
            clause && verbal && (governor == Some(host) || (governor.is_some() && governor == verb))
        });
        if let Some(targets) = purpose.map(|e| e.targets.clone()) {
            events[i].targets.extend(targets.into_iter().filter(|t| t != &host));
        }
    }
}

/// The event of the same type that event `i` is a consequence or circumstance of.
fn cause(text: &Text<'_>, lexicon: &Lexicon, events: &[Event], i: usize) -> Option<usize> {
    let event = &events[i];
    if event.sign != Sign::Plain {
        return commitment(text, events, i);
    }
    let same_type_at = |head: TokenId| {
        let j = events.binary_search_by_key(&head, Event::head).ok()?;
        (j != i && events[j].event_type == event.event_type && events[j].sign == Sign::Plain).then_some(j)
    };
    let syntax = text.syntax;
    let head = event.head();
    // the act of a verb is its own, or the one that it only carries: "*conducts* air strikes, killing 30"
    let told_by = |verb: TokenId| {
        let carried = || {
            let object = syntax.child(verb, &[Rel::Obj]).filter(|_| lexicon.is_light(text, verb))?;
            text.with_partitive(object).into_iter().find_map(same_type_at)
        };
        same_type_at(verb).or_else(carried)
    };
    let subjects = syntax.logical_subject(head).into_iter().chain(text.fillers(&[head], &Slot::Subj));
    if let Some(subject) = subjects.into_iter().find_map(same_type_at) {
        return Some(subject);
    }
    // "killed *when gunmen stormed* a village": the harm goes into the act that did it
    let harm = event.sources.is_empty() && lexicon.classes.has("harm", text.key(head));
    let both = std::iter::once(head).chain(syntax.children_by(head, &[Rel::Conj]));
    let mut clauses = both
        .flat_map(|h| syntax.children_by(h, &[Rel::Advcl]))
        .filter(|&c| harm && matches!(syntax.mark(c).as_deref(), None | Some("when" | "after" | "as" | "while")));
    // what came before a harm and hit somebody else is another act: "were killed *after the group kidnapped a colonel*"
    let own_victim = |c: TokenId, j: usize| {
        let someone = |t: &TokenId| text.entities.mention_at(*t).is_some_and(|m| m.actor.is_some());
        let later = syntax.mark(c).as_deref() == Some("after");
        let acts = std::iter::once(c).chain(syntax.children_by(c, &[Rel::Conj])).filter_map(same_type_at).chain([j]);
        let mut victims = acts.flat_map(|k| events[k].targets.iter());
        later && victims.any(|t| someone(t) && !event.targets.contains(t))
    };
    if let Some(act) = clauses.find_map(|c| same_type_at(c).filter(|&j| !own_victim(c, j))) {
        return Some(act);
    }
    let governor = syntax.head(head)?;
    match syntax.rel(head) {
        // "…, killing 30"
        Rel::Advcl if syntax.mark(head).is_none() && !syntax.is_finite(head) => told_by(governor),
        // "demonstrated *to protest* against": the purpose is the act
        Rel::Advcl | Rel::Xcomp | Rel::Acl if is_same_purpose(text, event) => told_by(governor),
        // "was killed in a bombing": the circumstance goes into the verb
        Rel::Obl | Rel::OblAgent
            if matches!(
                syntax.case(head).as_deref(),
                Some("in" | "by" | "during" | "when" | "after" | "following" | "from")
            ) =>
        {
            let conjoined = syntax.head(governor).filter(|_| syntax.rel(governor) == Rel::Conj);
            same_type_at(governor).or_else(|| conjoined.and_then(same_type_at))
        }
        // "kills four and injures ten"
        Rel::Conj if lexicon.classes.has("harm", text.key(head)) && syntax.child(head, &[Rel::Nsubj]).is_none() => {
            same_type_at(governor)
        }
        // "opened fire and killed two"
        Rel::Conj if syntax.child(head, &[Rel::Nsubj, Rel::NsubjPass]).is_none() => same_type_at(governor)
            .filter(|&j| events[j].targets.is_empty() && events[j].event_type == EventType::Assault),
        _ => None,
    }
}

/// Whether an infinitive only says again what the meeting or protest over it is.
fn is_same_purpose(text: &Text<'_>, event: &Event) -> bool {
    matches!(event.event_type, EventType::Consult | EventType::Protest)
        && text.syntax.is_to_infinitive(event.head())
        && text.syntax.child(event.head(), &[Rel::Nsubj]).is_none()
}

/// The verb that makes a commitment named by its complement: "*agreed* on a deal", "*issued* a threat of war".
fn commitment(text: &Text<'_>, events: &[Event], i: usize) -> Option<usize> {
    let (head, event) = (events[i].head(), &events[i]);
    let governor = text.syntax.head(head).filter(|_| matches!(text.syntax.rel(head), Rel::Obj | Rel::Obl))?;
    let j = events.binary_search_by_key(&governor, Event::head).ok()?;
    (events[j].event_type == event.event_type && events[j].sign == event.sign && event.sign == Sign::Promise)
        .then_some(j)
}

fn absorb(text: &Text<'_>, act: &mut Event, mut consequence: Event) {
    // "were killed in a battle *with the rebels*": those on the other side did it
    let mut opponents: Vec<TokenId> =
        consequence.targets.iter().copied().filter(|&t| text.syntax.case(t).as_deref() == Some("with")).collect();
    if !act.targets.is_empty() && text.syntax.is_passive(act.head()) {
        consequence.targets.retain(|t| !opponents.contains(t));
    } else {
        opponents.clear();
    }
    // "were killed in a clash": whom the harm befell did not do it
    consequence.sources.retain(|s| !act.targets.contains(s));
    if act.sources.is_empty() && consequence.sources.is_empty() {
        act.sources.extend(opponents);
    }
    // "a drone hit the base, *destroying* a helicopter": what it led to says nothing of the way
    act.mode = act.mode.or(consequence.mode.filter(|m| *m != Mode::Destroy));
    if act.sources.is_empty() {
        act.sources.extend(consequence.sources.iter().filter(|t| !act.trigger.contains(t)));
    }
    for target in consequence.targets {
        if !act.targets.contains(&target) && !act.sources.contains(&target) && !act.trigger.contains(&target) {
            act.targets.push(target);
        }
    }
    act.consequences.push(consequence.trigger[0]);
    act.consequences.extend(consequence.consequences);
}
