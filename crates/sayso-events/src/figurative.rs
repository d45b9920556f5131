//! Sport, markets and metaphor: words of conflict where nobody fights.
//!
//! Two general checks, no list of phrases: the field that the sentence's other words belong to, and whether the
//! subject is anyone (or any instrument) that could do such a thing.

use std::collections::BTreeSet;

use sayso_document::TokenId;
use sayso_entities::MentionKind;
use sayso_lexicon::{Sign, Slot, Text};
use sayso_syntax::{Rel, Upos};

use crate::event::Event;
use crate::lexicon::Lexicon;
use crate::ontology::{EventType, Quad};

/// Classes of what can be the subject of an act beside people.
const ACTORS: &[&str] = &[
    "instrument",
    "document",
    "troops",
    "armed",
    "police",
    "weapon",
    "projectile",
    "aircraft",
    "drone",
    "vessel",
    "government",
    "org",
    "group",
    "official",
    "diplomat",
    "crowd",
];

/// Classes of those who meet as more than private people.
const DELEGATES: &[&str] =
    &["official", "diplomat", "government", "group", "org", "armed", "delegate", "country", "crowd", "union", "troops"];

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
        if is_split_score(text, token) {
            words.insert("score");
        }
    }
    words.len() >= FIELD_WORDS
}

/// "3–0", "34-17": two small numbers with a dash between.
fn is_score(word: &str) -> bool {
    let side = |s: &str| (1..=2).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    word.split_once(['-', '\u{2013}']).is_some_and(|(a, b)| side(a) && side(b))
}

/// A score of which the engine made three words.
fn is_split_score(text: &Text<'_>, first: TokenId) -> bool {
    let word = |after: u32| {
        let at = TokenId(first.0 + after);
        (at.index() < text.document.tokens.len()).then(|| text.document.word(at))
    };
    let (Some(a), Some(dash), Some(b)) = (word(0), word(1), word(2)) else { return false };
    matches!(dash, "-" | "\u{2013}") && is_score(&format!("{a}-{b}"))
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
    if is_private(text, lexicon, event)
        || is_reflexive(text, event)
        || is_advice(text, event)
        || is_by_beast(text, lexicon, event)
        || is_uncommitted(text, event)
    {
        return true;
    }
    // "fought the virus"
    let nobody = |t: &TokenId| text.entities.mention_at(*t).is_none_or(|m| m.actor.is_none());
    if material && event.targets.iter().any(|t| nobody(t) && lexicon.classes.has("mishap", text.key(*t))) {
        return true;
    }
    // one may protest over prices
    let material = material && event.event_type != EventType::Protest;
    if event.sources.iter().any(of_field)
        || (material && event.targets.iter().any(|t| text.key(*t) != "market" && of_field(t)))
    {
        return true;
    }
    let subject = text.syntax.logical_subject(event.head()).filter(|_| text.syntax.upos(event.head()) == Upos::Verb);
    // "the town fell to the rebels": what it is done to need not act
    let subject = subject.filter(|s| !event.targets.contains(s));
    subject.is_some_and(|s| {
        of_field(&s) || !can_act(text, lexicon, s) || (event.sign != Sign::Plain && !can_speak(text, lexicon, s))
    })
}

/// Whether people of whom the text says no office and no allegiance meet or praise each other, with or without the press.
fn is_private(text: &Text<'_>, lexicon: &Lexicon, event: &Event) -> bool {
    let social = matches!(event.event_type, EventType::Consult | EventType::Support);
    if !social || text.syntax.upos(event.head()) != Upos::Verb {
        return false;
    }
    // whoever praises a plan or a treaty does so in public
    let people = |t: &TokenId| {
        text.syntax.upos(*t) == Upos::Pron || text.entities.mention_at(*t).is_some_and(|m| m.actor.is_some())
    };
    if event.event_type == EventType::Support && (event.targets.is_empty() || !event.targets.iter().all(people)) {
        return false;
    }
    let mut parties = event.sources.iter().chain(&event.targets).flat_map(|&t| text.with_partitive(t)).peekable();
    parties.peek().is_some() && !parties.any(|t| is_public(text, lexicon, t))
}

/// Whether someone has a known allegiance, other than a medium, or an office.
fn is_public(text: &Text<'_>, lexicon: &Lexicon, party: TokenId) -> bool {
    let syntax = text.syntax;
    let is_coded = |t: TokenId| {
        let mention = text.entities.mention_at(t);
        mention.is_some_and(|m| m.actors().any(|a| !a.code.is_empty() && !a.code.ends_with("JRN")))
    };
    let coded = is_coded(party);
    // "nobody met anybody"
    let anyone = matches!(text.key(party), "nobody" | "anybody" | "anyone" | "somebody" | "someone" | "who");
    let office = || {
        let words = syntax.children_by(party, &[Rel::Compound, Rel::NmodDesc, Rel::Appos, Rel::Nmod, Rel::NmodPoss]);
        let mut words = std::iter::once(party).chain(words);
        words.any(|w| DELEGATES.iter().any(|class| lexicon.classes.has(class, text.key(w))))
    };
    // an act or text that is praised is public where it has an owner
    let owned = || text.descendants(party, 3).into_iter().any(is_coded);
    coded || anyone || office() || owned() || lexicon.has_head(text.key(party))
}

/// Whether somebody only deals with himself: "hold itself accountable". A protester may set himself on fire.
fn is_reflexive(text: &Text<'_>, event: &Event) -> bool {
    let itself = |t: &TokenId| text.key(*t).ends_with("self") || text.key(*t).ends_with("selves");
    event.event_type != EventType::Protest
        && matches!(event.event_type.quad(), Quad::MaterialConflict | Quad::VerbalConflict)
        && !event.targets.is_empty()
        && event.targets.iter().all(itself)
}

/// Whether an animal does it: "a *shark* attack".
fn is_by_beast(text: &Text<'_>, lexicon: &Lexicon, event: &Event) -> bool {
    let beast = |t: TokenId| text.syntax.upos(t) == Upos::Noun && lexicon.classes.has("beast", text.key(t));
    let subject = text.syntax.logical_subject(event.head());
    let acts = event.trigger.iter().copied().chain(subject);
    let mut modifiers = acts.flat_map(|t| text.syntax.children_by(t, &[Rel::Compound, Rel::Amod]));
    subject.is_some_and(beast) || (event.event_type == EventType::Assault && modifiers.any(beast))
}

/// Whether words of good will bind nobody: "*thank* you for *agreeing* to this interview" names no party at all, "was not
/// *allowed* to work" no one who allows it.
fn is_uncommitted(text: &Text<'_>, event: &Event) -> bool {
    let (syntax, head) = (text.syntax, event.head());
    let verbal = event.event_type.quad() == Quad::VerbalCooperation && event.event_type != EventType::Consult;
    if !verbal || !event.sources.is_empty() || syntax.upos(head) == Upos::Noun {
        return false;
    }
    if syntax.is_passive(head) {
        return event.sign == Sign::Permit && event.targets.iter().all(|&t| code(text, t).is_none());
    }
    event.targets.is_empty() && syntax.surface_subject(head).is_none_or(|s| matches!(text.key(s), "you" | "i" | "we"))
}

/// Whether those who are warned to do something are the public of the warner's own country: advice, no threat ("police
/// warned residents to stay inside").
fn is_advice(text: &Text<'_>, event: &Event) -> bool {
    let infinitive = || {
        let mut clauses = text.syntax.children_by(event.head(), &[Rel::Xcomp, Rel::Advcl, Rel::Ccomp]);
        clauses.any(|c| text.syntax.is_to_infinitive(c))
    };
    event.event_type == EventType::Threaten
        && text.key(event.head()) == "warn"
        && !event.targets.is_empty()
        && event.targets.iter().all(|&t| code(text, t).is_none_or(|c| c.ends_with("CVL")))
        && infinitive()
}

/// The code of a party, where it has one.
fn code<'t>(text: &'t Text<'_>, party: TokenId) -> Option<&'t str> {
    let mention = text.entities.mention_at(party)?;
    mention.actors().map(|a| a.code.as_str()).find(|code| !code.is_empty())
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
