//! Numbers in words, and the scale words behind any number.

use gleaner_text::{TextView, TokenRange};
use rust_decimal::Decimal;

use super::word::{NumberWord as W, Scale, number_word};
use super::{Number, NumberForm, skip_hyphen};

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
pub(super) fn with_scale_words(view: TextView<'_>, number: Number, end: usize) -> Number {
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
pub(super) fn words_at(view: TextView<'_>, start: usize, end: usize) -> Option<Number> {
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
