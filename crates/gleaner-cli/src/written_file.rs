//! Files that a run writes must be none that it reads.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use anyhow::bail;
use gleaner_ingest::FileId;

/// A file that is written, however it is called.
#[derive(Clone, Debug)]
pub(crate) struct WrittenFile {
    id: Option<FileId>,
    /// Its full path, for systems that do not tell files apart by number; none for one that is not there yet.
    full_path: Option<PathBuf>,
}

impl WrittenFile {
    /// The one at `path`, if it is there. Pipes and devices may be read and written.
    pub(crate) fn at(path: &Path) -> Self {
        Self::of(fs::metadata(path).ok().filter(Metadata::is_file), fs::canonicalize(path).ok())
    }

    /// An open one.
    pub(crate) fn open(metadata: Metadata) -> Self {
        Self::of(Some(metadata).filter(Metadata::is_file), None)
    }

    fn of(metadata: Option<Metadata>, full_path: Option<PathBuf>) -> Self {
        Self { id: metadata.as_ref().and_then(FileId::of), full_path: full_path.filter(|_| metadata.is_some()) }
    }

    pub(crate) fn id(&self) -> Option<FileId> {
        self.id
    }

    fn is_at(&self, path: &Path) -> bool {
        let other = Self::at(path);
        match (self.id, other.id) {
            (Some(id), Some(other)) => id == other,
            _ => self.full_path.is_some() && self.full_path == other.full_path,
        }
    }
}

/// Refuses to write over a file that is read, whatever paths lead to it.
pub(crate) fn keep_apart<'p>(read: impl IntoIterator<Item = &'p PathBuf>, written: &WrittenFile) -> anyhow::Result<()> {
    match read.into_iter().find(|path| written.is_at(path)) {
        Some(path) => bail!("{} is both read and written; choose another output", path.display()),
        None => Ok(()),
    }
}
