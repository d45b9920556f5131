//! From what an expression says to days.

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

use super::expressions::Meaning;
use super::words::Unit;

/// Whether an act lies behind the day of publication or ahead of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// Behind, or that very day.
    Past,
    /// Ahead, or that very day.
    Future,
    /// Not told: dates and months are the nearest, weekdays lie behind.
    NearPast,
    /// Not told: dates and months are the nearest, weekdays lie ahead.
    NearFuture,
}

type Days = (Date, Date, &'static str);

/// First day, last day and precision; no days where the anchor is missing or the date is none.
pub(super) fn days(meaning: Meaning, anchor: Option<Date>, direction: Direction) -> (String, String, &'static str) {
    let days = absolute(meaning).or_else(|| relative(meaning, anchor?, direction));
    days.map_or((String::new(), String::new(), "unknown"), |(a, b, p)| (a.to_string(), b.to_string(), p))
}

fn absolute(meaning: Meaning) -> Option<Days> {
    match meaning {
        Meaning::Date(Some(y), m, d) => Date::new(y, m, d).ok().map(|d| (d, d, "day")),
        Meaning::Month(Some(y), m, _) => month(y, m),
        Meaning::Season(Some(y), m, _) => season(y, m),
        Meaning::Year(y) => Some((date(y, 1, 1), date(y, 12, 31), "year")),
        Meaning::Quarter(y, q) => quarter(Date::new(y, q.checked_mul(3)?.checked_add(1)?, 1).ok()?),
        Meaning::Half(Some(y), h) => half(y, h),
        Meaning::Decade(y) => Some((date(y, 1, 1), Date::new(y + 9, 12, 31).ok()?, "year")),
        Meaning::Century(y) => Some((date(y, 1, 1), Date::new(y + 99, 12, 31).ok()?, "year")),
        _ => None,
    }
}

fn relative(meaning: Meaning, anchor: Date, direction: Direction) -> Option<Days> {
    match meaning {
        Meaning::Half(None, h) => half(anchor.year(), h),
        Meaning::ThatDay => Some((anchor, anchor, "day")),
        Meaning::Offset(n) => shift(anchor, n).map(|d| (d, d, "day")),
        Meaning::Weekday(w, step) => weekday(anchor, w, step, direction).map(|d| (d, d, "day")),
        // On the days of a week, the weekend that is spoken of as gone is the one before.
        Meaning::Units(Unit::Weekend, 0)
            if direction == Direction::Past && anchor.weekday().to_monday_zero_offset() < 5 =>
        {
            units(anchor, Unit::Weekend, -1)
        }
        Meaning::Units(u, n) => units(anchor, u, n),
        Meaning::Ago(u, n) => ago(anchor, u, n),
        Meaning::Stretch(u, n) => stretch(anchor, u, n),
        Meaning::Date(None, m, d) => {
            let on = |y: i16| Date::new(y, m, d).ok().map(|d| (d, d, "day"));
            nearest(anchor, direction, on)
        }
        Meaning::Month(None, m, step) => nearest(anchor, lean(step, direction), |y| month(y, m)),
        Meaning::Season(None, m, step) => nearest(anchor, lean(step, direction), |y| season(y, m)),
        _ => None,
    }
}

/// "Last" and "next" outweigh the tense.
fn lean(step: Option<i32>, direction: Direction) -> Direction {
    match step {
        Some(..=-1) => Direction::Past,
        Some(1..) => Direction::Future,
        _ => direction,
    }
}

/// Of the stretches of three years, the last that has begun, the first that has not ended, or the nearest.
fn nearest(anchor: Date, direction: Direction, of: impl Fn(i16) -> Option<Days>) -> Option<Days> {
    let mut years = (-1..=1).filter_map(|n| of(anchor.year() + n));
    match direction {
        Direction::Past => years.filter(|s| s.0 <= anchor).last(),
        Direction::Future => years.find(|s| s.1 >= anchor),
        Direction::NearPast | Direction::NearFuture => years.min_by_key(|s| {
            let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
            days(anchor, s.0).max(days(s.1, anchor)).max(0)
        }),
    }
}

fn shift(from: Date, days: i32) -> Option<Date> {
    from.checked_add(Span::new().try_days(days).ok()?).ok()
}

fn months(from: Date, n: i32) -> Option<Date> {
    from.checked_add(Span::new().try_months(n).ok()?).ok()
}

fn weekday(anchor: Date, weekday: i8, step: Option<i32>, direction: Direction) -> Option<Date> {
    let today = anchor.weekday().to_monday_zero_offset();
    let back = i32::from((today - weekday).rem_euclid(7));
    let ahead = i32::from((weekday - today).rem_euclid(7));
    let days = match step {
        Some(..=-1) => -(if back == 0 { 7 } else { back }),
        Some(1..) => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        Some(0) => i32::from(weekday - today),
        None if matches!(direction, Direction::Past | Direction::NearPast) => -back,
        None => ahead,
    };
    shift(anchor, days)
}

fn month(year: i16, month: i8) -> Option<Days> {
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month(), "month"))
}

fn season(year: i16, first: i8) -> Option<Days> {
    quarter(Date::new(year, first, 1).ok()?)
}

fn half(year: i16, half: i8) -> Option<Days> {
    let start = Date::new(year, half.checked_mul(6)?.checked_add(1)?, 1).ok()?;
    Some((start, start.checked_add(5.months()).ok()?.last_of_month(), "month"))
}

/// Three months.
fn quarter(start: Date) -> Option<Days> {
    Some((start, start.checked_add(2.months()).ok()?.last_of_month(), "month"))
}

fn units(anchor: Date, unit: Unit, n: i32) -> Option<Days> {
    let monday = shift(anchor, -i32::from(anchor.weekday().to_monday_zero_offset()))?;
    match unit {
        Unit::Hour | Unit::Day => shift(anchor, n).map(|d| (d, d, "day")),
        Unit::Week => {
            let start = shift(monday, n.checked_mul(7)?)?;
            Some((start, shift(start, 6)?, "week"))
        }
        Unit::Weekend => {
            let start = shift(monday, n.checked_mul(7)?.checked_add(5)?)?;
            Some((start, shift(start, 1)?, "day"))
        }
        Unit::Month => {
            let start = months(anchor.first_of_month(), n)?;
            Some((start, start.last_of_month(), "month"))
        }
        Unit::Quarter => {
            let first = anchor.first_of_month();
            quarter(months(first, n.checked_mul(3)?.checked_sub(i32::from((first.month() - 1) % 3))?)?)
        }
        Unit::Year => {
            absolute(Meaning::Year(i16::try_from(i32::from(anchor.year()).checked_add(n)?).ok().filter(in_range)?))
        }
        Unit::Decade => {
            let decade = i32::from(anchor.year()) / 10 * 10;
            absolute(Meaning::Decade(i16::try_from(decade.checked_add(n.checked_mul(10)?)?).ok().filter(in_range)?))
        }
        Unit::Century => {
            let century = i32::from(anchor.year()) / 100 * 100;
            absolute(Meaning::Century(i16::try_from(century.checked_add(n.checked_mul(100)?)?).ok().filter(in_range)?))
        }
    }
}

fn in_range(year: &i16) -> bool {
    (1..9900).contains(year)
}

fn ago(anchor: Date, unit: Unit, n: i32) -> Option<Days> {
    match unit {
        Unit::Hour => shift(anchor, -(n / 24)).map(|d| (d, d, "day")),
        Unit::Day => shift(anchor, n.checked_neg()?).map(|d| (d, d, "day")),
        unit => units(anchor, unit, n.checked_neg()?),
    }
}

/// From the anchor back or ahead.
fn stretch(anchor: Date, unit: Unit, n: i32) -> Option<Days> {
    let other = match unit {
        Unit::Hour => shift(anchor, n / 24),
        Unit::Day => shift(anchor, n),
        Unit::Week | Unit::Weekend => shift(anchor, n.checked_mul(7)?),
        Unit::Month => months(anchor, n),
        Unit::Quarter => months(anchor, n.checked_mul(3)?),
        Unit::Year => months(anchor, n.checked_mul(12)?),
        Unit::Decade => months(anchor, n.checked_mul(120)?),
        Unit::Century => months(anchor, n.checked_mul(1200)?),
    }?;
    let precision = match unit {
        Unit::Hour | Unit::Day => "day",
        Unit::Week | Unit::Weekend => "week",
        Unit::Month | Unit::Quarter => "month",
        Unit::Year | Unit::Decade | Unit::Century => "year",
    };
    Some((anchor.min(other), anchor.max(other), precision))
}
