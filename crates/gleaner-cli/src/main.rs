//! The `gleaner` program.
//!
//! `flags/` is what can be typed, `settings.rs` what it comes to, `extract.rs` the run; `exit.rs` says how it ended.
//! `gazetteer.rs` checks and makes name lists, which `name_lists.rs` reads; `rules.rs` is the run of `gleaner rules`,
//! `train.rs` that of `gleaner train`, which comes with the feature `train`; `bench/` measures.

mod about;
mod bench;
mod config;
mod convert;
mod destination;
mod document;
mod exit;
mod extract;
mod fingerprint;
mod flags;
mod gazetteer;
mod ledger;
mod log;
mod messages;
mod name_lists;
mod output;
mod output_folder;
mod packing;
mod pdf_process;
mod rules;
mod saved_text;
mod seen;
mod selected;
mod settings;
mod stop;
mod tally;
#[cfg(feature = "train")]
mod train;
mod written_file;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use crate::exit::ExitStatus;
use crate::flags::{Cli, Command, ConfigFlags, SchemaFlags};

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    let mut command = Cli::command();
    // Digests of the data take a moment, so only who asks waits for them.
    if args.iter().any(|arg| arg == "--version") {
        command = command.long_version(about::version());
    }
    let configured = match config::configured(command, &args) {
        Ok(configured) => configured,
        Err(error) => {
            messages::print(&chain(&error));
            return ExitStatus::Failure.into();
        }
    };
    // Wrong flags end here with status 2, --help and --version with 0.
    let matches = configured.command.clone().get_matches_from(args);
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    stop::on_interrupt();
    let result = match &cli.command {
        Command::Extract(flags) => extract::run(flags),
        Command::ReadPdf(flags) => pdf_process::run(flags),
        Command::Config(ConfigFlags { show: _ }) => about::print(config::show(&configured).as_bytes()),
        Command::Completions(flags) => about::completions(flags, Cli::command()),
        Command::Man(flags) => about::man(flags, Cli::command()),
        Command::Schema(SchemaFlags {}) => about::print(gleaner::RECORDS_SCHEMA.as_bytes()),
        Command::Convert(flags) => convert::run(flags),
        Command::Rules(flags) => rules::run(flags),
        Command::Gazetteer(flags) => gazetteer::run(flags),
        Command::Bench(flags) => bench::run(flags),
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
