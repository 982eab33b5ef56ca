//! The Umm al-Qura calendar of Saudi Arabia, by which its feasts are announced: reckoned from the new moon over Mecca and
//! published as a table of month lengths (R. H. van Gent, "The Umm al-Qura Calendar of Saudi Arabia"; the lengths here
//! agree with those of the hijridate package, version 2.6.0). Countries that wait for the moon to be seen keep a feast up
//! to a day later. Before 1365 AH (December 1945) and after 1500 AH (2077) there is no table and no date.

use gleaner_text::Day;

use super::calendar;

/// The first year of the table, which began on 5 December 1945.
const FIRST_YEAR: i32 = 1365;
const FIRST_DAY: Day = Day::new(1945, 12, 5);

/// One year each; bit n is set where month n + 1 has 30 days and not 29.
#[rustfmt::skip]
const LONG_MONTHS: [u16; 136] = [
    0xd55, 0x555, 0x555, 0xd55, 0x6d5, 0x555, 0xea5, 0xd2a, 0xaaa, 0xcd5, 0x655, 0x572,
    0xda9, 0x555, 0xaaa, 0x555, 0x52d, 0xa6d, 0x55a, 0x555, 0x74d, 0xd53, 0xd54, 0x556,
    0xd55, 0x2d5, 0xd55, 0xd54, 0xd45, 0x655, 0x52d, 0xa5d, 0x55a, 0xad5, 0x6aa, 0xd4b,
    0x52a, 0xa57, 0x4ae, 0x976, 0x56c, 0xb55, 0xaaa, 0xa55, 0x4ad, 0x95d, 0x2da, 0x5d9,
    0xdb2, 0xba4, 0xb4a, 0xa55, 0x2b5, 0x575, 0xb6a, 0xbd2, 0xbc4, 0xb89, 0xa95, 0x52d,
    0x5ad, 0xb6a, 0x6d4, 0xdc9, 0xd92, 0xaa6, 0x956, 0x2ae, 0x56d, 0x36a, 0xb55, 0xaaa,
    0x94d, 0x49d, 0x95d, 0x2ba, 0x5b5, 0x5aa, 0xd55, 0xa9a, 0x92e, 0x26e, 0x55d, 0xada,
    0x6d4, 0x6a5, 0x54b, 0xa97, 0x54e, 0xaae, 0x5ac, 0xba9, 0xd92, 0xb25, 0x64b, 0xcab,
    0x55a, 0xb55, 0x6d2, 0xea5, 0xe4a, 0xa95, 0x52d, 0xaad, 0x36c, 0x759, 0x6d2, 0x695,
    0x52d, 0xa5b, 0x4ba, 0x9ba, 0x3b4, 0xb69, 0xb52, 0xaa6, 0x4b6, 0x96d, 0x2ec, 0x6d9,
    0xeb2, 0xd54, 0xd2a, 0xa56, 0x4ae, 0x96d, 0xd6a, 0xb54, 0xb29, 0xa93, 0x52b, 0xa57,
    0x536, 0xab5, 0x6aa, 0xe93,
];

/// The `nth` time (0 or 1) that a day of a Hijri month falls into a Gregorian year, and how many days that month has.
pub(super) fn feast(gregorian_year: i16, month: u8, day: u8, nth: usize) -> Option<(Day, u8)> {
    // 33 of its years are 32 of the sun: the years that can reach into this one are few.
    let near = (i32::from(gregorian_year) - 622) * 33 / 32;
    (near - 1..=near + 2)
        .filter_map(|year| first_of(year, month))
        .map(|(first, length)| (calendar::add_days(first, i64::from(day) - 1), length))
        .filter_map(|(day, length)| day.filter(|day| day.year == gregorian_year).map(|day| (day, length)))
        .nth(nth)
}

/// The first day of a month and how many it has.
fn first_of(year: i32, month: u8) -> Option<(Day, u8)> {
    let year_idx = usize::try_from(year - FIRST_YEAR).ok().filter(|&year_idx| year_idx < LONG_MONTHS.len())?;
    let long_before: u32 = LONG_MONTHS[..year_idx].iter().map(|months| months.count_ones()).sum();
    let months = LONG_MONTHS[year_idx];
    let long_this_year = (months & ((1 << (month - 1)) - 1)).count_ones();
    let n_months = year_idx as i64 * 12 + i64::from(month) - 1;
    let first = calendar::add_days(FIRST_DAY, n_months * 29 + i64::from(long_before + long_this_year))?;
    Some((first, if months & (1 << (month - 1)) == 0 { 29 } else { 30 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_fall_where_they_were_announced() {
        for (year, month, day, want) in [
            (1966, 12, 10, (1966, 4, 1)),
            (1999, 9, 1, (1999, 12, 9)),
            (2011, 10, 1, (2011, 8, 30)),
            (2016, 9, 1, (2016, 6, 6)),
            (2018, 10, 1, (2018, 6, 15)),
            (2020, 12, 10, (2020, 7, 31)),
            (2023, 10, 1, (2023, 4, 21)),
            (2024, 12, 10, (2024, 6, 16)),
            (2025, 9, 1, (2025, 3, 1)),
            (2025, 10, 1, (2025, 3, 30)),
            (2025, 12, 10, (2025, 6, 6)),
        ] {
            let found = feast(year, month, day, 0).map(|(day, _)| day);
            assert_eq!(found, calendar::day(want.0, want.1, want.2), "{year} {month} {day}");
            assert_eq!(feast(year, month, day, 1), None);
        }
    }

    #[test]
    fn a_feast_can_fall_twice_into_a_year_and_outside_the_table_not_at_all() {
        assert_eq!(feast(2000, 10, 1, 0).map(|(day, _)| day), calendar::day(2000, 1, 8));
        assert_eq!(feast(2000, 10, 1, 1).map(|(day, _)| day), calendar::day(2000, 12, 27));
        assert_eq!(feast(1900, 10, 1, 0), None);
        assert_eq!(feast(2100, 10, 1, 0), None);
        assert_eq!(feast(2077, 1, 1, 0).map(|(_, length)| length), None);
    }

    #[test]
    fn every_year_of_the_table_has_354_or_355_days() {
        for months in LONG_MONTHS {
            assert!(matches!(months.count_ones(), 5..=7), "{months:#x}");
        }
        let (last, length) = first_of(1500, 12).unwrap();
        assert_eq!(calendar::add_days(last, i64::from(length) - 1), calendar::day(2077, 11, 16));
    }
}
