//! One input of `gleaner extract`: read, its documents extracted, their records written.

use std::cell::RefCell;
use std::panic;
use std::thread;
use std::time::{Duration, Instant};

use gleaner::batch::{Job, Output};
use gleaner::{Analysis, DocumentMeta, DocumentName, Extractor, PiecewiseDocument, RecordOptions, RecordWriter};
use gleaner_ingest::{Input, InputDocument, InputError, Options, Reader};

use crate::saved_text::SavedTexts;
use crate::tally::{Failure, Tally};

/// Tables of a text longer than this are given back after it, so that no thread keeps those of the longest it met.
const LARGEST_KEPT_TEXT: usize = 256 << 10;

/// About how many bytes of memory a byte of text takes in the stages, records included.
pub(crate) const MEMORY_PER_BYTE: u64 = 34;

/// What the writer learns of an input, which may hold any number of documents.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) tally: Tally,
    /// Of the input itself, as it was found.
    pub(crate) n_input_bytes: u64,
    pub(crate) failures: Vec<Failure>,
    /// Where a ledger wants it: the name of the input.
    pub(crate) name: Option<String>,
    /// Where changes are looked for: what tells this state of the input from others.
    pub(crate) digest: Option<u128>,
}

/// What is done with each input.
pub(crate) struct ExtractDocument<'a> {
    pub(crate) extractor: &'a Extractor,
    pub(crate) options: &'a Options,
    pub(crate) records: RecordOptions,
    pub(crate) piece_bytes: usize,
    /// That of the run.
    pub(crate) window_bytes: usize,
    /// How long a text may take; none where nobody asked, since long texts take their time.
    pub(crate) patience: Option<Duration>,
    /// Error records need no buffers, so all threads share this one.
    pub(crate) errors: RecordWriter,
    pub(crate) saved_texts: Option<SavedTexts>,
    /// Whether outcomes tell the name of the input.
    pub(crate) tells_name: bool,
    /// Whether outcomes tell its digest.
    pub(crate) tells_digest: bool,
}

/// What a thread reuses.
pub(crate) struct Worker {
    reader: Reader,
    analysis: Analysis,
    writer: RecordWriter,
}

impl ExtractDocument<'_> {
    /// What is told of an input before it is read.
    fn outcome(&self, item: &Result<Input, InputError>) -> Outcome {
        Outcome {
            name: self.tells_name.then(|| item.as_ref().map_or_else(InputError::place, Input::name).to_owned()),
            digest: item.as_ref().ok().filter(|_| self.tells_digest).and_then(Input::digest),
            ..Outcome::default()
        }
    }

    /// Appends the records of a document, or of its failure.
    fn document(
        &self,
        document: Result<InputDocument<'_>, InputError>,
        analysis: &mut Analysis,
        writer: &mut RecordWriter,
        output: &mut Output<'_>,
        outcome: &mut Outcome,
    ) {
        outcome.tally.n_documents += 1;
        let document = match document {
            Ok(document) => document,
            Err(error) => return self.failed(Failure::of(&error), output, outcome),
        };
        let meta = DocumentMeta {
            document_date: document.written.map(|written| written.day),
            document_time: document.written.and_then(|written| written.minute_of_day),
        };
        let text = &*document.text;
        if let Some(Err(error)) = self.saved_texts.as_ref().map(|texts| texts.save(&document.name, text)) {
            let message = format!("its text cannot be saved: {error}");
            return self.failed(Failure::new(&document.name, "text not saved", message), output, outcome);
        }
        let name =
            DocumentName { name: &document.name, title: document.title.as_deref(), author: document.author.as_deref() };
        // Time at work; waiting until its records may be written is none of it.
        let mut spent = Duration::ZERO;
        let mut start = Instant::now();
        let mut pieces = PiecewiseDocument::new(self.extractor, name, text, &meta, self.piece_bytes);
        while pieces.write_next(analysis, writer, output) {
            outcome.tally.count(analysis);
            spent += start.elapsed();
            output.pass_on();
            start = Instant::now();
            if let Some(patience) = self.patience
                && spent > patience
                && pieces.n_bytes_done() < text.len()
            {
                let message = format!(
                    "took longer than {} seconds; what is found in its first {} bytes of text is written",
                    patience.as_secs(),
                    pieces.n_bytes_done()
                );
                self.failed(Failure::new(&document.name, "too slow", message), output, outcome);
                break;
            }
        }
        outcome.tally.n_bytes += pieces.n_bytes_done() as u64;
        if text.len() > LARGEST_KEPT_TEXT {
            *analysis = Analysis::default();
            *writer = RecordWriter::new(self.records);
        }
    }

    /// The record and the message of a failure.
    fn failed(&self, failure: Failure, output: &mut Vec<u8>, outcome: &mut Outcome) {
        self.errors.write_error(&failure.place, &failure.message, output);
        outcome.failures.push(failure);
    }
}

impl Job for ExtractDocument<'_> {
    type Item = Result<Input, InputError>;
    type Worker = Worker;
    type Outcome = Outcome;

    fn worker(&self) -> Worker {
        Worker {
            reader: Reader::new(self.options),
            analysis: Analysis::default(),
            writer: RecordWriter::new(self.records),
        }
    }

    /// The file, its text, and what the stages make of a piece of it. A file that is too large for the window counts as a
    /// little more than half of it: one such file at a time, and room for small ones beside it.
    fn weight(&self, item: &Self::Item) -> usize {
        let n_bytes = item.as_ref().map_or(0, Input::n_bytes);
        let piece = n_bytes.min(self.piece_bytes as u64);
        let weight = n_bytes.saturating_mul(2).saturating_add(piece.saturating_mul(MEMORY_PER_BYTE));
        usize::try_from(weight).unwrap_or(usize::MAX).min(self.window_bytes / 5 * 3)
    }

    fn run(&self, item: &mut Self::Item, worker: &mut Worker, output: &mut Output<'_>) -> Outcome {
        let mut outcome = self.outcome(item);
        let Worker { reader, analysis, writer } = worker;
        match item {
            Ok(input) => {
                outcome.n_input_bytes = input.n_bytes();
                reader.read(input, &mut |document| {
                    self.document(document, analysis, writer, output, &mut outcome);
                    output.pass_on();
                });
            }
            Err(error) => {
                outcome.tally.n_documents += 1;
                self.failed(Failure::of(error), output, &mut outcome);
            }
        }
        outcome
    }

    fn panicked(&self, item: &mut Self::Item, message: &str, output: &mut Output<'_>) -> Outcome {
        let mut outcome = self.outcome(item);
        let name = match item {
            Ok(input) => input.name(),
            Err(error) => error.place(),
        };
        let place = PANIC_PLACE.take().unwrap_or_default();
        let message = format!("internal error, please report it: {message}{place}");
        outcome.tally.n_documents = 1;
        self.failed(Failure::new(name, "internal error", message), output, &mut outcome);
        outcome
    }
}

thread_local! {
    /// Where in the program this thread panicked last.
    static PANIC_PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// A panic in a document becomes its error record; the usual report on standard error would only tear the progress line.
/// Panics of the other threads are reported as usual.
pub(crate) fn keep_worker_panics_quiet() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().name().is_some_and(|name| name.starts_with("gleaner-worker")) {
            PANIC_PLACE.set(info.location().map(|location| format!(" (at {location})")));
        } else {
            usual(info);
        }
    }));
}
