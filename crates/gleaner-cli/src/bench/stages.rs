//! Where the time goes: each stage of each document timed inside whole runs on one thread.
//!
//! The quickest time of several runs counts, and the times of all documents are added up: on a machine with other work, most
//! of what the others take falls away.

use std::time::{Duration, Instant};

use gleaner::{Analysis, Extractor, RecordOptions, RecordWriter, Stage};

use super::held::HeldDocument;

/// The stages and writing the records.
const N_PARTS: usize = Stage::ALL.len() + 1;

/// Time by stage, records last.
pub(super) struct StageTimes {
    times: [Duration; N_PARTS],
    pub(super) n_tokens: u64,
}

impl StageTimes {
    pub(super) fn of(extractor: &Extractor, documents: &[HeldDocument], n_runs: u32) -> Self {
        let mut best = vec![[Duration::MAX; N_PARTS]; documents.len()];
        let (mut analysis, mut writer) = (Analysis::default(), RecordWriter::new(RecordOptions::default()));
        let mut records = Vec::new();
        let mut n_tokens = 0;
        for run_idx in 0..n_runs {
            for (document, best) in documents.iter().zip(&mut best) {
                let mut keep = |part: usize, time: Duration| best[part] = best[part].min(time);
                let mut last = Instant::now();
                extractor.extract_observed(&document.text, &document.meta, &mut analysis, |stage| {
                    let now = Instant::now();
                    keep(stage.index(), now - last);
                    last = now;
                });
                records.clear();
                let start = Instant::now();
                writer.write(document.name(), &document.text, extractor, &analysis, &mut records);
                keep(N_PARTS - 1, start.elapsed());
                if run_idx == 0 {
                    n_tokens += analysis.tokens().len() as u64;
                }
            }
        }
        let mut times = [Duration::ZERO; N_PARTS];
        for of_document in &best {
            for (sum, time) in times.iter_mut().zip(of_document) {
                // A stage that never ran (a text of 4 GiB) took no time.
                *sum += if *time == Duration::MAX { Duration::ZERO } else { *time };
            }
        }
        Self { times, n_tokens }
    }

    /// Name and time of each, in the order in which they run.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, Duration)> {
        Stage::ALL.iter().map(|stage| stage.name()).chain(["records"]).zip(self.times)
    }

    pub(super) fn total(&self) -> Duration {
        self.times.iter().sum()
    }
}
