//! `gleaner convert` and `gleaner extract --to`: the same results either way, whole or not at all, and texts that fit.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

use crate::program::{Program, records};

const NOTE: &str = "\u{1F600} Sir John Smith joined Acme Holdings Ltd in Manchester. It paid £5m on 3 May 2016.\n";
const PAGE: &str =
    "<html><body><p>Ann Lee, chief executive of Northway Ltd, raised £6bn in March 2024.</p></body></html>";

fn program() -> Program {
    Program::with(&[
        ("docs/note.txt", NOTE.as_bytes()),
        ("docs/page.html", PAGE.as_bytes()),
        ("docs/bad.pdf", b"%PDF-1.7 nothing"),
    ])
}

/// The files below a folder with what is in them.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push((path.clone(), fs::read(&path).expect("a file")));
        }
    }
    files.sort();
    files
}

#[test]
fn extract_and_convert_make_the_same() {
    let program = program();
    program.extract(&["docs", "-o", "all.jsonl", "--document-text"]).expect(1);
    for (format, names) in [
        ("csv", ["one.csv", "two.csv"]),
        ("csv", ["one", "two"]),
        ("conll", ["one.conll", "two.conll"]),
        ("spacy", ["one.spacy", "two.spacy"]),
        ("w3c", ["one.jsonld", "two.jsonld"]),
        ("graphml", ["one.graphml", "two.graphml"]),
        ("brat", ["one.brat", "two.brat"]),
    ] {
        let [one, two] = names;
        program.extract(&["docs", "--to", format, "-o", one, "-q"]).expect(1);
        program.run(&["convert", "all.jsonl", "--to", format, "-o", two]).expect(0);
        let (one, two) = (program.path().join(one), program.path().join(two));
        if one.is_dir() {
            let inner = |folder: &Path| -> Vec<_> {
                let below = |(path, bytes): (PathBuf, _)| (path.strip_prefix(folder).expect("below").to_owned(), bytes);
                files(folder).into_iter().map(below).collect()
            };
            assert!(inner(&one) == inner(&two), "{format}");
            assert!(files(&one).len() >= 4, "{format}");
        } else {
            let bytes = fs::read(&one).expect("a file");
            assert!(bytes == fs::read(&two).expect("a file"), "{format}");
            assert!(String::from_utf8_lossy(&bytes).contains("John"), "{format}");
        }
        let stray = files(program.path()).iter().any(|(path, _)| path.to_string_lossy().contains(".part"));
        assert!(!stray, "{format} leaves no temporary file");
    }
    let errors = String::from_utf8(program.read("one/errors.csv")).expect("UTF-8");
    assert!(errors.starts_with("doc,error\ndocs/bad.pdf,"), "{errors}");
    assert!(String::from_utf8(program.read("one/relations.csv")).expect("UTF-8").contains("role_at"));
}

#[test]
fn the_name_of_the_output_asks_for_format_and_packing() {
    let program = program();
    let run = program.extract(&["docs", "-o", "x.csv"]).expect(1);
    assert!(
        run.stderr.contains("not in this csv output, which has no place for them: error records, 1"),
        "{}",
        run.stderr
    );
    assert!(program.read("x.csv").starts_with(b"doc,id,type,text,start_offset,"));
    program.extract(&["docs/note.txt", "-o", "x.jsonl.gz", "-q"]).expect(0);
    let unpacked = |name: &str| {
        let mut bytes = Vec::new();
        MultiGzDecoder::new(&program.read(name)[..]).read_to_end(&mut bytes).expect("gzip");
        bytes
    };
    let plain = program.extract(&["docs/note.txt", "-q"]).expect(0);
    assert_eq!(unpacked("x.jsonl.gz"), plain.stdout);
    program.run(&["convert", "x.jsonl.gz", "-o", "y.csv.gz"]).expect(0);
    assert!(unpacked("y.csv.gz").starts_with(b"doc,id,"));
    // The name does not matter where the format is said.
    program.extract(&["docs/note.txt", "--to", "jsonl", "-o", "z.csv", "-q"]).expect(0);
    assert_eq!(program.read("z.csv"), plain.stdout);
    // Entities of standard input to standard output.
    let csv = program.run(&["convert", "x.jsonl.gz", "--to", "csv", "--kind", "entities"]).expect(0);
    assert!(csv.text().contains(",PERSON,John Smith,"), "{}", csv.text());
}

#[test]
fn texts_come_from_the_records_the_folder_or_the_files() {
    let program = program();
    program.extract(&["docs", "-o", "bare.jsonl", "--documents", "--save-text", "texts", "-q"]).expect(1);
    program.extract(&["docs", "-o", "full.jsonl", "--document-text", "--offsets", "utf16", "-q"]).expect(1);
    let spacy = |args: &[&str]| program.run(&[&["convert", "--to", "spacy"], args].concat()).expect(0).stdout;
    let from_records = spacy(&["full.jsonl"]);
    assert!(from_records == spacy(&["bare.jsonl", "--text", "texts"]), "the folder");
    assert!(from_records == spacy(&["bare.jsonl"]), "the files");
    assert!(records(&program.read("bare.jsonl")).len() > 5);
    // A text that is not the one of the records.
    program.write("docs/note.txt", NOTE.replace("Acme", "Ecme").as_bytes());
    let run = program.run(&["convert", "bare.jsonl", "--to", "conll", "-o", "x.conll"]).expect(2);
    assert!(
        run.stderr.contains("docs/note.txt: the text is not the one that the records were made from"),
        "{}",
        run.stderr
    );
    assert!(!program.path().join("x.conll").exists());
    fs::remove_file(program.path().join("docs/note.txt")).expect("a file");
    let run = program.run(&["convert", "bare.jsonl", "--to", "brat", "-o", "x"]).expect(2);
    assert!(
        run.stderr.contains("brat needs the text of docs/note.txt; extract with --document-text"),
        "{}",
        run.stderr
    );
    assert!(!program.path().join("x").exists());
}

#[test]
fn records_that_cannot_be_read_name_file_line_and_field() {
    let program = Program::with(&[(
        "bad.jsonl",
        b"{\"kind\":\"entity\",\"doc\":\"a\",\"id\":\"e1\",\"type\":\"X\",\"text\":\"b\",\"start\":0,\"end\":1}\n{\"kind\":\"entity\",\"doc\":\"a\",\"id\":7}\n",
    )]);
    program.write("x.csv", b"before");
    let run = program.run(&["convert", "bad.jsonl", "-o", "x.csv"]).expect(2);
    assert_eq!(run.stderr, "gleaner: bad.jsonl: line 2: field \"id\": invalid type: integer `7`, expected a string\n");
    assert_eq!(program.read("x.csv"), b"before", "what was there stays");
}

#[test]
fn what_cannot_be_is_said_before_anything_is_read() {
    let program = program();
    program.write("all.jsonl", b"");
    program.write("full/of/things", b"");
    for (args, message) in [
        (&["all.jsonl"][..], "records are JSON Lines already"),
        (&["all.jsonl", "--to", "jsonl", "-o", "x"], "records are JSON Lines already"),
        (&["all.jsonl", "--to", "brat"], "brat is written to a folder: give it with -o FOLDER"),
        (&["all.jsonl", "--to", "brat", "-o", "full"], "full is not empty; choose another folder"),
        (&["all.jsonl", "--to", "csv", "-o", "all.jsonl"], "all.jsonl is a file; this format is written to a folder"),
        (&["all.jsonl", "--to", "brat", "-o", "x.gz"], "brat cannot be packed"),
        (&["all.jsonl", "--to", "conll", "-o", "all.jsonl"], "all.jsonl is both read and written"),
        (&["all.jsonl", "--to", "conll", "--kind", "errors", "-o", "x"], "--kind is for CSV and Parquet"),
        (&["all.jsonl", "--to", "w3c", "--spreadsheet", "-o", "x"], "--spreadsheet is for CSV"),
        (&["nowhere.jsonl", "--to", "csv", "-o", "x"], "cannot open nowhere.jsonl"),
    ] {
        let run = program.run(&[&["convert"], args].concat()).expect(2);
        assert!(run.stderr.contains(message), "{args:?}: {}", run.stderr);
        assert!(!program.path().join("x").exists(), "{args:?}");
    }
}

#[test]
fn tables_of_an_earlier_run_are_replaced_and_other_files_stay() {
    let program = program();
    program.write("tables/entities.csv", b"old");
    program.write("tables/notes.txt", b"mine");
    program.extract(&["docs/note.txt", "--to", "csv", "-o", "tables", "-q"]).expect(0);
    assert!(program.read("tables/entities.csv").starts_with(b"doc,"));
    assert_eq!(program.read("tables/notes.txt"), b"mine");
}

#[cfg(not(feature = "sqlite"))]
#[test]
fn a_format_that_is_not_built_names_its_feature() {
    let program = program();
    for (name, feature) in [("x.sqlite", "sqlite"), ("x.parquet", "parquet"), ("x.jsonl.zst", "zstd")] {
        if cfg!(not(any(feature = "parquet", feature = "zstd"))) {
            let run = program.extract(&["docs", "-o", name]).expect(2);
            assert!(run.stderr.contains(&format!("build it with `--features {feature}`")), "{}", run.stderr);
        }
    }
}

#[cfg(all(feature = "sqlite", feature = "parquet", feature = "zstd"))]
#[test]
fn heavy_formats_are_written_by_extract_and_convert() {
    let program = program();
    program.extract(&["docs", "-o", "x.jsonl.zst", "-q"]).expect(1);
    program.run(&["convert", "x.jsonl.zst", "-o", "x.sqlite"]).expect(0);
    program.extract(&["docs", "-o", "y.db", "-q"]).expect(1);
    assert!(program.read("x.sqlite").starts_with(b"SQLite format 3\0"));
    assert!(program.read("y.db").starts_with(b"SQLite format 3\0"));
    program.extract(&["docs", "--to", "parquet", "-o", "tables", "-q"]).expect(1);
    assert!(program.read("tables/relations.parquet").ends_with(b"PAR1"));
}
