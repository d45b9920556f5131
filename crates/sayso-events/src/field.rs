//! The walk of life that a sentence tells of: a political act is told in other surroundings than a recipe, a match or a
//! landing.
//!
//! Each lemma of an open class speaks for or against each [`Field`], with the weight that `lexicons/fields.tsv` gives it
//! (a multinomial logistic regression, `training/fields.py`); the other sentences of the report count for what they
//! say, too. [`is_out_of_place`] leaves out acts that hardly anyone would tell of there.

use std::collections::HashMap;

use sayso_document::{SentenceId, TokenId};
use sayso_entities::Sector;
use sayso_lexicon::Text;
use sayso_lexicon::table::{self, TableError};
use sayso_syntax::Upos;

use crate::event::Event;
use crate::ontology::{EventType, Quad};

/// Lemmas of the table that a report must have before its walk of life is judged.
const LEAST_KNOWN: usize = 7;

/// What the mean of a report's other sentences counts beside a sentence.
const SURROUNDINGS: f32 = 0.6;

/// A walk of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// War, attacks, armed groups.
    Conflict,
    /// Courts, police, crime.
    Law,
    /// Governments, elections, relations between states.
    Politics,
    /// Accidents, storms, fires.
    Disaster,
    /// Companies and markets.
    Business,
    /// Science, health, environment.
    Science,
    /// Books, films, prizes.
    Arts,
    /// Sport.
    Sport,
    /// Private life, trade, teaching and whatever else is no news.
    Everyday,
}

/// All fields, in the order of the table's columns.
const FIELDS: [Field; 9] = [
    Field::Conflict,
    Field::Law,
    Field::Politics,
    Field::Disaster,
    Field::Business,
    Field::Science,
    Field::Arts,
    Field::Sport,
    Field::Everyday,
];

impl Field {
    /// The name of the table's column.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Field::Conflict => "conflict",
            Field::Law => "law",
            Field::Politics => "politics",
            Field::Disaster => "disaster",
            Field::Business => "business",
            Field::Science => "science",
            Field::Arts => "arts",
            Field::Sport => "sport",
            Field::Everyday => "everyday",
        }
    }
}

type Weights = [f32; FIELDS.len()];

/// The weights of the lemmas.
#[derive(Clone, Debug)]
pub struct Fields {
    always: Weights,
    lemmas: HashMap<String, Weights>,
}

impl Fields {
    /// The table that ships with sayso.
    ///
    /// # Errors
    /// A row that does not parse.
    pub fn builtin() -> Result<Fields, TableError> {
        let mut fields = Fields { always: [0.0; FIELDS.len()], lemmas: HashMap::new() };
        for row in table::rows("fields", include_str!("../../../lexicons/fields.tsv"), 1 + FIELDS.len())? {
            let mut weights = [0.0; FIELDS.len()];
            for (at, weight) in weights.iter_mut().enumerate() {
                let hundredths: i32 = row
                    .cell(1 + at)
                    .parse()
                    .map_err(|_| row.error("a weight is no whole number: run training/fields.py again"))?;
                *weight = hundredths as f32 / 100.0;
            }
            match row.cell(0) {
                "-" => fields.always = weights,
                lemma => {
                    fields.lemmas.insert(lemma.to_owned(), weights);
                }
            }
        }
        Ok(fields)
    }

    /// The likelihood of each field for each sentence of a report.
    #[must_use]
    pub fn read(&self, text: &Text<'_>) -> Surroundings {
        let sentences = &text.document.sentences;
        let mut known = 0;
        let mut weigh = |tokens: std::ops::Range<u32>| {
            let (weights, count) = self.weigh(text, tokens.map(TokenId));
            known += count;
            weights
        };
        let own: Vec<Option<Weights>> =
            sentences.iter().map(|s| s.is_report.then(|| weigh(s.tokens.clone()))).collect();
        if known < LEAST_KNOWN {
            return Surroundings(Vec::new());
        }
        let mut sum = [0.0; FIELDS.len()];
        own.iter().flatten().for_each(|weights| add(&mut sum, weights, 1.0));
        let others = own.iter().flatten().count().saturating_sub(1) as f32;
        let likely = own.into_iter().map(|own| {
            let own = own?;
            let mut logits = own;
            if others > 0.0 {
                add(&mut logits, &sum, SURROUNDINGS / others);
                add(&mut logits, &own, -SURROUNDINGS / others);
            }
            Some(softmax(logits))
        });
        Surroundings(likely.collect())
    }

    /// The weights of the lemmas of a sentence, and how many of them the table knows.
    fn weigh(&self, text: &Text<'_>, tokens: impl Iterator<Item = TokenId>) -> (Weights, usize) {
        let open_class =
            |t: &TokenId| matches!(text.syntax.upos(*t), Upos::Noun | Upos::Verb | Upos::Adj | Upos::Propn);
        let mut lemmas: Vec<String> = tokens.filter(open_class).map(|t| text.syntax.lemma(t).to_lowercase()).collect();
        lemmas.sort_unstable();
        lemmas.dedup();
        let mut weights = self.always;
        let known = lemmas.iter().filter_map(|lemma| self.lemmas.get(lemma));
        let count = known.inspect(|more| add(&mut weights, more, 1.0)).count();
        (weights, count)
    }
}

fn add(sum: &mut Weights, more: &Weights, times: f32) {
    sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += times * more);
}

fn softmax(logits: Weights) -> Weights {
    let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers = logits.map(|x| (x - most).exp());
    let sum: f32 = powers.iter().sum();
    powers.map(|x| x / sum)
}

/// How likely each field is, for each sentence of a report; nothing for a sentence that is no text of the report,
/// or where the report has too few known words.
#[derive(Clone, Debug)]
pub struct Surroundings(Vec<Option<Weights>>);

impl Surroundings {
    /// The likeliest field of a sentence.
    #[must_use]
    pub fn field(&self, sentence: SentenceId) -> Option<Field> {
        let likely = self.0.get(sentence.index())?.as_ref()?;
        FIELDS.into_iter().zip(likely).max_by(|a, b| a.1.total_cmp(b.1)).map(|(field, _)| field)
    }

    /// How likely a sentence tells of public affairs: conflict, law or politics.
    #[must_use]
    pub fn public(&self, sentence: SentenceId) -> f32 {
        let likely = self.0.get(sentence.index()).and_then(Option::as_ref);
        likely.map_or(1.0, |likely| likely[..3].iter().sum())
    }
}

/// Whether an act would be told of in another walk of life than its sentence: less is asked where a state, an office or
/// an armed body takes part, or where blood is shed.
pub(crate) fn is_out_of_place(text: &Text<'_>, surroundings: &Surroundings, event: &Event) -> bool {
    let sentence = text.document.sentence_of(event.head());
    let Some(field) = surroundings.field(sentence) else { return false };
    let political = event.sources.iter().chain(&event.targets).any(|&t| is_political(text, t));
    let material = event.event_type.quad() == Quad::MaterialConflict;
    let least = match field {
        Field::Conflict | Field::Law | Field::Politics => return false,
        Field::Everyday | Field::Arts | Field::Sport if political => 0.01,
        Field::Everyday | Field::Arts | Field::Sport if material => 0.05,
        Field::Everyday | Field::Arts | Field::Sport => 0.2,
        Field::Business | Field::Science if political || event.event_type == EventType::Coerce => 0.0,
        Field::Business | Field::Science => 0.1,
        Field::Disaster if event.event_type == EventType::Assault => 0.05,
        Field::Disaster => 0.0,
    };
    surroundings.public(sentence) < least
}

/// Whether a party is a state, an office, an armed or political body: not people, firms, media or schools of a country.
pub(crate) fn is_political(text: &Text<'_>, party: TokenId) -> bool {
    let Some(mention) = text.entities.mention_at(party) else { return false };
    mention.actors().any(|actor| {
        let private = matches!(
            actor.sectors.first(),
            Some(
                Sector::Cvl
                    | Sector::Jrn
                    | Sector::Bus
                    | Sector::Med
                    | Sector::Edu
                    | Sector::Lab
                    | Sector::Agr
                    | Sector::Unk
            )
        );
        !actor.code.is_empty() && !private
    })
}
