//! Lists to a gazetteer.

use std::cmp::Reverse;

use foldhash::HashMap;
use gleaner_text::{EntryId, TextView, TokenTable, fold_hash};

use crate::error::Error;
use crate::flags::EntryFlags;
use crate::gazetteer::{EntryRecord, Gazetteer, Label, ListRecord, Spelling, Surface, Text};
use crate::index::{BEGINS, BEGINS_SMALL, Index};
use crate::key::{Within, first_state, next_state, next_token, token_key};
use crate::list::List;
use crate::spelling::CasePolicy;

/// The types whose lists are words for other stages, not names to be found: [`Gazetteer::find`] leaves them alone,
/// [`Gazetteer::entries_of_type`] gives them.
pub const WORD_TYPES: [&str; 9] =
    ["GIVEN_NAME", "SURNAME", "ORG_HEAD", "JOB_TITLE", "HONORIFIC", "LEGAL_SUFFIX", "DEMONYM", "ORDINARY", "CURRENCY"];

/// How many names that differ only in spelling a surface may have.
const MAX_SPELLINGS: usize = u64::BITS as usize;

/// Collects lists and compiles them.
///
/// Lists added first win where nothing else decides, so add a user's lists before one's own.
#[derive(Clone, Debug)]
pub struct GazetteerBuilder {
    word_types: Vec<String>,
    /// Whether the entries of a type are matched, type by type.
    is_matched: Vec<bool>,
    type_ids: HashMap<String, u16>,
    strings: String,
    types: Vec<String>,
    lists: Vec<ListRecord>,
    entries: Vec<EntryRecord>,
    names: Vec<Text>,
    attributes: Vec<(Text, Text)>,
}

impl Default for GazetteerBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl GazetteerBuilder {
    /// No list, and [`WORD_TYPES`] as the types that are not matched.
    pub fn new() -> Self {
        Self {
            word_types: WORD_TYPES.map(String::from).to_vec(),
            is_matched: Vec::new(),
            type_ids: HashMap::default(),
            strings: String::new(),
            types: Vec::new(),
            lists: Vec::new(),
            entries: Vec::new(),
            names: Vec::new(),
            attributes: Vec::new(),
        }
    }

    /// Sets the types whose entries are not matched; call it before any list is added. Default: [`WORD_TYPES`].
    #[must_use]
    pub fn word_types<'w>(mut self, word_types: impl IntoIterator<Item = &'w str>) -> Self {
        self.word_types = word_types.into_iter().map(String::from).collect();
        self
    }

    /// Adds the entries of a list, which is copied.
    ///
    /// # Errors
    /// [`Error::TooLarge`] beyond four billion bytes of names, 65,535 lists or 65,535 types.
    pub fn add_list(mut self, list: &List<'_>) -> Result<Self, Error> {
        let list_idx = u16::try_from(self.lists.len()).map_err(|_| Error::TooLarge { what: "65,535 lists" })?;
        self.lists.push(ListRecord {
            name: list.name().to_owned(),
            origin: list.origin().to_owned(),
            licence: list.licence().to_owned(),
            first_entry: self.entries.len() as u32,
        });
        self.entries.reserve(list.len());
        self.names.reserve(list.n_names());
        self.attributes.reserve(list.n_attributes());
        let mut type_ids: HashMap<&str, u16> = HashMap::default();
        for entry in list.entries() {
            let type_name = entry.entity_type();
            let entity_type = match type_ids.get(type_name) {
                Some(&entity_type) => entity_type,
                None => {
                    let entity_type = self.intern_type(type_name)?;
                    type_ids.insert(type_name, entity_type);
                    entity_type
                }
            };
            self.entries.push(EntryRecord {
                first_name: self.names.len() as u32,
                first_attribute: self.attributes.len() as u32,
                entity_type,
                list: list_idx,
                flags: entry.flags(),
                priority: entry.priority(),
            });
            for name in entry.names() {
                let name = push_text(&mut self.strings, name)?;
                self.names.push(name);
            }
            for (key, value) in entry.attributes() {
                let attribute = (push_text(&mut self.strings, key)?, push_text(&mut self.strings, value)?);
                self.attributes.push(attribute);
            }
        }
        Ok(self)
    }

    fn intern_type(&mut self, name: &str) -> Result<u16, Error> {
        if let Some(&entity_type) = self.type_ids.get(name) {
            return Ok(entity_type);
        }
        let entity_type = u16::try_from(self.types.len()).map_err(|_| Error::TooLarge { what: "65,535 types" })?;
        self.type_ids.insert(name.to_owned(), entity_type);
        self.types.push(name.to_owned());
        self.is_matched.push(!self.word_types.iter().any(|word_type| word_type == name));
        Ok(entity_type)
    }

    /// Compiles the lists. No list, or only empty ones, gives a gazetteer that finds nothing.
    ///
    /// Linear in the length of all names; see the [crate's page](crate#the-engine) for figures.
    ///
    /// # Errors
    /// [`Error::TooManySpellings`] when more than 64 names differ only in capitals; [`Error::TooLarge`].
    pub fn build(mut self) -> Result<Gazetteer, Error> {
        if u32::try_from(self.names.len()).is_err() || self.names.len() >= 1 << 31 {
            return Err(Error::TooLarge { what: "two billion names" });
        }
        let mut surfaces = SurfaceBuilder::new();
        surfaces.reserve(self.names.len());
        for entry_idx in 0..self.entries.len() {
            let entry = self.entries[entry_idx];
            if !self.is_matched[entry.entity_type as usize] {
                continue;
            }
            let end = self.entries.get(entry_idx + 1).map_or(self.names.len(), |next| next.first_name as usize);
            for name_idx in entry.first_name as usize..end {
                let name = self.names[name_idx];
                surfaces.push(
                    &self.strings,
                    name,
                    Origin {
                        entry: entry_idx as u32,
                        is_alias: name_idx > entry.first_name as usize,
                        flags: entry.flags,
                        priority: entry.priority,
                        list: entry.list,
                    },
                )?;
            }
        }
        let compiled = surfaces.compile(&mut self.strings, &self.lists)?;
        self.strings.shrink_to_fit();

        let mut type_starts = vec![0u32; self.types.len() + 1];
        for entry in &self.entries {
            type_starts[entry.entity_type as usize + 1] += 1;
        }
        for type_idx in 1..type_starts.len() {
            type_starts[type_idx] += type_starts[type_idx - 1];
        }
        let mut by_type = vec![EntryId(0); self.entries.len()];
        let mut next_of_type = type_starts.clone();
        for (entry_idx, entry) in self.entries.iter().enumerate() {
            let place = &mut next_of_type[entry.entity_type as usize];
            by_type[*place as usize] = EntryId(entry_idx as u32);
            *place += 1;
        }
        Ok(Gazetteer {
            strings: self.strings,
            types: self.types,
            lists: self.lists,
            entries: self.entries,
            names: self.names,
            attributes: self.attributes,
            index: compiled.index,
            surfaces: compiled.surfaces,
            spellings: compiled.spellings,
            labels: compiled.labels,
            by_type,
            type_starts,
        })
    }
}

fn push_text(strings: &mut String, text: &str) -> Result<Text, Error> {
    let start = strings.len();
    strings.push_str(text);
    match (u32::try_from(start), u32::try_from(strings.len())) {
        (Ok(start), Ok(end)) => Ok(Text { start, end }),
        _ => Err(Error::TooLarge { what: "four billion bytes of names" }),
    }
}

/// True for words of ASCII letters with single spaces between them: the tokenizer would find the same words (a test holds
/// the two equal), at three times the cost of half the work of building.
fn is_plain(name: &str) -> bool {
    let bytes = name.as_bytes();
    let mut before = b' ';
    for &byte in bytes {
        if !byte.is_ascii_alphabetic() && (byte != b' ' || before == b' ') {
            return false;
        }
        before = byte;
    }
    before != b' '
}

/// Whose name it is.
#[derive(Clone, Copy, Debug)]
struct Origin {
    entry: u32,
    is_alias: bool,
    flags: EntryFlags,
    priority: i32,
    list: u16,
}

/// A name by its tokens.
struct NameKey {
    origin: Origin,
    /// Its tokens parted by spaces: in [`SurfaceBuilder::spellings`], or the name itself where it is just that.
    spelling: Text,
    is_own_spelling: bool,
    policy: CasePolicy,
    /// One past its last state in [`SurfaceBuilder::states`].
    states_end: u32,
    /// Its first state, which is the key of its first token.
    first_state: u64,
    accepts_small: bool,
}

/// The tokens of all names, before it is known which of them share a key.
struct SurfaceBuilder {
    table: TokenTable,
    keys: Vec<NameKey>,
    states: Vec<u64>,
    spellings: String,
}

struct Compiled {
    index: Index,
    surfaces: Vec<Surface>,
    spellings: Vec<Spelling>,
    labels: Vec<Label>,
}

impl SurfaceBuilder {
    fn new() -> Self {
        Self { table: TokenTable::default(), keys: Vec::new(), states: Vec::new(), spellings: String::new() }
    }

    /// Makes room for about that many names.
    fn reserve(&mut self, n_names: usize) {
        self.keys.reserve(n_names);
        self.states.reserve(n_names * 3);
        self.spellings.reserve(n_names * 16);
    }

    /// Adds the name that stands in `strings` at `place`; a name without a token adds nothing.
    fn push(&mut self, strings: &str, place: Text, origin: Origin) -> Result<(), Error> {
        let name = strings.get(place.start as usize..place.end as usize).unwrap_or("");
        let states_start = self.states.len();
        let (spelling, is_own_spelling) = if is_plain(name) {
            let mut rest = name;
            while let Some(n_bytes) = rest.bytes().position(|byte| byte == b' ') {
                self.push_token(states_start, fold_hash(&rest[..n_bytes]));
                rest = &rest[n_bytes + 1..];
            }
            self.push_token(states_start, fold_hash(rest));
            (place, false)
        } else {
            (self.push_tokenised(name)?, true)
        };
        let Some(&first_state) = self.states.get(states_start) else { return Ok(()) };
        let states_end =
            u32::try_from(self.states.len()).map_err(|_| Error::TooLarge { what: "four billion words of names" })?;
        let policy = CasePolicy::of(name, origin.flags);
        let mut key =
            NameKey { origin, spelling, is_own_spelling, policy, states_end, first_state, accepts_small: false };
        let spelling = self.spelling(strings, &key);
        let first_token = spelling.find(' ').map_or(spelling, |n_bytes| &spelling[..n_bytes]);
        key.accepts_small = policy.accepts_small(first_token);
        self.keys.push(key);
        Ok(())
    }

    /// Adds the states of any name and gives its tokens' place in [`SurfaceBuilder::spellings`].
    fn push_tokenised(&mut self, name: &str) -> Result<Text, Error> {
        // Only a program can add a name that long: the reader has a limit.
        let too_large = || Error::TooLarge { what: "four billion bytes of names" };
        let mut table = std::mem::take(&mut self.table);
        gleaner_tokenizer::tokenize(name, &mut table).map_err(|_| too_large())?;
        let view = TextView::new(name, &table);
        let (states_start, start) = (self.states.len(), self.spellings.len());
        let mut next = (!view.is_empty()).then_some(0);
        while let Some(token_idx) = next {
            if token_idx > 0 {
                self.spellings.push(' ');
            }
            self.spellings.push_str(view.token(token_idx));
            self.push_token(states_start, view.hash(token_idx));
            next = next_token(view, token_idx, Within::Name);
        }
        self.table = table;
        match (u32::try_from(start), u32::try_from(self.spellings.len())) {
            (Ok(start), Ok(end)) => Ok(Text { start, end }),
            _ => Err(too_large()),
        }
    }

    /// Adds the state that a token leads to from the last one; the name's states begin at `states_start`.
    fn push_token(&mut self, states_start: usize, hash: u64) {
        let token = token_key(hash);
        let state = match self.states[states_start..].last() {
            Some(&state) => next_state(state, token),
            None => first_state(token),
        };
        self.states.push(state);
    }

    fn spelling<'s>(&'s self, strings: &'s str, key: &NameKey) -> &'s str {
        let holder = if key.is_own_spelling { &self.spellings } else { strings };
        holder.get(key.spelling.start as usize..key.spelling.end as usize).unwrap_or("")
    }

    fn compile(self, strings: &mut String, lists: &[ListRecord]) -> Result<Compiled, Error> {
        let mut index = Index::with_capacity(self.states.len(), self.keys.len());
        // The names of a surface are a chain: its latest name, and from every name the one before it.
        const NONE: u32 = u32::MAX;
        let mut latest: Vec<u32> = Vec::with_capacity(self.keys.len());
        let mut before: Vec<u32> = vec![NONE; self.keys.len()];
        let mut states_start = 0;
        for (key_idx, key) in self.keys.iter().enumerate() {
            index.set_begins(key.first_state, if key.accepts_small { BEGINS | BEGINS_SMALL } else { BEGINS });
            let states = &self.states[states_start..key.states_end as usize];
            states_start = key.states_end as usize;
            let [beginnings @ .., whole] = states else { continue };
            for &state in beginnings {
                index.set_goes_on(state);
            }
            let surface = index.surface_or_insert(*whole, latest.len() as u32) as usize;
            if surface == latest.len() {
                latest.push(NONE);
            }
            before[key_idx] = std::mem::replace(&mut latest[surface], key_idx as u32);
        }

        let mut surfaces = Vec::with_capacity(latest.len() + 1);
        let mut spellings: Vec<Spelling> = Vec::with_capacity(self.keys.len());
        let mut labels: Vec<Label> = Vec::with_capacity(self.keys.len());
        let mut chain: Vec<u32> = Vec::new();
        for &key_idx in &latest {
            let first_spelling = spellings.len();
            surfaces.push(Surface { first_spelling: first_spelling as u32, first_label: labels.len() as u32 });
            chain.clear();
            let mut at = key_idx;
            while at != NONE {
                chain.push(at);
                at = before[at as usize];
            }
            // The stated order of the candidates; the chain's own order is newest first.
            chain.sort_unstable_by_key(|&key_idx| {
                let origin = self.keys[key_idx as usize].origin;
                let is_ambiguous = origin.flags.has(EntryFlags::AMBIGUOUS);
                (Reverse(origin.priority), is_ambiguous, origin.list, origin.is_alias, origin.entry, key_idx)
            });
            let first_label = labels.len();
            // Where many entries share a name, their labels are found by a table instead of by looking through them.
            let mut label_of: HashMap<u32, usize> = HashMap::default();
            let has_table = chain.len() > 16;
            for &key_idx in &chain {
                let key = &self.keys[key_idx as usize];
                let spelling = self.spelling(strings, key);
                let known = spellings[first_spelling..].iter().position(|known| {
                    let known_text = strings.get(known.text.start as usize..known.text.end as usize);
                    known.policy == key.policy && known_text == Some(spelling)
                });
                let spelling_idx = match known {
                    Some(spelling_idx) => spelling_idx,
                    None => {
                        let spelling_idx = spellings.len() - first_spelling;
                        if spelling_idx == MAX_SPELLINGS {
                            return Err(Error::TooManySpellings {
                                name: spelling.to_owned(),
                                list: lists.get(key.origin.list as usize).map_or_else(String::new, |l| l.name.clone()),
                                limit: MAX_SPELLINGS,
                            });
                        }
                        let text = if key.is_own_spelling {
                            let spelling = &self.spellings[key.spelling.start as usize..key.spelling.end as usize];
                            push_text(strings, spelling)?
                        } else {
                            key.spelling
                        };
                        spellings.push(Spelling { text, policy: key.policy });
                        spelling_idx
                    }
                };
                let bit = 1u64 << spelling_idx;
                let entry = EntryId(key.origin.entry);
                let known_label = if has_table {
                    label_of.get(&entry.0).copied()
                } else {
                    labels[first_label..].iter().position(|label| label.entry == entry).map(|at| first_label + at)
                };
                match known_label {
                    Some(label_idx) => labels[label_idx].spellings |= bit,
                    None => {
                        if has_table {
                            label_of.insert(entry.0, labels.len());
                        }
                        labels.push(Label { entry, spellings: bit });
                    }
                }
            }
            debug_assert!(labels.len() > first_label);
        }
        surfaces.push(Surface { first_spelling: spellings.len() as u32, first_label: labels.len() as u32 });
        Ok(Compiled { index, surfaces, spellings, labels })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_plain_name_has_the_tokens_that_the_tokenizer_finds(name in "[A-Za-z]{1,12}( [A-Za-z]{1,12}){0,5}") {
            prop_assert!(is_plain(&name));
            let mut plain = SurfaceBuilder::new();
            let place = Text { start: 0, end: name.len() as u32 };
            let origin = Origin { entry: 0, is_alias: false, flags: EntryFlags::NONE, priority: 0, list: 0 };
            plain.push(&name, place, origin)?;
            let mut tokenised = SurfaceBuilder::new();
            tokenised.push_tokenised(&name)?;
            prop_assert_eq!(plain.states, tokenised.states);
            prop_assert_eq!(name, tokenised.spellings);
        }
    }

    #[test]
    fn other_names_are_not_plain() {
        for name in ["", " ", "a ", " a", "a  b", "a-b", "a.", "a7", "é", "a\tb", "a\u{a0}b"] {
            assert!(!is_plain(name), "{name:?}");
        }
    }
}
