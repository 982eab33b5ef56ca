//! Reads and decodes one found document.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};

use crate::date::Written;
use crate::decode::decode;
use crate::error::{InputError, InputErrorKind};
use crate::inputs::{Content, Input, failed};
use crate::json_line::read_line;
use crate::{Fields, Format, Options};

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
}

/// Reads documents, one at a time; one per thread. Its buffer is reused.
#[derive(Debug)]
pub struct Reader {
    bytes: Vec<u8>,
    fields: Fields,
    max_bytes: u64,
}

impl Reader {
    /// A reader for what [`Inputs`](crate::Inputs) finds with the same options.
    pub fn new(options: &Options) -> Self {
        let fields = match &options.format {
            Format::Text => Fields::default(),
            Format::JsonLines(fields) => fields.clone(),
        };
        Self { bytes: Vec::new(), fields, max_bytes: options.max_bytes }
    }

    /// Reads and decodes `input`. An empty file gives an empty text.
    ///
    /// # Errors
    /// When it cannot be opened or read, is longer than the limit, is no text ([`decode`]), or is a bad line.
    pub fn read<'a>(&'a mut self, input: &'a Input) -> Result<InputDocument<'a>, InputError> {
        if self.bytes.capacity() > LARGEST_KEPT_BUFFER {
            self.bytes = Vec::new();
        }
        match &input.content {
            Content::Line(line) => return read_line(line, &input.name, &self.fields),
            Content::Stdin => self.fill(io::stdin().lock(), 0),
            Content::File(path) => match File::open(path) {
                Ok(file) => self.fill(file, input.n_bytes),
                Err(error) => return Err(failed(path, error)),
            },
        }
        .map_err(|kind| InputError::new(&input.name, kind))?;
        match decode(&self.bytes) {
            // UTF-16 can grow by half; offsets into the text have to fit 32 bit.
            Ok(text) if u32::try_from(text.len()).is_err() => {
                Err(InputError::new(&input.name, InputErrorKind::TooLong { limit: u32::MAX.into() }))
            }
            Ok(text) => Ok(InputDocument { name: Cow::Borrowed(&input.name), text, written: None }),
            Err(error) => Err(InputError::new(&input.name, InputErrorKind::Decode(error))),
        }
    }

    /// All bytes of `source`, about `n_bytes` of them, into the buffer; one byte beyond the limit is enough to refuse it.
    fn fill(&mut self, source: impl Read, n_bytes: u64) -> Result<(), InputErrorKind> {
        self.bytes.clear();
        // A size that the file system made up must not make us reserve it: beyond 64 MiB the buffer grows by itself.
        self.bytes.reserve(n_bytes.min(64 << 20) as usize + 1);
        let limit = self.max_bytes;
        source.take(limit.saturating_add(1)).read_to_end(&mut self.bytes).map_err(InputErrorKind::Io)?;
        if self.bytes.len() as u64 > limit { Err(InputErrorKind::TooLong { limit }) } else { Ok(()) }
    }
}
