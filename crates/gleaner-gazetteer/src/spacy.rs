//! Patterns of spaCy's EntityRuler: those that are phrases.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::error::ProblemKind;
use crate::json_lines::{Members, place_of, shown, string_of};
use crate::row::{At, Fault, Key, Row};

/// Fills the row from `{"label": …, "pattern": …, "id": …}`.
pub(crate) fn read_pattern<'t>(
    line: &'t str,
    members: &[(Cow<'t, str>, &'t RawValue)],
    row: &mut Row<'t>,
) -> Result<(), Fault> {
    for (name, value) in members {
        let at = place_of(line, value);
        let wrong = |expected| (at, ProblemKind::WrongValue { key: name.to_string(), expected, found: shown(value) });
        match &**name {
            "pattern" => match string_of(value) {
                Some(phrase) => {
                    row.set(&Key::Name, phrase, at)?;
                    row.flag("exact", at)?;
                }
                None if value.get().starts_with('[') => tokens(value, at, row)?,
                None => return Err(wrong("a phrase or an array of tokens")),
            },
            "label" => row.set(&Key::Type, string_of(value).ok_or_else(|| wrong("a string"))?, at)?,
            "id" | "ent_id" | "kb_id" if value.get() != "null" => {
                row.set(&Key::Id, string_of(value).unwrap_or(Cow::Borrowed(value.get())), at)?;
            }
            other => {
                let is_set = value.get() != "null";
                if let Some(key @ Key::Metadata(_)) = Key::of(other).filter(|_| is_set) {
                    row.set(&key, string_of(value).unwrap_or(Cow::Borrowed(value.get())), at)?;
                }
            }
        }
    }
    Ok(())
}

/// What a pattern says of capitals.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Capitals {
    Exact,
    Any,
}

fn tokens<'t>(pattern: &'t RawValue, at: At, row: &mut Row<'t>) -> Result<(), Fault> {
    let complex = |at, found: String| (at, ProblemKind::TokenPattern { found });
    let tokens: Vec<&RawValue> =
        serde_json::from_str(pattern.get()).map_err(|_| complex(at, "no array of tokens".to_owned()))?;
    let mut phrase = String::new();
    let mut capitals = None;
    for token in tokens {
        let at = At { byte: at.byte + place_of(pattern.get(), token).byte, ..at };
        let Ok(Members(keys)) = serde_json::from_str::<Members<'_>>(token.get()) else {
            return Err(complex(at, shown(token)));
        };
        let [(key, value)] = &*keys else {
            return Err(complex(at, if keys.is_empty() { "a token of any text".to_owned() } else { shown(token) }));
        };
        let asks = match key.to_ascii_uppercase().as_str() {
            "ORTH" | "TEXT" => Capitals::Exact,
            "LOWER" => Capitals::Any,
            _ => return Err(complex(at, format!("“{key}”"))),
        };
        let Some(word) = string_of(value) else { return Err(complex(at, shown(token))) };
        if asks == Capitals::Any && word.chars().any(char::is_uppercase) {
            return Err(complex(at, format!("capitals in {}, which never match", shown(token))));
        }
        // A comma has no capitals, whichever key names it.
        if word.chars().any(char::is_alphabetic) {
            if capitals.is_some_and(|known| known != asks) {
                return Err(complex(at, "LOWER beside ORTH or TEXT".to_owned()));
            }
            capitals = Some(asks);
        }
        if !phrase.is_empty() {
            phrase.push(' ');
        }
        phrase.push_str(&word);
    }
    row.set(&Key::Name, Cow::Owned(phrase), at)?;
    row.flag(if capitals == Some(Capitals::Any) { "fold" } else { "exact" }, at)
}
