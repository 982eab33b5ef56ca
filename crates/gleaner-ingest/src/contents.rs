//! What is in a file: its kind, the reader of that kind, and the files inside it.

use std::borrow::Cow;
use std::io::Cursor;

use crate::blocks::{ExtractResult, Extracted};
use crate::decode::DecodeError;
use crate::encoding::{self, declared_in_markup, decode_any};
use crate::error::{InputError, InputErrorKind};
use crate::format::{self, compressed};
use crate::inputs::{Content, Input, cut_rows};
use crate::json_line::read_line;
use crate::kind::Kind;
use crate::limits::Budget;
use crate::lines::Lines;
use crate::reader::{InputDocument, Visit};
use crate::rows::Row;
use crate::{Format, Options};

/// Stands between the name of a file and the name of what is in it.
pub(crate) const INSIDE: char = '!';

/// One input on its way to its documents.
pub(crate) struct Contents<'o, 'v> {
    pub(crate) options: &'o Options,
    pub(crate) budget: Budget,
    visit: Visit<'v>,
}

/// A reader that only some builds have: its result, or the error that names the feature.
macro_rules! built_in {
    ($feature:tt, $kind:expr, $read:expr) => {{
        #[cfg(feature = $feature)]
        {
            $read
        }
        #[cfg(not(feature = $feature))]
        {
            Err(InputErrorKind::NotBuilt { kind: $kind.words(), feature: $feature })
        }
    }};
}

impl<'o, 'v> Contents<'o, 'v> {
    /// For an input of `n_bytes`.
    pub(crate) fn new(options: &'o Options, n_bytes: usize, visit: Visit<'v>) -> Self {
        Self { options, budget: Budget::new(options.limits, n_bytes), visit }
    }

    /// Hands over the documents of an input.
    pub(crate) fn read(&mut self, name: &str, bytes: &[u8]) {
        if self.options.format == Format::Auto { self.file(name, name, bytes, 0) } else { self.text(name, bytes) }
    }

    /// Hands over `bytes` as plain text.
    pub(crate) fn text(&mut self, name: &str, bytes: &[u8]) {
        match self.decoded(bytes, None) {
            Ok(text) => self.document(InputDocument::new(Cow::Borrowed(name), text)),
            Err(kind) => self.error(name, kind),
        }
    }

    /// A file at `depth` archives, called `name` in records and `hint` by whoever packed it.
    pub(crate) fn file(&mut self, name: &str, hint: &str, bytes: &[u8], depth: u32) {
        let kind = match Kind::of(bytes, hint) {
            Kind::Zip => zip_kind(bytes),
            kind => kind,
        };
        if matches!(kind, Kind::Zip | Kind::Tar | Kind::Gzip | Kind::Bzip2 | Kind::Xz | Kind::Zstd | Kind::Mailbox)
            && depth >= self.options.limits.max_depth
        {
            return self.error(name, InputErrorKind::TooDeep { limit: self.options.limits.max_depth });
        }
        let result = match kind {
            Kind::Text => return self.text(name, bytes),
            Kind::Csv | Kind::Tsv => return self.table(name, kind, bytes),
            Kind::Parquet => built_in!("parquet", kind, {
                self.rows(crate::parquet_rows::ParquetRows::of_bytes(name, bytes, self.options));
                Ok(())
            }),
            Kind::JsonLines => return self.lines(name, bytes),
            Kind::Gzip | Kind::Bzip2 | Kind::Xz | Kind::Zstd => self.compressed(name, hint, kind, bytes, depth),
            Kind::Zip => built_in!("archive", kind, format::archive::zip(self, name, bytes, depth)),
            Kind::Tar => built_in!("archive", kind, format::archive::tar(self, name, bytes, depth)),
            Kind::Mail => built_in!("email", kind, format::mail::message(self, name, bytes, depth)),
            Kind::Mailbox => built_in!("email", kind, format::mail::mailbox(self, name, bytes, depth)),
            Kind::Other(words) => Err(InputErrorKind::Decode(DecodeError::Kind(words))),
            Kind::Markdown
            | Kind::Html
            | Kind::Rtf
            | Kind::Pdf
            | Kind::Docx
            | Kind::Pptx
            | Kind::Xlsx
            | Kind::OpenDocument
            | Kind::Epub => self.extracted(kind, bytes).map(|extracted| self.extract(name, extracted)),
        };
        if let Err(kind) = result {
            self.error(name, kind);
        }
    }

    /// The text and metadata of a file of one document.
    fn extracted(&mut self, kind: Kind, bytes: &[u8]) -> ExtractResult {
        match kind {
            Kind::Markdown => Ok(format::markdown::read(&self.decoded(bytes, None)?)),
            Kind::Html => built_in!("html", kind, {
                let page = self.decoded(bytes, declared_in_markup(bytes))?;
                Ok(format::html::read(&page, self.options.boilerplate))
            }),
            Kind::Rtf => format::rtf::read(bytes),
            Kind::Pdf => built_in!("pdf", kind, {
                let limits = &self.options.limits;
                let by_process = self.options.pdf_process.as_ref().and_then(|process| process.read(bytes, limits));
                by_process.unwrap_or_else(|| format::pdf::read(bytes, limits))
            }),
            _ => built_in!("office", kind, format::office::read(kind, bytes, self)),
        }
    }

    fn compressed(
        &mut self,
        name: &str,
        hint: &str,
        kind: Kind,
        bytes: &[u8],
        depth: u32,
    ) -> Result<(), InputErrorKind> {
        let source = compressed::decoder(kind, bytes)?;
        let damaged = |error: std::io::Error| InputErrorKind::Damaged { kind: kind.words(), reason: error.to_string() };
        let inner = self.budget.unpack(source, damaged)?;
        self.file(name, compressed::inner_name(hint), &inner, depth + 1);
        self.budget.release(inner);
        Ok(())
    }

    /// A table inside an archive: its rows, or its text where it has no column of texts.
    fn table(&mut self, name: &str, kind: Kind, bytes: &[u8]) {
        let format = if kind == Kind::Csv { Format::Csv } else { Format::Tsv };
        let source = Box::new(Cursor::new(bytes.to_vec()));
        let rows = match cut_rows(name, source, format, self.options) {
            Ok(Some(rows)) => rows,
            Ok(None) | Err(InputErrorKind::Row { .. }) => return self.text(name, bytes),
            Err(kind) => return self.error(name, kind),
        };
        self.rows(rows);
    }

    /// The documents of rows.
    fn rows(&mut self, rows: impl Iterator<Item = Result<Input, InputError>>) {
        for row in rows {
            match row {
                Ok(input) => {
                    if let Content::Row(row) = &input.content {
                        (self.visit)(Row::document(row, &input.name));
                    }
                }
                Err(error) => (self.visit)(Err(error)),
            }
        }
    }

    /// JSON Lines inside an archive.
    fn lines(&mut self, name: &str, bytes: &[u8]) {
        for line in Lines::new(name, Box::new(Cursor::new(bytes.to_vec())), self.options.max_bytes) {
            match line {
                Ok(input) => {
                    if let Content::Line(line) = &input.content {
                        (self.visit)(read_line(line, &input.name, &self.options.fields));
                    }
                }
                Err(error) => (self.visit)(Err(error)),
            }
        }
    }

    /// Bytes as text in the encoding that was asked for, or in the one they are found to be in.
    pub(crate) fn decoded<'b>(&self, bytes: &'b [u8], declared: Option<&[u8]>) -> Result<Cow<'b, str>, InputErrorKind> {
        let text = match self.options.encoding {
            Some(encoding) => encoding::decode_as(bytes, encoding.0),
            None => decode_any(bytes, declared),
        };
        text.map_err(InputErrorKind::Decode)
    }

    /// Hands over what a reader of a format made.
    pub(crate) fn extract(&mut self, name: &str, extracted: Extracted) {
        let Extracted { text, title, author, written } = extracted;
        self.document(InputDocument {
            name: Cow::Borrowed(name),
            text: Cow::Owned(text),
            written,
            title: title.map(Cow::Owned),
            author: author.map(Cow::Owned),
        });
    }

    fn document(&mut self, document: InputDocument<'_>) {
        // Decoding can make a text longer; offsets into it have to fit 32 bit.
        if u32::try_from(document.text.len()).is_err() {
            return self.error(&document.name, InputErrorKind::TooLong { limit: u32::MAX.into() });
        }
        (self.visit)(Ok(document));
    }

    pub(crate) fn error(&mut self, name: &str, kind: InputErrorKind) {
        (self.visit)(Err(InputError::new(name, kind)));
    }
}

/// What kind of ZIP archive it is.
fn zip_kind(bytes: &[u8]) -> Kind {
    #[cfg(any(feature = "archive", feature = "office"))]
    {
        let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Kind::Zip };
        let mut mimetype = Vec::new();
        if let Ok(member) = archive.by_name("mimetype") {
            let _ = std::io::Read::read_to_end(&mut std::io::Read::take(member, 100), &mut mimetype);
        }
        Kind::of_members(|name| archive.index_for_name(name).is_some(), &mimetype)
    }
    #[cfg(not(any(feature = "archive", feature = "office")))]
    {
        let _ = bytes;
        Kind::Zip
    }
}
