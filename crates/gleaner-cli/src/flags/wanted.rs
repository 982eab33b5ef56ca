//! What is looked for in a text.

use std::path::PathBuf;

use clap::Args;

use super::typed::{score, type_name};

#[derive(Args, Debug)]
#[command(next_help_heading = "What to find")]
pub(crate) struct ExtractionFlags {
    /// Only these entity types, separated by commas: ORG, PERSON, MONEY, DATE, LOC and those of your lists
    #[arg(long, value_name = "TYPES", value_delimiter = ',')]
    pub(crate) types: Vec<String>,

    /// A name list of your own, beside the built-in ones: text, CSV, TSV, JSON Lines or spaCy patterns; repeatable. Lines
    /// that cannot be read are skipped and counted; `gleaner gazetteer check FILE` shows them
    #[arg(long, value_name = "FILE")]
    pub(crate) gazetteer: Vec<PathBuf>,

    /// A rule file of your own, beside the built-in rules; repeatable. `gleaner rules check FILE` says whether it reads
    #[arg(long, value_name = "FILE")]
    pub(crate) rules: Vec<PathBuf>,

    /// The type of listed names whose list says none
    #[arg(long, value_name = "TYPE", default_value = "ORG", value_parser = type_name)]
    pub(crate) gazetteer_type: String,

    /// Stop at the first line of a name list that cannot be read
    #[arg(long)]
    pub(crate) strict: bool,

    /// Find names by the lists alone, without the names model
    #[arg(long, conflicts_with = "model")]
    pub(crate) no_model: bool,

    /// Find names with this model instead of the built-in one
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,

    /// Leave out records whose score is lower, 0 to 1
    #[arg(long, value_name = "SCORE", default_value = "0", value_parser = score)]
    pub(crate) min_score: f32,
}
