//! Who bare numbers count: "killing five people and wounding 20", "two soldiers … three others".

use sayso_syntax::{Rel, Upos};

use super::agents::Takes;
use super::coding::Class;
use super::draft::Drafts;
use super::role::Role;
use crate::actor::{Actor, Sector};
use crate::entities::MentionKind;

/// Gives a bare number, or "others", those who were counted before it in its sentence.
pub(crate) fn resolve(drafts: &mut Drafts, mention: usize) {
    let draft = &drafts.all[mention];
    if !draft.coding.actors.is_empty() || !is_count(drafts, mention) {
        return;
    }
    let sentence = draft.sentence;
    let people = |&m: &usize| {
        let person = drafts.all[m].coding.class == Class::Person && drafts.scene.agent(drafts.all[m].head).is_some();
        let force = drafts.all[m].coding.class == Class::Group && drafts.scene.agent(drafts.all[m].head).is_some();
        (person || force && number(drafts, m)) && drafts.all[m].kind == MentionKind::Nominal && is_core(drafts, m)
    };
    let before = || (0..mention).rev().take_while(|&m| drafts.all[m].sentence == sentence).filter(people);
    let Some(counted) = before().find(|&m| number(drafts, m)).or_else(|| before().next()) else {
        return open(drafts, mention);
    };
    let joined = drafts.scene.syntax.head(draft.head) == Some(drafts.all[counted].head);
    let one = joined || !number(drafts, counted) && !drafts.is_plural(counted);
    let actors = drafts.all[counted].coding.actors.iter().map(|a| if one { anyone(a) } else { a.clone() }).collect();
    drafts.all[mention].coding.actors = actors;
    drafts.all[mention].coding.class = Class::Person;
    drafts.all[mention].resolved_by = Some(counted);
}

/// "60 of the attackers" are those attackers, whoever they have turned out to be.
pub(crate) fn measure(drafts: &mut Drafts, mention: usize) {
    let syntax = drafts.scene.syntax;
    let draft = &drafts.all[mention];
    if !matches!(syntax.upos(draft.head), Upos::Num | Upos::Det)
        || draft.coding.class != Class::Group && draft.coding.class != Class::Person
    {
        return;
    }
    let of = syntax.children_by(draft.head, &[Rel::Nmod]).find(|&c| syntax.case(c).is_some_and(|case| case == "of"));
    let Some(whole) = of.and_then(|c| drafts.at(c)) else { return };
    if drafts.all[whole].coding.is_known() {
        drafts.all[mention].coding.actors = drafts.all[whole].coding.actors.clone();
        drafts.all[mention].coding.role = None;
    }
}

/// "Three killed in an attack in Lyon": who is killed or held is somebody, of a country that the context tells.
fn open(drafts: &mut Drafts, mention: usize) {
    const SUFFERED: &[&str] =
        &["kill", "injure", "wound", "hurt", "arrest", "detain", "kidnap", "evacuate", "displace"];
    let syntax = drafts.scene.syntax;
    let head = drafts.all[mention].head;
    let suffered = syntax.head(head).is_some_and(|v| SUFFERED.contains(&syntax.key(v).as_str()));
    if suffered && matches!(syntax.rel(head), Rel::Obj | Rel::NsubjPass) {
        let role = Role {
            sector: Some(Sector::Cvl),
            takes: Takes::Own,
            state: false,
            foreign: false,
            former: false,
            kb: String::new(),
        };
        drafts.all[mention].coding.actors = vec![role.of(&Actor::default())];
        drafts.all[mention].coding.class = Class::Person;
        drafts.all[mention].coding.role = Some(role);
    }
}

/// Somebody of the same country: "a policeman and three others" need not be four policemen.
fn anyone(actor: &Actor) -> Actor {
    let Some(country) = actor.country.clone() else { return Actor { code: String::new(), ..actor.clone() } };
    let code = format!("{country}{}", Sector::Cvl.as_str());
    Actor { code, country: Some(country), sectors: vec![Sector::Cvl], ..Actor::default() }
}

/// "42", "five others", "several dozen others", where somebody stands who does or suffers something.
fn is_count(drafts: &Drafts, mention: usize) -> bool {
    let syntax = drafts.scene.syntax;
    let head = drafts.all[mention].head;
    let bare = syntax.child(head, &[Rel::Nmod, Rel::NmodPoss]).is_none();
    is_core(drafts, mention)
        && bare
        && (syntax.upos(head) == Upos::Num || syntax.key(head) == "other" && drafts.is_plural(mention))
}

/// Whether a mention is one that does or suffers something.
fn is_core(drafts: &Drafts, mention: usize) -> bool {
    let rel = drafts.scene.syntax.rel(drafts.all[mention].head);
    matches!(rel, Rel::Obj | Rel::Nsubj | Rel::NsubjPass | Rel::Conj)
}

/// Whether a number stands with a noun.
fn number(drafts: &Drafts, mention: usize) -> bool {
    drafts.scene.syntax.child(drafts.all[mention].head, &[Rel::Nummod]).is_some()
}
