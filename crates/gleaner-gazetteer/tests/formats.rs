//! Tables, JSON Lines and spaCy patterns: what comes out, and the place of every fault.

use gleaner_gazetteer::{Format, List, MAX_KEPT_PROBLEMS, ProblemKind, ReadOptions};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// The file's name, which tells the format.
    file: String,
    text: String,
    /// Entries as the plain format writes them, of what a lenient reading keeps.
    #[serde(default)]
    entries: Vec<String>,
    /// What the lenient reading says: `line:column: what`.
    #[serde(default)]
    problems: Vec<String>,
}

#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

fn options() -> ReadOptions {
    ReadOptions { default_type: Some("ORG".into()), ..ReadOptions::default() }
}

/// The entries as the plain format writes them.
fn entries(list: &List<'_>) -> Vec<String> {
    let mut text = Vec::new();
    list.write_plain(&mut text).expect("memory");
    let text = String::from_utf8(text).expect("text");
    let is_entry = |line: &&str| !line.is_empty() && !line.starts_with('@');
    text.lines().filter(is_entry).map(str::to_owned).collect()
}

#[test]
fn the_table_of_formats() {
    let table: Table = toml::from_str(include_str!("data/formats.toml")).expect("a valid table");
    for case in table.case {
        let (list, problems) = List::read_lenient(&case.file, case.text.as_bytes(), &options());
        let said: Vec<String> = problems
            .kept()
            .iter()
            .map(|problem| {
                let shown = problem.to_string();
                let shown =
                    shown.lines().next().unwrap_or("").strip_prefix(&format!("{}:", case.file)).expect("the file");
                shown.to_owned()
            })
            .collect();
        assert_eq!((entries(&list), said), (case.entries, case.problems), "{}", case.text);
        // The strict reader stops at the first of them.
        let strict = List::read(&case.file, case.text.as_bytes(), &options());
        assert_eq!(strict.err().as_ref(), problems.kept().first(), "{}", case.text);
        // Windows line ends and a byte order mark change nothing.
        let marked = format!("\u{feff}{}", case.text.replace('\n', "\r\n"));
        let (again, problems_again) = List::read_lenient(&case.file, marked.as_bytes(), &options());
        assert_eq!(entries(&again), entries(&list), "{marked:?}");
        assert_eq!(problems_again.n_skipped_lines(), problems.n_skipped_lines(), "{marked:?}");
    }
}

#[test]
fn the_mark_below_the_line_stands_at_the_place() {
    let text = "name,flags,id\nAcme Ltd,exact,1\n\"Smith, Jones\",exakt,2\n";
    let problem = List::read("mine.csv", text.as_bytes(), &options()).expect_err("a flag");
    let shown = problem.to_string();
    let (line, mark) = (shown.lines().nth(1).expect("the line"), shown.lines().nth(2).expect("the mark"));
    let column = mark.find('^').expect("a mark");
    assert!(line[column..].starts_with("exakt"), "{shown}");
    assert_eq!((problem.line(), problem.column()), (3, 16));
}

#[test]
fn other_encodings_and_other_files_are_named() {
    let utf_16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let cases: [(&str, Vec<u8>, ProblemKind); 3] = [
        ("wide.csv", utf_16("\u{feff}name,id\nBBC,1\n"), ProblemKind::Utf16),
        ("unmarked.csv", utf_16("name,id\nBBC,1\n"), ProblemKind::Utf16),
        ("wide.jsonl", utf_16("\u{feff}{}\n"), ProblemKind::Utf16),
    ];
    for (file, bytes, kind) in cases {
        let (list, problems) = List::read_lenient(file, &bytes, &options());
        assert!(list.is_empty());
        assert_eq!(problems.kept().iter().map(|problem| problem.kind()).collect::<Vec<_>>(), [&kind], "{file}");
    }
    for (file, bytes) in [("book.xlsx", &b"PK\x03\x04rest"[..]), ("list.csv", b"\x1f\x8b\x08"), ("a.txt", b"%PDF-1.4")]
    {
        let problem = List::read(file, bytes, &options()).expect_err("no list");
        assert!(matches!(problem.kind(), ProblemKind::NotAList { .. }), "{problem}");
    }
    // Latin-1: the row with the letter is lost, and no other.
    for (file, bytes, place) in [
        ("latin.csv", &b"name,id\nCaf\xe9 Ltd,1\nBBC,2\n"[..], (2, 4)),
        ("latin.csv", b"name,note\nBBC,1\nNHS,na\xefve\n", (3, 7)),
        ("latin.jsonl", b"{\"name\": \"Caf\xe9\"}\n{\"name\": \"BBC\"}\n", (1, 14)),
    ] {
        let (list, problems) = List::read_lenient(file, bytes, &options());
        assert_eq!(list.entries().map(|entry| entry.name()).collect::<Vec<_>>(), ["BBC"], "{file}");
        let problem = &problems.kept()[0];
        assert!(matches!(problem.kind(), ProblemKind::NotUtf8 { .. }), "{problem}");
        assert_eq!((problem.line(), problem.column()), place, "{problem}");
    }
}

#[test]
fn long_names_and_much_rubbish_are_refused_in_linear_time() {
    let long = "x".repeat(10_000);
    for (file, text) in [
        ("long.csv", format!("name,id\n{long},1\nBBC,2\n")),
        ("long.jsonl", format!("{{\"name\": \"{long}\"}}\n{{\"name\": \"BBC\"}}\n")),
        ("long.list", format!("{long}\nBBC\n")),
    ] {
        let (list, problems) = List::read_lenient(file, text.as_bytes(), &options());
        assert_eq!((list.len(), problems.kept().len()), (1, 1), "{file}");
        assert!(matches!(problems.kept()[0].kind(), ProblemKind::NameTooLong { n_bytes: 10_000, .. }), "{file}");
    }
    const N_LINES: usize = 50_000;
    for (file, head, line) in [
        ("a.csv", "name,id\n", "a,b,c,d\n"),
        ("b.csv", "name,id\n", "a\"b,\"c\n"),
        ("c.csv", "name,id\n", "\"a\n"),
        ("d.csv", "name,id\n", ",\"\"\"x\n"),
        ("e.csv", "id,name\n", "\"\"\",\"\n"),
        ("a.jsonl", "", "{[}\n"),
        ("b.jsonl", "", "rubbish \u{fffd}\n"),
        ("a.tsv", "name\tid\n", "\t\t\t\n"),
        ("a.list", "", "a | b | c | d\n"),
    ] {
        let text = format!("{head}{}", line.repeat(N_LINES));
        let (list, problems) = List::read_lenient(file, text.as_bytes(), &options());
        assert!(list.len() <= 1 && problems.kept().len() <= MAX_KEPT_PROBLEMS, "{file}: {}", list.len());
    }
}

#[test]
fn an_empty_file_is_an_empty_list() {
    for file in ["a.csv", "a.tsv", "a.jsonl", "a.txt", "a.list", ""] {
        for text in ["", "\n", "\r\n\r\n", "\u{feff}"] {
            assert!(List::read(file, text.as_bytes(), &options()).expect("a list").is_empty(), "{file} {text:?}");
        }
    }
}

/// Text of the letters that formats are made of.
fn any_file() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("name"),
        Just("aliases"),
        Just("id"),
        Just(","),
        Just(";"),
        Just("|"),
        Just("\t"),
        Just("\n"),
        Just("\r\n"),
        Just("\""),
        Just("\"\""),
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just(":"),
        Just("\\"),
        Just("é"),
        Just(" "),
        Just("{\"name\":\"A\",\"id\":"),
        Just("exact"),
        Just("flags"),
        Just("x"),
        Just("@type ORG\n"),
        Just("\u{0}"),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    /// Any text: no panic, and every problem quotes its own line.
    #[test]
    fn problems_quote_the_line_they_name(text in any_file(), format in 0..3usize) {
        let format = [Format::Plain, Format::Delimited, Format::JsonLines][format];
        let options = ReadOptions { format: Some(format), ..options() };
        let (list, problems) = List::read_lenient("any", text.as_bytes(), &options);
        for problem in problems.kept() {
            let line = text.strip_prefix('\u{feff}').unwrap_or(&text).split('\n').nth(problem.line() as usize - 1);
            let shown: String = line.unwrap_or("").trim_end_matches('\r').chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            if problem.excerpt().chars().count() < 100 {
                prop_assert_eq!(problem.excerpt(), shown);
            }
            prop_assert!(problem.column() as usize <= problem.excerpt().chars().count() + 1, "{}", problem);
        }
        // What was read can be written and read again.
        let mut written = Vec::new();
        list.write_plain(&mut written).expect("memory");
        let again = List::parse("any.list", &written);
        prop_assert!(again.is_ok(), "{}", again.err().map(|e| e.to_string()).unwrap_or_default());
        let mut written_again = Vec::new();
        again.expect("checked").write_plain(&mut written_again).expect("memory");
        prop_assert_eq!(String::from_utf8_lossy(&written), String::from_utf8_lossy(&written_again));
    }

    /// Any bytes: no panic.
    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200), file in "a\\.(csv|tsv|jsonl|txt|list)") {
        let (list, _) = List::read_lenient(&file, &bytes, &options());
        prop_assert!(list.len() <= 200);
    }

    /// A table of any cells, quoted as RFC 4180 says, gives those cells back.
    #[test]
    fn cells_come_through_quoting(names in proptest::collection::vec("[a-z,;\"é ]{0,8}[a-zé]", 1..8), delimiter in "[,;\t]") {
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let mut text = format!("Name{delimiter}Id{delimiter}Note\n");
        for (idx, name) in names.iter().enumerate() {
            text.push_str(&format!("{}{delimiter}{idx}{delimiter}{}\n", quoted(name), quoted(&format!("{name}\nmore"))));
        }
        let list = List::read("any.csv", text.as_bytes(), &options());
        prop_assert!(list.is_ok(), "{}", list.err().map(|e| e.to_string()).unwrap_or_default());
        let list = list.expect("checked");
        let found: Vec<_> = list.entries().map(|entry| entry.name().to_owned()).collect();
        prop_assert_eq!(found, names.iter().map(|name| name.trim().to_owned()).collect::<Vec<_>>());
    }
}
