//! What a measurement came to: a JSON object, or lines for people.

use std::fmt::{self, Display};
use std::time::Duration;

use serde::Serialize;

use super::runs::{RecordCounts, Times};
use crate::tally::counted;

/// Everything that is printed. MB are 10^6 bytes of text in UTF-8.
#[derive(Serialize)]
pub(super) struct Report {
    pub(super) version: &'static str,
    pub(super) documents: usize,
    pub(super) failed: usize,
    pub(super) text_bytes: u64,
    pub(super) tokens: u64,
    /// How often a run takes the documents.
    pub(super) passes: u32,
    pub(super) warm_up: u32,
    pub(super) runs: u32,
    pub(super) reading: Reading,
    pub(super) one_thread: Speed,
    /// Absent where all threads are one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) all_threads: Option<Speed>,
    pub(super) stages: Vec<StageRow>,
    pub(super) aho_corasick: NameRow,
    pub(super) line_breaks: BreakRow,
    /// Of the process up to the end of the whole runs, texts included; absent where the system does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) peak_memory_bytes: Option<u64>,
    pub(super) records: RecordCounts,
    pub(super) record_bytes: u64,
    pub(super) record_xxh3: String,
}

/// Files to texts, once.
#[derive(Serialize)]
pub(super) struct Reading {
    pub(super) input_bytes: u64,
    pub(super) seconds: f64,
    pub(super) megabytes_per_second: f64,
}

/// Of runs; what is per second is of the quickest.
#[derive(Serialize)]
pub(super) struct Speed {
    pub(super) threads: usize,
    pub(super) seconds_best: f64,
    pub(super) seconds_median: f64,
    pub(super) megabytes_per_second: f64,
    pub(super) megabytes_per_second_median: f64,
    pub(super) documents_per_second: f64,
    pub(super) tokens_per_second: f64,
}

#[derive(Serialize)]
pub(super) struct StageRow {
    pub(super) name: &'static str,
    pub(super) megabytes_per_second: f64,
    pub(super) nanoseconds_per_token: f64,
    /// Of all stages, in per cent.
    pub(super) share: f64,
}

#[derive(Serialize)]
pub(super) struct NameRow {
    pub(super) names: usize,
    pub(super) hits: usize,
    pub(super) megabytes_per_second: f64,
}

#[derive(Serialize)]
pub(super) struct BreakRow {
    pub(super) found: usize,
    pub(super) megabytes_per_second: f64,
}

/// To three digits behind the point: more would be noise.
pub(super) fn rounded(number: f64) -> f64 {
    (number * 1e3).round() / 1e3
}

/// `amount` by the second.
pub(super) fn rate(amount: f64, time: Duration) -> f64 {
    rounded(amount / time.as_secs_f64().max(1e-9))
}

impl Speed {
    pub(super) fn of(threads: usize, times: Times, n_bytes: u64, n_documents: u64, n_tokens: u64) -> Self {
        Self {
            threads,
            seconds_best: times.best.as_secs_f64(),
            seconds_median: times.median.as_secs_f64(),
            megabytes_per_second: rate(n_bytes as f64 / 1e6, times.best),
            megabytes_per_second_median: rate(n_bytes as f64 / 1e6, times.median),
            documents_per_second: rate(n_documents as f64, times.best).round(),
            tokens_per_second: rate(n_tokens as f64, times.best).round(),
        }
    }

    fn name(&self) -> String {
        if self.threads == 1 { "one thread".to_owned() } else { format!("{} threads", self.threads) }
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{}, {:.2} MB of text, {} tokens; read in {:.2} s",
            counted(self.documents as u64, "document"),
            self.text_bytes as f64 / 1e6,
            self.tokens,
            self.reading.seconds,
        )?;
        let times = if self.passes > 1 { format!(", each over the text {} times", self.passes) } else { String::new() };
        writeln!(f, "the best of {}{times}", counted(self.runs.into(), "run"))?;
        writeln!(f, "\n{:28} {:>9} {:>9} {:>13} {:>12}", "", "MB/s", "median", "documents/s", "tokens/s")?;
        for speed in [Some(&self.one_thread), self.all_threads.as_ref()].into_iter().flatten() {
            writeln!(
                f,
                "{:28} {:9.1} {:9.1} {:13.0} {:12.0}",
                speed.name(),
                speed.megabytes_per_second,
                speed.megabytes_per_second_median,
                speed.documents_per_second,
                speed.tokens_per_second,
            )?;
        }
        let names = format!("aho-corasick, {} names", self.aho_corasick.names);
        writeln!(f, "{names:28} {:9.1}", self.aho_corasick.megabytes_per_second)?;
        writeln!(f, "{:28} {:9.1}", "line breaks counted", self.line_breaks.megabytes_per_second)?;
        writeln!(f, "\n{:28} {:>9} {:>9} {:>13}", "stage, on one thread", "MB/s", "ns/token", "share")?;
        for row in &self.stages {
            writeln!(
                f,
                "{:28} {:9.0} {:9.1} {:11.1} %",
                row.name, row.megabytes_per_second, row.nanoseconds_per_token, row.share
            )?;
        }
        writeln!(f)?;
        if let Some(bytes) = self.peak_memory_bytes {
            writeln!(f, "peak memory {:.1} MB, with all texts", bytes as f64 / 1e6)?;
        }
        writeln!(f, "records     {} bytes, xxh3 {}", self.record_bytes, self.record_xxh3)?;
        for (kind, by_type) in &self.records {
            let all: u64 = by_type.values().sum();
            let listed: Vec<String> = by_type.iter().map(|(of_type, n)| format!("{n} {of_type}")).collect();
            writeln!(f, "  {kind:9} {all}: {}", listed.join(", "))?;
        }
        Ok(())
    }
}
