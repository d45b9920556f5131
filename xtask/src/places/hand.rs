//! The hand-kept tables of `lexicons/places`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sayso_entities::gazetteer::build::{CountryCode, Row, Source};
use sayso_entities::gazetteer::{Detail, Kind, fold};

use super::table::{Line, Table};

/// What is known of classes and spellings of natural features.
pub(super) struct FeatureTables {
    classes: BTreeMap<String, (u32, bool)>,
    words: BTreeMap<String, String>,
}

impl FeatureTables {
    pub(super) fn read(folder: &Path) -> Result<FeatureTables, String> {
        let classes = Table::read(&folder.join("feature-kinds.tsv"))?
            .rows()
            .map(|r| (r.get("class").to_lowercase(), (r.get("weight").parse().unwrap_or(0), r.get("water") == "yes")))
            .collect();
        let words = Table::read(&folder.join("feature-words.tsv"))?
            .rows()
            .map(|r| (r.get("short").to_owned(), r.get("full").to_owned()))
            .collect();
        Ok(FeatureTables { classes, words })
    }

    pub(super) fn weight(&self, class: &str) -> u32 {
        self.classes.get(&class.to_lowercase()).map_or(0, |c| c.0)
    }

    pub(super) fn is_water(&self, class: &str) -> bool {
        self.classes.get(&class.to_lowercase()).is_some_and(|c| c.1)
    }

    pub(super) fn spell_out(&self, name: &str) -> String {
        let words: Vec<&str> = name.split(' ').map(|w| self.words.get(w).map_or(w, String::as_str)).collect();
        words.join(" ")
    }
}

fn hand_row(line: &Line<'_>, kind: Kind, detail: Detail, population: &str) -> Row {
    Row {
        name: line.get("name").to_owned(),
        alternates: line.list("other_names").map(|n| n.strip_prefix("the ").unwrap_or(n).to_owned()).collect(),
        kind,
        detail,
        approximate: false,
        lat: line.get("lat").parse().unwrap_or(f64::NAN),
        lon: line.get("lon").parse().unwrap_or(f64::NAN),
        population: line.get(population).parse().unwrap_or(0),
        country: String::new(),
        admin1: None,
        admin2: None,
        geonames: line.get("geonames").parse().ok(),
    }
}

/// Countries, their codes and words for their people.
pub(super) fn countries(folder: &Path, source: &mut Source) -> Result<(), String> {
    for line in Table::read(&folder.join("countries.tsv"))?.rows() {
        let mut row = hand_row(&line, Kind::Country, Detail::Plain, "population");
        row.country = line.get("iso2").to_owned();
        let at = source.rows.len();
        source.demonyms.extend(line.list("demonyms").map(|d| (d.to_owned(), at)));
        source.countries.push(CountryCode { iso2: row.country.clone(), iso3: line.get("iso3").to_owned(), row: at });
        source.rows.push(row);
    }
    Ok(())
}

/// Alpha-2 codes of the countries whose towns have Latin names of their own.
pub(super) fn latin_countries(folder: &Path) -> Result<BTreeSet<String>, String> {
    let table = Table::read(&folder.join("countries.tsv"))?;
    Ok(table.rows().filter(|r| r.get("script") == "Latn").map(|r| r.get("iso2").to_owned()).collect())
}

/// Abbreviations and words for people of states and provinces.
pub(super) fn states(folder: &Path, source: &mut Source) -> Result<(), String> {
    for line in Table::read(&folder.join("states.tsv"))?.rows() {
        let name = fold(line.get("name"));
        let is_it = |r: &Row| {
            r.kind == Kind::Admin1
                && r.country == line.get("country")
                && std::iter::once(&r.name).chain(&r.alternates).any(|n| fold(n) == name)
        };
        let at = source.rows.iter().position(is_it);
        let at = at.ok_or_else(|| format!("states.tsv: no division {}, {}", line.get("name"), line.get("country")))?;
        if let (Ok(lat), Ok(lon)) = (line.get("lat").parse(), line.get("lon").parse()) {
            (source.rows[at].lat, source.rows[at].lon) = (lat, lon);
        }
        source.abbreviations.extend(line.list("abbreviations").map(|a| (a.to_owned(), at)));
        source.demonyms.extend(line.list("demonyms").map(|d| (d.to_owned(), at)));
    }
    Ok(())
}

/// Informal regions and what else other tables lack. A region that turns out to be a first-level division of that name
/// lends it its other names and weight.
pub(super) fn regions(folder: &Path, source: &mut Source) -> Result<(), String> {
    let mut divisions: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (i, row) in source.rows.iter().enumerate().filter(|(_, r)| r.kind == Kind::Admin1) {
        for name in std::iter::once(&row.name).chain(&row.alternates) {
            divisions.entry((row.country.clone(), fold(name))).or_insert(i);
        }
    }
    for line in Table::read(&folder.join("regions.tsv"))?.rows() {
        let kind = Kind::parse(line.get("kind")).ok_or_else(|| format!("regions.tsv: kind of {}", line.get("name")))?;
        let detail = match line.get("detail") {
            "continent" => Detail::Continent,
            "water" => Detail::Water,
            "part" => Detail::Part,
            _ => Detail::Plain,
        };
        let mut row = hand_row(&line, kind, detail, "weight");
        row.country = line.get("country").to_owned();
        let same = divisions.get(&(row.country.clone(), fold(&row.name)));
        if let Some(&same) = same.filter(|_| matches!(kind, Kind::Region | Kind::Admin1)) {
            let division = &mut source.rows[same];
            division.alternates.append(&mut row.alternates);
            division.population = division.population.max(row.population);
            division.alternates.push(std::mem::replace(&mut division.name, row.name));
        } else {
            source.rows.push(row);
        }
    }
    Ok(())
}

/// Names that hardly ever mean a place.
pub(super) fn not_places(folder: &Path, source: &mut Source) -> Result<(), String> {
    source.not_places = Table::read(&folder.join("not-places.tsv"))?.rows().map(|l| fold(l.get("name"))).collect();
    Ok(())
}

/// Names that are people's as well.
pub(super) fn person_names(folder: &Path, source: &mut Source) -> Result<(), String> {
    for line in Table::read(&folder.join("person-names.tsv"))?.rows() {
        let name = fold(line.get("name"));
        if line.get("kind").contains('g') {
            source.given_names.insert(name.clone());
        }
        if line.get("kind").contains('s') {
            source.surnames.insert(name);
        }
    }
    Ok(())
}
