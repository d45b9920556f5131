//! Reads `suite/entities/places.md` and `suite/entities/times.md`: reports, and the places and times in them.

use sayso_document::{Document, Header};
use sayso_entities::gazetteer::{Gazetteer, LoadError};
use sayso_entities::{places, times};
use sayso_suite::{Verdict, cases, model_path, pages, root};
use sayso_syntax::{Model, Syntax};

/// Compares what each case of a page asks for with what `told` says of its text.
fn check(name: &str, told: impl Fn(&Document, &Syntax) -> Vec<String>) {
    let (model, mut verdict) = (Model::open(&model_path()).expect("a model: see models/"), Verdict::new());
    for (page, content) in pages("entities").into_iter().filter(|(page, _)| page.ends_with(name)) {
        for case in cases(&content) {
            let header = Header { published: Some("2024-06-12".to_owned()), ..Header::default() };
            let document = sayso_document::read(&case.text, None, header);
            let syntax = sayso_syntax::parse(&document, &model);
            verdict.compare(&page, &case, told(&document, &syntax));
        }
    }
    verdict.end(10);
}

#[test]
fn times_cover_the_days_of_the_page() {
    check("times.md", |document, syntax| {
        let found = times::find(document, syntax);
        let told = found.iter().map(|t| {
            let days = if t.start == t.end { t.start.clone() } else { format!("{}..{}", t.start, t.end) };
            format!("{} = {days} {}", document.text(t.span), t.precision)
        });
        told.collect()
    });
}

#[test]
fn places_mean_those_of_the_page() {
    let gazetteer = Gazetteer::built_in();
    check("places.md", |document, syntax| {
        let found = places::find(document, syntax, &gazetteer);
        let told = found.iter().map(|m| {
            let country = if m.place.country.is_empty() { "-" } else { &m.place.country };
            format!("{} = {} {country} {}", document.text(m.span), m.place.kind, m.place.name)
        });
        told.collect()
    });
}

#[test]
fn the_gazetteer_is_sound_and_refuses_damage() {
    let bytes = std::fs::read(root().join("lexicons/places/places.bin")).expect("the gazetteer");
    let gazetteer = Gazetteer::from_bytes(bytes.clone()).expect("a sound gazetteer");
    assert!(gazetteer.len() >= 290_000);
    assert_eq!(gazetteer.country_of("Lagos").as_deref(), Some("NGA"));
    assert_eq!(gazetteer.country_of("U.S.").as_deref(), Some("USA"));
    assert_eq!(gazetteer.demonym("Kenyans").map(|r| r.country_code().to_owned()).as_deref(), Some("KEN"));
    let mut damaged = bytes.clone();
    damaged[100_000] ^= 1;
    assert_eq!(Gazetteer::from_bytes(damaged).unwrap_err(), LoadError::Checksum);
    assert_eq!(Gazetteer::from_bytes(bytes[..1000].to_vec()).unwrap_err(), LoadError::Truncated);
    assert_eq!(Gazetteer::from_bytes(b"PK".to_vec()).unwrap_err(), LoadError::Magic);
}
