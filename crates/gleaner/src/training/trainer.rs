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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::{extractor_with, read};

    /// Sentences of our own with made-up names: a person stands before "said", a place behind "near".
    const MADE_UP: &str = "\
Vozblik B-PER\nsaid O\nit O\n. O\n\nWe O\nmet O\nnear O\nQwarnd B-LOC\n. O\n
Trozblik B-PER\nsaid O\nno O\n. O\n\nIt O\nrains O\nnear O\nBwarnd B-LOC\n. O\n
Grozblik B-PER\nsaid O\nyes O\n. O\n\nA O\nhouse O\nnear O\nTwarnd B-LOC\n. O\n";

    fn trained(documents: &[AnnotatedDocument], seed: u64) -> Vec<u8> {
        let lists_only = Extractor::builder().builtin_model(false).builtin_lists(false).build().expect("an extractor");
        let options = TrainOptions { bits: 12, seed, ..TrainOptions::default() };
        let mut trainer = NamesTrainer::new(&lists_only, options);
        documents.iter().for_each(|document| trainer.add(document));
        trainer.train(|_, _| {}).0
    }

    fn found(model: Vec<u8>, text: &str) -> Vec<(String, gleaner_text::EntityType)> {
        let extractor = extractor_with(model).expect("a model");
        let document = extractor.extract(text);
        let mentions = document.mentions().iter();
        mentions.map(|mention| (mention.span.slice(text).to_owned(), mention.entity_type)).collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        let documents = read("made-up", MADE_UP.as_bytes()).expect("it reads");
        assert_eq!(documents.len(), 6);
        let model = trained(&documents, 1);
        assert!(model == trained(&documents, 1));
        assert!(model != trained(&documents, 2));
        use gleaner_text::EntityType as Type;
        assert_eq!(
            found(model, "Prozblik said it near Zwarnd."),
            [("Prozblik".to_owned(), Type::PERSON), ("Zwarnd".to_owned(), Type::LOC)]
        );
    }

    #[test]
    fn types_that_are_not_annotated_are_not_taught_as_no_names() {
        let mut documents = read("made-up", MADE_UP.as_bytes()).expect("it reads");
        // Others who mark persons only must not unteach the places.
        for _ in 0..4 {
            documents.extend(read("made-up", MADE_UP.as_bytes()).expect("it reads").into_iter().map(|mut document| {
                document.names.retain(|name| name.entity_type == gleaner_text::EntityType::PERSON);
                document.annotated = vec![gleaner_text::EntityType::PERSON];
                document
            }));
        }
        let with_open = found(trained(&documents, 1), "It rains near Zwarnd.");
        assert_eq!(with_open, [("Zwarnd".to_owned(), gleaner_text::EntityType::LOC)]);
        documents.iter_mut().for_each(|document| document.annotated = crate::training::document::NAME_TYPES.to_vec());
        assert_eq!(found(trained(&documents, 1), "It rains near Zwarnd."), []);
        documents.iter_mut().for_each(|document| document.annotated.clear());
        assert_eq!(
            found(trained(&documents, 1), "It rains near Zwarnd."),
            [],
            "nothing is annotated, nothing is learnt"
        );
    }
}
