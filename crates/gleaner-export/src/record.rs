//! Records as they are read back: the contract of `docs/records.md`, once more and from the reader's side.
//!
//! More is accepted than gleaner writes, since people filter, join and write records by other means: entity and relation
//! types are any words, fields that are not known are passed over, scores and sources may be missing.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::error::ExportError;

/// The unit in which records count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Code points.
    #[default]
    Chars,
    /// Bytes of UTF-8.
    Bytes,
    /// UTF-16 code units.
    Utf16,
}

impl Unit {
    /// The word for it in records and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Chars => "chars",
            Self::Bytes => "bytes",
            Self::Utf16 => "utf16",
        }
    }
}

/// A document with all its records.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Its name.
    pub name: String,
    /// Its own record, where there is one.
    pub info: Option<DocumentInfo>,
    /// The text that offsets refer to, where it is at hand: [`Document::set_text`].
    text: Option<String>,
    /// The unit of offsets.
    pub unit: Unit,
    /// In the order of the input.
    pub entities: Vec<Entity>,
    /// In the order of the input.
    pub relations: Vec<Relation>,
}

impl Document {
    /// A document without records.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The text, if it was set.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// Gives the document the text that its offsets refer to. Whether the entities stand where they say is looked at by
    /// the formats that need the text.
    ///
    /// # Errors
    /// [`ExportError::OtherText`] when the document's record has a `text_sha256` and this text another.
    pub fn set_text(&mut self, text: String) -> Result<(), ExportError> {
        if let Some(reason) = self.info.as_ref().and_then(|info| info.refuses(&text)) {
            return Err(ExportError::OtherText { doc: self.name.clone(), reason });
        }
        self.text = Some(text);
        Ok(())
    }

    /// The text of a document record, which was looked at already.
    pub(crate) fn take_text(&mut self, text: Option<String>) {
        self.text = text;
    }

    /// The place of each entity by its id, of the first one where an id is there twice.
    pub(crate) fn by_id(&self) -> HashMap<&str, usize> {
        let ids = self.entities.iter().enumerate().rev();
        ids.map(|(entity_idx, entity)| (entity.id.as_str(), entity_idx)).collect()
    }
}

/// A document record.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct DocumentInfo {
    /// Name of the document.
    pub doc: String,
    /// Length in UTF-8 bytes.
    pub bytes: Option<u64>,
    /// Length in code points.
    pub chars: Option<u64>,
    /// Sentences, headings and list items.
    pub sentences: Option<u64>,
    /// Tokens.
    pub tokens: Option<u64>,
    /// The document's date.
    pub date: Option<Day>,
    /// Its title.
    pub title: Option<String>,
    /// Its author.
    pub author: Option<String>,
    /// The unit of offsets; code points where it is absent.
    pub offsets: Option<Unit>,
    /// SHA-256 of the text, hexadecimal.
    pub text_sha256: Option<String>,
    /// The text itself. Moved out into [`Document::text`] by the reader.
    pub text: Option<String>,
}

impl DocumentInfo {
    /// Why a text cannot be the one that the record speaks of.
    pub(crate) fn refuses(&self, text: &str) -> Option<String> {
        use sha2::{Digest, Sha256};
        let expected = self.text_sha256.as_deref()?;
        let found: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        let differs = !expected.eq_ignore_ascii_case(&found);
        differs.then(|| format!("its SHA-256 is {found}, text_sha256 says {expected}"))
    }
}

/// An entity record.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Entity {
    /// Name of the document.
    pub doc: String,
    /// Its id.
    pub id: String,
    /// Any word.
    #[serde(rename = "type")]
    pub entity_type: String,
    /// The words of the text.
    pub text: String,
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
    /// The honorific before a person.
    pub title: Option<String>,
    /// The amount or date.
    pub value: Option<Value>,
    /// Id of the cluster.
    pub cluster: Option<String>,
    /// The fullest name.
    pub canonical: Option<String>,
    /// The id that a list gives.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// 0 to 1.
    pub score: Option<f64>,
    /// What made it.
    pub source: Option<String>,
}

/// The value of an entity: the fields of MONEY, those of DATE, or both absent.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Value {
    /// Decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// Upper end of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_max: Option<Amount>,
    /// ISO 4217 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// more_than …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound: Option<String>,
    /// year …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
    /// DATE …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timex_type: Option<String>,
    /// TIMEX3 value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timex: Option<String>,
    /// First calendar day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Day>,
    /// Last calendar day, inclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Day>,
    /// TIMEX3 `mod`.
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    pub modifier: Option<String>,
    /// Other readings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Reading>,
}

/// Another reading of a date.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Reading {
    /// TIMEX3 value.
    pub timex: String,
    /// First calendar day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Day>,
    /// Last calendar day, inclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Day>,
}

/// A relation record.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Relation {
    /// Name of the document.
    pub doc: String,
    /// Its id.
    pub id: String,
    /// Any word.
    #[serde(rename = "type")]
    pub relation_type: String,
    /// Entity id.
    pub subject: String,
    /// Entity id.
    pub object: Option<String>,
    /// More that the text says of it.
    #[serde(default)]
    pub qualifiers: Qualifiers,
    /// First unit of the evidence.
    pub start: u32,
    /// One past the last unit of the evidence.
    pub end: u32,
    /// 0 to 1.
    pub score: Option<f64>,
    /// What made it.
    pub source: Option<String>,
    /// "coref".
    pub through: Option<String>,
}

/// Qualifiers of a relation: see `docs/records.md`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Qualifiers {
    /// Words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Entity id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Entity id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Entity id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// Entity id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Entity id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Entity ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    /// Words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// Words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// Words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degree: Option<String>,
    /// An address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// First unit of the words said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote_start: Option<u32>,
    /// One past the last unit of the words said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote_end: Option<u32>,
}

/// An input that could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Failure {
    /// Name of the document or file.
    pub doc: String,
    /// What went wrong.
    pub error: String,
}

/// A calendar day, checked against the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(Date);

impl Day {
    /// Days from 1970-01-01.
    pub fn days_from_1970(self) -> i32 {
        const EPOCH: Date = jiff::civil::date(1970, 1, 1);
        // Years run from -9999 to 9999: a few million days.
        EPOCH.duration_until(self.0).as_hours().div_euclid(24) as i32
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        let fits = written.trim_start_matches('-').len() == 10;
        let day = written.parse::<Date>().ok().filter(|_| fits);
        day.map(Self).ok_or_else(|| {
            serde::de::Error::custom(format_args!("\"{}\" is no day of the calendar written YYYY-MM-DD", cut(&written)))
        })
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A decimal number as it was written: digits, one full stop at most, a minus sign in front perhaps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Amount(String);

impl Amount {
    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The amount times 10 to the power of `scale`; `None` when it has more decimals than that or does not fit 38 digits.
    pub fn scaled(&self, scale: usize) -> Option<i128> {
        const END: i128 = 10i128.pow(38);
        let (sign, digits) = self.0.strip_prefix('-').map_or((1, self.0.as_str()), |digits| (-1, digits));
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let decimals = decimals.trim_end_matches('0');
        if decimals.len() > scale {
            return None;
        }
        let zeros = std::iter::repeat_n(b'0', scale - decimals.len());
        let mut scaled: i128 = 0;
        for digit in whole.bytes().chain(decimals.bytes()).chain(zeros) {
            scaled = scaled.checked_mul(10)?.checked_add(i128::from(digit - b'0'))?;
        }
        (scaled < END).then_some(sign * scaled)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        let digits = written.strip_prefix('-').unwrap_or(&written);
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if all_digits(whole) && all_digits(decimals) {
            return Ok(Self(written));
        }
        Err(serde::de::Error::custom(format_args!("\"{}\" is no decimal number such as 12.5", cut(&written))))
    }
}

/// The beginning of a value, for a message.
pub(crate) fn cut(value: &str) -> String {
    value.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(written: &str) -> Option<Day> {
        serde_json::from_value(written.into()).ok()
    }

    #[test]
    fn days_are_counted_from_1970() {
        let cases = [("1970-01-01", 0), ("1969-12-31", -1), ("2000-03-01", 11_017), ("0001-01-01", -719_162)];
        for (written, days) in cases {
            assert_eq!(day(written).map(Day::days_from_1970), Some(days), "{written}");
        }
        for written in ["2016-02-30", "2016-2-3", "", "2016-02-03T10:00", "20160203"] {
            assert_eq!(day(written), None, "{written}");
        }
    }

    #[test]
    fn amounts_are_exact_or_nothing() {
        let scaled = |written: &str, scale| serde_json::from_value::<Amount>(written.into()).ok()?.scaled(scale);
        assert_eq!(scaled("6000000000", 10), Some(60_000_000_000_000_000_000));
        assert_eq!(scaled("0.2", 10), Some(2_000_000_000));
        assert_eq!(scaled("-12.50", 1), Some(-125));
        assert_eq!(scaled("0.12345678901", 10), None, "more decimals than fit");
        assert_eq!(
            scaled("9999999999999999999999999999", 10),
            Some(99_999_999_999_999_999_999_999_999_990_000_000_000)
        );
        assert_eq!(scaled("99999999999999999999999999999", 10), None, "more digits than fit");
        for written in ["", "1e5", "1.", ".5", "+1", "1,000", "NaN", "--1"] {
            assert_eq!(scaled(written, 10), None, "{written}");
        }
    }
}
