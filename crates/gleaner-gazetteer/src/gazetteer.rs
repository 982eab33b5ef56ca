//! The compiled gazetteer: what it holds, and how to ask it.

use gleaner_text::EntryId;

use crate::flags::EntryFlags;
use crate::index::Index;
use crate::list::{CONTEXT, context_words};
use crate::spelling::CasePolicy;

/// A piece of [`Gazetteer::strings`].
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Text {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// Where an entry's names and attributes begin; they end where the next entry's begin.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EntryRecord {
    pub(crate) first_name: u32,
    pub(crate) first_attribute: u32,
    pub(crate) entity_type: u16,
    pub(crate) list: u16,
    pub(crate) flags: EntryFlags,
    pub(crate) priority: i32,
}

/// A list that went into the gazetteer.
#[derive(Clone, Debug)]
pub(crate) struct ListRecord {
    pub(crate) name: String,
    pub(crate) origin: String,
    pub(crate) licence: String,
    pub(crate) first_entry: u32,
}

/// Names that share a key: where their spellings and labels begin. They end where the next surface's begin.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Surface {
    pub(crate) first_spelling: u32,
    pub(crate) first_label: u32,
}

/// One way to write a surface: its tokens parted by spaces, and what capitals it accepts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spelling {
    pub(crate) text: Text,
    pub(crate) policy: CasePolicy,
}

/// An entry that has a name of this surface, and the spellings by which it has it, as bits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Label {
    pub(crate) entry: EntryId,
    pub(crate) spellings: u64,
}

/// Lists compiled for matching: immutable, `Send` and `Sync`, to be shared behind an [`Arc`](std::sync::Arc).
///
/// Made by [`GazetteerBuilder`](crate::GazetteerBuilder); asked by [`Gazetteer::find`] and
/// [`Gazetteer::find_overlapping`]. Takes 140 to 280 bytes a name.
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
    pub(crate) strings: String,
    pub(crate) types: Vec<String>,
    pub(crate) lists: Vec<ListRecord>,
    pub(crate) entries: Vec<EntryRecord>,
    pub(crate) names: Vec<Text>,
    pub(crate) attributes: Vec<(Text, Text)>,
    pub(crate) index: Index,
    /// One more than there are surfaces: the last says where the spellings and labels end.
    pub(crate) surfaces: Vec<Surface>,
    pub(crate) spellings: Vec<Spelling>,
    pub(crate) labels: Vec<Label>,
    /// Entries by type, in order within a type; `type_starts` has one more than there are types.
    pub(crate) by_type: Vec<EntryId>,
    pub(crate) type_starts: Vec<u32>,
}

impl Gazetteer {
    pub(crate) fn text(&self, text: Text) -> &str {
        self.strings.get(text.start as usize..text.end as usize).unwrap_or("")
    }

    /// How many entries, those of word lists included.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True when there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many names and aliases, those of word lists included.
    pub fn n_names(&self) -> usize {
        self.names.len()
    }

    /// How many different names the matcher knows, spelling apart.
    pub fn n_surfaces(&self) -> usize {
        self.surfaces.len().saturating_sub(1)
    }

    /// The bytes it takes in memory, allocator's overhead apart.
    pub fn memory_bytes(&self) -> usize {
        self.strings.len()
            + size_of_val(&*self.entries)
            + size_of_val(&*self.names)
            + size_of_val(&*self.attributes)
            + size_of_val(&*self.surfaces)
            + size_of_val(&*self.spellings)
            + size_of_val(&*self.labels)
            + size_of_val(&*self.by_type)
            + self.index.memory_bytes()
    }

    /// An entry.
    ///
    /// # Panics
    /// When `entry` is of another gazetteer and too high for this one.
    #[inline]
    pub fn entry(&self, entry: EntryId) -> Entry<'_> {
        Entry { gazetteer: self, record: &self.entries[entry.0 as usize], id: entry }
    }

    /// All entries, list by list in the order they were added.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = Entry<'_>> {
        (0..self.entries.len() as u32).map(|entry_idx| self.entry(EntryId(entry_idx)))
    }

    /// The types of the entries, in the order they were first seen. [`Entry::type_idx`] counts them.
    pub fn types(&self) -> &[String] {
        &self.types
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
    pub fn entries_of_type(&self, entity_type: &str) -> impl ExactSizeIterator<Item = Entry<'_>> {
        let type_idx = self.types.iter().position(|known| known == entity_type);
        let ids = type_idx.map_or(&[][..], |type_idx| {
            &self.by_type[self.type_starts[type_idx] as usize..self.type_starts[type_idx + 1] as usize]
        });
        ids.iter().map(|&entry| self.entry(entry))
    }

    /// The lists, in the order they were added.
    pub fn lists(&self) -> impl ExactSizeIterator<Item = ListInfo<'_>> {
        self.lists.iter().enumerate().map(|(list_idx, list)| {
            let end = self.lists.get(list_idx + 1).map_or(self.entries.len(), |next| next.first_entry as usize);
            ListInfo {
                name: &list.name,
                origin: &list.origin,
                licence: &list.licence,
                n_entries: end - list.first_entry as usize,
            }
        })
    }

    /// The name of the list of that index, as [`Entry::list`] gives it; `"?"` when there is none.
    pub fn list_name(&self, list_idx: u16) -> &str {
        self.lists.get(list_idx as usize).map_or("?", |list| &list.name)
    }
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
    record: &'g EntryRecord,
    id: EntryId,
}

impl<'g> Entry<'g> {
    /// Its id in this gazetteer.
    #[inline]
    pub fn id(&self) -> EntryId {
        self.id
    }

    fn next_record(&self) -> Option<&'g EntryRecord> {
        self.gazetteer.entries.get(self.id.0 as usize + 1)
    }

    /// Name and aliases, the name first.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &'g str> + use<'g> {
        let gazetteer = self.gazetteer;
        let end = self.next_record().map_or(gazetteer.names.len(), |next| next.first_name as usize);
        gazetteer.names[self.record.first_name as usize..end].iter().map(|&name| gazetteer.text(name))
    }

    /// The name: the first field of its line.
    pub fn name(&self) -> &'g str {
        self.gazetteer.text(self.gazetteer.names[self.record.first_name as usize])
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
        &self.gazetteer.types[self.record.entity_type as usize]
    }

    /// The index of its type in [`Gazetteer::types`].
    #[inline]
    pub fn type_idx(&self) -> u16 {
        self.record.entity_type
    }

    /// What records print as `ref`: the attribute `id`.
    pub fn reference(&self) -> Option<&'g str> {
        self.attribute("id")
    }

    /// Its flags and those of its list.
    #[inline]
    pub fn flags(&self) -> EntryFlags {
        self.record.flags
    }

    /// True when a hit of it is no evidence by itself.
    #[inline]
    pub fn is_ambiguous(&self) -> bool {
        self.record.flags.has(EntryFlags::AMBIGUOUS)
    }

    /// The priority: of the candidates of a place the one with the higher priority is chosen. 0 unless said.
    #[inline]
    pub fn priority(&self) -> i32 {
        self.record.priority
    }

    /// The context words of an ambiguous entry: a hit of it counts where one of them stands in the same sentence. None
    /// when the list gives none.
    pub fn context_words(&self) -> impl Iterator<Item = &'g str> + use<'g> {
        context_words(self.attribute(CONTEXT))
    }

    /// The index of its list.
    #[inline]
    pub fn list(&self) -> u16 {
        self.record.list
    }

    /// Keys and values in the order of the line, `id`, `canonical` and `context` among them, `type` and `priority` not.
    pub fn attributes(&self) -> impl ExactSizeIterator<Item = (&'g str, &'g str)> + use<'g> {
        let gazetteer = self.gazetteer;
        let end = self.next_record().map_or(gazetteer.attributes.len(), |next| next.first_attribute as usize);
        let attributes = &gazetteer.attributes[self.record.first_attribute as usize..end];
        attributes.iter().map(|&(key, value)| (gazetteer.text(key), gazetteer.text(value)))
    }

    /// The value of that key.
    pub fn attribute(&self, key: &str) -> Option<&'g str> {
        self.attributes().find(|(known, _)| *known == key).map(|(_, value)| value)
    }
}
