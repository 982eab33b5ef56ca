//! Weeks and weekends: "week commencing 3 March", "w/e 7 March 2025", "week 10", "weekend of 8–9 March".

use gleaner_text::{Day, TimexDate};

use super::calendar;
use super::counts;
use super::expression;
use super::numeric::of_day;
use super::reader::{Point, Reader};
use super::resolve;
use super::words::{Lex, Unit};
use crate::pattern::Pattern;

/// What announces a week, and the token behind it.
enum Cue {
    Commencing(usize),
    Ending(usize),
    Of(usize),
}

fn cue(r: &Reader<'_>, i: usize) -> Option<Cue> {
    // "w/c", "w/e", "wc"
    if r.at(i) == Lex::Wc {
        return Some(Cue::Commencing(i + 1));
    }
    if r.is(i, "w") && r.mark(i + 1) == '/' && r.joined(i + 1) && r.joined(i + 2) {
        return match r.text(i + 2) {
            "c" | "C" | "b" | "B" => Some(Cue::Commencing(i + 3)),
            "e" | "E" => Some(Cue::Ending(i + 3)),
            _ => None,
        };
    }
    if r.at(i) != Lex::Unit(Unit::Week) {
        return None;
    }
    match r.at(i + 1) {
        Lex::Commencing | Lex::Starting => Some(Cue::Commencing(i + 2)),
        Lex::Start if r.is(i + 1, "beginning") => Some(Cue::Commencing(i + 2)),
        Lex::Ended => Some(Cue::Ending(i + 2)),
        Lex::To => Some(Cue::Ending(i + 2)),
        Lex::Of => Some(Cue::Of(i + 2)),
        _ => None,
    }
}

/// The day at `i`, with its year.
fn day_at(r: &mut Reader<'_>, i: usize, weekday: Option<u8>) -> Option<(Option<Day>, usize)> {
    let i = if matches!(r.at(i), Lex::On) { i + 1 } else { i };
    let i = r.skip_the(i);
    let point = expression::day_or_month(r, i)?;
    match resolve::date(r, point.date, point.weekday.or(weekday)) {
        TimexDate::Day { year: Some(year), month: Some(month), day: Some(day) } => {
            Some((calendar::day(year, month, day), point.end))
        }
        TimexDate::Day { .. } => Some((None, point.end)),
        _ => None,
    }
}

/// The week or seven days that a cue and a day name.
pub(super) fn dated(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    let cue = cue(r, i)?;
    let (Cue::Commencing(j) | Cue::Ending(j) | Cue::Of(j)) = cue;
    // A week commences on a Monday of the years that the day could be of.
    let monday = matches!(cue, Cue::Commencing(_)) && !r.settings.week_starts_on_sunday;
    let (day, end) = day_at(r, j, monday.then_some(1))?;
    let Some(day) = day else {
        return Some(Point::new(end, TimexDate::Week { year: None, week: None }, Pattern::DateWeek).score(0.7));
    };
    match cue {
        Cue::Ending(_) => {
            let first = calendar::add_days(day, -6)?;
            Some(Point::new(end, of_day(first), Pattern::DateWeek).to(of_day(day)))
        }
        Cue::Commencing(_) if calendar::weekday(day) != 1 => {
            let last = calendar::add_days(day, 6)?;
            Some(Point::new(end, of_day(day), Pattern::DateWeek).to(of_day(last)))
        }
        _ => Some(week_of(r, day, 0, end)?.score(0.95)),
    }
}

/// "52 weeks to 29 March 2025", "13 weeks ended 28 June", "the 26-week period ending 30 September": what shops report.
pub(super) fn weeks_to(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    let (n, j) = counts::cardinal(r, i)?;
    let j = r.skip_hyphen(j);
    if r.at(j).unit() != Some(Unit::Week) || !(1..=106).contains(&n) {
        return None;
    }
    let j = if r.is(j + 1, "period") { j + 2 } else { j + 1 };
    if !matches!(r.at(j), Lex::Ended | Lex::To) {
        return None;
    }
    days_ended_on(r, j + 1, 7 * i64::from(n))
}

/// So many days up to the day at `i`, which lies in the past unless it says its year.
fn days_ended_on(r: &mut Reader<'_>, i: usize, n_days: i64) -> Option<Point> {
    let i = if r.at(i) == Lex::On { i + 1 } else { i };
    let i = r.skip_the(i);
    let point = expression::day_or_month(r, i)?;
    let TimexDate::Day { year: Some(year), month: Some(month), day: Some(day) } = resolve::past(r, point.date) else {
        return None;
    };
    let last = calendar::day(year, month, day)?;
    let first = calendar::add_days(last, 1 - n_days)?;
    Some(Point::new(point.end, of_day(first), Pattern::DateWeek).to(of_day(last)).score(0.95))
}

/// "fortnight beginning 3 March", "fortnight from 3 March", "fortnight to 6 June"
pub(super) fn fortnight(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    if r.at(i) == Lex::Unit(Unit::Fortnight) && matches!(r.at(i + 1), Lex::Ended | Lex::To) {
        return days_ended_on(r, i + 2, 14);
    }
    let starts = matches!(r.at(i + 1), Lex::Commencing | Lex::Starting | Lex::From) || r.is(i + 1, "beginning");
    if r.at(i) != Lex::Unit(Unit::Fortnight) || !starts {
        return None;
    }
    let (day, end) = day_at(r, i + 2, None)?;
    let day = day?;
    let last = calendar::add_days(day, 13)?;
    Some(Point::new(end, of_day(day), Pattern::DateWeek).to(of_day(last)))
}

/// The week that holds `day`, `offset` weeks on. Weeks that begin on Sunday are seven days, not an ISO week.
pub(super) fn week_of(r: &Reader<'_>, day: Day, offset: i64, end: usize) -> Option<Point> {
    if r.settings.week_starts_on_sunday {
        let sunday = calendar::weekday_on_or_before(day, 7)?;
        let first = calendar::add_days(sunday, 7 * offset)?;
        return Some(
            Point::new(end, of_day(first), Pattern::DateRelativeUnit).to(of_day(calendar::add_days(first, 6)?)),
        );
    }
    let (year, week) = calendar::iso_week(calendar::add_days(day, 7 * offset)?)?;
    Some(Point::new(end, TimexDate::Week { year: Some(year), week: Some(week) }, Pattern::DateWeek))
}

/// The weekend of the ISO week of `day`, `offset` weeks on.
pub(super) fn weekend_of(day: Day, offset: i64, end: usize) -> Option<Point> {
    let (year, week) = calendar::iso_week(calendar::add_days(day, 7 * offset)?)?;
    Some(Point::new(end, TimexDate::Weekend { year: Some(year), week: Some(week) }, Pattern::DateWeekend))
}

/// "week 10, 2025", "week 10 of 2025", "week 31"
pub(super) fn numbered(r: &Reader<'_>, i: usize) -> Option<Point> {
    if r.at(i) != Lex::Unit(Unit::Week) {
        return None;
    }
    let (week, n_digits) = r.digits(i + 1)?;
    if n_digits > 2 || !(1..=53).contains(&week) || r.mark(i + 2) == '/' {
        return None;
    }
    let week = Some(week as u8);
    if let Some((year, end)) = super::points::year_behind(r, i + 2) {
        calendar::monday(year, week?)?;
        return Some(Point::new(end, TimexDate::Week { year: Some(year), week }, Pattern::DateWeek));
    }
    // "week 3" of a course: only a document's date makes it one of a year.
    let led = matches!(r.before(i, 1), Lex::In | Lex::The | Lex::During | Lex::Between | Lex::And | Lex::Since)
        || i == r.first;
    let year = r.today.filter(|_| led)?.year;
    Some(Point::new(i + 2, TimexDate::Week { year: Some(year), week }, Pattern::DateWeek).score(0.6))
}

/// "weekend of 8–9 March", "weekend of 8 March"
pub(super) fn weekend(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    if r.at(i) != Lex::Unit(Unit::Weekend) || r.at(i + 1) != Lex::Of {
        return None;
    }
    let j = r.skip_the(i + 2);
    let (day, end) = match super::ranges::read(r, j, true) {
        Some((first, last)) => match resolve::date(r, last.date, None) {
            TimexDate::Day { year: Some(year), month: Some(month), day: Some(day) } => {
                let _ = first;
                (calendar::day(year, month, day)?, last.end)
            }
            _ => return None,
        },
        None => {
            let (day, end) = day_at(r, j, None)?;
            (day?, end)
        }
    };
    weekend_of(day, 0, end)
}
