//! The run as a whole: order, threads, offsets, standard input and output, files, usage.

use std::io::Read;
use std::process::Stdio;

use gleaner::gazetteer::{GazetteerBuilder, List};

use crate::program::{Program, number, records, string};

const TEXT: &str = "Sir John Smith joined Acme Holdings Ltd in Manchester. It paid £5m on 3 May 2016.";

/// A folder of documents of mixed lengths, with characters of one to four bytes.
fn mixed(n_documents: usize) -> Program {
    let program = Program::new();
    for document in 0..n_documents {
        let text = format!("\u{1F600} café №{document}\u{2029}{TEXT}\n\n").repeat(1 + document * 7 % 13);
        program.write(&format!("docs/{}/{document}.txt", document % 4), text.as_bytes());
    }
    program.write("docs/2/bad.txt", b"\x89PNG\xE9");
    program
}

#[test]
fn the_same_bytes_for_any_number_of_threads() {
    let program = mixed(60);
    // The first document is by far the longest, so that the others have to wait for it.
    program.write("docs/0/0.txt", TEXT.repeat(3000).as_bytes());
    let args = ["docs", "--documents", "-q"];
    let one = program.extract(&[&args[..], &["--threads", "1"]].concat()).expect(1);
    assert!(one.of_kind("entity").len() > 60);
    for threads in ["2", "8", "0"] {
        let many = program.extract(&[&args[..], &["--threads", threads]].concat()).expect(1);
        assert!(one.stdout == many.stdout, "{threads} threads");
    }
    let many =
        program.command(&["extract", "docs", "--documents"]).env("GLEANER_THREADS", "3").output().expect("a run");
    assert!(one.stdout == many.stdout, "threads by environment");
}

#[test]
fn every_text_is_its_slice_in_every_unit() {
    let program = mixed(5);
    for unit in ["chars", "bytes", "utf16"] {
        let run = program.extract(&["docs", "--offsets", unit, "-q"]).expect(1);
        let entities = run.of_kind("entity");
        assert!(entities.len() > 5);
        for entity in &entities {
            let text = String::from_utf8(program.read(string(entity, "doc"))).expect("UTF-8");
            let (start, end) = (number(entity, "start"), number(entity, "end"));
            let slice: String = match unit {
                "chars" => text.chars().skip(start).take(end - start).collect(),
                "bytes" => text[start..end].to_owned(),
                _ => {
                    let units: Vec<u16> = text.encode_utf16().skip(start).take(end - start).collect();
                    String::from_utf16(&units).expect("no half characters")
                }
            };
            assert_eq!(slice, string(entity, "text"), "{unit}: {entity}");
        }
    }
    // Code points are the default.
    let chars = program.extract(&["docs", "--offsets", "chars", "-q"]).expect(1);
    assert!(chars.stdout == program.extract(&["docs", "-q"]).expect(1).stdout);
}

#[test]
fn records_name_documents_as_given_in_the_order_given() {
    let program =
        Program::with(&[("a/2.txt", TEXT.as_bytes()), ("a/10.txt", TEXT.as_bytes()), ("b.txt", TEXT.as_bytes())]);
    assert_eq!(program.extract(&["b.txt", "a"]).expect(0).docs(), ["b.txt", "a/10.txt", "a/2.txt"]);
    assert_eq!(program.extract(&["./a/"]).expect(0).docs(), ["./a/10.txt", "./a/2.txt"]);
    assert_eq!(program.extract(&["a", "--include", "2.*"]).expect(0).docs(), ["a/2.txt"]);
    assert_eq!(program.extract(&[".", "--exclude", "a"]).expect(0).docs(), ["./b.txt"]);
}

#[test]
fn standard_input_as_a_document() {
    let program = Program::new();
    let run = program.extract_from(TEXT.as_bytes(), &["-", "--types", "MONEY"]).expect(0);
    let entities = run.of_kind("entity");
    assert_eq!(entities.len(), 1);
    assert_eq!((string(&entities[0], "doc"), string(&entities[0], "text")), ("-", "£5m"));
    program.extract(&["-", "-"]).expect(2);
}

#[test]
fn standard_input_as_json_lines() {
    let lines: String = (0..500)
        .map(|line| {
            format!("{{\"key\":\"doc-{line}\",\"body\":\"Line {line} cost £{line}.\",\"when\":\"2016-09-12\"}}\n")
        })
        .collect();
    let fields = ["--id-field", "key", "--text-field", "body", "--date-field", "when"];
    let args = [&["-", "--input-format", "jsonl", "--types", "MONEY", "--documents"], &fields[..]].concat();
    let run = Program::new().extract_from(lines.as_bytes(), &args).expect(0);
    let expected: Vec<String> = (0..500).map(|line| format!("doc-{line}")).collect();
    assert_eq!(run.docs(), expected);
    assert_eq!(run.of_kind("entity").len(), 500);
    assert!(run.of_kind("document").iter().all(|document| document["date"] == "2016-09-12"));
}

#[test]
fn a_date_of_the_document_resolves_relative_dates() {
    let program = Program::with(&[("a.txt", b"The shop was closed yesterday.")]);
    let run = program.extract(&["a.txt", "--document-date", "2016-03-01"]).expect(0);
    let dates: Vec<_> = run.of_kind("entity").into_iter().filter(|entity| entity["type"] == "DATE").collect();
    assert_eq!(dates.len(), 1, "{}", run.text());
    assert_eq!(dates[0]["value"]["timex"], "2016-02-29");
    // The document's own date goes first.
    let lines = b"{\"id\":\"a\",\"text\":\"It was closed yesterday.\",\"date\":\"2015-01-01\"}\n";
    let args = ["-", "--input-format", "jsonl", "--document-date", "2016-03-01", "--types", "DATE"];
    let run = program.extract_from(lines, &args).expect(0);
    assert_eq!(run.of_kind("entity")[0]["value"]["timex"], "2014-12-31");
}

#[test]
fn a_file_for_the_records_appears_only_when_it_is_whole() {
    let program = mixed(3);
    let expected = program.extract(&["docs", "-q"]).expect(1).stdout;
    let run = program.extract(&["docs", "-q", "-o", "out.jsonl"]).expect(1);
    assert_eq!(run.text(), "");
    assert!(program.read("out.jsonl") == expected);
    // A run that cannot start leaves what was there, and no other file either.
    program.extract(&["nothing-here/../empty", "-o", "out.jsonl", "--gazetteer", "nowhere"]).expect(2);
    assert!(program.read("out.jsonl") == expected);
    std::fs::create_dir(program.path().join("empty")).expect("a folder");
    program.extract(&["empty", "-o", "new.jsonl"]).expect(2);
    let mut left: Vec<_> = std::fs::read_dir(program.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    left.sort();
    assert_eq!(left, ["docs", "empty", "out.jsonl"]);
    // Where it cannot be written the run does not start.
    let run = program.extract(&["docs", "-o", "nowhere/out.jsonl"]).expect(2);
    assert!(run.stderr.contains("nowhere/out.jsonl"), "{}", run.stderr);
    program.extract(&["docs", "-o", "empty"]).expect(2);
}

#[cfg(unix)]
#[test]
fn the_output_is_never_read_as_a_document() {
    let program = Program::with(&[("a.txt", TEXT.as_bytes()), ("out.jsonl", b"It cost GBP 9m.\n")]);
    program.extract(&[".", "-o", "out.jsonl"]).expect(0);
    let docs = |name: &str| {
        let mut docs: Vec<String> =
            records(&program.read(name)).iter().map(|record| string(record, "doc").to_owned()).collect();
        docs.dedup();
        docs
    };
    assert_eq!(docs("out.jsonl"), ["./a.txt"]);
    // Nor where the shell opened it.
    let file = std::fs::File::create(program.path().join("out.jsonl")).expect("a file");
    let status = program.command(&["extract", "."]).stdout(file).status().expect("a run");
    assert!(status.success());
    assert_eq!(docs("out.jsonl"), ["./a.txt"]);
    // Asked for by name it is refused, and stays.
    let before = program.read("a.txt");
    program.extract(&["a.txt", "-o", "./a.txt"]).expect(2);
    assert!(program.read("a.txt") == before);
}

#[cfg(unix)]
#[test]
fn a_link_and_the_permissions_of_the_output_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let program = Program::with(&[("a.txt", TEXT.as_bytes()), ("real.jsonl", b"old")]);
    symlink("real.jsonl", program.path().join("link.jsonl")).expect("a link");
    let real = program.path().join("real.jsonl");
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).expect("permissions");
    program.extract(&["a.txt", "-o", "link.jsonl"]).expect(0);
    assert!(program.path().join("link.jsonl").is_symlink());
    assert!(!records(&program.read("real.jsonl")).is_empty());
    assert_eq!(std::fs::metadata(&real).expect("a file").permissions().mode() & 0o777, 0o640);
    let run = program.extract(&["a.txt", "-o", "/dev/null"]).expect(0);
    assert_eq!(run.text(), "");
}

#[test]
fn a_closed_pipe_is_a_quiet_success() {
    let program = Program::new();
    program.write("a.txt", format!("{TEXT}\n").repeat(50_000).as_bytes());
    program.write("b.txt", TEXT.as_bytes());
    let mut child = program
        .command(&["extract", "a.txt", "b.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut first = [0; 16];
    let mut stdout = child.stdout.take().expect("a pipe");
    stdout.read_exact(&mut first).expect("the first record");
    assert_eq!(&first[..8], b"{\"kind\":");
    drop(stdout);
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}

#[test]
fn a_closed_pipe_ends_a_run_that_waits_for_input() {
    let program = Program::new();
    let mut child = program
        .command(&["extract", "--input-format", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    // The pipe stays open: the program would wait for more lines for ever.
    let mut stdin = child.stdin.take().expect("a pipe");
    std::io::Write::write_all(&mut stdin, format!("{{\"text\":\"{TEXT}\"}}\n").as_bytes()).expect("a line");
    assert_eq!(child.wait().expect("the program ends").code(), Some(0));
}

#[test]
fn a_line_is_answered_before_the_next_is_there() {
    let program = Program::new();
    let mut child = program
        .command(&["extract", "--input-format", "jsonl", "--types", "MONEY", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut answers = std::io::BufReader::new(child.stdout.take().expect("a pipe"));
    for amount in ["£1m", "£2m"] {
        std::io::Write::write_all(&mut stdin, format!("{{\"text\":\"It cost {amount}.\"}}\n").as_bytes())
            .expect("a line");
        let mut answer = String::new();
        std::io::BufRead::read_line(&mut answers, &mut answer).expect("an answer");
        assert_eq!(string(&records(answer.as_bytes())[0], "text"), amount);
    }
    drop(stdin);
    assert_eq!(child.wait().expect("the program ends").code(), Some(0));
}

#[test]
fn usage() {
    let program = Program::with(&[("a.txt", TEXT.as_bytes())]);
    let wrong: [&[&str]; 17] = [
        &[],
        &["extract"],
        &["nonsense"],
        &["extract", "a.txt", "--nonsense"],
        &["extract", "a.txt", "--offsets", "lines"],
        &["extract", "a.txt", "--threads", "many"],
        &["extract", "a.txt", "--threads", "-1"],
        &["extract", "a.txt", "--types", "ORG,NONSENSE"],
        &["extract", "a.txt", "--document-date", "2016-02-30"],
        &["extract", "a.txt", "--document-date", "12/09/2016"],
        &["extract", "a.txt", "--min-score", "2"],
        &["extract", "a.txt", "--dollar", "DOLLAR"],
        &["extract", "a.txt", "--fiscal-year-start", "13"],
        &["extract", "a.txt", "--include", "a[b"],
        &["extract", "a.txt", "--max-filesize", "5G"],
        &["extract", "a.txt", "--locale", "fr"],
        &["extract", ".", "--include", "*.nothing"],
    ];
    for args in wrong {
        let run = program.run(args).expect(2);
        assert_eq!(run.text(), "", "{args:?}");
        assert!(!run.stderr.is_empty(), "{args:?}");
    }
    let help = program.run(&["extract", "--help"]).expect(0);
    assert!(help.text().contains("Examples:") && help.text().contains("Exit status:") && help.stderr.is_empty());
    assert!(program.run(&["--version"]).expect(0).text().starts_with("gleaner "));
}

#[test]
fn flags_reach_the_extractor() {
    let program = Program::with(&[("a.txt", b"It cost $5m on 12/09/2016.")]);
    let value = |args: &[&str], entity_type: &str| {
        let run = program.extract(&[&["a.txt", "--types", entity_type], args].concat()).expect(0);
        run.of_kind("entity").first().map(|entity| entity["value"].clone())
    };
    let currency = |args: &[&str]| value(args, "MONEY").map(|value| string(&value, "currency").to_owned());
    let day = |args: &[&str]| value(args, "DATE").map(|value| string(&value, "timex").to_owned());
    assert_eq!(currency(&[]).as_deref(), Some("USD"));
    assert_eq!(currency(&["--dollar", "aud"]).as_deref(), Some("AUD"));
    assert_eq!(currency(&["--dollar", "none"]), None);
    assert_eq!(day(&[]).as_deref(), Some("2016-09-12"));
    assert_eq!(day(&["--locale", "us"]).as_deref(), Some("2016-12-09"));
    let run = program.extract(&["a.txt", "--types", "DATE,MONEY"]).expect(0);
    assert_eq!(run.of_kind("entity").len(), 2);
    let run = program.extract(&["a.txt", "--min-score", "1"]).expect(0);
    assert!(run.of_kind("entity").iter().all(|entity| entity["score"] == 1.0));
}

#[test]
fn name_lists_of_the_user() {
    let list = "@name suppliers\n@type SUPPLIER\nzwick and sons | zwicks | id=S-17\n";
    let program = Program::with(&[
        ("a.txt", b"We buy from zwick and sons, and zwicks deliver."),
        ("suppliers.list", list.as_bytes()),
        ("more.list", b"@type ORG\nMore of It\n"),
    ]);
    let run = program
        .extract(&["a.txt", "--gazetteer", "more.list", "--gazetteer", "suppliers.list", "--types", "SUPPLIER"])
        .expect(0);
    let entities = run.of_kind("entity");
    assert_eq!(entities.len(), 2, "{}", run.text());
    for (entity, text) in entities.iter().zip(["zwick and sons", "zwicks"]) {
        assert_eq!(string(entity, "text"), text);
        assert_eq!(string(entity, "type"), "SUPPLIER");
        assert_eq!(string(entity, "ref"), "S-17");
        assert_eq!(string(entity, "source"), "gazetteer:suppliers");
    }
}

#[test]
fn a_compiled_gazetteer_of_the_user() {
    let list = "@name suppliers\n@type SUPPLIER\nzwick and sons | zwicks | id=S-17\n";
    let list = List::parse("suppliers.list", list.as_bytes()).expect("a list");
    let gazetteer = GazetteerBuilder::new().add_list(&list).and_then(GazetteerBuilder::build).expect("a gazetteer");
    let mut compiled = Vec::new();
    gazetteer.write_to(&mut compiled).expect("memory");
    let program = Program::with(&[
        ("a.txt", b"We buy from zwick & sons, and zwicks deliver."),
        // What it is called does not matter.
        ("suppliers", &compiled),
        ("cut.gaz", &compiled[..compiled.len() - 1]),
    ]);
    let run = program.extract(&["a.txt", "--gazetteer", "suppliers", "--types", "SUPPLIER"]).expect(0);
    let entities = run.of_kind("entity");
    assert_eq!(entities.len(), 2, "{}", run.text());
    for (entity, text) in entities.iter().zip(["zwick & sons", "zwicks"]) {
        assert_eq!((string(entity, "text"), string(entity, "ref")), (text, "S-17"));
        assert_eq!(string(entity, "source"), "gazetteer:suppliers");
    }
    program.extract(&["a.txt", "--gazetteer", "cut.gaz"]).expect(2);
}

#[test]
fn the_same_records_for_any_memory_threads_and_order() {
    let long = "Northway Ltd paid £5m to Ann Lee on 3 May 2016.\n\n".repeat(12_000);
    let program = Program::with(&[("d/0-long.txt", long.as_bytes())]);
    for number in 1..200 {
        let text = format!("Acme {number} Ltd paid £{number}m on 4 May 2016.");
        program.write(&format!("d/{number:03}.txt"), text.as_bytes());
    }
    let expected = program.extract(&["d", "-j", "1", "--documents", "--piece-size", "64K"]).expect(0).stdout;
    assert!(expected.len() > 5 << 20, "the long one is handed on in pieces: {}", expected.len());
    for args in [["-j", "2", "--memory", "128M"], ["-j", "8", "--memory", "1K"], ["-j", "3", "--memory", "4M"]] {
        let run = program.extract(&[&["d", "--documents", "--piece-size", "64K"], &args[..]].concat()).expect(0);
        assert!(run.stdout == expected, "{args:?}");
    }
    let lines = |bytes: &[u8]| {
        let mut lines: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        lines.sort();
        lines
    };
    let run = program.extract(&["d", "--documents", "--piece-size", "64K", "-j", "4", "--unordered"]).expect(0);
    assert!(lines(&run.stdout) == lines(&expected), "no record is lost or changed");
    let docs = run.docs();
    assert_eq!(docs.len(), 200, "records of a document stay together");
}

#[test]
fn texts_in_tiny_pieces_keep_their_values() {
    let text = "Northway Ltd paid £5m — on 3 May 2016.\n\nIt cost 日本 €7bn in June 2015.\n\n".repeat(50);
    let program = Program::with(&[("a.txt", text.as_bytes())]);
    let values = |args: &[&str]| {
        let run =
            program.extract(&[&["a.txt", "--types", "MONEY,DATE", "--document-date", "2016-09-12"], args].concat());
        let entities = run.expect(0).of_kind("entity");
        entities.iter().map(|entity| format!("{entity}")).collect::<Vec<_>>()
    };
    assert_eq!(values(&[]), values(&["--piece-size", "100"]));
}
