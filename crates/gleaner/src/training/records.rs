//! Annotated documents as gleaner's own records: what extraction wrote, put right by people.

use std::collections::HashMap;

use gleaner_text::{EntityType, Span};
use serde::Deserialize;

use crate::hash::sha256_hex;
use crate::training::document::{AnnotatedDocument, AnnotatedName, Duty, NAME_TYPES, ReadError, name_type};

#[derive(Deserialize)]
struct Line {
    kind: String,
    doc: Option<String>,
    #[serde(rename = "type")]
    type_name: Option<String>,
    start: Option<usize>,
    end: Option<usize>,
    text: Option<String>,
    text_sha256: Option<String>,
}

/// Whether these bytes are records: JSON Lines whose first object has a `kind`.
pub fn are_records(bytes: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Kind {
        kind: Option<String>,
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let first = bytes.split(|&byte| byte == b'\n').find(|line| !line.trim_ascii().is_empty());
    let kind = first.and_then(|line| serde_json::from_slice::<Kind>(line).ok());
    kind.is_some_and(|line| {
        line.kind.is_some_and(|kind| matches!(&*kind, "entity" | "relation" | "document" | "error"))
    })
}

/// Reads records of gleaner as annotation: the entities of a document are taken as all its names. `text_of` gives the text
/// of a document by its name, or says why it cannot; `file` is only for messages.
///
/// Offsets are code points, as records have them by default. Relations and records of errors are passed over, as are
/// types other than ORG, PERSON and LOC; a document with a record of its own (`--documents`) and no entity is one without
/// names. Documents come in the order of their first record.
///
/// # Errors
/// [`ReadError`] for a line that is no record, a text that is not there, one whose digest is not that of the document's
/// record, offsets outside it, and words of a record that are not those of the text.
pub fn read_records(
    file: &str,
    bytes: &[u8],
    mut text_of: impl FnMut(&str) -> Result<String, String>,
) -> Result<Vec<AnnotatedDocument>, ReadError> {
    let mut reader = Reader { documents: Vec::new(), starts: Vec::new(), by_name: HashMap::new() };
    for (line_idx, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        reader.add(line, &mut text_of).map_err(|what| ReadError { file: file.to_owned(), line: line_idx + 1, what })?;
    }
    Ok(reader.documents)
}

struct Reader {
    documents: Vec<AnnotatedDocument>,
    /// Per document: where each of its characters starts, and the end.
    starts: Vec<Vec<u32>>,
    by_name: HashMap<String, usize>,
}

impl Reader {
    fn add(&mut self, line: &[u8], text_of: &mut impl FnMut(&str) -> Result<String, String>) -> Result<(), String> {
        let line: Line = serde_json::from_slice(line).map_err(|_| "not a record of gleaner".to_owned())?;
        if !matches!(&*line.kind, "entity" | "document") {
            return Ok(());
        }
        let name = line.doc.ok_or("a record without `doc`")?;
        let at = match self.by_name.get(&name) {
            Some(&at) => at,
            None => self.open(name, text_of)?,
        };
        let (document, starts) = (&mut self.documents[at], &self.starts[at]);
        if let Some(digest) = line.text_sha256
            && digest != sha256_hex(&document.text)
        {
            return Err(format!("the text of {} is not the one that the records are of", document.id));
        }
        let Some(entity_type) = line.type_name.as_deref().and_then(name_type) else { return Ok(()) };
        let (Some(start), Some(end)) = (line.start, line.end) else {
            return Err("an entity without `start` and `end`".to_owned());
        };
        if start >= end || end >= starts.len() {
            let n_chars = starts.len() - 1;
            return Err(format!("an entity goes from {start} to {end}, the text from 0 to {n_chars} (code points)"));
        }
        let span = Span::new(starts[start], starts[end]);
        if let Some(text) = line.text.filter(|text| text != span.slice(&document.text)) {
            return Err(format!("an entity reads “{text}”, the text there “{}”", span.slice(&document.text)));
        }
        document.names.push(AnnotatedName { span, entity_type, duty: Duty::Demanded });
        Ok(())
    }

    fn open(
        &mut self,
        name: String,
        text_of: &mut impl FnMut(&str) -> Result<String, String>,
    ) -> Result<usize, String> {
        let text = text_of(&name)?;
        let mut starts: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).collect();
        starts.push(text.len() as u32);
        self.starts.push(starts);
        let annotated: Vec<EntityType> = NAME_TYPES.to_vec();
        self.documents.push(AnnotatedDocument { id: name.clone(), text, names: Vec::new(), annotated });
        self.by_name.insert(name, self.documents.len() - 1);
        Ok(self.documents.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Zoë Ray met Acme.";

    fn text_of(name: &str) -> Result<String, String> {
        if name == "a.txt" { Ok(TEXT.to_owned()) } else { Err(format!("{name} is not there")) }
    }

    #[test]
    fn what_extraction_writes_is_read() {
        let extractor = crate::Extractor::builder().builtin_model(false).build().expect("an extractor");
        let document = extractor.extract("It met Acme Ltd and the University of Leeds in Leeds.");
        let mut written = Vec::new();
        let mut writer = crate::RecordWriter::new(crate::RecordOptions::default());
        let name = crate::DocumentName { name: "a.txt", title: None, author: None };
        writer.write(name, document.text(), &extractor, &document, &mut written);
        assert!(are_records(&written));
        let read = read_records("f", &written, |_| Ok(document.text().to_owned())).expect("it reads");
        let found: Vec<Span> = document
            .mentions()
            .iter()
            .filter(|mention| mention.entity_type.is_name())
            .map(|mention| mention.span)
            .collect();
        assert!(!found.is_empty());
        assert_eq!(read[0].names.iter().map(|name| name.span).collect::<Vec<_>>(), found);
    }

    #[test]
    fn records_of_several_kinds() {
        let records = r#"
{"kind":"document","doc":"a.txt","text_sha256":"DIGEST"}
{"kind":"entity","doc":"a.txt","id":"e1","type":"PERSON","text":"Zoë Ray","start":0,"end":7,"score":0.9}
{"kind":"entity","doc":"a.txt","type":"DATE","start":0,"end":99}
{"kind":"relation","doc":"a.txt","type":"met_with"}
{"kind":"error","doc":"b.txt","error":"not text"}
"#;
        let records = records.replace("DIGEST", &sha256_hex(TEXT));
        let documents = read_records("f", records.as_bytes(), text_of).expect("it reads");
        assert_eq!(documents.len(), 1);
        assert_eq!(documents[0].names.len(), 1);
        assert_eq!(documents[0].names[0].span.slice(TEXT), "Zoë Ray");
        assert!(
            are_records(records.as_bytes()) && !are_records(br#"{"text":"Ann","entities":[]}"#) && !are_records(b"")
        );
    }

    #[test]
    fn what_is_wrong_and_where() {
        let cases = [
            (r#"{"kind":"entity","doc":"b.txt","type":"ORG","start":0,"end":1}"#, "b.txt is not there"),
            (r#"{"kind":"entity","type":"ORG","start":0,"end":1}"#, "a record without `doc`"),
            (r#"{"kind":"entity","doc":"a.txt","type":"ORG"}"#, "an entity without `start` and `end`"),
            (
                r#"{"kind":"entity","doc":"a.txt","type":"ORG","start":5,"end":18}"#,
                "an entity goes from 5 to 18, the text from 0 to 17 (code points)",
            ),
            (
                r#"{"kind":"entity","doc":"a.txt","type":"ORG","text":"Acne","start":12,"end":16}"#,
                "an entity reads “Acne”, the text there “Acme”",
            ),
            (
                r#"{"kind":"document","doc":"a.txt","text_sha256":"00"}"#,
                "the text of a.txt is not the one that the records are of",
            ),
            ("Ann", "not a record of gleaner"),
        ];
        for (line, what) in cases {
            let error = read_records("f", format!("\n{line}\n").as_bytes(), text_of).expect_err(line);
            assert_eq!(error, ReadError { file: "f".to_owned(), line: 2, what: what.to_owned() });
        }
    }
}
