//! Tables of words, and how their rows are found in trees.
//!
//! The lexicons are tab-separated files that a political scientist edits; their format is described in
//! `lexicons/README.md`. This crate reads rows ([`table`]), names the places where arguments stand ([`Slot`]), what a
//! word does to the act in its complement ([`Sign`]), noun classes ([`Classes`]) and conditions ([`Constraint`]), and
//! finds lemmas of one or more words in a tree ([`Lemma`]). What the rows *mean* is for the stages that own them.

mod classes;
mod constraint;
mod hedges;
mod index;
mod lemma;
mod sign;
mod slot;
pub mod table;
mod text;

pub use classes::Classes;
pub use constraint::{Constraint, Test};
pub use hedges::{Effect, Hedge, Hedges};
pub use index::HeadIndex;
pub use lemma::Lemma;
pub use sign::Sign;
pub use slot::Slot;
pub use table::{Row, TableError};
pub use text::Text;
