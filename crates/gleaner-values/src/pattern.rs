//! The names of the patterns, as printed in `source` ("pattern:money-symbol-amount").

use gleaner_text::{Source, SourceKind};

/// Every pattern: what `Source::name` of a mention of this crate is an index of. Names are stable; new ones are appended.
macro_rules! patterns {
    ($($variant:ident = $name:literal,)*) => {
        /// A pattern of this crate.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Pattern { $($variant),* }
        const NAMES: &[&str] = &[$($name),*];
    };
}

patterns! {
    MoneySymbolAmount = "money-symbol-amount",
    MoneyAmountSymbol = "money-amount-symbol",
    MoneyCodeAmount = "money-code-amount",
    MoneyAmountCode = "money-amount-code",
    MoneyAmountName = "money-amount-name",
    MoneyNameAmount = "money-name-amount",
    MoneyPence = "money-pence",
    MoneyCents = "money-cents",
    MoneySlang = "money-slang",
    MoneyRange = "money-range",
    MoneyMagnitude = "money-magnitude",
    MoneyFigures = "money-figures",
    DateDay = "date-day",
    DateIso = "date-iso",
    DateNumeric = "date-numeric",
    DateNumericDayMonth = "date-numeric-day-month",
    DateNumericMonth = "date-numeric-month",
    DateMonth = "date-month",
    DateMonthYear = "date-month-year",
    DateYear = "date-year",
    DateDecade = "date-decade",
    DateCentury = "date-century",
    DateEra = "date-era",
    DateFinancialYear = "date-financial-year",
    DateTaxYear = "date-tax-year",
    DateAcademicYear = "date-academic-year",
    DateYearEnded = "date-year-ended",
    DateTerm = "date-term",
    DateQuarter = "date-quarter",
    DateHalf = "date-half",
    DatePartOf = "date-part-of",
    DateSeason = "date-season",
    DateWeek = "date-week",
    DateWeekend = "date-weekend",
    DateWeekday = "date-weekday",
    DateDayOfMonth = "date-day-of-month",
    DateNthWeekday = "date-nth-weekday",
    DateRange = "date-range",
    DateRelativeDay = "date-relative-day",
    DateRelativeUnit = "date-relative-unit",
    DateRelativeCount = "date-relative-count",
    DateReferred = "date-referred",
    DateReference = "date-reference",
    DateNamedDay = "date-named-day",
    DateDuration = "date-duration",
    DateDurationRange = "date-duration-range",
    DateDurationAnchored = "date-duration-anchored",
    DateSet = "date-set",
    DateTime = "date-time",
    DateTimeOfDay = "date-time-of-day",
    DateTimeRange = "date-time-range",
}

impl Pattern {
    /// As the source of a mention.
    pub(crate) const fn source(self) -> Source {
        Source::new(SourceKind::Pattern, self as u16)
    }
}

/// The name of a pattern of this crate, for the `name` of a mention's [`Source`]; `"?"` for an unknown index.
pub fn pattern_name(index: u16) -> &'static str {
    NAMES.get(index as usize).copied().unwrap_or("?")
}
