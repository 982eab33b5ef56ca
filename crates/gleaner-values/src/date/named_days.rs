//! Days with names: Christmas, Easter, bank holidays, Black Friday. Their dates are computed, not listed.

use gleaner_text::{Day, TimexDate, fold_hash_const};

use super::calendar;
use super::feasts;
use super::numeric::of_day;
use super::points;
use super::reader::{Point, Reader, Tense};
use super::words::{Lex, Unit};
use crate::pattern::Pattern;
use crate::settings::Locale;

/// How a named day is found in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// Month and day.
    Fixed(u8, u8),
    /// The nth such weekday of a month: month, weekday, n (−1 the last).
    Nth(u8, u8, i8),
    /// So many days from Easter Sunday.
    Easter(i16),
    /// So many days from the Easter of the Eastern churches.
    OrthodoxEaster(i16),
    /// The nth weekday of a month and so many days on.
    NthPlus(u8, u8, i8, i8),
    /// The last such weekday before a day: month, day, weekday.
    Before(u8, u8, u8),
    /// Mothering Sunday or the American Mother's Day, by the locale.
    Mothers,
    /// The British early May bank holiday (in 1995 and 2020 moved to 8 May), spring and summer bank holidays.
    EarlyMay,
    SpringBank,
    SummerBank,
    /// A day of the Hebrew calendar: month counted from Tishri, day; and how many days it lasts.
    Hebrew(u8, u8, u8),
    /// A day of the Umm al-Qura calendar: month, day.
    Islamic(u8, u8),
    /// A whole month of it.
    IslamicMonth(u8),
    /// A feast whose day the moon and the authorities set: a table by year, and a date without days outside it.
    Listed(&'static feasts::Listed),
    /// The weekday nearest to a day of a month.
    Workday(u8, u8),
    /// The King's Day of the Netherlands: 27 April, the day before when that is a Sunday.
    KingsDay,
    /// Known to be a feast whose day is not computed here: a date without days.
    Unknown,
}

use Rule::{
    Before, EarlyMay, Easter, Fixed, Hebrew, Islamic, IslamicMonth, Mothers, Nth, NthPlus, OrthodoxEaster, SpringBank,
    SummerBank, Unknown,
};

/// Up to six words of a name, hashed.
type Name = ([u64; 6], usize);

const fn name(words: &str) -> Name {
    let bytes = words.as_bytes();
    let mut hashes = [0; 6];
    let mut n = 0;
    let mut start = 0;
    let mut end = 0;
    while end <= bytes.len() {
        if end == bytes.len() || bytes[end] == b' ' {
            let (_, rest) = bytes.split_at(start);
            let (word, _) = rest.split_at(end - start);
            match std::str::from_utf8(word) {
                Ok(word) => hashes[n] = fold_hash_const(word),
                Err(_) => panic!("names are ASCII"),
            }
            n += 1;
            start = end + 1;
        }
        end += 1;
    }
    (hashes, n)
}

/// Names as the tokenizer cuts them ("new year 's eve"), with their rules. Longer names stand before their beginnings.
const NAMES: &[(Name, Rule)] = &[
    (name("christmas eve"), Fixed(12, 24)),
    (name("christmas day"), Fixed(12, 25)),
    (name("christmas"), Fixed(12, 25)),
    (name("xmas eve"), Fixed(12, 24)),
    (name("xmas day"), Fixed(12, 25)),
    (name("xmas"), Fixed(12, 25)),
    (name("boxing day"), Fixed(12, 26)),
    (name("st stephen 's day"), Fixed(12, 26)),
    (name("new year 's eve"), Fixed(12, 31)),
    (name("new years eve"), Fixed(12, 31)),
    (name("new year eve"), Fixed(12, 31)),
    (name("new year 's day"), Fixed(1, 1)),
    (name("new years day"), Fixed(1, 1)),
    (name("new year day"), Fixed(1, 1)),
    (name("hogmanay"), Fixed(12, 31)),
    (name("twelfth night"), Fixed(1, 5)),
    (name("epiphany"), Fixed(1, 6)),
    (name("burns night"), Fixed(1, 25)),
    (name("holocaust memorial day"), Fixed(1, 27)),
    (name("groundhog day"), Fixed(2, 2)),
    (name("valentine 's day"), Fixed(2, 14)),
    (name("valentines day"), Fixed(2, 14)),
    (name("valentine day"), Fixed(2, 14)),
    (name("st valentine 's day"), Fixed(2, 14)),
    (name("st . valentine 's day"), Fixed(2, 14)),
    (name("st david 's day"), Fixed(3, 1)),
    (name("st . david 's day"), Fixed(3, 1)),
    (name("international women 's day"), Fixed(3, 8)),
    (name("st patrick 's day"), Fixed(3, 17)),
    (name("st . patrick 's day"), Fixed(3, 17)),
    (name("st patricks day"), Fixed(3, 17)),
    (name("st paddy 's day"), Fixed(3, 17)),
    (name("st . paddy 's day"), Fixed(3, 17)),
    (name("saint patrick 's day"), Fixed(3, 17)),
    (name("saint patricks day"), Fixed(3, 17)),
    (name("april fools day"), Fixed(4, 1)),
    (name("april fool 's day"), Fixed(4, 1)),
    (name("april fools ' day"), Fixed(4, 1)),
    (name("earth day"), Fixed(4, 22)),
    (name("st george 's day"), Fixed(4, 23)),
    (name("st . george 's day"), Fixed(4, 23)),
    (name("saint george 's day"), Fixed(4, 23)),
    (name("anzac day"), Fixed(4, 25)),
    (name("may day bank holiday"), EarlyMay),
    (name("may day"), Fixed(5, 1)),
    (name("cinco de mayo"), Fixed(5, 5)),
    (name("ve day"), Fixed(5, 8)),
    (name("juneteenth"), Fixed(6, 19)),
    (name("midsummer 's day"), Fixed(6, 24)),
    (name("midsummer day"), Fixed(6, 24)),
    (name("canada day"), Fixed(7, 1)),
    (name("independence day"), Fixed(7, 4)),
    (name("orangemen 's day"), Fixed(7, 12)),
    (name("battle of the boyne day"), Fixed(7, 12)),
    (name("bastille day"), Fixed(7, 14)),
    (name("vj day"), Fixed(8, 15)),
    (name("michaelmas day"), Fixed(9, 29)),
    (name("halloween"), Fixed(10, 31)),
    (name("hallowe'en"), Fixed(10, 31)),
    (name("all hallows eve"), Fixed(10, 31)),
    (name("all saints day"), Fixed(11, 1)),
    (name("all saints ' day"), Fixed(11, 1)),
    (name("all souls day"), Fixed(11, 2)),
    (name("all souls ' day"), Fixed(11, 2)),
    (name("world vegan day"), Fixed(11, 1)),
    (name("bonfire night"), Fixed(11, 5)),
    (name("guy fawkes night"), Fixed(11, 5)),
    (name("guy fawkes day"), Fixed(11, 5)),
    (name("armistice day"), Fixed(11, 11)),
    (name("veterans day"), Fixed(11, 11)),
    (name("veterans ' day"), Fixed(11, 11)),
    (name("remembrance day"), Fixed(11, 11)),
    (name("remembrance sunday"), Nth(11, 7, 2)),
    (name("st andrew 's day"), Fixed(11, 30)),
    (name("st . andrew 's day"), Fixed(11, 30)),
    (name("world aids day"), Fixed(12, 1)),
    (name("human rights day"), Fixed(12, 10)),
    (name("good friday"), Easter(-2)),
    (name("maundy thursday"), Easter(-3)),
    (name("holy thursday"), Easter(-3)),
    (name("covenant thursday"), Easter(-3)),
    (name("holy saturday"), Easter(-1)),
    (name("palm sunday"), Easter(-7)),
    (name("ash wednesday"), Easter(-46)),
    (name("shrove tuesday"), Easter(-47)),
    (name("pancake day"), Easter(-47)),
    (name("mardi gras"), Easter(-47)),
    (name("easter sunday"), Easter(0)),
    (name("easter monday"), Easter(1)),
    (name("easter day"), Easter(0)),
    (name("easter"), Easter(0)),
    (name("ascension day"), Easter(39)),
    (name("ascension thursday"), Easter(39)),
    (name("whit sunday"), Easter(49)),
    (name("whitsunday"), Easter(49)),
    (name("whitsun"), Easter(49)),
    (name("whit monday"), Easter(50)),
    (name("pentecost monday"), Easter(50)),
    (name("pentecost"), Easter(49)),
    (name("trinity sunday"), Easter(56)),
    (name("corpus christi"), Easter(60)),
    (name("orthodox easter monday"), OrthodoxEaster(1)),
    (name("orthodox easter sunday"), OrthodoxEaster(0)),
    (name("orthodox easter"), OrthodoxEaster(0)),
    (name("orthodox good friday"), OrthodoxEaster(-2)),
    (name("orthodox palm sunday"), OrthodoxEaster(-7)),
    (name("mothering sunday"), Easter(-21)),
    (name("mother 's day"), Mothers),
    (name("mothers day"), Mothers),
    (name("mothers ' day"), Mothers),
    (name("father 's day"), Nth(6, 7, 3)),
    (name("fathers day"), Nth(6, 7, 3)),
    (name("fathers ' day"), Nth(6, 7, 3)),
    (name("martin luther king day"), Nth(1, 1, 3)),
    (name("martin luther kings day"), Nth(1, 1, 3)),
    (name("martin luther king jr day"), Nth(1, 1, 3)),
    (name("martin luther king 's day"), Nth(1, 1, 3)),
    (name("mlk day"), Nth(1, 1, 3)),
    (name("civil rights day"), Nth(1, 1, 3)),
    (name("presidents day"), Nth(2, 1, 3)),
    (name("presidents ' day"), Nth(2, 1, 3)),
    (name("president 's day"), Nth(2, 1, 3)),
    (name("memorial day"), Nth(5, 1, -1)),
    (name("labor day"), Nth(9, 1, 1)),
    (name("labour day"), Nth(9, 1, 1)),
    (name("columbus day"), Nth(10, 1, 2)),
    (name("indigenous peoples day"), Nth(10, 1, 2)),
    (name("indigenous peoples ' day"), Nth(10, 1, 2)),
    (name("thanksgiving day"), Nth(11, 4, 4)),
    (name("thanksgiving"), Nth(11, 4, 4)),
    (name("black friday"), NthPlus(11, 4, 4, 1)),
    (name("cyber monday"), NthPlus(11, 4, 4, 4)),
    (name("giving tuesday"), NthPlus(11, 4, 4, 5)),
    (name("super saturday"), Before(12, 25, 6)),
    (name("admin day"), Before(4, 28, 3)),
    (name("victoria day"), Before(5, 25, 1)),
    (name("spring bank holiday"), SpringBank),
    (name("summer bank holiday"), SummerBank),
    (name("rosh hashanah"), Hebrew(1, 1, 2)),
    (name("rosh hashana"), Hebrew(1, 1, 2)),
    (name("rosh hashanna"), Hebrew(1, 1, 2)),
    (name("yom kippur"), Hebrew(1, 10, 1)),
    (name("sukkot"), Hebrew(1, 15, 7)),
    (name("shemini atzeret"), Hebrew(1, 22, 1)),
    (name("simchat torah"), Hebrew(1, 23, 1)),
    (name("hanukkah"), Hebrew(3, 25, 8)),
    (name("hanukah"), Hebrew(3, 25, 8)),
    (name("hannukah"), Hebrew(3, 25, 8)),
    (name("chanukah"), Hebrew(3, 25, 8)),
    (name("tu bishvat"), Hebrew(5, 15, 1)),
    (name("purim"), Hebrew(7, 14, 1)),
    (name("passover"), Hebrew(8, 15, 8)),
    (name("pesach"), Hebrew(8, 15, 8)),
    (name("lag b'omer"), Hebrew(9, 18, 1)),
    (name("shavuot"), Hebrew(10, 6, 2)),
    (name("tisha b'av"), Hebrew(12, 9, 1)),
    (name("ramadan"), IslamicMonth(9)),
    (name("ramadhan"), IslamicMonth(9)),
    (name("ramazan"), IslamicMonth(9)),
    (name("ramzan"), IslamicMonth(9)),
    (name("eid al - fitr"), Islamic(10, 1)),
    (name("eid al fitr"), Islamic(10, 1)),
    (name("eid ul - fitr"), Islamic(10, 1)),
    (name("eid ul fitr"), Islamic(10, 1)),
    (name("id al - fitr"), Islamic(10, 1)),
    (name("id ul - fitr"), Islamic(10, 1)),
    (name("eid al - adha"), Islamic(12, 10)),
    (name("eid al adha"), Islamic(12, 10)),
    (name("eid ul - adha"), Islamic(12, 10)),
    (name("eid ul adha"), Islamic(12, 10)),
    (name("id al - adha"), Islamic(12, 10)),
    (name("id ul - adha"), Islamic(12, 10)),
    (name("bakr id"), Islamic(12, 10)),
    (name("bakr eid"), Islamic(12, 10)),
    (name("bakrid"), Islamic(12, 10)),
    (name("sacrifice feast"), Islamic(12, 10)),
    (name("feast of sacrifice"), Islamic(12, 10)),
    (name("feast of the sacrifice"), Islamic(12, 10)),
    (name("islamic new year"), Islamic(1, 1)),
    (name("hijri new year"), Islamic(1, 1)),
    (name("ashura"), Islamic(1, 10)),
    (name("mawlid al - nabi"), Islamic(3, 12)),
    (name("mawlid al - nabawi"), Islamic(3, 12)),
    (name("mawlid an - nabi"), Islamic(3, 12)),
    (name("mawlid"), Islamic(3, 12)),
    (name("isra and mi'raj"), Islamic(7, 27)),
    (name("isra and miraj"), Islamic(7, 27)),
    (name("laylat al - qadr"), Islamic(9, 27)),
    (name("lailat al - qadr"), Islamic(9, 27)),
    (name("eid"), Unknown),
    (name("diwali"), Rule::Listed(&feasts::DIWALI)),
    (name("deepavali"), Rule::Listed(&feasts::DIWALI)),
    (name("chinese new year"), Rule::Listed(&feasts::CHINESE_NEW_YEAR)),
    (name("chinese new year 's day"), Rule::Listed(&feasts::CHINESE_NEW_YEAR)),
    (name("chinese lunar new year 's day"), Rule::Listed(&feasts::CHINESE_NEW_YEAR)),
    (name("lunar new year"), Rule::Listed(&feasts::CHINESE_NEW_YEAR)),
    (name("boss 's day"), Rule::Workday(10, 16)),
    (name("king 's day"), Rule::KingsDay),
    (name("koningsdag"), Rule::KingsDay),
    (name("vaisakhi"), Unknown),
    (name("holi"), Unknown),
];

/// The first words of the names that no other word of the grammar begins with.
pub(super) const FIRST_WORDS: &[&str] = &[
    "christmas",
    "xmas",
    "boxing",
    "st",
    "saint",
    "new",
    "hogmanay",
    "twelfth",
    "epiphany",
    "burns",
    "holocaust",
    "groundhog",
    "valentine",
    "valentines",
    "international",
    "earth",
    "anzac",
    "cinco",
    "ve",
    "juneteenth",
    "midsummer",
    "canada",
    "independence",
    "orangemen",
    "battle",
    "bastille",
    "vj",
    "halloween",
    "hallowe'en",
    "world",
    "bonfire",
    "guy",
    "armistice",
    "veterans",
    "remembrance",
    "human",
    "good",
    "maundy",
    "holy",
    "covenant",
    "palm",
    "ash",
    "shrove",
    "pancake",
    "mardi",
    "easter",
    "ascension",
    "whit",
    "whitsunday",
    "whitsun",
    "pentecost",
    "corpus",
    "orthodox",
    "mothering",
    "mother",
    "mothers",
    "father",
    "fathers",
    "martin",
    "mlk",
    "civil",
    "presidents",
    "president",
    "memorial",
    "labor",
    "labour",
    "columbus",
    "indigenous",
    "thanksgiving",
    "black",
    "cyber",
    "giving",
    "super",
    "admin",
    "victoria",
    "rosh",
    "yom",
    "sukkot",
    "shemini",
    "simchat",
    "hanukkah",
    "hanukah",
    "hannukah",
    "chanukah",
    "tu",
    "purim",
    "passover",
    "pesach",
    "lag",
    "shavuot",
    "tisha",
    "ramadan",
    "ramadhan",
    "ramazan",
    "ramzan",
    "eid",
    "id",
    "bakr",
    "bakrid",
    "sacrifice",
    "feast",
    "islamic",
    "hijri",
    "ashura",
    "mawlid",
    "isra",
    "laylat",
    "lailat",
    "diwali",
    "deepavali",
    "chinese",
    "lunar",
    "boss",
    "king",
    "koningsdag",
    "vaisakhi",
    "holi",
];

/// Whether a name of one word begins with a hash, and which hashes follow in longer ones: 1,024 bits each.
struct Filter {
    alone: [u64; 16],
    second: [u64; 16],
}

static FILTER: Filter = filter();

const fn filter() -> Filter {
    let mut filter = Filter { alone: [0; 16], second: [0; 16] };
    let mut entry = 0;
    while entry < NAMES.len() {
        let (hashes, n) = NAMES[entry].0;
        let bit = (hashes[if n == 1 { 0 } else { 1 }] >> 54) as usize;
        let bits = if n == 1 { &mut filter.alone } else { &mut filter.second };
        bits[bit / 64] |= 1 << (bit % 64);
        entry += 1;
    }
    filter
}

/// False for most words that only look like the beginning of a name: "new", "good", "world".
pub(super) fn may_begin(r: &Reader<'_>, i: usize) -> bool {
    let has = |bits: &[u64; 16], hash: u64| {
        let bit = (hash >> 54) as usize;
        bits[bit / 64] & (1 << (bit % 64)) != 0
    };
    has(&FILTER.alone, r.view.hash(i)) || (i + 1 < r.limit && has(&FILTER.second, r.view.hash(i + 1)))
}

/// The longest name at `i` and the token behind it.
fn named(r: &Reader<'_>, i: usize) -> Option<(Rule, usize)> {
    if !may_begin(r, i) {
        return None;
    }
    let first = r.view.hash(i);
    let mut best: Option<(Rule, usize)> = None;
    for &((hashes, n), rule) in NAMES {
        if hashes[0] != first || best.is_some_and(|(_, end)| end >= i + n) || i + n > r.limit {
            continue;
        }
        if (1..n).all(|word| r.view.hash(i + word) == hashes[word]) {
            best = Some((rule, i + n));
        }
    }
    best
}

/// The first day of a named day in a year, and how many days it has. None where it falls twice into that year, as the
/// feasts of a calendar without leap days can.
fn day_in(r: &Reader<'_>, rule: Rule, year: i16) -> Option<(Day, u8)> {
    if nth_in(r, rule, year, 1).is_some() { None } else { nth_in(r, rule, year, 0) }
}

/// The first (0) or second (1) time that a named day falls into a year.
fn nth_in(r: &Reader<'_>, rule: Rule, year: i16, nth: usize) -> Option<(Day, u8)> {
    match rule {
        Islamic(month, day) => return super::islamic::feast(year, month, day, nth).map(|(day, _)| (day, 1)),
        IslamicMonth(month) => return super::islamic::feast(year, month, 1, nth),
        _ if nth > 0 => return None,
        _ => {}
    }
    let day = match rule {
        Fixed(month, day) => calendar::day(year, month, day)?,
        Nth(month, weekday, n) => calendar::nth_weekday(year, month, weekday, n)?,
        NthPlus(month, weekday, n, days) => {
            calendar::add_days(calendar::nth_weekday(year, month, weekday, n)?, i64::from(days))?
        }
        Easter(days) => calendar::add_days(calendar::easter(year)?, i64::from(days))?,
        OrthodoxEaster(days) => calendar::add_days(calendar::orthodox_easter(year)?, i64::from(days))?,
        Before(month, day, weekday) => {
            calendar::weekday_on_or_before(calendar::add_days(calendar::day(year, month, day)?, -1)?, weekday)?
        }
        Mothers if r.settings.locale == Locale::Us => calendar::nth_weekday(year, 5, 7, 2)?,
        Mothers => calendar::add_days(calendar::easter(year)?, -21)?,
        EarlyMay if matches!(year, 1995 | 2020) => calendar::day(year, 5, 8)?,
        EarlyMay => calendar::nth_weekday(year, 5, 1, 1)?,
        // Moved to make long weekends for jubilees.
        SpringBank => match year {
            2002 => calendar::day(2002, 6, 4)?,
            2012 => calendar::day(2012, 6, 4)?,
            2022 => calendar::day(2022, 6, 2)?,
            _ => calendar::nth_weekday(year, 5, 1, -1)?,
        },
        SummerBank => calendar::nth_weekday(year, 8, 1, -1)?,
        // The longer feasts are said with the evening that they begin on.
        Hebrew(month, day, length) => {
            let first = super::hebrew::feast(year, month, day)?;
            return if length > 1 { Some((calendar::add_days(first, -1)?, length + 1)) } else { Some((first, 1)) };
        }
        Rule::Listed(listed) => {
            let place = usize::try_from(year.checked_sub(listed.first_year)?).ok()?;
            let &(month, day) = listed.days.get(place)?;
            return Some((calendar::day(year, month, day)?, 1));
        }
        Rule::Workday(month, day) => {
            let day = calendar::day(year, month, day)?;
            match calendar::weekday(day) {
                6 => calendar::add_days(day, -1)?,
                7 => calendar::add_days(day, 1)?,
                _ => day,
            }
        }
        Rule::KingsDay => {
            let day = calendar::day(year, 4, 27)?;
            if calendar::weekday(day) == 7 { calendar::add_days(day, -1)? } else { day }
        }
        Islamic(..) | IslamicMonth(_) | Unknown => return None,
    };
    Some((day, 1))
}

/// A named day at `i`, with the year behind it or the one that `offset` ("last", "this", "next") or the document's date says.
pub(super) fn point(r: &mut Reader<'_>, i: usize, offset: Option<i16>) -> Option<Point> {
    let (rule, end) = match named(r, i) {
        Some(found) => found,
        None => bank_holiday(r, i)?,
    };
    let lower = r.shape(i) == gleaner_text::Shape::Lower;
    // "Good Friday Agreement", "The Christmas Cottage": part of another name.
    let named_on = r.class(end) == Some(gleaner_text::TokenClass::Word)
        && r.capital(end)
        && r.shape(i) == gleaner_text::Shape::Title
        && !r.joined(end)
        && r.at(end) == Lex::None;
    if named_on {
        return None;
    }
    with_rule(r, i, rule, end, offset, lower)
}

fn with_rule(r: &mut Reader<'_>, i: usize, rule: Rule, end: usize, offset: Option<i16>, lower: bool) -> Option<Point> {
    let _ = i;
    let unresolved = TimexDate::Day { year: None, month: None, day: None };
    let (year, end) = match points::year_behind(r, end) {
        Some((year, end)) => (Some(year), end),
        None => match (r.at(end), r.at(end + 1), r.at(end + 2), r.today) {
            (Lex::Of, Lex::Last | Lex::Previous, Lex::Unit(Unit::Year), Some(today)) => (Some(today.year - 1), end + 3),
            (Lex::Of, Lex::Next, Lex::Unit(Unit::Year), Some(today)) => (Some(today.year + 1), end + 3),
            (Lex::Of, Lex::This, Lex::Unit(Unit::Year), Some(today)) => (Some(today.year), end + 3),
            (Lex::Last, Lex::Unit(Unit::Year), _, Some(today)) => (Some(today.year - 1), end + 2),
            (Lex::Next, Lex::Unit(Unit::Year), _, Some(today)) => (Some(today.year + 1), end + 2),
            (Lex::This, Lex::Unit(Unit::Year), _, Some(today)) => (Some(today.year), end + 2),
            _ => (None, end),
        },
    };
    let chosen = match (year, r.today) {
        (Some(year), _) => day_in(r, rule, year),
        (None, Some(today)) => {
            let side = match offset {
                Some(side) => side,
                None if r.looks_ahead() => 1,
                None if r.tense() == Tense::Past => -1,
                None => 2,
            };
            let r = &*r;
            let candidates = (-1..=1).flat_map(|n| (0..2).filter_map(move |nth| nth_in(r, rule, today.year + n, nth)));
            match side {
                -1 => candidates.filter(|(day, _)| *day < today).max_by_key(|(day, _)| *day),
                1 => {
                    let strictly = offset == Some(1);
                    candidates
                        .filter(|(day, _)| *day > today || (!strictly && *day == today))
                        .min_by_key(|(day, _)| *day)
                }
                0 => day_in(r, rule, today.year),
                _ => candidates.min_by_key(|(day, _)| calendar::days_between(today, *day).abs()),
            }
        }
        (None, None) => match rule {
            Fixed(month, day) => {
                let date = TimexDate::Day { year: None, month: Some(month), day: Some(day) };
                return Some(Point::new(end, date, Pattern::DateNamedDay).score(if lower { 0.7 } else { 0.85 }));
            }
            _ => None,
        },
    };
    let Some((day, n_days)) = chosen else {
        // A feast whose day is not known: said, not guessed.
        return Some(Point::new(end, unresolved, Pattern::DateNamedDay).score(0.6));
    };
    let mut point = Point::new(end, of_day(day), Pattern::DateNamedDay).score(if year.is_some() { 0.95 } else { 0.85 });
    if n_days > 1 {
        point = point.to(of_day(calendar::add_days(day, i64::from(n_days) - 1)?));
    }
    Some(point)
}

/// "early May bank holiday", "August bank holiday", "spring bank holiday", "bank holiday Monday".
fn bank_holiday(r: &Reader<'_>, i: usize) -> Option<(Rule, usize)> {
    let bank = |j: usize| r.at(j) == Lex::Bank && r.at(j + 1) == Lex::Holiday;
    let (rule, mut end) = match r.at(i) {
        Lex::Early if r.at(i + 1) == Lex::Month(5) && bank(i + 2) => (EarlyMay, i + 4),
        Lex::Late if r.at(i + 1) == Lex::Month(5) && bank(i + 2) => (SpringBank, i + 4),
        Lex::Late if r.at(i + 1) == Lex::Month(8) && bank(i + 2) => (SummerBank, i + 4),
        Lex::Month(5) if bank(i + 1) => (EarlyMay, i + 3),
        Lex::Month(8) if bank(i + 1) => (SummerBank, i + 3),
        Lex::Season(gleaner_text::Season::Spring) if bank(i + 1) => (SpringBank, i + 3),
        Lex::Season(gleaner_text::Season::Summer) if bank(i + 1) => (SummerBank, i + 3),
        _ => return None,
    };
    if r.at(end) == Lex::Weekday(1) {
        end += 1;
    }
    Some((rule, end))
}

/// A bank holiday that begins with another word of the grammar ("early", "May", "spring"), May Day and 1 April.
pub(super) fn by_other_word(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    let (rule, end) = bank_holiday(r, i).or_else(|| {
        matches!(r.at(i), Lex::Month(4 | 5) | Lex::All | Lex::Michaelmas | Lex::Suffix).then(|| named(r, i)).flatten()
    })?;
    with_rule(r, i, rule, end, None, false)
}

/// "4th of July" in the American sense is 4 July: the day forms read it. "bank holiday Monday" is the nearest of the three.
pub(super) fn bank_holiday_monday(r: &mut Reader<'_>, i: usize) -> Option<Point> {
    if r.at(i) != Lex::Bank || r.at(i + 1) != Lex::Holiday || r.at(i + 2) != Lex::Weekday(1) {
        return None;
    }
    let Some(today) = r.today else {
        let date = TimexDate::Weekday { year: None, week: None, weekday: 1 };
        return Some(Point::new(i + 3, date, Pattern::DateNamedDay).score(0.7));
    };
    let ahead = r.looks_ahead();
    let candidates = (-1..=1).flat_map(|n| {
        [EarlyMay, SpringBank, SummerBank, Easter(1)].into_iter().map(move |rule| (rule, today.year + n))
    });
    let day = candidates.filter_map(|(rule, year)| day_in(r, rule, year).map(|(day, _)| day)).min_by_key(|&day| {
        let distance = calendar::days_between(today, day);
        distance.abs() + if ahead && distance < 0 { 400 } else { 0 }
    })?;
    Some(Point::new(i + 3, of_day(day), Pattern::DateNamedDay).score(0.75))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_begins_with_a_word_that_the_scan_stops_at() {
        for &((hashes, _), rule) in NAMES {
            let listed = FIRST_WORDS.iter().any(|word| fold_hash_const(word) == hashes[0]);
            // Words with another meaning of their own: "may day", "all saints", "april fools", "spring bank holiday".
            let other = ["may", "all", "april", "spring", "summer", "michaelmas", "trinity", "st"]
                .iter()
                .any(|word| fold_hash_const(word) == hashes[0]);
            assert!(listed || other, "{rule:?}");
        }
    }
}
