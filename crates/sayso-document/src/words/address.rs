//! Web and e-mail addresses, file names, handles and hashtags: one word each.

use super::Cutter;
use crate::chars;

impl Cutter<'_> {
    /// The end of the address that starts at `at`, if one does.
    pub(super) fn address(&self, at: usize, end: usize, dotted: bool, at_sign: bool) -> Option<usize> {
        if self.char_before(at).is_some_and(chars::is_word) {
            return None;
        }
        match self.bytes[at] {
            b'#' | b'@' => self.handle(at, end),
            _ if dotted && self.has_scheme(at, end) => Some(self.trimmed(at, end)),
            _ if at_sign => self.mail(at, end),
            _ if dotted => self.domain(at, end),
            _ => None,
        }
    }

    fn has_scheme(&self, at: usize, end: usize) -> bool {
        let rest = &self.bytes[at..end];
        let starts = |what: &[u8]| rest.len() > what.len() && rest[..what.len()].eq_ignore_ascii_case(what);
        [&b"http://"[..], b"https://", b"www.", b"ftp://", b"mailto:"].into_iter().any(starts)
    }

    /// `end` without what closes a sentence or a bracket around the address.
    fn trimmed(&self, at: usize, end: usize) -> usize {
        let address = &self.text[at..end];
        let address = address.find(['<', '>', '"', '“', '”', '|']).map_or(address, |cut| &address[..cut.max(1)]);
        let has_bracket = address.contains('(');
        let kept = address.trim_end_matches(|c: char| {
            matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | ']' | '}' | '…' | '*')
                || (c == ')' && !has_bracket)
        });
        at + kept.len().max(self.char_at(at).map_or(1, char::len_utf8))
    }

    /// "@name", "#Word".
    fn handle(&self, at: usize, end: usize) -> Option<usize> {
        let stop = self.word_end(at + 1, end);
        let letter = self.char_at(at + 1).is_some_and(|c| c.is_alphabetic() || (c == '_' && self.bytes[at] == b'@'));
        (stop > at + 1 && letter).then_some(stop)
    }

    /// "name@example.org".
    fn mail(&self, at: usize, end: usize) -> Option<usize> {
        let local = |b: u8| b.is_ascii_alphanumeric() || b"._%+-".contains(&b);
        let sign = at + self.bytes[at..end].iter().take_while(|&&b| local(b)).count();
        if sign == at || sign >= end || self.bytes[sign] != b'@' {
            return None;
        }
        let host = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
        let stop = sign + 1 + self.bytes[sign + 1..end].iter().take_while(|&&b| host(b)).count();
        let host = self.text[sign + 1..stop].trim_end_matches(['.', '-']);
        (!host.is_empty()).then_some(sign + 1 + host.len())
    }

    /// "example.org/page", "report.pdf": labels joined by stops, the last one listed.
    fn domain(&self, at: usize, end: usize) -> Option<usize> {
        let label = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
        let stop = at + self.bytes[at..end].iter().take_while(|&&b| label(b)).count();
        let name = self.text[at..stop].trim_end_matches(['.', '-', '_']);
        let (front, last) = name.rsplit_once('.')?;
        let stop = at + name.len();
        let known = last.len() <= 6 && self.tables.domains.contains(last.to_ascii_lowercase().as_str());
        let letters = name.bytes().any(|b| b.is_ascii_alphabetic()) && !front.ends_with('.');
        // "U.S.in" and "ended.It": a short last label after a stop is more often a missing blank.
        let chain = front.len() < 3 || front.rsplit(['.', '-']).next().is_some_and(|part| part.len() < 2);
        let capital = last.starts_with(|c: char| c.is_ascii_uppercase()) && !chars::is_all_capitals(name, 2);
        // Names of groups and settings: "alt.pets.rabbits".
        let plain = |label: &str| label.len() > 2 && label.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        let listed = known && letters && !chain && !capital;
        if !(listed || (name.split('.').count() > 2 && name.split('.').all(plain))) {
            return None;
        }
        let path = stop < end && self.bytes[stop] == b'/';
        Some(if path { self.trimmed(at, end) } else { stop })
    }
}
