//! Dates in digits: 12/09/2016, 12.09.16, 2016-09-12, 03/2024.

use gleaner_text::TimexDate;

use super::calendar;
use super::reader::{Point, Reader};
use super::words::Lex;
use crate::pattern::Pattern;

/// Up to three numbers with one kind of mark between, all joined.
struct Parts {
    numbers: [(u32, usize); 3],
    n: usize,
    mark: char,
    end: usize,
}

/// The numbers from token `i` on; `None` when a fourth follows or one precedes.
fn parts(r: &Reader<'_>, i: usize) -> Option<Parts> {
    let text = r.text(i);
    if text.contains('.') {
        let mut numbers = [(0, 0); 3];
        let mut n = 0;
        for piece in text.split('.') {
            if n == 3 || piece.is_empty() || piece.len() > 4 || !piece.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            numbers[n] = (piece.parse().ok()?, piece.len());
            n += 1;
        }
        return (n == 3).then_some(Parts { numbers, n, mark: '.', end: i + 1 });
    }
    let first = r.digits(i)?;
    let mark = r.mark(i + 1);
    if !matches!(mark, '/' | '-') || !r.joined(i + 1) {
        return None;
    }
    if r.joined(i) && matches!(r.mark_before(i, 1), '/' | '.' | ':') {
        return None;
    }
    // The middle of a telephone number or a code.
    if r.joined(i) && mark == '-' && r.mark_before(i, 1) == '-' && r.before(i, 2) == Lex::Number && r.joined(i - 1) {
        return None;
    }
    let mut parts = Parts { numbers: [first, (0, 0), (0, 0)], n: 1, mark, end: i + 1 };
    while parts.n < 3 && r.mark(parts.end) == mark && r.joined(parts.end) && r.joined(parts.end + 1) {
        let Some(number) = r.digits(parts.end + 1) else { break };
        parts.numbers[parts.n] = number;
        parts.n += 1;
        parts.end += 2;
    }
    // A fourth number: a telephone number, a path, a version.
    if parts.n == 3 && r.mark(parts.end) == '/' && r.joined(parts.end) && r.at(parts.end + 1) == Lex::Number {
        return None;
    }
    (parts.n >= 2).then_some(parts)
}

/// The year of a date in digits: four digits, or two.
fn year(r: &Reader<'_>, (value, n_digits): (u32, usize)) -> Option<i16> {
    match n_digits {
        4 if (1000..=2199).contains(&value) => Some(value as i16),
        2 => Some(r.full_year(value)),
        _ => None,
    }
}

/// A day, month and year in digits.
pub(super) fn full(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    if let Some((value, 8)) = r.digits(i) {
        return eight_digits(r, i, value);
    }
    let parts = parts(r, i)?;
    if parts.n != 3 {
        return None;
    }
    let [first, second, third] = parts.numbers;
    if first.1 == 4 {
        let year = year(r, first)?;
        if second.1 > 2 || third.1 > 2 {
            return None;
        }
        let day = calendar::day(year, u8::try_from(second.0).ok()?, u8::try_from(third.0).ok()?)?;
        return Some(Point::new(parts.end, of_day(day), Pattern::DateIso).score(0.98));
    }
    if first.1 > 2 || second.1 > 2 {
        return None;
    }
    // Two-digit years with other marks than slashes are as often scores and versions.
    if third.1 == 2 && parts.mark == '.' && (first.1 != 2 || second.1 != 2) {
        return None;
    }
    let year = year(r, third)?;
    let (a, b) = (u8::try_from(first.0).ok()?, u8::try_from(second.0).ok()?);
    let day_first = calendar::day(year, b, a);
    let month_first = calendar::day(year, a, b);
    let mut point = match (day_first, month_first) {
        (None, None) => return None,
        (Some(day), None) | (None, Some(day)) => Point::new(parts.end, of_day(day), Pattern::DateNumeric),
        (Some(day_first), Some(month_first)) => {
            let (chosen, other) = if r.month_first() { (month_first, day_first) } else { (day_first, month_first) };
            let mut point = Point::new(parts.end, of_day(chosen), Pattern::DateNumeric).score(0.85);
            point.alternative = (chosen != other).then_some(of_day(other));
            point
        }
    };
    if third.1 == 2 {
        point.score -= 0.1;
    }
    Some(point)
}

/// 20160912 behind a word that announces a date.
fn eight_digits(r: &Reader<'_>, i: usize, value: u32) -> Option<Point> {
    let colon = usize::from(r.mark_before(i, 1) == ':');
    let announced = i > r.first + colon && ["date", "dated", "on"].iter().any(|word| r.is(i - 1 - colon, word));
    let year = i16::try_from(value / 10_000).ok().filter(|year| (1900..2100).contains(year))?;
    let day = calendar::day(year, (value / 100 % 100) as u8, (value % 100) as u8)?;
    announced.then(|| Point::new(i + 1, of_day(day), Pattern::DateIso).score(0.8))
}

/// A day and month in digits without a year: 23/12. Told apart from fractions by the caller.
pub(super) fn day_month(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    let parts = parts(r, i)?;
    let [first, second, _] = parts.numbers;
    if parts.n != 2 || first.1 > 2 || second.1 > 2 {
        return None;
    }
    let (a, b) = (u8::try_from(first.0).ok()?, u8::try_from(second.0).ok()?);
    // In a leap year every day that any year has exists.
    let valid = |month, day| calendar::day(2024, month, day).is_some();
    let (month, day) = match (valid(b, a), valid(a, b)) {
        (false, false) => return None,
        (true, false) => (b, a),
        (false, true) => (a, b),
        (true, true) if r.month_first() => (a, b),
        (true, true) => (b, a),
    };
    let mut point = Point::new(
        parts.end,
        TimexDate::Day { year: None, month: Some(month), day: Some(day) },
        Pattern::DateNumericDayMonth,
    )
    .score(0.7);
    if valid(b, a) && valid(a, b) && a != b {
        point.alternative = Some(TimexDate::Day { year: None, month: Some(day), day: Some(month) });
    }
    Some(point)
}

/// A month and year in digits: 03/2024, 2024-03.
pub(super) fn month(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    let parts = parts(r, i)?;
    let [first, second, _] = parts.numbers;
    if parts.n != 2 {
        return None;
    }
    let (year, month) = match (first.1, second.1) {
        (1 | 2, 4) => (second.0, first.0),
        (4, 2) => (first.0, second.0),
        _ => return None,
    };
    if !(1000..=2199).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    let date = TimexDate::Month { year: Some(year as i16), month: Some(month as u8) };
    Some(Point::new(parts.end, date, Pattern::DateNumericMonth).score(0.85))
}

pub(super) const fn of_day(day: gleaner_text::Day) -> TimexDate {
    TimexDate::Day { year: Some(day.year), month: Some(day.month), day: Some(day.day) }
}

/// What the document's numeric dates show of the order of day and month: `Some(true)` for the month first. Reads all
/// tokens once; a document that shows both keeps its locale.
pub(super) fn vote(r: &Reader<'_>) -> Option<bool> {
    let whole = Reader::new(r.view, r.lex, r.settings, None);
    let (mut n_month_first, mut n_day_first) = (0u32, 0u32);
    for i in 0..r.lex.len() {
        if r.lex[i] != Lex::Number {
            continue;
        }
        let Some(parts) = parts(&whole, i) else { continue };
        let [first, second, third] = parts.numbers;
        if parts.n != 3 || first.1 > 2 || second.1 > 2 || !matches!(third.1, 2 | 4) {
            continue;
        }
        let Some(year) = year(&whole, third) else { continue };
        let (a, b) = (first.0 as u8, second.0 as u8);
        match (calendar::day(year, b, a).is_some(), calendar::day(year, a, b).is_some()) {
            (true, false) => n_day_first += 1,
            (false, true) => n_month_first += 1,
            _ => {}
        }
    }
    if n_month_first == n_day_first { None } else { Some(n_month_first > n_day_first) }
}
