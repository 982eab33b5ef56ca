//! gleaner's records in the formats of other programs.
//!
//! | format | goes to | what of the records |
//! |---|---|---|
//! | [`Format::Csv`] | a folder, or one [`Kind`] to a file | everything, a table a kind |
//! | [`Format::Parquet`] | the same | everything, typed; feature `parquet` |
//! | [`Format::Sqlite`] | a file | everything, with indexes; feature `sqlite` |
//! | [`Format::Brat`] | a folder | entities, values, relations, clusters; needs the text |
//! | [`Format::Conll`] | a file | entities as IOB2 tags; needs the text |
//! | [`Format::Spacy`] | a file | entities and relations, a document a line; needs the text |
//! | [`Format::W3c`] | a file | entities and relations as Web Annotations |
//! | [`Format::Graphml`] | a file | clusters and relations |
//!
//! [`Records`] reads JSON Lines a document at a time; a [`Sink`] writes a document at a time. Neither keeps documents, so
//! that memory is bounded by the longest document (and, for Parquet, a row group).
//!
//! ```
//! use gleaner_export::{Format, Item, Kind, Options, Records, Target, Unit, open};
//! let lines = r#"{"kind":"entity","doc":"a.txt","id":"e1","type":"ORG","text":"Acme","start":0,"end":4}"#;
//! let folder = tempfile::tempdir()?;
//! let mut sink = open(Format::Csv, Options::default(), Target::Folder(folder.path()))?;
//! for item in Records::new(lines.as_bytes(), Unit::Chars) {
//!     match item? {
//!         Item::Document(document) => sink.document(&document)?,
//!         Item::Failure(failure) => sink.failure(&failure)?,
//!     }
//! }
//! sink.finish()?;
//! let rows = std::fs::read_to_string(folder.path().join("entities.csv"))?;
//! assert!(rows.ends_with("\na.txt,e1,ORG,Acme,0,4,,,,,,,,,,,,,,,,,\n"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What it does not do: it neither extracts nor reads documents, and puts nothing in place of what was there (a target is
//! written as it comes; whoever calls decides when it takes its name).

mod brat;
mod conll;
mod error;
mod feed;
mod file_name;
mod graphml;
mod iri;
#[cfg(feature = "parquet")]
mod parquet;
mod place;
mod reader;
mod record;
mod separated;
mod spacy;
#[cfg(feature = "sqlite")]
mod sqlite;
mod table;
mod w3c;

use std::io::Write;
use std::path::Path;

pub use error::{ExportError, ReadError, ReadErrorKind};
pub use feed::Feed;
pub use file_name::file_of;
pub use reader::{Item, Records};
pub use record::{Amount, Day, Document, DocumentInfo, Entity, Failure, Qualifiers, Reading, Relation, Unit, Value};
pub use table::{CellType, Column, Kind};

/// A format to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values, RFC 4180 with `\n` line ends.
    Csv,
    /// Apache Parquet.
    Parquet,
    /// A SQLite database.
    Sqlite,
    /// brat standoff.
    Brat,
    /// CoNLL-2003 columns with IOB2 tags.
    Conll,
    /// JSON Lines of spaCy and Prodigy.
    Spacy,
    /// W3C Web Annotation, JSON-LD.
    W3c,
    /// GraphML.
    Graphml,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 8] =
        [Self::Csv, Self::Parquet, Self::Sqlite, Self::Brat, Self::Conll, Self::Spacy, Self::W3c, Self::Graphml];

    /// The name in messages and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Sqlite => "sqlite",
            Self::Brat => "brat",
            Self::Conll => "conll",
            Self::Spacy => "spacy",
            Self::W3c => "w3c",
            Self::Graphml => "graphml",
        }
    }

    /// The format that the name of a file asks for by its extension; `None` for any other.
    pub fn by_name(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "csv" => Self::Csv,
            "parquet" => Self::Parquet,
            "sqlite" | "sqlite3" | "db" => Self::Sqlite,
            "conll" | "iob2" => Self::Conll,
            "jsonld" => Self::W3c,
            "graphml" => Self::Graphml,
            _ => return None,
        })
    }

    /// What the format is written to. `kind` is that of [`Options`].
    pub const fn goes_to(self, kind: Option<Kind>) -> GoesTo {
        match (self, kind) {
            (Self::Csv | Self::Parquet, None) | (Self::Brat, _) => GoesTo::Folder,
            (Self::Sqlite, _) => GoesTo::File,
            _ => GoesTo::Writer,
        }
    }

    /// Whether documents must have their text.
    pub const fn needs_text(self) -> bool {
        matches!(self, Self::Brat | Self::Conll | Self::Spacy)
    }

    /// Whether the text of documents makes the output better: [`Format::needs_text`], and the words around an annotation.
    pub const fn wants_text(self) -> bool {
        self.needs_text() || matches!(self, Self::W3c)
    }

    /// Whether it has a place for document records.
    pub const fn has_documents(self) -> bool {
        matches!(self, Self::Csv | Self::Parquet | Self::Sqlite)
    }

    /// Whether this build writes it.
    pub const fn is_built(self) -> bool {
        let needs_parquet = matches!(self, Self::Parquet);
        let needs_sqlite = matches!(self, Self::Sqlite);
        (cfg!(feature = "parquet") || !needs_parquet) && (cfg!(feature = "sqlite") || !needs_sqlite)
    }
}

/// What a format is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoesTo {
    /// Anything that takes bytes one after the other.
    Writer,
    /// A file of its own, written in any order.
    File,
    /// A folder of files.
    Folder,
}

/// Where to write.
pub enum Target<'a> {
    /// Bytes one after the other.
    Writer(Box<dyn Write + Send>),
    /// A file that is not there yet, or is empty.
    File(&'a Path),
    /// A folder that is there and empty.
    Folder(&'a Path),
}

/// How to write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// CSV and Parquet: this kind alone, to one file. Default: all, to a folder.
    pub kind: Option<Kind>,
    /// CSV: for spreadsheets. A byte order mark goes first, and an apostrophe stands before words that a spreadsheet would
    /// run as a formula. Default: false; every cell is what the record says.
    pub spreadsheet: bool,
}

/// What became of the records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents written.
    pub n_documents: usize,
    /// Entities written.
    pub n_entities: usize,
    /// Relations written.
    pub n_relations: usize,
    /// Error records written.
    pub n_errors: usize,
    /// Entities that overlap another, in a format that has one label a token.
    pub overlapping_entities: usize,
    /// Relations without an object, or with an end that is not among the entities, in a format that ties two entities; all
    /// relations in a format without any.
    pub unplaced_relations: usize,
    /// Error records, in a format without a place for them.
    pub unplaced_errors: usize,
}

/// Writes documents in one format.
pub trait Sink {
    /// Writes a document.
    ///
    /// # Errors
    /// [`ExportError`]; what was written before stays, and the sink should not be used any more.
    fn document(&mut self, document: &Document) -> Result<(), ExportError>;

    /// Writes an input that could not be read.
    ///
    /// # Errors
    /// As [`Sink::document`].
    fn failure(&mut self, failure: &Failure) -> Result<(), ExportError>;

    /// Writes what is left; without it the output is not whole.
    ///
    /// # Errors
    /// As [`Sink::document`].
    fn finish(self: Box<Self>) -> Result<Summary, ExportError>;
}

/// A sink that writes `format` to `target`.
///
/// # Errors
/// [`ExportError::NotBuilt`] for a format that this build lacks, [`ExportError::WrongTarget`] where `target` is not what
/// [`Format::goes_to`] says, and those of the system.
pub fn open(format: Format, options: Options, target: Target<'_>) -> Result<Box<dyn Sink>, ExportError> {
    match (format, target) {
        (Format::Csv, Target::Folder(folder)) if options.kind.is_none() => {
            Ok(Box::new(separated::Separated::in_folder(folder, options)?))
        }
        (Format::Csv, Target::Writer(writer)) if options.kind.is_some() => {
            Ok(Box::new(separated::Separated::of_one_kind(writer, options)?))
        }
        #[cfg(feature = "parquet")]
        (Format::Parquet, Target::Folder(folder)) if options.kind.is_none() => {
            Ok(Box::new(parquet::Columns::in_folder(folder)?))
        }
        #[cfg(feature = "parquet")]
        (Format::Parquet, Target::Writer(writer)) if options.kind.is_some() => {
            Ok(Box::new(parquet::Columns::of_one_kind(writer, options)?))
        }
        #[cfg(not(feature = "parquet"))]
        (Format::Parquet, _) => Err(ExportError::NotBuilt { format: "Parquet", feature: "parquet" }),
        #[cfg(feature = "sqlite")]
        (Format::Sqlite, Target::File(path)) => Ok(Box::new(sqlite::Database::create(path)?)),
        #[cfg(not(feature = "sqlite"))]
        (Format::Sqlite, _) => Err(ExportError::NotBuilt { format: "SQLite", feature: "sqlite" }),
        (Format::Brat, Target::Folder(folder)) => Ok(Box::new(brat::Standoff::in_folder(folder))),
        (Format::Conll, Target::Writer(writer)) => Ok(Box::new(conll::Conll::new(writer))),
        (Format::Spacy, Target::Writer(writer)) => Ok(Box::new(spacy::Spacy::new(writer))),
        (Format::W3c, Target::Writer(writer)) => Ok(Box::new(w3c::Annotations::new(writer)?)),
        (Format::Graphml, Target::Writer(writer)) => Ok(Box::new(graphml::Graph::new(writer)?)),
        (format, _) => Err(ExportError::WrongTarget {
            format: format.as_str(),
            goes: match format.goes_to(options.kind) {
                GoesTo::Folder => "a folder",
                GoesTo::File => "a file of its own",
                GoesTo::Writer => "a stream",
            },
        }),
    }
}
