//! Bytes of JSON Lines, as they come, to a sink.

use crate::error::ExportError;
use crate::reader::{Documents, Item, record_of};
use crate::record::Unit;
use crate::{Sink, Summary};

/// Hands a stream of records that comes in pieces to a sink. Pieces may end anywhere, also within a line. The same documents
/// come out as from [`Records`](crate::Records).
///
/// ```
/// use gleaner_export::{Feed, Format, Kind, Options, Target, Unit, open};
/// let options = Options { kind: Some(Kind::Errors), ..Options::default() };
/// let mut feed = Feed::new(open(Format::Csv, options, Target::Writer(Box::new(std::io::sink())))?, Unit::Chars);
/// feed.push(br#"{"kind":"error","doc":"b.pdf","#)?;
/// feed.push(b"\"error\":\"protected\"}\n")?;
/// assert_eq!(feed.finish()?.n_errors, 1);
/// # Ok::<(), gleaner_export::ExportError>(())
/// ```
pub struct Feed {
    sink: Box<dyn Sink>,
    documents: Documents,
    /// The beginning of a line whose end did not come yet.
    line: Vec<u8>,
    n_lines: u64,
}

impl Feed {
    /// Feeds `sink`. `unit` is that of documents whose record does not say another.
    pub fn new(sink: Box<dyn Sink>, unit: Unit) -> Self {
        Self { sink, documents: Documents::new(unit), line: Vec::new(), n_lines: 0 }
    }

    /// Takes the next bytes; documents that they end are written.
    ///
    /// # Errors
    /// [`ExportError::Records`] for a line that is no record, and those of the sink. Nothing more should be pushed then.
    pub fn push(&mut self, mut bytes: &[u8]) -> Result<(), ExportError> {
        while let Some(end) = bytes.iter().position(|&byte| byte == b'\n') {
            let (line, rest) = bytes.split_at(end + 1);
            bytes = rest;
            if self.line.is_empty() {
                self.add(line)?;
            } else {
                let mut whole = std::mem::take(&mut self.line);
                whole.extend_from_slice(line);
                self.add(&whole)?;
            }
        }
        self.line.extend_from_slice(bytes);
        Ok(())
    }

    /// Takes a document or failure that somebody else has read.
    ///
    /// # Errors
    /// As [`Feed::push`].
    pub fn item(&mut self, item: Item) -> Result<(), ExportError> {
        write(self.sink.as_mut(), item)
    }

    /// Writes what is left and ends the output.
    ///
    /// # Errors
    /// As [`Feed::push`].
    pub fn finish(mut self) -> Result<Summary, ExportError> {
        let line = std::mem::take(&mut self.line);
        self.add(&line)?;
        if let Some(item) = self.documents.last() {
            write(self.sink.as_mut(), item)?;
        }
        self.sink.finish()
    }

    fn add(&mut self, line: &[u8]) -> Result<(), ExportError> {
        self.n_lines += 1;
        if let Some(record) = record_of(line, self.n_lines)? {
            let items = self.documents.add(record).into_iter().chain(self.documents.waiting_failure());
            for item in items {
                write(self.sink.as_mut(), item)?;
            }
        }
        Ok(())
    }
}

fn write(sink: &mut dyn Sink, item: Item) -> Result<(), ExportError> {
    match item {
        Item::Document(document) => sink.document(&document),
        Item::Failure(failure) => sink.failure(&failure),
    }
}
