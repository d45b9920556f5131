//! POLECAT: 40 tab-separated columns with a header, a row for each pair of actors. What is missing is the word `None`.

use std::io::{self, Write};

use sayso::factuality::Status;
use sayso::record::{ActorRef, Record};
use sayso_store::Origin;

use super::codes::{Grain, country_name, day, grain};
use super::dyads::{cell, dyads, is_unasserted, name, number};
use super::{Export, Out, Taken};

/// The columns, as its files have them.
const COLUMNS: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

const NONE: &str = "None";

/// The rule where what is not asserted is written, too.
pub(super) const RULE_UNASSERTED: &str = "All records are rows. Whatever a report does not assert in its own word carries a mark in \
    Contexts: `future` (promised, threatened, planned), `hypothetical` (demanded, proposed, possible), `negation` (refused, denied) \
    as PLOVER's auxiliary modes have it, and `attributed` (on somebody's word), which is sayso's own. Leave those rows out to count deeds.";

/// A writer of rows.
pub(super) struct Polecat {
    out: Out,
    unasserted: bool,
}

impl Polecat {
    /// Writes the header.
    pub(super) fn begin(mut out: Out, unasserted: bool) -> io::Result<Polecat> {
        writeln!(out, "{}", COLUMNS.join("\t"))?;
        Ok(Polecat { out, unasserted })
    }
}

impl Export for Polecat {
    fn record(&mut self, origin: &Origin, record: &Record) -> io::Result<Taken> {
        if let Some(reason) = is_unasserted(record).filter(|_| !self.unasserted) {
            return Ok(Taken::LeftOut(reason));
        }
        let dyads = dyads(record);
        for (at, (actor, recipient)) in dyads.iter().enumerate() {
            let event = [
                format!("sayso-{}", number(record, at)),
                value(day(record)),
                record.event_type.as_str().to_owned(),
                value(record.mode.map(|mode| mode.as_str())),
                format!("{:.1}", record.intensity),
                record.quad.as_str().to_uppercase(),
                list(&contexts(record)),
            ];
            let (actor, recipient, rest) = (party(*actor), party(*recipient), rest(origin, record));
            let row: Vec<&str> =
                event.iter().chain(&actor).chain(&recipient).chain(&rest).map(String::as_str).collect();
            debug_assert_eq!(row.len(), COLUMNS.len());
            writeln!(self.out, "{}", row.join("\t"))?;
        }
        Ok(Taken::Rows(dyads.len() as u64))
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

/// PLOVER's contexts, and the marks of what is not asserted.
fn contexts(record: &Record) -> Vec<&'static str> {
    let mark: &[&str] = match record.status {
        Status::Occurred if record.asserted => &[],
        Status::Occurred => &["attributed"],
        Status::Promised | Status::Threatened | Status::Planned => &["future"],
        Status::Demanded | Status::Proposed | Status::Possible => &["hypothetical"],
        Status::Refused => &["future", "negation"],
        Status::Denied => &["negation"],
    };
    record.contexts.iter().map(|context| context.as_str()).chain(mark.iter().copied()).collect()
}

fn party(actor: Option<&ActorRef>) -> [String; 8] {
    let sectors: Vec<&str> =
        actor.map(|a| a.sectors.iter().map(|sector| sector.as_str()).collect()).unwrap_or_default();
    [
        value(actor.map(name)),
        value(actor.and_then(|a| a.country.as_deref())),
        NONE.to_owned(),
        value(sectors.first().copied()),
        list(&sectors),
        NONE.to_owned(),
        value(actor.map(|a| a.text.as_str())),
        NONE.to_owned(),
    ]
}

fn rest(origin: &Origin, record: &Record) -> [String; 17] {
    let place = record.place.as_ref();
    let grain = place.map(grain);
    let city = place.filter(|_| grain == Some(Grain::Place));
    let feature = match grain {
        Some(Grain::Country) => Some("PCLI"),
        Some(Grain::Division) => Some("ADM1"),
        Some(Grain::Place) | None => None,
    };
    [
        value(place.map(|p| p.name.as_str())),
        value(city.map(|p| p.name.as_str())),
        NONE.to_owned(),
        value(place.and_then(|p| p.admin1.as_deref())),
        value(place.map(|p| country_name(&p.country))),
        number_or_none(place.map(|p| p.lat)),
        number_or_none(place.map(|p| p.lon)),
        value(place.and_then(|p| p.geonames).map(|id| id.to_string()).as_deref()),
        value(place.map(|p| p.text.as_str())),
        value(feature),
        value(origin.outlet.as_deref()),
        value(record.published.as_deref()),
        NONE.to_owned(),
        NONE.to_owned(),
        NONE.to_owned(),
        "eng".to_owned(),
        format!("sayso-{}", env!("CARGO_PKG_VERSION")),
    ]
}

fn number_or_none(value: Option<f64>) -> String {
    value.map_or_else(|| NONE.to_owned(), |degrees| format!("{degrees:.5}"))
}

fn value(text: Option<&str>) -> String {
    text.map(cell).filter(|text| !text.is_empty()).unwrap_or_else(|| NONE.to_owned())
}

fn list(parts: &[&str]) -> String {
    if parts.is_empty() { NONE.to_owned() } else { parts.join("; ") }
}
