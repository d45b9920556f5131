//! The record, schema 1: one event as it leaves the program, with its status, its speakers and its evidence.
//!
//! [`Record`] is a plain struct whose serde form is the documented JSON object, field for field and in order
//! (`schema/record.schema.json`). [`columns`] is the same record as one flat row for spreadsheets. [`record_ids`] gives
//! the records of a document their stable identifiers.

mod build;
mod codes;
mod columns;
mod confidence;
mod id;
mod record;
mod wording;

pub use build::{Layers, QuantityWords, build, build_with_features};
pub use codes::{DateBasis, PlaceBasis, Precision};
pub use columns::{COLUMNS, Column, columns};
pub use confidence::{Confidence, Features, N_FEATURES, keep_confident};
pub use id::{IdKey, record_ids};
pub use record::{ActorRef, PlaceRef, Quantity, Record, SCHEMA, SpeakerRef, TriggerRef};
pub use wording::Wording;
