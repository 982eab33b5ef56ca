//! Dates of documents as metadata writes them.

use gleaner_text::Day;
use jiff::civil::{Date, Time};
use jiff::fmt::rfc2822;

/// When a document was written: the day and, where the input has it, the time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The day, as it is written there.
    pub day: Day,
    /// Minutes from midnight on the document's own clock, 1 to 1439. `None` without a time, and for midnight sharp, which
    /// programs write for a day whose time they do not know.
    pub minute_of_day: Option<u16>,
}

/// The day and time that `date` names, as they are written there (no conversion between time zones).
///
/// Reads ISO 8601 days and times, extended and basic, and the dates of e-mail and RSS (RFC 2822):
///
/// | `date` | day | minute of day |
/// |---|---|---|
/// | `2016-09-12` | 2016-09-12 | |
/// | `20160912` | 2016-09-12 | |
/// | `2016-09-12T00:00:00Z` | 2016-09-12 | |
/// | `2016-09-12T23:30:00-05:00`, `2016-09-12 23:30` | 2016-09-12 | 1410 |
/// | `Mon, 12 Sep 2016 09:00:00 +0100` | 2016-09-12 | 540 |
///
/// `None` for anything else: days that the calendar does not have, `12/09/2016` (which could be two days), words. A time
/// of day behind a good day that is none is passed over. White space around it does not matter.
///
/// ```
/// use gleaner_ingest::parse_written;
/// use gleaner_text::Day;
/// let written = parse_written("2016-09-12T10:00:00Z").ok_or("no date")?;
/// assert_eq!((written.day, written.minute_of_day), (Day::new(2016, 9, 12), Some(600)));
/// assert_eq!(parse_written("2016-02-30"), None);
/// # Ok::<(), &str>(())
/// ```
pub fn parse_written(date: &str) -> Option<Written> {
    let date = date.trim();
    let iso = date.split_once(['T', 't', ' ']).map_or(date, |(day, _time)| day);
    let (day, time) = match iso.parse::<Date>() {
        Ok(day) => (day, date.get(iso.len() + 1..).and_then(|time| clock_part(time).parse::<Time>().ok())),
        Err(_) => {
            let moment = rfc2822::DateTimeParser::new().parse_zoned(date).ok()?;
            (moment.date(), Some(moment.time()))
        }
    };
    let minutes = time.map(|time| u16::from(time.hour().unsigned_abs()) * 60 + u16::from(time.minute().unsigned_abs()));
    // Month and day are within 1..=12 and 1..=31.
    let day = Day::new(day.year(), day.month().unsigned_abs(), day.day().unsigned_abs());
    Some(Written { day, minute_of_day: minutes.filter(|&minutes| minutes > 0) })
}

/// A time of day without its zone.
fn clock_part(time: &str) -> &str {
    time.split(['Z', 'z', '+', '-', ' ']).next().unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        // The string, its day, its minutes from midnight.
        let cases = [
            ("2016-09-12", Some((2016, 9, 12)), None),
            (" 2016-09-12\n", Some((2016, 9, 12)), None),
            ("20160912", Some((2016, 9, 12)), None),
            ("2016-09-12T23:30:00-05:00", Some((2016, 9, 12)), Some(1410)),
            ("2016-09-12t10:00Z", Some((2016, 9, 12)), Some(600)),
            ("2016-09-12 23:30", Some((2016, 9, 12)), Some(1410)),
            ("2016-09-12 23:30:01.25 UTC", Some((2016, 9, 12)), Some(1410)),
            ("20160912T10:15:00Z", Some((2016, 9, 12)), Some(615)),
            ("2016-09-12T00:00:00", Some((2016, 9, 12)), None),
            ("2016-09-12T25:00", Some((2016, 9, 12)), None),
            ("2016-09-12T", Some((2016, 9, 12)), None),
            ("Mon, 12 Sep 2016 09:00:00 +0100", Some((2016, 9, 12)), Some(540)),
            ("12 Sep 2016 09:00 GMT", Some((2016, 9, 12)), Some(540)),
            ("2016-02-29", Some((2016, 2, 29)), None),
            ("2015-02-29", None, None),
            ("2016-13-01", None, None),
            ("2016-09", None, None),
            ("2016", None, None),
            ("12/09/2016", None, None),
            ("last week", None, None),
            ("", None, None),
            ("£", None, None),
        ];
        for (date, day, minute_of_day) in cases {
            let expected = day.map(|(year, month, day)| Written { day: Day::new(year, month, day), minute_of_day });
            assert_eq!(parse_written(date), expected, "{date:?}");
        }
    }
}
