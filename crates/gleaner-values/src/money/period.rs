//! How often an amount recurs: "£5m a year", "£500 pcm", "£12.60/hr".

use gleaner_text::{Period, TextView, TokenClass, TokenFlags};

use crate::phrase_table::PhraseTable;
use crate::word_table::WordTable;

/// How a phrase is taken.
#[derive(Clone, Copy)]
enum Form {
    /// Wherever it follows.
    Firm(Period),
    /// "a year": not "a year ago", "a year later".
    Article(Period),
    /// "daily": not in front of a noun it belongs to.
    Adverb(Period),
}

use Form::{Adverb, Article, Firm};
use Period::{Day, Hour, Month, Quarter, Week, Year};

#[rustfmt::skip]
static PHRASES: PhraseTable<Form, 512> = PhraseTable::new(
    &[
        (&["p.a."], Firm(Year)), (&["p.a"], Firm(Year)), (&["pa"], Firm(Year)), (&["p", ".", "a", "."], Firm(Year)),
        (&["/", "pa"], Firm(Year)), (&["p", "/", "a"], Firm(Year)),
        (&["per", "annum"], Firm(Year)), (&["per", "year"], Firm(Year)), (&["per", "yr"], Firm(Year)),
        (&["a", "year"], Article(Year)), (&["each", "year"], Firm(Year)), (&["every", "year"], Firm(Year)),
        (&["per", "-", "year"], Firm(Year)), (&["-", "per", "-", "year"], Firm(Year)),
        (&["-", "a", "-", "year"], Firm(Year)), (&["a", "-", "year"], Firm(Year)),
        (&["annually"], Adverb(Year)), (&["yearly"], Adverb(Year)),
        (&["/", "yr"], Firm(Year)), (&["/", "year"], Firm(Year)), (&["/", "annum"], Firm(Year)),
        (&["pcm"], Firm(Month)), (&["p.c.m."], Firm(Month)), (&["pm"], Firm(Month)),
        (&["per", "calendar", "month"], Firm(Month)), (&["a", "calendar", "month"], Firm(Month)),
        (&["per", "month"], Firm(Month)), (&["a", "month"], Article(Month)), (&["each", "month"], Firm(Month)),
        (&["every", "month"], Firm(Month)), (&["monthly"], Adverb(Month)), (&["/", "month"], Firm(Month)),
        (&["/", "mo"], Firm(Month)), (&["/", "mth"], Firm(Month)), (&["-", "a", "-", "month"], Firm(Month)),
        (&["a", "-", "month"], Firm(Month)), (&["p", "/", "m"], Firm(Month)), (&["-", "per", "-", "month"], Firm(Month)),
        (&["pw"], Firm(Week)), (&["p.w."], Firm(Week)), (&["p", "/", "w"], Firm(Week)), (&["per", "week"], Firm(Week)),
        (&["a", "week"], Article(Week)), (&["each", "week"], Firm(Week)), (&["every", "week"], Firm(Week)),
        (&["weekly"], Adverb(Week)), (&["/", "week"], Firm(Week)), (&["/", "wk"], Firm(Week)),
        (&["-", "a", "-", "week"], Firm(Week)), (&["a", "-", "week"], Firm(Week)), (&["-", "per", "-", "week"], Firm(Week)),
        (&["per", "day"], Firm(Day)), (&["a", "day"], Article(Day)), (&["each", "day"], Firm(Day)), (&["every", "day"], Firm(Day)),
        (&["daily"], Adverb(Day)), (&["/", "day"], Firm(Day)), (&["-", "a", "-", "day"], Firm(Day)),
        (&["a", "-", "day"], Firm(Day)), (&["per", "diem"], Firm(Day)), (&["p", "/", "d"], Firm(Day)), (&["-", "per", "-", "day"], Firm(Day)),
        (&["per", "hour"], Firm(Hour)), (&["per", "hr"], Firm(Hour)), (&["an", "hour"], Article(Hour)), (&["each", "hour"], Firm(Hour)),
        (&["every", "hour"], Firm(Hour)), (&["hourly"], Adverb(Hour)), (&["/", "hour"], Firm(Hour)), (&["/", "hr"], Firm(Hour)),
        (&["/", "h"], Firm(Hour)), (&["ph"], Firm(Hour)), (&["p", "/", "h"], Firm(Hour)), (&["-", "an", "-", "hour"], Firm(Hour)),
        (&["an", "-", "hour"], Firm(Hour)), (&["-", "per", "-", "hour"], Firm(Hour)),
        (&["per", "quarter"], Firm(Quarter)), (&["a", "quarter"], Article(Quarter)), (&["each", "quarter"], Firm(Quarter)),
        (&["every", "quarter"], Firm(Quarter)), (&["quarterly"], Adverb(Quarter)), (&["/", "quarter"], Firm(Quarter)),
    ],
    Firm(Year),
);

/// Behind "a year": these make it a point in time or a length.
#[rustfmt::skip]
static NO_RATE: WordTable<(), 64> = WordTable::set(&[
    "later", "ago", "earlier", "before", "after", "previously", "or", "of", "old", "early", "late", "long", "-", "apart", "hence", "prior", "'s", "that",
]);

/// Behind "daily": words that leave it a rate.
#[rustfmt::skip]
static AFTER_ADVERB: WordTable<(), 128> = WordTable::set(&[
    "rate", "rates", "fee", "charge", "rent", "payment", "payments", "salary", "wage", "allowance", "in", "for", "to", "from", "by", "on",
    "and", "or", "until", "till", "with", "at", "plus", "but", "during", "since", "over", "through", "between", "as", "if", "while", "when",
]);

/// Words that end the stretch in which "p.a." or "each year" still speaks of the amount before it.
#[rustfmt::skip]
static CLAUSE_END: WordTable<(), 128> = WordTable::set(&[
    "to", "but", "which", "that", "who", "whose", "while", "when", "after", "before", "than", "because", "since",
    "is", "was", "are", "were", "has", "had", "have", "will", "would", "be", "been", "where", "as", "although", "though", "if", "then",
]);

static IN: WordTable<(), 32> =
    WordTable::set(&["in", "within", "for", "of", "over", "than", "by", "after", "before", "like", "such", "half"]);

/// The adjectives that "rate of £450" may carry.
static RATES: WordTable<Period, 16> = WordTable::new(
    &[
        ("hourly", Hour),
        ("daily", Day),
        ("day", Day),
        ("weekly", Week),
        ("monthly", Month),
        ("annual", Year),
        ("yearly", Year),
    ],
    Year,
);

/// The period said right at token `start`, before token `ceiling`; and the token after the phrase.
fn at(view: TextView<'_>, start: usize, ceiling: usize) -> Option<(Form, usize)> {
    PHRASES
        .longest(4, |word| if start + word < ceiling { view.hash(start + word) } else { 0 })
        .map(|(form, n_words)| (form, start + n_words))
}

fn accept(view: TextView<'_>, form: Form, next: usize, ceiling: usize) -> Option<Period> {
    let hash = if next < ceiling { view.hash(next) } else { 0 };
    match form {
        Firm(period) => {
            // "£5 per day-pass", "£5/day-pass".
            let glued =
                next + 1 < ceiling && view.token(next) == "-" && view.is_joined(next) && view.is_joined(next + 1);
            (!glued || period == Year).then_some(period)
        }
        Article(period) => {
            let clitic = next < ceiling && view.info(next).flags.has(TokenFlags::CLITIC);
            (!NO_RATE.has(hash) && !clitic).then_some(period)
        }
        Adverb(period) => {
            let open = next >= ceiling || view.info(next).class != TokenClass::Word || AFTER_ADVERB.has(hash);
            open.then_some(period)
        }
    }
}

/// How often the amount that ends before token `end` recurs, as said right behind it; and the token after the words.
pub(super) fn direct(view: TextView<'_>, end: usize, ceiling: usize) -> Option<(Period, usize)> {
    let mut start = end;
    // "£500 (pcm)"
    if start + 1 < ceiling && view.token(start) == "(" {
        start += 1;
    }
    let (form, next) = at(view, start, ceiling)?;
    accept(view, form, next, ceiling).map(|period| (period, next))
}

/// How often the amount that ends before token `end` recurs, as said further on in its clause:
/// ">£260M health research p.a.", "£5m on roads each year". At most eight tokens on, and only years.
pub(super) fn distant(view: TextView<'_>, end: usize, ceiling: usize) -> Option<Period> {
    let last = ceiling.min(end + 9);
    let mut only_annum = false;
    for idx in end..last {
        let info = view.info(idx);
        match info.class {
            TokenClass::Word => {}
            _ if view.token(idx) == "&" => {
                only_annum = true;
                continue;
            }
            _ => return None,
        }
        if idx > end
            && let Some((form, next)) = at(view, idx, ceiling)
        {
            let period = match form {
                Firm(Year) => accept(view, form, next, ceiling),
                // "a billion in a year" is no rate.
                Article(Year) if IN.has(view.hash(idx - 1)) => None,
                Article(Year) | Adverb(Year) if idx - end <= 4 => accept(view, form, next, ceiling),
                _ => None,
            };
            let period = period?;
            // "each year", "every year" and "per year" bind as closely as "a year" does.
            let abbreviated =
                matches!(view.token(idx), "p.a." | "pa" | "p.a") || next == idx + 2 && is_annum(view, idx + 1);
            return (abbreviated || !only_annum && idx - end <= 4).then_some(period);
        }
        if matches!(view.token(idx), "and" | "or") {
            only_annum = true;
            continue;
        }
        if CLAUSE_END.has(view.hash(idx)) {
            return None;
        }
    }
    None
}

fn is_annum(view: TextView<'_>, token_idx: usize) -> bool {
    view.token(token_idx).eq_ignore_ascii_case("annum")
}

/// "a daily rate of £450": the period said before token `start`.
pub(super) fn rate_before(view: TextView<'_>, start: usize, floor: usize) -> Option<Period> {
    if start < floor + 3 || view.token(start - 1) != "of" || view.token(start - 2) != "rate" {
        return None;
    }
    RATES.get(view.hash(start - 3))
}
