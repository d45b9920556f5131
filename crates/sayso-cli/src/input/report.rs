//! A report as it was read, before it is cut into words.

use std::sync::Arc;

use sayso::syntax::conllu::GivenDocument;

use super::dates;
use super::walk::Found;
use crate::problem::Problem;

/// One report of an input.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    /// Identifier.
    pub(crate) id: String,
    /// Day of publication, `YYYY-MM-DD`.
    pub(crate) date: Option<String>,
    /// What stands where the day should, if no day can be read from it.
    pub(crate) odd_date: Option<String>,
    /// Headline.
    pub(crate) title: Option<String>,
    /// Its words.
    pub(crate) body: Body,
    /// Address.
    pub(crate) url: Option<String>,
    /// Publisher.
    pub(crate) outlet: Option<String>,
    /// The file it came from, as the user named it.
    pub(crate) file: Arc<str>,
    /// The line at which it begins there, where the file holds many.
    pub(crate) line: Option<u64>,
}

/// The words of a report.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// Plain text.
    Text(String),
    /// A web page.
    Html(String),
    /// One sentence, cut into words.
    Tokens(Vec<String>),
    /// A document cut into words, with its comments.
    Conllu(Box<GivenDocument>),
}

impl Report {
    /// A problem with this report.
    pub(crate) fn problem(&self, reason: impl Into<String>, remedy: impl Into<String>) -> Problem {
        Problem { file: self.file.to_string(), line: self.line, reason: reason.into(), remedy: remedy.into() }
    }

    /// Sets the day of publication from what a key or column holds; what cannot be read leaves it as it is, and is told.
    pub(super) fn set_date(&mut self, text: &str) {
        match dates::parse(text) {
            Some(day) => self.date = Some(day),
            None => self.odd_date = Some(text.chars().take(40).collect()),
        }
    }

    /// The problem with a date that cannot be read, which keeps no report from being coded.
    pub(super) fn date_problem(&self) -> Option<Problem> {
        let odd = self.odd_date.as_ref()?;
        let remedy = "write it YYYY-MM-DD; the report is read without a day of its own";
        Some(self.problem(format!("no day can be read from the date “{odd}”"), remedy))
    }

    /// Bytes of text, for cutting the work into even pieces.
    pub(crate) fn size(&self) -> usize {
        let words = |tokens: &[String]| tokens.iter().map(|t| t.len() + 1).sum::<usize>();
        self.title.as_ref().map_or(0, String::len)
            + match &self.body {
                Body::Text(text) | Body::Html(text) => text.len(),
                Body::Tokens(tokens) => words(tokens),
                Body::Conllu(given) => given.document.buffer.len(),
            }
    }
}

/// What the reports of a file get where they give nothing themselves.
#[derive(Clone, Debug)]
pub(crate) struct Defaults {
    /// The file, as the user named it.
    pub(crate) file: Arc<str>,
    /// Its name without directory and compression.
    pub(crate) name: String,
    /// Identifier of a file's only report.
    pub(crate) stem: String,
    /// Day of publication: the user's, else that of the file's name.
    pub(crate) date: Option<String>,
}

impl Defaults {
    /// For a file.
    pub(crate) fn new(file: &Found, date: Option<&str>) -> Defaults {
        let name = if file.path.is_none() { file.stem.clone() } else { file.plain_name() };
        let date = date.map(str::to_owned).or_else(|| dates::in_name(&name));
        Defaults { file: file.shown.as_str().into(), name, stem: file.stem.clone(), date }
    }

    /// An empty report at a line, to be filled.
    pub(crate) fn report(&self, line: Option<u64>) -> Report {
        Report {
            id: line.map_or_else(|| self.stem.clone(), |line| format!("{}:{line}", self.name)),
            date: self.date.clone(),
            odd_date: None,
            title: None,
            body: Body::Text(String::new()),
            url: None,
            outlet: None,
            file: Arc::clone(&self.file),
            line,
        }
    }
}
