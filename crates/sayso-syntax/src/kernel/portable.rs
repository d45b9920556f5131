//! The kernel that runs everywhere, in plain Rust.

use super::lanes::{LANES, Lanes, transpose_in_memory};
use super::rows::{Rows, RowsView};
use super::{
    AttentionInput, BLOCK, Columns, EmbeddingView, LinearView, NormView, RelationInput, compile, with_operations,
};

with_operations! { compile! { [inline] Portable, } }

#[derive(Clone, Copy)]
pub(super) struct Portable([f32; LANES]);

impl Portable {
    #[inline(always)]
    fn zip(self, other: Portable, join: impl Fn(f32, f32) -> f32) -> Portable {
        Portable(std::array::from_fn(|i| join(self.0[i], other.0[i])))
    }
}

impl Lanes for Portable {
    const TILE: usize = 3;

    #[inline(always)]
    fn splat(value: f32) -> Portable {
        Portable([value; LANES])
    }

    #[inline(always)]
    fn load(from: &[f32; LANES]) -> Portable {
        Portable(*from)
    }

    #[inline(always)]
    fn convert(from: &[i32; LANES]) -> Portable {
        Portable(from.map(|n| n as f32))
    }

    #[inline(always)]
    fn store(self, to: &mut [f32; LANES]) {
        *to = self.0;
    }

    #[inline(always)]
    fn add(self, other: Portable) -> Portable {
        self.zip(other, |a, b| a + b)
    }

    #[inline(always)]
    fn sub(self, other: Portable) -> Portable {
        self.zip(other, |a, b| a - b)
    }

    #[inline(always)]
    fn mul(self, other: Portable) -> Portable {
        self.zip(other, |a, b| a * b)
    }

    #[inline(always)]
    fn div(self, other: Portable) -> Portable {
        self.zip(other, |a, b| a / b)
    }

    #[inline(always)]
    fn max(self, other: Portable) -> Portable {
        self.zip(other, |a, b| if a > b { a } else { b })
    }

    #[inline(always)]
    fn min(self, other: Portable) -> Portable {
        self.zip(other, |a, b| if a < b { a } else { b })
    }

    #[inline(always)]
    fn abs(self) -> Portable {
        Portable(self.0.map(f32::abs))
    }

    #[inline(always)]
    fn power(self) -> Portable {
        Portable(self.0.map(|x| f32::from_bits((x.to_bits() << 23).wrapping_add(1f32.to_bits()))))
    }

    #[inline(always)]
    fn store_bytes(self, to: &mut [u8; LANES]) {
        *to = self.0.map(|x| x.to_bits() as u8);
    }

    #[inline(always)]
    fn transpose(rows: [Portable; LANES]) -> [Portable; LANES] {
        transpose_in_memory(rows)
    }

    #[inline(always)]
    fn integer_products<const R: usize>(rows: RowsView<'_>, first: usize, weight: &[i8], sums: &mut [[i32; BLOCK]; R]) {
        let rows = &rows.bytes[first * rows.width..(first + R) * rows.width];
        for (sums, row) in sums.iter_mut().zip(rows.chunks_exact(rows.len() / R)) {
            *sums = [0; BLOCK];
            let (weights, _) = weight.as_chunks::<{ 4 * BLOCK }>();
            for (quad, weights) in row.as_chunks::<4>().0.iter().zip(weights) {
                for i in 0..BLOCK {
                    for j in 0..4 {
                        sums[i] += i32::from(quad[j]) * i32::from(weights[4 * i + j]);
                    }
                }
            }
        }
    }
}
