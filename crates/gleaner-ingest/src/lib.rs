//! From paths to texts: finds documents in files, folders, standard input and JSON Lines, and decodes them.
//!
//! Work is split in two, so that many threads can share it:
//!
//! | type | role |
//! |---|---|
//! | [`Inputs`] | finds: a cheap iterator over paths and lines, in a fixed order, one thread at a time |
//! | [`Input`] | found, not read: a name, a size, and how to get at it |
//! | [`Reader`] | reads and decodes one [`Input`] into an [`InputDocument`]; one per thread, its buffers are reused |
//! | [`InputError`] | what went wrong with one input, where, and what to do; the others are not touched by it |
//!
//! ```
//! use gleaner_ingest::{Format, Inputs, Options, Reader};
//!
//! let options = Options { format: Format::JsonLines, ..Options::default() };
//! let lines = "{\"id\": \"a\", \"text\": \"Acme paid £5m.\", \"date\": \"2016-09-12\"}\nnot json\n";
//! let mut reader = Reader::new(&options);
//! let mut report = Vec::new();
//! for input in Inputs::from_reader("lines.jsonl", lines.as_bytes(), &options) {
//!     reader.read(&input?, &mut |document| match document {
//!         Ok(document) => report.push(document.text.into_owned()),
//!         Err(error) => report.push(error.to_string()),
//!     });
//! }
//! assert_eq!(report[0], "Acme paid £5m.");
//! assert_eq!(report[1], "lines.jsonl:2: not JSON at column 2: expected ident");
//! # Ok::<(), gleaner_ingest::InputError>(())
//! ```
//!
//! # Kinds of files
//!
//! With [`Format::Auto`] a file is what its content shows it to be; the name decides only between kinds of text.
//!
//! | kind | told by | feature | what is read |
//! |---|---|---|---|
//! | plain text | anything else | | the text |
//! | Markdown | `.md`, `.markdown` | | without its marks; front matter |
//! | JSON Lines | `.jsonl`, `.ndjson` | | a document a line |
//! | CSV, TSV | `.csv`, `.tsv`, `.tab` with the text column | | a document a row |
//! | Parquet | `PAR1` | `parquet` | a document a row |
//! | rich text | `{\\rtf` | | text, tables, `\\info` |
//! | HTML | `<!doctype html`, `<html`; `.html`, `.htm`, `.xhtml` | `html` | main text, title, author, date |
//! | e-mail | header fields; `.eml` | `email` | subject, people, body; attachments as documents |
//! | mailbox | `From ` lines | `email` | a message a document |
//! | PDF | `%PDF-` | `pdf` | text, title, author, date |
//! | DOCX, PPTX, XLSX, ODT, ODP, ODS, EPUB | ZIP with their members | `office` | text, tables, notes; metadata |
//! | ZIP, tar | `PK`, `ustar` | `archive` | each member |
//! | gzip | `1F 8B` | `gzip` | what is in it, by its own kind |
//! | bzip2, xz, zstd | first bytes | `bzip2`, `xz`, `zstd` | what is in it |
//!
//! What a build cannot read is refused by an error that names the feature; what nobody reads here (images, old Office) by
//! one that says what it is. Anything else can be handed to an outside [`Converter`].
//!
//! What it does not do: it prints nothing, and knows neither records nor mentions.

// Some of what readers share has no user in a build that lacks them.
#![cfg_attr(not(feature = "default"), allow(dead_code, unused_imports))]

mod blocks;
mod contents;
mod converter;
mod date;
mod decode;
mod encoding;
mod error;
mod file_id;
mod file_list;
mod filter;
mod format;
mod ignore_rules;
mod inputs;
mod json_line;
mod kind;
mod limits;
mod lines;
#[cfg(feature = "parquet")]
mod parquet_rows;
mod pdf_process;
mod reader;
mod rows;
mod walk;

use std::time::SystemTime;

pub use converter::Converter;
pub use date::{Written, parse_written};
pub use decode::{DecodeError, decode};
pub use encoding::TextEncoding;
pub use error::{InputError, InputErrorKind};
pub use file_id::FileId;
pub use file_list::FileList;
pub use filter::{GlobError, PathFilter};
pub use ignore_rules::IgnoreRules;
pub use inputs::{Input, Inputs, Root};
pub use limits::Limits;
pub use pdf_process::PdfProcess;
pub use reader::{InputDocument, Reader, Visit};

/// What to look for and how to read it.
#[derive(Clone, Debug)]
pub struct Options {
    /// How files and standard input are read. Default: [`Format::Auto`].
    pub format: Format,
    /// The fields of JSON Lines, and the columns of tables.
    pub fields: Fields,
    /// Which files count. Default: all.
    pub filter: PathFilter,
    /// The most bytes a document (a file, or a line of JSON Lines) may have. Default: 1 GiB; beyond 4 GiB nothing helps,
    /// since offsets are 32 bit.
    pub max_bytes: u64,
    /// How far files are unpacked.
    pub limits: Limits,
    /// Whether navigation, footers and hidden parts of web pages are read as well. Default: false.
    pub boilerplate: bool,
    /// The encoding of every text; what is not in it is an error. Default: found for each file.
    pub encoding: Option<TextEncoding>,
    /// Files that an outside program turns to text. Default: none.
    pub converter: Option<Converter>,
    /// A process of its own for each PDF, so that its reader can do no harm. Default: none, then it runs in a thread.
    pub pdf_process: Option<PdfProcess>,
    /// Whether files and folders whose name starts with a dot are read when a folder is walked. Default: false.
    pub hidden: bool,
    /// Whether symbolic links found in a folder are followed; loops are then reported. Links that are given as a path
    /// themselves are always followed. Default: false.
    pub follow_links: bool,
    /// Whether the `.gitignore` files of the folders that are walked (not those above them) leave files out. Default: false.
    pub gitignore: bool,
    /// Patterns of files and folders to leave out of walks, before those of `.gitignore` files. Default: none.
    pub exclude_rules: Option<IgnoreRules>,
    /// Files that were changed at that time or before are passed over. Default: none.
    pub newer_than: Option<SystemTime>,
    /// Files that are passed over wherever they turn up: those that the run itself writes. Default: none.
    pub passed_over: Vec<FileId>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: Format::Auto,
            fields: Fields::default(),
            filter: PathFilter::default(),
            max_bytes: 1 << 30,
            limits: Limits::default(),
            boilerplate: false,
            encoding: None,
            converter: None,
            pdf_process: None,
            hidden: false,
            follow_links: false,
            gitignore: false,
            exclude_rules: None,
            newer_than: None,
            passed_over: Vec::new(),
        }
    }
}

/// How bytes become documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// By the kind of each file, see [the table](crate#kinds-of-files).
    Auto,
    /// A file is a document of plain text, whatever it looks like.
    Text,
    /// A line is a document: a JSON object with [`Fields`].
    JsonLines,
    /// A row is a document: values parted by commas, a head that names the columns.
    Csv,
    /// A row is a document: values parted by tabs, a head that names the columns.
    Tsv,
    /// A row of an Apache Parquet table is a document.
    Parquet,
}

/// The names of the fields of a JSON Lines object and of the columns of a table. Other fields are skipped; of a repeated
/// field of an object the last counts, of a repeated column the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    /// Of the document's name: a string or number; where it is missing, null or empty, `FILE:LINE` is the name. Default: `id`.
    pub id: String,
    /// Of the text: a string; a line without it is an error. Default: `text`.
    pub text: String,
    /// Of the document's date: a string that [`parse_written`] reads; missing, null and empty mean no date. Default: `date`.
    pub date: String,
}

impl Default for Fields {
    fn default() -> Self {
        Self { id: "id".to_owned(), text: "text".to_owned(), date: "date".to_owned() }
    }
}
