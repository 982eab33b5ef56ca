//! A small table from words to values, laid out when the program is compiled and probed by fold hash.

use gleaner_text::fold_hash_const;

/// Words (ASCII, in small letters) with a value each: open addressing over `SLOTS` slots, a power of two at least twice
/// the number of words. A probe looks at one slot for nearly every word that is not in it.
pub(crate) struct WordTable<V: 'static, const SLOTS: usize> {
    keys: [u64; SLOTS],
    values: [V; SLOTS],
}

impl<V: Copy, const SLOTS: usize> WordTable<V, SLOTS> {
    /// The table of `entries`. `filler` only fills free slots, it is never returned.
    ///
    /// # Panics
    /// When compiled: a word given twice, a word beyond ASCII, or too many words.
    pub(crate) const fn new(entries: &[(&str, V)], filler: V) -> Self {
        assert!(SLOTS.is_power_of_two() && entries.len() * 2 <= SLOTS, "twice as many slots as words");
        let mut keys = [0u64; SLOTS];
        let mut values = [filler; SLOTS];
        let mut entry = 0;
        while entry < entries.len() {
            let hash = fold_hash_const(entries[entry].0);
            let mut slot = Self::slot(hash);
            while keys[slot] != 0 {
                assert!(keys[slot] != hash, "a word stands twice");
                slot = (slot + 1) & (SLOTS - 1);
            }
            keys[slot] = hash;
            values[slot] = entries[entry].1;
            entry += 1;
        }
        Self { keys, values }
    }

    #[inline(always)]
    const fn slot(hash: u64) -> usize {
        (hash >> 40) as usize & (SLOTS - 1)
    }

    /// The value of the word with that fold hash; `None` for other words and for 0 (what a view gives past its end).
    #[inline]
    pub(crate) fn get(&self, hash: u64) -> Option<V> {
        let mut slot = Self::slot(hash);
        loop {
            let key = self.keys[slot];
            if key == 0 {
                return None;
            }
            if key == hash {
                return Some(self.values[slot]);
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
    }

    /// True for the words of the table.
    #[inline]
    pub(crate) fn has(&self, hash: u64) -> bool {
        self.get(hash).is_some()
    }
}

impl<const SLOTS: usize> WordTable<(), SLOTS> {
    /// A table of words without values.
    pub(crate) const fn set(words: &[&str]) -> Self {
        assert!(SLOTS.is_power_of_two() && words.len() * 2 <= SLOTS, "twice as many slots as words");
        let mut keys = [0u64; SLOTS];
        let mut word = 0;
        while word < words.len() {
            let hash = fold_hash_const(words[word]);
            let mut slot = Self::slot(hash);
            while keys[slot] != 0 {
                assert!(keys[slot] != hash, "a word stands twice");
                slot = (slot + 1) & (SLOTS - 1);
            }
            keys[slot] = hash;
            word += 1;
        }
        Self { keys, values: [(); SLOTS] }
    }
}
