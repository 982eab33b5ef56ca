//! The reader of the plain list format.

use std::borrow::Cow;
use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use foldhash::{HashMap, HashSet};

use crate::error::{Problem, ProblemKind};
use crate::flags::EntryFlags;
use crate::list::{CONTEXT, List, ListRecord};

/// The longest name, in bytes.
pub const MAX_NAME_BYTES: usize = 1_000;

/// How many problems a lenient reading keeps; it counts the others.
pub const MAX_KEPT_PROBLEMS: usize = 1_000;

/// What a lenient reading found wrong.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    kept: Vec<Problem>,
    n_skipped_lines: usize,
}

impl Problems {
    /// The first problems of the file, at most [`MAX_KEPT_PROBLEMS`], one a line, in the order of the lines.
    pub fn kept(&self) -> &[Problem] {
        &self.kept
    }

    /// How many lines were skipped, those beyond [`MAX_KEPT_PROBLEMS`] included.
    pub const fn n_skipped_lines(&self) -> usize {
        self.n_skipped_lines
    }

    /// Counts a problem and keeps it, if it is one of the first.
    pub(crate) fn push(&mut self, problem: Problem) {
        self.n_skipped_lines += 1;
        if self.kept.len() < MAX_KEPT_PROBLEMS {
            self.kept.push(problem);
        }
    }

    /// True when every line was read.
    pub const fn is_empty(&self) -> bool {
        self.n_skipped_lines == 0
    }
}

impl<'t> List<'t> {
    /// Reads a list and stops at its first fault.
    ///
    /// `file` is what errors call the file; without an `@name` the list is called by its last part without the
    /// extension. See the [crate's page](crate#the-list-format) for the format. An empty file is an empty list.
    ///
    /// Linear in the length of the file: about 10 ms for 50,000 entries in 1.3 MB.
    ///
    /// # Errors
    /// The first [`Problem`] with its place.
    pub fn parse(file: &str, bytes: &'t [u8]) -> Result<Self, Problem> {
        read_plain(file, bytes, None, &mut Err)
    }

    /// Reads a list, skips the lines with faults and says what was wrong with them.
    pub fn parse_lenient(file: &str, bytes: &'t [u8]) -> (Self, Problems) {
        let mut problems = Problems::default();
        let outcome: Result<Self, std::convert::Infallible> = read_plain(file, bytes, None, &mut |problem| {
            problems.push(problem);
            Ok(())
        });
        let Ok(list) = outcome;
        (list, problems)
    }
}

/// Reads the plain list format; entries without a type in a list without one are of type `default_type`, if there is one.
pub(crate) fn read_plain<'t, E>(
    file: &str,
    bytes: &'t [u8],
    default_type: Option<&str>,
    report: &mut impl FnMut(Problem) -> Result<(), E>,
) -> Result<List<'t>, E> {
    let mut reader = Reader::new(file);
    if let Some(default_type) = default_type {
        reader.list.default_type = reader.list.intern_type(Cow::Owned(default_type.to_owned()));
    }
    reader.read(bytes, report)?;
    Ok(reader.list)
}

/// What a list is called whose file does not say: the last part of the path without its extension.
pub(crate) fn list_name(file: &str) -> &str {
    let base = file.rsplit(['/', '\\']).next().unwrap_or(file);
    base.rsplit_once('.').map_or(base, |(stem, _)| if stem.is_empty() { base } else { stem })
}

/// True for a control character other than tab: nothing that a line can hold.
fn is_control(byte: u8) -> bool {
    (byte < b' ' && byte != b'\t') || byte == 0x7f
}

/// A fault at a byte of the line.
type Fault = (usize, ProblemKind);

/// A piece of a line and the byte of the line that it starts at.
#[derive(Clone, Copy)]
struct Piece<'t> {
    text: &'t str,
    offset: usize,
}

impl<'t> Piece<'t> {
    fn trim(self) -> Self {
        let is_ascii_letter = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
        if is_ascii_letter(self.text.as_bytes().first()) && is_ascii_letter(self.text.as_bytes().last()) {
            return self;
        }
        let text = self.text.trim_start();
        let offset = self.offset + self.text.len() - text.len();
        Self { text: text.trim_end(), offset }
    }
}

struct Reader<'f, 't> {
    file: &'f str,
    list: List<'t>,
    seen_headers: Vec<&'t str>,
    /// Entries by the hash of name, type and id; two that share a hash by chance are told apart by looking.
    seen: HashMap<u64, u32>,
    hasher: RandomState,
    /// Whether the file holds a backslash, and a control character other than tab and line end.
    has_escapes: bool,
    has_controls: bool,
}

impl<'f, 't> Reader<'f, 't> {
    fn new(file: &'f str) -> Self {
        let list = List { name: Cow::Owned(list_name(file).to_owned()), ..List::default() };
        Self {
            file,
            list,
            seen_headers: Vec::new(),
            seen: HashMap::default(),
            hasher: RandomState::default(),
            has_escapes: false,
            has_controls: false,
        }
    }

    fn read<E>(&mut self, bytes: &'t [u8], report: &mut impl FnMut(Problem) -> Result<(), E>) -> Result<(), E> {
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return report(Problem::new(self.file, 1, "", 0, ProblemKind::Utf16));
        }
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        // Where the file is UTF-8, as it ought to be, its lines need no check of their own.
        let whole = std::str::from_utf8(bytes).ok();
        // Two passes over the file at memory speed save most lines two of their own.
        self.has_escapes = bytes.contains(&b'\\');
        self.has_controls = bytes.iter().fold(false, |any, &byte| any | (is_control(byte) && byte != b'\n'));
        // Lists have 20 to 60 bytes a line.
        let n_lines = bytes.len() / 32;
        self.list.records.reserve(n_lines);
        self.list.names.reserve(n_lines);
        self.seen.reserve(n_lines);
        let mut start = 0;
        let mut line_number = 0;
        while start < bytes.len() {
            line_number += 1;
            // A plain loop: lines and fields are too short for the searchers of the standard library to pay.
            let line_end = bytes[start..].iter().position(|&byte| byte == b'\n');
            let end = line_end.map_or(bytes.len(), |at| start + at);
            let mut line_bytes = &bytes[start..end];
            if let Some(without_cr) = line_bytes.strip_suffix(b"\r") {
                line_bytes = without_cr;
            }
            let line = whole.and_then(|text| text.get(start..start + line_bytes.len()));
            start = end + 1;
            let line = match line.map_or_else(|| std::str::from_utf8(line_bytes), Ok) {
                Ok(line) => line,
                Err(error) => {
                    let (shown, byte) = (String::from_utf8_lossy(line_bytes), line_bytes[error.valid_up_to()]);
                    let kind = ProblemKind::NotUtf8 { byte };
                    report(Problem::new(self.file, line_number, &shown, error.valid_up_to(), kind))?;
                    continue;
                }
            };
            let marks = (self.list.records.len(), self.list.names.len(), self.list.attributes.len());
            if let Err((offset, kind)) = self.line(line, line_number) {
                self.list.records.truncate(marks.0);
                self.list.names.truncate(marks.1);
                self.list.attributes.truncate(marks.2);
                report(Problem::new(self.file, line_number, line, offset, kind))?;
            }
        }
        Ok(())
    }

    fn line(&mut self, line: &'t str, line_number: u32) -> Result<(), Fault> {
        if self.has_controls
            && let Some(offset) = line.bytes().position(is_control)
        {
            return Err((offset, ProblemKind::ControlCharacter { character: line.as_bytes()[offset] as char }));
        }
        let content = Piece { text: line, offset: 0 }.trim();
        if content.text.is_empty() || content.text.starts_with('#') {
            return Ok(());
        }
        match content.text.strip_prefix('@') {
            Some(header) => self.header(content.offset, header),
            None => self.entry(content, line_number),
        }
    }

    fn header(&mut self, offset: usize, header: &'t str) -> Result<(), Fault> {
        let (key, value) = header.split_once(char::is_whitespace).unwrap_or((header, ""));
        let value_text = value.trim();
        let value_offset = offset + 1 + header.len() - value.trim_start().len();
        if !matches!(key, "name" | "type" | "origin" | "licence" | "flags") {
            return Err((offset, ProblemKind::UnknownHeader { key: key.to_owned() }));
        }
        if !self.list.records.is_empty() {
            return Err((offset, ProblemKind::LateHeader { key: key.to_owned() }));
        }
        if self.seen_headers.contains(&key) {
            return Err((offset, ProblemKind::RepeatedHeader { key: key.to_owned() }));
        }
        if value_text.is_empty() {
            return Err((offset, ProblemKind::EmptyHeader { key: key.to_owned() }));
        }
        match key {
            "name" => self.list.name = Cow::Borrowed(value_text),
            "origin" => self.list.origin = Cow::Borrowed(value_text),
            "licence" => self.list.licence = Cow::Borrowed(value_text),
            "type" => {
                check_type(value_offset, value_text)?;
                self.list.default_type = self.list.intern_type(Cow::Borrowed(value_text));
            }
            _ => {
                let mut flags = EntryFlags::NONE;
                for word in words(Piece { text: value_text, offset: value_offset }) {
                    flags = flags.with(flag(word, flags)?);
                }
                self.list.flags = flags;
            }
        }
        self.seen_headers.push(key);
        Ok(())
    }

    fn entry(&mut self, content: Piece<'t>, line_number: u32) -> Result<(), Fault> {
        let mut fields = Split { rest: Some(content), separator: b'|', has_escapes: self.has_escapes };
        let name_field = fields.next().unwrap_or(content).trim();
        let aliases_field = fields.next().map(Piece::trim);
        let attributes_field = fields.next().map(Piece::trim);
        if let Some(fourth) = fields.next() {
            return Err((fourth.offset.saturating_sub(1), ProblemKind::TooManyFields));
        }
        let mut record = ListRecord {
            line: line_number,
            first_name: self.list.names.len() as u32,
            first_attribute: self.list.attributes.len() as u32,
            entity_type: 0,
            flags: EntryFlags::NONE,
            priority: 0,
        };
        let name = unescape(name_field)?;
        if name.is_empty() {
            return Err((name_field.offset, ProblemKind::EmptyName));
        }
        self.push_name(name_field, name)?;
        if let Some(field) = aliases_field.filter(|field| !field.text.is_empty()) {
            self.aliases(field, record.first_name as usize)?;
        }
        let mut own_type = None;
        if let Some(field) = attributes_field {
            own_type = self.attributes(field, &mut record)?;
        }
        record.flags = record.flags.or_defaults(self.list.flags);
        record.entity_type = own_type.or(self.list.default_type).ok_or((content.offset, ProblemKind::MissingType))?;
        self.list.records.push(record);
        self.check_duplicate(name_field.offset)
    }

    fn push_name(&mut self, field: Piece<'t>, name: Cow<'t, str>) -> Result<(), Fault> {
        if name.len() > MAX_NAME_BYTES {
            let kind = ProblemKind::NameTooLong { n_bytes: name.len(), limit: MAX_NAME_BYTES };
            return Err((field.offset, kind));
        }
        self.list.names.push(name);
        Ok(())
    }

    fn aliases(&mut self, field: Piece<'t>, first_name: usize) -> Result<(), Fault> {
        let mut seen = Seen::default();
        for alias_field in (Split { rest: Some(field), separator: b';', has_escapes: self.has_escapes }) {
            let alias_field = alias_field.trim();
            let alias = unescape(alias_field)?;
            if alias.is_empty() {
                return Err((alias_field.offset, ProblemKind::EmptyAlias));
            }
            if seen.repeats(&alias, self.list.names[first_name..].iter()) {
                return Err((alias_field.offset, ProblemKind::RepeatedAlias { name: alias.into_owned() }));
            }
            self.push_name(alias_field, alias)?;
        }
        Ok(())
    }

    /// Reads the attributes and gives the entry's own type.
    fn attributes(&mut self, field: Piece<'t>, record: &mut ListRecord) -> Result<Option<u16>, Fault> {
        let mut own_type = None;
        let mut has_priority = false;
        let mut seen = Seen::default();
        for word in words(field) {
            let Some((key, value)) = word.text.split_once('=') else {
                record.flags = record.flags.with(flag(word, record.flags)?);
                continue;
            };
            if key.is_empty() || value.is_empty() {
                return Err((word.offset, ProblemKind::EmptyAttribute { word: word.text.to_owned() }));
            }
            let value_piece = Piece { text: value, offset: word.offset + key.len() + 1 };
            let repeated = || (word.offset, ProblemKind::RepeatedAttribute { key: key.to_owned() });
            if key == "type" {
                check_type(value_piece.offset, value)?;
                if own_type.is_some() {
                    return Err(repeated());
                }
                own_type = self.list.intern_type(Cow::Borrowed(value));
                continue;
            }
            if key == "priority" {
                if has_priority {
                    return Err(repeated());
                }
                has_priority = true;
                let bad = |_| (value_piece.offset, ProblemKind::BadPriority { found: value.to_owned() });
                record.priority = value.parse().map_err(bad)?;
                continue;
            }
            if key == CONTEXT {
                record.flags = record.flags.with(EntryFlags::AMBIGUOUS);
            }
            let known = self.list.attributes[record.first_attribute as usize..].iter().map(|(known, _)| known);
            if seen.repeats(&Cow::Borrowed(key), known) {
                return Err(repeated());
            }
            // An id is a name of somebody else's, underscores and all.
            let value = if key == "id" { unescape(value_piece)? } else { unescape_spaced(value_piece)? };
            self.list.attributes.push((Cow::Borrowed(key), value));
        }
        Ok(own_type)
    }

    /// Refuses an entry whose name, type and id are those of an earlier one.
    fn check_duplicate(&mut self, offset: usize) -> Result<(), Fault> {
        let entry_idx = self.list.records.len() - 1;
        let Some(entry) = self.list.get(entry_idx) else { return Ok(()) };
        let identity = (entry.name(), entry.entity_type(), entry.attribute("id"));
        let hash = self.hasher.hash_one(identity);
        if let Some(&first_idx) = self.seen.get(&hash) {
            let first = self.list.get(first_idx as usize);
            if let Some(first) = first
                && identity == (first.name(), first.entity_type(), first.attribute("id"))
            {
                let kind = ProblemKind::DuplicateName { name: entry.name().to_owned(), first_line: first.line() };
                return Err((offset, kind));
            }
        }
        self.seen.insert(hash, entry_idx as u32);
        Ok(())
    }
}

/// The pieces of a text between separators that no backslash stands before.
struct Split<'t> {
    rest: Option<Piece<'t>>,
    /// An ASCII character.
    separator: u8,
    /// Whether a backslash is to be looked for at all.
    has_escapes: bool,
}

impl Split<'_> {
    /// Where the next separator stands that no backslash stands before.
    fn separator_in(&self, text: &str) -> Option<usize> {
        if !self.has_escapes {
            return text.bytes().position(|byte| byte == self.separator);
        }
        let mut is_escaped = false;
        text.bytes().position(|byte| {
            let is_end = byte == self.separator && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            is_end
        })
    }
}

impl<'t> Iterator for Split<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        let rest = self.rest.take()?;
        let Some(position) = self.separator_in(rest.text) else { return Some(rest) };
        self.rest = Some(Piece { text: &rest.text[position + 1..], offset: rest.offset + position + 1 });
        Some(Piece { text: &rest.text[..position], offset: rest.offset })
    }
}

/// The pieces between white space.
fn words<'t>(field: Piece<'t>) -> impl Iterator<Item = Piece<'t>> {
    let mut rest = field;
    std::iter::from_fn(move || {
        rest = rest.trim();
        if rest.text.is_empty() {
            return None;
        }
        let n_bytes = rest.text.find(char::is_whitespace).unwrap_or(rest.text.len());
        let word = Piece { text: &rest.text[..n_bytes], offset: rest.offset };
        rest = Piece { text: &rest.text[n_bytes..], offset: rest.offset + n_bytes };
        Some(word)
    })
}

fn flag(word: Piece<'_>, others: EntryFlags) -> Result<EntryFlags, Fault> {
    let Some(flag) = EntryFlags::from_word(word.text) else {
        return Err((word.offset, ProblemKind::UnknownFlag { word: word.text.to_owned() }));
    };
    match others.with(flag).contradiction() {
        Some((first, second)) => Err((word.offset, ProblemKind::ContradictoryFlags { first, second })),
        None => Ok(flag),
    }
}

fn check_type(offset: usize, found: &str) -> Result<(), Fault> {
    let is_type = found.starts_with(|first: char| first.is_ascii_uppercase())
        && found.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    if is_type { Ok(()) } else { Err((offset, ProblemKind::BadType { found: found.to_owned() })) }
}

fn unescape(piece: Piece<'_>) -> Result<Cow<'_, str>, Fault> {
    if piece.text.contains('\\') { unescape_slowly(piece, '_') } else { Ok(Cow::Borrowed(piece.text)) }
}

/// As [`unescape`], and an underscore without a backslash is a space.
fn unescape_spaced(piece: Piece<'_>) -> Result<Cow<'_, str>, Fault> {
    if piece.text.contains(['\\', '_']) { unescape_slowly(piece, ' ') } else { Ok(Cow::Borrowed(piece.text)) }
}

fn unescape_slowly(piece: Piece<'_>, underscore: char) -> Result<Cow<'_, str>, Fault> {
    let mut plain = String::with_capacity(piece.text.len());
    let mut characters = piece.text.char_indices();
    while let Some((position, character)) = characters.next() {
        if character == '_' {
            plain.push(underscore);
        } else if character != '\\' {
            plain.push(character);
        } else {
            match characters.next() {
                Some((_, escaped @ ('|' | ';' | '\\' | '#' | '@' | '_'))) => plain.push(escaped),
                other => {
                    let found =
                        other.map_or_else(|| "the end of the field".to_owned(), |(_, found)| format!("“{found}”"));
                    return Err((piece.offset + position, ProblemKind::UnknownEscape { found }));
                }
            }
        }
    }
    Ok(Cow::Owned(plain))
}
/// Tells repetitions in one entry: few words are compared one by one, many through a set, so that a line with hundreds of
/// thousands of them is read in linear time.
#[derive(Default)]
struct Seen<'t>(Option<HashSet<Cow<'t, str>>>);

impl<'t> Seen<'t> {
    /// Whether `word` is among `known`, the words of the entry before it. Once there are many, it has to be asked about each.
    // The set keeps the word as it is: borrowed from the file where it can be.
    #[allow(clippy::ptr_arg)]
    fn repeats<'a>(&mut self, word: &Cow<'t, str>, mut known: impl ExactSizeIterator<Item = &'a Cow<'t, str>>) -> bool
    where
        't: 'a,
    {
        const FEW: usize = 16;
        if known.len() < FEW {
            return known.any(|known| known == word);
        }
        !self.0.get_or_insert_with(|| known.cloned().collect()).insert(word.clone())
    }
}
