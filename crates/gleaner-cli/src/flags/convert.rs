//! `gleaner convert`.

use std::path::PathBuf;

use clap::Args;

use super::{FormatFlags, OffsetUnit};

const EXAMPLES: &str = "\
Examples:
  gleaner convert out.jsonl --to csv -o tables          a folder of entities.csv, relations.csv, documents.csv, errors.csv
  gleaner convert out.jsonl -o entities.csv             the entities alone
  gleaner convert out.jsonl.gz -o out.sqlite            a database with indexes
  gleaner convert out.jsonl --to parquet --kind relations -o relations.parquet
  gleaner convert out.jsonl --to brat --text texts -o annotated    with the folder of extract --save-text
  jq -c 'select(.type==\"ORG\")' out.jsonl | gleaner convert - --to graphml -o organisations.graphml

Texts, which brat, conll and spacy need: those in the document records (extract --document-text), else those of --text,
else the documents themselves where their names are those of files. A text whose SHA-256 is not that of the document
record is refused.

Exit status: 0, or 2 when a record cannot be read or the output cannot be written; the output then does not appear.";

/// Write records in another format: CSV, Parquet, SQLite, brat, CoNLL, spaCy, W3C annotations, GraphML.
///
/// A document at a time, so that the size of the input does not matter. `gleaner extract --to FORMAT` does the same at once.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ConvertFlags {
    /// Records as `gleaner extract` writes them, packed or not; `-` is standard input
    #[arg(required = true, value_name = "RECORDS")]
    pub(crate) files: Vec<PathBuf>,

    /// Write to this file or folder, which appears only when it is whole; `-` is standard output. NAME.gz and NAME.zst are
    /// packed
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) format: FormatFlags,

    /// The folder in which `gleaner extract --save-text` kept the texts
    #[arg(long, value_name = "FOLDER")]
    pub(crate) text: Option<PathBuf>,

    /// The unit of start and end in records whose document record does not say it
    #[arg(long, value_name = "UNIT", default_value = "chars")]
    pub(crate) offsets: OffsetUnit,

    /// Say nothing on standard error unless the run fails
    #[arg(short, long)]
    pub(crate) quiet: bool,
}
