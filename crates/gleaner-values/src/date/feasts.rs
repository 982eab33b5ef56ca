//! Feasts whose days the moon and the authorities set, by year: what was kept, or what the printed calendars announce.
//! Outside the years listed a feast is a date without days; none is guessed.

/// The first days of a feast, from `first_year` on, as month and day.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) first_year: i16,
    pub(super) days: &'static [(u8, u8)],
}

/// Diwali (Lakshmi Puja), as the calendars of India print it: the evening within the last lunar day before the new moon.
/// In 2024 they differed, and the list ends before it.
#[rustfmt::skip]
pub(super) const DIWALI: Listed = Listed {
    first_year: 2010,
    days: &[
        (11, 5), (10, 26), (11, 13), (11, 3), (10, 23), (11, 11), (10, 30), (10, 19), (11, 7), (10, 27), (11, 14), (11, 4),
        (10, 24), (11, 12),
    ],
};

/// Chinese New Year, as the Chinese calendar puts it (in agreement with the lunardate package, version 0.3.0).
#[rustfmt::skip]
pub(super) const CHINESE_NEW_YEAR: Listed = Listed {
    first_year: 1950,
    days: &[
        (2, 17), (2, 6), (1, 27), (2, 14), (2, 3), (1, 24), (2, 12), (1, 31), (2, 18), (2, 8), (1, 28), (2, 15),
        (2, 5), (1, 25), (2, 13), (2, 2), (1, 21), (2, 9), (1, 30), (2, 17), (2, 6), (1, 27), (2, 15), (2, 3),
        (1, 23), (2, 11), (1, 31), (2, 18), (2, 7), (1, 28), (2, 16), (2, 5), (1, 25), (2, 13), (2, 2), (2, 20),
        (2, 9), (1, 29), (2, 17), (2, 6), (1, 27), (2, 15), (2, 4), (1, 23), (2, 10), (1, 31), (2, 19), (2, 7),
        (1, 28), (2, 16), (2, 5), (1, 24), (2, 12), (2, 1), (1, 22), (2, 9), (1, 29), (2, 18), (2, 7), (1, 26),
        (2, 14), (2, 3), (1, 23), (2, 10), (1, 31), (2, 19), (2, 8), (1, 28), (2, 16), (2, 5), (1, 25), (2, 12),
        (2, 1), (1, 22), (2, 10), (1, 29), (2, 17), (2, 6), (1, 26), (2, 13), (2, 3), (1, 23), (2, 11), (1, 31),
        (2, 19), (2, 8), (1, 28), (2, 15), (2, 4), (1, 24), (2, 12), (2, 1), (1, 22), (2, 10), (1, 30), (2, 17),
        (2, 6), (1, 26), (2, 14), (2, 2), (1, 23),
    ],
};
