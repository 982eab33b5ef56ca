//! What shows that a number is no money: weights in pounds, video formats in p, chromosome arms.

use gleaner_text::TextView;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::number::Number;
use crate::word_table::WordTable;

/// How far a telling word may lie from the amount, in tokens.
const REACH: usize = 12;

#[rustfmt::skip]
static WEIGHT: WordTable<(), 256> = WordTable::set(&[
    "kg", "kgs", "kilogram", "kilograms", "kilogramme", "kilogrammes", "kilo", "kilos", "lb", "lbs", "oz", "ounce", "ounces", "stone", "gram", "grams",
    "gramme", "grammes", "g", "weigh", "weighs", "weighed", "weighing", "weight", "weights", "heavy", "heavier", "heaviest", "lighter", "baby", "babies", "thrust",
    "force", "muscle", "fat", "flesh", "diet", "dieting", "slimmer", "slimming", "overweight", "loss", "slim", "psi", "tonne", "tonnes", "ton", "tons",
    "payload", "cargo", "tow", "towing", "lift", "lifted", "lifting", "dumbbell", "dumbbells", "barbell", "lost", "lose", "loses", "losing", "gained",
    "gain", "gains", "shed", "sheds", "shedding", "foot", "torque", "inch", "pressure", "bomb", "bombs", "warhead", "explosives", "tnt", "carcass", "birthweight",
    "cocaine", "heroin", "cannabis", "marijuana", "flour", "sugar", "butter", "cheese", "beef", "pork", "potatoes", "rice",
]);

/// What "pounds of" is followed by where it is money.
#[rustfmt::skip]
static POUNDS_OF: WordTable<(), 128> = WordTable::set(&[
    "funding", "investment", "debt", "debts", "savings", "damage", "taxpayers", "taxpayer", "public", "aid", "support", "new", "extra", "cuts",
    "government", "money", "cash", "revenue", "income", "profit", "profits", "losses", "spending", "compensation", "damages", "benefits", "lottery", "grant", "grants",
    "tax", "taxes", "fines", "funds", "capital", "additional", "private", "research", "business", "trade", "exports", "orders", "contracts", "work", "worth", "economic",
    "unpaid", "stolen", "our", "their", "your", "his", "her", "my", "other", "credit", "loans", "sales", "expenditure", "bonuses", "assets", "council", "eu",
]);

/// What follows "-pound" where it is money.
#[rustfmt::skip]
static POUND_NOUNS: WordTable<(), 64> = WordTable::set(&[
    "note", "notes", "coin", "coins", "fine", "fee", "ticket", "tickets", "voucher", "bet", "limit", "bill", "charge", "deposit", "fund", "grant", "deal",
    "budget", "bonus", "reward", "prize", "contract", "cheque", "loan", "debt", "tax", "levy",
]);

/// Words that bear out "20 pounds".
#[rustfmt::skip]
static MONEY: WordTable<(), 256> = WordTable::set(&[
    "cost", "costs", "costing", "price", "prices", "priced", "pay", "pays", "paid", "paying", "payment", "spend", "spends", "spent", "spending", "worth", "fine", "fined",
    "fee", "fees", "salary", "wage", "wages", "ticket", "tickets", "charge", "charges", "charged", "charging", "buy", "buys", "bought", "buying", "sell", "sells", "sold", "selling",
    "earn", "earns", "earned", "earning", "save", "saves", "saved", "saving", "money", "cash", "donate", "donated", "donation", "donations", "raise", "raised", "raises", "raising", "grant", "note",
    "notes", "rent", "bill", "debt", "owe", "owed", "owes", "owing", "tax", "budget", "pence", "quid", "lend", "lent", "borrow", "borrowed", "loan", "invest", "invested",
    "bank", "bet", "won", "win", "prize", "deposit", "withdraw", "withdrew", "account", "voucher", "discount", "refund", "reward", "gave", "give",
    "hourly", "fare", "funding", "funded", "stake", "compensation", "deal", "offer", "offered", "cheque", "sterling", "pension", "subscription", "entry", "membership", "shop", "sum", "amount",
]);

#[rustfmt::skip]
static VIDEO: WordTable<(), 64> = WordTable::set(&[
    "video", "videos", "resolution", "hd", "display", "displays", "screen", "screens", "camera", "webcam", "footage", "stream", "streams", "streaming",
    "playback", "content", "fps", "youtube", "netflix", "monitor", "tv", "projector", "recording", "pixels", "hdmi", "upscaling",
]);

#[rustfmt::skip]
static GENES: WordTable<(), 32> = WordTable::set(&[
    "chromosome", "chromosomal", "chromosomes", "deletion", "deletions", "arm", "gene", "genes", "syndrome", "locus", "loci", "genome", "duplication",
]);

#[rustfmt::skip]
static SHARES: WordTable<(), 32> = WordTable::set(&[
    "share", "shares", "dividend", "dividends", "pence", "price", "cost", "costs", "priced", "stock", "closed", "each",
]);

fn near<const SLOTS: usize>(
    view: TextView<'_>,
    words: &WordTable<(), SLOTS>,
    start: usize,
    end: usize,
    lo: usize,
    hi: usize,
) -> bool {
    let first = start.saturating_sub(REACH).max(lo);
    let last = (end + REACH).min(hi);
    (first..start).chain(end..last).any(|idx| words.has(view.hash(idx)))
}

/// Whether `number` "pounds", tokens `start..end`, are a weight. `hyphen`: "10-pound".
pub(super) fn is_weight(
    view: TextView<'_>,
    number: &Number,
    end: usize,
    hyphen: bool,
    (lo, hi): (usize, usize),
) -> bool {
    let large = number.value >= Decimal::from(100_000);
    let start = number.tokens.start as usize;
    let next = if end < hi { view.hash(end) } else { 0 };
    if next == OF && !large {
        let noun = if end + 1 < hi { view.hash(end + 1) } else { 0 };
        return !POUNDS_OF.has(noun);
    }
    if large {
        return false;
    }
    if hyphen && !POUND_NOUNS.has(next) {
        return true;
    }
    if next == PER && end + 1 < hi && view.token(end + 1).eq_ignore_ascii_case("square") {
        return true;
    }
    if near(view, &WEIGHT, start, end, lo, hi) {
        return true;
    }
    // In a long sentence a few pounds without a word of money near are left alone.
    let small = number.value < Decimal::ONE_THOUSAND;
    let rate = matches!(if end < hi { view.token(end) } else { "" }, "a" | "an" | "per" | "each" | "every");
    small && !rate && hi - lo > number.tokens.len() + 8 && !near(view, &MONEY, start, end, lo, hi)
}

const OF: u64 = gleaner_text::fold_hash_const("of");
const PER: u64 = gleaner_text::fold_hash_const("per");

/// Whether `number` and "p", tokens up to `end`, are a video format or a chromosome arm.
pub(super) fn is_no_pence(view: TextView<'_>, number: &Number, end: usize, (lo, hi): (usize, usize)) -> bool {
    let start = number.tokens.start as usize;
    if near(view, &VIDEO, start, end, lo, hi) || near(view, &GENES, start, end, lo, hi) {
        return true;
    }
    let lines = number.value.to_u32().unwrap_or(0);
    matches!(lines, 144 | 240 | 360 | 480 | 576 | 720 | 1080 | 1440 | 2160 | 4320)
        && number.n_decimals == 0
        && !near(view, &SHARES, start, end, lo, hi)
}
