//! The day of publication of a web page.

use dom_query::Document as Page;

use super::{PublishedBasis, first_of};

const META: [(&str, &str); 9] = [
    ("meta[property='article:published_time']", "content"),
    ("meta[property='og:published_time']", "content"),
    ("meta[name='article:published_time']", "content"),
    ("meta[itemprop='datePublished']", "content"),
    ("meta[name='pubdate']", "content"),
    ("meta[name='publishdate']", "content"),
    ("meta[name='date']", "content"),
    ("meta[name='DC.date.issued']", "content"),
    ("meta[name='parsely-pub-date']", "content"),
];

/// The day, and what shows it.
pub(super) fn published(page: &Page, url: Option<&str>) -> Option<(String, PublishedBasis)> {
    let scripts = page.select("script[type='application/ld+json']");
    let linked = scripts.iter().find_map(|script| json_day(&script.text()));
    let meta = || META.iter().find_map(|place| first_of(page, &[*place]).and_then(|value| iso_day(&value)));
    let time = || {
        let times = page.select("time[datetime]");
        times.iter().find_map(|time| time.attr("datetime").and_then(|value| iso_day(&value)))
    };
    linked
        .map(|day| (day, PublishedBasis::JsonLd))
        .or_else(|| meta().map(|day| (day, PublishedBasis::Meta)))
        .or_else(|| time().map(|day| (day, PublishedBasis::Time)))
        .or_else(|| url.and_then(url_day).map(|day| (day, PublishedBasis::Url)))
}

/// The first `"datePublished": "…"`.
fn json_day(json: &str) -> Option<String> {
    let rest = &json[json.find("\"datePublished\"")? + "\"datePublished\"".len()..];
    let value = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    iso_day(value)
}

/// The day at the start of `2026-03-08T10:00:00Z`, `2026/03/08` or `20260308`.
fn iso_day(value: &str) -> Option<String> {
    let digits: String = value.trim().chars().take(10).filter(|c| !matches!(c, '-' | '/')).take(8).collect();
    let dashed = value.trim().get(4..5).is_some_and(|mark| mark == "-" || mark == "/");
    let whole = digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit());
    if !whole || (!dashed && value.trim().get(8..9).is_some_and(|next| next.bytes().all(|b| b.is_ascii_digit()))) {
        return None;
    }
    day(&digits[..4], &digits[4..6], &digits[6..])
}

/// `/2026/03/08/` or `/2026-03-08` in an address.
fn url_day(url: &str) -> Option<String> {
    let parts: Vec<&str> = url.split(['/', '-', '_', '.', '?']).collect();
    parts.windows(3).find_map(|w| day(w[0], w[1], w[2]))
}

/// A day that there can have been.
fn day(year: &str, month: &str, day: &str) -> Option<String> {
    let number = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        let digits = lengths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if digits { part.parse::<u32>().ok() } else { None }
    };
    let (year, month, day) = (number(year, 4..=4)?, number(month, 1..=2)?, number(day, 1..=2)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    ((1980..=2100).contains(&year) && (1..=last).contains(&day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}
