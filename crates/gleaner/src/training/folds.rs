//! Scores of documents that a model has not seen.

use gleaner_tagger::Model;
use gleaner_tagger::train::TrainOptions;
use gleaner_text::fold_hash;

use crate::analysis::Analysis;
use crate::builder::BuildError;
use crate::extractor::{DocumentMeta, Extractor};
use crate::training::document::AnnotatedDocument;
use crate::training::evaluate::Scores;
use crate::training::trainer::NamesTrainer;

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
        for document in self.documents.iter().filter(|document| wanted(document)) {
            extractor.extract_into(&document.text, &DocumentMeta::default(), &mut analysis);
            scores.add(document, analysis.mentions());
        }
        scores
    }
}

/// An extractor with the model in `bytes` and gleaner's own lists, as the default one but for relations: what scores are
/// made with. Amounts and dates are looked for too, since they settle what is no name ("the pound", "May").
///
/// # Errors
/// [`BuildError`] when the bytes are no model.
pub fn extractor_with(bytes: Vec<u8>) -> Result<Extractor, BuildError> {
    Extractor::builder().model(Model::from_bytes(bytes)?).relations(false).build()
}

/// Scores of each file by `n_folds` models, each trained on the documents of the other folds of all files.
///
/// The fold of a document is the hash of its `id` modulo `n_folds`: it depends on nothing else. `progress` hears of each
/// fold that is about to be trained, from 0. `extractor` gives the lists; training takes `n_folds` times as long as once.
///
/// # Errors
/// [`BuildError`] as [`extractor_with`].
///
/// # Panics
/// When `n_folds` is zero, or as [`NamesTrainer::train`].
pub fn cross_validate(
    extractor: &Extractor,
    files: &[CorpusFile],
    options: TrainOptions,
    n_folds: u32,
    mut progress: impl FnMut(u32),
) -> Result<Vec<Scores>, BuildError> {
    assert!(n_folds > 0, "no folds");
    let mut scores = vec![Scores::default(); files.len()];
    for fold in 0..n_folds {
        progress(fold);
        let is_tested = |document: &AnnotatedDocument| fold_hash(&document.id) % u64::from(n_folds) == u64::from(fold);
        let mut trainer = NamesTrainer::new(extractor, options);
        files.iter().flat_map(|file| &file.documents).filter(|document| !is_tested(document)).for_each(|document| {
            trainer.add(document);
        });
        let (bytes, _) = trainer.train(|_, _| {});
        let tested = extractor_with(bytes)?;
        for (scores, file) in scores.iter_mut().zip(files) {
            scores.merge(&file.score(&tested, is_tested));
        }
    }
    Ok(scores)
}
