//! The words around a date that open one of its ends or blur it: "since", "by", "more than", "about", "or later".

use gleaner_text::TimexMod;

use super::reader::Reader;
use super::words::Lex;

/// What a modifier is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// A day, month or time.
    Date,
    /// A year or longer: "from 1987" says where something comes from more often than when it began.
    Year,
    Length,
}

/// The `mod` that the words before token `start` and behind token `end` give, and whether anything behind belongs to it.
pub(super) fn around(r: &Reader<'_>, start: usize, end: usize, of: Of) -> Option<TimexMod> {
    behind(r, end, of).or_else(|| before(r, start, of))
}

fn behind(r: &Reader<'_>, end: usize, of: Of) -> Option<TimexMod> {
    let j = r.skip_comma(end);
    match (r.at(j), r.at(j + 1)) {
        (Lex::Onwards, _) => Some(TimexMod::OnOrAfter),
        (Lex::And, Lex::Onwards) => Some(TimexMod::OnOrAfter),
        (Lex::Or, Lex::Later | Lex::After) if of != Of::Length => Some(TimexMod::OnOrAfter),
        (Lex::Or, Lex::Earlier | Lex::Before) if of != Of::Length => Some(TimexMod::OnOrBefore),
        (Lex::Or, Lex::More) if of == Of::Length => Some(TimexMod::EqualOrMore),
        (Lex::Or, Lex::Less) if of == Of::Length => Some(TimexMod::EqualOrLess),
        (Lex::Or, _) if r.is(j + 1, "so") => Some(TimexMod::Approx),
        _ => None,
    }
}

fn before(r: &Reader<'_>, start: usize, of: Of) -> Option<TimexMod> {
    // "since the summer", "by the end of March", "after around 3.30pm"
    let mut n = 1;
    let mut approx = None;
    if r.before(start, n) == Lex::The {
        n += 1;
    }
    if r.mark_before(start, 1) == '~' || (r.mark_before(start, 1) == '.' && matches!(r.before(start, 2), Lex::Circa)) {
        return Some(TimexMod::Approx);
    }
    if matches!(r.before(start, n), Lex::About | Lex::Circa) {
        approx = Some(TimexMod::Approx);
        n += 1;
    }
    let one = r.before(start, n);
    let two = r.before(start, n + 1);
    let three = r.before(start, n + 2);
    let found = match of {
        Of::Length => match (one, two, three) {
            (Lex::Than, Lex::More, Lex::No | Lex::Not) => Some(TimexMod::EqualOrLess),
            (Lex::Than, Lex::More, _) => Some(TimexMod::MoreThan),
            (Lex::Than, Lex::Less, Lex::No | Lex::Not) => Some(TimexMod::EqualOrMore),
            (Lex::Than, Lex::Less, _) => Some(TimexMod::LessThan),
            (Lex::Least, Lex::At, _) => Some(TimexMod::EqualOrMore),
            (Lex::Of, Lex::Least, _) => Some(TimexMod::EqualOrMore),
            (Lex::Most, Lex::At, _) | (Lex::Of, Lex::Most, _) => Some(TimexMod::EqualOrLess),
            (Lex::To, Lex::Up, _) => Some(TimexMod::EqualOrLess),
            (Lex::Over, _, _) => Some(TimexMod::MoreThan),
            (Lex::Under, _, _) | (Lex::Nearly, _, _) => Some(TimexMod::LessThan),
            _ if r.mark_before(start, 1) == '>' => Some(TimexMod::MoreThan),
            _ if r.mark_before(start, 1) == '<' => Some(TimexMod::LessThan),
            _ => None,
        },
        Of::Date | Of::Year => match (one, two, three) {
            (Lex::Since, _, _) => Some(TimexMod::OnOrAfter),
            (Lex::Than, Lex::Later, Lex::No | Lex::Not) => Some(TimexMod::OnOrBefore),
            (Lex::Than, Lex::Later, _) => Some(TimexMod::After),
            (Lex::Than, Lex::Earlier, Lex::No | Lex::Not) => Some(TimexMod::OnOrAfter),
            (Lex::Than, Lex::Earlier, _) => Some(TimexMod::Before),
            (Lex::From, _, _) if of == Of::Date || start <= r.first + n => Some(TimexMod::OnOrAfter),
            (Lex::After, _, _) => Some(TimexMod::After),
            (Lex::Before, Lex::On | Lex::Or, _) => Some(TimexMod::OnOrBefore),
            (Lex::Before, _, _) => Some(TimexMod::Before),
            (Lex::To, Lex::Prior, _) => Some(TimexMod::Before),
            (Lex::Of, Lex::Ahead, _) => Some(TimexMod::Before),
            (Lex::To, Lex::Up, _) => Some(TimexMod::OnOrBefore),
            (Lex::Until, _, _) => Some(TimexMod::OnOrBefore),
            (Lex::By, _, _) => Some(TimexMod::OnOrBefore),
            (Lex::Starting, _, _) | (Lex::Commencing, _, _) => Some(TimexMod::OnOrAfter),
            (Lex::On | Lex::In | Lex::From, Lex::Starting | Lex::Commencing, _) => Some(TimexMod::OnOrAfter),
            _ if r.mark_before(start, 1) == '-' && r.joined(start) => match two_word(r, start) {
                Lex::Post => Some(TimexMod::After),
                Lex::Pre => Some(TimexMod::Before),
                _ => None,
            },
            (Lex::Post, _, _) => Some(TimexMod::After),
            (Lex::Pre, _, _) => Some(TimexMod::Before),
            _ if start > r.first && r.is(start - 1, "w.e.f.") => Some(TimexMod::OnOrAfter),
            _ => None,
        },
    };
    found.or(approx)
}

fn two_word(r: &Reader<'_>, start: usize) -> Lex {
    r.before(start, 2)
}
