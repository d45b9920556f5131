//! CoNLL-U: sentences that keep their own words. The file is cut at its `# newdoc` marks and read document by document.

use sayso::syntax::conllu::{self, GivenDocument};

use super::bytes::{self, Bytes};
use super::lines::{Lines, RawLine};
use super::report::{Body, Defaults, Report};
use super::{MAX_LINE, MAX_REPORT};
use crate::problem::Problem;

/// A document without marks is cut after so many bytes, lest memory grow with the file.
const PART: usize = 2 * MAX_REPORT;

/// The documents of a CoNLL-U file.
pub(crate) struct Conllu {
    lines: Lines,
    defaults: Defaults,
    /// Lines after the cut.
    held: String,
    parts: usize,
    ended: bool,
}

impl Conllu {
    /// Reads `bytes`.
    pub(crate) fn new(bytes: Bytes, defaults: Defaults) -> Conllu {
        Conllu { lines: Lines::new(bytes, MAX_LINE), defaults, held: String::new(), parts: 0, ended: false }
    }

    /// The lines of the next document.
    fn part(&mut self) -> Result<String, Problem> {
        let mut text = std::mem::take(&mut self.held);
        while !self.ended {
            match self.lines.next() {
                Ok(Some(RawLine::Bytes(line))) => {
                    let line = String::from_utf8_lossy(&line);
                    let begins = line.starts_with("# newdoc") || (line.starts_with('#') && text.len() > PART);
                    if begins && text.ends_with("\n\n") {
                        self.held = format!("{line}\n");
                        break;
                    }
                    text.push_str(&line);
                    text.push('\n');
                    if text.len() > 2 * PART {
                        return Err(self.problem("no empty line for too long", "put one after each sentence"));
                    }
                }
                Ok(Some(RawLine::TooLong)) => return Err(self.problem("line too long", "split it")),
                Ok(None) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    return Err(bytes::unreadable(&self.defaults.file, &error).at(self.lines.number()));
                }
            }
        }
        Ok(text)
    }

    fn problem(&self, reason: &str, remedy: &str) -> Problem {
        Problem::file(&self.defaults.file, reason, remedy).at(self.lines.number())
    }

    fn report(&mut self, given: GivenDocument, line: u64) -> Report {
        self.parts += 1;
        let mut report = self.defaults.report(Some(line));
        report.id = match given.document.header.id.as_str() {
            "" => format!("{}:{}", self.defaults.stem, self.parts),
            id => id.to_owned(),
        };
        report.body = Body::Conllu(Box::new(given));
        report
    }
}

impl Iterator for Conllu {
    type Item = Result<Report, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        while !(self.ended && self.held.is_empty()) {
            let first = self.lines.number() + 1 - u64::from(!self.held.is_empty());
            let text = match self.part() {
                Ok(text) => text,
                Err(problem) => return Some(Err(problem)),
            };
            match conllu::read(&text) {
                Ok(mut given) => {
                    if let Some(given) = given.pop() {
                        return Some(Ok(self.report(given, first)));
                    }
                }
                Err(error) => {
                    let line = first + error.line as u64 - 1;
                    let remedy = "see the CoNLL-U format; the document is skipped";
                    return Some(Err(Problem::file(&self.defaults.file, error.problem, remedy).at(line)));
                }
            }
        }
        None
    }
}
