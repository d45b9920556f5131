//! Lemmas, tags, dependency trees and named-entity tags: the language engine.
//!
//! [`parse`] runs one small transformer encoder with several heads ([`Model`]) over the sentences of a document and
//! decodes a single-rooted tree for each. The result, [`Syntax`], holds one [`Word`] per token of the document.

mod clause;
pub mod conllu;
mod encoder;
mod heads;
mod kernel;
mod leaning;
mod lemma;
mod model;
mod parser;
mod pieces;
#[cfg(test)]
mod reference;
mod repair;
mod session;
mod syntax;
mod tags;
mod tree;
mod wording;

pub use kernel::Kernel;
pub use model::{Aligned, Model, ModelError};
pub use session::Session;
pub use syntax::{Syntax, Word};
pub use tags::{Feats, NerTag, Rel, Upos};
pub use wording::{WORDING, middle};

use sayso_document::Document;

/// The syntax of a document. For many documents keep a [`Session`].
#[must_use]
pub fn parse(document: &Document, model: &Model) -> Syntax {
    Session::new(model).parse(document)
}

/// The syntax of several documents, faster than one by one where they are short.
#[must_use]
pub fn parse_many(documents: &[&Document], model: &Model) -> Vec<Syntax> {
    Session::new(model).parse_many(documents)
}
