//! The grammar of numbers over tokens.

use gleaner_text::{TextView, TokenClass, TokenFlags, TokenRange, fold_hash_const};
use rust_decimal::Decimal;

use super::digits::{parse_digits, vulgar_fraction};
use super::word::{NumberWord as W, Scale, number_word};
use super::{Number, NumberForm, Ordinal};
use crate::word_table::WordTable;

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

/// A cardinal in digits or words with its scale words, from token `start`, before token `end`.
///
/// "7.5 million", "two and a half million", "half a billion", "a quarter of a million", "three-quarters of a million", "a
/// dozen", "twelve hundred", "6 thousand million", "two point five million". Suffixes ("7.5m") are not read: see
/// [`scaled_at`]. A lone "half", "a" or "hundred" is no number.
pub(crate) fn cardinal_at(view: TextView<'_>, start: usize, end: usize) -> Option<Number> {
    let end = end.min(view.len());
    if start >= end {
        return None;
    }
    match view.info(start).class {
        TokenClass::Number | TokenClass::Punctuation => {
            let digits = digits_at(view, start, end, Reading::default())?;
            Some(with_scale_words(view, digits, end))
        }
        TokenClass::Word => words_at(view, start, end),
        _ => None,
    }
}

/// As [`cardinal_at`], and suffixes glued on or after a space: k, m, mn, mil, mill, bn, b, tn, trn, in any case.
/// A suffix that letters other than a scale follow ("5mph") is none. "mill." takes its full stop in when the sentence goes on.
pub(crate) fn scaled_at(view: TextView<'_>, start: usize, end: usize, reading: Reading) -> Option<Number> {
    let end = end.min(view.len());
    if start >= end {
        return None;
    }
    match view.info(start).class {
        TokenClass::Number | TokenClass::Punctuation => {
            let digits = digits_at(view, start, end, reading)?;
            if let Some(suffixed) = with_suffix(view, digits, end, reading) {
                return Some(suffixed);
            }
            Some(with_scale_words(view, digits, end))
        }
        TokenClass::Word => words_at(view, start, end),
        _ => None,
    }
}

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

/// The factor of a suffix with that fold hash: 10⁶ for "m", "mn", "mil".
pub(crate) fn suffix_scale(hash: u64) -> Option<Scale> {
    SUFFIXES.get(hash)
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
fn point_apart(view: TextView<'_>, start: usize, end: usize) -> Option<(super::Digits, usize)> {
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
    Some((super::Digits { value, n_decimals, ..whole }, start + 2))
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

fn number_of_digits(digits: super::Digits, start: usize, end: usize, end_byte: u32) -> Number {
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

/// The token after a hyphen that joins two words ("twenty-one"), or `token_idx` itself when there is no such hyphen.
#[inline]
pub(crate) fn skip_hyphen(view: TextView<'_>, token_idx: usize, end: usize) -> usize {
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

#[inline]
fn word_at(view: TextView<'_>, token_idx: usize, end: usize) -> Option<W> {
    if token_idx < end { number_word(view.hash(token_idx)) } else { None }
}

/// Up to three scale words: "million", "thousand million", "hundred thousand". The product, and the token after them.
pub(crate) fn scale_words(view: TextView<'_>, start: usize, end: usize) -> Option<(Decimal, usize)> {
    let mut scale = Decimal::ONE;
    let mut next = start;
    let mut last = 0u64;
    for _ in 0..3 {
        let at = skip_hyphen(view, next, end);
        let factor = match word_at(view, at, end) {
            Some(W::Hundred) if last == 0 => 100,
            Some(W::Scale(factor)) => factor.factor(),
            // "lakhs" and "crores" follow a number as often as the singular does.
            Some(W::Scales(factor @ (Scale::Lakh | Scale::Crore))) => factor.factor(),
            _ => break,
        };
        // "thousand million", "lakh crore": the second is never the smaller one.
        if factor < last {
            break;
        }
        last = factor;
        scale = scale.checked_mul(Decimal::from(factor))?;
        next = at + 1;
    }
    // "hundred" alone multiplies words, and digits only in front of a larger scale: "5 hundred thousand".
    if next == start { None } else { Some((scale, next)) }
}

/// `number` with the scale words behind it, and an "and a half" before them ("2 and a half million").
fn with_scale_words(view: TextView<'_>, number: Number, end: usize) -> Number {
    let mut base = number.base;
    let mut next = number.end();
    if number.n_decimals == 0
        && let Some((fraction, after)) = and_fraction(view, next, end)
        && let Some((_, _)) = scale_words(view, after, end)
        && let Some(sum) = base.checked_add(fraction)
    {
        base = sum;
        next = after;
    }
    let Some((scale, after)) = scale_words(view, next, end) else { return number };
    let Some(value) = base.checked_mul(scale) else { return number };
    Number {
        value,
        base,
        scale,
        tokens: TokenRange::new(number.tokens.start as usize, after),
        end_byte: view.tokens.spans()[after - 1].end,
        ..number
    }
}

/// "and a half", "and a quarter", "and three quarters" (hyphens too): the fraction and the token after it.
fn and_fraction(view: TextView<'_>, start: usize, end: usize) -> Option<(Decimal, usize)> {
    let and = skip_hyphen(view, start, end);
    if word_at(view, and, end) != Some(W::And) {
        return None;
    }
    let first = skip_hyphen(view, and + 1, end);
    match word_at(view, first, end)? {
        W::Article | W::Unit(1) => {
            let noun = skip_hyphen(view, first + 1, end);
            match word_at(view, noun, end)? {
                W::Half => Some((Decimal::new(5, 1), noun + 1)),
                W::Quarter => Some((Decimal::new(25, 2), noun + 1)),
                _ => None,
            }
        }
        W::Half => Some((Decimal::new(5, 1), first + 1)),
        W::Unit(3) => {
            let noun = skip_hyphen(view, first + 1, end);
            match word_at(view, noun, end)? {
                W::Quarter | W::Quarters => Some((Decimal::new(75, 2), noun + 1)),
                _ => None,
            }
        }
        _ => None,
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

const MM: u64 = fold_hash_const("mm");
const T: u64 = fold_hash_const("t");
const MILL: u64 = fold_hash_const("mill");
const MIL: u64 = fold_hash_const("mil");
const MRD: u64 = fold_hash_const("mrd");

fn with_suffix(view: TextView<'_>, number: Number, end: usize, reading: Reading) -> Option<Number> {
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

/// "twenty", "twenty-one", "seventeen": the number below a hundred, and the token after it.
fn below_hundred(view: TextView<'_>, start: usize, end: usize) -> Option<(u64, usize)> {
    match word_at(view, start, end)? {
        W::Unit(unit) => Some((u64::from(unit), start + 1)),
        W::Tens(tens) => {
            let next = skip_hyphen(view, start + 1, end);
            match word_at(view, next, end) {
                Some(W::Unit(unit @ 1..=9)) => Some((u64::from(tens + unit), next + 1)),
                _ => Some((u64::from(tens), start + 1)),
            }
        }
        _ => None,
    }
}

/// "five", "twelve hundred", "a hundred and one": the number before a scale word, and the token after it.
fn group(view: TextView<'_>, start: usize, end: usize) -> Option<(u64, usize)> {
    let (head, after_head) = match word_at(view, start, end)? {
        W::Article => {
            let next = skip_hyphen(view, start + 1, end);
            match word_at(view, next, end)? {
                W::Hundred | W::Scale(_) | W::Dozen => (1, start + 1),
                _ => return None,
            }
        }
        _ => below_hundred(view, start, end)?,
    };
    let at = skip_hyphen(view, after_head, end);
    match word_at(view, at, end) {
        Some(W::Dozen) => Some((head * 12, at + 1)),
        Some(W::Hundred) => {
            let hundreds = head * 100;
            let mut tail = skip_hyphen(view, at + 1, end);
            if word_at(view, tail, end) == Some(W::And) {
                tail = skip_hyphen(view, tail + 1, end);
            }
            match below_hundred(view, tail, end) {
                // "one hundred and one hundred": the second hundred is another number.
                Some((_, after)) if word_at(view, skip_hyphen(view, after, end), end) == Some(W::Hundred) => {
                    Some((hundreds, at + 1))
                }
                Some((rest, after)) if rest > 0 => Some((hundreds + rest, after)),
                _ => Some((hundreds, at + 1)),
            }
        }
        _ => Some((head, after_head)),
    }
}

/// "half a million", "a quarter of a million", "three-quarters of a million", "half a dozen".
fn fraction_of_scale(view: TextView<'_>, start: usize, end: usize) -> Option<(Decimal, Decimal, usize)> {
    let mut at = start;
    let mut quarters = 1;
    match word_at(view, at, end)? {
        W::Article => at = skip_hyphen(view, at + 1, end),
        W::Unit(unit @ (1 | 3)) => {
            quarters = i64::from(unit);
            at = skip_hyphen(view, at + 1, end);
        }
        _ => {}
    }
    let fraction = match word_at(view, at, end)? {
        W::Half if quarters == 1 => Decimal::new(5, 1),
        W::Quarter | W::Quarters => Decimal::new(25 * quarters, 2),
        _ => return None,
    };
    at = skip_hyphen(view, at + 1, end);
    if word_at(view, at, end) == Some(W::Of) {
        at = skip_hyphen(view, at + 1, end);
    }
    if word_at(view, at, end) == Some(W::Article) {
        at = skip_hyphen(view, at + 1, end);
    }
    match word_at(view, at, end)? {
        W::Dozen if fraction == Decimal::new(5, 1) => Some((fraction, Decimal::from(12), at + 1)),
        W::Scale(scale) => Some((fraction, scale.decimal(), at + 1)),
        _ => None,
    }
}

/// A number in words.
fn words_at(view: TextView<'_>, start: usize, end: usize) -> Option<Number> {
    // Most words are no part of a number: one probe.
    match number_word(view.hash(start))? {
        W::Unit(_) | W::Tens(_) | W::Half | W::Quarter | W::Quarters | W::Article => {}
        _ => return None,
    }
    let made = |value: Decimal, base: Decimal, scale: Decimal, after: usize| Number {
        value,
        base,
        scale,
        tokens: TokenRange::new(start, after),
        end_byte: view.tokens.spans()[after - 1].end,
        form: NumberForm::Words,
        grouped: false,
        n_decimals: 0,
    };
    if let Some((fraction, scale, after)) = fraction_of_scale(view, start, end) {
        return Some(made(fraction.checked_mul(scale)?, fraction, scale, after));
    }
    let (first, mut next) = group(view, start, end)?;
    let mut base = Decimal::from(first);
    // "two and a half", "two point five".
    let mut whole = true;
    if let Some((fraction, after)) = and_fraction(view, next, end) {
        base += fraction;
        next = after;
        whole = false;
    } else if word_at(view, next, end) == Some(W::Point) {
        let mut place = Decimal::ONE;
        let mut after = next + 1;
        // Twelve decimals are more than anyone speaks.
        for _ in 0..12 {
            let Some(W::Unit(digit @ 0..=9)) = word_at(view, after, end) else { break };
            place /= Decimal::TEN;
            base += place * Decimal::from(digit);
            after += 1;
            whole = false;
        }
        if !whole {
            next = after;
        }
    }
    let Some((mut scale, mut after)) = scale_words_after_words(view, next, end) else {
        return Some(made(base, base, Decimal::ONE, next));
    };
    let mut value = base.checked_mul(scale)?;
    let (first_base, first_scale) = (base, scale);
    let mut parts = 1;
    // "a million and a half".
    if first == 1
        && whole
        && let Some((fraction, end_of_fraction)) = and_fraction(view, after, end)
    {
        let value = value.checked_add(fraction.checked_mul(scale)?)?;
        return Some(made(value, base + fraction, scale, end_of_fraction));
    }
    // "one million two hundred thousand and five": falling scales.
    while whole && parts < 6 {
        let mut at = skip_hyphen(view, after, end);
        let mut by_and = false;
        if word_at(view, at, end) == Some(W::And) {
            at += 1;
            by_and = true;
        }
        if matches!(word_at(view, at, end), Some(W::Article)) {
            break;
        }
        let Some((part, after_part)) = group(view, at, end) else { break };
        let (part_scale, after_scale) =
            scale_words_after_words(view, after_part, end).unwrap_or((Decimal::ONE, after_part));
        // The rest is smaller than the last scale; behind "and" it is a remainder below a hundred or thousands.
        if part_scale >= scale || Decimal::from(part).checked_mul(part_scale)? >= scale || part == 0 {
            break;
        }
        if by_and && part_scale == Decimal::ONE && part >= 100 && scale <= Decimal::ONE_THOUSAND {
            break;
        }
        value = value.checked_add(Decimal::from(part).checked_mul(part_scale)?)?;
        scale = part_scale;
        after = after_scale;
        parts += 1;
        if part_scale == Decimal::ONE {
            break;
        }
    }
    if parts == 1 {
        Some(made(value, first_base, first_scale, after))
    } else {
        Some(made(value, value, Decimal::ONE, after))
    }
}

/// Scale words after words: as after digits, "hundred" being part of the group already.
fn scale_words_after_words(view: TextView<'_>, start: usize, end: usize) -> Option<(Decimal, usize)> {
    if word_at(view, skip_hyphen(view, start, end), end) == Some(W::Hundred) {
        return None;
    }
    scale_words(view, start, end)
}

const ST: u64 = fold_hash_const("st");
const ND: u64 = fold_hash_const("nd");
const RD: u64 = fold_hash_const("rd");
const TH: u64 = fold_hash_const("th");

/// An ordinal from token `start`, before token `end`: "21st", "3 rd" is none, "twenty-first", "twenty first", "hundredth".
///
/// The ending must fit the number ("2st" is none). In words up to "ninety-ninth", "hundredth" and "thousandth", with or
/// without "one" in front.
pub(crate) fn ordinal_at(view: TextView<'_>, start: usize, end: usize) -> Option<Ordinal> {
    let end = end.min(view.len());
    if start >= end {
        return None;
    }
    let info = view.info(start);
    if info.class == TokenClass::Number {
        if start + 1 >= end || !view.is_joined(start + 1) {
            return None;
        }
        let text = view.token(start);
        if text.len() > 6 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let value: u32 = text.parse().ok()?;
        let fits = match view.hash(start + 1) {
            ST => value % 10 == 1 && value % 100 != 11,
            ND => value % 10 == 2 && value % 100 != 12,
            RD => value % 10 == 3 && value % 100 != 13,
            TH => matches!(value % 100, 11..=13) || !matches!(value % 10, 1..=3),
            _ => false,
        };
        return fits.then_some(Ordinal { value, tokens: TokenRange::new(start, start + 2), form: NumberForm::Digits });
    }
    if info.class != TokenClass::Word {
        return None;
    }
    let (value, next) = match number_word(view.hash(start))? {
        W::UnitOrdinal(unit) => (u32::from(unit), start + 1),
        W::TensOrdinal(tens) => (u32::from(tens), start + 1),
        W::HundredOrdinal => (100, start + 1),
        W::ThousandOrdinal => (1000, start + 1),
        W::Tens(tens) => {
            let next = skip_hyphen(view, start + 1, end);
            match word_at(view, next, end)? {
                W::UnitOrdinal(unit @ 1..=9) => (u32::from(tens + unit), next + 1),
                _ => return None,
            }
        }
        W::Unit(1) | W::Article => {
            let next = skip_hyphen(view, start + 1, end);
            match word_at(view, next, end)? {
                W::HundredOrdinal => (100, next + 1),
                W::ThousandOrdinal => (1000, next + 1),
                _ => return None,
            }
        }
        _ => return None,
    };
    Some(Ordinal { value, tokens: TokenRange::new(start, next), form: NumberForm::Words })
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

    #[test]
    fn ordinals() {
        for (text, value) in [
            ("21st", Some(21)),
            ("twenty-first", Some(21)),
            ("twenty first", Some(21)),
            ("third", Some(3)),
            ("11th", Some(11)),
            ("112th", Some(112)),
            ("one hundredth", Some(100)),
            ("11st", None),
            ("2rd", None),
            ("3 rd", None),
            ("twenty", None),
        ] {
            let tokens = gleaner_tokenizer::tokenized(text);
            let view = TextView::new(text, &tokens);
            assert_eq!(ordinal_at(view, 0, view.len()).map(|ordinal| ordinal.value), value, "{text}");
        }
    }
}
