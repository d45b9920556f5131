//! The transformer: from the pieces of a batch of sentences to one vector a word.

use crate::kernel::{AttentionInput, Columns, EmbeddingView, Kernel, Rows};
use crate::leaning::LEANING_LAYERS;
use crate::model::{Layer, Model, floats};

/// Several sentences, one after the other without padding.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// Of every piece: its number, position and case shape.
    pub tokens: Vec<(u32, u16, u8)>,
    /// The sentences.
    pub sequences: Vec<Sequence>,
    /// For each word of each sentence, the root first, the piece whose vector is that of the word.
    pub words: Vec<u32>,
}

/// Where one sentence of a batch is.
#[derive(Clone, Debug)]
pub(crate) struct Sequence {
    /// Its pieces.
    pub tokens: std::ops::Range<usize>,
    /// Its words, the root first.
    pub words: std::ops::Range<usize>,
}

impl Batch {
    pub(crate) fn clear(&mut self) {
        self.tokens.clear();
        self.sequences.clear();
        self.words.clear();
    }
}

/// Buffers of the encoder, used again from batch to batch.
#[derive(Debug, Default)]
pub(crate) struct Encoder {
    x: Vec<f32>,
    y: Vec<f32>,
    wide: Vec<f32>,
    attended: Vec<f32>,
    scratch: Vec<f32>,
    rows: Rows,
    wide_rows: Rows,
    /// The vectors of the words after the first layer.
    early: Vec<f32>,
    /// The same after [`LEANING_LAYERS`] layers.
    midway: Vec<f32>,
}

impl Encoder {
    /// The vectors of the words of a batch, the roots included.
    pub(crate) fn encode(&mut self, model: &Model, kernel: Kernel, batch: &Batch) -> &[f32] {
        let (file, weights, hidden) = (model.file(), &model.weights, model.config.hidden);
        let count = batch.tokens.len();
        self.x.resize(count * hidden, 0.0);
        self.rows.resize(count, hidden);
        let table = EmbeddingView {
            word: &file[weights.word.clone()],
            word_scale: floats(file, &weights.word_scale),
            group: model.config.emb_group,
            position: floats(file, &weights.pos),
            shape: floats(file, &weights.shape),
            tokens: &batch.tokens,
        };
        kernel.embed(table, &mut self.x);
        kernel.normalise(&mut self.x, None, weights.norm.view(file), &mut self.rows);
        for (i, layer) in weights.layers.iter().enumerate() {
            self.attend(model, kernel, layer, batch);
            if i + 1 == weights.layers.len() {
                // Nothing after this looks at other pieces than those that stand for a word.
                self.keep(&batch.words, hidden);
            }
            self.feed_forward(model, kernel, layer);
            let only_words = i + 1 == weights.layers.len();
            if i == 0 {
                remember(&mut self.early, &self.x, &batch.words, hidden, only_words);
            }
            if i + 1 == LEANING_LAYERS {
                remember(&mut self.midway, &self.x, &batch.words, hidden, only_words);
            }
        }
        &self.x
    }

    /// The vectors of the words of the last batch after the first layer, the roots included.
    pub(crate) fn early(&self) -> &[f32] {
        &self.early
    }

    /// The same after [`LEANING_LAYERS`] layers; nothing where there are fewer.
    pub(crate) fn midway(&self) -> &[f32] {
        &self.midway
    }

    /// The attention of a layer, from the quantised `x` in `rows` to `attended`.
    fn attend(&mut self, model: &Model, kernel: Kernel, layer: &Layer, batch: &Batch) {
        let (hidden, heads) = (model.config.hidden, model.config.heads);
        let count = batch.tokens.len();
        let wide = room(&mut self.wide, count * 3 * hidden);
        kernel.multiply(self.rows.view(), layer.qkv.view(model.file()), wide);
        self.attended.resize(count * hidden, 0.0);
        for sequence in &batch.sequences {
            let of = |width: usize| sequence.tokens.start * width..sequence.tokens.end * width;
            let input = AttentionInput { qkv: &wide[of(3 * hidden)], hidden, heads };
            kernel.attend(input, &mut self.scratch, &mut self.attended[of(hidden)]);
        }
    }

    /// Keeps only some rows of `x` and `attended`.
    fn keep(&mut self, rows: &[u32], hidden: usize) {
        for from in [&mut self.x, &mut self.attended] {
            self.y.clear();
            for &row in rows {
                self.y.extend_from_slice(&from[row as usize * hidden..(row as usize + 1) * hidden]);
            }
            std::mem::swap(from, &mut self.y);
        }
    }

    /// The rest of a layer, from `x` and `attended` to `x` and the same quantised in `rows`.
    fn feed_forward(&mut self, model: &Model, kernel: Kernel, layer: &Layer) {
        let (file, hidden, ff) = (model.file(), model.config.hidden, model.config.ff);
        let count = self.x.len() / hidden;
        self.y.resize(count * hidden, 0.0);
        self.rows.resize(count, hidden);
        kernel.quantise(Columns::all(&self.attended, hidden), &mut self.rows);
        kernel.multiply(self.rows.view(), layer.o.view(file), &mut self.y);
        kernel.normalise(&mut self.x, Some(&self.y), layer.norm1.view(file), &mut self.rows);
        let wide = room(&mut self.wide, count * ff);
        self.wide_rows.resize(count, ff);
        kernel.multiply(self.rows.view(), layer.f1.view(file), wide);
        kernel.gelu_quantise(wide, &mut self.wide_rows);
        kernel.multiply(self.wide_rows.view(), layer.f2.view(file), &mut self.y);
        kernel.normalise(&mut self.x, Some(&self.y), layer.norm2.view(file), &mut self.rows);
    }
}

/// Sets aside the rows of the words, which may be all that is left.
fn remember(kept: &mut Vec<f32>, rows: &[f32], words: &[u32], hidden: usize, only_words: bool) {
    kept.clear();
    for (at, &row) in words.iter().enumerate() {
        let row = if only_words { at } else { row as usize };
        kept.extend_from_slice(&rows[row * hidden..(row + 1) * hidden]);
    }
}

/// The first `len` floats of a buffer that only ever grows.
pub(crate) fn room(buffer: &mut Vec<f32>, len: usize) -> &mut [f32] {
    if buffer.len() < len {
        buffer.resize(len, 0.0);
    }
    &mut buffer[..len]
}
