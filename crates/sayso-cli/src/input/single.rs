//! Files that hold one report: plain text and web pages.

use std::io::Read;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::MAX_REPORT;
use super::bytes::{self, Bytes};
use super::report::{Body, Defaults, Report};
use crate::problem::Problem;

/// Web pages are mostly markup: they may be this many times as long as text.
pub(super) const MARKUP: usize = 8;

/// The one report of a file.
pub(crate) fn read(bytes: Bytes, defaults: Defaults, html: bool) -> impl Iterator<Item = Result<Report, Problem>> {
    let limit = if html { MAX_REPORT * MARKUP } else { MAX_REPORT };
    std::iter::once_with(move || {
        let problem = |reason: String, remedy: &str| Problem::file(&defaults.file, reason, remedy);
        let mut buffer = Vec::new();
        bytes.take(limit as u64 + 1).read_to_end(&mut buffer).map_err(|e| bytes::unreadable(&defaults.file, &e))?;
        if buffer.len() > limit {
            let reason = format!("longer than {} MB, so hardly one report", limit >> 20);
            return Err(problem(reason, "split it into reports, one a file or one a JSON line"));
        }
        if is_binary(&buffer) {
            return Err(problem("not a text file".to_owned(), "extract its text first"));
        }
        let text = decode(&buffer, html, None);
        Ok(Report { body: if html { Body::Html(text) } else { Body::Text(text) }, ..defaults.report(None) })
    })
}

/// Whether more than one byte in ten is no part of any text (UTF-16, known by its mark, apart).
fn is_binary(bytes: &[u8]) -> bool {
    let marked = Encoding::for_bom(bytes).is_some();
    let odd = bytes.iter().filter(|&&b| b < 0x20 && !b.is_ascii_whitespace()).count();
    !marked && odd * 10 > bytes.len()
}

/// UTF-8 or what the byte order mark, the server or the page itself says; otherwise Windows-1252, which nearly all other English is.
pub(super) fn decode(bytes: &[u8], html: bool, told: Option<&'static Encoding>) -> String {
    let declared = told.or_else(|| if html { declared(bytes) } else { None });
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => declared.unwrap_or(WINDOWS_1252).decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// The encoding that a page declares in its first kilobyte.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    let at = head.windows(8).position(|w| w.eq_ignore_ascii_case(b"charset="))?;
    let label: Vec<u8> = head[at + 8..]
        .iter()
        .copied()
        .skip_while(|b| matches!(b, b'"' | b'\'' | b' '))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.'))
        .collect();
    Encoding::for_label(&label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        assert_eq!(decode("naïve".as_bytes(), false, None), "naïve");
        assert_eq!(decode(b"na\xefve \x93quoted\x94", false, None), "naïve “quoted”");
        assert_eq!(decode(b"\xff\xfeH\0i\0", false, None), "Hi");
        assert_eq!(decode(b"\xef\xbb\xbfHi", false, None), "Hi");
        assert_eq!(decode(b"<meta charset='iso-8859-2'>\xb1", true, None), "<meta charset='iso-8859-2'>ą");
    }

    #[test]
    fn binary_is_told_from_text_with_a_stray_nul() {
        assert!(is_binary(b"\x7fELF\x01\x01\0\0\0\0\0"));
        assert!(!is_binary(b"Troops\0 entered the town on Monday."));
        assert!(!is_binary(b"\xff\xfeH\0i\0"));
        assert!(!is_binary(b""));
    }
}
