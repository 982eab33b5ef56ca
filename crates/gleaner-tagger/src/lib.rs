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
