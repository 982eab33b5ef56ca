//! Files as they should be.

use std::fs;

use gleaner_ingest::{Converter, Fields, Format, Inputs, Limits, Options, PathFilter, Reader, Root, TextEncoding};

use crate::made::{docx, epub, gzip, mail, odt, paragraph, pdf, pptx, tar, zip};
use crate::{metadata, read, read_with};

const DATED: &str = "Some(\"2016-09-12 Some(615)\")";

#[test]
fn office_documents() {
    let body = [
        paragraph("Annual report"),
        "<w:p><w:r><w:t>Acme &amp; Co</w:t></w:r><w:r><w:tab/><w:t xml:space=\"preserve\"> paid </w:t></w:r>\
         <w:del><w:r><w:delText>never</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText><w:t>&#163;5m.</w:t></w:r></w:p>"
            .to_owned(),
        "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>one</w:t></w:r></w:p>".to_owned(),
        format!("<w:tbl><w:tr><w:tc>{}{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc><w:tc/></w:tr></w:tbl>",
            paragraph("Ann"), paragraph("Lee"), paragraph("Chair"), paragraph("Bob")),
        paragraph("End"),
    ]
    .concat();
    let file = docx(&body);
    assert_eq!(
        read("a.docx", &file),
        ["a.docx=Annual report\n\nAcme & Co paid £5m.\n\n• one\n\nAnn Lee | Chair\nBob\n\nEnd\n"]
    );
    assert_eq!(metadata("a.docx", &file), format!("Some(\"Annual & report\") Some(\"Ann Lee\") {DATED}"));
    // The name does not matter.
    assert_eq!(
        read("a.txt", &file),
        read("a.docx", &file).iter().map(|line| line.replace("a.docx=", "a.txt=")).collect::<Vec<_>>()
    );
    assert_eq!(read("a.pptx", &pptx()), ["a.pptx=Acme paid £5m\n\nSay it twice\n\nSecond slide\n"]);
    assert_eq!(read("a.odt", &odt()), ["a.odt=Annual report\n\nAcme paid\n£5m.\n\n• one\n\n• two\n\nName | Role\n"]);
    assert_eq!(metadata("a.odt", &odt()), format!("Some(\"A note\") Some(\"Ann Lee\") {DATED}"));
    assert_eq!(read("a.epub", &epub()), ["a.epub=Chapter – one\n\nAcme paid.\n"]);
    assert_eq!(metadata("a.epub", &epub()), "Some(\"A book\") Some(\"Ann Lee\") Some(\"2016-09-12 None\")");
}

#[test]
fn pages_in_several_encodings() {
    let page = "<!doctype html><meta charset=windows-1252><title>T</title><h1>Caf\u{e9}</h1><p>“Acme” paid £5m";
    let latin = encoding_rs::WINDOWS_1252.encode(page).0;
    let wide: Vec<u8> = format!("\u{FEFF}{page}").encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [page.as_bytes(), &latin, &wide] {
        assert_eq!(read("a.html", bytes), ["a.html=Café\n\n“Acme” paid £5m\n"]);
    }
    assert_eq!(read("a.html", b"<html><body>caf\xE9")[0], "a.html=café\n");
    let options = Options { encoding: TextEncoding::for_label("windows-1251"), ..Options::default() };
    assert_eq!(read_with(&options, "a.txt", b"\xC1\xEB\xE0"), ["a.txt=Бла"]);
    let options = Options { encoding: TextEncoding::for_label("utf-8"), ..Options::default() };
    assert!(read_with(&options, "a.txt", b"caf\xE9")[0].starts_with("a.txt: not valid UTF-8: byte 0xE9 at offset 3"));
    let options = Options { format: Format::Text, ..Options::default() };
    assert_eq!(read_with(&options, "a.html", b"<html>x"), ["a.html=<html>x"]);
}

#[test]
fn mail_and_mailboxes() {
    let message = mail(&docx(&paragraph("Attached")));
    assert_eq!(
        read("m.eml", &message),
        [
            "m.eml=From: Ann Lée <ann@example.org>\n\nTo: Bob Hope <bob@example.org>, carol@example.org\n\n\
             Date: Mon, 12 Sep 2016 10:15:00 +0100\n\nSubject: The grant\n\nDear Bob,\n\nAcme paid £5m.\n",
            "m.eml!report.docx=Attached\n",
        ]
    );
    let page =
        b"From: ann@example.org\nSubject: S\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>Acme <b>paid</b>.<p>Bye";
    assert_eq!(read("m", page), ["m=From: ann@example.org\n\nSubject: S\n\nAcme paid.\n\nBye\n"]);
    assert_eq!(metadata("m", page), "Some(\"S\") Some(\"ann@example.org\") None");
    let mut mailbox = Vec::new();
    for number in 1..=2 {
        mailbox.extend_from_slice(format!("From a@b Mon Sep 12 09:00:0{number} 2016\nFrom: Ann\nSubject: S{number}\n\nbody {number}\n>From here\n\n").as_bytes());
    }
    assert_eq!(
        read("in.mbox", &mailbox),
        [
            "in.mbox!1=From: Ann\n\nSubject: S1\n\nbody 1\nFrom here\n",
            "in.mbox!2=From: Ann\n\nSubject: S2\n\nbody 2\nFrom here\n",
        ]
    );
}

#[test]
fn pdfs() {
    let file = pdf(&["Acme paid \\2435m.", "It was in May."]);
    assert_eq!(read("a.pdf", &file), ["a.pdf=Acme paid £5m.\nIt was in May.\n"]);
    assert_eq!(metadata("a.pdf", &file), format!("Some(\"A report\") Some(\"Ann Lee\") {DATED}"));
}

#[test]
fn archives() {
    let page = b"<html><p>Page".as_slice();
    let inner = zip(&[("deep/a.html", page), (".hidden", b"x"), ("__MACOSX/a", b"x")]);
    let members: [(&str, &[u8]); 4] =
        [("b.txt", b"Text"), ("a/inner.zip", &inner), ("c.txt.gz", &gzip(b"Packed")), ("d.csv", b"id,text\nx,Row\n")];
    let expected = |name: &str| {
        ["b.txt=Text", "a/inner.zip!deep/a.html=Page\n", "c.txt.gz=Packed"]
            .iter()
            .map(|line| format!("{name}!{line}"))
            .chain(["x=Row".to_owned()])
            .collect::<Vec<_>>()
    };
    assert_eq!(read("a.zip", &zip(&members)), expected("a.zip"));
    assert_eq!(read("a.tar", &tar(&members)), expected("a.tar"));
    assert_eq!(read("a.tgz", &gzip(&tar(&members))), expected("a.tgz"));
    assert_eq!(read("empty.zip", &zip(&[])), [""; 0]);
    assert_eq!(read("a.md.gz", &[gzip(b"# One\n"), gzip(b"**two**")].concat()), ["a.md.gz=One\ntwo\n"]);
    let lines = gzip(b"{\"text\":\"one\"}\n{\"id\":\"b\",\"text\":\"two\"}\n");
    assert_eq!(read("a.zip", &zip(&[("l.jsonl.gz", &lines)])), ["a.zip!l.jsonl.gz:1=one", "b=two"]);
    let options = Options { filter: PathFilter::new(&[], &["*.gz", "a"]).expect("patterns"), ..Options::default() };
    assert_eq!(read_with(&options, "a.zip", &zip(&members)).len(), 2);
}

/// The documents below a folder of those files: `NAME=TEXT date` or the error.
fn walk(files: &[(&str, &[u8])], options: &Options) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("a file");
    }
    let mut reader = Reader::new(options);
    let mut lines = Vec::new();
    for input in Inputs::new([Root::Path(folder.path().to_path_buf())], options) {
        match input {
            Ok(input) => reader.read(&input, &mut |document| {
                lines.push(match document {
                    Ok(document) => {
                        let day = document.written.map(|written| format!(" {}", written.day)).unwrap_or_default();
                        format!("{}={}{day}", document.name, document.text)
                    }
                    Err(error) => error.to_string(),
                });
            }),
            Err(error) => lines.push(error.to_string()),
        }
    }
    let prefix = format!("{}/", folder.path().display());
    lines.into_iter().map(|line| line.replace(&prefix, "")).collect()
}

#[test]
fn lines_and_rows_by_name() {
    let wide: Vec<u8> = "\u{FEFF}id\ttext\nw\tWide £\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files: [(&str, &[u8]); 7] = [
        ("1.jsonl.gz", &gzip(b"{\"text\":\"one\",\"date\":\"2016-09-12\"}\n")),
        ("2.csv", b"date,text,id\n2016-09-12,\"Acme paid,\n\xA35m\",r1\n,second,\nbad,third,r3\nshort\n"),
        ("3.tsv", &wide),
        ("4.csv", b"name,role\nAnn Lee,Chair\n"),
        ("5.csv", b""),
        ("6.csv.gz", &gzip(b"text\npacked\n")),
        ("7.jsonl", b"nothing"),
    ];
    assert_eq!(
        walk(&files, &Options::default()),
        [
            "1.jsonl.gz:1=one 2016-09-12",
            "r1=Acme paid,\n£5m 2016-09-12",
            "2.csv:4=second",
            "2.csv:5: field \"date\" is no date: \"bad\"; use YYYY-MM-DD, or choose another date field",
            "2.csv:6: not a usable row: it has 1 of the head's columns, the text is in column 2",
            "w=Wide £",
            "4.csv=name,role\nAnn Lee,Chair\n",
            "5.csv=",
            "6.csv.gz:2=packed",
            "7.jsonl:1: not JSON at column 2: expected ident",
        ]
    );
    let fields = Fields { text: "role".to_owned(), id: "name".to_owned(), date: "date".to_owned() };
    let options = Options { fields, format: Format::Csv, ..Options::default() };
    assert_eq!(
        walk(&files[3..5], &options),
        ["Ann Lee=Chair", "5.csv: not a usable row: no column \"role\"; the columns are "]
    );
}

#[cfg(unix)]
#[test]
fn an_outside_converter() {
    let files: [(&str, &[u8]); 2] = [("a.doc", b"\xD0\xCF\x11\xE0 acme"), ("b.txt", b"Text")];
    let folder = tempfile::tempdir().expect("a folder");
    let script = |text: &str| {
        use std::os::unix::fs::PermissionsExt;
        let path = folder.path().join("script");
        let fresh = folder.path().join("fresh");
        fs::write(&fresh, format!("#!/bin/sh\n{text}\n")).expect("a script");
        fs::set_permissions(&fresh, fs::Permissions::from_mode(0o755)).expect("permissions");
        fs::rename(&fresh, &path).expect("its name");
        path
    };
    let options = |command: std::path::PathBuf| {
        let files = PathFilter::new(&["*.doc"], &[]).expect("a pattern");
        Options {
            converter: Some(Converter::new(command, files)),
            limits: Limits { max_seconds: 1, max_unpacked_bytes: 1 << 20, ..Limits::default() },
            ..Options::default()
        }
    };
    let run = |text: &str| walk(&files, &options(script(text)));
    assert_eq!(
        run("printf 'from stdin: '; tail -c 4; basename \"$1\""),
        ["a.doc=from stdin: acmea.doc\n", "b.txt=Text"]
    );
    let said = |text: &str| run(text)[0].split_once("script ").map(|(_, said)| said.to_owned()).unwrap_or_default();
    assert_eq!(said("echo no such converter >&2; exit 3"), "failed with status 3: no such converter");
    assert_eq!(said("exec sleep 20"), "did not end within 1 seconds");
    assert_eq!(
        run("exec cat /dev/zero"),
        ["a.doc: unpacks to more than 1048576 bytes; raise the limit or unpack it first", "b.txt=Text"]
    );
    let missing = walk(&files, &options("no-such-program".into()));
    assert!(missing[0].starts_with("a.doc: the converter no-such-program cannot be run: "), "{missing:?}");
}
