//! TIMEX3 values: what the `value` attribute of TimeML's TIMEX3 says, as a structured value that prints and parses.
//!
//! | notation | value |
//! |---|---|
//! | `2015`, `2015-02`, `2015-02-03`, `199`, `20`, `BC0055` | year, month, day, decade, century (its first two digits), year BC |
//! | `2015-W10`, `2015-W10-WE`, `2015-W10-3` | week, weekend, weekday of ISO 8601 |
//! | `2015-Q3`, `2015-H1`, `2015-SU` | quarter, half, season |
//! | `XXXX-03-03`, `XXXX-WXX-1`, `XXXX-WXX` | parts that are not known |
//! | `2015-02-03T09:30`, `T14:00Z`, `2015-02-03TMO` | times, with a zone, parts of the day |
//! | `2024-01/2025-12` | from the first day of one to the last day of the other |
//! | `P3Y`, `PT90M`, `PXY`, `P3Y/P5Y` | durations |
//! | `PAST_REF`, `PRESENT_REF`, `FUTURE_REF` | "recently", "now", "the future" |
//!
//! ```
//! use gleaner_text::{Timex, TimexDate, TimexPoint};
//! let february: Timex = "2015-02".parse().unwrap();
//! assert_eq!(february, Timex::Point(TimexPoint::of(TimexDate::Month { year: Some(2015), month: Some(2) })));
//! assert_eq!(february.to_string(), "2015-02");
//! assert!("2015-13".parse::<Timex>().is_err());
//! ```

use std::fmt;
use std::str::FromStr;

/// A TIMEX3 value: fixed size, free to copy, never allocates. Whether a day exists is not checked here (30 February parses):
/// `gleaner-values` does that with its calendar.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Timex {
    /// A stretch or moment of the calendar: `2015-02`.
    Point(TimexPoint),
    /// From the start of one point to the end of the other: `2024-01/2025-12`.
    Interval(TimexPoint, TimexPoint),
    /// A length of time: `P3Y`.
    Duration(TimexLength),
    /// A length between two: `P3Y/P5Y`.
    DurationRange(TimexLength, TimexLength),
    /// Some time in the past: `PAST_REF`.
    PastRef,
    /// About now: `PRESENT_REF`.
    PresentRef,
    /// Some time to come: `FUTURE_REF`.
    FutureRef,
}

/// A date, a time of day or both. A point with neither cannot be written; it prints as `XXXX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimexPoint {
    /// The date; [`TimexDate::Unstated`] for a bare time (`T09:30`).
    pub date: TimexDate,
    /// The time of day.
    pub time: Option<TimexTime>,
}

impl TimexPoint {
    /// A date without a time.
    #[inline]
    pub const fn of(date: TimexDate) -> Self {
        Self { date, time: None }
    }
}

/// The date part of a point. `None` is a part that is not known, written with `X`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimexDate {
    /// Nothing: the point is a bare time.
    Unstated,
    /// `20` is 2000 to 2099; with `bc` `BC04` (the fifth century BC). 0 to 99.
    Century {
        /// Before Christ.
        bc: bool,
        /// The first two digits of its years.
        hundreds: u8,
    },
    /// `199`: 1990 to 1999. 0 to 999.
    Decade(u16),
    /// A year as people count them: 2015; −55 is `BC0055`; there is no year 0 BC.
    Year(Option<i16>),
    /// `2015-02`
    Month {
        /// Year.
        year: Option<i16>,
        /// 1 to 12.
        month: Option<u8>,
    },
    /// `2015-02-03`
    Day {
        /// Year.
        year: Option<i16>,
        /// 1 to 12.
        month: Option<u8>,
        /// 1 to 31.
        day: Option<u8>,
    },
    /// An ISO week: `2015-W10`
    Week {
        /// The ISO year of the week.
        year: Option<i16>,
        /// 1 to 53.
        week: Option<u8>,
    },
    /// Saturday and Sunday of an ISO week: `2015-W10-WE`
    Weekend {
        /// The ISO year of the week.
        year: Option<i16>,
        /// 1 to 53.
        week: Option<u8>,
    },
    /// A day of an ISO week: `XXXX-WXX-1`
    Weekday {
        /// The ISO year of the week.
        year: Option<i16>,
        /// 1 to 53.
        week: Option<u8>,
        /// 1 Monday to 7 Sunday.
        weekday: u8,
    },
    /// `2015-Q3`
    Quarter {
        /// Year.
        year: Option<i16>,
        /// 1 to 4.
        quarter: Option<u8>,
    },
    /// `2015-H1`
    Half {
        /// Year.
        year: Option<i16>,
        /// 1 or 2.
        half: Option<u8>,
    },
    /// `2015-SU`
    Season {
        /// The year the season begins in.
        year: Option<i16>,
        /// Which.
        season: Season,
    },
}

/// A season of the northern half of the earth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    /// March to May: `SP`
    Spring,
    /// June to August: `SU`
    Summer,
    /// September to November: `FA`
    Autumn,
    /// December to February of the next year: `WI`
    Winter,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimexTime {
    /// `T09`, `T09:30`, `T09:30:15Z`
    Clock {
        /// 0 to 24.
        hour: u8,
        /// 0 to 59. Seconds without minutes are not written.
        minute: Option<u8>,
        /// 0 to 60.
        second: Option<u8>,
        /// Minutes east of Greenwich.
        zone: Option<i16>,
    },
    /// `TMO`
    Part(DayPart),
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayPart {
    /// `TMO`
    Morning,
    /// `TMI`
    Midday,
    /// `TAF`
    Afternoon,
    /// `TEV`
    Evening,
    /// `TNI`
    Night,
}

/// A length of time by units, as written: 24 months stay `P24M`. All zero is `P0D`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TimexLength {
    /// Years, months, weeks, days, hours, minutes, seconds; 0 where not said, [`TimexLength::UNKNOWN`] for `X`.
    pub counts: [u32; 7],
}

/// The units of a [`TimexLength`], in the order of its `counts`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimexUnit {
    /// `P1Y`
    Year,
    /// `P1M`
    Month,
    /// `P1W`
    Week,
    /// `P1D`
    Day,
    /// `PT1H`
    Hour,
    /// `PT1M`
    Minute,
    /// `PT1S`
    Second,
}

impl TimexLength {
    /// The count of "some", "a few": printed as `X`.
    pub const UNKNOWN: u32 = u32::MAX;

    /// So many of one unit.
    pub const fn of(count: u32, unit: TimexUnit) -> Self {
        let mut counts = [0; 7];
        counts[unit as usize] = count;
        Self { counts }
    }

    /// How many of that unit were said.
    pub const fn count(&self, unit: TimexUnit) -> u32 {
        self.counts[unit as usize]
    }

    /// True when no part is unknown.
    pub fn is_known(&self) -> bool {
        !self.counts.contains(&Self::UNKNOWN)
    }
}

/// The text is no TIMEX3 value of the kinds listed at the head of the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimexError;

impl fmt::Display for TimexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a TIMEX3 value")
    }
}

impl std::error::Error for TimexError {}

impl Timex {
    /// A date without a time.
    #[inline]
    pub const fn date(date: TimexDate) -> Self {
        Self::Point(TimexPoint::of(date))
    }

    /// So many of one unit.
    #[inline]
    pub const fn length(count: u32, unit: TimexUnit) -> Self {
        Self::Duration(TimexLength::of(count, unit))
    }

    /// The value of that notation; `None` where [`FromStr`] gives an error.
    pub fn from_notation(notation: &str) -> Option<Self> {
        notation.parse().ok()
    }
}

impl fmt::Debug for Timex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Timex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Point(point) => point.fmt(f),
            Self::Interval(first, last) => write!(f, "{first}/{last}"),
            Self::Duration(length) => length.fmt(f),
            Self::DurationRange(least, most) => write!(f, "{least}/{most}"),
            Self::PastRef => f.write_str("PAST_REF"),
            Self::PresentRef => f.write_str("PRESENT_REF"),
            Self::FutureRef => f.write_str("FUTURE_REF"),
        }
    }
}

fn write_year(f: &mut fmt::Formatter<'_>, year: Option<i16>) -> fmt::Result {
    match year {
        None => f.write_str("XXXX"),
        Some(year) if year < 0 => write!(f, "BC{:04}", year.unsigned_abs()),
        Some(year) => write!(f, "{year:04}"),
    }
}

fn write_two(f: &mut fmt::Formatter<'_>, number: Option<u8>) -> fmt::Result {
    match number {
        None => f.write_str("XX"),
        Some(number) => write!(f, "{number:02}"),
    }
}

impl fmt::Display for TimexPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.date {
            TimexDate::Unstated if self.time.is_none() => f.write_str("XXXX")?,
            TimexDate::Unstated => {}
            TimexDate::Century { bc, hundreds } => write!(f, "{}{hundreds:02}", if bc { "BC" } else { "" })?,
            TimexDate::Decade(tens) => write!(f, "{tens:03}")?,
            TimexDate::Year(year) => write_year(f, year)?,
            TimexDate::Month { year, month } => {
                write_year(f, year)?;
                f.write_str("-")?;
                write_two(f, month)?;
            }
            TimexDate::Day { year, month, day } => {
                write_year(f, year)?;
                f.write_str("-")?;
                write_two(f, month)?;
                f.write_str("-")?;
                write_two(f, day)?;
            }
            TimexDate::Week { year, week } => {
                write_year(f, year)?;
                f.write_str("-W")?;
                write_two(f, week)?;
            }
            TimexDate::Weekend { year, week } => {
                write_year(f, year)?;
                f.write_str("-W")?;
                write_two(f, week)?;
                f.write_str("-WE")?;
            }
            TimexDate::Weekday { year, week, weekday } => {
                write_year(f, year)?;
                f.write_str("-W")?;
                write_two(f, week)?;
                write!(f, "-{weekday}")?;
            }
            TimexDate::Quarter { year, quarter } => {
                write_year(f, year)?;
                match quarter {
                    Some(quarter) => write!(f, "-Q{quarter}")?,
                    None => f.write_str("-QX")?,
                }
            }
            TimexDate::Half { year, half } => {
                write_year(f, year)?;
                match half {
                    Some(half) => write!(f, "-H{half}")?,
                    None => f.write_str("-HX")?,
                }
            }
            TimexDate::Season { year, season } => {
                write_year(f, year)?;
                f.write_str(match season {
                    Season::Spring => "-SP",
                    Season::Summer => "-SU",
                    Season::Autumn => "-FA",
                    Season::Winter => "-WI",
                })?;
            }
        }
        match self.time {
            None => Ok(()),
            Some(TimexTime::Part(part)) => f.write_str(match part {
                DayPart::Morning => "TMO",
                DayPart::Midday => "TMI",
                DayPart::Afternoon => "TAF",
                DayPart::Evening => "TEV",
                DayPart::Night => "TNI",
            }),
            Some(TimexTime::Clock { hour, minute, second, zone }) => {
                write!(f, "T{hour:02}")?;
                if let Some(minute) = minute {
                    write!(f, ":{minute:02}")?;
                    if let Some(second) = second {
                        write!(f, ":{second:02}")?;
                    }
                }
                match zone {
                    None => Ok(()),
                    Some(0) => f.write_str("Z"),
                    Some(zone) => {
                        let minutes = zone.unsigned_abs();
                        write!(f, "{}{:02}:{:02}", if zone < 0 { '-' } else { '+' }, minutes / 60, minutes % 60)
                    }
                }
            }
        }
    }
}

const UNIT_LETTERS: [u8; 7] = *b"YMWDHMS";

impl fmt::Display for TimexLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("P")?;
        if self.counts == [0; 7] {
            return f.write_str("0D");
        }
        for (unit_idx, &count) in self.counts.iter().enumerate() {
            if unit_idx == 4 && self.counts[4..] != [0; 3] {
                f.write_str("T")?;
            }
            let letter = UNIT_LETTERS[unit_idx] as char;
            match count {
                0 => {}
                Self::UNKNOWN => write!(f, "X{letter}")?,
                _ => write!(f, "{count}{letter}")?,
            }
        }
        Ok(())
    }
}

/// What is left to read of a notation.
struct Notation<'n>(&'n [u8]);

impl Notation<'_> {
    fn eat(&mut self, word: &[u8]) -> bool {
        match self.0.strip_prefix(word) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }

    /// Exactly `n` digits, or `n` capital X.
    fn digits(&mut self, n: usize) -> Option<Option<u32>> {
        let head = self.0.get(..n)?;
        let value = if head.iter().all(|&byte| byte == b'X') {
            None
        } else if head.iter().all(u8::is_ascii_digit) {
            Some(head.iter().fold(0, |value, &byte| value * 10 + u32::from(byte - b'0')))
        } else {
            return None;
        };
        self.0 = &self.0[n..];
        Some(value)
    }

    /// Two digits within bounds, or `XX`.
    fn two(&mut self, least: u32, most: u32) -> Option<Option<u8>> {
        match self.digits(2)? {
            None => Some(None),
            Some(value) if (least..=most).contains(&value) => Some(Some(value as u8)),
            Some(_) => None,
        }
    }

    fn two_known(&mut self, least: u32, most: u32) -> Option<u8> {
        self.two(least, most)?
    }

    fn leading_digits(&self) -> usize {
        self.0.iter().take_while(|byte| byte.is_ascii_digit()).count()
    }

    fn date(&mut self) -> Option<TimexDate> {
        if self.0.first() == Some(&b'T') {
            return Some(TimexDate::Unstated);
        }
        let bc = self.eat(b"BC");
        match self.leading_digits() {
            2 => return self.digits(2)?.map(|hundreds| TimexDate::Century { bc, hundreds: hundreds as u8 }),
            3 if !bc => return self.digits(3)?.map(|tens| TimexDate::Decade(tens as u16)),
            _ => {}
        }
        let year = self.digits(4)?.map(|year| if bc { -(year as i16) } else { year as i16 });
        if bc && matches!(year, None | Some(0)) {
            return None;
        }
        if !self.eat(b"-") {
            return Some(TimexDate::Year(year));
        }
        for (letters, season) in
            [(b"SP", Season::Spring), (b"SU", Season::Summer), (b"FA", Season::Autumn), (b"WI", Season::Winter)]
        {
            if self.eat(letters) {
                return Some(TimexDate::Season { year, season });
            }
        }
        if self.eat(b"Q") {
            let quarter = self.digits(1)?.map(|quarter| quarter as u8);
            return quarter
                .is_none_or(|quarter| (1..=4).contains(&quarter))
                .then_some(TimexDate::Quarter { year, quarter });
        }
        if self.eat(b"H") {
            let half = self.digits(1)?.map(|half| half as u8);
            return half.is_none_or(|half| (1..=2).contains(&half)).then_some(TimexDate::Half { year, half });
        }
        if self.eat(b"W") {
            let week = self.two(1, 53)?;
            if self.eat(b"-WE") {
                return Some(TimexDate::Weekend { year, week });
            }
            if self.eat(b"-") {
                let weekday = self.digits(1)?? as u8;
                return (1..=7).contains(&weekday).then_some(TimexDate::Weekday { year, week, weekday });
            }
            return Some(TimexDate::Week { year, week });
        }
        let month = self.two(1, 12)?;
        if !self.eat(b"-") {
            return Some(TimexDate::Month { year, month });
        }
        let day = self.two(1, 31)?;
        Some(TimexDate::Day { year, month, day })
    }

    fn time(&mut self) -> Option<TimexTime> {
        for (letters, part) in [
            (b"MO", DayPart::Morning),
            (b"MI", DayPart::Midday),
            (b"AF", DayPart::Afternoon),
            (b"EV", DayPart::Evening),
            (b"NI", DayPart::Night),
        ] {
            if self.eat(letters) {
                return Some(TimexTime::Part(part));
            }
        }
        let hour = self.two_known(0, 24)?;
        let (mut minute, mut second) = (None, None);
        if self.eat(b":") {
            minute = Some(self.two_known(0, 59)?);
            if self.eat(b":") {
                second = Some(self.two_known(0, 60)?);
            }
        }
        let zone = if self.eat(b"Z") {
            Some(0)
        } else if let Some(sign @ (b'+' | b'-')) = self.0.first().copied() {
            self.0 = &self.0[1..];
            let hours = i16::from(self.two_known(0, 23)?);
            let minutes = if self.eat(b":") { i16::from(self.two_known(0, 59)?) } else { 0 };
            Some(if sign == b'-' { -(hours * 60 + minutes) } else { hours * 60 + minutes })
        } else {
            None
        };
        Some(TimexTime::Clock { hour, minute, second, zone })
    }

    fn point(&mut self) -> Option<TimexPoint> {
        let date = self.date()?;
        let time = if self.eat(b"T") { Some(self.time()?) } else { None };
        Some(TimexPoint { date, time })
    }

    fn length(&mut self) -> Option<TimexLength> {
        if !self.eat(b"P") {
            return None;
        }
        let mut length = TimexLength::default();
        let mut next_unit = 0;
        let mut n_parts = 0;
        loop {
            if next_unit <= 4 && self.eat(b"T") {
                next_unit = 4;
                if self.0.is_empty() {
                    return None;
                }
            }
            let last_unit = if next_unit >= 4 { 7 } else { 4 };
            let count = if self.eat(b"X") {
                TimexLength::UNKNOWN
            } else {
                let n_digits = self.leading_digits();
                if !(1..=9).contains(&n_digits) {
                    break;
                }
                self.digits(n_digits)??
            };
            let letter = *self.0.first()?;
            let unit_idx = (next_unit..last_unit).find(|&unit_idx| UNIT_LETTERS[unit_idx] == letter)?;
            self.0 = &self.0[1..];
            length.counts[unit_idx] = count;
            next_unit = unit_idx + 1;
            // After the days only the times are left, and those need their "T".
            if next_unit == 4 && !self.0.is_empty() && self.0[0] != b'T' && self.0[0] != b'/' {
                return None;
            }
            n_parts += 1;
        }
        (n_parts > 0).then_some(length)
    }
}

impl FromStr for Timex {
    type Err = TimexError;

    fn from_str(notation: &str) -> Result<Self, TimexError> {
        match notation {
            "PAST_REF" => return Ok(Self::PastRef),
            "PRESENT_REF" => return Ok(Self::PresentRef),
            "FUTURE_REF" => return Ok(Self::FutureRef),
            _ => {}
        }
        let mut rest = Notation(notation.as_bytes());
        let value = if notation.starts_with('P') {
            rest.length().and_then(|least| {
                if rest.eat(b"/") {
                    Some(Self::DurationRange(least, rest.length()?))
                } else {
                    Some(Self::Duration(least))
                }
            })
        } else {
            rest.point().and_then(|first| {
                if rest.eat(b"/") { Some(Self::Interval(first, rest.point()?)) } else { Some(Self::Point(first)) }
            })
        };
        value.filter(|_| rest.0.is_empty()).ok_or(TimexError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notations_parse_and_print_the_same() {
        for notation in [
            "2015",
            "2015-02",
            "2015-02-03",
            "199",
            "20",
            "18",
            "BC0055",
            "BC04",
            "2015-W10",
            "2015-W10-WE",
            "2015-W10-3",
            "XXXX-WXX-1",
            "XXXX-WXX",
            "XXXX-WXX-WE",
            "XXXX-03-03",
            "XXXX-XX-04",
            "XXXX-XX-XX",
            "XXXX-05",
            "XXXX-XX",
            "XXXX",
            "2015-Q3",
            "XXXX-QX",
            "2015-H1",
            "2015-SP",
            "XXXX-WI",
            "2015-02-03T09:30",
            "T09",
            "T09:30:15Z",
            "T14:00+01:00",
            "T14:00-05:30",
            "2015-02-03TMO",
            "XXXX-WXX-5TAF",
            "TNI",
            "2024-01/2025-12",
            "2008-06-09T09/2008-06-09T17",
            "P3Y",
            "P18M",
            "PT90M",
            "P1Y6M",
            "P1Y2M3W4DT5H6M7S",
            "PXY",
            "PTXM",
            "P0D",
            "P3Y/P5Y",
            "PAST_REF",
            "PRESENT_REF",
            "FUTURE_REF",
            "0314",
            "000",
            "00",
        ] {
            assert_eq!(notation.parse::<Timex>().map(|timex| timex.to_string()).as_deref(), Ok(notation), "{notation}");
        }
    }

    #[test]
    fn other_texts_are_no_timex() {
        for notation in [
            "",
            "2",
            "20155",
            "2015-13",
            "2015-00",
            "2015-02-32",
            "2015-W54",
            "2015-W10-8",
            "2015-Q5",
            "2015-H3",
            "T25",
            "T09:60",
            "P",
            "P3",
            "PT",
            "P3Y/",
            "/P3Y",
            "2015/",
            "2015-02-03T",
            "P3M2Y",
            "PT3Y",
            "P3H",
            "past_ref",
            "é",
            "BC0000",
            "BCXXXX",
            "P99999999999Y",
            "2015 ",
        ] {
            assert_eq!(notation.parse::<Timex>(), Err(TimexError), "{notation}");
        }
    }
}
