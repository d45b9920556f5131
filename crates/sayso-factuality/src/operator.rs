//! Operators: what the words around an act do to it.

use sayso_attribution::Stance;
use sayso_document::TokenId;
use sayso_events::EventId;
use sayso_lexicon::Sign;

/// What an operator does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// Not, never, no.
    Negation,
    /// Not so far.
    NotYet,
    /// May, perhaps.
    Possible,
    /// Will.
    Future,
    /// Will not.
    FutureNegation,
    /// Would have; had …
    Counterfactual,
    /// Should, must; a command.
    Deontic,
    /// Should not.
    DeonticNegation,
    /// The clause of an "if".
    Condition,
    /// "In order to".
    Purpose,
    /// Is asked.
    Question,
    /// No longer.
    Ended,
    /// So-called, mock.
    Fictive,
    /// A lexicon row's sign on its complement.
    Sign(Sign),
    /// Somebody's word.
    Say(Stance),
}

/// On whose word: a named or unnamed speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Head of the speaker's mention; `None` for an unnamed one ("reportedly").
    pub mention: Option<TokenId>,
    /// The words that say so, head first; empty where a quotation has none of its own.
    pub cue: Vec<TokenId>,
    /// How the speaker stands to it.
    pub stance: Stance,
}

/// One operator over an act.
#[derive(Clone, Debug, PartialEq)]
pub struct Operator {
    /// What it does.
    pub force: Force,
    /// The word that does it.
    pub at: TokenId,
    /// The predicate that the word belongs to: "not" belongs to what it negates.
    pub host: TokenId,
    /// The speaker, for somebody's word.
    pub speaker: Option<Speaker>,
    /// The speech act whose complement this is.
    pub event: Option<EventId>,
    /// Lexicon row or rule, for explanation.
    pub rule: String,
}

impl Operator {
    /// Whether two operators come from one word.
    #[must_use]
    pub(crate) fn at_same_word(&self, other: &Operator) -> bool {
        self.host == other.host
    }

    /// An operator that only does something, by a rule.
    #[must_use]
    pub(crate) fn plain(force: Force, at: TokenId, host: TokenId, rule: &str) -> Operator {
        Operator { force, at, host, speaker: None, event: None, rule: rule.to_string() }
    }
}
