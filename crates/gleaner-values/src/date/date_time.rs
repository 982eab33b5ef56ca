//! Times of day with the day they belong to: "9.30am on 3 March", "Monday 8-9am", "in the morning", "now".

use gleaner_text::{DayPart, TimexDate, TimexMod, TimexTime};

use super::calendar;
use super::expression::simple_point_linked;
use super::numeric;
use super::reader::{Found, Meaning, Point, Reader};
use super::sets;
use super::times;
use super::words::Lex;
use crate::pattern::Pattern;

/// The time of day behind a date: ", 9.30am", "at 14:00", "T14:00Z", "morning", "in the evening".
pub(super) fn with_time(r: &mut Reader<'_>, mut point: Point) -> Point {
    let is_day = matches!(point.date, TimexDate::Day { .. } | TimexDate::Weekday { .. }) && point.to.is_none();
    if !is_day {
        return point;
    }
    // "2025-03-03T14:00Z"
    if r.at(point.end) == Lex::Mixed
        && r.joined(point.end)
        && let Some((time, end)) = iso_time(r, point.end)
    {
        point.time = Some(time);
        point.end = end;
        return point;
    }
    let mut part = match point.time {
        Some(TimexTime::Part(part)) => Some(part),
        Some(_) => return point,
        None => None,
    };
    let mut j = r.skip_comma(point.end);
    if part.is_none() {
        let in_words = matches!(r.at(j), Lex::In | Lex::During | Lex::At);
        if let Some((found, end)) = times::part(r, j) {
            let keeps = !in_words
                || r.at(j + 1) == Lex::The
                || matches!(r.at(j + 1), Lex::Lunchtime | Lex::Part(DayPart::Night));
            let comma = j != point.end;
            if keeps && (in_words || !comma) {
                part = Some(found);
                point.time = Some(TimexTime::Part(found));
                point.end = end;
                j = r.skip_comma(end);
            }
        } else if let Some((pm, end)) =
            times::half_of_day(r, j).filter(|_| j == point.end && matches!(point.date, TimexDate::Weekday { .. }))
        {
            let found = if pm { DayPart::Afternoon } else { DayPart::Morning };
            point.time = Some(TimexTime::Part(found));
            point.end = end;
            return point;
        }
    }
    let mut led = false;
    // "today before 4pm", "Friday by 5 in the afternoon"
    let bound = match r.at(j) {
        Lex::Before => Some(TimexMod::Before),
        Lex::After => Some(TimexMod::After),
        Lex::By | Lex::Until => Some(TimexMod::OnOrBefore),
        _ => None,
    };
    if let Some(bound) = bound {
        if let Some(clock) = times::clock(r, j + 1, false).filter(|clock| clock.certain && part.is_none()) {
            point.time = Some(clock.time());
            point.modifier = Some(bound);
            point.end = clock.end;
            point.pattern = Pattern::DateTime;
        }
        return point;
    }
    if matches!(r.at(j), Lex::At | Lex::About)
        || r.mark(j) == '@'
        || (r.at(j) == Lex::For && times::clock(r, j + 1, false).is_some())
    {
        led = r.at(j) == Lex::At || r.mark(j) == '@';
        j += 1;
        if matches!(r.at(j), Lex::About) {
            j += 1;
        }
    }
    if let Some(mut clock) = times::clock(r, j, led) {
        if let Some(part) = part {
            clock.settle(part);
        }
        point.time = Some(clock.time());
        point.end = clock.end;
        point.pattern = Pattern::DateTime;
    }
    point
}

/// "T14:00Z" behind an ISO date.
fn iso_time(r: &Reader<'_>, i: usize) -> Option<(TimexTime, usize)> {
    let hour: u8 = r.text(i).strip_prefix(['T', 't'])?.parse().ok().filter(|&hour| hour <= 24)?;
    let (mut minute, mut second, mut zone) = (None, None, None);
    let mut j = i + 1;
    if r.mark(j) == ':' && r.joined(j) {
        minute = r.digits(j + 1).filter(|&(n, _)| n < 60).map(|(n, _)| n as u8);
        minute?;
        j += 2;
        if r.mark(j) == ':' && r.joined(j) {
            second = r.text(j + 1).split('.').next()?.parse().ok().filter(|&n: &u8| n <= 60);
            j += 2;
        }
    }
    if r.joined(j) && r.is(j, "z") {
        zone = Some(0);
        j += 1;
    }
    Some((TimexTime::Clock { hour, minute, second, zone }, j))
}

/// A time of day first: "9.30am on 3 March", "8pm tomorrow", "in the morning", "from 3 to 4.30pm on Monday".
pub(super) fn time_first(r: &mut Reader<'_>, i: usize) -> Option<Found> {
    let at = r.before(i, 1) == Lex::At || r.mark_before(i, 1) == '@';
    let spelled_for = r.before(i, 1) == Lex::For && matches!(r.at(i), Lex::Cardinal(1..=12));
    let clock =
        times::clock(r, i, at).or_else(|| times::clock(r, i, true).filter(|clock| spelled_for && spelled(r, i, clock)));
    if let Some(found) = time_range(r, i) {
        return Some(found);
    }
    let mut clock = match clock {
        Some(clock) => clock,
        None => {
            // "9 tomorrow morning", "7, this morning"
            let bare = times::clock(r, i, true).filter(|clock| !clock.certain)?;
            let j = r.skip_comma(bare.end);
            if !matches!(r.at(j), Lex::Today | Lex::Tomorrow | Lex::Yesterday | Lex::Tonight | Lex::This) {
                return None;
            }
            bare
        }
    };
    if let Some(found) = sets::behind_time(r, i, &clock) {
        return Some(found);
    }
    let dated = date_behind_time(r, clock.end);
    let message = r.settings.document_time.is_some();
    match dated {
        Some(mut point) => {
            if let Some(TimexTime::Part(part)) = point.time {
                clock.settle(part);
            }
            point.time = Some(clock.time());
            point.pattern = Pattern::DateTime;
            Some(Found::point(i, point))
        }
        None if clock.certain || spelled(r, i, &clock) || (at && message && closes(r, clock.end)) => {
            let mut point = Point::new(clock.end, TimexDate::Unstated, Pattern::DateTimeOfDay).score(0.85);
            place_bare_time(r, &mut point, &mut clock);
            Some(Found::point(i, point))
        }
        None => None,
    }
}

/// True where nothing follows that a number measures: "at 4.25%", "at 4.25 per cent" and "at 4.25 each" are no times.
fn closes(r: &Reader<'_>, i: usize) -> bool {
    let goes_on_as_date = !matches!(r.at(i), Lex::None | Lex::And | Lex::Or);
    i >= r.limit || matches!(r.mark(i), '.' | ',' | ';' | '?' | '!' | ')' | '"' | '”' | '-') || goes_on_as_date
}

/// "at eleven five", "for eight forty": hour and minute in words.
fn spelled(r: &Reader<'_>, i: usize, clock: &times::Clock) -> bool {
    let closes = clock.end >= r.limit || matches!(r.mark(clock.end), '.' | ',' | '?' | '!');
    matches!(r.at(i), Lex::Cardinal(_)) && clock.minute.is_some() && closes
}

/// A time without a date is on the day of a message, and of no day else.
fn place_bare_time(r: &Reader<'_>, point: &mut Point, clock: &mut times::Clock) {
    if let (Some(today), Some(now)) = (r.today, r.settings.document_time) {
        let minute_of_day = |clock: &times::Clock| u16::from(clock.hour) * 60 + u16::from(clock.minute.unwrap_or(0));
        // "3:15" in a message is the next time the clock shows it.
        if !clock.settled && clock.hour < 12 && minute_of_day(clock) < now {
            clock.hour += 12;
        }
        let ahead = clock.hour < 24
            && minute_of_day(clock) < now
            && clock.zone.is_none()
            && r.before(point.end, 1) != Lex::None;
        let day = if ahead { calendar::add_days(today, 1).unwrap_or(today) } else { today };
        point.date = numeric::of_day(day);
    }
    point.time = Some(clock.time());
}

/// The date behind a time: "on 3 March", ", Monday", "tomorrow".
fn date_behind_time(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    let mut j = r.skip_comma(i);
    if matches!(r.at(j), Lex::On | Lex::Of) {
        j += 1;
    }
    j = r.skip_the(j);
    let point = simple_point_linked(r, j, false).or_else(|| (j > i).then(|| numeric::day_month(r, j)).flatten())?;
    let is_day = matches!(point.date, TimexDate::Day { .. } | TimexDate::Weekday { .. }) && point.to.is_none();
    // A comma and another sentence's date is no date of this time.
    let is_word = matches!(point.pattern, Pattern::DateRelativeDay)
        || j > i
        || r.mark(i) == ','
        || point.pattern != Pattern::DateNamedDay;
    (is_day && is_word && !matches!(point.time, Some(TimexTime::Clock { .. }))).then_some(point)
}

/// "9:30 - 11:00", "from 3 to 4.30pm", "between 5 and 6 in the afternoon", with a date before or behind.
fn time_range(r: &mut Reader<'_>, i: usize) -> Option<Found> {
    let led = matches!(r.before(i, 1), Lex::From | Lex::Between);
    let mut first = times::clock(r, i, true).or_else(|| times::hour_before_hyphen(r, i))?;
    let j = match r.at(first.end) {
        Lex::To | Lex::Until | Lex::Through => first.end + 1,
        Lex::And if r.before(i, 1) == Lex::Between => first.end + 1,
        _ if r.mark(first.end) == '-' => first.end + 1,
        _ => {
            // "5-6pm": the hyphen is joined, which a bare number does not bear.
            return None;
        }
    };
    let mut last = times::clock(r, j, true)?;
    if !first.certain && !last.certain && !led {
        return None;
    }
    if !first.certain
        && !last.certain
        && !matches!(
            r.at(last.end),
            Lex::On | Lex::Of | Lex::Today | Lex::Tomorrow | Lex::Yesterday | Lex::Next | Lex::This | Lex::Last
        )
    {
        return None;
    }
    finish_time_range(r, i, &mut first, &mut last, None)
}

fn finish_time_range(
    r: &mut Reader<'_>,
    i: usize,
    first: &mut times::Clock,
    last: &mut times::Clock,
    date: Option<Point>,
) -> Option<Found> {
    // "3-4pm": the half of the day belongs to both unless that turns them round.
    if last.settled && !first.settled && last.hour >= 12 && first.hour + 12 <= last.hour && first.hour < 12 {
        first.hour += 12;
    }
    if first.settled
        && !last.settled
        && last.hour < 12
        && last.hour < first.hour
        && last.hour + 12 > first.hour
        && first.hour >= 12
        && first.hour < 20
    {
        last.hour += 12;
    }
    first.settled = true;
    let (behind, end) = match date {
        Some(date) => (Some(date), last.end.max(date.end)),
        None => match date_behind_time(r, last.end) {
            Some(point) => (Some(point), point.end),
            None => (None, last.end),
        },
    };
    let mut from = behind.unwrap_or(Point::new(end, TimexDate::Unstated, Pattern::DateTimeRange));
    if behind.is_none()
        && let (Some(today), Some(_)) = (r.today, r.settings.document_time)
    {
        from.date = numeric::of_day(today);
    }
    from.end = end;
    from.pattern = Pattern::DateTimeRange;
    let mut to = from;
    from.time = Some(first.time());
    to.time = Some(last.time());
    Some(Found::new(i, end, Meaning::Interval(from, to), Pattern::DateTimeRange).score(0.85))
}

/// A date with a range of times behind it: "Monday 8-9am", "1 May from 3 to 4pm".
pub(super) fn date_then_times(r: &mut Reader<'_>, i: usize, point: Point) -> Option<Found> {
    if !matches!(point.date, TimexDate::Day { .. } | TimexDate::Weekday { .. }) || point.to.is_some() {
        return None;
    }
    let mut j = r.skip_comma(point.end);
    let led = matches!(r.at(j), Lex::From | Lex::Between);
    if led {
        j += 1;
    }
    let mut first =
        times::clock(r, j, true).or_else(|| times::clock(r, j, false)).or_else(|| times::hour_before_hyphen(r, j))?;
    let k = match r.at(first.end) {
        Lex::To | Lex::Until | Lex::Through => first.end + 1,
        Lex::And if led && r.at(j - 1) == Lex::Between => first.end + 1,
        _ if r.mark(first.end) == '-' => first.end + 1,
        _ => return None,
    };
    let mut last = times::clock(r, k, true)?;
    if !first.certain && !last.certain && !led {
        return None;
    }
    finish_time_range(r, i, &mut first, &mut last, Some(point))
}

/// "morning", "early morning" where a document's day or a preposition makes it a time.
pub(super) fn part_of_day(r: &mut Reader<'_>, i: usize) -> Option<Found> {
    let led = r.before(i, 1) == Lex::The && matches!(r.before(i, 2), Lex::In | Lex::During | Lex::By);
    let (part, end) = match r.at(i) {
        Lex::Part(part) if led => (part, i + 1),
        Lex::Early | Lex::Late | Lex::Mid => match r.at(r.skip_hyphen(i + 1)) {
            Lex::Part(part) => (part, r.skip_hyphen(i + 1) + 1),
            _ => return None,
        },
        _ => return None,
    };
    let mut point = Point::new(end, TimexDate::Unstated, Pattern::DateTimeOfDay).score(0.7);
    point.time = Some(TimexTime::Part(part));
    point.modifier = match r.at(i) {
        Lex::Early => Some(TimexMod::Start),
        Lex::Late => Some(TimexMod::End),
        Lex::Mid => Some(TimexMod::Mid),
        _ => None,
    };
    // "Monday early morning", "morning of the 9th of May", "late-night Tuesday"
    let j = if matches!(r.at(end), Lex::Of | Lex::On) { r.skip_the(end + 1) } else { end };
    if let Some(day) = simple_point_linked(r, j, false)
        && matches!(day.date, TimexDate::Day { .. } | TimexDate::Weekday { .. })
        && day.time.is_none()
    {
        let modifier = point.modifier;
        let time = point.time;
        point = day;
        point.time = time;
        point.modifier = modifier;
        point.pattern = Pattern::DateTime;
        return Some(Found::point(i, point));
    }
    // "in the morning at 7"
    let k = if r.at(end) == Lex::At { end + 1 } else { r.skip_comma(end) };
    if let Some(mut clock) = times::clock(r, k, r.at(end) == Lex::At).filter(|_| k > end || r.at(end) == Lex::Number) {
        clock.settle(part);
        point.end = clock.end;
        point.time = Some(clock.time());
        point.modifier = None;
    }
    Some(Found::point(i, point))
}

/// "now" in a message is its moment; in prose it is a particle.
pub(super) fn now(r: &Reader<'_>, i: usize) -> Option<Found> {
    let (today, minutes) = (r.today?, r.settings.document_time?);
    if i + 1 < r.limit && r.mark(i + 1) == '\0' {
        return None;
    }
    let mut point = Point::new(i + 1, numeric::of_day(today), Pattern::DateReference).score(0.7);
    point.time = Some(TimexTime::Clock {
        hour: (minutes / 60) as u8,
        minute: Some((minutes % 60) as u8),
        second: Some(0),
        zone: None,
    });
    Some(Found::point(i, point))
}
