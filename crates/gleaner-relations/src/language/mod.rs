//! The rule language: patterns over words and mentions, read from a file, checked by their own examples, compiled into
//! one table of anchor words.
//!
//! `docs/rules.md` is its guide. The way of a file: [`file`] cuts it into blocks, [`syntax`] reads patterns into trees,
//! [`compile`] makes programs of them, [`example`] holds the sentences that prove them, [`rule_set`] puts all rules into
//! one table, and [`matcher`] runs a program where one of its anchor words stands.

mod class;
mod compile;
mod error;
mod example;
mod file;
mod matcher;
mod rule_set;
mod syntax;
mod words;

pub use error::{RuleError, RuleErrors};
pub(crate) use matcher::MatchScratch;
pub use rule_set::RuleSet;
