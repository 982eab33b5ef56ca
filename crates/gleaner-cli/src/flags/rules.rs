//! `gleaner rules`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

const RULES_EXAMPLES: &str = "\
Examples:
  gleaner rules check my.rules
  gleaner rules test my.rules 'Aster Ltd bought Birch plc for £5m.'
  gleaner rules test my.rules report.txt
  gleaner extract folder --rules my.rules

The language is explained in docs/rules.md.

Exit status: 0; 1 when a rule file has faults; 2 when a file cannot be read.";

/// Check rule files, and try them on a text
#[derive(Args, Debug)]
#[command(after_help = RULES_EXAMPLES, arg_required_else_help = true)]
pub(crate) struct RulesFlags {
    #[command(subcommand)]
    pub(crate) command: RulesCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// Read rule files and run their examples
    Check {
        /// Rule files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,

        /// A name list whose types the rules use; repeatable
        #[arg(long, value_name = "FILE")]
        gazetteer: Vec<PathBuf>,
    },
    /// Print what each rule of a file finds in a text, with the words it was read in
    Test {
        /// The rule file
        #[arg(value_name = "FILE")]
        file: PathBuf,

        /// The text, or the name of a file with it; `-` is standard input
        #[arg(value_name = "TEXT")]
        text: String,

        /// A name list whose types the rules use; repeatable
        #[arg(long, value_name = "FILE")]
        gazetteer: Vec<PathBuf>,
    },
}
