//! `gleaner train`: annotated documents in, a names model out, and how well it does.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use gleaner::training::{CorpusFile, NamesTrainer, Scores, Tally, cross_validate, extractor_with, read};
use gleaner::{Extractor, TrainOptions};

use crate::exit::ExitStatus;
use crate::flags::TrainFlags;
use crate::messages::Messages;
use crate::output::Output;

/// Runs `gleaner train`.
///
/// # Errors
/// A file that cannot be read, nothing to train on, a model that cannot be written.
pub(crate) fn run(flags: &TrainFlags) -> anyhow::Result<ExitStatus> {
    let messages = Messages::without_progress(flags.quiet);
    let (files, held_out) = (corpus_files(&flags.files)?, corpus_files(&flags.hold_out)?);
    refuse_both(&flags.files, &flags.hold_out)?;
    let mut output = Output::open(Some(&flags.output))?;
    let options = TrainOptions {
        bits: flags.bits,
        epochs: flags.epochs,
        rate: flags.rate,
        dropout: flags.dropout,
        seed: flags.seed,
        ..TrainOptions::default()
    };
    let lists_only = Extractor::builder().builtin_model(false).build()?;
    let bytes = train(&lists_only, &files, options, &messages)?;
    output.write(&bytes).with_context(|| format!("cannot write {}", flags.output.display()))?;
    output.finish()?;

    if !held_out.is_empty() {
        let extractor = extractor_with(bytes)?;
        let scores: Vec<Scores> = held_out.iter().map(|file| file.score(&extractor, |_| true)).collect();
        print(&table("held out, not trained on", &held_out, &scores))?;
    }
    if let Some(n_folds) = flags.folds {
        let scores = cross_validate(&lists_only, &files, options, n_folds, |fold| {
            messages.warn(format_args!("fold {} of {n_folds}", fold + 1));
        })?;
        print(&table(&format!("cross-validation, {n_folds} folds by document"), &files, &scores))?;
    }
    Ok(ExitStatus::Success)
}

fn train(
    lists_only: &Extractor,
    files: &[CorpusFile],
    options: TrainOptions,
    messages: &Messages,
) -> anyhow::Result<Vec<u8>> {
    let mut trainer = NamesTrainer::new(lists_only, options);
    for file in files {
        let (_, gold_before, lost_before) = trainer.counts();
        file.documents.iter().for_each(|document| trainer.add(document));
        let (_, n_gold, n_lost) = trainer.counts();
        messages.warn(format_args!(
            "{}: {} documents, {} names, {} of them out of reach",
            file.name,
            file.documents.len(),
            n_gold - gold_before,
            n_lost - lost_before
        ));
    }
    if trainer.counts().1 == 0 {
        bail!("nothing to train on: no ORG, PERSON or LOC is marked in any document");
    }
    let (bytes, report) = trainer.train(|pass, loss| {
        messages.warn(format_args!("pass {} of {}: loss {loss:.4}", pass + 1, options.epochs));
    });
    messages.warn(format_args!("{} rows in use of {}, {} bytes", report.n_rows, 1u64 << options.bits, bytes.len()));
    Ok(bytes)
}

/// Reads the files; those without a document to train on are named.
fn corpus_files(paths: &[PathBuf]) -> anyhow::Result<Vec<CorpusFile>> {
    let file_of = |path: &PathBuf| {
        let name = path.display().to_string();
        let bytes = fs::read(path).with_context(|| format!("cannot read {name}"))?;
        let documents = read(&name, &bytes)?;
        if documents.is_empty() {
            bail!("{name}: no document in which ORG, PERSON or LOC are annotated");
        }
        Ok(CorpusFile { name, documents })
    };
    paths.iter().map(file_of).collect()
}

/// A score on a file that was trained on would say nothing.
fn refuse_both(trained: &[PathBuf], held_out: &[PathBuf]) -> anyhow::Result<()> {
    let real = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
    let trained: Vec<PathBuf> = trained.iter().map(real).collect();
    match held_out.iter().find(|path| trained.contains(&real(path))) {
        Some(path) => bail!("{} is both trained on and held out", path.display()),
        None => Ok(()),
    }
}

/// A row a type and file, then the mean over files.
fn table(title: &str, files: &[CorpusFile], scores: &[Scores]) -> String {
    let mut text = format!(
        "{title} (trimmed spans)\n{:<28} {:<7}{:>7}{:>7}{:>7}{:>7}{:>7}\n",
        "file", "type", "gold", "found", "P", "R", "F1"
    );
    for (file, scores) in files.iter().zip(scores) {
        let name =
            Path::new(&file.name).file_name().map_or_else(|| file.name.clone(), |name| name.display().to_string());
        for (type_name, tally) in scores.rows() {
            row(&mut text, &name, type_name, &tally);
        }
    }
    if files.len() > 1 {
        let all: Vec<f64> = scores.iter().filter_map(|scores| scores.all().f1()).collect();
        let mean = all.iter().sum::<f64>() / all.len().max(1) as f64;
        let _ = writeln!(text, "{:<28} {:<35}{:>7.1}", "mean over files", "ALL", mean * 100.0);
    }
    text
}

fn row(text: &mut String, file: &str, type_name: &str, tally: &Tally) {
    let percent = |share: Option<f64>| share.map_or_else(|| "-".to_owned(), |share| format!("{:.1}", share * 100.0));
    let (precision, recall, f1) = (percent(tally.precision()), percent(tally.recall()), percent(tally.f1()));
    let (n_gold, n_found) = (tally.n_gold, tally.n_found);
    let _ = writeln!(text, "{file:<28} {type_name:<7}{n_gold:>7}{n_found:>7}{precision:>7}{recall:>7}{f1:>7}");
}

fn print(text: &str) -> anyhow::Result<()> {
    std::io::stdout().write_all(text.as_bytes()).context("cannot write the scores")
}
