//! JSON lines: a report each, with `id`, `date`, `title`, `text`, `url`, `outlet`, or with `tokens` of its own.

use serde_json::{Map, Value};

use super::MAX_LINE;
use super::bytes::{self, Bytes};
use super::fields::{FieldNames, ReportField};
use super::lines::{Lines, RawLine};
use super::report::{Body, Defaults, Report};
use crate::problem::Problem;

/// The reports of a file of JSON lines.
pub(crate) struct Jsonl {
    lines: Lines,
    defaults: Defaults,
    names: FieldNames,
    ended: bool,
}

impl Jsonl {
    /// Reads `bytes`.
    pub(crate) fn new(bytes: Bytes, defaults: Defaults, names: FieldNames) -> Jsonl {
        Jsonl { lines: Lines::new(bytes, MAX_LINE), defaults, names, ended: false }
    }

    fn report(&self, line: &[u8]) -> Result<Report, Problem> {
        let problem =
            |reason: String, remedy: &str| Problem::file(&self.defaults.file, reason, remedy).at(self.lines.number());
        let text = std::str::from_utf8(line).map_err(|e| {
            let reason = format!("not UTF-8 at byte {} of the line", e.valid_up_to() + 1);
            problem(reason, "convert the file, for example with iconv -f WINDOWS-1252 -t UTF-8")
        })?;
        let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|e| problem(format!("not JSON: {e}"), "each line must be one JSON object"))?;
        let Value::Object(object) = value else {
            return Err(problem("not a JSON object".to_owned(), "each line must be one JSON object"));
        };
        let mut report = self.defaults.report(Some(self.lines.number()));
        if let Some(body) = tokens(&object) {
            report.body = Body::Tokens(body);
        } else {
            let text = self.string(&object, ReportField::Text).ok_or_else(|| {
                let names = self.names.candidates(ReportField::Text).join(", ");
                problem(format!("no text (looked for {names})"), "name the field with --text-field")
            })?;
            report.body = Body::Text(text);
        }
        let filled = |field| self.string(&object, field).filter(|text| !text.trim().is_empty());
        report.id = filled(ReportField::Id).unwrap_or(report.id);
        report.title = filled(ReportField::Title);
        report.url = filled(ReportField::Url);
        report.outlet = filled(ReportField::Outlet);
        if let Some(date) = filled(ReportField::Date) {
            report.set_date(&date);
        }
        Ok(report)
    }

    fn string(&self, object: &Map<String, Value>, field: ReportField) -> Option<String> {
        self.names.candidates(field).into_iter().find_map(|name| match object.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
    }
}

/// The words of a line that brings its own.
fn tokens(object: &Map<String, Value>) -> Option<Vec<String>> {
    object.get("tokens")?.as_array()?.iter().map(|token| token.as_str().map(str::to_owned)).collect()
}

impl Iterator for Jsonl {
    type Item = Result<Report, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.lines.next() {
                Ok(None) => self.ended = true,
                Ok(Some(RawLine::Bytes(line))) if line.trim_ascii().is_empty() => {}
                Ok(Some(RawLine::Bytes(line))) => return Some(self.report(&line)),
                Ok(Some(RawLine::TooLong)) => {
                    let reason = format!("line of more than {} MB", MAX_LINE >> 20);
                    let problem = Problem::file(&self.defaults.file, reason, "split the report");
                    return Some(Err(problem.at(self.lines.number())));
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(bytes::unreadable(&self.defaults.file, &error).at(self.lines.number())));
                }
            }
        }
        None
    }
}
