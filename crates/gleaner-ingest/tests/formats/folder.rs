//! A folder as people have them: every kind, each encoding, damaged files and traps. Each file gives its documents or one
//! named error, whatever lies beside it.

use std::fs;

use gleaner_ingest::{Inputs, Options, Reader, Root};

use crate::made::{docx, epub, gzip, mail, odt, paragraph, pdf, pdf_objects, pdf_of, pptx, tar, xlsx, zip};

/// Name, bytes, and for each document of it the start of `NAME=TEXT` or of the error.
type File = (&'static str, Vec<u8>, Vec<&'static str>);

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

fn texts() -> Vec<File> {
    let words = "Acme paid £5m to “Northway”. ".repeat(4);
    let marked = format!("\u{FEFF}{words}");
    let expected = |name: &'static str| vec![name];
    vec![
        ("01-utf8.txt", words.clone().into_bytes(), expected("01-utf8.txt=Acme paid £5m to “")),
        ("02-mark.txt", marked.clone().into_bytes(), expected("02-mark.txt=Acme paid £5m to “")),
        ("03-utf16le.txt", utf16(&marked, u16::to_le_bytes), expected("03-utf16le.txt=Acme paid £5m to “")),
        ("04-utf16be.txt", utf16(&marked, u16::to_be_bytes), expected("04-utf16be.txt=Acme paid £5m to “")),
        ("05-no-mark.txt", utf16(&words, u16::to_le_bytes), expected("05-no-mark.txt=Acme paid £5m to “")),
        (
            "06-1252.txt",
            encoding_rs::WINDOWS_1252.encode(&words).0.into_owned(),
            expected("06-1252.txt=Acme paid £5m to “"),
        ),
        ("07-empty.txt", vec![], expected("07-empty.txt=")),
        ("08-blank", b" \r\n\t".to_vec(), expected("08-blank= \r\n\t")),
        ("09-odd.txt", b"\xFF\xFEa".to_vec(), expected("09-odd.txt: not valid UTF-16: an odd number of bytes")),
        ("10-utf32.txt", b"\xFF\xFE\0\0a\0\0\0".to_vec(), expected("10-utf32.txt: seems to be UTF-32")),
        ("11-binary.bin", vec![1; 500], expected("11-binary.bin: looks binary: 500 control characters")),
        ("12-note.md", b"# Grants\n\n**Acme**".to_vec(), expected("12-note.md=Grants\n\nAcme\n")),
        (
            "13-page.html",
            b"<!doctype html><meta charset=iso-8859-1><p>caf\xE9".to_vec(),
            expected("13-page.html=café\n"),
        ),
        ("14-page", b"<HTML><script>x</script>Acme".to_vec(), expected("14-page=Acme\n")),
        ("15-rich.rtf", b"{\\rtf1 Acme \\'a35m}".to_vec(), expected("15-rich.rtf=Acme £5m\n")),
        (
            "16-rich-cut.rtf",
            b"{\\rtf1{\\fonttbl".to_vec(),
            expected("16-rich-cut.rtf: rich text (RTF) that is damaged"),
        ),
    ]
}

fn office() -> Vec<File> {
    let document = docx(&paragraph("Acme"));
    let locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    vec![
        ("20-report.docx", document.clone(), vec!["20-report.docx=Acme\n"]),
        ("21-wrong-name.txt", document.clone(), vec!["21-wrong-name.txt=Acme\n"]),
        ("22-cut.docx", document[..200].to_vec(), vec!["22-cut.docx: a ZIP archive that is damaged"]),
        ("23-xml.docx", docx("<w:p <<"), vec!["23-xml.docx: a Word document that is damaged"]),
        ("24-slides.pptx", pptx(), vec!["24-slides.pptx=Acme paid £5m\n"]),
        ("25-text.odt", odt(), vec!["25-text.odt=Annual report\n"]),
        ("26-book.epub", epub(), vec!["26-book.epub=Chapter"]),
        ("27-sheet.xlsx", xlsx(), vec!["27-sheet.xlsx=Name | Grant £\nAnn Lee | 5000000\n"]),
        ("28-old.doc", locked, vec!["28-old.doc: seems to be an old Word document (.doc)"]),
        ("30-report.pdf", pdf(&["Acme"]), vec!["30-report.pdf=Acme\n"]),
        ("31-cut.pdf", pdf(&["Acme"])[..150].to_vec(), vec!["31-cut.pdf: a PDF that is damaged"]),
        ("32-scan.pdf", pdf(&[]), vec!["32-scan.pdf: a PDF without any text"]),
        (
            "33-loop.pdf",
            pdf_of(&pdf_objects("/F0 Do", &["/F0 Do".to_owned()])),
            vec!["33-loop.pdf: a PDF that is damaged: a form"],
        ),
        ("34-not.pdf", b"Only the name is PDF".to_vec(), vec!["34-not.pdf=Only the name"]),
    ]
}

fn containers() -> Vec<File> {
    let document = docx(&paragraph("Attached"));
    let mut deep = zip(&[("a.txt", b"Deep")]);
    for _ in 0..10 {
        deep = zip(&[("in.zip", &deep)]);
    }
    let archive = zip(&[("a.html", b"<html>Page"), ("b.gz", &gzip(b"Packed"))]);
    let packed = gzip(&b"Acme paid. ".repeat(100));
    vec![
        (
            "40-message.eml",
            mail(&document),
            vec!["40-message.eml=From: Ann L", "40-message.eml!report.docx=Attached\n"],
        ),
        (
            "41-box.mbox",
            b"From a@b Mon Sep 12 09:00:00 2016\nFrom: Ann\n\nHello\n".to_vec(),
            vec!["41-box.mbox!1=From: Ann\n\nHello\n"],
        ),
        (
            "42-lines.jsonl",
            b"{\"id\":\"l1\",\"text\":\"Acme\"}\n{\"text\":1}\n".to_vec(),
            vec!["l1=Acme", "42-lines.jsonl:2: not a usable object"],
        ),
        ("43-rows.csv", b"id,text\nr1,Acme\n".to_vec(), vec!["r1=Acme"]),
        ("44-rows.tsv.gz", gzip(b"id\ttext\nr2\tAcme\n"), vec!["r2=Acme"]),
        ("45-table.csv", b"name;role\nAnn;Chair\n".to_vec(), vec!["45-table.csv=name;role\nAnn;Chair\n"]),
        ("50-all.zip", archive.clone(), vec!["50-all.zip!a.html=Page\n", "50-all.zip!b.gz=Packed"]),
        (
            "51-all.tar.gz",
            gzip(&tar(&[("x/all.zip", &archive)])),
            vec!["51-all.tar.gz!x/all.zip!a.html=Page\n", "51-all.tar.gz!x/all.zip!b.gz=Packed"],
        ),
        ("52-empty.zip", zip(&[]), vec![]),
        ("53-cut.gz", packed[..packed.len() / 2].to_vec(), vec!["53-cut.gz: gzip-compressed data that is damaged"]),
        (
            "54-deep.zip",
            deep,
            vec![
                "54-deep.zip!in.zip!in.zip!in.zip!in.zip!in.zip!in.zip!in.zip!in.zip: archives are nested more than 8 deep",
            ],
        ),
        ("55-bomb.gz", gzip(&vec![0; 65 << 20]), vec!["55-bomb.gz: unpacks to more than 67108864 bytes in all"]),
        (
            "56-picture.png",
            b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\xFF".to_vec(),
            vec!["56-picture.png: seems to be a PNG image"],
        ),
        ("57-archive.7z", b"7z\xBC\xAF\x27\x1C\0".to_vec(), vec!["57-archive.7z: seems to be a 7z archive"]),
    ]
}

#[test]
fn every_file_gives_its_documents_or_one_named_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [texts(), office(), containers()].concat();
    assert!(files.len() >= 40);
    for (name, bytes, _) in &files {
        fs::write(folder.path().join(name), bytes).expect("a file");
    }
    let options = Options::default();
    let mut reader = Reader::new(&options);
    let mut lines = Vec::new();
    for input in Inputs::new([Root::Path(folder.path().to_path_buf())], &options) {
        match input {
            Ok(input) => reader.read(&input, &mut |document| {
                lines.push(match document {
                    Ok(document) => format!("{}={}", document.name, document.text),
                    Err(error) => error.to_string(),
                });
            }),
            Err(error) => lines.push(error.to_string()),
        }
    }
    let prefix = format!("{}/", folder.path().display());
    let lines: Vec<String> = lines.iter().map(|line| line.replace(&prefix, "")).collect();
    let expected: Vec<&str> = files.iter().flat_map(|(_, _, lines)| lines.iter().copied()).collect();
    for (line, start) in lines.iter().zip(&expected) {
        let seen: String = line.chars().take(200).collect();
        assert!(line.starts_with(start), "expected {start:?}, got {seen:?}");
    }
    assert_eq!(lines.len(), expected.len());
}
