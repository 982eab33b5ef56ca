//! Names to surfaces: which names share a key, how each may be written, and the index over them.

use std::cmp::Reverse;
use std::sync::OnceLock;

use foldhash::HashMap;
use gleaner_text::{EntryId, TokenTable, fold_hash};

use crate::builder::push_contexts;
use crate::error::Error;
use crate::flags::EntryFlags;
use crate::gazetteer::ListRecord;
use crate::index::{BEGINS, BEGINS_SMALL, IndexBuilder, MAX_TOKENS};
use crate::key::{first_state, next_state};
use crate::policy::Policy;
use crate::spelling::{MARKS, accepts_small, marks_of};
use crate::surface::{Label, MAX_SPELLINGS, Spelling, SpellingText, push_surface};
use crate::variant::{Word, is_plain, states_of, variants_of, words_of};

/// Whose name it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin {
    pub(crate) entry: EntryId,
    /// 0 for the entry's name, more for its aliases.
    pub(crate) name_idx: u32,
    pub(crate) flags: EntryFlags,
    pub(crate) priority: i32,
    pub(crate) list: u16,
    pub(crate) is_common_word: bool,
}

/// One way to write a name, by its key.
#[derive(Clone, Copy, Debug)]
struct NameKey {
    state: u64,
    origin: Origin,
    policy: Policy,
    /// Its spelling in [`NameKeys::spellings`], or the name in the entries where that is its spelling.
    text: (u32, u32),
    is_own: bool,
}

/// The keys of all names, before it is known which of them are the same.
pub(crate) struct NameKeys {
    table: TokenTable,
    keys: Vec<NameKey>,
    /// The beginnings of names that are no names themselves by this.
    beginnings: Vec<u64>,
    /// What [`IndexBuilder::set_begins`] is told of each first token.
    first_tokens: HashMap<u64, u8>,
    spellings: String,
    max_tokens: usize,
    contexts: Vec<u8>,
    words: Vec<u8>,
}

/// The sections that make names findable.
pub(crate) struct Compiled {
    pub(crate) index: IndexBuilder,
    pub(crate) surfaces: Vec<u8>,
    pub(crate) n_surfaces: u32,
    pub(crate) max_tokens: u32,
    pub(crate) contexts: Vec<u8>,
    pub(crate) words: Vec<u8>,
}

fn too_large() -> Error {
    Error::TooLarge { what: "four billion bytes of names" }
}

impl NameKeys {
    /// Empty, with room for about that many names.
    pub(crate) fn with_capacity(n_names: usize) -> Self {
        Self {
            table: TokenTable::default(),
            keys: Vec::with_capacity(n_names),
            beginnings: Vec::with_capacity(n_names * 2),
            first_tokens: HashMap::default(),
            spellings: String::new(),
            max_tokens: 0,
            contexts: Vec::new(),
            words: Vec::new(),
        }
    }

    /// Adds a name, which stands in `entries`; one without a token adds nothing.
    pub(crate) fn push(&mut self, entries: &[u8], name: &str, origin: Origin) -> Result<(), Error> {
        let policy = Policy::of(name, origin.flags, origin.is_common_word);
        // A name is a piece of the entries.
        let start = (name.as_ptr() as usize).wrapping_sub(entries.as_ptr() as usize);
        let place = match (u32::try_from(start), u32::try_from(start.saturating_add(name.len()))) {
            (Ok(start), Ok(end)) => (start, end),
            _ => return Err(too_large()),
        };
        if is_plain(name, policy) {
            let keys = name.split(' ').map(fold_hash);
            let mut state = 0;
            let states = keys.enumerate().map(|(token_idx, key)| {
                state = if token_idx == 0 { first_state(key) } else { next_state(state, key) };
                state
            });
            let first = name.split(' ').next().unwrap_or("");
            self.push_key(states, first, origin, policy, place, false);
            return Ok(());
        }
        // Only a program can add a name that long: the reader has a limit.
        let mut table = std::mem::take(&mut self.table);
        gleaner_tokenizer::tokenize(name, &mut table).map_err(|_| too_large())?;
        let words = words_of(name, &table);
        self.table = table;
        if words.is_empty() || words.len() > MAX_TOKENS {
            return Ok(());
        }
        for variant in variants_of(words, policy) {
            let (text, is_own) = self.spelling_of(name, place, &variant, policy)?;
            self.push_key(states_of(&variant), &variant[0].text, origin, policy, text, is_own);
        }
        Ok(())
    }

    /// Where the spelling of a variant stands: in the entries when it is the name itself.
    fn spelling_of(
        &mut self,
        name: &str,
        place: (u32, u32),
        words: &[Word<'_>],
        policy: Policy,
    ) -> Result<((u32, u32), bool), Error> {
        let start = self.spellings.len();
        for (word_idx, word) in words.iter().enumerate() {
            if word_idx > 0 {
                self.spellings.push(' ');
            }
            self.spellings.push_str(&word.text);
        }
        if policy.has_marks() {
            self.spellings.push(MARKS);
            self.spellings.extend(marks_of(policy, name.get(words[0].start..).unwrap_or("")));
        } else if &self.spellings[start..] == name {
            self.spellings.truncate(start);
            return Ok((place, false));
        }
        match (u32::try_from(start), u32::try_from(self.spellings.len())) {
            (Ok(start), Ok(end)) => Ok(((start, end), true)),
            _ => Err(too_large()),
        }
    }

    fn push_key(
        &mut self,
        states: impl Iterator<Item = u64>,
        first: &str,
        origin: Origin,
        policy: Policy,
        text: (u32, u32),
        is_own: bool,
    ) {
        let n_before = self.beginnings.len();
        self.beginnings.extend(states);
        let n_tokens = self.beginnings.len() - n_before;
        let Some(&first_state) = self.beginnings.get(n_before) else { return };
        let Some(state) = self.beginnings.pop() else { return };
        self.max_tokens = self.max_tokens.max(n_tokens);
        let is_small = accepts_small(policy, first, n_tokens == 1);
        *self.first_tokens.entry(first_state).or_default() |= if is_small { BEGINS | BEGINS_SMALL } else { BEGINS };
        self.keys.push(NameKey { state, origin, policy, text, is_own });
    }

    /// Adds the context words of an entry; those of later entries must be added later.
    pub(crate) fn push_context<'w>(
        &mut self,
        entry: EntryId,
        words: impl Iterator<Item = &'w str>,
    ) -> Result<(), Error> {
        let mut contexts: Vec<(u32, u64)> = Vec::new();
        for phrase in words {
            gleaner_tokenizer::tokenize(phrase, &mut self.table).map_err(|_| too_large())?;
            let words = words_of(phrase, &self.table);
            if let Some(state) = states_of(&words).last() {
                contexts.push((words.len() as u32, state));
            }
        }
        if !contexts.is_empty() {
            let start = u32::try_from(self.words.len()).map_err(|_| too_large())?;
            push_contexts(&mut self.words, &contexts);
            self.contexts.extend_from_slice(&entry.0.to_le_bytes());
            self.contexts.extend_from_slice(&start.to_le_bytes());
        }
        Ok(())
    }

    pub(crate) fn compile(self, entries: &[u8], lists: &[ListRecord]) -> Result<Compiled, Error> {
        let mut order: Vec<(u64, u32)> =
            self.keys.iter().enumerate().map(|(key_idx, key)| (key.state, key_idx as u32)).collect();
        order.sort_unstable();
        let n_surfaces = order.chunk_by(|left, right| left.0 == right.0).count();
        let n_states = self.beginnings.len() + n_surfaces;
        let mut index = IndexBuilder::new(self.first_tokens.len(), n_states, n_surfaces);
        self.first_tokens.iter().for_each(|(&token, &bits)| index.set_begins(token, bits));
        self.beginnings.iter().for_each(|&state| index.set_goes_on(state));
        let mut surfaces = Vec::with_capacity(n_surfaces * 7);
        let mut writer = SurfaceWriter::default();
        for same in order.chunk_by(|left, right| left.0 == right.0) {
            let start = u32::try_from(surfaces.len()).map_err(|_| too_large())?;
            writer.write(&self, entries, lists, same, &mut surfaces)?;
            index.insert(same[0].0, start);
        }
        Ok(Compiled {
            index,
            surfaces,
            n_surfaces: n_surfaces as u32,
            max_tokens: self.max_tokens as u32,
            contexts: self.contexts,
            words: self.words,
        })
    }

    fn text_of<'s>(&'s self, entries: &'s [u8], key: &NameKey) -> &'s str {
        let bytes = if key.is_own { self.spellings.as_bytes() } else { entries };
        let bytes = bytes.get(key.text.0 as usize..key.text.1 as usize).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or("")
    }
}

/// Writes surfaces one after the other.
#[derive(Default)]
struct SurfaceWriter {
    chain: Vec<u32>,
    labels: Vec<Label>,
    /// Where many entries share a name, their labels are found by a table instead of by looking through them.
    label_of: HashMap<EntryId, usize>,
}

impl SurfaceWriter {
    /// Writes the surface of the keys in `same`, which are states with indices.
    fn write(
        &mut self,
        keys: &NameKeys,
        entries: &[u8],
        lists: &[ListRecord],
        same: &[(u64, u32)],
        surfaces: &mut Vec<u8>,
    ) -> Result<(), Error> {
        self.chain.clear();
        self.chain.extend(same.iter().map(|&(_, key_idx)| key_idx));
        // The stated order of the candidates.
        self.chain.sort_unstable_by_key(|&key_idx| {
            let origin = keys.keys[key_idx as usize].origin;
            let is_ambiguous = origin.flags.has(EntryFlags::AMBIGUOUS);
            (Reverse(origin.priority), is_ambiguous, origin.list, origin.name_idx > 0, origin.entry, key_idx)
        });
        self.labels.clear();
        self.label_of.clear();
        let has_table = self.chain.len() > 16;
        let mut spellings: Vec<Spelling<'_>> = Vec::with_capacity(1);
        for &key_idx in &self.chain {
            let key = &keys.keys[key_idx as usize];
            let text = keys.text_of(entries, key);
            let known = spellings.iter().position(|known| {
                let known_text = match known.text {
                    SpellingText::Own(text) => text,
                    SpellingText::Name { text, .. } => text,
                };
                known.policy == key.policy && known_text == text
            });
            let spelling_idx = match known {
                Some(spelling_idx) => spelling_idx,
                None if spellings.len() == MAX_SPELLINGS => {
                    return Err(Error::TooManySpellings {
                        name: text.to_owned(),
                        list: lists.get(key.origin.list as usize).map_or_else(String::new, |list| list.name.clone()),
                        limit: MAX_SPELLINGS,
                    });
                }
                None => {
                    let (entry, name_idx) = (key.origin.entry.0, key.origin.name_idx);
                    let text =
                        if key.is_own { SpellingText::Own(text) } else { SpellingText::Name { entry, name_idx, text } };
                    spellings.push(Spelling { policy: key.policy, text });
                    spellings.len() - 1
                }
            };
            let (entry, bit) = (key.origin.entry, 1u64 << spelling_idx);
            let known = if has_table {
                self.label_of.get(&entry).copied()
            } else {
                self.labels.iter().position(|label| label.entry == entry)
            };
            match known {
                Some(label_idx) => self.labels[label_idx].spellings |= bit,
                None => {
                    if has_table {
                        self.label_of.insert(entry, self.labels.len());
                    }
                    self.labels.push(Label { entry, spellings: bit });
                }
            }
        }
        push_surface(surfaces, &spellings, &self.labels);
        Ok(())
    }
}

/// What today's code makes of a few names. A gazetteer compiled by code that cuts, folds or joins them in another way would
/// not find its own names; its check differs.
pub(crate) fn key_check() -> u64 {
    static CHECK: OnceLock<u64> = OnceLock::new();
    *CHECK.get_or_init(|| {
        const NAMES: [&str; 4] = [
            "The J.P. Morgan-Chase & Café Company Limited",
            "King’s College (London) U.S. Æther 2025 Ltd.",
            "O'Brien İstanbul Straße PricewaterhouseCoopers",
            "UoM—3i #1 A. B. Łódź Boys' Brigade plc",
        ];
        let mut check = 0;
        let mut table = TokenTable::default();
        for name in NAMES {
            if gleaner_tokenizer::tokenize(name, &mut table).is_err() {
                continue;
            }
            for variant in variants_of(words_of(name, &table), Policy::PLURAL) {
                states_of(&variant).for_each(|state| check = next_state(check, state));
            }
        }
        check
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_plain_name_has_the_tokens_that_the_tokenizer_finds(name in "[A-Z]?[a-z]{1,12}( [A-Z]?[a-z]{1,12}){0,5}") {
            let policy = Policy::default();
            prop_assume!(is_plain(&name, policy));
            let table = gleaner_tokenizer::tokenized(&name);
            let words = words_of(&name, &table);
            let texts: Vec<_> = words.iter().map(|word| &*word.text).collect();
            prop_assert_eq!(texts.join(" "), name.clone());
            let plain: Vec<u64> = name.split(' ').map(fold_hash).collect();
            let mut states = Vec::new();
            for (idx, &key) in plain.iter().enumerate() {
                states.push(if idx == 0 { first_state(key) } else { next_state(states[idx - 1], key) });
            }
            prop_assert_eq!(states, states_of(&words).collect::<Vec<_>>());
            prop_assert_eq!(variants_of(words, policy).len(), 1);
        }
    }

    #[test]
    fn other_names_are_not_plain() {
        for name in ["", " ", "a ", " a", "a  b", "a-b", "a.", "a7", "é", "ab\tb", "ab\u{a0}b", "The Ab", "AbC", "A B"]
        {
            assert!(!is_plain(name, Policy::default()), "{name:?}");
        }
    }
}
