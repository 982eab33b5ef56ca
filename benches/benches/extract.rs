//! Everything: text to records, with and without writing them, on one thread and on two, and building the extractor;
//! beside them a plain scan for line breaks, the least that any program must do.

use benches::answer::{Answer, checksum};
use benches::inputs::{self, Input};
use benches::measure::{is_measuring, measure};
use benches::news::News;
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion};
use gleaner::batch::{BatchOptions, Job, Output, run_ordered};
use gleaner::{Analysis, DocumentMeta, DocumentName, Extractor, RecordOptions, RecordWriter};

/// A document to its records, as `gleaner extract` does it.
struct Records<'e>(&'e Extractor);

impl<'i> Job for Records<'i> {
    type Item = &'i str;
    type Worker = (Analysis, RecordWriter);
    type Outcome = ();

    fn worker(&self) -> Self::Worker {
        (Analysis::default(), RecordWriter::new(RecordOptions::default()))
    }

    fn weight(&self, item: &&'i str) -> usize {
        item.len()
    }

    fn run(&self, item: &mut &'i str, (analysis, writer): &mut Self::Worker, output: &mut Output<'_>) {
        self.write(item, analysis, writer, output);
    }

    fn panicked(&self, _: &mut &'i str, message: &str, _: &mut Output<'_>) {
        panic!("{message}");
    }
}

impl Records<'_> {
    fn write(&self, text: &str, analysis: &mut Analysis, writer: &mut RecordWriter, output: &mut Vec<u8>) {
        self.0.extract_into(text, &DocumentMeta::default(), analysis);
        writer.write(DocumentName { name: "news", title: None, author: None }, text, self.0, analysis, output);
    }
}

type Group<'c> = BenchmarkGroup<'c, WallTime>;

fn mentions_of<'t>(
    group: &mut Group<'_>,
    extractor: &Extractor,
    name: &str,
    texts: impl Iterator<Item = &'t str> + Clone,
) {
    let mut analysis = Analysis::default();
    let n_bytes = texts.clone().map(str::len).sum();
    let work = || {
        let mut answer = Answer::default();
        for text in texts.clone() {
            extractor.extract_into(text, &DocumentMeta::default(), &mut analysis);
            if is_measuring() {
                // A few nanoseconds a mention, and nobody can say that the work was optimised away.
                answer.add("mentions", analysis.mentions().len());
            }
        }
        answer
    };
    measure(group, "extract", name, n_bytes, work, |answer| {
        let (mut answer, mut analysis) = (answer, Analysis::default());
        for text in texts.clone() {
            extractor.extract_into(text, &DocumentMeta::default(), &mut analysis);
            answer.add_mentions(analysis.mentions());
            answer.add_relations(analysis.relations());
            answer.add("clusters", analysis.n_clusters());
        }
        answer
    });
}

fn records_of(group: &mut Group<'_>, extractor: &Extractor, input: &Input) {
    let write = |(analysis, writer): &mut (Analysis, RecordWriter), output: &mut Vec<u8>| {
        output.clear();
        for document in &input.documents {
            Records(extractor).write(&document.text, analysis, writer, output);
        }
    };
    let (mut worker, mut output) = (Records(extractor).worker(), Vec::new());
    let work = || {
        write(&mut worker, &mut output);
        output.len()
    };
    let answer = |n_bytes| {
        let mut output = Vec::new();
        write(&mut Records(extractor).worker(), &mut output);
        Answer::of("record_bytes", n_bytes).with("checksum", checksum(&output))
    };
    measure(group, "extract", &format!("records/{}", input.name), input.n_bytes(), work, answer);
}

fn threads_of(group: &mut Group<'_>, extractor: &Extractor, input: &Input) {
    for threads in [1, 2] {
        let options = BatchOptions { threads, ..BatchOptions::default() };
        let work = || {
            let texts: Vec<&str> = input.documents.iter().map(|document| &*document.text).collect();
            let report = run_ordered(&Records(extractor), texts, &options, |_: &[u8], _| Ok::<(), ()>(()));
            report.expect("a sink that takes everything").bytes as usize
        };
        let name = format!("batch-{threads}-threads/{}", input.name);
        measure(group, "extract", &name, input.n_bytes(), work, |n_bytes| Answer::of("record_bytes", n_bytes));
    }
}

pub(crate) fn extract(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("extract");
    group.sample_size(10);
    let build = || Extractor::builder().build().expect("our lists and model build");
    measure(&mut group, "extract", "build-extractor", 1, build, |extractor| {
        Answer::of("surfaces", extractor.lists().n_surfaces())
    });
    let extractor = build();
    for input in inputs::graded() {
        let texts = input.documents.iter().map(|document| &*document.text);
        mentions_of(&mut group, &extractor, &input.name, texts);
        records_of(&mut group, &extractor, &input);
        let count = |text: &str| text.bytes().filter(|&byte| byte == b'\n').count();
        let work = || input.documents.iter().map(|document| count(&document.text)).sum::<usize>();
        let name = format!("rival-count-lines/{}", input.name);
        measure(&mut group, "extract", &name, input.n_bytes(), work, |n_lines| Answer::of("lines", n_lines));
    }
    let largest = inputs::graded().pop().expect("there are inputs");
    threads_of(&mut group, &extractor, &largest);
    // One long document: what grows with a document shows here.
    let (name, n_bytes) = if is_measuring() { ("one-document-1MB", 1_000_000) } else { ("one-document", 10_000) };
    let long = News::generate(n_bytes).joined();
    mentions_of(&mut group, &extractor, name, std::iter::once(&*long));
    for (name, text) in inputs::seeds() {
        mentions_of(&mut group, &extractor, &format!("seed-{}", &name[..3]), std::iter::once(&*text));
    }
    group.finish();
}
