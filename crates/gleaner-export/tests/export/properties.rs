//! Over any text: what is written can be read, and says what the records say.

use gleaner_export::{Format, Kind, Options, Unit};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::sample::{exported, exported_to};

/// A text of pieces, every other of which may be an entity: text, and (start, end) in code points.
fn documents() -> impl Strategy<Value = (String, Vec<(usize, usize)>)> {
    let piece = "(?s:.{1,12})|[ \t\r\n\u{b}\u{85}\u{2028}=+@\u{1}\u{1F600}a-c]{1,6}";
    proptest::collection::vec((piece, any::<bool>()), 0..12).prop_map(|pieces| {
        let (mut text, mut entities, mut at) = (String::new(), Vec::new(), 0);
        for (piece, is_entity) in pieces {
            let n_chars = piece.chars().count();
            text.push_str(&piece);
            if is_entity {
                entities.push((at, at + n_chars));
            }
            at += n_chars;
        }
        (text, entities)
    })
}

fn slice(text: &str, (start, end): (usize, usize)) -> String {
    text.chars().skip(start).take(end - start).collect()
}

fn lines(name: &str, text: &str, entities: &[(usize, usize)], unit: Unit) -> String {
    let at = |n_chars: usize| {
        let before: String = text.chars().take(n_chars).collect();
        match unit {
            Unit::Chars => n_chars,
            Unit::Bytes => before.len(),
            Unit::Utf16 => before.encode_utf16().count(),
        }
    };
    let mut lines = json!({"kind":"document","doc":name,"offsets":unit.as_str(),"text":text}).to_string() + "\n";
    for (idx, &(start, end)) in entities.iter().enumerate() {
        let words = slice(text, (start, end));
        let entity = json!({"kind":"entity","doc":name,"id":format!("e{}", idx + 1),"type":"ORG","text":words,
            "start":at(start),"end":at(end),"canonical":words,"cluster":format!("c{}", idx / 2)});
        lines += &(entity.to_string() + "\n");
        if idx > 0 {
            let relation = json!({"kind":"relation","doc":name,"id":format!("r{idx}"),"type":"partner_of",
                "subject":format!("e{idx}"),"object":format!("e{}", idx + 1),"qualifiers":{"role":words},
                "start":at(start),"end":at(end)});
            lines += &(relation.to_string() + "\n");
        }
    }
    lines
}

fn unit() -> impl Strategy<Value = Unit> {
    prop_oneof![Just(Unit::Chars), Just(Unit::Bytes), Just(Unit::Utf16)]
}

fn cell(row: &csv::StringRecord, column: &str) -> String {
    let idx = Kind::Entities
        .columns()
        .iter()
        .filter(|column| column.cell_type != gleaner_export::CellType::Decimal)
        .position(|it| it.name == column);
    row[idx.expect("a column")].to_owned()
}

proptest! {
    #[test]
    fn csv_cells_are_the_records_words((text, entities) in documents(), name in "(?s:.{0,12})") {
        let options = Options { kind: Some(Kind::Entities), ..Options::default() };
        let (bytes, _) = exported(Format::Csv, options, &lines(&name, &text, &entities, Unit::Chars)).unwrap();
        let mut reader = csv::ReaderBuilder::new().from_reader(&bytes[..]);
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        prop_assert_eq!(rows.len(), entities.len());
        for (row, &entity) in rows.iter().zip(&entities) {
            prop_assert_eq!(cell(row, "doc"), &*name);
            prop_assert_eq!(cell(row, "text"), slice(&text, entity));
            prop_assert_eq!(cell(row, "start_offset"), entity.0.to_string());
        }
    }

    #[test]
    fn no_cell_for_a_spreadsheet_begins_a_formula((text, entities) in documents(), name in "[=+@a\t-]{0,3}") {
        let options = Options { kind: Some(Kind::Entities), spreadsheet: true };
        let (bytes, _) = exported(Format::Csv, options, &lines(&name, &text, &entities, Unit::Chars)).unwrap();
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
        let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
        for row in reader.records() {
            for cell in row.unwrap().iter() {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{:?}", cell);
            }
        }
    }

    #[test]
    fn spacy_spans_are_slices((text, entities) in documents(), unit in unit()) {
        let (bytes, _) = exported(Format::Spacy, Options::default(), &lines("a", &text, &entities, unit)).unwrap();
        let task: Value = serde_json::from_slice(&bytes).unwrap();
        prop_assert_eq!(&task["text"], &*text);
        let place = |it: &Value| (it["start"].as_u64().unwrap() as usize, it["end"].as_u64().unwrap() as usize);
        for token in task["tokens"].as_array().unwrap() {
            prop_assert_eq!(token["text"].as_str().unwrap(), slice(&text, place(token)));
        }
        let spans = task["spans"].as_array().unwrap();
        let places: Vec<_> = spans.iter().map(place).collect();
        prop_assert_eq!(&places, &entities);
        let n_tokens = task["tokens"].as_array().unwrap().len() as u64;
        for span in spans {
            prop_assert!(span["token_start"].as_u64() <= span["token_end"].as_u64());
            // A span of white space alone has no token.
            prop_assert!(n_tokens == 0 || span["token_start"].as_u64().unwrap() <= n_tokens);
        }
    }

    #[test]
    fn conll_rows_have_four_columns((text, entities) in documents(), unit in unit()) {
        let (bytes, _) = exported(Format::Conll, Options::default(), &lines("a", &text, &entities, unit)).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let mut before = "O".to_owned();
        for row in text.split('\n') {
            // As Python's split() cuts: more than Unicode's white space.
            let columns: Vec<&str> = row
                .split(|c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c))
                .filter(|column| !column.is_empty())
                .collect();
            if columns.is_empty() {
                before = "O".to_owned();
                continue;
            }
            prop_assert_eq!(columns.len(), 4, "{:?}", row);
            let tag = columns[3].to_owned();
            prop_assert!(["O", "B-ORG", "I-ORG"].contains(&&*tag));
            prop_assert!(tag != "I-ORG" || before != "O", "IOB2: {:?}", row);
            before = tag;
        }
    }

    #[test]
    fn graphml_is_xml((text, entities) in documents(), name in "(?s:.{0,12})") {
        let (bytes, summary) = exported(Format::Graphml, Options::default(), &lines(&name, &text, &entities, Unit::Chars)).unwrap();
        let written = String::from_utf8(bytes).unwrap();
        let mut reader = quick_xml::Reader::from_str(&written);
        reader.config_mut().check_end_names = true;
        let (mut n_nodes, mut n_edges) = (0, 0);
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Eof => break,
                quick_xml::events::Event::Start(start) => match start.name().as_ref() {
                    "node" => n_nodes += 1,
                    "edge" => n_edges += 1,
                    _ => {}
                },
                _ => {}
            }
        }
        prop_assert!(written.chars().all(|c| c >= ' ' || "\t\n\r".contains(c)));
        prop_assert_eq!(n_nodes, entities.len().div_ceil(2));
        prop_assert_eq!(n_edges, summary.n_relations);
    }

    #[test]
    fn w3c_positions_and_quotes_agree((text, entities) in documents(), unit in unit(), name in "(?s:.{0,12})") {
        let (bytes, _) = exported(Format::W3c, Options::default(), &lines(&name, &text, &entities, unit)).unwrap();
        let page: Value = serde_json::from_slice(&bytes).unwrap();
        let items = page["items"].as_array().unwrap();
        for (item, &(start, end)) in items.iter().zip(&entities) {
            prop_assert_eq!(&item["target"]["selector"][0], &json!({"type":"TextPositionSelector","start":start,"end":end}));
            let quote = &item["target"]["selector"][1];
            let words = |key: &str| quote[key].as_str().unwrap_or_default().to_owned();
            prop_assert_eq!(words("exact"), slice(&text, (start, end)));
            let (before, after) = (start.min(32), (text.chars().count() - end).min(32));
            prop_assert_eq!(words("prefix"), slice(&text, (start - before, start)));
            prop_assert_eq!(words("suffix"), slice(&text, (end, end + after)));
        }
        // Every line between the first and the last is an annotation by itself.
        let written = String::from_utf8(bytes).unwrap();
        let lines: Vec<&str> = written.lines().collect();
        for line in &lines[1..lines.len() - 1] {
            prop_assert!(serde_json::from_str::<Value>(line.trim_end_matches(',')).is_ok());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn brat_fragments_are_the_words((text, entities) in documents(), unit in unit(), name in "(?s:.{0,12})") {
        let folder = tempfile::tempdir().unwrap();
        exported_to(folder.path(), Format::Brat, Options::default(), &lines(&name, &text, &entities, unit)).unwrap();
        let base = folder.path().join(gleaner_export::file_of(&name)).into_os_string().into_string().unwrap();
        prop_assert_eq!(std::fs::read_to_string(format!("{base}.txt")).unwrap(), &*text);
        let annotations = std::fs::read_to_string(format!("{base}.ann")).unwrap();
        let rows: Vec<&str> = annotations.split('\n').filter(|row| row.starts_with('T')).collect();
        prop_assert_eq!(rows.len(), entities.len());
        for (row, &(start, end)) in rows.iter().zip(&entities) {
            let columns: Vec<&str> = row.split('\t').collect();
            let places = columns[1].strip_prefix("ORG ").unwrap();
            let pieces: Vec<(usize, usize)> = places
                .split(';')
                .map(|piece| piece.split_once(' ').map(|(a, b)| (a.parse().unwrap(), b.parse().unwrap())).unwrap())
                .collect();
            let words: Vec<String> = pieces.iter().map(|&piece| slice(&text, piece)).collect();
            let whole = slice(&text, (start, end));
            if whole.chars().any(|c| !"\n\r\u{b}\u{c}\u{1c}\u{1d}\u{1e}\u{85}\u{2028}\u{2029}".contains(c)) {
                prop_assert_eq!(columns[2..].join("\t"), words.join(" "));
                prop_assert!(start <= pieces[0].0 && pieces.last().unwrap().1 <= end);
            }
        }
    }
}

proptest! {
    #[test]
    fn pieces_make_the_same_as_the_whole((text, entities) in documents(), cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..6)) {
        let two = lines("a", &text, &entities, Unit::Chars) + "{\"kind\":\"error\",\"doc\":\"b\",\"error\":\"c\"}\n" + &lines("b", &text, &entities, Unit::Chars);
        let (whole, summary) = exported(Format::Spacy, Options::default(), &two).unwrap();
        let written = crate::sample::Written::default();
        let target = gleaner_export::Target::Writer(Box::new(written.clone()));
        let mut feed = gleaner_export::Feed::new(gleaner_export::open(Format::Spacy, Options::default(), target).unwrap(), Unit::Chars);
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(two.len() + 1)).chain([0, two.len()]).collect();
        cuts.sort_unstable();
        for cut in cuts.windows(2) {
            feed.push(&two.as_bytes()[cut[0]..cut[1]]).unwrap();
        }
        prop_assert_eq!(feed.finish().unwrap(), summary);
        prop_assert!(written.take() == whole);
    }
}
