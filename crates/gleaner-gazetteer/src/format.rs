//! The formats that lists come in, and which of them a file is in.

use std::borrow::Cow;

use crate::delimited::read_delimited;
use crate::error::{Problem, ProblemKind};
use crate::json_lines::read_json_lines;
use crate::list::List;
use crate::reader::{Problems, list_name, read_plain};

/// How a list is written down.
///
/// | format | extensions | what it is |
/// |---|---|---|
/// | `Plain` | `list`, `txt`, any other | [the plain list format](crate#the-list-format) |
/// | `Delimited` | `csv`, `tsv`, `tab` | a table: columns named in the first line, a row an entry |
/// | `JsonLines` | `jsonl`, `ndjson`, `json` | an object a line; or a pattern of spaCy's EntityRuler a line |
///
/// # Columns and keys
///
/// Tables and objects have the same ones, in any capitals and order; `_`, `-` and spaces are one.
///
/// | key | also called | what it holds |
/// |---|---|---|
/// | `name` | `entity`, `term`, `phrase`, `company_name`, `organisation_name`, `organization_name` | the name; needed |
/// | `aliases` | `alias`, `aka`, `also_known_as`, `synonyms`, `alternative_names`, `alternate_names`, `other_names`, `short_name`, `acronym` and their plurals | other names between `;` or `\|`; in JSON an array too |
/// | `type` | `label`, `entity_type`, `ent_type` | such as ORG, in any capitals; "organisation", "person", "per", "location", "place" and "GPE" are ORG, PERSON and LOC |
/// | `id` | `ref`, `uri`, `identifier`, `entity_id`, `ent_id`, `kb_id` | what records print as `ref`; no white space in it, each once |
/// | `canonical` | `canonical_name`, `preferred_name`, `preferred_label` | what records print as the fullest name |
/// | `flags` | `flag`, `policy`, `policies` | words of [`EntryFlags`](crate::EntryFlags) between white space, commas, `;` or `\|`; in JSON an array too |
/// | `priority` | | a whole number |
/// | `context` | `context_words` | context words between commas, `;` or `\|`; in JSON an array too |
///
/// Any other column or key is kept as an attribute, in small letters with `_` for whatever is no letter or digit. Empty
/// cells, `null` and repeated aliases say nothing. Cells are parted by the one of comma, semicolon and tab that the first
/// line has most of; quotation marks are as in RFC 4180. A row may have fewer cells than there are columns.
///
/// # spaCy
///
/// A line `{"label": …, "pattern": …, "id": …}` as `EntityRuler.to_disk` writes it. A phrase asks for its own capitals
/// (flag `exact`), as the matcher of spaCy does. A pattern of tokens is read when it is a phrase in other clothes: each
/// token one of `ORTH`, `TEXT` (then `exact`) or `LOWER` (then `fold`) with a plain string. Others are problems that say
/// what they ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// The plain list format.
    Plain,
    /// A table with a header line: CSV, TSV.
    Delimited,
    /// An object a line, or a spaCy pattern a line.
    JsonLines,
}

impl Format {
    /// The format of a file, by its extension, else by how it begins: an object is JSON Lines, a line with a column of
    /// names and a comma, semicolon or tab is a table, anything else plain.
    ///
    /// ```
    /// use gleaner_gazetteer::Format;
    /// assert_eq!(Format::of("suppliers.TSV", b""), Format::Delimited);
    /// assert_eq!(Format::of("-", b"Name,Id\nAcme Ltd,7\n"), Format::Delimited);
    /// assert_eq!(Format::of("names.txt", b"{\"name\": \"Acme Ltd\"}\n"), Format::JsonLines);
    /// assert_eq!(Format::of("names.txt", b"@type ORG\nAcme Ltd\n"), Format::Plain);
    /// ```
    pub fn of(file: &str, bytes: &[u8]) -> Self {
        let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
        match extension.as_str() {
            "list" => return Self::Plain,
            "csv" | "tsv" | "tab" => return Self::Delimited,
            "jsonl" | "ndjson" | "json" => return Self::JsonLines,
            _ => {}
        }
        let start = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
        if start.first() == Some(&b'{') {
            return Self::JsonLines;
        }
        let line = start.split(|&byte| byte == b'\n').next().unwrap_or(start);
        if crate::delimited::is_header(line) { Self::Delimited } else { Self::Plain }
    }
}

/// What a file of names does not say about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The format; `None` finds it out by [`Format::of`].
    pub format: Option<Format>,
    /// The type of entries that say none, in a list that says none. `None` makes them problems.
    pub default_type: Option<String>,
}

impl<'t> List<'t> {
    /// Reads a list in any [`Format`] and stops at its first fault.
    ///
    /// `file` is what errors call the file, and what tells the format; the list is called by its last part without the
    /// extension, unless it says its name. An empty file is an empty list. Linear in the length of the file.
    ///
    /// ```
    /// use gleaner_gazetteer::{List, ReadOptions};
    /// let text = "\
    /// Name,Also known as,Type,Id,Sector
    /// Rapid Life Sciences Ltd,Rapid Life; RLS,ORG,https://example.org/7,health
    /// \"Smith, Jones & Co\",,ORG,https://example.org/8,
    /// ";
    /// let list = List::read("portfolio.csv", text.as_bytes(), &ReadOptions::default())?;
    /// let rapid = list.get(0).unwrap();
    /// assert_eq!(rapid.names().collect::<Vec<_>>(), ["Rapid Life Sciences Ltd", "Rapid Life", "RLS"]);
    /// assert_eq!((rapid.attribute("id"), rapid.attribute("sector")), (Some("https://example.org/7"), Some("health")));
    /// assert_eq!(list.get(1).unwrap().name(), "Smith, Jones & Co");
    /// # Ok::<(), gleaner_gazetteer::Problem>(())
    /// ```
    ///
    /// # Errors
    /// The first [`Problem`] with its place.
    pub fn read(file: &str, bytes: &'t [u8], options: &ReadOptions) -> Result<Self, Problem> {
        read(file, bytes, options, &mut Err)
    }

    /// As [`List::read`], but skips the entries with faults and says what was wrong with them.
    ///
    /// A file that is no list at all gives an empty list and one problem.
    pub fn read_lenient(file: &str, bytes: &'t [u8], options: &ReadOptions) -> (Self, Problems) {
        let mut problems = Problems::default();
        let list = Self::read_reporting(file, bytes, options, |problem| problems.push(problem));
        (list, problems)
    }

    /// As [`List::read_lenient`], and gives every problem to `report` when it is met, however many there are.
    pub fn read_reporting(file: &str, bytes: &'t [u8], options: &ReadOptions, mut report: impl FnMut(Problem)) -> Self {
        let outcome: Result<Self, std::convert::Infallible> = read(file, bytes, options, &mut |problem| {
            report(problem);
            Ok(())
        });
        let Ok(list) = outcome;
        list
    }
}

fn read<'t, E>(
    file: &str,
    bytes: &'t [u8],
    options: &ReadOptions,
    report: &mut impl FnMut(Problem) -> Result<(), E>,
) -> Result<List<'t>, E> {
    let mut empty = List { name: Cow::Owned(list_name(file).to_owned()), ..List::default() };
    if let Some(kind) = not_text(bytes) {
        report(Problem::new(file, 1, "", 0, kind))?;
        return Ok(empty);
    }
    let default_type = options.default_type.as_deref();
    let format = options.format.unwrap_or_else(|| Format::of(file, bytes));
    if format == Format::Plain {
        return read_plain(file, bytes, default_type, report);
    }
    if let Some(default_type) = default_type {
        empty.default_type = empty.intern_type(Cow::Owned(default_type.to_owned()));
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    match format {
        Format::Plain | Format::Delimited => read_delimited(file, bytes, empty, report),
        Format::JsonLines => read_json_lines(file, bytes, empty, report),
    }
}

/// What a file is that is no UTF-8 text, by how it begins.
fn not_text(bytes: &[u8]) -> Option<ProblemKind> {
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    let found = if begins(b"PK\x03\x04") {
        "a ZIP archive or a workbook; unpack it, or save the sheet as CSV"
    } else if begins(&[0x1f, 0x8b]) {
        "a gzip file; unpack it"
    } else if begins(b"%PDF-") {
        "a PDF"
    } else if begins(&[0xd0, 0xcf, 0x11, 0xe0]) {
        "an old Office file; save the sheet as CSV"
    } else if begins(&[0xff, 0xfe]) || begins(&[0xfe, 0xff]) || is_utf_16_without_mark(bytes) {
        return Some(ProblemKind::Utf16);
    } else {
        return None;
    };
    Some(ProblemKind::NotAList { found })
}

/// Whether every other byte at the start is zero: UTF-16 of English text.
fn is_utf_16_without_mark(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(16) & !1];
    let zeros = |parity: usize| start.iter().skip(parity).step_by(2).all(|&byte| byte == 0);
    start.len() >= 4 && zeros(0) != zeros(1)
}
