//! Text made to be slow: twice the text must cost about twice the time, whatever it says.
//!
//! Each text is measured at two sizes, and the benchmark fails where four times the text costs more than ten times the time
//! (something quadratic would cost sixteen times as much).

use std::time::{Duration, Instant};

use benches::answer::Answer;
use benches::inputs::Document;
use benches::measure::{is_measuring, measure};
use criterion::Criterion;
use gleaner::{Analysis, DocumentMeta, Extractor};
use gleaner_values::{Scratch, Settings, find_in};

/// Name, and what is repeated.
const PATTERNS: [(&str, &str); 22] = [
    ("digits", "7"),
    ("digits-apart", "7 "),
    ("pounds", "£"),
    ("pounds-digits", "£1"),
    ("slashed-days", "1/1/"),
    ("and-a-half", "and a half "),
    ("one-hundred-and", "one hundred and "),
    ("between-pounds", "between £1 and "),
    ("last", "last "),
    ("months", "March "),
    ("years-to", "2019 to "),
    ("brackets", "("),
    ("bracketed", "(AB) "),
    ("quotes", "“"),
    ("initials", "A. B. "),
    ("one-word", "a"),
    ("capitals", "NORTHERN POTTERY "),
    ("and-people", "Ann Lee and "),
    ("of-the", "University of the "),
    ("places", "York, Leeds, "),
    ("roles", "chief executive of "),
    ("hyphens", "a-"),
];

const TIMES: usize = 4;
const WORST_RATIO: f64 = 10.0;

fn repeated(pattern: &str, n_bytes: usize) -> String {
    pattern.repeat(n_bytes / pattern.len() + 1)
}

/// The quickest of three.
fn best(mut work: impl FnMut()) -> Duration {
    let mut time = || {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    time().min(time()).min(time())
}

fn hold_linear(name: &str, small: Duration, large: Duration) {
    let ratio = large.as_secs_f64() / small.as_secs_f64().max(1e-9);
    // Below that, what is measured is the clock.
    let is_short = large < Duration::from_millis(5);
    assert!(is_short || ratio < WORST_RATIO, "{name}: {TIMES} times the text took {ratio:.1} times the time");
}

pub(crate) fn hostile(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hostile");
    group.sample_size(10).measurement_time(Duration::from_millis(500)).warm_up_time(Duration::from_millis(100));
    let extractor = Extractor::builder().build().expect("our lists and model build");
    let settings = Settings::default();
    let large_size = if is_measuring() { 1_000_000 } else { 2_000 };
    let sizes = [(large_size / TIMES, "250kB"), (large_size, "1MB")];
    for (name, pattern) in PATTERNS {
        let documents = sizes.map(|(n_bytes, label)| (label, Document::new(repeated(pattern, n_bytes))));

        let (mut scratch, mut mentions) = (Scratch::default(), Vec::new());
        let mut values = |document: &Document| {
            mentions.clear();
            find_in(document.view(), &settings, &mut scratch, &mut mentions);
            mentions.len()
        };
        if is_measuring() {
            let times = documents.each_ref().map(|(_, document)| best(|| _ = values(document)));
            hold_linear(&format!("values/{name}"), times[0], times[1]);
        }
        for (label, document) in &documents {
            let name = format!("values/{name}/{label}");
            measure(
                &mut group,
                "hostile",
                &name,
                document.text.len(),
                || values(document),
                |n_mentions| Answer::of("mentions", n_mentions),
            );
        }

        let mut analysis = Analysis::default();
        let mut whole = |document: &Document| {
            extractor.extract_into(&document.text, &DocumentMeta::default(), &mut analysis);
            (analysis.mentions().len(), analysis.relations().len())
        };
        if is_measuring() {
            let times = documents.each_ref().map(|(_, document)| best(|| _ = whole(document)));
            hold_linear(&format!("extract/{name}"), times[0], times[1]);
        }
        for (label, document) in &documents {
            let name = format!("extract/{name}/{label}");
            measure(
                &mut group,
                "hostile",
                &name,
                document.text.len(),
                || whole(document),
                |(n_mentions, n_relations)| Answer::of("mentions", n_mentions).with("relations", n_relations),
            );
        }
    }
    group.finish();
}
