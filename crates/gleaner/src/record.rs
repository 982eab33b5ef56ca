//! The record types: the output contract, one JSON object a line.
//!
//! Fields come in the order of the types below; what is not known is absent, never null. `docs/records.md` explains every
//! field, `crates/gleaner/schema/records.schema.json` is their JSON Schema.
//!
//! ```text
//! {"kind":"entity","doc":"a.txt","id":"e1","type":"MONEY","text":"£6bn","start":10,"end":14,
//!  "value":{"amount":"6000000000","currency":"GBP"},"score":0.99,"source":"pattern:money-symbol-amount"}
//! ```

use serde::Serialize;

#[cfg(feature = "schema")]
use crate::schema;

/// A line of output.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Record<'a> {
    /// A mention.
    Entity(EntityRecord<'a>),
    /// A relation between mentions.
    Relation(RelationRecord<'a>),
    /// A document that was read (on demand).
    Document(DocumentRecord<'a>),
    /// An input that could not be read or processed; the run went on.
    Error(ErrorRecord<'a>),
}

/// A mention.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct EntityRecord<'a> {
    /// Name of the document.
    pub doc: &'a str,
    /// "e1", "e2" … in text order, unique in the document.
    pub id: Id,
    /// ORG, PERSON, LOC, MONEY, DATE or a type of the user's.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub entity_type: &'a str,
    /// The words, exactly as in the text.
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub text: &'a str,
    /// First unit (code points unless another unit was asked for).
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
    /// The honorific before a PERSON, outside the span.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<&'a str>,
    /// The amount or date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<ValueRecord>,
    /// "c1" …: mentions of one thing in one document share it. Names only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = schema::CLUSTER_ID)))]
    pub cluster: Option<Id>,
    /// The fullest name of the thing. Names only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canonical: Option<&'a str>,
    /// The id that a list gives.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    pub reference: Option<&'a str>,
    /// How likely the record is right, 0 to 1, two decimals.
    pub score: Score,
    /// What made it: "gazetteer:NAME", "pattern:NAME", "tagger:NAME", "alias:NAME", "rule:NAME".
    pub source: SourceRecord<'a>,
}

/// A relation.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct RelationRecord<'a> {
    /// Name of the document.
    pub doc: &'a str,
    /// "r1", "r2" … by evidence.
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = schema::RELATION_ID)))]
    pub id: Id,
    /// The type of relation.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub relation_type: &'a str,
    /// Entity id.
    pub subject: Id,
    /// Entity id; absent for `said` and `website`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<Id>,
    /// More that the text says of it.
    #[serde(skip_serializing_if = "QualifiersRecord::is_empty")]
    pub qualifiers: QualifiersRecord<'a>,
    /// First unit of the evidence.
    pub start: u32,
    /// One past the last unit of the evidence.
    pub end: u32,
    /// How likely the record is right, 0 to 1, two decimals.
    pub score: Score,
    /// The rule: "rule:NAME".
    pub source: SourceRecord<'a>,
    /// "coref" where an end was found through a pronoun or a description ("she", "the company"); absent where both are named.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["coref"])))]
    pub through: Option<&'static str>,
}

/// Qualifiers of a relation: entity ids, words of the text, or offsets.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct QualifiersRecord<'a> {
    /// Words: the role somebody holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<&'a str>,
    /// Entity id of a DATE.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Id>,
    /// Entity id of a DATE.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Id>,
    /// Entity id of a MONEY.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Id>,
    /// Entity id: who the money comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Id>,
    /// Entity id: who the money goes to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Id>,
    /// Entity ids of the other parties.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<Id>,
    /// Words: what the money is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<&'a str>,
    /// Words: what an amount measures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<&'a str>,
    /// Words: a degree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degree: Option<&'a str>,
    /// An address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
    /// First unit of the words said, quotation marks outside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote_start: Option<u32>,
    /// One past the last unit of the words said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote_end: Option<u32>,
}

impl QualifiersRecord<'_> {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A document that was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct DocumentRecord<'a> {
    /// Name of the document.
    pub doc: &'a str,
    /// Length in UTF-8 bytes.
    pub bytes: usize,
    /// Length in code points.
    pub chars: usize,
    /// Sentences, headings and list items.
    pub sentences: usize,
    /// Tokens.
    pub tokens: usize,
    /// The document's date, given or found, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = schema::DAY)))]
    pub date: Option<String>,
    /// The first heading, or the title that came with the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<&'a str>,
    /// The author or sender that came with the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<&'a str>,
    /// The unit of offsets, "bytes" or "utf16"; absent for code points.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["bytes", "utf16"])))]
    pub offsets: Option<&'static str>,
    /// SHA-256 of the text that offsets refer to, as UTF-8, in hexadecimal.
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = schema::SHA256)))]
    pub text_sha256: String,
    /// The text that offsets refer to (on demand).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
}

/// An input that could not be read or processed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct ErrorRecord<'a> {
    /// Name of the document or file.
    pub doc: &'a str,
    /// What went wrong, where, and what to do.
    pub error: &'a str,
}

/// The value of a MONEY or DATE mention.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum ValueRecord {
    /// MONEY.
    Money(MoneyRecord),
    /// DATE.
    Date(DateRecord),
}

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct MoneyRecord {
    /// Decimal, no exponent, no trailing zeros.
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = schema::AMOUNT)))]
    pub amount: String,
    /// Upper end of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = schema::AMOUNT)))]
    pub amount_max: Option<String>,
    /// ISO 4217 code.
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = schema::CURRENCY)))]
    pub currency: String,
    /// more_than, at_least, less_than, at_most, approx.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("enum" = schema::BOUNDS)))]
    pub bound: Option<&'static str>,
    /// year, quarter, month, week, day, hour.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("enum" = schema::PERIODS)))]
    pub per: Option<&'static str>,
}

/// A date, time, duration or set.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct DateRecord {
    /// DATE, TIME, DURATION, SET.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = schema::TIMEX_TYPES)))]
    pub timex_type: &'static str,
    /// TIMEX3 value.
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub timex: String,
    /// First calendar day, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = schema::DAY)))]
    pub start: Option<String>,
    /// Last calendar day, inclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = schema::DAY)))]
    pub end: Option<String>,
    /// TIMEX3 `mod`.
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("enum" = schema::MODIFIERS)))]
    pub modifier: Option<&'static str>,
    /// The readings that the locale decided against.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<DateReadingRecord>,
}

/// Another reading of a date.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct DateReadingRecord {
    /// TIMEX3 value.
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub timex: String,
    /// First calendar day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = schema::DAY)))]
    pub start: Option<String>,
    /// Last calendar day, inclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = schema::DAY)))]
    pub end: Option<String>,
}

/// An id: a letter and a number from 1 on, written "e12".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id {
    /// e, r or c.
    pub letter: char,
    /// From 1 on.
    pub number: u32,
}

impl Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // As `collect_str(&format_args!("{}{}", …))`, at a fifth of the cost: a mention has two of these.
        let mut bytes = [0; 14];
        let n_letter = self.letter.encode_utf8(&mut bytes).len();
        let n_digits = self.number.checked_ilog10().unwrap_or(0) as usize + 1;
        let mut rest = self.number;
        for digit in bytes[n_letter..n_letter + n_digits].iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        let written = std::str::from_utf8(&bytes[..n_letter + n_digits]);
        serializer.serialize_str(written.map_err(serde::ser::Error::custom)?)
    }
}

/// A score, written with at most two decimals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score(pub f32);

impl Serialize for Score {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Rounded as a double, or 0.9 would be written 0.8999999761581421.
        serializer.serialize_f64((f64::from(self.0.clamp(0.0, 1.0)) * 100.0).round() / 100.0)
    }
}

/// A source, written "pattern:money-symbol-amount".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceRecord<'a> {
    /// gazetteer, pattern, tagger, alias or rule.
    pub kind: &'a str,
    /// The list, pattern, tagger or rule.
    pub name: &'a str,
}

impl Serialize for SourceRecord<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut bytes = [0; 64];
        let n_bytes = self.kind.len() + 1 + self.name.len();
        let Some(target) = bytes.get_mut(..n_bytes) else {
            return serializer.collect_str(&format_args!("{}:{}", self.kind, self.name));
        };
        let (kind, name) = target.split_at_mut(self.kind.len());
        kind.copy_from_slice(self.kind.as_bytes());
        name[0] = b':';
        name[1..].copy_from_slice(self.name.as_bytes());
        serializer.serialize_str(std::str::from_utf8(target).map_err(serde::ser::Error::custom)?)
    }
}
