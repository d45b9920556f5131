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

use std::path::PathBuf;

pub use sayso_attribution as attribution;
pub use sayso_document as document;
pub use sayso_entities as entities;
pub use sayso_events as events;
pub use sayso_factuality as factuality;
pub use sayso_lexicon as lexicon;
pub use sayso_record as record;
pub use sayso_syntax as syntax;

use attribution::{Attributions, Cues};
use document::Document;
use entities::{Entities, Knowledge};
use events::{Events, Lexicon};
use factuality::{Embedders, Ratings};
use lexicon::Hedges;
use record::{QuantityWords, Record};
use syntax::{Model, Session, Syntax};

mod load;

pub use load::LoadError;

/// What a coder is made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// A model other than the one in the program.
    pub model: Option<PathBuf>,
}

/// The model and the tables.
pub struct Coder {
    model: Model,
    knowledge: Knowledge,
    triggers: Lexicon,
    cues: Cues,
    hedges: Hedges,
    embedders: Embedders,
    quantities: QuantityWords,
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
        Ok(Coder {
            model: load::model(options.model.as_deref())?,
            knowledge: Knowledge::built_in(),
            triggers: Lexicon::builtin()?,
            cues: Cues::builtin()?,
            hedges: Hedges::builtin()?,
            embedders: Embedders::builtin()?,
            quantities: QuantityWords::builtin()?,
        })
    }

    /// The language model.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The trigger lexicon.
    #[must_use]
    pub fn triggers(&self) -> &Lexicon {
        &self.triggers
    }

    /// The actors and places.
    #[must_use]
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
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
    pub fn read(&self, document: Document, syntax: Syntax) -> Coded {
        let entities = entities::find(&document, &syntax, &self.knowledge);
        let events = events::code(&document, &syntax, &entities, &self.triggers);
        let attributions = attribution::attribute(&document, &syntax, &entities, &self.cues, &self.hedges);
        let layers = factuality::Layers {
            document: &document,
            syntax: &syntax,
            entities: &entities,
            events: &events,
            attributions: &attributions,
        };
        let ratings = factuality::rate(layers, &self.triggers, &self.embedders, &self.hedges);
        let layers = record::Layers {
            document: &document,
            syntax: &syntax,
            entities: &entities,
            events: &events,
            ratings: &ratings,
        };
        let records = record::build(layers, &self.quantities);
        Coded { document, syntax, entities, events, attributions, ratings, records }
    }
}
