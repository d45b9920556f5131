//! Place names and the places they mean.
//!
//! Names are looked up in the gazetteer, longest first ([`names`]); people are set aside ([`people`]); what stands
//! around a name says whether it is a place's at all ([`evidence`]); the whole document says which ([`resolve`]).

mod evidence;
mod names;
mod people;
mod resolve;

use sayso_document::{Document, TokenId};
use sayso_syntax::Syntax;

use crate::entities::PlaceMention;
use crate::gazetteer::{Gazetteer, Record};

/// The place names of a document in text order, each with the place it means.
#[must_use]
pub fn find(document: &Document, syntax: &Syntax, gazetteer: &Gazetteer) -> Vec<PlaceMention> {
    let view = View { document, syntax, gazetteer };
    let candidates = names::collect(&view);
    let people = people::collect(&view, &candidates);
    let kept = evidence::keep_places(&view, candidates, &people);
    resolve::resolve(&view, kept)
}

/// How readily each of the places of a name is meant when nothing else is known, in their order.
#[must_use]
pub fn standing(senses: &[(Record, bool)]) -> Vec<f64> {
    senses.iter().map(|sense| resolve::prior(sense, senses)).collect()
}

/// What everything here looks at.
struct View<'a> {
    document: &'a Document,
    syntax: &'a Syntax,
    gazetteer: &'a Gazetteer,
}

impl View<'_> {
    fn word(&self, token: usize) -> &str {
        self.document.word(TokenId(token as u32))
    }

    /// The word as the context table spells it.
    fn plain(&self, token: usize) -> String {
        self.word(token).trim_end_matches('.').to_lowercase()
    }

    /// Whether a token starts with a capital.
    fn is_capital(&self, token: usize) -> bool {
        self.word(token).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether text touches the token before it.
    fn touches_previous(&self, token: usize) -> bool {
        token > 0 && self.document.tokens[token - 1].span.end == self.document.tokens[token].span.start
    }
}
