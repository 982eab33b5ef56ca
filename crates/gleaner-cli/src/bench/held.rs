//! Documents read once and held in memory, so that what is measured is extraction and not the disk.

use std::time::{Duration, Instant};

use gleaner::{DocumentMeta, DocumentName};
use gleaner_ingest::{InputDocument, Inputs, Options, Reader};

use crate::tally::Failure;

/// A document as extraction takes it.
pub(super) struct HeldDocument {
    name: String,
    title: Option<String>,
    author: Option<String>,
    pub(super) meta: DocumentMeta,
    pub(super) text: String,
}

impl HeldDocument {
    fn of(document: InputDocument<'_>) -> Self {
        Self {
            meta: DocumentMeta {
                document_date: document.written.map(|written| written.day),
                document_time: document.written.and_then(|written| written.minute_of_day),
            },
            name: document.name.into_owned(),
            title: document.title.map(Into::into),
            author: document.author.map(Into::into),
            text: document.text.into_owned(),
        }
    }

    pub(super) fn name(&self) -> DocumentName<'_> {
        DocumentName { name: &self.name, title: self.title.as_deref(), author: self.author.as_deref() }
    }
}

/// Everything that is measured.
#[derive(Default)]
pub(super) struct Held {
    pub(super) documents: Vec<HeldDocument>,
    pub(super) failures: Vec<Failure>,
    /// Bytes of the inputs as they were found: of files, not of texts.
    pub(super) n_input_bytes: u64,
    /// From the first path to the last text, once, on one thread.
    pub(super) reading_time: Duration,
}

impl Held {
    /// Reads all of `inputs`, one after the other.
    pub(super) fn read(inputs: Inputs, options: &Options) -> Self {
        let mut held = Self::default();
        let mut reader = Reader::new(options);
        let start = Instant::now();
        for input in inputs {
            let input = match input {
                Ok(input) => input,
                Err(error) => {
                    held.failures.push(Failure::of(&error));
                    continue;
                }
            };
            held.n_input_bytes += input.n_bytes();
            reader.read(&input, &mut |document| match document {
                Ok(document) => held.documents.push(HeldDocument::of(document)),
                Err(error) => held.failures.push(Failure::of(&error)),
            });
        }
        held.reading_time = start.elapsed();
        held
    }

    /// Bytes of all texts.
    pub(super) fn n_bytes(&self) -> u64 {
        self.documents.iter().map(|document| document.text.len() as u64).sum()
    }
}
