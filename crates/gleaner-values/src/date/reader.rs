//! The cursor that the date grammar reads through: token meanings within one sentence, numbers, marks, the way a sentence
//! looks in time, and what the document has said so far.

use gleaner_text::{Day, Shape, TextView, TimexDate, TimexLength, TimexMod, TimexTime, TimexType, TokenClass};

use super::words::Lex;
use crate::pattern::Pattern;
use crate::settings::{Locale, Settings};

/// Which way the verbs of a sentence point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    /// No verb says.
    Open,
}

/// A date or a moment as one form of the grammar read it. Parts that the text leaves open are `None` in `date`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    /// One past its last token.
    pub(super) end: usize,
    pub(super) date: TimexDate,
    pub(super) time: Option<TimexTime>,
    /// The end of a stretch that no single TIMEX3 date names (a financial year): `date` is its start.
    pub(super) to: Option<TimexDate>,
    /// START, MID, END of "early", "mid", "late".
    pub(super) modifier: Option<TimexMod>,
    /// The date in the other order of day and month.
    pub(super) alternative: Option<TimexDate>,
    /// The weekday said in front of a day of the month.
    pub(super) weekday: Option<u8>,
    pub(super) pattern: Pattern,
    pub(super) score: f32,
}

impl Point {
    pub(super) const fn new(end: usize, date: TimexDate, pattern: Pattern) -> Self {
        Self { end, date, time: None, to: None, modifier: None, alternative: None, weekday: None, pattern, score: 0.95 }
    }

    pub(super) const fn score(mut self, score: f32) -> Self {
        self.score = score;
        self
    }

    pub(super) const fn to(mut self, to: TimexDate) -> Self {
        self.to = Some(to);
        self
    }
}

/// What an expression is, before it becomes a mention.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    /// A point of the calendar.
    Point(Point),
    /// Two points and all between.
    Interval(Point, Point),
    /// A length of time, tied to the document's date: negative ends there, positive starts there. ±1 are "last" and
    /// "next", which leave the day itself out of a count of days; ±2 count from the moment on ("within three days").
    Duration(TimexLength, i8),
    DurationRange(TimexLength, TimexLength),
    /// A recurring length of time.
    Recurring(TimexLength),
    /// A recurring date or time.
    RecurringPoint(TimexDate, Option<TimexTime>),
    Past,
    Future,
    /// Read and understood as no date: the scan goes on behind it.
    Nothing,
}

/// A piece of text that the grammar has read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// First token of the span.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) meaning: Meaning,
    pub(super) pattern: Pattern,
    pub(super) score: f32,
    pub(super) modifier: Option<TimexMod>,
    pub(super) timex_type: Option<TimexType>,
}

impl Found {
    pub(super) const fn new(start: usize, end: usize, meaning: Meaning, pattern: Pattern) -> Self {
        Self { start, end, meaning, pattern, score: 0.9, modifier: None, timex_type: None }
    }

    pub(super) const fn point(start: usize, point: Point) -> Self {
        Self {
            start,
            end: point.end,
            meaning: Meaning::Point(point),
            pattern: point.pattern,
            score: point.score,
            modifier: point.modifier,
            timex_type: None,
        }
    }

    pub(super) const fn score(mut self, score: f32) -> Self {
        self.score = score;
        self
    }
}

pub(super) struct Reader<'t> {
    pub(super) view: TextView<'t>,
    pub(super) lex: &'t [Lex],
    pub(super) settings: &'t Settings,
    /// The document's date, given or found.
    pub(super) today: Option<Day>,
    /// The sentence being read.
    pub(super) first: usize,
    pub(super) limit: usize,
    tense: Option<Tense>,
    /// The token that is being read at.
    position: usize,
    /// How deep dates are being read within dates ("the end of the first half of …").
    pub(super) depth: u8,
    /// The last date resolved in this document: what "that year" and "two days later" refer to.
    pub(super) last: Option<Day>,
    /// The year told last and how many dates in a row lay two years or more from the document's: a story of another time.
    pub(super) told: Option<(i16, u32)>,
    /// The text has told of a year before 1000: a number of three digits may be another.
    pub(super) ancient: bool,
    /// Whether the document writes the month first, where one of its dates shows it.
    month_first: Option<Option<bool>>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(view: TextView<'t>, lex: &'t [Lex], settings: &'t Settings, today: Option<Day>) -> Self {
        Self {
            view,
            lex,
            settings,
            today,
            first: 0,
            limit: lex.len(),
            tense: None,
            position: 0,
            depth: 0,
            last: None,
            told: None,
            ancient: false,
            month_first: None,
        }
    }

    /// Sets the sentence that is read from now on.
    pub(super) fn enter(&mut self, first: usize, limit: usize) {
        self.first = first;
        self.limit = limit;
        self.tense = None;
    }

    /// Sets the token that is read at from now on.
    #[inline]
    pub(super) fn stand(&mut self, i: usize) {
        self.position = i;
        self.tense = None;
    }

    /// The meaning of a token of the sentence; `Lex::None` outside it.
    #[inline]
    pub(super) fn at(&self, i: usize) -> Lex {
        if i < self.limit { self.lex[i] } else { Lex::None }
    }

    /// The meaning of the token `n` before `i`, within the sentence.
    #[inline]
    pub(super) fn before(&self, i: usize, n: usize) -> Lex {
        if i >= self.first + n { self.lex[i - n] } else { Lex::None }
    }

    /// The words of a token of the sentence.
    pub(super) fn text(&self, i: usize) -> &'t str {
        if i < self.limit { self.view.token(i) } else { "" }
    }

    /// The words of the token before `i` in its sentence.
    pub(super) fn text_before(&self, i: usize) -> &'t str {
        if i > self.first { self.view.token(i - 1) } else { "" }
    }

    /// No white space before this token, and it is in the sentence.
    #[inline]
    pub(super) fn joined(&self, i: usize) -> bool {
        i < self.limit && i > self.first && self.view.is_joined(i)
    }

    pub(super) fn shape(&self, i: usize) -> Shape {
        if i < self.limit { self.view.info(i).shape } else { Shape::None }
    }

    pub(super) fn class(&self, i: usize) -> Option<TokenClass> {
        (i < self.limit).then(|| self.view.info(i).class)
    }

    pub(super) fn capital(&self, i: usize) -> bool {
        !matches!(self.shape(i), Shape::Lower | Shape::None)
    }

    /// The character of a mark that stands as one token; every dash is `-`, every apostrophe `'`. NUL for all else.
    pub(super) fn mark(&self, i: usize) -> char {
        if i >= self.limit || !matches!(self.view.info(i).class, TokenClass::Punctuation | TokenClass::Symbol) {
            return '\0';
        }
        self.mark_anywhere(i)
    }

    fn mark_anywhere(&self, i: usize) -> char {
        let text = self.view.token(i);
        if text == "--" || text == "---" {
            return '-';
        }
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some('‐' | '‑' | '‒' | '–' | '—' | '−'), None) => '-',
            (Some('’' | '‘' | 'ʼ'), None) => '\'',
            (Some(character), None) => character,
            _ => '\0',
        }
    }

    /// The mark `n` tokens before `i` within the sentence; NUL for a word.
    pub(super) fn mark_before(&self, i: usize, n: usize) -> char {
        if i >= self.first + n && matches!(self.view.info(i - n).class, TokenClass::Punctuation | TokenClass::Symbol) {
            self.mark_anywhere(i - n)
        } else {
            '\0'
        }
    }

    /// A whole number in digits alone: its value and how many digits.
    #[inline]
    pub(super) fn digits(&self, i: usize) -> Option<(u32, usize)> {
        if self.at(i) != Lex::Number {
            return None;
        }
        let bytes = self.view.token(i).as_bytes();
        if bytes.len() > 8 || !bytes.iter().all(u8::is_ascii_digit) {
            return None;
        }
        Some((bytes.iter().fold(0, |value, &byte| value * 10 + u32::from(byte - b'0')), bytes.len()))
    }

    /// True when a token reads exactly so, in small ASCII letters, whatever its case.
    pub(super) fn is(&self, i: usize, word: &str) -> bool {
        self.text(i).eq_ignore_ascii_case(word)
    }

    /// Behind a full stop that belongs to the shortened word before it.
    pub(super) fn skip_dot(&self, i: usize) -> usize {
        if self.mark(i) == '.' && self.joined(i) { i + 1 } else { i }
    }

    /// Behind the full stop of a shortened unit ("hrs."), unless it ends the sentence.
    pub(super) fn skip_unit_dot(&self, i: usize) -> usize {
        if self.mark(i) == '.' && self.joined(i) && i + 1 < self.limit && self.shape(i + 1) == Shape::Lower {
            i + 1
        } else {
            i
        }
    }

    /// Behind "the".
    pub(super) fn skip_the(&self, i: usize) -> usize {
        if self.at(i) == Lex::The { i + 1 } else { i }
    }

    /// Behind a comma.
    pub(super) fn skip_comma(&self, i: usize) -> usize {
        if self.mark(i) == ',' { i + 1 } else { i }
    }

    /// Behind a hyphen.
    pub(super) fn skip_hyphen(&self, i: usize) -> usize {
        if self.mark(i) == '-' { i + 1 } else { i }
    }

    /// Which way the verbs around the date being read point: the nearest before it, else the nearest behind. Bounded by
    /// forty tokens either way.
    pub(super) fn tense(&mut self) -> Tense {
        if let Some(tense) = self.tense {
            return tense;
        }
        let (here, reach) = (self.position, 40);
        let (from, to) = (self.first.max(here.saturating_sub(reach)), self.limit.min(here + reach));
        let quote = |i: &usize| matches!(self.mark(*i), '"' | '“' | '”');
        // What is said and the words that say it ("… by Christmas," he said) have tenses of their own.
        let quoted = (from..here.min(self.limit)).filter(quote).count() % 2 == 1;
        let stops = |i: &usize| quoted && quote(i);
        let before = (from..here.min(self.limit)).rev().take_while(|i| !stops(i));
        let after = (here..to).take_while(|i| !stops(i));
        let mut tense = Tense::Open;
        for i in before.chain(after) {
            tense = self.points(i);
            if tense != Tense::Open {
                break;
            }
        }
        // What has to be done "by Friday" has not been done.
        if tense == Tense::Open && here > self.first && matches!(self.lex[here - 1], Lex::By | Lex::Until) {
            tense = Tense::Future;
        }
        self.tense = Some(tense);
        tense
    }

    /// Which way one word points. "will be held" looks ahead although its last verb looks back.
    fn points(&self, i: usize) -> Tense {
        match self.lex[i] {
            Lex::Ahead2 => Tense::Future,
            Lex::Ended if self.view.token(i).ends_with("ed") => Tense::Past,
            Lex::Behind | Lex::None => {
                let is_past = self.lex[i] == Lex::Behind
                    || (self.view.info(i).shape == Shape::Lower && is_past_by_ending(self.view.token(i)));
                if !is_past {
                    return Tense::Open;
                }
                let helped = (1..=4).any(|n| self.before(i, n) == Lex::Ahead2)
                    || (i >= self.first + 2 && self.is(i - 1, "be") && self.lex[i - 2] == Lex::To);
                if helped { Tense::Future } else { Tense::Past }
            }
            _ => Tense::Open,
        }
    }

    /// Whether a bare date is to come rather than gone. A time stamp marks a message, whose dates look ahead.
    pub(super) fn looks_ahead(&mut self) -> bool {
        match self.tense() {
            Tense::Future => true,
            Tense::Past => false,
            Tense::Open => self.settings.document_time.is_some(),
        }
    }

    /// Whether numeric dates put the month first: what an unambiguous one of the document shows, else the locale.
    pub(super) fn month_first(&mut self) -> bool {
        let vote = match self.month_first {
            Some(vote) => vote,
            None => {
                let vote = super::numeric::vote(self);
                self.month_first = Some(vote);
                vote
            }
        };
        vote.unwrap_or(self.settings.locale == Locale::Us)
    }

    /// A year of two digits in full.
    pub(super) fn full_year(&self, two_digits: u32) -> i16 {
        let century = if two_digits < u32::from(self.settings.two_digit_year_pivot) { 2000 } else { 1900 };
        century + two_digits as i16
    }

    /// Notes a year that the text states.
    pub(super) fn tell(&mut self, year: i16) {
        let Some(today) = self.today else { return };
        let elsewhere = year > today.year || today.year - year >= 2;
        let run = match self.told {
            Some((_, run)) if elsewhere => run.saturating_add(1),
            _ => u32::from(elsewhere),
        };
        self.told = Some((year, run));
    }

    /// The year of the story that the text tells, where its last three dates were of other years than the document's.
    pub(super) fn story(&self) -> Option<i16> {
        self.told.filter(|&(_, run)| run >= 3).map(|(year, _)| year)
    }

    /// The first month of the fiscal year.
    pub(super) fn fiscal_start(&self) -> u8 {
        match self.settings.fiscal_year_start {
            Some(month @ 1..=12) => month,
            _ if self.settings.locale == Locale::Us => 10,
            _ => 4,
        }
    }
}

/// True for "approved", false for "need" and "hundred".
fn is_past_by_ending(word: &str) -> bool {
    let Some(stem) = word.strip_suffix("ed") else { return false };
    let agreed = ["agre", "decre", "disagre", "fre", "guarante", "refere"];
    (!stem.ends_with('e') || agreed.contains(&stem))
        && !matches!(stem, "" | "b" | "hundr" | "kindr" | "nak" | "r" | "sacr" | "sh" | "sl" | "w" | "wick")
}
