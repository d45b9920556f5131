//! Reading the columns out of the store.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use sayso::entities::Sector;
use sayso::entities::gazetteer::{Gazetteer, Kind};
use sayso_store::{Explorer, StoreError};

use super::day::day;
use super::row::{Lean, LeanActor, LeanPlace};
use super::{Index, Names, Part, Place, Report, Role};

/// Name, country and GeoNames number of a place.
type PlaceKey = (Box<str>, Box<str>, Option<u32>);

impl Index {
    /// All of a store.
    pub(crate) fn load(store: &Explorer, gazetteer: &Gazetteer, generation: u64) -> Result<Index, StoreError> {
        let mut index = Index { generation, ..Index::default() };
        let mut by_number: HashMap<i64, u32> = HashMap::new();
        store.headings(&mut |heading| {
            by_number.insert(heading.number, index.reports.len() as u32);
            index.reports.push(Report {
                published: heading.published.as_deref().map_or(0, day),
                outlet: heading.outlet.as_deref().map_or(0, |outlet| index.outlets.keep(outlet)),
                id: heading.id.into(),
                rows: 0..0,
            });
        })?;
        let mut places = HashMap::new();
        let mut evidence: HashMap<Box<str>, u64> = HashMap::new();
        store.bodies(&mut |number, body| {
            let damaged = |what: String| StoreError::Damaged(format!("a record: {what}"));
            let lean: Lean<'_> = serde_json::from_str(body).map_err(|e| damaged(e.to_string()))?;
            // A record that came in since the list of reports was read belongs to the next reading.
            let Some(&report) = by_number.get(&number) else { return Ok(()) };
            evidence.insert(lean.id.as_ref().into(), hash(&lean.evidence));
            index
                .add(&lean, report, gazetteer, &mut places)
                .ok_or_else(|| damaged(format!("{} has unknown codes", lean.id)))
        })?;
        index.order();
        index.find_sentences(store, &by_number, &evidence)?;
        index.labels = labels(&index, gazetteer);
        Ok(index)
    }

    fn add(
        &mut self,
        lean: &Lean<'_>,
        report: u32,
        gazetteer: &Gazetteer,
        places: &mut HashMap<PlaceKey, u32>,
    ) -> Option<()> {
        let first_day = lean.date.as_deref().or(lean.published.as_deref()).map_or(0, day);
        let mut row = lean.row(first_day)?;
        row.report = report;
        row.first_role = self.roles.len() as u32;
        for (part, actors) in
            [(Part::Source, &lean.source), (Part::Target, &lean.target), (Part::Speaker, &lean.speakers)]
        {
            for actor in actors {
                self.roles.push(role(part, actor, &mut self.codes, &mut self.names));
            }
        }
        row.n_roles = u16::try_from(self.roles.len() - row.first_role as usize).ok()?;
        if let Some(place) = &lean.place {
            let key = (place.name.as_ref().into(), place.country.as_ref().into(), place.geonames);
            row.place = *places.entry(key).or_insert_with(|| {
                self.places.push(Place {
                    name: self.place_names.keep(&place.name),
                    country: self.countries.keep(&place.country),
                    lat: place.lat,
                    lon: place.lon,
                    precision: precision(place, gazetteer),
                });
                self.places.len() as u32 - 1
            });
        }
        self.rows.push(row);
        Some(())
    }

    /// Puts rows in order and fills what points to them.
    fn order(&mut self) {
        self.rows.sort_by(|a, b| (a.day, a.report, a.at, &a.id).cmp(&(b.day, b.report, b.at, &b.id)));
        self.row_of = self.rows.iter().enumerate().map(|(at, row)| (row.id.clone(), at as u32)).collect();
        self.report_of = self.reports.iter().enumerate().map(|(at, report)| (report.id.clone(), at as u32)).collect();
        let mut by_report: Vec<u32> = (0..self.rows.len() as u32).collect();
        by_report.sort_by_key(|&at| {
            let row = &self.rows[at as usize];
            (row.report, row.at)
        });
        let mut from = 0;
        for (at, report) in self.reports.iter_mut().enumerate() {
            let to =
                by_report[from..].iter().take_while(|&&row| self.rows[row as usize].report == at as u32).count() + from;
            report.rows = from as u32..to as u32;
            from = to;
        }
        self.by_report = by_report;
    }

    /// Which sentence of the store each record stands in: the one of its report that has the words of its evidence.
    fn find_sentences(
        &mut self,
        store: &Explorer,
        by_number: &HashMap<i64, u32>,
        evidence: &HashMap<Box<str>, u64>,
    ) -> Result<(), StoreError> {
        let hashes: Vec<u64> = self.rows.iter().map(|row| evidence.get(&row.id).copied().unwrap_or_default()).collect();
        let mut found = Vec::with_capacity(self.rows.len());
        store.sentences(&mut |document, number, text| {
            let Some(report) = by_number.get(&document).map(|&at| &self.reports[at as usize]) else { return };
            let rows = &self.by_report[report.rows.start as usize..report.rows.end as usize];
            if !rows.is_empty() {
                let here = hash(text);
                found.extend(rows.iter().filter(|&&row| hashes[row as usize] == here).map(|&row| (number, row)));
            }
        })?;
        found.sort_unstable();
        self.sentences = found;
        Ok(())
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn role(part: Part, actor: &LeanActor<'_>, codes: &mut Names, names: &mut Names) -> Role {
    let name = if actor.name.is_empty() { &actor.text } else { &actor.name };
    Role { part, code: codes.keep(&actor.code), name: names.keep(name) }
}

/// How precisely a place is known, which records do not carry.
fn precision(place: &LeanPlace<'_>, gazetteer: &Gazetteer) -> &'static str {
    let same = |r: &&sayso::entities::gazetteer::Record| match place.geonames {
        Some(number) => r.geonames == Some(number),
        None => (r.lat - place.lat).abs() < 0.02 && (r.lon - place.lon).abs() < 0.02,
    };
    gazetteer.lookup(&place.name).iter().find(same).map_or(Kind::Region, |record| record.kind).as_str()
}

/// How each code is called: country and sectors in words, else the name that most records have.
fn labels(index: &Index, gazetteer: &Gazetteer) -> Vec<Box<str>> {
    let mut told: Vec<HashMap<u32, u32>> = vec![HashMap::new(); index.codes.len()];
    for role in &index.roles {
        *told[role.code as usize].entry(role.name).or_default() += 1;
    }
    let commonest = |code: usize| {
        let best = told[code].iter().max_by_key(|&(&name, &count)| (count, std::cmp::Reverse(name)));
        best.map(|(&name, _)| index.names.get(name).to_owned())
    };
    let label = |code: usize| {
        let text = index.codes.get(code as u32);
        coded(text, gazetteer).or_else(|| commonest(code)).unwrap_or_else(|| text.to_owned()).into()
    };
    (0..index.codes.len()).map(label).collect()
}

/// Country and sectors of a code in words; `None` where it is not made of these.
pub(crate) fn coded(code: &str, gazetteer: &Gazetteer) -> Option<String> {
    if !code.is_ascii() || !code.len().is_multiple_of(3) || code.is_empty() {
        return None;
    }
    let parts: Vec<&str> = (0..code.len() / 3).map(|at| &code[3 * at..3 * at + 3]).collect();
    let country = gazetteer.country(parts[0]).map(|record| gazetteer.name(record.id))?;
    let sectors = parts[1..].iter().map(|part| Sector::parse(part)).collect::<Option<Vec<Sector>>>()?;
    let words = sectors.iter().map(|sector| sector.meaning().trim_end_matches('.').to_lowercase());
    Some(std::iter::once(country).chain(words).collect::<Vec<_>>().join(", "))
}
