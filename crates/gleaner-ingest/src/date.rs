//! Dates of documents as metadata writes them.

use gleaner_text::Day;
use jiff::civil::Date;
use jiff::fmt::rfc2822;

/// The calendar day that `date` names, as it is written there (no conversion between time zones).
///
/// Reads ISO 8601 days and times, extended and basic, and the dates of e-mail and RSS (RFC 2822):
///
/// | `date` | day |
/// |---|---|
/// | `2016-09-12` | 2016-09-12 |
/// | `20160912` | 2016-09-12 |
/// | `2016-09-12T23:30:00-05:00`, `2016-09-12 23:30` | 2016-09-12 |
/// | `Mon, 12 Sep 2016 09:00:00 +0100` | 2016-09-12 |
///
/// `None` for anything else: days that the calendar does not have, `12/09/2016` (which could be two days), words.
/// White space around it does not matter.
///
/// ```
/// use gleaner_ingest::parse_day;
/// use gleaner_text::Day;
/// assert_eq!(parse_day("2016-09-12T10:00:00Z"), Some(Day::new(2016, 9, 12)));
/// assert_eq!(parse_day("2016-02-30"), None);
/// ```
pub fn parse_day(date: &str) -> Option<Day> {
    let date = date.trim();
    let iso = date.split_once(['T', 't', ' ']).map_or(date, |(day, _time)| day);
    let day = match iso.parse::<Date>() {
        Ok(day) => day,
        Err(_) => rfc2822::DateTimeParser::new().parse_zoned(date).ok()?.date(),
    };
    // Both are within 1..=12 and 1..=31.
    Some(Day::new(day.year(), day.month().unsigned_abs(), day.day().unsigned_abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let cases = [
            ("2016-09-12", Some((2016, 9, 12))),
            (" 2016-09-12\n", Some((2016, 9, 12))),
            ("20160912", Some((2016, 9, 12))),
            ("2016-09-12T23:30:00-05:00", Some((2016, 9, 12))),
            ("2016-09-12t10:00Z", Some((2016, 9, 12))),
            ("2016-09-12 23:30", Some((2016, 9, 12))),
            ("20160912T101500Z", Some((2016, 9, 12))),
            ("Mon, 12 Sep 2016 09:00:00 +0100", Some((2016, 9, 12))),
            ("12 Sep 2016 09:00 GMT", Some((2016, 9, 12))),
            ("2016-02-29", Some((2016, 2, 29))),
            ("2015-02-29", None),
            ("2016-13-01", None),
            ("2016-09", None),
            ("2016", None),
            ("12/09/2016", None),
            ("last week", None),
            ("", None),
            ("£", None),
        ];
        for (date, day) in cases {
            assert_eq!(parse_day(date), day.map(|(year, month, day)| Day::new(year, month, day)), "{date:?}");
        }
    }
}
