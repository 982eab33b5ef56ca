//! Parquet: a row is a document.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use jiff::civil::{Date, date};
use jiff::{Span, Timestamp};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row as ParquetRow};
use parquet::schema::types::Type;

use crate::Options;
use crate::error::{InputError, InputErrorKind};
use crate::inputs::Input;
use crate::kind::Kind;
use crate::rows::{Row, no_column};

/// The rows of one table. Only the columns of text, name and date are read.
pub(crate) struct ParquetRows {
    name: String,
    /// `None` after the end, or after a fault.
    rows: Option<RowIter<'static>>,
    /// What is wrong with the table as a whole.
    fault: Option<InputErrorKind>,
    text: String,
    id: String,
    date: String,
    max_bytes: u64,
    n_rows: u64,
}

impl ParquetRows {
    /// The rows of `source`.
    ///
    /// # Errors
    /// When it is no Parquet table, or has no column of the text.
    pub(crate) fn new(
        name: &str,
        source: impl ChunkReader + 'static,
        options: &Options,
    ) -> Result<Self, InputErrorKind> {
        let fields = &options.fields;
        let rows = guarded(|| {
            let reader = SerializedFileReader::new(source).map_err(damaged)?;
            let schema = reader.metadata().file_metadata().schema();
            let columns = schema.get_fields();
            let is_there = |name: &str| columns.iter().any(|column| column.name() == name && column.is_primitive());
            if !is_there(&fields.text) {
                let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
                return Err(no_column(&fields.text, names.into_iter()));
            }
            let wanted = [&fields.text, &fields.id, &fields.date];
            let wanted = columns
                .iter()
                .filter(|column| column.is_primitive() && wanted.iter().any(|name| *name == column.name()))
                .cloned();
            let projection =
                Type::group_type_builder(schema.name()).with_fields(wanted.collect()).build().map_err(damaged)?;
            RowIter::from_file_into(Box::new(reader)).project(Some(projection)).map_err(damaged)
        })?;
        Ok(Self {
            name: name.to_owned(),
            rows: Some(rows),
            fault: None,
            text: fields.text.clone(),
            id: fields.id.clone(),
            date: fields.date.clone(),
            max_bytes: options.max_bytes,
            n_rows: 0,
        })
    }

    /// The rows of a table that is in memory; one that cannot be read gives its error.
    pub(crate) fn of_bytes(name: &str, bytes: &[u8], options: &Options) -> Self {
        Self::new(name, Bytes::copy_from_slice(bytes), options).unwrap_or_else(|fault| Self {
            name: name.to_owned(),
            rows: None,
            fault: Some(fault),
            text: String::new(),
            id: String::new(),
            date: String::new(),
            max_bytes: 0,
            n_rows: 0,
        })
    }

    fn document(&self, row: &ParquetRow) -> Result<Row, InputErrorKind> {
        let field = |name: &str| row.get_column_iter().find(|(column, _)| *column == name).map(|(_, field)| field);
        let text = match field(&self.text) {
            Some(Field::Str(text)) => text.clone(),
            Some(Field::Bytes(bytes)) => str::from_utf8(bytes.data())
                .map_err(|error| bad_row(format!("its text is not UTF-8 at byte {}", error.valid_up_to())))?
                .to_owned(),
            None | Some(Field::Null) => return Err(bad_row("it has no text".to_owned())),
            Some(_) => return Err(bad_row(format!("the column \"{}\" does not hold words", self.text))),
        };
        if text.len() as u64 > self.max_bytes {
            return Err(InputErrorKind::TooLong { limit: self.max_bytes });
        }
        let words = |name: &str| field(name).map(word).unwrap_or_default();
        Ok(Row::new(words(&self.id).trim().to_owned(), text, words(&self.date), &self.date))
    }
}

impl Iterator for ParquetRows {
    type Item = Result<Input, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(fault) = self.fault.take() {
            return Some(Err(InputError::new(self.name.as_str(), fault)));
        }
        let rows = self.rows.as_mut()?;
        let row = match guarded(|| rows.next().transpose().map_err(damaged)) {
            Ok(Some(row)) => row,
            Ok(None) => {
                self.rows = None;
                return None;
            }
            // What comes behind a fault cannot be told from what is meant.
            Err(fault) => {
                self.rows = None;
                return Some(Err(InputError::new(self.name.as_str(), fault)));
            }
        };
        self.n_rows += 1;
        let name = format!("{}:{}", self.name, self.n_rows);
        Some(match self.document(&row) {
            Ok(row) => {
                let n_bytes = row.n_bytes();
                Ok(Input::row(name, row, n_bytes))
            }
            Err(fault) => Err(InputError::new(name, fault)),
        })
    }
}

/// The library panics on some files that are damaged.
fn guarded<T>(read: impl FnOnce() -> Result<T, InputErrorKind>) -> Result<T, InputErrorKind> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(InputErrorKind::Damaged { kind: Kind::Parquet.words(), reason: "its reader gave up".to_owned() })
    })
}

fn damaged(error: ParquetError) -> InputErrorKind {
    InputErrorKind::Damaged { kind: Kind::Parquet.words(), reason: error.to_string() }
}

fn bad_row(reason: String) -> InputErrorKind {
    InputErrorKind::Row { reason }
}

/// A name or date as words; days and times as ISO 8601.
fn word(field: &Field) -> String {
    const EPOCH: Date = date(1970, 1, 1);
    let time = |time: Option<Timestamp>| time.map(|time| time.to_string()).unwrap_or_default();
    match field {
        Field::Null => String::new(),
        Field::Str(words) => words.clone(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Field::Date(days) => {
            // A number of days may be any.
            let day = Span::new().try_days(*days).and_then(|days| EPOCH.checked_add(days));
            day.map(|day| day.to_string()).unwrap_or_default()
        }
        Field::TimestampMillis(millis) => time(Timestamp::from_millisecond(*millis).ok()),
        Field::TimestampMicros(micros) => time(Timestamp::from_microsecond(*micros).ok()),
        other => other.to_string(),
    }
}
