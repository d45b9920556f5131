//! From text to document.

use std::ops::Range;

use crate::document::{Document, Field, Header, Part, Parts, Sentence};
use crate::furniture;
use crate::options::Options;
use crate::paragraphs::paragraphs;
use crate::span::Span;
use crate::{sentences, words};

/// Reads a report: its text, and its title where that is given apart, with the usual [`Options`].
///
/// The text is taken as it is: every character but white space, control characters and marks of direction becomes part of exactly one token, and offsets
/// count from the start of `text`. Text beyond 2 GiB is cut off.
#[must_use]
pub fn read(text: &str, title: Option<&str>, header: Header) -> Document {
    read_with(text, title, header, &Options::default())
}

/// Like [`read`], with options.
#[must_use]
pub fn read_with(text: &str, title: Option<&str>, header: Header, options: &Options) -> Document {
    let title = title.filter(|title| !title.trim().is_empty());
    let (buffer, body_start) = join(title, text);
    let mut builder = Builder::new(buffer, body_start, header);
    let mut body = paragraphs(&builder.parts.buffer, body_start, options.lines);
    let title_line = options.title_line && title.is_none() && furniture::is_title_line(&builder.parts.buffer, &body);
    if title.is_some() {
        builder.parts.title_end = body_start.saturating_sub(2);
        let whole = 0..builder.parts.title_end;
        builder.paragraph(whole, 0, Field::Title, options.longest_sentence);
    } else if title_line {
        let line = body.remove(0);
        builder.parts.title_end = line.end;
        builder.paragraph(line, 0, Field::Title, options.longest_sentence);
    }
    let kinds = furniture::Lines::new(&builder.parts.buffer, &body);
    for (i, range) in body.into_iter().enumerate() {
        builder.body_paragraph(range, i as u32, &kinds, options.longest_sentence);
    }
    Document::new(builder.parts)
}

/// The title, two line ends and the body; and where the body starts.
fn join(title: Option<&str>, text: &str) -> (String, usize) {
    let text = head(text, i32::MAX as usize);
    match title {
        None => (text.to_owned(), 0),
        Some(title) => {
            let title = head(title, 1 << 20);
            (format!("{title}\n\n{text}"), title.len() + 2)
        }
    }
}

/// The first `limit` bytes, or a little less where that would cut a character.
fn head(text: &str, limit: usize) -> &str {
    if text.len() <= limit {
        return text;
    }
    let end = (limit.saturating_sub(3)..=limit).rev().find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or(0)]
}

/// Cuts a document paragraph by paragraph.
pub(crate) struct Builder {
    pub(crate) parts: Parts,
}

impl Builder {
    pub(crate) fn new(buffer: String, body_start: usize, header: Header) -> Builder {
        let tokens = Vec::with_capacity(buffer.len() / 5);
        Builder { parts: Parts { header, buffer, body_start, title_end: 0, tokens, sentences: Vec::new() } }
    }

    /// A paragraph that needs no look at what kind it is.
    pub(crate) fn paragraph(&mut self, range: Range<usize>, number: u32, field: Field, longest: usize) {
        let from = self.parts.tokens.len();
        words::cut(&self.parts.buffer, range, &mut self.parts.tokens);
        let part = if field == Field::Title { Part::Title } else { Part::Report };
        self.cut_sentences(from..self.parts.tokens.len(), number, field, part, longest);
    }

    fn body_paragraph(&mut self, range: Range<usize>, number: u32, kinds: &furniture::Lines, longest: usize) {
        let from = self.parts.tokens.len();
        words::cut(&self.parts.buffer, range.clone(), &mut self.parts.tokens);
        let mut tokens = from..self.parts.tokens.len();
        match kinds.of_paragraph(number) {
            Some(part) => self.cut_sentences(tokens, number, Field::Text, part, longest),
            None => {
                if let Some(end) = kinds.dateline_end(&self.parts.buffer, range, number) {
                    let cut = self.parts.tokens[from..].partition_point(|token| (token.span.start as usize) < end);
                    self.cut_sentences(from..from + cut, number, Field::Text, Part::Dateline, longest);
                    tokens.start += cut;
                }
                let first = self.parts.sentences.len();
                self.cut_sentences(tokens, number, Field::Text, Part::Report, longest);
                self.mark_furniture(first, kinds.is_late(number));
            }
        }
    }

    /// Marks the sentences of a paragraph, from `first` on, that are no text of the report. A blurb goes on to the end
    /// of its paragraph.
    fn mark_furniture(&mut self, first: usize, late: bool) {
        let mut blurb = false;
        for sentence in &mut self.parts.sentences[first..] {
            let words = &self.parts.buffer[sentence.span.range()];
            let found = furniture::of_sentence(words, sentence.tokens.len(), late);
            blurb |= found == Some(Part::Blurb);
            if let Some(part) = found.or(blurb.then_some(Part::Blurb)) {
                sentence.part = part;
                sentence.is_report = part.is_report();
            }
        }
    }

    pub(crate) fn cut_sentences(
        &mut self,
        tokens: Range<usize>,
        paragraph: u32,
        field: Field,
        part: Part,
        longest: usize,
    ) {
        // A dateline or byline is one sentence, whatever stops are in it.
        let whole = matches!(part, Part::Dateline | Part::Byline) && tokens.len() <= longest;
        let cuts = if whole && !tokens.is_empty() {
            std::iter::once(tokens).collect()
        } else {
            sentences::cut(&self.parts.buffer, &self.parts.tokens, tokens, longest)
        };
        for cut in cuts {
            self.sentence(cut, paragraph, field, part);
        }
    }

    pub(crate) fn sentence(&mut self, tokens: Range<usize>, paragraph: u32, field: Field, part: Part) {
        let span =
            Span { start: self.parts.tokens[tokens.start].span.start, end: self.parts.tokens[tokens.end - 1].span.end };
        let tokens = tokens.start as u32..tokens.end as u32;
        self.parts.sentences.push(Sentence { span, tokens, paragraph, field, part, is_report: part.is_report() });
    }
}
