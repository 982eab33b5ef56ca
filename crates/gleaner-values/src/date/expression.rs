//! Which form of the grammar reads a place: every form that can begin with a word is tried there and the longest wins.

use gleaner_text::{TimexDate, fold_hash};

use super::calendar;
use super::counts;
use super::date_time;
use super::durations;
use super::named_days;
use super::nth::nth;
use super::numeric;
use super::points;
use super::quarters;
use super::ranges;
use super::reader::{Found, Meaning, Point, Reader};
use super::relative;
use super::seasons;
use super::sets;
use super::times;
use super::uk_years;
use super::weeks;
use super::words::{self, Lex, Unit};
use super::years;
use crate::pattern::Pattern;

/// Keeps the longer of two readings, the earlier one where they end together.
fn longer(best: &mut Option<Point>, other: Option<Point>) {
    if let Some(other) = other
        && best.is_none_or(|best| other.end > best.end)
    {
        *best = Some(other);
    }
}

/// A date, without its time of day, at `i`. `linked`: the words around it are dates.
pub(super) fn simple_point_linked(r: &mut Reader<'_>, i: usize, linked: bool) -> Option<Point> {
    // No one says more than "the end of the first half of last year"; the bound keeps hostile texts linear.
    if r.depth >= 3 {
        return None;
    }
    r.depth += 1;
    let best = forms(r, i, linked);
    r.depth -= 1;
    best
}

fn forms(r: &mut Reader<'_>, i: usize, linked: bool) -> Option<Point> {
    let mut best = None;
    match r.at(i) {
        Lex::Number => return number_forms(r, i, linked),
        Lex::Month(_) | Lex::MonthAbbr(_) => {
            longer(&mut best, points::month_first(r, i, linked));
            longer(&mut best, relative::after_next(r, i));
            longer(&mut best, named_days::by_other_word(r, i));
        }
        Lex::Weekday(_) | Lex::WeekdayAbbr(_) => {
            longer(&mut best, points::weekday_first(r, i, linked));
            longer(&mut best, relative::after_next(r, i));
            longer(&mut best, weekday_of_week(r, i));
            longer(&mut best, relative::weekday_week(r, i));
        }
        Lex::Ordinal(_) | Lex::Tens(_) | Lex::Cardinal(_) => {
            longer(&mut best, points::day_first(r, i).filter(|_| counts::ordinal(r, i).is_some()));
            longer(&mut best, years::century(r, i));
            longer(&mut best, years::plural_century(r, i));
            longer(&mut best, quarters::worded(r, i));
            longer(&mut best, years::spoken_decade(r, i));
            longer(&mut best, years::spoken(r, i, linked));
            longer(&mut best, nth(r, i));
        }
        Lex::Mixed => {
            longer(&mut best, quarters::mixed(r, i, linked));
            longer(&mut best, uk_years::mixed(r, i));
            longer(&mut best, month_with_day(r, i));
            longer(&mut best, years::era_joined(r, i));
        }
        Lex::Decades(_) => longer(&mut best, years::spoken_decade(r, i)),
        Lex::Season(_) => {
            longer(&mut best, seasons::season(r, i, linked));
            longer(&mut best, named_days::by_other_word(r, i));
        }
        Lex::Michaelmas => longer(&mut best, uk_years::term(r, i)),
        Lex::Last => {
            longer(&mut best, relative::point(r, i));
            longer(&mut best, nth(r, i));
            longer(&mut best, quarters::worded(r, i));
        }
        Lex::Past
        | Lex::Previous
        | Lex::Next
        | Lex::Following
        | Lex::Coming
        | Lex::This
        | Lex::Current
        | Lex::That
        | Lex::Same => longer(&mut best, relative::point(r, i)),
        Lex::Today | Lex::Yesterday | Lex::Tomorrow | Lex::Tonight => longer(&mut best, relative::day_word(r, i)),
        Lex::Later | Lex::Earlier | Lex::Rest => longer(&mut best, relative::rest(r, i)),
        Lex::Early | Lex::Mid | Lex::Late | Lex::Start | Lex::Middle | Lex::End | Lex::Turn => {
            longer(&mut best, named_days::by_other_word(r, i));
            longer(&mut best, seasons::part_of(r, i));
        }
        Lex::Unit(unit) => {
            longer(&mut best, relative::day_word(r, i));
            longer(&mut best, weeks::dated(r, i));
            longer(&mut best, weeks::numbered(r, i));
            longer(&mut best, weeks::fortnight(r, i));
            longer(&mut best, weeks::weekend(r, i));
            longer(&mut best, uk_years::words_first(r, i));
            longer(&mut best, relative::after_next(r, i));
            if unit == Unit::Year {
                longer(&mut best, years::era_first(r, i));
            }
            if unit == Unit::Quarter {
                longer(&mut best, quarters::months_to(r, i));
            }
        }
        Lex::Wc => longer(&mut best, weeks::dated(r, i)),
        Lex::Fiscal | Lex::Financial | Lex::Tax | Lex::Academic | Lex::School | Lex::Fy | Lex::Fye => {
            longer(&mut best, uk_years::words_first(r, i));
        }
        Lex::Calendar | Lex::Ad => longer(&mut best, years::era_first(r, i)),
        Lex::Half => longer(&mut best, quarters::months_to(r, i)),
        Lex::Named => {
            longer(&mut best, uk_years::term(r, i));
            longer(&mut best, named_days::point(r, i, None));
        }
        Lex::Bank => longer(&mut best, named_days::bank_holiday_monday(r, i)),
        Lex::W => longer(&mut best, weeks::dated(r, i)),
        Lex::All => longer(&mut best, named_days::by_other_word(r, i)),
        Lex::Suffix if !r.joined(i) => longer(&mut best, named_days::by_other_word(r, i)),
        _ => {}
    }
    best
}

/// The forms that begin with a token of digits. What stands behind it says which can be meant, so that most numbers of a
/// text cost a look at the next token.
fn number_forms(r: &mut Reader<'_>, i: usize, linked: bool) -> Option<Point> {
    let n = r.view.tokens.spans()[i].len();
    let (next, mark) = (r.at(i + 1), r.mark(i + 1));
    let tight = matches!(mark, '/' | '-');
    let is_ordinal = next == Lex::Suffix;
    let four = n == 4;
    let mut best = None;
    if n <= 2 && (next.month().is_some() || is_ordinal || next == Lex::Of || tight || matches!(mark, '.' | ',')) {
        longer(&mut best, points::day_first(r, i));
    }
    if tight || n >= 6 {
        longer(&mut best, numeric::full(r, i));
    }
    if four && (tight || matches!(next, Lex::Tax | Lex::Financial | Lex::Academic | Lex::School | Lex::Fiscal)) {
        longer(&mut best, uk_years::pair_of_years(r, i));
        longer(&mut best, uk_years::year_with_kind(r, i));
    }
    if next == Lex::Mixed || (four && mark == '-') || (n == 1 && r.joined(i + 1)) {
        longer(&mut best, quarters::year_first(r, i));
    }
    if n <= 2 && next == Lex::Of {
        longer(&mut best, nth(r, i));
    }
    if is_ordinal {
        longer(&mut best, quarters::worded(r, i));
        longer(&mut best, years::century(r, i));
        longer(&mut best, years::plural_century(r, i));
        longer(&mut best, nth(r, i));
    }
    if four && (tight || next.month().is_some()) {
        longer(&mut best, points::year_first(r, i));
    }
    if n == 4 || n == 2 {
        longer(&mut best, years::decade(r, i, linked));
    }
    if best.is_none() && tight && !months_are_years(r, i) {
        longer(&mut best, numeric::month(r, i));
    }
    if four
        || matches!(next, Lex::Bc | Lex::Ad)
        || matches!(r.before(i, 1), Lex::Unit(_) | Lex::Circa)
        || (n == 3 && r.ancient)
        || (n == 2 && r.mark_before(i, 1) == '\'')
        || mark_of_circa(r, i)
    {
        longer(&mut best, years::year(r, i, linked));
    }
    if best.is_none() {
        if n <= 2 {
            longer(&mut best, points::listed_day(r, i));
        }
        if mark == '/' {
            longer(&mut best, shown_day_month(r, i));
        }
        if is_ordinal {
            longer(&mut best, points::day_of_month(r, i));
        }
    }
    if four && mark == '-' {
        longer(&mut best, week_of_year_digits(r, i));
    }
    best
}

fn mark_of_circa(r: &Reader<'_>, i: usize) -> bool {
    r.mark_before(i, 1) == '.' && r.before(i, 2) == Lex::Circa
}

/// "2011-12": two years that follow each other are no month.
fn months_are_years(r: &Reader<'_>, i: usize) -> bool {
    uk_years::pair(r, i).is_some()
}

/// A date at `i`.
pub(super) fn simple_point(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    simple_point_linked(r, i, true)
}

/// A day or a month at `i`.
pub(super) fn day_or_month(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    let point = simple_point_linked(r, i, true).or_else(|| numeric::day_month(r, i))?;
    (matches!(point.date, TimexDate::Day { .. } | TimexDate::Month { .. }) && point.to.is_none()).then_some(point)
}

/// A month, year or longer stretch at `i`, of which there are parts.
pub(super) fn stretch(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    let point = simple_point_linked(r, i, true)?;
    (point.time.is_none()).then_some(point)
}

/// "4/22" where the words around show a date: a weekday, "on", a time of day behind.
fn shown_day_month(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    let point = numeric::day_month(r, i)?;
    let led = matches!(r.before(i, 1), Lex::On | Lex::By | Lex::Since | Lex::Until)
        || r.before(i, 1).weekday().is_some()
        || (matches!(r.before(i, 1), Lex::From | Lex::Between | Lex::To));
    let timed = r.at(point.end) == Lex::At && matches!(r.at(point.end + 1), Lex::Number | Lex::Noon)
        || times::clock(r, point.end, false).is_some();
    if (!led && !timed) || r.at(point.end).unit().is_some() || r.at(point.end) == Lex::Of {
        return None;
    }
    Some(point)
}

/// "2025-W10", "2025-W10-WE"
fn week_of_year_digits(r: &Reader<'_>, i: usize) -> Option<Point> {
    let (year, 4) = r.digits(i)? else { return None };
    if r.mark(i + 1) != '-' || !r.joined(i + 1) || !r.joined(i + 2) {
        return None;
    }
    let week: u8 = r.text(i + 2).strip_prefix('W').filter(|digits| digits.len() == 2)?.parse().ok()?;
    calendar::monday(year as i16, week)?;
    Some(Point::new(i + 3, TimexDate::Week { year: Some(year as i16), week: Some(week) }, Pattern::DateWeek))
}

/// "Oct2", "mar3": a shortened month with its day joined.
fn month_with_day(r: &Reader<'_>, i: usize) -> Option<Point> {
    let text = r.text(i);
    let digits = text.trim_start_matches(|character: char| character.is_ascii_alphabetic());
    let letters = &text[..text.len() - digits.len()];
    if !(1..=2).contains(&digits.len()) || letters.len() < 3 {
        return None;
    }
    let month = words::word(fold_hash(letters)).month()?;
    let day: u8 = digits.parse().ok()?;
    calendar::day(2024, month, day)?;
    let mut end = i + 1;
    if r.at(end) == Lex::Suffix && r.joined(end) {
        end += 1;
    }
    let (year, end) = points::year_behind(r, end).map_or((None, end), |(year, end)| (Some(year), end));
    let date = TimexDate::Day { year, month: Some(month), day: Some(day) };
    Some(Point::new(end, date, Pattern::DateDay).score(0.75))
}

/// "Tuesday of next week", "Wednesday of this week".
fn weekday_of_week(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    let weekday = r.at(i).weekday()?;
    let j = if matches!(r.at(i + 1), Lex::Of) { i + 2 } else { i + 1 };
    if !matches!(r.at(j), Lex::Last | Lex::This | Lex::Next | Lex::Previous | Lex::Following) {
        return None;
    }
    if r.at(j + 1) != Lex::Unit(Unit::Week) {
        return None;
    }
    let week = relative::point(r, j)?;
    let TimexDate::Week { year: Some(year), week: Some(number) } = week.date else { return None };
    let day = calendar::add_days(calendar::monday(year, number)?, i64::from(weekday) - 1)?;
    Some(Point::new(j + 2, numeric::of_day(day), Pattern::DateRelativeDay))
}

/// True when what is read at `i` could be the first of two dates: something that joins stands behind it.
fn may_join(r: &Reader<'_>, i: usize, point: Option<Point>) -> bool {
    let joins =
        |j: usize| matches!(r.at(j), Lex::To | Lex::Until | Lex::Through | Lex::And | Lex::Up) || r.mark(j) == '-';
    match point {
        Some(point) => joins(point.end) || (1..=4).any(|n| i + n < point.end && joins(i + n)),
        // A form that only its other end makes a date is short: "3rd", "28/02", "Jan.".
        None => (1..=4).any(|n| joins(i + n)),
    }
}

/// A whole number with nothing behind it that a date goes on with.
fn plain_number(r: &Reader<'_>, i: usize) -> bool {
    let next = r.at(i + 1);
    let word_behind = next == Lex::None && !r.joined(i + 1);
    let closed = matches!(r.mark(i + 1), ')' | ']' | ';' | '?' | '!' | '"' | '”' | '(')
        || (matches!(r.mark(i + 1), ',' | '.')
            && r.digits(i).is_some_and(|(_, n)| n == 4)
            && r.at(i + 2) != Lex::Number);
    ((word_behind && r.mark(i + 1) == '\0' && r.class(i + 1).is_some()) || closed || i + 1 >= r.limit)
        && r.digits(i).is_some_and(|(_, n_digits)| n_digits <= 4)
        && !r.is(i + 1, "p")
        && !r.is(i + 1, "a")
        && !r.is(i + 1, "season")
        && !matches!(r.before(i, 1), Lex::At | Lex::The)
        && !(r.is(i + 1, "s"))
        && r.mark_before(i, 1) != '@'
}

/// True when a word of time is near enough behind a count to be what it counts; most numbers of a text end here.
fn counts_units(r: &Reader<'_>, i: usize) -> bool {
    const REACH: usize = 12;
    // The ordinal 2 is the unit of "1 second" too.
    (i + 1..(i + REACH).min(r.limit))
        .any(|k| r.at(k).unit().is_some() || matches!(r.at(k), Lex::Weekdays(_) | Lex::Ordinal(2)))
}

/// The longest date expression that begins at token `i`.
pub(super) fn read(r: &mut Reader<'_>, i: usize) -> Option<Found> {
    let mut best: Option<Found> = None;
    let mut keep = |found: Option<Found>| {
        if let Some(found) = found
            && best.is_none_or(|best| found.end > best.end)
        {
            best = Some(found);
        }
    };
    let lex = r.at(i);
    match lex {
        Lex::Every | Lex::Each => return sets::every(r, i).map(|found| sets::with_time(r, found)),
        Lex::Often(_) => return sets::adverb(r, i),
        Lex::Weekdays(_) | Lex::Parts(_) => return sets::plural(r, i).map(|found| sets::with_time(r, found)),
        Lex::Units(Unit::Weekend) => return sets::plural(r, i),
        Lex::Once | Lex::Twice => return sets::times_a(r, i),
        Lex::Now => return date_time::now(r, i),
        Lex::Another | Lex::All | Lex::Whole => keep(durations::worded(r, i)),
        _ => {}
    }
    let countable = matches!(
        lex,
        Lex::Number
            | Lex::Cardinal(_)
            | Lex::Tens(_)
            | Lex::A
            | Lex::An
            | Lex::Half
            | Lex::Few
            | Lex::Several
            | Lex::Couple
            | Lex::Many
    );
    // A plain number with a word behind it that no date knows can only be a year.
    if lex == Lex::Number && plain_number(r, i) {
        return years::year(r, i, false).map(|point| Found::point(i, point));
    }
    if countable && counts_units(r, i) {
        keep(relative::weekday_week(r, i).map(|point| Found::point(i, point)));
        keep(relative::weekdays_away(r, i).map(|point| Found::point(i, point)));
        keep(relative::counted(r, i));
        keep(quarters::months_to(r, i).map(|point| Found::point(i, point)));
        keep(weeks::weeks_to(r, i).map(|point| Found::point(i, point)));
        keep(relative::stretch(r, i));
        keep(durations::range(r, i));
        keep(sets::times_a(r, i));
        keep(sets::a_unit(r, i));
        let length = durations::alone(r, i);
        keep(length.map(|found| relative::from_the_moment(r, found)));
    }
    if matches!(lex, Lex::Last | Lex::Past | Lex::Previous | Lex::Next | Lex::Coming | Lex::Following) {
        keep(relative::stretch(r, i));
    }
    if matches!(lex, Lex::Number | Lex::Cardinal(_) | Lex::Tens(_) | Lex::Half | Lex::Noon | Lex::Midnight | Lex::A)
        || lex == Lex::Unit(Unit::Quarter)
    {
        keep(date_time::time_first(r, i));
    }
    if lex.weekday().is_some() {
        keep(sets::plural(r, i));
        keep(weekday_range(r, i));
    }
    if !matches!(lex, Lex::A | Lex::An) {
        let point = simple_point_linked(r, i, false);
        if let Some((first, last)) = may_join(r, i, point).then(|| ranges::read(r, i, false)).flatten() {
            keep(Some(Found::new(i, last.end, Meaning::Interval(first, last), Pattern::DateRange).score(0.95)));
        }
        if let Some(point) = point {
            keep(date_time::date_then_times(r, i, point));
            keep(Some(Found::point(i, date_time::with_time(r, point))));
        }
    }
    if best.is_none() {
        best = date_time::part_of_day(r, i);
    }
    best
}

/// "Monday to Friday", "Mon-Fri", "Tue, Thu": opening hours recur in ways that no TIMEX3 of one date says.
fn weekday_range(r: &Reader<'_>, i: usize) -> Option<Found> {
    let j = r.skip_dot(i + 1);
    let joint = matches!(r.at(j), Lex::To | Lex::Through) || r.mark(j) == '-';
    if !joint || r.at(j + 1).weekday().is_none() {
        return None;
    }
    let end = r.skip_dot(j + 2);
    // "Friday 7 to Monday 10 March" never comes here; "Saturday to Sunday 9 March" is a range of days.
    let dated = matches!(r.at(end), Lex::Number | Lex::Month(_) | Lex::MonthAbbr(_)) && (r.mark(end + 1) != ':');
    (!dated || matches!(r.at(i), Lex::WeekdayAbbr(_))).then_some(Found::new(
        i,
        end,
        Meaning::Nothing,
        Pattern::DateWeekday,
    ))
}
