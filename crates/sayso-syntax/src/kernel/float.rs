//! Every operation of the engine, written once over the lanes of a processor.

use std::f32::consts::LOG2_E;

use super::lanes::{LANES, Lanes, MAGIC};
use super::rows::{LIMIT, OFFSET, Rows, RowsView};
use super::{BLOCK, LinearView, NormView};

/// Smallest greatest value of a row, so that a row of zeros can be quantised.
const TINY: f32 = 1e-9;
/// Added to the variance in a layer norm.
const EPSILON: f32 = 1e-12;
/// −2√(2/π)·log₂e and 0.044715 times that: the exponent of GELU in its tanh form.
const GELU: [f32; 2] = [-2.302_208_2, -0.102_943_24];
/// Queries whose attention is computed together.
const QUERIES: usize = 4;

/// The embeddings of a batch of tokens.
#[derive(Clone, Copy)]
pub(crate) struct EmbeddingView<'a> {
    /// Four bits a value, the even one low, stored as value + 8.
    pub word: &'a [u8],
    /// One per `group` values of `word`.
    pub word_scale: &'a [f32],
    pub group: usize,
    pub position: &'a [f32],
    pub shape: &'a [f32],
    /// Of every token: its piece, position and case shape.
    pub tokens: &'a [(u32, u16, u8)],
}

/// Some neighbouring columns of rows of floats.
#[derive(Clone, Copy)]
pub(crate) struct Columns<'a> {
    /// The rows, whole.
    pub rows: &'a [f32],
    /// Length of a row.
    pub stride: usize,
    /// First column.
    pub from: usize,
    /// Number of columns.
    pub width: usize,
}

impl<'a> Columns<'a> {
    /// All columns of rows of this length.
    pub(crate) fn all(rows: &'a [f32], width: usize) -> Columns<'a> {
        Columns { rows, stride: width, from: 0, width }
    }

    #[inline(always)]
    fn len(&self) -> usize {
        self.rows.len() / self.stride
    }

    #[inline(always)]
    fn row(&self, row: usize) -> &'a [f32] {
        &self.rows[row * self.stride + self.from..][..self.width]
    }
}

/// One sentence of queries, keys and values.
#[derive(Clone, Copy)]
pub(crate) struct AttentionInput<'a> {
    /// Rows of queries, keys and values of all heads, `3 · hidden` floats each.
    pub qkv: &'a [f32],
    pub hidden: usize,
    pub heads: usize,
}

/// A few words to be scored for every relation to their governors.
#[derive(Clone, Copy)]
pub(crate) struct RelationInput<'a> {
    /// Rows of the relation layer over the dependents.
    pub dependents: &'a [f32],
    /// Vector of the governor of each.
    pub governors: &'a [&'a [f32]],
    /// Relations.
    pub count: usize,
}

// Loops below rather than closures: those would be compiled on their own, without the instructions of the kernel.

/// A row as lanes; all rows are multiples of sixteen.
#[inline(always)]
fn lanes(x: &[f32]) -> &[[f32; LANES]] {
    x.as_chunks::<LANES>().0
}

/// The same, to write to.
#[inline(always)]
fn lanes_mut(x: &mut [f32]) -> &mut [[f32; LANES]] {
    x.as_chunks_mut::<LANES>().0
}

/// The greatest absolute value of a row.
#[inline(always)]
fn greatest<L: Lanes>(x: &[f32]) -> f32 {
    let mut greatest = L::splat(0.0);
    for x in lanes(x) {
        greatest = L::load(x).abs().max(greatest);
    }
    greatest.greatest()
}

/// 2ˣ for −126 ≤ x ≤ 126, to seven digits.
#[inline(always)]
fn exp2<L: Lanes>(x: L) -> L {
    const TERMS: [f32; 5] = [0.009_676_032, 0.055_503_57, 0.240_221_07, std::f32::consts::LN_2, 1.000_000_1];
    let whole = x.add(L::splat(MAGIC));
    let part = x.sub(whole.sub(L::splat(MAGIC)));
    let mut value = L::splat(0.001_339_086_3);
    for term in TERMS {
        value = value.mul(part).add(L::splat(term));
    }
    value.mul(whole.power())
}

#[inline(always)]
fn gelu_lanes<L: Lanes>(x: L) -> L {
    let inner = x.mul(L::splat(GELU[0]).add(x.mul(x).mul(L::splat(GELU[1]))));
    let bounded = inner.min(L::splat(126.0)).max(L::splat(-126.0));
    x.div(L::splat(1.0).add(exp2(bounded)))
}

/// Quantises one row whose greatest absolute value is known.
#[inline(always)]
fn quantise_row<L: Lanes>(x: &[f32], greatest: f32, row: usize, rows: &mut Rows) {
    let greatest = if greatest > TINY { greatest } else { TINY };
    let (inverse, magic, offset) = (L::splat(LIMIT / greatest), L::splat(MAGIC), L::splat(OFFSET));
    let of_row = row * rows.width..(row + 1) * rows.width;
    for (x, to) in lanes(x).iter().zip(rows.bytes[of_row].as_chunks_mut::<LANES>().0) {
        // Rounded first, so that a half goes to the even value before it is moved up.
        L::load(x).mul(inverse).add(magic).add(offset).store_bytes(to);
    }
    rows.scales[row] = greatest / LIMIT;
}

#[inline(always)]
pub(super) fn multiply<L: Lanes>(rows: RowsView<'_>, layer: LinearView<'_>, out: &mut [f32]) {
    assert_eq!(rows.width, layer.inputs, "rows fit the layer");
    let outputs = layer.outputs();
    for block in 0..outputs / BLOCK {
        let mut row = 0;
        while L::TILE == 12 && row + 12 <= rows.len() {
            multiply_tile::<L, 12>(rows, row, layer, block, out);
            row += 12;
        }
        while L::TILE >= 6 && row + 6 <= rows.len() {
            multiply_tile::<L, 6>(rows, row, layer, block, out);
            row += 6;
        }
        while row + 3 <= rows.len() {
            multiply_tile::<L, 3>(rows, row, layer, block, out);
            row += 3;
        }
        while row < rows.len() {
            multiply_tile::<L, 1>(rows, row, layer, block, out);
            row += 1;
        }
    }
}

#[inline(always)]
fn multiply_tile<L: Lanes, const R: usize>(
    rows: RowsView<'_>,
    first: usize,
    layer: LinearView<'_>,
    block: usize,
    out: &mut [f32],
) {
    let size = BLOCK * layer.inputs;
    let mut sums = [[0; BLOCK]; R];
    L::integer_products(rows, first, &layer.weight[block * size..(block + 1) * size], &mut sums);
    let outputs = layer.outputs();
    let of_block = block * BLOCK..(block + 1) * BLOCK;
    let (scales, _) = layer.scale[of_block.clone()].as_chunks::<LANES>();
    let (biases, _) = layer.bias[of_block.clone()].as_chunks::<LANES>();
    let (surpluses, _) = layer.surplus[of_block.clone()].as_chunks::<LANES>();
    for (r, sums) in sums.iter().enumerate() {
        let row_scale = L::splat(rows.scales[first + r]);
        let to = &mut out[(first + r) * outputs..(first + r + 1) * outputs][of_block.clone()];
        let parts = sums.as_chunks::<LANES>().0.iter().zip(to.as_chunks_mut::<LANES>().0);
        for ((sums, to), ((scale, bias), surplus)) in parts.zip(scales.iter().zip(biases).zip(surpluses)) {
            let scale = row_scale.mul(L::load(scale));
            // Whole numbers of at most 24 bits: no float rounds here.
            L::convert(sums).sub(L::load(surplus)).mul(scale).add(L::load(bias)).store(to);
        }
    }
}

#[inline(always)]
pub(super) fn embed<L: Lanes>(table: EmbeddingView<'_>, x: &mut [f32]) {
    let hidden = x.len() / table.tokens.len().max(1);
    for (&(piece, position, shape), x) in table.tokens.iter().zip(x.chunks_exact_mut(hidden.max(1))) {
        let word = &table.word[piece as usize * hidden / 2..][..hidden / 2];
        let scales = &table.word_scale[piece as usize * (hidden / table.group)..][..hidden / table.group];
        for ((to, word), scale) in x.chunks_exact_mut(table.group).zip(word.chunks_exact(table.group / 2)).zip(scales) {
            for (to, byte) in to.as_chunks_mut::<2>().0.iter_mut().zip(word) {
                *to = [byte & 15, byte >> 4].map(|half| (i32::from(half) - 8) as f32 * scale);
            }
        }
        let position = &table.position[usize::from(position) * hidden..][..hidden];
        let shape = &table.shape[usize::from(shape) * hidden..][..hidden];
        for (to, (position, shape)) in lanes_mut(x).iter_mut().zip(lanes(position).iter().zip(lanes(shape))) {
            L::load(to).add(L::load(position).add(L::load(shape))).store(to);
        }
    }
}

#[inline(always)]
pub(super) fn quantise<L: Lanes>(x: Columns<'_>, rows: &mut Rows) {
    for row in 0..x.len() {
        quantise_row::<L>(x.row(row), greatest::<L>(x.row(row)), row, rows);
    }
}

#[inline(always)]
pub(super) fn normalise<L: Lanes>(x: &mut [f32], y: Option<&[f32]>, norm: NormView<'_>, rows: &mut Rows) {
    let width = rows.width;
    for (row, x) in x.chunks_exact_mut(width).enumerate() {
        let mut sum = L::splat(0.0);
        if let Some(y) = y {
            for (x, y) in lanes_mut(x).iter_mut().zip(lanes(&y[row * width..(row + 1) * width])) {
                let value = L::load(x).add(L::load(y));
                sum = sum.add(value);
                value.store(x);
            }
        } else {
            for x in lanes(x) {
                sum = sum.add(L::load(x));
            }
        }
        let mean = L::splat(sum.sum() / width as f32);
        let mut squares = L::splat(0.0);
        for x in lanes(x) {
            let value = L::load(x).sub(mean);
            squares = squares.add(value.mul(value));
        }
        let factor = L::splat(1.0 / (squares.sum() / width as f32 + EPSILON).sqrt());
        let mut greatest = L::splat(0.0);
        for (x, (weight, bias)) in lanes_mut(x).iter_mut().zip(lanes(norm.weight).iter().zip(lanes(norm.bias))) {
            let value = L::load(x).sub(mean).mul(factor).mul(L::load(weight)).add(L::load(bias));
            greatest = value.abs().max(greatest);
            value.store(x);
        }
        quantise_row::<L>(x, greatest.greatest(), row, rows);
    }
}

#[inline(always)]
pub(super) fn gelu<L: Lanes>(x: &mut [f32]) {
    for x in lanes_mut(x) {
        gelu_lanes(L::load(x)).store(x);
    }
}

#[inline(always)]
pub(super) fn gelu_quantise<L: Lanes>(x: &mut [f32], rows: &mut Rows) {
    let width = rows.width;
    for (row, x) in x.chunks_exact_mut(width).enumerate() {
        let mut greatest = L::splat(0.0);
        for x in lanes_mut(x) {
            let value = gelu_lanes(L::load(x));
            greatest = value.abs().max(greatest);
            value.store(x);
        }
        quantise_row::<L>(x, greatest.greatest(), row, rows);
    }
}

/// Writes rows, times a factor, in blocks of sixteen, column by column within each block. What is left of the last
/// block is zero.
#[inline(always)]
fn transpose<L: Lanes>(x: Columns<'_>, factor: f32, out: &mut [f32]) {
    let factor = L::splat(factor);
    for (block, out) in out.chunks_exact_mut(x.width * LANES).enumerate() {
        let (columns, _) = out.as_chunks_mut::<LANES>();
        for (part, columns) in columns.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
            let mut square = [L::splat(0.0); LANES];
            for (lanes, row) in square.iter_mut().zip(block * LANES..x.len()) {
                let (row, _) = x.row(row).as_chunks::<LANES>();
                *lanes = L::load(&row[part]).mul(factor);
            }
            for (lanes, to) in L::transpose(square).into_iter().zip(columns) {
                lanes.store(to);
            }
        }
    }
}

/// Products of `Q` vectors with all the transposed ones.
#[inline(always)]
fn multiply_transposed<L: Lanes, const Q: usize>(left: [&[f32]; Q], right: &[f32], out: [&mut [f32]; Q]) {
    let width = left[0].len();
    let mut out = out.map(|out| out.as_chunks_mut::<LANES>().0.iter_mut());
    for block in right.chunks_exact(width * LANES) {
        let mut sums = [L::splat(0.0); Q];
        for (i, right) in block.as_chunks::<LANES>().0.iter().enumerate().take(width) {
            let right = L::load(right);
            for q in 0..Q {
                sums[q] = sums[q].add(L::splat(left[q][i]).mul(right));
            }
        }
        for q in 0..Q {
            if let Some(to) = out[q].next() {
                sums[q].store(to);
            }
        }
    }
}

#[inline(always)]
pub(super) fn attend<L: Lanes>(input: AttentionInput<'_>, scratch: &mut Vec<f32>, out: &mut [f32]) {
    let AttentionInput { qkv, hidden, heads } = input;
    let stride = 3 * hidden;
    let tokens = qkv.len() / stride;
    let padded = tokens.next_multiple_of(LANES);
    let width = hidden / heads;
    scratch.resize(padded * (width + QUERIES), 0.0);
    let (keys, scores) = scratch.split_at_mut(padded * width);
    let factor = LOG2_E / (width as f32).sqrt();
    for head in 0..heads {
        transpose::<L>(Columns { rows: qkv, stride, from: hidden + head * width, width }, factor, keys);
        if tokens < QUERIES {
            (0..tokens).for_each(|token| attend_tile::<L, 1>(input, head, token, keys, scores, out));
        } else {
            // The last tile may overlap the one before: doing some again is quicker than one by one.
            for token in (0..tokens).step_by(QUERIES) {
                attend_tile::<L, QUERIES>(input, head, token.min(tokens - QUERIES), keys, scores, out);
            }
        }
    }
}

/// Attention of one head for `Q` tokens.
#[inline(always)]
fn attend_tile<L: Lanes, const Q: usize>(
    input: AttentionInput<'_>,
    head: usize,
    first: usize,
    keys: &[f32],
    scores: &mut [f32],
    out: &mut [f32],
) {
    let AttentionInput { qkv, hidden, heads } = input;
    let (stride, width) = (3 * hidden, hidden / heads);
    let tokens = qkv.len() / stride;
    let padded = scores.len() / QUERIES;
    let queries = std::array::from_fn::<_, Q, _>(|q| &qkv[(first + q) * stride + head * width..][..width]);
    let mut parts = scores.chunks_exact_mut(padded);
    multiply_transposed::<L, Q>(queries, keys, std::array::from_fn(|_| parts.next().unwrap_or_default()));
    let mut inverse = [0.0; Q];
    for (scores, inverse) in scores.chunks_exact_mut(padded).zip(&mut inverse) {
        *inverse = 1.0 / softmax::<L>(scores, tokens);
    }
    let scores = std::array::from_fn::<_, Q, _>(|q| &scores[q * padded..][..tokens]);
    for column in (0..width).step_by(2 * LANES) {
        let mut sums = [[L::splat(0.0); 2]; Q];
        let values = qkv.chunks_exact(stride).map(|row| &row[2 * hidden + head * width + column..][..2 * LANES]);
        for (i, value) in values.enumerate().take(tokens) {
            let (value, _) = value.as_chunks::<LANES>();
            let value = [L::load(&value[0]), L::load(&value[1])];
            for q in 0..Q {
                let weight = L::splat(scores[q][i]);
                sums[q] = [sums[q][0].add(weight.mul(value[0])), sums[q][1].add(weight.mul(value[1]))];
            }
        }
        for q in 0..Q {
            let to = &mut out[(first + q) * hidden + head * width + column..][..2 * LANES];
            let (to, _) = to.as_chunks_mut::<LANES>();
            for (to, sum) in to.iter_mut().zip(sums[q]) {
                sum.mul(L::splat(inverse[q])).store(to);
            }
        }
    }
}

/// Turns scores, already times log₂e, into weights; gives their sum. Those after the first `count` become nothing.
#[inline(always)]
fn softmax<L: Lanes>(scores: &mut [f32], count: usize) -> f32 {
    scores[count..].fill(-1e30);
    let mut greatest = L::splat(-1e30);
    for score in lanes(scores) {
        greatest = L::load(score).max(greatest);
    }
    let greatest = L::splat(greatest.greatest());
    let mut sum = L::splat(0.0);
    for to in lanes_mut(scores) {
        let weight = exp2(L::load(to).sub(greatest).max(L::splat(-126.0)));
        sum = sum.add(weight);
        weight.store(to);
    }
    sum.sum()
}

#[inline(always)]
pub(super) fn affine<L: Lanes>(x: Columns<'_>, weight: &[f32], out: &mut [f32]) {
    let outputs = weight.len() / (x.width + 1);
    let mut row = 0;
    while row + QUERIES <= x.len() {
        affine_tile::<L, QUERIES>(x, row, weight, &mut out[row * outputs..], outputs);
        row += QUERIES;
    }
    while row < x.len() {
        affine_tile::<L, 1>(x, row, weight, &mut out[row * outputs..], outputs);
        row += 1;
    }
}

#[inline(always)]
fn affine_tile<L: Lanes, const R: usize>(
    x: Columns<'_>,
    first: usize,
    weight: &[f32],
    out: &mut [f32],
    outputs: usize,
) {
    let inputs = x.width;
    let x = std::array::from_fn::<_, R, _>(|r| x.row(first + r));
    for column in (0..outputs).step_by(2 * LANES) {
        let part = |row: usize| {
            let (part, _) = weight[row * outputs + column..][..2 * LANES].as_chunks::<LANES>();
            [L::load(&part[0]), L::load(&part[1])]
        };
        let mut sums = [part(inputs); R];
        for i in 0..inputs {
            let weight = part(i);
            for r in 0..R {
                let x = L::splat(x[r][i]);
                sums[r] = [sums[r][0].add(x.mul(weight[0])), sums[r][1].add(x.mul(weight[1]))];
            }
        }
        for r in 0..R {
            let (to, _) = out[r * outputs + column..][..2 * LANES].as_chunks_mut::<LANES>();
            sums[r][0].store(&mut to[0]);
            sums[r][1].store(&mut to[1]);
        }
    }
}

#[inline(always)]
pub(super) fn products<L: Lanes>(left: Columns<'_>, right: Columns<'_>, scratch: &mut Vec<f32>, out: &mut [f32]) {
    let padded = right.len().next_multiple_of(LANES);
    scratch.resize(padded * right.width, 0.0);
    transpose::<L>(right, 1.0, scratch);
    let mut row = 0;
    while row + QUERIES <= left.len() {
        let rows = std::array::from_fn::<_, QUERIES, _>(|r| left.row(row + r));
        let mut parts = out[row * padded..].chunks_exact_mut(padded);
        multiply_transposed::<L, QUERIES>(rows, scratch, std::array::from_fn(|_| parts.next().unwrap_or_default()));
        row += QUERIES;
    }
    while row < left.len() {
        multiply_transposed::<L, 1>([left.row(row)], scratch, [&mut out[row * padded..][..padded]]);
        row += 1;
    }
}

#[inline(always)]
pub(super) fn relations<L: Lanes>(input: RelationInput<'_>, out: &mut [f32]) {
    let RelationInput { dependents, governors, count } = input;
    let outputs = dependents.len() / governors.len().max(1);
    let each = governors.iter().zip(dependents.chunks_exact(outputs.max(1))).zip(out.chunks_exact_mut(count));
    for ((governor, dependent), scores) in each {
        let width = governor.len();
        let (vectors, constants) = dependent.split_at(count * width);
        for ((score, vector), constant) in scores.iter_mut().zip(vectors.chunks_exact(width)).zip(constants) {
            let mut sum = L::splat(0.0);
            for (a, b) in lanes(vector).iter().zip(lanes(governor)) {
                sum = sum.add(L::load(a).mul(L::load(b)));
            }
            *score = sum.sum() + constant;
        }
    }
}
