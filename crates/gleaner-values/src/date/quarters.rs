//! Quarters and halves: "Q3 2024", "third quarter of 2024", "3Q24", "H1 2024", "first half of the year".

use gleaner_text::{TimexDate, TimexMod};

use super::calendar;
use super::counts;
use super::points;
use super::reader::{Point, Reader};
use super::uk_years;
use super::words::{Lex, Unit};
use crate::pattern::Pattern;

/// Whose quarter or half.
enum Of {
    Year(i16, usize),
    /// A fiscal year by the year it begins in.
    Fiscal(i16, usize),
}

/// The year behind a quarter: "2024", "of 2024", "'24", "FY25", "2024/25".
fn year_of(r: &Reader<'_>, i: usize) -> Option<Of> {
    let j = if matches!(r.at(i), Lex::Of | Lex::In) { i + 1 } else { i };
    let j = r.skip_comma(j);
    let j = r.skip_the(j);
    if let Some((year, end, true)) = uk_years::pair(r, j) {
        return Some(Of::Fiscal(year, end));
    }
    if let Some(point) = fiscal(r, j) {
        return Some(point);
    }
    if let Some((year, end)) = points::year_behind(r, j) {
        return Some(Of::Year(year, end));
    }
    // "of the year", "of this year", "of last year": by the document's date.
    let k = j;
    let offset = match r.at(k) {
        Lex::Unit(Unit::Year) if r.at(i) == Lex::Of => return r.today.map(|today| Of::Year(today.year, k + 1)),
        Lex::This | Lex::Current => 0,
        Lex::Last | Lex::Previous => -1,
        Lex::Next => 1,
        _ => return None,
    };
    if r.at(k + 1) != Lex::Unit(Unit::Year) {
        return None;
    }
    r.today.map(|today| Of::Year(today.year + offset, k + 2))
}

fn fiscal(r: &Reader<'_>, i: usize) -> Option<Of> {
    let point = match r.at(i) {
        Lex::Mixed => uk_years::mixed(r, i).filter(|point| point.to.is_some())?,
        Lex::Fy | Lex::Fiscal => {
            let (value, n_digits) = r.digits(i + 1)?;
            let year = if n_digits == 2 { r.full_year(value) } else { value as i16 };
            return (n_digits == 2 || n_digits == 4).then_some(Of::Fiscal(year - 1, i + 2));
        }
        _ => return None,
    };
    match point.date {
        TimexDate::Month { year: Some(year), .. } => Some(Of::Fiscal(year, point.end)),
        _ => None,
    }
}

/// The `n`th stretch of `months` months of that year.
fn part(r: &Reader<'_>, n: u8, months: u8, of: Option<Of>, end: usize) -> Point {
    let pattern = if months == 3 { Pattern::DateQuarter } else { Pattern::DateHalf };
    let date = |year| {
        if months == 3 {
            TimexDate::Quarter { year, quarter: Some(n) }
        } else {
            TimexDate::Half { year, half: Some(n) }
        }
    };
    match of {
        None => Point::new(end, date(None), pattern).score(0.7),
        Some(Of::Year(year, end)) => Point::new(end, date(Some(year)), pattern).score(0.97),
        Some(Of::Fiscal(year, end)) => {
            let start = r.fiscal_start();
            if start == 1 {
                return Point::new(end, date(Some(year)), pattern);
            }
            let month_of = |offset: i64| {
                let first = calendar::add_months(gleaner_text::Day::new(year, start, 1), offset)
                    .unwrap_or(gleaner_text::Day::new(year, start, 1));
                TimexDate::Month { year: Some(first.year), month: Some(first.month) }
            };
            let first = i64::from(months) * (i64::from(n) - 1);
            Point::new(end, month_of(first), pattern).to(month_of(first + i64::from(months) - 1)).score(0.97)
        }
    }
}

/// "Q3", "H1" with digits joined, one token.
pub(super) fn mixed(r: &Reader<'_>, i: usize, linked: bool) -> Option<Point> {
    let bytes = r.text(i).as_bytes();
    let [letter, digits @ ..] = bytes else { return None };
    let (n, short) = match digits {
        [n] => (n, None),
        // "Q3'24", "Q3’24"
        [n, b'\'', a @ b'0'..=b'9', b @ b'0'..=b'9'] | [n, 0xe2, 0x80, 0x99, a @ b'0'..=b'9', b @ b'0'..=b'9'] => {
            (n, Some(Of::Year(r.full_year(u32::from(a - b'0') * 10 + u32::from(b - b'0')), i + 1)))
        }
        // "Q124" is no quarter; "Q3FY25" is one.
        [n, b'f' | b'F', b'y' | b'Y', a @ b'0'..=b'9', b @ b'0'..=b'9'] => {
            (n, Some(Of::Fiscal(r.full_year(u32::from(a - b'0') * 10 + u32::from(b - b'0')) - 1, i + 1)))
        }
        _ => return None,
    };
    let (n, months) = match (letter, n) {
        (b'q' | b'Q', b'1'..=b'4') => (n - b'0', 3),
        (b'h' | b'H', b'1'..=b'2') => (n - b'0', 6),
        _ => return None,
    };
    // "2024 Q3", "2024-Q3" are read at the year; "Q3/24", "Q3 '24", "Q3 2024" here.
    let of = short.or_else(|| year_of(r, i + 1)).or_else(|| {
        let (value, n_digits) = r.digits(i + 2).filter(|_| matches!(r.mark(i + 1), '/' | '-') && r.joined(i + 1))?;
        match n_digits {
            2 => Some(Of::Year(r.full_year(value), i + 3)),
            4 if (1900..2100).contains(&value) => Some(Of::Year(value as i16, i + 3)),
            _ => None,
        }
    });
    // "Q3" alone is a question, a car, a drawer: a preposition of time makes it a quarter.
    let led = linked || matches!(r.before(i, 1), Lex::In | Lex::During | Lex::By | Lex::Since | Lex::Until | Lex::Of);
    if of.is_none() && !(led && r.today.is_some()) {
        return None;
    }
    Some(part(r, n, months, of, i + 1))
}

/// "2024 Q3", "2024Q3", "2024-H1".
pub(super) fn year_first(r: &Reader<'_>, i: usize) -> Option<Point> {
    let (year, n_digits) = r.digits(i)?;
    if n_digits == 1 && r.joined(i + 1) {
        return count_first(r, i, year);
    }
    if n_digits != 4 || !(1900..2100).contains(&year) {
        return None;
    }
    let j = if r.joined(i + 1) { r.skip_hyphen(i + 1) } else { i + 1 };
    let bytes = r.text(j).as_bytes();
    let (letter, n) = match bytes {
        [letter, n] => (letter.to_ascii_lowercase(), n),
        _ => return None,
    };
    let of = Some(Of::Year(year as i16, j + 1));
    match (letter, n) {
        (b'q', b'1'..=b'4') => Some(part(r, n - b'0', 3, of, j + 1)),
        (b'h', b'1'..=b'2') => Some(part(r, n - b'0', 6, of, j + 1)),
        _ => None,
    }
}

/// "3Q24", "1H2024", "4Q 2024"
fn count_first(r: &Reader<'_>, i: usize, n: u32) -> Option<Point> {
    let text = r.text(i + 1);
    let letter = text.bytes().next()?.to_ascii_lowercase();
    let months = match (letter, n) {
        (b'q', 1..=4) => 3,
        (b'h', 1..=2) => 6,
        _ => return None,
    };
    let digits = &text[1..];
    let of = match digits.len() {
        0 => year_of(r, i + 2)?,
        2 => Of::Year(r.full_year(digits.parse().ok()?), i + 2),
        4 => Of::Year(digits.parse().ok().filter(|year| (1900..2100).contains(year))?, i + 2),
        _ => return None,
    };
    Some(part(r, n as u8, months, Some(of), i + 2))
}

/// "third quarter of 2024", "first half of the year", "second half of March", "last quarter of 2024".
pub(super) fn worded(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    let (n, j) = match r.at(i) {
        Lex::Last if matches!(r.at(i + 1), Lex::Unit(Unit::Quarter) | Lex::Half) => (0, i + 1),
        _ => counts::ordinal(r, i)?,
    };
    let fiscal_word = matches!(r.at(j), Lex::Fiscal | Lex::Financial | Lex::Calendar);
    let j = if fiscal_word { j + 1 } else { r.skip_hyphen(j) };
    match r.at(j) {
        Lex::Unit(Unit::Quarter) => {
            let of = year_of(r, j + 1);
            let n = match n {
                0 => of.as_ref().map(|_| 4)?,
                1..=4 => n as u8,
                _ => return None,
            };
            // "first quarter" of a match or of anything else is none.
            if of.is_none() && (matches!(r.at(j + 1), Lex::Of) || r.today.is_none()) {
                return None;
            }
            Some(part(r, n, 3, of, j + 1))
        }
        Lex::Half => {
            let n = match n {
                0 => 2,
                1..=2 => n as u8,
                _ => return None,
            };
            if let Some(of) = year_of(r, j + 1) {
                return Some(part(r, n, 6, Some(of), j + 1));
            }
            if r.at(j + 1) != Lex::Of {
                return None;
            }
            let k = r.skip_the(j + 2);
            let mut point = super::expression::stretch(r, k)?;
            point.modifier = Some(if n == 1 { TimexMod::Start } else { TimexMod::End });
            point.pattern = Pattern::DatePartOf;
            Some(point)
        }
        _ => None,
    }
}

/// "half-year to 30 June 2024", "six months ended 31 March 2024", "12 months to March 2024".
pub(super) fn months_to(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    let (n, j) = if r.at(i) == Lex::Half && r.at(r.skip_hyphen(i + 1)) == Lex::Unit(Unit::Year) {
        (6, r.skip_hyphen(i + 1) + 1)
    } else if r.at(i) == Lex::Unit(Unit::Quarter) && matches!(r.at(i + 1), Lex::Ended) {
        (3, i + 1)
    } else {
        let (n, j) = counts::cardinal(r, i)?;
        let j = r.skip_hyphen(j);
        match r.at(j) {
            Lex::Units(Unit::Month) | Lex::Unit(Unit::Month) if (1..=36).contains(&n) => (n, j + 1),
            _ => return None,
        }
    };
    let j = if r.at(j).unit() == Some(Unit::Month) { j + 1 } else { j };
    let j = if r.is(j, "period") { j + 1 } else { j };
    if !matches!(r.at(j), Lex::Ended | Lex::To) {
        return None;
    }
    uk_years::months_ended_on(r, j + 1, n)
}
