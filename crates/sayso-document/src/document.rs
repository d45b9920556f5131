//! The document layer: one buffer of text, cut into sentences and words.

use std::ops::Range;

use crate::char_index::CharIndex;
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

/// What a sentence is in the make-up of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The headline.
    Title,
    /// A line between headline and text that sums up or adds to the headline.
    Standfirst,
    /// Text of the report.
    Report,
    /// The author line, at the top ("By Jane Doe") or at the end ("Reporting by …; editing by …").
    Byline,
    /// Place and day of writing: "BRUSSELS, 12 May -".
    Dateline,
    /// Caption or credit of a picture.
    Credit,
    /// About the author, or whose opinions these are.
    Blurb,
    /// "Share this", "Read more: …", copyright and the like.
    Boilerplate,
}

impl Part {
    /// Whether this is text of the report, fit to be coded.
    #[must_use]
    pub fn is_report(self) -> bool {
        matches!(self, Part::Title | Part::Standfirst | Part::Report)
    }
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
    /// What it is in the make-up of the report.
    pub part: Part,
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
    /// Byte at which the title ends in `buffer`, 0 without one.
    title_end: u32,
    /// Counts characters before `body_start` and after it.
    chars: [CharIndex; 2],
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

/// The parts of a document in the making.
pub(crate) struct Parts {
    pub(crate) header: Header,
    pub(crate) buffer: String,
    pub(crate) body_start: usize,
    pub(crate) title_end: usize,
    pub(crate) tokens: Vec<Token>,
    pub(crate) sentences: Vec<Sentence>,
}

impl Document {
    pub(crate) fn new(parts: Parts) -> Document {
        let Parts { header, buffer, body_start, title_end, tokens, sentences } = parts;
        let first = |part: Part| sentences.iter().position(|s| s.part == part).map(|i| SentenceId(i as u32));
        let (dateline, byline) = (first(Part::Dateline), first(Part::Byline));
        let (title, body) = buffer.split_at(body_start);
        let chars = [CharIndex::new(title), CharIndex::new(body)];
        let (body_start, title_end) = (body_start as u32, title_end as u32);
        Document { header, buffer, body_start, tokens, sentences, dateline, byline, title_end, chars }
    }

    /// The words of a span.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        &self.buffer[span.range()]
    }

    /// The words of a span on one line: white space and control characters between them become one space.
    ///
    /// ```
    /// use sayso_document::{Header, read};
    /// let document = read("the United\n Nations", None, Header::default());
    /// let span = document.tokens[1].span.cover(document.tokens[2].span);
    /// assert_eq!(document.line(span), "United Nations");
    /// ```
    #[must_use]
    pub fn line(&self, span: Span) -> String {
        let words = self.text(span).split(|c: char| c.is_whitespace() || c.is_control());
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The words of a token.
    #[must_use]
    pub fn word(&self, token: TokenId) -> &str {
        self.text(self.tokens[token.index()].span)
    }

    /// The title, empty where there is none.
    #[must_use]
    pub fn title(&self) -> &str {
        self.buffer[..self.title_end as usize].trim()
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
        let (field, text, index, base) = if span.start < self.body_start {
            (Field::Title, &self.buffer[..self.body_start as usize], &self.chars[0], 0)
        } else {
            (Field::Text, self.body(), &self.chars[1], self.body_start)
        };
        let start = index.chars_before(text, (span.start - base) as usize);
        let end = index.chars_before(text, ((span.end - base) as usize).min(text.len()));
        Located { field, start, end }
    }

    /// The inverse of [`Document::locate`]: the bytes of a range of characters, cut off at the end of the field.
    #[must_use]
    pub fn span_of(&self, located: Located) -> Span {
        let (text, index, base) = match located.field {
            Field::Title => (&self.buffer[..self.body_start as usize], &self.chars[0], 0),
            Field::Text => (self.body(), &self.chars[1], self.body_start as usize),
        };
        let start = index.byte_of(text, located.start);
        let end = index.byte_of(text, located.end.max(located.start));
        Span::new(base + start, base + end)
    }
}
