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
//! let options = Options { format: Format::json_lines(), ..Options::default() };
//! let lines = "{\"id\": \"a\", \"text\": \"Acme paid £5m.\", \"date\": \"2016-09-12\"}\nnot json\n";
//! let mut reader = Reader::new(&options);
//! let mut report = Vec::new();
//! for input in Inputs::from_reader("lines.jsonl", lines.as_bytes(), &options) {
//!     match input.and_then(|input| reader.read(&input).map(|document| document.text.into_owned())) {
//!         Ok(text) => report.push(text),
//!         Err(error) => report.push(error.to_string()),
//!     }
//! }
//! assert_eq!(report[0], "Acme paid £5m.");
//! assert_eq!(report[1], "lines.jsonl:2: not JSON at column 2: expected ident");
//! ```
//!
//! What it does not do: it starts no threads, prints nothing, and knows neither records nor mentions. Formats other than
//! plain text and JSON Lines are refused by name ("a PDF") rather than read as if they were text.

mod date;
mod decode;
mod error;
mod file_id;
mod filter;
mod inputs;
mod json_line;
mod lines;
mod reader;

pub use date::{Written, parse_written};
pub use decode::{DecodeError, decode};
pub use error::{InputError, InputErrorKind};
pub use file_id::FileId;
pub use filter::{GlobError, PathFilter};
pub use inputs::{Input, Inputs, Root};
pub use reader::{InputDocument, Reader};

/// What to look for and how to read it.
#[derive(Clone, Debug)]
pub struct Options {
    /// How files and standard input are read. Default: [`Format::Text`].
    pub format: Format,
    /// Which files count. Default: all.
    pub filter: PathFilter,
    /// The most bytes a document (a file, or a line of JSON Lines) may have. Default: 1 GiB; beyond 4 GiB nothing helps,
    /// since offsets are 32 bit.
    pub max_bytes: u64,
    /// Whether files and folders whose name starts with a dot are read when a folder is walked. Default: false.
    pub hidden: bool,
    /// Whether symbolic links found in a folder are followed; loops are then reported. Links that are given as a path
    /// themselves are always followed. Default: false.
    pub follow_links: bool,
    /// A file that is passed over wherever it turns up: the one that the results are being written to. Default: none.
    pub passed_over: Option<FileId>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: Format::Text,
            filter: PathFilter::default(),
            max_bytes: 1 << 30,
            hidden: false,
            follow_links: false,
            passed_over: None,
        }
    }
}

/// How bytes become documents.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// A file is a document: UTF-8, or UTF-16 with a byte order mark.
    Text,
    /// A line is a document: a JSON object with these fields.
    JsonLines(Fields),
}

impl Format {
    /// JSON Lines with the default field names `id`, `text` and `date`.
    pub fn json_lines() -> Self {
        Self::JsonLines(Fields::default())
    }
}

/// The names of the fields of a JSON Lines object. Other fields are skipped; of a repeated field the last counts.
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
