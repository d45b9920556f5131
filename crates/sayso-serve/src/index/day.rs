//! Days as numbers that sort: 20260302. 0 is no day.

use jiff::civil::{Date, Weekday};

/// A day as a number.
pub(crate) type Day = u32;

/// The day of a text `YYYY-MM-DD`; 0 for anything else.
pub(crate) fn day(text: &str) -> Day {
    text.parse::<Date>().map_or(0, packed)
}

fn packed(date: Date) -> Day {
    u32::from(date.year().unsigned_abs()) * 10_000
        + date.month().unsigned_abs() as u32 * 100
        + date.day().unsigned_abs() as u32
}

/// The day of a number.
pub(crate) fn date(day: Day) -> Option<Date> {
    let year = i16::try_from(day / 10_000).ok()?;
    Date::new(year, i8::try_from(day / 100 % 100).ok()?, i8::try_from(day % 100).ok()?).ok()
}

/// The text of a day; `None` for no day.
pub(crate) fn text(day: Day) -> Option<String> {
    (day != 0).then(|| format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100))
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stretch {
    Day,
    Week,
    Month,
    Year,
}

impl Stretch {
    pub(crate) fn parse(text: &str) -> Option<Stretch> {
        [Stretch::Day, Stretch::Week, Stretch::Month, Stretch::Year].into_iter().find(|s| s.as_str() == text)
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Stretch::Day => "day",
            Stretch::Week => "week",
            Stretch::Month => "month",
            Stretch::Year => "year",
        }
    }

    /// The stretch that cuts the days between two into a number of bins that can be looked at.
    pub(crate) fn fitting(first: Day, last: Day) -> Stretch {
        let days = match (date(first), date(last)) {
            (Some(first), Some(last)) => (last - first).get_days(),
            _ => 0,
        };
        match days {
            ..=120 => Stretch::Day,
            121..=900 => Stretch::Week,
            901..=7_500 => Stretch::Month,
            _ => Stretch::Year,
        }
    }

    /// The first day of the stretch that a day lies in.
    pub(crate) fn start(self, day: Day) -> Day {
        match self {
            Stretch::Day => day,
            Stretch::Week => date(day).map_or(0, |date| packed(monday(date))),
            Stretch::Month => day / 100 * 100 + 1,
            Stretch::Year => day / 10_000 * 10_000 + 101,
        }
    }
}

fn monday(date: Date) -> Date {
    match date.weekday() {
        Weekday::Monday => date,
        _ => date.nth_weekday(-1, Weekday::Monday).unwrap_or(date),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_begin_where_they_should() {
        let wednesday = day("2026-03-04");
        let starts = [Stretch::Day, Stretch::Week, Stretch::Month, Stretch::Year].map(|s| text(s.start(wednesday)));
        let starts: Vec<&str> = starts.iter().flatten().map(String::as_str).collect();
        assert_eq!(starts, ["2026-03-04", "2026-03-02", "2026-03-01", "2026-01-01"]);
        assert_eq!(Stretch::Week.start(day("2026-03-02")), 20_260_302);
        assert_eq!(day("2026-02-30"), 0);
        assert_eq!(text(0), None);
    }
}
