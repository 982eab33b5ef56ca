//! What can be wrong with a list, and where.

use std::fmt;

use crate::flags::EntryFlags;

/// What is wrong with a line of a list. More kinds may come.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The line holds bytes that are no UTF-8.
    #[error("expected UTF-8, found the byte 0x{byte:02x}; save the file as UTF-8")]
    NotUtf8 {
        /// The first byte that does not fit.
        byte: u8,
    },
    /// The file begins with the byte order mark of UTF-16.
    #[error("expected UTF-8, found the byte order mark of UTF-16; save the file as UTF-8")]
    Utf16,
    /// The line holds a character that no name can hold.
    #[error("expected printable text, found the control character {character:?}")]
    ControlCharacter {
        /// That character.
        character: char,
    },
    /// A line has more than three fields.
    #[error(
        "expected at most three fields (name | aliases | attributes), found a fourth; write \\| for a bar in a name"
    )]
    TooManyFields,
    /// An entry has no name.
    #[error("expected a name before the first bar, found nothing")]
    EmptyName,
    /// Nothing stands between two semicolons of the aliases.
    #[error("expected an alias, found nothing between the semicolons")]
    EmptyAlias,
    /// A name or alias is too long.
    #[error("expected a name of at most {limit} bytes, found one of {n_bytes}")]
    NameTooLong {
        /// Its length.
        n_bytes: usize,
        /// What is allowed.
        limit: usize,
    },
    /// An alias that is the entry's name or an earlier alias of it.
    #[error("expected each alias once, found “{name}” again")]
    RepeatedAlias {
        /// The alias.
        name: String,
    },
    /// An entry of the same name, type and id stands further up.
    #[error("expected each name once, found “{name}” again; it first stands on line {first_line}")]
    DuplicateName {
        /// The name.
        name: String,
        /// The line of the first one, from 1.
        first_line: u32,
    },
    /// A backslash before a character that needs none.
    #[error("expected one of \\| \\; \\\\ \\# \\@ \\_ after the backslash, found {found}; write \\\\ for a backslash")]
    UnknownEscape {
        /// The character behind the backslash, quoted, or "the end of the field".
        found: String,
    },
    /// A word of the attributes is neither `key=value` nor a known flag.
    #[error("expected key=value or one of the flags {}, found “{word}”", flag_words())]
    UnknownFlag {
        /// The word.
        word: String,
    },
    /// Two flags that cannot be said together.
    #[error("expected either {first} or {second}, found both")]
    ContradictoryFlags {
        /// The word of one.
        first: &'static str,
        /// The word of the other.
        second: &'static str,
    },
    /// A priority that is no whole number, or too large a one.
    #[error("expected a whole number from -2147483648 to 2147483647 as priority, found “{found}”")]
    BadPriority {
        /// What stands there.
        found: String,
    },
    /// An attribute has an empty key or an empty value.
    #[error("expected key=value with something on both sides, found “{word}”")]
    EmptyAttribute {
        /// The word.
        word: String,
    },
    /// An attribute stands twice in an entry.
    #[error("expected each attribute once, found “{key}” again")]
    RepeatedAttribute {
        /// Its key.
        key: String,
    },
    /// A type that is not written in capitals.
    #[error("expected a type of capitals, digits and underscores such as ORG, found “{found}”")]
    BadType {
        /// What stands there.
        found: String,
    },
    /// An entry without a type in a list without one.
    #[error("expected a type: write @type above the first entry or type= in the entry")]
    MissingType,
    /// A header line after the first entry.
    #[error(
        "expected header lines above the first entry, found @{key} below it; write \\@ for a name that begins with @"
    )]
    LateHeader {
        /// Its key.
        key: String,
    },
    /// A header that does not exist.
    #[error("expected @name, @type, @origin, @licence or @flags, found “@{key}”")]
    UnknownHeader {
        /// Its key.
        key: String,
    },
    /// A header that says nothing.
    #[error("expected a value after @{key}, found nothing")]
    EmptyHeader {
        /// Its key.
        key: String,
    },
    /// A record without a name.
    #[error("expected a name, found nothing")]
    MissingName,
    /// An entry with the id of an earlier one.
    #[error(
        "expected each id once, found “{id}” again; it first stands on line {first_line}; \
         write further names of one thing as its aliases"
    )]
    DuplicateId {
        /// The id.
        id: String,
        /// The line of the first one, from 1.
        first_line: u32,
    },
    /// An id with white space in it.
    #[error("expected an id without white space, found “{id}”")]
    SpaceInId {
        /// The id.
        id: String,
    },
    /// A word of the column or key `flags` that is no flag.
    #[error("expected flags out of {}, found “{word}”", flag_words())]
    NoSuchFlag {
        /// The word.
        word: String,
    },
    /// The first line of a table names no column of names.
    #[error("expected a column called “name” in the first line, found {found}")]
    NoNameColumn {
        /// The columns there are.
        found: String,
    },
    /// Two columns of a table, or two keys of an object, say the same.
    #[error("expected “{key}” once, found “{found}” as well")]
    RepeatedKey {
        /// What it says, such as "name".
        key: &'static str,
        /// What the second one is called.
        found: String,
    },
    /// A row of a table has more cells than there are columns.
    #[error(
        "expected {n_columns} cells as in the first line, found {n_cells}; \
         put a cell with a comma in it between quotation marks"
    )]
    TooManyCells {
        /// How many columns there are.
        n_columns: usize,
        /// How many cells the row has.
        n_cells: usize,
    },
    /// A quotation mark at the start of a cell whose partner does not come, or comes on a later line inside a name.
    #[error(
        "expected the quotation mark that opens here to be closed on its line; double one that is part of the text"
    )]
    UnclosedQuote,
    /// A line of JSON Lines that is no JSON object.
    #[error("expected a JSON object on one line: {message}")]
    NotJson {
        /// What is wrong with it.
        message: String,
    },
    /// A value of another JSON type than its key needs.
    #[error("expected {expected} as “{key}”, found {found}")]
    WrongValue {
        /// The key.
        key: String,
        /// What it needs.
        expected: &'static str,
        /// What stands there, shortened.
        found: String,
    },
    /// A token pattern of spaCy that is more than a phrase.
    #[error("expected a pattern of plain words (TEXT, ORTH or LOWER), found {found}: no phrase that can be listed")]
    TokenPattern {
        /// What makes it more.
        found: String,
    },
    /// The file is none of the formats of lists.
    #[error("expected a name list (text, CSV, TSV or JSON Lines), found {found}")]
    NotAList {
        /// What it looks like.
        found: &'static str,
    },
    /// A record of a publisher's dump without something it must have.
    #[error("expected a record of {publisher}, found none: {message}")]
    NotADump {
        /// Whose dump was to be read.
        publisher: &'static str,
        /// What is missing.
        message: String,
    },
    /// A record too long to be one.
    #[error("expected a record of at most {limit} bytes, found a longer one")]
    RecordTooLong {
        /// What is allowed.
        limit: usize,
    },
    /// A header that stands twice.
    #[error("expected each header once, found @{key} again")]
    RepeatedHeader {
        /// Its key.
        key: String,
    },
}

fn flag_words() -> String {
    EntryFlags::WORDS.map(|(word, _)| word).join(", ")
}

/// A fault in a list: which file, which line and column, what was expected, and the line itself.
///
/// Its [`Display`](fmt::Display) is made for people:
///
/// ```text
/// bodies.list:3:12: expected key=value or one of the flags exact, fold, ambiguous, weak, found “exakt”
///   3 | NICE | | exakt
///     |          ^
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    file: String,
    line: u32,
    column: u32,
    /// Boxed: results carry problems through every line of a file.
    kind: Box<ProblemKind>,
    excerpt: String,
    excerpt_column: u32,
}

/// How many characters of a long line an error shows.
const EXCERPT_CHARS: usize = 120;
/// How many of them stand before the place.
const EXCERPT_BEFORE: usize = 60;

impl Problem {
    /// A fault of `line_text` at the byte `offset` of it.
    #[cold]
    pub(crate) fn new(file: &str, line: u32, line_text: &str, offset: usize, kind: ProblemKind) -> Self {
        let column = line_text.char_indices().take_while(|&(position, _)| position < offset).count();
        let n_chars = line_text.chars().count();
        let skipped = if n_chars <= EXCERPT_CHARS {
            0
        } else {
            column.saturating_sub(EXCERPT_BEFORE).min(n_chars - EXCERPT_CHARS)
        };
        let mut excerpt = String::new();
        if skipped > 0 {
            excerpt.push('…');
        }
        // Tabs and control characters would move the mark below the line.
        let shown = line_text.chars().skip(skipped).take(EXCERPT_CHARS);
        excerpt.extend(shown.map(|character| if character.is_control() { ' ' } else { character }));
        if skipped + EXCERPT_CHARS < n_chars {
            excerpt.push('…');
        }
        Self {
            file: file.to_owned(),
            line,
            column: column as u32 + 1,
            kind: Box::new(kind),
            excerpt,
            excerpt_column: (column - skipped + usize::from(skipped > 0)) as u32,
        }
    }

    /// The same problem, so many columns further right: for an excerpt that is cut from the middle of its line.
    pub(crate) fn shifted(mut self, n_columns: usize) -> Self {
        self.column = self.column.saturating_add(u32::try_from(n_columns).unwrap_or(u32::MAX));
        self
    }

    /// The file, as the caller named it.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, from 1.
    pub const fn line(&self) -> u32 {
        self.line
    }

    /// The column in characters, from 1.
    pub const fn column(&self) -> u32 {
        self.column
    }

    /// What is wrong.
    pub fn kind(&self) -> &ProblemKind {
        &self.kind
    }

    /// The line, shortened around the place when it is long; control characters shown as spaces.
    pub fn excerpt(&self) -> &str {
        &self.excerpt
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.line.to_string();
        writeln!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.kind)?;
        writeln!(f, "  {number} | {}", self.excerpt)?;
        let (margin, indent) = (number.len(), self.excerpt_column as usize);
        write!(f, "  {:margin$} | {:indent$}^", "", "")
    }
}

impl std::error::Error for Problem {}

/// What can go wrong while a gazetteer is built. More kinds may come.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A list could not be read.
    #[error(transparent)]
    List(#[from] Problem),
    /// One name is listed in too many different spellings.
    #[error(
        "“{name}” of the list {list} is one of more than {limit} names that differ only in capitals: \
         keep one of them and flag it fold"
    )]
    TooManySpellings {
        /// The name that was one too many.
        name: String,
        /// Its list.
        list: String,
        /// How many are allowed.
        limit: usize,
    },
    /// More than four billion bytes of names, two billion names, 65,535 lists or as many types.
    #[error("the lists are too large for one gazetteer: more than {what}")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
    },
}

/// Why a compiled gazetteer cannot be opened. More kinds may come.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// The file cannot be read.
    #[error("cannot read the file")]
    Io(#[from] std::io::Error),
    /// The file does not begin as compiled gazetteers do.
    #[error("this is no compiled gazetteer; build one from lists with `gleaner gazetteer build`")]
    NotAGazetteer,
    /// The file is of another version of the format.
    #[error(
        "this gazetteer was compiled for version {found} of the format, not {expected}: build it again from its lists"
    )]
    OtherVersion {
        /// The version it says.
        found: u32,
        /// The version that can be opened.
        expected: u32,
    },
    /// The file was compiled by a gleaner that cuts or folds names in another way, so that its names would not be found.
    #[error("this gazetteer was compiled by a gleaner that reads names in another way: build it again from its lists")]
    OtherKeys,
    /// The file ends too early.
    #[error("this gazetteer is cut short: it ends after {found} of {expected} bytes")]
    CutShort {
        /// How long it ought to be.
        expected: u64,
        /// How long it is.
        found: u64,
    },
    /// The bytes are not those that were written.
    #[error("this gazetteer is damaged: its checksum is not that of its content")]
    Checksum,
    /// Its parts contradict each other.
    #[error("this gazetteer is damaged: {what} is not what it can be")]
    Damaged {
        /// Which part.
        what: &'static str,
    },
}
