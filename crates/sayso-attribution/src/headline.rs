//! Headlines, and lines of a report all in capitals: "Army bombs market: police", "Minister: rebels attacked convoy", "Navy 'sank trawler'".
//!
//! Their trees are poor, so that the marks decide: a short nominal beside a colon or dash speaks, and quoted words are
//! somebody's.

use sayso_document::{Field, Sentence, TokenId};
use sayso_lexicon::Text;
use sayso_syntax::{NerTag, Upos};

use crate::attribution::{Attribution, Route};
use crate::content;

/// Words that a speaker beside a colon may have.
const MAX_SPEAKER: usize = 6;

/// The attributions that the marks of a headline make, given those that the trees yield.
pub(crate) fn find(text: &Text<'_>, found: &[Attribution]) -> Vec<Attribution> {
    let shouted = |s: &Sentence| s.is_report && !text.document.buffer[s.span.range()].contains(char::is_lowercase);
    let titles = text.document.sentences.iter().filter(|s| s.field == Field::Title || shouted(s));
    let mut all = Vec::new();
    for title in titles {
        all.extend(beside_mark(text, title));
        all.extend(quoted(text, title).filter(|a| !a.roots.iter().all(|&r| found.iter().any(|f| covers(text, f, r)))));
    }
    // A text that is itself a headline: "Army: rebels burned the mill"
    let first = text.document.sentences.iter().find(|s| s.field != Field::Title && s.is_report);
    all.extend(first.and_then(|sentence| before_colon(text, sentence)));
    all
}

fn before_colon(text: &Text<'_>, sentence: &Sentence) -> Option<Attribution> {
    let mut tokens = sentence.tokens.clone().map(TokenId).take(MAX_SPEAKER + 1);
    let colon = tokens.any(|t| text.document.word(t) == ":");
    colon.then(|| beside_mark(text, sentence)).flatten()
}

fn covers(text: &Text<'_>, attribution: &Attribution, root: TokenId) -> bool {
    attribution.roots.iter().any(|&r| r == root || text.syntax.ancestors(root).any(|a| a == r))
}

/// "… : police", "… - UN", "Minister: …".
fn beside_mark(text: &Text<'_>, title: &Sentence) -> Option<Attribution> {
    let tokens: Vec<TokenId> = title.tokens.clone().map(TokenId).collect();
    let mark = |word: &str| matches!(word, ":" | "-" | "–" | "—" | "|");
    let at = tokens.iter().rposition(|&t| mark(text.document.word(t)))?;
    let (before, after) = (&tokens[..at], &tokens[at + 1..]);
    let colon = text.document.word(tokens[at]) == ":";
    let (speaker, said) = if is_speaker(text, after, true) && says_something(text, before) {
        (after, before)
    } else if colon && is_speaker(text, before, false) && says_something(text, after) {
        (before, after)
    } else {
        return None;
    };
    let roots = tops(text, said);
    Some(Attribution {
        content: roots.iter().flat_map(|&r| content::spans(text, r, speaker)).collect(),
        rule: "rule: speaker beside a headline".to_string(),
        ..Attribution::new(Vec::new(), tops(text, speaker).first().copied(), roots, Route::Adjunct)
    })
}

/// Whether a stretch can only be somebody. In front, a place is what the headline is about.
fn is_speaker(text: &Text<'_>, tokens: &[TokenId], places: bool) -> bool {
    let verbal = tokens.iter().any(|&t| matches!(text.syntax.upos(t), Upos::Verb | Upos::Aux));
    let named = tops(text, tokens).into_iter().chain(tokens.last().copied()).any(|t| {
        let place = matches!(text.syntax.word(t).ner, Some((NerTag::Gpe | NerTag::Loc, _)));
        text.entities.mention_at(t).is_some_and(|m| m.actor.is_some()) && (places || !place)
    });
    !tokens.is_empty() && tokens.len() <= MAX_SPEAKER && !verbal && named
}

fn says_something(text: &Text<'_>, tokens: &[TokenId]) -> bool {
    let words = tokens.iter().filter(|&&t| text.syntax.upos(t) != Upos::Punct).count();
    words >= 3
}

/// The words of a stretch whose governor is not in it.
fn tops(text: &Text<'_>, tokens: &[TokenId]) -> Vec<TokenId> {
    let outside = |t: &TokenId| text.syntax.head(*t).is_none_or(|h| !tokens.contains(&h));
    tokens.iter().copied().filter(|t| text.syntax.upos(*t) != Upos::Punct && outside(t)).collect()
}

/// Quoted words with a verb among them, on the word of somebody whom the headline does not name.
fn quoted<'t>(text: &'t Text<'_>, title: &Sentence) -> impl Iterator<Item = Attribution> + 't {
    let tokens: Vec<TokenId> = title.tokens.clone().map(TokenId).collect();
    let is_mark = |t: TokenId| matches!(text.document.word(t), "'" | "‘" | "’" | "\"" | "“" | "”");
    let marks: Vec<usize> = (0..tokens.len()).filter(|&i| is_mark(tokens[i])).collect();
    let stretches: Vec<Vec<TokenId>> =
        marks.chunks_exact(2).map(|pair| tokens[pair[0] + 1..pair[1]].to_vec()).collect();
    stretches.into_iter().filter_map(|stretch| {
        let verbal = stretch.iter().any(|&t| text.syntax.upos(t) == Upos::Verb);
        let roots: Vec<TokenId> = tops(text, &stretch);
        verbal.then(|| Attribution {
            content: roots.iter().flat_map(|&r| content::spans(text, r, &[])).collect(),
            rule: "rule: quoted in a headline".to_string(),
            ..Attribution::new(Vec::new(), None, roots, Route::Quotation)
        })
    })
}
