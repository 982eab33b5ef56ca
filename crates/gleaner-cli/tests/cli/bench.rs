//! `gleaner bench`: what it counts is what `gleaner extract` prints; times are not looked at.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::program::{Program, string};

const NOTE: &str = "Ann Lee joined Zorbly Ltd as chief executive on 3 May 2021. It paid £5m to Quaxo plc in June.\n";

fn bench(program: &Program, args: &[&str], status: i32) -> Value {
    let run = program.run(&[&["bench", "--json", "--runs", "1", "--warm-up", "0"], args].concat()).expect(status);
    serde_json::from_str(run.text()).expect("one JSON object")
}

#[test]
fn it_counts_the_records_that_extract_prints() {
    let program = Program::with(&[("in/a.txt", NOTE.as_bytes()), ("in/b.txt", NOTE.repeat(40).as_bytes())]);
    let report = bench(&program, &["in", "-j", "2"], 0);
    let extracted = program.extract(&["in"]).expect(0);
    let mut counts: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
    for record in extracted.records() {
        let of_kind = counts.entry(string(&record, "kind").to_owned()).or_default();
        *of_kind.entry(string(&record, "type").to_owned()).or_default() += 1;
    }
    assert!(counts["entity"]["MONEY"] == 41 && counts.contains_key("relation"), "{counts:?}");
    assert_eq!(report["records"], serde_json::to_value(&counts).unwrap());
    assert_eq!(report["record_bytes"], extracted.stdout.len());
    let digest = format!("{:016x}", xxhash_rust::xxh3::xxh3_64(&extracted.stdout));
    assert_eq!(report["record_xxh3"], digest.as_str());
    assert_eq!(report["documents"], 2);
    assert_eq!(report["text_bytes"], NOTE.len() * 41);
    assert_eq!((&report["one_thread"]["threads"], &report["all_threads"]["threads"]), (&1.into(), &2.into()));
    let stages: Vec<&str> = report["stages"].as_array().unwrap().iter().map(|stage| string(stage, "name")).collect();
    assert_eq!((stages.len(), stages[0], stages[8]), (9, "tokens", "records"));
    assert_eq!(report["line_breaks"]["found"], 41);
    assert_eq!(report["peak_memory_bytes"].is_u64(), cfg!(target_os = "linux"));
}

#[test]
fn one_thread_is_not_measured_twice() {
    let program = Program::with(&[("a.txt", NOTE.as_bytes())]);
    assert!(bench(&program, &["a.txt", "-j", "1"], 0).get("all_threads").is_none());
}

#[test]
fn people_get_a_table() {
    let program = Program::with(&[("a.txt", NOTE.as_bytes())]);
    let run = program.run(&["bench", "a.txt", "--runs", "1", "--warm-up", "0", "-j", "2"]).expect(0);
    let table = run.text();
    for row in
        ["one thread ", "2 threads ", "aho-corasick, ", "line breaks counted ", "tagger ", "records ", "  entity "]
    {
        assert!(table.lines().any(|line| line.starts_with(row)), "{row}: {table}");
    }
}

#[test]
fn without_text_there_is_nothing_to_measure() {
    let program = Program::with(&[("empty.txt", b""), ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")]);
    std::fs::create_dir(program.path().join("none")).unwrap();
    let cases = [
        ("empty.txt", "the documents have no text"),
        ("none", "no document found below the paths given"),
        ("picture.png", "no document could be read (picture.png: "),
    ];
    for (path, message) in cases {
        let run = program.run(&["bench", path]).expect(2);
        assert!(run.stdout.is_empty() && run.stderr.contains(message), "{path}: {}", run.stderr);
    }
}

#[test]
fn documents_that_fail_are_told_and_left_out() {
    let program = Program::with(&[("in/a.txt", NOTE.as_bytes()), ("in/b.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")]);
    let report = bench(&program, &["in", "-j", "1"], 1);
    assert_eq!((&report["documents"], &report["failed"]), (&1.into(), &1.into()));
}
