//! Reads one found input: a file that is a document, or one that holds several.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};

use crate::Options;
use crate::contents::Contents;
use crate::date::Written;
use crate::error::{InputError, InputErrorKind};
use crate::inputs::{Content, Input, failed};
use crate::json_line::read_line;
use crate::rows::Row;

/// A buffer that grew beyond this is given back before the next document, so that one huge file does not stay in memory.
const LARGEST_KEPT_BUFFER: usize = 4 << 20;

/// One document: its name, its text and what else is known of it. Borrowed from the [`Reader`] and the [`Input`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InputDocument<'a> {
    /// The name in records: of a file, see [`Input::name`]; of a line, its id where it has one.
    pub name: Cow<'a, str>,
    /// The text. Offsets into it count from the first character after a byte order mark.
    pub text: Cow<'a, str>,
    /// When it was written or published, where the input says so.
    pub written: Option<Written>,
    /// The title in its metadata: of a page, an office document, the subject of a message.
    pub title: Option<Cow<'a, str>>,
    /// The author in its metadata, the sender of a message.
    pub author: Option<Cow<'a, str>>,
}

impl<'a> InputDocument<'a> {
    /// A document without metadata.
    pub(crate) const fn new(name: Cow<'a, str>, text: Cow<'a, str>) -> Self {
        Self { name, text, written: None, title: None, author: None }
    }
}

/// Takes the documents of an input, or what went wrong with each, in the order they have there.
pub type Visit<'v> = &'v mut dyn FnMut(Result<InputDocument<'_>, InputError>);

/// Reads documents, one input at a time; one per thread. Its buffer is reused.
#[derive(Debug)]
pub struct Reader {
    bytes: Vec<u8>,
    options: Options,
}

impl Reader {
    /// A reader for what [`Inputs`](crate::Inputs) finds with the same options.
    pub fn new(options: &Options) -> Self {
        Self { bytes: Vec::new(), options: options.clone() }
    }

    /// Reads `input` and hands each of its documents to `visit`: most inputs are one document; archives, mailboxes and
    /// messages with attachments hold several, named `OUTER!INNER`. An empty file is an empty document; an empty archive
    /// gives nothing. What fails is handed over as an error in its place, and the others are still read.
    ///
    /// | error | when |
    /// |---|---|
    /// | [`Io`](InputErrorKind::Io) | the file cannot be opened or read |
    /// | [`TooLong`](InputErrorKind::TooLong), [`Unpacked`](InputErrorKind::Unpacked), [`TooDeep`](InputErrorKind::TooDeep), [`Bomb`](InputErrorKind::Bomb) | a limit is passed |
    /// | [`NotBuilt`](InputErrorKind::NotBuilt), [`Decode`](InputErrorKind::Decode) | its kind is not read |
    /// | [`Damaged`](InputErrorKind::Damaged), [`Protected`](InputErrorKind::Protected) | its kind is read and it is broken or locked |
    /// | [`Json`](InputErrorKind::Json), [`NoText`](InputErrorKind::NoText), [`Date`](InputErrorKind::Date), [`Row`](InputErrorKind::Row) | a line or row is bad |
    ///
    /// # Cost
    /// Linear in the bytes, unpacked ones included. Memory: the input, and what is unpacked of it at one time.
    pub fn read(&mut self, input: &Input, visit: Visit<'_>) {
        if self.bytes.capacity() > LARGEST_KEPT_BUFFER {
            self.bytes = Vec::new();
        }
        let result = match &input.content {
            Content::Line(line) => return visit(read_line(line, &input.name, &self.options.fields)),
            Content::Row(row) => return visit(Row::document(row, &input.name)),
            Content::Stdin => self.fill(io::stdin().lock(), 0),
            Content::File(path) => {
                if self.options.converter.as_ref().is_some_and(|converter| converter.wants(path)) {
                    return self.convert(path, input, visit);
                }
                match File::open(path) {
                    Ok(file) => self.fill(file, input.n_bytes),
                    Err(error) => return visit(Err(failed(path, error))),
                }
            }
        };
        match result {
            Ok(()) => Contents::new(&self.options, self.bytes.len(), visit).read(&input.name, &self.bytes),
            Err(kind) => visit(Err(InputError::new(&input.name, kind))),
        }
    }

    /// Hands over the documents of a file that is in memory; `name` is its name in records, and decides between kinds of text.
    /// Otherwise as [`Reader::read`] of a file, without its limit of length; JSON Lines and tables are read by
    /// [`Inputs::from_reader`](crate::Inputs::from_reader).
    pub fn read_bytes(&self, name: &str, bytes: &[u8], visit: Visit<'_>) {
        Contents::new(&self.options, bytes.len(), visit).read(name, bytes);
    }

    /// The text that an outside converter makes of the file.
    fn convert(&mut self, path: &std::path::Path, input: &Input, visit: Visit<'_>) {
        let Some(converter) = &self.options.converter else { return };
        match converter.run(path, &self.options) {
            Ok(bytes) => Contents::new(&self.options, bytes.len(), visit).text(&input.name, &bytes),
            Err(kind) => visit(Err(InputError::new(&input.name, kind))),
        }
    }

    /// All bytes of `source`, about `n_bytes` of them, into the buffer; one byte beyond the limit is enough to refuse it.
    fn fill(&mut self, source: impl Read, n_bytes: u64) -> Result<(), InputErrorKind> {
        self.bytes.clear();
        // A size that the file system made up must not make us reserve it: beyond 64 MiB the buffer grows by itself.
        self.bytes.reserve(n_bytes.min(64 << 20) as usize + 1);
        let limit = self.options.max_bytes;
        source.take(limit.saturating_add(1)).read_to_end(&mut self.bytes).map_err(InputErrorKind::Io)?;
        if self.bytes.len() as u64 > limit { Err(InputErrorKind::TooLong { limit }) } else { Ok(()) }
    }
}
