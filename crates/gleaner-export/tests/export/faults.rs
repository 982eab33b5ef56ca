//! Records that are not what they should be, and texts that are not those of the records.

use gleaner_export::{ExportError, Format, Item, Options, Records, Unit};

use crate::sample::{documents, exported, records};

const ENTITY: &str = r#"{"kind":"entity","doc":"a","id":"e1","type":"ORG","text":"Acme","start":0,"end":4}"#;

fn error_of(lines: &str) -> String {
    let mut items = Records::new(lines.as_bytes(), Unit::Chars);
    let error = items.by_ref().find_map(Result::err).unwrap_or_else(|| panic!("no error in {lines}"));
    assert!(items.next().is_none(), "nothing comes after an error");
    error.to_string()
}

#[test]
fn errors_name_the_line_and_the_field() {
    let faulty = [
        (r#"{"kind":"entity","doc":"a""#, "line 2: not JSON at column 26: EOF while parsing an object"),
        ("[1]", "line 2: not JSON at column 1: an array, where records are objects"),
        ("nonsense", "line 2: not JSON at column 2: expected ident"),
        (r#"{"doc":"a"}"#, r#"line 2: field "kind": is missing"#),
        (
            r#"{"kind":"enemy","doc":"a"}"#,
            r#"line 2: field "kind": "enemy" is none of entity, relation, document, error"#,
        ),
        (
            r#"{"kind":"entity","doc":"a","id":"e1","type":"ORG","text":"Acme","end":4}"#,
            r#"line 2: field "start": is missing"#,
        ),
        (
            r#"{"kind":"entity","doc":"a","id":"e1","type":"ORG","text":"Acme","start":-1,"end":4}"#,
            r#"line 2: field "start": invalid value: integer `-1`, expected u32"#,
        ),
        (
            r#"{"kind":"entity","doc":"a","id":"e1","type":"ORG","text":7,"start":1,"end":4}"#,
            r#"line 2: field "text": invalid type: integer `7`, expected a string"#,
        ),
        (
            r#"{"kind":"entity","doc":"a","id":"e1","type":"DATE","text":"x","start":1,"end":4,"value":{"start":"2016-02-30"}}"#,
            r#"line 2: field "value.start": "2016-02-30" is no day of the calendar written YYYY-MM-DD"#,
        ),
        (
            r#"{"kind":"entity","doc":"a","id":"e1","type":"MONEY","text":"x","start":1,"end":4,"value":{"amount":"5e9"}}"#,
            r#"line 2: field "value.amount": "5e9" is no decimal number such as 12.5"#,
        ),
        (
            r#"{"kind":"entity","doc":"a","id":"e1","type":"DATE","text":"x","start":1,"end":4,"value":{"alternatives":[{}]}}"#,
            r#"line 2: field "value.alternatives[0].timex": is missing"#,
        ),
        (
            r#"{"kind":"relation","doc":"a","id":"r1","type":"x","subject":"e1","start":0,"end":1,"qualifiers":{"with":"e2"}}"#,
            r#"line 2: field "qualifiers.with": invalid type: string "e2", expected a sequence"#,
        ),
        (
            r#"{"kind":"document","doc":"a","text_sha256":"00","text":"b"}"#,
            r#"line 2: field "text": its SHA-256 is 3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d, text_sha256 says 00"#,
        ),
    ];
    for (line, expected) in faulty {
        let error = error_of(&format!("{ENTITY}\n{line}\n{ENTITY}\n"));
        assert!(error.starts_with(expected), "{line}\n{error}\n{expected}");
    }
    let mut lines = ENTITY.as_bytes().to_vec();
    lines.extend(b"\n\n{\"kind\":\"\xff\"}\n");
    let error = Records::new(&lines[..], Unit::Chars).find_map(Result::err).expect("an error");
    assert_eq!(error.to_string(), "line 3: not UTF-8 at byte 9");
    assert_eq!(error.line(), 3);
}

#[test]
fn documents_part_where_their_records_do() {
    let line = |doc: &str, id: &str| ENTITY.replace("\"a\"", &format!("\"{doc}\"")).replace("e1", id);
    let lines = [
        // Two documents of one name, then another, then the first again.
        line("a", "e1"),
        line("a", "e2"),
        line("a", "e1"),
        line("b", "e1"),
        line("a", "e1"),
        r#"{"kind":"error","doc":"c","error":"x"}"#.to_owned(),
        r#"{"kind":"document","doc":"d"}"#.to_owned(),
        r#"{"kind":"document","doc":"d","more":[1]}"#.to_owned(),
    ];
    let items: Vec<String> = Records::new(lines.join("\r\n").as_bytes(), Unit::Chars)
        .map(|item| match item.expect("good records") {
            Item::Document(document) => format!("{}{}", document.name, document.entities.len()),
            Item::Failure(failure) => format!("!{}", failure.doc),
        })
        .collect();
    assert_eq!(items, ["a2", "a1", "b1", "a1", "!c", "d0", "d0"]);
    assert_eq!(Records::new(&b"\xef\xbb\xbf\n\n"[..], Unit::Chars).count(), 0);
}

#[test]
fn another_text_is_refused() {
    let mut document = documents(&records(Unit::Chars, true)).remove(0);
    let error = document.set_text("another".to_owned()).expect_err("another text");
    assert!(error.to_string().starts_with("reports/a.txt: the text is not the one"), "{error}");
    // Without a digest the words themselves tell.
    let mut document = documents(ENTITY).remove(0);
    document.set_text("acme and Acme".to_owned()).expect("no digest");
    for format in [Format::Conll, Format::Spacy, Format::W3c] {
        let mut sink =
            gleaner_export::open(format, Options::default(), gleaner_export::Target::Writer(Box::new(std::io::sink())))
                .expect("a sink");
        let error = sink.document(&document).expect_err("misplaced");
        assert_eq!(
            error.to_string(),
            "a: entity e1 is \"Acme\", but chars 0 to 4 of the text are \"acme\": another text, or offsets in another unit"
        );
    }
}

#[test]
fn the_wrong_unit_is_seen() {
    // Offsets that say bytes in records and are read as code points.
    let lines = records(Unit::Bytes, true).replace(",\"offsets\":\"bytes\"", "");
    let error = exported(Format::Spacy, Options::default(), &lines).expect_err("the wrong unit");
    assert!(matches!(error, ExportError::Misplaced { .. }), "{error}");
    // Inside of a character, and beyond the end.
    for (start, end) in [(1_u32, 5_u32), (0, 99), (5, 2), (4_000_000_000, 4_000_000_004)] {
        let entity = ENTITY.replace("\"start\":0,\"end\":4", &format!("\"start\":{start},\"end\":{end}"));
        let lines = format!(
            "{{\"kind\":\"document\",\"doc\":\"a\",\"offsets\":\"utf16\",\"text\":\"\u{1F600}Acme\"}}\n{entity}\n"
        );
        let error = exported(Format::Conll, Options::default(), &lines).expect_err("misplaced");
        assert!(matches!(error, ExportError::Misplaced { .. }), "{error}");
    }
}

#[test]
fn a_format_without_its_text_says_so() {
    let error = exported(Format::Conll, Options::default(), ENTITY).expect_err("no text");
    assert_eq!(error.to_string(), "a: conll needs the text of the document, which is not at hand");
    let (bytes, _) = exported(Format::W3c, Options::default(), ENTITY).expect("W3C does without");
    assert!(String::from_utf8_lossy(&bytes).contains(r#"{"type":"TextQuoteSelector","exact":"Acme"}"#));
    let lines = format!("{{\"kind\":\"document\",\"doc\":\"a\",\"offsets\":\"bytes\"}}\n{ENTITY}\n");
    let error = exported(Format::W3c, Options::default(), &lines).expect_err("bytes");
    assert_eq!(
        error.to_string(),
        "a: offsets count bytes, w3c wants code points, and the text that would tell them is not at hand"
    );
}
