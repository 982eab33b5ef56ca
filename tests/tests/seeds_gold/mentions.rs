//! Mentions against the gold: exact spans and types, values of amounts and dates (rules 1 to 4 of the README).

use std::collections::BTreeMap;

use tests::contract::{Date, Entity, Value};

use crate::figures::Counts;
use crate::gold::GoldDocument;

/// What an extracted mention is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// A required mention (its index).
    Right(usize),
    /// An optional mention (its index): neither demanded nor punished.
    Optional(usize),
    Wrong,
}

/// The verdict of each extracted mention, in their order. Each required mention is found once.
pub(crate) fn judge(gold: &GoldDocument, found: &[Entity]) -> Vec<Verdict> {
    let mut is_taken = vec![false; gold.mentions.len()];
    found
        .iter()
        .map(|entity| {
            let fitting = |(gold_idx, _): &(usize, _)| fits(gold, *gold_idx, entity);
            let mut candidates = gold.mentions.iter().enumerate().filter(fitting).map(|(gold_idx, _)| gold_idx);
            let required =
                candidates.clone().find(|&gold_idx| gold.mentions[gold_idx].is_required() && !is_taken[gold_idx]);
            match (required, candidates.find(|&gold_idx| gold.mentions[gold_idx].optional)) {
                (Some(gold_idx), _) => {
                    is_taken[gold_idx] = true;
                    Verdict::Right(gold_idx)
                }
                (None, Some(gold_idx)) => Verdict::Optional(gold_idx),
                (None, None) => Verdict::Wrong,
            }
        })
        .collect()
}

/// Type and span are those of the mention, or of one of its alternatives.
pub(crate) fn fits(gold: &GoldDocument, gold_idx: usize, entity: &Entity) -> bool {
    gold.mentions[gold_idx].readings().any(|reading| {
        (reading.start, reading.end, reading.entity_type) == (entity.start, entity.end, entity.entity_type.as_str())
    })
}

/// Adds a document to the figures of mentions and of values, by type.
pub(crate) fn count(
    gold: &GoldDocument,
    found: &[Entity],
    verdicts: &[Verdict],
    spans: &mut BTreeMap<String, Counts>,
    values: &mut BTreeMap<String, Counts>,
    errors: &mut Vec<String>,
) {
    for mention in gold.mentions.iter().filter(|mention| mention.is_required()) {
        spans.entry(mention.entity_type.clone()).or_default().n_gold += 1;
        if mention.value.is_some() {
            values.entry(mention.entity_type.clone()).or_default().n_gold += 1;
        }
    }
    for (entity, verdict) in found.iter().zip(verdicts) {
        let counts = spans.entry(entity.entity_type.clone()).or_default();
        match *verdict {
            Verdict::Right(gold_idx) => {
                counts.n_found += 1;
                counts.n_right += 1;
                let mention = &gold.mentions[gold_idx];
                // Under an alternative type the gold's own type would have one found too few.
                if mention.entity_type != entity.entity_type {
                    counts.n_gold += 1;
                    spans.entry(mention.entity_type.clone()).or_default().n_gold -= 1;
                }
                if let Some(value) = &mention.value {
                    let counts = values.entry(entity.entity_type.clone()).or_default();
                    counts.n_found += 1;
                    if entity.value.as_ref().is_some_and(|own| says_the_same(own, value)) {
                        counts.n_right += 1;
                    } else {
                        errors.push(format!("value of {:?}: {:?}, gold {value:?}", entity.text, entity.value));
                    }
                }
            }
            Verdict::Optional(_) => {}
            Verdict::Wrong => {
                counts.n_found += 1;
                if entity.value.is_some() {
                    values.entry(entity.entity_type.clone()).or_default().n_found += 1;
                }
                errors.push(format!("extra {} {:?} at {}", entity.entity_type, entity.text, entity.start));
            }
        }
    }
    for (gold_idx, mention) in gold.mentions.iter().enumerate().filter(|(_, mention)| mention.is_required()) {
        if !verdicts.contains(&Verdict::Right(gold_idx)) {
            errors.push(format!("missed {} {:?} at {}", mention.entity_type, mention.text, mention.start));
        }
    }
}

/// Amounts agree in every field; dates in type, notation and days (other readings of a date are not in the gold).
fn says_the_same(own: &Value, gold: &Value) -> bool {
    match (own, gold) {
        (Value::Money(own), Value::Money(gold)) => own == gold,
        (Value::Date(own), Value::Date(gold)) => {
            let without_notation =
                |date: &Date| Date { timex: String::new(), alternatives: Vec::new(), ..date.clone() };
            notation(&own.timex) == notation(&gold.timex) && without_notation(own) == without_notation(gold)
        }
        _ => false,
    }
}

/// Lengths that TIMEX3 writes in two ways, in one.
fn notation(timex: &str) -> String {
    let number = timex.strip_prefix('P').and_then(|length| length.strip_suffix("DE"));
    match number.and_then(|decades| decades.parse::<u32>().ok()) {
        Some(decades) => format!("P{}Y", decades * 10),
        None => timex.to_owned(),
    }
}
