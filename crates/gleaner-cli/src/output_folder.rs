//! A folder of results that appears only when it is whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use tempfile::TempDir;

use crate::stop;

/// A temporary folder beside `path`, which takes its place at the end.
pub(crate) struct OutputFolder {
    files: TempDir,
    path: PathBuf,
    /// Whether files that are there already may be replaced.
    replaces: bool,
}

impl OutputFolder {
    /// `replaces` says that files of the same names in a folder that is there are replaced, and others in it left alone;
    /// without it the folder must be empty or not be there.
    ///
    /// # Errors
    /// When `path` is no folder, must be empty and is not, or its folder cannot be written to.
    pub(crate) fn open(path: &Path, replaces: bool) -> anyhow::Result<Self> {
        let path = match fs::metadata(path) {
            Ok(metadata) if !metadata.is_dir() => {
                bail!("{} is a file; this format is written to a folder", path.display())
            }
            Ok(_) => path.canonicalize()?,
            Err(_) => path.to_owned(),
        };
        if !replaces && !is_empty(&path) {
            bail!("{} is not empty; choose another folder", path.display());
        }
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".gleaner-").suffix(".part");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        let files = builder.tempdir_in(parent).with_context(|| format!("cannot write {}", path.display()))?;
        stop::remove_on_interrupt(files.path());
        Ok(Self { files, path, replaces })
    }

    /// The folder to write to.
    pub(crate) fn folder(&self) -> &Path {
        self.files.path()
    }

    /// Puts the folder, or its files, in their place.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        self.put().with_context(|| format!("cannot write {}", self.path.display()))
    }

    fn put(&self) -> io::Result<()> {
        if is_empty(&self.path) {
            // Not every system puts a folder in the place of an empty one.
            if self.path.exists() {
                fs::remove_dir(&self.path)?;
            }
            return fs::rename(self.files.path(), &self.path);
        }
        if !self.replaces {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, "something was put into it in the meantime"));
        }
        for entry in fs::read_dir(self.files.path())? {
            let entry = entry?;
            fs::rename(entry.path(), self.path.join(entry.file_name()))?;
        }
        Ok(())
    }
}

/// Whether a folder holds nothing or is not there.
fn is_empty(path: &Path) -> bool {
    fs::read_dir(path).map_or(true, |mut entries| entries.next().is_none())
}
