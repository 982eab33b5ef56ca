//! `gleaner gazetteer`: name lists checked, compiled, and made of publishers' dumps.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, Write};
use std::path::Path;

use anyhow::{Context, bail};
use flate2::read::MultiGzDecoder;
use gleaner::gazetteer::import::{Imported, Publisher, import};
use gleaner::gazetteer::{Gazetteer, GazetteerBuilder, List};
use zip::ZipArchive;

use crate::exit::ExitStatus;
use crate::flags::{self, BuildFlags, CheckFlags, GazetteerCommand, GazetteerFlags, ImportFlags};
use crate::messages;
use crate::name_lists;
use crate::output::Output;
use crate::tally::counted;
use crate::written_file::{WrittenFile, keep_apart};

/// Dumps are read in pieces of this size.
const BUFFER_SIZE: usize = 1 << 20;

/// Runs `gleaner gazetteer`.
///
/// # Errors
/// A file that cannot be read or written; with `--strict`, a fault in one.
pub(crate) fn run(flags: &GazetteerFlags) -> anyhow::Result<ExitStatus> {
    match &flags.command {
        GazetteerCommand::Check(flags) => check(flags),
        GazetteerCommand::Build(flags) => build(flags),
        GazetteerCommand::Import(flags) => import_dump(flags),
    }
}

/// Prints every fault as it is met, and what each list holds at its end.
fn check(flags: &CheckFlags) -> anyhow::Result<ExitStatus> {
    let mut output = BufWriter::new(io::stdout().lock());
    let mut n_faults = 0;
    for file in name_lists::read(&flags.files)? {
        if Gazetteer::is_compiled(&file.bytes) {
            let gazetteer = Gazetteer::from_bytes(file.bytes).with_context(|| format!("cannot open {}", file.name))?;
            let (n_entries, n_names) = (gazetteer.len(), gazetteer.n_names());
            let (entries, names) = (counted(n_entries as u64, "entry"), counted(n_names as u64, "name"));
            writeln!(output, "{}: {entries}, {names}, compiled", file.name).context("cannot write what was found")?;
            continue;
        }
        let options = name_lists::options(&flags.entity_type);
        if flags.strict {
            List::read(&file.name, &file.bytes, &options)?;
        }
        let mut n_faults_of_list = 0u64;
        let mut written = Ok(());
        let list = List::read_reporting(&file.name, &file.bytes, &options, |problem| {
            n_faults_of_list += 1;
            if written.is_ok() {
                written = writeln!(output, "{problem}");
            }
        });
        // Two names may go by themselves and not together.
        if let Err(error) = GazetteerBuilder::new().add_list(&list).and_then(GazetteerBuilder::build) {
            n_faults_of_list += 1;
            written = written.and_then(|()| writeln!(output, "{}: {error}", file.name));
        }
        n_faults += n_faults_of_list;
        let (name, n_entries, n_names) = (&file.name, list.len(), list.n_names());
        let (entries, names) = (counted(n_entries as u64, "entry"), counted(n_names as u64, "name"));
        let summary = format_args!("{name}: {entries}, {names}, {}", counted(n_faults_of_list, "fault"));
        written.and_then(|()| writeln!(output, "{summary}")).context("cannot write what was found")?;
    }
    output.flush().context("cannot write what was found")?;
    Ok(if n_faults == 0 { ExitStatus::Success } else { ExitStatus::SomeFailed })
}

fn build(flags: &BuildFlags) -> anyhow::Result<ExitStatus> {
    keep_apart(&flags.files, &WrittenFile::at(&flags.output))?;
    let files = name_lists::read(&flags.files)?;
    let mut builder = GazetteerBuilder::new();
    let mut n_skipped = 0;
    for file in &files {
        let (list, skipped) = file.list_and_skipped(&flags.entity_type, flags.strict, flags.quiet)?;
        n_skipped += skipped;
        builder = builder.add_list(&list)?;
    }
    let gazetteer = builder.build()?;
    save(&gazetteer, &flags.output)?;
    if !flags.quiet {
        let (n_entries, n_names) = (gazetteer.len(), gazetteer.n_names());
        let (entries, names) = (counted(n_entries as u64, "entry"), counted(n_names as u64, "name"));
        messages::print(&format_args!("{}: {entries}, {names}", flags.output.display()));
    }
    Ok(if n_skipped == 0 { ExitStatus::Success } else { ExitStatus::SomeFailed })
}

fn save(gazetteer: &Gazetteer, path: &Path) -> anyhow::Result<()> {
    gazetteer.save(path).with_context(|| format!("cannot write {}", path.display()))
}

fn import_dump(flags: &ImportFlags) -> anyhow::Result<ExitStatus> {
    keep_apart([&flags.file], &WrittenFile::at(&flags.output))?;
    let publisher = match flags.from {
        flags::Publisher::Ror => Publisher::Ror,
        flags::Publisher::Wikidata => Publisher::Wikidata,
        flags::Publisher::CompaniesHouse => Publisher::CompaniesHouse,
        flags::Publisher::Geonames => Publisher::GeoNames,
    };
    let name = flags.file.display().to_string();
    let imported = read_dump(publisher, &flags.file, flags.strict)?;
    let Imported { list, n_records, n_passed_over, problems } = imported;
    if let Some(first) = problems.kept().first().filter(|_| list.is_empty()) {
        bail!("{first}");
    }
    if flags.output.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gaz")) {
        save(&GazetteerBuilder::new().add_list(&list)?.build()?, &flags.output)?;
    } else {
        write_list(&list, &flags.output)?;
    }
    if !flags.quiet {
        for problem in problems.kept().iter().take(3) {
            messages::print(problem);
        }
        messages::print(&format_args!(
            "{name}: {}, {} with {}, {n_passed_over} passed over, {} skipped as faulty",
            counted(n_records as u64, "record"),
            counted(list.len() as u64, "entry"),
            counted(list.n_names() as u64, "name"),
            problems.n_skipped_lines(),
        ));
    }
    Ok(if problems.is_empty() { ExitStatus::Success } else { ExitStatus::SomeFailed })
}

fn write_list(list: &List<'_>, path: &Path) -> anyhow::Result<()> {
    let mut output = Output::open(Some(path))?;
    let mut written = BufWriter::with_capacity(BUFFER_SIZE, Lines(&mut output));
    list.write_plain(&mut written)
        .and_then(|()| written.flush())
        .with_context(|| format!("cannot write {}", path.display()))?;
    drop(written);
    output.finish()
}

/// The output of records as one of lines.
struct Lines<'o>(&'o mut Output);

impl Write for Lines<'_> {
    fn write(&mut self, lines: &[u8]) -> io::Result<usize> {
        self.0.write(lines).map(|()| lines.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads a dump, unpacking it on the way.
fn read_dump(publisher: Publisher, path: &Path, strict: bool) -> anyhow::Result<Imported> {
    let name = path.display().to_string();
    if path.as_os_str() == "-" {
        return read_stream(publisher, "standard input", BufReader::new(io::stdin().lock()), strict);
    }
    let context = || format!("cannot read {name}");
    let mut file = File::open(path).with_context(context)?;
    let mut magic = Vec::new();
    Read::by_ref(&mut file).take(4).read_to_end(&mut magic).with_context(context)?;
    file.rewind().with_context(context)?;
    if magic.starts_with(b"PK\x03\x04") {
        let mut archive = ZipArchive::new(BufReader::new(file)).with_context(context)?;
        // Names that are no text are nobody's dump.
        let names: Vec<String> = archive.file_names().flatten().map(|name| name.into_owned()).collect();
        let member = member_of(publisher, &names)
            .with_context(|| format!("{name}: the archive has no file of {}", publisher.name()))?;
        let member_file = archive.by_name(member).with_context(context)?;
        return import_from(publisher, &format!("{name}/{member}"), member_file, strict);
    }
    read_stream(publisher, &name, BufReader::new(file), strict)
}

/// Reads a stream that may be packed by gzip.
fn read_stream(publisher: Publisher, name: &str, mut input: impl BufRead, strict: bool) -> anyhow::Result<Imported> {
    let start = input.fill_buf().with_context(|| format!("cannot read {name}"))?;
    if start.starts_with(b"BZh") {
        bail!("{name} is packed by bzip2; unpack it on the way: bzcat {name} | gleaner gazetteer import … -");
    }
    if start.starts_with(&[0x1f, 0x8b]) {
        return import_from(publisher, name, MultiGzDecoder::new(input), strict);
    }
    import_from(publisher, name, input, strict)
}

fn import_from(publisher: Publisher, name: &str, input: impl Read, strict: bool) -> anyhow::Result<Imported> {
    let input = BufReader::with_capacity(BUFFER_SIZE, input);
    import(publisher, name, input, strict).with_context(|| format!("cannot import {name}"))
}

/// The file of an archive that is the dump: of the extension, the newest schema first.
fn member_of(publisher: Publisher, names: &[String]) -> Option<&str> {
    let extensions: &[&str] = match publisher {
        Publisher::Ror => &["_schema_v2.json", ".json", ".csv"],
        Publisher::Wikidata => &[".json"],
        Publisher::CompaniesHouse => &[".csv"],
        _ => &[".txt"],
    };
    // The archives of GeoNames hold a readme beside the data.
    let is_data = |name: &&str| !name.to_ascii_lowercase().contains("readme");
    let mut names: Vec<&str> = names.iter().map(String::as_str).filter(is_data).collect();
    names.sort_unstable();
    extensions.iter().find_map(|extension| names.iter().find(|name| name.ends_with(extension)).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dump_in_an_archive() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>();
        let ror =
            names(&["v1-ror-data.csv", "v1-ror-data.json", "v1-ror-data_schema_v2.csv", "v1-ror-data_schema_v2.json"]);
        assert_eq!(member_of(Publisher::Ror, &ror), Some("v1-ror-data_schema_v2.json"));
        assert_eq!(member_of(Publisher::GeoNames, &names(&["readme.txt", "GB.txt"])), Some("GB.txt"));
        assert_eq!(member_of(Publisher::CompaniesHouse, &names(&["a.txt"])), None);
    }
}
