//! Sixteen floats side by side, as the registers of a processor hold them.

use super::BLOCK;
use super::rows::RowsView;

/// Number of lanes.
pub(super) const LANES: usize = 16;

/// Adding this to a float of at most 22 bits leaves its nearest integer, ties to even, in the low bits.
pub(super) const MAGIC: f32 = 12_582_912.0;

/// Sixteen lanes of floats. Each operation rounds as IEEE 754 has it, lane by lane.
pub(super) trait Lanes: Copy {
    /// Rows that [`Lanes::integer_products`] does best at once: 12, 6 or 3.
    const TILE: usize;

    fn splat(value: f32) -> Self;
    fn load(from: &[f32; LANES]) -> Self;
    /// From integers.
    fn convert(from: &[i32; LANES]) -> Self;
    fn store(self, to: &mut [f32; LANES]);
    fn add(self, other: Self) -> Self;
    fn sub(self, other: Self) -> Self;
    fn mul(self, other: Self) -> Self;
    fn div(self, other: Self) -> Self;
    /// `self` where it is greater, `other` elsewhere.
    fn max(self, other: Self) -> Self;
    /// `self` where it is less, `other` elsewhere.
    fn min(self, other: Self) -> Self;
    fn abs(self) -> Self;
    /// 2ⁿ of every `MAGIC + n`.
    fn power(self) -> Self;
    /// n as a byte of every `MAGIC + n`.
    fn store_bytes(self, to: &mut [u8; LANES]);

    /// Rows to columns: lane j of result i is lane i of argument j.
    fn transpose(rows: [Self; LANES]) -> [Self; LANES];

    /// The exact products of the bytes of `R` rows with the `BLOCK` rows of one block of a weight, `sums[row][output]`.
    fn integer_products<const R: usize>(rows: RowsView<'_>, first: usize, weight: &[i8], sums: &mut [[i32; BLOCK]; R]);

    /// The sum of the lanes, folded in halves.
    #[inline(always)]
    fn sum(self) -> f32 {
        let mut lanes = [0.0; LANES];
        self.store(&mut lanes);
        fold(lanes, |a, b| a + b)
    }

    /// The greatest lane, folded in halves.
    #[inline(always)]
    fn greatest(self) -> f32 {
        let mut lanes = [0.0; LANES];
        self.store(&mut lanes);
        fold(lanes, |a, b| if a > b { a } else { b })
    }
}

/// [`Lanes::transpose`] through memory.
#[inline(always)]
pub(super) fn transpose_in_memory<L: Lanes>(rows: [L; LANES]) -> [L; LANES] {
    let mut square = [[0.0; LANES]; LANES];
    for (row, lanes) in square.iter_mut().zip(rows) {
        lanes.store(row);
    }
    let mut columns = rows;
    for (i, column) in columns.iter_mut().enumerate() {
        let mut lanes = [0.0; LANES];
        for j in 0..LANES {
            lanes[j] = square[j][i];
        }
        *column = L::load(&lanes);
    }
    columns
}

#[inline(always)]
fn fold(mut lanes: [f32; LANES], join: impl Fn(f32, f32) -> f32) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        for i in 0..half {
            lanes[i] = join(lanes[i], lanes[i + half]);
        }
        half /= 2;
    }
    lanes[0]
}
