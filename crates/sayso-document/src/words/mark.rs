//! Punctuation and symbols.

use super::Cutter;
use crate::chars;

impl Cutter<'_> {
    /// The end of the mark that starts at `at`; keeps count of single quotation marks.
    pub(super) fn mark(&mut self, at: usize, end: usize) -> usize {
        let Some(c) = self.char_at(at) else { return end };
        let next = at + c.len_utf8();
        if chars::is_stop(c) {
            let dots = self.same(next, end, |d| d == '.' || d == '…');
            let ellipsis = c == '.' && dots >= at + 3;
            return if ellipsis { dots } else { self.same(next, end, chars::is_stop) };
        }
        match c {
            '‘' | '’' if next < end && self.char_at(next) == Some('’') => next + '’'.len_utf8(),
            '-' | '=' | '*' | '~' | '+' | '#' | '<' | '>' | '|' | '\\' => self.same(next, end, |d| d == c),
            '$' if self.char_at(next) == Some('$') && next < end => self.same(next, end, |d| d == c),
            '`' | '\'' if next < end && self.char_at(next) == Some(c) => next + 1,
            '\'' | '‘' | '’' => self.single_quote(c, at, next, end),
            _ => self.cluster(c, next, end),
        }
    }

    fn same(&self, mut at: usize, end: usize, like: impl Fn(char) -> bool) -> usize {
        while at < end {
            match self.char_at(at) {
                Some(c) if like(c) => at += c.len_utf8(),
                _ => break,
            }
        }
        at
    }

    /// A quotation mark, or the apostrophe of "'72" and of a clitic that stands apart.
    fn single_quote(&mut self, c: char, at: usize, next: usize, end: usize) -> usize {
        let word = self.word_end(next, end);
        let after_word = self.char_before(at).is_some_and(|b| chars::is_word(b) || chars::is_stop(b) || b == ',');
        if c != '‘' && !after_word && word > next {
            let rest = &self.text[next..word];
            let year = rest.trim_end_matches('s');
            if year.len() == 2 && year.bytes().all(|b| b.is_ascii_digit()) {
                return word;
            }
            if matches!(rest, "s" | "re" | "ve" | "ll" | "m" | "d") {
                return word;
            }
        }
        self.quoted = c == '‘' || (c == '\'' && !after_word && word > next);
        next
    }

    /// One character with what extends it: an emoji is one mark.
    fn cluster(&self, c: char, mut at: usize, end: usize) -> usize {
        let flag = |c: char| ('\u{1F1E6}'..='\u{1F1FF}').contains(&c);
        let next = |at: usize| if at < end { self.char_at(at) } else { None };
        if let Some(second) = next(at).filter(|&d| flag(c) && flag(d)) {
            at += second.len_utf8();
        }
        while let Some(d) = next(at).filter(|&d| chars::is_extending(d)) {
            at += d.len_utf8();
            let joined =
                next(at).filter(|&e| d == '\u{200D}' && !chars::is_word(e) && !e.is_ascii() && !e.is_whitespace());
            at += joined.map_or(0, char::len_utf8);
        }
        at
    }
}
