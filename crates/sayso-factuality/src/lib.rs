//! Placeholder module doc, filled with the stage.
