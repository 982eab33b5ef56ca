//! A list of names in memory: what the reader makes of a file, or a program adds name by name.

use std::borrow::Cow;

use foldhash::HashMap;

use crate::flags::EntryFlags;

/// Names of one origin: a header and entries, as read from a file by [`List::parse`] or added by [`List::add`].
///
/// Text without escapes is borrowed from what was read, so that reading costs no allocation an entry.
///
/// ```
/// use gleaner_gazetteer::{EntryFlags, List};
/// let text = "\
/// @name universities
/// @type ORG
/// University of Manchester | Manchester University; UoM | id=https://ror.org/027m9bs27
/// Reading | | ambiguous kind=town type=LOC
/// ";
/// let list = List::parse("universities.list", text.as_bytes())?;
/// assert_eq!((list.name(), list.len(), list.n_names()), ("universities", 2, 4));
///
/// let manchester = list.entries().next().unwrap();
/// assert_eq!(manchester.name(), "University of Manchester");
/// assert_eq!(manchester.aliases().collect::<Vec<_>>(), ["Manchester University", "UoM"]);
/// assert_eq!(manchester.entity_type(), "ORG");
/// assert_eq!(manchester.attribute("id"), Some("https://ror.org/027m9bs27"));
///
/// let reading = list.entries().nth(1).unwrap();
/// assert_eq!((reading.entity_type(), reading.flags()), ("LOC", EntryFlags::AMBIGUOUS));
/// # Ok::<(), gleaner_gazetteer::Problem>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct List<'t> {
    pub(crate) name: Cow<'t, str>,
    pub(crate) origin: Cow<'t, str>,
    pub(crate) licence: Cow<'t, str>,
    /// `@flags`: what an entry has that says nothing else.
    pub(crate) flags: EntryFlags,
    /// The types of the entries; the list's own, where it has one, is `default_type`.
    pub(crate) types: Vec<Cow<'t, str>>,
    /// Where a type stands in `types`.
    pub(crate) type_ids: HashMap<Cow<'t, str>, u16>,
    pub(crate) default_type: Option<u16>,
    pub(crate) records: Vec<ListRecord>,
    /// Names and aliases of all entries, one entry's together, its name first.
    pub(crate) names: Vec<Cow<'t, str>>,
    /// Keys and values of all entries, one entry's together.
    pub(crate) attributes: Vec<(Cow<'t, str>, Cow<'t, str>)>,
}

/// An entry of a [`List`]: where its names and attributes begin. They end where the next entry's begin.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ListRecord {
    pub(crate) line: u32,
    pub(crate) first_name: u32,
    pub(crate) first_attribute: u32,
    pub(crate) entity_type: u16,
    pub(crate) flags: EntryFlags,
    pub(crate) priority: i32,
}

impl<'t> List<'t> {
    /// An empty list of that name, whose entries are of type `entity_type` unless they say otherwise.
    pub fn new(name: impl Into<Cow<'t, str>>, entity_type: impl Into<Cow<'t, str>>) -> Self {
        let mut list = Self { name: name.into(), ..Self::default() };
        list.default_type = list.intern_type(entity_type.into());
        list
    }

    /// With that origin: where its names come from, in words.
    #[must_use]
    pub fn with_origin(mut self, origin: impl Into<Cow<'t, str>>) -> Self {
        self.origin = origin.into();
        self
    }

    /// With that licence.
    #[must_use]
    pub fn with_licence(mut self, licence: impl Into<Cow<'t, str>>) -> Self {
        self.licence = licence.into();
        self
    }

    /// With these flags for the entries that are added from now on and say nothing else: what `@flags` is in a file.
    #[must_use]
    pub fn with_flags(mut self, flags: EntryFlags) -> Self {
        self.flags = flags;
        self
    }

    /// Adds an entry and gives it back for its aliases, id and flags to be said.
    ///
    /// The name is taken as it is: nothing is an escape, and the checks of the reader are not made. A name that is all
    /// white space is never found.
    ///
    /// ```
    /// use gleaner_gazetteer::{EntryFlags, List};
    /// let mut list = List::new("portfolio", "ORG");
    /// list.add("Rapid Life Sciences Ltd").alias("RLS").id("companies-house:01234567").attribute("sector", "health");
    /// list.add("Next").context("retailer").context("Simon Wolfson").canonical("Next plc").priority(2);
    /// assert_eq!(list.n_names(), 3);
    /// let next = list.get(1).unwrap();
    /// assert_eq!(next.context_words().collect::<Vec<_>>(), ["retailer", "Simon Wolfson"]);
    /// assert!(next.flags().has(EntryFlags::AMBIGUOUS));
    /// ```
    pub fn add(&mut self, name: impl Into<Cow<'t, str>>) -> NewEntry<'_, 't> {
        if self.types.is_empty() {
            self.intern_type(Cow::Borrowed("MISC"));
        }
        self.records.push(ListRecord {
            line: 0,
            first_name: self.names.len() as u32,
            first_attribute: self.attributes.len() as u32,
            entity_type: self.default_type.unwrap_or(0),
            flags: EntryFlags::NONE.or_defaults(self.flags),
            priority: 0,
        });
        self.names.push(name.into());
        NewEntry { list: self }
    }

    /// The list's name, as it appears in `source` ("gazetteer:uk-universities").
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where the list comes from; `""` when it does not say.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Its licence; `""` when it does not say.
    pub fn licence(&self) -> &str {
        &self.licence
    }

    /// How many entries.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// True when there is no entry.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// How many names and aliases.
    pub fn n_names(&self) -> usize {
        self.names.len()
    }

    /// The entry of that index.
    pub fn get(&self, entry_idx: usize) -> Option<ListEntry<'_>> {
        (entry_idx < self.records.len()).then_some(ListEntry { list: self, record_idx: entry_idx })
    }

    /// The entries in the order of the file.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = ListEntry<'_>> {
        (0..self.records.len()).map(|record_idx| ListEntry { list: self, record_idx })
    }

    /// The index of that type in `types`, added if it is new; `None` beyond 65,535 types.
    pub(crate) fn intern_type(&mut self, entity_type: Cow<'t, str>) -> Option<u16> {
        if let Some(&type_idx) = self.type_ids.get(&entity_type) {
            return Some(type_idx);
        }
        let type_idx = u16::try_from(self.types.len()).ok()?;
        self.types.push(entity_type.clone());
        self.type_ids.insert(entity_type, type_idx);
        Some(type_idx)
    }
}

/// An entry of a [`List`]. Free to copy.
#[derive(Clone, Copy, Debug)]
pub struct ListEntry<'l> {
    list: &'l List<'l>,
    record_idx: usize,
}

impl<'l> ListEntry<'l> {
    fn record(&self) -> &'l ListRecord {
        &self.list.records[self.record_idx]
    }

    fn next_record(&self) -> Option<&'l ListRecord> {
        self.list.records.get(self.record_idx + 1)
    }

    /// Name and aliases, the name first.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &'l str> + use<'l> {
        let end = self.next_record().map_or(self.list.names.len(), |next| next.first_name as usize);
        self.list.names[self.record().first_name as usize..end].iter().map(|name| &**name)
    }

    /// The name.
    pub fn name(&self) -> &'l str {
        &self.list.names[self.record().first_name as usize]
    }

    /// The aliases.
    pub fn aliases(&self) -> impl ExactSizeIterator<Item = &'l str> + use<'l> {
        let mut names = self.names();
        names.next();
        names
    }

    /// The name of the type: the entry's own or the list's.
    pub fn entity_type(&self) -> &'l str {
        &self.list.types[self.record().entity_type as usize]
    }

    /// The flags: the entry's own, and the list's where the entry says nothing.
    pub fn flags(&self) -> EntryFlags {
        self.record().flags
    }

    /// The priority: the candidate with the higher one is chosen. 0 unless said.
    pub fn priority(&self) -> i32 {
        self.record().priority
    }

    /// The context words: one of them near the name makes it evidence. See [`Entry::context_words`](crate::Entry::context_words).
    pub fn context_words(&self) -> impl Iterator<Item = &'l str> + use<'l> {
        context_words(self.attribute(CONTEXT))
    }

    /// Keys and values, `id`, `canonical` and `context` among them, `type` and `priority` not.
    pub fn attributes(&self) -> impl ExactSizeIterator<Item = (&'l str, &'l str)> + use<'l> {
        let end = self.next_record().map_or(self.list.attributes.len(), |next| next.first_attribute as usize);
        let attributes = &self.list.attributes[self.record().first_attribute as usize..end];
        attributes.iter().map(|(key, value)| (&**key, &**value))
    }

    /// The value of that key.
    pub fn attribute(&self, key: &str) -> Option<&'l str> {
        self.attributes().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// The line it stands on, from 1; 0 when a program added it.
    pub fn line(&self) -> u32 {
        self.record().line
    }
}

/// The key of the context words.
pub(crate) const CONTEXT: &str = "context";

/// The context words in the value of that attribute: between commas, white space around them dropped.
pub(crate) fn context_words(value: Option<&str>) -> impl Iterator<Item = &str> {
    value.unwrap_or("").split(',').map(str::trim).filter(|words| !words.is_empty())
}

/// An entry that [`List::add`] has just added.
#[derive(Debug)]
pub struct NewEntry<'l, 't> {
    list: &'l mut List<'t>,
}

impl<'t> NewEntry<'_, 't> {
    /// Adds an alias.
    pub fn alias(self, alias: impl Into<Cow<'t, str>>) -> Self {
        self.list.names.push(alias.into());
        self
    }

    /// Says a fact, to be given back as it is. The keys `id`, `canonical` and `context` have methods of their own that
    /// say the same; `type` and `priority` are no facts of this kind, and a program that adds them as such is given them
    /// back and nothing more.
    pub fn attribute(self, key: impl Into<Cow<'t, str>>, value: impl Into<Cow<'t, str>>) -> Self {
        let key = key.into();
        if key == CONTEXT
            && let Some(record) = self.list.records.last_mut()
        {
            record.flags = record.flags.with(EntryFlags::AMBIGUOUS);
        }
        self.list.attributes.push((key, value.into()));
        self
    }

    /// Gives it an id: what records print as `ref`.
    pub fn id(self, id: impl Into<Cow<'t, str>>) -> Self {
        self.attribute("id", id)
    }

    /// Gives it another fullest name than the one it was added by: what records print as `canonical`.
    pub fn canonical(self, canonical: impl Into<Cow<'t, str>>) -> Self {
        self.attribute("canonical", canonical)
    }

    /// Among the candidates of a place, the entry of the higher priority is chosen. Default: 0.
    pub fn priority(self, priority: i32) -> Self {
        if let Some(record) = self.list.records.last_mut() {
            record.priority = priority;
        }
        self
    }

    /// Adds a context word (or several words in a row) and makes the entry ambiguous: a hit of it counts where one of its
    /// context words stands near. A comma parts context words.
    pub fn context(self, words: &str) -> Self {
        let first = self.list.records.last().map_or(0, |record| record.first_attribute as usize);
        let own = self.list.attributes.get_mut(first..).unwrap_or_default();
        match own.iter_mut().find(|(key, _)| key == CONTEXT) {
            Some((_, value)) => {
                let value = value.to_mut();
                value.push(',');
                value.push_str(words);
                self
            }
            None => self.attribute(CONTEXT, words.to_owned()),
        }
    }

    /// Says these flags; what they say nothing of stays as it was.
    pub fn flags(self, flags: EntryFlags) -> Self {
        if let Some(record) = self.list.records.last_mut() {
            record.flags = flags.or_defaults(record.flags);
        }
        self
    }

    /// Whether it has that name or alias already.
    pub(crate) fn has_name(&self, name: &str) -> bool {
        let first = self.list.records.last().map_or(0, |record| record.first_name as usize);
        self.list.names.get(first..).is_some_and(|names| names.iter().any(|known| known == name))
    }

    /// Says the line it stands on.
    pub(crate) fn line(self, line: u32) {
        if let Some(record) = self.list.records.last_mut() {
            record.line = line;
        }
    }

    /// Gives it a type of its own instead of the list's.
    pub fn entity_type(self, entity_type: impl Into<Cow<'t, str>>) -> Self {
        if let Some(type_idx) = self.list.intern_type(entity_type.into())
            && let Some(record) = self.list.records.last_mut()
        {
            record.entity_type = type_idx;
        }
        self
    }
}
