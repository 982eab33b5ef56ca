//! Scores of documents that a model has not seen.

use gleaner_tagger::train::{TrainError, TrainOptions};
use gleaner_tagger::{Model, Tagger};
use gleaner_text::fold_hash;

use crate::analysis::Analysis;
use crate::extractor::{DocumentMeta, Extractor};
use crate::training::document::AnnotatedDocument;
use crate::training::evaluate::Scores;
use crate::training::trainer::NamesTrainer;
use crate::training::trim::Leeway;

/// The documents of one file.
#[derive(Clone, Debug)]
pub struct CorpusFile {
    /// The file's name, for people.
    pub name: String,
    /// Its documents.
    pub documents: Vec<AnnotatedDocument>,
}

impl CorpusFile {
    /// What `extractor` finds in the documents that `wanted` lets through, against what is marked in them.
    pub fn score(&self, extractor: &Extractor, wanted: impl Fn(&AnnotatedDocument) -> bool) -> Scores {
        let mut scores = Scores::default();
        let mut analysis = Analysis::default();
        let leeway = Leeway::of(extractor);
        for document in self.documents.iter().filter(|document| wanted(document)) {
            extractor.extract_into(&document.text, &DocumentMeta::default(), &mut analysis);
            scores.add(document, analysis.mentions(), &leeway);
        }
        scores
    }
}

impl Extractor {
    /// This extractor with another names model, and without relations: what scores of a model are made with. Lists, types
    /// and settings stay. Amounts and dates are looked for too, since they settle what is no name ("the pound", "May").
    #[must_use]
    pub fn with_model(&self, model: Model) -> Self {
        self.with_tagger(Tagger::with_options(model, self.tagger_lexicon(), self.tagger_options()))
    }
}

/// What each fold's model is made from, besides the documents of the other folds.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan<'d> {
    /// log2 of the rows of the model.
    pub bits: u32,
    /// Documents for [`NamesTrainer::add_partial`], with a first model of the fold as the teacher.
    pub partial: Vec<&'d AnnotatedDocument>,
    /// The score from which a name of the teacher is taken as right.
    pub min_score: f32,
}

impl Default for Plan<'_> {
    fn default() -> Self {
        Self { bits: gleaner_tagger::train::DEFAULT_BITS, partial: Vec::new(), min_score: 0.8 }
    }
}

/// Scores of each file by `n_folds` models, each trained on the documents of the other folds of all files.
///
/// The fold of a document is the hash of its `id` modulo `n_folds`: it depends on nothing else. `progress` hears of each
/// fold that is about to be trained, from 0. `extractor` gives the lists, for training and for scoring; training takes
/// `n_folds` times as long as once. There is no early stopping: a fold that decides when to stop has been seen.
///
/// # Errors
/// None so far: see [`NamesTrainer::train`].
///
/// # Panics
/// When `n_folds` is zero or the bits of `plan` are not within 4 to 24.
pub fn cross_validate(
    extractor: &Extractor,
    files: &[CorpusFile],
    plan: &Plan<'_>,
    options: &TrainOptions,
    n_folds: u32,
    mut progress: impl FnMut(u32),
) -> Result<Vec<Scores>, TrainError> {
    assert!(n_folds > 0, "no folds");
    let mut scores = vec![Scores::default(); files.len()];
    for fold in 0..n_folds {
        progress(fold);
        let is_tested = |document: &AnnotatedDocument| fold_hash(&document.id) % u64::from(n_folds) == u64::from(fold);
        let mut trainer = NamesTrainer::with_bits(extractor, plan.bits);
        files.iter().flat_map(|file| &file.documents).filter(|document| !is_tested(document)).for_each(|document| {
            trainer.add(document);
        });
        let mut tested = extractor.with_model(trainer.train(options, |_| {})?.model());
        if !plan.partial.is_empty() {
            plan.partial.iter().for_each(|document| trainer.add_partial(document, &tested, plan.min_score));
            tested = extractor.with_model(trainer.train(options, |_| {})?.model());
        }
        for (scores, file) in scores.iter_mut().zip(files) {
            scores.merge(&file.score(&tested, is_tested));
        }
    }
    Ok(scores)
}
