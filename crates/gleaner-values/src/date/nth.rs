//! The nth of something inside a longer stretch: "last Friday in October", "first six months of 2024".

use gleaner_text::{Day, TimexDate};

use super::calendar;
use super::counts;
use super::days;
use super::named_days;
use super::numeric;
use super::points;
use super::reader::{Point, Reader};
use super::relative;
use super::resolve;
use super::words::{Lex, Unit};
use super::years;
use crate::pattern::Pattern;

/// "first Monday of March", "last Friday in October", "third week of January 2015", "last day of October", "20th of this
/// month", "second weekend of June".
pub(super) fn nth(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    if let Some(point) = several(r, i) {
        return Some(point);
    }
    let (n, mut j) = match r.at(i) {
        Lex::Last => (-1i8, i + 1),
        _ => {
            let (n, j) = counts::ordinal(r, i).or_else(|| {
                r.digits(i).filter(|&(n, _)| (1..=31).contains(&n) && r.at(i + 1) == Lex::Of).map(|(n, _)| (n, i + 1))
            })?;
            (i8::try_from(n).ok().filter(|&n| n <= 53)?, j)
        }
    };
    let mut n = n;
    // "second last week", "3rd last day"
    if n > 0 && r.at(j) == Lex::Last {
        n = -n;
        j += 1;
    }
    // "8th of this month", "the 21st day of next month"
    let k = if r.at(j) == Lex::Unit(Unit::Day) { j + 1 } else { j };
    if n > 0 && r.at(k) == Lex::Of {
        let m = r.skip_the(k + 1);
        if matches!(r.at(m), Lex::This | Lex::Next | Lex::Last | Lex::Previous | Lex::Current | Lex::Following)
            && r.at(m + 1) == Lex::Unit(Unit::Month)
        {
            let month = relative::point(r, m)?;
            if let TimexDate::Month { year: Some(year), month: Some(number) } = month.date {
                let day = calendar::day(year, number, n as u8)?;
                return Some(Point::new(month.end, numeric::of_day(day), Pattern::DateDayOfMonth));
            }
            return None;
        }
    }
    let what = r.at(j);
    let is_unit = matches!(what, Lex::Unit(Unit::Day | Unit::Week | Unit::Weekend | Unit::Month));
    if what.weekday().is_none() && !is_unit {
        return None;
    }
    if !matches!(r.at(j + 1), Lex::Of | Lex::In | Lex::After) && r.at(j + 1).month().is_none() {
        return None;
    }
    let after = r.at(j + 1) == Lex::After;
    let k = if matches!(r.at(j + 1), Lex::Of | Lex::In | Lex::After) { j + 2 } else { j + 1 };
    let k = r.skip_the(k);
    let mut whole = match r.at(k) {
        Lex::Month(_) | Lex::MonthAbbr(_) => points::month_first(r, k, true)?,
        Lex::Unit(unit @ (Unit::Month | Unit::Year)) => relative::unit(r, r.today, unit, 0, k + 1)?,
        Lex::This | Lex::Next | Lex::Last | Lex::Previous | Lex::Current | Lex::Following => relative::point(r, k)?,
        Lex::Number => years::year(r, k, true)?,
        Lex::Named if after => named_days::point(r, k, None)?,
        _ => return None,
    };
    whole.date = resolve::date(r, whole.date, None);
    let end = whole.end;
    if after {
        let weekday = what.weekday()?;
        let (_, base) = days::date_days(whole.date)?;
        let first = calendar::weekday_on_or_after(calendar::add_days(base, 1)?, weekday)?;
        let day = calendar::add_days(first, 7 * (i64::from(n) - 1))?;
        return (n > 0).then(|| Point::new(end, numeric::of_day(day), Pattern::DateNthWeekday));
    }
    let (first, last) = days::date_days(whole.date)?;
    let date = match what {
        Lex::Unit(Unit::Day) => {
            let day = if n > 0 {
                calendar::add_days(first, i64::from(n) - 1)?
            } else {
                calendar::add_days(last, i64::from(n) + 1)?
            };
            (first <= day && day <= last).then_some(numeric::of_day(day))?
        }
        Lex::Unit(Unit::Month) => {
            let TimexDate::Year(Some(year)) = whole.date else { return None };
            let month = if n > 0 { n } else { 13 + n };
            (1..=12).contains(&month).then_some(TimexDate::Month { year: Some(year), month: Some(month as u8) })?
        }
        Lex::Unit(unit) => {
            // A week belongs to the month or year that holds its Thursday, a weekend to that of its Saturday.
            let pivot = if unit == Unit::Week { 4 } else { 6 };
            let day = if n > 0 {
                calendar::add_days(calendar::weekday_on_or_after(first, pivot)?, 7 * (i64::from(n) - 1))?
            } else {
                calendar::add_days(calendar::weekday_on_or_before(last, pivot)?, 7 * (i64::from(n) + 1))?
            };
            if day < first || day > last {
                return None;
            }
            let (year, week) = calendar::iso_week(day)?;
            if unit == Unit::Week {
                TimexDate::Week { year: Some(year), week: Some(week) }
            } else {
                TimexDate::Weekend { year: Some(year), week: Some(week) }
            }
        }
        _ => {
            let weekday = what.weekday()?;
            let TimexDate::Month { year: Some(year), month: Some(month) } = whole.date else { return None };
            numeric::of_day(calendar::nth_weekday(year, month, weekday, n)?)
        }
    };
    Some(Point::new(end, date, Pattern::DateNthWeekday))
}

/// "first six months of 2024", "last two weeks of March": so much at one end of a stretch.
fn several(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    let (from_start, j) = match r.at(i) {
        Lex::Last => (false, i + 1),
        _ => match counts::ordinal(r, i) {
            Some((1, j)) => (true, j),
            _ => return None,
        },
    };
    let (n, j) = counts::cardinal(r, j).filter(|&(n, _)| (2..=100).contains(&n))?;
    let Lex::Units(unit) = r.at(j) else { return None };
    if !matches!(r.at(j + 1), Lex::Of | Lex::In) {
        return None;
    }
    let k = r.skip_the(j + 2);
    let mut whole = match r.at(k) {
        Lex::Month(_) | Lex::MonthAbbr(_) => points::month_first(r, k, true)?,
        Lex::Unit(unit @ (Unit::Month | Unit::Year)) if k > j + 2 => relative::unit(r, r.today, unit, 0, k + 1)?,
        Lex::This | Lex::Next | Lex::Last | Lex::Previous | Lex::Current | Lex::Following => relative::point(r, k)?,
        Lex::Number => years::decade(r, k, true).or_else(|| years::year(r, k, r.at(j + 1) == Lex::Of))?,
        _ => return None,
    };
    if whole.to.is_some() {
        return None;
    }
    whole.date = resolve::date(r, whole.date, None);
    let (first, last) = days::date_days(whole.date)?;
    let n = i64::from(n);
    let months = match unit {
        Unit::Month => n,
        Unit::Quarter => 3 * n,
        Unit::Year => 12 * n,
        _ => 0,
    };
    let (from, to) = match unit {
        Unit::Day if from_start => (first, calendar::add_days(first, n - 1)?),
        Unit::Day => (calendar::add_days(last, 1 - n)?, last),
        // A week belongs to the month or year that holds its Thursday.
        Unit::Week => {
            let (from, to) = if from_start {
                let thursday = calendar::weekday_on_or_after(first, 4)?;
                (thursday, calendar::add_days(thursday, 7 * (n - 1))?)
            } else {
                let thursday = calendar::weekday_on_or_before(last, 4)?;
                (calendar::add_days(thursday, -7 * (n - 1))?, thursday)
            };
            if from < first || to > last {
                return None;
            }
            (calendar::add_days(from, -3)?, calendar::add_days(to, 3)?)
        }
        _ if months == 0 => return None,
        _ if from_start => (first, calendar::add_days(calendar::add_months(first, months)?, -1)?),
        _ => (calendar::add_months(calendar::add_days(last, 1)?, -months)?, last),
    };
    let inside = unit == Unit::Week || (first <= from && to <= last);
    let grain = |day: Day| match unit {
        Unit::Day | Unit::Week => numeric::of_day(day),
        Unit::Year => TimexDate::Year(Some(day.year)),
        _ => TimexDate::Month { year: Some(day.year), month: Some(day.month) },
    };
    inside.then(|| Point::new(whole.end, grain(from), Pattern::DateRange).to(grain(to)).score(0.93))
}
