//! What can go wrong with one input.

use std::io;

use thiserror::Error;

use crate::decode::DecodeError;

/// What went wrong with one input and where. Printed as `PLACE: WHAT`.
///
/// It never speaks of more than that one input: the iterator that gave it can be asked for the next.
#[derive(Debug, Error)]
#[error("{place}: {kind}")]
pub struct InputError {
    place: String,
    #[source]
    kind: InputErrorKind,
}

impl InputError {
    /// An error at that place: the name of a document, or `FILE:LINE`.
    #[cold]
    pub fn new(place: impl Into<String>, kind: InputErrorKind) -> Self {
        Self { place: place.into(), kind }
    }

    /// Where: the name of the document as records have it, or `FILE:LINE` for a line of JSON Lines.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What; prints without the place.
    pub const fn kind(&self) -> &InputErrorKind {
        &self.kind
    }
}

/// What went wrong with one input, and what to do about it. Columns and byte offsets are said in the texts.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum InputErrorKind {
    /// The path does not exist.
    #[error("no such file or folder")]
    NotFound,
    /// The system refused to open or read it.
    #[error("cannot be read: {0}")]
    Io(#[source] io::Error),
    /// A symbolic link leads back to a folder above it; only where links are followed.
    #[error("a symbolic link that leads back to {ancestor}; it was not followed")]
    LinkLoop {
        /// The folder it leads back to.
        ancestor: String,
    },
    /// Found in a folder: a pipe, socket or device, which might never end. Given as a path of its own it is read.
    #[error("neither a file nor a folder (a pipe, socket or device); name it on its own to read it")]
    NotRegular,
    /// More bytes than [`Options::max_bytes`](crate::Options::max_bytes).
    #[error("longer than the limit of {limit} bytes; raise the limit or split it")]
    TooLong {
        /// The limit that was set.
        limit: u64,
    },
    /// The bytes are no text that can be read.
    #[error("{0}")]
    Decode(#[source] DecodeError),
    /// A kind of file that this build cannot read, and the cargo feature that brings it.
    #[error("is {kind}; this gleaner was built without reading it: build it with `--features {feature}`")]
    NotBuilt {
        /// What it is: "a PDF".
        kind: &'static str,
        /// The feature.
        feature: &'static str,
    },
    /// The file is broken, cut off, or not what its start promises.
    #[error("{kind} that is damaged: {reason}")]
    Damaged {
        /// What it is.
        kind: &'static str,
        /// What its reader says.
        reason: String,
    },
    /// Only a password opens it.
    #[error("{kind} that is protected by a password; take the protection off first")]
    Protected {
        /// What it is.
        kind: &'static str,
    },
    /// Pages without text: pictures of a scanner.
    #[error("{kind} without any text, probably scanned; recognise its text (OCR) first")]
    NoTextLayer {
        /// What it is.
        kind: &'static str,
    },
    /// Archives in archives, deeper than [`Limits::max_depth`](crate::Limits::max_depth).
    #[error("archives are nested more than {limit} deep; raise the limit or unpack it first")]
    TooDeep {
        /// The limit that was set.
        limit: u32,
    },
    /// What is unpacked at one time is more than [`Limits::max_unpacked_bytes`](crate::Limits::max_unpacked_bytes).
    #[error("unpacks to more than {limit} bytes; raise the limit or unpack it first")]
    Unpacked {
        /// The limit that was set.
        limit: u64,
    },
    /// One input unpacks to so much more than its size that it must be meant to do harm.
    #[error(
        "unpacks to more than {limit} bytes in all, {ratio} times its size (a zip bomb?); the rest of it is not read"
    )]
    Bomb {
        /// The limit of this input.
        limit: u64,
        /// [`Limits::max_ratio`](crate::Limits::max_ratio).
        ratio: u64,
    },
    /// Reading it took longer than [`Limits::max_seconds`](crate::Limits::max_seconds).
    #[error("{kind} that was not read in {seconds} seconds; raise the limit or hand it to a converter with --pre")]
    Slow {
        /// What it is.
        kind: &'static str,
        /// The limit that was set.
        seconds: u64,
    },
    /// The outside converter could not be run, failed, or printed something other than text.
    #[error("the converter {command} {reason}")]
    Converter {
        /// Its name as given.
        command: String,
        /// What happened.
        reason: String,
    },
    /// A row of a table has no text column, or the table is broken there.
    #[error("not a usable row: {reason}")]
    Row {
        /// What is wrong.
        reason: String,
    },
    /// The line is not JSON, not an object, or a field has the wrong type.
    #[error("not {expected} at column {column}: {reason}")]
    Json {
        /// What was wanted: "JSON" or "a usable object".
        expected: &'static str,
        /// Bytes from the start of the line to the place where reading stopped; the first byte is column 1.
        column: usize,
        /// What the JSON parser says.
        reason: String,
    },
    /// The object has no text.
    #[error("no text: the object has no string \"{field}\"; its fields are {present}")]
    NoText {
        /// The field that was asked for.
        field: String,
        /// The fields that are there.
        present: String,
    },
    /// The date of the document is in none of the forms that [`parse_written`](crate::parse_written) reads.
    #[error("field \"{field}\" is no date: \"{value}\"; use YYYY-MM-DD, or choose another date field")]
    Date {
        /// The field.
        field: String,
        /// What it holds, cut to 40 characters.
        value: String,
    },
}

impl InputErrorKind {
    /// The kind in one to three words, for counting: "not found", "damaged".
    pub const fn name(&self) -> &'static str {
        match self {
            Self::NotFound => "not found",
            Self::Io(_) => "unreadable",
            Self::LinkLoop { .. } => "link loop",
            Self::NotRegular => "no file",
            Self::TooLong { .. } => "too long",
            Self::Decode(_) => "not text",
            Self::NotBuilt { .. } => "kind not built in",
            Self::Damaged { .. } => "damaged",
            Self::Protected { .. } => "protected",
            Self::NoTextLayer { .. } => "without text layer",
            Self::TooDeep { .. } | Self::Unpacked { .. } | Self::Bomb { .. } => "unpacks too far",
            Self::Slow { .. } => "too slow",
            Self::Converter { .. } => "converter failed",
            Self::Row { .. } | Self::Json { .. } | Self::NoText { .. } | Self::Date { .. } => "bad line",
        }
    }
}
