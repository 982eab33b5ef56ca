//! Where records go: standard output, or a file that appears only when it is whole.

use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use tempfile::NamedTempFile;

use crate::ledger::Ledger;
use crate::packing::{Packer, Packing};
use crate::stop;

/// Small documents are written together; `-o` needs no line at once.
const BUFFER_SIZE: usize = 256 << 10;

/// Where records go.
pub(crate) enum Output {
    /// Standard output, each document written at once, so that a reader at the other end of a pipe sees it without delay.
    Stdout(StdoutLock<'static>),
    /// A temporary file beside `path`, which takes its place at the end.
    File {
        /// What is written to.
        file: Packer<BufWriter<NamedTempFile>>,
        /// What it becomes.
        path: PathBuf,
    },
    /// A file that is gone on with, and the ledger that knows how far it is whole.
    Resumed {
        /// Both.
        ledger: Box<Ledger>,
        /// The file.
        path: PathBuf,
    },
    /// Something that exists and is no file (`/dev/null`, a named pipe): written in place.
    Special(BufWriter<File>),
}

impl Output {
    /// Opens the output: standard output without a path or for `-`.
    ///
    /// # Errors
    /// When the folder of `path` cannot be written to, or `path` is a folder.
    pub(crate) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Self::Stdout(io::stdout().lock()));
        };
        Self::open_file(path).with_context(|| format!("cannot write {}", path.display()))
    }

    fn open_file(path: &Path) -> anyhow::Result<Self> {
        let (packing, _) = Packing::by_name(path);
        let existing = fs::metadata(path).ok();
        match &existing {
            Some(metadata) if metadata.is_dir() => return Err(io::Error::from(io::ErrorKind::IsADirectory).into()),
            Some(metadata) if !metadata.is_file() => {
                let file = File::options().write(true).open(path)?;
                return Ok(Self::Special(BufWriter::with_capacity(BUFFER_SIZE, file)));
            }
            _ => {}
        }
        // Through a symbolic link, so that the link stays and the file behind it is replaced.
        let path = if existing.is_some() { path.canonicalize()? } else { path.to_owned() };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".gleaner-").suffix(".part");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let permissions = existing.map_or_else(|| fs::Permissions::from_mode(0o666), |it| it.permissions());
            builder.permissions(permissions);
        }
        let folder = folder_of(&path);
        // The message names the path that was asked for, not that of a file which nobody knows.
        let file = builder.tempfile_in(folder).map_err(|error| io::Error::from(error.kind()))?;
        stop::remove_on_interrupt(file.path());
        let file = Packer::new(packing, BufWriter::with_capacity(BUFFER_SIZE, file))?;
        Ok(Self::File { file, path })
    }

    /// What is open now: standard output where it is redirected to a file, or the temporary file. A walk must not read it.
    pub(crate) fn metadata(&self) -> Option<Metadata> {
        match self {
            Self::Stdout(_) => stdout_metadata(),
            Self::File { file, .. } => file.get_ref().get_ref().as_file().metadata().ok(),
            // Known by its path.
            Self::Resumed { .. } | Self::Special(_) => None,
        }
    }

    /// The folder of the file that is written, if it is one.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match self {
            Self::File { path, .. } | Self::Resumed { path, .. } => Some(folder_of(path)),
            Self::Stdout(_) | Self::Special(_) => None,
        }
    }

    /// The temporary file, for those who write it by themselves.
    pub(crate) fn temporary(&self) -> Option<&Path> {
        match self {
            Self::File { file, .. } => Some(file.get_ref().get_ref().path()),
            Self::Stdout(_) | Self::Special(_) | Self::Resumed { .. } => None,
        }
    }

    /// Writes the records of one document.
    pub(crate) fn write(&mut self, records: &[u8]) -> io::Result<()> {
        match self {
            // One call a document: the lock is line-buffered and hands whole lines through.
            Self::Stdout(stdout) => stdout.write_all(records),
            Self::File { file, .. } => file.write_all(records),
            Self::Special(file) => file.write_all(records),
            Self::Resumed { ledger, .. } => ledger.write(records),
        }
    }

    /// All records of the input of that name are written.
    pub(crate) fn done(&mut self, name: &str) -> io::Result<()> {
        match self {
            Self::Resumed { ledger, .. } => ledger.done(name),
            _ => Ok(()),
        }
    }

    /// Writes what is left and puts the file in its place. Without this call the temporary file vanishes and whatever was
    /// at the path before stays.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Stdout(mut stdout) => stdout.flush()?,
            Self::Special(mut file) => file.flush()?,
            Self::Resumed { mut ledger, path } => {
                ledger.write_down().with_context(|| format!("cannot write {}", path.display()))?;
            }
            Self::File { file, path } => {
                let unpacked = file.finish();
                let written = unpacked.and_then(|file| file.into_inner().map_err(|error| error.into_error()));
                let persisted = written.and_then(|file| {
                    file.as_file().sync_all()?;
                    Ok(file.persist(&path)?)
                });
                persisted.with_context(|| format!("cannot write {}", path.display()))?;
            }
        }
        Ok(())
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(unix)]
fn stdout_metadata() -> Option<Metadata> {
    use std::os::fd::AsFd;
    File::from(io::stdout().as_fd().try_clone_to_owned().ok()?).metadata().ok()
}

#[cfg(not(unix))]
fn stdout_metadata() -> Option<Metadata> {
    None
}
