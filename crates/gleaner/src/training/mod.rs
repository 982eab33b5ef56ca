//! Training a names model on annotated documents, with the evidence that extraction will give it, and scoring it.
//!
//! | type | what it is |
//! |---|---|
//! | [`AnnotatedDocument`] | a text with the names that people marked in it |
//! | [`read`] | documents from JSON Lines or CoNLL columns; errors say file and line |
//! | [`NamesTrainer`] | collects documents, trains on them |
//! | [`Scores`] | precision, recall and F1 of what an extractor finds in them |
//! | [`cross_validate`] | scores by folds: each document is scored by a model that has not seen it |
//!
//! ```
//! use gleaner::training::{NamesTrainer, read};
//! use gleaner::{Extractor, Model, TrainOptions};
//!
//! let columns = "Ann B-PER\nLee I-PER\nruns O\nNorthway B-ORG\n. O\n";
//! let documents = read("made-up.conll", columns.as_bytes())?;
//! let lists_only = Extractor::builder().builtin_model(false).build()?;
//! let mut trainer = NamesTrainer::new(&lists_only, TrainOptions { bits: 12, ..TrainOptions::default() });
//! documents.iter().for_each(|document| trainer.add(document));
//! let (bytes, _) = trainer.train(|_pass, _loss| {});
//! let extractor = Extractor::builder().model(Model::from_bytes(bytes)?).build()?;
//! # assert!(extractor.extract("Ann Lee runs Northway.").mentions().len() > 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod annotated;
mod conll;
mod document;
mod evaluate;
mod folds;
mod trainer;
mod trim;

pub use document::{AnnotatedDocument, AnnotatedName, Duty, ReadError, read};
pub use evaluate::{Scores, Tally};
pub use folds::{CorpusFile, cross_validate, extractor_with};
pub use trainer::NamesTrainer;
