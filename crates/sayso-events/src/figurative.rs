//! Sport, markets and metaphor: words of conflict where nobody fights.
//!
//! Two general checks, no list of phrases: the field that the sentence's other words belong to, and whether the
//! subject is anyone (or any instrument) that could do such a thing.

use std::collections::BTreeSet;

use sayso_document::TokenId;
use sayso_entities::MentionKind;
use sayso_lexicon::{Sign, Slot, Text};
use sayso_syntax::Upos;

use crate::event::Event;
use crate::lexicon::Lexicon;
use crate::ontology::{EventType, Quad};

/// Classes of what can be the subject of an act beside people.
const ACTORS: &[&str] =
    &["instrument", "document", "troops", "armed", "police", "weapon", "projectile", "aircraft", "drone", "vessel"];

/// Distinct words of a field that make a sentence one of that field.
const FIELD_WORDS: usize = 2;

/// Whether a sentence (its tokens) is about sport: by its nouns, the names in it, and scores.
pub(crate) fn is_sport(text: &Text<'_>, lexicon: &Lexicon, tokens: impl Iterator<Item = TokenId>) -> bool {
    let mut words = BTreeSet::new();
    for token in tokens {
        let key = text.key(token);
        let of_field = match text.syntax.upos(token) {
            Upos::Noun => lexicon.classes.has("sport", key) || lexicon.classes.has("sport-name", key),
            Upos::Propn | Upos::Adj => lexicon.classes.has("sport-name", key),
            _ => is_score(text.document.word(token)),
        };
        if of_field {
            words.insert(key);
        }
    }
    words.len() >= FIELD_WORDS
}

/// "3–0", "34-17": two small numbers with a dash between.
fn is_score(word: &str) -> bool {
    let side = |s: &str| (1..=2).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    word.split_once(['-', '\u{2013}']).is_some_and(|(a, b)| side(a) && side(b))
}

/// Whether an event is told of something that cannot act, or of sport, prices, currencies and storms.
pub(crate) fn is_figurative(text: &Text<'_>, lexicon: &Lexicon, event: &Event) -> bool {
    let fields = ["sport", "market", "weather"];
    let of_field = |t: &TokenId| {
        let someone = text.entities.mention_at(*t).is_some_and(|m| m.actor.is_some());
        !someone && fields.iter().any(|field| lexicon.classes.has(field, text.key(*t)))
    };
    let material = event.sign == Sign::Plain
        && matches!(event.event_type.quad(), Quad::MaterialConflict | Quad::MaterialCooperation);
    // one may protest over prices
    let material = material && event.event_type != EventType::Protest;
    if event.sources.iter().any(of_field)
        || (material && event.targets.iter().any(|t| text.key(*t) != "market" && of_field(t)))
    {
        return true;
    }
    let subject = text.syntax.logical_subject(event.head()).filter(|_| text.syntax.upos(event.head()) == Upos::Verb);
    subject.is_some_and(|s| {
        of_field(&s) || !can_act(text, lexicon, s) || (event.sign != Sign::Plain && !can_speak(text, lexicon, s))
    })
}

/// Whether the subject of a speech act could utter it: an act told by a noun ("the *talks* encourage him to …") cannot,
/// a text or a crowd can.
fn can_speak(text: &Text<'_>, lexicon: &Lexicon, subject: TokenId) -> bool {
    let nominal = text.syntax.upos(subject) == Upos::Noun;
    let known = text.entities.mention_at(subject).is_some_and(|m| m.actor.is_some());
    let key = text.key(subject);
    let act = lexicon.has_head(key)
        && !["document", "protest", "crowd", "demand"].iter().any(|c| lexicon.classes.has(c, key));
    !(nominal && act) || known
}

/// Whether a subject is someone, an event, or an instrument of an act.
fn can_act(text: &Text<'_>, lexicon: &Lexicon, subject: TokenId) -> bool {
    let known = text.entities.mention_at(subject);
    let someone = known.is_none_or(|m| m.actor.is_some() || m.kind != MentionKind::Nominal);
    let named = text.syntax.upos(subject) != Upos::Noun;
    let owned = text.fillers(&[subject], &Slot::Mod).into_iter().chain(text.fillers(&[subject], &Slot::Poss));
    let owned = owned.into_iter().any(|t| text.entities.mention_at(t).is_some_and(|m| m.actor.is_some()));
    someone
        || owned
        || named
        || ACTORS.iter().any(|class| lexicon.classes.has(class, text.key(subject)))
        || lexicon.has_head(text.key(subject))
        || text.syntax.conjuncts(subject).len() > 1
}
