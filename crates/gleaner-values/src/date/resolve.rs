//! From what a date says to which one it is: years for bare months and days, days for bare weekdays.

use gleaner_text::{Day, TimexDate};

use super::calendar;
use super::days;
use super::numeric::of_day;
use super::reader::{Reader, Tense};

/// Which of the candidates is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Past,
    Future,
    Nearest,
}

fn side(r: &mut Reader<'_>) -> Side {
    if r.settings.document_time.is_some() && r.tense() == Tense::Open {
        return Side::Future;
    }
    match r.tense() {
        Tense::Past => Side::Past,
        Tense::Future => Side::Future,
        Tense::Open => Side::Nearest,
    }
}

/// The date with its year and week filled in from the document's date and the way the sentence points. Dates that have
/// them, and all dates of a document without a date, come back as they are.
pub(super) fn date(r: &mut Reader<'_>, date: TimexDate, weekday: Option<u8>) -> TimexDate {
    let Some(today) = r.today else { return date };
    if is_settled(date) {
        return date;
    }
    // A biography's "On 4 September" is of the year told, not of the document's.
    if let (Some(year), false) = (r.story(), r.tense() == Tense::Future) {
        let told = match date {
            TimexDate::Day { year: None, month: Some(month), day } if weekday.is_none() => {
                Some(TimexDate::Day { year: Some(year), month: Some(month), day })
            }
            TimexDate::Month { year: None, month } => Some(TimexDate::Month { year: Some(year), month }),
            TimexDate::Season { year: None, season } => Some(TimexDate::Season { year: Some(year), season }),
            _ => None,
        };
        if let Some(told) = told {
            return told;
        }
    }
    let side = side(r);
    settle(r, date, weekday, today, side)
}

/// The same, always looking ahead: what something lasts "until".
pub(super) fn ahead(r: &Reader<'_>, date: TimexDate) -> TimexDate {
    match r.today {
        Some(today) if !is_settled(date) => settle(r, date, None, today, Side::Future),
        _ => date,
    }
}

/// The same, always looking back: what a year "ended on 31 March".
pub(super) fn past(r: &Reader<'_>, date: TimexDate) -> TimexDate {
    match r.today {
        Some(today) if !is_settled(date) => settle(r, date, None, today, Side::Past),
        _ => date,
    }
}

fn is_settled(date: TimexDate) -> bool {
    match date {
        TimexDate::Year(year)
        | TimexDate::Month { year, .. }
        | TimexDate::Week { year, .. }
        | TimexDate::Weekend { year, .. }
        | TimexDate::Weekday { year, .. }
        | TimexDate::Quarter { year, .. }
        | TimexDate::Half { year, .. }
        | TimexDate::Season { year, .. } => year.is_some(),
        TimexDate::Day { year, month, day } => year.is_some() || (month.is_none() && day.is_none()),
        TimexDate::Unstated | TimexDate::Century { .. } | TimexDate::Decade(_) => true,
    }
}

fn settle(r: &Reader<'_>, date: TimexDate, weekday: Option<u8>, today: Day, side: Side) -> TimexDate {
    match date {
        TimexDate::Weekday { year: None, week: None, weekday } => {
            let day = match side {
                Side::Future if r.settings.document_time.is_some() => {
                    calendar::add_days(today, 1).and_then(|day| calendar::weekday_on_or_after(day, weekday))
                }
                Side::Future => calendar::weekday_on_or_after(today, weekday),
                // In news a bare weekday is the last one up to and including the document's date.
                Side::Past => calendar::weekday_on_or_before(today, weekday),
                Side::Nearest => {
                    calendar::add_days(today, -3).and_then(|day| calendar::weekday_on_or_after(day, weekday))
                }
            };
            day.map_or(date, of_day)
        }
        TimexDate::Day { year: None, month: None, day: Some(day) } => {
            let candidates = (-14..=14).filter_map(|offset| {
                let month = calendar::add_months(Day::new(today.year, today.month, 1), offset)?;
                let day = calendar::day(month.year, month.month, day)?;
                weekday.is_none_or(|weekday| calendar::weekday(day) == weekday).then_some(day)
            });
            nearest(candidates, today, side, 40).map_or(date, of_day)
        }
        TimexDate::Day { year: None, month: Some(month), day: Some(day) } => {
            // Eight years either way hold every 29 February; a weekday said with it may point further than the year.
            let reach = if weekday.is_some() { 6 } else { 1 };
            let reach = if (month, day) == (2, 29) { 8 } else { reach };
            let candidates = || {
                (-reach..=reach).filter_map(move |offset| calendar::day(today.year.checked_add(offset)?, month, day))
            };
            let on_weekday = weekday.and_then(|weekday| {
                nearest(candidates().filter(|&day| calendar::weekday(day) == weekday), today, Side::Nearest, 300)
                    .filter(|&day| calendar::days_between(today, day).abs() < 370)
            });
            on_weekday.or_else(|| nearest(candidates(), today, side, 300)).map_or(date, of_day)
        }
        _ => {
            let with_year = |year| match date {
                TimexDate::Month { month, .. } => TimexDate::Month { year: Some(year), month },
                TimexDate::Quarter { quarter, .. } => TimexDate::Quarter { year: Some(year), quarter },
                TimexDate::Half { half, .. } => TimexDate::Half { year: Some(year), half },
                TimexDate::Season { season, .. } => TimexDate::Season { year: Some(year), season },
                other => other,
            };
            let candidates = (-1..=1).filter_map(|offset| {
                let candidate = with_year(today.year.checked_add(offset)?);
                let (first, last) = days::date_days(candidate)?;
                // A stretch is as far away as its nearer end.
                let day = if first <= today && today <= last {
                    today
                } else if first > today {
                    first
                } else {
                    last
                };
                Some((day, candidate))
            });
            let mut chosen: Option<(i64, TimexDate)> = None;
            for (day, candidate) in candidates {
                let cost = cost(calendar::days_between(today, day), side, 300);
                if chosen.is_none_or(|(least, _)| cost < least) {
                    chosen = Some((cost, candidate));
                }
            }
            chosen.map_or(date, |(_, candidate)| candidate)
        }
    }
}

/// How far from the wanted side a day is: days on the wrong side count `reach` more, so that a much nearer one still wins.
fn cost(days_ahead: i64, side: Side, reach: i64) -> i64 {
    let wrong = match side {
        Side::Past => days_ahead > 0,
        Side::Future => days_ahead < 0,
        Side::Nearest => false,
    };
    days_ahead.abs() + if wrong { reach } else { 0 }
}

fn nearest(candidates: impl Iterator<Item = Day>, today: Day, side: Side, reach: i64) -> Option<Day> {
    candidates.min_by_key(|&day| cost(calendar::days_between(today, day), side, reach))
}
