//! What tables, JSON Lines and dumps have in common: a record with named parts becomes a checked entry.

use std::borrow::Cow;
use std::hash::BuildHasher;

use foldhash::HashMap;
use foldhash::fast::RandomState;

use crate::error::ProblemKind;
use crate::flags::EntryFlags;
use crate::list::{CONTEXT, List};
use crate::reader::MAX_NAME_BYTES;

/// What a column or key says, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Name,
    Aliases,
    Type,
    Id,
    Canonical,
    Flags,
    Priority,
    Context,
    /// Anything else is kept under this key.
    Metadata(String),
}

/// The accepted names of each key, the usual one first. All are compared in small letters, with `_` for whatever is no
/// letter or digit.
const KEYS: [(Key, &[&str]); 8] = [
    (Key::Name, &["name", "entity", "term", "phrase", "company_name", "organisation_name", "organization_name"]),
    (
        Key::Aliases,
        &[
            "aliases",
            "alias",
            "aka",
            "also_known_as",
            "synonyms",
            "synonym",
            "alternative_names",
            "alternate_names",
            "other_names",
            "short_name",
            "short_names",
            "acronym",
            "acronyms",
        ],
    ),
    (Key::Type, &["type", "label", "entity_type", "ent_type"]),
    (Key::Id, &["id", "ref", "uri", "identifier", "entity_id", "ent_id", "kb_id"]),
    (Key::Canonical, &["canonical", "canonical_name", "preferred_name", "preferred_label"]),
    (Key::Flags, &["flags", "flag", "policy", "policies"]),
    (Key::Priority, &["priority"]),
    (Key::Context, &["context", "context_words"]),
];

impl Key {
    /// The key that a column of that name is; `None` for a name without letters and digits.
    pub(crate) fn of(name: &str) -> Option<Self> {
        let plain = plain_key(name);
        if plain.is_empty() {
            return None;
        }
        let known = KEYS.iter().find(|(_, names)| names.contains(&plain.as_str()));
        Some(known.map_or(Self::Metadata(plain), |(key, _)| key.clone()))
    }

    /// Its usual name, for messages; `None` for metadata.
    pub(crate) fn usual_name(&self) -> Option<&'static str> {
        KEYS.iter().find(|(key, _)| key == self).map(|(_, names)| names[0])
    }
}

/// In small letters, with `_` for each run of anything that is no letter or digit, none at the ends.
fn plain_key(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for character in name.chars() {
        if character.is_alphanumeric() {
            plain.extend(character.to_lowercase());
        } else if !plain.is_empty() && !plain.ends_with('_') {
            plain.push('_');
        }
    }
    plain.truncate(plain.trim_end_matches('_').len());
    plain
}

/// A place in a record, as its reader counts: a cell and a byte of it, or a byte of the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct At {
    pub(crate) cell: usize,
    pub(crate) byte: usize,
}

/// A fault at a place of a record.
pub(crate) type Fault = (At, ProblemKind);

#[derive(Debug)]
struct Part<'t> {
    text: Cow<'t, str>,
    at: At,
}

/// The parts of one record. Kept and cleared, so that its vectors are made once a file.
#[derive(Debug, Default)]
pub(crate) struct Row<'t> {
    name: Option<Part<'t>>,
    aliases: Vec<Part<'t>>,
    entity_type: Option<Part<'t>>,
    id: Option<Part<'t>>,
    canonical: Option<Part<'t>>,
    flags: EntryFlags,
    priority: Option<i32>,
    context: Vec<Part<'t>>,
    metadata: Vec<(String, Cow<'t, str>)>,
}

impl<'t> Row<'t> {
    pub(crate) fn clear(&mut self) {
        self.name = None;
        self.aliases.clear();
        self.entity_type = None;
        self.id = None;
        self.canonical = None;
        self.flags = EntryFlags::NONE;
        self.priority = None;
        self.context.clear();
        self.metadata.clear();
    }

    /// Takes what the record says under `key`; nothing when that is white space.
    pub(crate) fn set(&mut self, key: &Key, text: Cow<'t, str>, at: At) -> Result<(), Fault> {
        let Some(part) = trimmed(text, at) else { return Ok(()) };
        match key {
            Key::Name => self.name = Some(part),
            Key::Aliases => {
                self.aliases.extend(pieces(&part.text).map(|(offset, text)| owned_piece(text, part.at, offset)))
            }
            Key::Type => self.entity_type = Some(part),
            Key::Id => self.id = Some(part),
            Key::Canonical => self.canonical = Some(part),
            Key::Flags => {
                let is_gap = |character: char| character.is_whitespace() || matches!(character, ',' | ';' | '|');
                let mut offset = 0;
                for word in part.text.split(is_gap) {
                    if !word.is_empty() {
                        self.flag(word, At { byte: part.at.byte + offset, ..part.at })?;
                    }
                    offset += word.len() + 1;
                }
            }
            Key::Priority => {
                let bad = |_| (part.at, ProblemKind::BadPriority { found: part.text.to_string() });
                self.priority = Some(part.text.parse().map_err(bad)?);
            }
            Key::Context => {
                self.context.extend(pieces(&part.text).map(|(offset, text)| owned_piece(text, part.at, offset)));
            }
            Key::Metadata(name) => self.metadata.push((name.clone(), part.text)),
        }
        Ok(())
    }

    /// Takes an alias as it is: a semicolon in it parts nothing.
    pub(crate) fn alias(&mut self, text: Cow<'t, str>, at: At) {
        self.aliases.extend(trimmed(text, at));
    }

    /// Takes a flag by its word.
    pub(crate) fn flag(&mut self, word: &str, at: At) -> Result<(), Fault> {
        let flag = EntryFlags::from_word(&word.to_ascii_lowercase())
            .ok_or_else(|| (at, ProblemKind::NoSuchFlag { word: word.to_owned() }))?;
        self.flags = self.flags.with(flag);
        match self.flags.contradiction() {
            Some((first, second)) => Err((at, ProblemKind::ContradictoryFlags { first, second })),
            None => Ok(()),
        }
    }
}

fn owned_piece<'t>(text: &str, at: At, offset: usize) -> Part<'t> {
    Part { text: Cow::Owned(text.to_owned()), at: At { byte: at.byte + offset, ..at } }
}

/// Without white space at the ends; `None` when nothing is left.
fn trimmed(text: Cow<'_, str>, at: At) -> Option<Part<'_>> {
    let n_leading = text.len() - text.trim_start().len();
    let n_bytes = text.trim().len();
    if n_bytes == 0 {
        return None;
    }
    let at = At { byte: at.byte + n_leading, ..at };
    let text = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if n_bytes == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    };
    Some(Part { text, at })
}

/// The pieces between semicolons and bars that hold more than white space, with the byte each starts at.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut offset = 0;
    text.split([';', '|']).filter_map(move |piece| {
        let start = offset + piece.len() - piece.trim_start().len();
        offset += piece.len() + 1;
        let piece = piece.trim();
        (!piece.is_empty()).then_some((start, piece))
    })
}

/// A list that grows record by record.
pub(crate) struct RowList<'t> {
    pub(crate) list: List<'t>,
    /// Entries by the hash of name, type and id, and by that of the id; those that share a hash by chance are told apart
    /// by looking.
    seen_names: HashMap<u64, u32>,
    seen_ids: HashMap<u64, u32>,
    hasher: RandomState,
}

impl<'t> RowList<'t> {
    pub(crate) fn new(list: List<'t>) -> Self {
        Self { list, seen_names: HashMap::default(), seen_ids: HashMap::default(), hasher: RandomState::default() }
    }

    /// Adds the entry that the record says, or nothing and what is wrong with it. `at` is the place of the record itself.
    pub(crate) fn push(&mut self, row: &mut Row<'t>, line: u32, at: At) -> Result<(), Fault> {
        let name = row.name.take().ok_or((at, ProblemKind::MissingName))?;
        check_name(&name)?;
        for alias in &row.aliases {
            check_name(alias)?;
        }
        let entity_type = match &row.entity_type {
            Some(part) => {
                let standard = type_name(&part.text);
                Some(standard.ok_or_else(|| (part.at, ProblemKind::BadType { found: part.text.to_string() }))?)
            }
            None if self.list.default_type.is_none() => return Err((at, ProblemKind::MissingType)),
            None => None,
        };
        if let Some(id) = row.id.as_ref().filter(|id| id.text.contains(char::is_whitespace)) {
            return Err((id.at, ProblemKind::SpaceInId { id: id.text.to_string() }));
        }
        self.check_duplicates(&name, entity_type.as_deref(), row.id.as_ref())?;

        let mut entry = self.list.add(name.text);
        for (alias_idx, alias) in row.aliases.iter_mut().enumerate() {
            // In tables made by programs an alias is often the name again.
            let text = std::mem::take(&mut alias.text);
            if alias_idx > MAX_COMPARED || !entry.has_name(&text) {
                entry = entry.alias(text);
            }
        }
        if let Some(entity_type) = entity_type {
            entry = entry.entity_type(entity_type);
        }
        entry = entry.flags(row.flags);
        if let Some(priority) = row.priority {
            entry = entry.priority(priority);
        }
        if let Some(id) = row.id.take() {
            entry = entry.id(id.text);
        }
        if let Some(canonical) = row.canonical.take() {
            entry = entry.canonical(one_line(canonical.text));
        }
        if !row.context.is_empty() {
            let words: Vec<&str> = row.context.iter().map(|part| &*part.text).collect();
            entry = entry.attribute(CONTEXT, one_line(Cow::Owned(words.join(","))));
        }
        for (key, value) in row.metadata.drain(..) {
            entry = entry.attribute(key, one_line(value));
        }
        entry.line(line);
        Ok(())
    }

    fn check_duplicates(
        &mut self,
        name: &Part<'t>,
        own_type: Option<&str>,
        id: Option<&Part<'t>>,
    ) -> Result<(), Fault> {
        let entry_idx = self.list.len() as u32;
        if let Some(id) = id {
            let hash = self.hasher.hash_one(&*id.text);
            if let Some(first) = self.seen_ids.get(&hash).and_then(|&first| self.list.get(first as usize))
                && first.attribute("id") == Some(&*id.text)
            {
                let kind = ProblemKind::DuplicateId { id: id.text.to_string(), first_line: first.line() };
                return Err((id.at, kind));
            }
            self.seen_ids.insert(hash, entry_idx);
            return Ok(());
        }
        let default_type = self.list.default_type.map_or("", |type_idx| &*self.list.types[type_idx as usize]);
        let identity = (&*name.text, own_type.unwrap_or(default_type));
        let hash = self.hasher.hash_one(identity);
        if let Some(first) = self.seen_names.get(&hash).and_then(|&first| self.list.get(first as usize))
            && (first.name(), first.entity_type()) == identity
        {
            let kind = ProblemKind::DuplicateName { name: name.text.to_string(), first_line: first.line() };
            return Err((name.at, kind));
        }
        self.seen_names.insert(hash, entry_idx);
        Ok(())
    }
}

/// So many aliases of one entry are compared with its other names; the matcher does not mind a repeated one.
const MAX_COMPARED: usize = 64;

fn check_name(name: &Part<'_>) -> Result<(), Fault> {
    if name.text.len() > MAX_NAME_BYTES {
        return Err((name.at, ProblemKind::NameTooLong { n_bytes: name.text.len(), limit: MAX_NAME_BYTES }));
    }
    match name.text.char_indices().find(|&(_, character)| character.is_control() && character != '\t') {
        Some((offset, character)) => {
            let at = At { byte: name.at.byte + offset, ..name.at };
            Err((at, ProblemKind::ControlCharacter { character }))
        }
        None => Ok(()),
    }
}

/// The type that people's words for it mean: capitals, with `_` for white space and hyphens, and the standard names for
/// their usual synonyms; `None` when that is no name of a type.
///
/// ```
/// use gleaner_gazetteer::type_name;
/// assert_eq!(type_name("organisation").as_deref(), Some("ORG"));
/// assert_eq!(type_name("joint venture").as_deref(), Some("JOINT_VENTURE"));
/// assert_eq!(type_name("7").as_deref(), None);
/// ```
pub fn type_name(word: &str) -> Option<Cow<'static, str>> {
    let name: String = word
        .chars()
        .map(
            |character| {
                if character.is_whitespace() || character == '-' { '_' } else { character.to_ascii_uppercase() }
            },
        )
        .collect();
    let standard = match name.as_str() {
        "ORG" | "ORGANISATION" | "ORGANIZATION" => "ORG",
        "PERSON" | "PER" | "PERSONS" | "PEOPLE" => "PERSON",
        "LOC" | "LOCATION" | "PLACE" | "GPE" => "LOC",
        _ => {
            let is_type = name.starts_with(|first: char| first.is_ascii_uppercase())
                && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
            return is_type.then_some(Cow::Owned(name));
        }
    };
    Some(Cow::Borrowed(standard))
}

/// With a space for each run of white space that holds a line break or another control character: what a line of the
/// plain format can hold.
fn one_line(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return text;
    }
    let words = text.split(|character: char| character.is_whitespace() || character.is_control());
    Cow::Owned(words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_by_their_names() {
        for (name, key) in [
            ("Name", Key::Name),
            (" Also known as ", Key::Aliases),
            ("LABEL", Key::Type),
            ("ent-id", Key::Id),
            ("Company Number", Key::Metadata("company_number".into())),
            ("SICCode.SicText_1", Key::Metadata("siccode_sictext_1".into())),
        ] {
            assert_eq!(Key::of(name), Some(key), "{name}");
        }
        assert_eq!(Key::of(" - "), None);
    }

    #[test]
    fn types_by_their_words() {
        for (word, name) in [
            ("Organisation", Some("ORG")),
            ("per", Some("PERSON")),
            ("GPE", Some("LOC")),
            ("joint venture", Some("JOINT_VENTURE")),
            ("Straße", None),
            ("2", None),
            ("", None),
        ] {
            assert_eq!(type_name(word).as_deref(), name, "{word}");
        }
    }

    #[test]
    fn pieces_know_where_they_begin() {
        assert_eq!(pieces(" a b ;; c|d; ").collect::<Vec<_>>(), [(1, "a b"), (8, "c"), (10, "d")]);
    }
}
