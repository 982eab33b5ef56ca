//! Years that do not begin in January: financial, fiscal, tax and academic years, years "to" or "ended" on a day, terms.

use gleaner_text::{Day, TimexDate};

use super::calendar;
use super::numeric::of_day;
use super::points;
use super::reader::{Point, Reader};
use super::words::{Lex, Unit};
use crate::pattern::Pattern;

/// Which kind of year words announce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearKind {
    Financial,
    Tax,
    Academic,
}

/// "2023/24", "2023-24", "2023–2024": two years that follow each other. The first year and the token behind.
pub(super) fn pair(r: &Reader<'_>, i: usize) -> Option<(i16, usize, bool)> {
    let (first, n_first) = r.digits(i)?;
    if !matches!(r.mark(i + 1), '/' | '-') || !r.joined(i + 1) || !r.joined(i + 2) {
        return None;
    }
    let (second, n_second) = r.digits(i + 2)?;
    if matches!(r.mark(i + 3), '/' | '-') && r.joined(i + 3) && r.at(i + 4) == Lex::Number && r.joined(i + 4) {
        return None;
    }
    match (n_first, n_second) {
        (4, 2) if (1850..=2150).contains(&first) && (first + 1) % 100 == second => Some((first as i16, i + 3, true)),
        (4, 4) if (1850..=2150).contains(&first) && first + 1 == second => Some((first as i16, i + 3, false)),
        _ => None,
    }
}

/// A year of twelve months from `start_month` of `year` on.
fn months_from(end: usize, year: i16, start_month: u8, pattern: Pattern) -> Point {
    let (last_year, last_month) = if start_month == 1 { (year, 12) } else { (year + 1, start_month - 1) };
    Point::new(end, TimexDate::Month { year: Some(year), month: Some(start_month) }, pattern)
        .to(TimexDate::Month { year: Some(last_year), month: Some(last_month) })
}

/// A year of that kind that begins in `year`.
fn year_of_kind(r: &Reader<'_>, kind: YearKind, year: i16, end: usize) -> Point {
    match kind {
        YearKind::Financial => months_from(end, year, r.fiscal_start(), Pattern::DateFinancialYear),
        YearKind::Tax => {
            let day = |year, day| TimexDate::Day { year: Some(year), month: Some(4), day: Some(day) };
            Point::new(end, day(year, 6), Pattern::DateTaxYear).to(day(year + 1, 5))
        }
        YearKind::Academic => {
            let start = match r.settings.academic_year_start {
                month @ 1..=12 => month,
                _ => 9,
            };
            months_from(end, year, start, Pattern::DateAcademicYear)
        }
    }
}

/// The kind that the words at `i` name: "financial year", "FY", "tax year", "academic year". The token behind.
fn kind(r: &Reader<'_>, i: usize) -> Option<(YearKind, usize)> {
    let kind = match r.at(i) {
        Lex::Fy => return Some((YearKind::Financial, i + 1)),
        Lex::Fiscal => {
            let end = if r.at(i + 1) == Lex::Unit(Unit::Year) { i + 2 } else { i + 1 };
            return Some((YearKind::Financial, end));
        }
        Lex::Financial => YearKind::Financial,
        Lex::Tax => YearKind::Tax,
        Lex::Academic | Lex::School => YearKind::Academic,
        _ => return None,
    };
    (r.at(i + 1) == Lex::Unit(Unit::Year)).then_some((kind, i + 2))
}

/// A pair of years with the words for its kind before or behind it.
pub(super) fn pair_of_years(r: &Reader<'_>, i: usize) -> Option<Point> {
    let (year, end, is_short) = pair(r, i)?;
    if i > r.first && r.class(i - 1) == Some(gleaner_text::TokenClass::Currency) {
        return None;
    }
    if let Some((kind, kind_end)) = kind(r, end) {
        return Some(year_of_kind(r, kind, year, kind_end));
    }
    if r.before(i, 1).unit() == Some(Unit::Year) {
        for (lex, kind) in
            [(Lex::Financial, YearKind::Financial), (Lex::Tax, YearKind::Tax), (Lex::Academic, YearKind::Academic)]
        {
            if r.before(i, 2) == lex {
                return Some(year_of_kind(r, kind, year, end));
            }
        }
    }
    // Without a cue "2023-2024" is two calendar years: the ranges read it.
    if !is_short && r.mark(i + 1) == '-' {
        return None;
    }
    // "the 2015-16 season", "winter 2024/25" and biographies' "1939-40" are not the Treasury's; the cue decides, and
    // without one the form does.
    let sport = r.is(end, "season") || r.is(end, "campaign");
    if sport {
        let to = TimexDate::Year(Some(year + 1));
        return Some(Point::new(end, TimexDate::Year(Some(year)), Pattern::DateRange).to(to).score(0.8));
    }
    if r.settings.locale == crate::settings::Locale::Us && r.settings.fiscal_year_start.is_none() {
        let to = TimexDate::Year(Some(year + 1));
        return Some(Point::new(end, TimexDate::Year(Some(year)), Pattern::DateRange).to(to).score(0.8));
    }
    // Before the war books mean two calendar years.
    if year < 1948 {
        let to = TimexDate::Year(Some(year + 1));
        return Some(Point::new(end, TimexDate::Year(Some(year)), Pattern::DateRange).to(to).score(0.8));
    }
    Some(year_of_kind(r, YearKind::Financial, year, end).score(0.85))
}

/// Words first: "financial year 2023-24", "FY 24", "tax year 2023/24", "year ended 31 March 2024", "FYE March 2024".
pub(super) fn words_first(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    if let Some((kind, j)) = kind(r, i) {
        let j = if r.mark(j) == ':' { j + 1 } else { j };
        if let Some((year, end, _)) = pair(r, j) {
            return Some(year_of_kind(r, kind, year, end).score(0.97));
        }
        if let Some(point) = ended(r, j) {
            return Some(point);
        }
        // "2024 financial year" is read at the number. "FY23/24": one token "FY23" or two.
        if let Some((first, 2)) = r.digits(j) {
            if matches!(r.mark(j + 1), '/' | '-')
                && r.joined(j + 1)
                && let Some((second, 2)) = r.digits(j + 2)
            {
                return ((first + 1) % 100 == second)
                    .then(|| year_of_kind(r, kind, r.full_year(first), j + 3).score(0.97));
            }
            return matches!(r.at(i), Lex::Fy | Lex::Fiscal).then(|| ending_in(r, kind, r.full_year(first), j + 1));
        }
        if let Some((year, end)) = points::short_year(r, j) {
            return Some(ending_in(r, kind, year, end));
        }
        let (year, n_digits) = r.digits(j)?;
        return (n_digits == 4 && (1900..2100).contains(&year)).then(|| ending_in(r, kind, year as i16, j + 1));
    }
    match r.at(i) {
        Lex::Fye => ended_on(r, i + 1),
        Lex::Unit(Unit::Year) => ended(r, i + 1),
        // "12 months to March 2024", "twelve months ended 31 March 2024", "six months to 30 June"
        _ => None,
    }
}

/// The year of that kind that ends in `year`: FY24 is 2023-04 to 2024-03.
fn ending_in(r: &Reader<'_>, kind: YearKind, year: i16, end: usize) -> Point {
    let starts_in_january = kind == YearKind::Financial && r.fiscal_start() == 1;
    year_of_kind(r, kind, if starts_in_january { year } else { year - 1 }, end).score(0.9)
}

/// "ended 31 March 2024", "to 31 March 2024" behind "year".
fn ended(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    matches!(r.at(i), Lex::Ended | Lex::To).then(|| ended_on(r, i + 1)).flatten()
}

fn ended_on(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    months_ended_on(r, i, 12)
}

/// A stretch of `n` months that ends on the day or month at `i`.
pub(super) fn months_ended_on(r: &mut Reader<'_>, i: usize, n: u32) -> Option<Point> {
    let i = if r.at(i) == Lex::On { i + 1 } else { i };
    let i = r.skip_the(i);
    let mut point = super::expression::day_or_month(r, i)?;
    point.date = super::resolve::past(r, point.date);
    let n = i64::from(n);
    let (from, to) = match point.date {
        TimexDate::Day { year: Some(year), month: Some(month), day: Some(day) } => {
            let last = calendar::day(year, month, day)?;
            // The last day of a month ends whole months.
            if day == calendar::days_in_month(year, month) {
                let first = calendar::add_months(Day::new(year, month, 1), 1 - n)?;
                let month_of = |day: Day| TimexDate::Month { year: Some(day.year), month: Some(day.month) };
                (month_of(first), month_of(last))
            } else {
                let first = calendar::add_days(calendar::add_months(last, -n)?, 1)?;
                (of_day(first), of_day(last))
            }
        }
        TimexDate::Month { year: Some(year), month: Some(month) } => {
            let first = calendar::add_months(Day::new(year, month, 1), 1 - n)?;
            (TimexDate::Month { year: Some(first.year), month: Some(first.month) }, point.date)
        }
        _ => return None,
    };
    Some(Point::new(point.end, from, Pattern::DateYearEnded).to(to).score(0.95))
}

/// "FY24", "FY2024", "FY23/24", "CY18" as one token with its digits.
pub(super) fn mixed(r: &Reader<'_>, i: usize) -> Option<Point> {
    let text = r.text(i);
    let digits = text.get(2..)?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || !matches!(digits.len(), 2 | 4) {
        return None;
    }
    let value: u32 = digits.parse().ok()?;
    let year = match digits.len() {
        2 => r.full_year(value),
        _ if (1900..2100).contains(&value) => value as i16,
        _ => return None,
    };
    if text[..2].eq_ignore_ascii_case("cy") && text.starts_with(['c', 'C']) {
        return Some(Point::new(i + 1, TimexDate::Year(Some(year)), Pattern::DateYear).score(0.7));
    }
    if !text[..2].eq_ignore_ascii_case("fy") {
        return None;
    }
    if matches!(r.mark(i + 1), '/' | '-')
        && r.joined(i + 1)
        && r.joined(i + 2)
        && let Some((second, n_second)) = r.digits(i + 2)
    {
        let follows = match n_second {
            2 => (year + 1).rem_euclid(100) as u32 == second,
            4 => (year + 1) as u32 == second,
            _ => false,
        };
        if follows {
            return Some(year_of_kind(r, YearKind::Financial, year, i + 3).score(0.97));
        }
    }
    Some(ending_in(r, YearKind::Financial, year, i + 1))
}

/// "2024 financial year", "2024 tax year" behind a year in digits.
pub(super) fn year_with_kind(r: &Reader<'_>, i: usize) -> Option<Point> {
    let (year, n_digits) = r.digits(i)?;
    if n_digits != 4 || !(1900..2100).contains(&year) {
        return None;
    }
    let (kind, end) = kind(r, i + 1)?;
    (r.at(i + 1) != Lex::Fy).then(|| ending_in(r, kind, year as i16, end).score(0.85))
}

/// "this financial year", "the last tax year", relative to the document's date. `offset` −1, 0 or 1.
pub(super) fn relative(r: &Reader<'_>, i: usize, offset: i16) -> Option<Point> {
    let (kind, end) = kind(r, i)?;
    if r.at(i) == Lex::Fiscal && r.at(i + 1) != Lex::Unit(Unit::Year) || r.at(i) == Lex::Fy {
        return None;
    }
    let Some(today) = r.today else {
        return Some(Point::new(end, TimexDate::Year(None), Pattern::DateFinancialYear).score(0.7));
    };
    let (start_month, start_day) = match kind {
        YearKind::Financial => (r.fiscal_start(), 1),
        YearKind::Tax => (4, 6),
        YearKind::Academic => (r.settings.academic_year_start.clamp(1, 12), 1),
    };
    let began = if (today.month, today.day) >= (start_month, start_day) { today.year } else { today.year - 1 };
    Some(year_of_kind(r, kind, began + offset, end).score(0.9))
}

/// "Michaelmas term 2025", "spring term": a date without days; no calendar of terms is known here.
pub(super) fn term(r: &Reader<'_>, i: usize) -> Option<Point> {
    let season = matches!(r.at(i), Lex::Season(_));
    if !(season || r.at(i) == Lex::Michaelmas || r.at(i) == Lex::Named && r.is(i, "easter")) || r.at(i + 1) != Lex::Term
    {
        return None;
    }
    let end = points::year_behind(r, i + 2).map_or(i + 2, |(_, end)| end);
    let date = TimexDate::Day { year: None, month: None, day: None };
    Some(Point::new(end, date, Pattern::DateTerm).score(0.7))
}
