//! Money and dates in English text, exact and normalised.

mod date;
mod money;
mod number;
mod pattern;
mod phrase_table;
mod settings;
mod word_table;

use gleaner_text::{Mention, TextView};

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
pub fn find_in(view: TextView<'_>, settings: &Settings, scratch: &mut Scratch, mentions: &mut Vec<Mention>) {
    let first = mentions.len();
    money::find(view, settings, mentions);
    date::find(view, settings, &mut scratch.date, mentions);
    mentions[first..].sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
}
