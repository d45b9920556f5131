//! What the stage knows before it reads: names of actors, role nouns, places.

use crate::actors::{Agents, Names};
use crate::gazetteer::Gazetteer;

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
        let mut names = Names::default();
        for (file, text) in NAMES {
            names.add(file, text);
        }
        let mut agents = Agents::default();
        for (file, text) in AGENTS {
            agents.add(file, text);
        }
        agents.add(PERSONS.0, PERSONS.1);
        Knowledge { names, agents, gazetteer: Gazetteer::built_in() }
    }

    /// Adds names of actors: rows of code, kind, names, short, from, until and source, as in `lexicons/actors`. Returns
    /// the number of lines that are no such rows.
    pub fn add_names(&mut self, file: &str, text: &str) -> usize {
        self.names.add(file, text)
    }

    /// Adds role nouns: rows of phrases, sector, takes, kind, state and source. Returns the number of lines that are no
    /// such rows.
    pub fn add_agents(&mut self, file: &str, text: &str) -> usize {
        self.agents.add(file, text)
    }
}
