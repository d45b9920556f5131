//! Documents whose words are given, as in CoNLL-U files.

use std::ops::Range;

use crate::document::{Document, Field, Header, Part, Token};
use crate::options::Options;
use crate::read::Builder;
use crate::span::Span;

/// A word as given: its form in the text, and the words in it where it is a contracted form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenToken {
    /// As it stands in the text.
    pub form: String,
    /// The words of a contracted form ("do", "n't"), at most 255; empty for an ordinary token.
    pub words: Vec<String>,
    /// Whether white space follows.
    pub space_after: bool,
}

/// A sentence as given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenSentence {
    /// Its tokens; those without any character but white space are left out.
    pub tokens: Vec<GivenToken>,
    /// Whether a new paragraph starts here.
    pub starts_paragraph: bool,
}

/// A document from words that are given: sentences and words stay exactly as they are. The body is the forms with one
/// blank where a space follows, sentences of a paragraph on one line, a blank line between paragraphs. The title, if
/// any, is plain text.
///
/// The words of a contracted form are spans of the form. Where they do not spell it ("du" = "de" + "le") the form is
/// shared out by their lengths.
#[must_use]
pub fn from_tokens(sentences: &[GivenSentence], title: Option<&str>, header: Header) -> Document {
    let title = title.filter(|title| !title.trim().is_empty());
    let mut buffer = String::new();
    let mut builder = match title {
        Some(title) => {
            buffer.push_str(title);
            buffer.push_str("\n\n");
            let body_start = buffer.len();
            let mut builder = Builder::new(buffer, body_start, header);
            builder.parts.title_end = body_start - 2;
            builder.paragraph(0..body_start - 2, 0, Field::Title, Options::default().longest_sentence);
            builder
        }
        None => Builder::new(buffer, 0, header),
    };
    let mut paragraph = 0;
    let mut space = false;
    for sentence in sentences.iter().filter(|s| s.tokens.iter().any(|token| !token.form.trim().is_empty())) {
        let first = builder.parts.buffer.len() == builder.parts.body_start;
        if sentence.starts_paragraph && !first {
            builder.parts.buffer.push_str("\n\n");
            paragraph += 1;
        } else if space {
            builder.parts.buffer.push(' ');
        }
        let from = builder.parts.tokens.len();
        for (i, token) in sentence.tokens.iter().filter(|token| !token.form.trim().is_empty()).enumerate() {
            if i > 0 && space {
                builder.parts.buffer.push(' ');
            }
            push(&mut builder, token);
            space = token.space_after;
        }
        let to = builder.parts.tokens.len();
        builder.sentence(from..to, paragraph, Field::Text, Part::Report);
    }
    Document::new(builder.parts)
}

fn push(builder: &mut Builder, token: &GivenToken) {
    let form = token.form.trim();
    let start = builder.parts.buffer.len();
    builder.parts.buffer.push_str(form);
    let parts = shares(form, &token.words);
    for (i, part) in parts.iter().enumerate() {
        let words = if i == 0 { parts.len() as u8 } else { 0 };
        builder.parts.tokens.push(Token { span: Span::new(start + part.start, start + part.end), words });
    }
}

/// Where the words of a form stand in it; each gets at least one character, none begins or ends with white space.
fn shares(form: &str, words: &[String]) -> Vec<Range<usize>> {
    let inked: Vec<Range<usize>> =
        form.char_indices().filter(|(_, c)| !c.is_whitespace()).map(|(at, c)| at..at + c.len_utf8()).collect();
    let n_words = words.len().clamp(1, inked.len().min(255));
    let mut used = 0;
    (0..n_words)
        .map(|i| {
            let from = used;
            let wanted = words.get(i).map_or(1, |word| word.chars().filter(|c| !c.is_whitespace()).count().max(1));
            let most = inked.len() - (n_words - 1 - i);
            used = if i + 1 == n_words { inked.len() } else { (used + wanted).min(most) };
            inked[from].start..inked[used - 1].end
        })
        .collect()
}
