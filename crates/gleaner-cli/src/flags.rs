//! What can be typed. Each field's comment is its help text; `settings.rs` says what it comes to.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use gleaner::{Currency, Day};
use gleaner_ingest::{TextEncoding, parse_written};

/// Who, which organisation, how much, when and where: entities and relations of English documents, as JSON lines.
#[derive(Debug, Parser)]
#[command(name = "gleaner", version, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Extract(Box<ExtractFlags>),
    Rules(RulesFlags),
    Gazetteer(GazetteerFlags),
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

const EXAMPLES: &str = "\
Examples:
  gleaner extract report.txt                          one file, records on the screen
  gleaner extract folder -o out.jsonl                 every file below a folder
  gleaner extract folder --include '*.txt' --exclude drafts > out.jsonl
  gleaner extract mail.mbox papers.zip report.pdf     what is in them, by its kind
  gleaner extract folder --pre antiword --pre-glob '*.doc'    other kinds by an outside program
  pdftotext report.pdf - | gleaner extract -          one document from standard input
  gleaner extract news.jsonl --input-format jsonl --text-field body
  gleaner extract survey.csv --id-column respondent --text-column answer
  gleaner extract folder --types MONEY,DATE --document-date 2024-03-31
  gleaner extract folder --gazetteer suppliers.csv --documents

Output, one JSON object a line:
  entity     type, text, start, end, value, cluster, canonical, ref, score, source
  relation   type, subject, object, qualifiers, start, end, score, source
  document   with --documents: name, sizes, date, text_sha256
  error      a document that could not be read, and why; the run goes on
Records come in the order of the input and are the same for any number of threads.

Exit status:
  0  every document was read, even if nothing was found in it; also when the output was closed early
  1  the run went through, some documents failed; each has an error record
  2  wrong usage or configuration, no document to be found, or the output could not be written";

/// Print the entities and relations of documents as JSON lines.
///
/// A folder is walked in the order of its names; every file in it is a document, hidden ones and symbolic links are left
/// out. .gitignore is not obeyed: these are documents, not sources. Read are text in any encoding, Markdown, HTML, rich
/// text, DOCX, PPTX, XLSX, ODT, EPUB, PDF, e-mail and mailboxes, JSON Lines, CSV and TSV, also gzipped and inside ZIP and tar archives,
/// where ARCHIVE!MEMBER is the name.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ExtractFlags {
    /// Files and folders; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) input: InputFlags,

    #[command(flatten)]
    pub(crate) extraction: ExtractionFlags,

    #[command(flatten)]
    pub(crate) reading: ReadingFlags,

    #[command(flatten)]
    pub(crate) output: OutputFlags,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Input")]
pub(crate) struct InputFlags {
    /// auto: each file by what is in it; text: plain text, whatever it looks like; jsonl: a line is a document, a JSON
    /// object; csv, tsv: a row is a document
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
    #[arg(long, value_name = "GLOB", requires = "pre")]
    pub(crate) pre_glob: Vec<String>,

    /// The most that one archive may have unpacked at one time, with K, M or G
    #[arg(long, value_name = "SIZE", default_value = "256M", value_parser = size)]
    pub(crate) max_unpacked: u64,

    /// How deep archives may lie in archives
    #[arg(long, value_name = "N", default_value = "8", value_parser = clap::value_parser!(u32).range(1..=64))]
    pub(crate) max_depth: u32,

    /// How long a PDF or the program of --pre may take for one file
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub(crate) read_timeout: u32,

    /// Read only files of folders that match: a name ('*.txt') or a path below the folder ('2024/**/*.txt'); repeatable
    #[arg(long, value_name = "GLOB")]
    pub(crate) include: Vec<String>,

    /// Leave out files and folders that match; wins over --include; repeatable
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,

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

#[derive(Args, Debug)]
#[command(next_help_heading = "What to find")]
pub(crate) struct ExtractionFlags {
    /// Only these entity types, separated by commas: ORG, PERSON, MONEY, DATE, LOC and those of your lists
    #[arg(long, value_name = "TYPES", value_delimiter = ',')]
    pub(crate) types: Vec<String>,

    /// A name list of your own, beside the built-in ones: text, CSV, TSV, JSON Lines or spaCy patterns; repeatable. Lines
    /// that cannot be read are skipped and counted; `gleaner gazetteer check FILE` shows them
    #[arg(long, value_name = "FILE")]
    pub(crate) gazetteer: Vec<PathBuf>,

    /// A rule file of your own, beside the built-in rules; repeatable. `gleaner rules check FILE` says whether it reads
    #[arg(long, value_name = "FILE")]
    pub(crate) rules: Vec<PathBuf>,

    /// The type of listed names whose list says none
    #[arg(long, value_name = "TYPE", default_value = "ORG", value_parser = type_name)]
    pub(crate) gazetteer_type: String,

    /// Stop at the first line of a name list that cannot be read
    #[arg(long)]
    pub(crate) strict: bool,

    /// Find names by the lists alone, without the names model
    #[arg(long, conflicts_with = "model")]
    pub(crate) no_model: bool,

    /// Find names with this model instead of the built-in one
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,

    /// Leave out records whose score is lower, 0 to 1
    #[arg(long, value_name = "SCORE", default_value = "0", value_parser = score)]
    pub(crate) min_score: f32,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "How to read amounts and dates")]
pub(crate) struct ReadingFlags {
    /// Whose habits decide: 12/09/2016 is 12 September (uk, eu) or 9 December (us); eu also reads the decimal comma
    #[arg(long, default_value = "uk")]
    pub(crate) locale: Locale,

    /// The day that "last week" is reckoned from, YYYY-MM-DD; a date in the input's own metadata goes first
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) document_date: Option<Day>,

    /// The time of day of the documents, HH:MM; a time in the input's own metadata goes first. In documents with a time
    /// "at 3pm" is the next one, and "on Monday" is to come unless a verb beside it looks back
    #[arg(long, value_name = "TIME", value_parser = time_of_day)]
    pub(crate) document_time: Option<u16>,

    /// Do not look for the document's date in its text
    #[arg(long)]
    pub(crate) no_find_document_date: bool,

    /// The currency of a bare $, or none [default: USD]
    #[arg(long, value_name = "CODE", value_parser = currency_or_none)]
    pub(crate) dollar: Option<CurrencyOrNone>,

    /// The currency of £ and "pounds" [default: GBP]
    #[arg(long, value_name = "CODE", value_parser = currency)]
    pub(crate) pound: Option<Currency>,

    /// The currency of "20p" and "pence", or none [default: GBP]
    #[arg(long, value_name = "CODE", value_parser = currency_or_none)]
    pub(crate) pence: Option<CurrencyOrNone>,

    /// The currency of a bare kr, or none [default: none]
    #[arg(long, value_name = "CODE", value_parser = currency_or_none)]
    pub(crate) krone: Option<CurrencyOrNone>,

    /// The currency of Rs and "rupees", or none [default: INR]
    #[arg(long, value_name = "CODE", value_parser = currency_or_none)]
    pub(crate) rupee: Option<CurrencyOrNone>,

    /// The currency of R before a number, or none [default: none]
    #[arg(long, value_name = "CODE", value_parser = currency_or_none)]
    pub(crate) rand: Option<CurrencyOrNone>,

    /// Read "1,000 guineas" as 1,050 pounds
    #[arg(long)]
    pub(crate) guineas: bool,

    /// The month in which academic years begin, 1 to 12 [default: 9]
    #[arg(long, value_name = "MONTH", value_parser = clap::value_parser!(u8).range(1..=12))]
    pub(crate) academic_year_start: Option<u8>,

    /// The month in which fiscal years begin, 1 to 12 [default: by locale]
    #[arg(long, value_name = "MONTH", value_parser = clap::value_parser!(u8).range(1..=12))]
    pub(crate) fiscal_year_start: Option<u8>,

    /// The day on which weeks begin
    #[arg(long, value_name = "DAY", default_value = "monday")]
    pub(crate) week_start: WeekStart,

    /// Two-digit years below this are 20xx, the others 19xx [default: 50]
    #[arg(long, value_name = "YY", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) two_digit_year_pivot: Option<u8>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputFlags {
    /// Write to this file, which appears only when it is whole; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// The unit of start and end: code points (Python), bytes of UTF-8, or UTF-16 units (JavaScript)
    #[arg(long, value_name = "UNIT", default_value = "chars")]
    pub(crate) offsets: OffsetUnit,

    /// Print a record for each document as well
    #[arg(long)]
    pub(crate) documents: bool,

    /// Keep the text of each document, which offsets refer to, in this folder: DOCUMENT.txt
    #[arg(long, value_name = "FOLDER")]
    pub(crate) save_text: Option<PathBuf>,

    /// Worker threads; 0 takes all cores
    #[arg(short = 'j', long, value_name = "N", env = "GLEANER_THREADS", default_value = "0")]
    pub(crate) threads: u16,

    /// Say nothing on standard error unless the run fails as a whole
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

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

#[cfg(feature = "train")]
const TRAIN_EXAMPLES: &str = "\
Examples:
  gleaner train mine.jsonl -o mine.bin
  gleaner train most.conll --hold-out rest.conll -o mine.bin  and print how well it does on text it has not seen
  gleaner train a.jsonl b.jsonl --folds 3 -o mine.bin         and print cross-validated scores of a.jsonl and b.jsonl
  gleaner train mine.jsonl --continue-from old.bin -o new.bin
  gleaner extract folder --model mine.bin
  gleaner extract folder > mine.jsonl                         then put right what is wrong in it, and
  gleaner train mine.jsonl -o mine.bin                        learn from that

Input, told apart by its first character:
  JSON Lines  {\"text\":\"Ann Lee left.\",\"entities\":[{\"start\":0,\"end\":7,\"type\":\"PERSON\"}]}, offsets in code points;
              may have id, annotated (the types marked; the others stay open), recall_only, and in entities
              optional and why
  records     gleaner's own output, where the first line has \"kind\": the entities of a document are all its names; its
              text is read from the folder given by --texts
  CoNLL       word first and tag last (B-PER, I-PER, O …) in each row, an empty line behind each sentence,
              -DOCSTART- before each document; without any, each sentence is a document
Types are ORG, PERSON or PER, LOC or GPE; others are passed over. The same files in the same order with the same seed
give the same model.

Exit status: 0, or 2 when a file cannot be read or the model cannot be written.";

/// Train a names model on annotated text.
///
/// Name lists are features of the model: it belongs to the lists it was trained with, which are the built-in ones.
/// Takes some five seconds and 130 MB of memory for a million words; each fold as long again.
#[cfg(feature = "train")]
#[derive(Args, Debug)]
#[command(after_help = TRAIN_EXAMPLES)]
pub(crate) struct TrainFlags {
    /// Files of annotated documents to train on
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Write the model to this file, which appears only when it is whole
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,

    /// Print scores on these files, which are not trained on; repeatable
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) hold_out: Vec<PathBuf>,

    /// Print scores of the training files by cross-validation in so many parts, by document
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=100))]
    pub(crate) folds: Option<u32>,

    /// Go on from this model instead of beginning at zero; it must have been trained with the built-in lists
    #[arg(long, value_name = "FILE", conflicts_with = "bits")]
    pub(crate) continue_from: Option<PathBuf>,

    /// Also learn from these texts, of which some names are marked or none: names that a first model finds with a score of
    /// at least --self-train-score are taken as right; repeatable
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) self_train: Vec<PathBuf>,

    /// See --self-train, 0 to 1
    #[arg(long, value_name = "SCORE", default_value = "0.8", value_parser = score)]
    pub(crate) self_train_score: f32,

    /// Stop when the loss on these files, which are not trained on, does not fall any more; repeatable
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["folds", "self_train"])]
    pub(crate) stop_on: Vec<PathBuf>,

    /// With --stop-on: how many passes without a lower loss are waited for
    #[arg(long, value_name = "N", default_value = "2", value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(crate) patience: u32,

    /// Reasons (`why`) for which an optional entity of JSON Lines is no name at all, instead of open
    #[arg(long, value_name = "REASON", value_delimiter = ',')]
    pub(crate) outside: Vec<String>,

    /// Folder of the documents that gleaner's own records speak of
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    pub(crate) texts: PathBuf,

    /// Seed of chance
    #[arg(long, value_name = "N", default_value = "1")]
    pub(crate) seed: u64,

    /// Passes over the documents
    #[arg(long, value_name = "N", default_value = "8", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) epochs: u32,

    /// Step size
    #[arg(long, value_name = "RATE", default_value = "0.05", value_parser = rate)]
    pub(crate) rate: f32,

    /// How likely a feature is left out while training, 0 to 0.95
    #[arg(long, value_name = "SHARE", default_value = "0.5", value_parser = dropout)]
    pub(crate) dropout: f32,

    /// log2 of the rows of the model, 4 to 24; the file has 8 bytes a row
    #[arg(long, value_name = "BITS", default_value = "19", value_parser = clap::value_parser!(u32).range(4..=24))]
    pub(crate) bits: u32,

    /// How much less than learnt the model holds back from names, in natural logarithm
    #[arg(long, value_name = "AMOUNT", default_value = "0.4", value_parser = boldness)]
    pub(crate) boldness: f32,

    /// Say nothing on standard error unless the run fails
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum InputFormat {
    Auto,
    Text,
    Jsonl,
    Csv,
    Tsv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Boilerplate {
    Drop,
    Keep,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Locale {
    Uk,
    Us,
    Eu,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum WeekStart {
    Monday,
    Sunday,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum OffsetUnit {
    Chars,
    Bytes,
    Utf16,
}

/// A currency, or the wish that the sign be no money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CurrencyOrNone(pub(crate) Option<Currency>);

fn currency(code: &str) -> Result<Currency, String> {
    // Letters alone would let a slip of the keyboard into every record.
    iso_currency::Currency::from_code(&code.to_ascii_uppercase())
        .and_then(|currency| Currency::from_code(currency.code()))
        .ok_or_else(|| "not an ISO 4217 code such as GBP".to_owned())
}

fn currency_or_none(code: &str) -> Result<CurrencyOrNone, String> {
    if code.eq_ignore_ascii_case("none") {
        return Ok(CurrencyOrNone(None));
    }
    currency(code)
        .map(|currency| CurrencyOrNone(Some(currency)))
        .map_err(|_| "neither an ISO 4217 code such as GBP nor 'none'".to_owned())
}

/// Minutes from midnight.
fn time_of_day(time: &str) -> Result<u16, String> {
    let number = |digits: &str, below: u16| {
        let fits = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<u16>().ok().filter(|number| fits && *number < below)
    };
    time.split_once(':')
        .and_then(|(hours, minutes)| Some(number(hours, 24)? * 60 + number(minutes, 60)?))
        .ok_or_else(|| "not a time of day written HH:MM".to_owned())
}

fn day(date: &str) -> Result<Day, String> {
    parse_written(date)
        .map(|written| written.day)
        .ok_or_else(|| "not a day of the calendar written YYYY-MM-DD".to_owned())
}

fn type_name(name: &str) -> Result<String, String> {
    gleaner::gazetteer::type_name(name)
        .map(|name| name.into_owned())
        .ok_or_else(|| "not a type such as ORG or JOINT_VENTURE".to_owned())
}

fn encoding(label: &str) -> Result<TextEncoding, String> {
    TextEncoding::for_label(label).ok_or_else(|| "not the name of an encoding such as utf-8 or windows-1252".to_owned())
}

fn score(score: &str) -> Result<f32, String> {
    match score.parse() {
        Ok(score) if (0.0..=1.0).contains(&score) => Ok(score),
        _ => Err("not a number from 0 to 1".to_owned()),
    }
}

#[cfg(feature = "train")]
fn rate(rate: &str) -> Result<f32, String> {
    match rate.parse() {
        Ok(rate) if 0.0 < rate && rate <= 10.0 => Ok(rate),
        _ => Err("not a number above 0, at most 10".to_owned()),
    }
}

#[cfg(feature = "train")]
fn boldness(amount: &str) -> Result<f32, String> {
    match amount.parse() {
        Ok(amount) if (-10.0..=10.0).contains(&amount) => Ok(amount),
        _ => Err("not a number from -10 to 10".to_owned()),
    }
}

#[cfg(feature = "train")]
fn dropout(dropout: &str) -> Result<f32, String> {
    match dropout.parse() {
        Ok(dropout) if (0.0..=0.95).contains(&dropout) => Ok(dropout),
        _ => Err("not a number from 0 to 0.95".to_owned()),
    }
}

/// Bytes, with K, M or G for powers of 1024. Offsets are 32 bit, hence the upper end.
fn size(size: &str) -> Result<u64, String> {
    let (digits, unit) = match size.as_bytes().last().map(u8::to_ascii_uppercase) {
        Some(b'K') => (&size[..size.len() - 1], 1 << 10),
        Some(b'M') => (&size[..size.len() - 1], 1 << 20),
        Some(b'G') => (&size[..size.len() - 1], 1 << 30),
        _ => (size, 1),
    };
    let n_bytes = digits.parse::<u64>().ok().and_then(|number| number.checked_mul(unit));
    n_bytes
        .filter(|n_bytes| (1..=u64::from(u32::MAX)).contains(n_bytes))
        .ok_or_else(|| "not a size from 1 to 4294967295 bytes such as 500K, 50M or 2G".to_owned())
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

    #[test]
    fn sizes() {
        let cases = [("1", 1), ("500k", 500 << 10), ("50M", 50 << 20), ("2G", 2 << 30), ("4294967295", 4_294_967_295)];
        for (typed, n_bytes) in cases {
            assert_eq!(size(typed), Ok(n_bytes), "{typed}");
        }
        for typed in ["", "0", "G", "4G", "-1", "1T", "1.5G", "99999999999999999999G", "£"] {
            assert!(size(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn currencies() {
        assert_eq!(currency("gbp"), Ok(Currency::GBP));
        assert_eq!(currency_or_none("none"), Ok(CurrencyOrNone(None)));
        assert_eq!(currency_or_none("EUR"), Ok(CurrencyOrNone(Some(Currency::EUR))));
        assert!(currency("none").is_err() && currency("GBX").is_err() && currency("£").is_err());
    }
}
