//! Dates of the restrictions on codes.

use crate::input::parse_date;

/// When a code holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spell {
    /// First day, empty where open.
    pub(crate) from: String,
    /// Last day, empty where open.
    pub(crate) until: String,
    /// Whether something had to be put right.
    pub(crate) is_mended: bool,
}

/// Reads `<D`, `>D` and `D1-D2`, all inclusive.
pub(crate) fn spell(text: &str) -> Option<Spell> {
    let text = text.trim();
    if let Some(day) = text.strip_prefix('>') {
        let (from, is_mended) = day_of(day)?;
        return Some(Spell { from, is_mended, ..Spell::default() });
    }
    if let Some(day) = text.strip_prefix('<') {
        let (until, is_mended) = day_of(day)?;
        return Some(Spell { until, is_mended, ..Spell::default() });
    }
    let (from, until) = text.split_once('-')?;
    let ((from, a), (until, b)) = (day_of(from)?, day_of(until)?);
    Some(match from > until {
        true => Spell { from: until, until: from, is_mended: true },
        false => Spell { from, until, is_mended: a || b },
    })
}

/// A day as `YYYYMMDD` or `YYMMDD` (up to 30 in this century); ragged ones as they must have been meant.
fn day_of(text: &str) -> Option<(String, bool)> {
    let text = text.trim();
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (year, rest, mut mended) = match text.len() {
        8 => (text[..4].to_owned(), &text[4..], false),
        6 => {
            let century = if &text[..2] <= "30" { "20" } else { "19" };
            (format!("{century}{}", &text[..2]), &text[2..], false)
        }
        4 => (text.to_owned(), "", true),
        7 => (text[..4].to_owned(), &text[4..], true),
        5 => {
            let century = if &text[..2] <= "30" { "20" } else { "19" };
            (format!("{century}{}", &text[..2]), &text[2..], true)
        }
        _ => return None,
    };
    let number = |range: std::ops::Range<usize>| rest.get(range).and_then(|t| t.parse::<u32>().ok());
    let month = number(0..2).unwrap_or(1);
    let day = number(2..rest.len().max(2)).unwrap_or(1);
    for day in [day, day.clamp(1, 31), day.clamp(1, 28)] {
        if let Some(found) = parse_date(&format!("{year}-{:02}-{day:02}", month.clamp(1, 12))) {
            return Some((found, mended || month != month.clamp(1, 12)));
        }
        mended = true;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn restrictions_are_read_as_meant() {
        let of = |text: &str| spell(text).map(|s| (s.from, s.until, s.is_mended));
        let days = |from: &str, until: &str, mended| Some((from.to_owned(), until.to_owned(), mended));
        assert_eq!(of("820701-821231"), days("1982-07-01", "1982-12-31", false));
        assert_eq!(of(">060514"), days("2006-05-14", "", false));
        assert_eq!(of("<19270101"), days("", "1927-01-01", false));
        assert_eq!(of("050101-2004017"), days("2004-01-07", "2005-01-01", true));
        assert_eq!(of("040231-050101"), days("2004-02-28", "2005-01-01", true));
        assert_eq!(of("soon"), None);
    }
}
