//! What CAMEO's codes become.

use std::collections::BTreeMap;

use sayso::entities::{Knowledge, Sector};
use sayso::events::EventType;

const ACTORS: &str = include_str!("../../../../lexicons/import/cameo-actors.tsv");
const EVENTS: &str = include_str!("../../../../lexicons/import/cameo-plover.tsv");

/// Both tables.
#[derive(Debug)]
pub(crate) struct Codes {
    parts: BTreeMap<(&'static str, &'static str), &'static str>,
    events: BTreeMap<&'static str, Act>,
}

/// A CAMEO event code in PLOVER.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Act {
    pub(crate) event_type: EventType,
    pub(crate) mode: &'static str,
    pub(crate) contexts: &'static str,
}

/// A CAMEO actor code in ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ActorCode {
    pub(crate) code: String,
    pub(crate) kind: &'static str,
    /// Whether parts of the code got lost.
    pub(crate) is_shortened: bool,
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).skip(1).map(|l| l.split('\t').collect())
}

impl Codes {
    pub(crate) fn built_in() -> Codes {
        let parts = rows(ACTORS).map(|row| ((row[0], row[1]), row[2])).collect();
        let act = |row: Vec<&'static str>| {
            let act = Act { event_type: EventType::parse(row[1])?, mode: row[2], contexts: row[3] };
            Some((row[0], act))
        };
        Codes { parts, events: rows(EVENTS).filter_map(act).collect() }
    }

    /// What an event code becomes: by itself, else by its first three or two digits.
    pub(crate) fn act(&self, cameo: &str) -> Option<Act> {
        let root = cameo.get(..2).map(|two| format!("{two}0"));
        let keys = [Some(cameo), cameo.get(..3), root.as_deref()];
        keys.into_iter().flatten().find_map(|key| self.events.get(key)).copied()
    }

    /// The PLOVER sector of a CAMEO role.
    pub(crate) fn sector(&self, part: &str) -> Option<Sector> {
        self.parts.get(&("sector", part)).and_then(|ours| Sector::parse(ours))
    }

    /// The state that a part stands for, as ISO 3166-1 alpha-3 (or the code of a state of the past).
    pub(crate) fn state(&self, part: &str, knowledge: &Knowledge) -> Option<String> {
        if let Some(ours) = self.parts.get(&("state", part)) {
            return Some((*ours).to_owned());
        }
        knowledge.gazetteer.country(part).map(|_| part.to_owned())
    }

    /// Whether parts of a code tell of an armed group.
    fn is_armed(&self, parts: &[&str]) -> bool {
        parts.iter().any(|part| matches!(self.sector(part), Some(Sector::Reb | Sector::Uaf)))
    }

    /// An actor code: parts of three letters.
    pub(crate) fn actor(&self, code: &str, is_person: bool, knowledge: &Knowledge) -> Option<ActorCode> {
        let parts: Vec<&str> = (0..code.len() / 3).filter_map(|i| code.get(3 * i..3 * i + 3)).collect();
        let (&first, rest) = parts.split_first()?;
        let shortened = |used: usize| parts.len() > used || !code.len().is_multiple_of(3);
        let actor = |code: String, kind: &'static str, used: usize| {
            let kind = if is_person { "head" } else { kind };
            Some(ActorCode { code, kind, is_shortened: shortened(used) })
        };
        let state_in = || rest.iter().find_map(|part| self.state(part, knowledge));
        match first {
            "IGO" => match rest.first() {
                None => actor("IGO".to_owned(), "body", 1),
                Some(part) => {
                    let ours = self.parts.get(&("body", part)).copied().unwrap_or(part);
                    actor(ours.to_owned(), "body", 2)
                }
            },
            "NGO" | "NGM" => match state_in() {
                Some(state) => actor(format!("{state}NGO"), "institution", 2),
                None => actor("NGO".to_owned(), "ngo", 1),
            },
            "MNC" => match state_in() {
                Some(state) => actor(format!("{state}BUS"), "company", 2),
                None => actor("BUS".to_owned(), "company", 1),
            },
            // A dash keeps these from looking like a state and a sector.
            "IMG" => {
                actor(format!("IMG-{}", code.get(3..).filter(|c| !c.is_empty()).unwrap_or("INT")), "group", parts.len())
            }
            _ if self.parts.contains_key(&("region", first)) && self.is_armed(rest) => {
                actor(format!("IMG-{first}"), "group", 2)
            }
            _ => {
                let state = self.state(first, knowledge)?;
                let Some(sector) = rest.iter().find_map(|part| self.sector(part)) else {
                    return actor(state, "country", 1);
                };
                let kind = match sector {
                    Sector::Reb | Sector::Prm | Sector::Uaf => "group",
                    Sector::Pty => "party",
                    _ => "institution",
                };
                actor(format!("{state}{}", sector.as_str()), kind, 2)
            }
        }
    }
}
