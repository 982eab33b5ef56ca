//! What the program says of itself: its configuration, completions, man pages, schema.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

const CONFIG_HELP: &str = "\
One file is read, the first of these that is there:
  $GLEANER_CONFIG
  gleaner.toml                             in the current folder; may not run programs or write files: --pre, --output,
                                           --save-text, --log and --resume are refused there, since it may have come
                                           with the documents
  $XDG_CONFIG_HOME/gleaner/config.toml     else ~/.config/gleaner/config.toml

  [extract]
  types = [\"ORG\", \"MONEY\"]
  threads = 2
  hidden = true                            on the command line --hidden=false takes it back

What is typed goes before the environment, the environment before the file. --no-config reads none. Paths start at the
folder of the file.";

/// Show what every option comes to, and where from
#[derive(Args, Debug)]
#[command(after_help = CONFIG_HELP, arg_required_else_help = true)]
pub(crate) struct ConfigFlags {
    /// Print all options as a gleaner.toml
    #[arg(long, required = true)]
    pub(crate) show: bool,
}

/// Print completions for a shell
///
/// For instance: gleaner completions bash > ~/.local/share/bash-completion/completions/gleaner
#[derive(Args, Debug)]
pub(crate) struct CompletionsFlags {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: Shell,
}

/// Print the man page, or write one for each command
#[derive(Args, Debug)]
pub(crate) struct ManFlags {
    /// Write gleaner.1, gleaner-extract.1 and so on to this folder
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: Option<PathBuf>,
}

/// Print the JSON Schema of the records
#[derive(Args, Debug)]
pub(crate) struct SchemaFlags {}
