//! Numbers over the token table, as exact decimals.
//!
//! | function | reads at a token | gives |
//! |---|---|---|
//! | [`scaled_at`] | "7.5 million", "7.5m", "30 000", "1½", "two and a half million", "one hundred and fifty thousand" | [`Number`] |
//! | [`digits_at`] | digits alone, without scale words and suffixes | [`Number`] |
//! | [`glued_at`] | digits behind letters in one token: "GBP3m" | [`Number`] |
//! | [`scale_words`] | "thousand million", "lakh crore" | the factor |
//!
//! Each takes the token to begin at and the token not to reach (the end of the sentence, say), reads the longest number
//! there and says where it ended. Nothing is allocated, words are told by their fold hash, and each call looks at
//! no more than about forty tokens whatever the input. A number that does not fit a decimal of 28 digits, or whose groups
//! are wrong ("1,23", "1.2.3"), is no number.

mod digit_grammar;
mod digits;
mod spelled;
mod word;

pub(crate) use digit_grammar::{digits_at, glued_at, suffix_scale};
pub(crate) use spelled::scale_words;
pub(crate) use word::{NumberWord, number_word};

use gleaner_text::{TextView, TokenClass, TokenRange};
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
    /// One past the last token.
    pub(crate) const fn end(&self) -> usize {
        self.tokens.end as usize
    }

    /// True for what is more likely a year than a count: four digits from 1900 to 2099.
    pub(crate) fn is_year(&self) -> bool {
        !self.is_scaled()
            && !self.grouped
            && self.form == NumberForm::Digits
            && self.n_decimals == 0
            && self.value >= Decimal::from(1900)
            && self.value < Decimal::from(2100)
    }

    /// True when a scale word or suffix was read.
    pub(crate) fn is_scaled(&self) -> bool {
        self.scale != Decimal::ONE
    }
}

/// How digits and suffixes are to be read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reading {
    /// "1,5" is one and a half and "1.234" is one thousand two hundred and thirty-four.
    pub(crate) decimal_comma: bool,
    /// A plain space may part groups of three digits ("30 000"), as no-break and thin spaces always may.
    pub(crate) plain_space_groups: bool,
    /// "MM" and "mm" are millions (after a dollar sign).
    pub(crate) double_m: bool,
    /// "T" alone is a trillion, "B" and "b" a billion also where a space stands before them.
    pub(crate) capital_t: bool,
    /// "1 . 5" is a decimal (texts whose tokens stand apart), "1/2" and "2 1/2" are fractions.
    pub(crate) apart: bool,
}

/// The number in digits or words from token `start`, before token `end`, with its scale words or suffix.
///
/// "7.5 million", "two and a half million", "half a billion", "a quarter of a million", "three-quarters of a million", "a
/// dozen", "twelve hundred", "6 thousand million", "two point five million". A lone "half", "a" or "hundred" is no number.
/// Suffixes are glued on or follow a space: k, m, mn, mil, mill, bn, b, tn, trn, in any case.
/// A suffix that letters other than a scale follow ("5mph") is none. "mill." takes its full stop in when the sentence goes on.
pub(crate) fn scaled_at(view: TextView<'_>, start: usize, end: usize, reading: Reading) -> Option<Number> {
    let end = end.min(view.len());
    if start >= end {
        return None;
    }
    match view.info(start).class {
        TokenClass::Number | TokenClass::Punctuation => {
            let digits = digits_at(view, start, end, reading)?;
            if let Some(suffixed) = digit_grammar::with_suffix(view, digits, end, reading) {
                return Some(suffixed);
            }
            Some(spelled::with_scale_words(view, digits, end))
        }
        TokenClass::Word => spelled::words_at(view, start, end),
        _ => None,
    }
}

/// The token after a hyphen that joins two words ("twenty-one"), or `token_idx` itself when there is no such hyphen.
#[inline]
fn skip_hyphen(view: TextView<'_>, token_idx: usize, end: usize) -> usize {
    if token_idx + 1 < end
        && view.is_joined(token_idx)
        && view.is_joined(token_idx + 1)
        && matches!(view.token(token_idx), "-" | "\u{2010}" | "\u{2011}")
    {
        token_idx + 1
    } else {
        token_idx
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let tokens = gleaner_tokenizer::tokenized(text);
        let view = TextView::new(text, &tokens);
        scaled_at(view, 0, view.len(), Reading { plain_space_groups: true, ..Reading::default() })
            .map_or("-".into(), |number| format!("{} {}", number.value.normalize(), number.end()))
    }

    #[test]
    fn digits_with_scales() {
        for (text, value) in [
            ("7.5 million", "7500000 2"),
            ("7.5m", "7500000 2"),
            ("6 thousand million", "6000000000 3"),
            ("2 and a half million", "2500000 5"),
            ("30 000", "30000 2"),
            ("30\u{a0}000\u{2009}000.5", "30000000.5 3"),
            ("5 hundred thousand", "500000 3"),
            ("50 lakh crore", "50000000000000 3"),
            ("5m1", "5000000 2"),
            ("5mph", "5 1"),
            ("7 apples", "7 1"),
            ("1.2.3 m", "-"),
        ] {
            assert_eq!(read(text), value, "{text}");
        }
    }

    #[test]
    fn words_with_scales() {
        for (text, value) in [
            ("two and a half million", "2500000 5"),
            ("one hundred and fifty thousand", "150000 5"),
            ("a quarter of a million", "250000 5"),
            ("a quarter million", "250000 3"),
            ("three-quarters of a million", "750000 6"),
            ("half a billion", "500000000 3"),
            ("half million", "500000 2"),
            ("a million and a half", "1500000 5"),
            ("one million two hundred thousand and five", "1200005 7"),
            ("twenty-one", "21 3"),
            ("twelve hundred", "1200 2"),
            ("two point five million", "2500000 4"),
            ("a hundred and one", "101 4"),
            ("two dozen", "24 2"),
            ("one hundred and one hundred", "100 2"),
            ("five six", "5 1"),
            ("three thousand dollars", "3000 2"),
            ("half", "-"),
            ("a", "-"),
            ("hundred", "-"),
            ("and a half", "-"),
        ] {
            assert_eq!(read(text), value, "{text}");
        }
    }
}
