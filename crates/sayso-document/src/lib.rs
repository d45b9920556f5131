//! Report text in: fields, paragraphs, sentences, words — and the byte spans that everything else points with.
//!
//! `read` (plain text), `read_html` and `from_tokens` (words given) each make an immutable [`Document`].
//! The document owns one text buffer, the title first and the body after it; tokens, sentences and all later
//! layers hold [`Span`]s of bytes into that buffer. [`Document::locate`] is the one place that turns them into
//! the character offsets which leave the program.

mod code_list;
mod document;
mod span;

pub use document::{Document, Field, Header, Located, Sentence, Token};
pub use span::{SentenceId, Span, TokenId};
