//! Logistic regression by Newton's method.

use sayso::record::N_FEATURES;

use super::Sample;

/// Pull towards zero on every weight but the first, as that of a normal prior of variance 1.
const PULL: f64 = 1.0;
/// Steps; the fit stands still after fewer.
const STEPS: usize = 25;

type Row = [f64; N_FEATURES];

/// The weights under which the samples are likeliest.
pub(super) fn fit(samples: &[Sample]) -> Row {
    let mut weights = [0.0; N_FEATURES];
    for _ in 0..STEPS {
        let (mut gradient, mut curvature) = ([0.0; N_FEATURES], [[0.0; N_FEATURES]; N_FEATURES]);
        for sample in samples {
            let values = sample.features.values();
            let score: f64 = values.iter().zip(&weights).map(|(value, weight)| value * weight).sum();
            let share = 1.0 / (1.0 + (-score).exp());
            let off = f64::from(u8::from(sample.is_right)) - share;
            for (i, value) in values.iter().enumerate() {
                gradient[i] += off * value;
                for (j, other) in values.iter().enumerate() {
                    curvature[i][j] += share * (1.0 - share) * value * other;
                }
            }
        }
        for i in 1..N_FEATURES {
            gradient[i] -= PULL * weights[i];
            curvature[i][i] += PULL;
        }
        for (weight, step) in weights.iter_mut().zip(solve(curvature, gradient)) {
            *weight += step;
        }
    }
    weights
}

/// Solves a symmetric positive system by elimination.
fn solve(mut matrix: [Row; N_FEATURES], mut right: Row) -> Row {
    for pivot in 0..N_FEATURES {
        let row = matrix[pivot];
        for below in pivot + 1..N_FEATURES {
            let factor = matrix[below][pivot] / row[pivot];
            for (cell, above) in matrix[below].iter_mut().zip(row) {
                *cell -= factor * above;
            }
            right[below] -= factor * right[pivot];
        }
    }
    for pivot in (0..N_FEATURES).rev() {
        let known: f64 = (pivot + 1..N_FEATURES).map(|j| matrix[pivot][j] * right[j]).sum();
        right[pivot] = (right[pivot] - known) / matrix[pivot][pivot];
    }
    right
}
