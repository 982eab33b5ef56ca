//! What is written, and where to.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Args, Debug)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputFlags {
    /// Write to this file, which appears only when it is whole; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// The unit of start and end: code points (Python), bytes of UTF-8, or UTF-16 units (JavaScript)
    #[arg(long, value_name = "UNIT", default_value = "chars")]
    pub(crate) offsets: OffsetUnit,

    /// Print a record for each document as well
    #[arg(long)]
    pub(crate) documents: bool,

    /// Keep the text of each document, which offsets refer to, in this folder: DOCUMENT.txt
    #[arg(long, value_name = "FOLDER")]
    pub(crate) save_text: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum OffsetUnit {
    Chars,
    Bytes,
    Utf16,
}
