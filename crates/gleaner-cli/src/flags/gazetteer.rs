//! `gleaner gazetteer`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::typed::type_name;

const GAZETTEER_EXAMPLES: &str = "\
Examples:
  gleaner gazetteer check suppliers.csv                            every fault, with its line and column
  gleaner gazetteer build suppliers.csv charities.jsonl -o mine.gaz  opened in milliseconds, whatever its size
  gleaner gazetteer import --from ror v1.60-ror-data.zip -o ror.list
  gleaner extract folder --gazetteer suppliers.csv

Name lists, told apart by their extension, then by how they begin:
  .csv .tsv      columns by the first line: name, aliases (between ; or |), type, id, canonical, flags, priority,
                 context; any other column is kept as an attribute
  .jsonl         an object a line with the same keys, or a pattern of spaCy's EntityRuler a line
  .list .txt     an entry a line:  Name | alias; alias | type=ORG id=https://example.org/7 flag

Exit status:
  0  no fault
  1  the run went through, and there were faults
  2  wrong usage, a file that cannot be read or written, or with --strict a fault";

/// Check, convert and import name lists.
#[derive(Args, Debug)]
#[command(after_help = GAZETTEER_EXAMPLES)]
pub(crate) struct GazetteerFlags {
    #[command(subcommand)]
    pub(crate) command: GazetteerCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum GazetteerCommand {
    Check(CheckFlags),
    Build(BuildFlags),
    Import(ImportFlags),
}

/// Print every fault of name lists, with its line and column.
#[derive(Args, Debug)]
pub(crate) struct CheckFlags {
    /// Name lists
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// The type of names whose list says none
    #[arg(long = "type", value_name = "TYPE", default_value = "ORG", value_parser = type_name)]
    pub(crate) entity_type: String,

    /// Stop at the first fault
    #[arg(long)]
    pub(crate) strict: bool,
}

/// Compile name lists into one file that is opened by memory map.
#[derive(Args, Debug)]
pub(crate) struct BuildFlags {
    /// Name lists; where nothing else decides, the first ones win
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Write to this file, which appears only when it is whole
    #[arg(short, long, value_name = "NAME.gaz")]
    pub(crate) output: PathBuf,

    /// The type of names whose list says none
    #[arg(long = "type", value_name = "TYPE", default_value = "ORG", value_parser = type_name)]
    pub(crate) entity_type: String,

    /// Stop at the first fault
    #[arg(long)]
    pub(crate) strict: bool,

    /// Say nothing on standard error unless the run fails
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// Turn a publisher's dump, as it is downloaded, into a name list with ids.
///
/// Reads the dump as a stream, also inside .gz and .zip: ROR (JSON or CSV, schema 2 or 1), Wikidata (latest-all.json),
/// Companies House (BasicCompanyData) and GeoNames (allCountries.txt, cities500.txt …).
#[derive(Args, Debug)]
pub(crate) struct ImportFlags {
    /// Whose dump it is
    #[arg(long, value_name = "PUBLISHER")]
    pub(crate) from: Publisher,

    /// The dump; `-` is standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Write the list to this file, which appears only when it is whole; NAME.gaz is compiled, `-` is standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,

    /// Stop at the first record that cannot be read
    #[arg(long)]
    pub(crate) strict: bool,

    /// Say nothing on standard error unless the run fails
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Publisher {
    Ror,
    Wikidata,
    CompaniesHouse,
    Geonames,
}
