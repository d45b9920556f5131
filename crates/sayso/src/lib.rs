//! The pipeline on one screen.

use std::path::PathBuf;

use sayso_document::Document;
use sayso_entities::Entities;
use sayso_record::Record;
use sayso_syntax::{Feats, Rel, Syntax, Upos, Word};

/// What could not be loaded.
#[derive(Debug)]
pub struct LoadError(String);

impl std::fmt::Display for LoadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LoadError {}

/// What a coder is made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// A model other than the one in the program.
    pub model: Option<PathBuf>,
}

/// Codes documents.
#[derive(Debug)]
pub struct Coder {}

/// A document with all its layers.
#[derive(Debug)]
pub struct Coded {
    /// The document.
    pub document: Document,
    /// Trees.
    pub syntax: Syntax,
    /// Mentions and places.
    pub entities: Entities,
    /// What leaves the program.
    pub records: Vec<Record>,
}

impl Coder {
    /// With the model in the program.
    ///
    /// # Errors
    /// If the model is damaged.
    pub fn new() -> Result<Coder, LoadError> {
        Coder::with(&Options::default())
    }

    /// With options.
    ///
    /// # Errors
    /// If the model cannot be read.
    pub fn with(options: &Options) -> Result<Coder, LoadError> {
        match options.model.as_deref().filter(|path| !path.exists()) {
            Some(path) => Err(LoadError(format!("no such model: {}", path.display()))),
            None => Ok(Coder {}),
        }
    }

    /// Codes one document.
    #[must_use]
    pub fn code(&self, document: &Document) -> Coded {
        self.code_many(vec![document.clone()]).remove(0)
    }

    /// Codes documents.
    #[must_use]
    pub fn code_many(&self, documents: Vec<Document>) -> Vec<Coded> {
        documents.into_iter().map(code).collect()
    }
}

fn code(document: Document) -> Coded {
    let word = |span: sayso_document::Span| Word {
        lemma: document.text(span).to_lowercase(),
        upos: Upos::X,
        feats: Feats::default(),
        head: None,
        rel: Rel::Root,
        ner: None,
        factuality: [0.0; 4],
        attribution: [0; 3],
    };
    let words = document.tokens.iter().map(|token| word(token.span)).collect();
    let syntax = Syntax::new(&document, words);
    Coded { document, syntax, entities: Entities::default(), records: Vec::new() }
}
