//! Codes of other data sets: their countries, their figures for CAMEO, and what they have for our sectors.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use sayso::entities::Sector;
use sayso::record::{PlaceRef, Record};

/// A country in their codes.
struct Country {
    part: &'static str,
    fips: &'static str,
    cameo: &'static str,
    name: &'static str,
}

static COUNTRIES: LazyLock<BTreeMap<&'static str, Vec<Country>>> = LazyLock::new(|| {
    let mut all: BTreeMap<&str, Vec<Country>> = BTreeMap::new();
    for row in rows(include_str!("../../../../../lexicons/export/countries.tsv")) {
        if let [iso3, part, fips, cameo, name, _] = row[..] {
            all.entry(iso3).or_default().push(Country { part, fips, cameo, name });
        }
    }
    all
});

static CAMEO: LazyLock<BTreeMap<&'static str, (&'static str, &'static str)>> = LazyLock::new(|| {
    let row = |row: Vec<&'static str>| Some((*row.first()?, (*row.get(1)?, *row.get(2)?)));
    rows(include_str!("../../../../../lexicons/export/cameo.tsv")).filter_map(row).collect()
});

/// The rows of a table, its comments and row of names aside.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t').collect())
}

fn country(iso3: &str) -> Option<&'static Country> {
    COUNTRIES.get(iso3)?.iter().find(|country| country.part == "-")
}

/// Two letters of FIPS 10-4 for the country of a place.
pub(super) fn fips(place: &PlaceRef) -> &'static str {
    let is_part =
        |part: &str| place.name.starts_with(part) || place.admin1.as_ref().is_some_and(|a| a.starts_with(part));
    let found =
        COUNTRIES.get(place.country.as_str()).and_then(|all| all.iter().find(|c| c.part == "-" || is_part(c.part)));
    found.map_or("", |country| country.fips)
}

/// Three letters of CAMEO for a country of ISO 3166.
pub(super) fn cameo_country(iso3: &str) -> &str {
    country(iso3).map_or(iso3, |country| country.cameo)
}

/// The name of a country.
pub(super) fn country_name(iso3: &str) -> &str {
    country(iso3).map_or(iso3, |country| country.name)
}

/// A row of CAMEO's table: that of the code, else of the code above it.
fn cameo(code: &str) -> (&'static str, &'static str) {
    let found = [4, 3, 2].into_iter().find_map(|n| CAMEO.get(code.get(..n)?));
    found.copied().unwrap_or_default()
}

/// Goldstein's figure for a CAMEO code, as it is written.
pub(super) fn goldstein(code: &str) -> &'static str {
    cameo(code).0
}

/// What CAMEO calls a code.
pub(super) fn cameo_name(code: &str) -> &'static str {
    cameo(code).1
}

/// CAMEO's quadrant of a code: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
pub(super) fn quad_class(code: &str) -> &'static str {
    match code.get(..2).and_then(|root| root.parse().ok()).unwrap_or(0) {
        1..=5 => "1",
        6..=8 => "2",
        9..=13 => "3",
        14..=20 => "4",
        _ => "",
    }
}

/// CAMEO's letters for a sector. Its MED are the media; ours, as PLOVER's, are medical.
pub(super) fn cameo_sector(sector: Sector) -> &'static str {
    match sector {
        Sector::Jrn => "MED",
        Sector::Med => "HLH",
        Sector::Prm => "UAF",
        Sector::Soc => "NGO",
        other => other.as_str(),
    }
}

/// ICEWS's word for a sector.
pub(super) fn icews_sector(sector: Sector) -> &'static str {
    match sector {
        Sector::Cop => "Police",
        Sector::Gov => "Government",
        Sector::Jud => "Judicial",
        Sector::Leg => "Legislative / Parliamentary",
        Sector::Mil => "Military",
        Sector::Prm => "Government Paramilitary",
        Sector::Pty => "Parties",
        Sector::Reb => "Rebel",
        Sector::Spy => "Intelligence",
        Sector::Uaf => "Unidentified Forces",
        Sector::Unk => "Unknown",
        Sector::Agr => "Agricultural",
        Sector::Bus => "Business",
        Sector::Crm => "Criminals / Gangs",
        Sector::Cvl => "General Population / Civilian / Social",
        Sector::Edu => "Education",
        Sector::Eli => "Elite",
        Sector::Jrn => "Media",
        Sector::Lab => "Labor",
        Sector::Med => "Medical / Health",
        Sector::Ref => "Refugees / Displaced",
        Sector::Opp => "Opposition",
        Sector::Pre => "Former Government",
        Sector::Rel => "Religious",
        Sector::Soc => "Social",
        Sector::Igo => "International Government Organization",
        Sector::Ngo => "Nongovernmental Organization / Activists",
    }
}

/// CAMEO's letters for bodies that it names otherwise.
pub(super) fn cameo_body(code: &str) -> Option<&'static str> {
    const BODIES: [(&str, &str); 9] = [
        ("UN", "UNO"),
        ("NATO", "NAT"),
        ("EU", "EEC"),
        ("AU", "OAU"),
        ("LAS", "ARL"),
        ("ASEAN", "ASN"),
        ("IAEA", "IAE"),
        ("WB", "WBK"),
        ("OPEC", "OPC"),
    ];
    BODIES.iter().find(|(ours, _)| *ours == code).map(|&(_, theirs)| theirs)
}

/// How precise a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grain {
    Country,
    Division,
    Place,
}

/// How precise the place of a record is: a dot at the middle of a country is no place.
pub(super) fn grain(place: &PlaceRef) -> Grain {
    let is_country = place.admin1.is_none()
        && country(&place.country).is_some_and(|c| c.name == place.name || is_short_name(&place.name, c.name));
    match &place.admin1 {
        None if is_country => Grain::Country,
        Some(admin1) if *admin1 == place.name => Grain::Division,
        _ => Grain::Place,
    }
}

/// Whether one name of a country is the other with words left out ("Russia", "Russian Federation" share their beginning).
fn is_short_name(one: &str, other: &str) -> bool {
    const SHARED: usize = 5;
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    same >= SHARED && (one.contains(' ') || other.contains(' '))
}

/// The day of a record without dashes: when it happened, else when it was told.
pub(super) fn day(record: &Record) -> Option<&str> {
    record.date.as_deref().or(record.published.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str, country: &str, admin1: Option<&str>) -> PlaceRef {
        PlaceRef {
            name: name.into(),
            country: country.into(),
            admin1: admin1.map(str::to_owned),
            ..PlaceRef::default()
        }
    }

    #[test]
    fn countries_have_the_codes_that_readers_expect() {
        for (iso3, want) in
            [("RUS", "RS"), ("CHN", "CH"), ("CHE", "SZ"), ("AUS", "AS"), ("AUT", "AU"), ("UKR", "UP"), ("XKX", "KV")]
        {
            assert_eq!(fips(&place("x", iso3, None)), want, "{iso3}");
        }
        assert_eq!(fips(&place("Gaza", "PSE", None)), "GZ");
        assert_eq!(fips(&place("Hebron", "PSE", Some("West Bank"))), "WE");
        assert_eq!((cameo_country("ROU"), cameo_country("KEN"), cameo_country("???")), ("ROM", "KEN", "???"));
    }

    #[test]
    fn every_country_has_one_code() {
        assert!(COUNTRIES.len() > 230);
        for (iso3, all) in COUNTRIES.iter() {
            assert_eq!(all.iter().filter(|c| c.part == "-").count(), 1, "{iso3}");
            assert!(all.iter().all(|c| c.fips.len() == 2 && c.cameo.len() == 3 && !c.name.is_empty()), "{iso3}");
        }
    }

    #[test]
    fn cameo_falls_back_to_the_code_above() {
        assert_eq!((goldstein("042"), cameo_name("190")), ("1.9", "Use conventional military force"));
        assert_eq!(goldstein("0429"), "1.9");
        assert_eq!(goldstein("2000"), "-10.0");
        assert!(CAMEO.values().all(|(figure, name)| figure.parse::<f32>().is_ok() && !name.is_empty()));
    }

    #[test]
    fn a_country_is_no_place() {
        assert_eq!(grain(&place("Syria", "SYR", None)), Grain::Country);
        assert_eq!(grain(&place("Russia", "RUS", None)), Grain::Country);
        assert_eq!(grain(&place("Homs", "SYR", Some("Homs"))), Grain::Division);
        assert_eq!(grain(&place("Palmyra", "SYR", Some("Homs"))), Grain::Place);
        assert_eq!(grain(&place("Euphrates", "SYR", None)), Grain::Place);
    }
}
