//! Numbers that begin with digits, over tokens: groups, fractions and suffixes.

use gleaner_text::{TextView, TokenClass, TokenFlags, TokenRange, fold_hash_const};
use rust_decimal::Decimal;

use super::digits::{Digits, parse_digits, vulgar_fraction};
use super::spelled::{scale_words, with_scale_words};
use super::word::Scale;
use super::{Number, NumberForm, Reading, skip_hyphen};
use crate::word_table::WordTable;

/// The number that follows `n_letters` ASCII letters inside token `token_idx`: 3 million in "GBP3m" (2 letters less in "5m").
///
/// A suffix may be in the token or after it, scale words after it. `None` when the rest of the token is anything else.
pub(crate) fn glued_at(
    view: TextView<'_>,
    token_idx: usize,
    n_letters: usize,
    end: usize,
    reading: Reading,
) -> Option<Number> {
    let text = view.token(token_idx).get(n_letters..)?;
    let n_digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')).count();
    let digits = parse_digits(text.get(..n_digits)?, reading.decimal_comma)?;
    let end_byte = view.tokens.spans()[token_idx].end;
    let number = number_of_digits(digits, token_idx, token_idx + 1, end_byte);
    let suffix = &text[n_digits..];
    if suffix.is_empty() {
        if let Some(suffixed) = with_suffix(view, number, end, reading) {
            return Some(suffixed);
        }
        return Some(with_scale_words(view, number, end));
    }
    if !suffix.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let scale = SUFFIXES.get(gleaner_text::fold_hash(suffix))?.decimal();
    Some(Number { value: number.base.checked_mul(scale)?, scale, ..number })
}

/// The number in digits at token `start`, its space-parted groups ("30 000") and a fraction behind it ("1 ½") included.
/// No scale words: `scale` is 1. A leading point may be a token of its own (".5").
pub(crate) fn digits_at(view: TextView<'_>, start: usize, end: usize, reading: Reading) -> Option<Number> {
    let end = end.min(view.len());
    if start >= end {
        return None;
    }
    let class = view.info(start).class;
    if class == TokenClass::Punctuation {
        // ".5" where the point is a token of its own.
        if view.token(start) != "." || start + 1 >= end || !view.is_joined(start + 1) {
            return None;
        }
        if view.info(start + 1).class != TokenClass::Number {
            return None;
        }
        let span = view.tokens.span_of(TokenRange::new(start, start + 2));
        let digits = parse_digits(span.slice(view.text), false)?;
        return Some(number_of_digits(digits, start, start + 2, span.end));
    }
    if class != TokenClass::Number {
        return None;
    }
    let mut digits = parse_digits(view.token(start), reading.decimal_comma)?;
    let mut next = start + 1;
    if !digits.grouped
        && digits.n_decimals == 0
        && (1..=3).contains(&digits.n_whole)
        && !view.token(start).starts_with('0')
    {
        // At most eight further groups: what a decimal holds.
        let mut n_groups = 0;
        while n_groups < 8 && next < end && is_space_group(view, next, reading) {
            let text = view.token(next);
            let group = parse_digits(text, reading.decimal_comma)?;
            let shifted = digits.value.checked_mul(Decimal::ONE_THOUSAND)?;
            digits.value = shifted.checked_add(group.value)?;
            digits.grouped = true;
            digits.n_decimals = group.n_decimals;
            next += 1;
            n_groups += 1;
            if group.n_decimals > 0 {
                break;
            }
        }
    }
    if digits.n_decimals == 0 && digits.n_whole > 0 && next < end && view.info(next).class == TokenClass::Number {
        // "1 ½" and "1½" where the fraction is a token of its own.
        let text = view.token(next);
        let mut characters = text.chars();
        if let (Some(character), None) = (characters.next(), characters.next())
            && let Some(fraction) = vulgar_fraction(character)
        {
            digits.value = digits.value.checked_add(fraction)?;
            next += 1;
        }
    }
    if reading.apart && digits.n_decimals == 0 && digits.n_whole > 0 {
        if let Some((point, after)) = point_apart(view, next, end) {
            digits.value = digits.value.checked_add(point.value)?;
            digits.n_decimals = point.n_decimals;
            next = after;
        } else if next == start + 1
            && !digits.grouped
            && let Some((fraction, after)) = slash_fraction(view, start, end)
        {
            digits.value = fraction;
            next = after;
        } else if let Some((fraction, after)) = slash_fraction(view, next, end) {
            digits.value = digits.value.checked_add(fraction)?;
            next = after;
        }
    }
    let end_byte = view.tokens.spans()[next - 1].end;
    Some(number_of_digits(digits, start, next, end_byte))
}

/// " . 5" behind a whole number: the decimals, and the token after them.
fn point_apart(view: TextView<'_>, start: usize, end: usize) -> Option<(Digits, usize)> {
    if start + 1 >= end || view.token(start) != "." || view.is_joined(start) || view.is_joined(start + 1) {
        return None;
    }
    let text = view.token(start + 1);
    if view.info(start + 1).class != TokenClass::Number
        || text.len() > 6
        || !text.bytes().all(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    let whole = parse_digits(text, false)?;
    let n_decimals = text.len() as u8;
    let value = whole.value.checked_div(Decimal::from(10u64.pow(u32::from(n_decimals))))?;
    Some((Digits { value, n_decimals, ..whole }, start + 2))
}

/// "1/2", "3 / 4": a proper fraction that is a finite decimal, and the token after it. Not the beginning of a date.
fn slash_fraction(view: TextView<'_>, start: usize, end: usize) -> Option<(Decimal, usize)> {
    if start + 2 >= end.min(view.len()) || view.token(start + 1) != "/" {
        return None;
    }
    let small = |idx: usize| {
        let text = view.token(idx);
        if text.len() <= 2 && view.info(idx).class == TokenClass::Number { text.parse::<u32>().ok() } else { None }
    };
    let (above, below) = (small(start)?, small(start + 2)?);
    let more = start + 3 < end && view.token(start + 3) == "/";
    if more || above == 0 || above >= below || !matches!(below, 2 | 4 | 5 | 8 | 10) {
        return None;
    }
    Some((Decimal::from(above).checked_div(Decimal::from(below))?, start + 3))
}

fn number_of_digits(digits: Digits, start: usize, end: usize, end_byte: u32) -> Number {
    Number {
        value: digits.value,
        base: digits.value,
        scale: Decimal::ONE,
        tokens: TokenRange::new(start, end),
        end_byte,
        form: NumberForm::Digits,
        grouped: digits.grouped,
        n_decimals: digits.n_decimals,
    }
}

/// True when token `next` is a further group of three digits, parted from the token before by one space of an allowed kind.
fn is_space_group(view: TextView<'_>, next: usize, reading: Reading) -> bool {
    let info = view.info(next);
    if info.class != TokenClass::Number || info.flags.has(TokenFlags::JOINED) {
        return false;
    }
    let text = view.token(next).as_bytes();
    let n_digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if n_digits != 3 || (text.len() > 3 && (text[3] != b'.' || text.len() == 4)) {
        return false;
    }
    let gap = view.text.get(view.tokens.spans()[next - 1].end as usize..view.tokens.spans()[next].start as usize);
    match gap {
        Some("\u{a0}" | "\u{2009}" | "\u{202f}" | "\u{2008}" | "\u{200a}" | "\u{2007}") => true,
        Some(" ") => reading.plain_space_groups || &text[..3] == b"000",
        _ => false,
    }
}

/// A suffix and its factor; matched on the folded hash.
static SUFFIXES: WordTable<Scale, 32> = WordTable::new(
    &[
        ("k", Scale::Thousand),
        ("m", Scale::Million),
        ("mn", Scale::Million),
        ("mln", Scale::Million),
        ("mil", Scale::Million),
        ("mill", Scale::Million),
        ("mio", Scale::Million),
        ("b", Scale::Billion),
        ("bn", Scale::Billion),
        ("bln", Scale::Billion),
        ("bil", Scale::Billion),
        ("mrd", Scale::Billion),
        ("tn", Scale::Trillion),
        ("trn", Scale::Trillion),
        ("tril", Scale::Trillion),
    ],
    Scale::Million,
);

/// The factor of a suffix with that fold hash: 10⁶ for "m", "mn", "mil".
pub(crate) fn suffix_scale(hash: u64) -> Option<Scale> {
    SUFFIXES.get(hash)
}

const MM: u64 = fold_hash_const("mm");
const T: u64 = fold_hash_const("t");
const MILL: u64 = fold_hash_const("mill");
const MIL: u64 = fold_hash_const("mil");
const MRD: u64 = fold_hash_const("mrd");

pub(super) fn with_suffix(view: TextView<'_>, number: Number, end: usize, reading: Reading) -> Option<Number> {
    let at = skip_hyphen(view, number.end(), end);
    if at >= end || view.info(at).class != TokenClass::Word {
        return None;
    }
    let info = view.info(at);
    let token = view.token(at);
    let joined = info.flags.has(TokenFlags::JOINED);
    let hash = view.hash(at);
    let mut end_byte = view.tokens.spans()[at].end;
    let scale = if let Some(scale) = SUFFIXES.get(hash) {
        if hash == MRD && !reading.decimal_comma {
            return None;
        }
        scale
    } else if hash == MM && reading.double_m {
        Scale::Million
    } else if hash == T && token == "T" && joined && reading.capital_t {
        Scale::Trillion
    } else if joined && info.flags.has(TokenFlags::HAS_DIGIT) {
        // A footnote glued to the suffix: "5m1".
        let letters = token.bytes().take_while(u8::is_ascii_alphabetic).count();
        let digits = &token[letters..];
        if letters == 0 || digits.len() > 2 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        end_byte = view.tokens.spans()[at].start + letters as u32;
        SUFFIXES.get(gleaner_text::fold_hash(&token[..letters]))?
    } else {
        return None;
    };
    // A lone letter after a space is a suffix only in front of nothing it could be the first letter of.
    if !joined && token.len() == 1 && at + 1 < end && view.is_joined(at + 1) && view.token(at + 1) != "," {
        let next = view.token(at + 1);
        if matches!(next, "&" | "'" | "’" | "/" | "-") {
            return None;
        }
    }
    let mut next = at + 1;
    if (hash == MILL || hash == MIL) && next + 1 < end && view.is_joined(next) && view.token(next) == "." {
        end_byte = view.tokens.spans()[next].end;
        next += 1;
    }
    let mut scale = scale.decimal();
    let mut value = number.base.checked_mul(scale)?;
    // "£5k million" is nobody's amount, but "£6m million" would be read wrong: take no part of either.
    if let Some((more, after)) = scale_words(view, next, end)
        && end_byte == view.tokens.spans()[next - 1].end
    {
        scale = scale.checked_mul(more)?;
        value = number.base.checked_mul(scale)?;
        next = after;
        end_byte = view.tokens.spans()[after - 1].end;
    }
    Some(Number { value, scale, tokens: TokenRange::new(number.tokens.start as usize, next), end_byte, ..number })
}
