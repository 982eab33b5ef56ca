//! Dates reckoned from the document's date or from the date named last: "yesterday", "last week", "two weeks ago", "that
//! year", "the next three years".

use gleaner_text::{Day, DayPart, TimexDate, TimexLength, TimexTime, TimexUnit};

use super::calendar;
use super::counts::{self, Count};
use super::days;
use super::durations;
use super::numeric::of_day;
use super::reader::{Found, Meaning, Point, Reader, Tense};
use super::uk_years;
use super::weeks;
use super::words::{Lex, Unit};
use crate::pattern::Pattern;

/// "last" −1, "this" 0, "next" 1, and the base they count from.
fn direction(lex: Lex) -> Option<i16> {
    match lex {
        Lex::Last | Lex::Past | Lex::Previous => Some(-1),
        Lex::This | Lex::Current | Lex::That | Lex::Same => Some(0),
        Lex::Next | Lex::Following | Lex::Coming => Some(1),
        _ => None,
    }
}

/// "today", "yesterday", "the day before yesterday", "tomorrow week", "tonight".
pub(super) fn day_word(r: &Reader<'_>, i: usize) -> Option<Point> {
    // "USA Today", "Tomorrow Never Dies"
    let titled = r.shape(i) == gleaner_text::Shape::Title
        && i > r.first
        && r.mark_before(i, 1) == '\0'
        && r.capital(i - 1)
        && r.shape(i - 1) != gleaner_text::Shape::None;
    if titled && r.before(i, 1) == Lex::None {
        return None;
    }
    let (offset, end, time) = match r.at(i) {
        Lex::Today => (0, i + 1, None),
        Lex::Yesterday => (-1, i + 1, None),
        Lex::Tomorrow => (1, i + 1, None),
        Lex::Tonight => (0, i + 1, Some(TimexTime::Part(DayPart::Night))),
        Lex::Unit(Unit::Day) => match (r.at(i + 1), r.at(i + 2)) {
            (Lex::Before, Lex::Yesterday) => (-2, i + 3, None),
            (Lex::After, Lex::Tomorrow) => (2, i + 3, None),
            _ => return None,
        },
        _ => return None,
    };
    let date = match r.today {
        Some(today) => of_day(calendar::add_days(today, offset)?),
        None => TimexDate::Day { year: None, month: None, day: None },
    };
    let mut point = Point::new(end, date, Pattern::DateRelativeDay);
    point.time = time;
    Some(point)
}

/// The stretch of one unit that holds `base`, `offset` units on; unresolved without a base.
pub(super) fn unit(r: &Reader<'_>, base: Option<Day>, unit: Unit, offset: i16, end: usize) -> Option<Point> {
    let pattern = Pattern::DateRelativeUnit;
    let Some(base) = base else {
        let date = match unit {
            Unit::Day | Unit::Night => TimexDate::Day { year: None, month: None, day: None },
            Unit::Week | Unit::Fortnight => TimexDate::Week { year: None, week: None },
            Unit::Weekend => TimexDate::Weekend { year: None, week: None },
            Unit::Month => TimexDate::Month { year: None, month: None },
            Unit::Quarter => TimexDate::Quarter { year: None, quarter: None },
            Unit::Year => TimexDate::Year(None),
            _ => return None,
        };
        return Some(Point::new(end, date, pattern).score(0.85));
    };
    let n = i64::from(offset);
    let date = match unit {
        Unit::Day | Unit::Night => of_day(calendar::add_days(base, n)?),
        Unit::Week => {
            return weeks::week_of(r, base, n, end).map(|mut point| {
                point.pattern = pattern;
                point
            });
        }
        Unit::Fortnight => {
            let monday = calendar::weekday_on_or_before(base, 1)?;
            let first = calendar::add_days(monday, 14 * n)?;
            return Some(Point::new(end, of_day(first), pattern).to(of_day(calendar::add_days(first, 13)?)));
        }
        Unit::Weekend => return weeks::weekend_of(base, n, end),
        Unit::Month => {
            let day = calendar::add_months(Day::new(base.year, base.month, 1), n)?;
            TimexDate::Month { year: Some(day.year), month: Some(day.month) }
        }
        Unit::Quarter => {
            let day = calendar::add_months(Day::new(base.year, base.month, 1), 3 * n)?;
            TimexDate::Quarter { year: Some(day.year), quarter: Some((day.month - 1) / 3 + 1) }
        }
        Unit::Year => TimexDate::Year(Some(base.year.checked_add(offset)?)),
        Unit::Decade => TimexDate::Decade(u16::try_from(base.year / 10 + offset).ok()?),
        Unit::Century => TimexDate::Century {
            bc: false,
            hundreds: u8::try_from(base.year / 100 + offset).ok().filter(|&n| n < 100)?,
        },
        Unit::Second | Unit::Minute | Unit::Hour => return None,
    };
    Some(Point::new(end, date, pattern))
}

/// "last week", "this month", "next Monday", "last March", "this spring", "next financial year", "that year".
pub(super) fn point(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    let lead = r.at(i);
    let offset = direction(lead)?;
    let mut j = i + 1;
    // "this past week", "this coming Monday"
    let (lead, offset) = match (lead, r.at(j)) {
        (Lex::This, Lex::Past | Lex::Coming | Lex::Last | Lex::Next) => {
            j += 1;
            (r.at(j - 1), direction(r.at(j - 1))?)
        }
        (Lex::That, Lex::Same) => {
            j += 1;
            (lead, offset)
        }
        _ => (lead, offset),
    };
    let referring = matches!(lead, Lex::That | Lex::Same | Lex::Following);
    let base = if referring { r.last.or(if lead == Lex::Following { r.today } else { None }) } else { r.today };
    if let Some(point) = uk_years::relative(r, j, offset).filter(|_| !referring) {
        return Some(point);
    }
    if r.at(j) == Lex::Calendar && r.at(j + 1) == Lex::Unit(Unit::Year) {
        j += 1;
    }
    match r.at(j) {
        Lex::Unit(unit_of) => {
            // "past week" is seven days, read as a duration; "last minute" is no date.
            if lead == Lex::Past && matches!(unit_of, Unit::Year | Unit::Decade | Unit::Century | Unit::Month) {
                return None;
            }
            // "this time", "same day" as an adjective, "that day"
            if lead == Lex::Coming && matches!(unit_of, Unit::Decade | Unit::Century) {
                return None;
            }
            if unit_of == Unit::Night {
                return None;
            }
            // "this week-end"
            if unit_of == Unit::Week && r.mark(j + 1) == '-' && r.joined(j + 1) && r.at(j + 2) == Lex::End {
                return unit(r, base, Unit::Weekend, offset, j + 3);
            }
            let mut point = unit(r, base, unit_of, offset, j + 1)?;
            if referring {
                point.pattern = Pattern::DateReferred;
                point.score = 0.8;
            }
            // "next week Tuesday", "last week on Friday", "last week's Sunday"
            if unit_of == Unit::Week {
                let mut k = j + 1;
                if matches!(r.at(k), Lex::On) || r.mark(k) == ',' || matches!(r.text(k), "'s" | "’s") {
                    k += 1;
                }
                if let (Some(weekday), Some(base)) = (r.at(k).weekday(), base) {
                    let monday = calendar::weekday_on_or_before(base, 1)?;
                    let day = calendar::add_days(monday, i64::from(offset) * 7 + i64::from(weekday) - 1)?;
                    return Some(Point::new(k + 1, of_day(day), Pattern::DateRelativeDay));
                }
            }
            Some(point)
        }
        Lex::Part(part) => {
            let (offset, night) = match (lead, part) {
                (Lex::Last, DayPart::Night) => (-1, part),
                (Lex::Next | Lex::Following, part) => (1, part),
                (Lex::This | Lex::That | Lex::Same, part) => (0, part),
                (Lex::Last | Lex::Previous, part) => (-1, part),
                _ => return None,
            };
            let date = match base {
                Some(base) => of_day(calendar::add_days(base, offset)?),
                None => TimexDate::Day { year: None, month: None, day: None },
            };
            let mut point = Point::new(j + 1, date, Pattern::DateRelativeDay);
            point.time = Some(TimexTime::Part(night));
            Some(point)
        }
        Lex::Weekday(weekday) | Lex::WeekdayAbbr(weekday) => {
            // "this Friday 5/12", "next Monday, 3 March": the date itself decides.
            if let Some(point) = super::points::weekday_first(r, j, true)
                && !matches!(point.date, TimexDate::Weekday { .. })
            {
                return Some(point);
            }
            let end = if matches!(r.at(j), Lex::WeekdayAbbr(_)) { r.skip_dot(j + 1) } else { j + 1 };
            let Some(base) = base else {
                let date = TimexDate::Weekday { year: None, week: None, weekday };
                return Some(Point::new(end, date, Pattern::DateRelativeDay));
            };
            let day = match offset {
                -1 => calendar::weekday_on_or_before(calendar::add_days(base, -1)?, weekday)?,
                1 => calendar::weekday_on_or_after(calendar::add_days(base, 1)?, weekday)?,
                // "this Monday" is the nearest to come; in the past tense that of this week.
                _ => match r.tense() {
                    Tense::Past => calendar::weekday_on_or_before(base, weekday)?,
                    _ => calendar::weekday_on_or_after(base, weekday)?,
                },
            };
            let last_of = r.at(end) == Lex::Of || r.at(end) == Lex::In;
            if last_of && lead == Lex::Last {
                return None;
            }
            Some(Point::new(end, of_day(day), Pattern::DateRelativeDay))
        }
        Lex::Month(month) | Lex::MonthAbbr(month) => {
            if matches!(lead, Lex::This | Lex::That)
                && matches!(month, 3 | 5)
                && r.shape(j) == gleaner_text::Shape::Lower
            {
                return None;
            }
            // "that June" speaks of another one, "that May" mostly of none.
            if matches!(lead, Lex::That | Lex::Same) && (base.is_none() || r.shape(j) == gleaner_text::Shape::Lower) {
                return None;
            }
            if let Some(point) = super::points::month_first(r, j, true)
                && !matches!(point.date, TimexDate::Month { year: None, .. })
            {
                return Some(point);
            }
            let end = if matches!(r.at(j), Lex::MonthAbbr(_)) { r.skip_dot(j + 1) } else { j + 1 };
            let year = base.map(|base| match offset {
                -1 if month >= base.month => base.year - 1,
                1 if month <= base.month => base.year + 1,
                _ => base.year,
            });
            Some(Point::new(end, TimexDate::Month { year, month: Some(month) }, Pattern::DateRelativeUnit))
        }
        Lex::Season(season) => {
            let is_past = r.tense() == Tense::Past;
            let year = base.map(|base| {
                let (year, now) = days::season_of(base);
                match offset {
                    -1 if season >= now => year - 1,
                    1 if season <= now => year + 1,
                    // In January "this winter" began last year; "this summer" is to come, unless it is told of.
                    0 if season != now => {
                        let is_ahead = base.month < season as u8 * 3 + 3;
                        base.year - i16::from(is_past && is_ahead)
                    }
                    _ => year,
                }
            });
            Some(Point::new(j + 1, TimexDate::Season { year, season }, Pattern::DateSeason))
        }
        Lex::Named => super::named_days::point(r, j, Some(offset)),
        _ => None,
    }
}

/// "last five years", "next few months", "past decade", "the 3 next weeks", "coming decade".
pub(super) fn stretch(r: &Reader<'_>, i: usize) -> Option<Found> {
    let (direction_of, j, count_first) = match r.at(i) {
        Lex::Last | Lex::Past | Lex::Previous => (-1, i + 1, None),
        Lex::Next | Lex::Coming | Lex::Following => (1, i + 1, None),
        _ => {
            let (count, j) = counts::count(r, i)?;
            match r.at(j) {
                Lex::Last | Lex::Past | Lex::Previous => (-1, j + 1, Some(count)),
                Lex::Next | Lex::Coming | Lex::Following => (1, j + 1, Some(count)),
                _ => return None,
            }
        }
    };
    let found = |length, end| {
        Found::new(i, end, Meaning::Duration(length, direction_of), Pattern::DateDurationAnchored).score(0.93)
    };
    if let Some(count) = count_first {
        let unit = r.at(j).unit()?;
        // "up 15,000 last week", "3 next week"
        let few = matches!(count, Count::Unknown | Count::Exact(..=100, _));
        let plural = matches!(r.at(j), Lex::Units(_)) || r.at(j - 1) == Lex::Coming || count == Count::whole(1);
        if !few || !plural {
            return None;
        }
        return Some(found(durations::length(count, unit)?, j + 1));
    }
    if let Lex::Unit(unit) = r.at(j) {
        let whole = matches!((r.at(i), unit), (Lex::Past, _) | (Lex::Coming, Unit::Decade | Unit::Century));
        if !whole {
            return None;
        }
        return Some(found(durations::length(Count::whole(1), unit)?, j + 1));
    }
    if matches!(r.at(j), Lex::A | Lex::An | Lex::Half) {
        return None;
    }
    // "last days", "next years"
    let j = if r.at(j) == Lex::About { j + 1 } else { j };
    let business = |j: usize| matches!(r.at(j), Lex::Business | Lex::Working) && r.at(j + 1).unit() == Some(Unit::Day);
    let (count, k) = counts::count(r, j)?;
    if business(k) {
        if let (Some(today), Count::Exact(n @ 1..=2000, 1)) = (r.today, count) {
            let side = i64::from(direction_of);
            let near = business_days(today, 1, side)?;
            let far = business_days(today, i64::from(n), side)?;
            let (first, last) = if side < 0 { (far, near) } else { (near, far) };
            let point = Point::new(k + 2, of_day(first), Pattern::DateDurationAnchored).to(of_day(last));
            return Some(Found::point(i, point));
        }
        return Some(found(durations::length(count, Unit::Day)?, k + 2));
    }
    let read = durations::read(r, j)?;
    (!read.hyphenated).then(|| found(read.length, read.end))
}

/// "within three days" of now, where the sentence looks ahead; the length as it is everywhere else.
pub(super) fn from_the_moment(r: &mut Reader<'_>, mut found: Found) -> Found {
    if let Meaning::Duration(length, 0) = found.meaning
        && r.before(found.start, 1) == Lex::Within
        && !matches!(r.at(found.end), Lex::Of | Lex::After | Lex::From | Lex::Before)
        && r.looks_ahead()
    {
        found.meaning = Meaning::Duration(length, 2);
    }
    found
}

/// "two weeks ago", "in six months' time", "10 days later", "three weeks from tomorrow", "2 days after 12 January".
pub(super) fn counted(r: &mut Reader<'_>, i: usize) -> Option<Found> {
    let (length, end, unit) = if matches!(r.at(counts::count(r, i)?.1), Lex::Business | Lex::Working) {
        let (count, j) = counts::count(r, i)?;
        if r.at(j + 1).unit() != Some(Unit::Day) {
            return None;
        }
        let Count::Exact(n, 1) = count else { return None };
        let ahead = r.before(i, 1) == Lex::In;
        let (sign, end) = match r.at(j + 2) {
            Lex::Ago => (-1, j + 3),
            Lex::Later | Lex::Hence => (1, j + 3),
            _ if ahead => (1, j + 2),
            _ => return None,
        };
        let day = business_days(r.today?, i64::from(n.min(2000)), sign)?;
        return Some(Found::point(i, Point::new(end, of_day(day), Pattern::DateRelativeCount)));
    } else {
        let read = durations::read(r, i)?;
        if read.hyphenated {
            return None;
        }
        (read.length, read.end, read.unit)
    };
    let mut j = end;
    // "six months' time", "a year's time"
    let possessive = r.mark(j) == '\'' || matches!(r.text(j), "'s" | "’s");
    if possessive && r.at(j + 1) == Lex::Time {
        return at_distance(r, i, j + 2, length, unit, r.today, 1);
    }
    let (sign, base) = match r.at(j) {
        Lex::Ago => (-1, r.today),
        Lex::Back if r.before(i, 1) != Lex::In => (-1, r.today),
        Lex::Hence => (1, r.today),
        Lex::Later | Lex::Earlier => {
            // Relative to the last date; without one the length is all that is known.
            let sign = if r.at(j) == Lex::Later { 1 } else { -1 };
            let base = r.last.or(if r.settings.document_time.is_some() { r.today } else { None });
            if base.is_none() {
                return Some(Found::new(i, j + 1, Meaning::Duration(length, 0), Pattern::DateDuration).score(0.75));
            }
            (sign, base)
        }
        Lex::Starting | Lex::Commencing => {
            let k = if matches!(r.at(j + 1), Lex::On | Lex::From) { j + 2 } else { j + 1 };
            let mut point = super::expression::simple_point(r, k)?;
            point.date = super::resolve::date(r, point.date, point.weekday);
            return span_from(r, i, point, length);
        }
        Lex::From | Lex::After | Lex::Before => {
            let sign = if r.at(j) == Lex::Before { -1 } else { 1 };
            let k = r.skip_the(j + 1);
            match r.at(k) {
                Lex::Now if sign == 1 => (1, r.today).also(|| j = k),
                _ => {
                    let mut point = super::expression::simple_point(r, k)?;
                    // "three years from 1 April 2025" is a stretch of time, not its end; "from today" is its end.
                    let is_day_word = matches!(r.at(k), Lex::Today | Lex::Tomorrow | Lex::Yesterday | Lex::Unit(_));
                    if r.at(j) == Lex::From && !is_day_word && !matches!(r.at(k), Lex::Named) {
                        point.date = super::resolve::date(r, point.date, point.weekday);
                        return span_from(r, i, point, length);
                    }
                    point.date = super::resolve::date(r, point.date, point.weekday);
                    let (first, last) = days::date_days(point.date)?;
                    let base = if sign > 0 { last } else { first };
                    let day = days::shift(base, length, sign)?;
                    let point = Point::new(point.end, of_day(day), Pattern::DateRelativeCount).score(0.85);
                    return Some(Found::point(i, point));
                }
            }
        }
        // "in two weeks" looks ahead; "he did it in two weeks" does not.
        _ if r.before(i, 1) == Lex::In && r.tense() != Tense::Past && r.today.is_some() => {
            let bounded = r.at(j) == Lex::Of || r.at(j) == Lex::To;
            if bounded {
                return None;
            }
            return at_distance(r, i, j, length, unit, r.today, 1);
        }
        _ => return None,
    };
    at_distance(r, i, j + 1, length, unit, base, sign)
}

/// Runs something on the way.
trait Also: Sized {
    fn also(self, run: impl FnOnce()) -> Self {
        run();
        self
    }
}

impl<T> Also for T {}

/// The stretch of that length from a day on: "three years from 1 April 2025".
fn span_from(r: &Reader<'_>, i: usize, point: Point, length: TimexLength) -> Option<Found> {
    let _ = r;
    let TimexDate::Day { year: Some(year), month: Some(month), day: Some(day) } = point.date else { return None };
    let first = calendar::day(year, month, day)?;
    let last = calendar::add_days(days::shift(first, length, 1)?, -1)?;
    let point = Point::new(point.end, of_day(first), Pattern::DateRange).to(of_day(last)).score(0.9);
    Some(Found::point(i, point))
}

/// The date that lies so far from `base`, as exact as the unit it is counted in.
fn at_distance(
    r: &Reader<'_>,
    i: usize,
    end: usize,
    length: TimexLength,
    unit: Unit,
    base: Option<Day>,
    sign: i64,
) -> Option<Found> {
    if !length.is_known() {
        let meaning = if sign < 0 { Meaning::Past } else { Meaning::Future };
        return Some(Found::new(i, end, meaning, Pattern::DateReference).score(0.8));
    }
    let of_unit = |day: Option<Day>| match unit {
        Unit::Year | Unit::Decade | Unit::Century => TimexDate::Year(day.map(|day| day.year)),
        Unit::Month | Unit::Quarter => {
            TimexDate::Month { year: day.map(|day| day.year), month: day.map(|day| day.month) }
        }
        _ => TimexDate::Day {
            year: day.map(|day| day.year),
            month: day.map(|day| day.month),
            day: day.map(|day| day.day),
        },
    };
    if matches!(unit, Unit::Hour | Unit::Minute | Unit::Second) {
        let start = match (r.settings.document_time, base) {
            (Some(minutes), Some(base)) => (base, i64::from(minutes)),
            _ => {
                let side = if base.is_some() && base == r.today { 2 * sign as i8 } else { 0 };
                return Some(Found::new(i, end, Meaning::Duration(length, side), Pattern::DateDuration).score(0.7));
            }
        };
        return moment(i, end, length, start, sign);
    }
    let mut finest = unit;
    if length.count(TimexUnit::Day) > 0 || length.count(TimexUnit::Week) > 0 {
        finest = Unit::Day;
    }
    let day = match base {
        Some(base) => Some(days::shift(base, length, sign)?),
        None => None,
    };
    let date = if finest == Unit::Day {
        day.map_or(TimexDate::Day { year: None, month: None, day: None }, of_day)
    } else {
        of_unit(day)
    };
    Some(Found::point(i, Point::new(end, date, Pattern::DateRelativeCount)))
}

/// The minute that lies so far from another.
fn moment(i: usize, end: usize, length: TimexLength, (day, minutes): (Day, i64), sign: i64) -> Option<Found> {
    let count = |unit| i64::from(length.count(unit));
    let days_first = TimexLength {
        counts: [
            length.count(TimexUnit::Year),
            length.count(TimexUnit::Month),
            length.count(TimexUnit::Week),
            length.count(TimexUnit::Day),
            0,
            0,
            0,
        ],
    };
    let day = days::shift(day, days_first, sign)?;
    let seconds = (count(TimexUnit::Hour) * 60 + count(TimexUnit::Minute)) * 60 + count(TimexUnit::Second);
    let total = minutes * 60 + sign * seconds;
    let day = calendar::add_days(day, total.div_euclid(86_400))?;
    let of_day_seconds = total.rem_euclid(86_400);
    let mut point = Point::new(end, of_day(day), Pattern::DateTime);
    point.time = Some(TimexTime::Clock {
        hour: (of_day_seconds / 3600) as u8,
        minute: Some((of_day_seconds / 60 % 60) as u8),
        second: Some((of_day_seconds % 60) as u8),
        zone: None,
    });
    Some(Found::point(i, point))
}

/// So many days later or earlier, Saturdays and Sundays not counted.
fn business_days(day: Day, n: i64, sign: i64) -> Option<Day> {
    let mut day = day;
    let mut left = n;
    while left > 0 {
        day = calendar::add_days(day, sign)?;
        if calendar::weekday(day) <= 5 {
            left -= 1;
        }
    }
    Some(day)
}

/// "later this year", "earlier this month", "rest of the year", "remainder of this week".
pub(super) fn rest(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    let (later, j) = match r.at(i) {
        Lex::Later => (true, i + 1),
        Lex::Earlier => (false, i + 1),
        Lex::Rest => {
            let j = if r.at(i + 1) == Lex::Of { i + 2 } else { i + 1 };
            (true, if r.is(j, "my") { j + 1 } else { r.skip_the(j) })
        }
        _ => return None,
    };
    let j = if r.at(j) == Lex::In { r.skip_the(j + 1) } else { j };
    let point = match r.at(j) {
        Lex::Today | Lex::Tonight => {
            let mut point = day_word(r, j)?;
            point.pattern = Pattern::DateRelativeDay;
            return Some(point);
        }
        Lex::Unit(unit_of @ (Unit::Week | Unit::Month | Unit::Year | Unit::Day | Unit::Decade)) => {
            if r.at(i) != Lex::Rest && r.at(j - 1) != Lex::The {
                return None;
            }
            unit(r, r.today, unit_of, 0, j + 1)?
        }
        Lex::This | Lex::Current => self::point(r, j)?,
        Lex::That if r.at(i) != Lex::Rest => {
            let mut point = self::point(r, j)?;
            point.pattern = Pattern::DateReferred;
            return Some(point);
        }
        _ => return None,
    };
    let Some(today) = r.today else { return Some(point) };
    let (first, _) = days::date_days(point.date)?;
    let (_, last) = days::date_days(point.to.unwrap_or(point.date))?;
    if first == last {
        return Some(point);
    }
    // What is earlier lies before today.
    let (from, to) = if later { (today, last) } else { (first, calendar::add_days(today, -1)?) };
    if from == to {
        return Some(Point::new(point.end, of_day(from), Pattern::DateRelativeUnit).score(0.85));
    }
    (from < to).then(|| Point::new(point.end, of_day(from), Pattern::DateRelativeUnit).to(of_day(to)).score(0.85))
}

/// "year after next", "Friday after next", "week before last".
pub(super) fn after_next(r: &Reader<'_>, i: usize) -> Option<Point> {
    let offset = match (r.at(i + 1), r.at(i + 2)) {
        (Lex::After, Lex::Next) => 2,
        (Lex::Before, Lex::Last) => -2,
        _ => return None,
    };
    let base = r.today?;
    match r.at(i) {
        Lex::Unit(unit_of) => unit(r, Some(base), unit_of, offset, i + 3),
        Lex::Weekday(weekday) => {
            let day = if offset > 0 {
                calendar::add_days(calendar::weekday_on_or_after(calendar::add_days(base, 1)?, weekday)?, 7)?
            } else {
                calendar::add_days(calendar::weekday_on_or_before(calendar::add_days(base, -1)?, weekday)?, -7)?
            };
            Some(Point::new(i + 3, of_day(day), Pattern::DateRelativeDay))
        }
        Lex::Month(month) => {
            let year = if offset > 0 {
                base.year + if month > base.month { 1 } else { 2 }
            } else {
                base.year - if month < base.month { 1 } else { 2 }
            };
            Some(Point::new(
                i + 3,
                TimexDate::Month { year: Some(year), month: Some(month) },
                Pattern::DateRelativeUnit,
            ))
        }
        _ => None,
    }
}

/// "3 Fridays from now", "two Thursdays ago".
pub(super) fn weekdays_away(r: &Reader<'_>, i: usize) -> Option<Point> {
    let (n, j) = counts::cardinal(r, i)?;
    let Lex::Weekdays(weekday) = r.at(j) else { return None };
    let base = r.today?;
    let n = i64::from(n.min(1000));
    let (day, end) = match (r.at(j + 1), r.at(j + 2)) {
        (Lex::Ago | Lex::Back, _) => {
            let first = calendar::weekday_on_or_before(calendar::add_days(base, -1)?, weekday)?;
            (calendar::add_days(first, -7 * (n - 1))?, j + 2)
        }
        (Lex::From, Lex::Now | Lex::Today) => {
            let first = calendar::weekday_on_or_after(calendar::add_days(base, 1)?, weekday)?;
            (calendar::add_days(first, 7 * (n - 1))?, j + 3)
        }
        _ => return None,
    };
    Some(Point::new(end, of_day(day), Pattern::DateRelativeCount))
}

/// "Monday week", "a week on Monday", "a fortnight on Friday": so long after the next one.
pub(super) fn weekday_week(r: &Reader<'_>, i: usize) -> Option<Point> {
    let length = |unit| match unit {
        Lex::Unit(Unit::Week) => Some(7),
        Lex::Unit(Unit::Fortnight) => Some(14),
        _ => None,
    };
    let (weekday, days, end) = match r.at(i) {
        Lex::Weekday(weekday) => {
            let goes_on = r.at(i + 2) == Lex::Number || r.joined(i + 2) && r.mark(i + 2) == '-';
            (weekday, length(r.at(i + 1)).filter(|_| !goes_on && r.mark_before(i, 1) == '\0')?, i + 2)
        }
        Lex::A if matches!(r.at(i + 2), Lex::On | Lex::From) => match r.at(i + 3) {
            Lex::Weekday(weekday) => (weekday, length(r.at(i + 1))?, i + 4),
            _ => return None,
        },
        _ => return None,
    };
    let next = calendar::weekday_on_or_after(calendar::add_days(r.today?, 1)?, weekday)?;
    Some(Point::new(end, of_day(calendar::add_days(next, days)?), Pattern::DateRelativeCount).score(0.9))
}
