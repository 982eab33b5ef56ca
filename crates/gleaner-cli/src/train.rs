//! `gleaner train`: annotated documents in, a names model out, and how well it does.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use gleaner::training::{
    AnnotatedDocument, CorpusFile, NamesTrainer, Plan, ReadOptions, Reliability, Scores, Tally, are_records,
    cross_validate, read_records, read_with,
};
use gleaner::{Extractor, Model, Pass, TrainOptions, Trained};

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
    let files = corpus_files(flags, &flags.files, false)?;
    let held_out = corpus_files(flags, &flags.hold_out, false)?;
    refuse_both(&flags.files, &flags.hold_out)?;
    refuse_both(&flags.files, &flags.stop_on)?;
    let corpora = Corpora {
        files: &files,
        partial: &corpus_files(flags, &flags.self_train, true)?,
        stop_on: &corpus_files(flags, &flags.stop_on, false)?,
    };
    let mut output = Output::open(Some(&flags.output))?;
    let options = TrainOptions {
        epochs: flags.epochs,
        rate: flags.rate,
        dropout: flags.dropout,
        seed: flags.seed,
        patience: flags.patience,
        boldness: flags.boldness,
        members: flags.members,
        ..TrainOptions::default()
    };
    let lists_only = Extractor::builder().builtin_model(false).build()?;
    let trained = train(&lists_only, &corpora, flags, &options, &messages)?;
    output.write(&trained.bytes).with_context(|| format!("cannot write {}", flags.output.display()))?;
    output.finish()?;

    if !held_out.is_empty() {
        let extractor = lists_only.with_model(trained.model());
        let scores: Vec<Scores> = held_out.iter().map(|file| file.score(&extractor, |_| true)).collect();
        let mut text = table("held out, not trained on", &held_out, &scores);
        // What eight bits cost: the same weights before they were rounded.
        let exact = lists_only.with_model(trained.exact.clone());
        let exact_scores: Vec<Scores> = held_out.iter().map(|file| file.score(&exact, |_| true)).collect();
        let together = |scores: &[Scores]| {
            let mut together = Scores::default();
            scores.iter().for_each(|scores| together.merge(scores));
            together.all().f1().unwrap_or(0.0) * 100.0
        };
        let (rounded, exact) = (together(&scores), together(&exact_scores));
        let _ = writeln!(text, "F1 of all files together {rounded:.2}, {exact:.2} before the weights were rounded");
        print(&text)?;
    }
    if let Some(n_folds) = flags.folds {
        let plan =
            Plan { bits: trained.model().bits(), partial: all(corpora.partial), min_score: flags.self_train_score };
        let scores = cross_validate(&lists_only, &files, &plan, &options, n_folds, |fold| {
            messages.warn(format_args!("fold {} of {n_folds}", fold + 1));
        })?;
        print(&table(&format!("cross-validation, {n_folds} folds by document"), &files, &scores))?;
    }
    Ok(ExitStatus::Success)
}

/// What a model is made from.
struct Corpora<'f> {
    files: &'f [CorpusFile],
    partial: &'f [CorpusFile],
    stop_on: &'f [CorpusFile],
}

fn all(files: &[CorpusFile]) -> Vec<&AnnotatedDocument> {
    files.iter().flat_map(|file| &file.documents).collect()
}

fn train(
    lists_only: &Extractor,
    corpora: &Corpora<'_>,
    flags: &TrainFlags,
    options: &TrainOptions,
    messages: &Messages,
) -> anyhow::Result<Trained> {
    let mut trainer = match &flags.continue_from {
        Some(path) => NamesTrainer::continue_from(lists_only, model_of(path)?),
        None => NamesTrainer::with_bits(lists_only, flags.bits),
    };
    for file in corpora.files {
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
    all(corpora.stop_on).into_iter().for_each(|document| trainer.add_development(document));
    let n_passes = options.epochs * if corpora.stop_on.is_empty() { options.members } else { 1 };
    let progress = |pass: Pass| {
        let on_others = pass.development_loss.map(|loss| format!(", {loss:.4} on --stop-on")).unwrap_or_default();
        messages.warn(format_args!("pass {} of {}: loss {:.4}{on_others}", pass.number, n_passes, pass.loss));
    };
    let mut trained = trainer.train(options, progress)?;
    if !corpora.partial.is_empty() {
        let teacher = lists_only.with_model(trained.model());
        let partial = all(corpora.partial);
        partial.iter().for_each(|document| trainer.add_partial(document, &teacher, flags.self_train_score));
        messages.warn(format_args!("once more with {} documents of --self-train", partial.len()));
        trained = trainer.train(options, progress)?;
    }
    if !corpora.stop_on.is_empty() {
        messages.warn(format_args!("kept the weights of pass {}", trained.report.kept_pass));
    }
    let n_rows = 1u64 << trained.model().bits();
    messages.warn(format_args!("{} rows in use of {n_rows}, {} bytes", trained.report.n_rows, trained.bytes.len()));
    Ok(trained)
}

fn model_of(path: &Path) -> anyhow::Result<Model> {
    let name = path.display();
    let bytes = fs::read(path).with_context(|| format!("cannot read the model {name}"))?;
    Model::from_bytes(bytes).with_context(|| name.to_string())
}

/// Reads the files; those without a document to train on are named.
fn corpus_files(flags: &TrainFlags, paths: &[PathBuf], is_partial: bool) -> anyhow::Result<Vec<CorpusFile>> {
    let options = ReadOptions { outside_reasons: flags.outside.clone(), is_partial };
    let file_of = |path: &PathBuf| {
        let name = path.display().to_string();
        let bytes = fs::read(path).with_context(|| format!("cannot read {name}"))?;
        let documents = match are_records(&bytes) {
            true => read_records(&name, &bytes, |document| text_of(&flags.texts.join(document)))?,
            false => read_with(&name, &bytes, &options)?,
        };
        if documents.is_empty() {
            bail!("{name}: no document in which ORG, PERSON or LOC are annotated");
        }
        Ok(CorpusFile { name, documents })
    };
    paths.iter().map(file_of).collect()
}

/// The text of a document that records speak of.
fn text_of(path: &Path) -> Result<String, String> {
    let name = path.display();
    let bytes = fs::read(path).map_err(|error| format!("cannot read {name}: {error}"))?;
    let text = gleaner_ingest::decode(&bytes).map_err(|error| format!("{name}: {error}"))?;
    Ok(text.into_owned())
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
    let mut together = Scores::default();
    scores.iter().for_each(|scores| together.merge(scores));
    reliability_rows(&mut text, together.reliability());
    text
}

/// Whether scores are what they say: per tenth, how many names have such a score, its mean, and the share that is right.
fn reliability_rows(text: &mut String, reliability: &Reliability) {
    let Some(error) = reliability.error() else { return };
    let _ = writeln!(text, "scores of all files together, expected calibration error {:.3}", error);
    let _ = writeln!(text, "{:<10}{:>7}{:>7}{:>7}", "score", "names", "mean", "right");
    for (tenth, bin) in reliability.bins().iter().enumerate().filter(|(_, bin)| bin.n_found > 0) {
        let n_found = bin.n_found as f64;
        let (mean, right) = (bin.sum_of_scores / n_found, bin.n_right as f64 / n_found);
        let (from, to) = (tenth as f64 / 10.0, (tenth + 1) as f64 / 10.0);
        let _ = writeln!(text, "{from:.1}–{to:.1}   {:>7}{mean:>7.2}{right:>7.2}", bin.n_found);
    }
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
