//! Bad input: every document is read or named as failed, the run goes on, the exit status remembers.

use crate::program::{Program, number, string};

const GOOD: &[u8] = "Acme Holdings Ltd paid £5m on 3 May 2016.".as_bytes();

#[test]
fn a_missing_path() {
    let program = Program::with(&[("a.txt", GOOD)]);
    let run = program.extract(&["missing.txt", "a.txt", "nowhere/"]).expect(1);
    assert_eq!(run.errors(), ["missing.txt: no such file or folder", "nowhere/: no such file or folder"]);
    assert_eq!(run.docs(), ["missing.txt", "a.txt", "nowhere/"]);
    assert!(run.stderr.contains("gleaner: missing.txt: no such file or folder\n"), "{}", run.stderr);
    assert!(run.stderr.ends_with("gleaner: 2 of 3 documents failed; each has an error record\n"), "{}", run.stderr);
    // Alone it is the same.
    let run = program.extract(&["missing.txt"]).expect(1);
    assert_eq!(run.errors().len(), 1);
    // Quiet: records only.
    let run = program.extract(&["-q", "missing.txt"]).expect(1);
    assert_eq!((run.errors().len(), run.stderr.as_str()), (1, ""));
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_and_folder() {
    use std::os::unix::fs::PermissionsExt;
    let program = Program::with(&[("d/a.txt", GOOD), ("d/b.txt", GOOD), ("d/closed/c.txt", GOOD), ("d/z.txt", GOOD)]);
    let forbid = |name: &str, mode| {
        std::fs::set_permissions(program.path().join(name), std::fs::Permissions::from_mode(mode))
            .expect("permissions");
    };
    forbid("d/b.txt", 0o000);
    forbid("d/closed", 0o000);
    // Root may read everything: nothing to see then.
    let may_read_all = std::fs::read(program.path().join("d/b.txt")).is_ok();
    let run = program.extract(&["d"]);
    forbid("d/closed", 0o700);
    if may_read_all {
        return;
    }
    let run = run.expect(1);
    assert_eq!(run.docs(), ["d/a.txt", "d/b.txt", "d/closed", "d/z.txt"]);
    let errors = run.errors();
    assert!(errors[0].starts_with("d/b.txt: cannot be read: Permission denied"), "{errors:?}");
    assert!(errors[1].starts_with("d/closed: cannot be read: Permission denied"), "{errors:?}");
}

#[test]
fn what_is_not_read_is_named() {
    let program = Program::with(&[
        ("d/1-latin.txt", b"Acme Holdings Ltd paid\n\xA35m"),
        ("d/2-pdf.txt", b"%PDF-1.4\n1 0 obj"),
        ("d/3-program", &[b"\x7FELF\x02\x01\x01".as_slice(), &[0; 400]].concat()),
        ("d/4-good.txt", GOOD),
    ]);
    let run = program.extract(&["d"]).expect(1);
    let errors = run.errors();
    assert!(errors[0].starts_with("d/2-pdf.txt: a PDF that is damaged: "), "{errors:?}");
    assert_eq!(
        errors[1..],
        [
            "d/3-program: seems to be a program, which is not read; extract its text first, or name a converter with --pre"
        ]
    );
    let found = |doc: &str| run.of_kind("entity").iter().any(|entity| entity["doc"] == doc);
    assert!(found("d/4-good.txt"));
    assert!(run.text().contains("£5m\",\"start\":23"), "old encodings are found: {}", run.text());
    // Asked for an encoding, anything else is an error.
    let run = program.extract(&["d/1-latin.txt", "--encoding", "utf-8"]).expect(1);
    assert_eq!(
        run.errors(),
        ["d/1-latin.txt: not valid UTF-8: byte 0xA3 at offset 23 (line 2, column 1); \
          convert the file to UTF-8 first, for example with iconv"]
    );
}

#[test]
fn empty_and_blank_files_are_documents_without_entities() {
    let program = Program::with(&[("empty.txt", b""), ("blank.txt", b" \r\n\t\n"), ("mark.txt", b"\xEF\xBB\xBF")]);
    let run = program.extract(&["empty.txt", "blank.txt", "mark.txt", "--documents"]).expect(0);
    assert_eq!(run.docs(), ["empty.txt", "blank.txt", "mark.txt"]);
    assert_eq!(run.records().len(), 3);
    let run = program.extract(&["empty.txt"]).expect(0);
    assert_eq!((run.text(), run.stderr.as_str()), ("", ""));
}

#[test]
fn nul_bytes_and_control_characters_are_characters() {
    let text = "Sir John Smith\0 paid £5m\u{1}\0 to Acme Holdings Ltd on 3 May 2016\0.";
    let program = Program::with(&[("nul.txt", text.as_bytes())]);
    let run = program.extract(&["nul.txt", "--offsets", "bytes"]).expect(0);
    let entities = run.of_kind("entity");
    assert!(!entities.is_empty());
    for entity in entities {
        let slice = &text[number(&entity, "start")..number(&entity, "end")];
        assert_eq!(slice, string(&entity, "text"));
    }
}

#[test]
fn utf_16_and_a_byte_order_mark_are_decoded() {
    let text = std::str::from_utf8(GOOD).expect("UTF-8");
    let wide: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xEF\xBB\xBF", GOOD].concat();
    let program = Program::with(&[("a", GOOD), ("b", &wide), ("c", &marked)]);
    let without_doc = |name: &str| {
        let run = program.extract(&[name]).expect(0);
        run.text().replace(&format!("\"doc\":\"{name}\""), "")
    };
    assert!(without_doc("a").contains("£5m"));
    assert_eq!(without_doc("a"), without_doc("b"));
    assert_eq!(without_doc("a"), without_doc("c"));
}

#[test]
fn one_very_long_line() {
    // Twenty megabytes without a line break: prose, then one single word.
    let sentence = std::str::from_utf8(GOOD).expect("UTF-8");
    let mut text = format!("{sentence} ").repeat(10_000);
    text.push_str(&"x".repeat(10 << 20));
    text.push_str(&"9".repeat(10 << 20));
    text.push_str(" and then £7m.");
    let program = Program::with(&[("long.txt", text.as_bytes())]);
    let run = program.extract(&["long.txt", "--offsets", "bytes", "--types", "MONEY"]).expect(0);
    let entities = run.of_kind("entity");
    assert_eq!(entities.len(), 10_001);
    let last = entities.last().expect("the last");
    assert_eq!(&text[number(last, "start")..number(last, "end")], "£7m");
}

#[cfg(unix)]
#[test]
fn a_loop_of_symbolic_links() {
    let program = Program::with(&[("d/a.txt", GOOD), ("d/e/b.txt", GOOD)]);
    std::os::unix::fs::symlink(program.path().join("d"), program.path().join("d/e/loop")).expect("a link");
    let run = program.extract(&["d"]).expect(0);
    assert_eq!(run.docs(), ["d/a.txt", "d/e/b.txt"]);
    let run = program.extract(&["-L", "d"]).expect(1);
    assert_eq!(run.docs(), ["d/a.txt", "d/e/b.txt", "d/e/loop"]);
    assert!(run.errors()[0].contains("leads back to d"), "{:?}", run.errors());
}

#[test]
fn documents_beyond_the_limit() {
    let program = Program::with(&[("a.txt", GOOD), ("b.txt", &b"x ".repeat(600))]);
    let run = program.extract(&["a.txt", "b.txt", "--max-filesize", "1K"]).expect(1);
    assert_eq!(run.errors(), ["b.txt: longer than the limit of 1024 bytes; raise the limit or split it"]);
    let run = program.extract_from(&b"x ".repeat(600), &["-", "--max-filesize", "1K"]).expect(1);
    assert_eq!(run.errors(), ["-: longer than the limit of 1024 bytes; raise the limit or split it"]);
}

#[test]
fn bad_lines_of_json_lines() {
    let lines = "{\"id\":\"one\",\"text\":\"Acme Holdings Ltd paid £5m.\"}\n\
                 {\"id\":\"two\",\"text\":\n\
                 {\"id\":\"three\",\"body\":\"£1\"}\n\
                 \n\
                 {\"text\":\"It cost £6m.\",\"date\":\"sometime\"}\n\
                 [1]\n\
                 {\"id\":7,\"text\":\"It cost £7m.\"}";
    let program = Program::with(&[("in.jsonl", lines.as_bytes())]);
    let run = program.extract(&["--input-format", "jsonl", "in.jsonl"]).expect(1);
    assert_eq!(run.docs(), ["one", "in.jsonl:2", "in.jsonl:3", "in.jsonl:5", "in.jsonl:6", "7"]);
    assert_eq!(
        run.errors(),
        [
            "in.jsonl:2: not JSON at column 19: EOF while parsing a value",
            "in.jsonl:3: no text: the object has no string \"text\"; its fields are \"body\", \"id\"",
            "in.jsonl:5: field \"date\" is no date: \"sometime\"; use YYYY-MM-DD, or choose another date field",
            "in.jsonl:6: not a usable object at column 1: invalid type: sequence, expected one object a line",
        ]
    );
}

#[test]
fn a_malformed_gazetteer() {
    let program = Program::with(&[("a.txt", GOOD), ("bad.list", b"\xFF\xFE\x00"), ("broken.list", BROKEN_LIST)]);
    let run = program.extract(&["a.txt", "--gazetteer", "nowhere.list"]).expect(2);
    assert!(run.stderr.contains("nowhere.list"), "{}", run.stderr);
    assert_eq!(run.text(), "", "nothing is extracted with half a configuration");
    let run = program.extract(&["a.txt", "--gazetteer", "bad.list"]).expect(2);
    assert!(run.stderr.contains("bad.list"), "{}", run.stderr);
    let run = program.extract(&["a.txt", "--gazetteer", "broken.list", "--strict"]).expect(2);
    assert!(run.stderr.contains("broken.list:3:"), "{}", run.stderr);
}

/// A list whose third line cannot be read.
const BROKEN_LIST: &[u8] = b"@type ORG\nAcme Holdings Ltd\nZenith | Zen | nonsense\n";
