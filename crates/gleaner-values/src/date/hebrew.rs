//! The Hebrew calendar, as far as its feasts need it: arithmetic after Dershowitz and Reingold, "Calendrical Calculations".

use gleaner_text::Day;

use super::calendar;

/// Days from 1 January 1970 to the Gregorian day before the first of Tishri of the year 1.
const EPOCH: i64 = -2_092_590;

fn is_leap(year: i64) -> bool {
    (7 * year + 1).rem_euclid(19) < 7
}

/// Days from the epoch to the mean new year, with the delays that the week demands.
fn elapsed(year: i64) -> i64 {
    let months = (235 * year - 234).div_euclid(19);
    let parts = 12_084 + 13_753 * months;
    let day = 29 * months + parts.div_euclid(25_920);
    if (3 * (day + 1)).rem_euclid(7) < 3 { day + 1 } else { day }
}

fn new_year(year: i64) -> i64 {
    let (last, this, next) = (elapsed(year - 1), elapsed(year), elapsed(year + 1));
    let delay = if next - this == 356 {
        2
    } else if this - last == 382 {
        1
    } else {
        0
    };
    EPOCH + this + delay
}

/// The Gregorian day of a feast in a Gregorian year. Months are counted from Tishri, Adar (the second one of a leap year)
/// being the seventh in every year here.
pub(super) fn feast(gregorian_year: i16, month: u8, day: u8) -> Option<Day> {
    let first = i64::from(gregorian_year) + 3760;
    (first..=first + 1).find_map(|year| {
        let start = new_year(year);
        let length = new_year(year + 1) - start;
        let long_heshvan = length % 10 == 5;
        let short_kislev = length % 10 == 3;
        let lengths: [i64; 13] = [
            30,
            if long_heshvan { 30 } else { 29 },
            if short_kislev { 29 } else { 30 },
            29,
            30,
            if is_leap(year) { 30 } else { 0 },
            29,
            30,
            29,
            30,
            29,
            30,
            29,
        ];
        let before: i64 = lengths[..usize::from(month) - 1].iter().sum();
        let day = calendar::add_days(Day::new(1970, 1, 1), start + before + i64::from(day) - 1)?;
        (day.year == gregorian_year).then_some(day)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_fall_where_the_tables_say() {
        assert_eq!(feast(2018, 1, 1), calendar::day(2018, 9, 10));
        assert_eq!(feast(2024, 1, 10), calendar::day(2024, 10, 12));
        assert_eq!(feast(2018, 3, 25), calendar::day(2018, 12, 3));
        assert_eq!(feast(2013, 7, 14), calendar::day(2013, 2, 24));
        assert_eq!(feast(2025, 8, 15), calendar::day(2025, 4, 13));
        assert_eq!(feast(2018, 12, 9), calendar::day(2018, 7, 21));
    }
}
