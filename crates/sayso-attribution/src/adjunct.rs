//! "According to residents", "in Islamabad's account", "reportedly": phrases that hang on what is said.

use sayso_document::TokenId;
use sayso_lexicon::{Effect, Hedges, Text};
use sayso_syntax::{Rel, Upos};

use crate::attribution::{Attribution, Route};
use crate::content;

/// Nouns whose "in X's …" reports: "in the ministry's account".
const ACCOUNTS: &[&str] = &["account", "version", "view", "telling", "words", "word", "opinion"];

/// The attribution that an adjunct headed or marked by `token` makes.
pub(crate) fn at(text: &Text<'_>, hedges: &Hedges, token: TokenId) -> Option<Attribution> {
    according_to(text, token).or_else(|| account(text, token)).or_else(|| hearsay(text, hedges, token))
}

/// `token` is "according" before "to X".
fn according_to(text: &Text<'_>, token: TokenId) -> Option<Attribution> {
    if !matches!(text.key(token), "accord" | "according") {
        return None;
    }
    let syntax = text.syntax;
    let (speaker, to) = match syntax.rel(token) {
        Rel::Case => (syntax.head(token)?, syntax.child(token, &[Rel::Fixed])),
        _ => {
            let speaker = syntax.obliques(token, "to").first().copied()?;
            (speaker, syntax.child(speaker, &[Rel::Case]))
        }
    };
    let phrase = if syntax.rel(token) == Rel::Case { speaker } else { token };
    let root = reach(text, syntax.head(phrase)?, phrase);
    let cue = std::iter::once(token).chain(to).collect();
    Some(adjunct(text, cue, Some(speaker), root, phrase, "rule: according to"))
}

/// What a phrase at the end of a sentence is about: all of it, not only the clause that it is attached to
/// ("…, killing three, according to officials").
fn reach(text: &Text<'_>, root: TokenId, phrase: TokenId) -> TokenId {
    let syntax = text.syntax;
    let sentence = &text.document.sentences[text.document.sentence_of(phrase).index()];
    let words = syntax.subtree(phrase);
    let last = words.last().map_or(phrase.0, |t| t.0);
    let ends = (last + 1..sentence.tokens.end).all(|t| syntax.upos(TokenId(t)) == Upos::Punct);
    if !ends {
        return root;
    }
    let climbs = |t: TokenId| {
        matches!(syntax.rel(t), Rel::Advcl | Rel::Conj | Rel::Acl | Rel::AclRelcl | Rel::Xcomp)
            || (!syntax.is_predicate(t) && syntax.rel(t) != Rel::Root)
    };
    let mut top = root;
    while climbs(top)
        && let Some(head) = syntax.head(top)
    {
        top = head;
    }
    if syntax.is_predicate(top) { top } else { root }
}

/// `token` is the noun of "in X's account".
fn account(text: &Text<'_>, token: TokenId) -> Option<Attribution> {
    if !ACCOUNTS.contains(&text.key(token)) || !matches!(text.syntax.case(token).as_deref(), Some("in" | "by")) {
        return None;
    }
    let speaker =
        text.syntax.child(token, &[Rel::NmodPoss]).or_else(|| text.syntax.obliques(token, "of").first().copied())?;
    let root = text.syntax.head(token)?;
    Some(adjunct(text, vec![token], Some(speaker), root, token, "rule: in the account of"))
}

/// `token` is an adverb of hearsay.
fn hearsay(text: &Text<'_>, hedges: &Hedges, token: TokenId) -> Option<Attribution> {
    // "The reported arrest": a participle before its noun
    let participle = text.syntax.upos(token) == Upos::Verb && text.syntax.rel(token) == Rel::Amod;
    if !participle && !matches!(text.syntax.upos(token), Upos::Adv | Upos::Adj) {
        return None;
    }
    let hedge = hedges.at(text, token).filter(|h| h.effect == Effect::Hearsay)?;
    let root = text.syntax.head(token).unwrap_or(token);
    Some(adjunct(text, vec![token], None, root, token, &hedge.rule))
}

fn adjunct(
    text: &Text<'_>,
    cue: Vec<TokenId>,
    speaker: Option<TokenId>,
    root: TokenId,
    phrase: TokenId,
    rule: &str,
) -> Attribution {
    Attribution {
        content: content::spans(text, root, &[phrase]),
        rule: rule.to_string(),
        ..Attribution::new(cue, speaker, vec![root], Route::Adjunct)
    }
}
