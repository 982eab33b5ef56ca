//! Lengths of time: "three-year", "18 months", "two and a half years", "three to five years", "two weeks ago".

use gleaner_text::{TimexLength, TimexUnit};

use super::counts::{self, Count};
use super::reader::{Found, Meaning, Reader};
use super::words::{Lex, Unit};
use crate::pattern::Pattern;

/// A count of units: the length, the token behind, the unit, and the number when whole.
#[derive(Clone, Copy)]
pub(super) struct Length {
    pub(super) length: TimexLength,
    pub(super) end: usize,
    pub(super) unit: Unit,
    pub(super) hyphenated: bool,
}

/// The length of that many units; `None` when it does not come out whole in any smaller unit.
pub(super) fn length(count: Count, unit: Unit) -> Option<TimexLength> {
    let (factor, unit) = unit.timex()?;
    let (top, bottom) = match count {
        Count::Unknown => return Some(TimexLength::of(TimexLength::UNKNOWN, unit)),
        Count::Exact(top, bottom) => (top.checked_mul(factor)?, bottom),
    };
    if top == 0 {
        return None;
    }
    let (mut top, mut unit) = (top, unit);
    loop {
        if top % bottom == 0 {
            return Some(TimexLength::of(top / bottom, unit)).filter(|length| length.count(unit) <= 999_999_999);
        }
        let (factor, smaller) = match unit {
            TimexUnit::Year => (12, TimexUnit::Month),
            TimexUnit::Month => (30, TimexUnit::Day),
            TimexUnit::Week => (7, TimexUnit::Day),
            TimexUnit::Day => (24, TimexUnit::Hour),
            TimexUnit::Hour => (60, TimexUnit::Minute),
            TimexUnit::Minute => (60, TimexUnit::Second),
            TimexUnit::Second => return None,
        };
        top = top.checked_mul(factor)?;
        unit = smaller;
    }
}

/// The unit at `i`, with a hyphen before it; single letters only joined to their number.
fn unit_at(r: &Reader<'_>, i: usize) -> Option<(Unit, usize, bool)> {
    let hyphenated = r.mark(i) == '-' && r.joined(i) && r.joined(i + 1);
    let mut j = if hyphenated { i + 1 } else { i };
    // "three full years", "two more weeks", "five business days"
    if matches!(r.at(j), Lex::Whole | Lex::More | Lex::Calendar | Lex::Another) && r.at(j + 1).unit().is_some() {
        j += 1;
    }
    let unit = match r.at(j) {
        // "one second"; "one second-half goal" and "the one second to none" are of another.
        Lex::Ordinal(2)
            if matches!(r.before(j, 1), Lex::Number | Lex::Cardinal(1))
                && r.mark(j + 1) != '-'
                && r.at(j + 1) != Lex::To =>
        {
            Unit::Second
        }
        lex => lex.unit()?,
    };
    if r.text(j).len() == 1 && !r.joined(j) && !r.is(j, "h") {
        return None;
    }
    Some((unit, r.skip_unit_dot(j + 1), hyphenated))
}

/// One count and unit.
fn single(r: &Reader<'_>, i: usize) -> Option<Length> {
    let (count, j) = counts::count(r, i)?;
    let (unit, end, hyphenated) = unit_at(r, j)?;
    // "a second", "one second" said of a turn, and "the second".
    let length = length(count, unit)?;
    Some(Length { length, end, unit, hyphenated })
}

/// Counts and units in falling order: "1 year and 6 months", "2 hours 30 minutes".
pub(super) fn read(r: &Reader<'_>, i: usize) -> Option<Length> {
    let mut whole = single(r, i)?;
    // "two days and a half", "a year and a half"
    if r.at(whole.end) == Lex::And {
        let k = if r.at(whole.end + 1) == Lex::A { whole.end + 2 } else { whole.end + 1 };
        if r.at(k) == Lex::Half
            && r.at(k + 1).unit().is_none()
            && let Some((Count::Exact(top, 1), _)) = counts::count(r, i)
        {
            whole.length = length(Count::Exact(top.checked_mul(2)? + 1, 2), whole.unit)?;
            whole.end = k + 1;
            return Some(whole);
        }
    }
    for _ in 0..6 {
        let mut j = r.skip_comma(whole.end);
        if r.at(j) == Lex::And {
            j += 1;
        }
        if matches!(r.at(j), Lex::A | Lex::An) && j == whole.end {
            break;
        }
        let Some(next) = single(r, j) else { break };
        if next.unit as u8 >= whole.unit as u8 || next.hyphenated {
            break;
        }
        // "two days, 30 people": the comma joins only units; and a unit said twice starts another length.
        let clash = (0..7).any(|unit| whole.length.counts[unit] != 0 && next.length.counts[unit] != 0);
        if clash {
            break;
        }
        for unit in 0..7 {
            whole.length.counts[unit] += next.length.counts[unit];
        }
        whole.unit = next.unit;
        whole.end = next.end;
    }
    // "1 hour thirty"
    if whole.unit == Unit::Hour && !whole.hyphenated {
        let j = if r.at(whole.end) == Lex::And { whole.end + 1 } else { whole.end };
        if let Some((minutes @ 1..=59, end)) = counts::cardinal(r, j)
            && end >= r.limit
        {
            whole.length.counts[TimexUnit::Minute as usize] += minutes;
            whole.end = end;
        }
    }
    Some(whole)
}

/// "three to five years", "3–5 years", "12-18 months", "two or three weeks".
pub(super) fn range(r: &Reader<'_>, i: usize) -> Option<Found> {
    let (low, j) = counts::cardinal(r, i)?;
    let joint = matches!(r.at(j), Lex::To | Lex::Or)
        || r.mark(j) == '-'
        || (r.at(j) == Lex::And && r.before(i, 1) == Lex::Between);
    if !joint {
        return None;
    }
    let (high, k) = counts::cardinal(r, j + 1)?;
    let (unit, end, _) = unit_at(r, k)?;
    if low >= high || (r.at(i) == Lex::Number && r.text(i).len() > 3) || matches!(r.at(end), Lex::Ago) {
        return None;
    }
    let (low, high) = (length(Count::whole(low), unit)?, length(Count::whole(high), unit)?);
    if low.counts.iter().position(|&n| n != 0) != high.counts.iter().position(|&n| n != 0) {
        return None;
    }
    Some(Found::new(i, end, Meaning::DurationRange(low, high), Pattern::DateDurationRange).score(0.92))
}

/// A length that stands alone.
pub(super) fn alone(r: &Reader<'_>, i: usize) -> Option<Found> {
    let read = read(r, i)?;
    let one = matches!(r.at(i), Lex::A | Lex::An);
    let (unit, end) = (read.unit, read.end);
    // "World Cup 2018 day five", "in 2024 weeks went by"
    let like_a_year = r.digits(i).is_some_and(|(value, n_digits)| n_digits == 4 && (1900..2100).contains(&value));
    if like_a_year && !read.hyphenated {
        return None;
    }
    // "A Month in the Country"
    let unit_idx = (i + 1..end).rev().find(|&token| r.at(token).unit().is_some());
    if unit_idx.is_some_and(|token| r.shape(token) == gleaner_text::Shape::Title) && i != r.first && !read.hyphenated {
        return None;
    }
    // Ages: "a 14-year-old", "aged nine years", "19 years of age".
    let old = if r.mark(end) == '-' { end + 1 } else { end };
    let aged = r.is(old, "old") || r.is(old, "olds") || (r.at(old) == Lex::Of && r.is(old + 1, "age"));
    if aged
        || (i > r.first && r.is(i - 1, "aged"))
        || (i >= r.first + 2 && r.is(i - 2, "age") && r.at(i - 1) == Lex::Of)
    {
        return None;
    }
    // "a day trip", "a week off"
    let before_noun = r.shape(end) == gleaner_text::Shape::Lower && r.at(end) == Lex::None;
    if one && before_noun && matches!(r.at(end - 1), Lex::Unit(_)) && r.at(i + 1) != Lex::Half {
        return None;
    }
    // "a second opinion", "a quarter of voters", "half a century of runs", "a minute detail"
    if one
        && matches!(unit, Unit::Second | Unit::Minute | Unit::Quarter)
        && r.at(i + 1) != Lex::Few
        && !(end >= r.limit || r.at(end) != Lex::None || r.mark(end) != '\0')
    {
        return None;
    }
    if unit == Unit::Quarter
        && (one || r.at(i) == Lex::Half || !matches!(r.at(end - 1), Lex::Units(_)) || r.at(end) == Lex::Of)
    {
        return None;
    }
    // "1 second" before nothing else; "one second" may be of two.
    let closes = r.at(i) == Lex::Number && (end >= r.limit || r.at(end) != Lex::None || r.mark(end) != '\0');
    if unit == Unit::Second && matches!(r.at(end - 1), Lex::Ordinal(_)) && !closes {
        return None;
    }
    if r.at(i) == Lex::Half && unit == Unit::Century {
        return Some(Found::new(i, end, Meaning::Duration(read.length, 0), Pattern::DateDuration).score(0.8));
    }
    // "five hundred years" is a length, "the 30 Years War" a name.
    if r.class(end) == Some(gleaner_text::TokenClass::Word) && r.is(end, "war") {
        return None;
    }
    // "2 minutes' walk", "three years' time": the possessive stays outside.
    let score = if one { 0.75 } else { 0.93 };
    Some(Found::new(i, end, Meaning::Duration(read.length, 0), Pattern::DateDuration).score(score))
}

/// "all day", "whole week", "another week", "many years", "a decade".
pub(super) fn worded(r: &Reader<'_>, i: usize) -> Option<Found> {
    let j = if r.at(i + 1) == Lex::The { i + 2 } else { i + 1 };
    let j = if r.at(i) == Lex::Another && r.at(j) == Lex::Few { j + 1 } else { j };
    let unit = match (r.at(i), r.at(j)) {
        (Lex::All | Lex::Whole | Lex::Another, Lex::Unit(unit)) => unit,
        _ => return None,
    };
    if r.at(i) == Lex::Whole && j != i + 1 {
        return None;
    }
    let (one, unit_of) = unit.timex()?;
    Some(Found::new(i, j + 1, Meaning::Duration(TimexLength::of(one, unit_of), 0), Pattern::DateDuration).score(0.8))
}
