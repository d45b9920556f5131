//! Attribution: who says it, by which words, and what.
//!
//! [`attribute`] finds cues ([`Cues`]) with their speaker and content in the trees, adjuncts that name a source, and the
//! quotations that run across sentences. It does not look at events: `sayso-factuality` joins the two.
//!
//! - `cues`: the lexicon
//! - `clausal`: verbs and nouns with a clause ("said that", "his claim that"), asides ("…, residents said")
//! - `adjunct`: "according to", "in X's account", "reportedly"
//! - `quotation`: quotation marks across sentences
//! - `content`: what is said, as text

mod adjunct;
mod attribution;
mod clausal;
mod content;
mod cues;
mod quotation;
mod stance;

use sayso_document::{Document, TokenId};
use sayso_entities::Entities;
use sayso_lexicon::{Hedges, Text};
use sayso_syntax::Syntax;

pub use attribution::{Attribution, Attributions, Route};
pub use cues::{Cue, Cues};
pub use stance::Stance;

/// Finds the attributions of a document.
#[must_use]
pub fn attribute(
    document: &Document,
    syntax: &Syntax,
    entities: &Entities,
    cues: &Cues,
    hedges: &Hedges,
) -> Attributions {
    let text = Text::new(document, syntax, entities);
    let tokens = document.sentences.iter().filter(|s| s.is_report).flat_map(|s| s.tokens.clone()).map(TokenId);
    let mut found: Vec<Attribution> = Vec::new();
    for token in tokens {
        found.extend(clausal::at(&text, cues, token));
        found.extend(adjunct::at(&text, hedges, token));
    }
    let quotations = quotation::find(&text, &found);
    found.extend(quotations);
    Attributions::new(found)
}
