//! Rows of activations, quantised to signed bytes, one scale a row. Kernels whose instructions multiply words keep the
//! bytes as words; only what the kernel reads is written.

use std::ops::Range;

/// Quantised rows, used again from batch to batch.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(super) width: usize,
    pub(super) bytes: Vec<i8>,
    pub(super) words: Vec<i16>,
    pub(super) scales: Vec<f32>,
    pub(super) sums: Vec<i32>,
}

/// Some quantised rows.
#[derive(Clone, Copy)]
pub(crate) struct RowsView<'a> {
    pub(super) width: usize,
    /// The values, for kernels that read bytes.
    pub(super) bytes: &'a [i8],
    /// The values, for kernels that read words.
    pub(super) words: &'a [i16],
    /// What a value has to be multiplied with.
    pub(super) scales: &'a [f32],
    /// Sum of the values of each row.
    pub(super) sums: &'a [i32],
}

impl Rows {
    /// Makes room for so many rows of this width.
    pub(crate) fn resize(&mut self, rows: usize, width: usize) {
        self.width = width;
        self.bytes.resize(rows * width, 0);
        self.words.resize(rows * width, 0);
        self.scales.resize(rows, 0.0);
        self.sums.resize(rows, 0);
    }

    /// All rows.
    pub(crate) fn view(&self) -> RowsView<'_> {
        RowsView { width: self.width, bytes: &self.bytes, words: &self.words, scales: &self.scales, sums: &self.sums }
    }
}

impl<'a> RowsView<'a> {
    /// Number of rows.
    pub(crate) fn len(&self) -> usize {
        self.scales.len()
    }

    /// Some of the rows.
    pub(crate) fn slice(&self, rows: Range<usize>) -> RowsView<'a> {
        RowsView {
            width: self.width,
            bytes: &self.bytes[rows.start * self.width..rows.end * self.width],
            words: &self.words[rows.start * self.width..rows.end * self.width],
            scales: &self.scales[rows.clone()],
            sums: &self.sums[rows],
        }
    }
}
