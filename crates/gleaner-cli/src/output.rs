//! Where records go: standard output, or a file that appears only when it is whole.

use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use tempfile::NamedTempFile;

use crate::packing::{Packer, Packing};

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
        let file = BufWriter::with_capacity(BUFFER_SIZE, builder.tempfile_in(folder_of(&path))?);
        let file = Packer::new(packing, file)?;
        Ok(Self::File { file, path })
    }

    /// What is known of the file that is written, if it is one: a walk over its folder must not read it.
    pub(crate) fn metadata(&self) -> Option<Metadata> {
        match self {
            Self::Stdout(_) => stdout_metadata(),
            Self::File { path, .. } => fs::metadata(path).ok(),
            Self::Special(_) => None,
        }
        .filter(Metadata::is_file)
    }

    /// The folder of the file that is written, if it is one.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match self {
            Self::File { path, .. } => Some(folder_of(path)),
            Self::Stdout(_) | Self::Special(_) => None,
        }
    }

    /// The temporary file, for those who write it by themselves.
    pub(crate) fn temporary(&self) -> Option<&Path> {
        match self {
            Self::File { file, .. } => Some(file.get_ref().get_ref().path()),
            Self::Stdout(_) | Self::Special(_) => None,
        }
    }

    /// Writes the records of one document.
    pub(crate) fn write(&mut self, records: &[u8]) -> io::Result<()> {
        match self {
            // One call a document: the lock is line-buffered and hands whole lines through.
            Self::Stdout(stdout) => stdout.write_all(records),
            Self::File { file, .. } => file.write_all(records),
            Self::Special(file) => file.write_all(records),
        }
    }

    /// Writes what is left and puts the file in its place. Without this call the temporary file vanishes and whatever was
    /// at the path before stays.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Stdout(mut stdout) => stdout.flush()?,
            Self::Special(mut file) => file.flush()?,
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
