//! Mentions that name the same one: repeated names, surnames, abbreviations, appositions.

use std::collections::HashMap;

use sayso_document::TokenId;
use sayso_syntax::{Rel, Upos};

use super::coding::Class;
use super::draft::Drafts;
use super::table::key;
use crate::actor::Actor;
use crate::entities::MentionKind;

/// How many words of names are remembered; a report has far fewer.
const MAX_REMEMBERED: usize = 20_000;

/// Links appositions, abbreviations in brackets, repeated names and surnames.
pub(crate) fn link(drafts: &mut Drafts) {
    for mention in 0..drafts.all.len() {
        apposition(drafts, mention);
        office(drafts, mention);
        abbreviation(drafts, mention);
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    for mention in 0..drafts.all.len() {
        if drafts.all[mention].kind != MentionKind::Named || drafts.all[mention].coding.class == Class::Place {
            surname(drafts, mention, &seen);
            continue;
        }
        let words = words(drafts, mention);
        if words.is_empty() || seen.len() > MAX_REMEMBERED {
            continue;
        }
        repeat(drafts, mention, &words, &mut seen);
    }
}

/// A single name in capitals that was taken for no one, of a person named before.
fn surname(drafts: &mut Drafts, mention: usize, seen: &HashMap<String, usize>) {
    let scene = drafts.scene;
    let draft = &drafts.all[mention];
    let bare = scene.syntax.upos(draft.head) == Upos::Propn
        && scene.syntax.children_by(draft.head, &[Rel::Compound, Rel::Flat, Rel::Amod, Rel::Det]).next().is_none();
    if !bare || !draft.coding.actors.is_empty() || scene.agent(draft.head).is_some() || drafts.is_modifier(mention) {
        return;
    }
    let Some(&earlier) = seen.get(&key(scene.document.word(draft.head))) else { return };
    let known = &drafts.all[earlier].coding;
    if known.class == Class::Person && known.is_known() && drafts.all[earlier].kind == MentionKind::Named {
        drafts.resolve(mention, earlier);
        drafts.all[mention].coding.class = Class::Person;
        drafts.all[mention].coding.named = true;
        drafts.all[mention].kind = MentionKind::Named;
    }
}

/// "the Front" after "the National Front for Example": a capital word of a name stands for all of it.
pub(crate) fn short(drafts: &mut Drafts, mention: usize) {
    const REACH: usize = 400;
    let scene = drafts.scene;
    let syntax = scene.syntax;
    let head = drafts.all[mention].head;
    let word = scene.document.word(head);
    let single = scene.name(head).is_none_or(|m| (m.start.0..m.end.0).all(|t| t == head.0 || is_article(scene, t)));
    let the = syntax.children_by(head, &[Rel::Det]).any(|d| syntax.key(d) == "the");
    let bare = syntax.children(head).iter().all(|&c| matches!(syntax.rel(c), Rel::Det | Rel::Case | Rel::Punct));
    let group = |c: Class| matches!(c, Class::Group | Class::Body);
    if !word.starts_with(char::is_uppercase)
        || !single
        || !the
        || !bare
        || drafts.is_modifier(mention)
        || drafts.is_in_title(mention)
        || !(group(drafts.all[mention].coding.class) || drafts.all[mention].coding.class == Class::Thing)
    {
        return;
    }
    let long = |&m: &usize| {
        let draft = &drafts.all[m];
        group(draft.coding.class) && !drafts.is_in_title(m) && has_word(drafts, m, word)
    };
    let Some(earlier) = (mention.saturating_sub(REACH)..mention).rev().find(long) else { return };
    drafts.all[mention].coding.actors.clear();
    drafts.resolve(mention, earlier);
    let coding = &mut drafts.all[mention].coding;
    (coding.shared, coding.role) = (false, None);
}

fn is_article(scene: &super::scene::Scene, token: u32) -> bool {
    scene.document.word(TokenId(token)).eq_ignore_ascii_case("the")
}

/// Whether a mention's name of several words in capitals has a word among them.
fn has_word(drafts: &Drafts, mention: usize, word: &str) -> bool {
    let scene = drafts.scene;
    let text = scene.document.text(super::mentions::span(scene, drafts.all[mention].head));
    let capital = |w: &&str| w.starts_with(char::is_uppercase);
    let words = || text.split([' ', '\u{a0}']).map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).filter(capital);
    let own = words().filter(|w| !w.eq_ignore_ascii_case("the"));
    own.count() > 1 && words().any(|w| w == word)
}

/// The folded words of a name: the known actor's, else the head and what is flat with it.
fn words(drafts: &Drafts, mention: usize) -> Vec<String> {
    let draft = &drafts.all[mention];
    let scene = drafts.scene;
    let tokens: Vec<TokenId> = match scene.name(draft.head) {
        Some(name) => (name.start.0..name.end.0).map(TokenId).collect(),
        None => {
            let parts = || scene.syntax.children_by(draft.head, &[Rel::Flat, Rel::Compound]);
            let further: Vec<TokenId> = parts().flat_map(|t| scene.syntax.children_by(t, &[Rel::Flat])).collect();
            let role = scene.agent(draft.head).is_some();
            let head = std::iter::once(draft.head).filter(|_| !role);
            let mut tokens: Vec<TokenId> = head
                .chain(
                    parts().chain(further).filter(|&t| scene.syntax.upos(t) == Upos::Propn && scene.agent(t).is_none()),
                )
                .collect();
            tokens.sort_unstable();
            tokens
        }
    };
    tokens.into_iter().map(|t| key(scene.document.word(t))).filter(|w| !w.is_empty()).collect()
}

/// Links a name to an earlier one with the same words, or of which it is the surname or first word.
fn repeat(drafts: &mut Drafts, mention: usize, words: &[String], seen: &mut HashMap<String, usize>) {
    let full = words.join(" ");
    let earlier = seen.get(&full).copied().filter(|&e| agree(drafts, mention, e));
    if let Some(earlier) = earlier {
        drafts.all[mention].entity = drafts.all[earlier].entity;
        if !drafts.all[mention].coding.is_known() || drafts.all[mention].coding.class == Class::Person {
            let before = drafts.all[mention].coding.clone();
            drafts.resolve(mention, earlier);
            // a bare surname is that of the person named in full before, whatever the tables have for it
            if before.is_known() && (words.len() > 1 || has_title(drafts, mention)) {
                drafts.all[mention].coding = before;
            }
        }
    }
    let class = drafts.all[mention].coding.class;
    if earlier.is_none() || (drafts.all[mention].coding.is_known() && words.len() > 1) {
        seen.insert(full, mention);
        if words.len() > 1 && matches!(class, Class::Person | Class::Group) {
            for part in [words.last(), words.first()].into_iter().flatten() {
                if part.len() > 2 {
                    seen.insert(part.clone(), mention);
                }
            }
        }
    }
}

/// Whether a role noun stands before a name: "President Bush".
fn has_title(drafts: &Drafts, mention: usize) -> bool {
    let scene = drafts.scene;
    let titles = [Rel::NmodDesc, Rel::Compound, Rel::Amod];
    scene.syntax.children_by(drafts.all[mention].head, &titles).any(|c| scene.agent(c).is_some())
}

/// Whether two mentions with the same name can be the same: not a country and a person, nor two countries' offices.
fn agree(drafts: &Drafts, mention: usize, earlier: usize) -> bool {
    let (a, b) = (&drafts.all[mention].coding, &drafts.all[earlier].coding);
    let codes = |c: &super::coding::Coding| c.actors.first().map(|a| a.code.clone()).unwrap_or_default();
    match (a.is_known(), b.is_known()) {
        (true, true) => codes(a).get(..3) == codes(b).get(..3),
        (false, true) => b.class != Class::Country && !drafts.is_modifier(mention),
        _ => true,
    }
}

/// "Raed Karmi, a militia leader"; "the planning minister, Tran Xuan Gia": who one part tells, the other is.
pub(crate) fn apposition(drafts: &mut Drafts, mention: usize) {
    let scene = drafts.scene;
    let head = drafts.all[mention].head;
    if scene.syntax.rel(head) != Rel::Appos {
        return;
    }
    let Some(governor) = scene.syntax.head(head).and_then(|g| drafts.at(g)) else { return };
    let (outer, inner) = (drafts.all[governor].coding.clone(), drafts.all[mention].coding.clone());
    let acts = |c: &super::coding::Coding| !matches!(c.class, Class::Thing | Class::Place);
    if !acts(&outer) && !acts(&inner) {
        return;
    }
    drafts.all[mention].entity = drafts.all[governor].entity;
    drafts.all[mention].resolved_by = Some(governor);
    let apart = outer.is_known() && inner.is_known() && outer.country() != inner.country();
    // "25 people, including a photographer"
    let part = drafts.is_plural(governor) && !drafts.is_plural(mention) && outer.class == Class::Person;
    if (inner.is_known() && !outer.is_known() && acts(&outer) && !part) || (apart && outer.shared) {
        let name = outer.actors.first().map(|a| a.name.clone()).unwrap_or_default();
        let actors = inner
            .actors
            .iter()
            .map(|a| Actor { name: if name.is_empty() { a.name.clone() } else { name.clone() }, ..a.clone() });
        drafts.all[governor].coding.actors = actors.collect();
        drafts.all[governor].coding.role = None;
        drafts.all[governor].coding.shared = false;
    } else if outer.is_known() && !inner.is_known() && acts(&inner) {
        drafts.all[mention].coding.actors.clone_from(&outer.actors);
        drafts.all[mention].coding.role = None;
    } else if apart && is_office_of(drafts, governor, mention) {
        let name = inner.actors.first().map(|a| a.name.clone()).unwrap_or_default();
        let actors = outer.actors.iter().map(|a| Actor { name: name.clone(), ..a.clone() });
        drafts.all[mention].coding.actors = actors.collect();
    }
    if drafts.is_plural(governor) && outer.class == Class::Person {
        for other in drafts.conjuncts(mention).into_iter().filter(|&m| m != mention) {
            listed(drafts, other, governor);
        }
    }
}

/// "the Example Bank's Director-General X": the office that the text gives one person goes before that of the tables.
fn is_office_of(drafts: &Drafts, title: usize, name: usize) -> bool {
    let (title, name) = (&drafts.all[title], &drafts.all[name]);
    title.kind == MentionKind::Nominal
        && title.coding.class == Class::Person
        && drafts.scene.agent(title.head).is_some()
        && drafts.scene.syntax.child(title.head, &[Rel::NmodPoss, Rel::Nmod]).is_some()
        && name.kind == MentionKind::Named
        && name.coding.class == Class::Person
}

/// "two lawmakers, A and B": B is one of them as well.
fn listed(drafts: &mut Drafts, mention: usize, list: usize) {
    let told = &drafts.all[mention];
    let open = told.kind == MentionKind::Named && told.coding.class == Class::Person && !told.coding.is_known();
    if open && drafts.all[list].coding.is_known() {
        let name = told.coding.actors.first().map(|a| a.name.clone()).unwrap_or_default();
        let actors = drafts.all[list].coding.actors.iter().map(|a| Actor { name: name.clone(), ..a.clone() });
        drafts.all[mention].coding.actors = actors.collect();
        drafts.all[mention].coding.role = None;
        drafts.all[mention].resolved_by = Some(list);
    }
}

/// "X resigns as governor of Y", "X is the president of Y": the office tells who an unknown name is.
fn office(drafts: &mut Drafts, mention: usize) {
    const HELD: &[&str] = &[
        "resign",
        "step",
        "serve",
        "appoint",
        "elect",
        "re-elect",
        "name",
        "swear",
        "inaugurate",
        "quit",
        "retire",
        "confirm",
        "nominate",
    ];
    let scene = drafts.scene;
    let syntax = scene.syntax;
    let head = drafts.all[mention].head;
    if scene.agent(head).is_none() || !drafts.all[mention].coding.is_known() {
        return;
    }
    let as_office = syntax.rel(head) == Rel::Obl && syntax.case(head).is_some_and(|case| case == "as");
    let verb = syntax.head(head).filter(|&v| as_office && HELD.contains(&syntax.key(v).as_str()));
    let holder = match verb {
        Some(verb) => syntax.child(verb, &[Rel::Obj]).or_else(|| syntax.child(verb, &[Rel::Nsubj, Rel::NsubjPass])),
        None => syntax.child(head, &[Rel::Cop]).and_then(|_| syntax.child(head, &[Rel::Nsubj])),
    };
    let Some(holder) = holder.and_then(|h| drafts.at(h)) else { return };
    let told = &drafts.all[holder].coding;
    if drafts.all[holder].kind == MentionKind::Named && told.class == Class::Person && !told.is_known() {
        let name = told.actors.first().map(|a| a.name.clone()).unwrap_or_default();
        let actors = drafts.all[mention].coding.actors.iter().map(|a| Actor { name: name.clone(), ..a.clone() });
        drafts.all[holder].coding.actors = actors.collect();
        drafts.all[holder].coding.role = None;
        drafts.all[holder].resolved_by = Some(mention);
    }
}

/// "the Movement for Example (MFE)": the letters in brackets name what stands before.
fn abbreviation(drafts: &mut Drafts, mention: usize) {
    let scene = drafts.scene;
    let head = drafts.all[mention].head;
    let word = |t: u32| if (t as usize) < scene.document.tokens.len() { scene.document.word(TokenId(t)) } else { "" };
    let letters = word(head.0);
    let capitals =
        letters.len() >= 2 && letters.chars().filter(|c| c.is_uppercase()).count() * 2 > letters.chars().count();
    if !capitals || head.0 < 2 || word(head.0 - 1) != "(" || word(head.0 + 1) != ")" {
        return;
    }
    let before = (0..mention).rev().take(6).find(|&m| {
        let draft = &drafts.all[m];
        let initial = scene.document.word(draft.head).chars().next().is_some_and(char::is_uppercase);
        draft.sentence == drafts.all[mention].sentence && initial && !drafts.is_modifier(m)
    });
    let Some(before) = before else { return };
    let (full, short) = (drafts.all[before].coding.is_known(), drafts.all[mention].coding.is_known());
    drafts.all[mention].entity = drafts.all[before].entity;
    drafts.all[mention].kind = MentionKind::Named;
    drafts.all[mention].coding.named = true;
    match (full, short) {
        (true, false) => drafts.resolve(mention, before),
        (false, true) => {
            let coding = drafts.all[mention].coding.clone();
            drafts.all[before].coding.actors = coding.actors;
            drafts.all[before].coding.role = None;
            drafts.all[before].coding.class = coding.class;
        }
        _ => drafts.all[mention].resolved_by = Some(before),
    }
}
