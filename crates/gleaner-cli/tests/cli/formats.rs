//! Files that hold something other than plain text, through the whole program.

use crate::program::Program;

const PAGE: &[u8] = b"<!doctype html><title>The grant</title><meta name=author content='Ann Lee'>\
    <meta property=article:published_time content=2016-05-02T09:30:00Z><nav>Menu</nav>\
    <p>Acme Holdings Ltd paid <b>&pound;5m</b> on Friday.<table><tr><td>Bob Hope<td>Chair</table>";

const MAIL: &[u8] = b"Received: by mx\r\nFrom: Ann Lee <ann@example.org>\r\nSubject: Grant\r\n\
    Date: Mon, 2 May 2016 10:15:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
    --b\r\n\r\nWe paid $7m last Friday.\r\n--b\r\nContent-Type: text/html; name=page.html\r\n\
    Content-Disposition: attachment; filename=page.html\r\n\r\n<html><p>It cost $8m.\r\n--b--\r\n";

#[test]
fn pages_and_mail_bring_metadata_dates_and_attachments() {
    let program =
        Program::with(&[("d/a.html", PAGE), ("d/m.eml", MAIL), ("d/note.md", b"# Acme\n\nIt **cost** $9m.\n")]);
    let run = program.extract(&["d", "--documents", "--save-text", "texts"]).expect(0);
    let documents = run.of_kind("document");
    assert_eq!(run.docs(), ["d/a.html", "d/m.eml", "d/m.eml!page.html", "d/note.md"]);
    assert_eq!((&documents[0]["title"], &documents[0]["author"]), (&"The grant".into(), &"Ann Lee".into()));
    assert_eq!((&documents[0]["date"], &documents[1]["date"]), (&"2016-05-02".into(), &"2016-05-02".into()));
    let text = String::from_utf8(program.read("texts/d/a.html.txt")).expect("UTF-8");
    assert_eq!(text, "Acme Holdings Ltd paid £5m on Friday.\n\nBob Hope | Chair\n");
    assert_eq!(program.read("texts/d/m.eml!page.html.txt"), b"It cost $8m.\n");
    // Offsets are of that text, and relative dates start from the metadata.
    for entity in run.of_kind("entity").iter().filter(|entity| entity["doc"] == "d/a.html") {
        let start = entity["start"].as_u64().expect("a number") as usize;
        let words: String =
            text.chars().skip(start).take(entity["end"].as_u64().expect("a number") as usize - start).collect();
        assert_eq!(words, entity["text"]);
    }
    let friday = run.of_kind("entity").into_iter().find(|entity| entity["text"] == "last Friday").expect("a date");
    assert_eq!(friday["value"]["timex"], "2016-04-29");
    let kept = program.extract(&["d/a.html", "--boilerplate", "keep", "--save-text", "kept"]).expect(0);
    assert_eq!(kept.errors(), [""; 0]);
    assert!(program.read("kept/d/a.html.txt").starts_with(b"Menu\n"));
}

#[test]
fn tables_and_packed_lines() {
    let program = Program::with(&[("a.csv", b"respondent,answer\nr1,It cost $5m.\nr2,\"It cost\n$6m.\"\n")]);
    let run = program.extract(&["a.csv", "--text-column", "answer", "--id-column", "respondent"]).expect(0);
    let found: Vec<(String, String)> =
        run.of_kind("entity").iter().map(|entity| (entity["doc"].to_string(), entity["text"].to_string())).collect();
    assert_eq!(found, [("\"r1\"".into(), "\"$5m\"".into()), ("\"r2\"".into(), "\"$6m\"".into())]);
    // Without that column it is a text.
    let run = program.extract(&["a.csv", "--types", "MONEY"]).expect(0);
    assert_eq!(run.docs(), ["a.csv"]);
    let run = program.extract(&["a.csv", "--input-format", "csv"]).expect(1);
    assert_eq!(
        run.errors(),
        ["a.csv: not a usable row: no column \"text\"; the columns are \"respondent\", \"answer\""]
    );
}

#[cfg(unix)]
#[test]
fn other_kinds_by_an_outside_program() {
    let program = Program::with(&[("d/a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"), ("d/b.txt", b"It cost $5m.")]);
    let run = program.extract(&["d"]).expect(1);
    assert_eq!(
        run.errors(),
        [
            "d/a.doc: seems to be an old Word document (.doc), which is not read; extract its text first, or name a converter \
          with --pre"
        ]
    );
    let run = program.extract(&["d", "--pre", "wc", "--pre-glob", "*.doc"]).expect(0);
    assert_eq!(run.docs(), ["d/b.txt"]);
    assert_eq!(program.extract(&["d", "--pre-glob", "*.doc"]).status, 2);
}
