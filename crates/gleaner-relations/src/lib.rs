//! Clusters of mentions that name one thing, and relations between them, over mentions made by anybody.

pub mod alias;
mod cluster;
mod context;
mod coreference;
mod definition;
mod letters;
mod lexicon;
mod quotation;
mod relate;
mod role_phrase;
mod rule;
mod rules;

pub use alias::{ALIAS_NAMES, alias_name};
pub use cluster::{ClusterId, Clusters};
pub use definition::{DefinedNames, Definition, definitions};
pub use relate::Relations;
pub use rule::{RULE_NAMES, rule_name};
