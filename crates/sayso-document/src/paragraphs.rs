//! Cutting a body into paragraphs.

use std::ops::Range;

use crate::options::Lines;

/// The byte ranges of the paragraphs of `text[from..]`, none of them blank.
pub(crate) fn paragraphs(text: &str, from: usize, lines: Lines) -> Vec<Range<usize>> {
    let lines_found = find_lines(text, from);
    let wrapped = match lines {
        Lines::Wrapped => true,
        Lines::Paragraphs => false,
        Lines::Detect => is_wrapped(text, &lines_found),
    };
    let width = lines_found.iter().map(|line| line.range.len()).max().unwrap_or(0);
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    for (i, line) in lines_found.iter().enumerate() {
        let joined =
            wrapped && i > 0 && !line.after_blank && continues(text, &lines_found[i - 1].range, &line.range, width);
        match paragraphs.last_mut() {
            Some(last) if joined => last.end = line.range.end,
            _ => paragraphs.push(line.range.clone()),
        }
    }
    paragraphs
}

struct Line {
    range: Range<usize>,
    /// An empty line, or none, stands before it.
    after_blank: bool,
}

/// The lines that are not blank, without the white space around them.
fn find_lines(text: &str, from: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut at, mut after_blank) = (from, true);
    for line in text[from..].split(['\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}']) {
        let trimmed = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let separator = text[at..].chars().next();
        at += separator.map_or(0, char::len_utf8);
        if !trimmed.is_empty() {
            lines.push(Line { range: start..start + trimmed.len(), after_blank });
            after_blank = matches!(separator, Some('\u{B}' | '\u{C}' | '\u{2029}'));
        } else if !(separator == Some('\n') && text[..at - 1].ends_with('\r')) {
            after_blank = true;
        }
    }
    lines
}

/// Whether lines are broken to fit a width: often enough, the next line goes on in lower case after an open end.
fn is_wrapped(text: &str, lines: &[Line]) -> bool {
    let (mut breaks, mut open) = (0usize, 0usize);
    for pair in lines.windows(2) {
        if pair[1].after_blank {
            continue;
        }
        breaks += 1;
        let (first, second) = (&text[pair[0].range.clone()], &text[pair[1].range.clone()]);
        let goes_on = second.starts_with(char::is_lowercase) && !first.ends_with(['.', '!', '?', ':', '"', '”']);
        open += usize::from(goes_on && (25..=130).contains(&first.len()));
    }
    open > 0 && open * 4 >= breaks
}

/// Whether a line goes on from the one before: no list item, and its first word would not have fitted there.
fn continues(text: &str, before: &Range<usize>, line: &Range<usize>, width: usize) -> bool {
    let words = &text[line.clone()];
    let item = words.starts_with(['•', '*', '·', '▪', '‣', '●'])
        || words.starts_with("- ")
        || words.starts_with("– ")
        || is_numbered(words);
    let first = words.split_whitespace().next().map_or(0, str::len);
    let full = before.len() + 1 + first + 8 > width.min(130);
    !item && (full || words.starts_with(char::is_lowercase))
}

/// "1. ", "(a) ", "12) ".
fn is_numbered(words: &str) -> bool {
    let rest = words.trim_start_matches('(');
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = if digits > 0 { digits } else { usize::from(rest.starts_with(|c: char| c.is_ascii_lowercase())) };
    let rest = &rest[number..];
    number > 0 && number < 4 && (rest.starts_with(") ") || (digits > 0 && rest.starts_with(". ")))
}
