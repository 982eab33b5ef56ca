//! The words that amounts hang on, by fold hash: built once per process from the tables of `currency_names`.

use std::sync::LazyLock;

use gleaner_text::{Currency, fold_hash};

use super::currency_names::{ALIASES, COUNTRIES, NO_MONEY, NOUNS, SMALL_CODES, WORD_CODES};
use crate::phrase_table::join;

/// What a word can do in an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Index into [`NOUNS`].
    Noun(u8),
    /// An ISO 4217 code: whether it is a word too, and whether small letters will do.
    Code {
        /// The currency.
        currency: Currency,
        /// "TOP", "COP": the number has to look like money.
        is_word: bool,
        /// "usd" is as good as "USD".
        small: bool,
    },
    /// Index into [`ALIASES`].
    Alias(u8),
    /// "pence", "penny", "pennies"
    Pence,
    /// "p"
    P,
    /// "cent", "cents"
    Cent,
    /// "c"
    C,
    /// "sterling"
    Sterling,
    /// "quid"
    Quid,
    /// "bucks"
    Bucks,
    /// "grand"
    Grand,
    /// "guineas"
    Guineas,
    /// "fiver", "tenner"
    Note(u8),
    /// "figure"
    Figure,
}

/// The words, a filter in front of them, and the countries that stand before nouns.
pub(super) struct Lexicon {
    /// One bit for each of 16,384 values of a hash: most words of a text end here.
    filter: Box<[u64; 256]>,
    roles: Map<Role>,
    countries: Map<[u8; 2]>,
}

/// Open addressing over the next power of two above twice the number of entries.
struct Map<V> {
    slots: Vec<(u64, Option<V>)>,
}

impl<V: Copy> Map<V> {
    fn new(entries: &[(u64, V)]) -> Self {
        let mut slots = vec![(0, None); (entries.len() * 3).next_power_of_two()];
        let mask = slots.len() - 1;
        for &(key, value) in entries {
            let mut slot = (key >> 40) as usize & mask;
            while slots[slot].1.is_some() && slots[slot].0 != key {
                slot = (slot + 1) & mask;
            }
            // Of two roles of a word the first given stays.
            if slots[slot].1.is_none() {
                slots[slot] = (key, Some(value));
            }
        }
        Self { slots }
    }

    #[inline]
    fn get(&self, key: u64) -> Option<V> {
        let mask = self.slots.len() - 1;
        let mut slot = (key >> 40) as usize & mask;
        loop {
            let (found, value) = self.slots[slot];
            if value.is_none() || found == key {
                return value;
            }
            slot = (slot + 1) & mask;
        }
    }
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);

impl Lexicon {
    /// The one lexicon.
    pub(super) fn get() -> &'static Self {
        &LEXICON
    }

    fn build() -> Self {
        let mut roles = Vec::new();
        let words: [(&str, Role); 18] = [
            ("pence", Role::Pence),
            ("penny", Role::Pence),
            ("pennies", Role::Pence),
            ("p", Role::P),
            ("cent", Role::Cent),
            ("cents", Role::Cent),
            ("c", Role::C),
            ("sterling", Role::Sterling),
            ("quid", Role::Quid),
            ("bucks", Role::Bucks),
            ("grand", Role::Grand),
            ("guineas", Role::Guineas),
            ("guinea", Role::Guineas),
            ("fiver", Role::Note(5)),
            ("tenner", Role::Note(10)),
            ("figure", Role::Figure),
            ("figures", Role::Figure),
            ("pences", Role::Pence),
        ];
        roles.extend(words.map(|(word, role)| (fold_hash(word), role)));
        for (index, noun) in NOUNS.iter().enumerate() {
            roles.extend(noun.words.iter().map(|word| (fold_hash(word), Role::Noun(index as u8))));
        }
        for (index, alias) in ALIASES.iter().enumerate() {
            roles.extend(alias.exact.iter().map(|word| (fold_hash(word), Role::Alias(index as u8))));
        }
        for (code, currency) in codes() {
            let is_word = WORD_CODES.contains(&code.as_str());
            let small = SMALL_CODES.contains(&code.as_str());
            roles.push((fold_hash(&code), Role::Code { currency, is_word, small }));
        }
        let countries: Vec<_> = COUNTRIES
            .iter()
            .map(|(phrase, key)| {
                let bytes = key.as_bytes();
                (phrase.split(' ').fold(0, |joined, word| join(joined, fold_hash(word))), [bytes[0], bytes[1]])
            })
            .collect();
        let mut filter = Box::new([0u64; 256]);
        for (hash, _) in &roles {
            filter[(hash >> 6) as usize & 255] |= 1 << (hash & 63);
        }
        Self { filter, roles: Map::new(&roles), countries: Map::new(&countries) }
    }

    /// False for nearly every word that has no role: two instructions and a load.
    #[inline(always)]
    pub(super) fn may_have(&self, hash: u64) -> bool {
        self.filter[(hash >> 6) as usize & 255] & (1 << (hash & 63)) != 0
    }

    /// What the word with that fold hash can do.
    #[inline]
    pub(super) fn role(&self, hash: u64) -> Option<Role> {
        if self.may_have(hash) { self.roles.get(hash) } else { None }
    }

    /// The key of the country phrase with that joined hash.
    #[inline]
    pub(super) fn country(&self, key: u64) -> Option<[u8; 2]> {
        self.countries.get(key)
    }
}

/// The alphabetic codes of ISO 4217 that are money in running text. Gone through by number: trying all codes of three letters
/// took 19 million instructions, some five milliseconds of the first document.
fn codes() -> impl Iterator<Item = (String, Currency)> {
    (0..1000)
        .filter_map(iso_currency::Currency::from_numeric)
        .map(|currency| currency.code().to_owned())
        .filter(|code| !NO_MONEY.contains(&code.as_str()))
        .filter_map(|code| Currency::from_code(&code).map(|currency| (code, currency)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_number() {
        let mut codes: Vec<String> = codes().map(|(code, _)| code).collect();
        codes.sort_unstable();
        let letters = || (b'A'..=b'Z').map(char::from);
        let all = letters().flat_map(|a| letters().flat_map(move |b| letters().map(move |c| [a, b, c])));
        let all = all.map(String::from_iter).filter(|code| iso_currency::Currency::from_code(code).is_some());
        let money: Vec<String> = all.filter(|code| !NO_MONEY.contains(&code.as_str())).collect();
        assert_eq!(codes, money);
    }
}
