//! The arithmetic of the engine, for each kind of processor.
//!
//! Every kernel gives the same bits. Integer products are summed exactly; floats are added in a fixed order, always as
//! sixteen lanes that are folded at the end, and never fused into one rounding; `exp` is our own polynomial. So the
//! choice of kernel, like that of batches and threads, never shows in the result.
//!
//! [`float`] holds the float operations once, over the [`lanes::Lanes`] of a processor; the integer products
//! ([`lanes::Lanes::integer_products`]) are part of those lanes. All unsafe code of the crate but the memory map is below here.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod float;
mod lanes;
#[cfg(target_arch = "aarch64")]
mod neon;
mod portable;
mod rows;

pub(crate) use float::{AttentionInput, Columns, EmbeddingView, RelationInput};
pub(crate) use rows::{OFFSET, Rows, RowsView};

/// Outputs of a linear layer that are computed, and whose weights are stored, together.
pub(crate) const BLOCK: usize = 32;

/// Inputs whose products can be added up in 16 bits: see [`within_limits`].
pub(crate) const RUN: usize = 16;

/// Greatest weight, and greatest sum of the weights of one sign that a 16-bit lane adds up over a run: as an input is at
/// most 127 by its offset, no partial sum leaves 16 bits.
const WEIGHT_LIMITS: [i32; 2] = [63, 258];

/// Whether the weight of a linear layer keeps to the limits on which the kernels rely for exact sums. The training sees
/// to it that it does (`quantise_linear`).
#[must_use]
pub(crate) fn within_limits(layer: LinearView<'_>) -> bool {
    let (quads, _) = layer.weight.as_chunks::<{ 4 * BLOCK }>();
    quads.chunks(RUN / 4).all(|run| {
        (0..4 * BLOCK).step_by(2).all(|pair| {
            let weights = || run.iter().flat_map(|quad| [quad[pair], quad[pair + 1]]).map(i32::from);
            let positive: i32 = weights().filter(|&w| w > 0).sum();
            let negative: i32 = weights().filter(|&w| w < 0).sum();
            weights().all(|w| w.abs() <= WEIGHT_LIMITS[0]) && positive.max(-negative) <= WEIGHT_LIMITS[1]
        })
    })
}

/// A quantised linear layer. Row `BLOCK·b + c` of the weight has input `j` at byte
/// `BLOCK·inputs·b + (j / 4)·4·BLOCK + 4·c + j % 4`.
#[derive(Clone, Copy)]
pub(crate) struct LinearView<'a> {
    pub inputs: usize,
    pub weight: &'a [i8],
    /// One per row; rows are padded to a multiple of [`BLOCK`].
    pub scale: &'a [f32],
    pub bias: &'a [f32],
    /// What the offset of the inputs adds to the products with each row: the offset times the sum of the row.
    pub surplus: &'a [f32],
}

impl LinearView<'_> {
    /// Outputs, padding included.
    pub(crate) fn outputs(&self) -> usize {
        self.scale.len()
    }
}

/// A layer norm.
#[derive(Clone, Copy)]
pub(crate) struct NormView<'a> {
    pub weight: &'a [f32],
    pub bias: &'a [f32],
}

/// The instructions that the engine computes with. All give the same results to the bit; only the time differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kernel(Set);

// A value other than `Portable` is proof that the processor has the instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Set {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "aarch64")]
    Neon,
}

impl Kernel {
    /// The kernel that runs everywhere.
    pub const PORTABLE: Kernel = Kernel(Set::Portable);

    /// The fastest kernel of this machine.
    #[must_use]
    pub fn detect() -> Kernel {
        Kernel::available().last().copied().unwrap_or(Kernel::PORTABLE)
    }

    /// All kernels of this machine, the slowest first.
    #[must_use]
    pub fn available() -> Vec<Kernel> {
        #[allow(unused_mut)]
        let mut kernels = vec![Kernel::PORTABLE];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") {
                kernels.push(Kernel(Set::Avx2));
            }
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vnni")
            {
                kernels.push(Kernel(Set::Avx512));
            }
        }
        #[cfg(target_arch = "aarch64")]
        if std::arch::is_aarch64_feature_detected!("neon") {
            kernels.push(Kernel(Set::Neon));
        }
        kernels
    }

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            Set::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Set::Avx2 => "AVX2",
            #[cfg(target_arch = "x86_64")]
            Set::Avx512 => "AVX-512 VNNI",
            #[cfg(target_arch = "aarch64")]
            Set::Neon => "NEON",
        }
    }
}

/// Hands the list of operations to a macro: every kernel has each of them.
macro_rules! with_operations {
    ($then:ident! { $($before:tt)* }) => {
        $then! { $($before)*
            /// `out = rows · weightᵀ · scales + bias`, rows of `layer.outputs()` floats.
            fn multiply(rows: RowsView<'_>, layer: LinearView<'_>, out: &mut [f32]);
            /// Sums of embeddings, one row a token.
            fn embed(table: EmbeddingView<'_>, x: &mut [f32]);
            /// Quantises rows of floats.
            fn quantise(x: Columns<'_>, rows: &mut Rows);
            /// `x = norm(x + y)`, and the same quantised; without `y` just `norm(x)`.
            fn normalise(x: &mut [f32], y: Option<&[f32]>, norm: NormView<'_>, rows: &mut Rows);
            /// `x = gelu(x)`.
            fn gelu(x: &mut [f32]);
            /// `rows = gelu(x)`, quantised; `x` is left as it happens to be.
            fn gelu_quantise(x: &mut [f32], rows: &mut Rows);
            /// Attention of one sentence.
            fn attend(input: AttentionInput<'_>, scratch: &mut Vec<f32>, out: &mut [f32]);
            /// `out = [x, 1] · weight` in floats, the weight stored by inputs.
            fn affine(x: Columns<'_>, weight: &[f32], out: &mut [f32]);
            /// `out[i][j] = left[i] · right[j]`, rows of `out` padded to a multiple of sixteen.
            fn products(left: Columns<'_>, right: Columns<'_>, scratch: &mut Vec<f32>, out: &mut [f32]);
            /// Scores of all relations between a dependent and its governor.
            fn relations(input: RelationInput<'_>, out: &mut [f32]);
        }
    };
}

macro_rules! dispatch {
    ($($(#[$doc:meta])* fn $name:ident($($arg:ident: $type:ty),*);)*) => {
        impl Kernel { $(
            $(#[$doc])*
            pub(crate) fn $name(self, $($arg: $type),*) {
                match self.0 {
                    Set::Portable => portable::$name($($arg),*),
                    // SAFETY: the value of `self` is proof that the processor has the instructions.
                    #[cfg(target_arch = "x86_64")]
                    Set::Avx2 => unsafe { avx2::$name($($arg),*) },
                    // SAFETY: likewise.
                    #[cfg(target_arch = "x86_64")]
                    Set::Avx512 => unsafe { avx512::$name($($arg),*) },
                    // SAFETY: likewise.
                    #[cfg(target_arch = "aarch64")]
                    Set::Neon => unsafe { neon::$name($($arg),*) },
                }
            }
        )* }
    };
}
with_operations! { dispatch! {} }

/// Compiles every operation for the instructions and the lanes of one kernel.
macro_rules! compile {
    ($attribute:tt $lanes:ty, $($(#[$doc:meta])* fn $name:ident($($arg:ident: $type:ty),*);)*) => { $(
        #$attribute
        pub(super) fn $name($($arg: $type),*) {
            super::float::$name::<$lanes>($($arg),*);
        }
    )* };
}
use {compile, with_operations};

#[cfg(test)]
mod tests {
    use super::*;

    /// A layer of one block whose every run is filled up to the limits, in the order that is worst for partial sums.
    #[test]
    fn sums_are_exact_at_the_limits() {
        let inputs = 2 * RUN;
        let weight: Vec<i8> = (0..inputs * BLOCK)
            .map(|i| {
                let (quad, sign) = (i / (4 * BLOCK), if i / 4 % 2 == 0 { 1 } else { -1 });
                sign * if quad % (RUN / 4) < 2 { 63 } else { [3, 0, 1, 2][i % 4] }
            })
            .collect();
        let sums: Vec<i32> = (0..BLOCK)
            .map(|row| (0..inputs).map(|j| i32::from(weight[j / 4 * 4 * BLOCK + 4 * row + j % 4])).sum())
            .collect();
        let surplus: Vec<f32> = sums.iter().map(|&sum| OFFSET * sum as f32).collect();
        let (scale, bias) = ([1.0; BLOCK], [0.0; BLOCK]);
        let layer = LinearView { inputs, weight: &weight, scale: &scale, bias: &bias, surplus: &surplus };
        assert!(within_limits(layer));
        let x = vec![63.0; 7 * inputs];
        for kernel in Kernel::available() {
            let mut rows = Rows::default();
            rows.resize(7, inputs);
            kernel.quantise(Columns::all(&x, inputs), &mut rows);
            let mut out = vec![0.0; 7 * BLOCK];
            kernel.multiply(rows.view(), layer, &mut out);
            for row in out.chunks_exact(BLOCK) {
                let expected: Vec<f32> = sums.iter().map(|&sum| (63 * sum) as f32).collect();
                assert_eq!(row, expected, "{}", kernel.name());
            }
        }
    }

    #[test]
    fn weights_beyond_the_limits_are_told() {
        let floats = [0.0; BLOCK];
        let within = |weight: &[i8]| {
            within_limits(LinearView { inputs: RUN, weight, scale: &floats, bias: &floats, surplus: &floats })
        };
        let mut weight = vec![0; RUN * BLOCK];
        weight[5] = 64;
        assert!(!within(&weight));
        let mut weight = vec![0; RUN * BLOCK];
        for quad in 0..RUN / 4 {
            weight[quad * 4 * BLOCK..][..2].copy_from_slice(&[33, 33]);
        }
        assert!(!within(&weight));
        weight[0] = 27;
        assert!(within(&weight));
    }
}
