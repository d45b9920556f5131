//! Places of the user's, laid over the compiled ones.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Detail, Gazetteer, Kind, Name, Record, RecordId, Sense, fold};
use crate::fault::{Fault, rows};

/// Weight of a place whose row gives none: that of a large town.
const WEIGHT: u32 = 100_000;

/// What stands in place of a kind where a row takes a name away.
const OFF: &str = "off";

/// The user's places, and what names mean with them.
#[derive(Clone, Debug, Default)]
pub(super) struct UserPlaces {
    /// Numbered on from the compiled ones.
    pub(super) places: Vec<(Record, String)>,
    /// All senses of every name that a row has, by folded name.
    pub(super) names: BTreeMap<String, Name>,
}

impl UserPlaces {
    /// Whether some name begins so.
    pub(super) fn continues(&self, key: &str) -> bool {
        self.names.range(key.to_owned()..).next().is_some_and(|(name, _)| name.starts_with(key))
    }
}

impl Gazetteer {
    /// Lays a user's table over the places: a row replaces ours of the same name in the same country, any other is one
    /// more place of the name; the kind `off` takes the name away, in one country where the row names one. Returns what is
    /// wrong with rows that cannot be used.
    pub fn lay_over(&mut self, _file: &str, text: &str) -> Vec<Fault> {
        let (given, mut faults) = rows(text, 3, 10);
        let mut user = self.user.as_deref().cloned().unwrap_or_default();
        for (line, cells) in given {
            if let Err(message) = self.lay_row(&mut user, &cells) {
                faults.push(Fault::new(line, message));
            }
        }
        self.user = Some(Arc::new(user));
        faults
    }

    fn lay_row(&self, user: &mut UserPlaces, cells: &[&str]) -> Result<(), String> {
        let [name, others, kind, detail, lat, lon, country, weight, geonames, _] = cells else {
            return Err(String::new());
        };
        if fold(name).is_empty() {
            return Err("no name: write one, and further ones in the second column, separated by |".to_owned());
        }
        let iso3 = match country.len() {
            0 => None,
            2 => self.iso3(country),
            _ => self.country(country).map(|_| (*country).to_owned()),
        };
        if iso3.is_none() && !country.is_empty() {
            return Err(format!("{country:?} is no country: write its ISO 3166-1 code, such as FR"));
        }
        let iso3 = iso3.and_then(|code| <[u8; 3]>::try_from(code.into_bytes()).ok());
        let names: Vec<&str> =
            std::iter::once(*name).chain(others.split('|')).filter(|n| !fold(n).is_empty()).collect();
        if *kind == OFF {
            names.iter().for_each(|name| self.forget(user, name, iso3, country.is_empty()));
            return Ok(());
        }
        let id = RecordId(self.n_records + user.places.len() as u32);
        let record = Record {
            id,
            kind: Kind::parse(kind).ok_or_else(|| {
                format!("unknown kind {kind:?}: one of {}, or off", Kind::ALL.map(Kind::as_str).join(", "))
            })?,
            detail: match *detail {
                "continent" => Detail::Continent,
                "water" => Detail::Water,
                "part" => Detail::Part,
                "" | "-" => Detail::Plain,
                other => return Err(format!("unknown detail {other:?}: one of continent, water, part, -")),
            },
            approximate: false,
            lat: degrees(lat, "lat", 90.0)?,
            lon: degrees(lon, "lon", 180.0)?,
            population: number(weight, "weight")?.unwrap_or(WEIGHT),
            country: iso3,
            admin1: None,
            admin2: None,
            geonames: number(geonames, "geonames")?,
        };
        for (at, name) in names.iter().enumerate() {
            if at == 0 {
                self.forget(user, name, iso3, false);
            }
            let entry = user.names.entry(fold(name)).or_insert_with(|| self.key(&fold(name)).unwrap_or_default());
            entry.flags = super::Flags::default();
            entry.places.insert(0, Sense { place: id, is_own_name: at == 0 });
        }
        user.places.push((record, (*name).to_owned()));
        Ok(())
    }

    /// Takes the places of a name away: those in a country, or all.
    fn forget(&self, user: &mut UserPlaces, name: &str, iso3: Option<[u8; 3]>, all: bool) {
        let key = fold(name);
        let mut entry = user.names.remove(&key).or_else(|| self.key(&key)).unwrap_or_default();
        let country = |id: RecordId| match id.0.checked_sub(self.n_records) {
            Some(own) => user.places.get(own as usize).and_then(|(record, _)| record.country),
            None => self.record(id).country,
        };
        entry.places.retain(|sense| !all && country(sense.place) != iso3);
        user.names.insert(key, entry);
    }
}

fn degrees(text: &str, column: &str, most: f64) -> Result<f64, String> {
    let value = text.parse::<f64>().ok().filter(|v| v.abs() <= most);
    value.ok_or_else(|| format!("{column} {text:?} is no number of degrees from -{most} to {most}"))
}

fn number(text: &str, column: &str) -> Result<Option<u32>, String> {
    match text {
        "" | "-" => Ok(None),
        text => text
            .parse()
            .map(Some)
            .map_err(|_| format!("{column} {text:?} is no whole number: correct it or leave it empty")),
    }
}
