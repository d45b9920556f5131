//! Deadlines in words, as days.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];
const NUMBERS: [(&str, i32); 16] = [
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("twelve", 12),
    ("fourteen", 14),
    ("thirty", 30),
    ("ninety", 90),
];

/// The last day that the words of a deadline leave, seen from the day on which they were said; `None` where they name no day.
#[must_use]
pub fn due(words: &str, said: Date) -> Option<Date> {
    let lower = words.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    stretch(&words, said)
        .or_else(|| calendar(&words, said))
        .or_else(|| period_end(&words, said))
        .or_else(|| near(&words, said))
}

/// The deadline inside a condition: "unless they leave by Friday".
pub(crate) fn in_condition(condition: &str) -> Option<&str> {
    const MARKS: [&str; 4] = [" by ", " within ", " before ", " until "];
    let (at, mark) = MARKS.iter().filter_map(|mark| condition.rfind(mark).map(|at| (at, mark))).max()?;
    condition.get(at + mark.len()..)
}

/// Whether a stretch of a sentence follows "until", and nobody is given until then: "gave them until Friday".
pub(crate) fn is_until(sentence: &str, words: &str) -> bool {
    let before: Vec<&str> = sentence.find(words).map_or("", |at| &sentence[..at]).split_whitespace().rev().collect();
    let is_given = || before.iter().take(8).any(|word| GIVEN.contains(word));
    before.first().is_some_and(|word| matches!(*word, "until" | "till")) && !is_given()
}

const GIVEN: [&str; 8] = ["give", "gives", "gave", "given", "giving", "have", "has", "had"];

/// The deadline that the words after a trigger hold where nothing else names one: "to surrender by the end of the feast on Saturday".
pub(crate) fn after(trigger: &str, sentence: &str) -> Option<String> {
    const MARKS: [&str; 3] = [" by ", " within ", " before "];
    let rest = &sentence[sentence.find(trigger)? + trigger.len()..];
    let (at, mark) = MARKS.iter().filter_map(|mark| rest.find(mark).map(|at| (at, mark))).min()?;
    let rest = &rest[at + mark.len()..];
    let rest = &rest[..rest.find([',', ';', '.', '(', '–', '—']).unwrap_or(rest.len())];
    let words: Vec<&str> = rest.split_whitespace().take(9).collect();
    let first = words.iter().find(|word| !matches!(**word, "the" | "this" | "next"))?.to_lowercase();
    let second = words.get(1).copied().unwrap_or_default();
    let is_time = WEEKDAYS.iter().any(|(name, _)| *name == first)
        || ["end", "midnight", "tomorrow", "noon", "sunset", "week", "month", "year"].contains(&first.as_str())
        || first.chars().all(|c| c.is_ascii_digit())
        || (month(&first).is_some() && second.starts_with(|c: char| c.is_ascii_digit()))
        || (number(&first).is_some() && ["hour", "day", "week", "month"].iter().any(|unit| second.starts_with(unit)));
    is_time.then(|| words.join(" "))
}

fn number(word: &str) -> Option<i32> {
    word.parse().ok().or_else(|| NUMBERS.iter().find(|(name, _)| *name == word).map(|&(_, n)| n))
}

/// "48 hours", "two weeks".
fn stretch(words: &[&str], said: Date) -> Option<Date> {
    words.windows(2).find_map(|pair| {
        let n = number(pair[0])?.clamp(0, 5000);
        match pair[1].trim_end_matches('s') {
            "hour" => said.checked_add(((n + 23) / 24).days()).ok(),
            "day" => said.checked_add(n.days()).ok(),
            "week" => said.checked_add(n.weeks()).ok(),
            "month" => said.checked_add(n.months()).ok(),
            "year" => said.checked_add(n.years()).ok(),
            _ => None,
        }
    })
}

fn month(word: &str) -> Option<i8> {
    let head = word.get(..3).filter(|_| word.len() == 3 || is_month(word))?;
    (1..).zip(MONTHS).find(|(_, name)| *name == head).map(|(n, _)| n)
}

fn is_month(word: &str) -> bool {
    const NAMES: &str = "january february march april may june july august september sept october november december";
    NAMES.split(' ').any(|name| name == word)
}

/// "12 March", "March 12, 2026", "2026-03-12", "the end of March", "April".
fn calendar(words: &[&str], said: Date) -> Option<Date> {
    if let [year, month, day, ..] = words
        && year.len() == 4
        && let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse())
    {
        return Date::new(year, month, day).ok();
    }
    let at = words.iter().position(|word| month(word).is_some())?;
    let month = month(words[at])?;
    let year: Option<i16> = words.iter().filter(|word| word.len() == 4).find_map(|word| word.parse().ok());
    let day_at = |at: usize| {
        let digits = words.get(at)?.trim_end_matches(|c: char| c.is_alphabetic());
        digits.parse::<i8>().ok().filter(|day| (1..=31).contains(day))
    };
    let day = at.checked_sub(1).and_then(day_at).or_else(|| day_at(at + 1));
    let on = |year: i16| match day {
        Some(day) => Date::new(year, month, day).ok(),
        None => Date::new(year, month, 1).ok().map(Date::last_of_month),
    };
    match year {
        Some(year) => on(year),
        None => on(said.year()).filter(|&day| day >= said).or_else(|| on(said.year() + 1)),
    }
}

/// "The end of the week", "next month", "the end of the year".
fn period_end(words: &[&str], said: Date) -> Option<Date> {
    let (at, unit) =
        words.iter().enumerate().find(|(_, word)| matches!(**word, "week" | "month" | "year" | "weekend"))?;
    let next = i32::from(at.checked_sub(1).is_some_and(|before| words[before] == "next"));
    let sunday = i32::from(6 - said.weekday().to_monday_zero_offset());
    match *unit {
        "month" => said.first_of_month().checked_add(next.months()).ok().map(Date::last_of_month),
        "year" => Date::new(said.year() + i16::try_from(next).ok()?, 12, 31).ok(),
        _ => said.checked_add((sunday + 7 * next).days()).ok(),
    }
}

/// "Friday", "midnight", "tomorrow".
fn near(words: &[&str], said: Date) -> Option<Date> {
    if words.contains(&"tomorrow") {
        return said.tomorrow().ok();
    }
    let named = words.iter().find_map(|word| WEEKDAYS.iter().find(|(name, _)| name == word));
    if let Some((_, weekday)) = named {
        let ahead = weekday.to_monday_zero_offset() - said.weekday().to_monday_zero_offset();
        return said.checked_add(i32::from(ahead.rem_euclid(7)).days()).ok();
    }
    let today = ["today", "tonight", "midnight", "noon", "sunset", "dusk"];
    words.iter().any(|word| today.contains(word)).then_some(said)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn words_become_days() {
        let said = date(2026, 3, 10);
        for (words, day) in [
            ("48 hours", "2026-03-12"),
            ("within two weeks", "2026-03-24"),
            ("12 March", "2026-03-12"),
            ("March 2nd", "2027-03-02"),
            ("the end of April", "2026-04-30"),
            ("Friday", "2026-03-13"),
            ("the end of the week", "2026-03-15"),
            ("next month", "2026-04-30"),
            ("2026-05-01", "2026-05-01"),
            ("midnight", "2026-03-10"),
            ("1 January 2027", "2027-01-01"),
        ] {
            assert_eq!(due(words, said).map(|d| d.to_string()).as_deref(), Some(day), "{words}");
        }
        assert_eq!(due("the rainy season", said), None);
        assert_eq!(due("they may", said), Some(date(2026, 5, 31)), "a month by itself is a month");
    }

    #[test]
    fn until_is_no_deadline_unless_given() {
        assert!(is_until("They closed the port until 3 May", "3 May"));
        assert!(!is_until("They gave the crew until 3 May to leave", "3 May"));
        assert!(!is_until("They must leave by 3 May", "3 May"));
    }

    #[test]
    fn words_after_a_trigger_may_hold_a_deadline() {
        let of = |sentence: &str| after("ultimatum", sentence);
        assert_eq!(
            of("an ultimatum to leave by the end of the feast on Friday").as_deref(),
            Some("the end of the feast on Friday")
        );
        assert_eq!(of("an ultimatum to leave within two days").as_deref(), Some("two days"));
        assert_eq!(of("an ultimatum backed by the council on Friday"), None);
    }

    #[test]
    fn a_condition_may_hold_a_deadline() {
        assert_eq!(in_condition("unless they leave the town by 12 March"), Some("12 March"));
        assert_eq!(in_condition("if they leave"), None);
    }
}
