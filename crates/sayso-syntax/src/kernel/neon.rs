//! NEON: the plain operations, compiled for the registers of 64-bit ARM.

use super::portable::Portable;
use super::rows::{Rows, RowsView};
use super::{AttentionInput, Columns, EmbeddingView, LinearView, NormView, RelationInput, compile, with_operations};

with_operations! { compile! { [target_feature(enable = "neon")] Portable, } }
