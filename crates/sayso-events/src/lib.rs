//! Events: what kind of act, who did it, to whom.
//!
//! [`code`] finds every word that names an act ([`Lexicon`]) and fills its roles from the tree. Whether the act really
//! happened, and on whose word, is not asked here: `sayso-factuality` answers that.
//!
//! - `lexicon`: the tables, as data
//! - `commitment`: what demands, threats and promises require of their clause
//! - `roles`: source and target
//! - `merge`: one act told twice in a sentence
//! - `field`: the walk of life that a sentence tells of
//! - `genuine`: whether a political act of the day is told at all
//! - `figurative`: sport, markets, metaphor
//! - `accident`: harm that nobody meant
//! - `instrument`: the mode that the means of an attack show
//! - `repeats`: an act that the headline and the report both tell
//! - `content`: the mode of a demand or threat, by what it is about
//! - `context`: what an act is about
//! - `mention`: nouns that only refer to an act

mod accident;
mod commitment;
mod content;
mod context;
mod event;
mod field;
mod figurative;
mod genuine;
mod instrument;
mod lexicon;
mod mention;
mod merge;
mod ontology;
mod repeats;
mod roles;

use std::collections::BTreeSet;

use sayso_document::{Document, TokenId};
use sayso_entities::Entities;
use sayso_lexicon::{Sign, Slot, Text};
use sayso_syntax::{Rel, Syntax, Upos};

use genuine::Leanings;

pub use content::mode_of_content;
pub use event::{Event, EventId, Events, LeftOut};
pub use field::{Field, Fields, Surroundings};
pub use genuine::Genuine;
pub use lexicon::{Lexicon, Trigger};
pub use ontology::{Context, EventType, Mode, Quad};

/// Finds the events of a document, in order of their trigger heads.
#[must_use]
pub fn code(document: &Document, syntax: &Syntax, entities: &Entities, lexicon: &Lexicon) -> Events {
    let text = Text::new(document, syntax, entities);
    let surroundings = lexicon.fields.read(&text);
    let leanings = Leanings::read(&text);
    let (mut events, mut left_out) = (Vec::new(), Vec::new());
    for sentence in document.sentences.iter().filter(|s| s.is_report) {
        let tokens = || sentence.tokens.clone().map(TokenId);
        if figurative::is_sport(&text, lexicon, tokens()) {
            continue;
        }
        let mut acts = named_in(&text, lexicon, tokens());
        acts.retain(|act| !figurative::is_figurative(&text, lexicon, act));
        acts.retain(|act| !field::is_out_of_place(&text, &surroundings, act));
        acts.retain(|act| {
            let refused = lexicon.genuine.refuse(&text, &leanings, &surroundings, act);
            left_out.extend(refused.map(|likelihood| LeftOut::of(act, likelihood)));
            refused.is_none()
        });
        let meant: Vec<bool> = acts.iter().map(|e| !accident::is_accident(&text, lexicon, e, &acts)).collect();
        let mut meant = meant.into_iter();
        acts.retain(|_| meant.next().unwrap_or(true));
        let mut acts = merge::consequences(&text, lexicon, acts);
        merge::addressees(&text, &mut acts);
        acts.retain(|act| !mention::is_circumstance(&text, lexicon, act));
        for act in &mut acts {
            instrument::refine(&text, lexicon, act);
            context::refine(&text, &lexicon.context_words, act);
        }
        events.extend(acts);
    }
    repeats::drop_headlines(&text, &mut events);
    Events { events, left_out }
}

/// Every act that a word of a document could name, the report's or not, with the values of [`Genuine::names`]: what the weights of
/// [`Genuine`] are learned from.
#[must_use]
pub fn candidates(
    document: &Document,
    syntax: &Syntax,
    entities: &Entities,
    lexicon: &Lexicon,
) -> Vec<(Event, Vec<f32>)> {
    let text = Text::new(document, syntax, entities);
    let surroundings = lexicon.fields.read(&text);
    let sentences = document.sentences.iter().filter(|s| s.is_report);
    let acts = sentences.flat_map(|s| named_in(&text, lexicon, s.tokens.clone().map(TokenId)));
    acts.map(|act| (act.clone(), Genuine::values(&text, &surroundings, &act))).collect()
}

/// The acts that words of a sentence name.
fn named_in(text: &Text<'_>, lexicon: &Lexicon, tokens: impl Iterator<Item = TokenId>) -> Vec<Event> {
    let mut consumed = BTreeSet::new();
    let mut events = Vec::new();
    for token in tokens.filter(|&t| may_trigger(text, t)) {
        let Some((row, mut words)) = lexicon.trigger_at(text, token) else { continue };
        if let Some(carrier) = carrier(text, lexicon, token) {
            words.insert(0, carrier);
        } else if text.syntax.rel(token) == Rel::Compound {
            continue;
        }
        consumed.extend(words[1..].iter().copied());
        if row.sign == Sign::Plain {
            consumed.extend(row.when.iter().filter(|c| !c.negated).flat_map(|c| c.rests_on(text, &words)));
        }
        let (sources, targets) = roles::fill(text, lexicon, row, &words);
        if sources.is_empty() && targets.is_empty() && mention::is_bare_gerund(text, row, token) {
            continue;
        }
        events.push(Event {
            trigger: words,
            event_type: row.event_type,
            mode: row.mode,
            cameo: row.cameo.clone(),
            contexts: row.contexts.clone(),
            sources,
            targets,
            sign: row.sign,
            complement: complement_slots(row),
            consequences: Vec::new(),
            rule: row.rule.clone(),
            origin: row.origin.clone(),
        });
    }
    events.sort_by_key(Event::head);
    events.dedup_by_key(|e| e.head());
    events.retain(|e| !consumed.contains(&e.head()));
    events
}

/// Whether a token can name an act at all: a modifier inside a name or compound does not.
fn may_trigger(text: &Text<'_>, token: TokenId) -> bool {
    let open_class = matches!(text.syntax.upos(token), Upos::Verb | Upos::Noun | Upos::Adj);
    let modifier = matches!(
        text.syntax.rel(token),
        Rel::Amod | Rel::Flat | Rel::Fixed | Rel::Aux | Rel::AuxPass | Rel::Case | Rel::Cop | Rel::Mark
    );
    open_class && !modifier
}

/// The noun that carries an act named by its modifier: "a mediation *effort*".
fn carrier(text: &Text<'_>, lexicon: &Lexicon, token: TokenId) -> Option<TokenId> {
    let head = text.syntax.head(token).filter(|_| text.syntax.rel(token) == Rel::Compound)?;
    lexicon.classes.has("carrier", text.key(head)).then_some(head)
}

/// Where the act that a speech act is about may stand: the clause, and the nominals that are not its addressee.
fn complement_slots(row: &Trigger) -> Vec<Slot> {
    if row.sign == Sign::Plain {
        return Vec::new();
    }
    let mut slots = vec![Slot::Clause];
    let nominal = ["for", "of", "to", "on", "over", "about", "from", "against", "in", "as", "with"];
    let candidates = std::iter::once(Slot::Obj).chain(nominal.iter().map(|p| Slot::Prep((*p).to_string())));
    slots.extend(candidates.filter(|slot| row.lemma.pos() != Upos::Noun || *slot != Slot::Obj));
    slots
}
