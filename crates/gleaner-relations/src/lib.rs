//! Clusters of mentions that name one thing, and relations between them, over mentions made by anybody.

pub mod alias;
mod cluster;
mod definition;
mod letters;
mod lexicon;

pub use alias::{ALIAS_NAMES, alias_name};
pub use cluster::{ClusterId, Clusters};
pub use definition::{DefinedNames, Definition, definitions};
