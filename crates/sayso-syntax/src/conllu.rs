//! CoNLL-U, the file format of Universal Dependencies: words in, words with their syntax out.

use std::fmt::{self, Write as _};

use sayso_document::{Document, GivenSentence, GivenToken, Header, Sentence, TokenId, from_tokens};

use crate::Syntax;

/// One document of a CoNLL-U file: its words as given, and the comments of its sentences.
#[derive(Clone, Debug)]
pub struct GivenDocument {
    /// Words and sentences as in the file.
    pub document: Document,
    /// The comment lines before each sentence, `#` included.
    pub comments: Vec<Vec<String>>,
}

/// A line that is no CoNLL-U.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConlluError {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: String,
}

impl fmt::Display for ConlluError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.problem)
    }
}

impl std::error::Error for ConlluError {}

/// Reads the documents of a CoNLL-U file; a file without `# newdoc` is one document. Only forms, multiword ranges and
/// spaces are kept of the words, annotation is left behind. Empty nodes are passed over.
///
/// # Errors
/// At the first line that has not ten columns or whose number is out of order.
pub fn read(text: &str) -> Result<Vec<GivenDocument>, ConlluError> {
    let mut reader = Reader::default();
    for (i, line) in text.lines().enumerate() {
        reader.line(line).map_err(|problem| ConlluError { line: i + 1, problem })?;
    }
    reader.end_sentence();
    reader.end_document();
    Ok(reader.documents)
}

#[derive(Default)]
struct Reader {
    documents: Vec<GivenDocument>,
    header: Header,
    sentences: Vec<GivenSentence>,
    comments: Vec<Vec<String>>,
    sentence: GivenSentence,
    sentence_comments: Vec<String>,
    /// Words of the sentence so far.
    words: usize,
    /// Last word of the multiword range that is open.
    range_end: usize,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if line.trim().is_empty() {
            self.end_sentence();
            return Ok(());
        }
        if line.starts_with('#') {
            self.comment(line);
            return Ok(());
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, .., misc] = columns.as_slice() else {
            return Err("too few columns".into());
        };
        if columns.len() != 10 {
            return Err(format!("{} columns, not 10", columns.len()));
        }
        if id.contains('.') {
            return Ok(());
        }
        let space_after = !misc.split('|').any(|item| item == "SpaceAfter=No");
        let token = GivenToken { form: (*form).to_owned(), words: Vec::new(), space_after };
        if let Some((from, to)) = id.split_once('-') {
            let number = |text: &str| text.parse::<usize>().map_err(|_| format!("`{id}` is no range"));
            let (from, to) = (number(from)?, number(to)?);
            if from != self.words + 1 || to < from || to - from > 254 || self.words < self.range_end {
                return Err(format!("range {id} after word {}", self.words));
            }
            self.range_end = to;
            self.sentence.tokens.push(token);
            return Ok(());
        }
        if id.parse() != Ok(self.words + 1) {
            return Err(format!("word {id} after word {}", self.words));
        }
        self.words += 1;
        match self.sentence.tokens.last_mut() {
            Some(range) if self.words <= self.range_end => range.words.push(token.form),
            _ => self.sentence.tokens.push(token),
        }
        Ok(())
    }

    fn comment(&mut self, line: &str) {
        let (key, value) = line[1..].split_once('=').map_or((line[1..].trim(), ""), |(k, v)| (k.trim(), v.trim()));
        match key {
            "newdoc" | "newdoc id" => {
                self.end_sentence();
                self.end_document();
                value.clone_into(&mut self.header.id);
                self.sentence.starts_paragraph = true;
            }
            "newpar" | "newpar id" => self.sentence.starts_paragraph = true,
            _ => {}
        }
        self.sentence_comments.push(line.to_owned());
    }

    fn end_sentence(&mut self) {
        // Comments before a blank line belong to the sentence after it.
        if self.sentence.tokens.is_empty() {
            return;
        }
        let sentence = std::mem::take(&mut self.sentence);
        let comments = std::mem::take(&mut self.sentence_comments);
        (self.words, self.range_end) = (0, 0);
        // Sentences without ink are not in the document either.
        if sentence.tokens.iter().any(|token| !token.form.trim().is_empty()) {
            self.sentences.push(sentence);
            self.comments.push(comments);
        }
    }

    fn end_document(&mut self) {
        let header = std::mem::take(&mut self.header);
        if !self.sentences.is_empty() {
            let document = from_tokens(&self.sentences, None, header);
            self.sentences.clear();
            self.documents.push(GivenDocument { document, comments: std::mem::take(&mut self.comments) });
        }
    }
}

/// Writes a document and its syntax as CoNLL-U. Comments are those given for each sentence; where there are none,
/// `newdoc id`, `newpar`, `sent_id` and `text` are written.
#[must_use]
pub fn write(document: &Document, syntax: &Syntax, comments: &[Vec<String>]) -> String {
    let mut out = String::new();
    let mut paragraph = None;
    for (i, sentence) in document.sentences.iter().enumerate() {
        match comments.get(i) {
            Some(lines) if !lines.is_empty() => lines.iter().for_each(|line| {
                out.push_str(line);
                out.push('\n');
            }),
            _ => {
                if i == 0 && !document.header.id.is_empty() {
                    line(&mut out, format_args!("# newdoc id = {}", one_line(&document.header.id)));
                }
                if paragraph != Some((sentence.field, sentence.paragraph)) {
                    out.push_str("# newpar\n");
                }
                line(&mut out, format_args!("# sent_id = {}", i + 1));
                line(&mut out, format_args!("# text = {}", one_line(document.text(sentence.span))));
            }
        }
        paragraph = Some((sentence.field, sentence.paragraph));
        write_sentence(document, syntax, sentence, &mut out);
        out.push('\n');
    }
    out
}

fn write_sentence(document: &Document, syntax: &Syntax, sentence: &Sentence, out: &mut String) {
    let last = sentence.tokens.end;
    let spaced = |token: u32| {
        let end = document.tokens[token as usize].span.end as usize;
        token + 1 == last || document.buffer[end..].starts_with(char::is_whitespace)
    };
    let misc = |token: u32| if spaced(token) { "_" } else { "SpaceAfter=No" };
    let mut inside = 0;
    for token in sentence.tokens.clone() {
        let id = token - sentence.tokens.start + 1;
        let length = u32::from(document.tokens[token as usize].words);
        if length > 1 {
            inside = (token + length).min(last);
            let of = |token: u32| document.tokens[token as usize].span;
            let form = one_line(document.text(of(token).cover(of(inside - 1))));
            let end = inside - sentence.tokens.start;
            line(out, format_args!("{id}-{end}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{}", misc(inside - 1)));
        }
        let word = syntax.word(TokenId(token));
        let head = word.head.map_or(0, |head| head.0 - sentence.tokens.start + 1);
        let feats = if word.feats.0.is_empty() { "_" } else { &word.feats.0 };
        line(
            out,
            format_args!(
                "{id}\t{}\t{}\t{}\t_\t{feats}\t{head}\t{}\t_\t{}",
                one_line(document.word(TokenId(token))),
                one_line(&word.lemma),
                word.upos.as_str(),
                word.rel.as_str(),
                if token < inside { "_" } else { misc(token) },
            ),
        );
    }
}

fn line(out: &mut String, text: fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(text);
    out.push('\n');
}

/// Without tabs and line ends; never empty.
fn one_line(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() { "_".to_owned() } else { text }
}
