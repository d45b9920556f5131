//! A document with its names and role nouns marked, which is what all further steps look at.

use std::collections::HashMap;

use sayso_document::{Document, TokenId};
use sayso_syntax::{Rel, Syntax, Upos};

use super::agents::{Agent, AgentKind};
use super::naming::{self, Match};
use super::table::{Kind, Row};
use crate::entities::{Place, PlaceMention};
use crate::knowledge::Knowledge;

/// A document with its names and role nouns marked.
pub(crate) struct Scene<'a> {
    pub document: &'a Document,
    pub syntax: &'a Syntax,
    pub knowledge: &'a Knowledge,
    /// Day of publication, empty where unknown.
    pub day: &'a str,
    names: Vec<Match>,
    agents: Vec<Match>,
    /// For each token one more than the index of the name or role noun that covers it.
    name_at: Vec<u32>,
    agent_at: Vec<u32>,
    /// ISO 3166-1 alpha-3 of the place that a token is the head of.
    places: HashMap<TokenId, &'a PlaceMention>,
}

impl<'a> Scene<'a> {
    /// Marks the names and role nouns of a document.
    pub(crate) fn new(
        document: &'a Document,
        syntax: &'a Syntax,
        knowledge: &'a Knowledge,
        places: &'a [PlaceMention],
    ) -> Scene<'a> {
        let day = document.header.published.as_deref().unwrap_or_default();
        let n = document.tokens.len();
        let places = places.iter().map(|p| (p.head, p)).collect();
        let mut scene = Scene {
            document,
            syntax,
            knowledge,
            day: day.get(..10).unwrap_or(day),
            names: Vec::new(),
            agents: Vec::new(),
            name_at: vec![0; n],
            agent_at: vec![0; n],
            places,
        };
        for (sentence, _) in document.sentences() {
            for found in naming::names(document, syntax, &knowledge.names, sentence) {
                if !scene.is_elsewhere(&found) {
                    mark(&mut scene.name_at, &found, scene.names.len());
                    scene.names.push(found);
                }
            }
            let named = |t: TokenId| scene.name_at[t.index()] != 0;
            for found in naming::agents(document, syntax, &knowledge.agents, sentence, &named) {
                mark(&mut scene.agent_at, &found, scene.agents.len());
                scene.agents.push(found);
            }
        }
        scene
    }

    /// Whether a country's name is that of a province of another country here ("Georgia"), or a name is a mere part of a
    /// longer one ("Jersey City", "United Future Party").
    fn is_elsewhere(&self, found: &Match) -> bool {
        let row = self.knowledge.names.row(found.rows[0]);
        let single = found.end.0 == found.start.0 + 1
            && matches!(row.kind, Kind::Institution | Kind::Outlet | Kind::Company | Kind::Group | Kind::Ngo);
        if single || matches!(row.kind, Kind::Party | Kind::Shared) {
            return self.is_rest_of_name(found);
        }
        if !matches!(row.kind, Kind::Country | Kind::Capital | Kind::People) {
            return false;
        }
        if self.bears_title(found) {
            return true;
        }
        let tokens =
            || (found.start.0..=found.end.0).filter(|&t| (t as usize) < self.document.tokens.len()).map(TokenId);
        let Some(place) = tokens().find_map(|t| self.places.get(&t).filter(|p| self.overlaps(found, p))) else {
            return false;
        };
        let other = row.country().is_some_and(|c| c != place.place.country);
        let province = place.place.kind == "admin1" && row.kind == Kind::Country && row.country() == Some("GEO");
        let name = self.document.tokens[found.start.index()].span;
        let end = self.document.tokens[found.end.index() - 1].span.end;
        // "Peru's" is no longer name than "Peru"
        let goes_on = place.span.end > end
            && self.document.buffer[end as usize..place.span.end as usize].contains(char::is_uppercase);
        let longer = goes_on && place.span.start <= name.start;
        other && (province || longer && !place.place.country.is_empty())
    }

    /// "Princess Sofia", "Judge Chad": somebody's name.
    fn bears_title(&self, found: &Match) -> bool {
        let title = |c: TokenId| {
            let row = self.knowledge.agents.of_phrase(&crate::gazetteer::fold(self.syntax.lemma(c)));
            row.is_some_and(|r| self.knowledge.agents.row(r).kind == AgentKind::Person)
        };
        found.end.0 == found.start.0 + 1
            && self.syntax.upos(found.head) == Upos::Propn
            && self.syntax.children_by(found.head, &[Rel::NmodDesc]).any(|c| c < found.head && title(c))
    }

    /// Whether a place's name shares a word with another name.
    fn overlaps(&self, found: &Match, place: &PlaceMention) -> bool {
        let first = self.document.tokens[found.start.index()].span;
        let last = self.document.tokens[found.end.index() - 1].span;
        place.span.start < last.end && first.start < place.span.end
    }

    /// "United Future Party" is not the Future Party: whether a name in capitals goes on to the left.
    fn is_rest_of_name(&self, found: &Match) -> bool {
        let Some(before) = found.start.0.checked_sub(1).map(TokenId) else { return false };
        let syntax = self.syntax;
        let capital = self.document.word(before).starts_with(char::is_uppercase);
        let part = matches!(syntax.rel(before), Rel::Compound | Rel::Flat | Rel::Amod)
            && syntax.head(before) == Some(found.head)
            || syntax.rel(found.head) == Rel::Flat && syntax.head(found.head) == Some(before);
        let opens = before.0 == self.document.sentences[self.document.sentence_of(before).index()].tokens.start;
        let lexical = syntax.upos(before) == Upos::Propn || syntax.upos(before) == Upos::Adj && !opens;
        let free = self.name_over(before).is_none() && !self.places.contains_key(&before);
        let describes = self.knowledge.agents.of_phrase(&crate::gazetteer::fold(syntax.lemma(before))).is_some();
        capital && part && lexical && free && !describes
    }

    /// The name that a token heads.
    pub(crate) fn name(&self, head: TokenId) -> Option<&Match> {
        self.name_over(head).filter(|m| m.head == head)
    }

    /// The name that covers a token.
    pub(crate) fn name_over(&self, token: TokenId) -> Option<&Match> {
        let at = self.name_at[token.index()].checked_sub(1)?;
        Some(&self.names[at as usize])
    }

    /// The row of a name that holds on the day of publication, the latest before it where none does.
    pub(crate) fn row(&self, found: &Match) -> &'a Row {
        self.best_row(&found.rows).unwrap_or_else(|| self.knowledge.names.row(found.rows[0]))
    }

    /// Of several rows the one that holds on the day of publication, else the latest before it.
    pub(crate) fn best_row(&self, rows: &[u32]) -> Option<&'a Row> {
        let rows = || rows.iter().map(|&r| self.knowledge.names.row(r));
        let past = || rows().filter(|r| &*r.from <= self.day);
        rows()
            .find(|r| r.holds(self.day))
            .or_else(|| past().reduce(|a, b| if b.until > a.until { b } else { a }))
            .or_else(|| rows().next())
    }

    /// The role noun that a token heads, with its tokens.
    pub(crate) fn agent(&self, head: TokenId) -> Option<(&Match, &'a Agent)> {
        let at = self.agent_at[head.index()].checked_sub(1)?;
        let found = &self.agents[at as usize];
        (found.head == head).then(|| (found, self.knowledge.agents.row(found.rows[0])))
    }

    /// Whether a token is part of a name or role noun without being its head.
    pub(crate) fn is_inner(&self, token: TokenId) -> bool {
        let inner =
            |at: &[u32], all: &[Match]| at[token.index()].checked_sub(1).is_some_and(|i| all[i as usize].head != token);
        inner(&self.name_at, &self.names) || inner(&self.agent_at, &self.agents)
    }

    /// ISO 3166-1 alpha-3 of the place that a token heads.
    pub(crate) fn place_country(&self, head: TokenId) -> Option<&'a str> {
        self.places.get(&head).map(|p| p.place.country.as_str()).filter(|c| !c.is_empty())
    }

    /// The place that a token heads.
    pub(crate) fn place(&self, head: TokenId) -> Option<&'a Place> {
        self.places.get(&head).map(|p| &p.place)
    }

    /// Whether a token heads a place name.
    pub(crate) fn is_place(&self, head: TokenId) -> bool {
        self.places.contains_key(&head)
    }

    /// Lower-cased lemma of the preposition on a nominal or on the first of the nominals that it is coordinated with.
    pub(crate) fn case(&self, token: TokenId) -> Option<String> {
        let case = self.syntax.case(token);
        if case.is_none() && self.syntax.rel(token) == Rel::Conj {
            return self.syntax.case(self.syntax.head(token)?);
        }
        case
    }

    /// Whether a token can head a nominal phrase.
    pub(crate) fn is_nominal(&self, token: TokenId) -> bool {
        let word = self.syntax.word(token);
        match word.upos {
            Upos::Noun | Upos::Pron | Upos::Propn => {
                !matches!(word.rel, Rel::Flat | Rel::Goeswith | Rel::Fixed | Rel::Expl)
            }
            Upos::Adj | Upos::X => self.name(token).is_some() || naming::is_nominal_adjective(self.syntax, token),
            Upos::Num | Upos::Det => naming::is_nominal_adjective(self.syntax, token),
            _ => false,
        }
    }
}

fn mark(at: &mut [u32], found: &Match, index: usize) {
    for t in found.start.0..found.end.0 {
        at[t as usize] = index as u32 + 1;
    }
}
