//! Which inputs a run takes: lists of files, times, patterns.

use std::fs;
use std::time::{Duration, SystemTime};

use crate::program::Program;

const TEXT: &[u8] = "It cost £1m.".as_bytes();

fn docs(program: &Program, args: &[&str]) -> Vec<String> {
    program.extract(&[args, &["-q", "--documents"]].concat()).expect(0).docs()
}

#[test]
fn lists_of_files() {
    let program = Program::with(&[("a.txt", TEXT), ("b c.txt", TEXT), ("d/e.txt", TEXT), ("z.txt", TEXT)]);
    program.write("list", b"b c.txt\r\n\nd\na.txt");
    program.write("nul", b"b c.txt\0d/e.txt\0");
    assert_eq!(docs(&program, &["z.txt", "--files-from", "list"]), ["z.txt", "b c.txt", "d/e.txt", "a.txt"]);
    assert_eq!(docs(&program, &["--files-from", "nul", "-0"]), ["b c.txt", "d/e.txt"]);
    let run = program.extract_from(b"a.txt\nnowhere.txt\n", &["--files-from", "-", "--documents"]).expect(1);
    assert_eq!(run.docs(), ["a.txt", "nowhere.txt"]);
    assert_eq!(program.extract(&["-", "--files-from", "-"]).expect(2).text(), "");
    let run = program.extract(&["--files-from", "nowhere"]).expect(2);
    assert!(run.stderr.contains("cannot read the list nowhere"), "{}", run.stderr);
    program.extract(&["a.txt", "-0"]).expect(2);
    program.extract(&[]).expect(2);
}

#[test]
fn newer_files() {
    let program = Program::with(&[("d/old.txt", TEXT), ("d/new.txt", TEXT), ("mark", b"")]);
    // 2020-09-13T12:26:40Z, a day later, and between.
    for (name, seconds) in [("d/old.txt", 1_600_000_000), ("d/new.txt", 1_600_086_400), ("mark", 1_600_000_500)] {
        let file = fs::File::options().write(true).open(program.path().join(name)).expect("a file");
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)).expect("a time");
    }
    for (limit, expected) in [
        ("2020-09-13", &["d/new.txt", "d/old.txt"][..]),
        ("2020-09-14", &["d/new.txt"]),
        ("2020-09-13T12:26:39Z", &["d/new.txt", "d/old.txt"]),
        ("2020-09-13T12:26:40", &["d/new.txt"]),
        ("mark", &["d/new.txt"]),
    ] {
        assert_eq!(docs(&program, &["d", "--newer-than", limit]), expected, "{limit}");
    }
    let run = program.extract(&["d", "--newer-than", "yesterday"]).expect(2);
    assert!(run.stderr.contains("--newer-than yesterday: neither a file nor a day"), "{}", run.stderr);
}

#[test]
fn patterns_as_gitignore_has_them() {
    let program = Program::with(&[
        ("d/a.txt", TEXT),
        ("d/a.bak", TEXT),
        ("d/keep.bak", TEXT),
        ("d/build/b.txt", TEXT),
        ("d/x/build/c.txt", TEXT),
        ("d/x/e.txt", TEXT),
        ("d/.gitignore", b"# what is made\n*.bak\n!keep.bak\n/build/\n"),
        ("d/x/.gitignore", b"e.*\n"),
        ("more", b"keep.*\nx/build\n"),
    ]);
    let all = ["d/a.bak", "d/a.txt", "d/build/b.txt", "d/keep.bak", "d/x/build/c.txt", "d/x/e.txt"];
    assert_eq!(docs(&program, &["d"]), all);
    assert_eq!(docs(&program, &["d", "--gitignore"]), ["d/a.txt", "d/keep.bak", "d/x/build/c.txt"]);
    assert_eq!(docs(&program, &["d", "--exclude-from", "more"]), ["d/a.bak", "d/a.txt", "d/build/b.txt", "d/x/e.txt"]);
    assert_eq!(docs(&program, &["d", "--exclude-from", "more", "--gitignore"]), ["d/a.txt"]);
}

#[test]
fn what_a_run_writes_it_does_not_read() {
    let program = Program::with(&[("d/a.txt", TEXT)]);
    let args = ["d", "--hidden", "--resume", "d/l", "-o", "d/o.jsonl", "--log", "d/g", "-q"];
    program.extract(&args).expect(0);
    let first = program.read("d/o.jsonl");
    program.extract(&args).expect(0);
    assert_eq!(program.read("d/o.jsonl"), first);
    // What is done and what has not changed are two ways of leaving inputs out; one would forget what the other knows.
    let run = program.extract(&["d", "--resume", "d/l", "-o", "d/o.jsonl", "--changed-only", "d/s"]).expect(2);
    assert!(run.stderr.contains("cannot be used with"), "{}", run.stderr);
    let run = program.extract(&["d/a.txt", "-o", "x", "--log", "d/a.txt"]).expect(2);
    assert!(run.stderr.contains("d/a.txt is both read and written"), "{}", run.stderr);
}

#[test]
fn summary_log_and_stats() {
    let program =
        Program::with(&[("d/a.txt", TEXT), ("d/b.png", b"\x89PNG\r\n\x1a\n"), ("d/c.pdf", b"%PDF-1.4\n1 0 obj")]);
    let run = program.extract(&["d", "-o", "o.jsonl", "--log", "log"]).expect(1);
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert!(lines[2].starts_with("gleaner: 3 documents in "), "{}", run.stderr);
    assert_eq!(lines[3..5], ["  found   1 MONEY, 0 relations", "  failed  1 damaged, 1 not text"]);
    assert_eq!(lines[5], "gleaner: 2 of 3 documents failed; each has an error record");
    let log = String::from_utf8(program.read("log")).expect("UTF-8");
    let events: Vec<&str> = log.lines().filter_map(|line| line.split(' ').nth(2)).collect();
    assert_eq!(events, ["event=begin", "event=failed", "event=failed", "event=end"], "{log}");
    assert!(log.contains(" level=warn event=failed doc=\"d/b.png\" kind=\"not text\" error=\"seems to be"), "{log}");
    // Records on standard output: no summary unless asked for.
    assert_eq!(program.extract(&["d/a.txt"]).expect(0).stderr, "");
    let run = program.extract(&["d", "-q", "--stats", "json"]).expect(1);
    let stats: serde_json::Value = serde_json::from_str(&run.stderr).expect("one JSON object");
    assert_eq!((&stats["documents"], &stats["failures"]["damaged"]), (&3.into(), &1.into()));
    assert_eq!(program.extract(&["d/a.txt", "-o", "o.jsonl", "--stats", "none"]).expect(0).stderr, "");
}
