//! The label sets of a model, parsed once into what the decoder hands out.

use super::error::ModelError;
use super::header::LabelNames;
use super::weights::Weights;
use crate::lemma::{BaseForms, Script};
use crate::tags::{Feats, NerTag, Rel, Upos};

/// What training writes for "none of the labels".
const UNKNOWN: [&str; 2] = ["<unk>", "[UNK]"];

/// One entry per row of each head. `None` stands for "unknown", which is never chosen.
#[derive(Debug)]
pub(crate) struct Labels {
    pub upos: Vec<Option<Upos>>,
    pub feats: Vec<Option<Feats>>,
    pub lemma: Vec<Script>,
    /// Base forms that lemmas are checked against.
    pub bases: BaseForms,
    pub rel: Vec<Option<Rel>>,
    /// Kind, and whether an entity begins; `None` is outside.
    pub ner: Vec<Option<(NerTag, bool)>>,
    /// For speaker, cue and content the rows of O, B and I.
    pub attribution: Option<[[usize; 3]; 3]>,
    /// The rows of the four values of factuality.
    pub factuality: Option<[usize; 4]>,
}

impl Labels {
    /// Parses the names.
    pub(crate) fn new(names: &LabelNames) -> Result<Labels, ModelError> {
        let labels = Labels {
            upos: known(&names.upos, Upos::parse),
            feats: known(&names.feats, |text| Feats(if text == "_" { "" } else { text }.into())),
            bases: BaseForms::builtin(),
            lemma: names.lemma_scripts.iter().map(|text| Script::parse(text)).collect(),
            rel: known(&names.deprel, Rel::parse),
            ner: names.ner.iter().map(|text| parse_ner(text)).collect::<Result<_, _>>()?,
            attribution: match names.attribution.as_slice() {
                [] => None,
                names => Some(attribution_rows(names)?),
            },
            factuality: match names.factuality.as_slice() {
                [] => None,
                names => Some(rows(names, ["factuality", "particular", "dynamic", "hypothetical"])?),
            },
        };
        let empty = labels.upos.iter().flatten().count() == 0
            || labels.feats.iter().flatten().count() == 0
            || labels.rel.iter().flatten().count() == 0
            || labels.lemma.is_empty();
        if empty {
            return Err(ModelError::Labels("a label set is empty".into()));
        }
        Ok(labels)
    }

    /// That every head has a row for each label, and none more.
    pub(crate) fn check_sizes(&self, weights: &Weights) -> Result<(), ModelError> {
        let heads = [
            ("upos", self.upos.len(), Some(weights.upos.outputs)),
            ("feats", self.feats.len(), Some(weights.feats.outputs)),
            ("lemma_scripts", self.lemma.len(), Some(weights.lemma.outputs)),
            ("ner", self.ner.len(), weights.ner.as_ref().map(|l| l.outputs)),
            (
                "attribution",
                if self.attribution.is_some() { 9 } else { 0 },
                weights.attribution.as_ref().map(|l| l.outputs),
            ),
            (
                "factuality",
                if self.factuality.is_some() { 4 } else { 0 },
                weights.factuality.as_ref().map(|(_, l)| l.outputs),
            ),
        ];
        for (name, labels, outputs) in heads {
            if outputs.is_some_and(|outputs| outputs != labels) {
                let outputs = outputs.unwrap_or(0);
                return Err(ModelError::Labels(format!("{labels} labels of {name} for a head of {outputs}")));
            }
        }
        Ok(())
    }
}

fn known<T>(names: &[String], parse: impl Fn(&str) -> T) -> Vec<Option<T>> {
    names.iter().map(|text| (!UNKNOWN.contains(&text.as_str())).then(|| parse(text))).collect()
}

fn parse_ner(text: &str) -> Result<Option<(NerTag, bool)>, ModelError> {
    match text.split_once('-') {
        None if text == "O" => Ok(None),
        Some((edge @ ("B" | "I"), kind)) => Ok(Some((NerTag::parse(kind), edge == "B"))),
        _ => Err(ModelError::Labels(format!("`{text}` is no entity tag"))),
    }
}

/// The rows of `source-O`, `source-B`, … `content-I`.
fn attribution_rows(names: &[String]) -> Result<[[usize; 3]; 3], ModelError> {
    let [mut source, mut cue, mut content] = [[0; 3]; 3];
    for (role, target) in [("source", &mut source), ("cue", &mut cue), ("content", &mut content)] {
        let tags = ["O", "B", "I"].map(|edge| format!("{role}-{edge}"));
        *target = rows(names, [&tags[0], &tags[1], &tags[2]])?;
    }
    Ok([source, cue, content])
}

fn rows<const N: usize>(names: &[String], wanted: [&str; N]) -> Result<[usize; N], ModelError> {
    let mut found = [0; N];
    for (row, name) in found.iter_mut().zip(wanted) {
        let at = names.iter().position(|n| n == name);
        *row = at.ok_or_else(|| ModelError::Labels(format!("there is no `{name}`")))?;
    }
    Ok(found)
}
