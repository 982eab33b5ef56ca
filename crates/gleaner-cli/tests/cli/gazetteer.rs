//! `gleaner gazetteer`, and name lists of every format in `gleaner extract`.

use std::io::Write;

use serde_json::Value;

use crate::program::{Program, string};

const TEXT: &[u8] = b"Zwick Holdings (ZH) bought Acme Fish Ltd in 2019. Mr Bean works at Zwick Holdings.\n\
    ZH said that Acme Fish Ltd would stay in Leeds.\n";

/// Mentions as `text ref`, of those that have an id.
fn references(entities: &[Value]) -> Vec<String> {
    let with_id = entities.iter().filter(|entity| !entity["ref"].is_null());
    with_id.map(|entity| format!("{} {}", string(entity, "text"), string(entity, "ref"))).collect()
}

#[test]
fn lists_of_every_format_give_their_ids_to_all_mentions_of_a_cluster() {
    let files: [(&str, &[u8]); 6] = [
        ("mine.csv", b"Name,Aliases,Type,Id\nZwick Holdings,,ORG,https://example.org/1\nAcme Fish Ltd,,ORG,x:2\n"),
        ("mine.tsv", b"name\tid\nZwick Holdings\thttps://example.org/1\nAcme Fish Ltd\tx:2\n"),
        (
            "mine.jsonl",
            b"{\"name\":\"Zwick Holdings\",\"id\":\"https://example.org/1\"}\n{\"name\":\"Acme Fish Ltd\",\"id\":\"x:2\"}\n",
        ),
        (
            "patterns.jsonl",
            b"{\"label\":\"ORG\",\"pattern\":\"Zwick Holdings\",\"id\":\"https://example.org/1\"}\n\
              {\"label\":\"ORG\",\"pattern\":[{\"LOWER\":\"acme\"},{\"LOWER\":\"fish\"},{\"LOWER\":\"ltd\"}],\"id\":\"x:2\"}\n",
        ),
        ("mine.txt", b"Zwick Holdings | | id=https://example.org/1\nAcme Fish Ltd | | id=x:2\n"),
        ("mine.list", b"@type ORG\nZwick Holdings | | id=https://example.org/1\nAcme Fish Ltd | | id=x:2\n"),
    ];
    for (name, list) in files {
        let program = Program::with(&[("a.txt", TEXT), (name, list)]);
        let run = program.extract(&["a.txt", "--gazetteer", name, "--types", "ORG"]).expect(0);
        assert_eq!(run.stderr, "", "{name}");
        assert_eq!(
            references(&run.of_kind("entity")),
            [
                "Zwick Holdings https://example.org/1",
                "ZH https://example.org/1",
                "Acme Fish Ltd x:2",
                "Zwick Holdings https://example.org/1",
                "ZH https://example.org/1",
                "Acme Fish Ltd x:2",
            ],
            "{name}: {}",
            run.text()
        );
    }
}

#[test]
fn a_stated_canonical_name_is_that_of_the_whole_cluster() {
    let list = b"name,id,canonical\nZwick Holdings,x:1,Zwick Holdings Group plc\n";
    let program = Program::with(&[("a.txt", TEXT), ("mine.csv", list)]);
    let run = program.extract(&["a.txt", "--gazetteer", "mine.csv", "--types", "ORG"]).expect(0);
    let named: Vec<_> = run
        .of_kind("entity")
        .iter()
        .filter(|entity| entity["ref"] == "x:1")
        .map(|entity| string(entity, "canonical").to_owned())
        .collect();
    assert!(named.len() > 2 && named.iter().all(|name| name == "Zwick Holdings Group plc"), "{named:?}");
}

#[test]
fn a_name_of_the_user_is_not_lost_to_a_listed_one_with_an_article() {
    let list = b"name,id\nNational Trust,my:1\nUniversity of Leeds,my:2\n";
    let text = b"He joined the National Trust. She left the University of Leeds.";
    let program = Program::with(&[("a.txt", text), ("mine.csv", list)]);
    for more in [&[][..], &["--no-model"]] {
        let run = program.extract(&[&["a.txt", "--gazetteer", "mine.csv"], more].concat()).expect(0);
        assert_eq!(references(&run.of_kind("entity")), ["National Trust my:1", "University of Leeds my:2"], "{more:?}");
    }
}

#[test]
fn no_list_is_written_over() {
    let list = b"name,id\nZwick Holdings,x:1\n";
    let program = Program::with(&[("a.txt", TEXT), ("mine.csv", list)]);
    for args in [
        &["gazetteer", "build", "mine.csv", "-o", "mine.csv"][..],
        &["gazetteer", "import", "--from", "ror", "mine.csv", "-o", "./mine.csv"],
        &["extract", "a.txt", "--gazetteer", "mine.csv", "-o", "mine.csv"],
    ] {
        let run = program.run(args).expect(2);
        assert!(run.stderr.contains("mine.csv is both read and written"), "{}", run.stderr);
        assert_eq!(program.read("mine.csv"), list);
    }
}

#[test]
fn check_opens_compiled_files() {
    let program = Program::with(&[("mine.csv", b"name,id\nZwick Holdings,x:1\n")]);
    program.run(&["gazetteer", "build", "mine.csv", "-o", "mine.gaz"]).expect(0);
    let run = program.run(&["gazetteer", "check", "mine.gaz"]).expect(0);
    assert_eq!(run.text(), "mine.gaz: 1 entry, 1 name, compiled\n");
    let run = program.run(&["gazetteer", "build", "mine.gaz", "-o", "two.gaz"]).expect(2);
    assert!(run.stderr.contains("mine.gaz is compiled already"), "{}", run.stderr);
    program.write("empty.gaz", b"");
    let run = program.extract(&["--gazetteer", "empty.gaz", "mine.csv"]).expect(2);
    assert!(run.stderr.contains("empty.gaz is no compiled gazetteer"), "{}", run.stderr);
    let bytes = program.read("mine.gaz");
    program.write("cut.gaz", &bytes[..bytes.len() - 1]);
    let run = program.run(&["gazetteer", "check", "cut.gaz"]).expect(2);
    assert!(run.stderr.contains("cannot open cut.gaz: this gazetteer is cut short"), "{}", run.stderr);
}

const FAULTY: &[u8] = b"name,id,flags\nZwick Holdings,1,\n,2,\nAcme Fish Ltd,1,\nOther,3,exakt\n";

#[test]
fn faulty_lines_are_skipped_and_counted_and_strict_stops() {
    let program = Program::with(&[("a.txt", TEXT), ("mine.csv", FAULTY)]);
    let run = program.extract(&["a.txt", "--gazetteer", "mine.csv"]).expect(0);
    assert!(run.stderr.contains("mine.csv: 1 entry read, 3 entries skipped"), "{}", run.stderr);
    assert!(run.stderr.contains("mine.csv:3:1: expected a name, found nothing"), "{}", run.stderr);
    assert!(run.text().contains("\"ref\":\"1\""), "{}", run.text());
    let quiet = program.extract(&["a.txt", "--gazetteer", "mine.csv", "--quiet"]).expect(0);
    assert_eq!((quiet.stderr.as_str(), quiet.text()), ("", run.text()));

    let run = program.extract(&["a.txt", "--gazetteer", "mine.csv", "--strict"]).expect(2);
    assert_eq!(run.text(), "");
    assert!(run.stderr.contains("mine.csv:3:1: expected a name, found nothing"), "{}", run.stderr);
}

#[test]
fn the_type_of_names_that_say_none() {
    let program = Program::with(&[("a.txt", TEXT), ("mine.csv", b"name\nZwick Holdings\n")]);
    let run = program.extract(&["a.txt", "--gazetteer", "mine.csv", "--gazetteer-type", "joint venture"]).expect(0);
    assert!(run.text().contains("\"type\":\"JOINT_VENTURE\",\"text\":\"Zwick Holdings\""), "{}", run.text());
    let run = program.extract(&["a.txt", "--gazetteer", "mine.csv", "--gazetteer-type", "7"]).expect(2);
    assert!(run.stderr.contains("not a type such as ORG"), "{}", run.stderr);
}

#[test]
fn check_prints_every_fault_with_its_place() {
    let good: &[u8] = b"@type ORG\nAcme Fish Ltd | Acme Fish\n";
    let many = format!("name,id\n{}", ",1\n".repeat(1_500));
    let program = Program::with(&[("mine.csv", FAULTY), ("good.list", good), ("many.csv", many.as_bytes())]);
    let run = program.run(&["gazetteer", "check", "good.list"]).expect(0);
    assert_eq!(run.text(), "good.list: 1 entry, 2 names, 0 faults\n");
    let run = program.run(&["gazetteer", "check", "good.list", "mine.csv"]).expect(1);
    for line in [
        "mine.csv:3:1: expected a name, found nothing",
        "mine.csv:4:15: expected each id once, found “1” again; it first stands on line 2",
        "mine.csv:5:9: expected flags out of",
        "  5 | Other,3,exakt",
        "    |         ^",
        "mine.csv: 1 entry, 1 name, 3 faults",
    ] {
        assert!(run.text().contains(line), "{line}\n{}", run.text());
    }
    let run = program.run(&["gazetteer", "check", "many.csv"]).expect(1);
    assert_eq!(run.text().matches("expected a name, found nothing").count(), 1_500);
    program.run(&["gazetteer", "check", "mine.csv", "--strict"]).expect(2);
    let run = program.run(&["gazetteer", "check", "nowhere.csv"]).expect(2);
    assert!(run.stderr.contains("nowhere.csv"), "{}", run.stderr);
}

const GEONAMES: &str =
    "7\tPort Zwick\tPort Zwick\tZwickhafen\t1\t2\tP\tPPL\tGB\t\tENG\t\t\t\t900\t\t1\tEurope/London\t2024-01-01\n";

#[test]
fn a_dump_becomes_a_list_also_from_archives() {
    let mut gz = flate2_of(GEONAMES.as_bytes());
    // Two members, as packers that work in parallel write them.
    gz.extend(flate2_of(b"8\tbroken\n"));
    let program = Program::with(&[
        ("GB.txt", GEONAMES.as_bytes()),
        ("GB.txt.gz", &gz),
        ("GB.zip", &zip_of(&[("readme.txt", b"a\tb\n"), ("GB.txt", GEONAMES.as_bytes())])),
        ("GB.bz2", b"BZh9"),
        ("a.txt", b"Her ship lay at Port Zwick. In Zwickhafen, nobody knew.\n"),
    ]);
    program.run(&["gazetteer", "import", "--from", "geonames", "GB.txt", "-o", "gb.list"]).expect(0);
    let list = String::from_utf8(program.read("gb.list")).expect("text");
    assert!(list.contains("Port Zwick | Zwickhafen | priority=9 id=https://sws.geonames.org/7/"), "{list}");
    let run = program.run(&["gazetteer", "import", "--from", "geonames", "GB.zip"]).expect(0);
    assert_eq!(run.text(), list);
    let run = program.run(&["gazetteer", "import", "--from", "geonames", "GB.txt.gz"]).expect(1);
    assert_eq!(run.text(), list);
    assert!(
        run.stderr.contains("2 records, 1 entry with 2 names, 0 passed over, 1 skipped as faulty"),
        "{}",
        run.stderr
    );
    program.run(&["gazetteer", "import", "--from", "geonames", "GB.txt.gz", "--strict"]).expect(2);
    let run = program.run(&["gazetteer", "import", "--from", "geonames", "GB.bz2"]).expect(2);
    assert!(run.stderr.contains("bzip2"), "{}", run.stderr);
    let run = program.run(&["gazetteer", "import", "--from", "ror", "GB.zip"]).expect(2);
    assert!(run.stderr.contains("the archive has no file of ror"), "{}", run.stderr);
    let run = program.run(&["gazetteer", "import", "--from", "ror", "GB.txt", "-o", "none.list"]).expect(2);
    assert!(run.stderr.contains("GB.txt:1:1: expected a record of ror"), "{}", run.stderr);
    assert!(!program.path().join("none.list").exists());

    let run = program.extract(&["a.txt", "--gazetteer", "gb.list"]).expect(0);
    assert_eq!(
        references(&run.of_kind("entity")),
        ["Port Zwick https://sws.geonames.org/7/", "Zwickhafen https://sws.geonames.org/7/"],
        "{}",
        run.text()
    );
}

fn flate2_of(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory");
        writer.write_all(content).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

#[test]
fn the_lists_alone_without_the_model() {
    let text: &[u8] = b"Quentin Blatherwick left the University of Leeds.\n";
    let program = Program::with(&[("a.txt", text)]);
    let run = program.extract(&["a.txt", "--no-model"]).expect(0);
    let entities = run.of_kind("entity");
    let sources: Vec<&str> = entities.iter().map(|entity| string(entity, "source")).collect();
    assert_eq!(sources, ["gazetteer:uk-universities"], "{}", run.text());
}

#[test]
fn lists_are_compiled() {
    let program = Program::with(&[("mine.csv", FAULTY), ("good.list", b"@type ORG\nAcme Fish Ltd | Acme Fish\n")]);
    let run = program.run(&["gazetteer", "build", "good.list", "mine.csv", "-o", "mine.gaz"]).expect(1);
    assert!(run.stderr.contains("mine.gaz: 2 entries, 3 names"), "{}", run.stderr);
    assert!(!program.read("mine.gaz").is_empty());
    program.run(&["gazetteer", "build", "good.list", "-o", "good.gaz", "--quiet"]).expect(0);
    program.run(&["gazetteer", "build", "good.list", "mine.csv", "-o", "strict.gaz", "--strict"]).expect(2);
    assert!(!program.path().join("strict.gaz").exists());
    // The same lists give the same bytes.
    program.run(&["gazetteer", "build", "good.list", "-o", "again.gaz"]).expect(0);
    assert!(program.read("good.gaz") == program.read("again.gaz"));
}
