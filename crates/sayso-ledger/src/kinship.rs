//! Whether two records tell of one act, and why.

use std::sync::Arc;

use sayso_factuality::Status;
use sayso_record::{PlaceRef, Quantity, Record};
use serde::Serialize;

use crate::party::{Party, Sameness, best};
use crate::telling::Telling;
use crate::vocabulary::Vocabulary;
use crate::words::same_name;

/// Records that score less, on the mean with all of an act, do not belong to it.
pub(crate) const ENOUGH: f64 = 3.5;

/// How far two records tell of one act, with what speaks for it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Kinship {
    /// Sum of the points.
    pub score: f64,
    /// What gave how many points.
    pub reasons: Vec<(&'static str, f64)>,
}

impl Kinship {
    fn add(&mut self, reason: &'static str, points: f64) {
        if points > 0.0 {
            self.score += points;
            self.reasons.push((reason, points));
        }
    }
}

/// The kinship of two records; `None` where something speaks against it.
#[must_use]
pub fn kinship_of(a: &Record, b: &Record) -> Option<Kinship> {
    let telling = |record: &Record| Telling::of(Arc::new(record.clone()), None, Vocabulary::shipped());
    kinship(&telling(a), &telling(b))
}

/// The kinship of two records; `None` where something speaks against it.
pub(crate) fn kinship(a: &Telling, b: &Telling) -> Option<Kinship> {
    if a.record.event_type != b.record.event_type || a.is_claim() != b.is_claim() || !modes(a, b) {
        return None;
    }
    let mut found = Kinship::default();
    actors(a, b, &mut found)?;
    place(a.record.place.as_ref(), b.record.place.as_ref(), &mut found)?;
    time(a, b, &mut found)?;
    if a.trigger.shared(&b.trigger) > 0 {
        found.add("trigger", 1.0);
    }
    if a.record.mode.is_some() && a.record.mode == b.record.mode {
        found.add("mode", 0.5);
    }
    if a.record.document == b.record.document {
        found.add("same report", 0.5);
    } else if !is_specific(a, b) || (figures_clash(&a.record, &b.record) && !is_same_place(&a.record, &b.record)) {
        // One day brings many blows by the same on the same: what else is told must be alike.
        return None;
    }
    found.add("wording", (2.0 * a.words.overlap(&b.words) * 100.0).round() / 100.0);
    Some(found)
}

/// Whether two sentences share what is hardly told of another act: a place that is no country, or words that name nobody in it.
fn is_specific(a: &Telling, b: &Telling) -> bool {
    let shared = a.content.shared(&b.content);
    shared >= 3 || (shared >= 2 && a.content.overlap(&b.content) >= 0.2) || is_same_place(&a.record, &b.record)
}

fn is_same_place(a: &Record, b: &Record) -> bool {
    let (Some(a), Some(b)) = (&a.place, &b.place) else { return false };
    !is_country(a) && !is_country(b) && a.name == b.name
}

/// Whether the reports themselves give numbers that cannot both be right.
fn figures_clash(a: &Record, b: &Record) -> bool {
    let own = a.speakers.is_empty() && b.speakers.is_empty();
    let apart = |x: &Quantity, y: &Quantity| matches!((x.max, y.min), (Some(max), Some(min)) if max < min);
    own && a.quantities.iter().any(|x| b.quantities.iter().any(|y| x.kind == y.kind && (apart(x, y) || apart(y, x))))
}

fn modes(a: &Telling, b: &Telling) -> bool {
    a.record.mode.is_none() || b.record.mode.is_none() || a.record.mode == b.record.mode
}

fn points(sameness: Sameness) -> f64 {
    match sameness {
        Sameness::Same => 2.0,
        Sameness::Kin => 1.5,
        Sameness::Unknown | Sameness::Conflict => 0.0,
    }
}

fn actors(a: &Telling, b: &Telling, found: &mut Kinship) -> Option<()> {
    if a.is_mutual() && b.is_mutual() {
        let (all_a, all_b) = (a.everyone(), b.everyone());
        let shared = all_a.iter().filter(|x| best(std::slice::from_ref(x), &all_b) >= Sameness::Kin).count();
        let strangers = |list: &[Party]| list.iter().filter(|p| !p.code.is_empty()).count() > shared;
        if strangers(&all_a) && strangers(&all_b) {
            return None;
        }
        found.add("parties", 1.5 * shared.min(2) as f64);
        return Some(());
    }
    for (name, sameness) in [("source", best(&a.sources, &b.sources)), ("target", best(&a.targets, &b.targets))] {
        if sameness == Sameness::Conflict {
            return None;
        }
        let crowd = |all: &[Party]| all.iter().all(|party| party.code.ends_with("CVL"));
        let unclear = name == "target" && crowd(&a.targets) && crowd(&b.targets);
        found.add(name, points(sameness) / if unclear { 2.0 } else { 1.0 });
    }
    if best(&a.targets, &b.targets) == Sameness::Unknown && alike(&a.targets, &b.targets) {
        found.add("target in words", 0.75);
    }
    Some(())
}

/// Whether two lists tell of the like of people: "14 villagers", "six villagers".
fn alike(a: &[Party], b: &[Party]) -> bool {
    a.iter().any(|x| b.iter().any(|y| x.code.is_empty() && y.code.is_empty() && same_name(&x.text, &y.text)))
}

/// Places farther apart than this, in degrees, are two.
const APART: f64 = 0.7;

fn is_country(place: &PlaceRef) -> bool {
    place.admin1.is_none()
}

fn place(a: Option<&PlaceRef>, b: Option<&PlaceRef>, found: &mut Kinship) -> Option<()> {
    let (Some(a), Some(b)) = (a, b) else { return Some(()) };
    if !a.country.is_empty() && !b.country.is_empty() && a.country != b.country {
        return None;
    }
    if a.name == b.name && !is_country(a) {
        found.add("place", 1.5);
    } else if is_country(a) || is_country(b) {
        found.add("country", 0.25);
    } else if (a.lat - b.lat).abs() > APART || (a.lon - b.lon).abs() > APART {
        return None;
    } else {
        found.add("near", 0.75);
    }
    Some(())
}

/// Days between two tellings of one act as done.
const RETOLD: i32 = 2;

/// Days after which an act is still denied or taken back.
const DENIED_AFTER: i32 = 30;

fn time(a: &Telling, b: &Telling, found: &mut Kinship) -> Option<()> {
    let days = |x: jiff::civil::Date, y: jiff::civil::Date| (x - y).get_days().abs();
    let denial = a.record.status != Status::Occurred || b.record.status != Status::Occurred;
    match (a.own_day, b.own_day) {
        (Some(x), Some(y)) if x == y => found.add("day", 1.5),
        (Some(_), Some(_)) if !denial => return None,
        _ => {
            // "He denied on Tuesday": the day may be that of the denial.
            let apart = days(a.own_day.or(a.told)?, b.own_day.or(b.told)?);
            if apart > if denial { DENIED_AFTER } else { RETOLD } {
                return None;
            }
            found.add("about the same day", [0.5, 0.25].get(apart.unsigned_abs() as usize).copied().unwrap_or(0.0));
        }
    }
    Some(())
}
