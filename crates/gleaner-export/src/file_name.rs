//! Names of documents as names of files.

use std::path::PathBuf;

/// The longest name of a file on common systems is 255 bytes.
const MAX_NAME_BYTES: usize = 240;

/// The path below a folder that stands for a document: its name, with nothing in it that leads out of the folder or that
/// systems refuse. An extension goes behind it.
pub fn file_of(name: &str) -> PathBuf {
    let path: PathBuf = name
        .split(['/', '\\'])
        .filter(|part| !matches!(*part, "" | "."))
        .map(|part| if part == ".." { "__".to_owned() } else { shortened(part) })
        .collect();
    if path.as_os_str().is_empty() { PathBuf::from("_") } else { path }
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
    use std::path::Path;

    use super::*;

    #[test]
    fn names_stay_below_the_folder() {
        let cases = [
            ("a.txt", "a.txt"),
            ("/data/x/report.pdf", "data/x/report.pdf"),
            ("../../etc/passwd", "__/__/etc/passwd"),
            ("a.zip!../b.txt", "a.zip!../b.txt"),
            ("a.zip!/b.txt", "a.zip!/b.txt"),
            ("c:\\x\\y.txt", "c_/x/y.txt"),
            ("l.jsonl:4", "l.jsonl_4"),
            ("-", "-"),
            ("", "_"),
            ("/", "_"),
        ];
        for (name, file) in cases {
            assert_eq!(file_of(name), Path::new(file), "{name}");
        }
        assert_eq!(file_of(&"é".repeat(500)).as_os_str().len(), MAX_NAME_BYTES);
    }
}
