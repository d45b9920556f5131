//! The heads: from the vectors of words to tags, lemmas and the rest; trees are the parser's.

use crate::encoder::{Batch, room};
use crate::kernel::{Columns, Kernel, Rows};
use crate::model::{Linear, Model};
use crate::parser::Parser;
use crate::tags::{Feats, NerTag, Rel, Upos};

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
    values: Vec<f32>,
    parser: Parser,
    /// One per word of the batch, the roots included.
    pub(crate) readings: Vec<Reading>,
}

impl Heads {
    /// Reads the vectors of the words of a batch.
    pub(crate) fn read(&mut self, model: &Model, kernel: Kernel, batch: &Batch, words: &[f32]) {
        let hidden = model.config.hidden;
        self.readings.clear();
        self.readings.resize(batch.words.len(), Reading::default());
        self.rows.resize(batch.words.len(), hidden);
        kernel.quantise(Columns::all(words, hidden), &mut self.rows);
        self.read_tags(model, kernel);
        self.read_factuality(model, kernel);
        self.parser.read(model, kernel, batch, self.rows.view(), &mut self.readings);
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
        let values = room(&mut self.values, self.readings.len() * layer.outputs());
        kernel.multiply(self.narrow_rows.view(), layer, values);
        for (reading, scores) in self.readings.iter_mut().zip(values.chunks_exact(layer.outputs())) {
            reading.factuality = rows.map(|row| scores[row]);
        }
    }
}

/// The first of the best among those allowed.
pub(crate) fn best(scores: &[f32], allowed: impl Fn(usize) -> bool) -> usize {
    let mut best = None;
    for (i, &score) in scores.iter().enumerate() {
        if best.is_none_or(|(_, most)| score > most) && allowed(i) {
            best = Some((i, score));
        }
    }
    best.map_or(0, |(i, _)| i)
}
