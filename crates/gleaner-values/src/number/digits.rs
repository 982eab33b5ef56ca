//! One number in digits, from its text.

use rust_decimal::Decimal;

/// The most digits read: what always fits the 96-bit mantissa of a [`Decimal`].
const MOST_DIGITS: usize = 26;

/// A number in digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Digits {
    /// Its value.
    pub(crate) value: Decimal,
    /// It has group separators.
    pub(crate) grouped: bool,
    /// How many digits follow the decimal point.
    pub(crate) n_decimals: u8,
    /// How many digits precede it.
    pub(crate) n_whole: u8,
}

/// The number that `text` is as a whole: digits with or without groups and decimals, or a vulgar fraction, or both ("1½").
///
/// Groups are of three ("1,234,567") or Indian ("12,34,567"). `decimal_comma` swaps the two separators. `None` for
/// wrong groups, two decimal points, more than 26 digits, digits of other scripts, fractions that are no finite decimal (⅓),
/// and anything else. Linear in the text, and no more than 40 bytes are looked at.
pub(crate) fn parse_digits(text: &str, decimal_comma: bool) -> Option<Digits> {
    if text.is_empty() || text.len() > 40 {
        return None;
    }
    let last = text.chars().next_back()?;
    if !last.is_ascii() {
        let fraction = vulgar_fraction(last)?;
        let head = &text[..text.len() - last.len_utf8()];
        if head.is_empty() {
            return Some(Digits { value: fraction, grouped: false, n_decimals: 0, n_whole: 0 });
        }
        let whole = parse_digits(head, decimal_comma)?;
        if whole.n_decimals > 0 || whole.n_whole == 0 {
            return None;
        }
        return Some(Digits { value: whole.value.checked_add(fraction)?, ..whole });
    }
    let (group, point) = if decimal_comma { (b'.', b',') } else { (b',', b'.') };
    let mut mantissa: i128 = 0;
    let mut n_digits = 0usize;
    let mut n_decimals = 0usize;
    let mut seen_point = false;
    let mut run = 0usize;
    let mut n_groups = 0usize;
    // Of the groups before the last one: whether all after the first have three digits, or two.
    let (mut all_three, mut all_two, mut first_run) = (true, true, 0usize);
    for &byte in text.as_bytes() {
        if byte.is_ascii_digit() {
            n_digits += 1;
            if n_digits > MOST_DIGITS {
                return None;
            }
            mantissa = mantissa * 10 + i128::from(byte - b'0');
            if seen_point {
                n_decimals += 1;
            } else {
                run += 1;
            }
        } else if byte == group && !seen_point {
            if n_groups == 0 {
                first_run = run;
            } else {
                all_three &= run == 3;
                all_two &= run == 2;
            }
            n_groups += 1;
            run = 0;
        } else if byte == point && !seen_point {
            seen_point = true;
        } else {
            return None;
        }
    }
    let n_whole = n_digits - n_decimals;
    if n_digits == 0 || (seen_point && n_decimals == 0) {
        return None;
    }
    if n_groups > 0 {
        let western = (1..=3).contains(&first_run) && all_three;
        let indian = (1..=2).contains(&first_run) && all_two && n_groups > 1;
        if run != 3 || !(western || indian) {
            return None;
        }
    }
    let value = Decimal::try_from_i128_with_scale(mantissa, n_decimals as u32).ok()?;
    Some(Digits { value, grouped: n_groups > 0, n_decimals: n_decimals as u8, n_whole: n_whole as u8 })
}

/// The value of a vulgar fraction character that is a finite decimal.
pub(crate) fn vulgar_fraction(character: char) -> Option<Decimal> {
    let thousandths = match character {
        '½' => 500,
        '¼' => 250,
        '¾' => 750,
        '⅕' => 200,
        '⅖' => 400,
        '⅗' => 600,
        '⅘' => 800,
        '⅛' => 125,
        '⅜' => 375,
        '⅝' => 625,
        '⅞' => 875,
        '⅒' => 100,
        _ => return None,
    };
    Some(Decimal::new(thousandths, 3).normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        parse_digits(text, false).map_or("-".into(), |digits| digits.value.normalize().to_string())
    }

    #[test]
    fn groups_decimals_and_fractions() {
        for (text, value) in [
            ("0", "0"),
            ("007", "7"),
            ("1,234,567.89", "1234567.89"),
            ("1,00,000", "100000"),
            ("12,34,56,789", "123456789"),
            ("30.50", "30.5"),
            (".5", "0.5"),
            ("1.234", "1.234"),
            ("½", "0.5"),
            ("1½", "1.5"),
            ("12345678901234567890123456", "12345678901234567890123456"),
        ] {
            assert_eq!(read(text), value, "{text}");
        }
    }

    #[test]
    fn wrong_groups_are_no_number() {
        for text in [
            "",
            ",",
            ".",
            "1,",
            "1.",
            ",5",
            "1,23",
            "1,2345",
            "1234,567",
            "1.2.3",
            "12.09.2016",
            "1,,000",
            "1,000,00",
            "⅓",
            "1.5½",
            "½½",
            "٣",
            "1e5",
            "123456789012345678901234567",
            "1234567890123456789012345678901234567890123",
        ] {
            assert_eq!(read(text), "-", "{text}");
        }
    }

    #[test]
    fn the_decimal_comma_swaps_the_separators() {
        assert_eq!(parse_digits("1.234,5", true).map(|digits| digits.value), Some(Decimal::new(12345, 1)));
        assert_eq!(parse_digits("1.234", true).map(|digits| digits.value), Some(Decimal::new(1234, 0)));
        assert_eq!(parse_digits("1,5", true).map(|digits| digits.value), Some(Decimal::new(15, 1)));
        assert_eq!(parse_digits("1,234.5", true), None);
    }
}
