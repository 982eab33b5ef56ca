//! What can be typed, a file for each group of flags. Each field's comment is its help text; `settings.rs` says what it
//! comes to.

mod about;
mod bench;
mod convert;
mod extract;
mod gazetteer;
mod input;
mod output;
mod read_pdf;
mod reading;
mod rules;
mod run;
#[cfg(feature = "train")]
mod train;
mod typed;
mod wanted;

use clap::{Parser, Subcommand};

pub(crate) use about::{CompletionsFlags, ConfigFlags, ManFlags, SchemaFlags};
pub(crate) use bench::BenchFlags;
pub(crate) use convert::ConvertFlags;
pub(crate) use extract::ExtractFlags;
pub(crate) use gazetteer::{BuildFlags, CheckFlags, GazetteerCommand, GazetteerFlags, ImportFlags, Publisher};
pub(crate) use input::{Boilerplate, InputFlags, InputFormat};
pub(crate) use output::{FormatFlags, OffsetUnit, OutputFlags, OutputFormat, RecordKind};
pub(crate) use read_pdf::ReadPdfFlags;
pub(crate) use reading::{Locale, ReadingFlags, WeekStart};
pub(crate) use rules::{RulesCommand, RulesFlags};
pub(crate) use run::{RunFlags, StatsFormat};
#[cfg(feature = "train")]
pub(crate) use train::TrainFlags;
pub(crate) use wanted::ExtractionFlags;

/// Who, which organisation, how much, when and where: entities and relations of English documents, as JSON lines.
#[derive(Debug, Parser)]
#[command(name = "gleaner", version, arg_required_else_help = true)]
pub(crate) struct Cli {
    /// Read no configuration file
    #[arg(long, global = true)]
    pub(crate) no_config: bool,

    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Extract(Box<ExtractFlags>),
    /// Read one PDF from standard input; `gleaner extract` runs this for each
    #[command(hide = true)]
    ReadPdf(ReadPdfFlags),
    Convert(ConvertFlags),
    Rules(RulesFlags),
    Gazetteer(GazetteerFlags),
    Bench(Box<BenchFlags>),
    Config(ConfigFlags),
    Completions(CompletionsFlags),
    Man(ManFlags),
    Schema(SchemaFlags),
    #[cfg(feature = "train")]
    Train(TrainFlags),
    /// Train a names model (not in this build)
    #[cfg(not(feature = "train"))]
    #[command(hide = true, disable_help_flag = true)]
    Train {
        /// Whatever was typed
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<std::ffi::OsString>,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_flags_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_flag_has_a_help_text() {
        for command in Cli::command().get_subcommands() {
            for flag in command.get_arguments().filter(|flag| flag.get_id() != "help") {
                assert!(flag.get_help().is_some(), "{} {}", command.get_name(), flag.get_id());
            }
        }
    }
}
