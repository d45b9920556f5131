//! Whether a word tells of a political act of the day at all, and not of a novel, a game, long past times, a textbook's case, a
//! private quarrel or a deal between firms.
//!
//! A logistic model: what the words of the sentence say to the language engine ([`Syntax::leaning`]), the kind of act, who takes
//! part, and how likely the sentence tells of public affairs. Its weights are rows of `lexicons/genuine.tsv`, learned by
//! `training/genuine.py`. The sentence of a report that speaks most for public affairs speaks for all: whoever is quoted in one may
//! talk of it as of anything else.
//!
//! [`Syntax::leaning`]: sayso_syntax::Syntax::leaning

use sayso_document::{SentenceId, TokenId};
use sayso_lexicon::Text;
use sayso_lexicon::table::{self, TableError};
use sayso_syntax::Upos;

use crate::event::Event;
use crate::field::{Surroundings, is_political};
use crate::ontology::EventType;

/// Features beside the kinds of acts.
const OTHERS: [&str; 8] = [
    "source political",
    "target political",
    "source coded",
    "target coded",
    "source named",
    "target named",
    "noun",
    "public",
];

/// The least likelihood of public affairs that is told apart from none.
const LEAST_PUBLIC: f32 = 0.001;

/// The weights.
#[derive(Clone, Debug)]
pub struct Genuine {
    always: f32,
    least: f32,
    weights: Vec<f32>,
}

impl Genuine {
    /// What the model rests on beside the leaning of the words, in the order of [`Genuine::values`].
    pub fn names() -> impl Iterator<Item = &'static str> {
        EventType::ALL.iter().map(|kind| kind.as_str()).chain(OTHERS)
    }

    /// The weights that ship with sayso.
    ///
    /// # Errors
    /// A row that does not parse or names no feature; a feature without a row.
    pub fn builtin() -> Result<Genuine, TableError> {
        let names: Vec<&str> = ["always", "least"].into_iter().chain(Genuine::names()).collect();
        let mut given = vec![None; names.len()];
        for row in table::rows("genuine", include_str!("../../../lexicons/genuine.tsv"), 2)? {
            let at = names.iter().position(|name| *name == row.cell(0));
            let at = at.ok_or_else(|| row.error("no such feature: run training/genuine.py again"))?;
            let weight = row.cell(1).parse::<f32>().ok().filter(|weight| weight.is_finite());
            given[at] = Some(weight.ok_or_else(|| row.error("the weight in column 2 is not a number"))?);
        }
        let missing = |name: &str| TableError::new("genuine", 0, format!("no row for {name:?}"));
        let weights: Result<Vec<f32>, TableError> =
            given.iter().zip(&names).map(|(given, name)| given.ok_or_else(|| missing(name))).collect();
        let weights = weights?;
        Ok(Genuine { always: weights[0], least: weights[1], weights: weights[2..].to_vec() })
    }

    /// How likely an act is a political one of the day, where that is too little to record it.
    pub(crate) fn refuse(
        &self,
        text: &Text<'_>,
        leanings: &Leanings,
        surroundings: &Surroundings,
        event: &Event,
    ) -> Option<f32> {
        let leaning = leanings.of(text.document.sentence_of(event.head()))?;
        let values = Genuine::values(text, surroundings, event);
        let score = self.always + leaning + self.weights.iter().zip(&values).map(|(w, x)| w * x).sum::<f32>();
        (score < self.least).then(|| 1.0 / (1.0 + (-score).exp()))
    }

    /// The values of the features.
    #[must_use]
    pub fn values(text: &Text<'_>, surroundings: &Surroundings, event: &Event) -> Vec<f32> {
        let yes = |holds: bool| f32::from(u8::from(holds));
        let coded = |&party: &TokenId| {
            text.entities.mention_at(party).is_some_and(|m| m.actors().any(|actor| !actor.code.is_empty()))
        };
        let political = |&party: &TokenId| is_political(text, party);
        let (sources, targets) = (&event.sources, &event.targets);
        let kinds = EventType::ALL.iter().map(|kind| yes(*kind == event.event_type));
        let public = surroundings.public(text.document.sentence_of(event.head()));
        let others = [
            yes(sources.iter().any(political)),
            yes(targets.iter().any(political)),
            yes(sources.iter().any(coded)),
            yes(targets.iter().any(coded)),
            yes(!sources.is_empty()),
            yes(!targets.is_empty()),
            yes(text.syntax.upos(event.head()) == Upos::Noun),
            public.max(LEAST_PUBLIC).ln(),
        ];
        kinds.chain(others).collect()
    }
}

/// What the sentence that speaks most for public affairs says, for each sentence of the report.
pub(crate) struct Leanings(Vec<Option<f32>>);

impl Leanings {
    pub(crate) fn read(text: &Text<'_>) -> Leanings {
        let sentences = text.document.sentences.iter();
        let own: Vec<Option<f32>> =
            sentences.map(|s| text.syntax.leaning(s.tokens.clone()).filter(|_| s.is_report)).collect();
        let report = own.iter().flatten().copied().fold(f32::NEG_INFINITY, f32::max);
        Leanings(own.into_iter().map(|own| own.map(|_| report)).collect())
    }

    fn of(&self, sentence: SentenceId) -> Option<f32> {
        self.0.get(sentence.index()).copied().flatten()
    }
}
