//! The entities layer.

use sayso_document::{Span, TokenId};

use crate::actor::Actor;

/// Index of a mention in [`Entities::mentions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MentionId(pub u32);

/// How a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// A proper name ("Pakistan", "Prime Minister Sharif").
    Named,
    /// A common noun phrase ("the rebels", "Turkish warplanes").
    Nominal,
    /// A pronoun ("he", "its").
    Pronoun,
}

/// Words that point at someone or something. There is one for the head of every nominal phrase.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The phrase with its modifiers, without relative clauses, appositions and conjuncts.
    pub span: Span,
    /// Syntactic head.
    pub head: TokenId,
    /// How it names.
    pub kind: MentionKind,
    /// Mentions of one entity share this number.
    pub entity: u32,
    /// Who it stands for, coreference, apposition and context resolved. `None` where it is not someone who can act
    /// ("the bridge"); an actor with an empty code where it is someone unknown ("gunmen").
    pub actor: Option<Actor>,
    /// Further actors where the phrase stands for several ("the foreign ministers of Greece and Turkey", "both sides").
    pub others: Vec<Actor>,
    /// ISO 3166-1 alpha-3 of the country that it belongs to or lies in, for what cannot act itself ("a market in Nyala",
    /// "the Yemeni capital").
    pub territory: Option<String>,
    /// The mention this one is resolved by (its antecedent or apposition), for explanation.
    pub resolved_by: Option<MentionId>,
}

impl Mention {
    /// All actors it stands for.
    pub fn actors(&self) -> impl Iterator<Item = &Actor> {
        self.actor.iter().chain(&self.others)
    }
}

/// A place of the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Gazetteer name.
    pub name: String,
    /// `country`, `admin1`, `admin2`, `city`, `feature`, `region`.
    pub kind: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// ISO 3166-1 alpha-3, empty where none applies.
    pub country: String,
    /// Name of the first-level division.
    pub admin1: Option<String>,
    /// GeoNames number.
    pub geonames: Option<u32>,
}

/// A place name in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// The name's bytes.
    pub span: Span,
    /// Its head token.
    pub head: TokenId,
    /// What it resolves to.
    pub place: Place,
}

/// A time expression in the text, anchored to the day of publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeMention {
    /// The expression's bytes.
    pub span: Span,
    /// Its head token.
    pub head: TokenId,
    /// First day, `YYYY-MM-DD`.
    pub start: String,
    /// Last day, `YYYY-MM-DD`.
    pub end: String,
    /// `day`, `week`, `month`, `year`, `unknown`.
    pub precision: &'static str,
}

/// All mentions, places and times of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entities {
    /// Mentions in order of their heads.
    pub mentions: Vec<Mention>,
    /// Place names in text order.
    pub places: Vec<PlaceMention>,
    /// Time expressions in text order.
    pub times: Vec<TimeMention>,
}

impl Entities {
    /// The mention headed by a token.
    #[must_use]
    pub fn mention_at(&self, head: TokenId) -> Option<&Mention> {
        self.mentions.binary_search_by_key(&head, |m| m.head).ok().map(|i| &self.mentions[i])
    }
}
