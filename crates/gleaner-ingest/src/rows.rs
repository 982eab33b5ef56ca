//! CSV and TSV: a row is a document.

use std::borrow::Cow;
use std::io::{BufRead, Cursor, Read};

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Encoding, UTF_8};
use xxhash_rust::xxh3::Xxh3;

use crate::Fields;
use crate::date::{Written, parse_written};
use crate::encoding;
use crate::error::{InputError, InputErrorKind};
use crate::inputs::{Content, Input};
use crate::reader::InputDocument;

/// How much of a table decides in what encoding it is.
const INSPECTED: usize = 256 << 10;

/// One row, its date not looked at yet.
#[derive(Debug)]
pub(crate) struct Row {
    id: String,
    text: String,
    date: String,
    date_field: String,
}

impl Row {
    /// Adds its values to a digest.
    pub(crate) fn add_to(&self, hash: &mut Xxh3) {
        for value in [&self.id, &self.text, &self.date] {
            hash.update(&(value.len() as u64).to_le_bytes());
            hash.update(value.as_bytes());
        }
    }

    /// A row of a table that is not text.
    #[cfg(feature = "parquet")]
    pub(crate) fn new(id: String, text: String, date: String, date_field: &str) -> Self {
        Self { id, text, date, date_field: date_field.to_owned() }
    }

    /// Bytes of its values.
    #[cfg(feature = "parquet")]
    pub(crate) fn n_bytes(&self) -> u64 {
        (self.id.len() + self.text.len() + self.date.len()) as u64
    }

    /// The document of a row that is called `place` unless it has an id.
    pub(crate) fn document<'a>(&'a self, place: &'a str) -> Result<InputDocument<'a>, InputError> {
        let date = self.date.trim();
        let written: Option<Written> = match date {
            "" => None,
            _ => Some(parse_written(date).ok_or_else(|| {
                let value = date.chars().take(40).collect();
                InputError::new(place, InputErrorKind::Date { field: self.date_field.clone(), value })
            })?),
        };
        let name = if self.id.is_empty() { place } else { &self.id };
        Ok(InputDocument { written, ..InputDocument::new(Cow::Borrowed(name), Cow::Borrowed(&self.text)) })
    }
}

/// The rows of one table. Quoting as in RFC 4180; rows may be shorter or longer than the head.
pub(crate) struct Rows {
    name: String,
    /// `None` after the end, or after an error of the system.
    reader: Option<csv::Reader<Box<dyn Read + Send>>>,
    record: ByteRecord,
    encoding: &'static Encoding,
    text: usize,
    id: Option<usize>,
    date: Option<usize>,
    date_field: String,
    max_bytes: u64,
}

impl Rows {
    /// The rows of `source`, values parted by `delimiter`, after its head.
    ///
    /// # Errors
    /// When it cannot be read, or its head has no column of the text.
    pub(crate) fn new(
        name: &str,
        mut source: Box<dyn BufRead + Send>,
        delimiter: u8,
        fields: &Fields,
        max_bytes: u64,
    ) -> Result<Self, InputErrorKind> {
        let mut head = Vec::new();
        source.by_ref().take(INSPECTED as u64).read_to_end(&mut head).map_err(InputErrorKind::Io)?;
        let (source, encoding): (Box<dyn Read + Send>, _) = if head.starts_with(b"\xFF\xFE")
            || head.starts_with(b"\xFE\xFF")
        {
            // What Excel calls "Unicode text". Two-byte units would hide the delimiters.
            source.take(max_bytes.saturating_add(1)).read_to_end(&mut head).map_err(InputErrorKind::Io)?;
            if head.len() as u64 > max_bytes {
                return Err(InputErrorKind::TooLong { limit: max_bytes });
            }
            let text = encoding::decode_any(&head, None).map_err(InputErrorKind::Decode)?.into_owned();
            (Box::new(Cursor::new(text.into_bytes())), UTF_8)
        } else {
            let whole_characters = head.len() - head.iter().rev().take(3).take_while(|byte| !byte.is_ascii()).count();
            let encoding = encoding::of(&head[..whole_characters]);
            (Box::new(Cursor::new(head).chain(source)), encoding)
        };
        let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(source);
        let head = reader.byte_headers().map_err(csv_error)?.clone();
        let names: Vec<Cow<'_, str>> = head.iter().map(|name| decode(name, encoding)).collect();
        let column = |wanted: &str| names.iter().position(|name| name.trim() == wanted);
        let Some(text) = column(&fields.text) else {
            return Err(no_column(&fields.text, names.iter().map(|name| &**name)));
        };
        Ok(Self {
            name: name.to_owned(),
            reader: Some(reader),
            record: ByteRecord::new(),
            encoding,
            text,
            id: column(&fields.id),
            date: column(&fields.date),
            date_field: fields.date.clone(),
            max_bytes,
        })
    }
}

fn decode<'a>(value: &'a [u8], encoding: &'static Encoding) -> Cow<'a, str> {
    if encoding == UTF_8 { String::from_utf8_lossy(value) } else { encoding.decode_without_bom_handling(value).0 }
}

/// The error of a table without the column of texts.
pub(crate) fn no_column<'a>(wanted: &str, names: impl ExactSizeIterator<Item = &'a str>) -> InputErrorKind {
    let n_names = names.len();
    let quoted = names.take(8).map(|name| format!("\"{}\"", name.chars().take(40).collect::<String>()));
    let mut present = quoted.collect::<Vec<_>>().join(", ");
    if n_names > 8 {
        present.push_str(", …");
    }
    InputErrorKind::Row { reason: format!("no column \"{wanted}\"; the columns are {present}") }
}

fn csv_error(error: csv::Error) -> InputErrorKind {
    let reason = error.to_string();
    match error.into_kind() {
        csv::ErrorKind::Io(error) => InputErrorKind::Io(error),
        _ => InputErrorKind::Row { reason },
    }
}

impl Iterator for Rows {
    type Item = Result<Input, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        let reader = self.reader.as_mut()?;
        let read = reader.read_byte_record(&mut self.record);
        let line = self.record.position().map_or_else(|| reader.position().line(), csv::Position::line);
        let place = || format!("{}:{line}", self.name);
        match read {
            Ok(true) => {}
            Ok(false) => {
                self.reader = None;
                return None;
            }
            Err(error) => {
                let is_io = error.is_io_error();
                let error = InputError::new(place(), csv_error(error));
                if is_io {
                    self.reader = None;
                }
                return Some(Err(error));
            }
        }
        let value = |column: Option<usize>| {
            column
                .and_then(|column| self.record.get(column))
                .map_or(Cow::Borrowed(""), |value| decode(value, self.encoding))
        };
        let n_bytes = self.record.as_slice().len() as u64;
        if n_bytes > self.max_bytes {
            return Some(Err(InputError::new(place(), InputErrorKind::TooLong { limit: self.max_bytes })));
        }
        if self.record.get(self.text).is_none() {
            let reason =
                format!("it has {} of the head's columns, the text is in column {}", self.record.len(), self.text + 1);
            return Some(Err(InputError::new(place(), InputErrorKind::Row { reason })));
        }
        let row = Row {
            id: value(self.id).trim().to_owned(),
            text: value(Some(self.text)).into_owned(),
            date: value(self.date).into_owned(),
            date_field: self.date_field.clone(),
        };
        Some(Ok(Input { name: place(), content: Content::Row(row), n_bytes, changed: None }))
    }
}
