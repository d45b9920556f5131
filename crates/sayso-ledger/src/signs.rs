//! What speaks for and against that records of two reports tell of one act, each sign with a weight that was learned.

use sayso_entities::times::NUMBERS;
use std::sync::LazyLock;

use sayso_factuality::Status;
use sayso_record::{PlaceRef, Record};

use crate::party::{Party, Sameness, best};
use crate::telling::{Telling, is_country};
use crate::words::{Stems, is_proper};

/// The signs, as `lexicons/acts.tsv` names them.
pub const SIGNS: [&str; 36] = [
    "two reports",
    "wording",
    "words about it",
    "trigger reads alike",
    "trigger and words about it",
    "names in common",
    "no name in common",
    "names of only one",
    "rarest word in common",
    "same source",
    "another source",
    "same target",
    "another target",
    "target named otherwise",
    "same place",
    "another country",
    "far apart",
    "days apart",
    "both told afresh",
    "afresh on two days",
    "figures clash",
    "no number in common",
    "numbers in common",
    "same word",
    "rarest word about both",
    "rarest name in common",
    "afresh with other numbers",
    "both told as known",
    "known, with names in common",
    "target in common",
    "target in the other's words",
    "little told",
    "points back",
    "one only meant",
    "both only meant",
    "meant otherwise",
];

const TABLE: &str = include_str!("../../../lexicons/acts.tsv");

/// The row of the table from which on two records are of one act.
const ENOUGH: &str = "enough";

/// Weights of the signs, and from where on their sum is enough.
struct Weights {
    of: [f64; SIGNS.len()],
    enough: f64,
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    let row = |name: &str| {
        let mut cells = rows.clone().map(|line| line.split('\t')).find(|cells| cells.clone().next() == Some(name))?;
        cells.nth(1)?.parse::<f64>().ok()
    };
    Weights { of: SIGNS.map(|name| row(name).unwrap_or(0.0)), enough: row(ENOUGH).unwrap_or(0.0) }
});

/// The table of weights, for the version of the rules.
pub(crate) const fn table() -> &'static str {
    TABLE
}

/// The signs of two records of two reports times their weights, less what is enough: positive where they are of one act.
pub(crate) fn weigh(a: &Telling, b: &Telling) -> (f64, Vec<(&'static str, f64)>) {
    let values = signs(a, b);
    let mut reasons = Vec::new();
    let mut sum = -WEIGHTS.enough;
    for (at, name) in SIGNS.iter().enumerate() {
        let mut points = values[at] * WEIGHTS.of[at];
        sum += points;
        if at == 0 {
            points -= WEIGHTS.enough;
        }
        if points.abs() >= 0.005 {
            reasons.push((*name, (points * 100.0).round() / 100.0));
        }
    }
    (sum, reasons)
}

/// The value of each sign.
pub(crate) fn signs(a: &Telling, b: &Telling) -> [f64; SIGNS.len()] {
    let is = |holds: bool| f64::from(u8::from(holds));
    let about = a.near.likeness(&b.near);
    let is_same_word = a.trigger.shared(&b.trigger) > 0;
    let reads = a.record.wording.likeness(&b.record.wording).unwrap_or(if is_same_word { 0.7 } else { 0.2 });
    let (names, only) = (a.named.count(&b.named), a.named.len().min(b.named.len()));
    let source = best(&a.sources, &b.sources);
    let target = best(&a.targets, &b.targets);
    let apart = days_apart(a, b);
    let afresh = afresh(&a.record) * afresh(&b.record);
    let numbers = a.numbers.shared(&b.numbers);
    let meant = |telling: &Telling| telling.record.status != Status::Occurred;
    [
        1.0,
        a.weighed.likeness(&b.weighed),
        about,
        reads.max(0.0),
        reads.max(0.0) * about,
        (a.named.above(&b.named, 4.0) / 4.0).min(3.0),
        is(names == 0 && only > 0),
        (only - names).min(3) as f64 / 3.0,
        a.weighed.rarest(&b.weighed) / 10.0,
        is(source >= Sameness::Kin),
        is(source == Sameness::Conflict),
        is(target >= Sameness::Kin),
        is(target == Sameness::Conflict),
        is(are_named_otherwise(&a.targets, &b.targets)),
        is(a.record
            .place
            .as_ref()
            .zip(b.record.place.as_ref())
            .is_some_and(|(a, b)| a.name == b.name && !is_country(a))),
        is(places(a, b, |a, b| !a.country.is_empty() && !b.country.is_empty() && a.country != b.country)),
        is(places(a, b, |a, b| a.country == b.country && !is_country(a) && !is_country(b) && are_far(a, b))),
        f64::from(apart.min(4)) / 4.0,
        afresh,
        afresh * is(apart > 0),
        is(figures_clash(&a.record, &b.record)),
        is(numbers == 0 && !a.numbers.is_empty() && !b.numbers.is_empty()),
        numbers.min(3) as f64 / 3.0,
        is(is_same_word),
        a.near.rarest(&b.near) / 10.0,
        a.named.rarest(&b.named) / 10.0,
        afresh * is(numbers == 0 && !a.numbers.is_empty() && !b.numbers.is_empty()),
        (1.0 - self::afresh(&a.record)) * (1.0 - self::afresh(&b.record)),
        (1.0 - afresh) * (a.named.above(&b.named, 4.0) / 12.0).min(1.0),
        (a.acted_on.above(&b.acted_on, 4.0) / 12.0).min(1.0),
        (a.acted_on.above(&b.weighed, 4.0).max(b.acted_on.above(&a.weighed, 4.0)) / 12.0).min(1.0),
        1.0 - a.weighed.len().min(b.weighed.len()).min(20) as f64 / 20.0,
        is(points_back(&a.words) != points_back(&b.words)),
        is(meant(a) != meant(b)),
        is(meant(a) && meant(b) && a.record.status == b.record.status),
        is(meant(a) && meant(b) && a.record.status != b.record.status),
    ]
}

/// Whether a sentence has a word that speaks of what was before.
fn points_back(words: &Stems) -> bool {
    const BACK: &str = "yesterday ago prior earlier previous last recent following toll anniversary responsibility";
    static STEMS: LazyLock<Stems> = LazyLock::new(|| BACK.split(' ').collect());
    words.shared(&STEMS) > 0
}

/// How far a record tells of its act as of something new.
fn afresh(record: &Record) -> f64 {
    match (record.wording.vector.is_empty(), record.wording.is_known) {
        (true, _) => 0.5,
        (false, is_known) => f64::from(u8::from(!is_known)),
    }
}

/// Days between what two records tell, or between the days on which they do.
pub(crate) fn days_apart(a: &Telling, b: &Telling) -> i32 {
    match (a.own_day.or(a.told), b.own_day.or(b.told)) {
        (Some(x), Some(y)) => (x - y).get_days().abs(),
        _ => 0,
    }
}

fn places(a: &Telling, b: &Telling, holds: impl Fn(&PlaceRef, &PlaceRef) -> bool) -> bool {
    a.record.place.as_ref().zip(b.record.place.as_ref()).is_some_and(|(a, b)| holds(a, b))
}

/// Places farther apart than this, in degrees, are two.
const APART: f64 = 0.7;

pub(crate) fn are_far(a: &PlaceRef, b: &PlaceRef) -> bool {
    (a.lat - b.lat).abs() > APART || (a.lon - b.lon).abs() > APART
}

/// Whether both lists have names, and none is in both.
fn are_named_otherwise(a: &[Party], b: &[Party]) -> bool {
    let names = |all: &[Party]| -> Vec<Stems> {
        all.iter().filter(|party| is_proper(&party.text)).map(|party| Stems::of_name(&party.text)).collect()
    };
    let (a, b) = (names(a), names(b));
    !a.is_empty() && !b.is_empty() && !a.iter().any(|x| b.iter().any(|y| x.shared(y) > 0))
}

/// Whether the reports themselves give numbers that are hardly of one act: one at least twice the other.
pub(crate) fn figures_clash(a: &Record, b: &Record) -> bool {
    let own = a.speakers.is_empty() && b.speakers.is_empty();
    let of = |record: &Record| -> Vec<(String, i64)> {
        record.quantities.iter().filter_map(|q| Some((q.kind.clone(), q.min? as i64))).collect()
    };
    let (a, b) = (of(a), of(b));
    own && a.iter().any(|(kind, x)| b.iter().any(|(other, y)| kind == other && x.max(y) >= &(2 * x.min(y))))
}

/// Whether two records can be weighed at all: of two reports, and neither a denial.
pub(crate) fn can_weigh(a: &Telling, b: &Telling) -> bool {
    let is_denied = |telling: &Telling| telling.record.status == Status::Denied;
    a.record.document != b.record.document && !is_denied(a) && !is_denied(b)
}

/// What is around a trigger: the words before and after it that tell of it.
pub(crate) fn about(record: &Record) -> Stems {
    const BEFORE: usize = 7;
    const AFTER: usize = 10;
    let evidence = &record.evidence;
    let Some(at) = evidence.find(&record.trigger.text) else { return Stems::default() };
    let (before, rest) = evidence.split_at(at);
    let before: Vec<&str> = before.split_whitespace().rev().take(BEFORE).collect();
    let after = rest.split_whitespace().take(AFTER + record.trigger.text.split_whitespace().count());
    Stems::of(&before.into_iter().chain(after).collect::<Vec<_>>().join(" "))
}

/// The words for those who are acted on, but for what counts them.
pub(crate) fn acted_on(record: &Record) -> Stems {
    let texts: Vec<&str> = record.target.iter().flat_map(|actor| [actor.text.as_str(), actor.name.as_str()]).collect();
    Stems::of_name(&texts.join(" "))
}

/// The numbers of a sentence, in figures or words.
pub(crate) fn numbers(text: &str) -> Stems {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let figure = |word: &str| -> Option<String> {
        if let Some(at) = NUMBERS.iter().position(|known| *known == word) {
            return Some(at.to_string());
        }
        word.chars().next().filter(char::is_ascii_digit).map(|_| word.to_owned())
    };
    let found: Vec<String> = words.filter_map(figure).collect();
    found.iter().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_same_in_words() {
        assert_eq!(numbers("Four of 12 villagers"), numbers("12 villagers, 4 of them"));
        assert_eq!(numbers("nobody").len(), 0);
    }

    #[test]
    fn every_sign_has_a_weight() {
        for name in SIGNS.iter().chain([&ENOUGH]) {
            assert!(TABLE.lines().any(|line| line.split('\t').next() == Some(name)), "{name}");
        }
    }
}
