//! How amounts and dates are read.

use clap::{Args, ValueEnum};
use gleaner::{Currency, Day};

use super::typed::{CurrencyOrNone, currency, currency_or_none, day, time_of_day};

#[derive(Args, Debug)]
#[command(next_help_heading = "How to read amounts and dates")]
pub(crate) struct ReadingFlags {
    /// Whose habits decide: 12/09/2016 is 12 September (uk, eu) or 9 December (us); eu also reads the decimal comma
    #[arg(long, default_value = "uk")]
    pub(crate) locale: Locale,

    /// The day that "last week" is reckoned from, YYYY-MM-DD; a date in the input's own metadata goes first
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) document_date: Option<Day>,

    /// The time of day of the documents, HH:MM; a time in the input's own metadata goes first. In documents with a time
    /// "at 3pm" is the next one, and "on Monday" is to come unless a verb beside it looks back
    #[arg(long, value_name = "TIME", value_parser = time_of_day)]
    pub(crate) document_time: Option<u16>,

    /// Do not look for the document's date in its text
    #[arg(long)]
    pub(crate) no_find_document_date: bool,

    /// The currency of a bare $, or none [default: USD]
    #[arg(long, value_name = "CODE", value_parser = currency_or_none)]
    pub(crate) dollar: Option<CurrencyOrNone>,

    /// The currency of £ and "pounds" [default: GBP]
    #[arg(long, value_name = "CODE", value_parser = currency)]
    pub(crate) pound: Option<Currency>,

    /// The currency of "20p" and "pence", or none [default: GBP]
    #[arg(long, value_name = "CODE", value_parser = currency_or_none)]
    pub(crate) pence: Option<CurrencyOrNone>,

    /// The currency of a bare kr, or none [default: none]
    #[arg(long, value_name = "CODE", value_parser = currency_or_none)]
    pub(crate) krone: Option<CurrencyOrNone>,

    /// The currency of Rs and "rupees", or none [default: INR]
    #[arg(long, value_name = "CODE", value_parser = currency_or_none)]
    pub(crate) rupee: Option<CurrencyOrNone>,

    /// The currency of R before a number, or none [default: none]
    #[arg(long, value_name = "CODE", value_parser = currency_or_none)]
    pub(crate) rand: Option<CurrencyOrNone>,

    /// Read "1,000 guineas" as 1,050 pounds
    #[arg(long)]
    pub(crate) guineas: bool,

    /// The month in which academic years begin, 1 to 12 [default: 9]
    #[arg(long, value_name = "MONTH", value_parser = clap::value_parser!(u8).range(1..=12))]
    pub(crate) academic_year_start: Option<u8>,

    /// The month in which fiscal years begin, 1 to 12 [default: by locale]
    #[arg(long, value_name = "MONTH", value_parser = clap::value_parser!(u8).range(1..=12))]
    pub(crate) fiscal_year_start: Option<u8>,

    /// The day on which weeks begin
    #[arg(long, value_name = "DAY", default_value = "monday")]
    pub(crate) week_start: WeekStart,

    /// Two-digit years below this are 20xx, the others 19xx [default: 50]
    #[arg(long, value_name = "YY", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) two_digit_year_pivot: Option<u8>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Locale {
    Uk,
    Us,
    Eu,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum WeekStart {
    Monday,
    Sunday,
}
