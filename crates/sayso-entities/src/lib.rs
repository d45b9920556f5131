//! Mentions, coreference, actors, places and dates.
//!
//! [`Entities`] holds every nominal mention of a report with the actor it stands for, every place name with the place
//! it resolves to, and every time expression with the days it covers.

mod actor;
mod entities;

pub use actor::{Actor, Sector};
pub use entities::{Entities, Mention, MentionId, MentionKind, Place, PlaceMention, TimeMention};
