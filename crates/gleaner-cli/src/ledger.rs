//! `--resume`: what a run has done, so that the next one goes on where it was.
//!
//! The ledger is a file of JSON lines: first what the run was asked for, then a line for each input whose records are whole
//! in the output, with the length of the output behind them. Records are on the disk before the lines that speak of them,
//! so whatever ends a run, at most the output has a tail that no line speaks of; the next run cuts it off.

use std::collections::{BTreeMap, HashMap};
use std::fs::{File, TryLockError};
use std::io::{BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use gleaner_ingest::FileId;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

/// The ledger is written after so many inputs, so many bytes of output, or so much time: what is done twice after a run was
/// killed.
const INPUTS_BETWEEN: usize = 256;
const BYTES_BETWEEN: u64 = 8 << 20;
const TIME_BETWEEN: Duration = Duration::from_millis(300);

#[derive(Debug, Deserialize, Serialize)]
struct Header {
    /// The format of this file.
    ledger: u32,
    version: String,
    /// What decides what records say, by the name of its flag.
    options: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize, Serialize)]
struct Entry<'a> {
    #[serde(borrow)]
    input: std::borrow::Cow<'a, str>,
    end: u64,
}

/// An open ledger with the output that it speaks of.
#[derive(Debug)]
pub(crate) struct Ledger {
    file: File,
    output: BufWriter<File>,
    /// Written to the output, and to be.
    output_end: u64,
    lines: Vec<u8>,
    n_inputs: usize,
    /// The output at the last line of the file.
    known_end: u64,
    written_down: Instant,
}

/// The inputs that earlier runs have done, by name; how often, since a path may be given twice.
#[derive(Debug, Default)]
pub(crate) struct Done(HashMap<u128, u32>);

impl Done {
    fn add(&mut self, name: &str) {
        *self.0.entry(xxh3_128(name.as_bytes())).or_default() += 1;
    }

    /// Whether an input of that name was done; each is taken once.
    pub(crate) fn take(&mut self, name: &str) -> bool {
        match self.0.get_mut(&xxh3_128(name.as_bytes())) {
            Some(n) if *n > 0 => {
                *n -= 1;
                true
            }
            _ => false,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Ledger {
    /// Opens or begins the ledger at `path` for the output at `output`, cuts off what it does not speak of, and tells what is
    /// done.
    ///
    /// # Errors
    /// When another run has it open, when it speaks of a run with other options, when it is new and the output is not, and
    /// those of the file system.
    pub(crate) fn open(path: &Path, output: &Path, options: BTreeMap<String, String>) -> anyhow::Result<(Self, Done)> {
        let context = || format!("cannot use the ledger {}", path.display());
        let mut file =
            File::options().read(true).write(true).create(true).truncate(false).open(path).with_context(context)?;
        let ledger_metadata = file.metadata().with_context(context)?;
        if !ledger_metadata.is_file() {
            bail!("{} is no file: a ledger must be one", path.display());
        }
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => bail!("another run uses the ledger {}", path.display()),
            // Some file systems know no locks; then nobody is kept out.
            Err(TryLockError::Error(_)) => {}
        }
        let cannot_write = || format!("cannot write {}", output.display());
        let mut records = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(output)
            .with_context(cannot_write)?;
        let metadata = records.metadata().with_context(cannot_write)?;
        if !metadata.is_file() {
            bail!("{} is no file: --resume needs one that can be cut and gone on with", output.display());
        }
        if FileId::of(&ledger_metadata).is_some_and(|id| FileId::of(&metadata) == Some(id)) {
            bail!("{} is both the ledger and the output; choose another ledger", path.display());
        }
        let header = Header { ledger: 1, version: env!("CARGO_PKG_VERSION").to_owned(), options };
        let mut done = Done::default();
        let (ledger_end, known_end) = read(path, &file, &header, metadata.len(), &mut done)?;
        if ledger_end == 0 && metadata.len() > 0 {
            bail!(
                "{} is there already, and the ledger {} is new: move it away, or give the ledger that belongs to it",
                output.display(),
                path.display()
            );
        }
        file.set_len(ledger_end).with_context(context)?;
        file.seek(SeekFrom::End(0)).with_context(context)?;
        records.set_len(known_end).with_context(cannot_write)?;
        records.seek(SeekFrom::End(0)).with_context(cannot_write)?;
        let mut lines = Vec::new();
        if ledger_end == 0 {
            append(&header, &mut lines)?;
        }
        let output = BufWriter::with_capacity(256 << 10, records);
        let mut ledger =
            Self { file, output, output_end: known_end, lines, n_inputs: 0, known_end, written_down: Instant::now() };
        ledger.write_down().with_context(context)?;
        Ok((ledger, done))
    }

    /// Writes records.
    pub(crate) fn write(&mut self, records: &[u8]) -> std::io::Result<()> {
        self.output_end += records.len() as u64;
        self.output.write_all(records)
    }

    /// The records of the input of that name are written.
    pub(crate) fn done(&mut self, name: &str) -> std::io::Result<()> {
        append(&Entry { input: name.into(), end: self.output_end }, &mut self.lines)?;
        self.n_inputs += 1;
        if self.n_inputs >= INPUTS_BETWEEN
            || self.output_end - self.known_end >= BYTES_BETWEEN
            || self.written_down.elapsed() >= TIME_BETWEEN
        {
            self.write_down()?;
        }
        Ok(())
    }

    /// Brings the output to the disk, then the lines that speak of it.
    pub(crate) fn write_down(&mut self) -> std::io::Result<()> {
        self.output.flush()?;
        self.output.get_ref().sync_data()?;
        self.file.write_all(&self.lines)?;
        self.lines.clear();
        self.n_inputs = 0;
        self.known_end = self.output_end;
        self.written_down = Instant::now();
        Ok(())
    }
}

fn append(line: &impl Serialize, lines: &mut Vec<u8>) -> std::io::Result<()> {
    serde_json::to_writer(&mut *lines, line)?;
    lines.push(b'\n');
    Ok(())
}

/// Reads the lines that speak of what the output has, and gives the length of them and that of the output behind the last.
/// A line without its end was being written when the run ended.
fn read(path: &Path, file: &File, wanted: &Header, output_len: u64, done: &mut Done) -> anyhow::Result<(u64, u64)> {
    let mut reader = BufReader::new(file);
    let (mut ledger_end, mut known_end) = (0, 0);
    let mut line = Vec::new();
    loop {
        line.clear();
        let n_read = reader.read_until(b'\n', &mut line).with_context(|| format!("cannot read {}", path.display()))?;
        if !line.ends_with(b"\n") {
            return Ok((ledger_end, known_end));
        }
        if ledger_end == 0 {
            let header: Header = serde_json::from_slice(&line)
                .ok()
                .filter(|header: &Header| header.ledger == wanted.ledger)
                .with_context(|| format!("{} is no ledger of gleaner", path.display()))?;
            check(path, &header, wanted)?;
        } else {
            let entry: Entry<'_> = serde_json::from_slice(&line)
                .with_context(|| format!("{} is damaged at byte {ledger_end}", path.display()))?;
            // A disk that lost records, or an output that was cut or replaced: what is gone is done again.
            if entry.end > output_len || entry.end < known_end {
                return Ok((ledger_end, known_end));
            }
            done.add(&entry.input);
            known_end = entry.end;
        }
        ledger_end += n_read as u64;
    }
}

/// Refuses to go on with other options: the output would be of two kinds.
fn check(path: &Path, header: &Header, wanted: &Header) -> anyhow::Result<()> {
    let advice = "go on with the old ones, or begin anew with another ledger and output";
    if header.version != wanted.version {
        bail!(
            "the ledger {} is of a run with gleaner {}, this is {}; {advice}",
            path.display(),
            header.version,
            wanted.version
        );
    }
    let names = header.options.keys().chain(wanted.options.keys());
    let mut changed: Vec<&str> =
        names.filter(|name| header.options.get(*name) != wanted.options.get(*name)).map(String::as_str).collect();
    changed.sort_unstable();
    changed.dedup();
    if changed.is_empty() {
        return Ok(());
    }
    bail!("the ledger {} is of a run with another {}; {advice}", path.display(), changed.join(", "))
}
