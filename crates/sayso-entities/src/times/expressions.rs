//! What words make a time expression, and what it means before it meets a calendar.

use super::words::{Unit, day, is_part_of_day, month, number, season, unit, weekday, year};

/// What a time expression says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Days from the day of publication.
    Offset(i32),
    /// A weekday, and whether "last" (-1), "this" (0) or "next" (1) stands before it.
    Weekday(i8, Option<i32>),
    /// Units from the present one: "last month" is -1.
    Units(Unit, i32),
    /// So many units back, as a point: "three days ago".
    Ago(Unit, i32),
    /// The last (negative) or next so many units, as a stretch.
    Stretch(Unit, i32),
    /// A date.
    Date(Option<i16>, i8, i8),
    /// A month.
    Month(Option<i16>, i8, Option<i32>),
    /// A season by its first month.
    Season(Option<i16>, i8, Option<i32>),
    /// A year.
    Year(i16),
    /// Ten years.
    Decade(i16),
}

/// The expression that starts at a word (all in lower case): where it ends, and what it says.
pub(super) fn at(words: &[String], start: usize) -> Option<(usize, Meaning)> {
    let sentence = Words { words };
    [Words::plain, Words::relative, Words::date, Words::numeric, Words::counted]
        .iter()
        .find_map(|read| read(&sentence, start))
}

struct Words<'a> {
    words: &'a [String],
}

impl Words<'_> {
    fn get(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |i| self.get(i))
    }

    /// A year after a month or season: "March 2014", "spring of 2014", "May 12, 2014".
    fn year_after(&self, at: usize) -> (usize, Option<i16>) {
        let skip = usize::from(matches!(self.get(at), "," | "of"));
        year(self.get(at + skip)).map_or((at, None), |y| (at + skip + 1, Some(y)))
    }

    fn plain(&self, at: usize) -> Option<(usize, Meaning)> {
        let offset = match self.get(at) {
            "today" | "tonight" | "midnight" | "noon" | "overnight" => 0,
            "yesterday" => -1,
            "tomorrow" => 1,
            "last" if self.get(at + 1) == "night" => return Some((at + 2, Meaning::Offset(-1))),
            "this" if is_part_of_day(self.get(at + 1)) => return Some((at + 2, Meaning::Offset(0))),
            word => {
                let end = at + 1 + usize::from(is_part_of_day(self.get(at + 1)));
                return weekday(word).map(|w| (end, Meaning::Weekday(w, None)));
            }
        };
        let end = at + 1 + usize::from(is_part_of_day(self.get(at + 1)));
        Some((end, Meaning::Offset(offset)))
    }

    fn relative(&self, at: usize) -> Option<(usize, Meaning)> {
        let step = match self.get(at) {
            "last" | "past" | "previous" => -1,
            "this" | "current" => 0,
            "next" | "coming" | "following" => 1,
            _ => return None,
        };
        let word = self.get(at + 1);
        if let Some(w) = weekday(word) {
            let end = at + 2 + usize::from(is_part_of_day(self.get(at + 2)));
            return Some((end, Meaning::Weekday(w, Some(step))));
        }
        if let Some(m) = month(word) {
            return Some((at + 2, Meaning::Month(None, m, Some(step))));
        }
        if let Some(s) = season(word) {
            return Some((at + 2, Meaning::Season(None, s, Some(step))));
        }
        if let Some(u) = unit(word).filter(|u| !matches!(u, Unit::Hour | Unit::Day)) {
            return Some((at + 2, Meaning::Units(u, step)));
        }
        let n = number(word).filter(|_| step != 0)?;
        let u = unit(self.get(at + 2))?;
        Some((at + 3, Meaning::Stretch(u, n.checked_mul(step)?)))
    }

    fn date(&self, at: usize) -> Option<(usize, Meaning)> {
        if let Some(d) = day(self.get(at)) {
            let of = usize::from(self.get(at + 1) == "of");
            let m = month(self.get(at + 1 + of))?;
            let (end, y) = self.year_after(at + 2 + of);
            return Some((end, Meaning::Date(y, m, d)));
        }
        if let Some(m) = month(self.get(at)) {
            if let Some(d) = day(self.get(at + 1)) {
                let (end, y) = self.year_after(at + 2);
                return Some((end, Meaning::Date(y, m, d)));
            }
            let (end, y) = self.year_after(at + 1);
            let asked = matches!(
                self.before(at),
                "in" | "since"
                    | "until"
                    | "till"
                    | "during"
                    | "from"
                    | "by"
                    | "before"
                    | "after"
                    | "early"
                    | "late"
                    | "mid"
                    | "of"
                    | "-"
                    | "to"
            );
            return (asked || y.is_some()).then_some((end, Meaning::Month(y, m, None)));
        }
        let s = season(self.get(at))?;
        let (end, y) = self.year_after(at + 1);
        let asked = self.before(at) == "the"
            && matches!(self.get(at.wrapping_sub(2)), "in" | "since" | "by" | "during" | "until");
        (asked || y.is_some()).then_some((end, Meaning::Season(y, s, None)))
    }

    fn numeric(&self, at: usize) -> Option<(usize, Meaning)> {
        let word = self.get(at);
        if let Some(decade) = word.trim_start_matches("mid-").strip_suffix('s').and_then(year).filter(|y| y % 10 == 0) {
            return Some((at + 1, Meaning::Decade(decade)));
        }
        let y = year(word)?;
        if self.get(at + 1) == "-"
            && self.get(at + 3) == "-"
            && let (Ok(m), Some(d)) = (self.get(at + 2).parse::<i8>(), day(self.get(at + 4).trim_start_matches('0')))
            && (1..=12).contains(&m)
        {
            return Some((at + 5, Meaning::Date(Some(y), m, d)));
        }
        let asked = matches!(
            self.before(at),
            "in" | "since"
                | "until"
                | "till"
                | "during"
                | "from"
                | "by"
                | "before"
                | "after"
                | "early"
                | "late"
                | "mid"
                | "of"
                | "year"
        );
        (asked && unit(self.get(at + 1)).is_none()).then_some((at + 1, Meaning::Year(y)))
    }

    fn counted(&self, at: usize) -> Option<(usize, Meaning)> {
        let n = number(self.get(at))?;
        let u = unit(self.get(at + 1))?;
        match (self.get(at + 2), self.before(at)) {
            ("ago" | "earlier", _) => Some((at + 3, Meaning::Ago(u, n))),
            (_, "within") => Some((at + 2, Meaning::Stretch(u, n))),
            _ => None,
        }
    }
}
