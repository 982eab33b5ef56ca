//! The `gleaner` program.
//!
//! `flags.rs` is what can be typed, `settings.rs` what it comes to, `extract.rs` the run; `exit.rs` says how it ended.

mod exit;
mod extract;
mod flags;
mod messages;
mod output;
mod settings;

use std::process::ExitCode;

use clap::Parser;

use crate::exit::ExitStatus;
use crate::flags::{Cli, Command};

fn main() -> ExitCode {
    // Wrong flags end here with status 2, --help and --version with 0.
    let cli = Cli::parse();
    let Command::Extract(flags) = &cli.command;
    let status = extract::run(flags).unwrap_or_else(|error| {
        messages::print(&format_args!("{error:#}"));
        ExitStatus::Failure
    });
    status.into()
}
