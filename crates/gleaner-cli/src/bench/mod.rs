//! `gleaner bench`: how fast documents are extracted here, beside simple programs over the same bytes.
//!
//! | file | what it has |
//! |---|---|
//! | `held.rs` | the documents, read once |
//! | `runs.rs` | whole runs from text to records, and the records that all of them must give |
//! | `stages.rs` | the time of each stage |
//! | `rivals.rs` | the simple programs |
//! | `report.rs` | what is printed |

mod held;
mod report;
mod rivals;
mod runs;
mod stages;

use anyhow::bail;
use gleaner::batch::BatchOptions;

use self::held::Held;
use self::report::{BreakRow, NameRow, Reading, Report, Speed, StageRow, rate, rounded};
use self::rivals::NameScan;
use self::runs::{ExtractHeld, Runs};
use self::stages::StageTimes;
use crate::about;
use crate::exit::ExitStatus;
use crate::flags::BenchFlags;
use crate::{messages, settings};

/// A run over less text than this takes it several times: the clock and the start of threads would be too much of it.
const LEAST_BYTES: u64 = 4_000_000;

/// Runs `gleaner bench`.
///
/// # Errors
/// Wrong configuration, and an input without any text.
pub(crate) fn run(flags: &BenchFlags) -> anyhow::Result<ExitStatus> {
    let extractor = settings::extractor(&flags.extraction, settings::settings(&flags.reading), flags.quiet)?;
    let roots = settings::document_roots(&flags.paths, &flags.input)?;
    let options = settings::input_options(&flags.input, None, &[])?;
    let held = Held::read(settings::inputs(&flags.input, roots, &options)?, &options);
    if !flags.quiet {
        for failure in &held.failures {
            messages::print(failure);
        }
    }
    let n_bytes = held.n_bytes();
    if n_bytes == 0 {
        match held.failures.first() {
            Some(failure) => bail!("nothing to measure: no document could be read ({failure})"),
            None if held.documents.is_empty() => bail!("nothing to measure: no document found below the paths given"),
            None => bail!("nothing to measure: the documents have no text"),
        }
    }
    let report = measure(flags, &held, &extractor)?;
    if flags.json {
        about::print(format!("{}\n", serde_json::to_string(&report)?).as_bytes())?;
    } else {
        about::print(report.to_string().as_bytes())?;
    }
    Ok(if held.failures.is_empty() { ExitStatus::Success } else { ExitStatus::SomeFailed })
}

fn measure(flags: &BenchFlags, held: &Held, extractor: &gleaner::Extractor) -> anyhow::Result<Report> {
    let documents = held.documents.as_slice();
    let n_bytes = held.n_bytes();
    let n_passes = u32::try_from(LEAST_BYTES.div_ceil(n_bytes)).unwrap_or(u32::MAX).min(100_000);
    let runs = Runs { job: ExtractHeld { extractor }, documents, n_passes };
    let answer = runs.answer()?;
    let n_threads = BatchOptions { threads: flags.threads.into(), ..BatchOptions::default() }.thread_count();
    let on_one = runs.times(1, flags.warm_up, flags.runs, &answer)?;
    let on_all = (n_threads > 1).then(|| runs.times(n_threads, flags.warm_up, flags.runs, &answer)).transpose()?;
    // Before the rivals' automaton, which is larger than all of gleaner.
    let peak_memory_bytes = peak_memory();
    let stages = StageTimes::of(extractor, documents, flags.runs.max(n_passes.min(20)));
    let names = NameScan::of(&extractor.lists(), documents, n_passes, flags.runs)?;
    let (n_breaks, breaks) = rivals::line_breaks(documents, n_passes, flags.runs);

    let of_runs = |n: u64| n * u64::from(n_passes);
    let megabytes = of_runs(n_bytes) as f64 / 1e6;
    let speed = |threads, times| {
        Speed::of(threads, times, of_runs(n_bytes), of_runs(documents.len() as u64), of_runs(stages.n_tokens))
    };
    let stage_row = |(name, time): (&'static str, std::time::Duration)| StageRow {
        name,
        megabytes_per_second: rate(n_bytes as f64 / 1e6, time),
        nanoseconds_per_token: rounded(time.as_secs_f64() * 1e9 / stages.n_tokens.max(1) as f64),
        share: rounded(100.0 * time.as_secs_f64() / stages.total().as_secs_f64().max(1e-9)),
    };
    Ok(Report {
        version: env!("CARGO_PKG_VERSION"),
        documents: documents.len(),
        failed: held.failures.len(),
        text_bytes: n_bytes,
        tokens: stages.n_tokens,
        passes: n_passes,
        warm_up: flags.warm_up,
        runs: flags.runs,
        reading: Reading {
            input_bytes: held.n_input_bytes,
            seconds: held.reading_time.as_secs_f64(),
            megabytes_per_second: rate(held.n_input_bytes as f64 / 1e6, held.reading_time),
        },
        one_thread: speed(1, on_one),
        all_threads: on_all.map(|times| speed(n_threads, times)),
        stages: stages.iter().map(stage_row).collect(),
        aho_corasick: NameRow {
            names: names.n_names,
            hits: names.n_hits,
            megabytes_per_second: rate(megabytes, names.times.best),
        },
        line_breaks: BreakRow { found: n_breaks, megabytes_per_second: rate(megabytes, breaks.best) },
        peak_memory_bytes,
        records: answer.counts,
        record_bytes: answer.n_bytes,
        record_xxh3: format!("{:016x}", answer.xxh3),
    })
}

/// The most memory that this process has had, where the system tells (Linux: `VmHWM`).
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
