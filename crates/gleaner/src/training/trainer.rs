//! From annotated documents to the bytes of a model.

use gleaner_tagger::train::{Gold, Report, TrainOptions, TrainingSet};
use gleaner_text::{TextView, TokenTable};

use crate::extractor::Extractor;
use crate::training::document::{AnnotatedDocument, Duty};

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
    gold: Vec<Gold>,
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
            gold: Vec::new(),
        }
    }

    /// Adds a document. Names that are [`Duty::Open`] may become anything, and types that the document does not annotate
    /// may stand wherever it marks nothing. A document that annotates no type at all, or of 4 GiB or more, is passed over.
    pub fn add(&mut self, document: &AnnotatedDocument) {
        if document.annotated.is_empty() || gleaner_tokenizer::tokenize(&document.text, &mut self.tokens).is_err() {
            return;
        }
        let view = TextView::new(&document.text, &self.tokens);
        let evidence = self.extractor.tagger_evidence(view);
        self.gold.clear();
        self.gold.extend(document.names.iter().filter(|name| name.duty != Duty::Outside).map(|name| Gold {
            span: name.span,
            entity_type: (name.duty == Duty::Demanded).then_some(name.entity_type),
        }));
        let unknown = document.unknown_types();
        self.set.add(view, &evidence, &self.gold, &unknown, &self.lexicon, self.options.bits);
    }

    /// Windows of candidate words so far; names so far, and how many of them hold a word that can never be part of a name.
    pub fn counts(&self) -> (usize, usize, usize) {
        let (n_gold, n_lost) = self.set.gold_and_lost();
        (self.set.len(), n_gold, n_lost)
    }

    /// Trains, and returns the bytes of the model file. `progress` hears of each pass and its mean loss.
    ///
    /// The same documents in the same order with the same options give the same bytes, on the same platform: logarithms
    /// and exponentials come from its mathematics library.
    ///
    /// # Panics
    /// When the options' `bits` are not within 4 to 24.
    pub fn train(&self, progress: impl FnMut(u32, f64)) -> (Vec<u8>, Report) {
        gleaner_tagger::train::train(&self.set, self.options, progress)
    }
}
