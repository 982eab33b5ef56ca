//! Clusters: which mentions of a document name one thing.
//!
//! Mentions of one type whose letters agree are one *name* ([`names`](self)); names are then tied together, in this
//! order: gazetteer entries and ids, definitions in brackets, misprints, short organisation names, acronyms, persons. Every tie
//! asks for a unique partner: where two names would do, there is no tie.
//!
//! All lookups go through hash maps keyed by what the partner would look like, so the cost is linear in the mentions.

mod acronym;
mod misprint;
mod names;
mod organisation;
mod person;

use foldhash::HashMap;
use gleaner_text::{EntityType, EntryId, Mention, MentionId, TextView};

use crate::{alias, definition::Definition, definitions};
use names::NameTable;

/// The index of a cluster; clusters are numbered in the order of their first mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClusterId(pub u32);

impl ClusterId {
    /// As an index.
    #[inline]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

const NONE: u32 = u32::MAX;

/// The clusters of one document's mentions, and the memory to make them again for the next.
///
/// ```
/// use gleaner_relations::Clusters;
/// use gleaner_text::{EntityType, Mention, MentionId, Source, SourceKind, Span, TextView, TokenRange};
/// let text = "Ann Lee spoke. Lee left.";
/// let table = gleaner_tokenizer::tokenized(text);
/// let source = Source::new(SourceKind::Tagger, 0);
/// let mentions = [
///     Mention::new(Span::new(0, 7), TokenRange::new(0, 2), EntityType::PERSON, 0.9, source),
///     Mention::new(Span::new(15, 18), TokenRange::new(4, 5), EntityType::PERSON, 0.9, source),
/// ];
/// let mut clusters = Clusters::default();
/// clusters.build(TextView::new(text, &table), &mentions);
/// assert_eq!(clusters.len(), 1);
/// assert_eq!(clusters.cluster(MentionId(1)), clusters.cluster(MentionId(0)));
/// assert_eq!(clusters.canonical(clusters.cluster(MentionId(1)).unwrap()), MentionId(0));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Clusters {
    names: NameTable,
    definitions: Vec<Definition>,
    /// Cluster of each mention, `NONE` for values.
    of_mention: Vec<u32>,
    /// Cluster of each root name while they are numbered.
    of_root: Vec<u32>,
    canonical: Vec<MentionId>,
    sizes: Vec<u32>,
    entries: HashMap<(EntryId, EntityType), u32>,
    identities: HashMap<(u64, EntityType), u32>,
    /// The entry whose id each cluster has.
    entry_of: Vec<Option<EntryId>>,
    scratch: Scratch,
}

/// Lookup tables of the steps, kept from document to document.
#[derive(Clone, Debug, Default)]
struct Scratch {
    keys: names::UniqueKeys,
    other_keys: names::UniqueKeys,
    holders: names::FirstHolders,
    misprints: HashMap<u64, [u32; 4]>,
    text: String,
    letters: String,
}

impl Clusters {
    /// Clusters `mentions`, which are sorted by start and do not overlap, forgetting the document before.
    ///
    /// Values (MONEY, DATE) belong to no cluster; every other mention belongs to one. Types agree inside a cluster.
    pub fn build(&mut self, view: TextView<'_>, mentions: &[Mention]) {
        self.build_identified(view, mentions, |_| None);
    }

    /// As [`Clusters::build`], with the ids that lists give: `identity` returns the id of an entry as a number (a hash of
    /// it), none for an entry without one.
    ///
    /// Names with one id share a cluster; names with two ids never do, whatever their letters say.
    pub fn build_identified(
        &mut self,
        view: TextView<'_>,
        mentions: &[Mention],
        mut identity: impl FnMut(EntryId) -> Option<u64>,
    ) {
        // 0 says that there is no id.
        let mut identity = |entry: EntryId| identity(entry).map(|id| id.max(1));
        self.names.fill(view, mentions, &mut identity);
        self.tie_entries(mentions);
        definitions(view, mentions, &mut self.definitions);
        self.tie_definitions(mentions);
        misprint::tie(&mut self.names, &mut self.scratch);
        organisation::tie(&mut self.names, &mut self.scratch);
        acronym::tie(&mut self.names, &mut self.scratch);
        person::tie(&mut self.names, &mut self.scratch);
        self.number(view, mentions, &mut identity);
    }

    fn tie_definitions(&mut self, mentions: &[Mention]) {
        for definition in &self.definitions {
            let (Some(short), Some(long)) = (definition.short_mention, definition.long_mention) else { continue };
            // A long form inside a mention ("NIHR Biomedical Research Centres (BRCs)") is that mention all the same.
            if mentions[short.index()].entity_type != mentions[long.index()].entity_type {
                continue;
            }
            if let (Some(short), Some(long)) =
                (self.names.of_mention(short.index()), self.names.of_mention(long.index()))
            {
                // The first definition of a short form counts: a later one would draw two full names together.
                if !self.names.is_tied(short) {
                    self.names.unite(short, long, alias::DEFINITION);
                }
            }
        }
    }

    fn tie_entries(&mut self, mentions: &[Mention]) {
        self.entries.clear();
        self.identities.clear();
        for (mention_idx, mention) in mentions.iter().enumerate() {
            if let (Some(entry), Some(name)) = (mention.entry, self.names.of_mention(mention_idx)) {
                let first = *self.entries.entry((entry, mention.entity_type)).or_insert(name);
                self.names.unite(name, first, alias::ENTRY);
                let identity = self.names.identity(name);
                if identity != 0 {
                    let first = *self.identities.entry((identity, mention.entity_type)).or_insert(name);
                    self.names.unite(name, first, alias::ENTRY);
                }
            }
        }
    }

    /// Gives out cluster numbers and picks the fullest name of each.
    fn number(&mut self, view: TextView<'_>, mentions: &[Mention], identity: &mut dyn FnMut(EntryId) -> Option<u64>) {
        self.of_mention.clear();
        self.canonical.clear();
        self.sizes.clear();
        self.entry_of.clear();
        self.of_root.clear();
        self.of_root.resize(self.names.len(), NONE);
        for mention_idx in 0..mentions.len() {
            let Some(name) = self.names.of_mention(mention_idx) else {
                self.of_mention.push(NONE);
                continue;
            };
            let root = self.names.root(name);
            let slot = &mut self.of_root[root as usize];
            if *slot == NONE {
                *slot = self.canonical.len() as u32;
                self.canonical.push(MentionId(mention_idx as u32));
                self.sizes.push(0);
                self.entry_of.push(None);
            }
            let cluster = *slot;
            let entry = &mut self.entry_of[cluster as usize];
            if entry.is_none() {
                *entry = mentions[mention_idx].entry.filter(|entry| identity(*entry).is_some());
            }
            self.of_mention.push(cluster);
            self.sizes[cluster as usize] += 1;
            let best = &mut self.canonical[cluster as usize];
            if self.names.fullness(view, mentions, mention_idx) > self.names.fullness(view, mentions, best.index()) {
                *best = MentionId(mention_idx as u32);
            }
        }
    }

    /// How many clusters.
    pub fn len(&self) -> usize {
        self.canonical.len()
    }

    /// True when no mention is a name.
    pub fn is_empty(&self) -> bool {
        self.canonical.is_empty()
    }

    /// The cluster of a mention; none for values and for ids past the mentions.
    #[inline]
    pub fn cluster(&self, mention: MentionId) -> Option<ClusterId> {
        self.of_mention.get(mention.index()).copied().filter(|cluster| *cluster != NONE).map(ClusterId)
    }

    /// The mention with the fullest name of a cluster: the most letters (a misprint counts as none), then the name
    /// mentioned most often, then the most capitalised words that are not all capitals, then the first.
    ///
    /// # Panics
    /// When `cluster` is not one of this document's.
    #[inline]
    pub fn canonical(&self, cluster: ClusterId) -> MentionId {
        self.canonical[cluster.index()]
    }

    /// How many mentions a cluster has.
    ///
    /// # Panics
    /// When `cluster` is not one of this document's.
    #[inline]
    pub fn size(&self, cluster: ClusterId) -> usize {
        self.sizes[cluster.index()] as usize
    }

    /// The first entry with an id among those of a cluster's mentions: the id of them all. None where
    /// [`Clusters::build`] was told no ids.
    ///
    /// # Panics
    /// When `cluster` is not one of this document's.
    #[inline]
    pub fn entry(&self, cluster: ClusterId) -> Option<EntryId> {
        self.entry_of[cluster.index()]
    }

    /// How the name of a mention came to its cluster, an index into [`ALIAS_NAMES`](crate::ALIAS_NAMES); none for values
    /// and for names that no other name explains.
    pub fn alias(&self, mention: MentionId) -> Option<u16> {
        self.names.of_mention(mention.index()).and_then(|name| self.names.alias(name))
    }

    /// The bracketed definitions found on the way, in text order.
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// A number that is equal for mentions with the same letters and type.
    pub(crate) fn name(&self, mention: MentionId) -> Option<u32> {
        self.names.of_mention(mention.index())
    }

    /// True when both mentions name one thing.
    pub fn same(&self, left: MentionId, right: MentionId) -> bool {
        left == right || self.cluster(left).is_some_and(|cluster| Some(cluster) == self.cluster(right))
    }
}
