//! Times that recur: "every Monday", "each year", "twice a week", "annually", "weekends".

use gleaner_text::{Shape, TimexDate, TimexLength, TimexTime, TimexUnit};

use super::counts::{self, Count};
use super::durations;
use super::reader::{Found, Meaning, Reader};
use super::words::{Lex, Often, Unit};
use crate::pattern::Pattern;

fn recurring(i: usize, end: usize, length: TimexLength) -> Found {
    Found::new(i, end, Meaning::Recurring(length), Pattern::DateSet)
}

fn recurring_point(i: usize, end: usize, date: TimexDate, time: Option<TimexTime>) -> Found {
    Found::new(i, end, Meaning::RecurringPoint(date, time), Pattern::DateSet)
}

const fn weekday(weekday: u8) -> TimexDate {
    TimexDate::Weekday { year: None, week: None, weekday }
}

/// "every Monday", "each year", "every two weeks", "every other week", "every morning".
pub(super) fn every(r: &Reader<'_>, i: usize) -> Option<Found> {
    if !matches!(r.at(i), Lex::Every | Lex::Each | Lex::Per) {
        return None;
    }
    let mut j = i + 1;
    let mut factor = 1;
    if r.at(j) == Lex::Other || (r.at(j) == Lex::Ordinal(2)) {
        factor = 2;
        j += 1;
    }
    if matches!(r.at(j), Lex::Whole | Lex::Calendar | Lex::Working) {
        j += 1;
    }
    if r.at(i) == Lex::Per {
        // "per year" belongs to amounts and rates; the money reader has it.
        return None;
    }
    match r.at(j) {
        Lex::Unit(Unit::Weekend) => {
            Some(recurring_point(i, j + 1, TimexDate::Weekend { year: None, week: None }, None))
        }
        Lex::Unit(unit) => durations::length(Count::whole(factor), unit).map(|length| recurring(i, j + 1, length)),
        Lex::Weekday(day) | Lex::WeekdayAbbr(day) => {
            if let Lex::Part(part) = r.at(j + 1) {
                return Some(recurring_point(i, j + 2, weekday(day), Some(TimexTime::Part(part))));
            }
            Some(recurring_point(i, j + 1, weekday(day), None))
        }
        Lex::Part(part) => Some(recurring_point(i, j + 1, TimexDate::Unstated, Some(TimexTime::Part(part)))),
        Lex::Month(month) if r.capital(j) => {
            Some(recurring_point(i, j + 1, TimexDate::Month { year: None, month: Some(month) }, None))
        }
        Lex::Season(season) => Some(recurring_point(i, j + 1, TimexDate::Season { year: None, season }, None)),
        _ => {
            let (count, k) = counts::count(r, j)?;
            let unit = r.at(k).unit()?;
            durations::length(count, unit).map(|length| recurring(i, k + 1, length))
        }
    }
}

/// The time of day behind a set: "every day at 9", "Thursdays at 17.30".
pub(super) fn with_time(r: &Reader<'_>, mut found: Found) -> Found {
    let at = matches!(r.at(found.end), Lex::At);
    let j = if at { found.end + 1 } else { r.skip_comma(found.end) };
    let Some(mut clock) = super::times::clock(r, j, at) else { return found };
    let date = match found.meaning {
        Meaning::RecurringPoint(date, time) => {
            if let Some(TimexTime::Part(part)) = time {
                clock.settle(part);
            }
            date
        }
        Meaning::Recurring(length) if length == TimexLength::of(1, TimexUnit::Day) => TimexDate::Unstated,
        _ => return found,
    };
    if matches!(date, TimexDate::Unstated | TimexDate::Weekday { .. }) {
        found.meaning = Meaning::RecurringPoint(date, Some(clock.time()));
        found.end = clock.end;
    }
    found
}

/// The set behind a time of day: "9am on Sundays", "3pm every day".
pub(super) fn behind_time(r: &Reader<'_>, i: usize, clock: &super::times::Clock) -> Option<Found> {
    let j = if r.at(clock.end) == Lex::On { clock.end + 1 } else { clock.end };
    let found = match r.at(j) {
        Lex::Every | Lex::Each => every(r, j)?,
        Lex::Weekdays(_) => plural(r, j)?,
        _ => return None,
    };
    let date = match found.meaning {
        Meaning::RecurringPoint(date, None) => date,
        Meaning::Recurring(length) if length == TimexLength::of(1, TimexUnit::Day) => TimexDate::Unstated,
        _ => return None,
    };
    Some(recurring_point(i, found.end, date, Some(clock.time())))
}

/// "once a week", "twice a year", "three times a month", "15 a year".
pub(super) fn times_a(r: &Reader<'_>, i: usize) -> Option<Found> {
    let j = match r.at(i) {
        Lex::Once | Lex::Twice => i + 1,
        _ => {
            let (_, j) = counts::cardinal(r, i)?;
            if r.at(j) != Lex::Times {
                return None;
            }
            j + 1
        }
    };
    if !matches!(r.at(j), Lex::A | Lex::An | Lex::Each | Lex::Every | Lex::Per) {
        return None;
    }
    let Lex::Unit(unit) = r.at(j + 1) else { return None };
    durations::length(Count::whole(1), unit).map(|length| recurring(i, j + 2, length))
}

/// "a year" behind a number or an amount: how often, not how long.
pub(super) fn a_unit(r: &Reader<'_>, i: usize) -> Option<Found> {
    if !matches!(r.at(i), Lex::A | Lex::An) {
        return None;
    }
    let Lex::Unit(unit @ (Unit::Year | Unit::Month | Unit::Week | Unit::Day)) = r.at(i + 1) else { return None };
    if matches!(r.at(i + 2), Lex::Ago | Lex::Later | Lex::Earlier | Lex::Before | Lex::After | Lex::And | Lex::From) {
        return None;
    }
    let counted = matches!(r.before(i, 1), Lex::Number | Lex::Million | Lex::Hundred | Lex::Thousand)
        || matches!(r.before(i, 1), Lex::Units(_))
        || matches!(
            r.text_before(i),
            "bn" | "m" | "k" | "pounds" | "dollars" | "people" | "students" | "times" | "%" | "percent" | "cent"
        );
    if !counted {
        return None;
    }
    durations::length(Count::whole(1), unit).map(|length| recurring(i, i + 2, length).score(0.8))
}

/// "Mondays", "weekends", "mornings", "Friday evenings".
pub(super) fn plural(r: &Reader<'_>, i: usize) -> Option<Found> {
    match r.at(i) {
        Lex::Weekdays(day) => Some(recurring_point(i, i + 1, weekday(day), None)),
        Lex::Weekday(day) => match r.at(i + 1) {
            Lex::Parts(part) => Some(recurring_point(i, i + 2, weekday(day), Some(TimexTime::Part(part)))),
            _ => None,
        },
        Lex::Units(Unit::Weekend)
            if matches!(r.before(i, 1), Lex::On | Lex::At | Lex::The | Lex::And | Lex::During) =>
        {
            Some(recurring_point(i, i + 1, TimexDate::Weekend { year: None, week: None }, None))
        }
        Lex::Parts(part) if matches!(r.before(i, 1), Lex::In | Lex::On | Lex::The) || r.mark_before(i, 1) == '-' => {
            Some(recurring_point(i, i + 1, TimexDate::Unstated, Some(TimexTime::Part(part))).score(0.75))
        }
        _ => None,
    }
}

/// "annually", "monthly", "quarterly" as adverbs.
pub(super) fn adverb(r: &Reader<'_>, i: usize) -> Option<Found> {
    let Lex::Often(often) = r.at(i) else { return None };
    let (n, unit) = match often {
        Often::Hourly => (1, TimexUnit::Hour),
        Often::Daily => (1, TimexUnit::Day),
        Often::Weekly => (1, TimexUnit::Week),
        Often::Fortnightly => (2, TimexUnit::Week),
        Often::Monthly => (1, TimexUnit::Month),
        Often::Quarterly => (3, TimexUnit::Month),
        Often::HalfYearly => (6, TimexUnit::Month),
        Often::Yearly => (1, TimexUnit::Year),
        Often::Biennially => (2, TimexUnit::Year),
        Often::Annual => return None,
    };
    let pure = matches!(often, Often::Yearly | Often::HalfYearly | Often::Biennially) && !r.is(i, "yearly");
    // A word behind it that is no function word is the noun it describes: "weekly meeting".
    let end = i + 1;
    let free = end >= r.limit
        || (r.mark(end) != '\0' && r.mark(end) != '-')
        || matches!(
            r.at(end),
            Lex::In
                | Lex::On
                | Lex::At
                | Lex::By
                | Lex::To
                | Lex::And
                | Lex::Or
                | Lex::For
                | Lex::From
                | Lex::Until
                | Lex::Since
                | Lex::Between
                | Lex::During
                | Lex::After
                | Lex::Before
                | Lex::Starting
        );
    // "The Daily", "Financial Weekly" are names, and after an article or an adjective stands a noun.
    let led = r.capital(i) && i != r.first || matches!(r.before(i, 1), Lex::The | Lex::A | Lex::An);
    let named = led && !pure;
    (pure && r.shape(i) == Shape::Lower || (free && !named))
        .then(|| recurring(i, end, TimexLength::of(n, unit)).score(0.8))
}
