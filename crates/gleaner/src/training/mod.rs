//! Training a names model on annotated documents, with the evidence that extraction will give it, and scoring it.
//!
//! | type | what it is |
//! |---|---|
//! | [`AnnotatedDocument`] | a text with the names that people marked in it |
//! | [`read`] | documents from JSON Lines or CoNLL columns; errors say file and line |
//! | [`read_records`] | documents from gleaner's own output, put right by hand |
//! | [`NamesTrainer`] | collects documents, trains on them |
//! | [`Scores`] | precision, recall and F1 of what an extractor finds in them |
//! | [`Reliability`] | whether the scores of the names found are what they say |
//! | [`cross_validate`] | scores by folds: each document is scored by a model that has not seen it |
//!
//! ```
//! use gleaner::training::{NamesTrainer, read};
//! use gleaner::{Extractor, TrainOptions};
//!
//! let columns = "Ann B-PER\nLee I-PER\nruns O\nNorthway B-ORG\n. O\n";
//! let documents = read("made-up.conll", columns.as_bytes())?;
//! let lists_only = Extractor::builder().builtin_model(false).build()?;
//! let mut trainer = NamesTrainer::with_bits(&lists_only, 12);
//! documents.iter().for_each(|document| trainer.add(document));
//! let trained = trainer.train(&TrainOptions::default(), |_pass| {})?;
//! let extractor = Extractor::builder().model(trained.model()).build()?;
//! # assert!(extractor.extract("Ann Lee runs Northway.").mentions().len() > 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod annotated;
mod conll;
mod document;
mod evaluate;
mod folds;
mod records;
mod trainer;
mod trim;

pub use document::{AnnotatedDocument, AnnotatedName, Duty, ReadError, ReadOptions, read, read_with};
pub use evaluate::{Bin, Reliability, Scores, Tally};
pub use folds::{CorpusFile, Plan, cross_validate};
pub use records::{are_records, read_records};
pub use trainer::NamesTrainer;
pub use trim::Leeway;
