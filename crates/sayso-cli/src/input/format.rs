//! The formats a file may have, by its name or by its first bytes.

use clap::ValueEnum;

use crate::problem::Problem;

/// How reports lie in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One report in plain text.
    Text,
    /// One report as a web page.
    Html,
    /// JSON lines, a report each.
    Jsonl,
    /// Comma-separated rows with a header, a report each.
    Csv,
    /// Tab-separated rows with a header, a report each.
    Tsv,
    /// Parquet with named columns, a report each row.
    Parquet,
    /// RSS, Atom or JSON Feed, a report each entry.
    Feed,
    /// A web archive (WARC), a report each page.
    Warc,
    /// CoNLL-U: sentences cut into words.
    Conllu,
}

const EXTENSIONS: &[(&str, Format)] = &[
    ("txt", Format::Text),
    ("text", Format::Text),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("jsonl", Format::Jsonl),
    ("ndjson", Format::Jsonl),
    ("csv", Format::Csv),
    ("tsv", Format::Tsv),
    ("conllu", Format::Conllu),
    ("parquet", Format::Parquet),
    ("rss", Format::Feed),
    ("atom", Format::Feed),
    ("warc", Format::Warc),
    ("wet", Format::Warc),
];

/// Kinds of file that are often met, and what to do with them.
const FOREIGN: &[(&[u8], &str, &str)] = &[
    (b"PK\x03\x04", "a ZIP archive or office document", "unpack it, or save it as text"),
    (b"%PDF", "a PDF document", "extract its text first, for example with pdftotext"),
    (b"{\\rtf", "a rich-text document", "save it as text or HTML"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as text or HTML"),
    (b"BZh", "a bzip2 file", "unpack it, or compress it with gzip or zstd"),
    (b"\xfd7zXZ", "an xz file", "unpack it, or compress it with gzip or zstd"),
];

impl Format {
    /// By the extension of a name without compression.
    pub(crate) fn of_name(name: &str) -> Option<Format> {
        let (_, extension) = name.rsplit_once('.')?;
        EXTENSIONS.iter().find(|(known, _)| extension.eq_ignore_ascii_case(known)).map(|&(_, format)| format)
    }

    /// By the first bytes of a file; plain text where nothing speaks for another.
    pub(crate) fn of_bytes(file: &str, head: &[u8]) -> Result<Format, Problem> {
        if let Some((_, kind, remedy)) = FOREIGN.iter().find(|(magic, _, _)| head.starts_with(magic)) {
            return Err(Problem::file(file, format!("this is {kind}"), *remedy));
        }
        let text = String::from_utf8_lossy(head);
        let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        let first_line = start.lines().find(|line| !line.starts_with("# ")).unwrap_or_default();
        Ok(if head.starts_with(b"PAR1") {
            Format::Parquet
        } else if start.starts_with("WARC/") {
            Format::Warc
        } else if is_feed(start) {
            Format::Feed
        } else if start.starts_with('{') {
            Format::Jsonl
        } else if is_markup(start) {
            Format::Html
        } else if first_line.matches('\t').count() == 9 {
            Format::Conllu
        } else {
            Format::Text
        })
    }
}

fn is_markup(start: &str) -> bool {
    let head: String = start.chars().take(15).collect::<String>().to_ascii_lowercase();
    ["<!doctype", "<html", "<head", "<body", "<article", "<?xml", "<!--", "<div", "<p>"]
        .iter()
        .any(|t| head.starts_with(t))
}

/// Whether text begins as a feed does; the root may come after comments.
pub(super) fn is_feed(start: &str) -> bool {
    const HEAD: usize = 2048;
    let head: String = start.chars().take(HEAD).collect();
    let is_xml = head.starts_with("<?xml") || ROOTS.iter().any(|root| head.starts_with(root));
    (is_xml && ROOTS.iter().any(|root| head.contains(root)))
        || (head.starts_with('{') && head.contains("jsonfeed.org/version/"))
}

/// What opens a feed.
const ROOTS: [&str; 3] = ["<rss", "<feed", "<rdf:RDF"];

/// A name without `.gz` or `.zst`.
pub(crate) fn without_compression(name: &str) -> &str {
    name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name)
}

/// A name without compression and known extension.
pub(crate) fn without_extensions(name: &str) -> &str {
    let plain = without_compression(name);
    match plain.rsplit_once('.') {
        Some((stem, _)) if Format::of_name(plain).is_some() && !stem.is_empty() => stem,
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell() {
        assert_eq!(Format::of_name("a.b.HTML"), Some(Format::Html));
        assert_eq!(Format::of_name("README"), None);
        assert_eq!(without_extensions("2026-03-10.wire.jsonl.gz"), "2026-03-10.wire");
        assert_eq!(without_extensions("dir/no.dots"), "dir/no.dots");
    }

    #[test]
    fn bytes_tell() {
        let of = |head: &[u8]| Format::of_bytes("f", head);
        assert_eq!(of(b"\n{\"text\":"), Ok(Format::Jsonl));
        assert_eq!(of(b"\xef\xbb\xbf<!DOCTYPE html>"), Ok(Format::Html));
        assert_eq!(of(b"# sent_id = 1\n1\tHe\the\tPRON\t_\t_\t2\tnsubj\t_\t_\n"), Ok(Format::Conllu));
        assert_eq!(of(b"< 3 is less"), Ok(Format::Text));
        assert_eq!(of(b"<?xml version='1.0'?>\n<!-- made -->\n<rss version='2.0'>"), Ok(Format::Feed));
        assert_eq!(of(b"{ \"version\": \"https://jsonfeed.org/version/1.1\""), Ok(Format::Feed));
        assert_eq!(of(b"<?xml version='1.0'?><html>"), Ok(Format::Html));
        assert_eq!(of(b"WARC/1.0\r\nWARC-Type: response"), Ok(Format::Warc));
        assert_eq!(of(b"PAR1"), Ok(Format::Parquet));
        assert_eq!(of(b""), Ok(Format::Text));
        assert!(of(b"%PDF-1.7").is_err_and(|p| p.remedy.contains("pdftotext")));
    }
}
