//! Names without a list: finds ORG, PERSON and LOC by how words look and what stands around them.
//!
//! The tagger is a linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001) over hashed binary
//! features (Weinberger et al., 2009) with weights of eight bits. Scores are marginal probabilities of the whole mention
//! (Culotta and McCallum, 2004).
//!
//! | type | what it is |
//! |---|---|
//! | [`Lexicon`] | word classes that make features: given names, head words of organisations, job titles … |
//! | [`ListHit`] | a place where a name list matched: a feature, not a verdict |
//! | [`Model`] | weights; read from bytes without copying, refused when damaged |
//! | [`Tagger`] | model and lexicon; immutable, shared between threads |
//! | [`Scratch`] | buffers of one thread |
//!
//! Only *candidate* tokens can be part of a name: words with a capital, known names in small letters, and the small words
//! and marks that lie between two of them ("University *of* Leeds"). Everything else is outside by definition and costs
//! next to nothing; decoding is exact Viterbi over each window of candidates.
//!
//! No list is built in here and nothing is read from disk: the facade brings lexicon and model.
//!
//! # Speed against accuracy
//!
//! Models trained on nine corpora and tested on three others (web text, business news, government reports; F1 over ORG,
//! PERSON and LOC), with the built-in lists unless said; speed of lists and tagger together on one core. Made by
//! `cargo run --release -p gleaner --features train --example tagger_tradeoffs`; its head says how.
//!
#![doc = include_str!("../docs/speed-accuracy.md")]
#![doc = include_str!("../docs/speed-accuracy.svg")]

mod candidate;
mod decode;
mod document;
mod feature;
mod label;
mod lexicon;
mod model;
mod organisation;
mod person;
#[cfg(test)]
mod properties;
mod repeat;
mod tagger;
#[cfg(feature = "train")]
pub mod train;

pub use lexicon::{Lexicon, WordClasses};
pub use model::{Model, ModelError};
pub use tagger::{ListHit, Scratch, Tagger, TaggerOptions, is_in_capitals, lacks_capitals, tagger_name};
