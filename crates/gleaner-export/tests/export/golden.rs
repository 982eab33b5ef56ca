//! Each format of the sample, byte for byte. `UPDATE_GOLDEN=1 cargo test -p gleaner-export golden` writes the files anew.

use std::fs;
use std::path::{Path, PathBuf};

use gleaner_export::{Format, Kind, Options, Unit};

use crate::sample::{exported, exported_to, records};

fn check(name: &str, found: &[u8]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/export/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, found).expect("a file");
    }
    let expected = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(found == expected, "{name}\nfound:\n{}\nexpected:\n{}", words(found), words(&expected));
}

/// The files below a folder, by name.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").to_owned();
                files.push((name, fs::read(&path).expect("a file")));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn streams() {
    for (format, name) in [
        (Format::Conll, "sample.conll"),
        (Format::Spacy, "sample.spacy.jsonl"),
        (Format::W3c, "sample.jsonld"),
        (Format::Graphml, "sample.graphml"),
    ] {
        let (bytes, summary) = exported(format, Options::default(), &records(Unit::Chars, true)).expect(name);
        check(name, &bytes);
        assert_eq!((summary.n_documents, summary.n_entities), (2, 9), "{name}");
        assert_eq!(summary.unplaced_errors, 1, "{name}");
        // The unit that records count in makes no difference.
        for unit in [Unit::Bytes, Unit::Utf16] {
            let (other, _) = exported(format, Options::default(), &records(unit, true)).expect(name);
            assert!(bytes == other, "{name}: {unit:?}");
        }
    }
}

#[test]
fn brat() {
    for unit in [Unit::Chars, Unit::Bytes, Unit::Utf16] {
        let folder = tempfile::tempdir().expect("a folder");
        let lines = records(unit, true);
        exported_to(folder.path(), Format::Brat, Options::default(), &lines).expect("brat");
        let all: Vec<u8> = files(folder.path())
            .into_iter()
            .flat_map(|(name, bytes)| [format!("==> {}\n", name.display()).into_bytes(), bytes].concat())
            .collect();
        check("sample.brat", &all);
    }
}

#[test]
fn tables() {
    let folder = tempfile::tempdir().expect("a folder");
    exported_to(folder.path(), Format::Csv, Options::default(), &records(Unit::Chars, true)).expect("csv");
    let files = files(folder.path());
    let names: Vec<&str> = files.iter().filter_map(|(name, _)| name.to_str()).collect();
    assert_eq!(names, ["documents.csv", "entities.csv", "errors.csv", "relations.csv"]);
    for (name, bytes) in &files {
        check(&format!("csv/{}", name.display()), bytes);
        let kind = Kind::ALL.into_iter().find(|kind| name.to_str() == Some(&format!("{}.csv", kind.as_str())));
        let options = Options { kind, ..Options::default() };
        let (one, _) = exported(Format::Csv, options, &records(Unit::Chars, true)).expect("one kind");
        assert!(one == *bytes, "{kind:?}: the same alone as in the folder");
    }
    let options = Options { kind: Some(Kind::Entities), spreadsheet: true };
    let (bytes, _) = exported(Format::Csv, options, &records(Unit::Chars, false)).expect("csv");
    check("csv/entities-spreadsheet.csv", &bytes);
}
