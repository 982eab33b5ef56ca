//! The output contract, declared a second time from the design and not from gleaner's own record types.
//!
//! A line is read with unknown fields denied, then written again from these types: what comes out must be the line itself.
//! So the order of the fields, absence instead of null, how numbers look and that no field comes twice are held too.

use serde::{Deserialize, Serialize};

/// A line of output.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Record {
    /// A mention.
    Entity(Entity),
    /// A relation between mentions.
    Relation(Relation),
    /// A document that was read.
    Document(Document),
    /// An input that failed.
    Error(Failure),
}

/// A mention.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Entity {
    pub doc: String,
    pub id: String,
    #[serde(rename = "type")]
    pub entity_type: String,
    pub text: String,
    pub start: usize,
    pub end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canonical: Option<String>,
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    pub score: f64,
    pub source: String,
}

/// A relation.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Relation {
    pub doc: String,
    pub id: String,
    #[serde(rename = "type")]
    pub relation_type: String,
    pub subject: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qualifiers: Option<Qualifiers>,
    pub start: usize,
    pub end: usize,
    pub score: f64,
    pub source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
}

/// Qualifiers of a relation.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Qualifiers {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degree: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote_start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote_end: Option<usize>,
}

/// A document that was read.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Document {
    pub doc: String,
    pub bytes: usize,
    pub chars: usize,
    pub sentences: usize,
    pub tokens: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offsets: Option<String>,
    pub text_sha256: String,
}

/// An input that failed.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Failure {
    pub doc: String,
    pub error: String,
}

/// The value of a MONEY or DATE.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// MONEY.
    Money(Money),
    /// DATE.
    Date(Date),
}

/// An amount.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Money {
    pub amount: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_max: Option<String>,
    pub currency: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
}

/// A TIMEX3 value.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Date {
    pub timex_type: String,
    pub timex: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    pub modifier: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Reading>,
}

/// Another reading of a date.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Reading {
    pub timex: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
}

/// Reads lines of output.
///
/// # Panics
/// When a line is not what the contract says, letter by letter.
pub fn parse(lines: &str) -> Vec<Record> {
    assert!(lines.is_empty() || lines.ends_with('\n'), "the last line ends in a line feed");
    lines
        .split_terminator('\n')
        .map(|line| {
            let record: Record = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}\n{line}"));
            let again = serde_json::to_string(&record).expect("plain data");
            assert_eq!(again, line, "fields out of order, null, twice or written differently");
            record
        })
        .collect()
}
