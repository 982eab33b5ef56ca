//! Files that are damaged or meant to do harm: text or one named error, in bounded time and memory.

use std::time::{Duration, Instant};

use gleaner_ingest::{Limits, Options, Reader};
use proptest::prelude::*;

use crate::made::{docx, epub, gzip, mail, odt, paragraph, pdf, pdf_objects, pdf_of, tar, zip};
use crate::{read, read_with};

#[test]
fn bombs() {
    let zeros = vec![b'0'; 70 << 20];
    let bomb =
        " unpacks to more than 67108864 bytes in all, 200 times its size (a zip bomb?); the rest of it is not read";
    let said = |name: &str, bytes: &[u8]| {
        read(name, bytes).iter().map(|line| line.chars().take(140).collect()).collect::<Vec<String>>()
    };
    assert_eq!(said("a.gz", &gzip(&zeros)), [format!("a.gz:{bomb}")]);
    let member = gzip(&zeros[..40 << 20]);
    let many: Vec<(String, &[u8])> = (0..20).map(|idx| (format!("{idx}.gz"), member.as_slice())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let lines = said("a.zip", &zip(&many));
    assert_eq!(lines.len(), 2, "one member fits, the second spends the rest, the others are not begun");
    assert!(lines[0].starts_with("a.zip!0.gz=0000") && lines[1] == format!("a.zip!1.gz:{bomb}"), "{lines:?}");
    // In the XML of an office document.
    let spaces = format!("<w:p>{}</w:p>", " ".repeat(70 << 20));
    assert_eq!(said("a.docx", &docx(&spaces)), [format!("a.docx:{bomb}")]);
    // In a stream of a PDF.
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, &zeros).expect("memory");
    let deflated = encoder.finish().expect("memory");
    let mut file = pdf_of(&pdf_objects("CONTENT", &[]));
    let at = file.windows(7).position(|window| window == b"CONTENT").expect("the content");
    file.splice(at..at + 7, deflated);
    let options = Options { limits: Limits { max_unpacked_bytes: 1 << 20, ..Limits::default() }, ..Options::default() };
    let lines = read_with(&options, "a.pdf", &file);
    assert_eq!(lines, ["a.pdf: unpacks to more than 1048576 bytes; raise the limit or unpack it first"]);
    // Members on top of each other count as often as they are read.
    let lines = read_with(&options, "a.gz", &gzip(&gzip(&zeros[..2 << 20])));
    assert_eq!(lines, ["a.gz: unpacks to more than 1048576 bytes; raise the limit or unpack it first"]);
}

#[test]
fn archives_in_archives() {
    let mut archive = zip(&[("a.txt", b"Deep")]);
    for _ in 0..7 {
        archive = zip(&[("in.zip", &archive)]);
    }
    assert_eq!(read("a", &archive), [format!("a{}!a.txt=Deep", "!in.zip".repeat(7))]);
    for _ in 0..2 {
        archive = zip(&[("in.zip", &archive)]);
    }
    let limit = "archives are nested more than 8 deep; raise the limit or unpack it first";
    assert_eq!(read("a", &archive), [format!("a{}: {limit}", "!in.zip".repeat(8))]);
    let mut gz = b"x".to_vec();
    for _ in 0..100 {
        gz = gzip(&gz);
    }
    assert_eq!(read("a.gz", &gz), [format!("a.gz: {limit}")]);
    // A message that is attached to itself again and again.
    let mut message = b"From: Ann\nMIME-Version: 1.0\nSubject: S\n\nDeep".to_vec();
    for _ in 0..30 {
        message = [b"From: Ann\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n".as_slice(), &message].concat();
    }
    assert!(read("a.eml", &message).len() <= 12, "{:?}", read("a.eml", &message));
}

#[test]
fn damage_is_one_error() {
    let whole = gzip(&b"Acme paid. ".repeat(1000));
    let document = docx(&paragraph("Acme paid."));
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("cut.gz", whole[..whole.len() / 2].to_vec(), "cut.gz: gzip-compressed data that is damaged: "),
        ("head.gz", whole[..8].to_vec(), "head.gz: gzip-compressed data that is damaged: "),
        ("cut.docx", document[..document.len() / 2].to_vec(), "cut.docx: a ZIP archive that is damaged: "),
        ("xml.docx", docx("<w:p><w:t>a</w:t>"), "xml.docx: a Word document that is damaged: "),
        ("cut.pdf", pdf(&["a"])[..200].to_vec(), "cut.pdf: a PDF that is damaged: "),
        ("only.pdf", b"%PDF-1.7\n".to_vec(), "only.pdf: a PDF that is damaged: "),
        ("empty.pdf", pdf(&[]), "empty.pdf: a PDF without any text, probably scanned"),
        ("a.rtf", b"{\\rtf1".to_vec(), "a.rtf: rich text (RTF) that is damaged: it is cut off"),
        (
            "a.tar",
            tar(&[("a", &[b'x'; 2000])])[..1000].to_vec(),
            "a.tar!a: a tar archive that is damaged: it is cut off",
        ),
        ("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), "a.xls: seems to be an old Excel workbook (.xls)"),
        ("a.7z", b"7z\xBC\xAF\x27\x1C".to_vec(), "a.7z: seems to be a 7z archive"),
        ("a.png", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\xFF".to_vec(), "a.png: seems to be a PNG image"),
    ];
    for (name, bytes, error) in cases {
        let lines = read(name, &bytes);
        assert!(lines.len() == 1 && lines[0].starts_with(error), "{name}: {lines:?}");
    }
    // A broken member does not take the others with it.
    let mut archive = zip(&[("a.txt", b"one one one one one"), ("b.txt", b"two")]);
    let at = archive.windows(5).position(|window| window == b"a.txt").expect("its header") + 5;
    archive[at + 2] ^= 0xFF;
    let lines = read("a.zip", &archive);
    assert!(lines.len() == 2 && lines[0].starts_with("a.zip!a.txt: ") && lines[1] == "a.zip!b.txt=two", "{lines:?}");
}

#[test]
fn missing_kinds_name_their_feature() {
    if cfg!(feature = "full") {
        return;
    }
    let cases: [(&[u8], &str); 3] = [(b"\x28\xB5\x2F\xFD", "zstd"), (b"\xFD7zXZ\0", "xz"), (b"BZh91AY&SY", "bzip2")];
    for (bytes, feature) in cases {
        let lines = read("a", bytes);
        let expected = format!(
            "a: is {feature}-compressed data; this gleaner was built without reading it: build it with `--features {feature}`"
        );
        assert_eq!(lines, [expected]);
    }
}

fn quick() -> Options {
    Options { limits: Limits { max_seconds: 2, ..Limits::default() }, ..Options::default() }
}

#[test]
fn pdfs_that_never_end() {
    let started = Instant::now();
    let show = "BT /H 9 Tf (Acme) Tj ET ";
    // A form that draws itself, and two that draw each other.
    for forms in [vec![format!("{show} /F0 Do")], vec!["/F1 Do".to_owned(), "q /F0  Do Q".to_owned()]] {
        let lines = read_with(&quick(), "a.pdf", &pdf_of(&pdf_objects("/F0 Do", &forms)));
        assert_eq!(lines, ["a.pdf: a PDF that is damaged: a form on its pages draws itself without end"]);
    }
    // Ten forms, each drawing the next ten times.
    let forms: Vec<String> = (1..=10).map(|next| format!("/F{next} Do ").repeat(10)).chain([show.to_owned()]).collect();
    let lines = read_with(&quick(), "a.pdf", &pdf_of(&pdf_objects("/F0 Do", &forms)));
    assert_eq!(lines, ["a.pdf: a PDF that is damaged: its forms draw each other too often"]);
    // Listed among its own resources and not drawn there, as many programs write it: no loop.
    let lines =
        read_with(&quick(), "a.pdf", &pdf_of(&pdf_objects("/F0 Do", &["BT /H 9 Tf 9 9 Td (Acme) Tj ET".to_owned()])));
    assert_eq!(lines, ["a.pdf=Acme\n"]);
    // Pages that are their own parents and kids.
    let mut objects = pdf_objects(show, &[]);
    objects[1] = "<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 3/Parent 2 0 R>>".to_owned();
    assert_eq!(read_with(&quick(), "a.pdf", &pdf_of(&objects)).len(), 1);
    // Objects that refer to themselves.
    let mut objects = pdf_objects(show, &[]);
    objects[3] = "4 0 R".to_owned();
    objects[4] = "5 0 R".to_owned();
    assert_eq!(read_with(&quick(), "a.pdf", &pdf_of(&objects)).len(), 1);
    // A cross-reference table that goes back to itself.
    let mut file = pdf(&["Acme"]);
    let at = file.windows(9).rposition(|window| window == b"startxref").expect("there");
    let table = String::from_utf8_lossy(&file[at + 10..]).lines().next().map(str::to_owned).unwrap_or_default();
    let trailer = format!("/Prev {table}>>");
    let end = file[..at].windows(2).rposition(|window| window == b">>").expect("there");
    file.splice(end..end + 2, trailer.into_bytes());
    assert_eq!(read_with(&quick(), "a.pdf", &file).len(), 1);
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

/// A start that decides the kind, then anything.
fn starts() -> impl Strategy<Value = Vec<u8>> {
    let made = [
        zip(&[("a.txt", b"text"), ("b.html", b"<p>x")]),
        docx(&paragraph("words")),
        odt(),
        epub(),
        tar(&[("a.txt", b"text")]),
        gzip(b"some words"),
        mail(b"x"),
        pdf(&["Acme paid."]),
        b"{\\rtf1\\ansi{\\fonttbl x}words \\par\\u233?}".to_vec(),
        b"<!doctype html><title>T</title><ul><li>x<table><tr><td>y".to_vec(),
        b"From a@b Mon Sep 12 09:00:00 2016\nFrom: Ann\n\nbody\n".to_vec(),
        b"id,text\n1,\"x\"\n".to_vec(),
        "\u{FEFF}wide".encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ];
    (proptest::sample::select(made.to_vec()), any::<u64>(), proptest::collection::vec(any::<u8>(), 0..200)).prop_map(
        |(file, seed, tail)| {
            // Cut somewhere, a byte changed somewhere, anything behind.
            let mut bytes = file;
            let len = bytes.len();
            match seed % 4 {
                0 => bytes.truncate((seed / 4) as usize % (len + 1)),
                1 => bytes[(seed / 4) as usize % len] ^= (seed >> 40) as u8 | 1,
                2 => {
                    let at = (seed / 4) as usize % len;
                    bytes.splice(at..(at + tail.len() / 4).min(len), tail.iter().copied());
                }
                _ => {
                    bytes.truncate(4 + (seed / 4) as usize % len);
                    bytes.extend_from_slice(&tail);
                }
            }
            bytes
        },
    )
}

proptest! {
    /// No file makes it panic, and every file gives something.
    #[test]
    fn any_damage(bytes in starts(), name in proptest::sample::select(vec!["a", "a.html", "a.eml", "a.csv", "a.md", "a.jsonl", "a.pdf"])) {
        let mut n_documents = 0;
        Reader::new(&quick()).read_bytes(name, &bytes, &mut |document| {
            n_documents += 1;
            if let Err(error) = document {
                assert!(!error.kind().to_string().is_empty());
            }
        });
        prop_assert!(n_documents <= 20);
    }
}
