//! ICEWS: 20 tab-separated columns with a header, a row for each pair of actors. (Event ID, Event Date) is the key.

use std::io::{self, Write};

use sayso::record::{ActorRef, Record};
use sayso_store::Origin;

use super::codes::{Grain, cameo_name, country_name, day, goldstein, grain, icews_sector};
use super::dyads::{cell, dyads, is_unasserted, name, number};
use super::{Export, Out, Taken};

/// The columns, as its files have them.
const COLUMNS: [&str; 20] = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

/// A writer of rows.
pub(super) struct Icews(Out);

impl Icews {
    /// Writes the header.
    pub(super) fn begin(mut out: Out) -> io::Result<Icews> {
        writeln!(out, "{}", COLUMNS.join("\t"))?;
        Ok(Icews(out))
    }
}

impl Export for Icews {
    fn record(&mut self, origin: &Origin, record: &Record) -> io::Result<Taken> {
        if let Some(reason) = is_unasserted(record) {
            return Ok(Taken::LeftOut(reason));
        }
        let Some(day) = day(record) else { return Ok(Taken::LeftOut("without a day")) };
        let mut rows = 0;
        for (at, dyad) in dyads(record).into_iter().enumerate() {
            let (Some(source), Some(target)) = dyad else { continue };
            let (source, target, place) = (party(source), party(target), place(record));
            let event = [number(record, at).to_string(), day.to_owned()];
            let act = [cameo_name(&record.cameo), &record.cameo, goldstein(&record.cameo)].map(str::to_owned);
            let story = [
                story(&record.document),
                (record.sentence + 1).to_string(),
                cell(origin.outlet.as_deref().unwrap_or_default()),
            ];
            let parts: [&[String]; 6] = [&event, &source, &act, &target, &story, &place];
            writeln!(self.0, "{}", parts.concat().join("\t"))?;
            rows += 1;
        }
        Ok(if rows == 0 { Taken::LeftOut("without source or target") } else { Taken::Rows(rows) })
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}

/// A number for a document.
fn story(document: &str) -> String {
    let hash = *blake3::hash(document.as_bytes()).as_bytes();
    (hash[..4].iter().fold(0u32, |all, &byte| all << 8 | u32::from(byte)) >> 1).to_string()
}

fn party(actor: &ActorRef) -> [String; 3] {
    let sectors: Vec<&str> = actor.sectors.iter().copied().map(icews_sector).collect();
    [cell(name(actor)), sectors.join(","), country_name(actor.country.as_deref().unwrap_or_default()).to_owned()]
}

fn place(record: &Record) -> [String; 6] {
    let Some(place) = &record.place else { return Default::default() };
    let city = if grain(place) == Grain::Place { place.name.as_str() } else { "" };
    [
        cell(city),
        String::new(),
        cell(place.admin1.as_deref().unwrap_or_default()),
        country_name(&place.country).to_owned(),
        format!("{:.4}", place.lat),
        format!("{:.4}", place.lon),
    ]
}
