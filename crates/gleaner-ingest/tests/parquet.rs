//! Parquet tables: a document a row, in files, in archives, on a stream; damaged ones give one error.
#![cfg(feature = "parquet")]

use std::sync::Arc;

use gleaner_ingest::{Fields, Format, Inputs, Options, Reader, Root};
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

/// A table of three rows in two row groups, with a column that nobody asks for.
fn table() -> Vec<u8> {
    let schema = "message m { required int64 number; optional binary body (UTF8); optional int32 day (DATE);
        optional int64 at (TIMESTAMP(MILLIS,true)); required group inner { required binary body (UTF8); } }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let mut bytes = Vec::new();
    let mut writer =
        SerializedFileWriter::new(&mut bytes, schema, Arc::new(WriterProperties::default())).expect("a writer");
    for (number, body, day) in
        [(7, Some("Acme paid £5m."), Some(17056)), (8, None, None), (9, Some("\u{1F600}\nNorthway Ltd."), None)]
    {
        let mut group = writer.next_row_group().expect("a group");
        let present = |is_there: bool| [i16::from(is_there)];
        let mut column = group.next_column().expect("a column").expect("a column");
        column.typed::<Int64Type>().write_batch(&[number], None, None).expect("a value");
        column.close().expect("closed");
        let mut column = group.next_column().expect("a column").expect("a column");
        let values: Vec<ByteArray> = body.into_iter().map(ByteArray::from).collect();
        column.typed::<ByteArrayType>().write_batch(&values, Some(&present(body.is_some())), None).expect("a value");
        column.close().expect("closed");
        let mut column = group.next_column().expect("a column").expect("a column");
        let values: Vec<i32> = day.into_iter().collect();
        column.typed::<Int32Type>().write_batch(&values, Some(&present(day.is_some())), None).expect("a value");
        column.close().expect("closed");
        let mut column = group.next_column().expect("a column").expect("a column");
        let values: Vec<i64> = day.map(|day| i64::from(day) * 86_400_000 + 37_800_000).into_iter().collect();
        column.typed::<Int64Type>().write_batch(&values, Some(&present(day.is_some())), None).expect("a value");
        column.close().expect("closed");
        let mut column = group.next_column().expect("a column").expect("a column");
        column.typed::<ByteArrayType>().write_batch(&[ByteArray::from("inner")], None, None).expect("a value");
        column.close().expect("closed");
        group.close().expect("closed");
    }
    writer.close().expect("closed");
    bytes
}

fn options(format: Format, date: &str) -> Options {
    let fields = Fields { id: "number".to_owned(), text: "body".to_owned(), date: date.to_owned() };
    Options { format, fields, ..Options::default() }
}

/// "NAME|DAY|TEXT" of each document, "NAME: WHAT" of each error.
fn read(inputs: Inputs, options: &Options) -> Vec<String> {
    let mut reader = Reader::new(options);
    let mut report = Vec::new();
    for input in inputs {
        match input {
            Ok(input) => reader.read(&input, &mut |document| {
                report.push(match document {
                    Ok(document) => {
                        let written = document.written.map(|written| {
                            let minute = written.minute_of_day.map(|minute| format!("+{minute}")).unwrap_or_default();
                            format!("{}{minute}", written.day)
                        });
                        format!("{}|{}|{}", document.name, written.unwrap_or_default(), document.text)
                    }
                    Err(error) => error.to_string(),
                });
            }),
            Err(error) => report.push(error.to_string()),
        }
    }
    report
}

#[test]
fn a_row_is_a_document() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("t.parquet");
    std::fs::write(&path, table()).expect("a file");
    let place = path.to_string_lossy();
    for (date, day) in [("day", "2016-09-12"), ("at", "2016-09-12+630"), ("none", "")] {
        for format in [Format::Auto, Format::Parquet] {
            let options = options(format, date);
            let found = read(Inputs::new([Root::Path(path.clone())], &options), &options);
            let expected = [
                format!("7|{day}|Acme paid £5m."),
                format!("{place}:2: not a usable row: it has no text"),
                "9||\u{1F600}\nNorthway Ltd.".to_owned(),
            ];
            assert_eq!(found, expected, "{date} {format:?}");
        }
    }
    let options = options(Format::Parquet, "day");
    let found = read(Inputs::from_reader("-", std::io::Cursor::new(table()), &options), &options);
    assert_eq!((found[0].as_str(), found.len()), ("7|2016-09-12|Acme paid £5m.", 3));
}

#[test]
fn a_table_in_memory_or_under_another_name() {
    let options = options(Format::Auto, "day");
    let mut found = Vec::new();
    Reader::new(&options).read_bytes("x.zip!t.bin", &table(), &mut |document| {
        found.push(document.map_or_else(|error| error.to_string(), |document| document.name.into_owned()));
    });
    assert_eq!(found, ["7", "x.zip!t.bin:2: not a usable row: it has no text", "9"]);
}

#[test]
fn what_cannot_be_read_is_one_error() {
    let bytes = table();
    let fields = options(Format::Parquet, "day");
    let report = |bytes: Vec<u8>, options: &Options| {
        read(Inputs::from_reader("t", std::io::Cursor::new(bytes), options), options)
    };
    let other = Options { fields: Fields::default(), ..fields.clone() };
    let found = report(bytes.clone(), &other);
    assert_eq!(
        found,
        ["t: not a usable row: no column \"text\"; the columns are \"number\", \"body\", \"day\", \"at\", \"inner\""]
    );
    let numbers = Fields { text: "number".to_owned(), ..fields.fields.clone() };
    let found = report(bytes.clone(), &Options { fields: numbers, ..fields.clone() });
    assert_eq!(found[0], "t:1: not a usable row: the column \"number\" does not hold words");
    assert!(report(bytes[..bytes.len() - 9].to_vec(), &fields)[0].starts_with("t: a Parquet table that is damaged: "));
    assert!(report(Vec::new(), &fields)[0].starts_with("t: a Parquet table that is damaged: "));
    let small = Options { max_bytes: 100, ..fields.clone() };
    assert_eq!(report(bytes.clone(), &small), ["t: longer than the limit of 100 bytes; raise the limit or split it"]);
    // Damage anywhere: an error or other values, never a panic, and an end.
    for at in 0..bytes.len() {
        for flip in [0xff, 0x01, 0x80] {
            let mut bytes = bytes.clone();
            bytes[at] ^= flip;
            assert!(report(bytes, &fields).len() <= 3 + 1, "byte {at}");
        }
    }
}
