//! Days of publication in the shapes that corpora give them, and in file names.

use jiff::civil::Date;
use jiff::fmt::strtime;

/// Shapes tried in order. A bare `%d/%m/%Y` is not among them: it cannot be told from `%m/%d/%Y`.
const SHAPES: &[&str] = &[
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%d %B %Y",
    "%d %b %Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%A, %d %B %Y",
    "%a, %d %b %Y",
    "%A, %B %d, %Y",
];

/// The day, `YYYY-MM-DD`, of a date or time in a usual shape.
pub(crate) fn parse(text: &str) -> Option<String> {
    let text = text.trim();
    let day = |text: &str| {
        SHAPES.iter().find_map(|shape| strtime::parse(shape, text).ok()?.to_date().ok()).filter(|d| d.year() > 0)
    };
    // A time after the day does not matter: cut where it begins.
    let cuts = [text.find('T'), text.find(':').map(|at| at.saturating_sub(2))];
    day(text)
        .or_else(|| cuts.into_iter().flatten().find_map(|at| day(text.get(..at)?.trim_end_matches([' ', ',']))))
        .map(|date| date.to_string())
}

/// The day in a file name, as in `2026-03-10-wire.txt` or `wire_20260310.txt`.
pub(crate) fn in_name(name: &str) -> Option<String> {
    let is_digit = |at: usize| name.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    (0..name.len()).filter(|&at| is_digit(at) && (at == 0 || !is_digit(at - 1))).find_map(|at| {
        [10, 8].into_iter().find_map(|length| {
            let candidate = name.get(at..at + length).filter(|_| !is_digit(at + length))?;
            let date = parse_numeric(candidate)?;
            (1900..2100).contains(&date.year()).then(|| date.to_string())
        })
    })
}

fn parse_numeric(text: &str) -> Option<Date> {
    ["%Y-%m-%d", "%Y_%m_%d", "%Y.%m.%d", "%Y%m%d"]
        .iter()
        .find_map(|shape| strtime::parse(shape, text).ok()?.to_date().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_shapes() {
        for text in [
            "2026-03-10",
            "2026-03-10T08:00:00Z",
            "2026-03-10 08:00:00+01:00",
            "20260310",
            "2026/03/10",
            "10 March 2026",
            "March 10, 2026",
            "Tue, 10 Mar 2026 08:00:00 GMT",
            " 2026-03-10 ",
            "20260310T080000Z",
        ] {
            assert_eq!(parse(text).as_deref(), Some("2026-03-10"), "{text}");
        }
        for text in ["", "10/03/2026", "yesterday", "2026-13-01", "0000-00-00", "T", ":", "1:"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn names() {
        assert_eq!(in_name("2026-03-10-wire").as_deref(), Some("2026-03-10"));
        assert_eq!(in_name("wire_20260310b").as_deref(), Some("2026-03-10"));
        assert_eq!(in_name("report-123456789"), None);
        assert_eq!(in_name("é20261310"), None);
    }
}
