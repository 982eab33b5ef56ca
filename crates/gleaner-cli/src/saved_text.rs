//! `--save-text`: the texts that offsets refer to, as files.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The longest name of a file on common systems is 255 bytes.
const MAX_NAME_BYTES: usize = 240;

/// A folder of texts, each named after its document with `.txt` behind.
#[derive(Debug)]
pub(crate) struct SavedTexts {
    folder: PathBuf,
}

impl SavedTexts {
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
        let path = self.folder.join(file_of(name));
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
}

/// The path below the folder: that of the document, with nothing in it that leads out of the folder.
fn file_of(name: &str) -> PathBuf {
    let mut parts: Vec<String> = name
        .split(['/', '\\'])
        .filter(|part| !matches!(*part, "" | "."))
        .map(|part| if part == ".." { "__".to_owned() } else { shortened(part) })
        .collect();
    match parts.last_mut() {
        Some(last) => last.push_str(".txt"),
        None => parts.push("_.txt".to_owned()),
    }
    parts.iter().collect()
}

/// A part of a path without what systems refuse in names.
fn shortened(part: &str) -> String {
    let mut name: String = part
        .chars()
        .map(|character| if character.is_control() || character == ':' { '_' } else { character })
        .collect();
    while name.len() > MAX_NAME_BYTES {
        name.pop();
    }
    name
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
        let error = texts.save("a", "two").expect_err("another text");
        assert!(error.to_string().contains("a.txt holds something else"), "{error}");
        assert_eq!(fs::read(folder.path().join("a.txt")).expect("the file"), b"one");
    }

    #[test]
    fn names_stay_below_the_folder() {
        let cases = [
            ("a.txt", "a.txt.txt"),
            ("/data/x/report.pdf", "data/x/report.pdf.txt"),
            ("../../etc/passwd", "__/__/etc/passwd.txt"),
            ("a.zip!../b.txt", "a.zip!../b.txt.txt"),
            ("a.zip!/b.txt", "a.zip!/b.txt.txt"),
            ("c:\\x\\y.txt", "c_/x/y.txt.txt"),
            ("l.jsonl:4", "l.jsonl_4.txt"),
            ("-", "-.txt"),
            ("", "_.txt"),
            ("/", "_.txt"),
        ];
        for (name, file) in cases {
            assert_eq!(file_of(name), Path::new(file), "{name}");
        }
        assert_eq!(file_of(&"é".repeat(500)).as_os_str().len(), MAX_NAME_BYTES + 4);
    }
}
