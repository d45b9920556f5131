//! Rows of activations, quantised to seven bits, one scale a row.

use std::ops::Range;

/// The greatest value of a quantised row; the least is its negative.
pub(super) const LIMIT: f32 = 63.0;
/// What is added to every value so that all are positive. The products with a weight come out too high by as much times
/// the sum of its row, see [`super::LinearView::surplus`].
pub(crate) const OFFSET: f32 = 64.0;

/// Quantised rows, used again from batch to batch.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(super) width: usize,
    pub(super) bytes: Vec<u8>,
    pub(super) scales: Vec<f32>,
}

/// Some quantised rows.
#[derive(Clone, Copy)]
pub(crate) struct RowsView<'a> {
    pub(super) width: usize,
    /// The values, each moved up by [`OFFSET`].
    pub(super) bytes: &'a [u8],
    /// What a value has to be multiplied with.
    pub(super) scales: &'a [f32],
}

impl Rows {
    /// Makes room for so many rows of this width.
    pub(crate) fn resize(&mut self, rows: usize, width: usize) {
        self.width = width;
        self.bytes.resize(rows * width, 0);
        self.scales.resize(rows, 0.0);
    }

    /// All rows.
    pub(crate) fn view(&self) -> RowsView<'_> {
        RowsView { width: self.width, bytes: &self.bytes, scales: &self.scales }
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
            scales: &self.scales[rows],
        }
    }
}
