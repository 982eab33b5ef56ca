//! The JSON Schema of the records: up to date with the record types, strict, and true of real output.
//!
//! `UPDATE_SCHEMA=1 cargo test -p tests --test schema` writes the schema anew.

use std::sync::LazyLock;

use boon::{Compiler, SchemaIndex, Schemas};
use gleaner::OffsetUnit;
use gleaner::schema::records_schema;
use serde_json::{Value, json};
use tests::documents::{difficult, records, repository, seeds};

const PLACE: &str = "crates/gleaner/schema/records.schema.json";

/// The text of the committed schema, written anew before anybody reads it where that is asked for.
fn committed() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(|| {
        let path = repository().join(PLACE);
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder can be made");
            std::fs::write(&path, records_schema()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        }
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    });
    &TEXT
}

/// The committed schema, compiled.
fn compiled(schemas: &mut Schemas) -> SchemaIndex {
    let schema: Value = serde_json::from_str(committed()).expect("the schema is JSON");
    let mut compiler = Compiler::new();
    // The address is only a name here: nothing is fetched.
    compiler.add_resource("records.schema.json", schema).expect("a new resource");
    compiler.compile("records.schema.json", schemas).unwrap_or_else(|error| panic!("{error:#}"))
}

#[test]
fn the_committed_schema_is_that_of_the_record_types() {
    assert!(
        records_schema() == committed(),
        "{PLACE} is not up to date: run `UPDATE_SCHEMA=1 cargo test -p tests --test schema` and commit it"
    );
}

#[test]
fn no_object_takes_unknown_fields_and_nothing_is_null() {
    fn visit(place: &str, schema: &Value, n_objects: &mut usize) {
        match schema {
            Value::Object(fields) => {
                if fields.contains_key("properties") {
                    *n_objects += 1;
                    assert_eq!(fields.get("additionalProperties"), Some(&json!(false)), "{place}");
                }
                for (key, inner) in fields {
                    visit(&format!("{place}/{key}"), inner, n_objects);
                }
            }
            Value::Array(inner) => {
                for (inner_idx, inner) in inner.iter().enumerate() {
                    visit(&format!("{place}/{inner_idx}"), inner, n_objects);
                }
            }
            Value::String(word) => assert_ne!(word, "null", "{place}"),
            _ => {}
        }
    }
    let mut n_objects = 0;
    visit("", &serde_json::from_str(committed()).expect("JSON"), &mut n_objects);
    assert_eq!(n_objects, 8, "four kinds of record, qualifiers, two kinds of value, readings of dates");
}

#[test]
fn real_output_is_valid() {
    let mut schemas = Schemas::new();
    let schema = compiled(&mut schemas);
    let errors = gleaner::RecordWriter::default();
    let mut failures = Vec::new();
    errors.write_error("a folder/ü\u{1}.txt", "byte 7: not UTF-8 “\\”", &mut failures);
    let mut all = String::from_utf8(failures).expect("records are UTF-8");
    for sample in seeds().iter().chain(&difficult()) {
        all.push_str(&records(sample, OffsetUnit::Chars));
    }
    let mut n_kinds = std::collections::BTreeMap::new();
    for line in all.lines() {
        let record: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}\n{line}"));
        if let Err(error) = schemas.validate(&record, schema) {
            panic!("{line}\n{error}");
        }
        *n_kinds.entry(record["kind"].to_string()).or_insert(0) += 1;
    }
    assert_eq!(n_kinds.len(), 4, "{n_kinds:?}");
}

#[test]
fn wrong_records_are_refused() {
    let mut schemas = Schemas::new();
    let schema = compiled(&mut schemas);
    let right = json!({
        "kind": "entity", "doc": "a", "id": "e1", "type": "MONEY", "text": "£6bn", "start": 0, "end": 4,
        "value": {"amount": "6000000000", "currency": "GBP", "bound": "approx", "per": "year"},
        "score": 0.5, "source": "pattern:money-symbol-amount",
    });
    let date = json!({"timex_type": "DATE", "timex": "2015-02", "start": "2015-02-01", "end": "2015-02-28"});
    assert!(schemas.validate(&right, schema).is_ok());
    let with = |pointer: &str, value: Value| {
        let mut record = right.clone();
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
        let parent = record.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object");
        parent.insert(key.to_owned(), value);
        record
    };
    assert!(schemas.validate(&with("/value", date), schema).is_ok());
    let wrong = [
        ("/colour", json!("red")),
        ("/kind", json!("thing")),
        ("/title", Value::Null),
        ("/id", json!("r1")),
        ("/id", json!("e0")),
        ("/start", json!(-1)),
        ("/start", json!(0.5)),
        ("/text", json!("")),
        ("/score", json!(1.5)),
        ("/score", json!("0.5")),
        ("/source", json!("guess:it")),
        ("/cluster", json!("e1")),
        ("/value", json!(6_000_000_000_u64)),
        ("/value/amount", json!(6_000_000_000_u64)),
        ("/value/amount", json!("6e9")),
        ("/value/amount", json!("6.50")),
        ("/value/amount_max", Value::Null),
        ("/value/currency", json!("£")),
        ("/value/bound", json!("about")),
        ("/value/per", json!("annum")),
        ("/value/timex", json!("2015")),
    ];
    for (pointer, value) in wrong {
        let record = with(pointer, value);
        assert!(schemas.validate(&record, schema).is_err(), "{pointer} in {record}");
    }
    for field in ["kind", "doc", "id", "type", "text", "start", "end", "score", "source"] {
        let mut record = right.clone();
        record.as_object_mut().expect("an object").remove(field);
        assert!(schemas.validate(&record, schema).is_err(), "without {field}");
    }
}
