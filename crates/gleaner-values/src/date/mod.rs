//! Dates, times, durations and sets: TIMEX3 values with calendar days.
//!
//! One pass looks every token up in a small table of date words ([`words`]); where one stands, the forms of the grammar
//! that can begin there are tried ([`expression`]) and the longest reading becomes a mention. Each form is a file of its
//! own. What a form leaves open (the year of "3 March") is settled against the document's date ([`resolve`]), and days
//! come from the TIMEX3 value alone ([`days`]).

mod calendar;
mod counts;
mod date_time;
mod days;
mod document_date;
mod durations;
mod expression;
mod feasts;
mod hebrew;
mod islamic;
mod modifiers;
mod named_days;
mod nth;
mod numeric;
mod points;
mod quarters;
mod ranges;
mod reader;
mod relative;
mod resolve;
mod seasons;
mod sets;
mod times;
mod uk_years;
mod weeks;
mod words;
mod years;

use gleaner_text::{
    DateReading, DateValue, EntityType, Mention, TextView, Timex, TimexDate, TimexMod, TimexPoint, TimexType,
    TokenClass, TokenRange, Value,
};

pub use days::{Anchor, DayRange, days_of};
pub use document_date::document_date;

use self::reader::{Found, Meaning, Point, Reader};
use self::words::Lex;
use crate::pattern::Pattern;
use crate::settings::Settings;

/// Buffers reused from document to document.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// What each token can mean in a date.
    lex: Vec<Lex>,
    /// The tokens at which a date can begin, by their meaning alone.
    starts: Vec<u32>,
}

impl Scratch {
    /// Looks every token up.
    fn read(&mut self, view: TextView<'_>) {
        self.lex.clear();
        self.starts.clear();
        self.lex.reserve(view.len());
        for (token_idx, (&hash, &info)) in view.tokens.hashes().iter().zip(view.tokens.infos()).enumerate() {
            let lex = words::lex(hash, info);
            self.lex.push(lex);
            if lex != Lex::None && lex.starts() {
                self.starts.push(token_idx as u32);
            }
        }
    }
}

/// Appends the dates of `view` to `mentions`, in text order.
pub(crate) fn find(view: TextView<'_>, settings: &Settings, scratch: &mut Scratch, mentions: &mut Vec<Mention>) {
    scratch.read(view);
    let today = settings.document_date.or_else(|| {
        settings
            .find_document_date
            .then(|| document_date::find(view, &scratch.lex, settings))
            .flatten()
            .map(|(day, _)| day)
    });
    let mut r = Reader::new(view, &scratch.lex, settings, today);
    let sentences = view.tokens.sentences();
    let (mut sentence_idx, mut limit, mut next) = (0, 0, 0);
    for &start in &scratch.starts {
        let i = start as usize;
        if i < next {
            continue;
        }
        if i >= limit {
            while sentence_idx < sentences.len() && sentences[sentence_idx].tokens.end as usize <= i {
                sentence_idx += 1;
            }
            let Some(sentence) = sentences.get(sentence_idx) else { break };
            limit = sentence.tokens.end as usize;
            r.enter(sentence.tokens.start as usize, limit);
        }
        if i < r.first || !begins(&r, i) {
            continue;
        }
        r.stand(i);
        let Some(found) = expression::read(&mut r, i) else { continue };
        debug_assert!(found.end > i && found.end <= limit);
        if found.meaning == Meaning::Nothing {
            next = found.end;
        } else if let Some(mention) = mention(&mut r, found) {
            mentions.push(mention);
            next = found.end;
        }
    }
}

/// True when a date can begin at the token: most date words only go on, and counts need something behind them.
#[inline]
fn begins(r: &Reader<'_>, i: usize) -> bool {
    match r.lex[i] {
        // An amount, a code, part of a longer number.
        Lex::Number => {
            !(i > r.first && r.view.is_joined(i) && matches!(r.view.info(i - 1).class, TokenClass::Currency))
                && (goes_on(r, i) || r.view.tokens.spans()[i].len() >= 3 || r.view.is_joined(i))
        }
        Lex::W => r.mark(i + 1) == '/',
        Lex::A | Lex::An => matches!(
            r.at(i + 1),
            Lex::Unit(_) | Lex::Units(_) | Lex::Few | Lex::Couple | Lex::Half | Lex::Hundred | Lex::Thousand
        ),
        Lex::This
        | Lex::That
        | Lex::Same
        | Lex::Last
        | Lex::Past
        | Lex::Previous
        | Lex::Next
        | Lex::Following
        | Lex::Coming
        | Lex::Current => r.at(i + 1) != Lex::None,
        Lex::Cardinal(_)
        | Lex::Tens(_)
        | Lex::Ordinal(_)
        | Lex::Few
        | Lex::Several
        | Lex::Many
        | Lex::Couple
        | Lex::Half
        | Lex::Early
        | Lex::Mid
        | Lex::Late
        | Lex::Later
        | Lex::Earlier
        | Lex::Start
        | Lex::Middle
        | Lex::End
        | Lex::Rest
        | Lex::Turn
        | Lex::Every
        | Lex::Each
        | Lex::All
        | Lex::Whole
        | Lex::Another
        | Lex::Once
        | Lex::Twice
        | Lex::Fiscal
        | Lex::Financial
        | Lex::Tax
        | Lex::Academic
        | Lex::School
        | Lex::Calendar
        | Lex::Bank
        | Lex::Michaelmas => goes_on(r, i),
        Lex::Named | Lex::Suffix => named_days::may_begin(r, i),
        lex => lex.starts(),
    }
}

/// Another date word or a mark stands behind token `i`.
#[inline]
fn goes_on(r: &Reader<'_>, i: usize) -> bool {
    i + 1 < r.limit
        && (r.lex[i + 1] != Lex::None
            || matches!(r.view.info(i + 1).class, TokenClass::Punctuation | TokenClass::Symbol)
            || r.view.is_joined(i + 1))
}

/// The mention of what was read; `None` when it comes to nothing.
fn mention(r: &mut Reader<'_>, found: Found) -> Option<Mention> {
    let (timex_type, timex, modifier, days, alternative) = value(r, &found)?;
    if let Meaning::Point(point) = found.meaning {
        let stated = matches!(
            found.pattern,
            Pattern::DateDay | Pattern::DateMonthYear | Pattern::DateYear | Pattern::DateIso | Pattern::DateNumeric
        );
        if let (true, Some(year)) = (stated, stated_year(point.date)) {
            r.tell(year);
        }
    }
    let span = r.view.tokens.span_of(TokenRange::new(found.start, found.end));
    let range = TokenRange::new(found.start, found.end);
    let mut mention = Mention::new(span, range, EntityType::DATE, found.score, found.pattern.source());
    mention.value = Some(Value::Date(DateValue {
        timex_type,
        reading: DateReading { timex, start: days.0, end: days.1 },
        modifier,
        alternative,
    }));
    r.ancient = r.ancient || is_ancient(timex);
    if matches!(timex_type, TimexType::Date | TimexType::Time) {
        // What "that year" and "two days later" go back to.
        if let Some(day) = days.0.or(days.1) {
            r.last = Some(day);
        }
    }
    Some(mention)
}

/// A date before the year 1000, the eras before Christ among them.
fn is_ancient(timex: Timex) -> bool {
    let (Timex::Point(point) | Timex::Interval(point, _)) = timex else { return false };
    match point.date {
        TimexDate::Century { bc, hundreds } => bc || hundreds < 10,
        date => stated_year(date).is_some_and(|year| year < 1000),
    }
}

const fn stated_year(date: TimexDate) -> Option<i16> {
    match date {
        TimexDate::Year(year) | TimexDate::Month { year, .. } | TimexDate::Day { year, .. } => year,
        _ => None,
    }
}

type Valued = (TimexType, Timex, Option<TimexMod>, DayRange, Option<DateReading>);

fn value(r: &mut Reader<'_>, found: &Found) -> Option<Valued> {
    let plain = |timex_type, timex: Timex| Some((timex_type, timex, found.modifier, (None, None), None));
    match found.meaning {
        Meaning::Nothing => None,
        Meaning::Past => plain(TimexType::Date, Timex::PastRef),
        Meaning::Future => plain(TimexType::Date, Timex::FutureRef),
        Meaning::Recurring(length) => plain(TimexType::Set, Timex::Duration(length)),
        Meaning::RecurringPoint(date, time) => plain(TimexType::Set, Timex::Point(TimexPoint { date, time })),
        Meaning::DurationRange(least, most) => {
            let modifier = modifiers::around(r, found.start, found.end, modifiers::Of::Length)
                .filter(|&modifier| modifier == TimexMod::Approx);
            Some((TimexType::Duration, Timex::DurationRange(least, most), modifier, (None, None), None))
        }
        Meaning::Duration(length, side) => {
            let anchored = side.abs() == 1;
            let modifier = modifiers::around(r, found.start, found.end, modifiers::Of::Length)
                // "over the next three years" is when, not how long.
                .filter(|_| !anchored);
            let timex = Timex::Duration(length);
            // Whole days begin with tomorrow or end with yesterday: "the next three days", "the last two weeks".
            let off = i64::from(anchored && days::is_whole_days(length));
            let anchor = r.today.filter(|_| side != 0).and_then(|today| {
                let day = calendar::add_days(today, off * i64::from(side))?;
                Some(if side < 0 { Anchor::To(day) } else { Anchor::From(day) })
            });
            Some((TimexType::Duration, timex, modifier, days_of(timex, None, anchor), None))
        }
        Meaning::Interval(first, last) => {
            let (first, last) = (resolved(r, &first), resolved_end(r, &last));
            let timex = Timex::Interval(first, last);
            let timex_type = if first.time.is_some() { TimexType::Time } else { TimexType::Date };
            Some((timex_type, timex, found.modifier, days_of(timex, None, None), None))
        }
        Meaning::Point(point) => point_value(r, found, &point),
    }
}

fn resolved(r: &mut Reader<'_>, point: &Point) -> TimexPoint {
    TimexPoint { date: resolve::date(r, point.date, point.weekday), time: point.time }
}

fn resolved_end(r: &mut Reader<'_>, point: &Point) -> TimexPoint {
    TimexPoint { date: resolve::date(r, point.to.unwrap_or(point.date), point.weekday), time: point.time }
}

fn point_value(r: &mut Reader<'_>, found: &Found, point: &Point) -> Option<Valued> {
    // "closed until Friday" looks ahead whatever the tense of its verb.
    let until = matches!(point.date, TimexDate::Weekday { year: None, .. }) && r.before(found.start, 1) == Lex::Until;
    let first =
        if until { TimexPoint { date: resolve::ahead(r, point.date), time: point.time } } else { resolved(r, point) };
    // A time with its zone is that of an event: on the document's day when no other is named.
    let first = match (first, r.today) {
        (
            TimexPoint {
                date: TimexDate::Unstated,
                time: Some(time @ gleaner_text::TimexTime::Clock { zone: Some(_), .. }),
            },
            Some(today),
        ) => TimexPoint { date: numeric::of_day(today), time: Some(time) },
        (first, _) => first,
    };
    let timex = match point.to {
        None => Timex::Point(first),
        Some(to) => Timex::Interval(first, TimexPoint { date: resolve::date(r, to, None), time: point.time }),
    };
    let timex_type = if point.time.is_some() { TimexType::Time } else { TimexType::Date };
    let of = match first.date {
        TimexDate::Year(_) | TimexDate::Decade(_) | TimexDate::Century { .. } => modifiers::Of::Year,
        _ => modifiers::Of::Date,
    };
    let around = modifiers::around(r, found.start, found.end, of);
    // "by the end of March" is no later than its end; "in early 2024" stays START.
    let modifier = match (around, point.modifier) {
        (Some(TimexMod::OnOrBefore), Some(TimexMod::End)) => Some(TimexMod::OnOrBefore),
        (_, Some(own)) => Some(own),
        (around, None) => around,
    };
    // "by the end of March 2025" comes down to its last day.
    let timex = match (around, point.modifier, timex) {
        (Some(TimexMod::OnOrBefore), Some(TimexMod::End), timex) => match days_of(timex, None, None).1 {
            Some(day) => Timex::date(numeric::of_day(day)),
            None => timex,
        },
        (_, _, timex) => timex,
    };
    let days = days_of(timex, modifier, None);
    if is_impossible(timex) {
        return None;
    }
    let alternative = point.alternative.map(|date| {
        let timex = Timex::Point(TimexPoint { date: resolve::date(r, date, None), time: point.time });
        let (start, end) = days_of(timex, modifier, None);
        DateReading { timex, start, end }
    });
    let timex_type = found.timex_type.unwrap_or(timex_type);
    Some((timex_type, timex, modifier, days, alternative))
}

/// A day that its year has not, and an interval that runs backwards.
fn is_impossible(timex: Timex) -> bool {
    match timex {
        Timex::Point(TimexPoint {
            date: TimexDate::Day { year: Some(year), month: Some(month), day: Some(day) },
            ..
        }) => year > 0 && calendar::day(year, month, day).is_none(),
        Timex::Interval(..) => {
            let has_unknown = days_of(timex, None, None) == (None, None);
            has_unknown && !timex.to_string().contains('X') && !timex.to_string().contains('T')
        }
        _ => false,
    }
}
