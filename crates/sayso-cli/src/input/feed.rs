//! RSS, Atom and JSON feeds: a report each entry. A feed that breaks off keeps the entries before the break.

use std::io::Read;

use feed_rs::model::{Entry, Feed, Text};
use feed_rs::parser;
use sayso::document::html;

use super::bytes::{self, Bytes};
use super::dates;
use super::report::{Body, Defaults, Report};
use crate::problem::Problem;

/// The longest feed, in bytes; it is held in memory.
const MAX_FEED: usize = 32 << 20;

/// What closes a feed that was cut after one of its entries, by the mark that opens the entry.
const ENDS: [(&str, &str); 2] = [("</item>", "</channel></rss>"), ("</entry>", "</feed>")];

/// The entries of a feed.
pub(crate) fn read(bytes: Bytes, defaults: Defaults) -> impl Iterator<Item = Result<Report, Problem>> {
    std::iter::once_with(move || match parsed(bytes, &defaults) {
        Ok((feed, told)) => reports(&feed, &defaults).chain(told.map(Err)).collect::<Vec<_>>(),
        Err(problem) => vec![Err(problem)],
    })
    .flatten()
}

/// The feed, and what is wrong with its end.
fn parsed(bytes: Bytes, defaults: &Defaults) -> Result<(Feed, Option<Problem>), Problem> {
    let mut buffer = Vec::new();
    let read = bytes.take(MAX_FEED as u64 + 1).read_to_end(&mut buffer);
    let unread = read.err().map(|e| bytes::unreadable(&defaults.file, &e));
    if buffer.len() > MAX_FEED {
        let reason = format!("a feed of more than {} MB", MAX_FEED >> 20);
        return Err(Problem::file(&defaults.file, reason, "split it"));
    }
    if let Some(depth) = too_deep(&buffer) {
        let reason = format!("elements lie {depth} deep, as in no feed");
        return Err(Problem::file(&defaults.file, reason, "check where the file comes from"));
    }
    let error = match (parser::parse(buffer.as_slice()), unread) {
        (Ok(feed), unread) => return Ok((feed, unread)),
        (Err(_), Some(unread)) if buffer.is_empty() => return Err(unread),
        (Err(error), _) => error,
    };
    let problem = |remedy| Problem::file(&defaults.file, format!("not a sound feed: {error}"), remedy);
    let kept = mended(&buffer).and_then(|text| parser::parse(text.as_bytes()).ok());
    match kept.filter(|feed| !feed.entries.is_empty()) {
        Some(feed) => {
            let last = feed.entries.len() as u64;
            let told = problem("fetch it again; the entries before the break are kept").at(last + 1);
            Ok((feed, Some(told)))
        }
        None => Err(problem("it must be RSS, Atom or JSON Feed: fetch it again, or name another --input-format")),
    }
}

/// The feed up to the last entry that is whole.
fn mended(buffer: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(buffer);
    let (at, end) = ENDS.iter().filter_map(|(mark, end)| Some((text.rfind(mark)? + mark.len(), *end))).max()?;
    let end = if text.contains("<rdf:RDF") { "</rdf:RDF>" } else { end };
    Some(format!("{}{end}", &text[..at]))
}

/// The depth of marks where it would exhaust the stack. Feeds carry their pages escaped and are themselves flat.
fn too_deep(buffer: &[u8]) -> Option<usize> {
    const DEEPEST: usize = 256;
    let (mut depth, mut deepest) = (0usize, 0);
    for (at, byte) in buffer.iter().enumerate() {
        match (byte, buffer.get(at + 1)) {
            (b'<', Some(b'/')) => depth = depth.saturating_sub(1),
            (b'<', Some(next)) if next.is_ascii_alphabetic() => depth += 1,
            (b'/', Some(b'>')) => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    // Escaped pages hold marks that are never closed, such as <br>, so that only a real nest counts.
    (deepest > DEEPEST && nests(buffer, DEEPEST)).then_some(deepest)
}

/// Whether elements, text and escaped parts aside, lie deeper than `limit`.
fn nests(buffer: &[u8], limit: usize) -> bool {
    let text = String::from_utf8_lossy(buffer);
    let (mut depth, mut rest) = (0usize, text.as_ref());
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let skip = [("<![CDATA[", "]]>"), ("<!--", "-->")].into_iter().find(|(open, _)| rest.starts_with(open));
        let close = skip.map_or(">", |(_, close)| close);
        let Some(end) = rest.find(close) else { return depth > limit };
        let mark = &rest[..end];
        match (skip, mark.as_bytes().get(1)) {
            (None, Some(b'/')) => depth = depth.saturating_sub(1),
            (None, Some(b'!' | b'?')) | (Some(_), _) => {}
            _ => depth += usize::from(!mark.ends_with('/')),
        }
        if depth > limit {
            return true;
        }
        rest = &rest[end + close.len()..];
    }
    false
}

fn reports<'a>(feed: &'a Feed, defaults: &'a Defaults) -> impl Iterator<Item = Result<Report, Problem>> + 'a {
    let outlet = feed.title.as_ref().map(plain).filter(|title| !title.is_empty());
    (1u64..).zip(&feed.entries).map(move |(number, entry)| report(number, entry, outlet.as_ref(), defaults))
}

fn report(number: u64, entry: &Entry, outlet: Option<&String>, defaults: &Defaults) -> Result<Report, Problem> {
    let mut report = defaults.report(Some(number));
    report.title = entry.title.as_ref().map(plain).filter(|title| !title.is_empty());
    let content = entry.content.as_ref().and_then(|content| content.body.as_deref());
    let summary = entry.summary.as_ref().map(|summary| summary.content.as_str());
    let body = content.into_iter().chain(summary).max_by_key(|text| text.len()).unwrap_or_default();
    if report.title.is_none() && body.trim().is_empty() {
        let problem = Problem::file(&defaults.file, "an entry with neither title nor text", "it is skipped");
        return Err(problem.at(number));
    }
    report.body = if is_markup(body) { Body::Html(body.to_owned()) } else { Body::Text(body.to_owned()) };
    if !entry.id.trim().is_empty() {
        entry.id.trim().clone_into(&mut report.id);
    }
    let day = entry.published.or(entry.updated).and_then(|time| dates::parse(&time.to_rfc3339()));
    report.date = day.or(report.date);
    let is_page = |rel: Option<&String>| rel.is_none_or(|rel| rel == "alternate");
    report.url = entry.links.iter().find(|link| is_page(link.rel.as_ref())).map(|link| link.href.clone());
    report.outlet = outlet.cloned();
    Ok(report)
}

fn is_markup(text: &str) -> bool {
    text.contains('<') || text.contains('&')
}

/// A title without marks.
fn plain(text: &Text) -> String {
    let content = text.content.trim();
    let is_html = is_markup(content) && text.content_type.subty() == "html";
    let plain = if is_html { html::extract(content).text } else { content.to_owned() };
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_nests_are_too_deep() {
        let flat = format!("<rss><![CDATA[{}]]></rss>", "<br>".repeat(1000));
        assert_eq!(too_deep(flat.as_bytes()), None);
        assert!(too_deep("<a>".repeat(1000).as_bytes()).is_some());
        assert_eq!(too_deep("<a><b/></a>".repeat(1000).as_bytes()), None);
    }

    #[test]
    fn a_cut_feed_is_closed_after_its_last_entry() {
        let cut = b"<rss><channel><item>1</item><item>2</item><item><tit";
        assert_eq!(mended(cut).as_deref(), Some("<rss><channel><item>1</item><item>2</item></channel></rss>"));
        assert_eq!(mended(b"<rss><channel><ti"), None);
    }
}
