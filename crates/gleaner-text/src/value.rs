//! Values of MONEY and DATE mentions.

use std::cmp::Ordering;
use std::fmt;

use rust_decimal::Decimal;

use crate::Timex;

/// The normalised value of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// An amount of money.
    Money(MoneyValue),
    /// A date, time, duration or set.
    Date(DateValue),
}

impl Value {
    /// The amount, for MONEY.
    pub const fn money(&self) -> Option<&MoneyValue> {
        if let Self::Money(money) = self { Some(money) } else { None }
    }

    /// The date, for DATE.
    pub const fn date(&self) -> Option<&DateValue> {
        if let Self::Date(date) = self { Some(date) } else { None }
    }
}

/// An ISO 4217 alphabetic currency code, three ASCII capitals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Pound sterling.
    pub const GBP: Self = Self(*b"GBP");
    /// US dollar.
    pub const USD: Self = Self(*b"USD");
    /// Euro.
    pub const EUR: Self = Self(*b"EUR");

    /// The currency of a three-letter code in any case; `None` for anything but three ASCII letters.
    /// Whether ISO 4217 lists the code is not checked here.
    ///
    /// ```
    /// use gleaner_text::Currency;
    /// assert_eq!(Currency::from_code("gbp"), Some(Currency::GBP));
    /// assert_eq!(Currency::from_code("£"), None);
    /// ```
    pub const fn from_code(code: &str) -> Option<Self> {
        let bytes = code.as_bytes();
        if bytes.len() != 3 {
            return None;
        }
        let code = [bytes[0].to_ascii_uppercase(), bytes[1].to_ascii_uppercase(), bytes[2].to_ascii_uppercase()];
        if code[0].is_ascii_uppercase() && code[1].is_ascii_uppercase() && code[2].is_ascii_uppercase() {
            Some(Self(code))
        } else {
            None
        }
    }

    /// The three-letter code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What an amount is compared with: "over £5m" is `MoreThan`. It speaks of the lower amount; `Approx` of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// over, more than, >
    MoreThan,
    /// at least, £5m+
    AtLeast,
    /// under, nearly, <
    LessThan,
    /// up to, no more than
    AtMost,
    /// about, around, ~
    Approx,
}

impl Bound {
    /// The word printed in records.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MoreThan => "more_than",
            Self::AtLeast => "at_least",
            Self::LessThan => "less_than",
            Self::AtMost => "at_most",
            Self::Approx => "approx",
        }
    }
}

/// The period an amount recurs in: "£5m a year" is `Year`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// a year, p.a.
    Year,
    /// a quarter
    Quarter,
    /// a month, pcm
    Month,
    /// a week, pw
    Week,
    /// a day
    Day,
    /// an hour
    Hour,
}

impl Period {
    /// The word printed in records.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
            Self::Hour => "hour",
        }
    }
}

/// An amount of money: exact decimals and an ISO 4217 currency.
///
/// The amount is the one the words say, sign included, in whole units of the currency ("20p" is 0.2 GBP).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoneyValue {
    /// The amount, or the lower end of a range.
    pub amount: Decimal,
    /// The upper end of a range.
    pub amount_max: Option<Decimal>,
    /// The currency.
    pub currency: Currency,
    /// More than, at least, …
    pub bound: Option<Bound>,
    /// A year, a month, …
    pub per: Option<Period>,
}

impl MoneyValue {
    /// An exact amount without bound and period.
    pub const fn exact(amount: Decimal, currency: Currency) -> Self {
        Self { amount, amount_max: None, currency, bound: None, per: None }
    }

    /// The sum of two amounts of one currency and one period, as an amount without bound.
    ///
    /// Ranges add end by end; an amount without a range is a range of nothing. `None` for two currencies, two periods, an
    /// amount with a bound ("over £5m" has no sum), and a sum beyond 28 digits. Exact; takes some nanoseconds.
    ///
    /// ```
    /// use gleaner_text::{Currency, MoneyValue};
    /// let five = MoneyValue::exact(5.into(), Currency::GBP);
    /// let two = MoneyValue::exact(2.into(), Currency::GBP);
    /// assert_eq!(five.checked_add(&two), Some(MoneyValue::exact(7.into(), Currency::GBP)));
    /// assert_eq!(five.checked_add(&MoneyValue::exact(2.into(), Currency::USD)), None);
    /// ```
    pub fn checked_add(&self, other: &Self) -> Option<Self> {
        if self.currency != other.currency || self.per != other.per || self.bound.is_some() || other.bound.is_some() {
            return None;
        }
        let amount_max = match (self.amount_max, other.amount_max) {
            (None, None) => None,
            (left, right) => Some(left.unwrap_or(self.amount).checked_add(right.unwrap_or(other.amount))?.normalize()),
        };
        let amount = self.amount.checked_add(other.amount)?.normalize();
        Some(Self { amount, amount_max, currency: self.currency, bound: None, per: self.per })
    }

    /// Which of two amounts of one currency and one period is the larger; `None` where the words do not tell.
    ///
    /// Amounts with a bound never compare. Ranges compare where one lies wholly below the other, or both are the same.
    ///
    /// ```
    /// use std::cmp::Ordering;
    /// use gleaner_text::{Currency, MoneyValue};
    /// let five = MoneyValue::exact(5.into(), Currency::GBP);
    /// let two = MoneyValue::exact(2.into(), Currency::GBP);
    /// assert_eq!(two.compare(&five), Some(Ordering::Less));
    /// assert_eq!(two.compare(&MoneyValue::exact(5.into(), Currency::EUR)), None);
    /// ```
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.currency != other.currency || self.per != other.per || self.bound.is_some() || other.bound.is_some() {
            return None;
        }
        let (low, high) = (self.amount, self.amount_max.unwrap_or(self.amount));
        let (other_low, other_high) = (other.amount, other.amount_max.unwrap_or(other.amount));
        if low == other_low && high == other_high {
            Some(Ordering::Equal)
        } else if high < other_low {
            Some(Ordering::Less)
        } else if other_high < low {
            Some(Ordering::Greater)
        } else {
            None
        }
    }
}

/// An amount as records print it: decimal digits, no exponent, no trailing zeros, no negative zero.
///
/// Writes without allocating.
///
/// ```
/// use gleaner_text::amount_string;
/// use rust_decimal::Decimal;
/// assert_eq!(amount_string(Decimal::new(1250, 2)).to_string(), "12.5");
/// assert_eq!(amount_string(Decimal::from(6_000_000_000u64)).to_string(), "6000000000");
/// ```
pub fn amount_string(amount: Decimal) -> impl fmt::Display {
    amount.normalize()
}

/// A day of the proleptic Gregorian calendar. Ordered in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Astronomical year, −9999 to 9999.
    pub year: i16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Day {
    /// The day of that year, month and day of the month. Not checked against the calendar: `gleaner-values` does that.
    pub const fn new(year: i16, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }
}

impl fmt::Display for Day {
    /// ISO 8601: `2015-02-28`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The four types of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimexType {
    /// A stretch of the calendar, a day or longer.
    Date,
    /// A time of a day.
    Time,
    /// A length of time.
    Duration,
    /// Times that recur.
    Set,
}

impl TimexType {
    /// The word printed in records.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// The `mod` of a TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimexMod {
    /// before 2025
    Before,
    /// after 2025
    After,
    /// until March 2025
    OnOrBefore,
    /// since 2006
    OnOrAfter,
    /// nearly five years
    LessThan,
    /// over five years
    MoreThan,
    /// up to five years
    EqualOrLess,
    /// at least five years
    EqualOrMore,
    /// early 2024
    Start,
    /// mid-2024
    Mid,
    /// late 2024
    End,
    /// about 2015
    Approx,
}

impl TimexMod {
    /// The word printed in records (TIMEX3's own).
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Before => "BEFORE",
            Self::After => "AFTER",
            Self::OnOrBefore => "ON_OR_BEFORE",
            Self::OnOrAfter => "ON_OR_AFTER",
            Self::LessThan => "LESS_THAN",
            Self::MoreThan => "MORE_THAN",
            Self::EqualOrLess => "EQUAL_OR_LESS",
            Self::EqualOrMore => "EQUAL_OR_MORE",
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
            Self::Approx => "APPROX",
        }
    }
}

/// One reading of a date: its TIMEX3 value and the calendar days it comes down to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateReading {
    /// The TIMEX3 value.
    pub timex: Timex,
    /// First day, where it comes down to calendar days; absent for an interval that is open to the past.
    pub start: Option<Day>,
    /// Last day, inclusive; absent for an interval that is open to the future.
    pub end: Option<Day>,
}

/// A date, time, duration or set: TIMEX3 with calendar days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateValue {
    /// DATE, TIME, DURATION or SET.
    pub timex_type: TimexType,
    /// The reading chosen.
    pub reading: DateReading,
    /// TIMEX3 `mod`.
    pub modifier: Option<TimexMod>,
    /// The reading that the other order of day and month would give, where the locale decided.
    pub alternative: Option<DateReading>,
}
