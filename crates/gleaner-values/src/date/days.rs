//! From TIMEX3 to calendar days: the one place where it is worked out.

use gleaner_text::{Day, Season, Timex, TimexDate, TimexLength, TimexMod, TimexPoint, TimexUnit};

use super::calendar;

/// First and last day of a stretch, both inclusive; `None` where it is open or unknown.
pub type DayRange = (Option<Day>, Option<Day>);

/// Where a duration is tied to the calendar: "the last five years" end on a day, "the next five years" start on one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The duration starts on this day.
    From(Day),
    /// The duration ends on this day.
    To(Day),
}

/// The calendar days that a TIMEX3 value and its `mod` come down to.
///
/// Both days are inclusive and in the proleptic Gregorian calendar. `(None, None)` for values that name no day: durations
/// without an anchor, sets, references, times without a date, dates with unknown parts, years BC, and days, weeks or
/// intervals that the calendar does not have or that run backwards.
///
/// The modifier opens one end: BEFORE leaves the day before the first as the end, AFTER the day after the last as the start
/// (the same day for a time), ON_OR_BEFORE keeps the last, ON_OR_AFTER the first. All others leave the whole unit: "early
/// 2024" has the days of 2024. Seasons are those of the northern half of the earth, three whole months each, the winter of
/// a year beginning in its December. Every DATE mention of this crate without an anchor satisfies
/// `days_of(timex, mod, None) == (start, end)`; one of a DURATION with days satisfies it with `Anchor::From(start)` or
/// `Anchor::To(end)`. A length in days or weeks alone covers that many days, the anchor's among them; months and years run
/// to the same day of their last month. Constant time.
///
/// ```
/// use gleaner_text::{Day, Timex, TimexMod};
/// use gleaner_values::{Anchor, days_of};
/// let quarter: Timex = "2024-Q3".parse().unwrap();
/// assert_eq!(days_of(quarter, None, None), (Some(Day::new(2024, 7, 1)), Some(Day::new(2024, 9, 30))));
/// assert_eq!(days_of(quarter, Some(TimexMod::After), None), (Some(Day::new(2024, 10, 1)), None));
/// let years: Timex = "P5Y".parse().unwrap();
/// assert_eq!(days_of(years, None, Some(Anchor::To(Day::new(2025, 6, 18)))).0, Some(Day::new(2020, 6, 18)));
/// ```
pub fn days_of(timex: Timex, modifier: Option<TimexMod>, anchor: Option<Anchor>) -> DayRange {
    let (range, is_time) = match timex {
        Timex::Point(point) => (point_days(point), point.time.is_some()),
        Timex::Interval(first, last) => {
            let range = point_days(first).zip(point_days(last)).map(|(first, last)| (first.0, last.1));
            (range.filter(|(first, last)| first <= last), last.time.is_some())
        }
        Timex::Duration(length) => {
            return match anchor {
                Some(Anchor::From(start)) => {
                    let end = shift(start, length, 1).and_then(|end| calendar::add_days(end, -within(length)));
                    end.map_or((None, None), |end| (Some(start), Some(end)))
                }
                Some(Anchor::To(end)) => {
                    let start = shift(end, length, -1).and_then(|start| calendar::add_days(start, within(length)));
                    start.map_or((None, None), |start| (Some(start), Some(end)))
                }
                None => (None, None),
            };
        }
        Timex::DurationRange(..) | Timex::PastRef | Timex::PresentRef | Timex::FutureRef => (None, false),
    };
    let Some((first, last)) = range else { return (None, None) };
    match modifier {
        Some(TimexMod::Before) if is_time => (None, Some(first)),
        Some(TimexMod::Before) => (None, calendar::add_days(first, -1)),
        Some(TimexMod::After) if is_time => (Some(last), None),
        Some(TimexMod::After) => (calendar::add_days(last, 1), None),
        Some(TimexMod::OnOrBefore) => (None, Some(last)),
        Some(TimexMod::OnOrAfter) => (Some(first), None),
        _ => (Some(first), Some(last)),
    }
}

/// True for lengths counted in days or weeks alone: those cover that many whole days.
pub(super) fn is_whole_days(length: TimexLength) -> bool {
    let days = [TimexUnit::Week, TimexUnit::Day].map(|unit| length.count(unit));
    days != [0, 0]
        && length.counts.iter().filter(|&&count| count != 0).count() == days.iter().filter(|&&n| n != 0).count()
}

/// How many days nearer the far end of a length lies when its first day counts.
fn within(length: TimexLength) -> i64 {
    i64::from(is_whole_days(length))
}

/// A day so much later (`sign` 1) or earlier (−1). `None` for an unknown length or beyond the calendar.
pub(super) fn shift(day: Day, length: TimexLength, sign: i64) -> Option<Day> {
    if !length.is_known() {
        return None;
    }
    let count = |unit| i64::from(length.count(unit));
    let months = count(TimexUnit::Year).checked_mul(12)?.checked_add(count(TimexUnit::Month))?;
    let hours = count(TimexUnit::Hour) + (count(TimexUnit::Minute) + count(TimexUnit::Second) / 60) / 60;
    let days = count(TimexUnit::Week) * 7 + count(TimexUnit::Day) + hours / 24;
    calendar::add_days(calendar::add_months(day, sign * months)?, sign * days)
}

fn point_days(point: TimexPoint) -> Option<(Day, Day)> {
    match point.date {
        TimexDate::Unstated => None,
        TimexDate::Century { bc: true, .. } => None,
        TimexDate::Century { hundreds, .. } => {
            let first = i16::from(hundreds) * 100;
            years(first.max(1), first + 99)
        }
        TimexDate::Decade(tens) => {
            let first = i16::try_from(tens).ok()?.checked_mul(10)?;
            years(first.max(1), first + 9)
        }
        TimexDate::Year(year) => {
            let year = year.filter(|&year| year > 0)?;
            years(year, year)
        }
        TimexDate::Month { year, month } => months(year?, month?, 1),
        TimexDate::Day { year, month, day } => {
            let day = calendar::day(year.filter(|&year| year > 0)?, month?, day?)?;
            Some((day, day))
        }
        TimexDate::Week { year, week } => {
            let monday = calendar::monday(year?, week?)?;
            Some((monday, calendar::add_days(monday, 6)?))
        }
        TimexDate::Weekend { year, week } => {
            let monday = calendar::monday(year?, week?)?;
            Some((calendar::add_days(monday, 5)?, calendar::add_days(monday, 6)?))
        }
        TimexDate::Weekday { year, week, weekday } => {
            let day = calendar::add_days(calendar::monday(year?, week?)?, i64::from(weekday) - 1)?;
            Some((day, day))
        }
        TimexDate::Quarter { year, quarter } => months(year?, quarter?.checked_mul(3)?.checked_sub(2)?, 3),
        TimexDate::Half { year, half } => months(year?, half?.checked_mul(6)?.checked_sub(5)?, 6),
        TimexDate::Season { year, season } => months(year?, season as u8 * 3 + 3, 3),
    }
}

fn years(first: i16, last: i16) -> Option<(Day, Day)> {
    Some((calendar::day(first, 1, 1)?, calendar::day(last, 12, 31)?))
}

/// So many whole months.
fn months(year: i16, month: u8, n: i64) -> Option<(Day, Day)> {
    let first = calendar::day(year, month, 1).filter(|_| year > 0)?;
    Some((first, calendar::add_days(calendar::add_months(first, n)?, -1)?))
}

/// The first and last day of a date, when it has them.
pub(super) fn date_days(date: TimexDate) -> Option<(Day, Day)> {
    point_days(TimexPoint::of(date))
}

/// The season a month belongs to and the year that season began in.
pub(super) fn season_of(day: Day) -> (i16, Season) {
    match day.month {
        3..=5 => (day.year, Season::Spring),
        6..=8 => (day.year, Season::Summer),
        9..=11 => (day.year, Season::Autumn),
        12 => (day.year, Season::Winter),
        _ => (day.year - 1, Season::Winter),
    }
}
