//! Long documents in pieces: what is local to a paragraph is found as in the whole, ids and offsets go on.

use std::sync::LazyLock;

use gleaner::{Analysis, Day, DocumentMeta, DocumentName, Extractor, PiecewiseDocument, RecordOptions, RecordWriter};
use proptest::prelude::*;
use serde_json::Value;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::builder().build().expect("what is built in"));

/// Each has its own years: one that is taken from the paragraph before is lost where a piece begins.
const PARAGRAPHS: &[&str] = &[
    "Northway Ltd paid £5m to Ann Lee on 3 May 2016.",
    "Revenue rose 4% to €2.5bn last year, Mr Smith said. It had been €2bn in 2014.",
    "OVERVIEW",
    "The University of Leeds signed on Monday. The fee: between $3 and $4 million a year, for two years.",
    "– first, £20,000\n– second, ¥1,000,000\n– third, a review in June 2015",
    "Il pleut — déjà vu, naïve café 日本語. Costs were up to £7.",
    "“It was 1999,” she said (£1.20).",
    "It ran from 12 to 14 March 2015; the next is on 5 June 2016.",
];

fn meta() -> DocumentMeta {
    DocumentMeta { document_date: Some(Day::new(2016, 9, 12)), document_time: None }
}

/// The records, and the sizes of the pieces.
fn records(text: &str, max_bytes: usize, options: RecordOptions) -> Vec<Value> {
    let name = DocumentName { name: "d", title: None, author: None };
    let mut document = PiecewiseDocument::new(&EXTRACTOR, name, text, &meta(), max_bytes);
    let (mut analysis, mut writer, mut output) = (Analysis::default(), RecordWriter::new(options), Vec::new());
    while document.write_next(&mut analysis, &mut writer, &mut output) {}
    assert_eq!(document.n_bytes_done(), text.len());
    let output = String::from_utf8(output).expect("records are UTF-8");
    output.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn is_value(record: &Value) -> bool {
    record["type"] == "MONEY" || record["type"] == "DATE"
}

/// What a value is, without its number in the document.
fn values(records: &[Value]) -> Vec<String> {
    records
        .iter()
        .filter(|record| is_value(record))
        .map(|record| format!("{}-{} {} {}", record["start"], record["end"], record["text"], record["value"]))
        .collect()
}

fn text_of(paragraphs: &[usize]) -> String {
    paragraphs.iter().map(|&idx| PARAGRAPHS[idx]).collect::<Vec<_>>().join("\n\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn amounts_and_dates_are_those_of_the_whole(
        paragraphs in proptest::collection::vec(0..PARAGRAPHS.len(), 1..40),
        max_bytes in 300usize..2000,
    ) {
        let text = text_of(&paragraphs);
        let options = RecordOptions::default();
        let whole = records(&text, usize::MAX, options);
        let pieces = records(&text, max_bytes, options);
        prop_assert_eq!(values(&whole), values(&pieces));
    }

    #[test]
    fn ids_and_offsets_go_on_in_any_text(
        paragraphs in proptest::collection::vec(0..PARAGRAPHS.len(), 1..20),
        noise in "(?s)[a-zA-Z £5é日\n.]{0,80}",
        max_bytes in 1usize..400,
        documents in any::<bool>(),
    ) {
        let text = format!("{noise}{}{noise}", text_of(&paragraphs));
        let characters: Vec<char> = text.chars().collect();
        let options = RecordOptions { documents, ..RecordOptions::default() };
        let records = records(&text, max_bytes, options);
        let (mut n_entities, mut n_relations, mut last_start) = (0, 0, 0);
        for record in &records {
            let at = |field: &str| record[field].as_u64().map_or(usize::MAX, |at| at as usize);
            match record["kind"].as_str() {
                Some("entity") => {
                    n_entities += 1;
                    prop_assert_eq!(record["id"].as_str(), Some(&*format!("e{n_entities}")));
                    let words: String = characters[at("start")..at("end")].iter().collect();
                    prop_assert_eq!(record["text"].as_str(), Some(&*words));
                    prop_assert!(at("start") >= last_start);
                    last_start = at("start");
                }
                Some("relation") => {
                    n_relations += 1;
                    prop_assert_eq!(record["id"].as_str(), Some(&*format!("r{n_relations}")));
                    let subject: usize = record["subject"].as_str().expect("an id")[1..].parse().expect("a number");
                    prop_assert!(subject <= n_entities);
                }
                _ => {}
            }
        }
        if documents {
            prop_assert_eq!(&records[0]["kind"], "document");
            prop_assert_eq!(records[0]["chars"].as_u64(), Some(characters.len() as u64));
        }
    }
}

#[test]
fn clusters_of_one_name_are_one_in_all_pieces() {
    let text = "Northway Ltd paid £5m.\n\nAnn Lee left.\n\n".repeat(30);
    let records = records(&text, 200, RecordOptions::default());
    for (entity_type, name) in [("ORG", "Northway Ltd"), ("PERSON", "Ann Lee")] {
        let mut clusters: Vec<&str> = records
            .iter()
            .filter(|record| record["type"] == entity_type && record["text"] == name)
            .filter_map(|record| record["cluster"].as_str())
            .collect();
        assert_eq!(clusters.len(), 30, "{name}");
        clusters.dedup();
        assert_eq!(clusters.len(), 1, "{name}");
    }
}

#[test]
fn a_document_in_one_piece_has_the_records_of_the_whole() {
    let text = text_of(&[0, 1, 2, 3, 4, 5, 6, 7]);
    let options = RecordOptions { documents: true, ..RecordOptions::default() };
    let mut analysis = Analysis::default();
    EXTRACTOR.extract_into(&text, &meta(), &mut analysis);
    let mut output = Vec::new();
    let name = DocumentName { name: "d", title: None, author: None };
    RecordWriter::new(options).write(name, &text, &EXTRACTOR, &analysis, &mut output);
    let output = String::from_utf8(output).expect("records are UTF-8");
    let whole: Vec<Value> = output.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(records(&text, text.len(), options), whole);
}
