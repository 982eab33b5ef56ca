//! Entities, money, dates and relations from English text.
//!
//! ```
//! use gleaner::Extractor;
//! let extractor = Extractor::builder().build()?;
//! let document = extractor.extract("Ann Lee, chief executive of Northway Ltd, raised £6bn in March 2024.");
//! let amount = document.mentions().iter().find_map(|mention| mention.value?.money().copied()).unwrap();
//! assert_eq!(amount.amount.to_string(), "6000000000");
//! assert_eq!(amount.currency.code(), "GBP");
//! # Ok::<(), gleaner::BuildError>(())
//! ```
//!
//! | type | what it is |
//! |---|---|
//! | [`Extractor`] | lists, model, rules and settings, compiled; immutable, shared between threads |
//! | [`Analysis`] | what was found in one document, and the buffers of finding it; one per thread, reused |
//! | [`Document`] | a text with its analysis |
//! | [`RecordWriter`] | mentions, clusters and relations as JSON lines: the output contract |
//! | [`PiecewiseDocument`] | a document of any length on its way to records, in bounded memory |
//! | [`batch`] | items on many threads, written in input order |
//!
//! The stages, in order: tokens (`gleaner-tokenizer`), list hits (`gleaner-gazetteer`), amounts and dates
//! (`gleaner-values`), names (`gleaner-tagger`), overlaps settled (`resolve`), short forms and clusters, relations
//! (`gleaner-relations`). Nothing here reads files or the clock.

#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;

/// The JSON Schema (draft 2020-12) of a line of output.
pub const RECORDS_SCHEMA: &str = include_str!("../schema/records.schema.json");

mod analysis;
pub mod batch;
mod builder;
mod builtin;
mod extractor;
mod hash;
mod lexicon;
mod lists;
mod offsets;
mod pieces;
pub mod record;
mod resolve;
#[cfg(feature = "schema")]
pub mod schema;
mod stage;
#[cfg(feature = "train")]
pub mod training;
mod writer;

pub use analysis::{Analysis, Document};
pub use builder::{BuildError, ExtractorBuilder};
pub use builtin::{BuiltinData, builtin_data};
pub use extractor::{DocumentMeta, Extractor};
pub use gleaner_gazetteer as gazetteer;
pub use gleaner_relations::{RuleError, RuleErrors, RuleSet};
#[cfg(feature = "train")]
pub use gleaner_tagger::train::{Pass, Report, TrainError, TrainOptions, Trained};
pub use gleaner_tagger::{Model, ModelError, TaggerOptions};
pub use gleaner_text::{
    Bound, Currency, DateReading, DateValue, Day, EntityType, EntityTypes, LineKind, Mention, MentionId, MoneyValue,
    Period, Qualifier, QualifierKey, QualifierValue, Relation, RelationType, Sentence, Source, SourceKind, Span,
    TextView, Timex, TimexMod, TimexType, TokenRange, TokenTable, Value,
};
pub use gleaner_values::{Locale, Settings};
pub use lists::Lists;
pub use offsets::OffsetUnit;
pub use pieces::{PIECE_BYTES, PiecewiseDocument};
pub use stage::Stage;
pub use writer::{DocumentName, RecordOptions, RecordWriter};
