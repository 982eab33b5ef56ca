//! Short phrases of words, found by the joined fold hashes of their tokens.

use gleaner_text::fold_hash_const;

/// The key of the phrase that one more word makes of the phrase with key `key` (0 for none).
#[inline(always)]
pub(crate) const fn join(key: u64, hash: u64) -> u64 {
    (key.rotate_left(23) ^ hash).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1
}

/// Phrases of one to six words (ASCII, in small letters) with a value each, laid out when the program is compiled.
pub(crate) struct PhraseTable<V: 'static, const SLOTS: usize> {
    keys: [u64; SLOTS],
    values: [V; SLOTS],
}

impl<V: Copy, const SLOTS: usize> PhraseTable<V, SLOTS> {
    /// The table of `entries`. `filler` only fills free slots, it is never returned.
    ///
    /// # Panics
    /// When compiled: a phrase given twice, a word beyond ASCII, or too many phrases.
    pub(crate) const fn new(entries: &[(&[&str], V)], filler: V) -> Self {
        assert!(SLOTS.is_power_of_two() && entries.len() * 2 <= SLOTS, "twice as many slots as phrases");
        let mut keys = [0u64; SLOTS];
        let mut values = [filler; SLOTS];
        let mut entry = 0;
        while entry < entries.len() {
            let words = entries[entry].0;
            let mut key = 0;
            let mut word = 0;
            while word < words.len() {
                key = join(key, fold_hash_const(words[word]));
                word += 1;
            }
            let mut slot = (key >> 40) as usize & (SLOTS - 1);
            while keys[slot] != 0 {
                assert!(keys[slot] != key, "a phrase stands twice");
                slot = (slot + 1) & (SLOTS - 1);
            }
            keys[slot] = key;
            values[slot] = entries[entry].1;
            entry += 1;
        }
        Self { keys, values }
    }

    /// The value of the phrase with that key.
    #[inline]
    pub(crate) fn get(&self, key: u64) -> Option<V> {
        let mut slot = (key >> 40) as usize & (SLOTS - 1);
        loop {
            if self.keys[slot] == 0 {
                return None;
            }
            if self.keys[slot] == key {
                return Some(self.values[slot]);
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
    }

    /// The longest phrase of at most `most` words that `hash_of` spells out: its value and its number of words.
    /// `hash_of(0)` is the first word's fold hash, 0 stops.
    #[inline]
    pub(crate) fn longest(&self, most: usize, hash_of: impl Fn(usize) -> u64) -> Option<(V, usize)> {
        let mut key = 0;
        let mut found = None;
        for n_words in 1..=most {
            let hash = hash_of(n_words - 1);
            if hash == 0 {
                break;
            }
            key = join(key, hash);
            if let Some(value) = self.get(key) {
                found = Some((value, n_words));
            }
        }
        found
    }
}
