//! The columns by which records are counted, and the values of a record in each.

use sayso::events::{Context, EventType, Mode, Quad};
use sayso::factuality::{Aspect, Status};

use crate::filter::Dimension;
use crate::index::{Index, Part, Row};

/// A column by which records are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Split {
    Type,
    Mode,
    Context,
    Quad,
    Status,
    Aspect,
    Asserted,
    /// In what way it is told: asserted, claimed, possible, denied, open.
    Kind,
    Speaker,
    Actor,
    Source,
    Target,
    Place,
    Country,
    Outlet,
}

const ALL: [(&str, Split); 15] = [
    ("type", Split::Type),
    ("mode", Split::Mode),
    ("context", Split::Context),
    ("quad", Split::Quad),
    ("status", Split::Status),
    ("aspect", Split::Aspect),
    ("asserted", Split::Asserted),
    ("kind", Split::Kind),
    ("speaker", Split::Speaker),
    ("actor", Split::Actor),
    ("source", Split::Source),
    ("target", Split::Target),
    ("place", Split::Place),
    ("country", Split::Country),
    ("outlet", Split::Outlet),
];

impl Split {
    pub(crate) fn parse(text: &str) -> Option<Split> {
        ALL.iter().find(|(name, _)| *name == text).map(|(_, split)| *split)
    }

    pub(crate) fn names() -> [&'static str; 15] {
        ALL.map(|(name, _)| name)
    }

    pub(crate) fn as_str(self) -> &'static str {
        ALL.iter().find(|(_, split)| *split == self).map_or("", |(name, _)| name)
    }

    /// The parameter of the filter that asks for a value of it.
    pub(crate) fn dimension(self) -> Dimension {
        match self {
            Split::Type => Dimension::Type,
            Split::Mode => Dimension::Mode,
            Split::Context => Dimension::Context,
            Split::Quad => Dimension::Quad,
            Split::Status => Dimension::Status,
            Split::Aspect => Dimension::Aspect,
            Split::Asserted => Dimension::Asserted,
            Split::Kind => Dimension::Other,
            Split::Speaker => Dimension::Speaker,
            Split::Actor => Dimension::Actor,
            Split::Source => Dimension::Source,
            Split::Target => Dimension::Target,
            Split::Place => Dimension::Place,
            Split::Country => Dimension::Country,
            Split::Outlet => Dimension::Outlet,
        }
    }

    /// The values of a record by number, each once.
    pub(crate) fn each(self, index: &Index, row: &Row, give: &mut dyn FnMut(u32)) {
        let mut some = |number: Option<u32>| number.into_iter().for_each(&mut *give);
        let named = |number: u32| Some(number).filter(|&number| number != 0);
        match self {
            Split::Type => give(row.event_type as u32),
            Split::Mode => some(row.mode.map(|mode| mode as u32)),
            Split::Context => {
                let here = (0..Context::ALL.len() as u32).filter(|&context| row.contexts >> context & 1 == 1);
                here.for_each(give);
            }
            Split::Quad => give(row.quad as u32),
            Split::Status => give(row.status as u32),
            Split::Aspect => some(row.aspect.map(|aspect| aspect as u32)),
            Split::Asserted => give(u32::from(row.asserted)),
            Split::Kind => give(kind(row)),
            Split::Place => some(index.place(row).and_then(|place| named(place.name))),
            Split::Country => some(index.place(row).and_then(|place| named(place.country))),
            Split::Outlet => some(named(index.report(row).outlet)),
            Split::Speaker => speakers(index, row, give),
            Split::Actor => codes(index, row, &[Part::Source, Part::Target], give),
            Split::Source => codes(index, row, &[Part::Source], give),
            Split::Target => codes(index, row, &[Part::Target], give),
        }
    }

    /// Whether its values are no closed list.
    pub(crate) fn is_open(self) -> bool {
        use Split::{Actor, Country, Outlet, Place, Source, Speaker, Target};
        matches!(self, Speaker | Actor | Source | Target | Place | Country | Outlet)
    }

    /// How many numbers its values can have.
    pub(crate) fn size(self, index: &Index) -> usize {
        match self {
            Split::Place => index.place_names.len(),
            Split::Country => index.countries.len(),
            Split::Outlet => index.outlets.len(),
            Split::Speaker => 2 + index.codes.len() + index.names.len(),
            Split::Actor | Split::Source | Split::Target => index.codes.len(),
            _ => 64,
        }
    }

    /// The value of a number.
    pub(crate) fn value(self, index: &Index, number: u32) -> &str {
        let at = number as usize;
        match self {
            Split::Type => EventType::ALL.get(at).map_or("", |code| code.as_str()),
            Split::Mode => Mode::ALL.get(at).map_or("", |code| code.as_str()),
            Split::Context => Context::ALL.get(at).map_or("", |code| code.as_str()),
            Split::Quad => Quad::ALL.get(at).map_or("", |code| code.as_str()),
            Split::Status => Status::ALL.get(at).map_or("", |code| code.as_str()),
            Split::Aspect => Aspect::ALL.get(at).map_or("", |code| code.as_str()),
            Split::Asserted => ["false", "true"].get(at).map_or("", |text| text),
            Split::Kind => KINDS.get(at).map_or("", |text| text),
            Split::Place => index.place_names.get(number),
            Split::Country => index.countries.get(number),
            Split::Outlet => index.outlets.get(number),
            Split::Actor | Split::Source | Split::Target => index.codes.get(number),
            Split::Speaker => match number {
                REPORT => "report",
                UNNAMED => "unnamed",
                _ => match (number - 2) as usize {
                    code if code < index.codes.len() => index.codes.get(code as u32),
                    name => index.names.get((name - index.codes.len()) as u32),
                },
            },
        }
    }
}

/// In what way an act can be told.
const KINDS: [&str; 5] = ["asserted", "claimed", "possible", "denied", "open"];

fn kind(row: &Row) -> u32 {
    match row.status {
        Status::Occurred if row.asserted => 0,
        Status::Occurred => 1,
        Status::Possible => 2,
        Status::Denied => 3,
        _ => 4,
    }
}

fn codes(index: &Index, row: &Row, parts: &[Part], give: &mut dyn FnMut(u32)) {
    let roles = index.roles(row);
    for (at, role) in roles.iter().enumerate() {
        let is_again = roles[..at].iter().any(|other| other.code == role.code && parts.contains(&other.part));
        if role.code != 0 && parts.contains(&role.part) && !is_again {
            give(role.code);
        }
    }
}

/// Number of the report itself among speakers.
const REPORT: u32 = 0;

/// Number of someone unnamed among speakers.
const UNNAMED: u32 = 1;

/// Speakers by code, by name where they have none.
fn speakers(index: &Index, row: &Row, give: &mut dyn FnMut(u32)) {
    let number = |code: u32, name: u32| match (code, name) {
        (0, 0) => UNNAMED,
        (0, name) => 2 + index.codes.len() as u32 + name,
        (code, _) => 2 + code,
    };
    let roles = index.roles(row);
    let mut is_reports_own = true;
    for (at, role) in roles.iter().enumerate().filter(|(_, role)| role.part == Part::Speaker) {
        is_reports_own = false;
        let this = number(role.code, role.name);
        let is_again = roles[..at].iter().any(|o| o.part == Part::Speaker && number(o.code, o.name) == this);
        if !is_again {
            give(this);
        }
    }
    if is_reports_own {
        give(REPORT);
    }
}
