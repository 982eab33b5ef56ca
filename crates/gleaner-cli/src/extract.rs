//! `gleaner extract`: documents in, records out, in order.

use std::fs::File;
use std::io::{self, Write};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use gleaner::RecordWriter;
use gleaner::batch::{BatchOptions, run_ordered};
use gleaner_export::Unit;
use gleaner_ingest::{Format, Inputs, Options, Root};
use indicatif::ProgressBar;

use crate::destination::{Destination, left_out};
use crate::document::{ExtractDocument, Outcome, keep_worker_panics_quiet};
use crate::exit::ExitStatus;
use crate::fingerprint;
use crate::flags::{ExtractFlags, RunFlags, StatsFormat};
use crate::ledger::{Done, Ledger};
use crate::log::Log;
use crate::messages::{self, Messages};
use crate::saved_text::SavedTexts;
use crate::seen::Seen;
use crate::selected::{Selected, Selection};
use crate::settings;
use crate::tally::{Totals, counted};
use crate::written_file::WrittenFile;

/// Runs `gleaner extract`.
///
/// # Errors
/// Wrong configuration and an output that cannot be written. Documents that fail are no error but a status.
pub(crate) fn run(flags: &ExtractFlags) -> anyhow::Result<ExitStatus> {
    let settings = settings::settings(&flags.reading);
    let extractor = settings::extractor(&flags.extraction, settings, flags.run.quiet)?;
    let mut written = written_files(flags);
    let roots = settings::roots(flags, &written)?;
    let (mut output, done) = open_output(flags, &roots)?;
    // Now there is more to tell: standard output in a file, the temporary file, a ledger that was made just now.
    written = written_files(flags);
    written.extend(output.metadata().map(WrittenFile::open));
    settings::roots(flags, &written)?;
    let options = settings::input_options(&flags.input, flags.run.timeout_per_document, &written)?;
    let mut seen = match &flags.run.changed_only {
        Some(path) => Some(Seen::open(path, &fingerprint::of(flags)?)?),
        None => None,
    };
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
        records: settings::record_options(&flags.output, output.format()),
        piece_bytes: usize::try_from(flags.run.piece_size).unwrap_or(usize::MAX),
        window_bytes: usize::try_from(flags.run.memory).unwrap_or(usize::MAX),
        patience: flags.run.timeout_per_document.map(|seconds| Duration::from_secs(seconds.into())),
        errors: RecordWriter::default(),
        saved_texts,
        tells_name: flags.run.resume.is_some(),
        tells_digest: seen.is_some(),
    };
    let start = Instant::now();
    let log = Log::open(flags.run.log.as_deref())?;
    log.info("begin", &[("version", &env!("CARGO_PKG_VERSION"))]);
    let records_to_stdout = output.is_stdout();
    let messages = Messages::new(flags.run.quiet, records_to_stdout);
    if let Some(progress) = messages.shown_progress().filter(|_| flags.input.files_from.is_none()) {
        count_input(roots.clone(), &options, progress);
    }
    if seen.as_ref().is_some_and(|seen| seen.options_changed) {
        messages.warn("the options are others than those of the last run: every input is read");
    }
    let selection = Selection::default();
    let inputs = Selected {
        inputs: settings::inputs(&flags.input, roots, &options)?,
        done,
        known: seen.as_mut().map(Seen::take_known).unwrap_or_default(),
        selection: &selection,
    };
    let mut totals = Totals::default();
    let mut digests = Vec::new();
    let batch = batch_options(&flags.run, &output);
    let result = run_ordered(&job, inputs, &batch, |records: &[u8], end: Option<Outcome>| {
        let mut written = output.write(records);
        if let Some(Outcome { tally, n_input_bytes, failures, name, digest }) = &end {
            for failure in failures {
                messages.warn(failure);
                log.failed(failure);
            }
            totals.add(tally, failures);
            messages.advance(*n_input_bytes, &totals.tally);
            if failures.is_empty() {
                digests.extend(digest);
            }
            if let Some(name) = name {
                written = written.and_then(|()| output.done(name));
            }
        }
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
    totals.n_skipped = selection.n_skipped();
    if report.items == 0 && totals.n_skipped == 0 {
        anyhow::bail!("no document found: no file below the paths given, or none that the patterns let through");
    }
    let format = output.format();
    let summary = output.finish()?;
    if let Some(seen) = seen {
        seen.write(selection.take_unchanged().into_iter().chain(digests))?;
    }
    let lists = extractor.lists();
    log.info("end", &[("stats", &totals.json(&lists, start.elapsed()))]);
    for message in left_out(format, &summary) {
        messages.warn(message);
    }
    match stats_format(&flags.run, records_to_stdout) {
        StatsFormat::Text => messages.warn(totals.summary(&lists, start.elapsed())),
        StatsFormat::Json => eprint_line(&totals.json(&lists, start.elapsed())),
        StatsFormat::None => {}
    }
    if totals.n_failed() == 0 {
        return Ok(ExitStatus::Success);
    }
    messages.warn(format_args!(
        "{} of {} failed; each has an error record",
        totals.n_failed(),
        counted(totals.tally.n_documents, "document"),
    ));
    Ok(ExitStatus::SomeFailed)
}

/// The files that the run writes; none of them may be read.
fn written_files(flags: &ExtractFlags) -> Vec<WrittenFile> {
    let run = &flags.run;
    let files = [&flags.output.output, &run.resume, &run.changed_only, &run.log];
    files.into_iter().flatten().filter(|path| path.as_os_str() != "-").map(|path| WrittenFile::at(path)).collect()
}

/// The output, and what earlier runs have written to it.
fn open_output(flags: &ExtractFlags, roots: &[Root]) -> anyhow::Result<(Destination, Done)> {
    let path = flags.output.output.as_deref();
    let Some(ledger) = &flags.run.resume else {
        return Ok((Destination::open(path, &flags.output.format, Unit::Chars)?, Done::default()));
    };
    let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
        bail!("--resume goes on with a file: give it with --output");
    };
    if !Destination::is_plain(path, &flags.output.format) {
        bail!("--resume writes JSON Lines, not packed; `gleaner convert` makes other formats of them");
    }
    if roots.contains(&Root::Stdin) {
        bail!("--resume needs inputs that can be read again: standard input (-) cannot");
    }
    let (ledger, done) = Ledger::open(ledger, path, fingerprint::of(flags)?)?;
    Ok((Destination::resumed(ledger, path), done))
}

/// What is said at the end: what was asked for, else what fits.
fn stats_format(flags: &RunFlags, records_to_stdout: bool) -> StatsFormat {
    let fitting = if !flags.quiet && (!records_to_stdout || messages::is_free(records_to_stdout)) {
        StatsFormat::Text
    } else {
        StatsFormat::None
    };
    flags.stats.unwrap_or(fitting)
}

/// A line for programs, without the name of this one before it.
fn eprint_line(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Counts the bytes of the input in a thread of its own, for the progress line. Standard input has none.
fn count_input(roots: Vec<Root>, options: &Options, progress: ProgressBar) {
    if roots.contains(&Root::Stdin) {
        return;
    }
    // Whole files: nothing is opened.
    let options = Options { format: Format::Text, max_bytes: u64::MAX, ..options.clone() };
    let count = move || {
        let n_bytes = Inputs::new(roots, &options).flatten().map(|input| input.n_bytes()).sum();
        messages::set_total(&progress, n_bytes);
    };
    // Without it there is no estimate; nothing else is lost.
    let _ = thread::Builder::new().name("gleaner-count".to_owned()).spawn(count);
}

fn batch_options(flags: &RunFlags, output: &Destination) -> BatchOptions {
    BatchOptions {
        threads: flags.threads.into(),
        window_bytes: usize::try_from(flags.memory).unwrap_or(usize::MAX),
        ordered: !flags.unordered,
        spill: spill(output),
        ..BatchOptions::default()
    }
}

/// A file for records that wait for their turn, where the output is: folders for temporary files are often in memory.
/// Without one, records wait in memory.
fn spill(output: &Destination) -> Option<File> {
    output.folder().and_then(|folder| tempfile::tempfile_in(folder).ok()).or_else(|| tempfile::tempfile().ok())
}
