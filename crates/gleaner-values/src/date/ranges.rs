//! Two dates and all between: "January 2024 to December 2025", "3-5 March", "2015–20", "between 2015 and 2020".

use gleaner_text::TimexDate;

use super::counts;
use super::days;
use super::expression;
use super::numeric;
use super::points;
use super::reader::{Point, Reader};
use super::relative;
use super::resolve;
use super::words::Lex;
use crate::pattern::Pattern;

/// The token behind what joins two dates: "to", "until", "–", "and" after "between".
fn joint(r: &Reader<'_>, i: usize, start: usize) -> Option<usize> {
    let between =
        r.before(start, 1) == Lex::Between || (r.before(start, 1) == Lex::The && r.before(start, 2) == Lex::Between);
    let j = match r.at(i) {
        Lex::To | Lex::Until | Lex::Through => i + 1,
        Lex::And if between => i + 1,
        _ if r.mark(i) == '-' => i + 1,
        // "up to", "up until"
        Lex::Up if matches!(r.at(i + 1), Lex::To | Lex::Until) => i + 2,
        _ => return None,
    };
    let j = if matches!(r.at(j), Lex::The | Lex::About | Lex::Circa) {
        r.skip_the(j + usize::from(r.at(j) != Lex::The))
    } else {
        j
    };
    Some(j)
}

/// A day of the month alone: "3", "3rd", "the 3rd".
fn bare_day(r: &Reader<'_>, i: usize) -> Option<(u8, usize)> {
    if let Some((value, end)) = counts::ordinal(r, i) {
        return (1..=31).contains(&value).then_some((value as u8, end));
    }
    let (value, n_digits) = r.digits(i)?;
    ((1..=31).contains(&value) && n_digits <= 2).then_some((value as u8, i + 1))
}

const fn parts(date: TimexDate) -> Option<(Option<i16>, Option<u8>, Option<u8>)> {
    match date {
        TimexDate::Day { year, month, day } => Some((year, month, day)),
        TimexDate::Month { year, month } => Some((year, month, None)),
        TimexDate::Year(year) => Some((year, None, None)),
        _ => None,
    }
}

/// The date with that year, where it has none.
const fn in_year(date: TimexDate, new_year: Option<i16>) -> TimexDate {
    match date {
        TimexDate::Day { year: None, month, day } => TimexDate::Day { year: new_year, month, day },
        TimexDate::Month { year: None, month } => TimexDate::Month { year: new_year, month },
        TimexDate::Season { year: None, season } => TimexDate::Season { year: new_year, season },
        TimexDate::Quarter { year: None, quarter } => TimexDate::Quarter { year: new_year, quarter },
        other => other,
    }
}

const fn year_of(date: TimexDate) -> Option<i16> {
    match date {
        TimexDate::Day { year, .. }
        | TimexDate::Month { year, .. }
        | TimexDate::Year(year)
        | TimexDate::Quarter { year, .. }
        | TimexDate::Half { year, .. }
        | TimexDate::Season { year, .. }
        | TimexDate::Week { year, .. } => year,
        _ => None,
    }
}

/// Where in its year a date stands, to see which of two comes first.
const fn order_in_year(date: TimexDate) -> (u8, u8) {
    match date {
        TimexDate::Day { month: Some(month), day: Some(day), .. } => (month, day),
        TimexDate::Month { month: Some(month), .. } => (month, 0),
        TimexDate::Season { season, .. } => (season as u8 * 3 + 3, 0),
        TimexDate::Quarter { quarter: Some(quarter), .. } => (quarter * 3, 0),
        _ => (0, 0),
    }
}

/// The first and last date of a range at `i`, resolved; the last one's `end` is the range's.
pub(super) fn read(r: &mut Reader<'_>, i: usize, linked: bool) -> Option<(Point, Point)> {
    let led = matches!(r.before(i, 1), Lex::From | Lex::Between)
        || (r.before(i, 1) == Lex::The && matches!(r.before(i, 2), Lex::From | Lex::Between));
    let linked = linked || led;
    let (first, last) = days_of_one_month(r, i, led).or_else(|| years(r, i)).or_else(|| two_points(r, i, linked))?;
    (!is_life(r, &first, &last)).then_some((first, last))
}

/// "(8 February 1700 – 17 March 1782)": a birth and a death are two dates, not one long one.
fn is_life(r: &Reader<'_>, first: &Point, last: &Point) -> bool {
    let (Some(from), Some(to)) = (year_of(first.date), year_of(last.date)) else { return false };
    let loose = r.mark(first.end) == '-' && !(r.joined(first.end) && r.joined(first.end + 1));
    let uneven = std::mem::discriminant(&first.date) != std::mem::discriminant(&last.date);
    loose && (to - from > 15 || (uneven && to > from))
}

/// "3-5 March 2025", "3 to 5 March", "the 6th to the 9th of May", "4 to 22 this month".
fn days_of_one_month(r: &mut Reader<'_>, i: usize, led: bool) -> Option<(Point, Point)> {
    let (first_day, end) = bare_day(r, i)?;
    let j = joint(r, end, i)?;
    let (last_day, last_end) = bare_day(r, j)?;
    // "3-5 March"
    let last = match points::day_first(r, j) {
        Some(point) => point,
        None => {
            // "4 to 22 this month", "from 4-23 in next month"
            if !led && first_day >= last_day {
                return None;
            }
            let k = if matches!(r.at(last_end), Lex::In | Lex::Of) { last_end + 1 } else { last_end };
            if !matches!(r.at(k), Lex::This | Lex::Next | Lex::Last) {
                return None;
            }
            let month = relative::point(r, k)?;
            let TimexDate::Month { year, month: Some(number) } = month.date else { return None };
            let date = TimexDate::Day { year, month: Some(number), day: Some(last_day) };
            Point::new(month.end, date, Pattern::DateRange)
        }
    };
    let TimexDate::Day { year, month: Some(month), day: Some(day) } = last.date else { return None };
    if day != last_day {
        return None;
    }
    let (first_month, first_year) = if first_day < last_day {
        (month, year)
    } else if led && first_day > last_day {
        // "from the 27th to the 3rd of April"
        if month == 1 { (12, year.map(|year| year - 1)) } else { (month - 1, year) }
    } else {
        return None;
    };
    let last_date = resolve::date(r, TimexDate::Day { year, month: Some(month), day: Some(last_day) }, None);
    let resolved = year_of(last_date);
    let first_year = match (first_year, resolved) {
        (Some(year), _) => Some(year),
        (None, Some(year)) => Some(if first_month > month { year - 1 } else { year }),
        (None, None) => None,
    };
    let first_date = TimexDate::Day { year: first_year, month: Some(first_month), day: Some(first_day) };
    valid(first_date)?;
    let mut last = last;
    last.date = last_date;
    Some((Point::new(end, first_date, Pattern::DateRange), last))
}

fn valid(date: TimexDate) -> Option<()> {
    match date {
        TimexDate::Day { year: Some(_), .. } => days::date_days(date).map(|_| ()),
        _ => Some(()),
    }
}

/// "2015-2020", "2015–20", "1980-88", "2015 to 2020".
fn years(r: &Reader<'_>, i: usize) -> Option<(Point, Point)> {
    let (first, 4) = r.digits(i)? else { return None };
    if !(1000..=2199).contains(&first) {
        return None;
    }
    // Joined by a slash they are a financial year, read elsewhere.
    if r.mark(i + 1) != '-' {
        return None;
    }
    let (second, n_digits) = r.digits(i + 2)?;
    if r.joined(i + 2) && r.mark(i + 3) == '-' && r.joined(i + 3) && r.at(i + 4) == Lex::Number && r.joined(i + 4) {
        return None;
    }
    let last = match n_digits {
        4 if (1000..=2199).contains(&second) => second,
        2 if first % 100 < second => first - first % 100 + second,
        _ => return None,
    };
    if last <= first
        || (n_digits == 2 && last == first + 1 && r.joined(i + 1) && r.joined(i + 2))
        || (n_digits == 2 && second <= 12 && r.joined(i + 1) && first % 100 + 1 != second)
    {
        return None;
    }
    if !super::years::stands_free(r, i) {
        return None;
    }
    // Older pairs are page numbers unless brackets or a preposition hold them.
    let held = first >= 1700 && last - first < 200
        || matches!(r.mark_before(i, 1), '(' | '[' | ',')
        || matches!(r.before(i, 1), Lex::From | Lex::Between | Lex::Circa | Lex::In);
    if !held {
        return None;
    }
    let first = Point::new(i + 1, TimexDate::Year(Some(first as i16)), Pattern::DateRange);
    Some((first, Point::new(i + 3, TimexDate::Year(Some(last as i16)), Pattern::DateRange)))
}

fn two_points(r: &mut Reader<'_>, i: usize, linked: bool) -> Option<(Point, Point)> {
    let mut first = match expression::simple_point_linked(r, i, linked) {
        Some(point) => point,
        None => {
            // A month or day in digits that only the other end makes a date: "28/02–02/03/2025", "May to July".
            let point = match r.at(i) {
                Lex::Month(_) | Lex::MonthAbbr(_) => points::month_first(r, i, true)?,
                Lex::Number => numeric::day_month(r, i)?,
                Lex::Season(_) => super::seasons::season(r, i, true)?,
                _ => return None,
            };
            joint(r, point.end, i)?;
            point
        }
    };
    // "Monday to Friday" recurs; it is read elsewhere as nothing.
    let j = joint(r, first.end, i)?;
    if r.mark(first.end) == '-'
        && matches!(first.date, TimexDate::Year(_))
        && r.at(j) == Lex::Number
        && r.digits(j).is_some_and(|(_, n)| n <= 2)
    {
        return None;
    }
    // "March 3-5, 2025", "April 9th through 17th"
    if let TimexDate::Day { year, month: Some(month), day: Some(day) } = first.date {
        let k = j;
        if let Some((last_day, end)) = bare_day(r, k) {
            let other = expression::simple_point_linked(r, k, true).filter(|point| {
                point.end > end && matches!(point.date, TimexDate::Day { month: Some(_), .. } | TimexDate::Month { .. })
            });
            let closes =
                !(matches!(r.at(end), Lex::AmPm(_)) || (matches!(r.mark(end), ':' | '/' | '%') && r.joined(end)));
            if other.is_none() && closes && last_day > day && year.is_none() {
                let (year, end) = points::year_behind(r, end).map_or((None, end), |(year, end)| (Some(year), end));
                let last = TimexDate::Day { year, month: Some(month), day: Some(last_day) };
                let last = resolve::date(r, last, None);
                valid(last)?;
                first.date = in_year(first.date, year_of(last));
                return Some((first, Point::new(end, last, Pattern::DateRange)));
            }
        }
    }
    let last = match r.at(j) {
        Lex::Month(_) | Lex::MonthAbbr(_) => points::month_first(r, j, true)?,
        Lex::Number => expression::simple_point_linked(r, j, true).or_else(|| numeric::day_month(r, j))?,
        Lex::Season(_) => super::seasons::season(r, j, true)?,
        _ => expression::simple_point_linked(r, j, true)?,
    };
    join(r, first, last)
}

/// Both ends with their years, in order.
fn join(r: &mut Reader<'_>, mut first: Point, mut last: Point) -> Option<(Point, Point)> {
    if matches!(first.date, TimexDate::Weekday { .. }) && matches!(last.date, TimexDate::Weekday { .. }) {
        return None;
    }
    // "Monday to 5 March", "3 March to 2026" mix what no one means; months and years, days and months do mix.
    match (year_of(first.date), year_of(last.date)) {
        (None, Some(year)) if parts(first.date).is_some() || is_open(first.date) => {
            let earlier = order_in_year(first.date) > order_in_year(last.date) && order_in_year(last.date) != (0, 0);
            first.date = in_year(first.date, Some(if earlier { year - 1 } else { year }));
        }
        (Some(year), None) if is_open(last.date) => {
            let later = order_in_year(last.date) < order_in_year(first.date);
            last.date = in_year(last.date, Some(if later { year + 1 } else { year }));
        }
        (None, None) => {
            last.date = resolve::date(r, last.date, last.weekday);
            match year_of(last.date) {
                Some(year) if is_open(first.date) => {
                    let earlier = order_in_year(first.date) > order_in_year(last.date);
                    first.date = in_year(first.date, Some(if earlier { year - 1 } else { year }));
                }
                _ => first.date = resolve::date(r, first.date, first.weekday),
            }
        }
        _ => {}
    }
    // "the Monday closest to 5 October" is no range: a bare weekday opens one of a few weeks.
    let from_weekday = matches!(first.date, TimexDate::Weekday { year: None, .. });
    first.date = resolve::date(r, first.date, first.weekday);
    last.date = resolve::date(r, last.date, last.weekday);
    let start = days::date_days(first.date);
    let end = days::date_days(last.to.unwrap_or(last.date));
    match (start, end) {
        (Some(start), Some(end)) if start.0 > end.1 || start == end => None,
        (Some(start), Some(end)) if from_weekday && super::calendar::days_between(start.0, end.1) > 40 => None,
        // "6 February - this year": the year says when, not until when.
        (Some(start), Some(end)) if end.0 <= start.0 && start.1 <= end.1 && last.modifier.is_none() => None,
        // Without days on one side only unknown parts on both make a range.
        (None, Some(_)) | (Some(_), None) => None,
        _ => Some((first, last)),
    }
}

const fn is_open(date: TimexDate) -> bool {
    matches!(
        date,
        TimexDate::Day { year: None, month: Some(_), .. }
            | TimexDate::Month { year: None, .. }
            | TimexDate::Season { year: None, .. }
            | TimexDate::Quarter { year: None, .. }
    )
}
