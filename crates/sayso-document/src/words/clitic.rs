//! Contractions and possessives: "do|n't", "she|'s", "workers|'".

use super::Cutter;
use crate::chars;
use crate::document::Token;
use crate::span::Span;

/// More of them on one word are no English.
const MOST_CLITICS: usize = 3;

impl Cutter<'_> {
    /// Where the clitic at the apostrophe `at` begins and ends, if it is one.
    pub(super) fn clitic(&self, start: usize, at: usize, end: usize) -> Option<(usize, usize)> {
        let apostrophe = self.char_at(at)?;
        if !chars::is_apostrophe(apostrophe) {
            return None;
        }
        let next = at + apostrophe.len_utf8();
        let stop = self.word_end(next, end);
        let stem = &self.text[start..at];
        if stop == next {
            return self.plural_possessive(stem, next, end).then_some((at, next));
        }
        let mut suffix = [0u8; 2];
        let found = self.bytes[next..stop].iter().take(2).enumerate();
        found.for_each(|(i, b)| suffix[i] = b.to_ascii_lowercase());
        match (&suffix[..(stop - next).min(2)], stop - next) {
            (b"s", 1) if !stem.ends_with(|c: char| c.is_ascii_digit()) => Some((at, stop)),
            (b"m" | b"d", 1) | (b"re" | b"ve" | b"ll", 2) => Some((at, stop)),
            (b"t", 1) if stem.len() > 1 && stem.ends_with(['n', 'N']) => Some((at - 1, stop)),
            _ => None,
        }
    }

    /// "workers'": an apostrophe after a plural, unless it closes a quotation.
    fn plural_possessive(&self, stem: &str, next: usize, end: usize) -> bool {
        let sibilant = stem.ends_with(['s', 'S', 'x', 'z']);
        let doubled = next < end && self.char_at(next).is_some_and(chars::is_apostrophe);
        sibilant && stem.len() > 1 && !self.quoted && !doubled
    }

    /// "talkin'": an apostrophe that stands for a letter at the end of a word.
    pub(super) fn elision(&self, start: usize, at: usize, next: usize, end: usize) -> bool {
        at - start > 4 && next == end && !self.quoted && self.text[start..at].ends_with("in")
    }

    /// Pushes the word `start..stop` and the clitics that follow it; gives where the last ends.
    pub(super) fn with_clitics(&mut self, start: usize, stop: usize, end: usize) -> usize {
        let first = self.tokens.len();
        let (mut from, mut at) = (start, stop);
        while let Some((begin, after)) = (at < end).then(|| self.clitic(from, at, end)).flatten() {
            if self.tokens.len() - first == MOST_CLITICS {
                break;
            }
            self.tokens.push(Token { span: Span::new(from, begin), words: 0 });
            (from, at) = (begin, after);
        }
        self.tokens.push(Token { span: Span::new(from, at), words: 0 });
        self.tokens[first].words = u8::try_from(self.tokens.len() - first).unwrap_or(u8::MAX);
        at
    }
}
