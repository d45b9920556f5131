//! The document layer: one buffer of text, cut into sentences and words.

use std::ops::Range;

use crate::span::{SentenceId, Span, TokenId};

/// What is known of a report besides its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Identifier, unique in the corpus.
    pub id: String,
    /// Day of publication, `YYYY-MM-DD`, if known.
    pub published: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Publisher.
    pub outlet: Option<String>,
}

/// The part of a report a span lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The headline.
    Title,
    /// The body.
    Text,
}

/// One word (a syntactic word in the sense of Universal Dependencies English) or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub span: Span,
    /// The first word of a contracted form of this many words ("don't" is 2 at "do"); 1 for an ordinary token, 0 for
    /// the later words of a contracted form.
    pub words: u8,
}

/// One sentence: a run of tokens of one paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From the first to the last token.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// 0-based index of its paragraph within its field.
    pub paragraph: u32,
    /// Title or body.
    pub field: Field,
    /// Whether it is text of the report: bylines, author blurbs, picture credits and other boilerplate are not.
    pub is_report: bool,
}

/// A report, cut into sentences and words. Immutable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What is known besides the words.
    pub header: Header,
    /// The title, two line ends, and the body exactly as given (the body alone where there is no title).
    pub buffer: String,
    /// Byte at which the body starts in `buffer`.
    pub body_start: u32,
    /// All words in order.
    pub tokens: Vec<Token>,
    /// All sentences in order.
    pub sentences: Vec<Sentence>,
    /// The dateline ("BRUSSELS, 12 May -"), a sentence of its own that is not report text.
    pub dateline: Option<SentenceId>,
    /// The author line, likewise.
    pub byline: Option<SentenceId>,
}

/// A span as it leaves the program: Unicode characters, end exclusive, into one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Located {
    /// The field.
    pub field: Field,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

impl Document {
    /// The words of a span.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        &self.buffer[span.range()]
    }

    /// The words of a token.
    #[must_use]
    pub fn word(&self, token: TokenId) -> &str {
        self.text(self.tokens[token.index()].span)
    }

    /// The title, empty where there is none.
    #[must_use]
    pub fn title(&self) -> &str {
        self.buffer[..self.body_start as usize].trim_end_matches('\n')
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.buffer[self.body_start as usize..]
    }

    /// The sentences with their ids.
    pub fn sentences(&self) -> impl Iterator<Item = (SentenceId, &Sentence)> {
        self.sentences.iter().enumerate().map(|(i, s)| (SentenceId(i as u32), s))
    }

    /// The sentence that holds a token (sentences tile the tokens).
    #[must_use]
    pub fn sentence_of(&self, token: TokenId) -> SentenceId {
        let at = self.sentences.partition_point(|s| s.tokens.end <= token.0);
        SentenceId(at.min(self.sentences.len().saturating_sub(1)) as u32)
    }

    /// The one converter from bytes to what leaves the program: characters into a field.
    #[must_use]
    pub fn locate(&self, span: Span) -> Located {
        let (field, base) =
            if span.start < self.body_start { (Field::Title, 0) } else { (Field::Text, self.body_start as usize) };
        let start = self.buffer[base..span.start as usize].chars().count();
        let end = start + self.text(span).chars().count();
        Located { field, start, end }
    }
}
