//! The words that dates are made of, recognised by their folded hash.
//!
//! Every token of a text is looked up once. A filter of 8,192 bits stands in front of the table, so that an ordinary word
//! costs a shift, a load and a test.

use gleaner_text::{DayPart, Season, TimexUnit, TokenClass, TokenFlags, TokenInfo, fold_hash_const};

/// A unit of the calendar as a word: "week", "hrs".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// As so many of a unit that TIMEX3 has; nights and weekends count as what they are not, so they have none.
    pub(super) const fn timex(self) -> Option<(u32, TimexUnit)> {
        Some(match self {
            Self::Second => (1, TimexUnit::Second),
            Self::Minute => (1, TimexUnit::Minute),
            Self::Hour => (1, TimexUnit::Hour),
            Self::Day => (1, TimexUnit::Day),
            Self::Week => (1, TimexUnit::Week),
            Self::Fortnight => (2, TimexUnit::Week),
            Self::Month => (1, TimexUnit::Month),
            Self::Quarter => (3, TimexUnit::Month),
            Self::Year => (1, TimexUnit::Year),
            Self::Decade => (10, TimexUnit::Year),
            Self::Century => (100, TimexUnit::Year),
            Self::Night | Self::Weekend => return None,
        })
    }
}

/// How often: "daily", "quarterly".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Often {
    Hourly,
    Daily,
    Weekly,
    Fortnightly,
    Monthly,
    Quarterly,
    HalfYearly,
    Yearly,
    /// "annual", "biannual", "biennial": adjectives only.
    Annual,
    Biennially,
}

/// What a word can mean in a date. `None` is every other word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lex {
    None,
    /// A token of digits.
    Number,
    /// Letters with digits behind them that may be a date: "Q3", "FY24", "Oct2".
    Mixed,
    /// A month, by its full name.
    Month(u8),
    /// A month, shortened.
    MonthAbbr(u8),
    /// A weekday, 1 Monday to 7 Sunday.
    Weekday(u8),
    WeekdayAbbr(u8),
    /// "Mondays"
    Weekdays(u8),
    Unit(Unit),
    Units(Unit),
    /// One to nineteen.
    Cardinal(u8),
    /// Twenty to ninety.
    Tens(u8),
    Hundred,
    Thousand,
    Million,
    /// First to nineteenth, and the tens.
    Ordinal(u8),
    /// "st", "nd", "rd", "th" behind digits.
    Suffix,
    /// "twenties" to "nineties".
    Decades(u8),
    Season(Season),
    Part(DayPart),
    Parts(DayPart),
    Noon,
    Midnight,
    Lunchtime,
    /// "am" (false), "pm" (true).
    AmPm(bool),
    OClock,
    Half,
    Last,
    Past,
    Previous,
    Next,
    Following,
    Coming,
    This,
    Current,
    That,
    Same,
    Today,
    Yesterday,
    Tomorrow,
    Tonight,
    Now,
    Early,
    Mid,
    Late,
    Earlier,
    Later,
    /// "beginning", "start"
    Start,
    Middle,
    End,
    Of,
    In,
    On,
    At,
    The,
    A,
    An,
    And,
    Or,
    To,
    Until,
    Through,
    From,
    Between,
    Since,
    Before,
    After,
    By,
    During,
    For,
    Within,
    Over,
    Under,
    Up,
    More,
    Less,
    Than,
    Least,
    Most,
    Few,
    Several,
    Couple,
    Some,
    Many,
    No,
    Not,
    Only,
    Just,
    /// "about", "around", "roughly"
    About,
    /// "nearly", "almost"
    Nearly,
    Circa,
    Prior,
    Ahead,
    As,
    Ago,
    Hence,
    Back,
    Time,
    Every,
    Each,
    Per,
    Other,
    Another,
    Often(Often),
    Twice,
    Once,
    Times,
    Fiscal,
    Financial,
    Tax,
    Academic,
    School,
    Calendar,
    Fy,
    Fye,
    Term,
    /// "ended", "ending", "to"
    Ended,
    Commencing,
    Starting,
    Wc,
    /// The "w" of "w/c".
    W,
    Bc,
    Ad,
    Rest,
    Turn,
    All,
    Whole,
    Onwards,
    Business,
    Working,
    Bank,
    Holiday,
    /// First word of a named day: "Christmas", "Boxing".
    Named,
    /// A word that looks ahead: "will", "due".
    Ahead2,
    /// A word that looks back: "was", "said".
    Behind,
    Utc(i8),
    Post,
    Pre,
    Michaelmas,
}

impl Lex {
    /// False for words that only go on with a date that others began: "of", "the", "ago".
    #[inline]
    pub(super) const fn starts(self) -> bool {
        matches!(
            self,
            Self::Number
                | Self::Mixed
                | Self::Month(_)
                | Self::MonthAbbr(_)
                | Self::Weekday(_)
                | Self::WeekdayAbbr(_)
                | Self::Weekdays(_)
                | Self::Unit(_)
                | Self::Units(Unit::Weekend)
                | Self::Cardinal(_)
                | Self::Tens(_)
                | Self::Ordinal(_)
                | Self::Suffix
                | Self::Decades(_)
                | Self::Season(_)
                | Self::Part(_)
                | Self::Parts(_)
                | Self::Noon
                | Self::Midnight
                | Self::Half
                | Self::Last
                | Self::Past
                | Self::Previous
                | Self::Next
                | Self::Following
                | Self::Coming
                | Self::This
                | Self::Current
                | Self::That
                | Self::Same
                | Self::Today
                | Self::Yesterday
                | Self::Tomorrow
                | Self::Tonight
                | Self::Now
                | Self::Early
                | Self::Mid
                | Self::Late
                | Self::Earlier
                | Self::Later
                | Self::Start
                | Self::Middle
                | Self::End
                | Self::A
                | Self::An
                | Self::Few
                | Self::Several
                | Self::Couple
                | Self::Many
                | Self::Every
                | Self::Each
                | Self::Another
                | Self::Often(_)
                | Self::Twice
                | Self::Once
                | Self::Fiscal
                | Self::Financial
                | Self::Tax
                | Self::Academic
                | Self::School
                | Self::Calendar
                | Self::Fy
                | Self::Fye
                | Self::Wc
                | Self::W
                | Self::Ad
                | Self::Rest
                | Self::Turn
                | Self::All
                | Self::Whole
                | Self::Bank
                | Self::Named
                | Self::Michaelmas
        )
    }

    /// The month named, in full or short.
    pub(super) const fn month(self) -> Option<u8> {
        match self {
            Self::Month(month) | Self::MonthAbbr(month) => Some(month),
            _ => None,
        }
    }

    /// The weekday named, in full or short.
    pub(super) const fn weekday(self) -> Option<u8> {
        match self {
            Self::Weekday(weekday) | Self::WeekdayAbbr(weekday) => Some(weekday),
            _ => None,
        }
    }

    /// The unit named, one or many.
    pub(super) const fn unit(self) -> Option<Unit> {
        match self {
            Self::Unit(unit) | Self::Units(unit) => Some(unit),
            _ => None,
        }
    }
}

const WORDS: &[(Lex, &[&str])] = &[
    (Lex::Month(1), &["january"]),
    (Lex::Month(2), &["february"]),
    (Lex::Month(3), &["march"]),
    (Lex::Month(4), &["april"]),
    (Lex::Month(5), &["may"]),
    (Lex::Month(6), &["june"]),
    (Lex::Month(7), &["july"]),
    (Lex::Month(8), &["august"]),
    (Lex::Month(9), &["september"]),
    (Lex::Month(10), &["october"]),
    (Lex::Month(11), &["november"]),
    (Lex::Month(12), &["december"]),
    (Lex::MonthAbbr(1), &["jan", "jan."]),
    (Lex::MonthAbbr(2), &["feb", "feb."]),
    (Lex::MonthAbbr(3), &["mar", "mar."]),
    (Lex::MonthAbbr(4), &["apr", "apr."]),
    (Lex::MonthAbbr(6), &["jun", "jun."]),
    (Lex::MonthAbbr(7), &["jul", "jul."]),
    (Lex::MonthAbbr(8), &["aug", "aug."]),
    (Lex::MonthAbbr(9), &["sep", "sept", "sep.", "sept."]),
    (Lex::MonthAbbr(10), &["oct", "oct."]),
    (Lex::MonthAbbr(11), &["nov", "nov."]),
    (Lex::MonthAbbr(12), &["dec", "dec."]),
    (Lex::Weekday(1), &["monday"]),
    (Lex::Weekday(2), &["tuesday"]),
    (Lex::Weekday(3), &["wednesday"]),
    (Lex::Weekday(4), &["thursday"]),
    (Lex::Weekday(5), &["friday"]),
    (Lex::Weekday(6), &["saturday"]),
    (Lex::Weekday(7), &["sunday"]),
    (Lex::WeekdayAbbr(1), &["mon"]),
    (Lex::WeekdayAbbr(2), &["tue", "tues"]),
    (Lex::WeekdayAbbr(3), &["wed", "weds"]),
    (Lex::WeekdayAbbr(4), &["thu", "thur", "thurs"]),
    (Lex::WeekdayAbbr(5), &["fri"]),
    (Lex::WeekdayAbbr(6), &["sat"]),
    (Lex::WeekdayAbbr(7), &["sun"]),
    (Lex::Weekdays(1), &["mondays"]),
    (Lex::Weekdays(2), &["tuesdays"]),
    (Lex::Weekdays(3), &["wednesdays"]),
    (Lex::Weekdays(4), &["thursdays"]),
    (Lex::Weekdays(5), &["fridays"]),
    (Lex::Weekdays(6), &["saturdays"]),
    (Lex::Weekdays(7), &["sundays"]),
    (Lex::Unit(Unit::Second), &["sec"]),
    (Lex::Units(Unit::Second), &["seconds", "secs"]),
    (Lex::Unit(Unit::Minute), &["minute", "min"]),
    (Lex::Units(Unit::Minute), &["minutes", "mins"]),
    (Lex::Unit(Unit::Hour), &["hour", "hr", "h"]),
    (Lex::Units(Unit::Hour), &["hours", "hrs"]),
    (Lex::Unit(Unit::Day), &["day"]),
    (Lex::Units(Unit::Day), &["days"]),
    (Lex::Units(Unit::Night), &["nights"]),
    (Lex::Unit(Unit::Weekend), &["weekend", "wkend"]),
    (Lex::Units(Unit::Weekend), &["weekends"]),
    (Lex::Unit(Unit::Week), &["week", "wk"]),
    (Lex::Units(Unit::Week), &["weeks", "wks"]),
    (Lex::Unit(Unit::Fortnight), &["fortnight"]),
    (Lex::Units(Unit::Fortnight), &["fortnights"]),
    (Lex::Unit(Unit::Month), &["month", "mth"]),
    (Lex::Units(Unit::Month), &["months", "mths"]),
    (Lex::Unit(Unit::Quarter), &["quarter", "qtr"]),
    (Lex::Units(Unit::Quarter), &["quarters", "qtrs"]),
    (Lex::Unit(Unit::Year), &["year", "yr"]),
    (Lex::Units(Unit::Year), &["years", "yrs"]),
    (Lex::Unit(Unit::Decade), &["decade"]),
    (Lex::Units(Unit::Decade), &["decades"]),
    (Lex::Unit(Unit::Century), &["century"]),
    (Lex::Units(Unit::Century), &["centuries"]),
    (Lex::Cardinal(1), &["one"]),
    (Lex::Cardinal(2), &["two"]),
    (Lex::Cardinal(3), &["three"]),
    (Lex::Cardinal(4), &["four"]),
    (Lex::Cardinal(5), &["five"]),
    (Lex::Cardinal(6), &["six"]),
    (Lex::Cardinal(7), &["seven"]),
    (Lex::Cardinal(8), &["eight"]),
    (Lex::Cardinal(9), &["nine"]),
    (Lex::Cardinal(10), &["ten"]),
    (Lex::Cardinal(11), &["eleven"]),
    (Lex::Cardinal(12), &["twelve"]),
    (Lex::Cardinal(13), &["thirteen"]),
    (Lex::Cardinal(14), &["fourteen"]),
    (Lex::Cardinal(15), &["fifteen"]),
    (Lex::Cardinal(16), &["sixteen"]),
    (Lex::Cardinal(17), &["seventeen"]),
    (Lex::Cardinal(18), &["eighteen"]),
    (Lex::Cardinal(19), &["nineteen"]),
    (Lex::Tens(20), &["twenty"]),
    (Lex::Tens(30), &["thirty"]),
    (Lex::Tens(40), &["forty"]),
    (Lex::Tens(50), &["fifty"]),
    (Lex::Tens(60), &["sixty"]),
    (Lex::Tens(70), &["seventy"]),
    (Lex::Tens(80), &["eighty"]),
    (Lex::Tens(90), &["ninety"]),
    (Lex::Hundred, &["hundred"]),
    (Lex::Thousand, &["thousand"]),
    (Lex::Million, &["million", "billion", "trillion"]),
    (Lex::Ordinal(1), &["first"]),
    (Lex::Ordinal(2), &["second"]),
    (Lex::Ordinal(3), &["third"]),
    (Lex::Ordinal(4), &["fourth"]),
    (Lex::Ordinal(5), &["fifth"]),
    (Lex::Ordinal(6), &["sixth"]),
    (Lex::Ordinal(7), &["seventh"]),
    (Lex::Ordinal(8), &["eighth"]),
    (Lex::Ordinal(9), &["ninth"]),
    (Lex::Ordinal(10), &["tenth"]),
    (Lex::Ordinal(11), &["eleventh"]),
    (Lex::Ordinal(12), &["twelfth"]),
    (Lex::Ordinal(13), &["thirteenth"]),
    (Lex::Ordinal(14), &["fourteenth"]),
    (Lex::Ordinal(15), &["fifteenth"]),
    (Lex::Ordinal(16), &["sixteenth"]),
    (Lex::Ordinal(17), &["seventeenth"]),
    (Lex::Ordinal(18), &["eighteenth"]),
    (Lex::Ordinal(19), &["nineteenth"]),
    (Lex::Ordinal(20), &["twentieth"]),
    (Lex::Ordinal(30), &["thirtieth"]),
    (Lex::Suffix, &["st", "nd", "rd", "th"]),
    (Lex::Decades(2), &["twenties"]),
    (Lex::Decades(3), &["thirties"]),
    (Lex::Decades(4), &["forties"]),
    (Lex::Decades(5), &["fifties"]),
    (Lex::Decades(6), &["sixties"]),
    (Lex::Decades(7), &["seventies"]),
    (Lex::Decades(8), &["eighties"]),
    (Lex::Decades(9), &["nineties"]),
    (Lex::Season(Season::Spring), &["spring"]),
    (Lex::Season(Season::Summer), &["summer"]),
    (Lex::Season(Season::Autumn), &["autumn", "fall"]),
    (Lex::Season(Season::Winter), &["winter"]),
    (Lex::Part(DayPart::Morning), &["morning"]),
    (Lex::Part(DayPart::Afternoon), &["afternoon", "afternoonish"]),
    (Lex::Part(DayPart::Evening), &["evening"]),
    (Lex::Part(DayPart::Night), &["night"]),
    (Lex::Parts(DayPart::Morning), &["mornings"]),
    (Lex::Parts(DayPart::Afternoon), &["afternoons"]),
    (Lex::Parts(DayPart::Evening), &["evenings"]),
    (Lex::Noon, &["noon", "midday", "noonish"]),
    (Lex::Midnight, &["midnight"]),
    (Lex::Lunchtime, &["lunchtime", "lunch"]),
    (Lex::AmPm(false), &["am", "a.m.", "a.m"]),
    (Lex::AmPm(true), &["pm", "p.m.", "p.m"]),
    (Lex::OClock, &["o'clock", "oclock"]),
    (Lex::Half, &["half"]),
    (Lex::Last, &["last"]),
    (Lex::Past, &["past"]),
    (Lex::Previous, &["previous", "preceding", "prior-year"]),
    (Lex::Next, &["next"]),
    (Lex::Following, &["following"]),
    (Lex::Coming, &["coming", "upcoming", "forthcoming"]),
    (Lex::This, &["this"]),
    (Lex::Current, &["current"]),
    (Lex::That, &["that"]),
    (Lex::Same, &["same"]),
    (Lex::Today, &["today"]),
    (Lex::Yesterday, &["yesterday"]),
    (Lex::Tomorrow, &["tomorrow"]),
    (Lex::Tonight, &["tonight"]),
    (Lex::Now, &["now"]),
    (Lex::Early, &["early"]),
    (Lex::Mid, &["mid"]),
    (Lex::Late, &["late"]),
    (Lex::Earlier, &["earlier", "sooner"]),
    (Lex::Later, &["later"]),
    (Lex::Start, &["beginning", "start", "outset"]),
    (Lex::Middle, &["middle"]),
    (Lex::End, &["end", "close"]),
    (Lex::Of, &["of"]),
    (Lex::In, &["in"]),
    (Lex::On, &["on"]),
    (Lex::At, &["at"]),
    (Lex::The, &["the"]),
    (Lex::A, &["a"]),
    (Lex::An, &["an"]),
    (Lex::And, &["and"]),
    (Lex::Or, &["or"]),
    (Lex::To, &["to"]),
    (Lex::Until, &["until", "till", "'til"]),
    (Lex::Through, &["through", "thru"]),
    (Lex::From, &["from"]),
    (Lex::Between, &["between"]),
    (Lex::Since, &["since"]),
    (Lex::Before, &["before"]),
    (Lex::After, &["after"]),
    (Lex::By, &["by"]),
    (Lex::During, &["during", "throughout"]),
    (Lex::For, &["for"]),
    (Lex::Within, &["within"]),
    (Lex::Over, &["over"]),
    (Lex::Under, &["under"]),
    (Lex::Up, &["up"]),
    (Lex::More, &["more", "longer"]),
    (Lex::Less, &["less", "fewer", "shorter"]),
    (Lex::Than, &["than"]),
    (Lex::Least, &["least", "minimum"]),
    (Lex::Most, &["most", "maximum"]),
    (Lex::Few, &["few"]),
    (Lex::Several, &["several"]),
    (Lex::Couple, &["couple", "pair"]),
    (Lex::Some, &["some"]),
    (Lex::Many, &["many"]),
    (Lex::No, &["no"]),
    (Lex::Not, &["not"]),
    (Lex::Only, &["only"]),
    (Lex::Just, &["just"]),
    (Lex::About, &["about", "around", "approximately", "approx", "approx.", "roughly", "some"]),
    (Lex::Nearly, &["nearly", "almost"]),
    (Lex::Circa, &["circa", "c", "c.", "ca", "ca."]),
    (Lex::Prior, &["prior"]),
    (Lex::Ahead, &["ahead"]),
    (Lex::As, &["as"]),
    (Lex::Ago, &["ago"]),
    (Lex::Hence, &["hence"]),
    (Lex::Back, &["back"]),
    (Lex::Time, &["time"]),
    (Lex::Every, &["every"]),
    (Lex::Each, &["each"]),
    (Lex::Per, &["per"]),
    (Lex::Other, &["other"]),
    (Lex::Another, &["another", "additional"]),
    (Lex::Often(Often::Hourly), &["hourly"]),
    (Lex::Often(Often::Daily), &["daily", "everyday"]),
    (Lex::Often(Often::Weekly), &["weekly"]),
    (Lex::Often(Often::Fortnightly), &["fortnightly"]),
    (Lex::Often(Often::Monthly), &["monthly"]),
    (Lex::Often(Often::Quarterly), &["quarterly"]),
    (Lex::Often(Often::HalfYearly), &["biannually", "half-yearly"]),
    (Lex::Often(Often::Yearly), &["annually", "yearly"]),
    (Lex::Often(Often::Annual), &["annual", "biannual"]),
    (Lex::Often(Often::Biennially), &["biennially"]),
    (Lex::Twice, &["twice"]),
    (Lex::Once, &["once"]),
    (Lex::Times, &["times"]),
    (Lex::Fiscal, &["fiscal"]),
    (Lex::Financial, &["financial"]),
    (Lex::Tax, &["tax"]),
    (Lex::Academic, &["academic"]),
    (Lex::School, &["school"]),
    (Lex::Calendar, &["calendar"]),
    (Lex::Fy, &["fy"]),
    (Lex::Fye, &["fye"]),
    (Lex::Term, &["term", "semester"]),
    (Lex::Ended, &["ended", "ending"]),
    (Lex::Commencing, &["commencing"]),
    (Lex::Starting, &["starting", "effective"]),
    (Lex::Wc, &["wc"]),
    (Lex::W, &["w"]),
    (Lex::Bc, &["bc", "b.c.", "b.c", "bce", "b.c.e."]),
    (Lex::Ad, &["ad", "a.d.", "a.d", "ce", "c.e."]),
    (Lex::Rest, &["rest", "remainder"]),
    (Lex::Turn, &["turn"]),
    (Lex::All, &["all"]),
    (Lex::Whole, &["whole", "entire", "full"]),
    (Lex::Onwards, &["onwards", "onward"]),
    (Lex::Business, &["business"]),
    (Lex::Working, &["working"]),
    (Lex::Bank, &["bank"]),
    (Lex::Holiday, &["holiday"]),
    (
        Lex::Ahead2,
        &[
            "will",
            "shall",
            "due",
            "scheduled",
            "expected",
            "plans",
            "planned",
            "hopes",
            "aims",
            "going",
            "won't",
            "we'll",
            "i'll",
            "it'll",
            "they'll",
            "she'll",
            "he'll",
            "you'll",
            "hope",
            "set",
            "expects",
            "intends",
            "forecast",
            "ready",
            "deadline",
            "upcoming",
            "forthcoming",
        ],
    ),
    (
        Lex::Behind,
        &[
            "quit", "struck", "sank", "upheld", "flew", "repaid", "shook", "drew", "drove", "sat", "stood", "swore",
            "rang", "was", "were", "had", "did", "said", "told", "made", "held", "took", "gave", "went", "came", "saw",
            "won", "lost", "became", "began", "left", "met", "found", "led", "rose", "fell", "spoke", "wrote", "sent",
            "bought", "sold", "broke", "hit", "ran", "grew", "has", "have", "died", "paid", "built", "taken",
        ],
    ),
    (Lex::Utc(0), &["gmt", "utc", "z"]),
    (Lex::Utc(1), &["bst", "cet"]),
    (Lex::Utc(2), &["cest"]),
    (Lex::Utc(-5), &["est", "cdt"]),
    (Lex::Utc(-4), &["edt"]),
    (Lex::Utc(-6), &["cst"]),
    (Lex::Utc(-8), &["pst"]),
    (Lex::Utc(-7), &["pdt"]),
    (Lex::Post, &["post"]),
    (Lex::Pre, &["pre"]),
    (Lex::Michaelmas, &["michaelmas", "hilary", "lent", "trinity"]),
];

const fn n_entries() -> usize {
    let mut n = 0;
    let mut group = 0;
    while group < WORDS.len() {
        n += WORDS[group].1.len();
        group += 1;
    }
    n
}

const N_WORDS: usize = n_entries() + super::named_days::FIRST_WORDS.len();
const N_SLOTS: usize = 2048;
const FILTER_BITS: usize = 8192;

/// The words by hash: a filter, then open addressing.
struct Table {
    filter: [u64; FILTER_BITS / 64],
    slots: [u16; N_SLOTS],
    entries: [(u64, Lex); N_WORDS],
}

const fn build() -> Table {
    let mut table = Table { filter: [0; FILTER_BITS / 64], slots: [0; N_SLOTS], entries: [(0, Lex::None); N_WORDS] };
    let mut n = 0;
    let mut group = 0;
    while group < WORDS.len() {
        let mut word = 0;
        while word < WORDS[group].1.len() {
            table = insert(table, n, fold_hash_const(WORDS[group].1[word]), WORDS[group].0);
            n += 1;
            word += 1;
        }
        group += 1;
    }
    let mut word = 0;
    while word < super::named_days::FIRST_WORDS.len() {
        table = insert(table, n, fold_hash_const(super::named_days::FIRST_WORDS[word]), Lex::Named);
        n += 1;
        word += 1;
    }
    table
}

/// A word that stands twice keeps its first meaning.
const fn insert(mut table: Table, n: usize, hash: u64, lex: Lex) -> Table {
    let bit = (hash >> 51) as usize;
    table.filter[bit / 64] |= 1 << (bit % 64);
    let mut slot = (hash as usize) % N_SLOTS;
    while table.slots[slot] != 0 {
        if table.entries[table.slots[slot] as usize - 1].0 == hash {
            return table;
        }
        slot = (slot + 1) % N_SLOTS;
    }
    table.slots[slot] = n as u16 + 1;
    table.entries[n] = (hash, lex);
    table
}

static TABLE: Table = build();

/// What a word of that hash can mean in a date.
#[inline]
pub(super) fn word(hash: u64) -> Lex {
    let bit = (hash >> 51) as usize;
    if TABLE.filter[bit / 64] & (1 << (bit % 64)) == 0 { Lex::None } else { probe(hash) }
}

#[inline]
fn probe(hash: u64) -> Lex {
    let mut slot = (hash as usize) % N_SLOTS;
    while TABLE.slots[slot] != 0 {
        let (entry_hash, lex) = TABLE.entries[TABLE.slots[slot] as usize - 1];
        if entry_hash == hash {
            return lex;
        }
        slot = (slot + 1) % N_SLOTS;
    }
    Lex::None
}

/// What a token can mean in a date.
#[inline]
pub(super) fn lex(hash: u64, info: TokenInfo) -> Lex {
    match info.class {
        TokenClass::Number => Lex::Number,
        TokenClass::Word if info.flags.has(TokenFlags::HAS_DIGIT) => Lex::Mixed,
        TokenClass::Word => word(hash),
        _ => Lex::None,
    }
}

#[cfg(test)]
mod tests {
    use gleaner_text::fold_hash;

    use super::*;

    #[test]
    fn words_are_found_whatever_their_case_and_others_are_not() {
        assert_eq!(word(fold_hash("JANUARY")), Lex::Month(1));
        assert_eq!(word(fold_hash("Sept.")), Lex::MonthAbbr(9));
        assert_eq!(word(fold_hash("O’clock")), Lex::OClock);
        assert_eq!(word(fold_hash("manchester")), Lex::None);
    }
}
