//! The heads: from the vectors of words to tags, lemmas, trees and the rest.

use crate::encoder::{Batch, Sequence, room};
use crate::kernel::{Columns, Kernel, RelationInput, Rows};
use crate::model::{Labels, Linear, Model, floats};
use crate::tags::{Feats, NerTag, Rel, Upos};
use crate::tree::Arcs;

/// Words whose relations are scored together.
const RELATION_TILE: usize = 12;
/// Scores of arcs are multiplied with this over the root of the width.
const ARC_TEMPERATURE: f32 = 4.0;

/// What the heads say of one word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    pub upos: Option<Upos>,
    pub feats: Feats,
    /// Number of the lemma script.
    pub script: usize,
    /// Governor, counted from the root in the sequence.
    pub head: usize,
    pub rel: Option<Rel>,
    pub ner: Option<(NerTag, bool)>,
    pub factuality: [f32; 4],
    pub attribution: [u8; 3],
}

/// Buffers of the heads, used again from batch to batch.
#[derive(Debug, Default)]
pub(crate) struct Heads {
    rows: Rows,
    narrow_rows: Rows,
    scores: Vec<f32>,
    mlp: Vec<f32>,
    arc: Vec<f32>,
    scratch: Vec<f32>,
    /// One per word of the batch, the roots included.
    pub(crate) readings: Vec<Reading>,
}

impl Heads {
    /// Reads the vectors of the words of a batch.
    pub(crate) fn read(&mut self, model: &Model, kernel: Kernel, batch: &Batch, words: &[f32]) {
        let (file, hidden) = (model.file(), model.config.hidden);
        self.readings.clear();
        self.readings.resize(batch.words.len(), Reading::default());
        self.rows.resize(batch.words.len(), hidden);
        kernel.quantise(Columns::all(words, hidden), &mut self.rows);
        self.read_tags(model, kernel);
        self.read_factuality(model, kernel);
        let width = model.weights.mlp.outputs;
        self.mlp.resize(batch.words.len() * width, 0.0);
        kernel.multiply(self.rows.view(), model.weights.mlp.view(file), &mut self.mlp);
        kernel.gelu(&mut self.mlp);
        for sequence in &batch.sequences {
            self.read_tree(model, kernel, sequence);
        }
        self.read_relations(model, kernel, batch);
    }

    /// Runs a linear head over all words.
    fn run(&mut self, model: &Model, kernel: Kernel, head: &Linear) {
        let layer = head.view(model.file());
        let scores = room(&mut self.scores, self.readings.len() * layer.outputs());
        kernel.multiply(self.rows.view(), layer, scores);
    }

    /// Runs a linear head and hands its scores of each word to `take`.
    fn each(&mut self, model: &Model, kernel: Kernel, head: &Linear, take: impl Fn(&mut Reading, &[f32])) {
        self.run(model, kernel, head);
        let padded = head.view(model.file()).outputs();
        for (reading, scores) in self.readings.iter_mut().zip(self.scores.chunks_exact(padded)) {
            take(reading, &scores[..head.outputs]);
        }
    }

    fn read_tags(&mut self, model: &Model, kernel: Kernel) {
        let (weights, labels) = (&model.weights, &model.labels);
        self.each(model, kernel, &weights.upos, |reading, scores| {
            reading.upos = labels.upos[best(scores, |i| labels.upos[i].is_some())];
        });
        self.each(model, kernel, &weights.feats, |reading, scores| {
            reading.feats = labels.feats[best(scores, |i| labels.feats[i].is_some())].clone().unwrap_or_default();
        });
        self.each(model, kernel, &weights.lemma, |reading, scores| reading.script = best(scores, |_| true));
        if let Some(head) = &weights.ner {
            self.each(model, kernel, head, |reading, scores| reading.ner = labels.ner[best(scores, |_| true)]);
        }
        if let (Some(head), Some(rows)) = (&weights.attribution, labels.attribution) {
            self.each(model, kernel, head, |reading, scores| {
                reading.attribution = rows.map(|edges| best(&edges.map(|row| scores[row]), |_| true) as u8);
            });
        }
    }

    fn read_factuality(&mut self, model: &Model, kernel: Kernel) {
        let (Some((first, second)), Some(rows)) = (&model.weights.factuality, model.labels.factuality) else {
            return;
        };
        self.run(model, kernel, first);
        let (padded, width) = (first.view(model.file()).outputs(), first.outputs);
        let scores = &mut self.scores[..self.readings.len() * padded];
        kernel.gelu(scores);
        self.narrow_rows.resize(self.readings.len(), width);
        let hidden = Columns { rows: scores, stride: padded, from: 0, width };
        kernel.quantise(hidden, &mut self.narrow_rows);
        let layer = second.view(model.file());
        let values = room(&mut self.arc, self.readings.len() * layer.outputs());
        kernel.multiply(self.narrow_rows.view(), layer, values);
        for (reading, scores) in self.readings.iter_mut().zip(values.chunks_exact(layer.outputs())) {
            reading.factuality = rows.map(|row| scores[row]);
        }
    }

    /// Scores the arcs of one sentence and takes the best tree.
    fn read_tree(&mut self, model: &Model, kernel: Kernel, sequence: &Sequence) {
        let (width, stride) = (model.config.arc, model.weights.mlp.outputs);
        let words = sequence.words.clone();
        let rows = &self.mlp[words.start * stride..words.end * stride];
        let governors = Columns { rows, stride, from: 0, width };
        let dependents = Columns { rows, stride, from: width, width };
        let arc = room(&mut self.arc, words.len() * width);
        kernel.affine(dependents, floats(model.file(), &model.weights.arc), arc);
        let padded = words.len().next_multiple_of(16);
        let scores = room(&mut self.scores, words.len() * padded);
        kernel.products(Columns::all(arc, width), governors, &mut self.scratch, scores);
        let factor = ARC_TEMPERATURE / (width as f32).sqrt();
        scores.iter_mut().for_each(|score| *score *= factor);
        let arcs = Arcs { scores, stride: padded, nodes: words.len() };
        for (reading, head) in self.readings[words].iter_mut().zip(arcs.best_tree()) {
            reading.head = head;
        }
    }

    /// Scores the relations between every word and its governor.
    fn read_relations(&mut self, model: &Model, kernel: Kernel, batch: &Batch) {
        let (width, stride) = (model.config.rel, model.weights.mlp.outputs);
        let layer = model.weights.relations.view();
        let count = model.weights.relations.count;
        self.narrow_rows.resize(self.readings.len(), width);
        let from = stride - width;
        kernel.quantise(Columns { rows: &self.mlp, stride, from, width }, &mut self.narrow_rows);
        let mut governors = Vec::with_capacity(self.readings.len());
        for sequence in &batch.sequences {
            let start = sequence.words.start;
            let heads = self.readings[sequence.words.clone()].iter().map(|reading| start + reading.head);
            governors.extend(heads.map(|head| &self.mlp[head * stride + from - width..][..width]));
        }
        let scores = room(&mut self.scores, RELATION_TILE * count);
        for (tile, governors) in governors.chunks(RELATION_TILE).enumerate() {
            let words = tile * RELATION_TILE..tile * RELATION_TILE + governors.len();
            let dependents = room(&mut self.arc, governors.len() * layer.outputs());
            kernel.multiply(self.narrow_rows.view().slice(words.clone()), layer, dependents);
            kernel.relations(RelationInput { dependents, governors, count }, scores);
            for (reading, scores) in self.readings[words].iter_mut().zip(scores.chunks_exact(count)) {
                reading.rel = Some(best_relation(&model.labels, reading.head, scores));
            }
        }
    }
}

/// The root has one relation, and no other word may have it.
fn best_relation(labels: &Labels, head: usize, scores: &[f32]) -> Rel {
    if head == 0 {
        return Rel::Root;
    }
    labels.rel[best(scores, |i| labels.rel[i].is_some_and(|rel| rel != Rel::Root))].unwrap_or(Rel::Dep)
}

/// The first of the best among those allowed.
fn best(scores: &[f32], allowed: impl Fn(usize) -> bool) -> usize {
    let mut best = None;
    for (i, &score) in scores.iter().enumerate() {
        if best.is_none_or(|(_, most)| score > most) && allowed(i) {
            best = Some((i, score));
        }
    }
    best.map_or(0, |(i, _)| i)
}
