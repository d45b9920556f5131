//! The parser: from the vectors of words to trees with relations.

use crate::encoder::{Batch, Sequence, room};
use crate::heads::{Reading, best};
use crate::kernel::{Columns, Kernel, RelationInput, Rows, RowsView};
use crate::model::{Labels, Model, floats};
use crate::tags::Rel;
use crate::tree::Arcs;

/// Words whose dependent side of the relations is computed together.
const RELATION_TILE: usize = 12;
/// Scores of arcs are multiplied with this over the root of the width.
const ARC_TEMPERATURE: f32 = 4.0;
/// An arc that scores this much less than the best of its dependent is no candidate.
const CANDIDATE_RANGE: f32 = 4.0;
/// A candidate gains [`CLARITY_WEIGHT`] times the lead of its best relation over the second, a lead of at most this.
/// Where two governors are nearly as good, the one whose relation is clear is right more often.
const MOST_CLARITY: f32 = 6.0;
const CLARITY_WEIGHT: f32 = 0.4;

/// Buffers of the parser, used again from batch to batch.
#[derive(Debug, Default)]
pub(crate) struct Parser {
    mlp: Vec<f32>,
    rows: Rows,
    left: Vec<f32>,
    scratch: Vec<f32>,
    /// Scores of the arcs of all sentences, one after the other.
    arcs: Vec<f32>,
    dependents: Vec<f32>,
    relations: Vec<f32>,
    candidates: Vec<Candidate>,
}

/// An arc between two words of a batch, the roots counted as words.
#[derive(Debug)]
struct Candidate {
    dependent: usize,
    governor: usize,
    rel: Option<Rel>,
    /// How far the best relation leads.
    clarity: f32,
}

impl Parser {
    /// Gives every word, whose quantised vectors are `rows`, its governor and relation.
    pub(crate) fn read(
        &mut self,
        model: &Model,
        kernel: Kernel,
        batch: &Batch,
        rows: RowsView<'_>,
        readings: &mut [Reading],
    ) {
        let layer = model.weights.mlp.view(model.file());
        let mlp = room(&mut self.mlp, readings.len() * layer.outputs());
        kernel.multiply(rows, layer, mlp);
        kernel.gelu(mlp);
        self.quantise_dependents(model, kernel, readings.len());
        self.candidates.clear();
        self.arcs.clear();
        for sequence in &batch.sequences {
            self.score_arcs(model, kernel, sequence);
        }
        let first = self.score_relations(model, kernel, batch, 0);
        self.take_trees(batch, readings);
        self.score_relations(model, kernel, batch, first);
        for candidate in &self.candidates {
            let reading = &mut readings[candidate.dependent];
            if reading.head == candidate.governor {
                reading.rel = candidate.rel;
            }
        }
        for sequence in &batch.sequences {
            readings[sequence.words.clone()].iter_mut().for_each(|reading| reading.head -= sequence.words.start);
        }
    }

    /// Quantises the dependent side of the relations of all words.
    fn quantise_dependents(&mut self, model: &Model, kernel: Kernel, words: usize) {
        let (width, stride) = (model.config.rel, model.weights.mlp.outputs);
        self.rows.resize(words, width);
        let rows = &self.mlp[..words * stride];
        kernel.quantise(Columns { rows, stride, from: stride - width, width }, &mut self.rows);
    }

    /// Scores the arcs of one sentence and notes the candidates.
    fn score_arcs(&mut self, model: &Model, kernel: Kernel, sequence: &Sequence) {
        let (width, stride) = (model.config.arc, model.weights.mlp.outputs);
        let words = sequence.words.clone();
        let rows = &self.mlp[words.start * stride..words.end * stride];
        let governors = Columns { rows, stride, from: 0, width };
        let dependents = Columns { rows, stride, from: width, width };
        let left = room(&mut self.left, words.len() * width);
        kernel.affine(dependents, floats(model.file(), &model.weights.arc), left);
        let (start, padded) = (self.arcs.len(), padded(&words));
        self.arcs.resize(start + words.len() * padded, 0.0);
        let scores = &mut self.arcs[start..];
        kernel.products(Columns::all(left, width), governors, &mut self.scratch, scores);
        let factor = ARC_TEMPERATURE / (width as f32).sqrt();
        scores.iter_mut().for_each(|score| *score *= factor);
        for (dependent, scores) in scores.chunks_exact(padded).enumerate().skip(1) {
            let possible = || (0..words.len()).filter(|&governor| governor != dependent);
            let greatest = possible().map(|governor| scores[governor]).fold(f32::NEG_INFINITY, f32::max);
            let near = possible().filter(|&governor| scores[governor] > greatest - CANDIDATE_RANGE);
            self.candidates.extend(near.map(|governor| Candidate {
                dependent: words.start + dependent,
                governor: words.start + governor,
                rel: None,
                clarity: 0.0,
            }));
        }
    }

    /// Scores the relations of the candidates from `first` on, which come in the order of their dependents. Gives the
    /// number of candidates.
    fn score_relations(&mut self, model: &Model, kernel: Kernel, batch: &Batch, first: usize) -> usize {
        let (width, stride) = (model.config.rel, model.weights.mlp.outputs);
        let (layer, count) = (model.weights.relations.view(), model.weights.relations.count);
        let scores = room(&mut self.relations, count);
        let governor_of = |word: usize| &self.mlp[(word + 1) * stride - 2 * width..][..width];
        for tile in
            self.candidates[first..].chunk_by_mut(|a, b| a.dependent / RELATION_TILE == b.dependent / RELATION_TILE)
        {
            let start = tile[0].dependent / RELATION_TILE * RELATION_TILE;
            let words = start..(start + RELATION_TILE).min(batch.words.len());
            let dependents = room(&mut self.dependents, words.len() * layer.outputs());
            kernel.multiply(self.rows.view().slice(words), layer, dependents);
            for candidate in tile {
                let dependents = &dependents[(candidate.dependent - start) * layer.outputs()..][..layer.outputs()];
                let governors = &[governor_of(candidate.governor)];
                kernel.relations(RelationInput { dependents, governors, count }, scores);
                candidate.clarity = lead(scores);
                let is_root = batch.sequences.iter().any(|sequence| sequence.words.start == candidate.governor);
                candidate.rel = Some(best_relation(&model.labels, is_root, scores));
            }
        }
        self.candidates.len()
    }

    /// Takes the best tree of each sentence; chosen arcs that were no candidates become so. Heads are words of the batch.
    fn take_trees(&mut self, batch: &Batch, readings: &mut [Reading]) {
        let known = self.candidates.len();
        let (mut start, mut at) = (0, 0);
        for sequence in &batch.sequences {
            let (words, stride) = (sequence.words.clone(), padded(&sequence.words));
            let scores = &mut self.arcs[start..start + words.len() * stride];
            start += scores.len();
            let from = at;
            at += self.candidates[at..known].iter().take_while(|c| c.dependent < words.end).count();
            for candidate in &self.candidates[from..at] {
                let arc = (candidate.dependent - words.start) * stride + candidate.governor - words.start;
                scores[arc] += CLARITY_WEIGHT * candidate.clarity.min(MOST_CLARITY);
            }
            let heads = Arcs { scores, stride, nodes: words.len() }.best_tree();
            for (dependent, head) in words.clone().zip(heads) {
                let governor = words.start + head;
                readings[dependent].head = governor;
                let is_known =
                    self.candidates[from..at].iter().any(|c| (c.dependent, c.governor) == (dependent, governor));
                if dependent > words.start && !is_known {
                    self.candidates.push(Candidate { dependent, governor, rel: None, clarity: 0.0 });
                }
            }
        }
    }
}

/// Length of a row of scores of arcs.
fn padded(words: &std::ops::Range<usize>) -> usize {
    words.len().next_multiple_of(16)
}

/// How much the best of some scores is above the second.
fn lead(scores: &[f32]) -> f32 {
    let (first, second) = scores.iter().fold((f32::NEG_INFINITY, f32::NEG_INFINITY), |(first, second), &score| {
        if score > first { (score, first) } else { (first, second.max(score)) }
    });
    first - second
}

/// The root has one relation, and no other word may have it.
fn best_relation(labels: &Labels, is_root: bool, scores: &[f32]) -> Rel {
    if is_root {
        return Rel::Root;
    }
    labels.rel[best(scores, |i| labels.rel[i].is_some_and(|rel| rel != Rel::Root))].unwrap_or(Rel::Dep)
}
