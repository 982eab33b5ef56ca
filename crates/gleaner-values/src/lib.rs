//! Money and dates in English text, exact and normalised.

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
