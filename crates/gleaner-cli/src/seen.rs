//! `--changed-only`: the inputs that earlier runs have read, so that only new and changed ones are read.
//!
//! The file has a line about the options, then a digest a line: of the name, size and time of change of a file, or of the
//! name and the bytes of a line or row. It is replaced at the end of a run that went through.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

/// What earlier runs have read, and where it is written.
#[derive(Debug)]
pub(crate) struct Seen {
    path: PathBuf,
    header: String,
    known: HashSet<u128>,
    /// The options were others: everything is read.
    pub(crate) options_changed: bool,
}

impl Seen {
    /// Reads the file; one that is not there yet knows nothing.
    pub(crate) fn open(path: &Path, options: &BTreeMap<String, String>) -> anyhow::Result<Self> {
        let header =
            serde_json::json!({ "seen": 1, "version": env!("CARGO_PKG_VERSION"), "options": options }).to_string();
        let mut seen = Self { path: path.to_owned(), header, known: HashSet::new(), options_changed: false };
        let cannot_read = || format!("cannot read {}", path.display());
        let file = match File::open(path) {
            Ok(file) => BufReader::new(file),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(seen),
            Err(error) => return Err(error).with_context(cannot_read),
        };
        let mut lines = file.lines();
        let first = lines.next().transpose().with_context(cannot_read)?.unwrap_or_default();
        let is_ours = serde_json::from_str::<serde_json::Value>(&first).is_ok_and(|first| first["seen"] == 1);
        anyhow::ensure!(is_ours, "{} is no file of --changed-only", path.display());
        seen.options_changed = first != seen.header;
        if !seen.options_changed {
            for line in lines {
                let line = line.with_context(cannot_read)?;
                let digest = u128::from_str_radix(&line, 16);
                seen.known.insert(digest.with_context(|| format!("{} is damaged: {line}", path.display()))?);
            }
        }
        Ok(seen)
    }

    /// What is known, for whoever finds the inputs.
    pub(crate) fn take_known(&mut self) -> HashSet<u128> {
        std::mem::take(&mut self.known)
    }

    /// Replaces the file by one with `digests`.
    pub(crate) fn write(&self, digests: impl IntoIterator<Item = u128>) -> anyhow::Result<()> {
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let write = || {
            let mut file = BufWriter::new(tempfile::NamedTempFile::new_in(folder)?);
            writeln!(file, "{}", self.header)?;
            for digest in digests {
                writeln!(file, "{digest:032x}")?;
            }
            let file = file.into_inner().map_err(|error| error.into_error())?;
            file.persist(&self.path)?;
            std::io::Result::Ok(())
        };
        write().with_context(|| format!("cannot write {}", self.path.display()))
    }
}
