//! Mishaps: harm that nobody meant. "Killed" makes an act of violence only where somebody did it, or where nothing
//! around it tells of a crash, a flood or an illness.
//!
//! What hangs on the predicate decides first ("killed *when their bus overturned*"), then the sentence, then what was
//! told just before. A word of violence at the same distance wins.

use sayso_document::{Document, SentenceId, TokenId};
use sayso_lexicon::Text;
use sayso_syntax::{Rel, Upos};

use crate::event::Event;
use crate::lexicon::Lexicon;
use crate::ontology::EventType;

/// Sentences before that still say what the harm comes from.
const SENTENCES_BACK: usize = 2;

/// What a stretch of words says about the cause of harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    Mishap,
    Violence,
}

/// Whether an event is harm by a mishap. `events` are all that the document has so far, those of its sentence included.
pub(crate) fn is_accident(text: &Text<'_>, lexicon: &Lexicon, event: &Event, events: &[Event]) -> bool {
    if event.event_type != EventType::Assault || !lexicon.classes.has("harm", text.key(event.head())) {
        return false;
    }
    let someone = |t: &TokenId| text.entities.mention_at(*t).is_some_and(|m| m.actor.is_some());
    let doers: Vec<TokenId> =
        event.sources.iter().copied().filter(|t| *t != event.head() && !event.targets.contains(t)).collect();
    if doers.iter().any(|d| cause_in_word(text, lexicon, *d) == Some(Cause::Mishap)) {
        return true;
    }
    if is_by_mistake(text, event.head()) {
        return true;
    }
    let acts = |t: &TokenId| someone(t) && !lexicon.classes.has("conveyance", text.key(*t));
    if doers.iter().any(acts) {
        return false;
    }
    let reader = Reader { text, lexicon, events, but: event.head() };
    let near = reader.around(event.head());
    // "killed by a speeding bus"
    let by_vehicle = |t: &TokenId| !someone(t) && lexicon.classes.has("conveyance", text.key(*t));
    let told = text.syntax.upos(event.head()) == Upos::Verb;
    if told && doers.iter().any(by_vehicle) && near != Some(Cause::Violence) {
        return true;
    }
    near.or_else(|| reader.told_before(event.head())) == Some(Cause::Mishap)
}

/// "*Mistakenly* launched a missile, killing one": the harm, or what led to it, was not meant.
fn is_by_mistake(text: &Text<'_>, head: TokenId) -> bool {
    let mut above = vec![head];
    while let Some(&last) = above.last()
        && matches!(text.syntax.rel(last), Rel::Advcl | Rel::Conj)
    {
        above.extend(text.syntax.head(last));
    }
    above.into_iter().any(|verb| {
        let mut adverbs = text.syntax.children_by(verb, &[Rel::Advmod]);
        adverbs.any(|a| matches!(text.key(a), "mistakenly" | "accidentally" | "inadvertently" | "unintentionally"))
    })
}

struct Reader<'a> {
    text: &'a Text<'a>,
    lexicon: &'a Lexicon,
    events: &'a [Event],
    /// The predicate of harm itself.
    but: TokenId,
}

impl Reader<'_> {
    /// What the words attached to the predicate say: its circumstances, clauses, and what it hangs on.
    fn around(&self, head: TokenId) -> Option<Cause> {
        let syntax = self.text.syntax;
        let circumstances =
            [Rel::Obl, Rel::OblAgent, Rel::Nmod, Rel::Nsubj, Rel::NsubjPass, Rel::Advcl, Rel::Ccomp, Rel::Obj];
        let both = syntax.children_by(head, &[Rel::Conj]).filter(|&c| syntax.upos(c) == Upos::Verb);
        let heads: Vec<TokenId> = std::iter::once(head).chain(both).collect();
        let below = heads.iter().flat_map(|&h| syntax.children_by(h, &circumstances));
        let above = syntax.head(head).filter(|_| {
            matches!(syntax.rel(head), Rel::Advcl | Rel::Acl | Rel::AclRelcl | Rel::Conj | Rel::Parataxis | Rel::Xcomp)
        });
        let with_parts = |t: TokenId| {
            let parts =
                syntax.children_by(t, &[Rel::Compound, Rel::Amod, Rel::Nmod, Rel::Obj, Rel::Nsubj, Rel::NsubjPass]);
            // "when a *bomber* crashed" tells of no bombing
            let mishap = syntax.upos(t) == Upos::Verb && self.cause(t) == Some(Cause::Mishap);
            std::iter::once(t).chain(parts.filter(|_| !mishap)).collect::<Vec<_>>()
        };
        let near: Vec<TokenId> = below.chain(above).collect();
        let weighed = self.weigh(near.iter().copied().flat_map(with_parts));
        weighed.or_else(|| near.iter().any(|&t| self.is_failure(t)).then_some(Cause::Mishap))
    }

    /// A clause of which a vehicle or building is the subject and which no row knows as an act: "when a truck rolled
    /// down a slope".
    fn is_failure(&self, clause: TokenId) -> bool {
        let syntax = self.text.syntax;
        let subject = syntax.surface_subject(clause).filter(|_| syntax.upos(clause) == Upos::Verb);
        let act = self.events.iter().any(|e| e.head() == clause);
        !act && !syntax.is_passive(clause)
            && subject.is_some_and(|s| self.lexicon.classes.has("conveyance", self.text.key(s)))
    }

    /// What the sentence says, or else those just before.
    fn told_before(&self, head: TokenId) -> Option<Cause> {
        let document: &Document = self.text.document;
        let at = document.sentence_of(head).index();
        (at.saturating_sub(SENTENCES_BACK)..=at).rev().find_map(|i| {
            let sentence = &document.sentences[SentenceId(i as u32).index()];
            self.weigh(sentence.tokens.clone().map(TokenId))
        })
    }

    fn weigh(&self, tokens: impl Iterator<Item = TokenId>) -> Option<Cause> {
        let mut found = None;
        for token in tokens.filter(|t| *t != self.but) {
            match self.cause(token) {
                Some(Cause::Violence) => return Some(Cause::Violence),
                Some(Cause::Mishap) => found = Some(Cause::Mishap),
                None => {}
            }
        }
        found
    }

    fn cause(&self, token: TokenId) -> Option<Cause> {
        let act = self.events.iter().find(|e| e.head() == token);
        let violent = act.is_some_and(|e| {
            e.event_type == EventType::Assault && !self.lexicon.classes.has("harm", self.text.key(token))
        });
        if violent { Some(Cause::Violence) } else { cause_in_word(self.text, self.lexicon, token) }
    }
}

fn cause_in_word(text: &Text<'_>, lexicon: &Lexicon, token: TokenId) -> Option<Cause> {
    let (key, classes) = (text.key(token), &lexicon.classes);
    match text.syntax.upos(token) {
        Upos::Noun | Upos::Propn if classes.has("violence", key) => Some(Cause::Violence),
        Upos::Adj if classes.has("violence", key) => Some(Cause::Violence),
        Upos::Noun | Upos::Propn if classes.has("mishap", key) => {
            let armed = text
                .syntax
                .children_by(token, &[Rel::Compound, Rel::Amod])
                .any(|t| classes.has("violence", text.key(t)));
            Some(if armed { Cause::Violence } else { Cause::Mishap })
        }
        // "a *train* accident", "*Typhoon* Hala"
        Upos::Noun | Upos::Propn => {
            let named = text.syntax.children_by(token, &[Rel::Compound]).any(|t| classes.has("mishap", text.key(t)));
            named.then_some(Cause::Mishap)
        }
        Upos::Verb if classes.has("mishap-verb", key) => Some(Cause::Mishap),
        _ => None,
    }
}
