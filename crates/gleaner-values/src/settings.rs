//! What the reading of an amount or a date depends on besides the text.

use gleaner_text::{Currency, Day};

/// Whose habits decide where a form is ambiguous.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// 12/09/2016 is 12 September; the financial year starts on 1 April.
    #[default]
    Uk,
    /// 12/09/2016 is 9 December; the federal fiscal year starts on 1 October.
    Us,
    /// As `Uk`, and numbers use the decimal comma: "€1,5" is 1.5 and "£1.234" is 1234.
    Eu,
}

/// Settings of the recognisers. A small plain value: copy it and change a field per document (the document date, say).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Whose habits decide. Default: [`Locale::Uk`].
    pub locale: Locale,
    /// The currency of a bare `$`; `None` makes it no MONEY. Default: USD.
    pub dollar: Option<Currency>,
    /// The currency of `p` and "pence"; `None` makes them no MONEY. Default: GBP.
    pub pence: Option<Currency>,
    /// The currency of "pound(s)" and "£". Default: GBP.
    pub pound: Currency,
    /// The currency of bare `kr`; `None` makes it no MONEY. Default: none.
    pub krone: Option<Currency>,
    /// The currency of bare `Rs`, `₨` and "rupees"; `None` makes them no MONEY. Default: INR.
    pub rupee: Option<Currency>,
    /// The currency of bare `R` before a number; `None` makes it no MONEY. Default: none.
    pub rand: Option<Currency>,
    /// Whether "1,000 guineas" is an amount of 1.05 pounds each (it is also two horse races). Default: false.
    pub guineas: bool,
    /// The date of the document, which relative dates ("last week") are reckoned from. Default: none.
    pub document_date: Option<Day>,
    /// The time of day of the document, its minutes counted from midnight in the document's own zone. A document with a time
    /// is a message: bare times ("at 3pm") are on its day, bare dates ("Monday", "3 March") look ahead, and "in two hours"
    /// comes down to a moment. Without one bare times stay without a day and a bare date is the nearest one, unless a verb
    /// beside it points back or ahead. Default: none.
    pub document_time: Option<u16>,
    /// Look for the document's date in the text (date line, "Published:") when none is given. Default: true.
    pub find_document_date: bool,
    /// The first month of a company's or government's fiscal year, 1 to 12; `None` follows the locale. Default: none.
    pub fiscal_year_start: Option<u8>,
    /// The first month of the academic year, 1 to 12. Default: 9 (September); funding of British universities uses 8.
    pub academic_year_start: u8,
    /// Whether weeks begin on Sunday instead of Monday. Default: false.
    pub week_starts_on_sunday: bool,
    /// Two-digit years below this number are 20xx, the others 19xx. Default: 50.
    pub two_digit_year_pivot: u8,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            locale: Locale::Uk,
            dollar: Some(Currency::USD),
            pence: Some(Currency::GBP),
            pound: Currency::GBP,
            krone: None,
            rupee: Currency::from_code("INR"),
            rand: None,
            guineas: false,
            document_date: None,
            document_time: None,
            find_document_date: true,
            fiscal_year_start: None,
            academic_year_start: 9,
            week_starts_on_sunday: false,
            two_digit_year_pivot: 50,
        }
    }
}
