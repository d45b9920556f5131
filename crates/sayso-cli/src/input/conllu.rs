//! CoNLL-U: sentences that keep their own words.

use std::collections::VecDeque;

use super::bytes::{self, Bytes};
use super::lines::{Lines, RawLine};
use super::report::{Body, Defaults, Report};
use super::{MAX_LINE, MAX_REPORT};
use crate::problem::Problem;

/// A document without marks is cut after so many sentences, lest memory grow with the file.
const MAX_SENTENCES: usize = 500;

/// The longest sentence, in lines.
const MAX_LINES: usize = 20_000;

/// One sentence with the lines it was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ConlluSentence {
    /// Its lines in order.
    pub(crate) lines: Vec<Line>,
}

/// One line of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// A comment, with its `#`.
    Comment(String),
    /// A range of words written as one (`don't`): the number of words, the form, the last column.
    Range { words: usize, form: String, misc: String },
    /// A word: the form and the last column.
    Word { form: String, misc: String },
}

impl ConlluSentence {
    /// Bytes of its words.
    pub(crate) fn size(&self) -> usize {
        self.words().map(|form| form.len() + 1).sum()
    }

    /// The forms of its words.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().filter_map(|line| match line {
            Line::Word { form, .. } => Some(form.as_str()),
            _ => None,
        })
    }

    /// Whether a document begins here.
    fn begins_document(&self) -> bool {
        self.comment("newdoc").is_some() || self.comment("newdoc id").is_some()
    }

    /// The value of a `# key = value` comment.
    pub(crate) fn comment(&self, key: &str) -> Option<&str> {
        self.lines.iter().find_map(|line| match line {
            Line::Comment(text) => {
                let rest = text.trim_start_matches('#').trim_start().strip_prefix(key)?.trim_start();
                if rest.is_empty() { Some("") } else { rest.strip_prefix('=').map(str::trim) }
            }
            _ => None,
        })
    }
}

/// The documents of a CoNLL-U file, cut at their `# newdoc` marks.
pub(crate) struct Conllu {
    lines: Lines,
    defaults: Defaults,
    /// The sentence after the cut.
    held: Option<ConlluSentence>,
    held_line: Option<u64>,
    /// What was wrong on the way.
    problems: VecDeque<Problem>,
    parts: usize,
    ended: bool,
}

impl Conllu {
    /// Reads `bytes`.
    pub(crate) fn new(bytes: Bytes, defaults: Defaults) -> Conllu {
        Conllu {
            lines: Lines::new(bytes, MAX_LINE),
            defaults,
            held: None,
            held_line: None,
            problems: VecDeque::new(),
            parts: 0,
            ended: false,
        }
    }

    fn sentence(&mut self) -> Result<Option<ConlluSentence>, Problem> {
        let mut sentence = ConlluSentence::default();
        loop {
            let line = match self.lines.next() {
                Ok(Some(RawLine::Bytes(line))) => line,
                Ok(Some(RawLine::TooLong)) => return Err(self.problem("line too long", "split it")),
                Ok(None) => break,
                Err(e) => {
                    self.ended = true;
                    return Err(bytes::unreadable(&self.defaults.file, &e).at(self.lines.number()));
                }
            };
            let Ok(line) = String::from_utf8(line) else {
                return Err(self.problem("not UTF-8", "CoNLL-U files are UTF-8"));
            };
            if line.trim().is_empty() {
                if sentence.words().next().is_some() {
                    break;
                }
            } else if sentence.lines.len() >= MAX_LINES {
                let reason = format!("a sentence of more than {MAX_LINES} lines");
                return Err(self.problem(&reason, "put an empty line after each sentence"));
            } else if let Some(parsed) =
                parse(&line).map_err(|reason| self.problem(&reason, "see the CoNLL-U format"))?
            {
                sentence.lines.push(parsed);
            }
        }
        Ok((!sentence.lines.is_empty()).then_some(sentence))
    }

    fn problem(&mut self, reason: &str, remedy: &str) -> Problem {
        let problem = Problem::file(&self.defaults.file, reason, remedy).at(self.lines.number());
        // The rest of the sentence goes with the line.
        while let Ok(Some(RawLine::Bytes(line))) = self.lines.next() {
            if line.trim_ascii().is_empty() {
                break;
            }
        }
        problem
    }
}

/// A line of ten columns, or a comment; nothing for an empty node.
fn parse(line: &str) -> Result<Option<Line>, String> {
    if line.starts_with('#') {
        return Ok(Some(Line::Comment(line.to_owned())));
    }
    let columns: Vec<&str> = line.split('\t').collect();
    let &[id, form, _, _, _, _, _, _, _, misc] = columns.as_slice() else {
        return Err(format!("{} columns instead of 10", columns.len()));
    };
    if form.is_empty() {
        return Err("a word without a form".to_owned());
    }
    if id.contains('.') {
        return Ok(None);
    }
    let (form, misc) = (form.to_owned(), misc.to_owned());
    let Some((first, last)) = id.split_once('-') else { return Ok(Some(Line::Word { form, misc })) };
    match (first.parse::<usize>(), last.parse::<usize>()) {
        (Ok(first), Ok(last)) if first < last && last - first < 20 => {
            Ok(Some(Line::Range { words: last - first + 1, form, misc }))
        }
        _ => Err(format!("“{id}” is no range of words")),
    }
}

impl Iterator for Conllu {
    type Item = Result<Report, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        let first_line = self.held_line.take().unwrap_or(self.lines.number() + 1);
        let mut sentences: Vec<ConlluSentence> = self.held.take().into_iter().collect();
        let mut size = 0;
        while !self.ended && sentences.len() < MAX_SENTENCES && size < MAX_REPORT {
            let line = self.lines.number() + 1;
            match self.sentence() {
                Ok(Some(next)) if !sentences.is_empty() && next.begins_document() => {
                    (self.held, self.held_line) = (Some(next), Some(line));
                    break;
                }
                Ok(Some(next)) => {
                    size += next.size();
                    sentences.push(next);
                }
                Ok(None) => self.ended = true,
                Err(problem) => self.problems.push_back(problem),
            }
        }
        if sentences.is_empty() {
            return self.problems.pop_front().map(Err);
        }
        let mut report = self.defaults.report(Some(first_line));
        self.parts += 1;
        report.id = match sentences[0].comment("newdoc id") {
            Some(id) if !id.is_empty() => id.to_owned(),
            _ => format!("{}:{}", self.defaults.stem, self.parts),
        };
        report.body = Body::Conllu(sentences);
        Some(Ok(report))
    }
}
