//! Two documents and a failure, with what formats trip over: astral characters before and in names, a name over a line end,
//! quotes, commas and tabs, a formula, characters that XML cannot have, types of the user's, names that are no file names.

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use gleaner_export::{Document, ExportError, Format, Item, Options, Records, Sink, Summary, Target, Unit, open};

pub(crate) const FIRST: &str = "\u{1F600} Ann Lee, chief executive of Northway\nSkills Council (NSC), won £1.25m a \
year.\n\nNSC \"grew\", she said, from 3 May 2016.";
pub(crate) const SECOND: &str = "=cmd|' /C calc'!A0 met A\u{1}B\tLtd & <Co> \u{1D11E}\u{1D11E} Ltd.\r\nSee more.";

/// An entity of the sample: document, id, type, words, which occurrence of them, further fields.
struct Named(usize, &'static str, &'static str, &'static str, usize, &'static str);

const ENTITIES: &[Named] = &[
    Named(
        0,
        "e1",
        "PERSON",
        "Ann Lee",
        0,
        r#""cluster":"c1","canonical":"Ann Lee","score":0.97,"source":"tagger:crf""#,
    ),
    Named(
        0,
        "e2",
        "ORG",
        "Northway\nSkills Council",
        0,
        r#""cluster":"c2","canonical":"Northway\nSkills Council","ref":"https://example.org/id/7 x","score":0.9,"source":"tagger:crf""#,
    ),
    Named(
        0,
        "e3",
        "ORG",
        "NSC",
        0,
        r#""cluster":"c2","canonical":"Northway\nSkills Council","ref":"https://example.org/id/7 x","score":0.97,"source":"alias:definition""#,
    ),
    Named(
        0,
        "e4",
        "MONEY",
        "£1.25m",
        0,
        r#""value":{"amount":"1250000","amount_max":"1500000.12345678901","currency":"GBP","bound":"at_least","per":"year"},"score":0.99,"source":"pattern:money-symbol-amount""#,
    ),
    Named(
        0,
        "e5",
        "ORG",
        "NSC",
        1,
        r#""cluster":"c2","canonical":"Northway\nSkills Council","ref":"https://example.org/id/7 x","score":0.97,"source":"alias:definition""#,
    ),
    Named(
        0,
        "e6",
        "DATE",
        "3 May 2016",
        0,
        r#""value":{"timex_type":"DATE","timex":"2016-05-03","start":"2016-05-03","end":"2016-05-03","alternatives":[{"timex":"2016-03-05","start":"2016-03-05","end":"2016-03-05"}]},"score":0.99,"source":"pattern:date-day-month-year""#,
    ),
    Named(1, "e1", "FORMULA X/1", "=cmd|' /C calc'!A0", 0, r#""score":0.5,"source":"gazetteer:mine""#),
    Named(
        1,
        "e2",
        "ORG",
        "A\u{1}B\tLtd & <Co>",
        0,
        r#""cluster":"c1","canonical":"A\u0001B\tLtd & <Co>","score":1,"source":"gazetteer:mine""#,
    ),
    Named(1, "e3", "ORG", "\u{1D11E}\u{1D11E} Ltd", 0, r#""title":"Sir","cluster":"c2","canonical":"𝄞𝄞 Ltd""#),
];

const NAMES: [&str; 2] = ["reports/a.txt", "../x, \"y\"\n.pdf"];

/// The records of the sample with offsets in that unit; `documents` adds document records with the text in them.
pub(crate) fn records(unit: Unit, documents: bool) -> String {
    let texts = [FIRST, SECOND];
    let count = |text: &str| match unit {
        Unit::Chars => text.chars().count(),
        Unit::Bytes => text.len(),
        Unit::Utf16 => text.encode_utf16().count(),
    };
    let json = |words: &str| serde_json::to_string(words).expect("words are JSON");
    let mut lines = String::new();
    for (document_idx, (text, name)) in texts.iter().zip(NAMES).enumerate() {
        let place = |words: &str, nth: usize| {
            let byte = text.match_indices(words).nth(nth).unwrap_or_else(|| panic!("{words}")).0;
            (count(&text[..byte]), count(&text[..byte + words.len()]))
        };
        if documents {
            let unit = if unit == Unit::Chars { String::new() } else { format!(r#","offsets":"{}""#, unit.as_str()) };
            lines += &format!(
                r#"{{"kind":"document","doc":{},"bytes":{},"chars":{},"sentences":2,"tokens":20,"date":"2016-05-04","title":"A, B"{unit},"text_sha256":"{}","text":{}}}"#,
                json(name),
                text.len(),
                text.chars().count(),
                sha256(text),
                json(text)
            );
            lines.push('\n');
        }
        for Named(_, id, entity_type, words, nth, more) in ENTITIES.iter().filter(|named| named.0 == document_idx) {
            let (start, end) = place(words, *nth);
            lines += &format!(
                r#"{{"kind":"entity","doc":{},"id":"{id}","type":"{entity_type}","text":{},"start":{start},"end":{end},{more}}}"#,
                json(name),
                json(words)
            );
            lines.push('\n');
        }
        if document_idx == 0 {
            lines += &format!(
                r#"{{"kind":"relation","doc":{0},"id":"r1","type":"role_at","subject":"e1","object":"e2","qualifiers":{{"role":"chief executive","period":"e6","with":["e3","e4"]}},"start":2,"end":40,"score":0.9,"source":"rule:role-appositive","through":"coref"}}
{{"kind":"relation","doc":{0},"id":"r2","type":"said","subject":"e1","qualifiers":{{"quote_start":3,"quote_end":9}},"start":2,"end":40,"score":0.8,"source":"rule:said"}}
{{"kind":"relation","doc":{0},"id":"r3","type":"has_amount","subject":"e5","object":"e99","start":2,"end":40}}
"#,
                json(name)
            );
            lines += "{\"kind\":\"error\",\"doc\":\"b.pdf\",\"error\":\"is a PDF, \\\"protected\\\"\"}\n\n";
        }
    }
    lines
}

fn sha256(text: &str) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The documents of some lines.
pub(crate) fn documents(lines: &str) -> Vec<Document> {
    let items = Records::new(lines.as_bytes(), Unit::Chars);
    items
        .filter_map(|item| match item.expect("good records") {
            Item::Document(document) => Some(*document),
            Item::Failure(_) => None,
        })
        .collect()
}

pub(crate) fn feed(mut sink: Box<dyn Sink>, lines: &str) -> Result<Summary, ExportError> {
    for item in Records::new(lines.as_bytes(), Unit::Chars) {
        match item.expect("good records") {
            Item::Document(document) => sink.document(&document)?,
            Item::Failure(failure) => sink.failure(&failure)?,
        }
    }
    sink.finish()
}

/// Bytes that a sink has written.
#[derive(Clone, Default)]
pub(crate) struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    /// What was written so far.
    pub(crate) fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().expect("one thread"))
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("one thread").write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What a format makes of some lines.
pub(crate) fn exported(format: Format, options: Options, lines: &str) -> Result<(Vec<u8>, Summary), ExportError> {
    let written = Written::default();
    let summary = feed(open(format, options, Target::Writer(Box::new(written.clone())))?, lines)?;
    Ok((written.take(), summary))
}

/// What a format makes of some lines in a folder.
pub(crate) fn exported_to(
    folder: &Path,
    format: Format,
    options: Options,
    lines: &str,
) -> Result<Summary, ExportError> {
    feed(open(format, options, Target::Folder(folder))?, lines)
}
