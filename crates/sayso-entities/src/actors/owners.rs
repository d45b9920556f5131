//! What a nominal belongs to: "Turkish troops", "police in Lagos", "the ministers of Chile and Peru".

use sayso_document::TokenId;
use sayso_syntax::{Rel, Upos};

use super::coding::{Class, Coder, Coding};
use super::naming::Match;
use super::role::is_office;
use super::table::Kind;
use crate::actor::{Actor, Sector};

/// Prepositions by which a nominal belongs to what follows.
const OWNER_PREPOSITIONS: &[&str] =
    &["of", "in", "from", "at", "for", "within", "inside", "across", "throughout", "to", "near", "on", "around"];

/// Those who serve the one "to" whom they are something; others are sent "to" somebody else ("ambassador to Turkey").
const AIDES: &[&str] = &[
    "adviser",
    "advisor",
    "aide",
    "assistant",
    "secretary",
    "counsel",
    "counselor",
    "counsellor",
    "heir",
    "successor",
    "deputy",
];

/// Those who stand beside or against a state and so are no part of it.
const OTHERS: &[&str] = &[
    "ally",
    "rival",
    "archrival",
    "arch-rival",
    "foe",
    "enemy",
    "adversary",
    "neighbour",
    "neighbor",
    "partner",
    "backer",
];

/// Nouns that count what follows them.
const QUANTITIES: &[&str] = &[
    "ten",
    "tens",
    "dozen",
    "dozens",
    "score",
    "scores",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "number",
    "handful",
    "majority",
    "most",
    "some",
    "couple",
    "pair",
    "many",
    "several",
    "few",
    "half",
    "one",
    "all",
    "crowd",
    "batch",
    "third",
    "quarter",
    "lot",
    "patch",
];

impl Coder<'_> {
    pub(super) fn owners(&self, head: TokenId, found: Option<&Match>) -> Vec<Actor> {
        self.owners_of(head, found, false)
    }

    /// What a nominal belongs to, by possessor, modifier or prepositional phrase: the first of these that tells. Those
    /// who are as often abroad as at home do not belong to where they are.
    pub(super) fn owners_of(&self, head: TokenId, found: Option<&Match>, foreign: bool) -> Vec<Actor> {
        let syntax = self.scene.syntax;
        let inside = |t: TokenId| found.is_some_and(|m| t >= m.start && t < m.end);
        let mut holders = vec![head];
        if let Some(found) = found {
            holders.extend((found.start.0..found.end.0).map(TokenId).filter(|&t| t != head));
        }
        let children = |rels: &'static [Rel]| {
            holders.iter().flat_map(move |&h| syntax.children_by(h, rels)).filter(|&c| !inside(c)).collect::<Vec<_>>()
        };
        let noun = syntax.key(head);
        let fits = |owners: &[Actor]| owners.iter().all(|o| !stands_apart(&noun, o));
        // "its Turkish counterpart" is not its own
        let possessors = if noun == "counterpart" { Vec::new() } else { children(&[Rel::NmodPoss]) };
        for child in possessors {
            let owners = self.with_conjuncts(child);
            if !owners.is_empty() && fits(&owners) {
                return owners;
            }
        }
        for child in children(&[Rel::Amod, Rel::Compound, Rel::NmodDesc, Rel::Nmod, Rel::NmodUnmarked, Rel::Flat]) {
            let by_preposition = matches!(syntax.rel(child), Rel::Nmod) && syntax.case(child).is_some();
            let owners = if by_preposition || self.is_ethnic(child) { Vec::new() } else { self.with_conjuncts(child) };
            if owners.iter().any(|o| !o.code.is_empty()) && fits(&owners) {
                return owners;
            }
        }
        for led in children(&[Rel::Amod])
            .into_iter()
            .filter(|&c| matches!(syntax.key(c).as_str(), "lead" | "own" | "run" | "led" | "owned"))
        {
            for &child in syntax.children(led) {
                let owners = self.with_conjuncts(child);
                if !owners.is_empty() {
                    return owners;
                }
            }
        }
        // "their forces from Yemen" are not Yemen's
        let theirs = children(&[Rel::NmodPoss]).into_iter().any(|c| syntax.upos(c) == Upos::Pron);
        let left = |c: TokenId| theirs && syntax.case(c).is_some_and(|case| case == "from");
        for child in children(&[Rel::Nmod]).into_iter().filter(|&c| !left(c)) {
            let owners = if self.belongs(head, child, foreign) { self.with_conjuncts(child) } else { Vec::new() };
            if owners.iter().any(|o| o.country.is_some() || !o.code.is_empty())
                && (fits(&owners) || self.is_locative(child))
            {
                return owners;
            }
        }
        let seat = || self.seat(head, found);
        self.fled(head).or_else(|| self.beside_governor(head)).or_else(seat).into_iter().map(state).collect()
    }

    /// "the Los Angeles City Council", "the University of Calgary": the country of a town within the name of an
    /// institution, which is no place by itself.
    fn seat(&self, head: TokenId, found: Option<&Match>) -> Option<String> {
        let (syntax, document) = (self.scene.syntax, self.scene.document);
        let found = found.filter(|_| syntax.upos(head) == Upos::Propn)?;
        let name = |t: u32| {
            (t as usize) < document.tokens.len()
                && syntax.upos(TokenId(t)) == Upos::Propn
                && document.sentence_of(TokenId(t)) == document.sentence_of(head)
        };
        let before = (found.start.0.saturating_sub(3)..found.start.0).rev().take_while(|&t| name(t)).last();
        let before = before.map(|first| first..found.start.0);
        let of = syntax.children_by(head, &[Rel::Nmod]).find(|&c| syntax.case(c).is_some_and(|case| case == "of"));
        let after = of.map(|c| {
            let first = (c.0.saturating_sub(2)..=c.0).rev().take_while(|&t| name(t)).last().unwrap_or(c.0);
            let last = (c.0..c.0 + 3).take_while(|&t| name(t)).last().unwrap_or(c.0);
            first..last + 1
        });
        // a hospital may bear a first name, a city council does not
        let civic = self.scene.agent(head).is_some_and(|(_, a)| a.sector.is_some_and(is_office));
        [before, after]
            .into_iter()
            .flatten()
            .filter(|run| run.len() <= 4)
            .find_map(|run| (run.start..run.end).find_map(|first| self.town(first..run.end, civic)))
    }

    /// The country of the town that a run of tokens names, unless it is an ordinary word or, with what is not `civic`,
    /// somebody's name.
    fn town(&self, run: std::ops::Range<u32>, civic: bool) -> Option<String> {
        let document = self.scene.document;
        let gazetteer = &self.scene.knowledge.gazetteer;
        let last = document.tokens.get(run.end.checked_sub(1)? as usize)?.span;
        let text = document.text(document.tokens[run.start as usize].span.cover(last));
        let flags = gazetteer.name_of(text)?.flags;
        let other = run.len() == 1 && (flags.word || flags.given && !civic) || flags.not_place;
        if other { None } else { gazetteer.country_of(text) }
    }

    /// "the ethnic Hungarian party": a people, and not the state that it has its name from.
    fn is_ethnic(&self, child: TokenId) -> bool {
        let before = child.0.checked_sub(1).map(|t| self.scene.document.word(TokenId(t)).to_lowercase());
        before.is_some_and(|word| matches!(word.as_str(), "ethnic" | "minority"))
    }

    /// Whether a prepositional phrase tells to whom a nominal belongs.
    fn belongs(&self, head: TokenId, child: TokenId, foreign: bool) -> bool {
        let syntax = self.scene.syntax;
        let case = syntax.case(child).unwrap_or_default();
        let here = foreign && !matches!(case.as_str(), "of" | "from");
        let sent = case == "to" && !AIDES.contains(&syntax.key(head).as_str());
        let beyond = case == "near" && matches!(syntax.key(child).as_str(), "border" | "frontier");
        OWNER_PREPOSITIONS.contains(&case.as_str()) && !here && !sent && !beyond
    }

    fn is_locative(&self, token: TokenId) -> bool {
        self.scene
            .syntax
            .case(token)
            .is_some_and(|case| matches!(case.as_str(), "in" | "at" | "within" | "inside" | "across"))
    }

    /// "refugees fleeing the war in Liberia" are of the country that they leave.
    fn fled(&self, head: TokenId) -> Option<String> {
        let syntax = self.scene.syntax;
        let flight = syntax
            .children_by(head, &[Rel::Acl, Rel::AclRelcl])
            .find(|&c| matches!(syntax.key(c).as_str(), "flee" | "escape"))?;
        let goal = |t: TokenId| {
            syntax.case(t).is_some_and(|c| matches!(c.as_str(), "to" | "into" | "for" | "toward" | "towards"))
        };
        syntax.subtree(flight).into_iter().filter(|&t| t != flight && !goal(t)).find_map(|t| {
            let coding =
                self.codings[t.index()].as_ref().filter(|c| matches!(c.class, Class::Country | Class::Place))?;
            coding.country().map(str::to_owned).or_else(|| self.territory(t))
        })
    }

    /// "the Israeli cabinet meeting": the country stands before the noun that the role noun goes with.
    fn beside_governor(&self, head: TokenId) -> Option<String> {
        let syntax = self.scene.syntax;
        let governor = syntax.head(head).filter(|_| matches!(syntax.rel(head), Rel::Compound | Rel::NmodDesc))?;
        syntax
            .children_by(governor, &[Rel::Amod, Rel::Compound, Rel::NmodPoss])
            .filter(|&c| c < head)
            .find_map(|c| self.state_named(c))
    }

    /// The country right beside a name: "Canadian …", "Japan's …", "… of Norway".
    pub(super) fn country_beside(&self, head: TokenId, found: &Match) -> Option<String> {
        let syntax = self.scene.syntax;
        let inside = |t: TokenId| t >= found.start && t < found.end;
        let holders = (found.start.0..found.end.0).map(TokenId);
        let mut beside = holders.flat_map(|h| syntax.children(h).iter().copied()).filter(|&c| !inside(c));
        let tells = |&c: &TokenId| match syntax.rel(c) {
            Rel::Amod | Rel::Compound | Rel::NmodPoss => c < found.start,
            Rel::Nmod => syntax.case(c).is_some_and(|case| case == "of"),
            _ => false,
        };
        beside.by_ref().filter(tells).find_map(|c| self.state_named(c)).or_else(|| self.beside_governor(head))
    }

    /// The country that a token names, as a state or by its people.
    fn state_named(&self, token: TokenId) -> Option<String> {
        let row = self.scene.row(self.scene.name(token)?);
        row.country().filter(|_| matches!(row.kind, Kind::Country | Kind::People)).map(str::to_owned)
    }

    /// The actors, or countries of the places, of a nominal and what is coordinated with it.
    pub(super) fn with_conjuncts(&self, token: TokenId) -> Vec<Actor> {
        let mut actors = Vec::new();
        for conjunct in self.scene.syntax.conjuncts(token) {
            let Some(coding) = &self.codings[conjunct.index()] else { continue };
            if coding.is_known() {
                let private = coding.class == Class::Group;
                actors.extend(coding.actors.iter().filter(|a| !a.code.is_empty()).cloned().map(|mut actor| {
                    // a body of a country that is no part of its state
                    if private && actor.country.is_some() && actor.sectors.is_empty() {
                        actor.sectors.push(Sector::Unk);
                    }
                    actor
                }));
            } else if let Some(country) = self.territory(conjunct) {
                actors.push(state(country));
            } else if let Some(actor) = coding.actors.first().filter(|a| !a.sectors.is_empty()) {
                actors.push(actor.clone());
            }
        }
        actors
    }

    pub(super) fn territory(&self, token: TokenId) -> Option<String> {
        let coding = self.codings[token.index()].as_ref()?;
        coding.territory.clone().or_else(|| self.scene.place_country(token).map(str::to_owned))
    }

    /// Whoever a quantity is of: "dozens of activists", "one of the ministers".
    pub(super) fn measured(&self, head: TokenId) -> Option<Coding> {
        let syntax = self.scene.syntax;
        let quantity =
            matches!(syntax.upos(head), Upos::Num | Upos::Det) || QUANTITIES.contains(&syntax.key(head).as_str());
        let of = |c: &TokenId| quantity && syntax.case(*c).is_some_and(|case| case == "of");
        let parts = syntax.children_by(head, &[Rel::Nmod]).filter(of);
        let acting = parts.filter_map(|c| self.codings[c.index()].clone()).find(|c| !c.actors.is_empty())?;
        Some(Coding { named: false, ..acting })
    }

    /// The country that a part of the phrase lies in: "the offices of the party in Tunis".
    pub(super) fn part_territory(&self, head: TokenId) -> Option<String> {
        let near = |c: &TokenId| self.scene.syntax.case(*c).is_some_and(|case| case == "near");
        let parts = self.scene.syntax.children_by(head, &[Rel::Nmod, Rel::NmodPoss, Rel::Compound]);
        parts.filter(|c| !near(c)).filter_map(|c| self.territory(c)).next()
    }
}

/// A state as an actor.
fn state(country: String) -> Actor {
    Actor { code: country.clone(), country: Some(country), ..Actor::default() }
}

/// Whether a noun names one who stands beside or against an owner: "Israel's ally" is not Israel's, "Putin's ally" is Russian.
pub(super) fn stands_apart(noun: &str, owner: &Actor) -> bool {
    OTHERS.contains(&noun) && owner.sectors.is_empty()
}
