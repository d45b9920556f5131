//! Who a phrase stands for by its own words: names, role nouns and what they belong to.

use sayso_document::TokenId;
use sayso_syntax::{Rel, Upos};

use super::agents::{Agent, AgentKind, Takes};
use super::naming::{self, Match};
use super::role::{Role, is_office};
use super::scene::Scene;
use super::table::{Kind, Row};
use crate::actor::{Actor, Sector};

/// What sort of thing a phrase stands for, as far as pronouns and definite nouns care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// One person, or people.
    Person,
    /// An organisation, armed group or force.
    Group,
    /// A state.
    Country,
    /// A body between states.
    Body,
    /// A town, region or building.
    Place,
    /// What cannot act.
    Thing,
}

/// What a phrase stands for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Coding {
    /// Who it stands for: several where the phrase tells several ("the ministers of Greece and Turkey"), none where it
    /// is not someone who can act.
    pub actors: Vec<Actor>,
    /// What sort of thing it is.
    pub class: Class,
    /// ISO 3166-1 alpha-3 of the country that it belongs to or lies in, for what cannot act.
    pub territory: Option<String>,
    /// The role noun, whose country is still open.
    pub role: Option<Role>,
    /// Whether it names (and does not merely describe).
    pub named: bool,
    /// Whether it bears a name that the institutions of several countries bear, so that the report tells whose it is.
    pub shared: bool,
}

impl Coding {
    /// Something that cannot act.
    pub(crate) fn thing(class: Class) -> Coding {
        Coding { actors: Vec::new(), class, territory: None, role: None, named: false, shared: false }
    }

    pub(super) fn named(actor: Actor, class: Class) -> Coding {
        Coding { actors: vec![actor], class, territory: None, role: None, named: true, shared: false }
    }

    /// ISO 3166-1 alpha-3 of the country of what it stands for, or where it lies.
    pub(crate) fn country(&self) -> Option<&str> {
        self.actors.first().and_then(|a| a.country.as_deref()).or(self.territory.as_deref())
    }

    /// Whether it is known who acts.
    pub(crate) fn is_known(&self) -> bool {
        self.actors.iter().any(|a| !a.code.is_empty())
    }
}

/// Prepositions that make a capital a mere place.
const PLACE_PREPOSITIONS: &[&str] = &[
    "in",
    "at",
    "near",
    "outside",
    "around",
    "through",
    "across",
    "inside",
    "into",
    "over",
    "throughout",
    "outside_of",
    "onto",
    "above",
    "off",
    "close_to",
    "north_of",
    "south_of",
    "east_of",
    "west_of",
];

/// Codes every token that can head a nominal phrase. Parts come before wholes, so that a phrase can look at its parts.
pub(crate) fn code(scene: &Scene) -> Vec<Option<Coding>> {
    let n = scene.document.tokens.len();
    let mut codings: Vec<Option<Coding>> = vec![None; n];
    for token in deepest_first(scene) {
        if scene.is_nominal(token) && !scene.is_inner(token) {
            codings[token.index()] = Some(Coder { scene, codings: &codings }.phrase(token));
        }
    }
    codings
}

/// All tokens, each before its governor.
fn deepest_first(scene: &Scene) -> Vec<TokenId> {
    let n = scene.document.tokens.len();
    let mut order: Vec<TokenId> = (0..n as u32).map(TokenId).filter(|&t| scene.syntax.head(t).is_none()).collect();
    let mut at = 0;
    while at < order.len() {
        order.extend_from_slice(scene.syntax.children(order[at]));
        at += 1;
    }
    order.reverse();
    order
}

pub(super) struct Coder<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) codings: &'a [Option<Coding>],
}

impl Coder<'_> {
    fn phrase(&self, head: TokenId) -> Coding {
        if let Some(name) = self.scene.name(head) {
            return self.name(head, name);
        }
        if let Some((found, agent)) = self.scene.agent(head)
            && !self.is_idle(head, agent)
        {
            return self.role(head, Some(found), agent);
        }
        match self.scene.syntax.upos(head) {
            Upos::Pron => Coding::thing(Class::Thing),
            Upos::Propn => self.unknown_name(head),
            _ => self.thing(head),
        }
    }

    fn name(&self, head: TokenId, found: &Match) -> Coding {
        let row = self.row(head, found);
        let mut actors = row.actors(self.scene.day).into_iter();
        let Some(actor) = actors.next() else { return Coding::thing(Class::Thing) };
        let mut coding = self.named_as(head, found, row, actor);
        coding.actors.extend(actors);
        coding
    }

    /// The row of a name; of persons with one name that of the country beside it: "King Abdullah of Saudi Arabia".
    fn row(&self, head: TokenId, found: &Match) -> &Row {
        let first = self.scene.row(found);
        if !first.kind.is_person() || found.rows.len() < 2 {
            return first;
        }
        let Some(country) = self.country_beside(head, found) else { return first };
        let of_country = |&r: &u32| self.scene.knowledge.names.row(r).country() == Some(country.as_str());
        let rows: Vec<u32> = found.rows.iter().copied().filter(of_country).collect();
        if rows.is_empty() { first } else { self.scene.best_row(&rows).unwrap_or(first) }
    }

    fn named_as(&self, head: TokenId, found: &Match, row: &Row, actor: Actor) -> Coding {
        match row.kind {
            Kind::Country => Coding::named(actor, Class::Country),
            Kind::Region => Coding::named(actor, Class::Country),
            Kind::People => self.people(head, found, actor),
            Kind::Capital | Kind::Seat => self.metonym(head, row, actor),
            Kind::Body => Coding::named(actor, Class::Body),
            Kind::Head | Kind::Minister => self.person(head, actor),
            Kind::Politician => self.politician(head, found, row, actor),
            _ => self.institution(head, found, row, actor),
        }
    }

    /// A ministry, party or force; a country beside it says whose: "the Canadian House of Commons".
    pub(super) fn institution(&self, head: TokenId, found: &Match, row: &Row, mut actor: Actor) -> Coding {
        let beside = self.country_beside(head, found);
        // letters may be those of another body
        let letters = row.is_made() && !self.text(found).chars().any(char::is_lowercase);
        if let (Some(whose), Some(own)) = (&beside, &actor.country)
            && whose != own
        {
            if letters {
                actor = Actor { code: whose.clone(), ..Actor::default() };
            }
            actor.code = format!("{whose}{}", actor.code.get(3..).unwrap_or_default());
            actor.name = self.text(found);
            actor.country.clone_from(&beside);
        }
        if let (Some(whose), Kind::Ngo) = (&beside, row.kind) {
            let code = format!("{whose}{}", Sector::Ngo.as_str());
            actor = Actor {
                name: self.text(found),
                code,
                country: beside.clone(),
                sectors: vec![Sector::Ngo],
                kb: actor.kb,
            };
        }
        Coding {
            shared: (row.is_shared(&self.text(found)) || letters) && beside.is_none(),
            ..Coding::named(actor, Class::Group)
        }
    }

    /// "Turks", "Bosnian Serbs", "ethnic Albanians in Serbia".
    fn people(&self, head: TokenId, found: &Match, actor: Actor) -> Coding {
        let syntax = self.scene.syntax;
        let modifier = matches!(syntax.rel(head), Rel::Amod | Rel::Compound | Rel::NmodDesc);
        let class = if modifier { Class::Country } else { Class::Person };
        let mut coding = Coding::named(actor, class);
        if modifier {
            return coding;
        }
        coding.named = false;
        let ethnic = syntax.children_by(head, &[Rel::Amod]).any(|c| matches!(syntax.lemma(c), "ethnic" | "minority"));
        let owners = self.owners(head, Some(found));
        let nearer = owners.iter().find(|o| o.country.is_some() && o.sectors.is_empty());
        if let Some(owner) = nearer {
            coding.actors = vec![Actor { name: self.text(found), ..owner.clone() }];
        } else if ethnic {
            coding.actors = vec![Actor { name: self.text(found), ..Actor::default() }];
            coding.role = Some(Role {
                sector: None,
                takes: Takes::Own,
                state: false,
                foreign: false,
                former: false,
                kb: String::new(),
            });
        }
        coding
    }

    fn text(&self, found: &Match) -> String {
        let document = self.scene.document;
        let first = document.tokens[found.start.index()].span;
        let last = document.tokens[found.end.index() - 1].span;
        document.line(first.cover(last))
    }

    /// A capital or seat acts unless it is where something happens.
    fn metonym(&self, head: TokenId, row: &Row, actor: Actor) -> Coding {
        let case = self.scene.case(head);
        let modifier = matches!(
            self.scene.syntax.rel(head),
            Rel::Nmod | Rel::Obl | Rel::Conj | Rel::OblUnmarked | Rel::NmodUnmarked
        );
        let place = modifier && case.is_some_and(|c| PLACE_PREPOSITIONS.contains(&c.as_str()));
        let mut coding = Coding::named(actor, Class::Country);
        coding.territory = row.country().or(row.code.get(..3)).map(str::to_owned);
        if place {
            coding.actors.clear();
            coding.class = Class::Place;
        }
        coding
    }

    /// A role noun with what it belongs to.
    pub(super) fn compose(&self, head: TokenId, agent: &Agent, owners: &[Actor]) -> Coding {
        let former = self.is_former(head);
        let class = match agent.kind {
            AgentKind::Person => Class::Person,
            AgentKind::Group | AgentKind::Force if agent.takes == Takes::Same => Class::Country,
            AgentKind::Group | AgentKind::Force | AgentKind::Name => Class::Group,
            AgentKind::Thing | AgentKind::None => Class::Thing,
        };
        let role = Role {
            sector: agent.sector,
            takes: agent.takes,
            state: agent.state,
            foreign: agent.foreign,
            former,
            kb: agent.kb.clone(),
        };
        let mut role = role;
        if self.is_member_of_house(head) {
            role = Role { sector: Some(Sector::Leg), takes: Takes::Own, state: true, ..role };
        }
        if self.is_shadow(head) && role.sector.is_some_and(is_office) {
            role = Role { sector: Some(Sector::Opp), takes: Takes::Own, ..role };
        }
        // who has left police or army is a private person
        let service = matches!(role.sector, Some(Sector::Mil | Sector::Cop | Sector::Spy));
        if former && service && agent.kind == AgentKind::Force {
            role = Role { sector: Some(Sector::Cvl), former: false, state: false, ..role };
        }
        // "pro-Russian forces" are not an army of the state that they are in
        if role.sector == Some(Sector::Mil)
            && agent.kind == AgentKind::Force
            && naming::is_of_partisans(self.scene.document, self.scene.syntax, head)
        {
            role = Role { sector: Some(Sector::Uaf), state: false, ..role };
        }
        // "a police spokesperson" of an unknown country is police
        if let Some(owner) = owners.first()
            && agent.takes == Takes::Owner
            && owners.iter().all(|o| o.code.is_empty())
            && let Some(&sector) = owner.sectors.first()
        {
            role = Role { sector: Some(sector), takes: Takes::Own, state: is_office(sector), ..role };
        }
        let actors: Vec<Actor> = owners.iter().map(|owner| role.of(owner)).collect();
        let open = actors.iter().all(|a| a.code.is_empty());
        let actors = if actors.is_empty() { vec![role.of(&Actor::default())] } else { actors };
        let actors = if agent.kind == AgentKind::Thing && open { Vec::new() } else { actors };
        // whose an unknown firm or paper is, no context tells
        let named = agent.kind == AgentKind::Name;
        Coding { actors, class, territory: None, role: (open && !named).then_some(role), named, shared: false }
    }

    /// "Representative X": the title of a member of a house, where others only represent somebody.
    fn is_member_of_house(&self, head: TokenId) -> bool {
        let syntax = self.scene.syntax;
        let name = syntax.head(head).is_some_and(|h| syntax.upos(h) == Upos::Propn);
        matches!(syntax.key(head).as_str(), "representative" | "rep" | "rep.")
            && self.scene.document.word(head).starts_with(char::is_uppercase)
            && syntax.rel(head) == Rel::NmodDesc
            && name
            && syntax.child(head, &[Rel::Nmod, Rel::Compound]).is_none()
            && self.scene.agent(head).is_some_and(|(found, _)| found.end.0 == found.start.0 + 1)
    }

    /// "Shadow Chancellor", "shadow foreign secretary"
    fn is_shadow(&self, head: TokenId) -> bool {
        let syntax = self.scene.syntax;
        let start = self.scene.agent(head).map_or(head, |(found, _)| found.start);
        let before = start.0.checked_sub(1).map(TokenId).is_some_and(|t| syntax.key(t) == "shadow");
        before || syntax.children_by(head, &[Rel::Amod, Rel::Compound]).any(|c| syntax.key(c) == "shadow")
    }

    /// Whether a role noun is used of no one: "the port city", "in force", "by surprise".
    fn is_idle(&self, head: TokenId, agent: &Agent) -> bool {
        let syntax = self.scene.syntax;
        let bare = syntax.children(head).iter().all(|&c| syntax.rel(c) == Rel::Case);
        let singular = syntax.word(head).feats.is("Number", "Sing") && syntax.upos(head) == Upos::Noun;
        let adverbial = syntax.case(head).is_some() && bare && singular && !agent.state;
        // "opposition to the plan" is no group
        let against = syntax.key(head) == "opposition"
            && syntax.children_by(head, &[Rel::Nmod]).any(|c| syntax.case(c).is_some_and(|case| case == "to"));
        // "in the municipality of X"
        let spot =
            matches!(syntax.key(head).as_str(), "municipality" | "commune" | "prefecture" | "governorate" | "canton")
                && syntax.case(head).is_some_and(|case| PLACE_PREPOSITIONS.contains(&case.as_str()));
        // "two companies join forces"
        let joined = syntax.key(head) == "force"
            && syntax.rel(head) == Rel::Obj
            && bare
            && syntax.head(head).is_some_and(|v| matches!(syntax.key(v).as_str(), "join" | "combine"));
        let abstraction = syntax.key(head) == "justice" && syntax.upos(head) == Upos::Noun && bare && singular;
        agent.kind == AgentKind::None || adverbial || against || abstraction || joined || spot
    }

    /// A common noun that no table has: something that belongs to somebody.
    pub(super) fn thing(&self, head: TokenId) -> Coding {
        if let Some(part) = self.measured(head) {
            return part;
        }
        let mut coding = Coding::thing(Class::Thing);
        let owners = self.owners(head, None);
        coding.territory = owners.iter().find_map(|o| o.country.clone()).or_else(|| self.part_territory(head));
        coding
    }
}
