//! Days, months and weekdays: "3 March 2025", "March 3rd", "Monday the 3rd", "Mar '24".

use gleaner_text::{Shape, TimexDate};

use super::calendar;
use super::counts;
use super::numeric;
use super::reader::{Point, Reader};
use super::words::Lex;
use crate::pattern::Pattern;

/// A day of the month: its number, the token behind it, and whether it was an ordinal.
fn day_number(r: &Reader<'_>, i: usize) -> Option<(u8, usize, bool)> {
    if let Some((value, end)) = counts::ordinal(r, i) {
        return (1..=31).contains(&value).then_some((value as u8, end, true));
    }
    let (value, n_digits) = r.digits(i)?;
    ((1..=31).contains(&value) && n_digits <= 2).then_some((value as u8, i + 1, false))
}

/// A month name at `i` that is one by its shape; the token behind it and its full stop.
fn month_name(r: &Reader<'_>, i: usize) -> Option<(u8, usize)> {
    match r.at(i) {
        Lex::Month(month) => Some((month, i + 1)),
        Lex::MonthAbbr(month) => Some((month, r.skip_dot(i + 1))),
        _ => None,
    }
}

/// The year behind a month or day: "2025", ", 2025", "'25", "of 2025", "in 2025", spoken.
pub(super) fn year_behind(r: &Reader<'_>, i: usize) -> Option<(i16, usize)> {
    let mut j = i;
    if r.mark(j) == ',' {
        j += 1;
    } else if r.at(j) == Lex::Of || (r.at(j) == Lex::In && r.digits(j + 1).is_some_and(|(_, n)| n == 4)) {
        j += 1;
        if r.at(j) == Lex::The && r.at(j + 1).unit() == Some(super::words::Unit::Year) {
            j += 2;
        }
    }
    four_digits(r, j)
        .or_else(|| short_year(r, if r.at(i) == Lex::Of { i + 1 } else { i }))
        .or_else(|| counts::spoken_year(r, j))
        .or_else(|| year_of_era(r, j))
        .or_else(|| relative_year(r, i))
        .or_else(|| {
            // "December of 384"
            let (value, n_digits) = r.digits(j)?;
            // "(c. 347 – 30 September 420)"
            let closes = j == i && r.ancient && matches!(r.mark(j + 1), ')' | ',' | ';');
            let is_year = n_digits == 3 && r.at(j + 1).unit().is_none() && (r.at(i) == Lex::Of || closes);
            is_year.then_some((value as i16, j + 1))
        })
}

/// "last year", "of next year", "the same year" behind a month or day.
fn relative_year(r: &Reader<'_>, i: usize) -> Option<(i16, usize)> {
    let j = r.skip_comma(i);
    let j = if r.at(j) == Lex::Of { j + 1 } else { j };
    let j = r.skip_the(j);
    if r.at(j + 1) != Lex::Unit(super::words::Unit::Year) {
        return None;
    }
    let year = match r.at(j) {
        Lex::Last | Lex::Previous => r.today?.year - 1,
        Lex::This | Lex::Current => r.today?.year,
        Lex::Next => r.today?.year + 1,
        Lex::Following => r.last?.year + 1,
        Lex::Same | Lex::That => r.last?.year,
        _ => return None,
    };
    Some((year, j + 2))
}

/// "55 BC"
fn year_of_era(r: &Reader<'_>, i: usize) -> Option<(i16, usize)> {
    let (value, n_digits) = r.digits(i)?;
    match r.at(i + 1) {
        Lex::Bc if n_digits <= 4 && value > 0 => Some((-(value as i16), i + 2)),
        Lex::Ad if n_digits <= 4 && value > 0 => Some((value as i16, i + 2)),
        _ => None,
    }
}

fn four_digits(r: &Reader<'_>, i: usize) -> Option<(i16, usize)> {
    let (value, n_digits) = r.digits(i)?;
    if n_digits != 4 || !(1000..=2199).contains(&value) {
        return None;
    }
    match r.at(i + 1) {
        Lex::Bc => Some((-(value as i16), i + 2)),
        Lex::Ad => Some((value as i16, i + 2)),
        // "10 March 1,234" never comes here; "5 May 2000m" does.
        _ if r.at(i + 1) == Lex::Suffix && r.joined(i + 1) => None,
        _ => Some((value as i16, i + 1)),
    }
}

/// "'25", "’25"
pub(super) fn short_year(r: &Reader<'_>, i: usize) -> Option<(i16, usize)> {
    if r.mark(i) != '\'' || !r.joined(i + 1) {
        return None;
    }
    match r.digits(i + 1) {
        Some((value, 2)) => Some((r.full_year(value), i + 2)),
        _ => None,
    }
}

/// The date of a day, month and perhaps year; `None` when no year has that day, or this year has not.
fn day_date(year: Option<i16>, month: u8, day: u8) -> Option<TimexDate> {
    let probe = year.filter(|&year| year > 0).unwrap_or(2024);
    calendar::day(probe, month, day)?;
    Some(TimexDate::Day { year, month: Some(month), day: Some(day) })
}

/// A date that begins with a day of the month: "3 March 2025", "3rd of March", "31-Oct-74".
pub(super) fn day_first(r: &Reader<'_>, i: usize) -> Option<Point> {
    let (day, j, is_ordinal) = day_number(r, i)?;
    let mut k = j;
    let mut has_of = false;
    if r.at(k) == Lex::Unit(super::words::Unit::Day) && is_ordinal && r.at(k + 1) == Lex::Of {
        k += 1;
    }
    let joint = r.mark(k);
    if r.at(k) == Lex::Of {
        k += 1;
        has_of = true;
        k = r.skip_the(k);
    } else if matches!(joint, '-' | '/' | '.' | ',') && (joint == '.' || r.joined(k)) {
        k += 1;
    }
    let (month, mut end) = month_name(r, k)?;
    let with_joint = k > j && !has_of;
    let (year, year_end) = if with_joint && matches!(joint, '-' | '/') && r.mark(end) == joint {
        match r.digits(end + 1) {
            Some((value, 2)) => (Some(r.full_year(value)), end + 2),
            Some((value, 4)) if (1000..=2199).contains(&value) => (Some(value as i16), end + 2),
            _ => (None, end),
        }
    } else {
        year_behind(r, end).map_or((None, end), |(year, end)| (Some(year), end))
    };
    end = year_end;
    // "3 may", "20 march": the words are verbs unless something says otherwise.
    let is_plain = !is_ordinal && !has_of && year.is_none() && !with_joint && !r.joined(k);
    if is_plain && r.shape(k) == Shape::Lower && matches!(r.at(k), Lex::Month(3 | 5 | 8) | Lex::MonthAbbr(3)) {
        return None;
    }
    // "30 June/1 July" are two dates, "3/1 July" is something else.
    let part_of_number = matches!(r.mark_before(i, 1), '.' | '/') && r.before(i, 2).month().is_none();
    if r.at(i) == Lex::Number && r.joined(i) && part_of_number {
        return None;
    }
    let score = if year.is_some() { 0.98 } else { 0.95 };
    Some(Point::new(end, day_date(year, month, day)?, Pattern::DateDay).score(score))
}

/// A date or month that begins with the month's name. `linked` says that the words around are dates already (the end of a
/// range), so that a month alone is one too.
pub(super) fn month_first(r: &Reader<'_>, i: usize, linked: bool) -> Option<Point> {
    let (month, j) = month_name(r, i)?;
    let is_lower = r.shape(i) == Shape::Lower;
    // "May 3", "May 3rd, 2025", "March the 3rd", "Oct/2", "mar-3"
    let mut k = r.skip_the(j);
    if matches!(r.mark(j), '-' | '/') && r.joined(j) && r.joined(j + 1) {
        k = j + 1;
        // "Mar-24", "Dec/2018", "sep-1"
        if let Some((value, n_digits)) = r.digits(k) {
            let month_of = |year| {
                let date = TimexDate::Month { year: Some(year), month: Some(month) };
                Some(Point::new(k + 1, date, Pattern::DateMonthYear))
            };
            match n_digits {
                4 if (1000..=2199).contains(&value) => return month_of(value as i16),
                2 if value > 31 || (r.mark(j) == '-' && !matches!(r.mark(k + 1), '-' | '/')) => {
                    return month_of(r.full_year(value)).map(|point| point.score(0.8));
                }
                _ => {}
            }
        }
    } else if r.mark(j) == ',' && r.at(j + 1) == Lex::Number {
        k = j + 1;
    }
    if let Some((day, end, is_ordinal)) = day_number(r, k) {
        // "March 3" but not "March 3,000", "March 3.5m", "May 5 per cent", and no spoken "March two" of anything.
        let counts = !is_ordinal && k == j + 1 && r.mark(j) == ',';
        let hits_time = r.mark(end) == ':' && r.joined(end);
        let hits_range_of_years = false;
        if !counts && !hits_time && !hits_range_of_years {
            let year = year_behind(r, end).filter(|_| !matches!(r.mark(end), '\'') || r.joined(end + 1));
            let (year, end) = match year {
                // "March 3 in 2025" reads as a date, "March 3 of 2025" too.
                Some((year, year_end)) => (Some(year), year_end),
                None => (None, end),
            };
            let plain_may = is_lower && matches!(r.at(i), Lex::Month(3 | 5 | 8)) && !is_ordinal && year.is_none();
            let is_count = !is_ordinal && year.is_none() && followed_by_counted(r, end);
            if !is_count && (!plain_may || i == r.first || matches!(r.before(i, 1), Lex::On | Lex::By | Lex::Since)) {
                let score = if year.is_some() { 0.98 } else { 0.95 };
                return Some(Point::new(end, day_date(year, month, day)?, Pattern::DateDay).score(score));
            }
        }
    }
    if let Some((day, end)) = spoken_day(r, k) {
        let (year, end) = year_behind(r, end).map_or((None, end), |(year, end)| (Some(year), end));
        return Some(Point::new(end, day_date(year, month, day)?, Pattern::DateDay));
    }
    if let Some((year, end)) = year_behind(r, j) {
        let date = TimexDate::Month { year: Some(year), month: Some(month) };
        return Some(Point::new(end, date, Pattern::DateMonthYear).score(0.98));
    }
    if !linked && !stands_as_month(r, i, j) {
        return None;
    }
    let date = TimexDate::Month { year: None, month: Some(month) };
    Some(Point::new(j, date, Pattern::DateMonth).score(0.85))
}

/// "January twenty five": a day in cardinal words.
fn spoken_day(r: &Reader<'_>, i: usize) -> Option<(u8, usize)> {
    if !matches!(r.at(i), Lex::Cardinal(_) | Lex::Tens(_)) {
        return None;
    }
    let (value, end) = counts::cardinal(r, i)?;
    let is_count = matches!(r.at(end), Lex::Hundred | Lex::Thousand | Lex::Million) || r.at(end).unit().is_some();
    ((1..=31).contains(&value) && !is_count && followed_by_end(r, end)).then_some((value as u8, end))
}

/// Nothing that a number could count stands here.
fn followed_by_end(r: &Reader<'_>, i: usize) -> bool {
    i >= r.limit || r.mark(i) != '\0' || !matches!(r.at(i), Lex::None)
}

/// The number before `i` counts what stands at `i`: "March 5 percent", "May 20 people".
fn followed_by_counted(r: &Reader<'_>, i: usize) -> bool {
    if matches!(r.mark(i), '%' | '°') || matches!(r.at(i), Lex::Million | Lex::Hundred | Lex::Thousand) {
        return true;
    }
    r.at(i) == Lex::None && (r.is(i, "percent") || (r.is(i, "per") && r.is(i + 1, "cent")))
}

/// A month's name alone is the month, not the verb, the name or the march.
fn stands_as_month(r: &Reader<'_>, i: usize, end: usize) -> bool {
    let before = match r.before(i, 1) {
        Lex::The if matches!(r.before(i, 2), Lex::Of | Lex::In | Lex::Since | Lex::During) => Lex::In,
        before => before,
    };
    let is_lower = r.shape(i) == Shape::Lower;
    let strong = matches!(
        before,
        Lex::In
            | Lex::Since
            | Lex::Until
            | Lex::During
            | Lex::Through
            | Lex::Last
            | Lex::Next
            | Lex::This
            | Lex::Early
            | Lex::Mid
            | Lex::Late
            | Lex::Previous
            | Lex::Following
            | Lex::Every
    );
    let weak = matches!(
        before,
        Lex::By
            | Lex::From
            | Lex::Of
            | Lex::Before
            | Lex::After
            | Lex::For
            | Lex::To
            | Lex::And
            | Lex::Between
            | Lex::Or
    );
    let name_follows = r.class(end) == Some(gleaner_text::TokenClass::Word)
        && r.capital(end)
        && r.at(end).weekday().is_none()
        && r.shape(i) != Shape::Upper;
    let abbreviated = matches!(r.at(i), Lex::MonthAbbr(_));
    match r.at(i) {
        // "may", "march", "august", "mar" and the like in small letters are no months without a preposition of time.
        _ if is_lower && abbreviated => before == Lex::In || before == Lex::Since || r.before(i, 1).month().is_some(),
        Lex::Month(3 | 5 | 8) if is_lower => strong && !matches!(before, Lex::This | Lex::Next) && !name_follows,
        _ if is_lower => true,
        Lex::Month(5) => (strong || (before == Lex::Of && part_before_of(r, i))) && !name_follows,
        // "In March on London" is a march all the same; nothing shows it.
        Lex::Month(3 | 4 | 6 | 8) => {
            let described = r.before(i, 1) == Lex::The && r.shape(end) == Shape::Lower && r.at(end) == Lex::None;
            (strong || weak || described) && !name_follows || alone(r, i, end)
        }
        Lex::MonthAbbr(_) => {
            (strong || weak || r.mark(end - 1) == '.' || alone(r, i, end)) && (!name_follows || r.mark(end - 1) == '.')
        }
        _ => !name_follows || strong || weak,
    }
}

/// "the end of May", "the first week of May"
fn part_before_of(r: &Reader<'_>, i: usize) -> bool {
    matches!(
        r.before(i, 2),
        Lex::End
            | Lex::Start
            | Lex::Middle
            | Lex::Unit(_)
            | Lex::Units(_)
            | Lex::Ordinal(_)
            | Lex::Suffix
            | Lex::Weekday(_)
    )
}

/// The word is all there is: a cell, a heading, an answer.
fn alone(r: &Reader<'_>, i: usize, end: usize) -> bool {
    i == r.first && (end >= r.limit || (end + 1 >= r.limit && r.mark(end) != '\0'))
}

/// A date that begins with a year: "2016 June", "2019/aug/01", "2019-sep-1".
pub(super) fn year_first(r: &Reader<'_>, i: usize) -> Option<Point> {
    let (value, n_digits) = r.digits(i)?;
    if n_digits != 4 || !(1000..=2199).contains(&value) {
        return None;
    }
    let year = value as i16;
    let mark = r.mark(i + 1);
    if matches!(mark, '/' | '-') && r.joined(i + 1) && r.joined(i + 2) {
        let (month, end) = month_name(r, i + 2)?;
        if r.mark(end) == mark && r.joined(end) {
            let (day, n_digits) = r.digits(end + 1)?;
            if n_digits <= 2 {
                let date = day_date(Some(year), month, day as u8)?;
                return Some(Point::new(end + 2, date, Pattern::DateDay));
            }
        }
        let date = TimexDate::Month { year: Some(year), month: Some(month) };
        return Some(Point::new(end, date, Pattern::DateMonthYear));
    }
    // "2016 June": but "in 2016 May said".
    let (month, end) = month_name(r, i + 1)?;
    if month == 5 && r.at(i + 1) == Lex::Month(5) && !followed_by_end(r, end) {
        return None;
    }
    if let Some((day, day_end, _)) = day_number(r, end)
        && !followed_by_counted(r, day_end)
    {
        return Some(Point::new(day_end, day_date(Some(year), month, day)?, Pattern::DateDay).score(0.9));
    }
    let date = TimexDate::Month { year: Some(year), month: Some(month) };
    Some(Point::new(end, date, Pattern::DateMonthYear).score(0.8))
}

/// A date that begins with a weekday: "Monday", "Monday, 3 March 2025", "Thursday the 21st", "Friday 7/6".
pub(super) fn weekday_first(r: &mut Reader<'_>, i: usize, linked: bool) -> Option<Point> {
    let weekday = r.at(i).weekday()?;
    // "Good Friday Agreement": what is left of another name.
    if r.before(i, 1) == Lex::Named && r.capital(i) && r.shape(i - 1) == Shape::Title && !linked {
        return None;
    }
    // "the second Sunday" of something that is not said.
    if matches!(r.before(i, 1), Lex::Ordinal(_) | Lex::Suffix) && !linked {
        return None;
    }
    let is_short = matches!(r.at(i), Lex::WeekdayAbbr(_));
    let mut j = i + 1;
    if is_short {
        j = r.skip_dot(j);
    }
    let behind_name = j;
    if r.mark(j) == ',' || (r.mark(j) == '-' && r.joined(j) && r.joined(j + 1)) {
        j += 1;
    }
    let after_comma = j;
    if r.at(j) == Lex::On {
        j += 1;
    }
    j = r.skip_the(j);
    if let Some(mut point) = dated(r, j) {
        let agrees = match point.date {
            TimexDate::Day { year: Some(year), month: Some(month), day: Some(day) } => {
                calendar::day(year, month, day).is_some_and(|day| calendar::weekday(day) == weekday)
            }
            _ => true,
        };
        if !agrees {
            point.score = point.score.min(0.6);
            // The other order of day and month may be the one the weekday names.
            if let Some(TimexDate::Day { year: Some(year), month: Some(month), day: Some(day) }) = point.alternative
                && calendar::day(year, month, day).is_some_and(|day| calendar::weekday(day) == weekday)
            {
                std::mem::swap(&mut point.date, point.alternative.as_mut().expect("checked"));
                point.alternative = None;
                point.score = 0.9;
            }
        } else if point.alternative.is_some() {
            point.alternative = None;
            point.score = 0.95;
        }
        point.weekday = Some(weekday);
        return Some(point);
    }
    // "Thursday the 21st", "Tuesday 19th", "Friday 31"
    if (j == behind_name || after_comma < j)
        && let Some((day, end, is_ordinal)) = day_number(r, j)
    {
        let is_time = matches!(r.mark(end), ':' | '.' | '-' | '/')
            && r.joined(end)
            && r.joined(end + 1)
            && r.at(end + 1) == Lex::Number
            || matches!(r.at(end), Lex::AmPm(_) | Lex::To | Lex::OClock);
        let noun_behind = r.at(end) == Lex::None && r.mark(end) == '\0' && end < r.limit;
        // "Tuesday the first generation" is about a first; "Friday the 13th" is a saying and a film.
        let counts = (!is_ordinal && (r.at(end).unit().is_some() || noun_behind))
            || (noun_behind && r.at(j) != Lex::Number)
            || r.at(end) == Lex::Of;
        if weekday == 5 && day == 13 && r.at(i + 1) == Lex::The && r.at(end) != Lex::Of {
            return None;
        }
        if !is_time && !counts && (is_ordinal || day > 12) {
            let date = TimexDate::Day { year: None, month: None, day: Some(day) };
            let mut point = Point::new(end, date, Pattern::DateDayOfMonth).score(0.85);
            point.weekday = Some(weekday);
            return Some(point);
        }
    }
    // "Sun", "Sat", "Wed", "Mon" are words and names too.
    if is_short {
        let is_word = matches!(weekday, 1 | 3 | 6 | 7);
        let shown = linked
            || r.before(i, 1) == Lex::On
            || (i == r.first && behind_name >= r.limit)
            || matches!(r.before(i, 1), Lex::This | Lex::Next | Lex::Last);
        if is_word && !shown {
            return None;
        }
        if r.class(behind_name) == Some(gleaner_text::TokenClass::Word) && r.capital(behind_name) && !linked {
            return None;
        }
    }
    let date = TimexDate::Weekday { year: None, week: None, weekday };
    Some(Point::new(behind_name, date, Pattern::DateWeekday).score(0.9))
}

/// A day with its month, in words or digits.
fn dated(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    if r.at(i).month().is_some() {
        return month_first(r, i, true)
            .filter(|point| matches!(point.date, TimexDate::Day { month: Some(_), day: Some(_), .. }));
    }
    day_first(r, i)
        .or_else(|| numeric::full(r, i))
        .or_else(|| numeric::day_month(r, i).filter(|_| r.mark(i + 1) == '/'))
}

/// "3, 4 and 6 March": the day at `i` shares the month and year that stand behind the last.
pub(super) fn listed_day(r: &Reader<'_>, i: usize) -> Option<Point> {
    let (day, end, _) = day_number(r, i)?;
    let mut j = end;
    for _ in 0..8 {
        let is_last = matches!(r.at(j), Lex::And | Lex::Or) || r.mark(j) == '&';
        if !is_last && r.mark(j) != ',' {
            return None;
        }
        j = r.skip_the(j + 1);
        if !is_last && matches!(r.at(j), Lex::And | Lex::Or) {
            j = r.skip_the(j + 1);
        }
        if let Some(TimexDate::Day { year, month: Some(month), .. }) = day_first(r, j).map(|point| point.date) {
            return Some(Point::new(end, day_date(year, month, day)?, Pattern::DateDay).score(0.9));
        }
        j = day_number(r, j)?.1;
    }
    None
}

/// "the 3rd", "the 27th" behind a preposition: a day of this month or the one nearest.
pub(super) fn day_of_month(r: &Reader<'_>, i: usize) -> Option<Point> {
    if r.at(i) != Lex::Number || r.before(i, 1) != Lex::The {
        return None;
    }
    let (day, end) = counts::ordinal(r, i)?;
    let led = matches!(
        r.before(i, 2),
        Lex::On | Lex::By | Lex::Until | Lex::Since | Lex::From | Lex::For | Lex::Before | Lex::After | Lex::To
    ) || (i == r.first + 1 && end >= r.limit);
    let free = end >= r.limit
        || r.mark(end) != '\0'
        || matches!(
            r.at(end),
            Lex::At | Lex::In | Lex::And | Lex::Or | Lex::To | Lex::Between | Lex::From | Lex::For | Lex::AmPm(_)
        );
    if !led || !free || r.mark(end) == '-' || !(1..=31).contains(&day) {
        return None;
    }
    let date = TimexDate::Day { year: None, month: None, day: Some(day as u8) };
    Some(Point::new(end, date, Pattern::DateDayOfMonth).score(0.7))
}
