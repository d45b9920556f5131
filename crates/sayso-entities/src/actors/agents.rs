//! The table of role nouns: people, groups and forces that can act without being named.

use std::collections::HashMap;

use crate::actor::Sector;
use crate::gazetteer::fold;

/// Where a role noun has its sector from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    /// Its own, whoever it belongs to.
    Own,
    /// That of what it belongs to where that has one.
    Owner,
    /// It is what it belongs to, without a sector of its own.
    Same,
}

/// What sort of thing a role noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AgentKind {
    /// One person.
    Person,
    /// An organisation.
    Group,
    /// People under arms.
    Force,
    /// A thing that acts for its owner (warplanes).
    Thing,
    /// The last word of a longer name in capitals ("Post" in "The Jakarta Post"), and no noun by itself.
    Name,
    /// What cannot act, though a later table says so.
    None,
}

/// One role noun.
#[derive(Clone, Debug)]
pub(crate) struct Agent {
    /// Sector, if it has one.
    pub sector: Option<Sector>,
    /// Where its code comes from.
    pub takes: Takes,
    /// What it is.
    pub kind: AgentKind,
    /// Whether a definite one is that of the country spoken of.
    pub state: bool,
    /// Whether it is found abroad as often as at home (tourists), so that no context tells its country.
    pub foreign: bool,
    /// Table and line, for explanation.
    pub kb: String,
}

impl Agent {
    /// From the cells sector, takes, kind and state of a row.
    pub(super) fn new([sector, takes, kind, state]: [&str; 4], kb: String) -> Agent {
        let takes = match takes {
            "owner" => Takes::Owner,
            "same" => Takes::Same,
            _ => Takes::Own,
        };
        let kind = match kind {
            "person" | "people" => AgentKind::Person,
            "force" => AgentKind::Force,
            "thing" => AgentKind::Thing,
            "name" => AgentKind::Name,
            "none" => AgentKind::None,
            _ => AgentKind::Group,
        };
        let sector = Sector::parse(sector);
        Agent { sector, takes, kind, state: state == "state", foreign: state == "foreign", kb }
    }
}

/// All role nouns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Agents {
    rows: Vec<Agent>,
    by_phrase: HashMap<String, u32>,
    lengths: HashMap<String, u32>,
}

const MAX_WORDS: usize = 8;

impl Agents {
    /// Adds a table; a phrase that an earlier table has is left as it is. Returns the number of lines that are no rows.
    pub(crate) fn add(&mut self, file: &str, text: &str) -> usize {
        let mut bad = 0;
        // Growing step by step would hash every phrase several times.
        let n = text.bytes().filter(|b| matches!(b, b'|' | b'\n')).count();
        self.by_phrase.reserve(n);
        self.lengths.reserve(n);
        for (number, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') || line.starts_with("phrases\t") {
                continue;
            }
            let fields: Vec<&str> = line.split('\t').collect();
            let [phrases, sector, takes, kind, state, _source] = fields.as_slice() else {
                bad += 1;
                continue;
            };
            let kb = format!("{file}:{}", number + 1);
            self.add_row(phrases, Agent::new([sector, takes, kind, state], kb));
        }
        bad
    }

    fn add_row(&mut self, phrases: &str, agent: Agent) {
        self.enter(phrases, agent, false);
    }

    /// Adds a row whose phrases are no longer those of earlier rows.
    pub(super) fn put_row(&mut self, phrases: &str, agent: Agent) {
        self.enter(phrases, agent, true);
    }

    fn enter(&mut self, phrases: &str, agent: Agent, replaces: bool) {
        let id = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        for phrase in phrases.split('|') {
            let key = fold(phrase);
            let words = key.split(' ').count();
            if key.is_empty() || words > MAX_WORDS {
                continue;
            }
            // as lemmas: "human rights group" is found as "human right group"
            let (inner, last) = key.rsplit_once(' ').unwrap_or(("", &key));
            let singular: Vec<&str> =
                inner.split(' ').map(|w| w.strip_suffix('s').filter(|s| s.len() > 2).unwrap_or(w)).collect();
            let lemmas = if inner.is_empty() { key.clone() } else { format!("{} {last}", singular.join(" ")) };
            let again = (lemmas != key).then_some(lemmas);
            for key in std::iter::once(key).chain(again) {
                let first = key.split(' ').next().unwrap_or_default();
                match self.lengths.get_mut(first) {
                    Some(mask) => *mask |= 1 << words,
                    None => {
                        self.lengths.insert(first.to_owned(), 1 << words);
                    }
                }
                if replaces {
                    self.by_phrase.insert(key, id);
                } else {
                    self.by_phrase.entry(key).or_insert(id);
                }
            }
        }
        self.rows.push(agent);
    }

    /// The role noun of a phrase of folded lemmas.
    pub(crate) fn of_phrase(&self, key: &str) -> Option<u32> {
        self.by_phrase.get(key).copied()
    }

    /// A row by its number.
    pub(crate) fn row(&self, id: u32) -> &Agent {
        &self.rows[id as usize]
    }

    /// Lengths in words, longest first, of the phrases that begin with this word.
    pub(crate) fn lengths(&self, first: &str) -> impl Iterator<Item = usize> + use<> {
        let mask = self.lengths.get(first).copied().unwrap_or(0);
        (1..=MAX_WORDS).rev().filter(move |&n| mask & (1 << n) != 0)
    }
}
