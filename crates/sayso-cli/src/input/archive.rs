//! Web archives (WARC): a report each page that was fetched. What is no page, or was not found, is passed over in silence.

use std::io::{self, BufRead, Cursor, Read, Seek, SeekFrom};

use encoding_rs::Encoding;
use fastwarc::stream_io::bufread::RawReaderAdapter;
use fastwarc::warc::iter::{ArchiveIteratorOptions, ArchiveIteratorThreadSafe};
use fastwarc::warc::record::{AutoDecode, SharedWarcRecord, WarcRecord, WarcRecordType};

use super::bytes::Bytes;
use super::report::{Body, Defaults, Report};
use super::single::{MARKUP, decode};
use super::{MAX_REPORT, bytes};
use crate::problem::Problem;

/// The longest page, in bytes, as it was sent and unpacked.
const MAX_PAGE: usize = MAX_REPORT * MARKUP;

/// The longest head of a record or response, in bytes.
const MAX_HEAD: usize = 64 << 10;

/// Records are parted by two line ends; some writers are freer.
const BETWEEN: u64 = 16;

/// The pages of an archive.
pub(crate) struct Archive {
    records: ArchiveIteratorThreadSafe,
    defaults: Defaults,
    /// Number of the present record.
    number: u64,
    /// Where the record before ended.
    end: u64,
    /// A page, held while something is told of the bytes before it.
    held: Option<Result<Report, Problem>>,
    ended: bool,
}

/// A record as read: where it lay and what it holds.
struct Raw {
    start: u64,
    end: u64,
    is_whole: bool,
    content: Content,
}

/// What a record is to us.
enum Content {
    /// Nothing.
    Other,
    /// A response of a server, head and all.
    Response(Meta, Vec<u8>),
    /// A page without the head of a response.
    Page(Meta, Vec<u8>),
    /// Longer than any page.
    TooLong,
}

/// What the head of a record tells.
#[derive(Default)]
struct Meta {
    id: String,
    url: Option<String>,
    media_type: String,
}

impl Archive {
    /// Reads `bytes`, unpacked already.
    pub(crate) fn new(bytes: Bytes, defaults: Defaults) -> Archive {
        let options = ArchiveIteratorOptions {
            stream_detect: false,
            parse_http: false,
            // Goes on at the next record where one is damaged.
            quirks_mode: true,
            max_header_len: MAX_HEAD,
            ..ArchiveIteratorOptions::default()
        };
        let reader = RawReaderAdapter::new(Forward { inner: bytes, at: 0 });
        let records = ArchiveIteratorThreadSafe::with_options(reader, options);
        Archive { records, defaults, number: 0, end: 0, held: None, ended: false }
    }

    fn problem(&self, start: u64, reason: &str, remedy: &str) -> Problem {
        let reason = format!("{reason} (the record begins at byte {start} of the unpacked archive)");
        Problem::file(&self.defaults.file, reason, remedy).at(self.number)
    }

    fn report(&self, raw: Raw) -> Option<Result<Report, Problem>> {
        let damaged = "the record is skipped: fetch the archive again";
        if !raw.is_whole {
            return Some(Err(self.problem(
                raw.start,
                "the archive is cut short",
                "fetch it again; what came before is kept",
            )));
        }
        let page = match raw.content {
            Content::Other => return None,
            Content::TooLong => {
                let reason = format!("a page of more than {} MB", MAX_PAGE >> 20);
                return Some(Err(self.problem(raw.start, &reason, "it is skipped")));
            }
            Content::Page(meta, bytes) => Page::of(meta, &bytes, None),
            Content::Response(meta, bytes) => match response(meta, bytes) {
                Ok(page) => page,
                Err(error) => {
                    return Some(Err(self.problem(
                        raw.start,
                        &format!("a response that cannot be read: {error}"),
                        damaged,
                    )));
                }
            },
        };
        page.map(|page| Ok(page.report(self.defaults.report(Some(self.number)))))
    }
}

impl Iterator for Archive {
    type Item = Result<Report, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(held) = self.held.take() {
            return Some(held);
        }
        while !self.ended {
            self.number += 1;
            let raw = match self.records.next() {
                None => {
                    self.ended = true;
                    continue;
                }
                Some(Ok(record)) => record.with_mut(raw),
                Some(Err(error)) => Err(error),
            };
            let raw = match raw {
                Ok(raw) => raw,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(bytes::unreadable(&self.defaults.file, &error).at(self.number)));
                }
            };
            let lost = raw.start.saturating_sub(self.end);
            let told = (lost > BETWEEN).then(|| {
                let reason = format!("{lost} bytes before this record belong to none");
                self.problem(raw.start, &reason, "the archive is damaged there: fetch it again")
            });
            self.end = raw.end;
            self.ended = !raw.is_whole;
            let report = self.report(raw);
            match told {
                Some(told) => {
                    self.held = report;
                    return Some(Err(told));
                }
                None if report.is_some() => return report,
                None => {}
            }
        }
        None
    }
}

/// Reads a record.
fn raw(record: &mut WarcRecord) -> io::Result<Raw> {
    let header = |name: &str| record.headers().get(name).map(|value| value.trim().to_owned());
    let meta = Meta {
        id: header("WARC-Record-ID").unwrap_or_default().trim_matches(['<', '>']).to_owned(),
        url: header("WARC-Target-URI").map(|url| url.trim_matches(['<', '>']).to_owned()).filter(|url| !url.is_empty()),
        media_type: header("Content-Type").unwrap_or_default(),
    };
    let (start, length, kind) = (record.stream_pos(), record.content_length(), record.record_type());
    let is_response = kind == WarcRecordType::Response && record.is_http();
    let is_page = matches!(kind, WarcRecordType::Resource | WarcRecordType::Conversion);
    let Some(reader) = record.reader_mut() else { return Err(io::ErrorKind::InvalidData.into()) };
    let begin = reader.real_stream_position()?;
    let end = begin.saturating_add(length);
    let mut buffer = Vec::new();
    let wanted = is_response || is_page;
    let too_long = length > (MAX_PAGE + MAX_HEAD) as u64;
    if wanted && !too_long {
        reader.take(length).read_to_end(&mut buffer)?;
    } else {
        io::copy(&mut reader.take(length), &mut io::sink())?;
    }
    let is_whole = reader.real_stream_position()? >= end;
    let content = match (wanted, too_long) {
        (false, _) => Content::Other,
        (true, true) => Content::TooLong,
        (true, false) if is_response => Content::Response(meta, buffer),
        (true, false) => Content::Page(meta, buffer),
    };
    Ok(Raw { start, end, is_whole, content })
}

/// The page of a response that was found.
fn response(meta: Meta, bytes: Vec<u8>) -> io::Result<Option<Page>> {
    let mut record = WarcRecord::new();
    record.set_bytes_payload(bytes);
    record.set_is_http(true);
    record.parse_http_with_opts(AutoDecode::None, MAX_HEAD, true)?;
    let Some(head) = record.http_headers() else { return Err(io::ErrorKind::InvalidData.into()) };
    let Some(status) = head.status_code() else { return Err(io::Error::other("no status")) };
    let media_type = record.http_content_type().unwrap_or_default();
    let charset = record.http_charset().map(|charset| charset.into_owned());
    let codings: Vec<String> = ["Transfer-Encoding", "Content-Encoding"]
        .iter()
        .filter_map(|name| head.get(name))
        .map(|v| v.into_owned())
        .collect();
    let is_robots = meta.url.as_deref().is_some_and(|url| url.ends_with("/robots.txt"));
    if !(200..300).contains(&status) || is_robots || !is_readable(&media_type) {
        return Ok(None);
    }
    let mut body = Vec::new();
    let Some(reader) = record.reader_mut() else { return Err(io::ErrorKind::InvalidData.into()) };
    reader.read_to_end(&mut body)?;
    for coding in codings.iter().flat_map(|codings| codings.rsplit(',')) {
        body = decoded(coding.trim(), body)?;
    }
    Ok(Page::of(Meta { media_type, ..meta }, &body, charset.as_deref()))
}

/// Takes one coding off a body. A body that is not packed although its head says so, as many archives have it, is left as it is.
fn decoded(coding: &str, body: Vec<u8>) -> io::Result<Vec<u8>> {
    use fastwarc::stream_io::{brotli::BrotliReader, chunked::ChunkedReader, zstd::ZstdReader};
    let all = |mut reader: Box<dyn Read>| {
        let mut out = Vec::new();
        reader.by_ref().take(MAX_PAGE as u64 + 1).read_to_end(&mut out)?;
        if out.len() > MAX_PAGE { Err(io::Error::other(format!("more than {} MB", MAX_PAGE >> 20))) } else { Ok(out) }
    };
    match coding.to_ascii_lowercase().as_str() {
        "chunked" if starts_with_size(&body) => all(Box::new(ChunkedReader::new(Cursor::new(body)))),
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            all(Box::new(flate2::read::MultiGzDecoder::new(Cursor::new(body))))
        }
        "deflate" if body.first().is_some_and(|byte| byte & 0x0f == 8) => {
            all(Box::new(flate2::read::ZlibDecoder::new(Cursor::new(body))))
        }
        "deflate" => all(Box::new(flate2::read::DeflateDecoder::new(Cursor::new(body)))),
        "br" if !body.trim_ascii_start().starts_with(b"<") => all(Box::new(BrotliReader::new(Cursor::new(body)))),
        "zstd" if body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => all(Box::new(ZstdReader::new(Cursor::new(body)))),
        "" | "identity" | "chunked" | "gzip" | "x-gzip" | "br" | "zstd" => Ok(body),
        other => Err(io::Error::other(format!("unknown coding “{other}”"))),
    }
}

/// Whether a body begins with the size of a chunk.
fn starts_with_size(body: &[u8]) -> bool {
    let line = body.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let size = line.split(|&byte| byte == b';').next().unwrap_or_default().trim_ascii();
    !size.is_empty() && size.len() <= 16 && size.iter().all(u8::is_ascii_hexdigit)
}

fn is_readable(media_type: &str) -> bool {
    let kind = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(kind.as_str(), "text/html" | "application/xhtml+xml" | "text/plain")
}

/// A page.
struct Page {
    meta: Meta,
    body: Body,
}

impl Page {
    fn of(meta: Meta, bytes: &[u8], charset: Option<&str>) -> Option<Page> {
        if !is_readable(&meta.media_type) || bytes.trim_ascii().is_empty() {
            return None;
        }
        let is_html = !meta.media_type.trim_start().to_ascii_lowercase().starts_with("text/plain");
        let charset = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
        let text = decode(bytes, is_html, charset);
        Some(Page { meta, body: if is_html { Body::Html(text) } else { Body::Text(text) } })
    }

    fn report(self, report: Report) -> Report {
        let id = self.meta.id.strip_prefix("urn:uuid:").unwrap_or(&self.meta.id);
        Report {
            id: if id.is_empty() { report.id.clone() } else { id.to_owned() },
            url: self.meta.url,
            body: self.body,
            ..report
        }
    }
}

/// Bytes that only go on, for a reader that asks where it is.
struct Forward {
    inner: Bytes,
    at: u64,
}

impl Read for Forward {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.at += n as u64;
        Ok(n)
    }
}

impl BufRead for Forward {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.at += n as u64;
        self.inner.consume(n);
    }
}

impl Seek for Forward {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match to {
            SeekFrom::Current(0) => Ok(self.at),
            SeekFrom::Start(at) if at == self.at => Ok(self.at),
            _ => Err(io::ErrorKind::Unsupported.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codings_that_are_not_there_are_left() {
        let page = b"<html>a page</html>".to_vec();
        for coding in ["gzip", "br", "chunked", "identity"] {
            assert_eq!(decoded(coding, page.clone()).ok(), Some(page.clone()), "{coding}");
        }
        assert_eq!(decoded("chunked", b"5\r\nhello\r\n0\r\n\r\n".to_vec()).ok(), Some(b"hello".to_vec()));
        assert!(decoded("rot13", page).is_err());
    }
}
