//! `gleaner extract`: documents in, records out, in order.

use std::cell::RefCell;
use std::io;
use std::panic;
use std::thread;

use gleaner::batch::{BatchOptions, Job, run_ordered};
use gleaner::{Analysis, DocumentMeta, DocumentName, Extractor, RecordOptions, RecordWriter};
use gleaner_ingest::{FileId, Input, InputError, Inputs, Options, Reader};

use crate::exit::ExitStatus;
use crate::flags::ExtractFlags;
use crate::messages::Messages;
use crate::output::Output;
use crate::settings;

/// Tables of a text longer than this are given back after it, so that one huge document does not stay in memory.
const LARGEST_KEPT_TEXT: usize = 4 << 20;

/// Runs `gleaner extract`.
///
/// # Errors
/// Wrong configuration and an output that cannot be written. Documents that fail are no error but a status.
pub(crate) fn run(flags: &ExtractFlags) -> anyhow::Result<ExitStatus> {
    let settings = settings::settings(&flags.reading);
    let extractor = settings::extractor(&flags.extraction, settings, flags.output.quiet)?;
    let mut output = Output::open(flags.output.output.as_deref())?;
    let written = output.metadata().as_ref().and_then(FileId::of);
    let roots = settings::roots(flags, written)?;
    let options = settings::input_options(&flags.input, written)?;

    keep_worker_panics_quiet();
    let job = ExtractDocument {
        extractor: &extractor,
        options: &options,
        records: settings::record_options(&flags.output),
        errors: RecordWriter::default(),
    };
    let batch = BatchOptions { threads: flags.output.threads.into(), ..BatchOptions::default() };
    let messages = Messages::new(flags.output.quiet, matches!(output, Output::Stdout(_)));
    let mut totals = Totals::default();
    let result = run_ordered(&job, Inputs::new(roots, &options), &batch, |records: &[u8], outcome: Outcome| {
        if let Some(message) = &outcome.failure {
            totals.n_failed += 1;
            messages.warn(message);
        }
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
    messages.warn(format_args!("{} of {} documents failed; each has an error record", totals.n_failed, report.items));
    Ok(ExitStatus::SomeFailed)
}

#[derive(Default)]
struct Totals {
    n_failed: usize,
    n_bytes: u64,
}

/// What the writer learns of a document.
struct Outcome {
    n_bytes: u64,
    /// The message of a document that failed.
    failure: Option<String>,
}

/// One document: read, extracted, written.
struct ExtractDocument<'a> {
    extractor: &'a Extractor,
    options: &'a Options,
    records: RecordOptions,
    /// Error records need no buffers, so all threads share this one.
    errors: RecordWriter,
}

/// What a thread reuses.
struct Worker {
    reader: Reader,
    analysis: Analysis,
    writer: RecordWriter,
}

impl ExtractDocument<'_> {
    /// The record and the message of a failure.
    fn failed(&self, error: &InputError, output: &mut Vec<u8>) -> Outcome {
        self.errors.write_error(error.place(), &error.kind().to_string(), output);
        Outcome { n_bytes: 0, failure: Some(error.to_string()) }
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
        let document = match item.as_ref().map(|input| worker.reader.read(input)) {
            Ok(Ok(document)) => document,
            Ok(Err(error)) => return self.failed(&error, output),
            Err(error) => return self.failed(error, output),
        };
        let meta = DocumentMeta {
            document_date: document.written.map(|written| written.day),
            document_time: document.written.and_then(|written| written.minute_of_day),
        };
        let text = &*document.text;
        self.extractor.extract_into(text, &meta, &mut worker.analysis);
        let name = DocumentName { name: &document.name, title: None };
        worker.writer.write(name, text, self.extractor, &worker.analysis, output);
        let n_bytes = text.len() as u64;
        if text.len() > LARGEST_KEPT_TEXT {
            worker.analysis = Analysis::default();
            worker.writer = RecordWriter::new(self.records);
        }
        Outcome { n_bytes, failure: None }
    }

    fn panicked(&self, item: &mut Self::Item, message: &str, output: &mut Vec<u8>) -> Outcome {
        let name = match item {
            Ok(input) => input.name(),
            Err(error) => error.place(),
        };
        let place = PANIC_PLACE.take().unwrap_or_default();
        let message = format!("internal error, please report it: {message}{place}");
        self.errors.write_error(name, &message, output);
        Outcome { n_bytes: 0, failure: Some(format!("{name}: {message}")) }
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
