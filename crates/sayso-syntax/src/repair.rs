//! Mends two faults of trees that grammar excludes.

use std::ops::Range;

use sayso_document::TokenId;

use crate::syntax::Word;
use crate::tags::{Rel, Upos};

/// Verbs whose object is the subject of the infinitive behind it: "pressed *Mali* to withdraw".
const OBJECT_CONTROL: &[&str] = &[
    "advise",
    "allow",
    "ask",
    "authorise",
    "authorize",
    "beg",
    "challenge",
    "charge",
    "coerce",
    "command",
    "compel",
    "convince",
    "direct",
    "enable",
    "encourage",
    "entreat",
    "exhort",
    "forbid",
    "force",
    "implore",
    "instruct",
    "invite",
    "lobby",
    "mandate",
    "oblige",
    "order",
    "permit",
    "persuade",
    "press",
    "pressure",
    "prod",
    "push",
    "request",
    "require",
    "summon",
    "tell",
    "urge",
    "warn",
];

/// Mends the words of a sentence.
pub(crate) fn repair(words: &mut [Word], sentence: Range<usize>) {
    for token in sentence.clone() {
        let Some(head) = words[token].head.map(TokenId::index) else { continue };
        if !sentence.contains(&head) {
            continue;
        }
        if words[token].rel == Rel::Advcl && is_told(words, &sentence, head, token) {
            words[token].rel = Rel::Xcomp;
        }
        // A verb has one subject: of two nouns side by side the first is part of the second.
        let next = token + 1;
        let is_noun = |t: usize| matches!(words[t].upos, Upos::Noun | Upos::Propn);
        let beside =
            sentence.contains(&next) && words[next].rel == words[token].rel && words[next].head == words[token].head;
        if words[token].rel == Rel::Nsubj && beside && next < head && is_noun(token) && is_noun(next) {
            words[token].head = Some(TokenId(next as u32));
            words[token].rel = Rel::Compound;
        }
    }
}

/// Whether an infinitive taken for an adverbial says what the object of its governor is to do.
fn is_told(words: &[Word], sentence: &Range<usize>, head: usize, infinitive: usize) -> bool {
    let controls = words[head].upos == Upos::Verb && OBJECT_CONTROL.contains(&words[head].lemma.as_str());
    if !controls {
        return false;
    }
    let of = |governor: usize, rels: &'static [Rel]| {
        let governor = Some(TokenId(governor as u32));
        sentence.clone().filter(move |&t| words[t].head == governor && rels.contains(&words[t].rel))
    };
    of(infinitive, &[Rel::Mark]).any(|mark| words[mark].lemma == "to")
        && of(infinitive, &[Rel::Nsubj, Rel::NsubjPass]).next().is_none()
        && of(head, &[Rel::Obj, Rel::Iobj]).any(|object| head < object && object < infinitive)
        && of(head, &[Rel::Xcomp, Rel::Ccomp]).next().is_none()
}
