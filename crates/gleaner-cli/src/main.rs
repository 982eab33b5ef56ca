//! The `gleaner` program.
//!
//! `flags/` is what can be typed, `settings.rs` what it comes to, `extract.rs` the run; `exit.rs` says how it ended.
//! `gazetteer.rs` checks and makes name lists, which `name_lists.rs` reads; `rules.rs` is the run of `gleaner rules`,
//! `train.rs` that of `gleaner train`, which comes with the feature `train`.

mod convert;
mod destination;
mod document;
mod exit;
mod extract;
mod flags;
mod gazetteer;
mod log;
mod messages;
mod name_lists;
mod output;
mod output_folder;
mod packing;
mod rules;
mod saved_text;
mod settings;
mod tally;
#[cfg(feature = "train")]
mod train;

use std::process::ExitCode;

use clap::Parser;

use crate::exit::ExitStatus;
use crate::flags::{Cli, Command};

fn main() -> ExitCode {
    // Wrong flags end here with status 2, --help and --version with 0.
    let cli = Cli::parse();
    let result = match &cli.command {
        Command::Extract(flags) => extract::run(flags),
        Command::Convert(flags) => convert::run(flags),
        Command::Rules(flags) => rules::run(flags),
        Command::Gazetteer(flags) => gazetteer::run(flags),
        #[cfg(feature = "train")]
        Command::Train(flags) => train::run(flags),
        #[cfg(not(feature = "train"))]
        Command::Train { .. } => {
            Err(anyhow::anyhow!("this gleaner was built without training; build it with `--features train`"))
        }
    };
    let status = result.unwrap_or_else(|error| {
        messages::print(&chain(&error));
        ExitStatus::Failure
    });
    status.into()
}

/// An error with its causes, "what: why". A cause that its error has quoted already is not said twice.
fn chain(error: &anyhow::Error) -> String {
    let mut said = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if said.is_empty() {
            said = cause;
        } else if !said.contains(&cause) {
            said = format!("{said}: {cause}");
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_are_said_once() {
        let cause = anyhow::anyhow!("no space left");
        let quoted = cause.context("writing: no space left").context("cannot write out.jsonl");
        assert_eq!(chain(&quoted), "cannot write out.jsonl: writing: no space left");
    }
}
