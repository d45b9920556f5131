//! Numbers, dates, times, ordinals and the units written onto them.

use super::Cutter;
use crate::chars;

impl Cutter<'_> {
    /// The end of the number that starts at `at`, if one does.
    pub(super) fn number(&self, at: usize, end: usize) -> Option<usize> {
        let byte = self.bytes[at];
        if byte.is_ascii_digit() {
            return Some(self.number_from(at, end));
        }
        let signed = matches!(byte, b'+' | b'.') && at + 1 < end && self.bytes[at + 1].is_ascii_digit();
        let apart = !self.char_before(at).is_some_and(|c| chars::is_word(c) || c == '.');
        (signed && apart).then(|| self.number_from(at + 1, end))
    }

    fn number_from(&self, at: usize, end: usize) -> usize {
        if let Some(stop) = self.dashed_number(at, end) {
            return stop;
        }
        let mut stop = self.digits_end(at, end);
        let year = stop - at == 4;
        while stop + 1 < end && self.bytes[stop + 1].is_ascii_digit() {
            let after = self.digits_end(stop + 1, end);
            match self.bytes[stop] {
                b'.' | b',' | b':' => {}
                // 9/11 and 3/12/2019 are dates, 2018/19 is a range.
                b'/' if !year || self.bytes.get(after) == Some(&b'/') => {}
                _ => break,
            }
            stop = after;
        }
        self.with_letters(stop, end)
    }

    fn digits_end(&self, mut at: usize, end: usize) -> usize {
        while at < end && self.bytes[at].is_ascii_digit() {
            at += 1;
        }
        at
    }

    /// "5th", "1990s", "4x4", "60's" go on; "5pm", "20km" end before the unit.
    fn with_letters(&self, stop: usize, end: usize) -> usize {
        let letters = self.word_end(stop, end);
        if letters > stop {
            let unit = self.tables.units.contains(&self.text[stop..letters]);
            let timed = letters - stop == 1
                && self.text[stop..end].starts_with(['a', 'p'])
                && self.bytes.get(letters) == Some(&b'.');
            return if unit || timed { stop } else { self.decade(letters, end) };
        }
        self.decade(stop, end)
    }

    /// "60's" and "1990's" are one word, "2003|'s" is two.
    fn decade(&self, stop: usize, end: usize) -> usize {
        let digits = self.bytes[..stop].iter().rev().take_while(|b| b.is_ascii_digit()).count();
        if digits > 2 && !self.bytes[..stop].ends_with(b"0") {
            return stop;
        }
        match self.char_at(stop) {
            Some(c) if stop < end && chars::is_apostrophe(c) => {
                let next = stop + c.len_utf8();
                let plural = next < end && self.bytes[next] == b's' && self.word_end(next, end) == next + 1;
                if plural { next + 1 } else { stop }
            }
            _ => stop,
        }
    }

    /// Telephone numbers and dates: groups of digits joined by hyphens. Other hyphens between numbers are marks.
    fn dashed_number(&self, at: usize, end: usize) -> Option<usize> {
        let (mut stop, mut lengths, mut groups) = (self.digits_end(at, end), [0usize; 4], 1);
        lengths[0] = stop - at;
        let mark = *self.bytes.get(stop).filter(|&&b| matches!(b, b'-' | b'.'))?;
        while groups < 4 && stop + 1 < end && self.bytes[stop] == mark && self.bytes[stop + 1].is_ascii_digit() {
            let next = self.digits_end(stop + 1, end);
            lengths[groups] = next - stop - 1;
            groups += 1;
            stop = next;
        }
        let whole = matches!(
            (mark, &lengths[..groups]),
            (b'-', [3, 4] | [4, 2, 2] | [1..=2, 1..=2, 4] | [1..=2, 1..=2, 2]) | (_, [3, 3, 4] | [1, 3, 3, 4])
        );
        // An extension: "3-4821"; "3-2019" may be a month and a year.
        let year = matches!(self.bytes.get(at + 2..at + 4), Some(b"19" | b"20"));
        let whole = whole || (mark == b'-' && lengths[..groups] == [1, 4] && !year);
        let more = self.char_at(stop).is_some_and(|c| stop < end && (chars::is_word(c) || c == '-'));
        (whole && !more).then_some(stop)
    }
}
