//! Keeps markup from nesting without bound.

use std::borrow::Cow;

/// Elements nested deeper than this are opened out; their text stays.
const DEEPEST: usize = 200;

/// Elements that have no end or close one another, so that they do not nest by themselves.
const FLAT: [&str; 30] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "p", "li",
    "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup", "html", "head", "body", "param",
    "colgroup",
];

/// The page without the tags that would nest deeper than any page needs.
pub(super) fn flattened(html: &str) -> Cow<'_, str> {
    if html.bytes().filter(|&b| b == b'<').count() <= DEEPEST {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    let (mut at, mut depth) = (0, 0usize);
    while let Some(open) = html[at..].find('<').map(|found| at + found) {
        let end = tag_end(html, open);
        let tag = &html[open..end];
        out.push_str(&html[at..open]);
        let keep = match name(tag) {
            Some((_, name)) if FLAT.contains(&name.as_str()) => true,
            Some((true, _)) => {
                depth = depth.saturating_sub(1);
                depth < DEEPEST
            }
            Some((false, _)) if tag.ends_with("/>") => depth < DEEPEST,
            Some((false, _)) => {
                depth += 1;
                depth <= DEEPEST
            }
            None => true,
        };
        if keep {
            out.push_str(tag);
        } else {
            out.push(' ');
        }
        at = end;
    }
    out.push_str(&html[at..]);
    Cow::Owned(out)
}

/// One past the tag, comment, script or style that begins at `open`.
fn tag_end(html: &str, open: usize) -> usize {
    let rest = &html[open..];
    if rest.starts_with("<!--") {
        return rest.find("-->").map_or(html.len(), |end| open + end + 3);
    }
    rest.find('>').map_or(html.len(), |end| open + end + 1)
}

/// Whether a tag closes, and its name in lower case; nothing for what is no tag.
fn name(tag: &str) -> Option<(bool, String)> {
    let inner = tag.strip_prefix('<')?;
    let (closes, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    let name: String = inner.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').take(20).collect();
    name.starts_with(|c: char| c.is_ascii_alphabetic()).then(|| (closes, name.to_ascii_lowercase()))
}
