//! Event triggers, types and roles.

mod ontology;

pub use ontology::{Context, EventType, Mode, Quad};
