//! Who stands behind an act where its own slots name nobody: the doer of a participle ("a raid *led by the guards*"), who
//! claims or is given responsibility for it, and who is in the clause around a fight or talks ("died in a clash with
//! *rebels*").

use sayso_document::TokenId;
use sayso_entities::{Actor, Sector};
use sayso_lexicon::{Slot, Text};
use sayso_syntax::{Rel, Upos};

use super::{MAX_GOVERNORS, first_filled, is_nominal, is_someone};
use crate::lexicon::{Lexicon, Trigger};
use crate::ontology::{EventType, Mode, Quad};

/// Prepositions that make a fight or a meeting the occasion of what is told.
const OCCASION: &[&str] = &["in", "at", "during", "on", "after", "before", "following", "amid"];

/// Verbs of going, whose oblique with "for" names what their subject goes to.
const GOING: &[&str] =
    &["arrive", "travel", "fly", "go", "come", "return", "head", "gather", "leave", "depart", "visit", "meet"];

/// The sources, where one of them is an act or a weapon the doer of that: "*shelling by the army* killed two", "a bomb
/// *planted by the group* exploded".
pub(super) fn doers(text: &Text<'_>, lexicon: &Lexicon, sources: Vec<TokenId>) -> Vec<TokenId> {
    let of = |source: TokenId| -> Vec<TokenId> {
        if is_someone(text, source) || text.syntax.upos(source) == Upos::Propn {
            return vec![source];
        }
        let mut found = participle_doers(text, lexicon, source);
        let act = lexicon
            .trigger_at(text, source)
            .filter(|(row, _)| found.is_empty() && row.event_type.quad() == Quad::MaterialConflict);
        if let Some((row, words)) = act {
            found = first_filled(text, &words, &row.source, &[]);
        }
        found.retain(|&t| is_someone(text, t));
        if found.is_empty() {
            found = users(text, lexicon, source);
        }
        if found.is_empty() { vec![source] } else { found }
    };
    sources.into_iter().flat_map(of).collect()
}

/// Whom a measure or charge is against that has the act for its ground: "imposed sanctions on *the officials* for
/// suppressing the march", "indictments of *nine officers* for hacking".
pub(super) fn reproached(text: &Text<'_>, lexicon: &Lexicon, verb: TokenId) -> Option<Vec<TokenId>> {
    let syntax = text.syntax;
    let ground = matches!(syntax.rel(verb), Rel::Advcl | Rel::Acl) && !syntax.is_finite(verb);
    let above = syntax.head(verb).filter(|_| ground && matches!(syntax.mark(verb).as_deref(), Some("for" | "over")))?;
    let noun = syntax.child(above, &[Rel::Obj]);
    let against = |act: TokenId| -> Option<Vec<TokenId>> {
        let (row, words) = lexicon.trigger_at(text, act)?;
        if !matches!(row.event_type, EventType::Accuse | EventType::Sanction | EventType::Coerce) {
            return None;
        }
        let found = first_filled(text, &words, &row.target, &[]);
        let found: Vec<TokenId> = found.into_iter().filter(|&t| is_someone(text, t)).collect();
        (!found.is_empty()).then_some(found)
    };
    against(above).or_else(|| noun.and_then(against))
}

/// Who uses a weapon or makes an attack: "*gunmen* set off a bomb targeting a bus".
fn users(text: &Text<'_>, lexicon: &Lexicon, thing: TokenId) -> Vec<TokenId> {
    let verb = text.syntax.head(thing).filter(|_| text.syntax.rel(thing) == Rel::Obj);
    let verb = verb.filter(|&v| is_use(text, lexicon, v));
    let user = verb.and_then(|v| text.syntax.logical_subject(v)).filter(|&u| is_someone(text, u));
    user.map(|u| text.syntax.conjuncts(u)).unwrap_or_default()
}

/// Whether a verb says that somebody makes an attack or uses a weapon.
fn is_use(text: &Text<'_>, lexicon: &Lexicon, verb: TokenId) -> bool {
    let particle = text.syntax.child(verb, &[Rel::CompoundPrt]).map(|p| format!("{} {}", text.key(verb), text.key(p)));
    let key = particle.as_deref().unwrap_or(text.key(verb));
    lexicon.classes.has("perpetrate", key) || lexicon.classes.has("light", key)
}

/// The doer that a participle after a noun names: "a strike *carried out by the army*", "rockets *fired by the group*", "an
/// attack *claimed by the rebels*".
pub(super) fn participle_doers(text: &Text<'_>, lexicon: &Lexicon, noun: TokenId) -> Vec<TokenId> {
    let syntax = text.syntax;
    let participles = syntax.children_by(noun, &[Rel::Acl, Rel::AclRelcl]);
    // "*believed to have been* carried out by"
    let inner = |p: TokenId| std::iter::once(p).chain(syntax.child(p, &[Rel::Xcomp, Rel::Ccomp])).collect::<Vec<_>>();
    let mut agents = participles.flat_map(inner).filter(|&p| is_use(text, lexicon, p)).filter_map(|p| syntax.agent(p));
    agents.next().map(|a| syntax.conjuncts(a)).unwrap_or_default()
}

/// The doers of the act that a verb has for a subject, where the tree makes that a clause of its own: "*Shelling by the
/// army* killed four", "*Fighting between rebels and police* left ten dead".
pub(super) fn gerund_doers(text: &Text<'_>, verb: TokenId) -> Vec<TokenId> {
    let syntax = text.syntax;
    let apart = |c: TokenId| syntax.children_by(verb, &[Rel::Punct]).any(|p| c < p && p < verb);
    let gerund = syntax.children_by(verb, &[Rel::Advcl, Rel::Csubj]).find(|&c| {
        let form = text.document.word(c);
        c < verb && form.ends_with("ing") && syntax.mark(c).is_none() && !apart(c)
    });
    let gerund = gerund.filter(|_| syntax.surface_subject(verb).is_none_or(|s| s > verb));
    let doer = gerund.and_then(|g| syntax.agent(g).or_else(|| syntax.obliques(g, "between").first().copied()));
    let all = doer.map(|d| syntax.conjuncts(d)).unwrap_or_default();
    all.into_iter().filter(|&d| is_someone(text, d)).collect()
}

/// Who announces what will be done, where no one else does it: "*The ministry* announced that visitors will be barred".
pub(super) fn announcer(text: &Text<'_>, row: &Trigger, verb: TokenId) -> Vec<TokenId> {
    let syntax = text.syntax;
    let measure = matches!(
        row.event_type,
        EventType::Coerce
            | EventType::Sanction
            | EventType::Request
            | EventType::Retreat
            | EventType::Aid
            | EventType::Mobilize
            | EventType::Concede
    );
    let to_come = syntax.is_to_infinitive(verb)
        || syntax.children_by(verb, &[Rel::Aux]).any(|a| matches!(text.key(a), "will" | "would" | "must" | "shall"));
    let above = syntax.head(verb).filter(|_| syntax.rel(verb) == Rel::Ccomp && measure && to_come);
    let above = above.filter(|&v| matches!(text.key(v), "announce" | "decide" | "decree" | "declare" | "order"));
    let rules = |&s: &TokenId| {
        let of_state =
            |a: &Actor| a.sectors.first().is_none_or(|s| matches!(s, Sector::Gov | Sector::Jud | Sector::Leg));
        text.entities.mention_at(s).is_some_and(|m| m.actors().any(|a| !a.code.is_empty() && of_state(a)))
    };
    let subject = above.filter(|_| syntax.is_passive(verb)).and_then(|v| syntax.logical_subject(v)).filter(rules);
    subject.map(|s| syntax.conjuncts(s)).unwrap_or_default()
}

/// Who claims or denies responsibility for an act: "*The group* took responsibility for the bombing".
pub(super) fn claimant(text: &Text<'_>, noun: TokenId) -> Vec<TokenId> {
    let syntax = text.syntax;
    if syntax.case(noun).as_deref() != Some("for") {
        return Vec::new();
    }
    let Some(above) = syntax.head(noun) else { return Vec::new() };
    let subject = match syntax.upos(above) {
        // "is *responsible* for"
        Upos::Adj if text.key(above) == "responsible" => syntax.surface_subject(above),
        Upos::Noun if text.key(above) == "responsibility" => {
            let verb = syntax.head(above).filter(|_| matches!(syntax.rel(above), Rel::Obj | Rel::NsubjPass));
            verb.and_then(|v| syntax.logical_subject(v))
        }
        Upos::Verb => {
            let object = syntax.logical_object(above).filter(|&o| text.key(o) == "responsibility");
            object.and_then(|_| syntax.logical_subject(above))
        }
        _ => None,
    };
    subject.filter(|&s| is_someone(text, s)).map(|s| syntax.conjuncts(s)).unwrap_or_default()
}

/// Who is held, charged or sentenced for an act: "jailed *the general* for the murder of a nun".
pub(super) fn culprit(text: &Text<'_>, lexicon: &Lexicon, noun: TokenId) -> Vec<TokenId> {
    let syntax = text.syntax;
    let reason = matches!(syntax.case(noun).as_deref(), Some("for" | "over" | "of"));
    let verb = syntax.head(noun).filter(|_| reason && syntax.rel(noun) == Rel::Obl);
    let held = verb.filter(|&v| syntax.upos(v) == Upos::Verb).filter(|&v| {
        lexicon.trigger_at(text, v).is_some_and(|(row, _)| matches!(row.mode, Some(Mode::Arrest | Mode::Convict)))
    });
    let whom = held.and_then(|v| syntax.logical_object(v)).filter(|&o| text.entities.mention_at(o).is_some());
    whom.map(|o| syntax.conjuncts(o)).unwrap_or_default()
}

/// Who is in a fight or in talks with the other side that the noun names: the subject of the clause whose occasion it is.
pub(super) fn participant(text: &Text<'_>, row: &Trigger, noun: TokenId, targets: &[TokenId]) -> Vec<TokenId> {
    let prep = |p: &str| Slot::Prep(p.to_string());
    let two_sided = matches!(row.event_type, EventType::Assault | EventType::Consult)
        && row.source.contains(&prep("between"))
        && row.target.contains(&prep("with"));
    let other = |t: &TokenId| is_someone(text, *t) && text.syntax.case(*t).as_deref() == Some("with");
    if !two_sided || !targets.iter().any(other) {
        return Vec::new();
    }
    let syntax = text.syntax;
    let mut below = noun;
    for above in syntax.ancestors(noun).take(MAX_GOVERNORS) {
        let case = syntax.case(below);
        let occasion = case.as_deref().is_some_and(|c| {
            OCCASION.contains(&c)
                || (c == "for" && row.event_type == EventType::Consult && GOING.contains(&text.key(above)))
        });
        let clause = syntax.upos(below) == Upos::Verb
            && syntax.rel(below) == Rel::Advcl
            && syntax.mark(below).is_some_and(|m| matches!(m.as_str(), "after" | "when" | "as" | "while"));
        let passes = match syntax.rel(below) {
            Rel::Obl => occasion,
            Rel::Nsubj => below == noun,
            // "after a week of fighting with …"
            Rel::Nmod => case.as_deref() == Some("of") && lasts(text, above),
            Rel::Advcl => clause,
            _ => false,
        };
        if !passes {
            return Vec::new();
        }
        let subject = syntax.surface_subject(above).filter(|&s| s != below && syntax.upos(above) == Upos::Verb);
        let someone = |s: &TokenId| text.with_partitive(*s).iter().any(|&t| is_someone(text, t));
        if let Some(subject) = subject.filter(someone) {
            let all = syntax.conjuncts(subject);
            return all.into_iter().filter(|s| !targets.contains(s) && !is_nominal_act(text, *s)).collect();
        }
        below = above;
    }
    Vec::new()
}

fn lasts(text: &Text<'_>, noun: TokenId) -> bool {
    matches!(text.key(noun), "hour" | "day" | "week" | "month" | "year" | "round" | "night" | "series")
}

fn is_nominal_act(text: &Text<'_>, token: TokenId) -> bool {
    is_nominal(text, token) && !text.with_partitive(token).iter().any(|&t| is_someone(text, t))
}

/// Those whom an act involves: "a shooting *involving the police*".
pub(super) fn involved(text: &Text<'_>, row: &Trigger, noun: TokenId) -> Vec<TokenId> {
    let two_sided = matches!(row.event_type, EventType::Assault | EventType::Consult | EventType::Cooperate);
    let participle = text.syntax.children_by(noun, &[Rel::Acl]).find(|&c| two_sided && text.key(c) == "involve");
    let object = participle.and_then(|p| text.syntax.child(p, &[Rel::Obj])).filter(|&o| is_someone(text, o));
    object.map(|o| text.syntax.conjuncts(o)).unwrap_or_default()
}
