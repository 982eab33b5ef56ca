//! What can go wrong on the way from records to another format.

use std::io;

use thiserror::Error;

/// A line of records that cannot be read: printed as `line 7: field "start": …`.
#[derive(Debug, Error)]
#[error("line {line}: {kind}")]
pub struct ReadError {
    line: u64,
    #[source]
    kind: ReadErrorKind,
}

impl ReadError {
    pub(crate) fn new(line: u64, kind: ReadErrorKind) -> Self {
        Self { line, kind }
    }

    /// The line, from 1 on.
    pub const fn line(&self) -> u64 {
        self.line
    }

    /// What is wrong there.
    pub const fn kind(&self) -> &ReadErrorKind {
        &self.kind
    }
}

/// What is wrong with a line of records.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReadErrorKind {
    /// The system refused to read on.
    #[error("cannot be read: {0}")]
    Io(#[source] io::Error),
    /// The bytes are no UTF-8.
    #[error("not UTF-8 at byte {at}")]
    NotUtf8 {
        /// Bytes of the line before the fault.
        at: usize,
    },
    /// No JSON, or cut off.
    #[error("not JSON at column {column}: {reason}")]
    NotJson {
        /// Bytes from the start of the line; the first is 1.
        column: usize,
        /// What the JSON parser says.
        reason: String,
    },
    /// A field is missing, of the wrong type, or has a value that cannot be.
    #[error("field \"{field}\": {reason}")]
    Field {
        /// The field, `value.start` for one inside another.
        field: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// A document that cannot be written, or a target that cannot be written to.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The system refused to write.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A line of the records cannot be read.
    #[error(transparent)]
    Records(#[from] ReadError),
    /// The format needs the text of documents, and this one has none.
    #[error("{doc}: {format} needs the text of the document, which is not at hand")]
    NoText {
        /// Name of the document.
        doc: String,
        /// The format.
        format: &'static str,
    },
    /// The text is not the one that the records were made from.
    #[error("{doc}: the text is not the one that the records were made from: {reason}")]
    OtherText {
        /// Name of the document.
        doc: String,
        /// Both digests.
        reason: String,
    },
    /// The words of an entity do not stand where it says.
    #[error(
        "{doc}: entity {id} is \"{said}\", but {unit} {start} to {end} of the text are \"{found}\": another text, or offsets in another unit"
    )]
    Misplaced {
        /// Name of the document.
        doc: String,
        /// Id of the entity.
        id: String,
        /// The words of the record, cut to 40 characters.
        said: String,
        /// The words of the text, cut to 40 characters; empty when there is no such place.
        found: String,
        /// What was counted.
        unit: &'static str,
        /// First unit.
        start: u32,
        /// One past the last.
        end: u32,
    },
    /// Offsets are not in code points and cannot be converted without the text.
    #[error(
        "{doc}: offsets count {unit}, {format} wants code points, and the text that would tell them is not at hand"
    )]
    WrongUnit {
        /// Name of the document.
        doc: String,
        /// What they count.
        unit: &'static str,
        /// The format.
        format: &'static str,
    },
    /// Two entities or relations of a document have the same id.
    #[error("{doc}: the id {id} is there twice")]
    IdTwice {
        /// Name of the document.
        doc: String,
        /// The id.
        id: String,
    },
    /// The format does not go where it was sent.
    #[error("{format} is written to {goes}")]
    WrongTarget {
        /// The format.
        format: &'static str,
        /// "a file", "a folder".
        goes: &'static str,
    },
    /// This build does not have the format.
    #[error("this gleaner was built without writing {format}: build it with `--features {feature}`")]
    NotBuilt {
        /// The format.
        format: &'static str,
        /// The cargo feature that brings it.
        feature: &'static str,
    },
    /// The library underneath failed.
    #[error("{format}: {reason}")]
    Library {
        /// The format.
        format: &'static str,
        /// What it says.
        reason: String,
    },
}
