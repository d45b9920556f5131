//! `cargo xtask places DATA_DIR`: compiles `lexicons/places/places.bin`.
//!
//! `DATA_DIR` holds `gazetteer/places.tsv.gz` (columns are named in its header) and `lexicon/wordnet_synsets.tsv.gz`. The
//! hand-kept tables beside the result are read as well. Equal inputs give equal bytes.

mod hand;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sayso_entities::gazetteer::build::{Row, Source, compile};
use sayso_entities::gazetteer::{Detail, Gazetteer, Kind, fold};

use table::Table;

/// Where the tables are, and the result goes.
const PLACES: &str = "lexicons/places";

/// Towns below this keep no other spellings in countries that write Latin.
const SMALL: u32 = 10_000;

/// Degrees across which a division is put at the middle of its towns.
const LARGE_DIVISION: f64 = 3.0;

/// Compiles the gazetteer and writes it where it has changed; the result is what to tell the user.
pub(crate) fn run(data: &Path) -> Result<String, String> {
    let bytes = compiled(data)?;
    let path = Path::new(PLACES).join("places.bin");
    let told = difference(&path, &bytes)?;
    if std::fs::read(&path).ok().as_deref() != Some(&bytes) {
        std::fs::write(&path, &bytes).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(told)
}

/// What compiling would change.
pub(crate) fn check(data: &Path) -> Result<(String, bool), String> {
    let bytes = compiled(data)?;
    let path = Path::new(PLACES).join("places.bin");
    let is_same = std::fs::read(&path).ok().as_deref() == Some(&bytes);
    Ok((difference(&path, &bytes)?, is_same))
}

/// How many places and names there were, and are.
fn difference(path: &Path, bytes: &[u8]) -> Result<String, String> {
    let new = Gazetteer::from_bytes(bytes.to_vec()).map_err(|e| e.to_string())?;
    let shown = path.display();
    let old = std::fs::read(path).ok();
    Ok(match old {
        Some(old) if old == bytes => format!("{shown}: as it was, {new:?}, {} bytes", bytes.len()),
        Some(old) => {
            let was = Gazetteer::from_bytes(old.clone()).map_or_else(|e| e.to_string(), |old| format!("{old:?}"));
            format!("{shown}: changed from {was}, {} bytes, to {new:?}, {} bytes", old.len(), bytes.len())
        }
        None => format!("{shown}: new, {new:?}, {} bytes", bytes.len()),
    })
}

/// The bytes of the gazetteer from its sources.
fn compiled(data: &Path) -> Result<Vec<u8>, String> {
    let bulk = Table::read(&data.join("gazetteer/places.tsv.gz"))?;
    let mut source = Source { rows: Vec::with_capacity(bulk.len()), ..Source::default() };
    let features = hand::FeatureTables::read(Path::new(PLACES))?;
    let latin = hand::latin_countries(Path::new(PLACES))?;
    let mut ids = BTreeMap::new();
    for row in bulk.rows() {
        if row.get("kind") == "country" || row.get("kind") == "country_historic" {
            continue;
        }
        ids.insert(row.get("id").to_owned(), source.rows.len());
        let mut place = bulk_row(&row, &features);
        if place.kind == Kind::City && place.population < SMALL && latin.contains(row.get("cc")) {
            place.alternates.clear();
        }
        place.alternates.extend(variants(&place.name));
        source.rows.push(place);
    }
    for row in bulk.rows() {
        if let Some(&at) = ids.get(row.get("id")) {
            source.rows[at].admin1 = ids.get(row.get("admin1_id")).copied().filter(|&a| a != at);
            source.rows[at].admin2 = ids.get(row.get("admin2_id")).copied().filter(|&a| a != at);
        }
    }
    hand::countries(Path::new(PLACES), &mut source)?;
    hand::states(Path::new(PLACES), &mut source)?;
    hand::regions(Path::new(PLACES), &mut source)?;
    place_the_placeless(&mut source);
    let fixed: BTreeSet<usize> = source.abbreviations.iter().map(|(_, row)| *row).collect();
    centre_divisions(&mut source.rows, &fixed);
    locate_features(&mut source.rows);
    english_divisions(&mut source.rows);
    hand::not_places(Path::new(PLACES), &mut source)?;
    hand::person_names(Path::new(PLACES), &mut source)?;
    source.words = ordinary_words(&data.join("lexicon/wordnet_synsets.tsv.gz"))?;
    Ok(compile(&source))
}

fn bulk_row(row: &table::Line<'_>, features: &hand::FeatureTables) -> Row {
    let kind = match row.get("kind") {
        "admin1" => Kind::Admin1,
        "admin2" | "admin3" => Kind::Admin2,
        "feature" => Kind::Feature,
        _ => Kind::City,
    };
    let class = row.get("fcode");
    let detail = match class {
        "PPLC" => Detail::Capital,
        "PPLA" => Detail::Seat1,
        "PPLA2" => Detail::Seat2,
        "PPLA3" | "PPLA4" | "PPLA5" => Detail::Seat,
        "PPLX" | "PPLH" | "PPLQ" | "PPLW" => Detail::Part,
        "Continent" => Detail::Continent,
        _ if kind == Kind::Feature && features.is_water(class) => Detail::Water,
        _ => Detail::Plain,
    };
    let mut name = row.get("name").to_owned();
    let mut alternates: Vec<String> =
        row.get("alt_names").split('|').map(without_brackets).filter(|n| !n.is_empty()).collect();
    let mut population = row.get("population").parse().unwrap_or(0);
    if kind == Kind::Feature {
        name = features.spell_out(&name);
        population = features.weight(class);
        if class.eq_ignore_ascii_case("river") {
            alternates.extend([format!("{name} River"), format!("River {name}")]);
        }
    }
    Row {
        alternates,
        kind,
        detail,
        approximate: false,
        lat: row.get("lat").parse().unwrap_or(f64::NAN),
        lon: row.get("lon").parse().unwrap_or(f64::NAN),
        population,
        country: row.get("cc").to_owned(),
        admin1: None,
        admin2: None,
        geonames: row.get("id").strip_prefix("gn:").and_then(|n| n.parse().ok()),
        name,
    }
}

fn without_brackets(name: &str) -> String {
    name.split(['[', '(']).next().unwrap_or("").trim().to_owned()
}

/// Other spellings that English text uses.
fn variants(name: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (short, full) in [("St ", "Saint "), ("Ft ", "Fort "), ("Mt ", "Mount ")] {
        let dotted = format!("{}. ", short.trim_end());
        let hyphened = format!("{}-", full.trim_end());
        if let Some(rest) = name.strip_prefix(full).or_else(|| name.strip_prefix(&hyphened)) {
            out.push(format!("{short}{rest}"));
        } else if let Some(rest) = name.strip_prefix(&dotted).or_else(|| name.strip_prefix(short)) {
            out.push(format!("{full}{rest}"));
        }
    }
    for article in ["The ", "Al ", "El ", "Ad ", "Ar ", "As ", "Ash ", "At ", "Az ", "An "] {
        let Some(rest) = name.strip_prefix(article) else { continue };
        if article == "The " {
            out.push(rest.to_owned());
        } else {
            out.push(format!("Al {rest}"));
        }
    }
    out
}

/// Divisions of unknown point get that of what they lie in, marked approximate.
fn place_the_placeless(source: &mut Source) {
    let countries: BTreeMap<String, (f64, f64)> =
        source.countries.iter().map(|c| (c.iso2.clone(), (source.rows[c.row].lat, source.rows[c.row].lon))).collect();
    for _ in 0..3 {
        for i in 0..source.rows.len() {
            if source.rows[i].lat.is_nan() {
                let parent = [source.rows[i].admin2, source.rows[i].admin1].into_iter().flatten();
                let point = parent.map(|p| (source.rows[p].lat, source.rows[p].lon)).find(|p| !p.0.is_nan());
                if let Some((lat, lon)) = point.or(countries.get(&source.rows[i].country).copied()) {
                    let row = &mut source.rows[i];
                    (row.lat, row.lon, row.approximate) = (lat, lon, true);
                }
            }
        }
    }
    for row in source.rows.iter_mut().filter(|r| r.lat.is_nan()) {
        (row.lat, row.lon, row.approximate) = (0.0, 0.0, true);
    }
}

/// Large divisions are often listed at their capital; the middle of their towns stands for them better.
fn centre_divisions(rows: &mut [Row], fixed: &BTreeSet<usize>) {
    let mut towns: BTreeMap<usize, (Vec<f64>, Vec<f64>)> = BTreeMap::new();
    for row in rows.iter().filter(|r| r.kind == Kind::City) {
        if let Some(division) = row.admin1 {
            let points = towns.entry(division).or_default();
            points.0.push(row.lat);
            points.1.push(row.lon);
        }
    }
    // Without the outermost twentieth on each side, which holds what is listed wrongly.
    let ends = |values: &mut Vec<f64>| {
        values.sort_by(f64::total_cmp);
        (values[values.len() / 20], values[values.len() - 1 - values.len() / 20])
    };
    for (division, (mut lats, mut lons)) in towns {
        let ((south, north), (west, east)) = (ends(&mut lats), ends(&mut lons));
        let is_large = (north - south).max(east - west) > LARGE_DIVISION && east - west < 180.0;
        let row = &mut rows[division];
        if is_large && row.kind == Kind::Admin1 && !fixed.contains(&division) {
            (row.lat, row.lon) = ((south + north) / 2.0, (west + east) / 2.0);
        }
    }
}

/// Features on land get the country of the nearest town within a degree or so.
fn locate_features(rows: &mut [Row]) {
    let mut cells: BTreeMap<(i32, i32), Vec<usize>> = BTreeMap::new();
    let cell = |row: &Row| (row.lat.floor() as i32, row.lon.floor() as i32);
    for (i, row) in rows.iter().enumerate().filter(|(_, r)| r.kind == Kind::City) {
        cells.entry(cell(row)).or_default().push(i);
    }
    for i in 0..rows.len() {
        if rows[i].kind != Kind::Feature || rows[i].detail == Detail::Water || !rows[i].country.is_empty() {
            continue;
        }
        if rows[i].geonames.is_none() && rows[i].population > 20_000 {
            continue;
        }
        let (y, x) = cell(&rows[i]);
        let near = (y - 1..=y + 1).flat_map(|y| (x - 1..=x + 1).map(move |x| (y, x)));
        let distance = |j: usize| (rows[j].lat - rows[i].lat).powi(2) + (rows[j].lon - rows[i].lon).powi(2);
        let nearest = near
            .filter_map(|c| cells.get(&c))
            .flatten()
            .copied()
            .min_by(|&a, &b| distance(a).total_cmp(&distance(b)).then(a.cmp(&b)));
        if let Some(j) = nearest {
            rows[i].country = rows[j].country.clone();
        }
    }
}

/// "Nineveh Governorate" among the other names of Nīnawá makes it Nineveh; bare forms of division names are names too.
fn english_divisions(rows: &mut [Row]) {
    const WORDS: [&str; 16] = [
        " Sheng",
        " Shi",
        " Province",
        " Governorate",
        " Oblast",
        " Region",
        " Prefecture",
        " State",
        " Department",
        " Krai",
        " Canton",
        " Voivodeship",
        " Republic",
        " District",
        " County",
        " Municipality",
    ];
    for row in rows.iter_mut().filter(|r| matches!(r.kind, Kind::Admin1 | Kind::Admin2)) {
        let bare = |name: &str| WORDS.iter().find_map(|w| name.strip_suffix(w)).map(str::to_owned);
        if row.kind == Kind::Admin2 && row.country == "US" {
            continue;
        }
        let bares: Vec<String> = std::iter::once(&row.name).chain(&row.alternates).filter_map(|n| bare(n)).collect();
        let english = bares.iter().find(|n| n.is_ascii() && !n.contains('\'')).cloned();
        let is_local = !row.name.is_ascii() || bare(&row.name).is_some();
        if row.kind == Kind::Admin1
            && let Some(english) = english
            && is_local
        {
            row.alternates.push(std::mem::replace(&mut row.name, english));
        }
        row.alternates.extend(bares);
    }
}

/// Lower-case single words of the dictionary that a gazetteer name could be mistaken for.
fn ordinary_words(path: &Path) -> Result<BTreeSet<String>, String> {
    let table = Table::read(path)?;
    let mut words = BTreeSet::new();
    for row in table.rows() {
        for member in row.get("members").split(['|', ',', ';']).map(str::trim) {
            if member.len() > 1 && member.chars().all(|c| c.is_ascii_lowercase()) {
                words.insert(fold(member));
            }
        }
    }
    Ok(words)
}
