//! `gleaner extract`: documents in, records out, in order.

use std::cell::RefCell;
use std::io;
use std::panic;
use std::thread;

use anyhow::Context;
use gleaner::batch::{BatchOptions, Job, run_ordered};
use gleaner::{Analysis, DocumentMeta, DocumentName, Extractor, RecordOptions, RecordWriter};
use gleaner_ingest::{FileId, Input, InputDocument, InputError, Inputs, Options, Reader};

use crate::exit::ExitStatus;
use crate::flags::ExtractFlags;
use crate::messages::Messages;
use crate::output::Output;
use crate::saved_text::SavedTexts;
use crate::settings;

/// Tables of a text longer than this are given back after it, so that one huge document does not stay in memory.
const LARGEST_KEPT_TEXT: usize = 4 << 20;

/// Runs `gleaner extract`.
///
/// # Errors
/// Wrong configuration and an output that cannot be written. Documents that fail are no error but a status.
pub(crate) fn run(flags: &ExtractFlags) -> anyhow::Result<ExitStatus> {
    let settings = settings::settings(&flags.reading);
    let extractor = settings::extractor(&flags.extraction, settings, flags.run.quiet)?;
    let mut output = Output::open(flags.output.output.as_deref())?;
    let written = output.metadata().as_ref().and_then(FileId::of);
    let roots = settings::roots(flags, written)?;
    let options = settings::input_options(&flags.input, written)?;

    let saved_texts = match &flags.output.save_text {
        Some(folder) => {
            let saved = SavedTexts::in_folder(folder);
            Some(saved.with_context(|| format!("cannot make the folder {}", folder.display()))?)
        }
        None => None,
    };

    keep_worker_panics_quiet();
    let job = ExtractDocument {
        extractor: &extractor,
        options: &options,
        records: settings::record_options(&flags.output),
        errors: RecordWriter::default(),
        saved_texts,
    };
    let batch = BatchOptions { threads: flags.run.threads.into(), ..BatchOptions::default() };
    let messages = Messages::new(flags.run.quiet, matches!(output, Output::Stdout(_)));
    let mut totals = Totals::default();
    let result = run_ordered(&job, Inputs::new(roots, &options), &batch, |records: &[u8], outcome: Outcome| {
        for message in &outcome.failures {
            totals.n_failed += 1;
            messages.warn(message);
        }
        totals.n_documents += outcome.n_documents;
        totals.n_bytes += outcome.n_bytes;
        messages.advance(totals.n_bytes);
        let written = output.write(records);
        if matches!(&written, Err(error) if error.kind() == io::ErrorKind::BrokenPipe) {
            // Whoever read the output has had enough. Leaving at once, since a worker may be waiting for standard input,
            // which nobody would fill any more. No file is half-written: pipes have no temporary file.
            messages.finish();
            std::process::exit(0);
        }
        written
    });
    messages.finish();
    let report = result.map_err(|error| anyhow::Error::new(error).context("cannot write the records"))?;
    if report.items == 0 {
        anyhow::bail!("no document found: no file below the paths given, or none that the patterns let through");
    }
    output.finish()?;
    if totals.n_failed == 0 {
        return Ok(ExitStatus::Success);
    }
    messages
        .warn(format_args!("{} of {} documents failed; each has an error record", totals.n_failed, totals.n_documents));
    Ok(ExitStatus::SomeFailed)
}

#[derive(Default)]
struct Totals {
    /// Read or failed.
    n_documents: usize,
    n_failed: usize,
    n_bytes: u64,
}

/// What the writer learns of an input, which may hold any number of documents.
#[derive(Default)]
struct Outcome {
    n_documents: usize,
    n_bytes: u64,
    /// The messages of documents that failed.
    failures: Vec<String>,
}

/// One input: read, its documents extracted and written.
struct ExtractDocument<'a> {
    extractor: &'a Extractor,
    options: &'a Options,
    records: RecordOptions,
    /// Error records need no buffers, so all threads share this one.
    errors: RecordWriter,
    saved_texts: Option<SavedTexts>,
}

/// What a thread reuses.
struct Worker {
    reader: Reader,
    analysis: Analysis,
    writer: RecordWriter,
}

impl ExtractDocument<'_> {
    /// Appends the records of a document, or of its failure.
    fn document(
        &self,
        document: Result<InputDocument<'_>, InputError>,
        analysis: &mut Analysis,
        writer: &mut RecordWriter,
        output: &mut Vec<u8>,
        outcome: &mut Outcome,
    ) {
        outcome.n_documents += 1;
        let document = match document {
            Ok(document) => document,
            Err(error) => return self.failed(error.place(), &error.kind().to_string(), output, outcome),
        };
        let meta = DocumentMeta {
            document_date: document.written.map(|written| written.day),
            document_time: document.written.and_then(|written| written.minute_of_day),
        };
        let text = &*document.text;
        self.extractor.extract_into(text, &meta, analysis);
        if let Some(Err(error)) = self.saved_texts.as_ref().map(|texts| texts.save(&document.name, text)) {
            return self.failed(&document.name, &format!("its text cannot be saved: {error}"), output, outcome);
        }
        let name =
            DocumentName { name: &document.name, title: document.title.as_deref(), author: document.author.as_deref() };
        writer.write(name, text, self.extractor, analysis, output);
        outcome.n_bytes += text.len() as u64;
        if text.len() > LARGEST_KEPT_TEXT {
            *analysis = Analysis::default();
            *writer = RecordWriter::new(self.records);
        }
    }

    /// The record and the message of a failure.
    fn failed(&self, place: &str, error: &str, output: &mut Vec<u8>, outcome: &mut Outcome) {
        self.errors.write_error(place, error, output);
        outcome.failures.push(format!("{place}: {error}"));
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

    fn weight(&self, item: &Self::Item) -> usize {
        item.as_ref().map_or(0, |input| usize::try_from(input.n_bytes()).unwrap_or(usize::MAX))
    }

    fn run(&self, item: &mut Self::Item, worker: &mut Worker, output: &mut Vec<u8>) -> Outcome {
        let mut outcome = Outcome::default();
        let Worker { reader, analysis, writer } = worker;
        let mut document = |document: Result<InputDocument<'_>, InputError>| {
            self.document(document, analysis, writer, output, &mut outcome);
        };
        match item {
            Ok(input) => reader.read(input, &mut document),
            Err(error) => self.failed(error.place(), &error.kind().to_string(), output, {
                outcome.n_documents += 1;
                &mut outcome
            }),
        }
        outcome
    }

    fn panicked(&self, item: &mut Self::Item, message: &str, output: &mut Vec<u8>) -> Outcome {
        let name = match item {
            Ok(input) => input.name(),
            Err(error) => error.place(),
        };
        let place = PANIC_PLACE.take().unwrap_or_default();
        let message = format!("internal error, please report it: {message}{place}");
        let mut outcome = Outcome { n_documents: 1, ..Outcome::default() };
        self.failed(name, &message, output, &mut outcome);
        outcome
    }
}

thread_local! {
    /// Where in the program this thread panicked last.
    static PANIC_PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// A panic in a document becomes its error record; the usual report on standard error would only tear the progress line.
/// Panics of the other threads are reported as usual.
fn keep_worker_panics_quiet() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().name().is_some_and(|name| name.starts_with("gleaner-worker")) {
            PANIC_PLACE.set(info.location().map(|location| format!(" (at {location})")));
        } else {
            usual(info);
        }
    }));
}
