//! AVX-512 with VNNI: 64 products of bytes in one instruction.

use std::arch::x86_64::*;

use super::lanes::{LANES, Lanes};
use super::rows::{Rows, RowsView};
use super::{
    AttentionInput, BLOCK, Columns, EmbeddingView, LinearView, NormView, RelationInput, compile, with_operations,
};

with_operations! { compile! { [target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")] Avx512, } }

/// Only to be used by functions compiled for the instructions of this module.
#[derive(Clone, Copy)]
pub(super) struct Avx512(__m512);

// SAFETY (of all unsafe blocks here): the functions are inlined into the operations above, which are only called where
// the processor has the instructions. Loads and stores go through references of the very size.
impl Lanes for Avx512 {
    const TILE: usize = 12;

    #[inline(always)]
    fn splat(value: f32) -> Avx512 {
        // SAFETY: see above.
        Avx512(unsafe { _mm512_set1_ps(value) })
    }

    #[inline(always)]
    fn load(from: &[f32; LANES]) -> Avx512 {
        // SAFETY: see above.
        Avx512(unsafe { _mm512_loadu_ps(from.as_ptr()) })
    }

    #[inline(always)]
    fn convert(from: &[i32; LANES]) -> Avx512 {
        // SAFETY: see above.
        Avx512(unsafe { _mm512_cvtepi32_ps(_mm512_loadu_si512(from.as_ptr().cast())) })
    }

    #[inline(always)]
    fn store(self, to: &mut [f32; LANES]) {
        // SAFETY: see above.
        unsafe { _mm512_storeu_ps(to.as_mut_ptr(), self.0) }
    }

    #[inline(always)]
    fn add(self, other: Avx512) -> Avx512 {
        // SAFETY: see above.
        Avx512(unsafe { _mm512_add_ps(self.0, other.0) })
    }

    #[inline(always)]
    fn sub(self, other: Avx512) -> Avx512 {
        // SAFETY: see above.
        Avx512(unsafe { _mm512_sub_ps(self.0, other.0) })
    }

    #[inline(always)]
    fn mul(self, other: Avx512) -> Avx512 {
        // SAFETY: see above.
        Avx512(unsafe { _mm512_mul_ps(self.0, other.0) })
    }

    #[inline(always)]
    fn div(self, other: Avx512) -> Avx512 {
        // SAFETY: see above.
        Avx512(unsafe { _mm512_div_ps(self.0, other.0) })
    }

    #[inline(always)]
    fn max(self, other: Avx512) -> Avx512 {
        // SAFETY: see above.
        Avx512(unsafe { _mm512_max_ps(self.0, other.0) })
    }

    #[inline(always)]
    fn min(self, other: Avx512) -> Avx512 {
        // SAFETY: see above.
        Avx512(unsafe { _mm512_min_ps(self.0, other.0) })
    }

    #[inline(always)]
    fn abs(self) -> Avx512 {
        // SAFETY: see above.
        Avx512(unsafe { _mm512_abs_ps(self.0) })
    }

    #[inline(always)]
    fn power(self) -> Avx512 {
        // SAFETY: see above.
        Avx512(unsafe {
            let exponent = _mm512_slli_epi32::<23>(_mm512_castps_si512(self.0));
            _mm512_castsi512_ps(_mm512_add_epi32(exponent, _mm512_castps_si512(_mm512_set1_ps(1.0))))
        })
    }

    #[inline(always)]
    fn store_bytes(self, to: &mut [u8; LANES]) {
        // SAFETY: see above.
        unsafe { _mm_storeu_si128(to.as_mut_ptr().cast(), _mm512_cvtepi32_epi8(_mm512_castps_si512(self.0))) }
    }

    #[inline(always)]
    fn transpose(rows: [Avx512; LANES]) -> [Avx512; LANES] {
        // SAFETY: see above.
        unsafe {
            // Pairs of rows, then of pairs: quarter q of `fours[i][j]` is column 4·q + j of rows 4·i to 4·i + 3.
            let mut fours = [[_mm512_setzero_ps(); 4]; 4];
            for i in 0..4 {
                let [a, b, c, d] = [rows[4 * i].0, rows[4 * i + 1].0, rows[4 * i + 2].0, rows[4 * i + 3].0];
                let (ab, cd) = (_mm512_unpacklo_ps(a, b), _mm512_unpacklo_ps(c, d));
                let (ab, cd) = (_mm512_castps_pd(ab), _mm512_castps_pd(cd));
                fours[i][0] = _mm512_castpd_ps(_mm512_unpacklo_pd(ab, cd));
                fours[i][1] = _mm512_castpd_ps(_mm512_unpackhi_pd(ab, cd));
                let (ab, cd) = (_mm512_unpackhi_ps(a, b), _mm512_unpackhi_ps(c, d));
                let (ab, cd) = (_mm512_castps_pd(ab), _mm512_castps_pd(cd));
                fours[i][2] = _mm512_castpd_ps(_mm512_unpacklo_pd(ab, cd));
                fours[i][3] = _mm512_castpd_ps(_mm512_unpackhi_pd(ab, cd));
            }
            // Even and odd quarters of the upper and the lower half of the rows, then of all.
            let mut columns = rows;
            for j in 0..4 {
                let [a, b, c, d] = [fours[0][j], fours[1][j], fours[2][j], fours[3][j]];
                let upper = _mm512_shuffle_f32x4::<0b10_00_10_00>(a, b);
                let lower = _mm512_shuffle_f32x4::<0b10_00_10_00>(c, d);
                columns[j].0 = _mm512_shuffle_f32x4::<0b10_00_10_00>(upper, lower);
                columns[8 + j].0 = _mm512_shuffle_f32x4::<0b11_01_11_01>(upper, lower);
                let upper = _mm512_shuffle_f32x4::<0b11_01_11_01>(a, b);
                let lower = _mm512_shuffle_f32x4::<0b11_01_11_01>(c, d);
                columns[4 + j].0 = _mm512_shuffle_f32x4::<0b10_00_10_00>(upper, lower);
                columns[12 + j].0 = _mm512_shuffle_f32x4::<0b11_01_11_01>(upper, lower);
            }
            columns
        }
    }

    #[inline(always)]
    fn integer_products<const R: usize>(rows: RowsView<'_>, first: usize, weight: &[i8], sums: &mut [[i32; BLOCK]; R]) {
        let quads = rows.width / 4;
        assert!(weight.len() >= quads * 4 * BLOCK && rows.bytes.len() >= (first + R) * rows.width);
        // SAFETY: as above, and the assertion keeps every address within `rows.bytes` and `weight`.
        unsafe {
            let values = rows.bytes.as_ptr().add(first * rows.width);
            let mut acc = [[_mm512_setzero_si512(); 2]; R];
            for quad in 0..quads {
                let at = weight.as_ptr().add(quad * 4 * BLOCK);
                let low = _mm512_loadu_si512(at.cast());
                let high = _mm512_loadu_si512(at.add(64).cast());
                #[expect(clippy::needless_range_loop, reason = "r also strides through the rows")]
                for r in 0..R {
                    let x = _mm512_set1_epi32(values.add(r * rows.width + quad * 4).cast::<i32>().read_unaligned());
                    acc[r][0] = _mm512_dpbusd_epi32(acc[r][0], x, low);
                    acc[r][1] = _mm512_dpbusd_epi32(acc[r][1], x, high);
                }
            }
            for r in 0..R {
                let to = sums[r].as_mut_ptr();
                _mm512_storeu_si512(to.cast(), acc[r][0]);
                _mm512_storeu_si512(to.add(16).cast(), acc[r][1]);
            }
        }
    }
}
