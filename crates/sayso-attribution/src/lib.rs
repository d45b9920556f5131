//! Attribution: who says it, by which words, and what.
//!
//! [`attribute`] finds cues ([`Cues`]) with their speaker and content in the trees, adjuncts that name a source, and the
//! quotations that run across sentences. It does not look at events: `sayso-factuality` joins the two.
//!
//! - `cues`: the lexicon
//! - `clausal`: verbs and nouns with a clause ("said that", "his claim that"), asides ("…, residents said")
//! - `adjunct`: "according to", "in X's account", "reportedly"
//! - `headline`: colons, dashes and quotation marks of headlines
//! - `quotation`: quotation marks across sentences
//! - `transcript`: who speaks in an interview, "Q:", "Minister:"
//! - `content`: what is said, as text

mod adjunct;
mod attribution;
mod clausal;
mod content;
mod cues;
mod headline;
mod quotation;
mod stance;
mod transcript;

use sayso_document::{Document, Span, TokenId};
use sayso_entities::Entities;
use sayso_lexicon::{Hedges, Text};
use sayso_syntax::{Rel, Syntax, Upos};

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
    let headlines = headline::find(&text, &found);
    found.extend(quotations);
    found.extend(headlines);
    let spoken = transcript::find(&text, &found);
    found.extend(spoken);
    for attribution in &mut found {
        attribution.voice = voice(&text, attribution);
        attribution.is_sure = is_seconded(syntax, attribution) || is_plain(syntax, attribution);
    }
    Attributions::new(found)
}

/// The words of a speaker's phrase: all below its head but what is said and the words that say so.
fn voice(text: &Text<'_>, attribution: &Attribution) -> Vec<Span> {
    let Some(speaker) = attribution.speaker else { return Vec::new() };
    if text.syntax.is_predicate(speaker) || text.syntax.upos(speaker) == Upos::Pron {
        return vec![text.document.tokens[speaker.index()].span];
    }
    let below = |&t: &TokenId| text.syntax.ancestors(t).any(|a| a == speaker);
    let without: Vec<TokenId> = attribution.cue.iter().chain(&attribution.roots).copied().filter(below).collect();
    content::spans(text, speaker, &without)
}

/// Whether the language engine, too, takes the cue for one, or the content for content where there is no cue.
fn is_seconded(syntax: &Syntax, attribution: &Attribution) -> bool {
    // "Deemed it essential": the word for it is no clause.
    let bare = |&r: &TokenId| syntax.rel(r) == Rel::Xcomp && !syntax.is_predicate(r);
    if attribution.roots.iter().all(bare) {
        return false;
    }
    let tagged = |tokens: &[TokenId], layer: usize| tokens.iter().any(|&t| syntax.word(t).attribution[layer] > 0);
    if attribution.cue.is_empty() { tagged(&attribution.roots, 2) } else { tagged(&attribution.cue, 1) }
}

/// Whether a verb with a speaker and a finite clause leaves no doubt that something is said.
fn is_plain(syntax: &Syntax, attribution: &Attribution) -> bool {
    let verb = attribution.cue.first().is_some_and(|&c| syntax.upos(c) == Upos::Verb);
    let clause = attribution.roots.iter().any(|&r| syntax.is_predicate(r) && syntax.is_finite(r));
    verb && clause && attribution.speaker.is_some() && attribution.stance == Stance::Asserts
}
