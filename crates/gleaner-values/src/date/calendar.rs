//! Calendar arithmetic on [`Day`], by `jiff`, which does not show outside this module.

use gleaner_text::Day;
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

fn from_jiff(date: Date) -> Day {
    Day::new(date.year(), date.month() as u8, date.day() as u8)
}

fn to_jiff(day: Day) -> Option<Date> {
    Date::new(day.year, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?).ok()
}

/// The day, when the calendar has it.
pub(super) fn day(year: i16, month: u8, day: u8) -> Option<Day> {
    let day = Day::new(year, month, day);
    to_jiff(day).map(|_| day)
}

/// How many days the month has; 0 for no month.
pub(super) fn days_in_month(year: i16, month: u8) -> u8 {
    to_jiff(Day::new(year, month, 1)).map_or(0, |date| date.days_in_month() as u8)
}

/// `n` days later. `None` beyond the years −9999 and 9999, here and below.
pub(super) fn add_days(day: Day, n: i64) -> Option<Day> {
    to_jiff(day)?.checked_add(n.checked_abs().filter(|&n| n < 10_000_000).map(|_| n)?.days()).ok().map(from_jiff)
}

/// `n` months later; the last day of the month where that month is too short.
pub(super) fn add_months(day: Day, n: i64) -> Option<Day> {
    to_jiff(day)?.checked_add(n.checked_abs().filter(|&n| n < 230_000).map(|_| n)?.months()).ok().map(from_jiff)
}

/// 1 Monday to 7 Sunday.
pub(super) fn weekday(day: Day) -> u8 {
    to_jiff(day).map_or(1, |date| date.weekday().to_monday_one_offset() as u8)
}

/// The ISO year and week of a day.
pub(super) fn iso_week(day: Day) -> Option<(i16, u8)> {
    to_jiff(day).map(|date| (date.iso_week_date().year(), date.iso_week_date().week() as u8))
}

/// The Monday of an ISO week, when the year has that week.
pub(super) fn monday(year: i16, week: u8) -> Option<Day> {
    ISOWeekDate::new(year, i8::try_from(week).ok()?, Weekday::Monday).ok().map(|week| from_jiff(week.date()))
}

/// Days from one to the other, negative when `to` is the earlier.
pub(super) fn days_between(from: Day, to: Day) -> i64 {
    match (to_jiff(from), to_jiff(to)) {
        (Some(from), Some(to)) => i64::from((to - from).get_days()),
        _ => 0,
    }
}

/// The last day up to and including `day` that is that weekday.
pub(super) fn weekday_on_or_before(day: Day, weekday_wanted: u8) -> Option<Day> {
    add_days(day, -i64::from((weekday(day) + 7 - weekday_wanted) % 7))
}

/// The first day from `day` on that is that weekday.
pub(super) fn weekday_on_or_after(day: Day, weekday_wanted: u8) -> Option<Day> {
    add_days(day, i64::from((weekday_wanted + 7 - weekday(day)) % 7))
}

/// The `n`th such weekday of a month, counted from 1; from its end for −1, −2.
pub(super) fn nth_weekday(year: i16, month: u8, weekday_wanted: u8, n: i8) -> Option<Day> {
    let found = if n > 0 {
        add_days(weekday_on_or_after(day(year, month, 1)?, weekday_wanted)?, 7 * (i64::from(n) - 1))?
    } else {
        let last = day(year, month, days_in_month(year, month))?;
        add_days(weekday_on_or_before(last, weekday_wanted)?, 7 * (i64::from(n) + 1))?
    };
    (found.month == month && found.year == year && n != 0).then_some(found)
}

/// Easter Sunday of the Western churches (the Gregorian computus as Meeus, Jones and Butcher give it).
pub(super) fn easter(year: i16) -> Option<Day> {
    let year = i32::from(year);
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day_of_month = (h + l - 7 * m + 114) % 31 + 1;
    day(year as i16, month as u8, day_of_month as u8)
}

/// Easter Sunday of the Eastern churches, as a Gregorian day (the Julian computus of Meeus).
pub(super) fn orthodox_easter(year: i16) -> Option<Day> {
    let y = i32::from(year);
    let (a, b, c) = (y.rem_euclid(4), y.rem_euclid(7), y.rem_euclid(19));
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let month = (d + e + 114) / 31;
    let day_of_month = (d + e + 114) % 31 + 1;
    let centuries = y.div_euclid(100);
    let gap = centuries - centuries.div_euclid(4) - 2;
    add_days(day(year, month as u8, day_of_month as u8)?, i64::from(gap))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_the_tables_say() {
        for (year, month, day_of_month) in [(2013, 3, 31), (2019, 4, 21), (2024, 3, 31), (2025, 4, 20), (2038, 4, 25)] {
            assert_eq!(easter(year), day(year, month, day_of_month));
        }
        assert_eq!(orthodox_easter(2018), day(2018, 4, 8));
        assert_eq!(orthodox_easter(2025), day(2025, 4, 20));
    }

    #[test]
    fn weekdays_of_a_month_are_counted_from_both_ends() {
        assert_eq!(nth_weekday(2025, 5, 1, 1), day(2025, 5, 5));
        assert_eq!(nth_weekday(2025, 5, 1, -1), day(2025, 5, 26));
        assert_eq!(nth_weekday(2025, 5, 1, 5), None);
    }
}
