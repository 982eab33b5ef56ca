//! `--save-text`: the texts that offsets refer to, as files.

use std::fs;
use std::io;
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

    /// Writes the text of a document, over one of the same name.
    pub(crate) fn save(&self, name: &str, text: &str) -> io::Result<()> {
        let path = self.folder.join(file_of(name));
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text)
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
