//! The events layer.

use sayso_document::TokenId;
use sayso_lexicon::{Sign, Slot};

use crate::ontology::{Context, EventType, Mode};

/// Index of an event in [`Events::events`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventId(pub u32);

/// One act named by the report, whatever became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The words that name it, syntactic head first.
    pub trigger: Vec<TokenId>,
    /// What kind of act.
    pub event_type: EventType,
    /// How.
    pub mode: Option<Mode>,
    /// CAMEO code.
    pub cameo: String,
    /// What the trigger says about the context.
    pub contexts: Vec<Context>,
    /// Heads of the phrases that do it.
    pub sources: Vec<TokenId>,
    /// Heads of the phrases it is done to.
    pub targets: Vec<TokenId>,
    /// What it does to an act in its complement.
    pub sign: Sign,
    /// Where that complement stands.
    pub complement: Vec<Slot>,
    /// Further predicates of the same act ("an air strike *killed* 14"), for quantities and explanation.
    pub consequences: Vec<TokenId>,
    /// Name of the lexicon row.
    pub rule: String,
    /// File and line of that row.
    pub origin: String,
}

impl Event {
    /// The syntactic head of the trigger.
    #[must_use]
    pub fn head(&self) -> TokenId {
        self.trigger[0]
    }
}

/// An act that a word could name, but that reads as no political act of the day.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// The words that would name it, syntactic head first.
    pub trigger: Vec<TokenId>,
    /// What kind of act it would be.
    pub event_type: EventType,
    /// Name of the lexicon row.
    pub rule: String,
    /// How likely it is one all the same.
    pub likelihood: f32,
}

impl LeftOut {
    pub(crate) fn of(act: &Event, likelihood: f32) -> LeftOut {
        LeftOut { trigger: act.trigger.clone(), event_type: act.event_type, rule: act.rule.clone(), likelihood }
    }
}

/// All events of a document, in order of their heads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Events {
    /// The events.
    pub events: Vec<Event>,
    /// What is left out as no political act of the day.
    pub left_out: Vec<LeftOut>,
}

impl Events {
    /// The event whose trigger is headed by a token.
    #[must_use]
    pub fn at(&self, head: TokenId) -> Option<(EventId, &Event)> {
        let i = self.events.binary_search_by_key(&head, Event::head).ok()?;
        Some((EventId(i as u32), &self.events[i]))
    }

    /// The event whose trigger holds a token ("accepted the *demand* for …").
    #[must_use]
    pub fn holding(&self, token: TokenId) -> Option<(EventId, &Event)> {
        self.at(token).or_else(|| {
            let i = self.events.iter().position(|e| e.trigger.contains(&token))?;
            Some((EventId(i as u32), &self.events[i]))
        })
    }

    /// An event by its id.
    #[must_use]
    pub fn get(&self, id: EventId) -> &Event {
        &self.events[id.0 as usize]
    }
}
