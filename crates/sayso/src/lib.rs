//! The pipeline on one screen.
//!
//! A report goes through the stages in order, each a pure function from the layers before it to a new one:
//! - **document** (`sayso-document`): fields, sentences, words
//! - **syntax** (`sayso-syntax`): lemmas, tags, trees, entity tags
//! - **entities** (`sayso-entities`): mentions, actors, places, times
//! - **events** (`sayso-events`): which acts, by whom, to whom
//! - **attribution** (`sayso-attribution`): who says what
//! - **factuality** (`sayso-factuality`): did it happen, on whose word
//! - **records** (`sayso-record`): what leaves the program
//!
//! [`Coder`] holds the model and the tables and runs the stages; it has no other state.

use std::path::{Path, PathBuf};

pub use sayso_attribution as attribution;
pub use sayso_document as document;
pub use sayso_entities as entities;
pub use sayso_events as events;
pub use sayso_factuality as factuality;
pub use sayso_lexicon as lexicon;
pub use sayso_record as record;
pub use sayso_syntax as syntax;

use attribution::Attributions;
use document::Document;
use entities::{Entities, Knowledge};
use events::{Events, Lexicon};
use factuality::Ratings;
use record::{Confidence, QuantityWords, Record};
use syntax::{Model, Session, Syntax};

mod discards;
mod examples;
mod load;
mod tables;

pub use discards::Discards;
pub use examples::{Examples, Failure};
pub use load::LoadError;
pub use tables::{TABLES, TableKind, Tables, UserTable};

/// What a coder is made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// A model other than the one in the program.
    pub model: Option<PathBuf>,
    /// Tables of the user's, later ones over earlier ones.
    pub tables: Vec<UserTable>,
}

/// The model and the tables.
pub struct Coder {
    model: Model,
    tables: Tables,
    quantities: QuantityWords,
    confidence: Confidence,
    least_confidence: f32,
}

/// A document with all its layers.
#[derive(Debug)]
pub struct Coded {
    /// Sentences and words.
    pub document: Document,
    /// Trees.
    pub syntax: Syntax,
    /// Mentions, places, times.
    pub entities: Entities,
    /// Acts.
    pub events: Events,
    /// Say-so.
    pub attributions: Attributions,
    /// What became of the acts.
    pub ratings: Ratings,
    /// What leaves the program.
    pub records: Vec<Record>,
}

impl Coder {
    /// With the model and tables in the program.
    ///
    /// # Errors
    /// If the model is damaged or a table has a bad row.
    pub fn new() -> Result<Coder, LoadError> {
        Coder::with(&Options::default())
    }

    /// With options.
    ///
    /// # Errors
    /// If the model cannot be read or a table has a bad row.
    pub fn with(options: &Options) -> Result<Coder, LoadError> {
        let (tables, faults) = Tables::with(&options.tables)?;
        if !faults.is_empty() {
            return Err(LoadError::UserTables(faults));
        }
        Coder::of(options.model.as_deref(), tables)
    }

    /// With these tables.
    ///
    /// # Errors
    /// If the model cannot be read.
    pub fn of(model: Option<&Path>, tables: Tables) -> Result<Coder, LoadError> {
        Ok(Coder {
            model: load::model(model)?,
            tables,
            quantities: QuantityWords::builtin()?,
            confidence: Confidence::builtin()?,
            least_confidence: 0.0,
        })
    }

    /// The same, leaving out records below a confidence.
    #[must_use]
    pub fn leaving_out_below(self, least: f32) -> Coder {
        Coder { least_confidence: least, ..self }
    }

    /// The language model.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The version of the tables: a hash of ours and the user's.
    #[must_use]
    pub fn lexicon_version(&self) -> &str {
        &self.tables.version
    }

    /// The trigger lexicon.
    #[must_use]
    pub fn triggers(&self) -> &Lexicon {
        &self.tables.triggers
    }

    /// The actors and places.
    #[must_use]
    pub fn knowledge(&self) -> &Knowledge {
        &self.tables.knowledge
    }

    /// Codes one document.
    #[must_use]
    pub fn code(&self, document: Document) -> Coded {
        let syntax = syntax::parse(&document, &self.model);
        self.read(document, syntax)
    }

    /// Codes documents, in order. One session of the language engine serves them all, which is faster than one by one;
    /// the result is the same.
    #[must_use]
    pub fn code_many(&self, documents: Vec<Document>) -> Vec<Coded> {
        let parsed = Session::new(&self.model).parse_many(&documents.iter().collect::<Vec<_>>());
        documents.into_iter().zip(parsed).map(|(document, syntax)| self.read(document, syntax)).collect()
    }

    /// The stages after syntax.
    #[must_use]
    pub fn read(&self, mut document: Document, syntax: Syntax) -> Coded {
        self.tables.discards.apply(&mut document);
        let entities = entities::find(&document, &syntax, &self.tables.knowledge);
        let events = events::code(&document, &syntax, &entities, &self.tables.triggers);
        let attributions =
            attribution::attribute(&document, &syntax, &entities, &self.tables.cues, &self.tables.hedges);
        let layers = factuality::Layers {
            document: &document,
            syntax: &syntax,
            entities: &entities,
            events: &events,
            attributions: &attributions,
        };
        let ratings = factuality::rate(layers, &self.tables.triggers, &self.tables.embedders, &self.tables.hedges);
        let layers = record::Layers {
            document: &document,
            syntax: &syntax,
            entities: &entities,
            events: &events,
            ratings: &ratings,
        };
        let mut records = record::build(layers, &self.quantities, &self.confidence);
        record::keep_confident(&mut records, self.least_confidence);
        Coded { document, syntax, entities, events, attributions, ratings, records }
    }
}
