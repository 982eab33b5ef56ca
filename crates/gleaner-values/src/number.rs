//! Numbers over the token table, as exact decimals: what the money and the date grammars share.
//!
//! | function | reads at a token | gives |
//! |---|---|---|
//! | [`cardinal_at`] | "7.5 million", "30 000", "1½", "two and a half", "one hundred and fifty thousand", "a dozen" | [`Number`] |
//! | [`ordinal_at`] | "21st", "twenty-first", "hundredth" | [`Ordinal`] |
//! | [`digits_at`] | digits alone, without scale words | [`Number`] |
//! | [`scaled_at`] | as `cardinal_at`, and suffixes: "7.5m", "6bn", "30k" | [`Number`] |
//! | [`parse_digits`] | one piece of text: "1,234,567.89", "1,00,000", "½" | [`Digits`] |
//!
//! Each takes the token to begin at and the token not to reach (the end of the sentence, say), reads the longest number
//! there and says where it ended. Nothing is allocated, words are told by their fold hash, and each call looks at
//! no more than about forty tokens whatever the input. A number that does not fit a decimal of 28 digits, or whose groups
//! are wrong ("1,23", "1.2.3"), is no number.

mod digits;
mod grammar;
mod word;

pub(crate) use digits::{Digits, parse_digits};
pub(crate) use grammar::{
    Reading, cardinal_at, digits_at, glued_at, ordinal_at, scaled_at, scale_words, skip_hyphen, suffix_scale,
};
pub(crate) use word::{NumberWord, Scale, number_word};

use gleaner_text::TokenRange;
use rust_decimal::Decimal;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberForm {
    /// Begins with digits: "7.5 million".
    Digits,
    /// In words: "seven million".
    Words,
}

/// A cardinal number of the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    /// The number: `base` times `scale`.
    pub(crate) value: Decimal,
    /// What stands before the last scale word or suffix: 7.5 of "7.5 million".
    pub(crate) base: Decimal,
    /// The product of the scale words or suffixes after `base`, 1 without any.
    pub(crate) scale: Decimal,
    /// The tokens read.
    pub(crate) tokens: TokenRange,
    /// One past the last byte; before the end of the last token where a footnote is glued to it ("5m1").
    pub(crate) end_byte: u32,
    /// Digits or words.
    pub(crate) form: NumberForm,
    /// Digits stand in groups: "1,234".
    pub(crate) grouped: bool,
    /// How many digits follow the decimal point.
    pub(crate) n_decimals: u8,
}

impl Number {
    /// The number as a small whole one; `None` when it is not whole, negative or above `u32::MAX`.
    pub(crate) fn as_u32(&self) -> Option<u32> {
        use rust_decimal::prelude::ToPrimitive;
        if self.value.fract().is_zero() { self.value.to_u32() } else { None }
    }

    /// One past the last token.
    pub(crate) const fn end(&self) -> usize {
        self.tokens.end as usize
    }

    /// True when a scale word or suffix was read.
    pub(crate) fn is_scaled(&self) -> bool {
        self.scale != Decimal::ONE
    }
}

/// An ordinal number of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ordinal {
    /// 1 for "first".
    pub(crate) value: u32,
    /// The tokens read.
    pub(crate) tokens: TokenRange,
    /// Digits ("21st") or words ("twenty-first").
    pub(crate) form: NumberForm,
}
