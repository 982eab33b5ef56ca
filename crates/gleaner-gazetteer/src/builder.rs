//! Lists to a gazetteer.

use foldhash::{HashMap, HashSet};
use gleaner_text::{EntryId, fold_hash};

use crate::bytes::{Cursor, push_number, push_text};
use crate::compile::{NameKeys, Origin, key_check};
use crate::error::Error;
use crate::flags::EntryFlags;
use crate::gazetteer::{Class, Gazetteer, ListRecord, Tables, push_counts, write_tables};
use crate::layout::Header;
use crate::list::{CONTEXT, List, context_words};
use crate::storage::Storage;

/// The types whose lists are words for other stages, not names to be found: [`Gazetteer::find`] leaves them alone,
/// [`Gazetteer::entries_of_type`] gives them.
pub const WORD_TYPES: [&str; 10] = [
    "GIVEN_NAME",
    "SURNAME",
    "ORG_HEAD",
    "JOB_TITLE",
    "HONORIFIC",
    "LEGAL_SUFFIX",
    "DEMONYM",
    "ORDINARY",
    "CURRENCY",
    "CUE",
];

/// Collects lists and compiles them.
///
/// Lists added first win where nothing else decides, so add a user's lists before one's own. The order of the settings
/// makes no difference.
#[derive(Clone, Debug)]
pub struct GazetteerBuilder {
    word_types: Vec<String>,
    common_words: HashSet<u64>,
    type_ids: HashMap<String, u16>,
    class_ids: HashMap<Class, u32>,
    tables: Tables,
    /// Where each entry begins in `entries`.
    offsets: Vec<u32>,
    entries: Vec<u8>,
    n_names: usize,
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
            common_words: HashSet::default(),
            type_ids: HashMap::default(),
            class_ids: HashMap::default(),
            tables: Tables::default(),
            offsets: Vec::new(),
            entries: Vec::new(),
            n_names: 0,
        }
    }

    /// Sets the types whose entries are not matched. Default: [`WORD_TYPES`].
    #[must_use]
    pub fn word_types<'w>(mut self, word_types: impl IntoIterator<Item = &'w str>) -> Self {
        self.word_types = word_types.into_iter().map(String::from).collect();
        self
    }

    /// Adds ordinary words: under `smart` a name that is one of them, in whatever capitals, asks for its own capitals, as
    /// one flagged ambiguous does. Default: none.
    #[must_use]
    pub fn common_words<'w>(mut self, words: impl IntoIterator<Item = &'w str>) -> Self {
        self.common_words.extend(words.into_iter().map(fold_hash));
        self
    }

    /// Adds the entries of a list, which is copied.
    ///
    /// # Errors
    /// [`Error::TooLarge`] beyond four billion bytes of names, 65,535 lists or 65,535 types.
    pub fn add_list(mut self, list: &List<'_>) -> Result<Self, Error> {
        let too_many = |what| move |_| Error::TooLarge { what };
        let list_idx = u16::try_from(self.tables.lists.len()).map_err(too_many("65,535 lists"))?;
        if list_idx == u16::MAX {
            return Err(Error::TooLarge { what: "65,535 lists" });
        }
        self.tables.lists.push(ListRecord {
            name: list.name().to_owned(),
            origin: list.origin().to_owned(),
            licence: list.licence().to_owned(),
            first_entry: self.offsets.len() as u32,
        });
        self.offsets.reserve(list.len());
        self.entries.reserve(list.n_names() * 24);
        // Most entries of a list are of one class.
        let mut latest: Option<(Class, &str, u32)> = None;
        for entry in list.entries() {
            let type_name = entry.entity_type();
            let entity_type = match latest {
                Some((class, known, _)) if known == type_name => class.entity_type,
                _ => self.intern_type(type_name)?,
            };
            let class = Class { list: list_idx, entity_type, flags: entry.flags(), priority: entry.priority() };
            let class_idx = match latest {
                Some((known, _, class_idx)) if known == class => class_idx,
                _ => self.intern_class(class),
            };
            latest = Some((class, type_name, class_idx));
            let start = u32::try_from(self.entries.len()).map_err(too_many("four billion bytes of names"))?;
            self.offsets.push(start);
            let (names, attributes) = (entry.names(), entry.attributes());
            self.n_names += names.len();
            push_counts(&mut self.entries, class_idx as usize, names.len(), attributes.len());
            names.for_each(|name| push_text(&mut self.entries, name));
            for (key, value) in attributes {
                push_text(&mut self.entries, key);
                push_text(&mut self.entries, value);
            }
        }
        Ok(self)
    }

    fn intern_type(&mut self, name: &str) -> Result<u16, Error> {
        if let Some(&entity_type) = self.type_ids.get(name) {
            return Ok(entity_type);
        }
        let entity_type = self.tables.types.len() as u16;
        if entity_type == u16::MAX {
            return Err(Error::TooLarge { what: "65,535 types" });
        }
        self.type_ids.insert(name.to_owned(), entity_type);
        self.tables.types.push(name.to_owned());
        Ok(entity_type)
    }

    fn intern_class(&mut self, class: Class) -> u32 {
        *self.class_ids.entry(class).or_insert_with(|| {
            self.tables.classes.push(class);
            self.tables.classes.len() as u32 - 1
        })
    }

    /// Compiles the lists. No list, or only empty ones, gives a gazetteer that finds nothing.
    ///
    /// Linear in the length of all names; see the [crate's page](crate#the-engine) for figures. The same lists in the same
    /// order give the same bytes. Names of more than a thousand words are not found.
    ///
    /// # Errors
    /// [`Error::TooManySpellings`] when more than 64 names differ only in capitals; [`Error::TooLarge`].
    pub fn build(self) -> Result<Gazetteer, Error> {
        let end = u32::try_from(self.entries.len());
        let end = end.map_err(|_| Error::TooLarge { what: "four billion bytes of names" })?;
        if self.n_names >= 1 << 31 {
            return Err(Error::TooLarge { what: "two billion names" });
        }
        let is_matched: Vec<bool> =
            self.tables.types.iter().map(|name| !self.word_types.iter().any(|word_type| word_type == name)).collect();
        let mut keys = NameKeys::with_capacity(self.n_names);
        let mut types_of_entries = Vec::with_capacity(self.offsets.len());
        for (entry_idx, &offset) in self.offsets.iter().enumerate() {
            let entry = EntryId(entry_idx as u32);
            let record = RecordReader::new(&self.entries, offset, &self.tables);
            types_of_entries.push(record.class.entity_type);
            if is_matched[record.class.entity_type as usize] {
                self.add_keys(&mut keys, entry, record)?;
            }
        }
        let compiled = keys.compile(&self.entries, &self.tables.lists)?;

        let mut offsets = Vec::with_capacity((self.offsets.len() + 1) * 4);
        for offset in self.offsets.iter().chain([&end]) {
            offsets.extend_from_slice(&offset.to_le_bytes());
        }
        let header = Header {
            n_entries: self.offsets.len() as u32,
            n_names: self.n_names as u32,
            n_surfaces: compiled.n_surfaces,
            max_tokens: compiled.max_tokens,
            max_probe: compiled.index.max_probe,
            ..Header::default()
        };
        let bytes = header.write(
            key_check(),
            [
                &write_tables(&self.tables),
                &runs_of(&types_of_entries, self.tables.types.len()),
                &offsets,
                &self.entries,
                &compiled.index.begins,
                &compiled.index.cells,
                &compiled.index.slots,
                &compiled.surfaces,
                &compiled.contexts,
                &compiled.words,
            ],
        );
        let opened = Gazetteer::from_storage(Storage::Shared(bytes.into()));
        Ok(opened.unwrap_or_else(|error| unreachable!("what was just written cannot be read: {error}")))
    }

    fn add_keys(&self, keys: &mut NameKeys, entry: EntryId, record: RecordReader<'_>) -> Result<(), Error> {
        let Class { list, flags, priority, .. } = record.class;
        for (name_idx, name) in record.names().enumerate() {
            let is_word = !name.contains([' ', '-']);
            let is_common_word = is_word
                && (flags.has(EntryFlags::AMBIGUOUS)
                    || (!self.common_words.is_empty() && self.common_words.contains(&fold_hash(name))));
            let origin = Origin { entry, name_idx: name_idx as u32, flags, priority, list, is_common_word };
            keys.push(&self.entries, name, origin)?;
        }
        if flags.has(EntryFlags::AMBIGUOUS) {
            let context = record.attributes().find(|(key, _)| *key == CONTEXT).map(|(_, value)| value);
            keys.push_context(entry, context_words(context))?;
        }
        Ok(())
    }
}

/// An entry's record while the gazetteer is being built.
#[derive(Clone, Copy)]
struct RecordReader<'b> {
    class: Class,
    n_names: u64,
    n_attributes: u64,
    cursor: Cursor<'b>,
}

impl<'b> RecordReader<'b> {
    fn new(entries: &'b [u8], offset: u32, tables: &Tables) -> Self {
        let mut cursor = Cursor::new(entries, offset as usize);
        let class_idx = cursor.small::<usize>().unwrap_or(0);
        let counts = cursor.number().unwrap_or(0);
        let n_attributes = if counts & 7 == 7 { cursor.number().unwrap_or(0) } else { counts & 7 };
        let class = tables.classes.get(class_idx).copied().unwrap_or_default();
        Self { class, n_names: counts >> 3, n_attributes, cursor }
    }

    fn names(&self) -> impl Iterator<Item = &'b str> + use<'b> {
        let mut cursor = self.cursor;
        (0..self.n_names).map_while(move |_| cursor.text())
    }

    fn attributes(&self) -> impl Iterator<Item = (&'b str, &'b str)> + use<'b> {
        let mut cursor = self.cursor;
        (0..self.n_names).for_each(|_| {
            cursor.skip_text();
        });
        (0..self.n_attributes).map_while(move |_| Some((cursor.text()?, cursor.text()?)))
    }
}

/// The section of runs: entries of one type that stand together, type by type.
fn runs_of(types_of_entries: &[u16], n_types: usize) -> Vec<u8> {
    let mut runs: Vec<Vec<(u32, u32)>> = vec![Vec::new(); n_types];
    let mut first = 0u32;
    for run in types_of_entries.chunk_by(|left, right| left == right) {
        runs[run[0] as usize].push((first, run.len() as u32));
        first += run.len() as u32;
    }
    let mut bytes = Vec::new();
    let mut start = 0u32;
    for runs_of_type in &runs {
        bytes.extend_from_slice(&start.to_le_bytes());
        start += runs_of_type.len() as u32;
    }
    bytes.extend_from_slice(&start.to_le_bytes());
    for (first, n_entries) in runs.into_iter().flatten() {
        bytes.extend_from_slice(&first.to_le_bytes());
        bytes.extend_from_slice(&n_entries.to_le_bytes());
    }
    bytes
}

/// The section of words: for each context how many tokens it has and their key.
pub(crate) fn push_contexts(words: &mut Vec<u8>, contexts: &[(u32, u64)]) {
    push_number(words, contexts.len() as u64);
    for (n_tokens, state) in contexts {
        push_number(words, u64::from(*n_tokens));
        words.extend_from_slice(&state.to_le_bytes());
    }
}
