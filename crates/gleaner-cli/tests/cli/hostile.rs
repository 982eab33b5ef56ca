//! Files that mean harm: each gives its named error in bounded time, and the others are read.

use std::io::{Cursor, Write};
use std::process::Command;

use crate::program::Program;

const GOOD: &[u8] = "Acme Holdings Ltd paid £5m on 3 May 2016.".as_bytes();

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a member");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("an archive").into_inner()
}

fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", pdf.len()));
        pdf.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", number + 1).as_bytes());
    }
    let start = pdf.len();
    pdf.extend_from_slice(table.as_bytes());
    let size = objects.len() + 1;
    pdf.extend_from_slice(format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").as_bytes());
    pdf
}

#[test]
fn bombs_and_nests() {
    let zeros = vec![b'0'; 66 << 20];
    let bomb = zip(&[("zeros.txt", &zeros)]);
    let many = zip(&[("1.zip", &bomb), ("2.zip", &bomb), ("3.zip", &bomb)]);
    let mut nested = zip(&[("a.txt", GOOD)]);
    for _ in 0..9 {
        nested = zip(&[("inner.zip", &nested)]);
    }
    let program =
        Program::with(&[("d/bomb.zip", &bomb), ("d/many.zip", &many), ("d/nested.zip", &nested), ("d/z.txt", GOOD)]);
    let run = program.extract(&["d", "-q"]).expect(1);
    let errors = run.errors();
    assert!(errors[0].starts_with("d/bomb.zip!zeros.txt: unpacks to more than "), "{errors:?}");
    assert!(errors[1].starts_with("d/many.zip!1.zip!zeros.txt: unpacks to more than "), "{errors:?}");
    let nested = errors.last().expect("the nested one");
    assert!(nested.ends_with(": archives are nested more than 8 deep; raise the limit or unpack it first"), "{nested}");
    assert_eq!(run.docs().last().map(String::as_str), Some("d/z.txt"));
    // Allowed, it is read.
    let run = program.extract(&["d/nested.zip", "--max-depth", "10", "-q"]).expect(0);
    assert!(run.text().contains("!inner.zip!a.txt"), "{}", run.text());
}

#[test]
fn pdfs_that_never_end_or_take_all_memory() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>";
    let program = Program::with(&[
        // Pages that are their own kids; an object that is itself; a stream as long as itself; brackets without end.
        ("d/1-kids.pdf", &pdf(&["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"])),
        ("d/2-self.pdf", &pdf(&["<</Type/Catalog/Pages 2 0 R>>", "2 0 R"])),
        (
            "d/3-length.pdf",
            &pdf(&[
                "<</Type/Catalog/Pages 2 0 R>>",
                "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                page,
                "<</Length 4 0 R>>\nstream\nBT ET\nendstream",
            ]),
        ),
        ("d/4-deep.pdf", &pdf(&["<</Type/Catalog/Pages 2 0 R>>", &deep])),
        ("d/z.txt", GOOD),
    ]);
    let run = program.extract(&["d", "-q", "--timeout-per-document", "3", "--documents"]).expect(1);
    let errors = run.errors();
    assert_eq!(errors.len(), 4, "{errors:?}");
    for (error, name) in errors.iter().zip(["1-kids", "2-self", "3-length", "4-deep"]) {
        assert!(error.starts_with(&format!("d/{name}.pdf: a PDF ")), "{error}");
    }
    assert_eq!(run.docs().last().map(String::as_str), Some("d/z.txt"));
}

#[cfg(unix)]
#[test]
fn pipes_in_folders() {
    let program = Program::with(&[("d/a.txt", GOOD), ("d/z.txt", GOOD)]);
    let made = Command::new("mkfifo").arg(program.path().join("d/pipe")).status();
    if !made.is_ok_and(|status| status.success()) {
        return;
    }
    let run = program.extract(&["d", "-q"]).expect(1);
    assert_eq!(
        run.errors(),
        ["d/pipe: neither a file nor a folder (a pipe, socket or device); name it on its own to read it"]
    );
    assert_eq!(run.docs(), ["d/a.txt", "d/pipe", "d/z.txt"]);
}

#[test]
fn a_text_that_takes_too_long_ends_after_a_piece() {
    // Every piece takes some time; the limit is a second for what takes many.
    let text = "Acme Holdings Ltd paid £5m to Ann Lee on 3 May 2016. ".repeat(400_000);
    let program = Program::with(&[("long.txt", text.as_bytes()), ("z.txt", GOOD)]);
    let run = program.extract(&["long.txt", "z.txt", "-q", "--timeout-per-document", "1", "-o", "out.jsonl"]);
    let records = program.read("out.jsonl");
    let errors: Vec<serde_json::Value> =
        crate::program::records(&records).into_iter().filter(|record| record["kind"] == "error").collect();
    // A machine that reads 20 MB in a second is done in time.
    assert_eq!(run.status, i32::from(!errors.is_empty()), "{}", run.stderr);
    for error in errors {
        let message = error["error"].as_str().expect("a string");
        assert!(message.starts_with("took longer than 1 seconds; what is found in its first "), "{message}");
    }
    assert!(String::from_utf8_lossy(&records).contains("\"doc\":\"z.txt\""));
}
