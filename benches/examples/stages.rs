//! The table of stages: megabytes a second and nanoseconds a token of each, on one thread.
//!
//! ```text
//! cargo run --release -p benches --example stages            # the seeds and ten megabytes of generated news
//! cargo run --release -p benches --example stages -- FILE…   # other texts, each file a document
//! ```
//!
//! Each stage of each document is timed inside whole runs over all documents, the quickest time of several runs counts,
//! and the times of all documents are added up: on a machine with other work, most of what the others take falls away.
//! Rows in brackets are not part of the whole: the parts of the values stage timed alone, and sums.
#![allow(clippy::print_stdout)]

use std::time::{Duration, Instant};

use benches::answer::checksum;
use benches::inputs::{self, Document, Input};
use benches::stages::StageTimes;
use gleaner::{Analysis, DocumentName, Extractor, RecordOptions, RecordWriter, Settings, Stage};
use gleaner_text::{Day, Mention};

/// Runs over all documents; more of them over small inputs.
const N_RUNS: usize = 7;

/// The quickest of several runs.
fn best(mut work: impl FnMut()) -> Duration {
    let mut time = || {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..N_RUNS).map(|_| time()).min().unwrap_or_default()
}

/// Peak memory of this process in bytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// The quickest times of a document so far.
#[derive(Clone, Copy)]
struct Times {
    stages: Option<StageTimes>,
    money: Duration,
    dates: Duration,
    records: Duration,
}

/// What a thread reuses.
struct Buffers {
    analysis: Analysis,
    writer: RecordWriter,
    output: Vec<u8>,
    scratch: gleaner_values::Scratch,
    mentions: Vec<Mention>,
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// Works through a document once and keeps what was quicker than before.
fn run(extractor: &Extractor, document: &Document, buffers: &mut Buffers, times: &mut Times) {
    let Buffers { analysis, writer, output, scratch, mentions } = buffers;
    let stages = StageTimes::of_text(extractor, &document.text, analysis);
    times.stages = Some(times.stages.map_or(stages, |mut best| {
        best.keep_best(&stages);
        best
    }));
    output.clear();
    let name = DocumentName { name: "news/a.txt", title: None, author: None };
    times.records = times.records.min(time(|| writer.write(name, &document.text, extractor, analysis, output)));
    let settings = Settings { document_date: Some(Day::new(2025, 6, 18)), ..*extractor.settings() };
    let view = document.view();
    mentions.clear();
    times.money = times.money.min(time(|| gleaner_values::find_money_in(view, &settings, mentions)));
    mentions.clear();
    times.dates = times.dates.min(time(|| gleaner_values::find_dates_in(view, &settings, scratch, mentions)));
}

fn table(extractor: &Extractor, input: &Input) {
    let mut buffers = Buffers {
        analysis: Analysis::default(),
        writer: RecordWriter::new(RecordOptions::default()),
        output: Vec::new(),
        scratch: gleaner_values::Scratch::default(),
        mentions: Vec::new(),
    };
    let longest = Times { stages: None, money: Duration::MAX, dates: Duration::MAX, records: Duration::MAX };
    let mut times = vec![longest; input.documents.len()];
    let n_runs = (10_000_000 / input.n_bytes().max(1)).clamp(N_RUNS, 300);
    let mut all_records = Vec::new();
    for run_idx in 0..n_runs {
        for (document, times) in input.documents.iter().zip(&mut times) {
            run(extractor, document, &mut buffers, times);
            if run_idx == 0 {
                all_records.extend_from_slice(&buffers.output);
            }
        }
    }
    let mut stages = StageTimes::default();
    times.iter().filter_map(|times| times.stages).for_each(|of_document| stages.add(&of_document));
    let sum = |part: fn(&Times) -> Duration| times.iter().map(part).sum::<Duration>();
    let records = sum(|times| times.records);

    let (n_bytes, n_tokens) = (input.n_bytes() as f64, input.n_tokens() as f64);
    println!("\n{}: {} documents, {:.2} MB, best of {n_runs}", input.name, input.documents.len(), n_bytes / 1e6);
    println!("| stage | MB/s | ns/token | share |");
    println!("|---|---:|---:|---:|");
    let whole = stages.total() + records;
    let row = |name: &str, time: Duration| {
        let seconds = time.as_secs_f64();
        let share = 100.0 * seconds / whole.as_secs_f64();
        println!("| {name} | {:.0} | {:.1} | {share:.1} % |", n_bytes / seconds / 1e6, seconds * 1e9 / n_tokens);
    };
    for stage in Stage::ALL {
        row(stage.name(), stages.of(stage));
        if stage == Stage::Values {
            row("(money alone)", sum(|times| times.money));
            row("(dates alone)", sum(|times| times.dates));
        }
    }
    row("records", records);
    row("**whole**", whole);
    let lists_and_values = [Stage::Tokens, Stage::DocumentDate, Stage::Values, Stage::Lists];
    row("(tokens, lists, values)", lists_and_values.into_iter().map(|stage| stages.of(stage)).sum());
    println!("{} bytes of records, checksum {:08x}", all_records.len(), checksum(&all_records));
}

fn main() {
    let start = Instant::now();
    let extractor = Extractor::builder().build().expect("our lists and model build");
    let first_build = start.elapsed();
    let start = Instant::now();
    let n_mentions = extractor.extract("It cost £5m in May.").mentions().len();
    let first_text = start.elapsed();
    println!("first build {first_build:.1?}, first text after it {first_text:.1?} ({n_mentions} mentions)");
    if let Some(bytes) = peak_memory() {
        println!("peak memory up to here {:.1} MB", bytes as f64 / 1e6);
    }
    println!("build, best of {N_RUNS}: {:.1?}", best(|| _ = Extractor::builder().build()));
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        let seeds = inputs::seed_documents();
        table(&extractor, &seeds);
        table(&extractor, &inputs::news("news-10MB", 10_000_000));
    } else {
        let read = |path: &String| std::fs::read_to_string(path).expect("a file of UTF-8 text");
        let documents = files.iter().map(|path| Document::new(read(path))).collect();
        let input = Input { name: "files".to_owned(), documents };
        table(&extractor, &input);
    }
    if let Some(bytes) = peak_memory() {
        println!("\npeak memory with all texts and tables {:.1} MB", bytes as f64 / 1e6);
    }
}
