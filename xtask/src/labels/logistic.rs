//! Logistic regression by Newton's method.

/// Pull towards zero on every weight but the first.
const PULL: f64 = 3.0;
/// Steps; the fit stands still after fewer.
const STEPS: usize = 30;

/// The weights under which the samples are likeliest.
pub(super) fn fit<const N: usize>(samples: &[([f64; N], bool)]) -> [f64; N] {
    let mut weights = [0.0; N];
    for _ in 0..STEPS {
        let (mut gradient, mut curvature) = ([0.0; N], [[0.0; N]; N]);
        for (values, is_right) in samples {
            let share = 1.0 / (1.0 + (-sum(&weights, values)).exp());
            let off = f64::from(u8::from(*is_right)) - share;
            for i in 0..N {
                gradient[i] += off * values[i];
                for j in 0..N {
                    curvature[i][j] += share * (1.0 - share) * values[i] * values[j];
                }
            }
        }
        for i in 1..N {
            gradient[i] -= PULL * weights[i];
            curvature[i][i] += PULL;
        }
        let steps = solve(curvature, gradient);
        weights.iter_mut().zip(steps).for_each(|(weight, step)| *weight += step.clamp(-2.0, 2.0));
    }
    weights
}

/// Values times weights.
pub(super) fn sum<const N: usize>(weights: &[f64; N], values: &[f64; N]) -> f64 {
    weights.iter().zip(values).map(|(weight, value)| weight * value).sum()
}

/// Solves a symmetric positive system by elimination.
fn solve<const N: usize>(mut matrix: [[f64; N]; N], mut right: [f64; N]) -> [f64; N] {
    for pivot in 0..N {
        let row = matrix[pivot];
        for below in pivot + 1..N {
            let factor = matrix[below][pivot] / row[pivot];
            matrix[below].iter_mut().zip(row).for_each(|(cell, above)| *cell -= factor * above);
            right[below] -= factor * right[pivot];
        }
    }
    for pivot in (0..N).rev() {
        let known: f64 = (pivot + 1..N).map(|j| matrix[pivot][j] * right[j]).sum();
        right[pivot] = (right[pivot] - known) / matrix[pivot][pivot];
    }
    right
}
