//! The distinct names of a document: mentions of one type with the same letters and digits, and a union-find over them.

use std::hash::BuildHasher;

use foldhash::{HashMap, HashMapExt, fast::RandomState};
use gleaner_text::{EntityType, EntryId, Mention, Shape, TextView, fold_into};

use crate::letters;

const NONE: u32 = u32::MAX;

/// One word of a name: its hash, with its place in the arena of folded words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) hash: u64,
    start: u32,
    end: u32,
}

/// A distinct name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    pub(super) entity_type: EntityType,
    /// The first mention of it.
    pub(super) first_mention: u32,
    /// How many mentions.
    pub(super) count: u32,
    /// Holds a token that looks like an acronym.
    pub(super) has_capitals: bool,
    /// What the honorific says: 0 nothing, 1 Mr, 2 Mrs.
    pub(super) gender: u8,
    /// The id a list gives, as a number; 0 for none. On the root it stands for all names united with it.
    identity: u64,
    words: (u32, u32),
    letters: (u32, u32),
    next_same_hash: u32,
    parent: u32,
    alias: u16,
}

const NO_ALIAS: u16 = u16::MAX;

/// The distinct names of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct NameTable {
    names: Vec<Name>,
    words: Vec<Word>,
    /// Folded words of all names, one after the other.
    arena: String,
    /// The name of each mention, `NONE` for values.
    of_mention: Vec<u32>,
    /// The last name added with a hash of its letters and type; `next_same_hash` leads to the others.
    by_hash: HashMap<u64, u32>,
    state: RandomState,
    folded: String,
}

impl NameTable {
    /// Groups the mentions into names; `identity` gives the id of an entry as a number that is not 0.
    pub(super) fn fill(
        &mut self,
        view: TextView<'_>,
        mentions: &[Mention],
        identity: &mut dyn FnMut(EntryId) -> Option<u64>,
    ) {
        self.names.clear();
        self.words.clear();
        self.arena.clear();
        self.of_mention.clear();
        self.by_hash.clear();
        for (mention_idx, mention) in mentions.iter().enumerate() {
            if mention.entity_type.is_value() {
                self.of_mention.push(NONE);
                continue;
            }
            let id = mention.entry.and_then(&mut *identity).unwrap_or(0);
            let name = self.intern(view, mention, mention_idx, id);
            self.of_mention.push(name);
        }
    }

    fn intern(&mut self, view: TextView<'_>, mention: &Mention, mention_idx: usize, identity: u64) -> u32 {
        let text = mention.span.slice(view.text);
        let gender = gender_of_title(mention.title.map_or("", |title| title.slice(view.text)));
        // "Mr Smith" and "Mrs Smith" are two names.
        let is_surname = mention.entity_type == EntityType::PERSON && letters::words(text).nth(1).is_none();
        let key_gender = if is_surname { gender } else { 0 };
        self.folded.clear();
        fold_letters(text, &mut self.folded);
        let hash = self.state.hash_one((mention.entity_type, key_gender, self.folded.as_str()));
        let mut at = self.by_hash.get(&hash).copied().unwrap_or(NONE);
        let head = at;
        while at != NONE {
            let name = &mut self.names[at as usize];
            let known = &self.arena[name.letters.0 as usize..name.letters.1 as usize];
            let one_thing = name.identity == 0 || identity == 0 || name.identity == identity;
            if name.entity_type == mention.entity_type
                && known == self.folded
                && (!is_surname || name.gender == gender)
                && one_thing
            {
                name.identity |= identity;
                name.count += 1;
                name.gender |= gender;
                return at;
            }
            at = name.next_same_hash;
        }
        let id = self.names.len() as u32;
        let letters_start = self.arena.len() as u32;
        self.arena.push_str(&self.folded);
        let letters = (letters_start, self.arena.len() as u32);
        let words_start = self.words.len() as u32;
        for word in letters::words(text).take(MAX_WORDS) {
            let start = self.arena.len();
            if word == "&" {
                self.arena.push_str("and");
            } else {
                fold_into(word, &mut self.arena);
            }
            let hash = self.state.hash_one(&self.arena[start..]);
            self.words.push(Word { hash, start: start as u32, end: self.arena.len() as u32 });
        }
        self.names.push(Name {
            entity_type: mention.entity_type,
            first_mention: mention_idx as u32,
            count: 1,
            has_capitals: letters::words(text).any(|word| word.chars().filter(|c| c.is_uppercase()).count() >= 2),
            gender,
            identity,
            words: (words_start, self.words.len() as u32),
            letters,
            next_same_hash: head,
            parent: id,
            alias: NO_ALIAS,
        });
        self.by_hash.insert(hash, id);
        id
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn name(&self, id: u32) -> &Name {
        &self.names[id as usize]
    }

    pub(super) fn of_mention(&self, mention_idx: usize) -> Option<u32> {
        self.of_mention.get(mention_idx).copied().filter(|name| *name != NONE)
    }

    /// The folded letters and digits of a name, without spaces.
    pub(super) fn letters(&self, id: u32) -> &str {
        let (start, end) = self.names[id as usize].letters;
        &self.arena[start as usize..end as usize]
    }

    /// The words of a name, at most [`MAX_WORDS`].
    pub(super) fn words(&self, id: u32) -> &[Word] {
        let (start, end) = self.names[id as usize].words;
        &self.words[start as usize..end as usize]
    }

    /// The folded form of a word.
    pub(super) fn word(&self, word: Word) -> &str {
        &self.arena[word.start as usize..word.end as usize]
    }

    /// A hash of this document for a text.
    pub(super) fn hash(&self, text: &str) -> u64 {
        self.state.hash_one(text)
    }

    /// A hash of this document for a row of words.
    pub(super) fn hash_words(&self, kind: u8, words: &[Word]) -> u64 {
        let mut hash = self.state.hash_one(kind);
        for word in words {
            hash = self.state.hash_one((hash, word.hash));
        }
        hash
    }

    /// The name that stands for all names united with `id`.
    pub(super) fn root(&mut self, mut id: u32) -> u32 {
        while self.names[id as usize].parent != id {
            let grandparent = self.names[self.names[id as usize].parent as usize].parent;
            self.names[id as usize].parent = grandparent;
            id = grandparent;
        }
        id
    }

    /// Ties the name `id` to `other`; `alias` says how. Names of two types or two ids stay apart.
    pub(super) fn unite(&mut self, id: u32, other: u32, alias: u16) {
        let (root, other_root) = (self.root(id), self.root(other));
        if root == other_root || self.names[id as usize].entity_type != self.names[other as usize].entity_type {
            return;
        }
        let (own, others) = (self.names[root as usize].identity, self.names[other_root as usize].identity);
        if own != 0 && others != 0 && own != others {
            return;
        }
        self.names[other_root as usize].identity = own | others;
        self.names[root as usize].parent = other_root;
        self.names[id as usize].alias = alias;
    }

    /// The id a list gives one of the names united with `id`, as a number; 0 for none.
    pub(super) fn identity(&mut self, id: u32) -> u64 {
        let root = self.root(id);
        self.names[root as usize].identity
    }

    /// True when a place of the document has that word as its name.
    pub(super) fn is_place_name(&self, word: Word) -> bool {
        let hash = self.state.hash_one((EntityType::LOC, 0u8, self.word(word)));
        let mut at = self.by_hash.get(&hash).copied().unwrap_or(NONE);
        while at != NONE {
            if self.names[at as usize].entity_type == EntityType::LOC && self.letters(at) == self.word(word) {
                return true;
            }
            at = self.names[at as usize].next_same_hash;
        }
        false
    }

    /// True when the name was tied to another by its own doing.
    pub(super) fn is_tied(&self, id: u32) -> bool {
        self.names[id as usize].alias != NO_ALIAS
    }

    pub(super) fn alias(&self, id: u32) -> Option<u16> {
        Some(self.names[id as usize].alias).filter(|alias| *alias != NO_ALIAS)
    }

    /// How full a name a mention gives: more letters win (a misprint has none), then names seen more often, then capitals
    /// that look like a name's (not all capitals, not all small).
    pub(super) fn fullness(&self, view: TextView<'_>, mentions: &[Mention], mention_idx: usize) -> (u32, u32, u32) {
        let Some(id) = self.of_mention(mention_idx) else { return (0, 0, 0) };
        let name = self.name(id);
        let misprint = name.alias == crate::alias::MISPRINT;
        let mention = &mentions[mention_idx];
        let n_titled = mention
            .tokens
            .range()
            .take(MAX_WORDS)
            .filter_map(|token_idx| view.tokens.infos().get(token_idx))
            .filter(|info| matches!(info.shape, Shape::Title | Shape::Mixed))
            .count();
        let n_letters = if misprint { 0 } else { name.letters.1 - name.letters.0 };
        (n_letters, name.count, n_titled as u32)
    }
}

/// Words of a name beyond this many play no part in keys.
pub(super) const MAX_WORDS: usize = 16;

/// Letters and digits of a text, folded; "&" counts as "and"; a leading "the" does not count.
fn fold_letters(text: &str, folded: &mut String) {
    let mut words = letters::words(text).peekable();
    if let Some(first) = words.next() {
        if !(first.eq_ignore_ascii_case("the") && words.peek().is_some()) {
            push_word(first, folded);
        }
        for word in words {
            push_word(word, folded);
        }
    }
    if folded.is_empty() {
        fold_into(text, folded);
    }
}

fn push_word(word: &str, folded: &mut String) {
    match word {
        "&" => folded.push_str("and"),
        _ => {
            for character in word.chars().filter(|c| c.is_alphanumeric()) {
                folded.extend(character.to_lowercase());
            }
        }
    }
}

fn gender_of_title(title: &str) -> u8 {
    let first = title.split(['.', ' ', '\u{a0}']).next().unwrap_or("");
    match first {
        "Mr" | "Sir" | "Lord" | "Fr" | "Father" | "King" | "Prince" => 1,
        "Mrs" | "Ms" | "Miss" | "Dame" | "Lady" | "Baroness" | "Queen" | "Princess" | "Sister" => 2,
        _ => 0,
    }
}

/// What a name would be called by others, as a hash, and the one name that would; two names under one key are no answer.
#[derive(Clone, Debug, Default)]
pub(super) struct UniqueKeys {
    owners: HashMap<u64, u32>,
}

const AMBIGUOUS: u32 = u32::MAX - 1;

impl UniqueKeys {
    pub(super) fn clear(&mut self) {
        self.owners.clear();
    }

    /// Notes that `owner` would be called by that key.
    pub(super) fn add(&mut self, names: &mut NameTable, key: u64, owner: u32) {
        if self.owners.is_empty() {
            self.owners = HashMap::with_capacity(64);
        }
        let slot = self.owners.entry(key).or_insert(owner);
        if *slot != owner && *slot != AMBIGUOUS && names.root(*slot) != names.root(owner) {
            *slot = AMBIGUOUS;
        }
    }

    /// The only name of that key.
    pub(super) fn get(&self, key: u64) -> Option<u32> {
        self.owners.get(&key).copied().filter(|owner| *owner != AMBIGUOUS)
    }

    /// True when some name has that key.
    pub(super) fn contains(&self, key: u64) -> bool {
        self.owners.contains_key(&key)
    }
}

/// Who a word would call, in the order of reading: the first name that holds it, and where the second such name comes in.
#[derive(Clone, Debug, Default)]
pub(super) struct FirstHolders {
    holders: HashMap<u64, Holder>,
}

#[derive(Clone, Copy, Debug)]
struct Holder {
    name: u32,
    first_mention: u32,
    /// The first mention of another name that holds the word.
    rival: u32,
}

/// What [`FirstHolders::at`] knows of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// By no name.
    Nobody,
    /// By no name so far; by one later on.
    Later(u32),
    /// By one name so far.
    By(u32),
    /// By two names or more.
    Several,
}

impl FirstHolders {
    pub(super) fn clear(&mut self) {
        self.holders.clear();
    }

    /// Notes that `name` holds the word of that key; names come in the order of their first mentions.
    pub(super) fn add(&mut self, names: &mut NameTable, key: u64, name: u32) {
        let first_mention = names.name(name).first_mention;
        let holder = self.holders.entry(key).or_insert(Holder { name, first_mention, rival: NONE });
        if holder.rival == NONE && holder.name != name && names.root(holder.name) != names.root(name) {
            holder.rival = first_mention;
        }
    }

    /// Whom the word calls at a mention.
    pub(super) fn at(&self, key: u64, mention: u32) -> Held {
        match self.holders.get(&key) {
            None => Held::Nobody,
            Some(holder) if holder.first_mention < mention && mention < holder.rival => Held::By(holder.name),
            Some(holder) if holder.rival == NONE => Held::Later(holder.name),
            Some(_) => Held::Several,
        }
    }
}
