//! Which numbers of four figures are years.

use sayso_document::{Document, TokenId};
use sayso_syntax::{Rel, Syntax, Upos};

use super::words::{unit, year};

/// Words right before a year and before nothing else.
const BEFORE_YEARS: &[&str] = &[
    "in", "since", "until", "till", "during", "from", "by", "before", "after", "early", "late", "mid", "of", "year",
    "as", "between", "through", "circa", "(", "-", "–", "/", "mid-", "fiscal",
];

/// Words right before a year that is long past.
const BEFORE_OLD_YEARS: &[&str] = &["in", "since", "until", "from", "circa", "year", "during"];

/// Words before numbers that count or price something.
const BEFORE_COUNTS: &[&str] = &[
    "$",
    "€",
    "£",
    "#",
    "no.",
    "number",
    "about",
    "around",
    "some",
    "over",
    "nearly",
    "almost",
    "approximately",
    "roughly",
    "than",
    "least",
    "most",
    "exactly",
    "another",
    "all",
    "up",
    "×",
    "us$",
];

/// Words that something numbered is called by: "Resolution 1973", "Flight 1951".
const NUMBERED: &[&str] = &[
    "resolution",
    "flight",
    "law",
    "act",
    "article",
    "section",
    "order",
    "decree",
    "bill",
    "rule",
    "page",
    "room",
    "highway",
    "route",
    "interstate",
    "road",
    "street",
    "channel",
    "boeing",
    "airbus",
    "model",
    "case",
    "number",
    "windows",
    "unit",
    "line",
    "proposition",
    "directive",
    "regulation",
    "directive",
];

/// What a count counts when it stands in the singular or shortened.
const MEASURES: &[&str] = &[
    "%",
    "percent",
    "per",
    "metre",
    "meter",
    "kilometre",
    "kilometer",
    "km",
    "mile",
    "foot",
    "feet",
    "yard",
    "ton",
    "tonne",
    "pound",
    "kg",
    "mph",
    "kph",
    "dollar",
    "euro",
    "gmt",
    "utc",
    "local",
    "o'clock",
    "am",
    "pm",
    "a.m.",
    "p.m.",
    "m",
    "hp",
    "mw",
    "ft",
    "°",
    "square",
    "cubic",
    "million",
    "billion",
];

/// Whether a number between 1800 and 2100 is a year where it stands.
pub(super) fn is_year(document: &Document, syntax: &Syntax, token: usize) -> bool {
    let lower = |t: usize| syntax.words().get(t).map(|_| document.word(TokenId(t as u32)).to_lowercase());
    let before = token.checked_sub(1).and_then(lower).unwrap_or_default();
    let after = lower(token + 1).unwrap_or_default();
    if unit(&after).is_some() || MEASURES.contains(&after.trim_end_matches('s')) || MEASURES.contains(&after.as_str()) {
        return false;
    }
    let number = document.word(TokenId(token as u32)).parse().unwrap_or(0);
    let counts =
        syntax.words()[token].rel == Rel::Nummod && syntax.words()[token].head.is_some_and(|h| h.index() > token);
    if number < 1800 {
        return !counts && BEFORE_OLD_YEARS.contains(&before.as_str());
    }
    if BEFORE_YEARS.contains(&before.as_str()) || before == "for" && !counts {
        return true;
    }
    // "From roughly 1948".
    let is_about = matches!(before.as_str(), "roughly" | "about" | "around" | "approximately");
    if is_about && token.checked_sub(2).and_then(lower).is_some_and(|w| BEFORE_OLD_YEARS.contains(&w.as_str())) {
        return true;
    }
    let is_later =
        || token.checked_sub(2).and_then(lower).is_some_and(|w| matches!(w.as_str(), "later" | "earlier" | "before"));
    if before == "than" && is_later() {
        return true;
    }
    if BEFORE_COUNTS.contains(&before.as_str()) || NUMBERED.contains(&before.as_str()) {
        return false;
    }
    let follows_year = token.checked_sub(2).and_then(lower).is_some_and(|w| year(&w).is_some());
    if follows_year && matches!(before.as_str(), "and" | "or" | "to" | "," | "until" | "&") {
        return true;
    }
    // "The election of May, 2004.", "the 2012-13 season".
    let is_word = |w: &str| w.starts_with(char::is_alphanumeric);
    let closes = before == "," && !is_word(&after);
    let spans = matches!(after.as_str(), "-" | "–" | "/") && lower(token + 2).is_some_and(|w| ends_span(&w));
    closes || spans || stands_with_noun(document, syntax, TokenId(token as u32))
}

/// The second year of a season: "2012-13".
fn ends_span(word: &str) -> bool {
    year(word).is_some() || word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit())
}

/// A year beside a noun names it ("the 2016 elections", "Expo 2016"), a number counts it ("1850 people").
fn stands_with_noun(document: &Document, syntax: &Syntax, number: TokenId) -> bool {
    let rel = syntax.rel(number);
    let Some(head) = syntax.head(number) else { return false };
    if !matches!(syntax.upos(head), Upos::Noun | Upos::Propn) {
        // "2018 saw many strikes", "the vote of March 7 2018".
        let is_first = number.index() == 0 || !document.word(TokenId(number.0 - 1)).chars().any(char::is_alphanumeric);
        return matches!(rel, Rel::Nsubj | Rel::Obl | Rel::NmodUnmarked) && is_first && number.0 + 1 == head.0;
    }
    if head < number {
        return syntax.upos(head) == Upos::Propn && number.0 - head.0 == 1;
    }
    // Reports write larger counts with a comma, and few happen to look like a year of late.
    let is_late = document.word(number).parse::<u32>().is_ok_and(|n| (1990..2040).contains(&n) && n % 10 != 0);
    let is_plural = syntax.upos(head) == Upos::Noun && syntax.word(head).feats.is("Number", "Plur");
    let is_led = number.index() > 0 && {
        let before = TokenId(number.0 - 1);
        let is_owner = matches!(document.word(before), "'s" | "’s" | "'" | "’");
        is_owner || matches!(syntax.upos(before), Upos::Det | Upos::Adj) || syntax.rel(before) == Rel::NmodPoss
    };
    let is_round = document.word(number).ends_with("00");
    !is_plural || is_late || is_led && !is_round
}
