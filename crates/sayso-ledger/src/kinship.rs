//! Whether two records tell of one act, and why.
//!
//! Records of two reports that both tell of something as done are weighed by signs with learned weights (`signs`). Within one report, and
//! where one denies what another says, rules of our own hold: what is set side by side there is known, and denials come weeks later.

use std::sync::Arc;

use sayso_factuality::{Denial, Status};
use sayso_record::{PlaceRef, Record};
use serde::Serialize;

use crate::party::{Party, Sameness, best};
use crate::signs::{SIGNS, are_far, can_weigh, days_apart, figures_clash, signs, weigh};
use crate::telling::{Telling, is_country};
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

/// The values of [`SIGNS`](crate::SIGNS) for two records, for fitting their weights; `None` where these do not decide.
#[must_use]
pub fn signs_of(a: &Record, b: &Record) -> Option<[f64; SIGNS.len()]> {
    let telling = |record: &Record| Telling::of(Arc::new(record.clone()), None, Vocabulary::shipped());
    let (a, b) = (telling(a), telling(b));
    (a.record.event_type == b.record.event_type && can_weigh(&a, &b)).then(|| signs(&a, &b))
}

/// Whether two records may be of one act at all.
pub(crate) fn can_compare(a: &Telling, b: &Telling) -> bool {
    a.record.event_type == b.record.event_type && (a.is_claim() == b.is_claim() || can_weigh(a, b))
}

/// The kinship of two records; `None` where something speaks against it.
pub(crate) fn kinship(a: &Telling, b: &Telling) -> Option<Kinship> {
    if !can_compare(a, b) {
        return None;
    }
    if can_weigh(a, b) {
        return across(a, b);
    }
    if !modes(a, b) || is_retried(&a.record, &b.record) {
        return None;
    }
    let mut found = Kinship::default();
    actors(a, b, &mut found)?;
    place(a.record.place.as_ref(), b.record.place.as_ref(), &mut found)?;
    time(a, b, &mut found)?;
    let is_same_word = a.trigger.shared(&b.trigger) > 0 || a.is_bare_denial() || b.is_bare_denial();
    if is_same_word {
        found.add("trigger", 1.0);
    }
    if a.record.mode.is_some() && a.record.mode == b.record.mode {
        found.add("mode", 0.5);
    }
    let is_one_report = a.record.document == b.record.document;
    if is_one_report {
        found.add("same report", 0.5);
    }
    if a.record.document != b.record.document {
        found.add("names", 0.5 * a.proper.shared(&b.proper).min(3) as f64);
    }
    // What two say of one thing in one report is set side by side there.
    let is_told = is_one_report && has_two_voices(&a.record, &b.record);
    if !is_told && !is_specific(a, b, is_same_word) {
        return None;
    }
    // That a sentence is like itself says nothing of two acts in it.
    let is_one_sentence = a.record.document == b.record.document && a.record.sentence == b.record.sentence;
    if !is_one_sentence || is_same_word {
        found.add("wording", (2.0 * a.words.overlap(&b.words) * 100.0).round() / 100.0);
    }
    Some(found)
}

/// Days between what two reports tell of one act.
const ACROSS: i32 = 9;

/// A record that fits one of an act this badly does not belong to it, however well it fits the others.
const UNFIT: f64 = 3.0;

/// The kinship of records of two reports, by what the reports have in common.
fn across(a: &Telling, b: &Telling) -> Option<Kinship> {
    if days_apart(a, b) > ACROSS || (a.told? - b.told?).get_days().abs() > ACROSS {
        return None;
    }
    let (sum, mut reasons) = weigh(a, b);
    // The points add up to the score, whose measure is that of the rules within a report.
    reasons.iter_mut().filter(|(sign, _)| *sign == SIGNS[0]).for_each(|(_, points)| *points += ENOUGH);
    (sum > -UNFIT).then_some(Kinship { score: ENOUGH + sum, reasons })
}

/// Whether one tells of a try that failed, and another report of one that did not; or one of a wish and another of a threat.
fn is_retried(a: &Record, b: &Record) -> bool {
    let failed = |record: &Record| record.denial == Some(Denial::Failed);
    let only_meant = !matches!(a.status, Status::Occurred | Status::Denied);
    a.document != b.document && (failed(a) != failed(b) || (only_meant && a.status != b.status))
}

/// Whether two records are the words of two, or one says what the other denies.
fn has_two_voices(a: &Record, b: &Record) -> bool {
    let code = |record: &Record| record.speakers.last().map(|speaker| (speaker.code.clone(), speaker.text.clone()));
    a.status != b.status || code(a) != code(b)
}

/// Whether two sentences share what is hardly told of another act. One day brings many blows by the same on the same, so what else is
/// told must be alike: names, and enough of the other words; and no numbers may stand against it.
fn is_specific(a: &Telling, b: &Telling, is_same_word: bool) -> bool {
    let alike = a.content.overlap(&b.content);
    if alike >= 0.5 && a.content.len().min(b.content.len()) >= 3 {
        return true;
    }
    let (shared, names) = (a.content.shared(&b.content), a.proper.shared(&b.proper));
    let strangers = names == 0 && !a.proper.is_empty() && !b.proper.is_empty();
    if shared < 2 || strangers || figures_clash(&a.record, &b.record) {
        return false;
    }
    let enough = if is_same_word { 0.2 } else { 0.3 };
    let is_there = is_same_place(&a.record, &b.record);
    let most_of_one = 2 * shared >= a.content.len().min(b.content.len());
    alike >= 0.35 || (alike >= enough && (names >= 1 || is_there)) || (is_same_word && names >= 2 && most_of_one)
}

fn is_same_place(a: &Record, b: &Record) -> bool {
    let (Some(a), Some(b)) = (&a.place, &b.place) else { return false };
    !is_country(a) && !is_country(b) && a.name == b.name
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

fn place(a: Option<&PlaceRef>, b: Option<&PlaceRef>, found: &mut Kinship) -> Option<()> {
    let (Some(a), Some(b)) = (a, b) else { return Some(()) };
    if !a.country.is_empty() && !b.country.is_empty() && a.country != b.country {
        return None;
    }
    if a.name == b.name && !is_country(a) {
        found.add("place", 1.5);
    } else if is_country(a) || is_country(b) {
        found.add("country", 0.25);
    } else if are_far(a, b) {
        return None;
    } else {
        found.add("near", 0.75);
    }
    Some(())
}

/// Days between two tellings of one act as done.
const RETOLD: i32 = 2;

/// Days between two tellings that name the same people.
const RECALLED: i32 = 5;

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
            let is_same_word = a.trigger.shared(&b.trigger) > 0 || a.is_bare_denial() || b.is_bare_denial();
            let is_named = is_same_word && a.proper.shared(&b.proper) >= 2;
            let most = match (denial && is_same_word, is_named) {
                (true, _) => DENIED_AFTER,
                (false, true) => RECALLED,
                (false, false) => RETOLD,
            };
            if apart > most {
                return None;
            }
            found.add("about the same day", [0.5, 0.25].get(apart.unsigned_abs() as usize).copied().unwrap_or(0.0));
        }
    }
    Some(())
}
