//! Who said it: speaker, cue, content.

mod stance;

pub use stance::Stance;
