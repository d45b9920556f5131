//! Where sentences end.

mod seams;

use std::ops::Range;

use crate::chars;
use crate::document::Token;
use crate::tables::{Abbreviation, Tables};

/// Cuts the tokens `range`, one paragraph, into sentences of at most `longest` tokens.
pub(crate) fn cut(text: &str, tokens: &[Token], range: Range<usize>, longest: usize) -> Vec<Range<usize>> {
    let paragraph = Paragraph { text, tokens, range: range.clone(), tables: Tables::get() };
    let mut sentences = Vec::new();
    let (mut start, mut at) = (range.start, range.start);
    let mut depth = Depth::default();
    while at < range.end {
        if at > start && (paragraph.is_seam(start, at) || (depth.open == 0 && paragraph.is_item(at))) {
            push(&paragraph, &mut sentences, start..at, longest);
            start = at;
            depth = Depth::default();
        }
        depth.see(&paragraph, at, at == start);
        let end = paragraph.end_at(start, at, &depth).unwrap_or(at);
        if end > at && end < range.end {
            push(&paragraph, &mut sentences, start..end, longest);
            start = end;
            depth = Depth::default();
        }
        at = end.max(at + 1);
    }
    push(&paragraph, &mut sentences, start..range.end, longest);
    sentences
}

/// Open brackets since the sentence began, except one that the sentence itself begins with.
#[derive(Default)]
struct Depth {
    open: u32,
    since: usize,
    own: bool,
}

impl Depth {
    fn see(&mut self, paragraph: &Paragraph, at: usize, first: bool) {
        match paragraph.word(at) {
            "(" | "[" if first => self.own = true,
            "(" | "[" => {
                if self.open == 0 {
                    self.since = at;
                }
                self.open += 1;
            }
            ")" | "]" if self.open > 0 => self.open -= 1,
            _ => {}
        }
    }

    /// Inside a bracket that was opened not long ago.
    fn inside(&self, at: usize) -> bool {
        self.open > 0 && at - self.since < 60
    }
}

struct Paragraph<'a> {
    text: &'a str,
    tokens: &'a [Token],
    range: Range<usize>,
    tables: &'static Tables,
}

impl<'a> Paragraph<'a> {
    fn word(&self, at: usize) -> &'a str {
        if self.range.contains(&at) { &self.text[self.tokens[at].span.range()] } else { "" }
    }

    /// Whether white space stands between the token and the one before.
    fn spaced(&self, at: usize) -> bool {
        at == 0 || self.tokens.get(at).is_none_or(|token| self.tokens[at - 1].span.end < token.span.start)
    }

    /// If a sentence that began at `start` ends with the mark at `at`: one past its last token.
    fn end_at(&self, start: usize, at: usize, depth: &Depth) -> Option<usize> {
        let word = self.word(at);
        let last = word.as_bytes()[word.len() - 1];
        if last < 0x80 && !matches!(last, b'.' | b'!' | b'?') {
            return None;
        }
        let mark = word.chars().all(chars::is_stop);
        if !mark && last != b'.' {
            return None;
        }
        // "2." before an item of a list.
        if at == start + 1 && self.word(start).len() <= 3 && self.word(start).bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let mut end = at + 1;
        let mut closed = false;
        while end < self.range.end {
            let closing = self.closing(end);
            if closing == 0 {
                break;
            }
            closed |= closing == 1 && !self.word(end).starts_with(chars::is_stop);
            end += closing;
        }
        if end == self.range.end {
            return Some(end);
        }
        if depth.inside(at) && !self.word(end - 1).ends_with([')', ']']) {
            return None;
        }
        let ends = if mark { self.mark_ends(word, at, end, closed) } else { self.abbreviation_ends(word, end) };
        ends.then_some(end)
    }

    /// How many tokens from `at` on belong to the stop before: a closing quotation mark or bracket attached to it, a
    /// further stop, a reference like "[3]".
    fn closing(&self, at: usize) -> usize {
        let word = self.word(at);
        let attached = !self.spaced(at);
        let closes = match word {
            "\"" | "'" | "''" => {
                let open_after = at + 1 < self.range.end
                    && !self.spaced(at + 1)
                    && !self.word(at + 1).starts_with(chars::is_closing);
                attached && !open_after
            }
            "[" if self.word(at + 2) == "]" && self.word(at + 1).bytes().all(|b| b.is_ascii_digit()) => return 3,
            _ => (attached && word.chars().all(chars::is_closing)) || word.chars().all(chars::is_stop),
        };
        usize::from(closes)
    }

    /// Whether a stop that is a token ends the sentence; `next` is the first token after it and what it is `closed` with, a
    /// quotation mark or bracket.
    fn mark_ends(&self, mark: &str, at: usize, next: usize, closed: bool) -> bool {
        let first = self.word(next).chars().next().unwrap_or(' ');
        let ellipsis = mark.len() > 1 && mark.chars().all(|c| matches!(c, '.' | '…'));
        if !self.spaced(next) {
            let joined =
                mark == "." && first.is_uppercase() && self.word(at.wrapping_sub(1)).chars().all(char::is_lowercase);
            return joined || (ellipsis && first.is_uppercase());
        }
        if first.is_lowercase() {
            return !closed && !ellipsis && !matches!(first, ',' | ';');
        }
        if closed && mark != "." && self.is_attribution(next) {
            return false;
        }
        !matches!(first, ',' | ';' | ':' | ')' | ']' | '-' | '–' | '—')
    }

    /// "…?" Mr Osei asked.
    fn is_attribution(&self, next: usize) -> bool {
        for at in next..(next + 6).min(self.range.end) {
            let word = self.word(at);
            if at > next && self.tables.sayings.contains(word) {
                return true;
            }
            if !chars::is_capitalised(word) {
                return false;
            }
        }
        false
    }

    /// Whether an abbreviation with its stop ends the sentence.
    fn abbreviation_ends(&self, word: &str, next: usize) -> bool {
        if !matches!(self.tables.abbreviations.get(word), Some(Abbreviation::End)) && word.len() <= 2 {
            return false;
        }
        if matches!(self.tables.abbreviations.get(word), Some(Abbreviation::Inner | Abbreviation::Number)) {
            return false;
        }
        let follower = self.word(next);
        let quoted = follower.starts_with(['"', '“', '‘']) || follower == "``";
        quoted && self.spaced(next) || self.tables.starters.contains(follower)
    }
}

/// Pushes a sentence, cut where it is longer than `longest` tokens.
fn push(paragraph: &Paragraph, sentences: &mut Vec<Range<usize>>, mut sentence: Range<usize>, longest: usize) {
    let longest = longest.max(8);
    while sentence.len() > longest {
        let cut = cut_long(paragraph, sentence.start, longest);
        sentences.push(sentence.start..cut);
        sentence.start = cut;
    }
    if !sentence.is_empty() {
        sentences.push(sentence);
    }
}

/// Where to cut a run of tokens that is too long: after the last semicolon in its second half, else comma or dash, else
/// before a conjunction, else at the limit; never inside a contracted form.
fn cut_long(paragraph: &Paragraph, start: usize, longest: usize) -> usize {
    let second_half = start + longest / 2..start + longest;
    let classes: [&[&str]; 3] = [&[";", ":"], &[",", "-", "–", "—", "--", "|"], &["and", "or", "but"]];
    for (rank, class) in classes.iter().enumerate() {
        if let Some(at) = second_half.clone().rev().find(|&at| class.contains(&paragraph.word(at))) {
            return at + usize::from(rank < 2);
        }
    }
    let mut cut = start + longest;
    while cut > start + 1 && paragraph.tokens[cut].words == 0 {
        cut -= 1;
    }
    cut
}
