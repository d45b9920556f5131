//! How sure the program is of a record: the share of records like it that an analyst found right.
//!
//! A logistic model over [`Features`], all of which the record and its trace show. Its weights are rows of
//! `lexicons/confidence.tsv`, fitted by `cargo xtask eval confidence` on one half of the test bed.

use sayso_document::Field;
use sayso_events::Event;
use sayso_factuality::{Rating, Status};
use sayso_lexicon::{TableError, Text, table};
use sayso_syntax::Upos;

use crate::record::{ActorRef, Record};

/// How many features there are.
pub const N_FEATURES: usize = 22;

/// What the confidence in a record rests on, with how each is read; each value lies between 0 and 1, or -1 and 1.
const NAMES: [&str; N_FEATURES] = [
    "bias",
    "noun",
    "several words",
    "mode known",
    "source coded",
    "source uncoded",
    "target coded",
    "target uncoded",
    "source far",
    "embedded",
    "speakers",
    "operators",
    "unknown verb",
    "folded",
    "condition",
    "happened, engine agrees",
    "not happened, engine agrees",
    "particular",
    "dynamic",
    "deep in the tree",
    "long sentence",
    "title",
];

/// The values of [`Features::names`] for one record.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Features([f64; N_FEATURES]);

/// Weights of the features.
#[derive(Clone, Debug, PartialEq)]
pub struct Confidence {
    weights: [f64; N_FEATURES],
}

impl Features {
    /// What the values are of.
    #[must_use]
    pub fn names() -> &'static [&'static str] {
        &NAMES
    }

    /// The values, in the order of their names.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.0
    }

    pub(crate) fn of(text: &Text<'_>, event: &Event, rating: &Rating, record: &Record) -> Features {
        let head = event.head();
        let word = text.syntax.word(head);
        let yes = |holds: bool| f64::from(u8::from(holds));
        let up_to = |n: usize, most: usize| n.min(most) as f64 / most as f64;
        let coded = |actors: &[ActorRef]| actors.iter().any(|a| !a.code.is_empty());
        let uncoded = |actors: &[ActorRef]| !actors.is_empty() && !coded(actors);
        let sentence = &text.document.sentences[text.document.sentence_of(head).index()];
        let [happened, particular, dynamic, _] = word.factuality.map(|v| f64::from(v.clamp(-3.0, 3.0)) / 3.0);
        let occurred = record.status == Status::Occurred;
        let away = event.sources.iter().map(|s| s.index().abs_diff(head.index())).min().unwrap_or(0);
        let depth = std::iter::successors(word.head, |&t| text.syntax.word(t).head).count();
        Features([
            1.0,
            yes(matches!(word.upos, Upos::Noun | Upos::Propn)),
            yes(event.trigger.len() > 1),
            yes(record.mode.is_some()),
            yes(coded(&record.source)),
            yes(uncoded(&record.source)),
            yes(coded(&record.target)),
            yes(uncoded(&record.target)),
            up_to(away, 20),
            yes(rating.embedded_in.is_some()),
            up_to(record.speakers.len(), 2),
            up_to(rating.trace.len(), 4),
            yes(rating.trace.iter().any(|line| line.contains("unknown verb"))),
            yes(record.folded),
            yes(record.condition.is_some()),
            if occurred { happened } else { 0.0 },
            if occurred { 0.0 } else { -happened },
            particular,
            dynamic,
            up_to(depth, 8),
            up_to(sentence.tokens.len(), 60),
            yes(record.field == Field::Title),
        ])
    }
}

impl Confidence {
    /// The weights that ship with sayso.
    ///
    /// # Errors
    /// A row that does not parse, names no feature, or names one again; a feature without a row.
    pub fn builtin() -> Result<Confidence, TableError> {
        let mut given = [None; N_FEATURES];
        for row in table::rows("confidence", include_str!("../../../lexicons/confidence.tsv"), 3)? {
            let at = NAMES.iter().position(|name| *name == row.cell(0)).filter(|&at| given[at].is_none());
            let at = at.ok_or_else(|| row.error("no such feature, or one that has a row already"))?;
            let weight = row.cell(1).parse::<f64>().ok().filter(|weight| weight.is_finite());
            given[at] = Some(weight.ok_or_else(|| row.error("the weight in column 2 is not a number"))?);
        }
        let mut weights = [0.0; N_FEATURES];
        for ((weight, given), name) in weights.iter_mut().zip(given).zip(NAMES) {
            *weight =
                given.ok_or_else(|| TableError::new("confidence", 0, format!("no row for the feature {name:?}")))?;
        }
        Ok(Confidence::of(weights))
    }

    /// With given weights, in the order of [`Features::names`].
    #[must_use]
    pub fn of(weights: [f64; N_FEATURES]) -> Confidence {
        Confidence { weights }
    }

    /// Between 0 and 1, to the hundredth.
    #[must_use]
    pub fn rate(&self, features: &Features) -> f32 {
        let score: f64 = self.weights.iter().zip(&features.0).map(|(weight, value)| weight * value).sum();
        let rate = 1.0 / (1.0 + (-score).exp());
        (rate.clamp(0.01, 0.99) * 100.0).round() as f32 / 100.0
    }
}

/// Leaves out the records below a confidence, and what the others say of them.
pub fn keep_confident(records: &mut Vec<Record>, least: f32) {
    if records.iter().all(|record| record.confidence >= least) {
        return;
    }
    let (kept, dropped): (Vec<Record>, Vec<Record>) =
        std::mem::take(records).into_iter().partition(|record| record.confidence >= least);
    *records = kept;
    let is_gone = |id: &String| dropped.iter().any(|record| record.id == *id);
    for record in records {
        record.embedded_in = record.embedded_in.take().filter(|id| !is_gone(id));
        record.embeds.retain(|id| !is_gone(id));
    }
}
