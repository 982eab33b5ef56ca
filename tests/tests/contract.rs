//! Real output against the output contract: everything the design promises of records, in every unit of offsets.
//!
//! The records are declared in `tests::contract`; what types cannot say is in `tests::check`.

use std::collections::{BTreeMap, BTreeSet};

use gleaner::OffsetUnit;
use tests::check::{UNITS, faults, slice};
use tests::contract::{Record, parse};
use tests::documents::{Sample, difficult, records, seeds};

fn assert_contract(samples: &[Sample]) {
    let faults: Vec<String> =
        samples.iter().flat_map(|sample| UNITS.map(|unit| faults(sample, unit))).flatten().collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_seeds_are_written_as_the_contract_says() {
    let samples = seeds();
    assert_eq!(samples.len(), 5);
    assert_contract(&samples);
}

#[test]
fn difficult_texts_are_written_as_the_contract_says() {
    assert_contract(&difficult());
}

/// The checks above say something only where there is something to check.
#[test]
fn the_samples_have_every_kind_of_record_field_and_value() {
    let mut fields: BTreeMap<String, usize> = BTreeMap::new();
    let mut relation_types = BTreeSet::new();
    for sample in seeds().iter().chain(&difficult()) {
        for line in records(sample, OffsetUnit::Chars).lines() {
            let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
            if record["kind"] == "relation" {
                relation_types.insert(record["type"].to_string());
            }
            count_fields(record["kind"].as_str().expect("a kind"), &record, &mut fields);
        }
    }
    for field in [
        "entity.title",
        "entity.ref",
        "entity.canonical",
        "entity.value.amount_max",
        "entity.value.bound",
        "entity.value.per",
        "entity.value.start",
        "entity.value.end",
        "entity.value.mod",
        "entity.value.alternatives",
        "relation.object",
        "relation.qualifiers.role",
        "relation.qualifiers.amount",
        "relation.qualifiers.date",
        "relation.qualifiers.measure",
        "relation.qualifiers.from",
        "relation.qualifiers.to",
        "relation.qualifiers.degree",
        "relation.qualifiers.quote_start",
        "document.title",
        "document.date",
    ] {
        assert!(fields.contains_key(field), "no sample has {field}: {fields:#?}");
    }
    assert!(relation_types.len() >= 20, "{relation_types:?}");
}

fn count_fields(prefix: &str, value: &serde_json::Value, fields: &mut BTreeMap<String, usize>) {
    for (key, inner) in value.as_object().into_iter().flatten() {
        let name = format!("{prefix}.{key}");
        count_fields(&name, inner, fields);
        *fields.entry(name).or_default() += 1;
    }
}

#[test]
fn offsets_of_other_units_name_the_same_pieces() {
    for sample in seeds().iter().chain(&difficult()) {
        let texts = UNITS.map(|unit| {
            parse(&records(sample, unit))
                .into_iter()
                .filter_map(|record| match record {
                    Record::Entity(entity) => Some((entity.id, entity.text, entity.source)),
                    _ => None,
                })
                .collect::<Vec<_>>()
        });
        assert!(texts.iter().all(|of_unit| *of_unit == texts[0]), "{}", sample.name);
    }
}

#[test]
fn slices_are_counted_as_other_programs_count() {
    let text = "é😀£5";
    assert_eq!(slice(text, OffsetUnit::Bytes, 6, 9).as_deref(), Some("£5"));
    assert_eq!(slice(text, OffsetUnit::Chars, 2, 4).as_deref(), Some("£5"));
    assert_eq!(slice(text, OffsetUnit::Utf16, 3, 5).as_deref(), Some("£5"));
    assert_eq!(slice(text, OffsetUnit::Utf16, 2, 5), None, "half of a pair");
    assert_eq!(slice(text, OffsetUnit::Chars, 2, 5), None, "beyond the end");
    assert_eq!(slice(text, OffsetUnit::Bytes, 1, 2), None, "half of a character");
}
