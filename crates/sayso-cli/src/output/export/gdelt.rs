//! GDELT 2.0: 61 columns of Events and 16 of Mentions, tab-separated, without headers. Countries of actors have three letters
//! (CAMEO), those of places two (FIPS). There is no tone: the columns stay empty.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sayso::document::Field;
use sayso::entities::Sector;
use sayso::record::{ActorRef, PlaceRef, Record};
use sayso_store::Origin;

use super::codes::{self, Grain, cameo_body, cameo_country, cameo_sector, day, grain};
use super::dyads::{cell, dyads, is_unasserted, name, number};
use super::{Export, Out, Taken};

/// Columns of an actor, and of its place.
const ACTOR: usize = 10;
const GEO: usize = 8;

/// A writer of either table or both.
pub(super) struct Gdelt {
    pub(super) events: Option<Out>,
    pub(super) mentions: Option<Out>,
}

/// Where the Mentions of a file of Events go: as GDELT names its files.
pub(super) fn mentions_beside(events: &Path) -> PathBuf {
    const ENDS: [(&str, &str); 2] = [(".export.CSV", ".mentions.CSV"), (".export.csv", ".mentions.csv")];
    let name = events.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let found = ENDS.iter().find_map(|(end, other)| Some(format!("{}{other}", name.strip_suffix(end)?)));
    events.with_file_name(found.unwrap_or_else(|| format!("{name}.mentions.CSV")))
}

impl Export for Gdelt {
    fn record(&mut self, origin: &Origin, record: &Record) -> io::Result<Taken> {
        if let Some(reason) = is_unasserted(record) {
            return Ok(Taken::LeftOut(reason));
        }
        let Some(day) = day(record).map(|day| day.replace('-', "")).filter(|day| day.len() == 8) else {
            return Ok(Taken::LeftOut("without a day"));
        };
        let dyads = dyads(record);
        for (at, &(one, two)) in dyads.iter().enumerate() {
            let id = number(record, at).to_string();
            if let Some(out) = &mut self.events {
                writeln!(out, "{}", event(&id, &day, origin, record, [one, two]).join("\t"))?;
            }
            if let Some(out) = &mut self.mentions {
                writeln!(out, "{}", mention(&id, &day, origin, record, [one, two]).join("\t"))?;
            }
        }
        Ok(Taken::Rows(dyads.len() as u64))
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.events.iter_mut().chain(&mut self.mentions).try_for_each(|out| out.flush())
    }
}

fn event(id: &str, day: &str, origin: &Origin, record: &Record, actors: [Option<&ActorRef>; 2]) -> Vec<String> {
    let part = |range: std::ops::Range<usize>| day[range].parse::<u32>().unwrap_or(0);
    let fraction = f64::from(part(0..4)) + f64::from(part(4..6) * 30 + part(6..8)) / 365.0;
    let mut row =
        vec![id.to_owned(), day.to_owned(), day[..6].to_owned(), day[..4].to_owned(), format!("{fraction:.4}")];
    actors.into_iter().for_each(|one| row.extend(actor(one)));
    let leads = record.field == Field::Title || record.sentence == 0;
    let cameo = &record.cameo;
    let cut = |n: usize| cameo.get(..n).unwrap_or(cameo).to_owned();
    row.push(u8::from(leads).to_string());
    row.extend([
        cameo.clone(),
        cut(3),
        cut(2),
        codes::quad_class(cameo).to_owned(),
        codes::goldstein(cameo).to_owned(),
    ]);
    row.extend(["1", "1", "1", ""].map(str::to_owned));
    row.extend(geo(None));
    row.extend(geo(None));
    row.extend(geo(record.place.as_ref()));
    let published = record.published.as_deref().map_or_else(|| day.to_owned(), |day| day.replace('-', ""));
    row.push(format!("{published}000000"));
    row.push(origin.url.as_deref().map(cell).unwrap_or_default());
    debug_assert_eq!(row.len(), 61);
    row
}

fn actor(actor: Option<&ActorRef>) -> [String; ACTOR] {
    let mut row: [String; ACTOR] = Default::default();
    let Some(actor) = actor else { return row };
    let country = actor.country.as_deref().map(cameo_country).unwrap_or_default();
    let body = cameo_body(&actor.code);
    let sectors: Vec<&str> = actor.sectors.iter().copied().map(cameo_sector).collect();
    row[0] = match (country, body) {
        ("", Some(body)) => format!("IGO{body}"),
        ("", None) if actor.sectors.contains(&Sector::Igo) => "IGO".to_owned(),
        ("", None) => sectors.concat(),
        (country, _) => format!("{country}{}", sectors.concat()),
    };
    row[1] = cell(name(actor)).to_uppercase();
    country.clone_into(&mut row[2]);
    body.unwrap_or_default().clone_into(&mut row[3]);
    let kinds = if body.is_some() && sectors.is_empty() { vec!["IGO"] } else { sectors };
    for (slot, kind) in row[7..].iter_mut().zip(kinds) {
        kind.clone_into(slot);
    }
    row
}

fn geo(place: Option<&PlaceRef>) -> [String; GEO] {
    let mut row: [String; GEO] = Default::default();
    let Some(place) = place else {
        "0".clone_into(&mut row[0]);
        return row;
    };
    let fips = codes::fips(place);
    let is_us = place.country == "USA";
    row[0] = match (grain(place), is_us) {
        (Grain::Country, _) => "1",
        (Grain::Division, true) => "2",
        (Grain::Place, true) => "3",
        (Grain::Place, false) => "4",
        (Grain::Division, false) => "5",
    }
    .to_owned();
    let mut names = vec![place.name.as_str()];
    names.extend(place.admin1.as_deref().filter(|admin1| *admin1 != place.name));
    let country = codes::country_name(&place.country);
    names.extend(Some(country).filter(|_| grain(place) != Grain::Country && !country.is_empty()));
    row[1] = cell(&names.join(", "));
    fips.clone_into(&mut row[2]);
    // Its codes of divisions are FIPS, too, which we do not have: the country's alone, as GDELT writes it where it knows no more.
    fips.clone_into(&mut row[3]);
    row[5] = degrees(place.lat);
    row[6] = degrees(place.lon);
    if grain(place) == Grain::Country {
        fips.clone_into(&mut row[7]);
    }
    row
}

fn degrees(value: f64) -> String {
    let text = format!("{value:.5}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn mention(id: &str, day: &str, origin: &Origin, record: &Record, actors: [Option<&ActorRef>; 2]) -> Vec<String> {
    let published = record.published.as_deref().map_or_else(|| day.to_owned(), |day| day.replace('-', ""));
    // Characters of the text; what stands in the title has none there.
    let offset = |span: Option<[usize; 2]>| match (span, record.field) {
        (Some(span), Field::Text) => span[0].to_string(),
        _ => "-1".to_owned(),
    };
    let (kind, identifier) = origin.url.as_deref().map_or(("2", record.document.as_str()), |url| ("1", url));
    vec![
        id.to_owned(),
        format!("{day}000000"),
        format!("{published}000000"),
        kind.to_owned(),
        origin.outlet.as_deref().map(cell).unwrap_or_default(),
        cell(identifier),
        (record.sentence + 1).to_string(),
        offset(actors[0].map(|actor| actor.span)),
        offset(actors[1].map(|actor| actor.span)),
        offset(Some(record.trigger.span)),
        "1".to_owned(),
        format!("{:.0}", record.confidence * 100.0),
        origin.length.to_string(),
        String::new(),
        String::new(),
        String::new(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_lie_beside_their_events() {
        let beside = |name: &str| mentions_beside(Path::new(name)).display().to_string();
        assert_eq!(beside("a/2026.export.CSV"), "a/2026.mentions.CSV");
        assert_eq!(beside("events.tsv"), "events.tsv.mentions.CSV");
    }
}
