//! What definite nouns refer back to: "the minister", "the bloc", "the two sides".

use sayso_document::TokenId;
use sayso_syntax::{Rel, Upos};

use super::agents::AgentKind;
use super::coding::Class;
use super::draft::Drafts;
use crate::actor::{Actor, Sector};
use crate::entities::MentionKind;

/// How many mentions back an antecedent may stand.
const MAX_MENTIONS: usize = 400;

/// Nouns that stand for an earlier one of a class. Nouns not listed only stand for one that bore the same noun.
const COUNTRY: &[&str] = &["country", "nation", "republic", "kingdom", "state", "emirate", "island", "superpower"];
const BODY: &[&str] = &["bloc", "alliance", "organisation", "organization", "union", "body", "watchdog", "grouping"];
const GROUP: &[&str] = &[
    "group",
    "movement",
    "organisation",
    "organization",
    "militia",
    "faction",
    "network",
    "party",
    "company",
    "agency",
    "front",
    "union",
    "newspaper",
    "paper",
    "charity",
    "firm",
    "watchdog",
    "broadcaster",
    "alliance",
    "coalition",
];
const PERSON: &[&str] = &["leader", "politician", "official", "man", "woman", "dictator", "statesman", "veteran"];
/// Nouns for one person of a known sector.
const CALLINGS: &[&str] =
    &["cleric", "diplomat", "envoy", "commander", "activist", "lawmaker", "general", "journalist", "senator"];
/// Nouns that, with "two", "both" or in the plural, stand for two states or sides.
const PAIR: &[&str] = &[
    "side",
    "country",
    "neighbour",
    "neighbor",
    "government",
    "nation",
    "state",
    "leader",
    "army",
    "rival",
    "foe",
    "capital",
    "party",
    "ally",
    "minister",
    "president",
    "korea",
    "enemy",
    "force",
    "delegation",
];

/// Resolves a definite noun; `focus` is the country that the report is about.
pub(crate) fn resolve(drafts: &mut Drafts, mention: usize, focus: Option<&str>) {
    if drafts.all[mention].kind != MentionKind::Nominal || drafts.all[mention].coding.is_known() {
        return;
    }
    if is_pair(drafts, mention) {
        let pair = last_two(drafts, mention);
        if pair.len() == 2 {
            return stand_for(drafts, mention, &pair);
        }
    }
    if !is_definite(drafts, mention) || drafts.is_modifier(mention) || is_told_by_name(drafts, mention) {
        return;
    }
    if let Some(country) = focus.filter(|_| is_home(drafts, mention)) {
        let owner = Actor { code: country.to_owned(), country: Some(country.to_owned()), ..Actor::default() };
        return drafts.close(mention, &[owner]);
    }
    if let Some(antecedent) = province(drafts, mention) {
        return drafts.resolve_to_territory(mention, antecedent);
    }
    if let Some(antecedent) = same_noun(drafts, mention)
        .or_else(|| of_people(drafts, mention))
        .or_else(|| of_arms(drafts, mention))
        .or_else(|| of_class(drafts, mention))
    {
        drafts.resolve(mention, antecedent);
    }
}

/// "Michael Example, the information minister": who it is stands beside it.
fn is_told_by_name(drafts: &Drafts, mention: usize) -> bool {
    let syntax = drafts.scene.syntax;
    let head = drafts.all[mention].head;
    let governor = syntax.head(head).filter(|_| syntax.rel(head) == Rel::Appos).and_then(|g| drafts.at(g));
    governor.is_some_and(|g| drafts.all[g].kind == MentionKind::Named)
}

/// "the country" in a report about one.
fn is_home(drafts: &Drafts, mention: usize) -> bool {
    matches!(drafts.scene.syntax.key(drafts.all[mention].head).as_str(), "country" | "nation")
        && !drafts.is_plural(mention)
}

/// "the city", "the region": lies where the place named last lies. A country that acts is no place.
pub(crate) fn place(drafts: &mut Drafts, mention: usize) {
    const SENTENCES: usize = 3;
    const LIES: [&str; 9] = ["in", "at", "near", "across", "inside", "outside", "throughout", "from", "of"];
    let scene = drafts.scene;
    let draft = &drafts.all[mention];
    let (head, at) = (draft.head, draft.sentence.index());
    let spot = scene.agent(head).is_some_and(|(_, a)| a.kind == AgentKind::None) && draft.coding.territory.is_none();
    let the = scene.syntax.children_by(head, &[Rel::Det]).any(|d| scene.syntax.key(d) == "the");
    let bare = scene.syntax.child(head, &[Rel::Nmod, Rel::NmodPoss, Rel::Compound, Rel::Amod]).is_none();
    if !spot || !the || !bare || drafts.is_plural(mention) {
        return;
    }
    let country = (mention.saturating_sub(MAX_MENTIONS)..mention)
        .rev()
        .take_while(|&m| drafts.all[m].sentence.index() + SENTENCES > at)
        .map(|m| drafts.all[m].head)
        .filter(|&named| {
            scene.place(named).is_some_and(|p| p.kind != "country")
                || scene.syntax.case(named).is_some_and(|case| LIES.contains(&case.as_str()))
        })
        .find_map(|named| scene.place_country(named));
    drafts.all[mention].coding.territory = country.map(str::to_owned);
}

/// "the state" after "California Governor …": the province named last.
fn province(drafts: &Drafts, mention: usize) -> Option<usize> {
    let scene = drafts.scene;
    let head = drafts.all[mention].head;
    let noun = scene.syntax.key(head);
    let bare = scene.syntax.child(head, &[Rel::Nmod, Rel::Amod, Rel::Compound]).is_none();
    if drafts.is_plural(mention) || !bare || !matches!(noun.as_str(), "state" | "province") {
        return None;
    }
    let named =
        |&m: &usize| scene.place(drafts.all[m].head).is_some_and(|p| p.kind == "admin1" && !p.country.is_empty());
    (mention.saturating_sub(MAX_MENTIONS)..mention).rev().find(named)
}

/// Whether a noun has "the", "this" or "that" and nothing that tells whose it is.
fn is_definite(drafts: &Drafts, mention: usize) -> bool {
    let syntax = drafts.scene.syntax;
    let head = drafts.all[mention].head;
    // "the South American group" tells itself which
    let named =
        |c: TokenId| drafts.scene.document.word(c).starts_with(char::is_uppercase) && drafts.scene.agent(c).is_none();
    let telling = &[Rel::Amod, Rel::Compound, Rel::NmodDesc];
    if syntax.child(head, &[Rel::NmodPoss]).is_some() || syntax.children_by(head, telling).any(named) {
        return false;
    }
    let definite = syntax
        .children_by(head, &[Rel::Det])
        .any(|d| matches!(syntax.key(d).as_str(), "the" | "this" | "that" | "these" | "those"));
    definite
        || syntax.word(head).feats.is("Number", "Plur")
            && syntax.child(head, &[Rel::Det, Rel::Amod, Rel::Nummod, Rel::Compound]).is_none()
}

/// The latest earlier mention with the same head noun (or, for a person, the same title) and a known actor.
fn same_noun(drafts: &Drafts, mention: usize) -> Option<usize> {
    let scene = drafts.scene;
    let noun = scene.syntax.key(drafts.all[mention].head);
    drafts.all[mention].coding.role.as_ref()?;
    let plural = drafts.is_plural(mention);
    (mention.saturating_sub(MAX_MENTIONS)..mention).rev().find(|&m| {
        let draft = &drafts.all[m];
        if !draft.coding.is_known() || drafts.is_modifier(m) && draft.kind == MentionKind::Named {
            return false;
        }
        let same_head =
            draft.kind == MentionKind::Nominal && scene.syntax.key(draft.head) == noun && drafts.is_plural(m) == plural;
        let same_title = !plural
            && draft.kind == MentionKind::Named
            && draft.coding.class == Class::Person
            && scene
                .syntax
                .children_by(draft.head, &[Rel::NmodDesc, Rel::Compound, Rel::Appos])
                .any(|t| scene.syntax.key(t) == noun);
        // "the ministry" after "the Russian Defence Ministry"
        let same_name = !plural
            && draft.kind == MentionKind::Named
            && matches!(draft.coding.class, Class::Group | Class::Body)
            && scene.name(draft.head).is_some_and(|n| scene.syntax.key(TokenId(n.end.0 - 1)) == noun);
        same_head
            || same_title
            || same_name
            || (draft.kind == MentionKind::Named
                && scene.agent(draft.head).is_some()
                && scene.syntax.key(draft.head) == noun)
    })
}

/// "the men", "the pair": those persons named or told of last.
fn of_people(drafts: &Drafts, mention: usize) -> Option<usize> {
    const SENTENCES: usize = 2;
    let syntax = drafts.scene.syntax;
    let head = drafts.all[mention].head;
    let noun = syntax.key(head);
    let plural = matches!(noun.as_str(), "man" | "woman") && syntax.word(head).feats.is("Number", "Plur");
    let bare = syntax.children(head).iter().all(|&c| matches!(syntax.rel(c), Rel::Det | Rel::Case | Rel::Punct));
    if !bare || !plural && !matches!(noun.as_str(), "pair" | "duo" | "trio") {
        return None;
    }
    let at = drafts.all[mention].sentence.index();
    let before = (mention.saturating_sub(MAX_MENTIONS)..mention)
        .rev()
        .take_while(|&m| drafts.all[m].sentence.index() + SENTENCES >= at)
        .filter(|&m| drafts.all[m].sentence.index() < at && drafts.all[m].coding.class == Class::Person);
    let mut before = before.filter(|&m| drafts.is_plural(m) && !drafts.is_modifier(m));
    before.next().filter(|&m| drafts.all[m].coding.is_known())
}

/// "the guerrillas" after an armed group: the latest one known.
fn of_arms(drafts: &Drafts, mention: usize) -> Option<usize> {
    let armed = |s: Option<&Sector>| matches!(s, Some(Sector::Reb | Sector::Uaf | Sector::Prm));
    armed(drafts.all[mention].coding.role.as_ref()?.sector.as_ref()).then_some(())?;
    (mention.saturating_sub(MAX_MENTIONS)..mention).rev().find(|&m| {
        let coding = &drafts.all[m].coding;
        coding.is_known() && coding.actors.iter().all(|a| armed(a.sectors.first()))
    })
}

/// The latest earlier mention of a class that the noun can stand for.
fn of_class(drafts: &Drafts, mention: usize) -> Option<usize> {
    let scene = drafts.scene;
    let noun = scene.syntax.key(drafts.all[mention].head);
    let lists = |list: &[&str]| list.contains(&noun.as_str());
    // "the Movement for Example" is a name of its own
    let head = drafts.all[mention].head;
    let name =
        scene.syntax.upos(head) == Upos::Propn && scene.syntax.child(head, &[Rel::Nmod, Rel::Compound]).is_some();
    if drafts.is_plural(mention) || name {
        return None;
    }
    // "the cleric" only stands for one
    let own = drafts.all[mention].coding.role.as_ref().and_then(|r| r.sector);
    let sector = own.filter(|_| CALLINGS.contains(&noun.as_str()));
    let of = |class: Class| match class {
        Class::Country => lists(COUNTRY) && scene.syntax.child(drafts.all[mention].head, &[Rel::Nmod]).is_none(),
        Class::Body => lists(BODY),
        Class::Group => lists(GROUP),
        Class::Person => lists(PERSON) || sector.is_some(),
        _ => false,
    };
    let earlier = || (mention.saturating_sub(MAX_MENTIONS)..mention).rev();
    let fits = |m: &usize| {
        let draft = &drafts.all[*m];
        let known = draft.coding.actors.first().and_then(|a| a.sectors.first());
        if draft.coding.class == Class::Person && sector.is_some() && known != sector.as_ref() {
            return false;
        }
        if draft.coding.class == Class::Group && known.is_some_and(|&s| !may_call(&noun, s)) {
            return false;
        }
        draft.kind == MentionKind::Named
            && of(draft.coding.class)
            && draft.coding.actors.first().is_some_and(|a| a.code != "UN" || noun == "body")
            && (draft.coding.class == Class::Body || !drafts.is_plural(*m))
    };
    earlier().find(|m| fits(m) && !drafts.is_modifier(*m)).or_else(|| earlier().find(fits))
}

/// Whether a noun for a group can stand for one of a sector: "the company" is no army, "the group" no ministry.
fn may_call(noun: &str, sector: Sector) -> bool {
    use Sector::{Bus, Gov, Jrn, Jud, Lab, Leg, Med, Mil, Ngo, Opp, Prm, Pty, Reb, Soc, Uaf};
    match noun {
        "company" | "firm" => matches!(sector, Bus | Jrn),
        "newspaper" | "paper" | "broadcaster" => sector == Jrn,
        "charity" => matches!(sector, Ngo | Soc | Med),
        "militia" => matches!(sector, Prm | Reb | Uaf | Mil),
        "party" => matches!(sector, Pty | Opp | Reb),
        "union" => matches!(sector, Lab | Soc | Opp),
        "agency" => !matches!(sector, Reb | Uaf | Prm | Pty | Opp | Lab),
        "group" | "movement" | "faction" | "front" | "alliance" | "coalition" => {
            !matches!(sector, Gov | Leg | Jud | Jrn | Sector::Cop)
        }
        "organisation" | "organization" | "network" => !matches!(sector, Leg | Jud),
        _ => true,
    }
}

/// Whether a noun stands for two: "the two sides", "both countries", "the neighbours".
fn is_pair(drafts: &Drafts, mention: usize) -> bool {
    let syntax = drafts.scene.syntax;
    let head = drafts.all[mention].head;
    let noun = syntax.key(head);
    if noun == "both" {
        return true;
    }
    if !PAIR.contains(&noun.as_str()) || !syntax.word(head).feats.is("Number", "Plur") {
        return false;
    }
    let two = syntax.children(head).iter().any(|&c| matches!(syntax.key(c).as_str(), "two" | "both"));
    // "the two sides since 1949" are still the two sides
    let tells = |&c: &TokenId| {
        let whose = syntax.case(c).is_some_and(|case| matches!(case.as_str(), "of" | "from" | "in" | "to"));
        syntax.rel(c) != Rel::Nmod || whose
    };
    let bare = !syntax.children_by(head, &[Rel::Amod, Rel::Compound, Rel::Nmod, Rel::NmodPoss]).any(|c| tells(&c));
    let the = syntax.children_by(head, &[Rel::Det]).any(|d| syntax.key(d) == "the");
    two && bare || the && bare && matches!(noun.as_str(), "side" | "neighbour" | "neighbor" | "rival" | "foe" | "party")
}

/// The two states, or else actors, named most before; the later of those named as often.
fn last_two(drafts: &Drafts, mention: usize) -> Vec<Actor> {
    let from = mention.saturating_sub(MAX_MENTIONS);
    let most_named = |classes: &[Class]| {
        // each side with how often and where first it is named
        let mut sides: Vec<(Actor, usize, usize)> = Vec::new();
        for at in (from..mention).rev() {
            let coding = &drafts.all[at].coding;
            for actor in coding.actors.iter().filter(|a| !a.code.is_empty() && classes.contains(&coding.class)) {
                let side = actor.country.clone().unwrap_or_else(|| actor.code.clone());
                match sides.iter_mut().find(|s| s.0.code == side) {
                    Some(known) => (known.1, known.2) = (known.1 + 1, at),
                    None => {
                        sides.push((Actor { code: side, country: actor.country.clone(), ..Actor::default() }, 1, at));
                    }
                }
            }
        }
        sides.sort_by_key(|s| std::cmp::Reverse(s.1));
        sides.truncate(2);
        sides.sort_by_key(|s| s.2);
        sides.into_iter().map(|s| s.0).collect::<Vec<Actor>>()
    };
    let states = most_named(&[Class::Country]);
    if states.len() == 2 { states } else { most_named(&[Class::Country, Class::Group, Class::Body, Class::Person]) }
}

fn stand_for(drafts: &mut Drafts, mention: usize, pair: &[Actor]) {
    let coding = &mut drafts.all[mention].coding;
    match coding.role.take() {
        Some(role) => coding.actors = pair.iter().map(|side| role.of(side)).collect(),
        None => coding.actors = pair.to_vec(),
    }
    coding.class = Class::Group;
}
