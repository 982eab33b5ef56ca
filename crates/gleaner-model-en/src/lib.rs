//! gleaner's names model for English, as bytes: ORG, PERSON and LOC.
//!
//! `MODEL_CARD.md` beside this file says what it was trained on, by which recipe, how well it does and where it fails.
//! This package holds bytes and nothing else.

/// The model file, in the format of `gleaner-tagger`.
pub const MODEL: &[u8] = include_bytes!("../model.bin");
