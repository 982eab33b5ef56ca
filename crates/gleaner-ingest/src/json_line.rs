//! One line of JSON Lines to one document, without building the other fields.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use crate::Fields;
use crate::date::parse_written;
use crate::error::{InputError, InputErrorKind};
use crate::reader::InputDocument;

/// The document of `line`; `place` is its name where it has no id, and the place of its errors. The text is borrowed
/// from the line unless it has escapes.
pub(crate) fn read_line<'a>(line: &'a [u8], place: &'a str, fields: &Fields) -> Result<InputDocument<'a>, InputError> {
    let error = |kind| InputError::new(place, kind);
    let mut json = serde_json::Deserializer::from_slice(line);
    let object = ObjectSeed(fields)
        .deserialize(&mut json)
        .and_then(|object| json.end().map(|()| object))
        .map_err(|problem| error(json_error(&problem)))?;
    let Some(text) = object.text else {
        return Err(error(InputErrorKind::NoText { field: fields.text.clone(), present: present_fields(line) }));
    };
    let date = match object.date.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(value) => Some(parse_written(value).ok_or_else(|| {
            let value = value.chars().take(40).collect();
            error(InputErrorKind::Date { field: fields.date.clone(), value })
        })?),
    };
    let name = object.id.filter(|id| !id.is_empty()).unwrap_or(Cow::Borrowed(place));
    Ok(InputDocument { written: date, ..InputDocument::new(name, text) })
}

fn json_error(problem: &serde_json::Error) -> InputErrorKind {
    let reason = problem.to_string();
    // The parser says "… at line 1 column 7"; the line is known better here.
    let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason);
    let reason = cut(reason, 200);
    let expected = if problem.is_data() { "a usable object" } else { "JSON" };
    InputErrorKind::Json { expected, column: problem.column().max(1), reason }
}

/// The start of `words`, which may be as long as the line: a message has to stay readable.
fn cut(words: &str, n_chars: usize) -> String {
    match words.char_indices().nth(n_chars) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}

/// The names of the fields of an object that lacks the right one, for the message.
#[cold]
fn present_fields(line: &[u8]) -> String {
    const AT_MOST: usize = 8;
    let object: BTreeMap<String, IgnoredAny> = serde_json::from_slice(line).unwrap_or_default();
    let mut names =
        object.keys().take(AT_MOST).map(|name| format!("\"{}\"", cut(name, 40))).collect::<Vec<_>>().join(", ");
    match object.len() {
        0 => names.push_str("none"),
        n_fields if n_fields > AT_MOST => names.push_str(", …"),
        _ => {}
    }
    names
}

/// What is wanted of an object.
#[derive(Default)]
struct Object<'de> {
    id: Option<Cow<'de, str>>,
    text: Option<Cow<'de, str>>,
    date: Option<Cow<'de, str>>,
}

struct ObjectSeed<'f>(&'f Fields);

impl<'de> DeserializeSeed<'de> for ObjectSeed<'_> {
    type Value = Object<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ObjectSeed<'_> {
    type Value = Object<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one object a line")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut object = Object::default();
        while let Some(field) = map.next_key_seed(KeySeed(self.0))? {
            match field {
                Field::Id => object.id = map.next_value_seed(StringSeed { numbers: true })?,
                Field::Text => object.text = map.next_value_seed(StringSeed { numbers: false })?,
                Field::Date => object.date = map.next_value_seed(StringSeed { numbers: false })?,
                Field::Other => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(object)
    }
}

enum Field {
    Id,
    Text,
    Date,
    Other,
}

/// Tells which field a key is, without keeping it.
struct KeySeed<'f>(&'f Fields);

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Field;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Field;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        // The text first: where two names are the same, the text is what must not be lost.
        Ok(match key {
            _ if key == self.0.text => Field::Text,
            _ if key == self.0.id => Field::Id,
            _ if key == self.0.date => Field::Date,
            _ => Field::Other,
        })
    }
}

/// A string, borrowed where the line has it without escapes (serde's own `Cow<str>` always copies); null is `None`.
struct StringSeed {
    /// Whether a number will do, as its digits.
    numbers: bool,
}

impl<'de> DeserializeSeed<'de> for StringSeed {
    type Value = Option<Cow<'de, str>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl StringSeed {
    fn number<'de, E: Error>(&self, number: impl fmt::Display) -> Result<Option<Cow<'de, str>>, E> {
        if self.numbers {
            return Ok(Some(Cow::Owned(number.to_string())));
        }
        Err(E::invalid_type(serde::de::Unexpected::Other(&format!("number {number}")), self))
    }
}

impl<'de> Visitor<'de> for StringSeed {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.numbers { "a string or number" } else { "a string" })
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(text.to_owned())))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        self.number(number)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        self.number(number)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        self.number(number)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use gleaner_text::Day;
    use proptest::prelude::*;

    use super::*;

    fn read(line: &str) -> Result<(String, String, Option<Day>), String> {
        read_line(line.as_bytes(), "in.jsonl:7", &Fields::default())
            .map(|document| {
                (document.name.into_owned(), document.text.into_owned(), document.written.map(|written| written.day))
            })
            .map_err(|error| error.to_string())
    }

    #[test]
    fn good_lines() {
        let cases = [
            (r#"{"id":"a","text":"Acme"}"#, "a", "Acme", None),
            ("{\"text\":\"Acme\"}\r", "in.jsonl:7", "Acme", None),
            (r#" {"text":"£5\u00a0m\n","id":12} "#, "12", "£5\u{a0}m\n", None),
            (r#"{"id":-3,"text":""}"#, "-3", "", None),
            (r#"{"id":null,"text":"a","date":null}"#, "in.jsonl:7", "a", None),
            (r#"{"id":"","text":"a","date":""}"#, "in.jsonl:7", "a", None),
            (r#"{"meta":{"text":["no",{"a":1}]},"text":"yes","n":1e9}"#, "in.jsonl:7", "yes", None),
            (r#"{"text":"first","text":"last"}"#, "in.jsonl:7", "last", None),
            (r#"{"te\u0078t":"key with an escape"}"#, "in.jsonl:7", "key with an escape", None),
            (r#"{"text":"a","date":"2016-09-12T10:00:00Z"}"#, "in.jsonl:7", "a", Some(Day::new(2016, 9, 12))),
            (r#"{"text":"\ud83d\ude00\u0000"}"#, "in.jsonl:7", "\u{1F600}\0", None),
        ];
        for (line, name, text, date) in cases {
            assert_eq!(read(line), Ok((name.to_owned(), text.to_owned(), date)), "{line}");
        }
    }

    #[test]
    fn bad_lines_say_where_and_what() {
        let cases = [
            (r#"{"text":"a""#, "not JSON at column 11: EOF while parsing an object"),
            (r#"{"text":"a"} x"#, "not JSON at column 14: trailing characters"),
            (r#"{"text":"a"}{"text":"b"}"#, "not JSON at column 13: trailing characters"),
            (r#"["a"]"#, "not a usable object at column 1: invalid type: sequence, expected one object a line"),
            (r#"{"text":5}"#, "not a usable object at column 9: invalid type: number 5, expected a string"),
            (r#"{"text":["a"]}"#, "not a usable object at column 9: invalid type: sequence, expected a string"),
            (
                r#"{"id":true,"text":"a"}"#,
                "not a usable object at column 10: invalid type: boolean `true`, expected a string or number",
            ),
            (r#"{"text":"\ud800"}"#, "not JSON at column 16: unexpected end of hex escape"),
            (r#"{"body":"a","id":1}"#, "no text: the object has no string \"text\"; its fields are \"body\", \"id\""),
            (r#"{"text":null}"#, "no text: the object has no string \"text\"; its fields are \"text\""),
            ("{}", "no text: the object has no string \"text\"; its fields are none"),
            (
                r#"{"text":"a","date":"12/09/2016"}"#,
                "field \"date\" is no date: \"12/09/2016\"; use YYYY-MM-DD, or choose another date field",
            ),
        ];
        for (line, message) in cases {
            assert_eq!(read(line), Err(format!("in.jsonl:7: {message}")), "{line}");
        }
        let not_utf8 = read_line(b"{\"text\":\"caf\xE9\"}", "in.jsonl:7", &Fields::default()).map(|_| ());
        let message = not_utf8.expect_err("not UTF-8").to_string();
        assert!(message.contains("column") && message.contains("invalid unicode"), "{message}");
    }

    #[test]
    fn messages_are_short_whatever_the_line_holds() {
        let long = "é".repeat(100_000);
        for line in [
            format!("{{\"{long}\":1}}"),
            format!("\"{long}\""),
            format!("{{\"id\":\"a\",\"text\":1{}}}", "0".repeat(300)),
        ] {
            let message = read(&line).expect_err("no document");
            assert!(message.chars().count() < 300, "{}", message.len());
        }
    }

    #[test]
    fn a_text_without_escapes_is_borrowed() {
        let document = read_line(br#"{"text":"plain"}"#, "p", &Fields::default()).expect("a good line");
        assert!(matches!(document.text, Cow::Borrowed("plain")));
    }

    #[test]
    fn deep_nesting_in_other_fields_is_harmless() {
        let line = format!("{{\"deep\":{}{},\"text\":\"a\"}}", "[".repeat(100_000), "]".repeat(100_000));
        // Read or refused, but not by overflowing the stack.
        assert!(read(&line).is_ok_and(|(_, text, _)| text == "a"));
    }

    proptest! {
        #[test]
        fn any_bytes(line: Vec<u8>) {
            let _ = read_line(&line, "p", &Fields::default());
        }

        #[test]
        fn every_text_comes_back(text: String, id in "\\PC+") {
            let line = serde_json::json!({"x": [1, {"text": 2}], "id": id, "text": text}).to_string();
            let document = read_line(line.as_bytes(), "p", &Fields::default()).expect("a good line");
            prop_assert_eq!(document.text, text);
            prop_assert_eq!(document.name, id);
        }
    }
}
