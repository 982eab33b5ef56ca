//! `gleaner bench`.

use std::path::PathBuf;

use clap::Args;

use super::{ExtractionFlags, InputFlags, ReadingFlags};

const BENCH_EXAMPLES: &str = "\
Examples:
  gleaner bench folder                       as fast as this machine is, on your own documents
  gleaner bench folder --runs 20 --json      for programs
  gleaner bench folder --gazetteer mine.csv  what your own list costs
  gleaner bench folder --no-model            without names found by the model

What is printed:
  one thread, N threads   from text to records, as extract does it: reading files and writing records to disk are not in it
  aho-corasick            a plain search for the listed names in the same bytes, on one thread
  line breaks counted     a plain look at the same bytes, on one thread
  stages                  where the time goes, on one thread; texts are taken whole, not in pieces of 1 MB as by extract
  records                 how many of each kind and type, with a digest: who is faster with other answers has cheated

Exit status: 0, 1 when some documents could not be read, or 2 when there is no text to measure.";

/// Measure how fast documents are extracted.
///
/// All documents are read first and held in memory. Then come runs that are not measured and runs that are, of which the
/// quickest and the median are shown. A run takes a small input several times, so that it has 4 MB of text to do.
#[derive(Args, Debug)]
#[command(after_help = BENCH_EXAMPLES)]
pub(crate) struct BenchFlags {
    /// Files and folders; `-` is standard input
    #[arg(required_unless_present = "files_from", value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// Runs that are measured
    #[arg(long, value_name = "N", default_value = "5", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) runs: u32,

    /// Runs before them that are not measured
    #[arg(long, value_name = "N", default_value = "1", value_parser = clap::value_parser!(u32).range(0..=10_000))]
    pub(crate) warm_up: u32,

    /// Worker threads to compare with one; 0 takes all cores
    #[arg(short = 'j', long, value_name = "N", env = "GLEANER_THREADS", default_value = "0")]
    pub(crate) threads: u16,

    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,

    /// Say nothing on standard error unless the run fails as a whole
    #[arg(short, long)]
    pub(crate) quiet: bool,

    #[command(flatten)]
    pub(crate) input: InputFlags,

    #[command(flatten)]
    pub(crate) extraction: ExtractionFlags,

    #[command(flatten)]
    pub(crate) reading: ReadingFlags,
}
