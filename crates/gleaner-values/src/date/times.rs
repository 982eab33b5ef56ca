//! Times of day: "9.30am", "14:00", "half past eight", "noon", "in the morning", and their zones.

use gleaner_text::{DayPart, TimexTime};

use super::counts;
use super::reader::Reader;
use super::words::{Lex, Unit};

/// A clock time and how it was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    pub(super) hour: u8,
    pub(super) minute: Option<u8>,
    pub(super) second: Option<u8>,
    pub(super) zone: Option<i16>,
    /// am, pm, a 24-hour form or a word settled the half of the day.
    pub(super) settled: bool,
    /// The form is a time by itself, without words around it.
    pub(super) certain: bool,
    pub(super) end: usize,
}

impl Clock {
    pub(super) const fn time(&self) -> TimexTime {
        TimexTime::Clock { hour: self.hour, minute: self.minute, second: self.second, zone: self.zone }
    }

    /// Puts an unsettled time into the half of the day that a part of the day says.
    pub(super) fn settle(&mut self, part: DayPart) {
        if self.settled {
            return;
        }
        let late = match part {
            DayPart::Morning => false,
            DayPart::Midday => self.hour < 6,
            DayPart::Afternoon | DayPart::Evening => true,
            DayPart::Night => self.hour >= 5,
        };
        if late && self.hour < 12 {
            self.hour += 12;
        } else if !late && self.hour == 12 && part != DayPart::Midday {
            self.hour = 0;
        }
        self.settled = true;
    }

    fn half(&mut self, pm: bool) -> bool {
        if !(1..=12).contains(&self.hour) {
            // "15:30 pm" says it twice, "0:30 am" too.
            self.settled = true;
            return (self.hour > 12 && pm) || (self.hour == 0 && !pm);
        }
        self.hour = self.hour % 12 + if pm { 12 } else { 0 };
        self.settled = true;
        true
    }
}

/// "am", "p.m.", "p m" at `i`.
pub(super) fn half_of_day(r: &Reader<'_>, i: usize) -> Option<(bool, usize)> {
    match r.at(i) {
        // "I am": not joined and followed by more than a time would be; capitals and small letters are both used.
        Lex::AmPm(pm) => Some((pm, i + 1)),
        _ if (r.is(i, "a") || r.is(i, "p")) && r.is(i + 1, "m") => Some((r.is(i, "p"), r.skip_dot(i + 2))),
        _ => None,
    }
}

/// A zone: "GMT", "UTC", "Z", "BST", "+01:00", "(PST)".
fn zone(r: &Reader<'_>, i: usize) -> Option<(i16, usize)> {
    let bracket = r.mark(i) == '(';
    let j = if bracket { i + 1 } else { i };
    match r.at(j) {
        Lex::Utc(hours) if r.capital(j) || !r.is(j, "z") => {
            let end = if bracket && r.mark(j + 1) == ')' { j + 2 } else { j + 1 };
            Some((i16::from(hours) * 60, end))
        }
        _ if matches!(r.mark(i), '+' | '-') && r.joined(i) && r.joined(i + 1) => {
            let (hours, 2) = r.digits(i + 1)? else { return None };
            if hours > 14 || r.mark(i + 2) != ':' || !r.joined(i + 2) {
                return None;
            }
            let (minutes, 2) = r.digits(i + 3)? else { return None };
            let total = (hours * 60 + minutes) as i16;
            Some((if r.mark(i) == '-' { -total } else { total }, i + 4))
        }
        _ => None,
    }
}

fn with_half_and_zone(r: &Reader<'_>, mut clock: Clock) -> Option<Clock> {
    if let Some((pm, end)) = half_of_day(r, clock.end) {
        if !clock.half(pm) {
            return None;
        }
        clock.certain = true;
        clock.end = end;
    } else if let Lex::Noon = r.at(clock.end) {
        if clock.hour == 12 {
            clock.settled = true;
            clock.certain = true;
            clock.end += 1;
        }
    } else if let Lex::Midnight = r.at(clock.end)
        && clock.hour == 12
    {
        clock.hour = 0;
        clock.settled = true;
        clock.certain = true;
        clock.end += 1;
    }
    if r.at(clock.end) == Lex::OClock {
        clock.certain = true;
        clock.end += 1;
        if let Some((pm, end)) = half_of_day(r, clock.end) {
            clock.half(pm);
            clock.end = end;
        }
    }
    if let Some((zone, end)) = zone(r, clock.end) {
        clock.zone = Some(zone);
        clock.certain = true;
        clock.settled = true;
        clock.end = end;
    }
    if r.is(clock.end, "ish") && r.joined(clock.end) {
        clock.end += 1;
        clock.certain = true;
        if let Some((pm, end)) = half_of_day(r, clock.end) {
            clock.half(pm);
            clock.end = end;
        }
    }
    Some(clock)
}

/// A time in digits: "14:00", "9.30am", "9 am", "15h30", "1430 hrs". A bare number is a time only where `led` says so.
fn digits(r: &Reader<'_>, i: usize, led: bool) -> Option<Clock> {
    let new = |hour: u32, minute: Option<u32>, end| Clock {
        hour: hour as u8,
        minute: minute.map(|minute| minute as u8),
        second: None,
        zone: None,
        settled: hour > 12 || hour == 0,
        certain: false,
        end,
    };
    let text = r.text(i);
    if let Some((hour, minute)) = text.split_once('.') {
        if !(1..=2).contains(&hour.len()) || minute.len() != 2 {
            return None;
        }
        let (hour, minute) = (hour.parse::<u32>().ok()?, minute.parse::<u32>().ok()?);
        if hour > 23 || minute > 59 {
            return None;
        }
        let clock = with_half_and_zone(r, new(hour, Some(minute), i + 1))?;
        return (clock.certain || led).then_some(clock);
    }
    let (value, n_digits) = r.digits(i)?;
    if r.joined(i) && matches!(r.mark_before(i, 1), ':' | '.' | '$' | '£') {
        return None;
    }
    if r.mark(i + 1) == ':' && r.joined(i + 1) && r.joined(i + 2) {
        let (minute, 2) = r.digits(i + 2)? else { return None };
        if value > 23 || minute > 59 || n_digits > 2 {
            return None;
        }
        let mut clock = new(value, Some(minute), i + 3);
        // "09:30" and "15:30" are of the 24-hour clock, "9:30" of either.
        clock.settled = clock.settled || (n_digits == 2 && value < 10);
        clock.certain = true;
        if r.mark(i + 3) == ':' && r.joined(i + 3) && r.joined(i + 4) {
            let (second, n) = match r.digits(i + 4) {
                Some(second) => second,
                None => (r.text(i + 4).split('.').next()?.parse().ok()?, 2),
            };
            if n != 2 || second > 60 {
                return None;
            }
            clock.second = Some(second as u8);
            clock.end = i + 5;
        }
        if (r.is(clock.end, "p") || r.is(clock.end, "a")) && r.joined(clock.end) {
            let pm = r.is(clock.end, "p");
            clock.half(pm);
            clock.end = r.skip_dot(clock.end + 1);
            return Some(clock);
        }
        if r.is(clock.end, "hrs") || r.is(clock.end, "hours") {
            clock.end += 1;
        }
        return with_half_and_zone(r, clock);
    }
    // "15h30", "15h00", "16h"
    if n_digits <= 2 && value <= 24 && r.joined(i + 1) {
        let tail = r.text(i + 1);
        if let Some(minute) = tail.strip_prefix('h') {
            if minute.len() == 2 && minute.bytes().all(|byte| byte.is_ascii_digit()) {
                let minute: u32 = minute.parse().ok()?;
                if minute > 59 || value > 23 {
                    return None;
                }
                let mut clock = new(value, Some(minute), i + 2);
                clock.settled = true;
                clock.certain = true;
                return with_half_and_zone(r, clock);
            }
            if minute.is_empty() {
                let mut clock = with_half_and_zone(r, new(value, Some(0), i + 2))?;
                clock.settled = true;
                return (clock.certain || led).then_some(clock);
            }
        }
        if matches!(r.text(i + 1), "p" | "a") && led && (1..=12).contains(&value) && !r.is(i + 2, "m") {
            let mut clock = new(value, None, r.skip_dot(i + 2));
            clock.half(r.is(i + 1, "p"));
            clock.certain = true;
            return Some(clock);
        }
    }
    if matches!(n_digits, 3 | 4) {
        let (hour, minute) = (value / 100, value % 100);
        if hour > 23 || minute > 59 {
            return None;
        }
        let mut clock = new(hour, Some(minute), i + 1);
        let hours = matches!(r.at(i + 1), Lex::Units(Unit::Hour) | Lex::Unit(Unit::Hour)) && n_digits == 4;
        if hours {
            clock.end += 1;
            clock.certain = true;
            clock.settled = true;
            return Some(clock);
        }
        let clock = with_half_and_zone(r, clock)?;
        return clock.certain.then_some(clock);
    }
    // "15 past noon" is read in words.
    if n_digits > 2 || value > 24 || r.at(i + 1) == Lex::Past {
        return None;
    }
    let clock = with_half_and_zone(r, new(value, None, i + 1))?;
    if !clock.certain && (!led || followed_by_noun(r, clock.end) || value == 0) {
        return None;
    }
    (value <= 23 || clock.certain).then_some(clock)
}

/// What stands behind a bare number is what it counts.
fn followed_by_noun(r: &Reader<'_>, i: usize) -> bool {
    if i >= r.limit {
        return false;
    }
    if matches!(r.mark(i), '%' | '/' | '$' | '€' | '£' | '°') || (r.joined(i) && matches!(r.mark(i), '-' | ':')) {
        return true;
    }
    if r.mark(i) != '\0' {
        return false;
    }
    r.at(i).unit().is_some()
        || matches!(
            r.at(i),
            Lex::None
                | Lex::Number
                | Lex::Mixed
                | Lex::Hundred
                | Lex::Million
                | Lex::Thousand
                | Lex::Of
                | Lex::Suffix
                | Lex::Cardinal(_)
        )
        || r.at(i).month().is_some()
}

/// A time in words: "half past eight", "a quarter to noon", "ten thirty", "eight o'clock", "noon".
fn words(r: &Reader<'_>, i: usize, led: bool) -> Option<Clock> {
    let new = |hour: u8, minute: Option<u8>, end| Clock {
        hour,
        minute,
        second: None,
        zone: None,
        settled: false,
        certain: true,
        end,
    };
    match r.at(i) {
        Lex::Noon => {
            let mut clock = new(12, None, i + 1);
            clock.settled = true;
            return Some(clock);
        }
        Lex::Midnight => {
            let mut clock = new(0, None, i + 1);
            clock.settled = true;
            return Some(clock);
        }
        Lex::Half => {
            // "half past three", "half three"
            let j = if r.at(i + 1) == Lex::Past { i + 2 } else { i + 1 };
            if j == i + 1 && !(led && matches!(r.at(j), Lex::Cardinal(1..=12))) {
                return None;
            }
            let mut hour = hour(r, j)?;
            hour.minute = Some(30);
            return Some(hour);
        }
        _ => {}
    }
    // "(a) quarter past", "20 minutes to", "15 past", "twenty after 3pm"
    let j = if r.at(i) == Lex::A { i + 1 } else { i };
    let offset = match r.at(j) {
        Lex::Unit(Unit::Quarter) => Some((15, j + 1)),
        Lex::Cardinal(3) if matches!(r.at(j + 1), Lex::Unit(Unit::Quarter) | Lex::Units(Unit::Quarter)) => {
            Some((45, j + 2))
        }
        _ if j == i => counts::cardinal(r, j).filter(|&(n, _)| (1..=59).contains(&n)).map(|(n, end)| {
            (n, if matches!(r.at(end), Lex::Units(Unit::Minute) | Lex::Unit(Unit::Minute)) { end + 1 } else { end })
        }),
        _ => None,
    };
    if let Some((minutes, k)) = offset {
        let with_unit = matches!(r.at(k - 1), Lex::Units(_) | Lex::Unit(_));
        let past = match r.at(k) {
            Lex::Past => Some(true),
            Lex::After if matches!(r.at(k + 1), Lex::Number | Lex::Cardinal(_)) => Some(true),
            Lex::To if with_unit && !matches!(r.at(k + 1), Lex::The) => Some(false),
            Lex::Before if with_unit && matches!(r.at(k + 1), Lex::Noon | Lex::Midnight) => Some(false),
            _ => None,
        };
        if let Some(past) = past {
            let mut clock = hour(r, k + 1)?;
            let base = clock.minute.unwrap_or(0);
            if past {
                clock.minute = Some(u8::try_from(u32::from(base) + minutes).ok().filter(|&minute| minute < 60)?);
            } else {
                let total = i32::from(clock.hour) * 60 + i32::from(base) - minutes as i32;
                let total = total.rem_euclid(24 * 60);
                clock.hour = (total / 60) as u8;
                clock.minute = Some((total % 60) as u8);
            }
            clock.certain = true;
            return Some(clock);
        }
    }
    // "ten thirty am", "eight o'clock", "nine fifty nine a m", "seven thirty"
    let Lex::Cardinal(hour) = r.at(i) else { return None };
    let mut clock = new(hour, None, i + 1);
    clock.certain = false;
    if let (Lex::Tens(_) | Lex::Cardinal(_), Some((minute @ 1..=59, end))) = (r.at(i + 1), counts::cardinal(r, i + 1)) {
        if matches!(r.at(end), Lex::Hundred | Lex::Thousand | Lex::Million) || r.at(end).unit().is_some() || hour > 23 {
            return None;
        }
        clock.minute = Some(minute as u8);
        clock.end = end;
    }
    let clock = with_half_and_zone(r, clock)?;
    if clock.certain {
        return Some(clock);
    }
    (led && (clock.minute.is_some() || !followed_by_noun(r, clock.end)) && clock.hour <= 23).then_some(clock)
}

/// The hour that minutes are counted from.
fn hour(r: &Reader<'_>, i: usize) -> Option<Clock> {
    match r.at(i) {
        Lex::Noon | Lex::Midnight => words(r, i, true),
        Lex::Cardinal(_) if matches!(r.at(i + 1), Lex::Tens(_)) => words(r, i, true),
        Lex::Cardinal(hour @ 1..=12) => {
            let clock =
                Clock { hour, minute: None, second: None, zone: None, settled: false, certain: true, end: i + 1 };
            with_half_and_zone(r, clock)
        }
        Lex::Number => digits(r, i, true).filter(|clock| clock.hour <= 24),
        Lex::Cardinal(_) | Lex::Tens(_) => words(r, i, true),
        _ => None,
    }
}

/// A clock time at `i`, with a part of the day behind it ("8 in the morning"). `led`: words before it say that a time comes.
pub(super) fn clock(r: &Reader<'_>, i: usize, led: bool) -> Option<Clock> {
    let read = |led| digits(r, i, led).or_else(|| words(r, i, led));
    let followed = |clock: &Clock| {
        let j = if r.at(clock.end) == Lex::In { r.skip_the(clock.end + 1) } else { clock.end };
        match r.at(j) {
            Lex::Part(part) => Some((part, j + 1)),
            Lex::Lunchtime if r.text(j).len() > 5 => Some((DayPart::Midday, j + 1)),
            _ => None,
        }
    };
    match read(led) {
        Some(mut clock) => {
            if let Some((part, end)) = followed(&clock) {
                clock.settle(part);
                clock.certain = true;
                clock.end = end;
            }
            Some(clock)
        }
        // A bare number is a time when a part of the day follows.
        None if !led => {
            let spoken = matches!(r.at(i), Lex::Cardinal(_))
                .then(|| read(true))
                .flatten()
                .filter(|clock| clock.minute.is_some());
            let mut clock = spoken.or_else(|| read_before_part(r, i))?;
            let (part, end) = followed(&clock)?;
            clock.settle(part);
            clock.certain = true;
            clock.end = end;
            Some(clock)
        }
        None => None,
    }
}

fn read_before_part(r: &Reader<'_>, i: usize) -> Option<Clock> {
    let value = match r.at(i) {
        Lex::Cardinal(n @ 1..=12) => u32::from(n),
        _ => r.digits(i).filter(|&(n, n_digits)| n_digits <= 2 && (1..=23).contains(&n))?.0,
    };
    if r.at(i + 1) != Lex::In || r.at(i + 2) != Lex::The {
        return None;
    }
    Some(Clock {
        hour: value as u8,
        minute: None,
        second: None,
        zone: None,
        settled: value > 12,
        certain: false,
        end: i + 1,
    })
}

/// The "5" of "5-6pm".
pub(super) fn hour_before_hyphen(r: &Reader<'_>, i: usize) -> Option<Clock> {
    let (value, n_digits) = r.digits(i)?;
    if n_digits > 2 || !(1..=23).contains(&value) || r.mark(i + 1) != '-' {
        return None;
    }
    Some(Clock {
        hour: value as u8,
        minute: None,
        second: None,
        zone: None,
        settled: value > 12,
        certain: false,
        end: i + 1,
    })
}

/// A part of the day at `i`: "in the morning", "morning", "early afternoon".
pub(super) fn part(r: &Reader<'_>, i: usize) -> Option<(DayPart, usize)> {
    let j = match r.at(i) {
        Lex::In | Lex::At | Lex::During => r.skip_the(i + 1),
        _ => i,
    };
    let j = if matches!(r.at(j), Lex::Early | Lex::Late | Lex::Mid) { r.skip_hyphen(j + 1) } else { j };
    match r.at(j) {
        Lex::Part(part) => Some((part, j + 1)),
        Lex::Lunchtime => Some((DayPart::Midday, j + 1)),
        _ => None,
    }
}
