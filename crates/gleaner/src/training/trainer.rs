//! From annotated documents to the bytes of a model.

use gleaner_tagger::Model;
use gleaner_tagger::train::{DEFAULT_BITS, Gold, Pass, TrainError, TrainFrom, TrainOptions, Trained, TrainingSet};
use gleaner_text::{Span, TextView, TokenTable};

use crate::extractor::Extractor;
use crate::training::document::{AnnotatedDocument, AnnotatedName, Duty, NAME_TYPES};

/// Collects annotated documents and trains on them.
///
/// The lists of the extractor become features of the model: train with the lists you will extract with.
#[derive(Debug)]
pub struct NamesTrainer<'e> {
    extractor: &'e Extractor,
    lexicon: gleaner_tagger::Lexicon,
    set: TrainingSet,
    development: Option<TrainingSet>,
    start: Option<Model>,
    tokens: TokenTable,
    gold: Vec<Gold>,
}

impl<'e> NamesTrainer<'e> {
    /// A trainer without documents, for a model of 2^19 rows (4 MiB).
    pub fn new(extractor: &'e Extractor) -> Self {
        Self::with_bits(extractor, DEFAULT_BITS)
    }

    /// A trainer without documents, for a model of 2^`bits` rows of eight bytes.
    ///
    /// # Panics
    /// When `bits` is not within 4 to 24.
    pub fn with_bits(extractor: &'e Extractor, bits: u32) -> Self {
        Self {
            extractor,
            lexicon: extractor.tagger_lexicon(),
            set: new_set(extractor, bits),
            development: None,
            start: None,
            tokens: TokenTable::default(),
            gold: Vec::new(),
        }
    }

    /// A trainer without documents that goes on from a model, with as many rows as that has. The model should have been
    /// trained with the lists of `extractor`.
    pub fn continue_from(extractor: &'e Extractor, model: Model) -> Self {
        Self { start: Some(model.clone()), ..Self::with_bits(extractor, model.bits()) }
    }

    /// Adds a document. Names that are [`Duty::Open`] may become anything, and types that the document does not annotate
    /// may stand wherever it marks nothing. A document that annotates no type at all, or of 4 GiB or more, is passed over.
    pub fn add(&mut self, document: &AnnotatedDocument) {
        self.add_to(document, false);
    }

    /// Adds a document that is not trained on: it decides when training stops. Else as [`NamesTrainer::add`].
    pub fn add_development(&mut self, document: &AnnotatedDocument) {
        self.add_to(document, true);
    }

    /// Adds a document of which only some names are marked, or none (self-training: Yarowsky, 1995). Where nothing is
    /// marked, names that `teacher` finds with a score of at least `min_score` are taken as right, those below may become
    /// anything, and the rest is taken as no name. `teacher` is this trainer's extractor with a model that was trained on
    /// documents that people marked.
    pub fn add_partial(&mut self, document: &AnnotatedDocument, teacher: &Extractor, min_score: f32) {
        let found = teacher.extract(&document.text);
        let is_marked = |span: Span| document.names.iter().any(|name| name.span.overlaps(span));
        let names = found.mentions().iter().filter(|mention| mention.entity_type.is_name() && !is_marked(mention.span));
        let mut document = AnnotatedDocument { annotated: NAME_TYPES.to_vec(), ..document.clone() };
        document.names.extend(names.map(|mention| AnnotatedName {
            span: mention.span,
            entity_type: mention.entity_type,
            duty: if mention.score >= min_score { Duty::Demanded } else { Duty::Open },
        }));
        self.add(&document);
    }

    fn add_to(&mut self, document: &AnnotatedDocument, is_development: bool) {
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
        let bits = self.set.bits();
        let set = match is_development {
            true => self.development.get_or_insert_with(|| new_set(self.extractor, bits)),
            false => &mut self.set,
        };
        set.add(view, &evidence, &self.gold, &document.unknown_types(), &self.lexicon);
    }

    /// Windows of candidate words to train on so far; names so far, and how many of them hold a word that can never be part
    /// of a name.
    pub fn counts(&self) -> (usize, usize, usize) {
        let (n_gold, n_lost) = self.set.gold_and_lost();
        (self.set.len(), n_gold, n_lost)
    }

    /// Trains. `progress` hears of each pass.
    ///
    /// The same documents in the same order with the same options give the same bytes, on the same platform: logarithms
    /// and exponentials come from its mathematics library.
    ///
    /// # Errors
    /// None: what [`TrainError`] speaks of cannot happen to sets of one trainer.
    pub fn train(&self, options: &TrainOptions, progress: impl FnMut(Pass)) -> Result<Trained, TrainError> {
        let from = TrainFrom { model: self.start.as_ref(), development: self.development.as_ref() };
        gleaner_tagger::train::train(&self.set, from, options, progress)
    }
}

fn new_set(extractor: &Extractor, bits: u32) -> TrainingSet {
    let set = TrainingSet::new(bits);
    if extractor.tagger_options().whole_sentences { set.over_whole_sentences() } else { set }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::read;

    /// Sentences of our own with made-up names: a person stands before "said", a place behind "near".
    const MADE_UP: &str = "\
Vozblik B-PER\nsaid O\nit O\n. O\n\nWe O\nmet O\nnear O\nQwarnd B-LOC\n. O\n
Trozblik B-PER\nsaid O\nno O\n. O\n\nIt O\nrains O\nnear O\nBwarnd B-LOC\n. O\n
Grozblik B-PER\nsaid O\nyes O\n. O\n\nA O\nhouse O\nnear O\nTwarnd B-LOC\n. O\n";

    fn trained(documents: &[AnnotatedDocument], seed: u64) -> Trained {
        let lists_only = Extractor::builder().builtin_model(false).builtin_lists(false).build().expect("an extractor");
        let mut trainer = NamesTrainer::with_bits(&lists_only, 12);
        documents.iter().for_each(|document| trainer.add(document));
        trainer.train(&TrainOptions { seed, ..TrainOptions::default() }, |_| {}).expect("one size")
    }

    fn found(model: Model, text: &str) -> Vec<(String, gleaner_text::EntityType)> {
        let extractor = Extractor::builder().model(model).build().expect("an extractor");
        let document = extractor.extract(text);
        let mentions = document.mentions().iter();
        mentions.map(|mention| (mention.span.slice(text).to_owned(), mention.entity_type)).collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        let documents = read("made-up", MADE_UP.as_bytes()).expect("it reads");
        assert_eq!(documents.len(), 6);
        let model = trained(&documents, 1);
        assert!(model.bytes == trained(&documents, 1).bytes);
        assert!(model.bytes != trained(&documents, 2).bytes);
        use gleaner_text::EntityType as Type;
        assert_eq!(
            found(model.model(), "Prozblik said it near Zwarnd."),
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
        let with_open = found(trained(&documents, 1).model(), "It rains near Zwarnd.");
        assert_eq!(with_open, [("Zwarnd".to_owned(), gleaner_text::EntityType::LOC)]);
        documents.iter_mut().for_each(|document| document.annotated = crate::training::document::NAME_TYPES.to_vec());
        assert_eq!(found(trained(&documents, 1).model(), "It rains near Zwarnd."), []);
        documents.iter_mut().for_each(|document| document.annotated.clear());
        assert_eq!(
            found(trained(&documents, 1).model(), "It rains near Zwarnd."),
            [],
            "nothing is annotated, nothing is learnt"
        );
    }
}
