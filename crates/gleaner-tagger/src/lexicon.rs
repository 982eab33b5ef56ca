//! Word classes: what lists say of single words.

use gleaner_text::fold_hash;

/// Classes of a word, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordClasses(pub u32);

impl WordClasses {
    /// A given name.
    pub const GIVEN_NAME: Self = Self(1);
    /// A family name.
    pub const SURNAME: Self = Self(1 << 1);
    /// "Dr", "Sir", "President": stands before a name.
    pub const HONORIFIC: Self = Self(1 << 2);
    /// Part of a job title.
    pub const JOB: Self = Self(1 << 3);
    /// Ends the name of an organisation and hardly means anything else ("Council", "Airlines").
    pub const ORG_HEAD: Self = Self(1 << 4);
    /// A legal suffix ("Ltd").
    pub const LEGAL_SUFFIX: Self = Self(1 << 5);
    /// A people, nationality or language ("French").
    pub const DEMONYM: Self = Self(1 << 6);
    /// An ordinary word that often has a capital.
    pub const ORDINARY: Self = Self(1 << 7);
    /// Part of a listed place name.
    pub const PLACE_WORD: Self = Self(1 << 8);
    /// Part of a listed organisation name.
    pub const ORG_WORD: Self = Self(1 << 9);
    /// Ends names of organisations, and other phrases ("Centre", "Project").
    pub const WEAK_HEAD: Self = Self(1 << 10);
    /// Opens a name with "of" or "for" behind it ("University of", "Centre for").
    pub const ORG_OPENER: Self = Self(1 << 11);
    /// Tells of a person beside it ("singer", "born").
    pub const PERSON_CUE: Self = Self(1 << 12);
    /// Tells of a place beside it ("town", "near").
    pub const PLACE_CUE: Self = Self(1 << 13);
    /// Tells of an organisation beside it ("band", "shares").
    pub const ORG_CUE: Self = Self(1 << 14);
    /// Tells of somebody who speaks or acts beside it ("said").
    pub const SPEECH_CUE: Self = Self(1 << 15);
    /// How many classes there are, topics not counted.
    pub(crate) const COUNT: usize = 16;
    /// What a text can be about, and how it speaks.
    pub const TOPICS: [&str; 13] = [
        "sport",
        "music",
        "screen",
        "state",
        "war",
        "study",
        "travel",
        "chat",
        "news",
        "mail",
        "life",
        "description",
        "computing",
    ];

    /// The class of words that tell of a topic; `None` for a name that is not in [`WordClasses::TOPICS`].
    pub fn topic(name: &str) -> Option<Self> {
        let position = Self::TOPICS.iter().position(|&topic| topic == name)?;
        Some(Self(1 << (Self::COUNT + position)))
    }

    /// The classes without the topics, as bits.
    #[inline]
    pub(crate) const fn plain(self) -> u32 {
        self.0 & ((1 << Self::COUNT) - 1)
    }

    /// The topics alone, as bits from the lowest on.
    #[inline]
    pub(crate) const fn topics(self) -> u16 {
        (self.0 >> Self::COUNT) as u16
    }

    /// True when a class of `other` is among these.
    #[inline]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    #[inline]
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A table from folded words to their classes: open addressing, one probe for most words that are not in it.
///
/// ```
/// use gleaner_tagger::{Lexicon, WordClasses};
/// let mut lexicon = Lexicon::default();
/// lexicon.insert("Ann", WordClasses::GIVEN_NAME);
/// assert!(lexicon.classes_of_word("ANN").any(WordClasses::GIVEN_NAME));
/// assert_eq!(lexicon.classes_of_word("Northway"), WordClasses::default());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Hash and classes; a free slot has no class. The length is a power of two, at least twice the number of words.
    slots: Vec<(u64, WordClasses)>,
    n_words: usize,
}

impl Lexicon {
    /// How many words.
    pub fn len(&self) -> usize {
        self.n_words
    }

    /// True when it knows no word.
    pub fn is_empty(&self) -> bool {
        self.n_words == 0
    }

    /// Adds classes to a word; case does not matter.
    pub fn insert(&mut self, word: &str, classes: WordClasses) {
        self.insert_hash(fold_hash(word), classes);
    }

    /// Adds classes to the word of that [`fold_hash`].
    pub fn insert_hash(&mut self, hash: u64, classes: WordClasses) {
        if classes.0 == 0 {
            return;
        }
        if (self.n_words + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let at = self.slot(hash);
        let slot = &mut self.slots[at];
        self.n_words += usize::from(slot.1.0 == 0);
        *slot = (hash, slot.1.with(classes));
    }

    /// The classes of the word of that [`fold_hash`]; none for an unknown word.
    #[inline]
    pub fn classes(&self, hash: u64) -> WordClasses {
        if self.slots.is_empty() {
            return WordClasses::default();
        }
        self.slots[self.slot(hash)].1
    }

    /// The classes of a word; case does not matter.
    pub fn classes_of_word(&self, word: &str) -> WordClasses {
        self.classes(fold_hash(word))
    }

    /// The slot that holds `hash`, or the free one where it would go. There is always a free slot.
    #[inline]
    fn slot(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (hash >> 20) as usize & mask;
        while self.slots[at].1.0 != 0 && self.slots[at].0 != hash {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let larger = vec![(0, WordClasses::default()); (self.slots.len() * 2).max(1024)];
        for (hash, classes) in std::mem::replace(&mut self.slots, larger) {
            if classes.0 != 0 {
                let at = self.slot(hash);
                self.slots[at] = (hash, classes);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn classes_add_up_and_case_does_not_matter() {
        let mut lexicon = Lexicon::default();
        assert!(lexicon.is_empty() && lexicon.classes_of_word("Bank") == WordClasses::default());
        lexicon.insert("bank", WordClasses::ORG_HEAD);
        lexicon.insert("BANK", WordClasses::SURNAME);
        lexicon.insert("Östlund", WordClasses::SURNAME);
        lexicon.insert("nothing", WordClasses::default());
        assert_eq!(lexicon.len(), 2);
        assert_eq!(lexicon.classes_of_word("Bank"), WordClasses::ORG_HEAD.with(WordClasses::SURNAME));
        assert_eq!(lexicon.classes_of_word("östlund"), WordClasses::SURNAME);
        assert!(!lexicon.classes_of_word("Bank").any(WordClasses::HONORIFIC));
    }

    #[test]
    fn words_that_share_a_slot() {
        let mut lexicon = Lexicon::default();
        // The same home slot for all, and one hash of zero.
        let hashes: Vec<u64> = (0..2000u64).map(|idx| idx << 44).collect();
        hashes.iter().for_each(|&hash| lexicon.insert_hash(hash, WordClasses::JOB));
        assert_eq!(lexicon.len(), hashes.len());
        assert!(hashes.iter().all(|&hash| lexicon.classes(hash) == WordClasses::JOB));
        assert_eq!(lexicon.classes(1), WordClasses::default());
    }

    #[test]
    fn topics_and_classes_are_kept_apart() {
        let bits: u32 =
            WordClasses::TOPICS.iter().filter_map(|topic| WordClasses::topic(topic)).map(|class| class.0).sum();
        assert_eq!(WordClasses(bits | 1).plain(), 1);
        assert_eq!(WordClasses(bits | 1).topics().count_ones() as usize, WordClasses::TOPICS.len());
        assert_eq!(WordClasses::topic("gardening"), None);
    }

    proptest! {
        #[test]
        fn it_is_a_map(words in prop::collection::vec(("[a-zA-Zé]{0,3}", any::<u32>()), 0..300)) {
            let mut lexicon = Lexicon::default();
            let mut naive: HashMap<u64, u32> = HashMap::new();
            for (word, classes) in &words {
                lexicon.insert(word, WordClasses(*classes));
                if *classes != 0 {
                    *naive.entry(fold_hash(word)).or_default() |= classes;
                }
            }
            prop_assert_eq!(lexicon.len(), naive.len());
            for (word, _) in &words {
                let expected = naive.get(&fold_hash(word)).copied().unwrap_or_default();
                prop_assert_eq!(lexicon.classes_of_word(word), WordClasses(expected));
            }
        }
    }
}
