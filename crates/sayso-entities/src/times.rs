//! Time expressions and the days they cover.

use sayso_document::Document;
use sayso_syntax::Syntax;

use crate::entities::TimeMention;

/// The time expressions of a document in text order.
#[must_use]
pub fn find(_document: &Document, _syntax: &Syntax) -> Vec<TimeMention> {
    Vec::new()
}
