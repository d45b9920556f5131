//! Dates that a treebank in CoNLL-U marks in its texts (`XML=<date when:::"2009-05-08">` in the last column).

use std::fs::File;
use std::io::Read;
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::Item;
use super::table::Label;

/// The news and interviews of a treebank, and the days of the dates marked in them.
pub(super) fn read(folder: &Path) -> Result<(Vec<Item>, Vec<Label>), String> {
    let failed = |e: std::io::Error| format!("{}: {e}", folder.display());
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).map_err(failed)?.filter_map(Result::ok).map(|e| e.path()).collect();
    paths.sort();
    let (mut items, mut labels) = (Vec::new(), Vec::new());
    for path in paths.iter().filter(|p| p.to_string_lossy().ends_with(".conllu.gz")) {
        let mut text = String::new();
        MultiGzDecoder::new(File::open(path).map_err(failed)?).read_to_string(&mut text).map_err(failed)?;
        for document in text.split("# newdoc id = ").skip(1) {
            let id = document.lines().next().unwrap_or_default();
            if id.contains("_news_") || id.contains("_interview_") {
                let mut reader = Reader::default();
                document.lines().skip(1).for_each(|line| reader.line(line));
                labels.extend(reader.dates.into_iter().map(|(start, end, days)| Label {
                    item: id.to_owned(),
                    start,
                    end,
                    right: vec![days],
                }));
                items.push(Item { id: id.to_owned(), date: reader.published, title: None, text: reader.text });
            }
        }
    }
    Ok((items, labels))
}

/// One text on its way from words to lines.
#[derive(Default)]
struct Reader {
    text: String,
    /// Characters of the text so far.
    length: usize,
    published: String,
    /// Words before this number are part of one that has been written as a whole.
    written_to: u32,
    /// Start and value of a date whose end has not come.
    open: Option<(usize, Option<String>)>,
    dates: Vec<(usize, usize, String)>,
}

impl Reader {
    fn line(&mut self, line: &str) {
        if let Some(date) = line.strip_prefix("# meta::dateCreated = ") {
            date.clone_into(&mut self.published);
        } else if line.starts_with("# newpar_block") || line == "# newpar" {
            let paragraph = self.text.trim_end().len();
            self.length -= self.text.len() - paragraph;
            self.text.truncate(paragraph);
            self.push(if self.text.is_empty() { "" } else { "\n\n" });
        } else if !line.starts_with('#') {
            let fields: Vec<&str> = line.split('\t').collect();
            if let [id, form, .., misc] = fields[..] {
                self.word(id, form, misc);
            } else {
                self.written_to = 0;
            }
        }
    }

    fn word(&mut self, id: &str, form: &str, misc: &str) {
        if let Some((_, last)) = id.split_once('-') {
            self.written_to = last.parse().unwrap_or(0);
        } else if id.contains('.') || id.parse::<u32>().is_ok_and(|n| n <= self.written_to) {
            self.marks(misc, self.length, self.length);
            return;
        }
        let start = self.length;
        self.push(form);
        self.marks(misc, start, self.length);
        if !misc.contains("SpaceAfter=No") {
            self.push(" ");
        }
    }

    fn push(&mut self, more: &str) {
        self.text.push_str(more);
        self.length += more.chars().count();
    }

    fn marks(&mut self, misc: &str, start: usize, end: usize) {
        let xml = misc.split('|').find_map(|m| m.strip_prefix("XML=")).unwrap_or_default();
        for mark in xml.split('<') {
            if let Some(inner) = mark.strip_prefix("date ") {
                self.open = Some((start, days(inner)));
            } else if mark.starts_with("/date")
                && let Some((start, Some(days))) = self.open.take()
            {
                self.dates.push((start, end, days));
            }
        }
    }
}

/// First and last day of a mark that names both; none for one that bounds a time on one side only.
fn days(mark: &str) -> Option<String> {
    let value = |name: &str| mark.split_once(&format!("{name}:::\"")).and_then(|(_, rest)| rest.split('"').next());
    let bounds = if let Some(when) = value("when") { (when, when) } else { (value("from")?, value("to")?) };
    Some(format!("{}..{}", day(bounds.0, false)?, day(bounds.1, true)?))
}

/// The first or last day of a year, a month or a day.
fn day(date: &str, is_last: bool) -> Option<String> {
    let parts: Vec<&str> = date.split('-').collect();
    if !parts.iter().all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    Some(match (parts.as_slice(), is_last) {
        ([year], false) => format!("{year}-01-01"),
        ([year], true) => format!("{year}-12-31"),
        ([year, month], false) => format!("{year}-{month}-01"),
        ([year, month], true) => {
            let number: u32 = year.parse().ok()?;
            let is_leap = number.is_multiple_of(4) && (!number.is_multiple_of(100) || number.is_multiple_of(400));
            let last = match *month {
                "02" if is_leap => 29,
                "02" => 28,
                "04" | "06" | "09" | "11" => 30,
                _ => 31,
            };
            format!("{year}-{month}-{last}")
        }
        _ => date.to_owned(),
    })
}
