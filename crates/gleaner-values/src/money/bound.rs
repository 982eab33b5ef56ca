//! What an amount is compared with: "over £5m", "£5m or more", "some £5m".

use gleaner_text::{Bound, TextView, TokenClass, TokenFlags, fold_hash_const};

use crate::phrase_table::PhraseTable;
use crate::word_table::WordTable;

/// What a phrase before an amount says, and where it does not.
#[derive(Clone, Copy)]
enum Before {
    /// Always that bound.
    Always(Bound),
    /// "over": not behind a word it belongs to ("row over £5m").
    Over,
    /// "about": not behind a verb of speech ("asked about £5m").
    About,
    /// "up to": not behind a verb of motion ("went up to £5").
    UpTo,
    /// "from": only behind a word of prices ("tickets from £5").
    From,
    /// "c" and "c.": in small letters.
    Circa,
    /// ">" alone: not as the mark of a quoted line.
    Greater,
    /// "exceed": turned round by a "not" before it ("does not at any time exceed").
    Exceed,
}

use Before::{About, Always, Circa, Exceed, From, Greater, Over, UpTo};
use Bound::{Approx, AtLeast, AtMost, LessThan, MoreThan};

#[rustfmt::skip]
static BEFORE: PhraseTable<Before, 512> = PhraseTable::new(
    &[
        (&["over"], Over),
        (&["above"], Always(MoreThan)),
        (&["exceeding"], Always(MoreThan)),
        (&["exceeds"], Always(MoreThan)),
        (&["exceeded"], Always(MoreThan)),
        (&["exceed"], Exceed),
        (&["topped"], Always(MoreThan)),
        (&["topping"], Always(MoreThan)),
        (&["tops"], Always(MoreThan)),
        (&["surpassed"], Always(MoreThan)),
        (&["surpassing"], Always(MoreThan)),
        (&["surpasses"], Always(MoreThan)),
        (&["surpass"], Always(MoreThan)),
        (&["more", "than"], Always(MoreThan)),
        (&["greater", "than"], Always(MoreThan)),
        (&["higher", "than"], Always(MoreThan)),
        (&["larger", "than"], Always(MoreThan)),
        (&["bigger", "than"], Always(MoreThan)),
        (&["in", "excess", "of"], Always(MoreThan)),
        (&["excess", "of"], Always(MoreThan)),
        (&["north", "of"], Always(MoreThan)),
        (&["upwards", "of"], Always(MoreThan)),
        (&["upward", "of"], Always(MoreThan)),
        (&[">"], Greater),
        (&["not", "more", "than"], Always(AtMost)),
        (&["no", "more", "than"], Always(AtMost)),
        (&["not", "greater", "than"], Always(AtMost)),
        (&["no", "greater", "than"], Always(AtMost)),
        (&["no", "higher", "than"], Always(AtMost)),
        (&["not", "over"], Always(AtMost)),
        (&["not", "above"], Always(AtMost)),
        (&["not", "exceeding"], Always(AtMost)),
        (&["not", "exceed"], Always(AtMost)),
        (&["not", "to", "exceed"], Always(AtMost)),
        (&["never", "exceeded"], Always(AtMost)),
        (&["not", "in", "excess", "of"], Always(AtMost)),
        (&["up", "to"], UpTo),
        (&["upto"], Always(AtMost)),
        (&["as", "much", "as"], Always(AtMost)),
        (&["as", "high", "as"], Always(AtMost)),
        (&["at", "most"], Always(AtMost)),
        (&["at", "the", "most"], Always(AtMost)),
        (&["maximum", "of"], Always(AtMost)),
        (&["max", "of"], Always(AtMost)),
        (&["max"], Always(AtMost)),
        (&["maximum"], Always(AtMost)),
        (&["capped", "at"], Always(AtMost)),
        (&["limited", "to"], Always(AtMost)),
        (&["ceiling", "of"], Always(AtMost)),
        (&["limit", "of"], Always(AtMost)),
        (&["cap", "of"], Always(AtMost)),
        (&["<", "="], Always(AtMost)),
        (&["at", "least"], Always(AtLeast)),
        (&["at", "the", "least"], Always(AtLeast)),
        (&["minimum", "of"], Always(AtLeast)),
        (&["min"], Always(AtLeast)),
        (&["minimum"], Always(AtLeast)),
        (&["no", "less", "than"], Always(AtLeast)),
        (&["not", "less", "than"], Always(AtLeast)),
        (&["no", "fewer", "than"], Always(AtLeast)),
        (&["not", "under"], Always(AtLeast)),
        (&["not", "below"], Always(AtLeast)),
        (&["starting", "at"], Always(AtLeast)),
        (&["starting", "from"], Always(AtLeast)),
        (&["starts", "at"], Always(AtLeast)),
        (&["start", "at"], Always(AtLeast)),
        (&["floor", "of"], Always(AtLeast)),
        (&[">", "="], Always(AtLeast)),
        (&["from"], From),
        (&["under"], Always(LessThan)),
        (&["below"], Always(LessThan)),
        (&["less", "than"], Always(LessThan)),
        (&["fewer", "than"], Always(LessThan)),
        (&["lower", "than"], Always(LessThan)),
        (&["smaller", "than"], Always(LessThan)),
        (&["cheaper", "than"], Always(LessThan)),
        (&["short", "of"], Always(LessThan)),
        (&["shy", "of"], Always(LessThan)),
        (&["nearly"], Always(LessThan)),
        (&["almost"], Always(LessThan)),
        (&["sub", "-"], Always(LessThan)),
        (&["<"], Always(LessThan)),
        (&["about"], About),
        (&["around"], Always(Approx)),
        (&["round", "about"], Always(Approx)),
        (&["approximately"], Always(Approx)),
        (&["approx"], Always(Approx)),
        (&["approx", "."], Always(Approx)),
        (&["roughly"], Always(Approx)),
        (&["some"], Always(Approx)),
        (&["circa"], Always(Approx)),
        (&["c"], Circa),
        (&["c", "."], Circa),
        (&["ca"], Circa),
        (&["ca", "."], Circa),
        (&["~"], Always(Approx)),
        (&["region", "of"], Always(Approx)),
        (&["order", "of"], Always(Approx)),
        (&["close", "to"], Always(Approx)),
        (&["estimated"], Always(Approx)),
        (&["an", "estimated"], Always(Approx)),
        (&["estimated", "at"], Always(Approx)),
        (&["somewhere", "near"], Always(Approx)),
        (&["something", "like"], Always(Approx)),
        (&["in", "the", "area", "of"], Always(Approx)),
    ],
    Over,
);

/// Behind these, "over" is part of the word before it or says what a quarrel is about.
#[rustfmt::skip]
static OVER_OF: WordTable<(), 128> = WordTable::set(&[
    "row", "rows", "dispute", "disputes", "argument", "arguments", "argue", "argued", "arguing", "battle", "battles",
    "concern", "concerns", "concerned", "question", "questions", "questioned", "fight", "fighting", "fought", "controversy", "anger",
    "talks", "fears", "handed", "hand", "hands", "handing", "turned", "turn", "turning", "took", "take", "taking", "signed",
    "sign", "carried", "carry", "clash", "clashed", "sued", "suing", "sue", "investigated", "scandal", "probe", "inquiry", "wrangle", "lawsuit",
    "bickering", "squabble", "feud", "outrage", "fury", "criticism", "criticised", "apologised", "quizzed", "arrested", "dithering", "mulling", "paid", "gave",
]);

/// Behind these, "about" says what is spoken or thought of.
#[rustfmt::skip]
static ABOUT_OF: WordTable<(), 256> = WordTable::set(&[
    "talk", "talks", "talked", "talking", "ask", "asks", "asked", "asking", "think", "thinks", "thinking", "thought",
    "know", "knows", "knew", "hear", "hears", "heard", "tell", "told", "speak", "speaks", "spoke", "speaking", "worry", "worries", "worried",
    "complain", "complains", "complained", "question", "questions", "questioned", "debate", "argue", "argued", "arguing", "argument", "arguments", "concern", "concerns",
    "concerned", "lie", "lied", "read", "reads", "write", "wrote", "writing", "written", "discussion", "discussions", "dispute", "joke", "joked", "something", "learn",
    "learned", "learnt", "care", "cared", "cares", "report", "reports", "reported", "story", "stories", "quizzed", "inquired", "enquired", "information",
    "details", "rumour", "rumours", "fuss", "forget", "forgot", "sure", "excited", "happy", "unhappy", "angry", "what", "how", "all", "row", "dream", "dreamed", "dreamt",
    "confused", "certain", "warned", "warning", "boast", "boasted", "boasting",
]);

/// Behind these, "from £5" is the lowest price.
#[rustfmt::skip]
static PRICED: WordTable<(), 128> = WordTable::set(&[
    "ticket", "tickets", "price", "prices", "priced", "pricing", "room", "rooms", "fare", "fares", "starting", "start", "starts", "available",
    "cost", "costs", "costing", "package", "packages", "flight", "flights", "fee", "fees", "begin", "begins", "range", "ranges", "ranging", "rate", "rates", "membership", "memberships",
    "course", "courses", "entry", "admission", "seat", "seats", "deal", "deals", "break", "breaks", "holiday", "holidays",
    "plan", "plans", "subscription", "subscriptions", "double", "doubles", "single", "singles", "adults", "meals", "dinner", "mains", "lunch", "night",
]);

/// Behind these, "up" in "up to £5" is a direction.
#[rustfmt::skip]
static MOVES: WordTable<(), 64> = WordTable::set(&[
    "went", "go", "goes", "gone", "going", "rose", "moved", "climbed", "jumped", "pushed", "bumped", "shot", "came", "crept", "edged", "put", "bid", "driven", "driving",
]);

#[rustfmt::skip]
static AFTER: PhraseTable<Bound, 128> = PhraseTable::new(
    &[
        (&["or", "more"], AtLeast),
        (&["and", "more"], AtLeast),
        (&["or", "over"], AtLeast),
        (&["or", "above"], AtLeast),
        (&["or", "higher"], AtLeast),
        (&["or", "greater"], AtLeast),
        (&["and", "above"], AtLeast),
        (&["and", "over"], AtLeast),
        (&["and", "up"], AtLeast),
        (&["and", "upwards"], AtLeast),
        (&["upwards"], AtLeast),
        (&["at", "least"], AtLeast),
        (&["minimum"], AtLeast),
        (&["min"], AtLeast),
        (&["-", "plus"], AtLeast),
        (&["or", "less"], AtMost),
        (&["or", "under"], AtMost),
        (&["or", "below"], AtMost),
        (&["or", "lower"], AtMost),
        (&["or", "fewer"], AtMost),
        (&["and", "under"], AtMost),
        (&["and", "below"], AtMost),
        (&["at", "most"], AtMost),
        (&["maximum"], AtMost),
        (&["max"], AtMost),
        (&["tops"], AtMost),
        (&["or", "so"], Approx),
        (&["or", "thereabouts"], Approx),
        (&["give", "or", "take"], Approx),
        (&["-", "ish"], Approx),
        (&["-", "odd"], Approx),
        (&["ish"], Approx),
        (&["approximately"], Approx),
        (&["approx"], Approx),
    ],
    Approx,
);

const PLUS: u64 = fold_hash_const("+");
const THAN: u64 = fold_hash_const("than");
const TO: u64 = fold_hash_const("to");
const OF: u64 = fold_hash_const("of");
const DOT: u64 = fold_hash_const(".");
const ARTICLES: [u64; 2] = [fold_hash_const("a"), fold_hash_const("an")];

/// The bound said right before token `start`, at or after token `floor`; and the first token of the phrase.
/// `range`: it is a range that begins at `start`.
pub(super) fn before(view: TextView<'_>, start: usize, floor: usize, range: bool) -> Option<(Bound, usize)> {
    // "c." may be taken for the end of a sentence by those who made the table.
    let floor = if start == floor
        && start >= 2
        && view.hash(start - 1) == DOT
        && !view.info(start).flags.has(TokenFlags::BLOCK_START)
        && matches!(view.token(start - 2), "c" | "ca")
    {
        start - 2
    } else {
        floor
    };
    if start > floor
        && let Some(bound) = match view.token(start - 1) {
            "≤" | "⩽" => Some(AtMost),
            "≥" | "⩾" => Some(AtLeast),
            "≈" | "±" | "≃" => Some(Approx),
            _ => None,
        }
    {
        return Some((bound, start - 1));
    }
    let mut found = None;
    for n_words in 1..=4usize {
        if start < floor + n_words {
            break;
        }
        let first = start - n_words;
        if let Some((what, length)) = BEFORE.longest(n_words, |word| view.hash(first + word))
            && length == n_words
        {
            found = Some((what, first));
        }
    }
    let (what, first) = found?;
    let word_before = |idx: usize| if idx > floor { view.hash(idx - 1) } else { 0 };
    let bound = match what {
        Always(bound) => bound,
        Over => {
            if OVER_OF.has(word_before(first)) {
                return None;
            }
            MoreThan
        }
        About => {
            if ABOUT_OF.has(word_before(first)) {
                return None;
            }
            Approx
        }
        UpTo => {
            if MOVES.has(word_before(first)) {
                return None;
            }
            AtMost
        }
        From => {
            // "prices from £5 to £10" are a range.
            if range || !PRICED.has(word_before(first)) {
                return None;
            }
            AtLeast
        }
        Circa => {
            if !matches!(view.token(first), "c" | "ca") {
                return None;
            }
            Approx
        }
        Greater => {
            let opens_line = first == floor
                || view.info(first).flags.has(TokenFlags::NEWLINE_BEFORE)
                || view.info(first).flags.has(TokenFlags::BLOCK_START);
            if opens_line && !view.is_joined(first + 1) {
                return None;
            }
            MoreThan
        }
        Exceed => {
            let not = (first.saturating_sub(6).max(floor)..first)
                .any(|idx| matches!(view.token(idx), "not" | "never" | "cannot" | "nor" | "no"));
            if not { AtMost } else { MoreThan }
        }
    };
    Some((bound, first))
}

/// The bound said right after the token before `end`, before token `ceiling`; and the token after the phrase.
pub(super) fn after(view: TextView<'_>, end: usize, ceiling: usize) -> Option<(Bound, usize)> {
    if end >= ceiling {
        return None;
    }
    if view.hash(end) == PLUS && view.is_joined(end) {
        // "£5m+£2m" is a sum.
        let sum = end + 1 < ceiling
            && view.is_joined(end + 1)
            && matches!(view.info(end + 1).class, TokenClass::Number | TokenClass::Currency);
        return (!sum).then_some((AtLeast, end + 1));
    }
    let (bound, n_words) = AFTER.longest(3, |word| if end + word < ceiling { view.hash(end + word) } else { 0 })?;
    let next = end + n_words;
    let hyphen = view.token(end) == "-";
    if next < ceiling && !hyphen {
        // "£5m or more than", "and over 300 jobs", "and up to", "a maximum of" opens the next amount.
        let hash = view.hash(next);
        let class = view.info(next).class;
        if hash == THAN
            || hash == TO
            || hash == OF
            || n_words == 1 && ARTICLES.contains(&hash)
            || matches!(class, TokenClass::Number | TokenClass::Currency)
        {
            return None;
        }
        let bare = n_words == 1 && bound != Approx;
        if bare && class == TokenClass::Word {
            // "£5m minimum wage": the word belongs to what follows.
            return None;
        }
    }
    Some((bound, next))
}
