//! The JSON Schema (draft 2020-12) of the records, made from the record types.
//!
//! The copy for people and programs is `crates/gleaner/schema/records.schema.json`; a test keeps it up to date. Order of
//! fields, which JSON Schema cannot say, is that of the types in [`crate::record`].

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::record::{Id, Record, Score, SourceRecord};

pub(crate) const ENTITY_ID: &str = "^e[1-9][0-9]*$";
pub(crate) const RELATION_ID: &str = "^r[1-9][0-9]*$";
pub(crate) const CLUSTER_ID: &str = "^c[1-9][0-9]*$";
/// No exponent, no trailing zeros, no bare point.
pub(crate) const AMOUNT: &str = "^-?(0|[1-9][0-9]*)([.][0-9]*[1-9])?$";
pub(crate) const CURRENCY: &str = "^[A-Z]{3}$";
pub(crate) const DAY: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
pub(crate) const SHA256: &str = "^[0-9a-f]{64}$";
pub(crate) const BOUNDS: [&str; 5] = ["more_than", "at_least", "less_than", "at_most", "approx"];
pub(crate) const PERIODS: [&str; 6] = ["year", "quarter", "month", "week", "day", "hour"];
pub(crate) const TIMEX_TYPES: [&str; 4] = ["DATE", "TIME", "DURATION", "SET"];
pub(crate) const MODIFIERS: [&str; 12] = [
    "BEFORE",
    "AFTER",
    "ON_OR_BEFORE",
    "ON_OR_AFTER",
    "LESS_THAN",
    "MORE_THAN",
    "EQUAL_OR_LESS",
    "EQUAL_OR_MORE",
    "START",
    "MID",
    "END",
    "APPROX",
];

/// The JSON Schema of a line of output, as the text of `records.schema.json`: two spaces a level, a line feed at the end.
/// The same bytes for the same version of gleaner.
pub fn records_schema() -> String {
    let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(NeverNull);
    let mut schema = settings.into_generator().into_root_schema_for::<Record<'static>>();
    schema.insert("title".to_owned(), "A record of gleaner: one line of its output".into());
    // Maps and strings always serialise.
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// What is not known is absent from a record, never null; the derived schemas of `Option` say otherwise.
#[derive(Clone, Debug)]
struct NeverNull;

impl Transform for NeverNull {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        if let Some(types) = schema.get_mut("type").and_then(serde_json::Value::as_array_mut) {
            types.retain(|name| name != "null");
            if let [only] = &mut types[..] {
                let only = only.take();
                schema.insert("type".to_owned(), only);
            }
        }
        let Some(readings) = schema.get_mut("anyOf").and_then(serde_json::Value::as_array_mut) else { return };
        readings.retain(|reading| reading.get("type").is_none_or(|name| name != "null"));
        if let [serde_json::Value::Object(only)] = &mut readings[..] {
            let only = std::mem::take(only);
            schema.remove("anyOf");
            for (key, value) in only {
                schema.insert(key, value);
            }
        }
    }
}

/// Most ids are of entities; the others say so where they stand.
impl JsonSchema for Id {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": ENTITY_ID })
    }
}

impl JsonSchema for Score {
    fn schema_name() -> Cow<'static, str> {
        "Score".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number", "minimum": 0, "maximum": 1 })
    }
}

impl JsonSchema for SourceRecord<'_> {
    fn schema_name() -> Cow<'static, str> {
        "Source".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^(gazetteer|pattern|tagger|alias|rule):." })
    }
}
