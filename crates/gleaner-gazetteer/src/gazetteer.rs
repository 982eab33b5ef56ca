//! The compiled gazetteer: what it holds, and how to ask it.

use std::sync::Arc;

use gleaner_text::EntryId;

use crate::bytes::{Cursor, word32};
use crate::error::FileError;
use crate::flags::EntryFlags;
use crate::index::Index;
use crate::layout::{Header, Section};
use crate::list::{CONTEXT, context_words};
use crate::storage::Storage;

/// A list that went into the gazetteer.
#[derive(Clone, Debug)]
pub(crate) struct ListRecord {
    pub(crate) name: String,
    pub(crate) origin: String,
    pub(crate) licence: String,
    pub(crate) first_entry: u32,
}

/// What many entries have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Class {
    pub(crate) list: u16,
    pub(crate) entity_type: u16,
    pub(crate) flags: EntryFlags,
    pub(crate) priority: i32,
}

/// The part of a gazetteer that is read when it is opened: small, but for lists whose entries all have priorities of
/// their own.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    pub(crate) types: Vec<String>,
    pub(crate) lists: Vec<ListRecord>,
    pub(crate) classes: Vec<Class>,
}

/// Lists compiled for matching: immutable, `Send` and `Sync`, free to clone.
///
/// Made by [`GazetteerBuilder`](crate::GazetteerBuilder), or opened from a compiled file by [`Gazetteer::open`] or
/// [`Gazetteer::from_bytes`]: what the builder makes *is* the file, so both are the same in every way. Asked by
/// [`Gazetteer::find`] and [`Gazetteer::find_overlapping`]. Takes about 50 bytes a name of three words.
///
/// ```
/// use gleaner_gazetteer::{Gazetteer, GazetteerBuilder, List};
/// use gleaner_text::TextView;
///
/// let text = "@name bodies\n@type ORG\nNational Health Service | NHS | id=Q15081\nNHS England | NHSE\n";
/// let list = List::parse("bodies.list", text.as_bytes())?;
/// let gazetteer = GazetteerBuilder::new().add_list(&list)?.build()?;
///
/// let text = "The National\u{a0}Health Service (NHS) and NHS  England.";
/// let table = gleaner_tokenizer::tokenized(text);
/// let mut hits = Vec::new();
/// gazetteer.find(TextView::new(text, &table), &mut hits);
/// let found: Vec<_> = hits
///     .iter()
///     .map(|hit| (hit.span.slice(text), gazetteer.entry(hit.first).name()))
///     .collect();
/// assert_eq!(
///     found,
///     [
///         ("National\u{a0}Health Service", "National Health Service"),
///         ("NHS", "National Health Service"),
///         ("NHS  England", "NHS England"),
///     ]
/// );
/// assert_eq!(gazetteer.entry(hits[0].first).reference(), Some("Q15081"));
/// # Ok::<(), gleaner_gazetteer::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Gazetteer {
    pub(crate) storage: Storage,
    pub(crate) header: Header,
    pub(crate) tables: Arc<Tables>,
}

impl Gazetteer {
    fn section(&self, section: Section) -> &[u8] {
        self.header.section(&self.storage, section)
    }

    pub(crate) fn index(&self) -> Index<'_> {
        Index::new(&self.storage, &self.header)
    }

    pub(crate) fn surfaces(&self) -> &[u8] {
        self.section(Section::Surfaces)
    }

    /// Whether any entry has context words.
    pub(crate) fn has_contexts(&self) -> bool {
        !self.section(Section::Contexts).is_empty()
    }

    /// Where the context words of an entry begin; `None` when it has none.
    pub(crate) fn contexts_of(&self, entry: EntryId) -> Option<Cursor<'_>> {
        let contexts = self.section(Section::Contexts);
        let (mut low, mut high) = (0, contexts.len() / 8);
        while low < high {
            let middle = (low + high) / 2;
            match word32(contexts, middle * 2)?.cmp(&entry.0) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => {
                    let start = word32(contexts, middle * 2 + 1)?;
                    return Some(Cursor::new(self.section(Section::Words), start as usize));
                }
            }
        }
        None
    }

    /// The record of an entry; empty when there is none.
    fn record(&self, entry_idx: u32) -> Cursor<'_> {
        let offsets = self.section(Section::Offsets);
        let place = (word32(offsets, entry_idx as usize), word32(offsets, entry_idx as usize + 1));
        let (Some(start), Some(end)) = place else { return Cursor::new(&[], 0) };
        Cursor::new(self.section(Section::Entries).get(start as usize..end as usize).unwrap_or_default(), 0)
    }

    /// The name of that index of an entry, 0 for its first.
    pub(crate) fn name_of(&self, entry_idx: u32, name_idx: u32) -> Option<&str> {
        let mut cursor = self.record(entry_idx);
        let (_, n_names, _) = read_counts(&mut cursor)?;
        if name_idx >= n_names {
            return None;
        }
        for _ in 0..name_idx {
            cursor.skip_text()?;
        }
        cursor.text()
    }

    pub(crate) fn class_of(&self, entry_idx: u32) -> Class {
        let class_idx = self.record(entry_idx).small::<usize>().unwrap_or(0);
        self.tables.classes.get(class_idx).or(self.tables.classes.first()).copied().unwrap_or_default()
    }

    /// How many entries, those of word lists included.
    pub fn len(&self) -> usize {
        self.header.n_entries as usize
    }

    /// True when there is no entry.
    pub fn is_empty(&self) -> bool {
        self.header.n_entries == 0
    }

    /// How many names and aliases, those of word lists included.
    pub fn n_names(&self) -> usize {
        self.header.n_names as usize
    }

    /// How many different names the matcher knows, spelling apart; variants that policies make, such as a name without
    /// its "The", count too.
    pub fn n_surfaces(&self) -> usize {
        self.header.n_surfaces as usize
    }

    /// The bytes it takes: those of its compiled file. Of a mapped one only what is read lies in memory.
    pub fn n_bytes(&self) -> usize {
        self.storage.len()
    }

    /// An entry.
    ///
    /// # Panics
    /// When `entry` is of another gazetteer and too high for this one.
    #[inline]
    pub fn entry(&self, entry: EntryId) -> Entry<'_> {
        assert!(entry.0 < self.header.n_entries, "an entry of this gazetteer");
        let mut names = self.record(entry.0);
        let (class_idx, n_names, n_attributes) = read_counts(&mut names).unwrap_or((0, 0, 0));
        let classes = &self.tables.classes;
        let class = classes.get(class_idx).or(classes.first()).copied().unwrap_or_default();
        Entry { gazetteer: self, id: entry, class, n_names, n_attributes, names }
    }

    /// All entries, list by list in the order they were added.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = Entry<'_>> {
        (0..self.header.n_entries).map(|entry_idx| self.entry(EntryId(entry_idx)))
    }

    /// The types of the entries, in the order they were first seen. [`Entry::type_idx`] counts them.
    pub fn types(&self) -> &[String] {
        &self.tables.types
    }

    /// The entries of a type, whether matched or not; none for an unknown type.
    ///
    /// ```
    /// use gleaner_gazetteer::{GazetteerBuilder, List};
    /// let text = "@type GIVEN_NAME\nKatherine | Kate; Kathy\nOlu\n";
    /// let list = List::parse("given-names.list", text.as_bytes())?;
    /// let gazetteer = GazetteerBuilder::new().add_list(&list)?.build()?;
    /// let words: Vec<_> = gazetteer.entries_of_type("GIVEN_NAME").flat_map(|entry| entry.names()).collect();
    /// assert_eq!(words, ["Katherine", "Kate", "Kathy", "Olu"]);
    /// # Ok::<(), gleaner_gazetteer::Error>(())
    /// ```
    pub fn entries_of_type(&self, entity_type: &str) -> impl Iterator<Item = Entry<'_>> {
        let type_idx = self.tables.types.iter().position(|known| known == entity_type);
        let runs = type_idx.map_or(0..0, |type_idx| self.runs_of_type(type_idx));
        runs.flat_map(|run_idx| self.run(run_idx)).map(|entry_idx| self.entry(EntryId(entry_idx)))
    }

    fn runs_of_type(&self, type_idx: usize) -> std::ops::Range<usize> {
        let runs = self.section(Section::Runs);
        let start = |type_idx| word32(runs, type_idx).unwrap_or(0) as usize;
        start(type_idx)..start(type_idx + 1)
    }

    /// The entries of a run.
    fn run(&self, run_idx: usize) -> std::ops::Range<u32> {
        let runs = self.section(Section::Runs);
        let start = self.tables.types.len() + 1 + 2 * run_idx;
        let (first, n_entries) = (word32(runs, start).unwrap_or(0), word32(runs, start + 1).unwrap_or(0));
        first..first.saturating_add(n_entries).min(self.header.n_entries)
    }

    /// The lists, in the order they were added.
    pub fn lists(&self) -> impl ExactSizeIterator<Item = ListInfo<'_>> {
        let lists = &self.tables.lists;
        lists.iter().enumerate().map(|(list_idx, list)| {
            let end = lists.get(list_idx + 1).map_or(self.header.n_entries, |next| next.first_entry);
            ListInfo {
                name: &list.name,
                origin: &list.origin,
                licence: &list.licence,
                n_entries: end.saturating_sub(list.first_entry) as usize,
            }
        })
    }

    /// The name of the list of that index, as [`Entry::list`] gives it; `"?"` when there is none.
    pub fn list_name(&self, list_idx: u16) -> &str {
        self.tables.lists.get(list_idx as usize).map_or("?", |list| &list.name)
    }

    /// Reads the tables and checks them: what is looked up by number elsewhere is there.
    pub(crate) fn with_tables(storage: Storage, header: Header) -> Result<Self, FileError> {
        let tables = read_tables(header.section(&storage, Section::Tables)).ok_or(damaged("its tables"))?;
        let gazetteer = Self { storage, header, tables: Arc::new(tables) };
        let Tables { types, lists, classes } = &*gazetteer.tables;
        let n_entries = gazetteer.header.n_entries;
        let is_class =
            |class: &Class| (class.list as usize) < lists.len() && (class.entity_type as usize) < types.len();
        if !classes.iter().all(is_class) || (n_entries > 0 && classes.is_empty()) {
            return Err(damaged("a class of its entries"));
        }
        let n_offsets = gazetteer.section(Section::Offsets).len();
        if n_offsets as u64 != (u64::from(n_entries) + 1) * 4 {
            return Err(damaged("the number of its entries"));
        }
        if !gazetteer.section(Section::Contexts).len().is_multiple_of(8)
            || gazetteer.header.max_probe > crate::index::MAX_PROBE
            || gazetteer.header.max_tokens as usize > crate::index::MAX_TOKENS
        {
            return Err(damaged("its index"));
        }
        // Each entry is in one run, so that going through all runs ends.
        let mut n_in_runs = 0;
        let mut next_run = 0;
        for type_idx in 0..types.len() {
            let runs = gazetteer.runs_of_type(type_idx);
            let n_runs = gazetteer.section(Section::Runs).len() / 8;
            if runs.start != next_run || runs.end < runs.start || runs.end > n_runs {
                return Err(damaged("the order of its entries"));
            }
            next_run = runs.end;
            n_in_runs += runs.map(|run_idx| gazetteer.run(run_idx).len()).sum::<usize>();
            if n_in_runs > n_entries as usize {
                return Err(damaged("the order of its entries"));
            }
        }
        Ok(gazetteer)
    }
}

fn damaged(what: &'static str) -> FileError {
    FileError::Damaged { what }
}

/// Class, number of names and number of attributes, as [`push_counts`] writes them.
fn read_counts(cursor: &mut Cursor<'_>) -> Option<(usize, u32, u32)> {
    let class_idx = cursor.small()?;
    let counts = cursor.number()?;
    let n_attributes = if counts & 7 == 7 { cursor.number()? } else { counts & 7 };
    // Each takes a byte or more, and damage must not make anybody count to a billion.
    let fits = |count: u64| count.min(cursor.n_left() as u64) as u32;
    Some((class_idx, fits(counts >> 3), fits(n_attributes)))
}

/// Appends the front of an entry's record.
pub(crate) fn push_counts(bytes: &mut Vec<u8>, class_idx: usize, n_names: usize, n_attributes: usize) {
    crate::bytes::push_number(bytes, class_idx as u64);
    crate::bytes::push_number(bytes, (n_names as u64) << 3 | n_attributes.min(7) as u64);
    if n_attributes >= 7 {
        crate::bytes::push_number(bytes, n_attributes as u64);
    }
}

fn read_tables(section: &[u8]) -> Option<Tables> {
    let mut cursor = Cursor::new(section, 0);
    let mut tables = Tables::default();
    for _ in 0..cursor.small::<u16>()? {
        tables.types.push(cursor.text()?.to_owned());
    }
    for _ in 0..cursor.small::<u16>()? {
        tables.lists.push(ListRecord {
            name: cursor.text()?.to_owned(),
            origin: cursor.text()?.to_owned(),
            licence: cursor.text()?.to_owned(),
            first_entry: cursor.small()?,
        });
    }
    for _ in 0..cursor.small::<u32>()? {
        tables.classes.push(Class {
            list: cursor.small()?,
            entity_type: cursor.small()?,
            flags: EntryFlags::from_bits(cursor.small()?),
            priority: cursor.signed()?,
        });
    }
    (cursor.n_left() == 0).then_some(tables)
}

pub(crate) fn write_tables(tables: &Tables) -> Vec<u8> {
    use crate::bytes::{push_number, push_signed, push_text};
    let mut bytes = Vec::new();
    push_number(&mut bytes, tables.types.len() as u64);
    tables.types.iter().for_each(|name| push_text(&mut bytes, name));
    push_number(&mut bytes, tables.lists.len() as u64);
    for list in &tables.lists {
        [&list.name, &list.origin, &list.licence].iter().for_each(|text| push_text(&mut bytes, text));
        push_number(&mut bytes, u64::from(list.first_entry));
    }
    push_number(&mut bytes, tables.classes.len() as u64);
    for class in &tables.classes {
        push_number(&mut bytes, u64::from(class.list));
        push_number(&mut bytes, u64::from(class.entity_type));
        push_number(&mut bytes, u64::from(class.flags.bits()));
        push_signed(&mut bytes, class.priority);
    }
    bytes
}

/// A list that went into a gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListInfo<'g> {
    /// Its name, as it appears in `source`.
    pub name: &'g str,
    /// Where it comes from; `""` when it does not say.
    pub origin: &'g str,
    /// Its licence; `""` when it does not say.
    pub licence: &'g str,
    /// How many entries it has.
    pub n_entries: usize,
}

/// An entry of a gazetteer. Free to copy.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'g> {
    gazetteer: &'g Gazetteer,
    id: EntryId,
    class: Class,
    n_names: u32,
    n_attributes: u32,
    names: Cursor<'g>,
}

impl<'g> Entry<'g> {
    /// Its id in this gazetteer.
    #[inline]
    pub fn id(&self) -> EntryId {
        self.id
    }

    /// Name and aliases, the name first.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &'g str> + use<'g> {
        let mut cursor = self.names;
        (0..self.n_names).map(move |_| cursor.text().unwrap_or(""))
    }

    /// The name: the first field of its line.
    pub fn name(&self) -> &'g str {
        self.names().next().unwrap_or("")
    }

    /// The aliases.
    pub fn aliases(&self) -> impl ExactSizeIterator<Item = &'g str> + use<'g> {
        let mut names = self.names();
        names.next();
        names
    }

    /// The name that records print as `canonical`: the attribute of that key, else the name.
    pub fn canonical(&self) -> &'g str {
        self.attribute("canonical").unwrap_or_else(|| self.name())
    }

    /// The name of its type, such as "ORG".
    pub fn entity_type(&self) -> &'g str {
        self.gazetteer.tables.types.get(self.class.entity_type as usize).map_or("?", |name| name)
    }

    /// The index of its type in [`Gazetteer::types`].
    #[inline]
    pub fn type_idx(&self) -> u16 {
        self.class.entity_type
    }

    /// What records print as `ref`: the attribute `id`.
    pub fn reference(&self) -> Option<&'g str> {
        self.attribute("id")
    }

    /// Its flags, and those of its list where it says nothing.
    #[inline]
    pub fn flags(&self) -> EntryFlags {
        self.class.flags
    }

    /// True when a hit of it is no evidence by itself.
    #[inline]
    pub fn is_ambiguous(&self) -> bool {
        self.class.flags.has(EntryFlags::AMBIGUOUS)
    }

    /// The priority: of the candidates of a place the one with the higher priority is chosen. 0 unless said.
    #[inline]
    pub fn priority(&self) -> i32 {
        self.class.priority
    }

    /// The context words of an ambiguous entry: a hit of it counts where one of them stands near. None when the list gives
    /// none.
    pub fn context_words(&self) -> impl Iterator<Item = &'g str> + use<'g> {
        context_words(self.attribute(CONTEXT))
    }

    /// The index of its list.
    #[inline]
    pub fn list(&self) -> u16 {
        self.class.list
    }

    /// Keys and values in the order of the line, `id`, `canonical` and `context` among them, `type` and `priority` not.
    pub fn attributes(&self) -> impl ExactSizeIterator<Item = (&'g str, &'g str)> + use<'g> {
        let mut cursor = self.names;
        for _ in 0..self.n_names {
            cursor.skip_text();
        }
        (0..self.n_attributes).map(move |_| (cursor.text().unwrap_or(""), cursor.text().unwrap_or("")))
    }

    /// The value of that key.
    pub fn attribute(&self, key: &str) -> Option<&'g str> {
        self.attributes().find(|(known, _)| *known == key).map(|(_, value)| value)
    }
}
