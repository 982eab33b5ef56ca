//! Compiled gazetteers as files.

use std::io::Write;
use std::path::Path;

use crate::compile::key_check;
use crate::error::FileError;
use crate::gazetteer::Gazetteer;
use crate::layout::{Header, MAGIC};
use crate::storage::Storage;

impl Gazetteer {
    /// Writes the gazetteer as a compiled file (by custom called `NAME.gaz`).
    ///
    /// To replace a file that somebody may have open use [`Gazetteer::save`].
    ///
    /// # Errors
    /// Those of `writer`.
    pub fn write_to(&self, mut writer: impl Write) -> std::io::Result<()> {
        writer.write_all(&self.storage)?;
        writer.flush()
    }

    /// Writes the gazetteer to a file, whole or not at all: into another one beside it, which is then renamed. A process
    /// that has the old file open keeps the old content.
    ///
    /// ```
    /// use gleaner_gazetteer::{Gazetteer, GazetteerBuilder, List};
    /// let mut list = List::new("portfolio", "ORG");
    /// list.add("Rapid Life Sciences Ltd").id("companies-house:01234567");
    /// let folder = tempfile::tempdir()?;
    /// let path = folder.path().join("portfolio.gaz");
    /// GazetteerBuilder::new().add_list(&list)?.build()?.save(&path)?;
    ///
    /// let gazetteer = Gazetteer::open(&path)?;
    /// assert_eq!(gazetteer.entries().next().unwrap().reference(), Some("companies-house:01234567"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Those of the file system.
    pub fn save(&self, path: impl AsRef<Path>) -> std::io::Result<()> {
        let path = path.as_ref();
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        self.write_to(file.as_file_mut())?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // Temporary files are their owner's only; what replaces a file of others should be readable as files are.
            let mode = std::fs::metadata(path).map_or(0o644, |old| old.permissions().mode() & 0o777);
            file.as_file().set_permissions(std::fs::Permissions::from_mode(mode))?;
        }
        file.persist(path)?;
        Ok(())
    }

    /// Opens a compiled file by memory map: nothing is rebuilt, and only what texts ask for is loaded.
    ///
    /// Reads the file once for its checksum: 2.4 ms for one million names (57 MB) that lie in the page cache.
    ///
    /// While it is open nobody may write *into* the file or cut it short; replacing it, as [`Gazetteer::save`] does, is
    /// safe. For a file that other programs may write into, read it and use [`Gazetteer::from_bytes`].
    ///
    /// # Errors
    /// [`FileError`] for a file that cannot be read, is no compiled gazetteer, is of another version, is cut short or
    /// damaged. A file that is opened can hold any nonsense if somebody made its checksum fit; asking it gives nonsense or
    /// nothing, and never a panic.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, FileError> {
        Self::from_storage(Storage::map(path.as_ref())?)
    }

    /// A gazetteer from the bytes of a compiled file, which are kept.
    ///
    /// # Errors
    /// As [`Gazetteer::open`], but for [`FileError::Io`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, FileError> {
        Self::from_storage(Storage::Shared(bytes.into()))
    }

    /// A gazetteer from the bytes of a compiled file that are part of the program (`include_bytes!`); nothing is copied.
    ///
    /// # Errors
    /// As [`Gazetteer::from_bytes`].
    pub fn from_static(bytes: &'static [u8]) -> Result<Self, FileError> {
        Self::from_storage(Storage::Static(bytes))
    }

    /// True for bytes that begin as a compiled gazetteer does, whether it can be opened or not: what tells one from a list.
    pub fn is_compiled(bytes: &[u8]) -> bool {
        bytes.starts_with(&MAGIC)
    }

    pub(crate) fn from_storage(storage: Storage) -> Result<Self, FileError> {
        let header = Header::read(&storage, key_check())?;
        Self::with_tables(storage, header)
    }
}
