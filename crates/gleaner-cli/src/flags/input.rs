//! What is read, and how files become texts.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use gleaner_ingest::TextEncoding;

use super::typed::{encoding, size};

#[derive(Args, Debug)]
#[command(next_help_heading = "Input")]
pub(crate) struct InputFlags {
    /// auto: each file by what is in it; text: plain text, whatever it looks like; jsonl: a line is a document, a JSON
    /// object; csv, tsv, parquet: a row is a document
    #[arg(long, value_name = "FORMAT", default_value = "auto")]
    pub(crate) input_format: InputFormat,

    /// JSON Lines and tables: the field or column of the document's name; FILE:LINE where it is missing
    #[arg(long, value_name = "FIELD", default_value = "id", visible_alias = "id-column")]
    pub(crate) id_field: String,

    /// JSON Lines and tables: the field or column of the text
    #[arg(long, value_name = "FIELD", default_value = "text", visible_alias = "text-column")]
    pub(crate) text_field: String,

    /// JSON Lines and tables: the field or column of the document's date, as 2016-09-12 or 2016-09-12T10:30:00Z
    #[arg(long, value_name = "FIELD", default_value = "date", visible_alias = "date-column")]
    pub(crate) date_field: String,

    /// The encoding of every text, such as windows-1252; what is not in it is an error [default: found for each file]
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub(crate) encoding: Option<TextEncoding>,

    /// Web pages: drop or keep navigation, side columns, footers and hidden parts
    #[arg(long, value_name = "WHAT", default_value = "drop")]
    pub(crate) boilerplate: Boilerplate,

    /// Have files turned to text by this program: it is given the path, and the file on its standard input, and prints text
    #[arg(long, value_name = "COMMAND")]
    pub(crate) pre: Option<PathBuf>,

    /// With --pre: only files that match, as '*.doc'; repeatable
    #[arg(long, value_name = "GLOB")]
    pub(crate) pre_glob: Vec<String>,

    /// The most that one archive may have unpacked at one time, with K, M or G
    #[arg(long, value_name = "SIZE", default_value = "256M", value_parser = size)]
    pub(crate) max_unpacked: u64,

    /// How deep archives may lie in archives
    #[arg(long, value_name = "N", default_value = "8", value_parser = clap::value_parser!(u32).range(1..=64))]
    pub(crate) max_depth: u32,

    /// Read only files of folders that match: a name ('*.txt') or a path below the folder ('2024/**/*.txt'); repeatable
    #[arg(long, value_name = "GLOB")]
    pub(crate) include: Vec<String>,

    /// Leave out files and folders that match; wins over --include; repeatable
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,

    /// Leave out files and folders by the patterns in this file, written as in .gitignore; repeatable
    #[arg(long, value_name = "FILE")]
    pub(crate) exclude_from: Vec<PathBuf>,

    /// Leave out what the .gitignore files of the folders leave out
    #[arg(long)]
    pub(crate) gitignore: bool,

    /// Only files that were changed after this: a day or moment (2024-03-31, 2024-03-31T12:00, UTC), or the time of another
    /// file
    #[arg(long, value_name = "DATE|FILE")]
    pub(crate) newer_than: Option<String>,

    /// Read the files and folders that this file lists, a line each, after the paths given; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) files_from: Option<PathBuf>,

    /// The paths of --files-from have a NUL behind each instead of a line end, as `find -print0` prints them
    #[arg(short = '0', long, requires = "files_from")]
    pub(crate) null: bool,

    /// Read hidden files and folders too
    #[arg(long)]
    pub(crate) hidden: bool,

    /// Follow symbolic links inside folders
    #[arg(short = 'L', long)]
    pub(crate) follow: bool,

    /// The longest document, with K, M or G for powers of 1024; longer ones are errors
    #[arg(long, value_name = "SIZE", default_value = "1G", value_parser = size)]
    pub(crate) max_filesize: u64,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum InputFormat {
    Auto,
    Text,
    Jsonl,
    Csv,
    Tsv,
    Parquet,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Boilerplate {
    Drop,
    Keep,
}
