//! Who a phrase stands for by its own words: names, role nouns and what they belong to.

use sayso_document::TokenId;
use sayso_syntax::{NerTag, Rel, Upos};

use super::agents::{Agent, AgentKind, Takes};
use super::naming::Match;
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
}

impl Coding {
    /// Something that cannot act.
    pub(crate) fn thing(class: Class) -> Coding {
        Coding { actors: Vec::new(), class, territory: None, role: None, named: false }
    }

    fn named(actor: Actor, class: Class) -> Coding {
        Coding { actors: vec![actor], class, territory: None, role: None, named: true }
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

/// Prepositions by which a nominal belongs to what follows.
const OWNER_PREPOSITIONS: &[&str] =
    &["of", "in", "from", "at", "for", "within", "inside", "across", "throughout", "to", "near", "on", "around"];

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

/// Adjectives of those who no longer hold their office.
const FORMER: &[&str] =
    &["former", "ex", "ousted", "deposed", "late", "exiled", "toppled", "overthrown", "one-time", "erstwhile", "then"];

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

struct Coder<'a> {
    scene: &'a Scene<'a>,
    codings: &'a [Option<Coding>],
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
        let row = self.scene.row(found);
        let mut actors = row.actors(self.scene.day).into_iter();
        let Some(actor) = actors.next() else { return Coding::thing(Class::Thing) };
        let mut coding = self.named_as(head, found, row, actor);
        coding.actors.extend(actors);
        coding
    }

    fn named_as(&self, head: TokenId, found: &Match, row: &Row, actor: Actor) -> Coding {
        match row.kind {
            Kind::Country => Coding::named(actor, Class::Country),
            Kind::Region => Coding::named(actor, Class::Country),
            Kind::People => self.people(head, found, actor),
            Kind::Capital | Kind::Seat => self.metonym(head, row, actor),
            Kind::Body => Coding::named(actor, Class::Body),
            Kind::Head | Kind::Minister => self.person(head, actor),
            _ => Coding::named(actor, Class::Group),
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
        document.text(first.cover(last)).to_owned()
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

    /// A known person; the country that the phrase itself gives goes before that of the table.
    fn person(&self, head: TokenId, actor: Actor) -> Coding {
        let mut coding = Coding::named(actor, Class::Person);
        let told = &mut coding.actors[0];
        if self.is_former(head) && told.country.is_some() && told.sectors.first().is_some_and(|&s| is_office(s)) {
            told.sectors = vec![Sector::Pre];
            told.code = format!("{}{}", told.country.as_deref().unwrap_or_default(), Sector::Pre.as_str());
        }
        if let Some(title) = self.title(head)
            && let Some(told) = title.actors.first()
        {
            let same = coding.actors[0].country == told.country && !coding.actors[0].sectors.is_empty();
            // "opposition leader", "rebel leader" of one whom the tables have in office at another time
            let other = told.sectors.first().copied().filter(|&s| !is_office(s) && s != Sector::Igo);
            if told.code.is_empty() {
                if let (Some(sector), Some(country)) = (other, coding.actors[0].country.clone()) {
                    coding.actors[0].code = format!("{country}{}", sector.as_str());
                    coding.actors[0].sectors = vec![sector];
                }
            } else if !same || other.is_some() {
                let name = coding.actors[0].name.clone();
                coding.actors[0] = Actor { name, ..told.clone() };
            }
        }
        coding
    }

    /// What the title before a name says: "U.S. Secretary of State" of "Warren Christopher".
    fn title(&self, head: TokenId) -> Option<Coding> {
        let children = self.scene.syntax.children_by(head, &[Rel::NmodDesc, Rel::Compound, Rel::Amod]);
        let titles: Vec<TokenId> = children.filter(|&c| self.scene.agent(c).is_some()).collect();
        let &title = titles.last()?;
        let coding = self.codings[title.index()].as_ref()?;
        if coding.is_known() {
            return Some(coding.clone());
        }
        // the country hangs on the name, not on the title: "Zimbabwean Prime Minister Robert Mugabe"
        let (found, agent) = self.scene.agent(title)?;
        let mut told = self.compose(title, agent, &self.owners(head, Some(found)));
        if told.role.is_some() && coding.role.is_none() {
            told = coding.clone();
        }
        Some(told)
    }

    fn role(&self, head: TokenId, found: Option<&Match>, agent: &Agent) -> Coding {
        let owners = self.owners_of(head, found, agent.foreign);
        let mut coding = self.compose(head, agent, &owners);
        // "President Bush" with the name hanging on the title
        let flat: Vec<TokenId> = self
            .scene
            .syntax
            .children_by(head, &[Rel::Flat])
            .filter(|&c| self.scene.syntax.upos(c) == Upos::Propn)
            .collect();
        if let Some(&first) = flat.first() {
            coding.named = true;
            coding.class = Class::Person;
            let row = self.scene.name_over(first).map(|m| self.scene.row(m)).filter(|r| r.kind.is_person());
            let row = row.or_else(|| {
                let words: Vec<String> = flat.iter().map(|&t| super::table::key(self.scene.document.word(t))).collect();
                self.known_person(&words, coding.actors.first().and_then(|a| a.country.as_deref()))
            });
            if let Some(row) = row
                && !coding.is_known()
            {
                coding = Coding::named(row.actor(self.scene.day), Class::Person);
                let actor = &mut coding.actors[0];
                let other = agent.sector.filter(|&s| !is_office(s));
                if let (Some(sector), Some(country)) = (other, &actor.country) {
                    actor.code = format!("{country}{}", sector.as_str());
                    actor.sectors = vec![sector];
                }
            } else if let Some(actor) = coding.actors.first_mut() {
                actor.name = self.scene.document.text(self.flat_span(first, &flat)).to_owned();
            }
        }
        coding
    }

    fn flat_span(&self, first: TokenId, flat: &[TokenId]) -> sayso_document::Span {
        let tokens = &self.scene.document.tokens;
        flat.iter().fold(tokens[first.index()].span, |span, t| span.cover(tokens[t.index()].span))
    }

    /// The person of the tables with these names, the last a surname, if there is but one (in one country).
    fn known_person(&self, words: &[String], country: Option<&str>) -> Option<&Row> {
        let names = &self.scene.knowledge.names;
        let (last, given) = words.split_last()?;
        let mut rows = names.persons(last, given);
        if rows.is_empty() && words.len() > 1 {
            let (first, rest) = words.split_first()?;
            rows = names.persons(first, rest);
        }
        if let Some(country) = country {
            rows.retain(|&r| names.row(r).country() == Some(country));
        }
        let current: Vec<u32> = rows.iter().copied().filter(|&r| names.row(r).holds(self.scene.day)).collect();
        if !current.is_empty() {
            rows = current;
        }
        let heads: Vec<u32> = rows.iter().copied().filter(|&r| names.row(r).kind == Kind::Head).collect();
        if !heads.is_empty() {
            rows = heads;
        }
        let code = |r: u32| names.row(r).code.get(..3).unwrap_or(&names.row(r).code);
        let first = code(*rows.first()?);
        rows.iter().all(|&r| code(r) == first).then(|| self.scene.best_row(&rows)).flatten()
    }

    /// A role noun with what it belongs to.
    fn compose(&self, head: TokenId, agent: &Agent, owners: &[Actor]) -> Coding {
        let former = self.is_former(head);
        let class = match agent.kind {
            AgentKind::Person => Class::Person,
            AgentKind::Group | AgentKind::Force if agent.takes == Takes::Same => Class::Country,
            AgentKind::Group | AgentKind::Force => Class::Group,
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
        let actors: Vec<Actor> = owners.iter().map(|owner| role.of(owner)).collect();
        let open = actors.iter().all(|a| a.code.is_empty());
        let actors = if actors.is_empty() { vec![role.of(&Actor::default())] } else { actors };
        let actors = if agent.kind == AgentKind::Thing && open { Vec::new() } else { actors };
        Coding { actors, class, territory: None, role: open.then_some(role), named: false }
    }

    /// Whether a role noun is used of no one: "the port city", "in force", "by surprise".
    fn is_idle(&self, head: TokenId, agent: &Agent) -> bool {
        let syntax = self.scene.syntax;
        let bare = syntax.children(head).iter().all(|&c| syntax.rel(c) == Rel::Case);
        let singular = syntax.word(head).feats.is("Number", "Sing") && syntax.upos(head) == Upos::Noun;
        let adverbial = syntax.case(head).is_some() && bare && singular && !agent.state;
        agent.kind == AgentKind::None || adverbial
    }

    fn is_former(&self, head: TokenId) -> bool {
        let syntax = self.scene.syntax;
        syntax
            .children_by(head, &[Rel::Amod, Rel::Advmod, Rel::Compound])
            .any(|c| FORMER.contains(&syntax.key(c).as_str()))
            || self.scene.document.word(head).to_lowercase().starts_with("ex-")
    }

    fn owners(&self, head: TokenId, found: Option<&Match>) -> Vec<Actor> {
        self.owners_of(head, found, false)
    }

    /// What a nominal belongs to, by possessor, modifier or prepositional phrase: the first of these that tells. Those
    /// who are as often abroad as at home do not belong to where they are.
    fn owners_of(&self, head: TokenId, found: Option<&Match>, foreign: bool) -> Vec<Actor> {
        let syntax = self.scene.syntax;
        let inside = |t: TokenId| found.is_some_and(|m| t >= m.start && t < m.end);
        let mut holders = vec![head];
        if let Some(found) = found {
            holders.extend((found.start.0..found.end.0).map(TokenId).filter(|&t| t != head));
        }
        let children = |rels: &'static [Rel]| {
            holders.iter().flat_map(move |&h| syntax.children_by(h, rels)).filter(|&c| !inside(c)).collect::<Vec<_>>()
        };
        for child in children(&[Rel::NmodPoss]) {
            let owners = self.with_conjuncts(child);
            if !owners.is_empty() {
                return owners;
            }
        }
        for child in children(&[Rel::Amod, Rel::Compound, Rel::NmodDesc, Rel::Nmod, Rel::NmodUnmarked, Rel::Flat]) {
            let by_preposition = matches!(syntax.rel(child), Rel::Nmod) && syntax.case(child).is_some();
            let owners = if by_preposition { Vec::new() } else { self.with_conjuncts(child) };
            if owners.iter().any(|o| !o.code.is_empty()) {
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
        for child in children(&[Rel::Nmod]) {
            let case = syntax.case(child).unwrap_or_default();
            let here = foreign && !matches!(case.as_str(), "of" | "from" | "for");
            if here
                || !OWNER_PREPOSITIONS.contains(&case.as_str())
                || (case == "to" && syntax.upos(child) != Upos::Propn)
            {
                continue;
            }
            let owners = self.with_conjuncts(child);
            if owners.iter().any(|o| o.country.is_some() || !o.code.is_empty()) {
                return owners;
            }
        }
        Vec::new()
    }

    /// The actors, or countries of the places, of a nominal and what is coordinated with it.
    fn with_conjuncts(&self, token: TokenId) -> Vec<Actor> {
        let mut actors = Vec::new();
        for conjunct in self.scene.syntax.conjuncts(token) {
            let Some(coding) = &self.codings[conjunct.index()] else { continue };
            if coding.is_known() {
                actors.extend(coding.actors.iter().filter(|a| !a.code.is_empty()).cloned());
            } else if let Some(country) = self.territory(conjunct) {
                actors.push(Actor { code: country.clone(), country: Some(country), ..Actor::default() });
            } else if let Some(actor) = coding.actors.first().filter(|a| !a.sectors.is_empty()) {
                actors.push(actor.clone());
            }
        }
        actors
    }

    fn territory(&self, token: TokenId) -> Option<String> {
        let coding = self.codings[token.index()].as_ref()?;
        coding.territory.clone().or_else(|| self.scene.place_country(token).map(str::to_owned))
    }

    /// A name that no table has.
    fn unknown_name(&self, head: TokenId) -> Coding {
        let syntax = self.scene.syntax;
        let word = syntax.word(head);
        let ner = word.ner.map(|(tag, _)| tag);
        if self.scene.agent(head).is_some_and(|(_, a)| a.kind == AgentKind::None)
            || matches!(ner, Some(NerTag::Date | NerTag::Event | NerTag::Fac | NerTag::Misc))
            || is_calendar(syntax.lemma(head))
        {
            return self.thing(head);
        }
        let words: Vec<String> = std::iter::once(head)
            .chain(syntax.children_by(head, &[Rel::Flat]))
            .map(|t| super::table::key(self.scene.document.word(t)))
            .filter(|w| !w.is_empty())
            .collect();
        let title = self.title(head);
        let told = title.as_ref().and_then(|t| t.actors.first()).and_then(|a| a.country.as_deref());
        let looks_like_person = title.is_some() || words.len() > 1 || ner == Some(NerTag::Person);
        if looks_like_person
            && !self.scene.is_place(head)
            && let Some(row) = self.known_person(&words, told)
        {
            return self.person(head, row.actor(self.scene.day));
        }
        if let Some(mut title) = title {
            title.named = true;
            title.class = Class::Person;
            for actor in &mut title.actors {
                actor.name = words.join(" ");
            }
            return title;
        }
        if self.scene.is_place(head) || matches!(ner, Some(NerTag::Loc | NerTag::Gpe)) {
            let mut coding = Coding::thing(Class::Place);
            coding.territory = self.scene.place_country(head).map(str::to_owned);
            coding.named = true;
            return coding;
        }
        let modifier = matches!(word.rel, Rel::Compound | Rel::Amod);
        if modifier {
            return Coding::thing(Class::Thing);
        }
        let owners = self.owners(head, None);
        let mut coding = Coding::named(Actor::default(), if words.len() > 1 { Class::Person } else { Class::Group });
        if let Some(owner) = owners.first() {
            coding.actors = vec![Actor {
                code: owner.country.clone().unwrap_or_default(),
                country: owner.country.clone(),
                ..Actor::default()
            }];
            coding.class = Class::Group;
        }
        coding
    }

    /// A common noun that no table has: something that belongs to somebody.
    fn thing(&self, head: TokenId) -> Coding {
        if let Some(part) = self.measured(head) {
            return part;
        }
        let mut coding = Coding::thing(Class::Thing);
        let owners = self.owners(head, None);
        coding.territory = owners.iter().find_map(|o| o.country.clone()).or_else(|| self.part_territory(head));
        coding
    }

    /// Whoever a quantity is of: "dozens of activists", "one of the ministers".
    fn measured(&self, head: TokenId) -> Option<Coding> {
        let syntax = self.scene.syntax;
        let quantity =
            matches!(syntax.upos(head), Upos::Num | Upos::Det) || QUANTITIES.contains(&syntax.key(head).as_str());
        let of = |c: &TokenId| quantity && syntax.case(*c).is_some_and(|case| case == "of");
        let parts = syntax.children_by(head, &[Rel::Nmod]).filter(of);
        let acting = parts.filter_map(|c| self.codings[c.index()].clone()).find(|c| !c.actors.is_empty())?;
        Some(Coding { named: false, ..acting })
    }

    /// The country that a part of the phrase lies in: "the offices of the party in Tunis".
    fn part_territory(&self, head: TokenId) -> Option<String> {
        let parts = self.scene.syntax.children_by(head, &[Rel::Nmod, Rel::NmodPoss, Rel::Compound]);
        parts.filter_map(|c| self.territory(c)).next()
    }
}

fn is_calendar(lemma: &str) -> bool {
    const WORDS: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "ramadan",
        "christmas",
        "easter",
    ];
    WORDS.contains(&lemma.to_lowercase().as_str())
}
