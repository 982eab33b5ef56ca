//! Whole runs, from text to records, as `gleaner extract` makes them.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::time::{Duration, Instant};

use anyhow::ensure;
use gleaner::batch::{BatchOptions, Job, Output, run_ordered};
use gleaner::{Analysis, Extractor, PIECE_BYTES, PiecewiseDocument, RecordOptions, RecordWriter};
use serde::Deserialize;
use xxhash_rust::xxh3::Xxh3;

use super::held::HeldDocument;
use crate::document::MEMORY_PER_BYTE;

/// What `gleaner extract` lets documents and records in flight take, unless told otherwise.
const WINDOW_BYTES: usize = 128 << 20;

/// Records by kind ("entity"), then by type ("ORG").
pub(super) type RecordCounts = BTreeMap<String, BTreeMap<String, u64>>;

/// From a text to its records.
pub(super) struct ExtractHeld<'a> {
    pub(super) extractor: &'a Extractor,
}

impl<'a> Job for &ExtractHeld<'a> {
    type Item = &'a HeldDocument;
    type Worker = (Analysis, RecordWriter);
    type Outcome = bool;

    fn worker(&self) -> Self::Worker {
        (Analysis::default(), RecordWriter::new(RecordOptions::default()))
    }

    fn weight(&self, document: &Self::Item) -> usize {
        document.text.len().min(PIECE_BYTES) * MEMORY_PER_BYTE as usize
    }

    fn run(&self, document: &mut Self::Item, worker: &mut Self::Worker, output: &mut Output<'_>) -> bool {
        let (analysis, writer) = worker;
        let (name, meta) = (document.name(), &document.meta);
        let mut pieces = PiecewiseDocument::new(self.extractor, name, &document.text, meta, PIECE_BYTES);
        while pieces.write_next(analysis, writer, output) {
            output.pass_on();
        }
        true
    }

    fn panicked(&self, _: &mut Self::Item, _: &str, _: &mut Output<'_>) -> bool {
        false
    }
}

/// The records of all documents, counted. Not measured: every run is held to its bytes.
pub(super) struct Answer {
    pub(super) counts: RecordCounts,
    pub(super) n_bytes: u64,
    pub(super) xxh3: u64,
}

/// What is counted of a record.
#[derive(Deserialize)]
struct Line {
    kind: String,
    #[serde(rename = "type")]
    of_type: Option<String>,
}

/// The documents of a run, and how often they are taken in it.
pub(super) struct Runs<'a> {
    pub(super) job: ExtractHeld<'a>,
    pub(super) documents: &'a [HeldDocument],
    pub(super) n_passes: u32,
}

impl Runs<'_> {
    /// Takes the documents `n_passes` times on so many threads; the sink gets records of whole documents, or many of them.
    fn run(&self, n_threads: usize, n_passes: u32, mut sink: impl FnMut(&[u8])) -> anyhow::Result<()> {
        let documents = (0..n_passes).flat_map(|_| self.documents);
        let options = BatchOptions { threads: n_threads, window_bytes: WINDOW_BYTES, ..BatchOptions::default() };
        let Ok(report) = run_ordered(&&self.job, documents, &options, |records: &[u8], _| {
            sink(records);
            Ok::<(), Infallible>(())
        });
        ensure!(report.panics == 0, "internal error in {} documents: `gleaner extract` names them", report.panics);
        Ok(())
    }

    /// One run on one thread whose records are counted.
    pub(super) fn answer(&self) -> anyhow::Result<Answer> {
        let mut answer = Answer { counts: RecordCounts::new(), n_bytes: 0, xxh3: 0 };
        let mut xxh3 = Xxh3::new();
        self.run(1, 1, |records| {
            answer.n_bytes += records.len() as u64;
            xxh3.update(records);
            for line in records.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
                // Our own records read; a defect would show as a kind without a name.
                let line: Line = serde_json::from_slice(line).unwrap_or(Line { kind: String::new(), of_type: None });
                let of_kind = answer.counts.entry(line.kind).or_default();
                *of_kind.entry(line.of_type.unwrap_or_default()).or_default() += 1;
            }
        })?;
        answer.xxh3 = xxh3.digest();
        Ok(answer)
    }

    /// What runs on so many threads took.
    ///
    /// # Errors
    /// When a run has fewer or more bytes of records than `answer`.
    pub(super) fn times(
        &self,
        n_threads: usize,
        n_warm_up: u32,
        n_runs: u32,
        answer: &Answer,
    ) -> anyhow::Result<Times> {
        let mut times = Vec::new();
        for run_idx in 0..n_warm_up + n_runs {
            let mut n_bytes = 0;
            let start = Instant::now();
            self.run(n_threads, self.n_passes, |records| n_bytes += records.len() as u64)?;
            let time = start.elapsed();
            let wanted = answer.n_bytes * u64::from(self.n_passes);
            ensure!(n_bytes == wanted, "internal error: {n_bytes} bytes of records where there should be {wanted}");
            if run_idx >= n_warm_up {
                times.push(time);
            }
        }
        Ok(Times::of(times))
    }
}

/// Of several runs.
#[derive(Clone, Copy)]
pub(super) struct Times {
    pub(super) best: Duration,
    pub(super) median: Duration,
}

impl Times {
    pub(super) fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let median = times.get(times.len() / 2).copied().unwrap_or_default();
        Self { best: times.first().copied().unwrap_or_default(), median }
    }
}
