//! Tables of labels.

use std::path::Path;

use sayso_document::Document;

/// What is right for some words of an item.
pub(super) struct Label {
    /// The item's id.
    pub(super) item: String,
    /// First character of the words in its text.
    pub(super) start: usize,
    /// The character after their last.
    pub(super) end: usize,
    /// Right answers, best first; `-` for none.
    pub(super) right: Vec<String>,
}

impl Label {
    /// The labelled words.
    pub(super) fn words(&self, document: &Document) -> String {
        let is_in = |span| {
            let at = document.locate(span);
            at.field != sayso_document::Field::Title && at.start >= self.start && at.end <= self.end
        };
        let words = document.tokens.iter().filter(|t| is_in(t.span)).map(|t| document.text(t.span));
        words.collect::<Vec<_>>().join(" ")
    }
}

/// The labels of a file. Precision, which some name after the days, is left aside: it follows from them.
pub(super) fn read(path: &Path) -> Result<Vec<Label>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let rows = text.lines().enumerate().filter(|(_, l)| !l.starts_with('#')).skip(1);
    rows.map(|(n, line)| parse(line).ok_or_else(|| format!("{}:{}: not four fields", path.display(), n + 1))).collect()
}

fn parse(line: &str) -> Option<Label> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [item, start, end, right] = fields[..] else { return None };
    let right = right.split('|').map(|answer| {
        let mut codes: Vec<&str> = answer.split(' ').next().unwrap_or_default().split('+').collect();
        codes.sort_unstable();
        codes.join("+")
    });
    Some(Label { item: item.to_owned(), start: start.parse().ok()?, end: end.parse().ok()?, right: right.collect() })
}
