//! What the stage knows before it reads: names of actors, role nouns, places.

use crate::actor::{Actor, Sector};
use crate::actors::{AgentKind, Agents, Names, name_key};
use crate::fault::Fault;
use crate::gazetteer::{Gazetteer, fold};

macro_rules! table {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../lexicons/actors/", $name)))
    };
}

/// Tables of names; those that people edit stand before those made by `xtask/tables/actors.py`.
const NAMES: &[(&str, &str)] = &[
    table!("countries_more.tsv"),
    table!("bodies.tsv"),
    table!("institutions.tsv"),
    table!("heads.tsv"),
    table!("people.tsv"),
    table!("made/countries.tsv"),
    table!("made/heads.tsv"),
    table!("made/ministers.tsv"),
    table!("made/groups.tsv"),
    table!("made/parties.tsv"),
    table!("made/outlets.tsv"),
];

/// Tables of role nouns, likewise.
const AGENTS: &[(&str, &str)] = &[table!("agents.tsv"), table!("made/agents.tsv")];

/// Nouns for persons, from WordNet.
const PERSONS: (&str, &str) = table!("made/persons.tsv");

/// What the stage knows before it reads.
#[derive(Clone, Debug)]
pub struct Knowledge {
    pub(crate) names: Names,
    pub(crate) agents: Agents,
    /// All known places.
    pub gazetteer: Gazetteer,
}

impl Knowledge {
    /// What is part of the program.
    #[must_use]
    pub fn built_in() -> Knowledge {
        let agents = || {
            let mut agents = Agents::default();
            for (file, text) in AGENTS.iter().chain([&PERSONS]) {
                agents.add(file, text);
            }
            agents
        };
        // Side by side, since together they are most of what it takes to start.
        let (names, agents) = std::thread::scope(|scope| {
            let agents = scope.spawn(agents);
            let mut names = Names::default();
            for (file, text) in NAMES {
                names.add(file, text);
            }
            (names, agents.join().unwrap_or_default())
        });
        Knowledge { names, agents, gazetteer: Gazetteer::built_in() }
    }

    /// Lays a user's table of actors over ours: rows of code, kind, names, short, from, until and source, as in
    /// `lexicons/actors`. A name that it has is no longer that of a row of ours; the code `off` gives it to nobody. Returns
    /// what is wrong with rows that cannot be used.
    pub fn add_names(&mut self, file: &str, text: &str) -> Vec<Fault> {
        self.names.lay_over(file, text)
    }

    /// Lays a user's table of role nouns over ours: rows of phrases, sector, takes, kind, state and source. Returns what
    /// is wrong with rows that cannot be used.
    pub fn add_agents(&mut self, file: &str, text: &str) -> Vec<Fault> {
        self.agents.lay_over(file, text)
    }

    /// Lays a user's table of places over ours: rows as in `lexicons/places/regions.tsv`. Returns what is wrong with rows
    /// that cannot be used.
    pub fn add_places(&mut self, file: &str, text: &str) -> Vec<Fault> {
        self.gazetteer.lay_over(file, text)
    }

    /// The rows of the actor tables that a name can mean on a day (empty where unknown), those that hold first: by the
    /// whole name, else by the surname.
    #[must_use]
    pub fn named(&self, name: &str, day: &str) -> Vec<Named> {
        let key = name_key(name);
        let mut ids: Vec<u32> = self.names.of_name(&key, name).collect();
        let by_surname = ids.is_empty();
        if by_surname {
            let mut words: Vec<String> = key.split(' ').map(str::to_owned).collect();
            let surname = words.pop().unwrap_or_default();
            ids = self.names.persons(&surname, &words);
        }
        let mut found: Vec<Named> = ids
            .into_iter()
            .map(|id| {
                let row = self.names.row(id);
                Named {
                    actors: row.actors(day),
                    kind: row.kind.as_str(),
                    code: row.code.clone().into_owned(),
                    from: row.from.clone().into_owned(),
                    until: row.until.clone().into_owned(),
                    row: row.kb(),
                    holds: row.holds(day),
                    by_surname,
                }
            })
            .collect();
        found.sort_by_key(|named| !named.holds);
        found
    }

    /// The role noun that a phrase is ("troops", "foreign minister").
    #[must_use]
    pub fn role_noun(&self, phrase: &str) -> Option<RoleNoun> {
        let key = fold(phrase);
        let id = self.agents.of_phrase(&key).or_else(|| self.agents.of_phrase(key.strip_suffix('s')?))?;
        let agent = self.agents.row(id);
        Some(RoleNoun { sector: agent.sector, can_act: agent.kind != AgentKind::None, row: agent.kb.clone() })
    }
}

/// A row of the actor tables that bears a name.
#[derive(Clone, Debug)]
pub struct Named {
    /// The actors that it names on the day asked for.
    pub actors: Vec<Actor>,
    /// Its kind, as the tables spell it.
    pub kind: &'static str,
    /// Its code, as in the table.
    pub code: String,
    /// First day, empty where open.
    pub from: String,
    /// Last day, empty where open.
    pub until: String,
    /// Table and line.
    pub row: String,
    /// Whether it holds on the day asked for.
    pub holds: bool,
    /// Whether only the surname bears it out.
    pub by_surname: bool,
}

/// A role noun.
#[derive(Clone, Debug)]
pub struct RoleNoun {
    /// Its sector, if it has one.
    pub sector: Option<Sector>,
    /// Whether it can act at all.
    pub can_act: bool,
    /// Table and line.
    pub row: String,
}
