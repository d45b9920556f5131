//! What words make a time expression, and what it means before it meets a calendar.

use sayso_document::calendar::weekday;

use super::words::{Unit, day, decade, half, is_part_of_day, month, number, ordinal, quarter, season, unit, year};

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
    /// Three months of a year, by the year and 0 to 3.
    Quarter(i16, i8),
    /// Six months of a year, the present one's where none is named, by 0 or 1.
    Half(Option<i16>, i8),
    /// Ten years.
    Decade(i16),
    /// A hundred years.
    Century(i16),
    /// The day last spoken of.
    ThatDay,
}

/// The expression that starts at a word (all in lower case): where it ends, and what it says.
pub(super) fn at(words: &[String], start: usize) -> Option<(usize, Meaning)> {
    let sentence = Words { words };
    [Words::plain, Words::that_day, Words::named, Words::relative, Words::date, Words::numeric, Words::counted]
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

    /// A year after a month or season: "March 2014", "spring of 2014", "May 12, 2014". A number that could as well count
    /// ("on May 12, 1500 families fled") must end the phrase.
    fn year_after(&self, at: usize) -> (usize, Option<i16>) {
        let skip = usize::from(matches!(self.get(at), "," | "of"));
        let ends =
            |at: usize| !self.get(at).starts_with(char::is_alphabetic) || matches!(self.get(at), "and" | "by" | "in");
        let found = year(self.get(at + skip)).filter(|y| *y >= 1800 || ends(at + skip + 1));
        found.map_or((at, None), |y| (at + skip + 1, Some(y)))
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

    /// "The same day", "that evening", "in the evening".
    fn that_day(&self, at: usize) -> Option<(usize, Meaning)> {
        let same = usize::from(self.get(at) == "the" && self.get(at + 1) == "same");
        let word = self.get(at + 1 + same);
        let is_that = same == 1 || self.get(at) == "that";
        if is_that && (word == "day" || is_part_of_day(word)) {
            return Some((at + 2 + same, Meaning::ThatDay));
        }
        let is_the = self.get(at) == "the" && matches!(self.before(at), "in" | "into") && word != "night";
        (is_the && is_part_of_day(word)).then_some((at + 2, Meaning::ThatDay))
    }

    /// Stretches that have a name: "9/11", "the sixties", "the 20th century", "the first quarter of 2021".
    fn named(&self, at: usize) -> Option<(usize, Meaning)> {
        let word = self.get(at);
        let is_attack = matches!(self.get(at + 2), "attack" | "attacks" | "terrorist" | "terror" | "hijackers");
        let is_september = month(word) == Some(9) && day(self.get(at + 1)) == Some(11) && is_attack;
        if word == "9/11" || is_september {
            return Some((at + 1 + usize::from(is_september), Meaning::Date(Some(2001), 9, 11)));
        }
        if let Some(y) = decade(word).filter(|_| matches!(self.before(at), "the" | "early" | "late" | "mid")) {
            return Some((at + 1, Meaning::Decade(y)));
        }
        if let Some(n) = ordinal(word).filter(|n| (2..=21).contains(n))
            && self.get(at + 1) == "century"
        {
            return Some((at + 2, Meaning::Century((n - 1) * 100)));
        }
        if let Some(q) = quarter(word)
            && self.get(at + 1) == "quarter"
        {
            let skip = usize::from(matches!(self.get(at + 2), "of" | "in"));
            return year(self.get(at + 2 + skip)).map(|y| (at + 3 + skip, Meaning::Quarter(y, q)));
        }
        self.half(at).or_else(|| self.whole(at))
    }

    /// "First half of 2020", "second half of the year".
    fn half(&self, at: usize) -> Option<(usize, Meaning)> {
        let h = half(self.get(at)).filter(|_| self.get(at + 1) == "half" && self.get(at + 2) == "of")?;
        if let Some(y) = year(self.get(at + 3)) {
            return Some((at + 4, Meaning::Half(Some(y), h)));
        }
        let is_present = matches!(self.get(at + 3), "the" | "this") && self.get(at + 4) == "year";
        is_present.then_some((at + 5, Meaning::Half(None, h)))
    }

    /// "The year" in "the end of the year", "the weekend" in "over the weekend".
    fn whole(&self, at: usize) -> Option<(usize, Meaning)> {
        let part = at.checked_sub(2).map_or("", |i| self.get(i));
        let is_part = matches!(part, "end" | "start" | "beginning" | "rest" | "remainder" | "middle" | "course");
        let is_weekend = self.get(at + 1) == "weekend" && matches!(self.before(at), "over" | "at" | "during");
        if self.get(at) == "the" && is_weekend {
            return Some((at + 2, Meaning::Units(Unit::Weekend, 0)));
        }
        let is_part = is_part || self.before(at) == "in" && matches!(part, "earlier" | "later");
        let is_whole =
            self.get(at) == "the" && matches!(self.before(at), "of" | "in") && is_part && self.get(at + 2) != "of";
        let u = unit(self.get(at + 1)).filter(|u| matches!(u, Unit::Week | Unit::Month | Unit::Quarter | Unit::Year));
        u.filter(|_| is_whole).map(|u| (at + 2, Meaning::Units(u, 0)))
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
                    | "for"
                    | "through"
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
            let is_led = matches!(self.before(at), "the" | "last" | "this" | "its" | "'s" | "’s");
            let owns = matches!(self.get(end), "'s" | "’s");
            // "January elections"; the others are first names, verbs and adjectives as well.
            let is_plain = matches!(m, 1 | 2 | 7 | 9..=12)
                && self.before(at) != "black"
                && !matches!(self.get(end), "" | "revolution" | "movement");
            return (asked || is_led || is_plain || owns || y.is_some()).then_some((end, Meaning::Month(y, m, None)));
        }
        let s = season(self.get(at))?;
        let (end, y) = self.year_after(at + 1);
        let asked = self.before(at) == "the"
            && matches!(self.get(at.wrapping_sub(2)), "in" | "since" | "by" | "during" | "until");
        (asked || y.is_some()).then_some((end, Meaning::Season(y, s, None)))
    }

    fn numeric(&self, at: usize) -> Option<(usize, Meaning)> {
        let word = self.get(at);
        let tens = word.trim_start_matches("mid-").strip_suffix('s').map(|y| y.trim_end_matches(['\'', '’']));
        if let Some(decade) = tens.and_then(year).filter(|y| y % 10 == 0) {
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
        Some((at + 1, Meaning::Year(y)))
    }

    fn counted(&self, at: usize) -> Option<(usize, Meaning)> {
        let n = number(self.get(at))?;
        let u = unit(self.get(at + 1))?;
        match (self.get(at + 2), self.before(at)) {
            ("ago" | "earlier", _) => Some((at + 3, Meaning::Ago(u, n))),
            ("before" | "after" | "of" | "from" | "prior", "within") => None,
            (_, "within") => Some((at + 2, Meaning::Stretch(u, n))),
            _ => None,
        }
    }
}
