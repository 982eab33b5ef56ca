//! Instructions per byte of each stage, counted by valgrind: the same on a busy machine as on a quiet one.
//!
//! ```text
//! cargo run --release -p benches --example instructions               # compare with benches/instructions.toml
//! cargo run --release -p benches --example instructions -- --update   # write the file, after a change that is meant
//! ```
//!
//! Ends with status 1 when a stage has come to cost over 3 % more or less than the file says. Says that it was skipped, and
//! ends well, where valgrind is not installed or the file was written with another compiler.
//!
//! How: this program starts itself under callgrind. At the end of each stage it calls [`stage_ended`], before which callgrind
//! writes down what it has counted so far and begins at nothing.
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use benches::genre::Genre;
use benches::inputs;
use gleaner::{Analysis, DocumentMeta, DocumentName, Extractor, RecordOptions, RecordWriter, Stage};
use serde::{Deserialize, Serialize};

/// Generated text of each kind.
const GENERATED_BYTES: usize = 60_000;
/// The stages and writing the records.
const N_PARTS: usize = Stage::ALL.len() + 1;
/// How far a count may be from the file, in per cent.
const TOLERANCE: f64 = 3.0;
/// And in instructions per byte: a stage that costs next to nothing may change by more.
const LEAST_CHANGE: f64 = 0.1;

/// `instructions.toml`.
#[derive(Debug, Deserialize, Serialize)]
struct Counts {
    /// As `rustc --version` says.
    compiler: String,
    /// Of the processor: "x86_64".
    architecture: String,
    /// By text, then by stage.
    instructions_per_byte: BTreeMap<String, BTreeMap<String, f64>>,
}

/// The texts, by name.
fn texts() -> Vec<(&'static str, Vec<String>)> {
    let seeds = inputs::seeds().into_iter().map(|(_, text)| text).collect();
    let generated = Genre::ALL.map(|genre| (genre.name(), genre.generate(GENERATED_BYTES)));
    [("seeds", seeds)].into_iter().chain(generated).collect()
}

/// Callgrind looks for this name. The argument keeps the calls apart for the compiler.
#[inline(never)]
fn stage_ended(part: usize) {
    black_box(part);
}

/// What runs under callgrind: everything once for the buffers and tables, then everything again, counted.
fn work() -> Result<(), Box<dyn Error>> {
    let extractor = Extractor::builder().build()?;
    let (mut analysis, mut writer) = (Analysis::default(), RecordWriter::new(RecordOptions::default()));
    let texts = texts();
    let mut records = Vec::new();
    let mut extract = |text: &str, is_counted: bool| {
        extractor.extract_observed(text, &DocumentMeta::default(), &mut analysis, |stage| {
            if is_counted {
                stage_ended(stage.index());
            }
        });
        records.clear();
        let name = DocumentName { name: "text.txt", title: None, author: None };
        writer.write(name, text, &extractor, &analysis, &mut records);
        if is_counted {
            stage_ended(N_PARTS - 1);
        }
    };
    texts.iter().flat_map(|(_, documents)| documents).for_each(|text| extract(text, false));
    stage_ended(N_PARTS);
    texts.iter().flat_map(|(_, documents)| documents).for_each(|text| extract(text, true));
    Ok(())
}

/// Runs [`work`] under callgrind and adds up what it wrote.
fn count(folder: &Path) -> Result<BTreeMap<String, BTreeMap<String, f64>>, Box<dyn Error>> {
    let file = folder.join("callgrind.out");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--combine-dumps=yes", "--dump-before=*stage_ended*", "--dump-line=no"])
        .arg(format!("--callgrind-out-file={}", file.display()))
        .arg(std::env::current_exe()?)
        .arg("--work")
        .output()?;
    if !output.status.success() {
        return Err(format!("callgrind failed: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    // A part ends with the sum of it. The first is everything up to the first document, the last what is behind the last one.
    let dumps = fs::read(&file)?;
    let totals = dumps.split(|byte| *byte == b'\n').filter_map(|line| line.strip_prefix(b"totals: "));
    let totals: Vec<f64> =
        totals.map(|total| Ok(str::from_utf8(total)?.trim().parse()?)).collect::<Result<_, Box<dyn Error>>>()?;
    let texts = texts();
    let n_documents: usize = texts.iter().map(|(_, documents)| documents.len()).sum();
    if totals.len() < 1 + n_documents * N_PARTS {
        return Err(format!("callgrind wrote {} parts for {n_documents} documents", totals.len()).into());
    }
    let mut parts = totals[1..].iter();
    let mut counts = BTreeMap::new();
    for (name, documents) in texts {
        let n_bytes: usize = documents.iter().map(String::len).sum();
        let mut sums = [0.0; N_PARTS];
        for part in parts.by_ref().take(documents.len() * N_PARTS).enumerate() {
            sums[part.0 % N_PARTS] += part.1 / n_bytes as f64;
        }
        let stages = Stage::ALL.iter().map(|stage| stage.name()).chain(["records"]);
        let mut of_text: BTreeMap<String, f64> =
            stages.zip(sums).map(|(stage, sum)| (stage.to_owned(), (sum * 100.0).round() / 100.0)).collect();
        of_text.insert("whole".to_owned(), (sums.iter().sum::<f64>() * 100.0).round() / 100.0);
        counts.insert(name.to_owned(), of_text);
    }
    Ok(counts)
}

/// The first line that a program prints, or nothing where it cannot be started.
fn said_by(program: &str, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).lines().next()?.to_owned())
}

/// Prints the table; true when everything is near what the file says, or there is none.
fn compare(new: &Counts, old: Option<&Counts>) -> bool {
    let mut is_near = true;
    for (text, stages) in &new.instructions_per_byte {
        println!("\n{text:16} {:>12} {:>12} {:>9}", "now", "file", "change");
        let names = Stage::ALL.iter().map(|stage| stage.name()).chain(["records", "whole"]);
        for name in names {
            let now = stages[name];
            let before = old.and_then(|old| old.instructions_per_byte.get(text)?.get(name));
            let Some(&before) = before else {
                println!("{name:16} {now:12.2} {:>12}", "-");
                continue;
            };
            let change = 100.0 * (now - before) / before.max(1e-9);
            let is_far = change.abs() > TOLERANCE && (now - before).abs() > LEAST_CHANGE;
            is_near &= !is_far;
            println!("{name:16} {now:12.2} {before:12.2} {change:+8.1} %{}", if is_far { "  <<" } else { "" });
        }
    }
    is_near
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let argument = std::env::args().nth(1);
    if argument.as_deref() == Some("--work") {
        work()?;
        return Ok(ExitCode::SUCCESS);
    }
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("instructions.toml");
    let Some(valgrind) = said_by("valgrind", "--version") else {
        println!("skipped: valgrind is not installed");
        return Ok(ExitCode::SUCCESS);
    };
    let compiler = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let compiler = said_by(&compiler, "--version").ok_or("rustc does not say its version")?;
    let architecture = std::env::consts::ARCH.to_owned();
    let is_update = argument.as_deref() == Some("--update");
    let old: Option<Counts> = if is_update { None } else { Some(toml::from_str(&fs::read_to_string(&path)?)?) };
    if let Some(old) = &old
        && (&old.compiler, &old.architecture) != (&compiler, &architecture)
    {
        println!(
            "skipped: the file is of {} on {}, this is {compiler} on {architecture}",
            old.compiler, old.architecture
        );
        return Ok(ExitCode::SUCCESS);
    }
    println!("{valgrind}, {compiler}, {architecture}; instructions per byte of text");
    let folder = tempfile::tempdir()?;
    let new = Counts { compiler, architecture, instructions_per_byte: count(folder.path())? };
    let is_near = compare(&new, old.as_ref());
    if is_update {
        let text = format!(
            "# Instructions per byte of text of each stage, by callgrind.\n\
             # Written by `cargo run --release -p benches --example instructions -- --update`.\n\n{}",
            toml::to_string(&new)?
        );
        fs::write(path, text)?;
    } else if !is_near {
        println!(
            "\nover {TOLERANCE} % off: find out why, and take the new counts with --update if the change is meant"
        );
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}
