//! What is said: the content of a cue as a stretch of text.

use sayso_document::{Span, TokenId};
use sayso_lexicon::Text;
use sayso_syntax::{Rel, Upos};

/// The words below `root` without those below the tokens in `without`, as maximal stretches, outer punctuation trimmed.
pub(crate) fn spans(text: &Text<'_>, root: TokenId, without: &[TokenId]) -> Vec<Span> {
    let excluded: Vec<TokenId> = without.iter().flat_map(|&t| text.syntax.subtree(t)).collect();
    let tokens: Vec<TokenId> = text.syntax.subtree(root).into_iter().filter(|t| !excluded.contains(t)).collect();
    let mut spans = Vec::new();
    for run in tokens.chunk_by(|a, b| b.0 == a.0 + 1) {
        let is_mark = |t: &&TokenId| text.syntax.upos(**t) == Upos::Punct;
        let first = run.iter().find(|t| !is_mark(t));
        let last = run.iter().rev().find(|t| !is_mark(t));
        if let (Some(&first), Some(&last)) = (first, last) {
            let token = |t: TokenId| text.document.tokens[t.index()].span;
            spans.push(token(first).cover(token(last)));
        }
    }
    spans
}

/// Whether a token heads a clause or an act, so that something can be said by it.
pub(crate) fn can_be_content(text: &Text<'_>, token: TokenId) -> bool {
    text.syntax.is_predicate(token) || matches!(text.syntax.upos(token), Upos::Noun | Upos::Adj | Upos::Propn)
}

/// The head of the sentence that a token stands in.
pub(crate) fn sentence_root(text: &Text<'_>, token: TokenId) -> TokenId {
    text.syntax.ancestors(token).last().unwrap_or(token)
}

/// The clause that a cue interrupts or follows: its governor by `parataxis` (or as a bare clause between commas), if the
/// governor is not itself a cue with this token as content.
pub(crate) fn interrupted(text: &Text<'_>, cue: TokenId) -> Option<TokenId> {
    let syntax = text.syntax;
    let governor = syntax.head(cue)?;
    let bare = || {
        let first = syntax.subtree(cue)[0];
        let comma = |t: TokenId| text.document.word(t) == ",";
        // "…, *when the cabinet proposed a bill*" tells the time, and says something of its own
        let when = syntax.children_by(cue, &[Rel::Advmod]).any(|a| matches!(text.key(a), "when" | "where"));
        !when
            && syntax.child(cue, &[Rel::Obj]).is_none()
            && syntax.mark(cue).is_none()
            && syntax.is_finite(cue)
            && syntax.child(cue, &[Rel::Nsubj]).is_some()
            && (comma(first) || first.0.checked_sub(1).is_some_and(|t| comma(TokenId(t))))
    };
    let aside = match syntax.rel(cue) {
        Rel::Parataxis => true,
        Rel::Advcl | Rel::Dep | Rel::Discourse => bare(),
        _ => false,
    };
    (aside && can_be_content(text, governor)).then_some(governor)
}
