//! Which form of the grammar reads a place: every form that can begin with a word is tried there and the longest wins.

use gleaner_text::{DayPart, TimexDate, TimexMod, TimexTime};

use super::calendar;
use super::counts;
use super::durations;
use super::named_days;
use super::numeric;
use super::points;
use super::quarters;
use super::ranges;
use super::reader::{Found, Meaning, Point, Reader};
use super::relative;
use super::seasons;
use super::sets;
use super::times;
use super::uk_years;
use super::weeks;
use super::words::{Lex, Unit};
use super::years;
use crate::pattern::Pattern;

/// Keeps the longer of two readings, the earlier one where they end together.
fn longer(best: &mut Option<Point>, other: Option<Point>) {
    if let Some(other) = other
        && best.is_none_or(|best| other.end > best.end)
    {
        *best = Some(other);
    }
}

/// A date, without its time of day, at `i`. `linked`: the words around it are dates.
pub(super) fn simple_point_linked(r: &mut Reader<'_>, i: usize, linked: bool) -> Option<Point> {
    // No one says more than "the end of the first half of last year"; the bound keeps hostile texts linear.
    if r.depth >= 3 {
        return None;
    }
    r.depth += 1;
    let best = forms(r, i, linked);
    r.depth -= 1;
    best
}

fn forms(r: &mut Reader<'_>, i: usize, linked: bool) -> Option<Point> {
    let mut best = None;
    match r.at(i) {
        Lex::Number => return number_forms(r, i, linked),
        Lex::Month(_) | Lex::MonthAbbr(_) => {
            longer(&mut best, points::month_first(r, i, linked));
            longer(&mut best, relative::after_next(r, i));
            longer(&mut best, named_days::by_other_word(r, i));
        }
        Lex::Weekday(_) | Lex::WeekdayAbbr(_) => {
            longer(&mut best, points::weekday_first(r, i, linked));
            longer(&mut best, relative::after_next(r, i));
            longer(&mut best, weekday_of_week(r, i));
        }
        Lex::Ordinal(_) | Lex::Tens(_) | Lex::Cardinal(_) => {
            longer(&mut best, points::day_first(r, i).filter(|_| counts::ordinal(r, i).is_some()));
            longer(&mut best, years::century(r, i));
            longer(&mut best, years::plural_century(r, i));
            longer(&mut best, quarters::worded(r, i));
            longer(&mut best, years::spoken_decade(r, i));
            longer(&mut best, years::spoken(r, i, linked));
            longer(&mut best, nth(r, i));
        }
        Lex::Mixed => {
            longer(&mut best, quarters::mixed(r, i, linked));
            longer(&mut best, uk_years::mixed(r, i));
            longer(&mut best, month_with_day(r, i));
            longer(&mut best, years::era_joined(r, i));
        }
        Lex::Decades(_) => longer(&mut best, years::spoken_decade(r, i)),
        Lex::Season(_) => {
            longer(&mut best, seasons::season(r, i, linked));
            longer(&mut best, named_days::by_other_word(r, i));
        }
        Lex::Michaelmas => longer(&mut best, uk_years::term(r, i)),
        Lex::Last => {
            longer(&mut best, relative::point(r, i));
            longer(&mut best, nth(r, i));
            longer(&mut best, quarters::worded(r, i));
        }
        Lex::Past
        | Lex::Previous
        | Lex::Next
        | Lex::Following
        | Lex::Coming
        | Lex::This
        | Lex::Current
        | Lex::That
        | Lex::Same => longer(&mut best, relative::point(r, i)),
        Lex::Today | Lex::Yesterday | Lex::Tomorrow | Lex::Tonight => longer(&mut best, relative::day_word(r, i)),
        Lex::Later | Lex::Earlier | Lex::Rest => longer(&mut best, relative::rest(r, i)),
        Lex::Early | Lex::Mid | Lex::Late | Lex::Start | Lex::Middle | Lex::End | Lex::Turn => {
            longer(&mut best, named_days::by_other_word(r, i));
            longer(&mut best, seasons::part_of(r, i));
        }
        Lex::Unit(unit) => {
            longer(&mut best, relative::day_word(r, i));
            longer(&mut best, weeks::dated(r, i));
            longer(&mut best, weeks::numbered(r, i));
            longer(&mut best, weeks::fortnight(r, i));
            longer(&mut best, weeks::weekend(r, i));
            longer(&mut best, uk_years::words_first(r, i));
            longer(&mut best, relative::after_next(r, i));
            if unit == Unit::Year {
                longer(&mut best, years::era_first(r, i));
            }
            if unit == Unit::Quarter {
                longer(&mut best, quarters::months_to(r, i));
            }
        }
        Lex::Wc => longer(&mut best, weeks::dated(r, i)),
        Lex::Fiscal | Lex::Financial | Lex::Tax | Lex::Academic | Lex::School | Lex::Fy | Lex::Fye => {
            longer(&mut best, uk_years::words_first(r, i));
        }
        Lex::Calendar | Lex::Ad => longer(&mut best, years::era_first(r, i)),
        Lex::Half => longer(&mut best, quarters::months_to(r, i)),
        Lex::Named => {
            longer(&mut best, uk_years::term(r, i));
            longer(&mut best, named_days::point(r, i, None));
        }
        Lex::Bank => longer(&mut best, named_days::bank_holiday_monday(r, i)),
        Lex::W => longer(&mut best, weeks::dated(r, i)),
        Lex::All => longer(&mut best, named_days::by_other_word(r, i)),
        Lex::Suffix if !r.joined(i) => longer(&mut best, named_days::by_other_word(r, i)),
        _ => {}
    }
    best
}

/// The forms that begin with a token of digits. What stands behind it says which can be meant, so that most numbers of a
/// text cost a look at the next token.
fn number_forms(r: &mut Reader<'_>, i: usize, linked: bool) -> Option<Point> {
    let n = r.view.tokens.spans()[i].len();
    let (next, mark) = (r.at(i + 1), r.mark(i + 1));
    let tight = matches!(mark, '/' | '-');
    let is_ordinal = next == Lex::Suffix;
    let four = n == 4;
    let mut best = None;
    if n <= 2 && (next.month().is_some() || is_ordinal || next == Lex::Of || tight || matches!(mark, '.' | ',')) {
        longer(&mut best, points::day_first(r, i));
    }
    if tight || n >= 6 {
        longer(&mut best, numeric::full(r, i));
    }
    if four && (tight || matches!(next, Lex::Tax | Lex::Financial | Lex::Academic | Lex::School | Lex::Fiscal)) {
        longer(&mut best, uk_years::pair_of_years(r, i));
        longer(&mut best, uk_years::year_with_kind(r, i));
    }
    if next == Lex::Mixed || (four && mark == '-') || (n == 1 && r.joined(i + 1)) {
        longer(&mut best, quarters::year_first(r, i));
    }
    if n <= 2 && next == Lex::Of {
        longer(&mut best, nth(r, i));
    }
    if is_ordinal {
        longer(&mut best, quarters::worded(r, i));
        longer(&mut best, years::century(r, i));
        longer(&mut best, years::plural_century(r, i));
        longer(&mut best, nth(r, i));
    }
    if four && (tight || next.month().is_some()) {
        longer(&mut best, points::year_first(r, i));
    }
    if n == 4 || n == 2 {
        longer(&mut best, years::decade(r, i, linked));
    }
    if best.is_none() && tight && !months_are_years(r, i) {
        longer(&mut best, numeric::month(r, i));
    }
    if four
        || matches!(next, Lex::Bc | Lex::Ad)
        || matches!(r.before(i, 1), Lex::Unit(_) | Lex::Circa)
        || (n == 3 && r.ancient)
        || mark_of_circa(r, i)
    {
        longer(&mut best, years::year(r, i, linked));
    }
    if best.is_none() {
        if n <= 2 {
            longer(&mut best, points::listed_day(r, i));
        }
        if mark == '/' {
            longer(&mut best, shown_day_month(r, i));
        }
        if is_ordinal {
            longer(&mut best, points::day_of_month(r, i));
        }
    }
    if four && mark == '-' {
        longer(&mut best, week_of_year_digits(r, i));
    }
    best
}

fn mark_of_circa(r: &Reader<'_>, i: usize) -> bool {
    r.mark_before(i, 1) == '.' && r.before(i, 2) == Lex::Circa
}

/// "2011-12": two years that follow each other are no month.
fn months_are_years(r: &Reader<'_>, i: usize) -> bool {
    uk_years::pair(r, i).is_some()
}

/// A date at `i`.
pub(super) fn simple_point(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    simple_point_linked(r, i, true)
}

/// A day or a month at `i`.
pub(super) fn day_or_month(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    let point = simple_point_linked(r, i, true).or_else(|| numeric::day_month(r, i))?;
    (matches!(point.date, TimexDate::Day { .. } | TimexDate::Month { .. }) && point.to.is_none()).then_some(point)
}

/// A month, year or longer stretch at `i`, of which there are parts.
pub(super) fn stretch(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    let point = simple_point_linked(r, i, true)?;
    (point.time.is_none()).then_some(point)
}

/// "4/22" where the words around show a date: a weekday, "on", a time of day behind.
fn shown_day_month(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    let point = numeric::day_month(r, i)?;
    let led = matches!(r.before(i, 1), Lex::On | Lex::By | Lex::Since | Lex::Until)
        || r.before(i, 1).weekday().is_some()
        || (matches!(r.before(i, 1), Lex::From | Lex::Between | Lex::To));
    let timed = r.at(point.end) == Lex::At && matches!(r.at(point.end + 1), Lex::Number | Lex::Noon)
        || times::clock(r, point.end, false).is_some();
    if (!led && !timed) || r.at(point.end).unit().is_some() || r.at(point.end) == Lex::Of {
        return None;
    }
    Some(point)
}

/// "2025-W10", "2025-W10-WE"
fn week_of_year_digits(r: &Reader<'_>, i: usize) -> Option<Point> {
    let (year, 4) = r.digits(i)? else { return None };
    if r.mark(i + 1) != '-' || !r.joined(i + 1) || !r.joined(i + 2) {
        return None;
    }
    let week: u8 = r.text(i + 2).strip_prefix('W').filter(|digits| digits.len() == 2)?.parse().ok()?;
    calendar::monday(year as i16, week)?;
    Some(Point::new(i + 3, TimexDate::Week { year: Some(year as i16), week: Some(week) }, Pattern::DateWeek))
}

/// "Oct2", "mar3": a shortened month with its day joined.
fn month_with_day(r: &Reader<'_>, i: usize) -> Option<Point> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let text = r.text(i);
    let digits = text.trim_start_matches(|character: char| character.is_ascii_alphabetic());
    let letters = &text[..text.len() - digits.len()];
    if !(1..=2).contains(&digits.len()) || letters.len() < 3 {
        return None;
    }
    let month = MONTHS.iter().position(|month| {
        letters.len() <= month.len()
            && month[..letters.len()].eq_ignore_ascii_case(letters)
            && (letters.len() <= 4 || letters.len() == month.len())
    })? as u8
        + 1;
    let day: u8 = digits.parse().ok()?;
    calendar::day(2024, month, day)?;
    let mut end = i + 1;
    if r.at(end) == Lex::Suffix && r.joined(end) {
        end += 1;
    }
    let (year, end) = points::year_behind(r, end).map_or((None, end), |(year, end)| (Some(year), end));
    let date = TimexDate::Day { year, month: Some(month), day: Some(day) };
    Some(Point::new(end, date, Pattern::DateDay).score(0.75))
}

/// "Tuesday of next week", "Wednesday of this week".
fn weekday_of_week(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    let weekday = r.at(i).weekday()?;
    let j = if matches!(r.at(i + 1), Lex::Of) { i + 2 } else { i + 1 };
    if !matches!(r.at(j), Lex::Last | Lex::This | Lex::Next | Lex::Previous | Lex::Following) {
        return None;
    }
    if r.at(j + 1) != Lex::Unit(Unit::Week) {
        return None;
    }
    let week = relative::point(r, j)?;
    let TimexDate::Week { year: Some(year), week: Some(number) } = week.date else { return None };
    let day = calendar::add_days(calendar::monday(year, number)?, i64::from(weekday) - 1)?;
    Some(Point::new(j + 2, numeric::of_day(day), Pattern::DateRelativeDay))
}

/// "first Monday of March", "last Friday in October", "third week of January 2015", "last day of October", "20th of this
/// month", "second weekend of June".
fn nth(r: &mut Reader<'_>, i: usize) -> Option<Point> {
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
    whole.date = super::resolve::date(r, whole.date, None);
    let end = whole.end;
    if after {
        let weekday = what.weekday()?;
        let (_, base) = super::days::date_days(whole.date)?;
        let first = calendar::weekday_on_or_after(calendar::add_days(base, 1)?, weekday)?;
        let day = calendar::add_days(first, 7 * (i64::from(n) - 1))?;
        return (n > 0).then(|| Point::new(end, numeric::of_day(day), Pattern::DateNthWeekday));
    }
    let (first, last) = super::days::date_days(whole.date)?;
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
    whole.date = super::resolve::date(r, whole.date, None);
    let (first, last) = super::days::date_days(whole.date)?;
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
    let grain = |day: gleaner_text::Day| match unit {
        Unit::Day | Unit::Week => numeric::of_day(day),
        Unit::Year => TimexDate::Year(Some(day.year)),
        _ => TimexDate::Month { year: Some(day.year), month: Some(day.month) },
    };
    inside.then(|| Point::new(whole.end, grain(from), Pattern::DateRange).to(grain(to)).score(0.93))
}

/// The time of day behind a date: ", 9.30am", "at 14:00", "T14:00Z", "morning", "in the evening".
fn with_time(r: &mut Reader<'_>, mut point: Point) -> Point {
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
fn time_first(r: &mut Reader<'_>, i: usize) -> Option<Found> {
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
        None if clock.certain
            || spelled(r, i, &clock)
            || (at && message && !matches!(r.at(clock.end), Lex::And | Lex::Or)) =>
        {
            let mut point = Point::new(clock.end, TimexDate::Unstated, Pattern::DateTimeOfDay).score(0.85);
            place_bare_time(r, &mut point, &mut clock);
            Some(Found::point(i, point))
        }
        None => None,
    }
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
fn date_then_times(r: &mut Reader<'_>, i: usize, point: Point) -> Option<Found> {
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

/// True when what is read at `i` could be the first of two dates: something that joins stands behind it.
fn may_join(r: &Reader<'_>, i: usize, point: Option<Point>) -> bool {
    let joins =
        |j: usize| matches!(r.at(j), Lex::To | Lex::Until | Lex::Through | Lex::And | Lex::Up) || r.mark(j) == '-';
    match point {
        Some(point) => joins(point.end) || (1..=4).any(|n| i + n < point.end && joins(i + n)),
        // A form that only its other end makes a date is short: "3rd", "28/02", "Jan.".
        None => (1..=4).any(|n| joins(i + n)),
    }
}

/// A whole number with nothing behind it that a date goes on with.
fn plain_number(r: &Reader<'_>, i: usize) -> bool {
    let next = r.at(i + 1);
    let word_behind = next == Lex::None && !r.joined(i + 1);
    let closed = matches!(r.mark(i + 1), ')' | ']' | ';' | '?' | '!' | '"' | '”' | '(')
        || (matches!(r.mark(i + 1), ',' | '.')
            && r.digits(i).is_some_and(|(_, n)| n == 4)
            && r.at(i + 2) != Lex::Number);
    ((word_behind && r.mark(i + 1) == '\0' && r.class(i + 1).is_some()) || closed || i + 1 >= r.limit)
        && r.digits(i).is_some_and(|(_, n_digits)| n_digits <= 4)
        && !r.is(i + 1, "p")
        && !r.is(i + 1, "a")
        && !r.is(i + 1, "season")
        && !matches!(r.before(i, 1), Lex::At | Lex::The)
        && !(r.is(i + 1, "s"))
        && r.mark_before(i, 1) != '@'
}

/// The longest date expression that begins at token `i`.
pub(super) fn read(r: &mut Reader<'_>, i: usize) -> Option<Found> {
    let mut best: Option<Found> = None;
    let mut keep = |found: Option<Found>| {
        if let Some(found) = found
            && best.is_none_or(|best| found.end > best.end)
        {
            best = Some(found);
        }
    };
    let lex = r.at(i);
    match lex {
        Lex::Every | Lex::Each => return sets::every(r, i).map(|found| sets::with_time(r, found)),
        Lex::Often(_) => return sets::adverb(r, i),
        Lex::Weekdays(_) | Lex::Parts(_) => return sets::plural(r, i).map(|found| sets::with_time(r, found)),
        Lex::Units(Unit::Weekend) => return sets::plural(r, i),
        Lex::Once | Lex::Twice => return sets::times_a(r, i),
        Lex::Now => return now(r, i),
        Lex::Another | Lex::All | Lex::Whole => keep(durations::worded(r, i)),
        _ => {}
    }
    let countable = matches!(
        lex,
        Lex::Number
            | Lex::Cardinal(_)
            | Lex::Tens(_)
            | Lex::A
            | Lex::An
            | Lex::Half
            | Lex::Few
            | Lex::Several
            | Lex::Couple
            | Lex::Many
    );
    // A plain number with a word behind it that no date knows can only be a year.
    if lex == Lex::Number && plain_number(r, i) {
        return years::year(r, i, false).map(|point| Found::point(i, point));
    }
    if countable {
        keep(relative::weekdays_away(r, i).map(|point| Found::point(i, point)));
        keep(relative::counted(r, i));
        keep(quarters::months_to(r, i).map(|point| Found::point(i, point)));
        keep(relative::stretch(r, i));
        keep(durations::range(r, i));
        keep(sets::times_a(r, i));
        keep(sets::a_unit(r, i));
        let length = durations::alone(r, i);
        keep(length.map(|found| relative::from_the_moment(r, found)));
    }
    if matches!(lex, Lex::Last | Lex::Past | Lex::Previous | Lex::Next | Lex::Coming | Lex::Following) {
        keep(relative::stretch(r, i));
    }
    if matches!(lex, Lex::Number | Lex::Cardinal(_) | Lex::Tens(_) | Lex::Half | Lex::Noon | Lex::Midnight | Lex::A)
        || lex == Lex::Unit(Unit::Quarter)
    {
        keep(time_first(r, i));
    }
    if lex.weekday().is_some() {
        keep(sets::plural(r, i));
        keep(weekday_range(r, i));
    }
    if !matches!(lex, Lex::A | Lex::An) {
        let point = simple_point_linked(r, i, false);
        if let Some((first, last)) = may_join(r, i, point).then(|| ranges::read(r, i, false)).flatten() {
            keep(Some(Found::new(i, last.end, Meaning::Interval(first, last), Pattern::DateRange).score(0.95)));
        }
        if let Some(point) = point {
            keep(date_then_times(r, i, point));
            keep(Some(Found::point(i, with_time(r, point))));
        }
    }
    if best.is_none() {
        best = part_of_day(r, i);
    }
    best
}

/// "Monday to Friday", "Mon-Fri", "Tue, Thu": opening hours recur in ways that no TIMEX3 of one date says.
fn weekday_range(r: &Reader<'_>, i: usize) -> Option<Found> {
    let j = r.skip_dot(i + 1);
    let joint = matches!(r.at(j), Lex::To | Lex::Through) || r.mark(j) == '-';
    if !joint || r.at(j + 1).weekday().is_none() {
        return None;
    }
    let end = r.skip_dot(j + 2);
    // "Friday 7 to Monday 10 March" never comes here; "Saturday to Sunday 9 March" is a range of days.
    let dated = matches!(r.at(end), Lex::Number | Lex::Month(_) | Lex::MonthAbbr(_)) && (r.mark(end + 1) != ':');
    (!dated || matches!(r.at(i), Lex::WeekdayAbbr(_))).then_some(Found::new(
        i,
        end,
        Meaning::Nothing,
        Pattern::DateWeekday,
    ))
}

/// "morning", "early morning" where a document's day or a preposition makes it a time.
fn part_of_day(r: &mut Reader<'_>, i: usize) -> Option<Found> {
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
        Lex::Early => Some(gleaner_text::TimexMod::Start),
        Lex::Late => Some(gleaner_text::TimexMod::End),
        Lex::Mid => Some(gleaner_text::TimexMod::Mid),
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
fn now(r: &Reader<'_>, i: usize) -> Option<Found> {
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
