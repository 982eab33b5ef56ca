//! JSON Lines to documents.

use std::io::BufRead;

use serde::Deserialize;

use crate::error::{ReadError, ReadErrorKind};
use crate::record::{Document, DocumentInfo, Entity, Failure, Relation, Unit};

/// What comes one after the other in a file of records.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A document with its records.
    Document(Box<Document>),
    /// An input that could not be read.
    Failure(Failure),
}

/// Reads records, a document at a time.
///
/// Records of a document follow each other, as gleaner writes them: a document ends where the name changes, at an error
/// record, at the next document record, and where the ids of entities begin again (documents of one name that follow each
/// other). Blank lines are passed over. Memory: the records of one document.
///
/// ```
/// use gleaner_export::{Item, Records, Unit};
/// let lines = r#"{"kind":"entity","doc":"a.txt","id":"e1","type":"ORG","text":"Acme","start":0,"end":4}
/// {"kind":"error","doc":"b.pdf","error":"protected"}
/// "#;
/// let items: Vec<Item> = Records::new(lines.as_bytes(), Unit::Chars).collect::<Result<_, _>>()?;
/// assert!(matches!(&items[0], Item::Document(document) if document.entities[0].text == "Acme"));
/// assert!(matches!(&items[1], Item::Failure(failure) if failure.error == "protected"));
/// # Ok::<(), gleaner_export::ReadError>(())
/// ```
#[derive(Debug)]
pub struct Records<R> {
    source: R,
    line: Vec<u8>,
    n_lines: u64,
    documents: Documents,
    ended: bool,
}

/// Puts records together to documents.
#[derive(Debug)]
pub(crate) struct Documents {
    unit: Unit,
    current: Option<Box<Document>>,
    /// A failure whose document had to be given first.
    failure: Option<Failure>,
}

/// A line.
pub(crate) enum Record {
    Entity(Entity),
    Relation(Relation),
    Document(DocumentInfo),
    Failure(Failure),
}

#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow)]
    kind: std::borrow::Cow<'a, str>,
}

impl<R: BufRead> Records<R> {
    /// Reads from `source`. `unit` is that of documents whose record does not say another.
    pub fn new(source: R, unit: Unit) -> Self {
        Self { source, line: Vec::new(), n_lines: 0, documents: Documents::new(unit), ended: false }
    }

    /// The next line that is not blank.
    fn record(&mut self) -> Result<Option<Record>, ReadError> {
        loop {
            self.line.clear();
            self.n_lines += 1;
            let read = self.source.read_until(b'\n', &mut self.line);
            if read.map_err(|error| ReadError::new(self.n_lines, ReadErrorKind::Io(error)))? == 0 {
                return Ok(None);
            }
            if let Some(record) = record_of(&self.line, self.n_lines)? {
                return Ok(Some(record));
            }
        }
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Item, ReadError>;

    /// The next document or failure. After an error nothing more comes: what follows could belong to the document that the
    /// faulty line was of.
    fn next(&mut self) -> Option<Self::Item> {
        if let Some(failure) = self.documents.waiting_failure() {
            return Some(Ok(failure));
        }
        while !self.ended {
            match self.record() {
                Ok(Some(record)) => {
                    if let Some(item) = self.documents.add(record) {
                        return Some(Ok(item));
                    }
                }
                Ok(None) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    self.documents.last();
                    return Some(Err(error));
                }
            }
        }
        self.documents.last().map(Ok)
    }
}

impl Documents {
    pub(crate) fn new(unit: Unit) -> Self {
        Self { unit, current: None, failure: None }
    }

    /// Adds a record to the current document; gives what came before it where the record begins something else.
    pub(crate) fn add(&mut self, record: Record) -> Option<Item> {
        let (doc, begins) = match (&record, &self.current) {
            (Record::Failure(failure), _) => (&failure.doc, true),
            (Record::Document(info), _) => (&info.doc, true),
            (Record::Entity(entity), current) => {
                let first = current.as_ref().and_then(|current| current.entities.first());
                (&entity.doc, first.is_some_and(|first| first.id == entity.id))
            }
            (Record::Relation(relation), _) => (&relation.doc, false),
        };
        let mut done = None;
        if begins || self.current.as_ref().is_none_or(|current| current.name != *doc) {
            let mut document = Document::new(doc);
            document.unit = self.unit;
            done = self.last();
            if let Record::Failure(failure) = record {
                if done.is_none() {
                    return Some(Item::Failure(failure));
                }
                self.failure = Some(failure);
                return done;
            }
            self.current = Some(Box::new(document));
        }
        if let Some(current) = &mut self.current {
            match record {
                Record::Entity(entity) => current.entities.push(entity),
                Record::Relation(relation) => current.relations.push(relation),
                Record::Document(mut info) => {
                    current.unit = info.offsets.unwrap_or(self.unit);
                    current.take_text(info.text.take());
                    current.info = Some(info);
                }
                Record::Failure(_) => {}
            }
        }
        done
    }

    /// The failure before which its predecessor was given.
    pub(crate) fn waiting_failure(&mut self) -> Option<Item> {
        self.failure.take().map(Item::Failure)
    }

    /// The document that nothing is added to any more.
    pub(crate) fn last(&mut self) -> Option<Item> {
        self.current.take().map(Item::Document)
    }
}

/// The record of a line with that number, nothing for a blank one.
pub(crate) fn record_of(line: &[u8], number: u64) -> Result<Option<Record>, ReadError> {
    let fault = |kind| ReadError::new(number, kind);
    let line = str::from_utf8(line).map_err(|error| fault(ReadErrorKind::NotUtf8 { at: error.valid_up_to() }))?;
    let line = if number == 1 { line.trim_start_matches('\u{feff}') } else { line };
    if line.trim().is_empty() {
        return Ok(None);
    }
    record(line.trim_end()).map(Some).map_err(fault)
}

/// The record of a line.
fn record(line: &str) -> Result<Record, ReadErrorKind> {
    if line.trim_start().starts_with('[') {
        // The parser would take it for the fields in their order.
        return Err(ReadErrorKind::NotJson { column: 1, reason: "an array, where records are objects".to_owned() });
    }
    let head: Head<'_> = parsed(line)?;
    Ok(match &*head.kind {
        "entity" => Record::Entity(parsed(line)?),
        "relation" => Record::Relation(parsed(line)?),
        "document" => {
            let info: DocumentInfo = parsed(line)?;
            if let Some(reason) = info.text.as_deref().and_then(|text| info.refuses(text)) {
                return Err(ReadErrorKind::Field { field: "text".to_owned(), reason });
            }
            Record::Document(info)
        }
        "error" => Record::Failure(parsed(line)?),
        kind => {
            let reason = format!("\"{}\" is none of entity, relation, document, error", crate::record::cut(kind));
            return Err(ReadErrorKind::Field { field: "kind".to_owned(), reason });
        }
    })
}

/// The line as a `T`. The path of a faulty field is found by reading the line once more, which good lines are spared.
fn parsed<'a, T: Deserialize<'a>>(line: &'a str) -> Result<T, ReadErrorKind> {
    serde_json::from_str(line).map_err(|error| {
        if !error.is_data() {
            let reason = without_place(&error);
            return ReadErrorKind::NotJson { column: error.column(), reason };
        }
        let again: Result<T, _> = serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_str(line));
        let (path, reason) = match again {
            Err(located) => (located.path().to_string(), without_place(located.inner())),
            Ok(_) => (".".to_owned(), without_place(&error)),
        };
        // A missing field has the path of the object that lacks it; its name is in the message.
        let missing = reason.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
        match (missing, path.as_str()) {
            (Some(name), ".") => ReadErrorKind::Field { field: name.to_owned(), reason: "is missing".to_owned() },
            (Some(name), path) => {
                ReadErrorKind::Field { field: format!("{path}.{name}"), reason: "is missing".to_owned() }
            }
            (None, ".") => ReadErrorKind::NotJson { column: error.column(), reason },
            (None, path) => ReadErrorKind::Field { field: path.to_owned(), reason },
        }
    })
}

/// The message without "at line 1 column 7": the line is the file's, not the parser's.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rfind(" at line ") {
        Some(at) => message[..at].to_owned(),
        None => message,
    }
}
