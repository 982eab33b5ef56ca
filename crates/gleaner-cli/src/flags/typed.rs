//! Words that are typed as values of flags: what they come to, or what is wrong with them.

use gleaner::{Currency, Day};
use gleaner_ingest::{TextEncoding, parse_written};

/// A currency, or the wish that the sign be no money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CurrencyOrNone(pub(crate) Option<Currency>);

pub(super) fn currency(code: &str) -> Result<Currency, String> {
    // Letters alone would let a slip of the keyboard into every record.
    iso_currency::Currency::from_code(&code.to_ascii_uppercase())
        .and_then(|currency| Currency::from_code(currency.code()))
        .ok_or_else(|| "not an ISO 4217 code such as GBP".to_owned())
}

pub(super) fn currency_or_none(code: &str) -> Result<CurrencyOrNone, String> {
    if code.eq_ignore_ascii_case("none") {
        return Ok(CurrencyOrNone(None));
    }
    currency(code)
        .map(|currency| CurrencyOrNone(Some(currency)))
        .map_err(|_| "neither an ISO 4217 code such as GBP nor 'none'".to_owned())
}

/// Minutes from midnight.
pub(super) fn time_of_day(time: &str) -> Result<u16, String> {
    let number = |digits: &str, below: u16| {
        let fits = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<u16>().ok().filter(|number| fits && *number < below)
    };
    time.split_once(':')
        .and_then(|(hours, minutes)| Some(number(hours, 24)? * 60 + number(minutes, 60)?))
        .ok_or_else(|| "not a time of day written HH:MM".to_owned())
}

pub(super) fn day(date: &str) -> Result<Day, String> {
    if date.contains(':') {
        return Err("a day alone; give the time of day with --document-time".to_owned());
    }
    parse_written(date)
        .map(|written| written.day)
        .ok_or_else(|| "not a day of the calendar written YYYY-MM-DD".to_owned())
}

pub(super) fn type_name(name: &str) -> Result<String, String> {
    gleaner::gazetteer::type_name(name)
        .map(|name| name.into_owned())
        .ok_or_else(|| "not a type such as ORG or JOINT_VENTURE".to_owned())
}

pub(super) fn encoding(label: &str) -> Result<TextEncoding, String> {
    TextEncoding::for_label(label).ok_or_else(|| "not the name of an encoding such as utf-8 or windows-1252".to_owned())
}

pub(super) fn score(score: &str) -> Result<f32, String> {
    match score.parse() {
        Ok(score) if (0.0..=1.0).contains(&score) => Ok(score),
        _ => Err("not a number from 0 to 1".to_owned()),
    }
}

/// Bytes, with K, M or G for powers of 1024. Offsets are 32 bit, hence the upper end.
pub(super) fn size(size: &str) -> Result<u64, String> {
    let (digits, unit) = match size.as_bytes().last().map(u8::to_ascii_uppercase) {
        Some(b'K') => (&size[..size.len() - 1], 1 << 10),
        Some(b'M') => (&size[..size.len() - 1], 1 << 20),
        Some(b'G') => (&size[..size.len() - 1], 1 << 30),
        _ => (size, 1),
    };
    let n_bytes = digits.parse::<u64>().ok().and_then(|number| number.checked_mul(unit));
    n_bytes
        .filter(|n_bytes| (1..=u64::from(u32::MAX)).contains(n_bytes))
        .ok_or_else(|| "not a size from 1 to 4294967295 bytes such as 500K, 50M or 2G".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        let cases = [("1", 1), ("500k", 500 << 10), ("50M", 50 << 20), ("2G", 2 << 30), ("4294967295", 4_294_967_295)];
        for (typed, n_bytes) in cases {
            assert_eq!(size(typed), Ok(n_bytes), "{typed}");
        }
        for typed in ["", "0", "G", "4G", "-1", "1T", "1.5G", "99999999999999999999G", "£"] {
            assert!(size(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn days_are_days_alone() {
        assert_eq!(day("2016-09-12"), Ok(Day::new(2016, 9, 12)));
        assert!(day("2016-09-12T10:30").is_err_and(|error| error.contains("--document-time")));
        assert!(day("2016-02-30").is_err() && day("yesterday").is_err());
    }

    #[test]
    fn currencies() {
        assert_eq!(currency("gbp"), Ok(Currency::GBP));
        assert_eq!(currency_or_none("none"), Ok(CurrencyOrNone(None)));
        assert_eq!(currency_or_none("EUR"), Ok(CurrencyOrNone(Some(Currency::EUR))));
        assert!(currency("none").is_err() && currency("GBX").is_err() && currency("£").is_err());
    }
}
