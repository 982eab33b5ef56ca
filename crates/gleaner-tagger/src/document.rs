//! What the rest of the document says of a word: is it also written small, does it follow a title somewhere else?

use gleaner_text::{Shape, TextView, TokenClass, TokenFlags};

use crate::lexicon::WordClasses;

/// Facts about a word over the whole document, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordFacts(pub(crate) u8);

impl WordFacts {
    /// Stands somewhere in small letters.
    const LOWER: u8 = 1;
    /// Stands somewhere with a capital that no sentence start explains.
    const CAPITAL_INSIDE: u8 = 1 << 1;
    /// Follows an honorific or a given name somewhere.
    const AFTER_PERSON_WORD: u8 = 1 << 2;
    /// Stands right before a head word of organisations or a legal suffix somewhere.
    const BEFORE_ORG_WORD: u8 = 1 << 3;
    /// Follows "in", "at", "near", "from" or "to" somewhere.
    const AFTER_PLACE_WORD: u8 = 1 << 4;
    /// Stands somewhere more than once with a capital.
    const REPEATED: u8 = 1 << 5;
    /// Has a possessive 's, or a verb of saying behind it, somewhere.
    const ACTS: u8 = 1 << 6;
    /// How many facts.
    pub(crate) const COUNT: usize = 7;
}

/// Facts of the capitalised words of one document: open addressing on the word's hash. Probing is bounded, so that a
/// document whose words collide on purpose loses facts, not time.
#[derive(Debug, Default)]
pub(crate) struct WordTable {
    slots: Vec<(u64, WordFacts)>,
    n_words: usize,
}

impl WordTable {
    /// Empties the table and fills it from a document.
    pub(crate) fn fill(&mut self, view: TextView<'_>, classes: &[WordClasses]) {
        let size = (view.len() / 4).next_power_of_two().clamp(64, 1 << 16);
        self.slots.clear();
        self.slots.resize(size, (0, WordFacts::default()));
        self.n_words = 0;
        let infos = view.tokens.infos();
        for token_idx in 0..view.len() {
            let info = infos[token_idx];
            if info.class == TokenClass::Word && !matches!(info.shape, Shape::Lower | Shape::None) {
                self.note_capital(view, classes, token_idx);
            }
        }
        for (info, &hash) in infos.iter().zip(view.tokens.hashes()) {
            if info.class == TokenClass::Word
                && info.shape == Shape::Lower
                && let Some(facts) = self.find_mut(hash)
            {
                facts.0 |= WordFacts::LOWER;
            }
        }
    }

    fn note_capital(&mut self, view: TextView<'_>, classes: &[WordClasses], token_idx: usize) {
        let info = view.info(token_idx);
        let mut bits = 0;
        if !info.flags.has(TokenFlags::SENTENCE_START) {
            bits |= WordFacts::CAPITAL_INSIDE;
            let before = token_idx - 1;
            let person = WordClasses(WordClasses::HONORIFIC.0 | WordClasses::GIVEN_NAME.0);
            if classes[before].any(person) && view.info(before).shape != Shape::Lower {
                bits |= WordFacts::AFTER_PERSON_WORD;
            }
            if matches!(view.token(before), "in" | "In" | "at" | "near" | "from" | "to") {
                bits |= WordFacts::AFTER_PLACE_WORD;
            }
        }
        if let Some(after) = view.tokens.infos().get(token_idx + 1)
            && !after.flags.has(TokenFlags::SENTENCE_START)
        {
            let org = WordClasses(WordClasses::ORG_HEAD.0 | WordClasses::LEGAL_SUFFIX.0);
            if classes[token_idx + 1].any(org) && after.shape != Shape::Lower {
                bits |= WordFacts::BEFORE_ORG_WORD;
            }
            if after.flags.has(TokenFlags::CLITIC) || matches!(view.token(token_idx + 1), "said" | "says" | "told") {
                bits |= WordFacts::ACTS;
            }
        }
        self.add(view.hash(token_idx), bits);
    }

    /// The facts of a word; none for one that never has a capital.
    #[inline]
    pub(crate) fn facts(&self, hash: u64) -> WordFacts {
        self.find(hash).map_or(WordFacts::default(), |at| self.slots[at].1)
    }

    /// Probes at most this many slots: a word that does not fit there is forgotten.
    const MAX_PROBES: usize = 16;

    #[inline]
    fn home(&self, hash: u64) -> usize {
        (hash.wrapping_mul(0xff51_afd7_ed55_8ccd) >> 32) as usize & (self.slots.len() - 1)
    }

    #[inline]
    fn find(&self, hash: u64) -> Option<usize> {
        if self.slots.is_empty() {
            return None;
        }
        let mask = self.slots.len() - 1;
        let home = self.home(hash);
        for probe in 0..Self::MAX_PROBES {
            let at = (home + probe) & mask;
            if self.slots[at].0 == hash {
                return Some(at);
            }
            if self.slots[at].0 == 0 {
                return None;
            }
        }
        None
    }

    #[inline]
    fn find_mut(&mut self, hash: u64) -> Option<&mut WordFacts> {
        self.find(hash).map(|at| &mut self.slots[at].1)
    }

    fn add(&mut self, hash: u64, bits: u8) {
        if hash == 0 {
            return;
        }
        if let Some(facts) = self.find_mut(hash) {
            facts.0 |= bits | WordFacts::REPEATED;
            return;
        }
        if (self.n_words + 1) * 2 > self.slots.len() {
            self.grow();
        }
        self.place(hash, WordFacts(bits));
    }

    fn place(&mut self, hash: u64, facts: WordFacts) {
        let mask = self.slots.len() - 1;
        let home = self.home(hash);
        for probe in 0..Self::MAX_PROBES {
            let at = (home + probe) & mask;
            if self.slots[at].0 == 0 {
                self.slots[at] = (hash, facts);
                self.n_words += 1;
                return;
            }
        }
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(256);
        let old = std::mem::replace(&mut self.slots, vec![(0, WordFacts::default()); size]);
        self.n_words = 0;
        for (hash, facts) in old {
            if hash != 0 {
                self.place(hash, facts);
            }
        }
    }
}
