//! Lemmas, tags, dependency trees and named-entity tags: the language engine.
//!
//! [`parse`] runs one small transformer encoder with several heads ([`Model`]) over the sentences of a document and
//! decodes a single-rooted tree for each. The result, [`Syntax`], holds one [`Word`] per token of the document.

mod syntax;
mod tags;

pub use syntax::{Syntax, Word};
pub use tags::{Feats, NerTag, Rel, Upos};
