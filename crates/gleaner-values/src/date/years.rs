//! Years, decades and centuries: "2024", "the 1990s", "the nineties", "21st century", "55 BC".

use gleaner_text::{Shape, TimexDate, TokenClass};

use super::counts;
use super::reader::{Point, Reader};
use super::words::{Lex, Unit};
use crate::pattern::Pattern;

/// Words before which a number is a name's, a place's or a count's: "Agenda 2030", "room 2015", "No. 1998".
const NUMBERED: &[&str] = &[
    "agenda",
    "horizon",
    "resolution",
    "room",
    "flight",
    "section",
    "article",
    "page",
    "pp",
    "p",
    "no",
    "nos",
    "number",
    "route",
    "highway",
    "model",
    "windows",
    "office",
    "boeing",
    "iso",
    "bs",
    "en",
    "line",
    "lines",
    "paragraph",
    "figure",
    "fig",
    "table",
    "channel",
    "unit",
    "suite",
    "extension",
    "ext",
    "tel",
    "phone",
    "isbn",
    "postcode",
    "part",
    "level",
    "version",
    "regulation",
    "directive",
    "lot",
    "item",
    "case",
    "asteroid",
    "vision",
    "transforming",
    "class",
    "rule",
];

/// Words that a four-digit number counts or measures rather than dates.
const COUNTED: &[&str] = &[
    "people",
    "patients",
    "staff",
    "men",
    "women",
    "children",
    "metres",
    "meters",
    "km",
    "kilometres",
    "kilometers",
    "miles",
    "m",
    "ft",
    "feet",
    "kg",
    "tonnes",
    "tons",
    "pounds",
    "dollars",
    "euros",
    "percent",
    "per",
    "million",
    "billion",
    "words",
    "pages",
    "jobs",
    "homes",
    "points",
    "votes",
    "seats",
    "students",
    "pupils",
    "members",
    "workers",
    "employees",
    "soldiers",
    "troops",
    "square",
    "sq",
    "hectares",
    "acres",
    "mm",
    "cm",
    "mw",
    "gw",
    "kw",
    "watts",
    "hz",
    "mhz",
    "mb",
    "gb",
    "calories",
    "passengers",
    "copies",
    "units",
    "cars",
    "beds",
    "participants",
    "respondents",
    "samples",
    "species",
    "residents",
    "inhabitants",
    "visitors",
    "volunteers",
    "deaths",
    "cases",
    "refugees",
    "times",
    "crore",
    "lakh",
    "rupees",
    "yen",
    "yards",
    "litres",
    "degrees",
    "bc",
    "users",
    "hrs",
    "hours",
    "gmt",
    "utc",
];

fn among(r: &Reader<'_>, i: usize, words: &[&str]) -> bool {
    let text = r.text(i);
    !text.is_empty() && text.len() <= 14 && words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Nothing before the number at `i` makes it part of a longer number, an amount or a code.
pub(super) fn stands_free(r: &Reader<'_>, i: usize) -> bool {
    // Inside a longer number, an amount, a code.
    if i > r.first {
        let class = r.class(i - 1);
        if class == Some(TokenClass::Currency) || (r.before(i, 1) == Lex::Number && !r.joined(i)) {
            return false;
        }
        if r.joined(i)
            && !matches!(
                r.mark_before(i, 1),
                '(' | '[' | '-' | '/' | '\'' | '"' | '“' | '‘' | ',' | ';' | ':' | '~' | '|' | '{' | '*' | '_'
            )
        {
            return false;
        }
        // What is left of "32/01/2024", the end of a serial number.
        if r.joined(i) && matches!(r.mark_before(i, 1), '/' | '-') && r.before(i, 2) == Lex::Number && r.joined(i - 1) {
            return false;
        }
        if r.mark_before(i, 1) == '#'
            || (r.joined(i) && matches!(r.mark_before(i, 1), ':' | ',') && r.before(i, 2) == Lex::Number)
        {
            return false;
        }
        if among(r, i - 1, NUMBERED) || (r.mark_before(i, 1) == '.' && i >= r.first + 2 && among(r, i - 2, NUMBERED)) {
            return false;
        }
    }
    true
}

/// True when the number of tokens `i..end` is a year by what stands around it.
fn is_year(r: &Reader<'_>, i: usize, end: usize, value: u32, linked: bool) -> bool {
    if !stands_free(r, i) {
        return false;
    }
    if r.joined(end) && !matches!(r.mark(end), '\0' | '%' | '°' | '+' | '@' | '$') {
        // Punctuation closes; a joined slash or hyphen with digits or letters behind does not.
        let mark = r.mark(end);
        if matches!(mark, '/' | '-' | '_' | '\'' | ':') && r.joined(end + 1) {
            if r.at(end + 1) == Lex::Number && mark != '-' && mark != '/' {
                return false;
            }
            if mark == '-' && !linked && r.at(end + 1) == Lex::Number && r.digits(end + 1).is_none_or(|(_, n)| n != 4) {
                return false;
            }
        }
    } else if r.joined(end) && r.class(end) != Some(TokenClass::Punctuation) {
        // "2019nCoV", "2000m", "1990+"; a clitic is fine.
        if !r.view.info(end).flags.has(gleaner_text::TokenFlags::CLITIC) {
            return false;
        }
    }
    if r.class(end) == Some(TokenClass::Currency) || (end < r.limit && among(r, end, COUNTED)) {
        return false;
    }
    if matches!(r.at(end), Lex::Million | Lex::Hundred | Lex::Thousand | Lex::Units(_)) {
        return false;
    }
    // "at 1500 GMT", "at 1030"
    if r.before(i, 1) == Lex::At {
        return false;
    }
    if linked {
        return true;
    }
    let mark = r.mark_before(i, 1);
    let before = r.before(i, 1);
    let recent = (1900..=2059).contains(&value);
    let next_is_plural = r.shape(end) == Shape::Lower && {
        let text = r.text(end);
        text.len() > 3 && text.ends_with('s') && !text.ends_with("ss") && r.at(end) == Lex::None
    };
    if matches!(before, Lex::Circa | Lex::About) && next_is_plural {
        return false;
    }
    let hyphened = mark == '-' && matches!(r.before(i, 2), Lex::Pre | Lex::Post | Lex::Mid | Lex::Early | Lex::Late);
    let led = matches!(
        before,
        Lex::In
            | Lex::Since
            | Lex::By
            | Lex::From
            | Lex::Until
            | Lex::Before
            | Lex::After
            | Lex::During
            | Lex::Between
            | Lex::Circa
            | Lex::About
            | Lex::Early
            | Lex::Late
            | Lex::Mid
            | Lex::Pre
            | Lex::Post
            | Lex::Unit(Unit::Year)
            | Lex::Calendar
    ) || before.month().is_some()
        || matches!(before, Lex::Season(_));
    // "later than 2020", but "fewer than 2020"
    let than = before == Lex::Than && matches!(r.before(i, 2), Lex::Later | Lex::Earlier);
    if led || hyphened || than {
        return true;
    }
    let after_the = matches!(before, Lex::The | Lex::This | Lex::That) || clitic(r, i);
    if recent {
        if next_is_plural && !after_the && (value.is_multiple_of(10) || before == Lex::None && mark == '\0') {
            return false;
        }
        if matches!(before, Lex::Over | Lex::Nearly | Lex::Under | Lex::Than | Lex::Only | Lex::Least | Lex::Up) {
            return false;
        }
        return true;
    }
    // Older years need brackets of their own, a list of years or "of", "and", "to".
    let in_brackets = matches!(mark, '(' | '[') && matches!(r.mark(end), ')' | ']' | ',' | ';' | '-' | ':')
        || matches!(mark, ',' | ';' | '-') && matches!(r.mark(end), ')' | ']') && !next_is_plural;
    // "(1710 - 1774, reigned 1715 - 1774)"
    let four = |token: usize| r.digits(token).filter(|&(_, n_digits)| n_digits == 4).map(|(value, _)| value);
    let of_a_life = mark == '-' && i >= r.first + 2 && four(i - 2).is_some_and(|other| other >= 1400 && other < value)
        || r.mark(end) == '-'
            && matches!(r.mark(end + 2), ')' | ']')
            && four(end + 1).is_some_and(|other| value >= 1400 && other > value);
    let closes = mark == ',' && value >= 1700 && (end >= r.limit || matches!(r.mark(end), '.' | ',' | ';' | ')'));
    in_brackets && value >= 1400
        || closes
        || of_a_life
        || matches!(before, Lex::Of | Lex::And | Lex::To | Lex::The | Lex::Through | Lex::Or)
            && value >= 1400
            && !next_is_plural
            && (r.shape(end) != Shape::Lower
                || r.digits(i.saturating_sub(2)).is_some_and(|(_, n_digits)| n_digits == 4))
        || (i == r.first && value >= 1400 && matches!(r.mark(end), ':' | ','))
}

fn clitic(r: &Reader<'_>, i: usize) -> bool {
    i > r.first && r.view.info(i - 1).flags.has(gleaner_text::TokenFlags::CLITIC)
}

/// A year in digits, alone or with an era: "2024", "AD 79", "55 BC".
pub(super) fn year(r: &Reader<'_>, i: usize, linked: bool) -> Option<Point> {
    let (value, n_digits) = r.digits(i)?;
    if n_digits <= 4 && value > 0 && !(r.joined(i) && r.before(i, 1) == Lex::Number) {
        let year = match r.at(i + 1) {
            Lex::Bc => Some(-(value as i16)),
            Lex::Ad if r.shape(i + 1) != Shape::Lower || r.text(i + 1).contains('.') => Some(value as i16),
            _ => None,
        };
        if let Some(year) = year {
            return Some(Point::new(i + 2, TimexDate::Year(Some(year)), Pattern::DateEra));
        }
    }
    let early = matches!(n_digits, 2 | 3)
        && value > 31
        && r.before(i, 1) == Lex::Unit(Unit::Year)
        && r.before(i, 2) == Lex::The;
    if early && r.at(i + 1).unit().is_none() && r.mark(i + 1) != '/' {
        return Some(Point::new(i + 1, TimexDate::Year(Some(value as i16)), Pattern::DateYear).score(0.6));
    }
    // "in '98"
    let shortened = n_digits == 2 && r.joined(i) && r.mark_before(i, 1) == '\'' && !r.joined(i - 1) && !r.joined(i + 1);
    let counts = r.shape(i + 1) == Shape::Lower && r.text(i + 1).ends_with('s') && r.at(i + 1) == Lex::None;
    if shortened
        && !counts
        && matches!(r.before(i, 2), Lex::In | Lex::Of | Lex::Since | Lex::Until | Lex::By | Lex::From)
    {
        return Some(Point::new(i + 1, TimexDate::Year(Some(r.full_year(value))), Pattern::DateYear).score(0.75));
    }
    let cued = matches!(r.before(i, 1), Lex::Circa | Lex::Unit(Unit::Year))
        || (r.mark_before(i, 1) == '.' && r.before(i, 2) == Lex::Circa && r.joined(i - 1));
    if n_digits == 3 && cued && value >= 100 && r.at(i + 1).unit().is_none() {
        return Some(Point::new(i + 1, TimexDate::Year(Some(value as i16)), Pattern::DateYear).score(0.7));
    }
    if n_digits == 3 && value >= 100 && r.ancient && is_ancient_year(r, i) {
        return Some(Point::new(i + 1, TimexDate::Year(Some(value as i16)), Pattern::DateYear).score(0.6));
    }
    if n_digits != 4
        || !(1000..=2199).contains(&value)
        || !(is_year(r, i, i + 1, value, linked)
            || (cued && !(r.shape(i + 1) == Shape::Lower && r.at(i + 1) == Lex::None)))
    {
        return None;
    }
    let score = if (1900..=2099).contains(&value) { 0.9 } else { 0.8 };
    Some(Point::new(i + 1, TimexDate::Year(Some(value as i16)), Pattern::DateYear).score(score))
}

/// A number of three digits where a year would stand, in a text that has told of such years: "In 348 Pachomius died".
fn is_ancient_year(r: &Reader<'_>, i: usize) -> bool {
    let end = i + 1;
    let counted = (r.joined(end) && r.class(end) != Some(TokenClass::Punctuation))
        || r.class(end) == Some(TokenClass::Currency)
        || (end < r.limit && among(r, end, COUNTED))
        || r.at(end).unit().is_some()
        || matches!(r.at(end), Lex::Number | Lex::Suffix | Lex::Of | Lex::Million | Lex::Thousand)
        || (r.shape(end) == Shape::Lower
            && r.text(end).len() > 3
            && r.text(end).ends_with('s')
            && r.at(end) == Lex::None);
    let led = matches!(
        r.before(i, 1),
        Lex::In | Lex::After | Lex::About | Lex::Since | Lex::By | Lex::Until | Lex::Before | Lex::From | Lex::During
    );
    let in_brackets = r.mark_before(i, 1) == '(' && matches!(r.mark(end), ')' | '-' | ',');
    let three = |token: usize| r.digits(token).filter(|&(_, n_digits)| n_digits == 3).map(|(value, _)| value);
    let to = r.mark_before(i, 1) == '-' && i >= r.first + 2 && three(i - 2).is_some_and(|first| Some(first) < three(i));
    !counted && stands_free(r, i) && (led || in_brackets || to)
}

/// "AD842"
pub(super) fn era_joined(r: &Reader<'_>, i: usize) -> Option<Point> {
    let digits = r.text(i).strip_prefix("AD").or_else(|| r.text(i).strip_prefix("CE"))?;
    let year: i16 = digits.parse().ok().filter(|&year: &i16| (10..2200).contains(&year) && !digits.starts_with('+'))?;
    Some(Point::new(i + 1, TimexDate::Year(Some(year)), Pattern::DateEra).score(0.8))
}

/// "AD 79", "year two hundred", "the year 2024"
pub(super) fn era_first(r: &Reader<'_>, i: usize) -> Option<Point> {
    match r.at(i) {
        Lex::Ad if r.shape(i) == Shape::Upper => {
            let (value, n_digits) = r.digits(i + 1)?;
            (n_digits <= 4 && value > 0)
                .then(|| Point::new(i + 2, TimexDate::Year(Some(value as i16)), Pattern::DateEra))
        }
        Lex::Unit(Unit::Year) | Lex::Calendar => {
            let mut j = i + 1;
            if r.at(i) == Lex::Calendar {
                if r.at(j) == Lex::Unit(Unit::Year) {
                    j += 1;
                }
                let (value, n_digits) = r.digits(j)?;
                return (n_digits == 4 && (1900..2100).contains(&value))
                    .then(|| Point::new(j + 1, TimexDate::Year(Some(value as i16)), Pattern::DateYear));
            }
            if let Some(point) = year(r, j, true) {
                return Some(point);
            }
            if let Some((year, end)) = counts::spoken_year(r, j) {
                return Some(Point::new(end, TimexDate::Year(Some(year)), Pattern::DateYear));
            }
            let (value, end) = counts::cardinal(r, j).filter(|_| r.at(j) != Lex::Number)?;
            (100..2200)
                .contains(&value)
                .then(|| Point::new(end, TimexDate::Year(Some(value as i16)), Pattern::DateYear).score(0.7))
        }
        _ => None,
    }
}

/// A year in words behind a preposition: "in nineteen ninety nine".
pub(super) fn spoken(r: &Reader<'_>, i: usize, linked: bool) -> Option<Point> {
    if !linked
        && !matches!(r.before(i, 1), Lex::In | Lex::Since | Lex::Of | Lex::By | Lex::From | Lex::Until | Lex::During)
    {
        return None;
    }
    let (year, end) = counts::spoken_year(r, i)?;
    let counts = r.at(end).unit().is_some() || (r.shape(end) == Shape::Lower && r.at(end) == Lex::None);
    (!counts).then(|| Point::new(end, TimexDate::Year(Some(year)), Pattern::DateYear).score(0.75))
}

/// An "s" or "'s" behind a number, as decades have it.
fn plural(r: &Reader<'_>, i: usize) -> Option<usize> {
    let text = r.text(i);
    if text.eq_ignore_ascii_case("s") && (r.joined(i) || r.before(i, 1) == Lex::Number) {
        return Some(i + 1);
    }
    (r.joined(i) && matches!(text, "'s" | "’s" | "'S" | "‘s")).then_some(i + 1)
}

/// A decade or century by its first year: "1990s", "the '90s", "1800s".
pub(super) fn decade(r: &Reader<'_>, i: usize, linked: bool) -> Option<Point> {
    let (value, n_digits) = r.digits(i)?;
    let end = plural(r, i + 1)?;
    if i > r.first && r.class(i - 1) == Some(TokenClass::Currency) {
        return None;
    }
    match n_digits {
        4 if (1000..=2090).contains(&value) && value % 10 == 0 => {
            // "2010's population" is a possessive, "the 1970's" is not.
            let is_possessive =
                end > i + 1 && r.text(end - 1) != "s" && r.shape(end) == Shape::Lower && r.before(i, 1) != Lex::The;
            if is_possessive {
                return None;
            }
            let date = if value % 100 == 0 && value < 1900 {
                TimexDate::Century { bc: false, hundreds: (value / 100) as u8 }
            } else {
                TimexDate::Decade((value / 10) as u16)
            };
            Some(Point::new(end, date, Pattern::DateDecade).score(0.97))
        }
        2 if value % 10 == 0 && value >= 10 => {
            let apostrophe = r.mark_before(i, 1) == '\'' && r.joined(i);
            let led = linked
                || apostrophe
                || matches!(r.before(i, 1), Lex::The | Lex::Early | Lex::Late | Lex::Mid)
                || (r.mark_before(i, 1) == '-' && matches!(r.before(i, 2), Lex::Early | Lex::Late | Lex::Mid));
            // "in his 40s", "temperatures in the 70s"
            let years = !matches!(r.before(i, 1), Lex::Early | Lex::Late | Lex::Mid)
                || r.before(i, 2) == Lex::The
                || r.mark_before(i, 1) == '-';
            if !led || !years || (value < 50 && !apostrophe && !linked) {
                return None;
            }
            Some(Point::new(end, TimexDate::Decade(short_decade(value)), Pattern::DateDecade).score(0.8))
        }
        _ => None,
    }
}

/// The decade that two digits name: the nineties are 1990 to 1999, the tens and twenties those of this century.
fn short_decade(value: u32) -> u16 {
    let tens = (value / 10) as u16;
    if tens <= 2 { 200 + tens } else { 190 + tens }
}

/// "the nineties", "late eighties", "nineteen-nineties", "twenty-tens".
pub(super) fn spoken_decade(r: &Reader<'_>, i: usize) -> Option<Point> {
    match r.at(i) {
        Lex::Decades(tens) => {
            let led = matches!(r.before(i, 1), Lex::The | Lex::Early | Lex::Late | Lex::Mid)
                || (r.mark_before(i, 1) == '-' && matches!(r.before(i, 2), Lex::Early | Lex::Late | Lex::Mid));
            led.then(|| {
                let date = TimexDate::Decade(short_decade(u32::from(tens) * 10));
                Point::new(i + 1, date, Pattern::DateDecade).score(0.8)
            })
        }
        Lex::Cardinal(head @ 16..=19) | Lex::Tens(head @ 20) => {
            let j = r.skip_hyphen(i + 1);
            let tens = match r.at(j) {
                Lex::Decades(tens) => tens,
                _ if r.is(j, "tens") => 1,
                _ => return None,
            };
            let date = TimexDate::Decade(u16::from(head) * 10 + u16::from(tens));
            Some(Point::new(j + 1, date, Pattern::DateDecade))
        }
        _ => None,
    }
}

/// "21st century", "the twentieth century", "fifth century BC", "19th-century".
pub(super) fn century(r: &Reader<'_>, i: usize) -> Option<Point> {
    let (n, j) = counts::ordinal(r, i)?;
    let j = r.skip_hyphen(j);
    let mut end = j + 1;
    if r.at(j) != Lex::Unit(Unit::Century) {
        // "18th and 19th centuries", "19th and 20th century"
        let k = if matches!(r.at(j), Lex::And | Lex::Or | Lex::To) { r.skip_the(j + 1) } else { return None };
        let (_, k) = counts::ordinal(r, k)?;
        let k = r.skip_hyphen(k);
        if !matches!(r.at(k), Lex::Unit(Unit::Century) | Lex::Units(Unit::Century)) {
            return None;
        }
        end = j;
    }
    if end == j && !matches!(r.at(j), Lex::And | Lex::Or | Lex::To) {
        return None;
    }
    let bc = r.at(end) == Lex::Bc;
    if bc || (r.at(end) == Lex::Ad && r.shape(end) != Shape::Lower) {
        end += 1;
    }
    let hundreds = u8::try_from(n.checked_sub(1)?).ok().filter(|&hundreds| hundreds < 100)?;
    Some(Point::new(end, TimexDate::Century { bc, hundreds }, Pattern::DateCentury).score(0.97))
}

/// The last of "19th and 20th centuries".
pub(super) fn plural_century(r: &Reader<'_>, i: usize) -> Option<Point> {
    let (n, j) = counts::ordinal(r, i)?;
    let j = r.skip_hyphen(j);
    if r.at(j) != Lex::Units(Unit::Century) {
        return None;
    }
    let bc = r.at(j + 1) == Lex::Bc;
    let hundreds = u8::try_from(n.checked_sub(1)?).ok().filter(|&hundreds| hundreds < 100)?;
    let end = if bc { j + 2 } else { j + 1 };
    Some(Point::new(end, TimexDate::Century { bc, hundreds }, Pattern::DateCentury).score(0.95))
}
