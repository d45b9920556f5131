//! Compiles a gazetteer from rows.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::{self, NONE16, NONE24, put_varint, put24};
use super::{ABBREVIATION, DEMONYM, Detail, Kind, fold};

/// One place to compile. Other rows are named by their index.
#[derive(Clone, Debug)]
pub struct Row {
    /// Name.
    pub name: String,
    /// Other names.
    pub alternates: Vec<String>,
    /// Sort of place.
    pub kind: Kind,
    /// Rank or shape.
    pub detail: Detail,
    /// Whether its point is borrowed from the division it lies in.
    pub approximate: bool,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Inhabitants, or a weight.
    pub population: u32,
    /// ISO 3166-1 alpha-2 of its country, or empty.
    pub country: String,
    /// First-level division.
    pub admin1: Option<usize>,
    /// Second-level division.
    pub admin2: Option<usize>,
    /// GeoNames number.
    pub geonames: Option<u32>,
}

/// A country code.
#[derive(Clone, Debug)]
pub struct CountryCode {
    /// ISO 3166-1 alpha-2.
    pub iso2: String,
    /// ISO 3166-1 alpha-3.
    pub iso3: String,
    /// Its row.
    pub row: usize,
}

/// Everything that goes into a gazetteer.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Places.
    pub rows: Vec<Row>,
    /// Countries.
    pub countries: Vec<CountryCode>,
    /// Words for people and belongings, with the row of the place.
    pub demonyms: Vec<(String, usize)>,
    /// Abbreviations that need company, with the row of the place.
    pub abbreviations: Vec<(String, usize)>,
    /// Ordinary English words.
    pub words: BTreeSet<String>,
    /// Folded names that hardly ever mean a place.
    pub not_places: BTreeSet<String>,
    /// Given names.
    pub given_names: BTreeSet<String>,
    /// Surnames.
    pub surnames: BTreeSet<String>,
}

/// How well known a place is among those of its name; the most telling comes first.
fn rank(row: &Row) -> u64 {
    let kind = match (row.kind, row.detail) {
        (Kind::Country, _) => 1 << 40,
        (_, Detail::Capital) => 1 << 24,
        (Kind::Region, _) => 1 << 20,
        (Kind::Admin1, _) => 1 << 18,
        (_, Detail::Seat1) => 1 << 17,
        _ => 0,
    };
    kind + u64::from(row.population)
}

/// The bytes of a gazetteer of these places. Equal sources give equal bytes.
#[must_use]
pub fn compile(source: &Source) -> Vec<u8> {
    let order = file_order(&source.rows);
    let mut number = vec![0u32; source.rows.len()];
    for (i, &row) in order.iter().enumerate() {
        number[row] = i as u32;
    }
    let (records, divisions, districts) = records(source, &order, &number);
    let mut countries = Vec::new();
    for country in &source.countries {
        countries.extend(fixed::<2>(&country.iso2));
        countries.extend(fixed::<3>(&country.iso3));
        put24(&mut countries, number[country.row]);
    }
    let (name_index, names) = names(&source.rows, &order);
    let postings = collect_postings(source, &number);
    let n_keys = postings.len() as u32;
    let (posting_index, posting_bytes, keys) = encode_postings(&postings);
    let sections = [countries, divisions, districts, records, name_index, names, posting_index, posting_bytes, keys];
    assemble(&sections, source.rows.len() as u32, n_keys)
}

fn assemble(sections: &[Vec<u8>; layout::SECTIONS], n_records: u32, n_keys: u32) -> Vec<u8> {
    let mut body = Vec::new();
    body.extend(n_records.to_le_bytes());
    body.extend(n_keys.to_le_bytes());
    let mut end = layout::HEADER;
    for section in sections {
        end += section.len();
        body.extend((end as u32).to_le_bytes());
    }
    for section in sections {
        body.extend_from_slice(section);
    }
    let mut file = layout::MAGIC.to_vec();
    file.extend(layout::VERSION.to_le_bytes());
    file.extend(crc32fast::hash(&body).to_le_bytes());
    file.extend(body);
    file
}

fn fixed<const N: usize>(code: &str) -> [u8; N] {
    let mut out = [0; N];
    for (to, from) in out.iter_mut().zip(code.bytes()) {
        *to = from;
    }
    out
}

fn file_order(rows: &[Row]) -> Vec<usize> {
    let mut order: Vec<(String, u64, usize)> =
        rows.iter().enumerate().map(|(i, row)| (fold(&row.name), u64::MAX - rank(row), i)).collect();
    order.sort();
    order.into_iter().map(|(_, _, i)| i).collect()
}

fn records(source: &Source, order: &[usize], number: &[u32]) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let country_index: BTreeMap<&str, u16> =
        source.countries.iter().enumerate().map(|(i, c)| (c.iso2.as_str(), i as u16)).collect();
    let mut division_index: BTreeMap<(u16, u32), u16> = BTreeMap::new();
    let mut district_index: BTreeMap<u32, u16> = BTreeMap::new();
    let (mut records, mut divisions, mut districts) = (Vec::new(), Vec::new(), Vec::new());
    for &row in order {
        let row = &source.rows[row];
        let country = country_index.get(row.country.as_str()).copied().unwrap_or(NONE16);
        let admin1 = row.admin1.map_or(NONE24, |r| number[r]);
        let next = division_index.len() as u16;
        let division = *division_index.entry((country, admin1)).or_insert_with(|| {
            divisions.extend(country.to_le_bytes());
            put24(&mut divisions, admin1);
            next
        });
        let district = row.admin2.map_or(NONE16, |r| {
            let next = district_index.len() as u16;
            *district_index.entry(number[r]).or_insert_with(|| {
                put24(&mut districts, number[r]);
                next
            })
        });
        put24(&mut records, layout::pack_degrees(row.lat, 180.0));
        put24(&mut records, layout::pack_degrees(row.lon, 360.0));
        records.extend(layout::pack_count(row.population).to_le_bytes());
        let kind = Kind::ALL.iter().position(|&k| k == row.kind).unwrap_or(0) as u8;
        let detail = Detail::ALL.iter().position(|&d| d == row.detail).unwrap_or(0) as u8;
        records.push(kind | detail << 3 | u8::from(row.approximate) << 6);
        records.extend(division.to_le_bytes());
        records.extend(district.to_le_bytes());
        put24(&mut records, row.geonames.unwrap_or(NONE24));
    }
    (records, divisions, districts)
}

fn names(rows: &[Row], order: &[usize]) -> (Vec<u8>, Vec<u8>) {
    let (mut index, mut names) = (Vec::new(), Vec::new());
    let mut previous: &[u8] = &[];
    for (i, &row) in order.iter().enumerate() {
        if i % layout::BLOCK == 0 {
            index.extend((names.len() as u32).to_le_bytes());
            previous = &[];
        }
        let name = rows[row].name.as_bytes();
        let shared = name.iter().zip(previous).take_while(|(a, b)| a == b).count();
        layout::put_lengths(&mut names, shared as u32, (name.len() - shared) as u32);
        names.extend_from_slice(&name[shared..]);
        previous = name;
    }
    (index, names)
}

#[derive(Default)]
struct Posting {
    flags: u32,
    /// Best known first: (descending rank, record), and whether that is the record's own name.
    places: BTreeMap<(u64, u32), bool>,
}

fn collect_postings(source: &Source, number: &[u32]) -> BTreeMap<String, Posting> {
    let mut postings: BTreeMap<String, Posting> = BTreeMap::new();
    let mut add = |key: String, row: usize, is_own: bool| {
        if key.len() >= 2 {
            let place = (u64::MAX - rank(&source.rows[row]), number[row]);
            *postings.entry(key).or_default().places.entry(place).or_default() |= is_own;
        }
    };
    for (i, row) in source.rows.iter().enumerate() {
        add(fold(&row.name), i, true);
        for name in &row.alternates {
            add(fold(name), i, false);
        }
    }
    for (word, row) in &source.demonyms {
        add(format!("{DEMONYM}{}", fold(word)), *row, true);
    }
    for (word, row) in &source.abbreviations {
        add(format!("{ABBREVIATION}{}", fold(word)), *row, true);
    }
    for (flag, names) in [(2, &source.given_names), (4, &source.surnames)] {
        for name in names {
            postings.entry(fold(name)).or_default().flags |= flag;
        }
    }
    postings.remove("");
    for name in &source.not_places {
        postings.entry(name.clone()).or_default().flags |= 8;
    }
    for word in &source.words {
        if let Some(posting) = postings.get_mut(&fold(word)) {
            posting.flags |= 1;
        }
    }
    postings
}

fn encode_postings(postings: &BTreeMap<String, Posting>) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let (mut index, mut bytes) = (Vec::new(), Vec::new());
    let mut keys = fst::raw::Builder::memory();
    let mut base = 0u32;
    for (i, (key, posting)) in postings.iter().enumerate() {
        if i % layout::BLOCK == 0 {
            base = posting.places.keys().next().map_or(base, |p| p.1);
            index.extend((bytes.len() as u32).to_le_bytes());
            put24(&mut index, base);
        }
        put_varint(&mut bytes, (posting.places.len() as u32) << 4 | posting.flags);
        for (&(_, place), &is_own) in &posting.places {
            let step = layout::zigzag(i64::from(place) - i64::from(base));
            put_varint(&mut bytes, (step << 1) | u32::from(!is_own));
        }
        // Keys come in order and writing to memory does not fail.
        keys.insert(key, i as u64).expect("keys are sorted");
    }
    (index, bytes, keys.into_inner().expect("memory holds the key table"))
}
