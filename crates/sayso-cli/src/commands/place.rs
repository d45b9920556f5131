//! `sayso place`: which place a name means, and why.

use std::io::{self, Write};

use clap::Args;
use sayso::Coder;
use sayso::document::{Header, read};
use sayso::entities::gazetteer::{Detail, Gazetteer, Record};
use sayso::entities::places::standing;
use serde::Serialize;

use super::shared::ModelArgs;
use crate::exit::{Outcome, Stop};

/// Tell which place a name would be taken for, what else it could be, and why
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct PlaceArgs {
    /// A name: "Tripoli", "Paris, Texas", "Kunar Province"
    name: String,
    /// Candidates to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// One JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    model: ModelArgs,
}

const AFTER_HELP: &str = "\
Examples:
  sayso place Tripoli
  sayso place \"Paris, Texas\" --json
  sayso place \"Camp Example\" --lexicon my-lexicon
The name is read in “Officials met in NAME.”; in a report the places, peoples and countries around it decide.
Exit codes: 0 a place · 1 none known, or not taken for one · 2 wrong usage.";

#[derive(Serialize)]
struct Answer<'a> {
    name: &'a str,
    resolved: Option<Resolved>,
    candidates: Vec<Candidate>,
    n_candidates: usize,
    why: Vec<String>,
}

#[derive(Serialize)]
struct Resolved {
    name: String,
    kind: String,
    country: String,
    admin1: Option<String>,
    lat: f64,
    lon: f64,
    geonames: Option<u32>,
}

#[derive(Serialize)]
struct Candidate {
    name: String,
    kind: &'static str,
    country: String,
    admin1: Option<String>,
    lat: f64,
    lon: f64,
    population: u32,
    geonames: Option<u32>,
    standing: f64,
    why: String,
}

impl PlaceArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        let coder = self.model.coder()?;
        let answer = answer(&coder, &self.name, self.limit);
        let mut out = io::stdout().lock();
        if self.json {
            serde_json::to_writer(&mut out, &answer).map_err(io::Error::from)?;
            writeln!(out)?;
        } else {
            show(&answer, &mut out)?;
        }
        Ok(if answer.resolved.is_none() { Outcome::SomeFailed } else { Outcome::Done })
    }
}

fn answer<'a>(coder: &Coder, name: &'a str, limit: usize) -> Answer<'a> {
    let header = Header { id: "name".to_owned(), ..Header::default() };
    let coded = coder.code(read(&format!("Officials met in {name}."), None, header));
    let resolved = coded.entities.places.first().map(|mention| Resolved {
        name: mention.place.name.clone(),
        kind: mention.place.kind.clone(),
        country: mention.place.country.clone(),
        admin1: mention.place.admin1.clone(),
        lat: mention.place.lat,
        lon: mention.place.lon,
        geonames: mention.place.geonames,
    });
    let gazetteer = &coder.knowledge().gazetteer;
    let (candidates, mut why) = candidates(gazetteer, name);
    if resolved.is_none() && !candidates.is_empty() {
        why.push("known, but not taken for a place in “Officials met in …”".to_owned());
    }
    let n_candidates = candidates.len();
    Answer { name, resolved, candidates: candidates.into_iter().take(limit).collect(), n_candidates, why }
}

/// The places of a name, those that are most readily meant first, and what else the name is.
fn candidates(gazetteer: &Gazetteer, name: &str) -> (Vec<Candidate>, Vec<String>) {
    let mut why = Vec::new();
    // "Paris, Texas": the first part is the place's own name.
    let own = name.split(',').next().unwrap_or(name).trim();
    let bare = own.rsplit_once(' ').filter(|(_, word)| gazetteer.context().level(&word.to_lowercase()).is_some());
    let of = |name: &str| gazetteer.name_of(name).filter(|n| !n.places.is_empty());
    let found = of(own).or_else(|| {
        let (bare, word) = bare?;
        why.push(format!("“{word}” says what sort of place it is"));
        of(bare)
    });
    let Some(found) = found else {
        why.push(match gazetteer.demonym(own) {
            Some(place) => format!("no place, but a word for what belongs to {}", gazetteer.name(place.id)),
            None => "no place of that name is known".to_owned(),
        });
        return (Vec::new(), why);
    };
    let flags = found.flags;
    for (is, what) in [
        (flags.word, "also an ordinary word: capitals and company must tell"),
        (flags.given, "also a given name"),
        (flags.surname, "also a surname"),
        (flags.not_place, "hardly ever a place by itself"),
    ] {
        why.extend(is.then(|| what.to_owned()));
    }
    let senses: Vec<(Record, bool)> = found.places.iter().map(|s| (gazetteer.record(s.place), s.is_own_name)).collect();
    let mut all: Vec<Candidate> = senses
        .iter()
        .zip(standing(&senses))
        .map(|((record, is_own), standing)| candidate(gazetteer, record, *is_own, standing))
        .collect();
    all.sort_by(|a, b| b.standing.total_cmp(&a.standing));
    (all, why)
}

fn candidate(gazetteer: &Gazetteer, record: &Record, is_own: bool, standing: f64) -> Candidate {
    let rank = match record.detail {
        Detail::Capital => "capital; ",
        Detail::Seat1 => "seat of a first-level division; ",
        Detail::Part => "part of a city; ",
        _ => "",
    };
    let own = if is_own { "its own name" } else { "one of its other names" };
    Candidate {
        name: gazetteer.name(record.id),
        kind: record.kind.as_str(),
        country: record.country_code().to_owned(),
        admin1: record.admin1.map(|id| gazetteer.name(id)),
        lat: record.lat,
        lon: record.lon,
        population: record.population,
        geonames: record.geonames,
        standing: (standing * 100.0).round() / 100.0,
        why: format!("{rank}{own}{}", if record.approximate { "; point borrowed from its division" } else { "" }),
    }
}

fn show(answer: &Answer<'_>, out: &mut impl Write) -> io::Result<()> {
    match &answer.resolved {
        None => writeln!(out, "{}: no place", answer.name)?,
        Some(place) => {
            let within =
                place.admin1.iter().map(String::as_str).chain([place.country.as_str()]).filter(|p| !p.is_empty());
            let within = within.collect::<Vec<_>>().join(", ");
            writeln!(
                out,
                "{}: {} ({}, {within}) at {}, {}",
                answer.name, place.name, place.kind, place.lat, place.lon
            )?;
        }
    }
    answer.why.iter().try_for_each(|why| writeln!(out, "  {why}"))?;
    if !answer.candidates.is_empty() {
        writeln!(
            out,
            "candidates, {} of {}, by how readily they are meant",
            answer.candidates.len(),
            answer.n_candidates
        )?;
    }
    for c in &answer.candidates {
        let admin1 = c.admin1.as_deref().map(|a| format!("{a}, ")).unwrap_or_default();
        let size = if c.population > 0 { format!(", size {}", c.population) } else { String::new() };
        writeln!(
            out,
            "  {:>5.2}  {} ({}, {admin1}{}{size}) at {}, {}: {}",
            c.standing, c.name, c.kind, c.country, c.lat, c.lon, c.why
        )?;
    }
    Ok(())
}
