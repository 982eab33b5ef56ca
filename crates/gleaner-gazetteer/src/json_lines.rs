//! The reader of JSON Lines: an object a line, or a spaCy pattern a line.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::error::{Problem, ProblemKind};
use crate::list::List;
use crate::row::{At, Fault, Key, Row, RowList};
use crate::spacy;

/// How much of a wrong value a message shows.
const SHOWN_CHARS: usize = 40;

/// Reads JSON Lines into `list`, which is empty.
pub(crate) fn read_json_lines<'t, E>(
    file: &str,
    bytes: &'t [u8],
    list: List<'t>,
    report: &mut impl FnMut(Problem) -> Result<(), E>,
) -> Result<List<'t>, E> {
    let mut rows = RowList::new(list);
    let mut row = Row::default();
    for (line_idx, line_bytes) in bytes.split(|&byte| byte == b'\n').enumerate() {
        let line_number = line_idx as u32 + 1;
        let line = match std::str::from_utf8(line_bytes) {
            Ok(line) => line.trim_end_matches('\r'),
            Err(error) => {
                let (shown, byte) = (String::from_utf8_lossy(line_bytes), line_bytes[error.valid_up_to()]);
                report(Problem::new(file, line_number, &shown, error.valid_up_to(), ProblemKind::NotUtf8 { byte }))?;
                continue;
            }
        };
        if line.trim().is_empty() {
            continue;
        }
        row.clear();
        if let Err((at, kind)) = read_line(line, line_number, &mut row, &mut rows) {
            report(Problem::new(file, line_number, line, at.byte, kind))?;
        }
    }
    Ok(rows.list)
}

/// The members of an object in their order, each value as it is written.
pub(crate) struct Members<'l>(pub(crate) Vec<(Cow<'l, str>, &'l RawValue)>);

impl<'de: 'l, 'l> Deserialize<'de> for Members<'l> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;
        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some((key, value)) = map.next_entry::<BorrowedKey<'de>, &'de RawValue>()? {
                    members.push((key.0, value));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(MembersVisitor)
    }
}

/// A key, borrowed where it has no escapes.
struct BorrowedKey<'l>(Cow<'l, str>);

impl<'de: 'l, 'l> Deserialize<'de> for BorrowedKey<'l> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = BorrowedKey<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E>(self, key: &'de str) -> Result<BorrowedKey<'de>, E> {
                Ok(BorrowedKey(Cow::Borrowed(key)))
            }

            fn visit_str<E>(self, key: &str) -> Result<BorrowedKey<'de>, E> {
                Ok(BorrowedKey(Cow::Owned(key.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

/// Where a value that is borrowed from `line` stands in it.
pub(crate) fn place_of(line: &str, value: &RawValue) -> At {
    At { cell: 0, byte: (value.get().as_ptr() as usize).saturating_sub(line.as_ptr() as usize).min(line.len()) }
}

fn read_line<'t>(line: &'t str, line_number: u32, row: &mut Row<'t>, rows: &mut RowList<'t>) -> Result<(), Fault> {
    let Members(members) = serde_json::from_str(line).map_err(|error| {
        // serde_json counts columns in bytes, from 1, and names the one before the fault.
        let byte = error.column().saturating_sub(1).min(line.len());
        (At { cell: 0, byte }, ProblemKind::NotJson { message: message_of(&error) })
    })?;
    let start = At { cell: 0, byte: line.len() - line.trim_start().len() };
    if members.iter().any(|(key, _)| key == "pattern") && !members.iter().any(|(key, _)| key == "name") {
        spacy::read_pattern(line, &members, row)?;
        return rows.push(row, line_number, start);
    }
    let mut seen: Vec<Key> = Vec::with_capacity(members.len());
    for (name, value) in &members {
        let Some(key) = Key::of(name) else { continue };
        let at = place_of(line, value);
        if seen.contains(&key) && key != Key::Aliases {
            match key.usual_name() {
                Some(usual) => return Err((at, ProblemKind::RepeatedKey { key: usual, found: name.to_string() })),
                None => continue,
            }
        }
        set(row, &key, name, value, at)?;
        if seen.len() < MAX_COMPARED_KEYS {
            seen.push(key);
        }
    }
    rows.push(row, line_number, start)
}

/// Beyond so many keys, repeated ones are not looked for.
const MAX_COMPARED_KEYS: usize = 256;

/// serde_json's words without its line and column, which are said already.
fn message_of(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split(" at line ").next().unwrap_or(&message).to_owned()
}

fn set<'t>(row: &mut Row<'t>, key: &Key, name: &str, value: &'t RawValue, at: At) -> Result<(), Fault> {
    let wrong = |expected| {
        let found = shown(value);
        (at, ProblemKind::WrongValue { key: name.to_owned(), expected, found })
    };
    match value.get().as_bytes().first() {
        Some(b'n') => Ok(()),
        Some(b'"') => row.set(key, string_of(value).ok_or_else(|| wrong("a string"))?, after_quote(at)),
        Some(b'[') => match key {
            Key::Aliases | Key::Flags | Key::Context => {
                let items: Vec<&'t RawValue> = serde_json::from_str(value.get()).map_err(|_| wrong("an array"))?;
                for item in items {
                    let item_at = At { byte: at.byte + place_of(value.get(), item).byte, ..at };
                    let text = string_of(item).ok_or_else(|| {
                        let (key, expected) = (name.to_owned(), "an array of strings");
                        (item_at, ProblemKind::WrongValue { key, expected, found: shown(item) })
                    })?;
                    match key {
                        Key::Aliases => row.alias(text, after_quote(item_at)),
                        _ => row.set(key, text, after_quote(item_at))?,
                    }
                }
                Ok(())
            }
            Key::Metadata(_) => match serde_json::from_str::<Vec<Cow<'_, str>>>(value.get()) {
                Ok(strings) => row.set(key, Cow::Owned(strings.join("; ")), at),
                Err(_) => row.set(key, Cow::Borrowed(value.get()), at),
            },
            _ => Err(wrong("one string")),
        },
        Some(b'{') => match key {
            Key::Metadata(_) => row.set(key, Cow::Borrowed(value.get()), at),
            _ => Err(wrong("a string")),
        },
        _ => match key {
            Key::Metadata(_) | Key::Id | Key::Priority => row.set(key, Cow::Borrowed(value.get()), at),
            _ => Err(wrong("a string")),
        },
    }
}

fn after_quote(at: At) -> At {
    At { byte: at.byte + 1, ..at }
}

/// The string that a value is, borrowed where it has no escapes; `None` when it is something else.
pub(crate) fn string_of(value: &RawValue) -> Option<Cow<'_, str>> {
    let inner = value.get().strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        serde_json::from_str(value.get()).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(inner))
    }
}

/// A value as a message shows it.
pub(crate) fn shown(value: &RawValue) -> String {
    let mut shown: String = value.get().chars().take(SHOWN_CHARS).collect();
    if shown.len() < value.get().len() {
        shown.push('…');
    }
    shown
}
