//! The words of calendars.

use sayso_document::calendar;

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// The words of the numbers from zero to twenty, each at its own place.
pub const NUMBERS: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const DECADES: [&str; 8] =
    ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];

/// Month 1–12, also shortened ("Sept.").
pub(super) fn month(word: &str) -> Option<i8> {
    let bare = word.trim_end_matches('.');
    let short = || {
        let is_short =
            (3..=4).contains(&bare.len()) && (word.ends_with('.') || bare.len() == 3) && bare != "may" && bare != "mar";
        is_short.then(|| (1..).zip(calendar::MONTHS).find(|(_, name)| name.starts_with(bare))).flatten()
    };
    calendar::month(bare).or_else(|| short().map(|(n, _)| n))
}

/// A season as the month it starts in, north of the equator.
pub(super) fn season(word: &str) -> Option<i8> {
    Some(match word {
        "spring" => 3,
        "summer" => 6,
        "autumn" | "fall" => 9,
        "winter" => 12,
        _ => return None,
    })
}

/// A number in figures or words; "a" is one.
pub(super) fn number(word: &str) -> Option<i32> {
    match word {
        "a" | "an" => Some(1),
        "several" | "few" | "dozens" => None,
        _ => {
            let ten = || TENS.iter().position(|n| *n == word).map(|n| n as i32 * 10 + 20);
            NUMBERS.iter().position(|n| *n == word).map(|n| n as i32).or_else(ten).or_else(|| word.parse().ok())
        }
    }
}

/// A decade of the last century by its name: "the sixties" are 1960.
pub(super) fn decade(word: &str) -> Option<i16> {
    DECADES.iter().position(|d| *d == word).map(|n| 1920 + 10 * n as i16)
}

/// The number of an ordinal in figures: "20th".
pub(super) fn ordinal(word: &str) -> Option<i16> {
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|e| word.strip_suffix(e))?;
    bare.parse().ok()
}

/// A quarter by its name, 0 to 3.
pub(super) fn quarter(word: &str) -> Option<i8> {
    Some(match word {
        "first" | "1st" => 0,
        "second" | "2nd" => 1,
        "third" | "3rd" => 2,
        "fourth" | "4th" | "last" | "final" => 3,
        _ => return None,
    })
}

/// A day of the month: "12", "12th".
pub(super) fn day(word: &str) -> Option<i8> {
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|e| word.strip_suffix(e)).unwrap_or(word);
    bare.parse().ok().filter(|d| (1..=31).contains(d) && bare.len() <= 2)
}

/// A year in figures.
pub(super) fn year(word: &str) -> Option<i16> {
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|y| (1000..2100).contains(y))
}

/// A half by its name, 0 or 1.
pub(super) fn half(word: &str) -> Option<i8> {
    quarter(word).filter(|q| *q < 2)
}

/// A unit, singular or plural.
pub(super) fn unit(word: &str) -> Option<Unit> {
    Some(match word.strip_suffix('s').unwrap_or(word) {
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "weekend" => Unit::Weekend,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" | "centurie" => Unit::Century,
        _ => return None,
    })
}

/// Parts of a day that may follow its name.
pub(super) fn is_part_of_day(word: &str) -> bool {
    matches!(word, "morning" | "afternoon" | "evening" | "night")
}
