//! `--save-text`: the texts that offsets refer to, as files.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use gleaner_export::file_of;

/// A folder of texts, each named after its document with `.txt` behind.
#[derive(Debug)]
pub(crate) struct SavedTexts {
    folder: PathBuf,
}

impl SavedTexts {
    /// The folder of an earlier run.
    pub(crate) fn of_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Makes the folder unless it is there.
    pub(crate) fn in_folder(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// Writes the text of a document. A file that is there already stays: it may be an input, or the text of another
    /// document of that name.
    ///
    /// # Errors
    /// Those of the file system; a file of that name that does not hold this text.
    pub(crate) fn save(&self, name: &str, text: &str) -> io::Result<()> {
        let path = self.path_of(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        match File::create_new(&path) {
            Ok(mut file) => file.write_all(text.as_bytes()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && fs::read(&path)? == text.as_bytes() => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let reason = format!("{} holds something else; choose an empty folder", path.display());
                Err(io::Error::new(io::ErrorKind::AlreadyExists, reason))
            }
            Err(error) => Err(error),
        }
    }

    /// The text that was kept of the document.
    ///
    /// # Errors
    /// Those of the file system; text that is no UTF-8.
    pub(crate) fn load(&self, name: &str) -> io::Result<String> {
        let path = self.path_of(name);
        fs::read_to_string(&path).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
    }

    fn path_of(&self, name: &str) -> PathBuf {
        let mut path = self.folder.join(file_of(name)).into_os_string();
        path.push(".txt");
        path.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_is_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let texts = SavedTexts::in_folder(folder.path()).expect("the folder");
        texts.save("a", "one").expect("a new file");
        texts.save("a", "one").expect("the same text");
        assert_eq!(texts.load("a").expect("a file"), "one");
        let error = texts.save("a", "two").expect_err("another text");
        assert!(error.to_string().contains("a.txt holds something else"), "{error}");
        assert_eq!(fs::read(folder.path().join("a.txt")).expect("the file"), b"one");
    }
}
