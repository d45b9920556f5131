//! AVX2: 32 products of bytes in one instruction, added up in 16 bits as far as the limits of the weights allow.

use std::arch::x86_64::*;

use super::lanes::{LANES, Lanes, transpose_in_memory};
use super::rows::{Rows, RowsView};
use super::{
    AttentionInput, BLOCK, Columns, EmbeddingView, LinearView, NormView, RUN, RelationInput, compile, with_operations,
};

with_operations! { compile! { [target_feature(enable = "avx2")] Avx2, } }

/// Only to be used by functions compiled for the instructions of this module.
#[derive(Clone, Copy)]
pub(super) struct Avx2(__m256, __m256);

// SAFETY (of all unsafe blocks here): the functions are inlined into the operations above, which are only called where
// the processor has the instructions. Loads and stores go through references of the very size.
impl Lanes for Avx2 {
    const TILE: usize = 6;

    #[inline(always)]
    fn splat(value: f32) -> Avx2 {
        // SAFETY: see above.
        let half = unsafe { _mm256_set1_ps(value) };
        Avx2(half, half)
    }

    #[inline(always)]
    fn load(from: &[f32; LANES]) -> Avx2 {
        // SAFETY: see above.
        unsafe { Avx2(_mm256_loadu_ps(from.as_ptr()), _mm256_loadu_ps(from.as_ptr().add(8))) }
    }

    #[inline(always)]
    fn convert(from: &[i32; LANES]) -> Avx2 {
        let at = from.as_ptr();
        // SAFETY: see above.
        unsafe {
            Avx2(
                _mm256_cvtepi32_ps(_mm256_loadu_si256(at.cast())),
                _mm256_cvtepi32_ps(_mm256_loadu_si256(at.add(8).cast())),
            )
        }
    }

    #[inline(always)]
    fn store(self, to: &mut [f32; LANES]) {
        // SAFETY: see above.
        unsafe {
            _mm256_storeu_ps(to.as_mut_ptr(), self.0);
            _mm256_storeu_ps(to.as_mut_ptr().add(8), self.1);
        }
    }

    #[inline(always)]
    fn add(self, other: Avx2) -> Avx2 {
        // SAFETY: see above.
        unsafe { Avx2(_mm256_add_ps(self.0, other.0), _mm256_add_ps(self.1, other.1)) }
    }

    #[inline(always)]
    fn sub(self, other: Avx2) -> Avx2 {
        // SAFETY: see above.
        unsafe { Avx2(_mm256_sub_ps(self.0, other.0), _mm256_sub_ps(self.1, other.1)) }
    }

    #[inline(always)]
    fn mul(self, other: Avx2) -> Avx2 {
        // SAFETY: see above.
        unsafe { Avx2(_mm256_mul_ps(self.0, other.0), _mm256_mul_ps(self.1, other.1)) }
    }

    #[inline(always)]
    fn div(self, other: Avx2) -> Avx2 {
        // SAFETY: see above.
        unsafe { Avx2(_mm256_div_ps(self.0, other.0), _mm256_div_ps(self.1, other.1)) }
    }

    #[inline(always)]
    fn max(self, other: Avx2) -> Avx2 {
        // SAFETY: see above.
        unsafe { Avx2(_mm256_max_ps(self.0, other.0), _mm256_max_ps(self.1, other.1)) }
    }

    #[inline(always)]
    fn min(self, other: Avx2) -> Avx2 {
        // SAFETY: see above.
        unsafe { Avx2(_mm256_min_ps(self.0, other.0), _mm256_min_ps(self.1, other.1)) }
    }

    #[inline(always)]
    fn abs(self) -> Avx2 {
        // SAFETY: see above.
        unsafe {
            let sign = _mm256_set1_ps(-0.0);
            Avx2(_mm256_andnot_ps(sign, self.0), _mm256_andnot_ps(sign, self.1))
        }
    }

    #[inline(always)]
    fn power(self) -> Avx2 {
        // SAFETY: see above.
        unsafe {
            let one = _mm256_castps_si256(_mm256_set1_ps(1.0));
            let power = |x| _mm256_add_epi32(_mm256_slli_epi32::<23>(_mm256_castps_si256(x)), one);
            Avx2(_mm256_castsi256_ps(power(self.0)), _mm256_castsi256_ps(power(self.1)))
        }
    }

    #[inline(always)]
    fn store_bytes(self, to: &mut [u8; LANES]) {
        // SAFETY: see above.
        unsafe {
            let low = _mm256_set1_epi32(0xFF);
            let [a, b] = [self.0, self.1].map(|x| _mm256_and_si256(_mm256_castps_si256(x), low));
            // Packing works within each half: a0 b0 a1 b1, put in order before the halves are packed again.
            let words = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_packus_epi32(a, b));
            let bytes = _mm_packus_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256::<1>(words));
            _mm_storeu_si128(to.as_mut_ptr().cast(), bytes);
        }
    }

    #[inline(always)]
    fn transpose(rows: [Avx2; LANES]) -> [Avx2; LANES] {
        transpose_in_memory(rows)
    }

    #[inline(always)]
    fn integer_products<const R: usize>(rows: RowsView<'_>, first: usize, weight: &[i8], sums: &mut [[i32; BLOCK]; R]) {
        let runs = rows.width / RUN;
        assert!(rows.width.is_multiple_of(RUN) && weight.len() >= rows.width * BLOCK);
        assert!(rows.bytes.len() >= (first + R) * rows.width);
        // SAFETY: as above, and the assertions keep every address within `rows.bytes` and `weight`.
        unsafe {
            let ones = _mm256_set1_epi16(1);
            let values = rows.bytes.as_ptr().add(first * rows.width);
            for half in 0..2 {
                // Of each row, two times eight outputs: what the registers hold.
                let mut acc = [[_mm256_setzero_si256(); 2]; R];
                for run in 0..runs {
                    let at = weight.as_ptr().add(run * RUN * BLOCK + half * 64);
                    #[expect(clippy::needless_range_loop, reason = "r also strides through the rows")]
                    for r in 0..R {
                        let values = values.add(r * rows.width + run * RUN);
                        let mut words = [_mm256_setzero_si256(); 2];
                        for quad in 0..RUN / 4 {
                            let x = _mm256_set1_epi32(values.add(quad * 4).cast::<i32>().read_unaligned());
                            let at = at.add(quad * 4 * BLOCK);
                            let low = _mm256_maddubs_epi16(x, _mm256_loadu_si256(at.cast()));
                            let high = _mm256_maddubs_epi16(x, _mm256_loadu_si256(at.add(32).cast()));
                            words = [_mm256_add_epi16(words[0], low), _mm256_add_epi16(words[1], high)];
                        }
                        acc[r][0] = _mm256_add_epi32(acc[r][0], _mm256_madd_epi16(words[0], ones));
                        acc[r][1] = _mm256_add_epi32(acc[r][1], _mm256_madd_epi16(words[1], ones));
                    }
                }
                for r in 0..R {
                    let to = sums[r].as_mut_ptr().add(half * 16);
                    _mm256_storeu_si256(to.cast(), acc[r][0]);
                    _mm256_storeu_si256(to.add(8).cast(), acc[r][1]);
                }
            }
        }
    }
}
