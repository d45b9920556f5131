//! Mentions, coreference, actors, places and dates.
//!
//! [`find`] makes [`Entities`], which holds every nominal mention of a report with the actor it stands for, every place
//! name with the place it resolves to, and every time expression with the days it covers. What it knows before it reads
//! is [`Knowledge`].

mod actor;
mod actors;
mod entities;
mod fault;
pub mod gazetteer;
mod knowledge;
#[cfg(test)]
mod lookups;
pub mod places;
pub mod times;

pub use actor::{Actor, Sector};
pub use entities::{Entities, Mention, MentionId, MentionKind, Place, PlaceMention, TimeMention};
pub use fault::Fault;
pub use knowledge::{Knowledge, Named, RoleNoun};

use sayso_document::Document;
use sayso_syntax::Syntax;

/// Finds the mentions, places and times of a document.
#[must_use]
pub fn find(document: &Document, syntax: &Syntax, knowledge: &Knowledge) -> Entities {
    let places = places::find(document, syntax, &knowledge.gazetteer);
    let mentions = actors::find(document, syntax, knowledge, &places);
    Entities { mentions, places, times: times::find(document, syntax) }
}
