//! People by name and title: "Prime Minister X", "Y, the former president".

use sayso_document::{TokenId, calendar};
use sayso_syntax::{NerTag, Rel, Upos};

use super::agents::{Agent, AgentKind};
use super::coding::{Class, Coder, Coding};
use super::naming::Match;
use super::role::is_office;
use super::table::{Kind, Row};
use crate::actor::{Actor, Sector};

/// Adjectives of those who no longer hold their office.
const FORMER: &[&str] =
    &["former", "ex", "ousted", "deposed", "late", "exiled", "toppled", "overthrown", "one-time", "erstwhile", "then"];

/// Titles of those who are no heads of state or government, so that a surname after them is not that of one.
const LOWER_TITLES: &[&str] = &[
    "secretary",
    "governor",
    "mayor",
    "senator",
    "congressman",
    "congresswoman",
    "representative",
    "judge",
    "justice",
    "general",
    "colonel",
    "captain",
    "officer",
    "detective",
    "sheriff",
    "sergeant",
    "ambassador",
    "bishop",
    "archbishop",
    "cardinal",
    "professor",
];

impl Coder<'_> {
    /// A known person; the country that the phrase itself gives goes before that of the table.
    pub(super) fn person(&self, head: TokenId, actor: Actor) -> Coding {
        let mut coding = Coding::named(actor, Class::Person);
        if self.is_former(head) && coding.actors[0].sectors.first().is_some_and(|&s| is_office(s)) {
            retire(&mut coding.actors[0]);
        }
        if let Some(title) = self.title(head)
            && let Some(told) = title.actors.first()
        {
            if self.is_former(head) && told.country.is_some() && told.country == coding.actors[0].country {
                // "former president X", whatever X is now
                if told.sectors.first().is_some_and(|&s| is_office(s)) {
                    retire(&mut coding.actors[0]);
                }
                return coding;
            }
            if !self.is_former(head) {
                restore(&mut coding.actors[0], told);
            }
            let same = coding.actors[0].country == told.country && !coding.actors[0].sectors.is_empty();
            // "opposition leader", "rebel leader" of one whom the tables have in office at another time
            let idle = coding.actors[0].sectors.is_empty();
            let other = told.sectors.first().copied().filter(|&s| (idle || !is_office(s)) && s != Sector::Igo);
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

    /// A member of a parliament, leader of a party, dissident; before the name the text may tell of an office once held.
    pub(super) fn politician(&self, head: TokenId, found: &Match, row: &Row, actor: Actor) -> Coding {
        let mut coding = self.institution(head, found, row, actor);
        let title = self.title(head).and_then(|t| t.actors.into_iter().next());
        if let (Some(title), Some(actor)) = (title, coding.actors.first_mut())
            && title.country == actor.country
            && title.sectors == [Sector::Pre]
        {
            *actor = Actor { name: std::mem::take(&mut actor.name), ..title };
        }
        coding
    }

    /// What the title before a name says: "U.S. Secretary of State" of "Warren Christopher".
    pub(super) fn title(&self, head: TokenId) -> Option<Coding> {
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

    pub(super) fn role(&self, head: TokenId, found: Option<&Match>, agent: &Agent) -> Coding {
        let owners = self.owners_of(head, found, agent.foreign);
        let mut coding = self.compose(head, agent, &owners);
        // "President Bush" with the name hanging on the title
        let flat: Vec<TokenId> =
            self.flats(head).into_iter().filter(|&c| self.scene.syntax.upos(c) == Upos::Propn).collect();
        if let Some(&first) = flat.first() {
            coding.named = true;
            coding.class = Class::Person;
            let row = self.scene.name_over(first).map(|m| self.scene.row(m)).filter(|r| r.kind.is_person());
            let row = row.or_else(|| {
                let words: Vec<String> = flat.iter().map(|&t| super::table::key(self.scene.document.word(t))).collect();
                // a surname alone is that of a leader only behind a leader's title
                let lower =
                    agent.sector != Some(Sector::Gov) || LOWER_TITLES.contains(&self.scene.syntax.key(head).as_str());
                let words = if words.len() == 1 && lower { Vec::new() } else { words };
                self.known_person(&words, coding.actors.first().and_then(|a| a.country.as_deref()))
            });
            if let Some(row) = row
                && !coding.is_known()
            {
                coding = Coding::named(row.actor(self.scene.day), Class::Person);
                let actor = &mut coding.actors[0];
                if self.is_former(head) && actor.sectors.first().is_some_and(|&s| is_office(s)) {
                    retire(actor);
                }
                let other = agent.sector.filter(|&s| !is_office(s));
                if let (Some(sector), Some(country)) = (other, &actor.country) {
                    actor.code = format!("{country}{}", sector.as_str());
                    actor.sectors = vec![sector];
                }
            } else {
                let text = || self.scene.document.text(self.flat_span(first, &flat)).to_owned();
                let name = row.map_or_else(text, |r| r.name.clone().into_owned());
                coding.actors.iter_mut().take(1).for_each(|actor| actor.name.clone_from(&name));
            }
        }
        coding
    }

    /// All further words of a name.
    fn flats(&self, head: TokenId) -> Vec<TokenId> {
        let syntax = self.scene.syntax;
        let mut flats: Vec<TokenId> = syntax.children_by(head, &[Rel::Flat]).collect();
        let further: Vec<TokenId> = flats.iter().flat_map(|&t| syntax.children_by(t, &[Rel::Flat])).collect();
        flats.extend(further);
        flats.sort_unstable();
        flats
    }

    fn flat_span(&self, first: TokenId, flat: &[TokenId]) -> sayso_document::Span {
        let tokens = &self.scene.document.tokens;
        let further = flat.iter().flat_map(|&t| self.scene.syntax.children_by(t, &[Rel::Flat]));
        let flat: Vec<TokenId> = flat.iter().copied().chain(further).collect();
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
        if country.is_none() && words.len() == 1 {
            // a surname alone is that of a well-known person only, and not of one still to come
            let known = |row: &Row| !row.is_made() && row.kind != Kind::Politician && &*row.from <= self.scene.day;
            rows.retain(|&r| known(names.row(r)) || self.scene.day.is_empty() && !names.row(r).is_made());
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

    pub(super) fn is_former(&self, head: TokenId) -> bool {
        let syntax = self.scene.syntax;
        syntax
            .children_by(head, &[Rel::Amod, Rel::Advmod, Rel::Compound])
            .any(|c| FORMER.contains(&syntax.key(c).as_str()))
            || self.scene.document.word(head).to_lowercase().starts_with("ex-")
    }

    /// A name that no table has.
    pub(super) fn unknown_name(&self, head: TokenId) -> Coding {
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
            .chain(self.flats(head))
            .map(|t| super::table::key(self.scene.document.word(t)))
            .filter(|w| !w.is_empty())
            .collect();
        let title = self.title(head);
        let told = title.as_ref().and_then(|t| t.actors.first()).and_then(|a| a.country.as_deref());
        // "pro-Ada Example protesters"
        let side = head.0.checked_sub(1).map(|t| self.scene.document.word(TokenId(t)));
        if word.rel == Rel::Compound && side.is_some_and(|w| w.starts_with("pro-") || w.starts_with("anti-")) {
            return Coding::thing(Class::Thing);
        }
        let looks_like_person = title.is_some() || words.len() > 1 || ner == Some(NerTag::Person);
        let lower = |t: TokenId| LOWER_TITLES.contains(&syntax.key(t).as_str());
        let lowly = words.len() == 1 && syntax.children_by(head, &[Rel::NmodDesc, Rel::Compound, Rel::Amod]).any(lower);
        if looks_like_person
            && !lowly
            && !self.scene.is_place(head)
            && let Some(row) = self.known_person(&words, told)
        {
            return self.person(head, row.actor(self.scene.day));
        }
        if let Some(mut title) = title {
            title.named = true;
            title.class = Class::Person;
            let flat: Vec<TokenId> = syntax.children_by(head, &[Rel::Flat]).collect();
            for actor in &mut title.actors {
                actor.name = self.scene.document.text(self.flat_span(head, &flat)).to_owned();
            }
            return title;
        }
        if let Some(state) = self.acting_province(head) {
            return state;
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
        let of = syntax.children_by(head, &[Rel::Nmod]).any(|c| syntax.case(c).is_some_and(|case| case == "of"));
        if let Some(owner) = owners.first().filter(|o| of && words.len() > 1 && o.sectors.first() != Some(&Sector::Unk))
            && !owner.sectors.is_empty()
        {
            // "George Example of the Example Party"
            let name = self.scene.document.text(self.flat_span(head, &self.flats(head))).to_owned();
            coding.actors = vec![Actor { name, ..owner.clone() }];
        } else if let Some(owner) = owners.first() {
            coding.actors = vec![Actor {
                code: owner.country.clone().unwrap_or_default(),
                country: owner.country.clone(),
                ..Actor::default()
            }];
            coding.class = Class::Group;
        }
        coding
    }
}

/// Verbs whose subjects only lie or suffer.
const IDLE: &[&str] = &[
    "be",
    "have",
    "see",
    "lie",
    "border",
    "become",
    "remain",
    "suffer",
    "experience",
    "stretch",
    "include",
    "contain",
    "host",
    "fall",
    "await",
    "mourn",
    "witness",
    "brace",
    "feel",
    "get",
];

impl Coder<'_> {
    /// "Ontario reports cases", "Texas has sued the government": a province that does something is of its country.
    fn acting_province(&self, head: TokenId) -> Option<Coding> {
        let syntax = self.scene.syntax;
        let place = self.scene.place(head).filter(|p| p.kind == "admin1" && !p.country.is_empty())?;
        let verb = syntax.head(head).filter(|_| matches!(syntax.rel(head), Rel::Nsubj | Rel::OblAgent))?;
        let acts = syntax.upos(verb) == Upos::Verb && !IDLE.contains(&syntax.key(verb).as_str());
        let actor = Actor {
            name: place.name.clone(),
            code: place.country.clone(),
            country: Some(place.country.clone()),
            ..Actor::default()
        };
        acts.then(|| Coding::named(actor, Class::Country))
    }
}

/// Makes an actor of a country one that has left office.
fn retire(actor: &mut Actor) {
    if let Some(country) = &actor.country {
        actor.code = format!("{country}{}", Sector::Pre.as_str());
        actor.sectors = vec![Sector::Pre];
    }
}

/// Who bears the title of an office in the text holds it, though the tables know no longer than a day before.
fn restore(actor: &mut Actor, title: &Actor) {
    let office = title.sectors.first().copied().filter(|s| matches!(s, Sector::Gov | Sector::Leg | Sector::Mil));
    if let Some(office) = office
        && actor.sectors == [Sector::Pre]
        && let Some(country) = &actor.country
        && (title.country.is_none() || title.country == actor.country)
    {
        actor.code = format!("{country}{}", office.as_str());
        actor.sectors = vec![office];
    }
}

/// "Monday", "March", "Easter".
fn is_calendar(lemma: &str) -> bool {
    let lemma = lemma.to_lowercase();
    calendar::weekday(&lemma).is_some()
        || calendar::month(&lemma).is_some()
        || matches!(lemma.as_str(), "ramadan" | "christmas" | "easter")
}
