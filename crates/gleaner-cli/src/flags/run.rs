//! How a run goes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::typed::size;

#[derive(Args, Debug)]
#[command(next_help_heading = "The run")]
pub(crate) struct RunFlags {
    /// Worker threads; 0 takes all cores
    #[arg(short = 'j', long, value_name = "N", env = "GLEANER_THREADS", default_value = "0")]
    pub(crate) threads: u16,

    /// What the documents being read and the records waiting for their turn may take in memory, by estimate, with K, M or G;
    /// of files that need more, one is read at a time. Not in it: the program with its lists (20 MB, and yours), and what an
    /// archive unpacks (--max-unpacked)
    #[arg(long, value_name = "SIZE", default_value = "128M", value_parser = size)]
    pub(crate) memory: u64,

    /// Write documents as they are finished instead of in the order of the input
    #[arg(long)]
    pub(crate) unordered: bool,

    /// Texts longer than this are read in pieces, which end where paragraphs do; docs/runs.md says what that changes
    #[arg(long, value_name = "SIZE", default_value = "1M", value_parser = size)]
    pub(crate) piece_size: u64,

    /// How long a document may take: a PDF and the program of --pre are ended then, a text after the piece it is in
    /// [default: 60 for a PDF and --pre, none for texts]
    #[arg(
        long, value_name = "SECONDS", alias = "read-timeout",
        value_parser = clap::value_parser!(u32).range(1..=86_400)
    )]
    pub(crate) timeout_per_document: Option<u32>,

    /// Go on where an earlier run with this ledger was ended, or begin one that can be gone on with; needs --output with a
    /// file. The output is then written in place, and is in the end the one of an unbroken run
    #[arg(long, value_name = "LEDGER", requires = "output")]
    pub(crate) resume: Option<PathBuf>,

    /// Only inputs that are new or changed since the last run with this file: by name, size and time of change of files, by
    /// content of lines and rows. Inputs that failed are tried again
    #[arg(long, value_name = "FILE", conflicts_with = "resume")]
    pub(crate) changed_only: Option<PathBuf>,

    /// Append what happens to this file: a line (logfmt) when the run begins and ends, and for each document that failed
    #[arg(long, value_name = "FILE")]
    pub(crate) log: Option<PathBuf>,

    /// A summary on standard error at the end: lines for people, or a JSON object [default: text, where records go to a file
    /// or standard error is a terminal of its own]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) stats: Option<StatsFormat>,

    /// Say nothing on standard error unless the run fails as a whole
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatsFormat {
    Text,
    Json,
    None,
}
