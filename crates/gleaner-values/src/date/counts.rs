//! Counts, ordinals and years as dates say them: "twenty-one", "3rd", "two and a half", "nineteen eighty-six".

use super::reader::Reader;
use super::words::Lex;

/// How many: a fraction, or an unknown few.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    /// Numerator and denominator.
    Exact(u32, u32),
    /// "a few", "several", "some"
    Unknown,
}

impl Count {
    pub(super) const fn whole(n: u32) -> Self {
        Self::Exact(n, 1)
    }
}

/// A whole number in words below ten thousand, or in digits ("12", "1,000"). At most nine tokens.
pub(super) fn cardinal(r: &Reader<'_>, i: usize) -> Option<(u32, usize)> {
    match r.at(i) {
        Lex::Number => {
            if let Some((value, _)) = r.digits(i) {
                return Some((value, i + 1));
            }
            // "1,000"
            let text = r.text(i);
            let (head, tail) = text.split_once(',')?;
            let grouped = (1..=3).contains(&head.len()) && tail.len() == 3;
            grouped.then(|| Some((head.parse::<u32>().ok()? * 1000 + tail.parse::<u32>().ok()?, i + 1)))?
        }
        _ => words(r, i),
    }
}

/// A number below a hundred in words.
fn below_hundred(r: &Reader<'_>, i: usize) -> Option<(u32, usize)> {
    match r.at(i) {
        Lex::Cardinal(n) => Some((u32::from(n), i + 1)),
        Lex::Tens(tens) => {
            let j = if r.mark(i + 1) == '-' && r.joined(i + 1) { i + 2 } else { i + 1 };
            match r.at(j) {
                Lex::Cardinal(n @ 1..=9) => Some((u32::from(tens) + u32::from(n), j + 1)),
                _ => Some((u32::from(tens), i + 1)),
            }
        }
        _ => None,
    }
}

fn words(r: &Reader<'_>, i: usize) -> Option<(u32, usize)> {
    let (mut value, mut j) = match r.at(i) {
        Lex::A if matches!(r.at(i + 1), Lex::Hundred | Lex::Thousand) => (1, i + 1),
        _ => below_hundred(r, i)?,
    };
    if r.at(j) == Lex::Thousand {
        value *= 1000;
        j += 1;
        let k = if r.at(j) == Lex::And { j + 1 } else { j };
        if let Some((rest, end)) = below_hundred(r, k) {
            if r.at(end) == Lex::Hundred {
                value += rest * 100;
                j = end + 1;
                let k = if r.at(j) == Lex::And { j + 1 } else { j };
                if let Some((rest, end)) = below_hundred(r, k) {
                    return Some((value + rest, end));
                }
                return Some((value, j));
            }
            return Some((value + rest, end));
        }
        return Some((value, j));
    }
    if r.at(j) == Lex::Hundred {
        value *= 100;
        j += 1;
        let k = if r.at(j) == Lex::And { j + 1 } else { j };
        if let Some((rest, end)) = below_hundred(r, k) {
            return Some((value + rest, end));
        }
    }
    Some((value, j))
}

/// An ordinal: "3rd", "third", "twenty-first".
pub(super) fn ordinal(r: &Reader<'_>, i: usize) -> Option<(u32, usize)> {
    match r.at(i) {
        Lex::Number => {
            let (value, n_digits) = r.digits(i)?;
            (n_digits <= 2 && r.at(i + 1) == Lex::Suffix && r.joined(i + 1)).then_some((value, i + 2))
        }
        Lex::Ordinal(n) => Some((u32::from(n), i + 1)),
        Lex::Tens(tens) => {
            let j = if r.mark(i + 1) == '-' && r.joined(i + 1) { i + 2 } else { i + 1 };
            match r.at(j) {
                Lex::Ordinal(n @ 1..=9) => Some((u32::from(tens) + u32::from(n), j + 1)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A year in words: "nineteen eighty-six", "two thousand and eighteen", "twenty twenty-five", "nineteen hundred".
pub(super) fn spoken_year(r: &Reader<'_>, i: usize) -> Option<(i16, usize)> {
    let (head, j) = below_hundred(r, i)?;
    match r.at(j) {
        Lex::Thousand if head <= 2 => {
            let (value, end) = words(r, i)?;
            (1000..2100).contains(&value).then_some((value as i16, end))
        }
        Lex::Hundred if (11..=20).contains(&head) => {
            let (value, end) = words(r, i)?;
            (1000..2100).contains(&value).then_some((value as i16, end))
        }
        _ if (13..=20).contains(&head) => {
            let (tail, end) = below_hundred(r, j)?;
            (tail >= 10).then_some(((head * 100 + tail) as i16, end))
        }
        _ => None,
    }
}

/// How many units follow: "two", "2.5", "one and a half", "half a", "a quarter of an", "a couple of", "a few". The
/// second value is the first token behind, where the unit is expected.
pub(super) fn count(r: &Reader<'_>, i: usize) -> Option<(Count, usize)> {
    match r.at(i) {
        Lex::A | Lex::An => {
            return match r.at(i + 1) {
                Lex::Few => Some((Count::Unknown, i + 2)),
                Lex::Couple => Some((Count::whole(2), if r.at(i + 2) == Lex::Of { i + 3 } else { i + 2 })),
                Lex::Hundred | Lex::Thousand => words(r, i).map(|(n, end)| (Count::whole(n), end)),
                Lex::Half => Some((Count::Exact(1, 2), i + 2)),
                Lex::Unit(super::words::Unit::Quarter) if r.at(i + 2) == Lex::Of => {
                    Some((Count::Exact(1, 4), skip_article(r, i + 3)))
                }
                _ => Some((Count::whole(1), i + 1)),
            };
        }
        Lex::Few | Lex::Several => return Some((Count::Unknown, i + 1)),
        Lex::Many if r.before(i, 1) != Lex::None || i == r.first || r.at(i + 1).unit().is_some() => {
            return Some((Count::Unknown, i + 1));
        }
        Lex::Couple => return Some((Count::whole(2), if r.at(i + 1) == Lex::Of { i + 2 } else { i + 1 })),
        Lex::Half => return Some((Count::Exact(1, 2), skip_article(r, i + 1))),
        Lex::Number => {
            let text = r.text(i);
            if text == "½" {
                return Some((Count::Exact(1, 2), i + 1));
            }
            if text == "¼" {
                return Some((Count::Exact(1, 4), i + 1));
            }
            if text == "¾" {
                return Some((Count::Exact(3, 4), i + 1));
            }
            // "1/2 hour"
            if r.mark(i + 1) == '/' && r.joined(i + 1) && r.joined(i + 2) {
                return fraction(r, i);
            }
            // "2.5 hours"
            if let Some((head, tail)) = text.split_once('.') {
                if (1..=4).contains(&head.len()) && tail.len() == 1 {
                    let value = head.parse::<u32>().ok()? * 10 + tail.parse::<u32>().ok()?;
                    return Some((Count::Exact(value, 10), i + 1));
                }
                return None;
            }
        }
        _ => {}
    }
    let (whole, mut j) = cardinal(r, i)?;
    // "2 1/2 years"
    if r.at(i) == Lex::Number
        && !r.joined(j)
        && r.mark(j + 1) == '/'
        && let Some((Count::Exact(top, bottom), end)) = fraction(r, j)
    {
        return Some((Count::Exact(whole.checked_mul(bottom)?.checked_add(top)?, bottom), end));
    }
    // "three quarters of an hour", "three-quarters of an hour"
    let k = if r.mark(j) == '-' && r.joined(j) { j + 1 } else { j };
    if matches!(r.at(k), Lex::Units(super::words::Unit::Quarter)) && whole == 3 && r.at(k + 1) == Lex::Of {
        return Some((Count::Exact(3, 4), skip_article(r, k + 2)));
    }
    if r.text(j) == "½" {
        return Some((Count::Exact(whole.checked_mul(2)? + 1, 2), j + 1));
    }
    // "one and a half", "two and a quarter", "one and three quarters"
    if r.at(j) == Lex::And {
        let k = skip_article(r, j + 1);
        let part = match (r.at(k), r.at(k + 1)) {
            (Lex::Half, _) => Some((1, 2, k + 1)),
            (Lex::Unit(super::words::Unit::Quarter), _) => Some((1, 4, k + 1)),
            (Lex::Cardinal(3), Lex::Unit(super::words::Unit::Quarter) | Lex::Units(super::words::Unit::Quarter)) => {
                Some((3, 4, k + 2))
            }
            _ => None,
        };
        if let Some((top, bottom, end)) = part {
            j = if r.at(end) == Lex::Of { end + 1 } else { end };
            return Some((Count::Exact(whole.checked_mul(bottom)?.checked_add(top)?, bottom), j));
        }
    }
    Some((Count::whole(whole), j))
}

/// "1/2", "3/4"
fn fraction(r: &Reader<'_>, i: usize) -> Option<(Count, usize)> {
    if r.mark(i + 1) != '/' || !r.joined(i + 1) || !r.joined(i + 2) {
        return None;
    }
    let ((top, 1), (bottom @ (2 | 4), 1)) = (r.digits(i)?, r.digits(i + 2)?) else { return None };
    (top < bottom).then_some((Count::Exact(top, bottom), i + 3))
}

fn skip_article(r: &Reader<'_>, i: usize) -> usize {
    if matches!(r.at(i), Lex::A | Lex::An) { i + 1 } else { i }
}
