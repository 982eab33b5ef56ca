//! Training a names model on annotated documents, with the evidence that extraction will give it.

use gleaner_tagger::train::{Gold, Report, TrainOptions, TrainingSet};
use gleaner_text::{TextView, TokenTable};

use crate::extractor::Extractor;

/// Collects annotated documents and trains on them.
///
/// The lists of the extractor become features of the model: train with the lists you will extract with.
#[derive(Debug)]
pub struct NamesTrainer<'e> {
    extractor: &'e Extractor,
    lexicon: gleaner_tagger::Lexicon,
    options: TrainOptions,
    set: TrainingSet,
    tokens: TokenTable,
}

impl<'e> NamesTrainer<'e> {
    /// A trainer without documents.
    pub fn new(extractor: &'e Extractor, options: TrainOptions) -> Self {
        Self {
            extractor,
            lexicon: extractor.tagger_lexicon(),
            options,
            set: TrainingSet::default(),
            tokens: TokenTable::default(),
        }
    }

    /// Adds a document with its names; pieces without a type are left open. A text of 4 GiB or more is passed over.
    pub fn add(&mut self, text: &str, gold: &[Gold]) {
        if gleaner_tokenizer::tokenize(text, &mut self.tokens).is_err() {
            return;
        }
        let view = TextView::new(text, &self.tokens);
        let evidence = self.extractor.tagger_evidence(view);
        self.set.add(view, &evidence, gold, &self.lexicon, self.options.bits);
    }

    /// Windows so far; names so far, and how many of them hold a word that can never be part of a name.
    pub fn counts(&self) -> (usize, usize, usize) {
        let (n_gold, n_lost) = self.set.gold_and_lost();
        (self.set.len(), n_gold, n_lost)
    }

    /// Trains, and returns the bytes of the model file. `progress` hears of each pass and its mean loss.
    pub fn train(&self, progress: impl FnMut(u32, f64)) -> (Vec<u8>, Report) {
        gleaner_tagger::train::train(&self.set, self.options, progress)
    }
}
