//! What is written, and where to.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Args, Debug)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputFlags {
    /// Write to this file or folder, which appears only when it is whole; `-` is standard output. NAME.gz and NAME.zst are
    /// packed
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) format: FormatFlags,

    /// The unit of start and end: code points (Python), bytes of UTF-8, or UTF-16 units (JavaScript)
    #[arg(long, value_name = "UNIT", default_value = "chars")]
    pub(crate) offsets: OffsetUnit,

    /// Print a record for each document as well
    #[arg(long)]
    pub(crate) documents: bool,

    /// Print a record for each document, and in it the text that offsets refer to
    #[arg(long)]
    pub(crate) document_text: bool,

    /// Keep the text of each document, which offsets refer to, in this folder: DOCUMENT.txt
    #[arg(long, value_name = "FOLDER")]
    pub(crate) save_text: Option<PathBuf>,
}

/// In what format.
#[derive(Args, Debug)]
pub(crate) struct FormatFlags {
    /// The format [default: by the name of the output, else jsonl]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: Option<OutputFormat>,

    /// CSV and Parquet: only these records, to one file [default: all, to a folder; entities, to a file]
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<RecordKind>,

    /// CSV for spreadsheets: a byte order mark, and an apostrophe before words that would be run as a formula
    #[arg(long)]
    pub(crate) spreadsheet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// JSON Lines, as docs/records.md has them
    Jsonl,
    /// Comma-separated values, a file for each kind of record
    Csv,
    /// Apache Parquet, a file for each kind of record
    Parquet,
    /// A SQLite database
    Sqlite,
    /// brat standoff: a folder with .txt and .ann for each document
    Brat,
    /// CoNLL-2003 columns with IOB2 tags
    Conll,
    /// JSON Lines of spaCy and Prodigy
    Spacy,
    /// W3C Web Annotations as JSON-LD
    W3c,
    /// GraphML of clusters and relations
    Graphml,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RecordKind {
    Documents,
    Entities,
    Relations,
    Errors,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum OffsetUnit {
    Chars,
    Bytes,
    Utf16,
}
