//! The tagger's word classes, from the lists of a gazetteer.

use gleaner_gazetteer::{EntryFlags, Gazetteer};
use gleaner_tagger::{Lexicon, WordClasses};
use gleaner_text::{Shape, TokenClass, TokenTable};

/// Types of word lists and what they say of each word of a name.
const CLASSES_OF_TYPES: [(&str, WordClasses); 9] = [
    ("GIVEN_NAME", WordClasses::GIVEN_NAME),
    ("SURNAME", WordClasses::SURNAME),
    ("HONORIFIC", WordClasses::HONORIFIC),
    ("JOB_TITLE", WordClasses::JOB),
    ("LEGAL_SUFFIX", WordClasses::LEGAL_SUFFIX),
    ("DEMONYM", WordClasses::DEMONYM),
    ("ORDINARY", WordClasses::ORDINARY),
    ("LOC", WordClasses::PLACE_WORD),
    ("ORG", WordClasses::ORG_WORD),
];

/// Classes of all single words of the names in the gazetteers. Words of up to three small letters ("of", "a") get none.
pub(crate) fn lexicon_of(gazetteers: &[Gazetteer]) -> Lexicon {
    let mut lexicon = Lexicon::default();
    let mut tokens = TokenTable::default();
    for (type_name, classes) in CLASSES_OF_TYPES {
        for entry in gazetteers.iter().flat_map(|gazetteer| gazetteer.entries_of_type(type_name)) {
            for name in entry.names() {
                add_words(&mut lexicon, &mut tokens, name, classes);
            }
        }
    }
    for entry in gazetteers.iter().flat_map(|gazetteer| gazetteer.entries_of_type("ORG_HEAD")) {
        let is_weak = entry.flags().has(EntryFlags::WEAK);
        let head = if is_weak { WordClasses::WEAK_HEAD } else { WordClasses::ORG_HEAD };
        for name in entry.names() {
            add_head(&mut lexicon, &mut tokens, name, entry.attribute("pos"), head);
        }
    }
    for entry in gazetteers.iter().flat_map(|gazetteer| gazetteer.entries_of_type("CUE")) {
        let of_cue = |cue: &str| match cue {
            "person" => WordClasses::PERSON_CUE,
            "place" => WordClasses::PLACE_CUE,
            "organisation" => WordClasses::ORG_CUE,
            "speech" => WordClasses::SPEECH_CUE,
            _ => WordClasses::default(),
        };
        let cues = entry.attribute("cue").into_iter().flat_map(|cues| cues.split(' ')).map(of_cue);
        let topics = entry.attribute("topic").into_iter().flat_map(|topics| topics.split(' '));
        let classes = cues.chain(topics.filter_map(WordClasses::topic)).fold(WordClasses::default(), WordClasses::with);
        for name in entry.names() {
            lexicon.insert(name, classes);
        }
    }
    lexicon
}

/// A head word: the last word of "Foundation Trust", the word before the preposition of "University of".
fn add_head(lexicon: &mut Lexicon, tokens: &mut TokenTable, name: &str, position: Option<&str>, head: WordClasses) {
    if gleaner_tokenizer::tokenize(name, tokens).is_err() || tokens.is_empty() {
        return;
    }
    let last = tokens.len() - 1;
    let ends_in_small = tokens.infos()[last].shape == Shape::Lower;
    if ends_in_small && last > 0 {
        lexicon.insert_hash(tokens.hashes()[last - 1], WordClasses::ORG_OPENER);
    } else if position != Some("initial") {
        lexicon.insert_hash(tokens.hashes()[last], head);
        if position == Some("both") {
            lexicon.insert_hash(tokens.hashes()[last], WordClasses::ORG_OPENER);
        }
    }
}

fn add_words(lexicon: &mut Lexicon, tokens: &mut TokenTable, name: &str, classes: WordClasses) {
    if gleaner_tokenizer::tokenize(name, tokens).is_err() {
        return;
    }
    // A given name of two words says nothing of each; a place or an organisation does of its longer words.
    let whole_only =
        classes == WordClasses::GIVEN_NAME || classes == WordClasses::SURNAME || classes == WordClasses::ORDINARY;
    if whole_only && tokens.len() != 1 {
        return;
    }
    for (token_idx, info) in tokens.infos().iter().enumerate() {
        let span = tokens.spans()[token_idx];
        let word = span.slice(name);
        let is_small = word.len() <= 3 && !word.starts_with(char::is_uppercase);
        if info.class == TokenClass::Word && (!is_small || tokens.len() == 1) {
            lexicon.insert_hash(tokens.hashes()[token_idx], classes);
        }
    }
}
