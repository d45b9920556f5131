//! Report text in: fields, paragraphs, sentences, words — and the byte spans that everything else points with.
//!
//! [`read`] (plain text), [`read_with`] (with [`Options`]) and [`from_tokens`] (words given) each make an immutable
//! [`Document`]; [`html::extract`] finds the article in a web page. The document owns one text buffer, the title first and the body after it; tokens, sentences and all
//! later layers hold [`Span`]s of bytes into that buffer. [`Document::locate`] is the one place that turns them into
//! the character offsets which leave the program.

pub mod calendar;
mod char_index;
mod chars;
mod code_list;
mod document;
mod furniture;
mod given;
pub mod html;
mod language;
mod options;
mod paragraphs;
mod read;
mod sentences;
mod span;
mod tables;
mod words;

pub use document::{Document, Field, Header, Located, Part, Sentence, Token};
pub use given::{GivenSentence, GivenToken, from_tokens};
pub use language::{Language, language};
pub use options::{Lines, Options};
pub use read::{read, read_with};
pub use span::{SentenceId, Span, TokenId};
