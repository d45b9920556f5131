//! Interviews and transcripts: paragraphs that begin with who speaks, "Q:", "A:", "Minister Okello:".
//!
//! One label alone may be anything ("Killed: 12"); labels that come again are those of people who speak in turn. What is
//! said after a label is its speaker's word up to the next label.

use std::collections::BTreeMap;

use sayso_document::{Field, Sentence, TokenId};
use sayso_lexicon::Text;
use sayso_syntax::Upos;

use crate::attribution::{Attribution, Route};
use crate::content;

/// Words of a label.
const MAX_LABEL: usize = 5;
/// Labelled paragraphs of a transcript.
const FEWEST: usize = 3;

/// The attributions of a transcript, but for words that an attribution found before gives to the same speaker.
pub(crate) fn find(text: &Text<'_>, found: &[Attribution]) -> Vec<Attribution> {
    let body = || text.document.sentences.iter().filter(|s| s.field == Field::Text && s.is_report);
    let mut paragraph = None;
    let mut labels: Vec<Option<Vec<TokenId>>> = Vec::new();
    for sentence in body() {
        let first = paragraph.replace(sentence.paragraph) != Some(sentence.paragraph);
        labels.push(if first { label(text, sentence) } else { None });
    }
    let name = |label: &[TokenId]| label.iter().map(|&t| text.document.word(t)).collect::<Vec<_>>().join(" ");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for label in labels.iter().flatten() {
        *counts.entry(name(label)).or_default() += 1;
    }
    if counts.values().sum::<usize>() < FEWEST {
        return Vec::new();
    }
    let mut speaker: Option<TokenId> = None;
    let mut all = Vec::new();
    for (sentence, label) in body().zip(labels) {
        let label = label.filter(|label| counts[&name(label)] > 1);
        let said = label.as_ref().map_or(0, |label| label.len() + 1);
        if let Some(label) = &label {
            speaker = tops(text, label).first().copied();
        }
        let tokens: Vec<TokenId> = sentence.tokens.clone().map(TokenId).skip(said).collect();
        let Some(speaker) = speaker else { continue };
        let known = |&root: &TokenId| found.iter().any(|a| a.speaker == Some(speaker) && a.roots.contains(&root));
        let roots: Vec<TokenId> = tops(text, &tokens).into_iter().filter(|root| !known(root)).collect();
        if !roots.is_empty() {
            all.push(Attribution {
                content: roots.iter().flat_map(|&r| content::spans(text, r, label.as_deref().unwrap_or(&[]))).collect(),
                rule: "rule: speaks in a transcript".to_string(),
                ..Attribution::new(Vec::new(), Some(speaker), roots, Route::Quotation)
            });
        }
    }
    all
}

/// The words before a colon near the start of a paragraph that may name a speaker: each begins with a capital.
fn label(text: &Text<'_>, sentence: &Sentence) -> Option<Vec<TokenId>> {
    let tokens: Vec<TokenId> = sentence.tokens.clone().map(TokenId).take(MAX_LABEL + 1).collect();
    let colon = tokens.iter().position(|&t| text.document.word(t) == ":")?;
    let named = |&t: &TokenId| text.document.word(t).starts_with(char::is_uppercase);
    let label = &tokens[..colon];
    (!label.is_empty() && label.iter().all(named)).then(|| label.to_vec())
}

/// The words of a stretch whose governor is not in it.
fn tops(text: &Text<'_>, tokens: &[TokenId]) -> Vec<TokenId> {
    let outside = |t: &TokenId| text.syntax.head(*t).is_none_or(|h| !tokens.contains(&h));
    tokens.iter().copied().filter(|t| text.syntax.upos(*t) != Upos::Punct && outside(t)).collect()
}
