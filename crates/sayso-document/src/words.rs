//! Cutting a paragraph into words and marks, as the English treebanks of Universal Dependencies do.
//!
//! White space always separates, and so do control characters and marks of direction, which belong to no word. Inside a run of other characters the cutter goes from left to right: addresses and
//! other strings that stay whole, numbers, words with their contractions, and single marks.

mod address;
mod clitic;
mod mark;
mod number;

use std::ops::Range;

use crate::chars;
use crate::document::Token;
use crate::span::Span;
use crate::tables::{Abbreviation, Tables};

/// Words that follow "it's" and no possessive.
const AFTER_IT_IS: &[&str] =
    &["a", "an", "the", "not", "been", "really", "just", "still", "also", "always", "my", "your", "our", "his"];

/// Cuts `text[range]` and appends the tokens.
pub(crate) fn cut(text: &str, range: Range<usize>, tokens: &mut Vec<Token>) {
    let mut cutter =
        Cutter { text, bytes: text.as_bytes(), end: range.end, tables: Tables::get(), tokens, quoted: false };
    let mut at = range.start;
    while let Some(start) = cutter.skip_blanks(at) {
        let end = cutter.run_end(start);
        cutter.run(start, end);
        at = end;
    }
}

struct Cutter<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// End of the paragraph.
    end: usize,
    tables: &'static Tables,
    tokens: &'a mut Vec<Token>,
    /// Inside single quotation marks, where an apostrophe after a word may close the quotation.
    quoted: bool,
}

impl Cutter<'_> {
    /// The first byte at or after `at` that is not white space.
    fn skip_blanks(&self, mut at: usize) -> Option<usize> {
        while at < self.end {
            let byte = self.bytes[at];
            if byte < 0x80 {
                if !is_blank_byte(byte) {
                    return Some(at);
                }
                at += 1;
            } else {
                let c = self.char_at(at)?;
                if !chars::is_blank(c) {
                    return Some(at);
                }
                at += c.len_utf8();
            }
        }
        None
    }

    /// The end of the run of non-blank characters that starts at `at`.
    fn run_end(&self, mut at: usize) -> usize {
        while at < self.end {
            let byte = self.bytes[at];
            if byte < 0x80 {
                if is_blank_byte(byte) {
                    return at;
                }
                at += 1;
            } else {
                match self.char_at(at) {
                    Some(c) if !chars::is_blank(c) => at += c.len_utf8(),
                    _ => return at,
                }
            }
        }
        self.end
    }

    fn char_at(&self, at: usize) -> Option<char> {
        let byte = *self.bytes.get(at)?;
        if byte < 0x80 { Some(char::from(byte)) } else { self.text[at..].chars().next() }
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    /// The end of the letters, digits and extending marks from `at`.
    fn word_end(&self, mut at: usize, end: usize) -> usize {
        while at < end {
            match self.char_at(at) {
                Some(c) if chars::is_word(c) => at += c.len_utf8(),
                _ => break,
            }
        }
        at
    }

    fn push(&mut self, start: usize, end: usize) {
        self.tokens.push(Token { span: Span::new(start, end), words: 1 });
    }

    /// A run of non-blank characters.
    fn run(&mut self, start: usize, end: usize) {
        if self.bytes[start..end].iter().all(u8::is_ascii_alphabetic) {
            return self.plain(start, end);
        }
        let dotted = self.bytes[start..end - 1].contains(&b'.');
        let at_sign = self.bytes[start..end].contains(&b'@');
        let mut at = start;
        while at < end {
            let next = self.piece(at, end, dotted, at_sign);
            debug_assert!(next > at);
            at = next;
        }
    }

    /// One word with its contractions, or one mark; gives where it ends.
    fn piece(&mut self, at: usize, end: usize, dotted: bool, at_sign: bool) -> usize {
        let whole =
            self.address(at, end, dotted, at_sign).or_else(|| self.whole(at, end)).or_else(|| self.number(at, end));
        if let Some(stop) = whole {
            self.push(at, stop);
            return stop;
        }
        match self.char_at(at) {
            Some(c) if chars::is_word(c) => self.word(at, end),
            _ => {
                let stop = self.mark(at, end);
                self.push(at, stop);
                stop
            }
        }
    }

    /// A listed string that stays whole.
    fn whole(&self, at: usize, end: usize) -> Option<usize> {
        if !self.tables.whole_starts[usize::from(self.bytes[at])] {
            return None;
        }
        if self.char_before(at).is_some_and(chars::is_word) && self.char_at(at).is_some_and(chars::is_word) {
            return None;
        }
        let mut stop = end.min(at + self.tables.longest_whole);
        while stop > at + 1 {
            if self.text.is_char_boundary(stop) && self.tables.wholes.contains(&self.text[at..stop]) {
                let inside = self.char_before(stop).is_some_and(chars::is_word);
                let goes_on = stop < end && self.char_at(stop).is_some_and(chars::is_word);
                if !(inside && goes_on) {
                    return Some(stop);
                }
            }
            stop -= 1;
        }
        None
    }

    /// Letters only: one word, or two where a listed contraction has no apostrophe.
    fn plain(&mut self, start: usize, end: usize) {
        let word = &self.text[start..end];
        if let Some(cut) = self.short_for_is(start, end) {
            self.tokens.push(Token { span: Span::new(start, start + cut), words: 2 });
            self.tokens.push(Token { span: Span::new(start + cut, end), words: 0 });
            return;
        }
        if word == "alot" {
            self.push(start, start + 1);
            return self.push(start + 1, end);
        }
        if (3..=8).contains(&word.len()) && matches!(word.as_bytes()[word.len() - 1] | 0x20, b't' | b'a' | b'e' | b's')
        {
            let mut lower = [0u8; 8];
            let lower = &mut lower[..word.len()];
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            if let Some(&cut) = std::str::from_utf8(lower).ok().and_then(|lower| self.tables.contractions.get(lower)) {
                self.tokens.push(Token { span: Span::new(start, start + cut), words: 2 });
                self.tokens.push(Token { span: Span::new(start + cut, end), words: 0 });
                return;
            }
        }
        self.push(start, end);
    }

    /// Where "its a trap", "im here" and "ive gone" lack their apostrophe. "Its" is that only before a word that no
    /// possessive stands before; "Im" and "Ive" are names.
    fn short_for_is(&self, start: usize, end: usize) -> Option<usize> {
        match &self.text[start..end] {
            "im" | "ive" => Some(1),
            "its" | "Its" => {
                let next = self.skip_blanks(end)?;
                let follower = &self.text[next..self.word_end(next, self.end)];
                AFTER_IT_IS.contains(&follower).then_some(2)
            }
            _ => None,
        }
    }

    /// A word from its first letter; gives where it and its contractions end.
    fn word(&mut self, start: usize, end: usize) -> usize {
        if let Some(stop) = self.abbreviation(start, end) {
            return self.with_clitics(start, stop, end);
        }
        let mut part = start;
        let mut at = self.word_end(start, end);
        while at < end {
            let Some(c) = self.char_at(at) else { break };
            let next = at + c.len_utf8();
            let joins = match c {
                _ if chars::is_apostrophe(c) => {
                    if self.clitic(start, at, end).is_some() {
                        return self.with_clitics(start, at, end);
                    }
                    self.word_end(next, end) > next || self.elision(start, at, next, end)
                }
                _ if chars::is_hyphen(c) => {
                    (self.is_prefix(part, at) && self.starts_word(next, end)) || self.is_given_name(part, at, next, end)
                }
                '&' => self.is_company(start, at, next, end),
                '$' if at - start <= 2 && chars::is_all_capitals(&self.text[start..at], 1) => {
                    self.push(start, next);
                    return next;
                }
                _ => false,
            };
            if !joins {
                break;
            }
            if chars::is_hyphen(c) {
                part = next;
            }
            at = self.word_end(next, end);
        }
        if at == self.word_end(start, end) && self.bytes[start..at].is_ascii() {
            self.plain(start, at);
        } else {
            self.push(start, at);
        }
        at
    }

    /// A word with a stop of its own: a listed abbreviation, a chain of letters, an initial.
    fn abbreviation(&self, start: usize, end: usize) -> Option<usize> {
        let letters = self.word_end(start, end);
        if self.bytes.get(letters) != Some(&b'.') || letters >= end {
            return None;
        }
        let mut stop = letters;
        while stop < end && self.bytes[stop] == b'.' {
            let next = self.word_end(stop + 1, end);
            stop += 1;
            if next == stop || next - stop > 4 {
                break;
            }
            stop = next;
        }
        // The longest listed form first: "Ph.D.", then "Ph.".
        for stop in [stop, letters + 1] {
            match self.tables.abbreviations.get(&self.text[start..stop]) {
                Some(Abbreviation::Number) if !self.digit_follows(stop) => {}
                Some(Abbreviation::Apart) if self.ends_sentence(stop) => return None,
                Some(_) => return Some(stop),
                None => {}
            }
        }
        self.letter_chain(start, end).or_else(|| self.initial(start, letters, end))
    }

    /// Whether nothing follows in the paragraph, or a word that begins a sentence.
    fn ends_sentence(&self, at: usize) -> bool {
        let Some(next) = self.skip_blanks(at) else { return true };
        next > at && self.char_at(next).is_some_and(char::is_uppercase)
    }

    fn digit_follows(&self, at: usize) -> bool {
        let at = at + usize::from(self.bytes.get(at) == Some(&b' '));
        at < self.end && self.bytes[at].is_ascii_digit()
    }

    /// "F.B.I.", "U.S", "e.g.": letters with a stop after each, the last one may lack it.
    fn letter_chain(&self, start: usize, end: usize) -> Option<usize> {
        let (mut at, mut letters) = (start, 0);
        loop {
            let c = self.char_at(at).filter(|c| at < end && c.is_alphabetic())?;
            let stop = at + c.len_utf8();
            letters += 1;
            if self.word_end(at, end) != stop {
                return None;
            }
            if stop >= end || self.bytes[stop] != b'.' {
                return (letters > 1).then_some(stop);
            }
            at = stop + 1;
            if self.word_end(at, end) == at {
                // "..." after a single letter is an ellipsis.
                let ellipsis = at < end && self.bytes[at] == b'.';
                return (letters > 1).then_some(if ellipsis { stop } else { at });
            }
        }
    }

    /// "W. Osei", "Amir K., 34": one capital letter with a stop, a capitalised word or a comma after it.
    fn initial(&self, start: usize, letters: usize, end: usize) -> Option<usize> {
        let c = self.char_at(start)?;
        if start + c.len_utf8() != letters || !c.is_uppercase() {
            return None;
        }
        let before = self.tokens.last().map_or("", |token| &self.text[token.span.range()]);
        let named = !before.starts_with(char::is_lowercase) || self.tables.introducers.contains(before);
        if letters + 1 != end {
            return (named && self.bytes[letters + 1] == b',').then_some(letters + 1);
        }
        let next = self.skip_blanks(end)?;
        let follower = &self.text[next..self.word_end(next, self.end)];
        let follows = chars::is_capitalised(follower) && !self.tables.starters.contains(follower);
        let chain = follower.chars().count() == 1 && self.bytes.get(next + follower.len()) == Some(&b'.');
        (follows && (named || chain)).then_some(end)
    }

    /// "anti" of "anti-war".
    fn is_prefix(&self, start: usize, end: usize) -> bool {
        let part = &self.text[start..end];
        let shouted = part.len() > 1 && chars::is_all_capitals(part, 2);
        let inner = part.len() == 1 && self.char_before(start).is_some_and(chars::is_hyphen);
        part.len() <= 7 && !shouted && !inner && self.tables.prefixes.contains(part.to_lowercase().as_str())
    }

    /// "Jong-un", "Ing-wen": romanised syllables of one given name.
    fn is_given_name(&self, start: usize, at: usize, next: usize, end: usize) -> bool {
        let stop = self.word_end(next, end);
        let syllable = |part: &str| part.len() <= 6 && self.tables.syllables.contains(part.to_lowercase().as_str());
        chars::is_capitalised(&self.text[start..at])
            && syllable(&self.text[start..at])
            && syllable(&self.text[next..stop])
    }

    fn starts_word(&self, at: usize, end: usize) -> bool {
        at < end && self.char_at(at).is_some_and(char::is_alphanumeric)
    }

    /// "AT&T": capitals on both sides.
    fn is_company(&self, start: usize, at: usize, next: usize, end: usize) -> bool {
        let after = self.word_end(next, end);
        at - start <= 4
            && (1..=3).contains(&(after - next))
            && chars::is_all_capitals(&self.text[start..at], 1)
            && chars::is_all_capitals(&self.text[next..after], 1)
    }
}

fn is_blank_byte(byte: u8) -> bool {
    byte == b' ' || byte.is_ascii_control()
}
