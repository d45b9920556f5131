//! Who "we" and "I" are within a quotation: its speaker.

use sayso_document::{SentenceId, TokenId};
use sayso_syntax::{Rel, Upos};

use super::coding::Class;
use super::draft::Drafts;

/// Verbs that introduce a quotation.
const SAYING: &[&str] = &[
    "say", "tell", "add", "insist", "warn", "ask", "write", "declare", "announce", "claim", "reply", "answer", "state",
    "note", "argue", "explain", "stress", "vow", "promise", "shout", "chant", "recall", "continue", "concede", "admit",
    "complain", "comment", "tweet", "post", "read", "call", "deny", "reject", "urge", "threaten", "conclude", "affirm",
    "confirm", "maintain",
];

/// How many sentences around the quotation are looked at for its speaker.
const REACH: usize = 4;

/// Gives the first person within quotations its speaker.
pub(crate) fn resolve(drafts: &mut Drafts) {
    let quoted = quoted_tokens(drafts);
    for mention in 0..drafts.all.len() {
        let head = drafts.all[mention].head;
        let word = drafts.scene.syntax.word(head);
        let first_person = word.upos == Upos::Pron
            && (word.feats.is("Person", "1") || is_first_person(drafts.scene.document.word(head)));
        if !first_person || !quoted[head.index()] {
            continue;
        }
        if let Some(speaker) = speaker(drafts, &quoted, drafts.all[mention].sentence) {
            drafts.resolve(mention, speaker);
            drafts.all[mention].coding.class = Class::Group;
        }
    }
}

fn is_first_person(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves"
    )
}

/// For each token whether it stands between quotation marks; a paragraph closes what it leaves open.
fn quoted_tokens(drafts: &Drafts) -> Vec<bool> {
    let document = drafts.scene.document;
    let mut quoted = vec![false; document.tokens.len()];
    let mut paragraph = None;
    let mut open = false;
    for sentence in &document.sentences {
        if paragraph != Some((sentence.field, sentence.paragraph)) {
            paragraph = Some((sentence.field, sentence.paragraph));
            open = false;
        }
        for t in sentence.tokens.clone() {
            match document.word(TokenId(t)) {
                "“" | "``" | "«" | "‘‘" => open = true,
                "”" | "''" | "»" | "’’" => open = false,
                "\"" => open = !open,
                _ => quoted[t as usize] = open,
            }
        }
    }
    quoted
}

/// The subject of the nearest verb of saying: in the quotation's sentence, then before it, then after it, in its paragraph.
fn speaker(drafts: &Drafts, quoted: &[bool], sentence: SentenceId) -> Option<usize> {
    let sentences = &drafts.scene.document.sentences;
    let at = sentence.index();
    let paragraph = (sentences[at].field, sentences[at].paragraph);
    let before = (at.saturating_sub(REACH)..at).rev();
    let after = at + 1..(at + 1 + REACH).min(sentences.len());
    std::iter::once(at)
        .chain(before)
        .chain(after)
        .filter(|&s| (sentences[s].field, sentences[s].paragraph) == paragraph)
        .find_map(|s| {
            speaker_in(drafts, quoted, s).or_else(|| if s < at { subject_of(drafts, quoted, s) } else { None })
        })
}

/// The person who is the subject of a sentence before a quotation that stands alone: "The minister waves this away."
fn subject_of(drafts: &Drafts, quoted: &[bool], sentence: usize) -> Option<usize> {
    let syntax = drafts.scene.syntax;
    let root =
        drafts.scene.document.sentences[sentence].tokens.clone().map(TokenId).find(|&t| syntax.rel(t) == Rel::Root)?;
    let subject = syntax.child(root, &[Rel::Nsubj]).filter(|s| !quoted[s.index()] && !quoted[root.index()])?;
    drafts.at(subject).filter(|&m| drafts.all[m].coding.class == Class::Person)
}

fn speaker_in(drafts: &Drafts, quoted: &[bool], sentence: usize) -> Option<usize> {
    let syntax = drafts.scene.syntax;
    let tokens = drafts.scene.document.sentences[sentence].tokens.clone().map(TokenId);
    tokens
        .filter(|t| !quoted[t.index()] && syntax.upos(*t) == Upos::Verb && SAYING.contains(&syntax.key(*t).as_str()))
        .filter_map(|verb| syntax.child(verb, &[Rel::Nsubj]))
        .filter(|subject| !quoted[subject.index()])
        .find_map(|subject| drafts.at(subject))
}
