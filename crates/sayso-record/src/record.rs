//! The record and its parts, in the order in which they are written.

use sayso_attribution::Stance;
use sayso_document::Field;
use sayso_entities::Sector;
use sayso_events::{Context, EventType, Mode, Quad};
use sayso_factuality::{Aspect, Denial, Status};
use serde::{Deserialize, Serialize};

use crate::codes::{self, DateBasis, PlaceBasis, Precision};
use crate::wording::Wording;

/// Version of the record's form.
pub const SCHEMA: u32 = 1;

/// One event of one document. Spans are Unicode characters, end exclusive, into the field that `field` names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Version of the form: [`SCHEMA`].
    pub schema: u32,
    /// Document id, `#`, six hexadecimal digits.
    pub id: String,
    /// Document id.
    pub document: String,
    /// Sentence of the trigger, counted from 0 over the report.
    pub sentence: usize,
    /// Day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// First day on which it happened (or is to happen), `YYYY-MM-DD`.
    pub date: Option<String>,
    /// How precisely `date` is known.
    #[serde(with = "codes::precision")]
    pub date_precision: Precision,
    /// What `date` rests on.
    #[serde(with = "codes::date_basis")]
    pub date_basis: Option<DateBasis>,
    /// PLOVER event type.
    #[serde(rename = "type", with = "codes::event_type")]
    pub event_type: EventType,
    /// PLOVER mode.
    #[serde(with = "codes::mode")]
    pub mode: Option<Mode>,
    /// PLOVER contexts.
    #[serde(with = "codes::contexts")]
    pub contexts: Vec<Context>,
    /// Quadrant of the type.
    #[serde(with = "codes::quad")]
    pub quad: Quad,
    /// CAMEO code that fits best, two to four digits.
    pub cameo: String,
    /// PLOVER score of type and mode.
    pub intensity: f32,
    /// Whether this is the speech act that PLOVER folds a bare future into.
    pub folded: bool,
    /// Field that the spans point into.
    #[serde(rename = "in", with = "codes::field")]
    pub field: Field,
    /// The word or words that tell the event.
    pub trigger: TriggerRef,
    /// Who does it; of a reciprocal event every party.
    pub source: Vec<ActorRef>,
    /// Who is acted on.
    pub target: Vec<ActorRef>,
    /// What the innermost speaker says of the act.
    #[serde(with = "codes::status")]
    pub status: Status,
    /// Phase, where it occurred.
    #[serde(with = "codes::aspect")]
    pub aspect: Option<Aspect>,
    /// In what way, where it is denied.
    #[serde(with = "codes::denial")]
    pub denial: Option<Denial>,
    /// Whether the report itself says that it occurred: status occurred and no speakers.
    pub asserted: bool,
    /// The language engine's estimate of whether it happened, -3 to 3, where a verb tells it.
    #[serde(default)]
    pub factuality: Option<f32>,
    /// Where that estimate is far from the status: why the status stands.
    #[serde(default)]
    pub differs: Option<String>,
    /// Who says so, outermost first; empty where the report itself does.
    pub speakers: Vec<SpeakerRef>,
    /// The record whose content this one is.
    pub embedded_in: Option<String>,
    /// The records that are this one's content.
    pub embeds: Vec<String>,
    /// Condition attached to it, as the text has it.
    pub condition: Option<String>,
    /// Deadline attached to it, as the text has it.
    pub deadline: Option<String>,
    /// Where it happened.
    pub place: Option<PlaceRef>,
    /// What `place` rests on.
    #[serde(with = "codes::place_basis")]
    pub place_basis: Option<PlaceBasis>,
    /// Deaths, injuries and other numbers.
    pub quantities: Vec<Quantity>,
    /// How sure the program is of the record: the share of records like it that are right, 0 to 1.
    pub confidence: f32,
    /// The rule that found it.
    pub rule: String,
    /// The sentence.
    pub evidence: String,
    /// How its trigger reads to the language engine, for the ledger; kept in a store, and no part of the form.
    #[serde(skip)]
    pub wording: Wording,
}

/// Words of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TriggerRef {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: [usize; 2],
}

/// Someone in a role of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorRef {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: [usize; 2],
    /// Canonical name.
    pub name: String,
    /// Country and sector letters (`PAKGOV`) or a body's short name (`UN`); empty where unknown.
    pub code: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// PLOVER sectors.
    #[serde(with = "codes::sectors")]
    pub sectors: Vec<Sector>,
    /// Row of the actor table.
    pub kb: Option<String>,
}

/// Someone on whose say-so the event stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeakerRef {
    /// The words; empty where the text names nobody ("reportedly").
    pub text: String,
    /// Where they stand.
    pub span: [usize; 2],
    /// Canonical name.
    pub name: String,
    /// Code as in [`ActorRef::code`].
    pub code: String,
    /// The word of saying.
    pub cue: TriggerRef,
    /// How the speaker stands to what is said.
    #[serde(with = "codes::stance")]
    pub stance: Stance,
}

/// Where an event happened.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlaceRef {
    /// The words.
    pub text: String,
    /// Gazetteer name.
    pub name: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// ISO 3166-1 alpha-3; empty where none applies.
    pub country: String,
    /// First-level division.
    pub admin1: Option<String>,
    /// GeoNames number.
    pub geonames: Option<u32>,
}

/// A number told of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// What is counted: `killed`, `injured`, `displaced`, `detained` …
    pub kind: String,
    /// At least so many.
    pub min: Option<u64>,
    /// At most so many.
    pub max: Option<u64>,
    /// The words.
    pub text: String,
}
