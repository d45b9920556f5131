//! The transformer: from the pieces of a batch of sentences to one vector a word.

use crate::kernel::{AttentionInput, Columns, EmbeddingView, Kernel, Rows};
use crate::model::{Model, floats};

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
}

impl Encoder {
    /// Writes the vectors of the words of a batch to `words`.
    pub(crate) fn encode(&mut self, model: &Model, kernel: Kernel, batch: &Batch, words: &mut Vec<f32>) {
        let (file, weights, hidden) = (model.file(), &model.weights, model.config.hidden);
        let count = batch.tokens.len();
        self.x.resize(count * hidden, 0.0);
        self.y.resize(count * hidden, 0.0);
        self.attended.resize(count * hidden, 0.0);
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
        for layer in 0..weights.layers.len() {
            self.layer(model, kernel, layer, batch);
        }
        words.clear();
        for &row in &batch.words {
            words.extend_from_slice(&self.x[row as usize * hidden..(row as usize + 1) * hidden]);
        }
    }

    /// One layer, from `x` and the same quantised in `rows` to both.
    fn layer(&mut self, model: &Model, kernel: Kernel, layer: usize, batch: &Batch) {
        let (file, hidden, heads) = (model.file(), model.config.hidden, model.config.heads);
        let layer = &model.weights.layers[layer];
        let count = batch.tokens.len();
        self.wide.resize(count * 3 * hidden, 0.0);
        kernel.multiply(self.rows.view(), layer.qkv.view(file), &mut self.wide);
        for sequence in &batch.sequences {
            let of = |width: usize| sequence.tokens.start * width..sequence.tokens.end * width;
            let input = AttentionInput { qkv: &self.wide[of(3 * hidden)], hidden, heads };
            kernel.attend(input, &mut self.scratch, &mut self.attended[of(hidden)]);
        }
        kernel.quantise(Columns::all(&self.attended, hidden), &mut self.rows);
        kernel.multiply(self.rows.view(), layer.o.view(file), &mut self.y);
        kernel.normalise(&mut self.x, Some(&self.y), layer.norm1.view(file), &mut self.rows);
        self.wide.resize(count * model.config.ff, 0.0);
        self.wide_rows.resize(count, model.config.ff);
        kernel.multiply(self.rows.view(), layer.f1.view(file), &mut self.wide);
        kernel.gelu_quantise(&mut self.wide, &mut self.wide_rows);
        kernel.multiply(self.wide_rows.view(), layer.f2.view(file), &mut self.y);
        kernel.normalise(&mut self.x, Some(&self.y), layer.norm2.view(file), &mut self.rows);
    }
}
