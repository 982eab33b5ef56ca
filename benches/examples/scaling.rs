//! How time grows with the size of documents and corpora, with threads, with names of lists and with rules: tables, and
//! `benches/scaling.svg`.
//!
//! ```text
//! cargo run --release -p benches --example scaling               # everything: minutes, and 1 GB of text
//! cargo run --release -p benches --example scaling -- 0.1        # corpora and documents up to a tenth of that
//! ```
//!
//! The text is generated news. Corpora are made of a pool of 12 MB, whose articles are taken again and again, so that no
//! corpus is ever held; documents are joined articles. What corpora and documents cost is processor time where the system tells
//! (Linux), so that other work on the machine falls away; so it does from the stages, whose time is the quickest of several
//! runs for each article. Threads can only be measured by the clock, on a machine that does nothing else.
#![allow(clippy::print_stdout)]

use std::convert::Infallible;
use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use benches::genre::Genre;
use benches::inputs::Document;
use benches::plot::{Panel, svg};
use benches::random::Random;
use benches::rules::rule_file;
use gleaner::batch::{BatchOptions, Job, Output, run_ordered};
use gleaner::gazetteer::List;
use gleaner::{
    Analysis, DocumentMeta, DocumentName, Extractor, PIECE_BYTES, PiecewiseDocument, RecordOptions, RecordWriter, Stage,
};

const POOL_BYTES: usize = 12_000_000;
/// A measurement is repeated until this much time has gone by, three times at least unless it takes longer than this.
const PATIENCE: Duration = Duration::from_secs(3);

/// Processor time of this process so far, its ended threads with it, in seconds. Linux counts it in hundredths of a second
/// (`proc_pid_stat`: fields 14 and 15); elsewhere it is the time of day.
fn spent() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, field 2, may hold anything; it ends with the last bracket.
    let mut fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<f64>().ok();
    match (ticks(), ticks()) {
        (Some(user), Some(system)) => (user + system) / 100.0,
        _ => SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64(),
    }
}

/// The mean of as many runs as a second or two of processor time holds, one at least.
fn cost(mut work: impl FnMut()) -> f64 {
    let (start, mut n_runs) = (spent(), 0.0);
    loop {
        work();
        n_runs += 1.0;
        let seconds = spent() - start;
        if seconds > 1.5 {
            return seconds / n_runs;
        }
    }
}

/// The quickest of several runs.
fn best(mut work: impl FnMut()) -> f64 {
    let (begin, mut best) = (Instant::now(), Duration::MAX);
    for run_idx in 0..200 {
        let start = Instant::now();
        work();
        best = best.min(start.elapsed());
        let is_enough = begin.elapsed() > PATIENCE;
        if is_enough && (run_idx >= 2 || best > PATIENCE) {
            break;
        }
    }
    best.as_secs_f64()
}

/// Peak memory of this process in megabytes, where the system tells.
fn peak_memory() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? * 1024.0 / 1e6)
}

/// From a text to records, as `gleaner extract` does it.
struct Extract<'a>(&'a Extractor);

impl<'a> Job for &Extract<'a> {
    type Item = &'a str;
    type Worker = (Analysis, RecordWriter);
    type Outcome = ();

    fn worker(&self) -> Self::Worker {
        (Analysis::default(), RecordWriter::new(RecordOptions::default()))
    }

    fn weight(&self, text: &&'a str) -> usize {
        text.len().min(PIECE_BYTES) * 34
    }

    fn run(&self, text: &mut &'a str, (analysis, writer): &mut Self::Worker, output: &mut Output<'_>) {
        let name = DocumentName { name: "text.txt", title: None, author: None };
        let mut pieces = PiecewiseDocument::new(self.0, name, text, &DocumentMeta::default(), PIECE_BYTES);
        while pieces.write_next(analysis, writer, output) {
            output.pass_on();
        }
    }

    fn panicked(&self, _: &mut &'a str, message: &str, _: &mut Output<'_>) {
        panic!("{message}");
    }
}

/// Extracts texts on so many threads; what is found goes nowhere. Returns the bytes of records.
fn extract<'a>(extractor: &'a Extractor, texts: impl Iterator<Item = &'a str> + Send, threads: usize) -> u64 {
    let options = BatchOptions { threads, ..BatchOptions::default() };
    let Ok(report) = run_ordered(&&Extract(extractor), texts, &options, |_, _| Ok::<(), Infallible>(()));
    report.bytes
}

fn main() -> Result<(), Box<dyn Error>> {
    let share: f64 = std::env::args().nth(1).map_or(Ok(1.0), |share| share.parse())?;
    let pool = Genre::News.generate(POOL_BYTES);
    let extractor = Extractor::builder().build()?;
    let panels = [
        corpora(&extractor, &pool, 1e9 * share),
        documents(&extractor, &pool, 1e8 * share),
        threads(&extractor, &pool),
        names(&pool)?,
        rules(&pool)?,
    ];
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scaling.svg");
    fs::write(path, svg(&panels, 3))?;
    Ok(())
}

/// Articles without end, in an order of chance.
fn articles(pool: &[String]) -> impl Iterator<Item = &str> + Send {
    let mut random = Random::new(1);
    std::iter::repeat_with(move || pool[random.below(pool.len())].as_str())
}

/// Articles of at least so many bytes.
fn corpus(pool: &[String], n_bytes: usize) -> impl Iterator<Item = &str> + Send {
    let mut n_taken = 0;
    articles(pool).take_while(move |article| {
        let is_missing = n_taken < n_bytes;
        n_taken += article.len();
        is_missing
    })
}

/// 1 MB, 10 MB … up to `most` bytes. First of all, since memory only ever grows.
fn corpora(extractor: &Extractor, pool: &[String], most: f64) -> Panel {
    println!(
        "\n| corpus, MB | processor seconds, all threads | MB/s of one | peak memory, MB |\n|---:|---:|---:|---:|"
    );
    let mut points = Vec::new();
    for n_bytes in [1e6, 1e7, 1e8, 1e9].into_iter().filter(|n_bytes| *n_bytes <= most) {
        let seconds = cost(|| _ = extract(extractor, corpus(pool, n_bytes as usize), 0));
        let memory = peak_memory().map_or("-".to_owned(), |megabytes| format!("{megabytes:.0}"));
        println!("| {:.0} | {seconds:.2} | {:.1} | {memory} |", n_bytes / 1e6, n_bytes / seconds / 1e6);
        points.push((n_bytes, seconds));
    }
    panel("Corpora", "bytes, in articles of 4 kB", "processor seconds", vec![("whole", points)])
}

fn documents(extractor: &Extractor, pool: &[String], most: f64) -> Panel {
    println!("\n| document, kB | ms | MB/s |\n|---:|---:|---:|");
    let mut points = Vec::new();
    for n_bytes in [1e3, 1e4, 1e5, 1e6, 1e7, 3.2e7, 1e8].into_iter().filter(|n_bytes| *n_bytes <= most) {
        // Several different ones, so that small ones are no better known to the processor than large ones.
        let n_documents = (2e6 / n_bytes).ceil().min(200.0) as usize;
        let mut articles = articles(pool);
        let joined = (0..n_documents).map(|_| {
            let mut text = String::new();
            while text.len() < n_bytes as usize {
                text.push_str(articles.next().unwrap_or_default());
                text.push_str("\n\n");
            }
            let mut end = n_bytes as usize;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.truncate(end);
            text
        });
        let joined: Vec<String> = joined.collect();
        let seconds = cost(|| _ = extract(extractor, joined.iter().map(String::as_str), 1)) / joined.len() as f64;
        println!("| {:.0} | {:.3} | {:.1} |", n_bytes / 1e3, seconds * 1e3, n_bytes / seconds / 1e6);
        points.push((n_bytes, seconds));
    }
    panel("One document", "bytes", "processor seconds", vec![("whole", points)])
}

fn threads(extractor: &Extractor, pool: &[String]) -> Panel {
    println!("\n| threads | MB/s | times one |\n|---:|---:|---:|");
    let n_cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut counts: Vec<usize> = (0..).map(|power| 1 << power).take_while(|n| *n < n_cores).collect();
    counts.push(n_cores);
    let mut points = Vec::new();
    for n_threads in counts {
        let seconds = best(|| _ = extract(extractor, pool.iter().map(String::as_str), n_threads));
        let speed = pool.iter().map(String::len).sum::<usize>() as f64 / seconds / 1e6;
        println!("| {n_threads} | {speed:.1} | {:.2} |", speed / points.first().map_or(speed, |(_, first)| *first));
        points.push((n_threads as f64, speed));
    }
    panel("Threads", "threads", "MB/s", vec![("whole", points)])
}

/// Milliseconds a megabyte of one stage and of all, on one thread.
fn stage_and_whole(extractor: &Extractor, texts: &[String], wanted: Stage) -> (f64, f64) {
    let mut analysis = Analysis::default();
    let mut quickest = vec![[Duration::MAX; Stage::ALL.len()]; texts.len()];
    for _ in 0..5 {
        for (text, quickest) in texts.iter().zip(&mut quickest) {
            let mut last = Instant::now();
            extractor.extract_observed(text, &DocumentMeta::default(), &mut analysis, |stage| {
                let now = Instant::now();
                quickest[stage.index()] = quickest[stage.index()].min(now - last);
                last = now;
            });
        }
    }
    let of_stage: Duration = quickest.iter().map(|stages| stages[wanted.index()]).sum();
    let whole: Duration = quickest.iter().flatten().sum();
    let megabytes = texts.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    (of_stage.as_secs_f64() * 1e3 / megabytes, whole.as_secs_f64() * 1e3 / megabytes)
}

/// Names that a list of that many has: some of two words, some of three; not those of the text.
fn list_of(n_names: usize) -> List<'static> {
    const SYLLABLES: [&str; 16] = [
        "bar", "cor", "dan", "fel", "gor", "hal", "jen", "kil", "lor", "mar", "nev", "pol", "ras", "sil", "tor", "wen",
    ];
    let word = |mut number: usize| {
        let mut word = String::new();
        for _ in 0..3 {
            word.push_str(SYLLABLES[number % SYLLABLES.len()]);
            number /= SYLLABLES.len();
        }
        word[..1].to_ascii_uppercase() + &word[1..]
    };
    let mut list = List::new("many", "ORG");
    for n in 0..n_names {
        let last = ["Group", "Trust", "Holdings", "House"][n % 4];
        let middle = if n % 3 == 0 { format!(" {}", word(n / 4096 + 7)) } else { String::new() };
        list.add(format!("{}{middle} {} {last}", word(n), word(n / 4096)));
    }
    list
}

fn names(pool: &[String]) -> Result<Panel, Box<dyn Error>> {
    println!("\n| names of one's own | built in, s | lists, ms/MB | whole, ms/MB |\n|---:|---:|---:|---:|");
    let texts = &pool[..500.min(pool.len())];
    let (mut of_lists, mut of_whole) = (Vec::new(), Vec::new());
    for n_names in [0, 1_000, 10_000, 100_000, 1_000_000] {
        let start = Instant::now();
        let builder = Extractor::builder();
        let extractor = if n_names == 0 { builder } else { builder.gazetteer(list_of(n_names)) }.build()?;
        let build = start.elapsed().as_secs_f64();
        let (lists, whole) = stage_and_whole(&extractor, texts, Stage::Lists);
        println!("| {n_names} | {build:.2} | {lists:.2} | {whole:.1} |");
        // Nothing has no place on a logarithmic axis.
        let x = n_names.max(100) as f64;
        of_lists.push((x, lists));
        of_whole.push((x, whole));
    }
    let curves = vec![("lists", of_lists), ("whole", of_whole)];
    Ok(panel("Names of one’s own (none at 100)", "names", "milliseconds a megabyte", curves))
}

fn rules(pool: &[String]) -> Result<Panel, Box<dyn Error>> {
    println!("\n| rules | relations, ms/MB | whole, ms/MB |\n|---:|---:|---:|");
    let texts = &pool[..500.min(pool.len())];
    let documents: Vec<Document> = texts.iter().cloned().map(Document::new).collect();
    let (mut of_relations, mut of_whole) = (Vec::new(), Vec::new());
    for n_rules in [10, 100, 1_000] {
        let rules = rule_file(&documents, n_rules);
        let extractor = Extractor::builder().builtin_rules(false).rules("scaling.rules", rules).build()?;
        let (relations, whole) = stage_and_whole(&extractor, texts, Stage::Relations);
        println!("| {n_rules} | {relations:.2} | {whole:.1} |");
        of_relations.push((n_rules as f64, relations));
        of_whole.push((n_rules as f64, whole));
    }
    let curves = vec![("relations", of_relations), ("whole", of_whole)];
    Ok(panel("Rules", "rules, worst first", "milliseconds a megabyte", curves))
}

fn panel(title: &str, x_label: &str, y_label: &str, curves: Vec<(&str, Vec<(f64, f64)>)>) -> Panel {
    Panel {
        title: title.to_owned(),
        x_label: x_label.to_owned(),
        y_label: y_label.to_owned(),
        curves: curves.into_iter().map(|(name, points)| (name.to_owned(), points)).collect(),
    }
}
