//! From what was typed to what is done.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, bail};
use gleaner::gazetteer::Gazetteer;
use gleaner::{Extractor, Model, OffsetUnit, RecordOptions, Settings};
use gleaner_ingest::{Converter, Fields, FileList, Format, IgnoreRules, Inputs, Limits, Options, PathFilter, Root};

use crate::flags::{self, ExtractFlags, ExtractionFlags, InputFlags, OutputFlags, ReadingFlags};
use crate::name_lists;
use crate::pdf_process;
use crate::written_file::{WrittenFile, keep_apart};

/// Where to look for documents. `written` are the files that the run writes: folders may hold them.
pub(crate) fn roots(flags: &ExtractFlags, written: &[WrittenFile]) -> anyhow::Result<Vec<Root>> {
    let roots = document_roots(&flags.paths, &flags.input)?;
    let documents = roots.iter().filter_map(|root| match root {
        Root::Path(path) => Some(path),
        Root::Stdin => None,
    });
    let (input, extraction) = (&flags.input, &flags.extraction);
    let read = documents
        .chain(&extraction.gazetteer)
        .chain(&extraction.rules)
        .chain(&extraction.model)
        .chain(&input.files_from)
        .chain(&input.exclude_from);
    let read: Vec<&PathBuf> = read.collect();
    for written in written {
        keep_apart(read.iter().copied(), written)?;
    }
    Ok(roots)
}

/// Where to look for documents.
pub(crate) fn document_roots(paths: &[PathBuf], flags: &InputFlags) -> anyhow::Result<Vec<Root>> {
    let roots: Vec<Root> = paths.iter().cloned().map(Root::from).collect();
    let list_on_stdin = flags.files_from.as_deref().is_some_and(|list| list.as_os_str() == "-");
    if roots.iter().filter(|root| **root == Root::Stdin).count() + usize::from(list_on_stdin) > 1 {
        bail!("standard input (-) can be read only once");
    }
    Ok(roots)
}

/// The documents below `roots` and those that `--files-from` lists.
pub(crate) fn inputs(flags: &InputFlags, roots: Vec<Root>, options: &Options) -> anyhow::Result<Inputs> {
    let Some(list) = &flags.files_from else { return Ok(Inputs::new(roots, options)) };
    let source: Box<dyn BufRead + Send> = if list.as_os_str() == "-" {
        Box::new(BufReader::new(std::io::stdin()))
    } else {
        let file = fs::File::open(list).with_context(|| format!("cannot read the list {}", list.display()))?;
        Box::new(BufReader::new(file))
    };
    let list = FileList::new(&list.display().to_string(), source, if flags.null { 0 } else { b'\n' });
    Ok(Inputs::of_list(roots.into_iter().map(Ok).chain(list), options))
}

/// The time that `--newer-than` means.
fn moment(date_or_file: &str) -> anyhow::Result<SystemTime> {
    if let Ok(metadata) = fs::metadata(date_or_file) {
        return metadata.modified().with_context(|| format!("cannot read the time of {date_or_file}"));
    }
    let as_moment = || date_or_file.parse::<jiff::Timestamp>().ok();
    let as_civil = || {
        let civil = date_or_file.parse::<jiff::civil::DateTime>().ok()?;
        Some(civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
    };
    match as_moment().or_else(as_civil) {
        Some(timestamp) => Ok(timestamp.into()),
        None => bail!("--newer-than {date_or_file}: neither a file nor a day such as 2024-03-31"),
    }
}

/// The patterns of `--exclude-from`, of all its files in the order given.
fn exclude_rules(files: &[PathBuf]) -> anyhow::Result<Option<IgnoreRules>> {
    let mut lines = String::new();
    for file in files {
        let text = fs::read_to_string(file).with_context(|| format!("cannot read the patterns {}", file.display()))?;
        lines.push_str(&text);
        lines.push('\n');
    }
    if files.is_empty() { Ok(None) } else { Ok(Some(IgnoreRules::parse(&lines)?)) }
}

/// How documents are found and read; `written` are files that are passed over. Reading one may take `max_seconds`, or the
/// default of the library.
pub(crate) fn input_options(
    flags: &InputFlags,
    max_seconds: Option<u32>,
    written: &[WrittenFile],
) -> anyhow::Result<Options> {
    let format = match flags.input_format {
        flags::InputFormat::Auto => Format::Auto,
        flags::InputFormat::Text => Format::Text,
        flags::InputFormat::Jsonl => Format::JsonLines,
        flags::InputFormat::Csv => Format::Csv,
        flags::InputFormat::Tsv => Format::Tsv,
        flags::InputFormat::Parquet => Format::Parquet,
    };
    let converter = match &flags.pre {
        Some(command) => Some(Converter::new(command, PathFilter::new(&flags.pre_glob, &[])?)),
        None if !flags.pre_glob.is_empty() => bail!("--pre-glob says what --pre is for, and there is no --pre"),
        None => None,
    };
    let limits = Limits {
        max_unpacked_bytes: flags.max_unpacked,
        max_depth: flags.max_depth,
        max_seconds: max_seconds.map_or(Limits::default().max_seconds, Into::into),
        ..Limits::default()
    };
    Ok(Options {
        format,
        fields: Fields { id: flags.id_field.clone(), text: flags.text_field.clone(), date: flags.date_field.clone() },
        boilerplate: flags.boilerplate == flags::Boilerplate::Keep,
        encoding: flags.encoding,
        converter,
        pdf_process: pdf_process::of(&limits),
        limits,
        filter: PathFilter::new(&flags.include, &flags.exclude)?,
        max_bytes: flags.max_filesize,
        hidden: flags.hidden,
        follow_links: flags.follow,
        gitignore: flags.gitignore,
        exclude_rules: exclude_rules(&flags.exclude_from)?,
        newer_than: flags.newer_than.as_deref().map(moment).transpose()?,
        passed_over: written.iter().filter_map(WrittenFile::id).collect(),
    })
}

/// How amounts and dates are read.
pub(crate) fn settings(flags: &ReadingFlags) -> Settings {
    let mut settings = Settings {
        locale: match flags.locale {
            flags::Locale::Uk => gleaner::Locale::Uk,
            flags::Locale::Us => gleaner::Locale::Us,
            flags::Locale::Eu => gleaner::Locale::Eu,
        },
        guineas: flags.guineas,
        document_date: flags.document_date,
        document_time: flags.document_time,
        find_document_date: !flags.no_find_document_date,
        fiscal_year_start: flags.fiscal_year_start,
        week_starts_on_sunday: matches!(flags.week_start, flags::WeekStart::Sunday),
        ..Settings::default()
    };
    // What was not typed keeps the default of the library.
    let signs = [
        (flags.dollar, &mut settings.dollar),
        (flags.pence, &mut settings.pence),
        (flags.krone, &mut settings.krone),
        (flags.rupee, &mut settings.rupee),
        (flags.rand, &mut settings.rand),
    ];
    for (typed, setting) in signs {
        if let Some(typed) = typed {
            *setting = typed.0;
        }
    }
    if let Some(pound) = flags.pound {
        settings.pound = pound;
    }
    if let Some(month) = flags.academic_year_start {
        settings.academic_year_start = month;
    }
    if let Some(pivot) = flags.two_digit_year_pivot {
        settings.two_digit_year_pivot = pivot;
    }
    settings
}

/// What the records look like: as asked for, and with what the format of the output needs.
pub(crate) fn record_options(flags: &OutputFlags, format: Option<gleaner_export::Format>) -> RecordOptions {
    let offsets = match flags.offsets {
        flags::OffsetUnit::Chars => OffsetUnit::Chars,
        flags::OffsetUnit::Bytes => OffsetUnit::Bytes,
        flags::OffsetUnit::Utf16 => OffsetUnit::Utf16,
    };
    let text = flags.document_text || format.is_some_and(gleaner_export::Format::wants_text);
    let documents = flags.documents || text || format.is_some_and(gleaner_export::Format::has_documents);
    RecordOptions { offsets, documents, text }
}

/// The extractor, with the name lists and the model of the user.
pub(crate) fn extractor(flags: &ExtractionFlags, settings: Settings, quiet: bool) -> anyhow::Result<Extractor> {
    let (compiled, lists): (Vec<PathBuf>, Vec<PathBuf>) =
        flags.gazetteer.iter().cloned().partition(|path| is_compiled(path));
    let files = name_lists::read(&lists)?;
    let mut builder = Extractor::builder().settings(settings).min_score(flags.min_score).builtin_model(!flags.no_model);
    for path in &flags.rules {
        builder = builder.rules(path.display().to_string(), rule_file(path)?);
    }
    if let Some(path) = &flags.model {
        let bytes = fs::read(path).with_context(|| format!("cannot read the model {}", path.display()))?;
        let model = Model::from_bytes(bytes).with_context(|| path.display().to_string())?;
        builder = builder.model(model);
    }
    if !flags.types.is_empty() {
        builder = builder.types(flags.types.iter().map(|name| name.trim()));
    }
    for file in &files {
        builder = builder.gazetteer(file.list(&flags.gazetteer_type, flags.strict, quiet)?);
    }
    for path in &compiled {
        let opened = Gazetteer::open(path).with_context(|| format!("cannot open {}", path.display()))?;
        builder = builder.compiled_gazetteer(opened);
    }
    Ok(builder.build()?)
}

/// True for a file that begins as compiled gazetteers do, whatever it is called; whether it opens is found out later.
fn is_compiled(path: &Path) -> bool {
    let mut begin = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(64).read_to_end(&mut begin));
    read.is_ok() && Gazetteer::is_compiled(&begin)
}

/// The text of a rule file.
pub(crate) fn rule_file(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read the rule file {}", path.display()))
}
