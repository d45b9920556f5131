//! Names of months and weekdays.

/// Months, January first.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Weekdays, Monday first.
pub const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Month, 1 to 12, by its full name in small letters.
#[must_use]
pub fn month(word: &str) -> Option<i8> {
    (1..).zip(MONTHS).find(|(_, name)| *name == word).map(|(n, _)| n)
}

/// Weekday, Monday 0, by its full name in small letters.
#[must_use]
pub fn weekday(word: &str) -> Option<i8> {
    (0..).zip(WEEKDAYS).find(|(_, name)| *name == word).map(|(n, _)| n)
}

/// Whether a word is the name of a month or weekday, in full or shortened ("Oct", "Sept", "Mon"), whatever its capitals.
#[must_use]
pub(crate) fn is_word(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let is_short = lower.len() == 3 || lower == "sept";
    MONTHS.iter().chain(&WEEKDAYS).any(|name| *name == lower || is_short && name.starts_with(&lower))
}
