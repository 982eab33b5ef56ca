//! The name lists of an extractor at one moment: the user's gazetteers and gleaner's own, as if they were one.

use gleaner_gazetteer::{Entry, Error, Gazetteer, Hit, WORD_TYPES, find_in, find_small_in};
use gleaner_tagger::{ListHit, lacks_capitals};
use gleaner_text::{EntityType, EntityTypes, EntryId, TextView, fold_hash};

use crate::builder::BuildError;

/// The name lists that a document is read with. Immutable; entries and lists are numbered through all gazetteers.
///
/// An [`Extractor`](crate::Extractor) holds one and hands it to every document it reads, so that
/// [`Extractor::replace_gazetteers`](crate::Extractor::replace_gazetteers) changes nothing for documents under way.
#[derive(Debug)]
pub struct Lists {
    /// The user's, then gleaner's own.
    gazetteers: Vec<Gazetteer>,
    parts: Vec<Part>,
    /// The first so many lists are the user's.
    n_user_lists: u16,
    types: EntityTypes,
    /// The types to find; all when absent.
    wanted: Option<Vec<EntityType>>,
    /// Whether a type that only lists know is to be found.
    wants_own_types: bool,
}

/// Where a gazetteer's numbers begin among all, and the entity type of each of its types.
#[derive(Debug)]
struct Part {
    first_entry: u32,
    first_list: u16,
    types: Vec<EntityType>,
}

impl Lists {
    /// `types` keep their numbers; those of the gazetteers join them. `wanted` are names of types; all when absent.
    pub(crate) fn new(
        user: Vec<Gazetteer>,
        own: Option<&Gazetteer>,
        mut types: EntityTypes,
        wanted: Option<&[String]>,
    ) -> Result<Self, BuildError> {
        let n_user = user.len();
        let mut gazetteers = user;
        gazetteers.extend(own.cloned());
        if gazetteers.len() > u8::MAX as usize {
            return Err(Error::TooLarge { what: "255 gazetteers" }.into());
        }
        let n_types: usize = gazetteers.iter().map(|gazetteer| gazetteer.types().len()).sum();
        if types.iter().count() + n_types > u16::MAX as usize {
            return Err(Error::TooLarge { what: "65,535 types" }.into());
        }
        let (mut first_entry, mut first_list, mut n_user_lists) = (0u32, 0u16, 0);
        let mut parts = Vec::with_capacity(gazetteers.len());
        for (gazetteer_idx, gazetteer) in gazetteers.iter().enumerate() {
            let types = gazetteer.types().iter().map(|name| types.intern(name)).collect();
            parts.push(Part { first_entry, first_list, types });
            let next_entry = first_entry.checked_add(gazetteer.len() as u32);
            first_entry = next_entry.ok_or(Error::TooLarge { what: "four billion entries" })?;
            let next_list = first_list.checked_add(gazetteer.lists().len() as u16);
            first_list = next_list.ok_or(Error::TooLarge { what: "65,535 lists" })?;
            if gazetteer_idx < n_user {
                n_user_lists = first_list;
            }
        }
        let mut lists = Self { gazetteers, parts, n_user_lists, types, wanted: None, wants_own_types: false };
        lists.wanted = wanted.map(|wanted| lists.types_named(wanted)).transpose()?;
        let mut own_types = lists.parts.iter().flat_map(|part| &part.types);
        lists.wants_own_types = own_types.any(|&own| !own.is_value() && own.id() > 4 && lists.wants(own));
        Ok(lists)
    }

    fn types_named(&self, names: &[String]) -> Result<Vec<EntityType>, BuildError> {
        let is_word_type = |name: &str| WORD_TYPES.contains(&name);
        let of_name = |name: &String| {
            let known = self.types.get(name).filter(|_| !is_word_type(name));
            known.ok_or_else(|| {
                let mut known: Vec<&str> =
                    self.types.iter().map(|(_, name)| name).filter(|name| !is_word_type(name)).collect();
                known.sort_unstable();
                known.dedup();
                BuildError::UnknownType { name: name.clone(), known: known.join(", ") }
            })
        };
        names.iter().map(of_name).collect()
    }

    /// The gazetteers: the user's in the order given, then gleaner's own.
    pub fn gazetteers(&self) -> &[Gazetteer] {
        &self.gazetteers
    }

    /// The names of entity types, the standard ones and those that lists and rules added.
    pub fn entity_types(&self) -> &EntityTypes {
        &self.types
    }

    /// How many names the matchers know, spelling apart.
    pub fn n_surfaces(&self) -> usize {
        self.gazetteers.iter().map(Gazetteer::n_surfaces).sum()
    }

    /// Finds the names of all gazetteers, as [`find_in`] says.
    pub fn find(&self, view: TextView<'_>, hits: &mut Vec<Hit>) {
        find_in(&self.gazetteers, view, hits);
    }

    /// Appends the names in small letters of sentences that are written without capitals, as [`find_small_in`] says.
    pub(crate) fn find_small(&self, view: TextView<'_>, hits: &mut Vec<Hit>) {
        for sentence in view.tokens.sentences() {
            if lacks_capitals(view, sentence.tokens) {
                find_small_in(&self.gazetteers, view, sentence.tokens, hits);
            }
        }
    }

    /// The first choice of a hit that [`Lists::find`] gave, as mentions hold it.
    pub fn first(&self, hit: &Hit) -> EntryId {
        self.numbered(hit, hit.first)
    }

    /// The entries that a hit can mean, the first choice first.
    pub fn candidates(&self, hit: &Hit) -> impl Iterator<Item = EntryId> + use<'_> {
        let gazetteer_idx = hit.gazetteer as usize;
        let first = self.parts[gazetteer_idx].first_entry;
        self.gazetteers[gazetteer_idx].candidates(hit).map(move |entry| EntryId(first + entry.0))
    }

    fn numbered(&self, hit: &Hit, entry: EntryId) -> EntryId {
        EntryId(self.parts[hit.gazetteer as usize].first_entry + entry.0)
    }

    fn part_of(&self, entry: EntryId) -> usize {
        self.parts.partition_point(|part| part.first_entry <= entry.0).saturating_sub(1)
    }

    /// An entry by the number that mentions hold.
    ///
    /// # Panics
    /// When there is no such entry: the mention was made with other lists.
    pub fn entry(&self, entry: EntryId) -> Entry<'_> {
        let part_idx = self.part_of(entry);
        self.gazetteers[part_idx].entry(EntryId(entry.0 - self.parts[part_idx].first_entry))
    }

    /// The entity type of an entry.
    pub fn entity_type(&self, entry: EntryId) -> EntityType {
        self.parts[self.part_of(entry)].types[self.entry(entry).type_idx() as usize]
    }

    /// What a hit of [`Lists::find`] tells the names tagger.
    pub fn evidence(&self, hit: &Hit) -> ListHit {
        let type_bit = |entry| match self.entity_type(entry) {
            EntityType::ORG => 1,
            EntityType::PERSON => 2,
            EntityType::LOC => 4,
            _ => 8,
        };
        let first = self.first(hit);
        ListHit {
            tokens: hit.tokens,
            entity_type: self.entity_type(first),
            ambiguous: hit.is_ambiguous,
            types: self.candidates(hit).fold(0, |types, entry| types | type_bit(entry)),
            list: fold_hash(self.list_name(self.list_of(first))) as u32,
        }
    }

    /// The number of an entry's list among all lists.
    pub(crate) fn list_of(&self, entry: EntryId) -> u16 {
        self.parts[self.part_of(entry)].first_list + self.entry(entry).list()
    }

    /// The name of the list of that number; `"?"` when there is none.
    pub(crate) fn list_name(&self, list_idx: u16) -> &str {
        let part_idx = self.parts.partition_point(|part| part.first_list <= list_idx).saturating_sub(1);
        let (part, gazetteer) = (self.parts.get(part_idx), self.gazetteers.get(part_idx));
        part.zip(gazetteer).map_or("?", |(part, gazetteer)| gazetteer.list_name(list_idx - part.first_list))
    }

    /// True for the number of a list of the user's.
    pub(crate) fn is_user_list(&self, list_idx: u16) -> bool {
        list_idx < self.n_user_lists
    }

    pub(crate) fn wants(&self, entity_type: EntityType) -> bool {
        self.wanted.as_ref().is_none_or(|wanted| wanted.contains(&entity_type))
    }

    pub(crate) fn wants_own_types(&self) -> bool {
        self.wants_own_types
    }
}
