//! Who did it and to whom: the slots of the row, filled from the tree.
//!
//! - `behind`: who stands behind an act, where no slot names anybody
//! - `concern`: the party in what an act is about, where no slot names one
//! - `own`: what belongs to the doer is not the other side

mod behind;
mod concern;
mod own;

use sayso_document::TokenId;
use sayso_entities::Sector;
use sayso_lexicon::{Sign, Slot, Text};
use sayso_syntax::{Rel, Upos};

use crate::lexicon::{Lexicon, Trigger, is_headline_verb, shared_object};
use crate::ontology::{EventType, Quad};

/// Prepositions after which the object of a verb names the other side.
const OTHER_SIDE: &[&str] = &["with", "against", "on", "to", "between", "from", "of"];

/// Governors looked through for the doer of an act named by a noun.
const MAX_GOVERNORS: usize = 4;

/// Sources and targets of a trigger, as heads of nominals, coordination spelt out.
pub(crate) fn fill(
    text: &Text<'_>,
    lexicon: &Lexicon,
    row: &Trigger,
    tokens: &[TokenId],
) -> (Vec<TokenId>, Vec<TokenId>) {
    let headline = row.lemma.pos() == Upos::Verb && is_headline_verb(text, tokens[0]);
    let noun = is_nominal(text, tokens[0]) && !headline;
    let as_noun = noun && row.lemma.pos() == Upos::Verb;
    let (source_slots, target_slots) = if as_noun { gerund_slots() } else { (row.source.clone(), row.target.clone()) };
    let mut sources = first_filled(text, tokens, &source_slots, &[]);
    // "yesterday's attack" was nobody's
    sources.retain(|&s| !is_time(text, s));
    // "a school shooting" happened there
    sources.retain(|&s| text.syntax.rel(s) != Rel::Compound || !lexicon.classes.has("building", text.key(s)));
    if sources.is_empty()
        && let Some(verb) = headline_verb(text, tokens[0])
    {
        let before = text.syntax.children_by(verb, &[Rel::Compound]).filter(|&t| t < verb);
        sources.extend(before.last());
    }
    let mut targets = first_filled(text, tokens, &target_slots, &sources);
    if headline && targets.is_empty() {
        targets.extend(shared_object(text, tokens[0]).into_iter().flat_map(|o| text.syntax.conjuncts(o)));
    }
    if targets.is_empty() && matches!(row.sign, Sign::Demand | Sign::Permit) {
        targets.extend(asked(text, lexicon, tokens).filter(|t| !sources.contains(t)));
    }
    if targets.is_empty() && !noun {
        targets = through_object(text, tokens, &target_slots, &sources);
    }
    if noun {
        beside(text, lexicon, row, tokens[0], &mut sources, &targets);
        inherit(text, lexicon, row, tokens, &mut sources, &mut targets);
    }
    if sources.is_empty() && !noun {
        unnamed(text, row, tokens[0], &mut sources, &mut targets);
    }
    if noun && targets.is_empty() && matches!(row.event_type.quad(), Quad::MaterialConflict) {
        targets = first_filled(text, tokens, &[Slot::Prep("against".to_string())], &sources);
    }
    targets.retain(|&t| !is_time(text, t));
    if matches!(row.event_type.quad(), Quad::VerbalConflict | Quad::VerbalCooperation) {
        targets = answerable(text, lexicon, row, tokens, targets, &sources);
        // "blamed the blast *on Pakistan*"
        let mut others = target_slots.iter().filter(|_| !noun).map(|slot| {
            let found = first_filled(text, tokens, std::slice::from_ref(slot), &sources);
            answerable(text, lexicon, row, tokens, found, &sources)
        });
        if targets.is_empty() {
            targets = others.find(|found| !found.is_empty()).unwrap_or_default();
        }
    }
    let sources = behind::reproached(text, lexicon, tokens[0])
        .unwrap_or_else(|| behind::doers(text, lexicon, authors(text, lexicon, sources)));
    if row.event_type.quad() == Quad::MaterialConflict {
        let object = text.syntax.logical_object(tokens[0]).filter(|_| targets.is_empty() && !noun);
        targets.extend(object.filter(|&o| own::faces_another(text, o, &sources)));
        targets = own::others(text, targets, &sources);
        targets = targets.into_iter().flat_map(|t| stopped(text, lexicon, t, &sources)).collect();
    }
    if !targets.iter().any(|&t| is_someone(text, t) || belongs_to_someone(text, t)) {
        let parties = concern::parties(text, row, tokens, &sources);
        // the doers of an act that is prevented or turned down stand for it
        targets.retain(|&t| parties.is_empty() || lexicon.trigger_at(text, t).is_none());
        targets.extend(parties);
    }
    (sources, targets)
}

/// The doer of a verb that has none in its slots.
fn unnamed(text: &Text<'_>, row: &Trigger, verb: TokenId, sources: &mut Vec<TokenId>, targets: &mut Vec<TokenId>) {
    sources.extend(behind::gerund_doers(text, verb));
    if sources.is_empty() {
        sources.extend(behind::announcer(text, row, verb).into_iter().filter(|s| !targets.contains(s)));
    }
    if sources.is_empty() && row.event_type == EventType::Mobilize && text.syntax.is_passive(verb) {
        // "*The army* was sent to the border"
        let moved = text.syntax.surface_subject(verb).filter(|&t| is_someone(text, t));
        sources.extend(moved.into_iter().flat_map(|t| text.syntax.conjuncts(t)));
        targets.retain(|t| !sources.contains(t));
    }
}

/// Whom words are directed at. An act that is condemned or praised stands for those who did it ("condemned the attack *by
/// the army*"); what is nobody's stands for no one ("criticised the delay").
fn answerable(
    text: &Text<'_>,
    lexicon: &Lexicon,
    row: &Trigger,
    tokens: &[TokenId],
    targets: Vec<TokenId>,
    sources: &[TokenId],
) -> Vec<TokenId> {
    let someone = |t: TokenId| is_someone(text, t);
    let mut found = Vec::new();
    for target in targets {
        let act = lexicon
            .trigger_at(text, target)
            .or_else(|| carried(text, lexicon, target))
            .filter(|_| !someone(target) && is_nominal(text, target) && row.event_type != EventType::Request);
        let doers = act.map(|(of, words)| {
            let doers = first_filled(text, &words, &of.source, sources);
            // "an *Indian* proposal", "a call *from the union*"
            if doers.is_empty() { first_filled(text, &words, &owner_slots(), sources) } else { doers }
        });
        match doers {
            Some(doers) if doers.iter().any(|&d| someone(d)) => found.extend(doers.into_iter().filter(|&d| someone(d))),
            // "condemned the coup in Niger"
            Some(_) => {
                let here = Slot::Prep("in".to_string());
                let places = [target, tokens[0]].into_iter().flat_map(|t| text.fillers(&[t], &here));
                found.extend(places.filter(|&t| someone(t) || is_place(text, t)));
            }
            None if someone(target) || belongs_to_someone(text, target) => found.push(target),
            None => {}
        }
    }
    found
}

/// The act that a noun only carries: "an assassination *attempt*".
fn carried<'l>(text: &Text<'_>, lexicon: &'l Lexicon, noun: TokenId) -> Option<(&'l Trigger, Vec<TokenId>)> {
    let named = text.syntax.child(noun, &[Rel::Compound]).filter(|_| lexicon.classes.has("carrier", text.key(noun)))?;
    let (row, mut words) = lexicon.trigger_at(text, named)?;
    words.insert(0, noun);
    Some((row, words))
}

fn is_time(text: &Text<'_>, token: TokenId) -> bool {
    text.entities.times.iter().any(|time| time.head == token)
        || matches!(text.key(token), "day" | "night" | "week" | "time" | "occasion")
}

/// Whether a thing has an owner or place that the text names.
fn belongs_to_someone(text: &Text<'_>, thing: TokenId) -> bool {
    std::iter::once(thing).chain(text.descendants(thing, MAX_GOVERNORS)).any(|t| {
        is_place(text, t) || text.entities.mention_at(t).is_some_and(|m| m.actor.is_some() || m.territory.is_some())
    })
}

/// An act that is prevented or broken up stands for those who do it: "dispersed a rally *of teachers*".
fn stopped(text: &Text<'_>, lexicon: &Lexicon, target: TokenId, sources: &[TokenId]) -> Vec<TokenId> {
    let act = lexicon.trigger_at(text, target).filter(|_| !is_someone(text, target) && is_nominal(text, target));
    let Some((of, words)) = act else { return vec![target] };
    let participle = text.syntax.children_by(target, &[Rel::Acl, Rel::Amod]).find_map(|c| text.syntax.agent(c));
    let mut doers = first_filled(text, &words, &of.source, sources);
    doers.extend(participle.filter(|_| doers.is_empty()));
    doers.retain(|&d| is_someone(text, d) && !sources.contains(&d));
    if doers.is_empty() { vec![target] } else { doers }
}

fn is_someone(text: &Text<'_>, token: TokenId) -> bool {
    text.entities.mention_at(token).is_some_and(|m| m.actor.is_some())
}

/// Where the maker of a text, demand or offer stands around its noun.
fn owner_slots() -> [Slot; 4] {
    [Slot::Poss, Slot::Prep("by".to_string()), Slot::Prep("from".to_string()), Slot::Mod]
}

/// A text speaks for those who wrote it: "issued a *declaration* demanding …" is their demand.
fn authors(text: &Text<'_>, lexicon: &Lexicon, sources: Vec<TokenId>) -> Vec<TokenId> {
    let author = |source: TokenId| -> Vec<TokenId> {
        if is_someone(text, source) || !lexicon.classes.has("document", text.key(source)) {
            return vec![source];
        }
        let named = first_filled(text, &[source], &owner_slots(), &[]);
        if named.iter().any(|&t| is_someone(text, t)) {
            return named;
        }
        let verb = text.syntax.head(source).filter(|_| matches!(text.syntax.rel(source), Rel::Obj | Rel::Obl));
        let issuer = verb.and_then(|v| text.syntax.logical_subject(v)).filter(|&t| is_someone(text, t));
        issuer.map_or_else(|| vec![source], |issuer| text.syntax.conjuncts(issuer))
    };
    sources.into_iter().flat_map(author).collect()
}

fn gerund_slots() -> (Vec<Slot>, Vec<Slot>) {
    let prep = |p: &str| Slot::Prep(p.to_string());
    (vec![Slot::Poss, prep("by")], vec![prep("of"), prep("on"), prep("against"), Slot::Mod])
}

/// The headline verb that has the subject of a verb: itself, or the one that it goes with.
fn headline_verb(text: &Text<'_>, verb: TokenId) -> Option<TokenId> {
    let first = || text.syntax.head(verb).filter(|_| text.syntax.rel(verb) == Rel::Conj);
    if is_headline_verb(text, verb) { Some(verb) } else { first().filter(|&v| is_headline_verb(text, v)) }
}

/// Whether a trigger is a noun in the tree.
pub(crate) fn is_nominal(text: &Text<'_>, token: TokenId) -> bool {
    matches!(text.syntax.upos(token), Upos::Noun | Upos::Propn)
}

fn first_filled(text: &Text<'_>, tokens: &[TokenId], slots: &[Slot], taken: &[TokenId]) -> Vec<TokenId> {
    for slot in slots {
        let found: Vec<TokenId> = text
            .fillers(tokens, slot)
            .into_iter()
            .filter(|&t| usable(text, t, slot))
            .flat_map(|t| text.syntax.conjuncts(t))
            .map(|t| someone_in(text, t))
            .filter(|t| !taken.contains(t))
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Whom a demand is addressed to where no phrase says so: the subject of its clause ("demanded that *Syria* withdraw").
fn asked<'t>(text: &'t Text<'_>, lexicon: &Lexicon, tokens: &[TokenId]) -> impl Iterator<Item = TokenId> + 't {
    let clause = tokens.iter().find_map(|&t| text.fillers(&[t], &Slot::Clause).into_iter().next());
    // "issued instructions to close": the one who issues them is not the one who is told to
    let issued = governing_verb(text, tokens[0]).filter(|_| is_nominal(text, tokens[0])).is_some_and(|(verb, rel)| {
        let has = |class: &str| lexicon.classes.has(class, text.key(verb));
        rel == Rel::Obj && !has("undergo") && (lexicon.is_light(text, verb) || has("own-act"))
    });
    let own = move |c: TokenId, s: TokenId| !issued || s > tokens[0] || text.syntax.head(s) == Some(c);
    let subject = clause.and_then(|c| {
        let passive = text.syntax.is_passive(c) && text.syntax.agent(c).is_none();
        let found =
            if passive { text.syntax.surface_subject(c) } else { text.fillers(&[c], &Slot::Subj).into_iter().next() };
        found.filter(|&s| own(c, s))
    });
    let all = subject.map(|s| text.syntax.conjuncts(s)).unwrap_or_default();
    all.into_iter().filter(|&t| text.entities.mention_at(t).is_some_and(|m| m.actor.is_some()))
}

/// "Called off talks *with Washington*": the other side hangs on the object, where that is nobody itself.
fn through_object(text: &Text<'_>, tokens: &[TokenId], slots: &[Slot], taken: &[TokenId]) -> Vec<TokenId> {
    let objects = text.syntax.logical_object(tokens[0]).into_iter();
    let inside: Vec<TokenId> = objects
        .chain(tokens[1..].iter().copied())
        .filter(|&o| text.entities.mention_at(o).is_none_or(|m| m.actor.is_none()))
        .collect();
    if inside.is_empty() {
        return Vec::new();
    }
    let prepositions = OTHER_SIDE.iter().map(|p| Slot::Prep((*p).to_string()));
    let slots: Vec<Slot> = slots.iter().filter(|s| matches!(s, Slot::Prep(_))).cloned().chain(prepositions).collect();
    first_filled(text, &inside, &slots, taken)
        .into_iter()
        .filter(|&t| text.entities.mention_at(t).is_some_and(|m| m.actor.is_some()))
        .collect()
}

/// What a number or part is of, where it is nobody itself: "tens of thousands of *students*".
fn someone_in(text: &Text<'_>, token: TokenId) -> TokenId {
    let mut at = token;
    for _ in 0..MAX_GOVERNORS {
        if text.entities.mention_at(at).is_some_and(|m| m.actor.is_some()) {
            return at;
        }
        match text.with_partitive(at).get(1) {
            Some(&inner) => at = inner,
            None => return token,
        }
    }
    token
}

/// A modifier counts only where the entity layer knows it as someone; everything else may be a thing acted on.
fn usable(text: &Text<'_>, token: TokenId, slot: &Slot) -> bool {
    match slot {
        Slot::Mod => text.entities.mention_at(token).is_some_and(|m| m.actor.is_some()) || is_place(text, token),
        Slot::Clause => false,
        // "reached a deal with the *help* of Oman"
        Slot::Prep(p) if p == "with" && matches!(text.key(token), "help" | "assistance" | "aid" | "backing") => false,
        _ => !text.syntax.is_predicate(token) || is_nominal(text, token) || text.entities.mention_at(token).is_some(),
    }
}

fn is_place(text: &Text<'_>, token: TokenId) -> bool {
    text.entities.places.iter().any(|p| p.head == token)
}

/// The doer of an act named by a noun from what stands beside it, where no slot has one.
fn beside(
    text: &Text<'_>,
    lexicon: &Lexicon,
    row: &Trigger,
    noun: TokenId,
    sources: &mut Vec<TokenId>,
    targets: &[TokenId],
) {
    let is_violent = row.event_type.quad() == Quad::MaterialConflict;
    let ways: [&dyn Fn() -> Vec<TokenId>; 5] = [
        &|| if is_violent { behind::participle_doers(text, lexicon, noun) } else { Vec::new() },
        &|| if is_violent { behind::claimant(text, noun) } else { Vec::new() },
        &|| if is_violent { behind::culprit(text, lexicon, noun) } else { Vec::new() },
        &|| behind::participant(text, row, noun, targets),
        &|| behind::involved(text, row, noun),
    ];
    for way in ways {
        if sources.is_empty() {
            sources.extend(way().into_iter().filter(|t| !targets.contains(t)));
        }
    }
}

/// An act named by a noun takes what it lacks from the verb that it depends on: "Turkey launched an offensive",
/// "Iran demanded the release of …" (of the addressee), "held talks with", "suffered an attack".
fn inherit(
    text: &Text<'_>,
    lexicon: &Lexicon,
    row: &Trigger,
    tokens: &[TokenId],
    sources: &mut Vec<TokenId>,
    targets: &mut Vec<TokenId>,
) {
    let Some((governor, rel)) = governing_verb(text, tokens[0]) else { return };
    let has = |class: &str| lexicon.classes.has(class, text.key(governor));
    let subject = || text.fillers(&[governor], &Slot::Subj).first().copied();
    let direct = rel != Rel::Obl;
    let undergoes = direct && has("undergo");
    let placed = rel == Rel::Obl
        && text.syntax.case(tokens[0]).as_deref() == Some("under")
        && matches!(text.key(governor), "place" | "put");
    let within = || matches!(text.syntax.case(tokens[0]).as_deref(), Some("in" | "to" | "into" | "at"));
    let light = lexicon.is_light(text, governor) && !undergoes && (direct || (has("takes-part") && within()));
    let doer = if undergoes {
        if targets.is_empty() {
            targets.extend(subject().into_iter().flat_map(|s| text.syntax.conjuncts(s)));
        }
        None
    } else if placed {
        if targets.is_empty() {
            targets.extend(text.fillers(&[governor], &Slot::Obj).iter().flat_map(|&o| text.syntax.conjuncts(o)));
        }
        subject()
    } else if light
        || (direct && has("own-act") && !subject().is_some_and(|s| stays(text, governor, s)))
        || is_at_meeting(text, row, tokens[0], targets)
        || is_in_protest(text, lexicon, row, tokens[0], subject())
    {
        subject()
    } else {
        addressee(text, lexicon, governor, row)
    };
    if sources.is_empty() {
        sources.extend(doer.into_iter().flat_map(|d| text.syntax.conjuncts(d)).filter(|d| !targets.contains(d)));
    }
    let accuses = || lexicon.trigger_at(text, governor).is_some_and(|(of, _)| of.sign == Sign::Accuse);
    if (light || rel == Rel::Obj) && targets.is_empty() && !accuses() {
        let between = row.source.iter().filter(|s| **s == Slot::Prep("between".to_string()));
        let against = ["against", "on"].map(|p| Slot::Prep(p.to_string()));
        let slots = row.target.iter().filter(|s| matches!(s, Slot::Prep(_))).chain(between);
        let further = match row.event_type {
            EventType::Assault => &against[..],
            of if of.quad() == Quad::MaterialConflict => &against[..1],
            _ => &[],
        };
        let slots = slots.chain(further);
        let found = slots.flat_map(|s| text.fillers(&[governor], s)).find(|t| !sources.contains(t));
        targets.extend(found.into_iter().flat_map(|t| text.syntax.conjuncts(t)));
    }
}

/// Whether a court stops what others do: "a judge *suspended* the ban".
fn stays(text: &Text<'_>, verb: TokenId, subject: TokenId) -> bool {
    let court = text.entities.mention_at(subject).is_some_and(|m| m.actors().any(|a| a.sectors.contains(&Sector::Jud)));
    court && matches!(text.key(verb), "halt" | "stop" | "suspend" | "end" | "lift" | "cancel" | "postpone")
}

/// The verb that a noun depends on, with the relation: through conjuncts, and through what only counts it ("a *series* of
/// air raids").
fn governing_verb(text: &Text<'_>, noun: TokenId) -> Option<(TokenId, Rel)> {
    let mut below = noun;
    for governor in text.syntax.ancestors(noun).take(MAX_GOVERNORS) {
        let rel = text.syntax.rel(below);
        let counted = rel == Rel::Nmod && text.with_partitive(governor).contains(&below);
        if rel == Rel::Conj || counted {
            below = governor;
            continue;
        }
        let fits = matches!(rel, Rel::Obj | Rel::Obl | Rel::NsubjPass | Rel::Xcomp);
        return (fits && text.syntax.upos(governor) == Upos::Verb).then_some((governor, rel));
    }
    None
}

/// Whether the subject of the verb over a meeting takes part in it: "said in a meeting with Honcharuk", "signed during a
/// visit to Beirut".
fn is_at_meeting(text: &Text<'_>, row: &Trigger, noun: TokenId, targets: &[TokenId]) -> bool {
    let case = text.syntax.case(noun);
    row.event_type == EventType::Consult
        && targets.iter().any(|&t| is_someone(text, t))
        && matches!(case.as_deref(), Some("in" | "at" | "during" | "on" | "after" | "before" | "following"))
}

/// Whether what the verb tells is itself the protest, of many: "shopkeepers shut *in protest* at the tax".
fn is_in_protest(text: &Text<'_>, lexicon: &Lexicon, row: &Trigger, noun: TokenId, doer: Option<TokenId>) -> bool {
    let bare = text.syntax.child(noun, &[Rel::Det, Rel::NmodPoss]).is_none();
    let many = doer.is_some_and(|d| text.with_partitive(d).iter().any(|&t| lexicon.classes.has("crowd", text.key(t))));
    row.event_type == EventType::Protest && bare && many && text.syntax.case(noun).as_deref() == Some("in")
}

/// Who is asked, allowed or accused by a speech act: its object, or whom it is addressed to.
fn addressee(text: &Text<'_>, lexicon: &Lexicon, governor: TokenId, act: &Trigger) -> Option<TokenId> {
    let (row, tokens) = lexicon.trigger_at(text, governor)?;
    match row.sign {
        // an offer or demand that is accepted or turned down is the other side's
        Sign::Accept | Sign::Refuse if act.sign != Sign::Plain => None,
        // who approves a loan gives it
        Sign::Accept | Sign::Permit if matches!(act.event_type, EventType::Aid | EventType::Support) => {
            text.syntax.logical_subject(governor)
        }
        Sign::Promise | Sign::Threaten | Sign::Plan | Sign::Refuse | Sign::Propose | Sign::Accept => {
            text.syntax.logical_subject(governor)
        }
        Sign::Demand | Sign::Permit => {
            row.target.iter().filter(|s| **s != Slot::Obj).flat_map(|s| text.fillers(&tokens, s)).next()
        }
        _ => None,
    }
}
