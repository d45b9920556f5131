//! Lines of a report that are not its text: bylines, datelines, picture credits, author blurbs and page furniture.

use std::ops::Range;

use crate::calendar;
use crate::chars;
use crate::document::Part;
use crate::tables::Tables;

/// How many paragraphs from the top may hold byline and dateline.
const TOP: usize = 6;
/// Words of a place that neither day nor country nor outlet follows.
const MAX_PLACE: usize = 5;

/// Whether the first paragraph is a title by the rule of [`crate::Options::title_line`].
pub(crate) fn is_title_line(text: &str, paragraphs: &[Range<usize>]) -> bool {
    let [first, second, ..] = paragraphs else { return false };
    let line = &text[first.clone()];
    let blank_after = text[first.end..second.start].matches('\n').count() > 1;
    let open = !line.ends_with(['.', '!', ':', ';', ',', '…']) && !line.ends_with(".\"") && !line.ends_with(".”");
    let short = line.len() <= 200 && line.split_whitespace().count() <= 25 && !line.contains('\n');
    blank_after && open && short && !is_byline(line) && dateline(line, true).is_none()
}

/// What the paragraphs of a body are, as far as their place in it shows.
pub(crate) struct Lines {
    /// Of the first paragraphs.
    top: Vec<Option<Part>>,
    /// The first paragraph of running text, where a dateline may stand.
    lead: u32,
    /// Whether "PLACE: " at its start is a dateline rather than a speaker in an interview.
    colon: bool,
    /// The first of the last paragraphs, where an author's blurb may stand.
    late: u32,
}

impl Lines {
    pub(crate) fn new(text: &str, paragraphs: &[Range<usize>]) -> Lines {
        let mut top: Vec<Option<Part>> =
            paragraphs.iter().take(TOP).map(|range| is_byline(&text[range.clone()]).then_some(Part::Byline)).collect();
        if let Some(byline) = top.iter().position(Option::is_some) {
            for i in 0..byline {
                let line = &text[paragraphs[i].clone()];
                if !line.ends_with('.')
                    && line.len() < 300
                    && of_sentence(line, line.split_whitespace().count(), false).is_none()
                {
                    top[i] = Some(Part::Standfirst);
                }
            }
        }
        let furniture = |i: usize| {
            let line = &text[paragraphs[i].clone()];
            top[i].is_some() || of_sentence(line, line.split_whitespace().count(), false).is_some()
        };
        let lead = (0..top.len()).find(|&i| !furniture(i)).unwrap_or(0) as u32;
        let speakers =
            paragraphs.iter().take(2 * TOP).filter(|range| colon_label(&text[(*range).clone()]).is_some()).count();
        Lines { top, lead, colon: speakers == 1, late: paragraphs.len().saturating_sub(3).max(2) as u32 }
    }

    /// What a whole paragraph is, if its place shows.
    pub(crate) fn of_paragraph(&self, number: u32) -> Option<Part> {
        self.top.get(number as usize).copied().flatten()
    }

    /// Whether a paragraph is one of the last.
    pub(crate) fn is_late(&self, number: u32) -> bool {
        number >= self.late
    }

    /// Where the dateline at the start of a paragraph ends.
    pub(crate) fn dateline_end(&self, text: &str, range: Range<usize>, number: u32) -> Option<usize> {
        if number as usize >= TOP || number < self.lead {
            return None;
        }
        let colon = self.colon && number == self.lead;
        dateline(&text[range.clone()], colon).map(|length| range.start + length)
    }
}

/// What a sentence is, if its words show that it is no report. Blurbs are told by a phrase within, which reports use as
/// well; so they must be `late`, one of the last paragraphs.
pub(crate) fn of_sentence(sentence: &str, n_words: usize, late: bool) -> Option<Part> {
    if n_words > 80 {
        return None;
    }
    let lower = sentence.to_lowercase().replace(['’', '‘'], "'").replace(['“', '”'], "\"");
    let bare = lower.trim_end_matches(['.', ':', '!', ' ']);
    let found = Tables::get().furniture.iter().find(|row| {
        n_words <= row.longest
            && (late || row.part != "blurb" || row.place != "within")
            && match row.place {
                "start" => lower.starts_with(row.words),
                "whole" => bare == row.words,
                _ => lower.contains(row.words),
            }
    })?;
    Some(match found.part {
        "byline" => Part::Byline,
        "credit" => Part::Credit,
        "blurb" => Part::Blurb,
        _ => Part::Boilerplate,
    })
}

/// "By Jane Doe", "BY JANE DOE AND JOHN ROE, Staff Writers": nothing but names after "by".
fn is_byline(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY ")).or_else(|| line.strip_prefix("by "))
    else {
        return false;
    };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let names = words.iter().filter(|word| chars::is_capitalised(word.trim_start_matches(['@', '(']))).count();
    let small = words.iter().filter(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        matches!(
            word,
            "and" | "in" | "at" | "for" | "of" | "the" | "de" | "van" | "von" | "der" | "al" | "bin" | "el" | "da" | ""
        ) || word.starts_with(|c: char| c.is_ascii_digit())
    });
    names >= 2 && words.len() <= 16 && names + small.count() >= words.len() && !ends_as_sentence(rest)
}

/// A final stop that is not the stop of an initial or of "Jr."
fn ends_as_sentence(line: &str) -> bool {
    line.ends_with(['.', '?', '!']) && line.split_whitespace().last().is_some_and(|word| word.len() > 4)
}

/// The length of the dateline that a paragraph starts with: places, day, outlet, then a dash (or a colon).
fn dateline(paragraph: &str, colon: bool) -> Option<usize> {
    let head_end = paragraph.char_indices().nth(90).map_or(paragraph.len(), |(at, _)| at);
    if let Some((at, length)) = dash(&paragraph[..head_end]) {
        let rest = paragraph[at + length..].trim_start();
        let opening = |c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '“' | '\'' | '‘' | '[');
        // A headline ends with who says it, and has no stop: "ARMY BOMBS MARKET - RESIDENTS".
        let tail = rest.split_whitespace().count() <= 4 && chars::is_all_capitals(rest, 2) && !rest.ends_with('.');
        if rest.starts_with(opening) && !tail && is_place_line(paragraph[..at].trim()) {
            return Some(at + length);
        }
    }
    if colon { colon_label(paragraph) } else { None }
}

/// The first spaced or long dash, and its length.
fn dash(head: &str) -> Option<(usize, usize)> {
    let mut before = ' ';
    for (at, c) in head.char_indices() {
        let next = head[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let long = matches!(c, '—' | '–' | '―');
        let double = c == '-' && next == '-';
        let spaced = c == '-' && (next.is_whitespace() || before == ')') && (before.is_whitespace() || before == ')');
        if (long && (before.is_whitespace() || next.is_whitespace() || c != '–' || before == ')')) || double || spaced
        {
            let length = if double { head[at..].bytes().take_while(|&b| b == b'-').count() } else { c.len_utf8() };
            return Some((at, length));
        }
        before = c;
    }
    None
}

/// "BRUSSELS, 12 May", "KABUL, Afghanistan (Outlet)", "Nairobi, 3 June 2024".
fn is_place_line(label: &str) -> bool {
    let words: Vec<&str> = label.split([' ', ',', '/', '\u{A0}', '\n', '\t']).filter(|word| !word.is_empty()).collect();
    if words.is_empty() || words.len() > 12 || label.contains(['"', '“', '?', '!', ';']) {
        return false;
    }
    let bracket = label.find('(').unwrap_or(label.len());
    let outlet = bracket < label.len() && label.ends_with(')');
    let (mut capitals, mut day, mut other) = (0, false, 0);
    for word in label[..bracket].split([' ', ',', '/', '\u{A0}', '\n', '\t']).filter(|word| !word.is_empty()) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.starts_with(|c: char| c.is_ascii_digit()) || calendar::is_word(bare) {
            day = true;
        } else if chars::is_all_capitals(bare, 2) {
            capitals += 1;
        } else if chars::is_capitalised(bare) {
            other += 1;
        } else if !matches!(bare, "of" | "the" | "de" | "al" | "el" | "la" | "near" | "on" | "in" | "and" | "") {
            return false;
        }
    }
    let first = words[0];
    let bare = !day && !outlet && !label.contains(',');
    if bare && (words.len() > MAX_PLACE || words.iter().skip(1).any(|word| is_function_word(word))) {
        return false;
    }
    let upper = chars::is_all_capitals(first, 2) && !Tables::get().abbreviations.contains_key(first);
    let region = label.contains(',');
    (upper && (other == 0 || region || outlet || day))
        || (other > 0 && (outlet || (day && region)))
        || (capitals == 0 && other == 0 && day && outlet)
}

/// Words that headlines in capitals have and places have not: "US SAYS IT WILL SEND AID - MINISTRY".
fn is_function_word(word: &str) -> bool {
    let small = word.to_lowercase();
    !matches!(small.as_str(), "of" | "the" | "near" | "and" | "in" | "on")
        && Tables::get().english.contains(small.as_str())
}

/// "ISLAMABAD: ": a label in capitals and a colon; its length.
fn colon_label(paragraph: &str) -> Option<usize> {
    const NO_PLACES: [&str; 12] = [
        "UPDATE",
        "BREAKING",
        "WATCH",
        "CORRECTION",
        "ANALYSIS",
        "OPINION",
        "EXPLAINER",
        "VIDEO",
        "NOTE",
        "LIVE",
        "EXCLUSIVE",
        "FACTBOX",
    ];
    let head_end = paragraph.char_indices().nth(50).map_or(paragraph.len(), |(at, _)| at);
    let colon = paragraph[..head_end].find(':')?;
    let label = &paragraph[..colon];
    let place = label.len() >= 4
        && label.split([' ', '/', ',']).filter(|word| !word.is_empty()).all(|word| chars::is_all_capitals(word, 1))
        && !NO_PLACES.contains(&label.split(' ').next().unwrap_or(label));
    let rest = &paragraph[colon + 1..];
    (place && rest.starts_with(' ') && rest.trim_start().starts_with(char::is_uppercase)).then_some(colon + 1)
}
