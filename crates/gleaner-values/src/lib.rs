//! Money and dates in English text, exact and normalised.
//!
//! ```
//! use gleaner_text::{Day, Value};
//! use gleaner_values::{Settings, find};
//!
//! let settings = Settings { document_date: Some(Day::new(2025, 6, 18)), ..Settings::default() };
//! let text = "Over £260m was spent in the 2023/24 financial year.";
//! let found = find(text, &settings);
//! let Some(Value::Money(money)) = found[0].value else { panic!() };
//! assert_eq!((money.amount.to_string().as_str(), money.currency.code()), ("260000000", "GBP"));
//! let Some(Value::Date(date)) = found[1].value else { panic!() };
//! assert_eq!(date.reading.timex.to_string(), "2023-04/2024-03");
//! assert_eq!(date.reading.end, Some(Day::new(2024, 3, 31)));
//! ```
//!
//! | item | what it is for |
//! |---|---|
//! | [`find`] | amounts and dates of a text |
//! | [`find_in`] | the same over a token table, with buffers to reuse ([`Scratch`]) |
//! | [`find_money_in`], [`find_dates_in`] | one kind alone |
//! | [`Settings`], [`Locale`] | what a reading depends on besides the text |
//! | [`days_of`], [`Anchor`], [`DayRange`] | the calendar days of any TIMEX3 value |
//! | [`document_date`] | the date of a document, found in its text |
//! | [`pattern_name`] | the name of the form that read a mention |
//!
//! The values themselves, [`MoneyValue`](gleaner_text::MoneyValue) and [`DateValue`](gleaner_text::DateValue), are of
//! `gleaner-text`. The README has twenty examples and what is not read.

mod date;
mod money;
mod number;
mod pattern;
mod phrase_table;
mod settings;
mod word_table;

use gleaner_text::{Mention, TextView, TimexType};

pub use date::{Anchor, DayRange, days_of, document_date};
pub use pattern::pattern_name;
pub use settings::{Locale, Settings};

/// Amounts and dates in `text`, sorted by start: what people call who want nothing else.
///
/// Spans are UTF-8 byte offsets into `text`, end exclusive. An empty text gives an empty list.
/// Tokenises the text; use [`find_in`] when a token table is at hand.
///
/// # Panics
/// When `text` is longer than 4 GiB.
pub fn find(text: &str, settings: &Settings) -> Vec<Mention> {
    let tokens = gleaner_tokenizer::tokenized(text);
    let mut mentions = Vec::new();
    find_in(TextView::new(text, &tokens), settings, &mut Scratch::default(), &mut mentions);
    mentions
}

/// Buffers that [`find_in`] reuses from document to document; one per thread.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Of the date recogniser.
    date: date::Scratch,
}

/// Appends the amounts of `view` to `mentions`, in text order: MONEY alone, for callers who want no dates.
///
/// Each mention carries a [`gleaner_text::MoneyValue`]. Amounts never overlap and never cross a sentence. Linear in the
/// number of tokens; allocates nothing but room in `mentions`.
pub fn find_money_in(view: TextView<'_>, settings: &Settings, mentions: &mut Vec<Mention>) {
    money::find(view, settings, mentions);
}

/// Appends the dates of `view` to `mentions`, in text order: DATE alone, for callers who want no amounts.
///
/// Each mention carries a [`gleaner_text::DateValue`]. Dates never overlap and never cross a sentence. Linear in the number
/// of tokens; allocates nothing but room in `scratch` and `mentions`.
pub fn find_dates_in(view: TextView<'_>, settings: &Settings, scratch: &mut Scratch, mentions: &mut Vec<Mention>) {
    date::find(view, settings, &mut scratch.date, mentions);
}

/// Appends the amounts and dates of `view` to `mentions`, sorted by start among themselves.
///
/// What an amount's [`per`](gleaner_text::MoneyValue::per) says already ("£6bn *a year*") is no date besides.
pub fn find_in(view: TextView<'_>, settings: &Settings, scratch: &mut Scratch, mentions: &mut Vec<Mention>) {
    let first = mentions.len();
    money::find(view, settings, mentions);
    let n_amounts = mentions.len();
    date::find(view, settings, &mut scratch.date, mentions);
    let (amounts, dates) = mentions.split_at_mut(n_amounts);
    let amounts = &amounts[first..];
    let mut next_amount = 0;
    let mut kept = 0;
    for at in 0..dates.len() {
        let start = dates[at].tokens.start;
        while amounts.get(next_amount).is_some_and(|amount| amount.tokens.end < start) {
            next_amount += 1;
        }
        let is_period =
            amounts.get(next_amount).is_some_and(|amount| amount.tokens.end == start && is_recurring(amount))
                && dates[at]
                    .value
                    .and_then(|value| value.date().copied())
                    .is_some_and(|date| matches!(date.timex_type, TimexType::Duration | TimexType::Set));
        if !is_period {
            dates.swap(kept, at);
            kept += 1;
        }
    }
    mentions.truncate(n_amounts + kept);
    mentions[first..].sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
}

/// True for an amount a year, a month, a week …
fn is_recurring(amount: &Mention) -> bool {
    amount.value.and_then(|value| value.money().copied()).is_some_and(|money| money.per.is_some())
}

/// The examples of the README, its table row by row.
///
/// ```
/// use gleaner_text::{Day, Value};
/// use gleaner_values::{Settings, find};
///
/// let settings = Settings { document_date: Some(Day::new(2025, 6, 18)), ..Settings::default() };
/// let readme = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));
/// let rows = readme.lines().filter(|line| line.starts_with("| ")).skip(1);
/// let mut n_rows = 0;
/// for row in rows {
///     let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
///     let found = find(cells[0], &settings);
///     assert_eq!(found.len(), 1, "{row}");
///     assert_eq!(found[0].span.slice(cells[0]), cells[1]);
///     let mut value = String::new();
///     match found[0].value {
///         Some(Value::Money(money)) => {
///             value += &money.amount.to_string();
///             value += &money.amount_max.map_or(String::new(), |most| format!("/{most}"));
///             value += &format!(" {}", money.currency.code());
///             value += &money.bound.map_or(String::new(), |bound| format!(" {}", bound.as_str()));
///             value += &money.per.map_or(String::new(), |per| format!(" per {}", per.as_str()));
///         }
///         Some(Value::Date(date)) => {
///             let day = |day: Option<Day>| day.map_or(String::new(), |day| day.to_string());
///             value += &format!("{} {}", date.timex_type.as_str(), date.reading.timex);
///             if (date.reading.start, date.reading.end) != (None, None) {
///                 value += &format!(" {}/{}", day(date.reading.start), day(date.reading.end));
///             }
///             value += &date.modifier.map_or(String::new(), |modifier| format!(" {}", modifier.as_str()));
///         }
///         _ => panic!("{row}"),
///     }
///     assert_eq!(value, cells[2], "{row}");
///     n_rows += 1;
/// }
/// assert_eq!(n_rows, 20);
/// ```
#[cfg(doctest)]
struct ReadmeTable;

/// The code of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_period_of_an_amount_is_no_date() {
        for (text, want) in [
            ("It pays £6bn a year in rent.", vec!["£6bn"]),
            ("It costs £20 a month for a year.", vec!["£20", "a year"]),
            ("It costs £6bn and takes a year.", vec!["£6bn", "a year"]),
            ("She earned $9 an hour in 2019.", vec!["$9", "2019"]),
        ] {
            let found: Vec<&str> =
                find(text, &Settings::default()).iter().map(|mention| mention.span.slice(text)).collect();
            assert_eq!(found, want, "{text}");
        }
    }
}
