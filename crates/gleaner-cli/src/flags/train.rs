//! `gleaner train`.

use std::path::PathBuf;

use clap::Args;

use super::typed::score;

const TRAIN_EXAMPLES: &str = "\
Examples:
  gleaner train mine.jsonl -o mine.bin
  gleaner train most.conll --hold-out rest.conll -o mine.bin  and print how well it does on text it has not seen
  gleaner train a.jsonl b.jsonl --folds 3 -o mine.bin         and print cross-validated scores of a.jsonl and b.jsonl
  gleaner train mine.jsonl --continue-from old.bin -o new.bin
  gleaner extract folder --model mine.bin
  gleaner extract folder > mine.jsonl                         then put right what is wrong in it, and
  gleaner train mine.jsonl -o mine.bin                        learn from that

Input, told apart by its first character:
  JSON Lines  {\"text\":\"Ann Lee left.\",\"entities\":[{\"start\":0,\"end\":7,\"type\":\"PERSON\"}]}, offsets in code points;
              may have id, annotated (the types marked; the others stay open), recall_only, and in entities
              optional and why
  records     gleaner's own output, where the first line has \"kind\": the entities of a document are all its names; its
              text is read from the folder given by --texts
  CoNLL       word first and tag last (B-PER, I-PER, O …) in each row, an empty line behind each sentence,
              -DOCSTART- before each document; without any, each sentence is a document
Types are ORG, PERSON or PER, LOC or GPE; others are passed over. The same files in the same order with the same seed
give the same model.

Exit status: 0, or 2 when a file cannot be read or the model cannot be written.";
/// Train a names model on annotated text.
///
/// Name lists are features of the model: it belongs to the lists it was trained with, which are the built-in ones.
/// Takes some twenty seconds and 200 MB of memory for a million words; each fold as long again.
#[derive(Args, Debug)]
#[command(after_help = TRAIN_EXAMPLES)]
pub(crate) struct TrainFlags {
    /// Files of annotated documents to train on
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Write the model to this file, which appears only when it is whole
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,

    /// Print scores on these files, which are not trained on; repeatable
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) hold_out: Vec<PathBuf>,

    /// Print scores of the training files by cross-validation in so many parts, by document
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=100))]
    pub(crate) folds: Option<u32>,

    /// Go on from this model instead of beginning at zero; it must have been trained with the built-in lists
    #[arg(long, value_name = "FILE", conflicts_with = "bits")]
    pub(crate) continue_from: Option<PathBuf>,

    /// Also learn from these texts, of which some names are marked or none: names that a first model finds with a score of
    /// at least --self-train-score are taken as right; repeatable
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) self_train: Vec<PathBuf>,

    /// See --self-train, 0 to 1
    #[arg(long, value_name = "SCORE", default_value = "0.8", value_parser = score)]
    pub(crate) self_train_score: f32,

    /// Stop when the loss on these files, which are not trained on, does not fall any more; repeatable
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["folds", "self_train"])]
    pub(crate) stop_on: Vec<PathBuf>,

    /// With --stop-on: how many passes without a lower loss are waited for
    #[arg(long, value_name = "N", default_value = "2", value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(crate) patience: u32,

    /// Reasons (`why`) for which an optional entity of JSON Lines is no name at all, instead of open
    #[arg(long, value_name = "REASON", value_delimiter = ',')]
    pub(crate) outside: Vec<String>,

    /// Folder of the documents that gleaner's own records speak of
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    pub(crate) texts: PathBuf,

    /// Seed of chance
    #[arg(long, value_name = "N", default_value = "1")]
    pub(crate) seed: u64,

    /// Passes over the documents
    #[arg(long, value_name = "N", default_value = "8", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) epochs: u32,

    /// Step size
    #[arg(long, value_name = "RATE", default_value = "0.05", value_parser = rate)]
    pub(crate) rate: f32,

    /// How likely a feature is left out while training, 0 to 0.95
    #[arg(long, value_name = "SHARE", default_value = "0.5", value_parser = dropout)]
    pub(crate) dropout: f32,

    /// log2 of the rows of the model, 4 to 24; the file has 8 bytes a row
    #[arg(long, value_name = "BITS", default_value = "19", value_parser = clap::value_parser!(u32).range(4..=24))]
    pub(crate) bits: u32,

    /// How much less than learnt the model holds back from names, in natural logarithm
    #[arg(long, value_name = "AMOUNT", default_value = "0.4", value_parser = boldness)]
    pub(crate) boldness: f32,
    /// Train so many models, with seeds that follow each other, and take the mean of their weights (one with --stop-on)
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=64))]
    pub(crate) members: u32,

    /// Say nothing on standard error unless the run fails
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

fn rate(rate: &str) -> Result<f32, String> {
    match rate.parse() {
        Ok(rate) if 0.0 < rate && rate <= 10.0 => Ok(rate),
        _ => Err("not a number above 0, at most 10".to_owned()),
    }
}
fn boldness(amount: &str) -> Result<f32, String> {
    match amount.parse() {
        Ok(amount) if (-10.0..=10.0).contains(&amount) => Ok(amount),
        _ => Err("not a number from -10 to 10".to_owned()),
    }
}
fn dropout(dropout: &str) -> Result<f32, String> {
    match dropout.parse() {
        Ok(dropout) if (0.0..=0.95).contains(&dropout) => Ok(dropout),
        _ => Err("not a number from 0 to 0.95".to_owned()),
    }
}
