//! Speed of the names tagger against its accuracy: models of several sizes, without lists, without the passes over the
//! document, over whole sentences, and before rounding. Trains each, scores it on texts it has not seen, times it there.
//!
//! ```text
//! cargo run --release -p gleaner --features train --example tagger_tradeoffs -- PLOT.svg HELD-OUT.jsonl[,…] TRAIN.jsonl…
//! ```
//!
//! Writes the plot, and a table beside it (`PLOT.md`), which it also prints. F1 is over ORG, PERSON and LOC of all held-out files together, articles and titles
//! trimmed. The speed is that of lists and tagger together (without lists: the tagger), on one thread, the best of several
//! rounds over the held-out texts.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use gleaner::training::{CorpusFile, NamesTrainer, ReadOptions, Scores, read_with};
use gleaner::{Analysis, DocumentMeta, Extractor, Model, Stage, TaggerOptions, TrainOptions};

const ROUNDS: usize = 7;

/// A way to find names, and what it came to.
struct Way {
    name: String,
    f1: f64,
    org_f1: f64,
    mb_per_s: f64,
    megabytes: f64,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [plot, held_out, training @ ..] = arguments.as_slice() else {
        return Err("give the plot, the held-out files (with commas between) and the training files".into());
    };
    let held_out = held_out.split(',').map(corpus).collect::<Result<Vec<_>, _>>()?;
    let training = training.iter().map(|path| corpus(path)).collect::<Result<Vec<_>, _>>()?;

    let with_lists = || Extractor::builder().builtin_model(false).relations(false);
    let plain = with_lists().build()?;
    let mut ways = Vec::new();
    for bits in 16..=20 {
        let (rounded, exact) = trained(&plain, bits, &training);
        ways.push(measured(&format!("2^{bits} rows"), &plain.with_model(rounded.clone()), bits, &held_out));
        if bits == 19 {
            ways.push(measured("2^19, weights not rounded", &plain.with_model(exact), bits, &held_out));
            let options = TaggerOptions { document_passes: false, ..TaggerOptions::default() };
            let extractor = with_lists().tagger_options(options).build()?;
            ways.push(measured("2^19, no document passes", &extractor.with_model(rounded), bits, &held_out));
        }
    }
    let options = TaggerOptions { whole_sentences: true, ..TaggerOptions::default() };
    let extractor = with_lists().tagger_options(options).build()?;
    let (model, _) = trained(&extractor, 19, &training);
    ways.push(measured("2^19, whole sentences", &extractor.with_model(model), 19, &held_out));
    let extractor = with_lists().builtin_lists(false).build()?;
    let (model, _) = trained(&extractor, 19, &training);
    ways.push(measured("2^19, no lists", &extractor.with_model(model), 19, &held_out));

    let mut table = "| way | F1 | ORG F1 | MB/s | model MB |\n|---|---|---|---|---|\n".to_owned();
    for Way { name, f1, org_f1, mb_per_s, megabytes } in &ways {
        writeln!(table, "| {name} | {f1:.1} | {org_f1:.1} | {mb_per_s:.0} | {megabytes:.1} |")?;
    }
    print!("{table}");
    fs::write(plot, svg(&ways))?;
    fs::write(Path::new(plot).with_extension("md"), table)?;
    Ok(())
}

fn corpus(path: impl AsRef<str>) -> Result<CorpusFile, Box<dyn std::error::Error>> {
    // The conventions of the model card.
    let reasons = ["nominal", "pronoun", "title-only", "contract-role", "inside-name", "contains-name"];
    let options = ReadOptions { outside_reasons: reasons.map(str::to_owned).into(), ..ReadOptions::default() };
    let name = path.as_ref().to_owned();
    let documents = read_with(&name, &fs::read(&name)?, &options)?;
    Ok(CorpusFile { name, documents })
}

/// A model of that size, rounded to eight bits and before.
fn trained(extractor: &Extractor, bits: u32, files: &[CorpusFile]) -> (Model, Model) {
    let mut trainer = NamesTrainer::with_bits(extractor, bits);
    files.iter().flat_map(|file| &file.documents).for_each(|document| trainer.add(document));
    let trained = trainer.train(&TrainOptions::default(), |_| {}).expect("sets of one size");
    (trained.model(), trained.exact)
}

fn measured(name: &str, extractor: &Extractor, bits: u32, files: &[CorpusFile]) -> Way {
    let mut scores = Scores::default();
    files.iter().for_each(|file| scores.merge(&file.score(extractor, |_| true)));
    let percent = |f1: Option<f64>| f1.unwrap_or(0.0) * 100.0;
    let texts: Vec<&str> = files.iter().flat_map(|file| &file.documents).map(|document| &*document.text).collect();
    let n_bytes: usize = texts.iter().map(|text| text.len()).sum();
    let mut analysis = Analysis::default();
    let best = (0..ROUNDS).map(|_| time_of_names(extractor, &texts, &mut analysis)).min().unwrap_or_default();
    let way = Way {
        name: name.to_owned(),
        f1: percent(scores.all().f1()),
        org_f1: percent(scores.of_types()[0].f1()),
        mb_per_s: n_bytes as f64 / best.as_secs_f64() / 1e6,
        megabytes: f64::from(8u32 << bits) / 1e6,
    };
    eprintln!("{}: F1 {:.1}, {:.0} MB/s", way.name, way.f1, way.mb_per_s);
    way
}

/// The time that lists and tagger take over all texts.
fn time_of_names(extractor: &Extractor, texts: &[&str], analysis: &mut Analysis) -> Duration {
    let mut names = Duration::ZERO;
    for text in texts {
        let mut since = Instant::now();
        extractor.extract_observed(text, &DocumentMeta::default(), analysis, |stage| {
            let now = Instant::now();
            if matches!(stage, Stage::Lists | Stage::Tagger) {
                names += now - since;
            }
            since = now;
        });
    }
    names
}

/// A scatter plot: speed to the right, F1 upwards. The names stand in a column beside it, each tied to its point.
fn svg(ways: &[Way]) -> String {
    const WIDTH: f64 = 760.0;
    const HEIGHT: f64 = 400.0;
    const MARGIN: f64 = 50.0;
    const NAMES: f64 = 210.0;
    const LINE_HEIGHT: f64 = 16.0;
    let right = WIDTH - NAMES;
    let round_up = |value: f64, step: f64| (value / step).ceil() * step;
    let fastest = round_up(ways.iter().map(|way| way.mb_per_s).fold(0.0, f64::max), 10.0);
    let top = round_up(ways.iter().map(|way| way.f1).fold(0.0, f64::max), 1.0);
    let bottom = -round_up(-ways.iter().map(|way| way.f1).fold(100.0, f64::min), 1.0);
    let x = |speed: f64| MARGIN + speed / fastest * (right - 2.0 * MARGIN);
    let y = |f1: f64| HEIGHT - MARGIN - (f1 - bottom) / (top - bottom) * (HEIGHT - 2.0 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"11\">\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"white\"/>\n\
         <path d=\"M{MARGIN} {MARGIN}V{0}H{1}\" fill=\"none\" stroke=\"#444\"/>\n",
        HEIGHT - MARGIN,
        right - MARGIN,
    );
    let mut label = |x: f64, y: f64, anchor: &str, text: &str| {
        let _ = writeln!(svg, "<text x=\"{x:.0}\" y=\"{y:.0}\" text-anchor=\"{anchor}\">{text}</text>");
    };
    label(right / 2.0, HEIGHT - 12.0, "middle", "lists and tagger, MB/s on one thread");
    label(12.0, 30.0, "start", "F1 of held-out texts");
    for step in 0..=5 {
        let (speed, f1) = (fastest * f64::from(step) / 5.0, bottom + (top - bottom) * f64::from(step) / 5.0);
        label(x(speed), HEIGHT - MARGIN + 16.0, "middle", &format!("{speed:.0}"));
        label(MARGIN - 6.0, y(f1) + 4.0, "end", &format!("{f1:.1}"));
    }
    let mut by_height: Vec<&Way> = ways.iter().collect();
    by_height.sort_by(|left, right| right.f1.total_cmp(&left.f1));
    let mut free_from = 0.0;
    for way in by_height {
        let (x, y) = (x(way.mb_per_s), y(way.f1));
        let name_y = y.max(free_from);
        free_from = name_y + LINE_HEIGHT;
        let _ = writeln!(
            svg,
            "<path d=\"M{x:.1} {y:.1}L{right:.0} {name_y:.1}\" stroke=\"#bbb\"/>\n\
             <circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"#06c\"/>\n\
             <text x=\"{0:.0}\" y=\"{1:.1}\">{2} ({3:.1})</text>",
            right + 4.0,
            name_y + 4.0,
            way.name,
            way.f1,
        );
    }
    svg.push_str("</svg>\n");
    svg
}
