//! Quotations that run over several sentences, or whose speaker is named only nearby.
//!
//! Inside one sentence the tree already connects a quotation with its cue. This module finds the sentences that lie in
//! quotation marks and have no cue of their own, and gives them to the speaker of the same quotation, of the quotation
//! before it in the paragraph, or to the subject of the sentence before it.

use sayso_document::{Sentence, Span, TokenId};
use sayso_lexicon::Text;
use sayso_syntax::{Rel, Upos};

use crate::Stance;
use crate::attribution::{Attribution, Route};
use crate::content;

/// Words a quotation needs to be more than a quoted term.
const MIN_WORDS: usize = 3;

/// The attributions of quotations, given those that the trees yield.
pub(crate) fn find(text: &Text<'_>, found: &[Attribution]) -> Vec<Attribution> {
    let mut quotations = Vec::new();
    let sentences = &text.document.sentences;
    let mut at = 0;
    while at < sentences.len() {
        let same = |s: &Sentence| s.paragraph == sentences[at].paragraph && s.field == sentences[at].field;
        let end = at + sentences[at..].iter().take_while(|s| same(s)).count();
        paragraph(text, &sentences[at..end], found, &mut quotations);
        at = end;
    }
    quotations
}

fn paragraph(text: &Text<'_>, sentences: &[Sentence], found: &[Attribution], out: &mut Vec<Attribution>) {
    let quotes = quoted_spans(text, sentences);
    let mut last_speaker: Option<TokenId> = None;
    for (i, sentence) in sentences.iter().enumerate() {
        let roots: Vec<TokenId> =
            sentence.tokens.clone().map(TokenId).filter(|&t| quoted_root(text, &quotes, t)).collect();
        for root in roots {
            let own =
                found.iter().find(|a| a.speaker.is_some() && a.stance == Stance::Asserts && covers(text, a, root));
            if let Some(own) = own {
                last_speaker = own.speaker;
                continue;
            }
            let speaker = last_speaker
                .or_else(|| colon_speaker(text, root))
                .or_else(|| next_speaker(text, &quotes, sentences.get(i + 1), found, root))
                .or_else(|| i.checked_sub(1).and_then(|i| subject_of(text, &sentences[i])));
            let Some(speaker) = speaker else { continue };
            last_speaker = Some(speaker);
            out.push(Attribution {
                content: content::spans(text, root, &[]),
                rule: "rule: quotation goes on".to_string(),
                ..Attribution::new(Vec::new(), Some(speaker), vec![root], Route::Quotation)
            });
        }
        if let Some(speaker) =
            found.iter().filter(|a| in_sentence(a, sentence) && is_outside(text, &quotes, a)).find_map(|a| a.speaker)
        {
            last_speaker = Some(speaker);
        } else if !sentence.tokens.clone().map(TokenId).any(|t| is_quoted(text, &quotes, t)) {
            // "The minister waves this away. “Nobody met anybody.”"
            last_speaker = subject_of(text, sentence).or(last_speaker);
        }
    }
}

fn is_quoted(text: &Text<'_>, quotes: &[Span], token: TokenId) -> bool {
    quotes.iter().any(|q| q.contains(text.document.tokens[token.index()].span))
}

/// Whether an attribution is the reporter's: its cue is not itself part of what is quoted.
fn is_outside(text: &Text<'_>, quotes: &[Span], attribution: &Attribution) -> bool {
    attribution.route != Route::Adjunct && !attribution.cue.iter().any(|&t| is_quoted(text, quotes, t))
}

fn in_sentence(attribution: &Attribution, sentence: &Sentence) -> bool {
    attribution.cue.first().is_some_and(|c| sentence.tokens.contains(&c.0))
}

/// Whether a token heads a quoted stretch: it is quoted, a predicate, and its governor is not quoted.
fn quoted_root(text: &Text<'_>, quotes: &[Span], token: TokenId) -> bool {
    let inside = |t: TokenId| quotes.iter().find(|q| q.contains(text.document.tokens[t.index()].span));
    let Some(quote) = inside(token) else { return false };
    let outermost = text.syntax.head(token).is_none_or(|h| inside(h) != Some(quote));
    let long = text.syntax.subtree(token).iter().filter(|&&t| text.syntax.upos(t) != Upos::Punct).count() >= MIN_WORDS;
    outermost
        && long
        && text.syntax.is_predicate(token)
        && !matches!(text.syntax.rel(token), Rel::Amod | Rel::Obj | Rel::Obl)
}

fn covers(text: &Text<'_>, attribution: &Attribution, root: TokenId) -> bool {
    attribution.roots.iter().any(|&r| r == root || text.syntax.ancestors(root).any(|a| a == r))
}

/// ‘There will be no pact’: Ecuador's minister …
fn colon_speaker(text: &Text<'_>, root: TokenId) -> Option<TokenId> {
    let after = text.syntax.children_by(root, &[Rel::Parataxis, Rel::Appos, Rel::Dep]).find(|&c| c > root)?;
    let colon = text.syntax.subtree(root).into_iter().any(|t| text.key(t) == ":" && t > root && t < after);
    let someone = text.entities.mention_at(after).is_some_and(|m| m.actor.is_some());
    (colon && someone).then_some(after)
}

/// The speaker that the next sentence of the same quotation names.
fn next_speaker(
    text: &Text<'_>,
    quotes: &[Span],
    next: Option<&Sentence>,
    found: &[Attribution],
    root: TokenId,
) -> Option<TokenId> {
    let next = next?;
    let quote = quotes.iter().find(|q| q.contains(text.document.tokens[root.index()].span))?;
    let speaking = found.iter().find(|a| in_sentence(a, next) && a.content.iter().any(|c| c.overlaps(*quote)))?;
    speaking.speaker
}

/// The subject of a sentence, if it is a person or a pronoun for one: "He hesitates. “…”"
fn subject_of(text: &Text<'_>, sentence: &Sentence) -> Option<TokenId> {
    let root = content::sentence_root(text, TokenId(sentence.tokens.start));
    let subject = text.syntax.surface_subject(root)?;
    text.entities.mention_at(subject).is_some_and(|m| m.actor.is_some()).then_some(subject)
}

/// The stretches in quotation marks of a paragraph. A mark that is never closed quotes to the end of the paragraph.
fn quoted_spans(text: &Text<'_>, sentences: &[Sentence]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open: Option<(u32, &str)> = None;
    let tokens = sentences.iter().flat_map(|s| s.tokens.clone()).map(TokenId);
    let mut end = 0;
    for token in tokens {
        let span = text.document.tokens[token.index()].span;
        let word = text.document.word(token);
        match open {
            Some((start, mark)) if closes(mark, word) => {
                spans.push(Span { start, end: span.start });
                open = None;
            }
            None if matches!(word, "\"" | "“" | "``" | "«" | "„" | "‘") => open = Some((span.end, word)),
            _ => {}
        }
        end = span.end;
    }
    if let Some((start, mark)) = open.filter(|(start, _)| *start < end)
        && mark != "‘"
    {
        spans.push(Span { start, end });
    }
    spans
}

fn closes(open: &str, word: &str) -> bool {
    match open {
        "\"" => word == "\"",
        "“" | "„" => matches!(word, "”" | "“"),
        "``" => word == "''",
        "«" => word == "»",
        _ => word == "’",
    }
}
