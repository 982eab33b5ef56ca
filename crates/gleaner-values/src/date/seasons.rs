//! Seasons and parts of stretches: "spring 2025", "early 2024", "mid-1990s", "end of March".

use gleaner_text::{Season, Shape, TimexDate, TimexMod};

use super::expression;
use super::points;
use super::reader::{Point, Reader};
use super::relative;
use super::uk_years;
use super::words::{Lex, Unit};
use crate::pattern::Pattern;

/// "spring 2025", "Summer of 2024", "winter 2024/25", "autumn" behind a preposition.
pub(super) fn season(r: &mut Reader<'_>, i: usize, linked: bool) -> Option<Point> {
    let Lex::Season(season) = r.at(i) else { return None };
    if r.at(i + 1) == Lex::Term {
        return uk_years::term(r, i);
    }
    let j = if matches!(r.at(i + 1), Lex::Of | Lex::In) { i + 2 } else { i + 1 };
    if let Some((year, end, _)) = uk_years::pair(r, j) {
        return Some(Point::new(end, TimexDate::Season { year: Some(year), season }, Pattern::DateSeason));
    }
    if let Some((year, end)) = points::year_behind(r, i + 1) {
        return Some(Point::new(end, TimexDate::Season { year: Some(year), season }, Pattern::DateSeason).score(0.97));
    }
    // "fall" is a verb, "spring" a well and a leap.
    let led = matches!(
        r.before(i, 1),
        Lex::In | Lex::Since | Lex::Until | Lex::By | Lex::During | Lex::From | Lex::Early | Lex::Late | Lex::Through
    ) || (r.before(i, 1) == Lex::The
        && matches!(
            r.before(i, 2),
            Lex::In | Lex::Since | Lex::Until | Lex::By | Lex::During | Lex::Through | Lex::Of | Lex::For
        )
        && (r.mark(i + 1) != '\0' || i + 1 >= r.limit || r.at(i + 1) != Lex::None));
    let is_fall = season == Season::Autumn && r.is(i, "fall");
    let named = r.capital(i) && i != r.first && r.capital(i + 1);
    if (!linked && !led) || (is_fall && (r.before(i, 1) != Lex::The || r.at(i + 1) == Lex::Of)) || named {
        return None;
    }
    if r.class(i + 1) == Some(gleaner_text::TokenClass::Word)
        && r.shape(i + 1) == Shape::Lower
        && r.at(i + 1) == Lex::None
        && !linked
    {
        return None;
    }
    Some(Point::new(i + 1, TimexDate::Season { year: None, season }, Pattern::DateSeason).score(0.75))
}

/// What part of a stretch a word means.
fn part_word(r: &Reader<'_>, i: usize) -> Option<(TimexMod, usize)> {
    let j = r.skip_hyphen(i + 1);
    Some(match r.at(i) {
        Lex::Early => (TimexMod::Start, j),
        Lex::Mid => (TimexMod::Mid, j),
        Lex::Late => (TimexMod::End, j),
        Lex::Start | Lex::Middle | Lex::End if r.at(i + 1) == Lex::Of => {
            let modifier = match r.at(i) {
                Lex::Start => TimexMod::Start,
                Lex::Middle => TimexMod::Mid,
                _ => TimexMod::End,
            };
            (modifier, i + 2)
        }
        // "end March", "end 2024"
        Lex::End | Lex::Start if r.at(j).month().is_some() && r.capital(j) => {
            (if r.at(i) == Lex::End { TimexMod::End } else { TimexMod::Start }, j)
        }
        Lex::Turn if r.at(i + 1) == Lex::Of => (TimexMod::Start, i + 2),
        _ => return None,
    })
}

/// "early 2024", "mid-March", "the end of last year", "turn of the century".
pub(super) fn part_of(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    let (modifier, j) = part_word(r, i)?;
    let tight = matches!(r.at(i), Lex::Early | Lex::Mid | Lex::Late);
    // "mid to late 1990s", "early to mid 2024"
    let (modifier, j) = if tight && matches!(r.at(j), Lex::To | Lex::And | Lex::Or) {
        match part_word(r, j + 1) {
            Some((_, k)) => (if modifier == TimexMod::Mid { TimexMod::End } else { modifier }, k),
            None => return None,
        }
    } else {
        (modifier, j)
    };
    let k = if tight && r.at(j) == Lex::In { j + 1 } else { j };
    let k = r.skip_the(k);
    if tight && r.at(j) == Lex::In && k == j + 1 && r.at(k) != Lex::Number && r.at(k).month().is_none() {
        return None;
    }
    if let Lex::Unit(unit) = r.at(k) {
        if tight && k == j {
            return None;
        }
        if r.at(i) == Lex::Turn {
            let wanted = matches!(unit, Unit::Year | Unit::Century | Unit::Decade);
            if !wanted {
                return None;
            }
        }
        if matches!(unit, Unit::Quarter | Unit::Second | Unit::Minute | Unit::Hour | Unit::Night) {
            return None;
        }
        // "the end of the day" as a phrase is no date; the others lie where the document does.
        let base = r.today;
        let mut offset = 0;
        if r.at(i) == Lex::Turn && unit == Unit::Year && r.tense() == super::reader::Tense::Future {
            offset = 1;
        }
        let mut point = relative::unit(r, base, unit, offset, k + 1)?;
        point.modifier = Some(modifier);
        point.pattern = Pattern::DatePartOf;
        point.score = if unit == Unit::Day { 0.6 } else { 0.85 };
        return Some(point);
    }
    let mut point = if r.at(k).month().is_some() {
        points::month_first(r, k, true)?
    } else if let Lex::Season(_) = r.at(k) {
        season(r, k, true)?
    } else {
        expression::stretch(r, k)?
    };
    if point.modifier.is_some() && point.pattern == Pattern::DatePartOf {
        return None;
    }
    // "mid today", "late Monday" speak of the day; "early 3 March" does too.
    point.modifier = Some(modifier);
    if !matches!(point.pattern, Pattern::DateDecade | Pattern::DateCentury) {
        point.pattern = Pattern::DatePartOf;
    }
    Some(point)
}
