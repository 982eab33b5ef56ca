//! MONEY: amounts with a known currency, as exact decimals.
//!
//! A scan over the token table stops at what only money has: a currency sign, a code, a currency's name, "pence", "quid",
//! "figure". From there a hand-written grammar reads the number (to the right of a sign, to the left of a name, on either side
//! of a code), then a range, then what stands around it: bound, period, sign. Numbers alone are never looked at.
//!
//! | module | reads |
//! |---|---|
//! | `sign` | "£6bn", "US$150m", "10 €", "£m 25.3" |
//! | `unit` | "ten million pounds", "20p", "50 cents", "ringgits 42" |
//! | `code` | "GBP 3m", "3m GBP", "Rs 500 crore", "GBP3m" |
//! | `slang` | "50 grand", "five quid", "a fiver" |
//! | `change` | "five pounds fifty", "20 dollars and 43 cents" |
//! | `phrase` | "Hong Kong dollars", "pounds sterling": the currencies themselves |
//! | `vague` | "tens of millions of pounds", "multi-million-pound", "a six-figure sum" |
//! | `range` | "£1.2–1.5m", "between £3 and £5 million" |
//! | `bound`, `period` | "over", "or more"; "a year", "pcm" |
//! | `context` | what shows that it is no money: weights, video, gene names |
//! | `lexicon`, `currency_names` | the words, and the data they come from |
//!
//! Look-ahead and look-back are bounded by a few dozen tokens everywhere, so the cost is linear whatever the text.

mod bound;
mod change;
mod code;
mod context;
mod currency_names;
mod lexicon;
mod period;
mod phrase;
mod range;
mod sign;
mod slang;
mod unit;
mod vague;

use gleaner_text::{
    Bound, Currency, EntityType, Mention, MoneyValue, Period, Span, TextView, TokenClass, TokenFlags, TokenRange, Value,
};
use rust_decimal::Decimal;

use crate::number::{Number, Reading, number_word, scaled_at, suffix_scale};
use crate::pattern::Pattern;
use crate::{Locale, Settings};
use lexicon::Lexicon;

/// How many tokens a number may take to the left of its unit.
const MOST_NUMBER_TOKENS: usize = 18;

/// Appends the amounts of `view` to `mentions`, in text order.
pub(crate) fn find(view: TextView<'_>, settings: &Settings, mentions: &mut Vec<Mention>) {
    let lexicon = Lexicon::get();
    let infos = view.tokens.infos();
    let hashes = view.tokens.hashes();
    let mut reader =
        Reader { view, settings, lexicon, sentence: 0, lo: 0, hi: 0, free: 0, last_currency: None, mentions };
    let mut token_idx = 0;
    while token_idx < infos.len().min(hashes.len()) {
        let info = infos[token_idx];
        let anchor = match info.class {
            TokenClass::Word => lexicon.may_have(hashes[token_idx]) || info.flags.has(TokenFlags::HAS_DIGIT),
            TokenClass::Currency => true,
            _ => false,
        };
        token_idx += 1;
        if anchor {
            reader.visit(token_idx - 1);
            token_idx = token_idx.max(reader.free);
        }
    }
}

/// An amount that is being put together.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    /// The number it was made from, before any factor: what a range compares and scales.
    number: Number,
    /// What one of the number is worth in the currency: 1, 0.01 for pence, 10⁶ for "MUSD".
    factor: Decimal,
    /// The amount.
    amount: Decimal,
    /// The upper end of a range.
    max: Option<Decimal>,
    currency: Currency,
    bound: Option<Bound>,
    per: Option<Period>,
    /// First token and one past the last.
    start: usize,
    end: usize,
    /// One past the last byte.
    end_byte: u32,
    /// A sign stands before the number ("£5"), so that what follows "to" may do without.
    by_sign: bool,
    /// A unit word or code has closed it: "5 dollars".
    closed: bool,
    pattern: Pattern,
    score: f32,
}

/// The state of one scan.
struct Reader<'r, 't> {
    view: TextView<'t>,
    settings: &'r Settings,
    lexicon: &'static Lexicon,
    /// Index of the sentence `lo..hi`.
    sentence: usize,
    /// First token of the current sentence.
    lo: usize,
    /// One past its last.
    hi: usize,
    /// First token that no mention has taken yet.
    free: usize,
    /// The currency of the last amount that has cents, and the token it ended at: what "50c" refers to.
    last_currency: Option<(Currency, usize)>,
    mentions: &'r mut Vec<Mention>,
}

impl Reader<'_, '_> {
    /// Looks for an amount at anchor `token_idx`.
    #[inline(never)]
    fn visit(&mut self, token_idx: usize) {
        let sentences = self.view.tokens.sentences();
        while self.sentence < sentences.len() && sentences[self.sentence].tokens.end as usize <= token_idx {
            self.sentence += 1;
        }
        let Some(sentence) = sentences.get(self.sentence) else { return };
        self.lo = sentence.tokens.start as usize;
        self.hi = sentence.tokens.end as usize;
        let candidate = if self.view.info(token_idx).class == TokenClass::Currency {
            self.sign(token_idx)
        } else {
            self.word(token_idx)
        };
        if let Some(candidate) = candidate
            && !self.shillings_follow(&candidate)
        {
            self.finish(candidate);
        }
    }

    /// "£1 10s 6d" is not one pound: old money is left alone.
    fn shillings_follow(&self, candidate: &Candidate) -> bool {
        let number = candidate.end;
        candidate.currency == Currency::GBP
            && self.class(number) == Some(TokenClass::Number)
            && self.joined(number + 1)
            && matches!(self.token(number + 1), "s" | "d")
    }

    /// The token past the end for lookups: 0 beyond the sentence.
    #[inline]
    fn hash(&self, token_idx: usize) -> u64 {
        if token_idx < self.hi { self.view.hash(token_idx) } else { 0 }
    }

    /// The words of a token, `""` outside the sentence.
    #[inline]
    fn token(&self, token_idx: usize) -> &str {
        if token_idx >= self.lo && token_idx < self.hi { self.view.token(token_idx) } else { "" }
    }

    #[inline]
    fn class(&self, token_idx: usize) -> Option<TokenClass> {
        if token_idx >= self.lo && token_idx < self.hi { Some(self.view.info(token_idx).class) } else { None }
    }

    /// True when the token is in the sentence and glued to the one before it.
    #[inline]
    fn joined(&self, token_idx: usize) -> bool {
        token_idx > self.lo && token_idx < self.hi && self.view.is_joined(token_idx)
    }

    fn reading(&self) -> Reading {
        Reading { decimal_comma: self.settings.locale == Locale::Eu, apart: true, ..Reading::default() }
    }

    /// True for a hyphen glued on both sides.
    fn is_hyphen(&self, token_idx: usize) -> bool {
        matches!(self.token(token_idx), "-" | "\u{2010}" | "\u{2011}")
            && self.joined(token_idx)
            && self.joined(token_idx + 1)
    }

    /// The number that ends right before token `end` (a hyphen may lie between), the earliest start first.
    fn number_before(&self, end: usize) -> Option<Number> {
        self.number_before_with(end, self.reading())
    }

    fn number_before_with(&self, end: usize, reading: Reading) -> Option<Number> {
        let floor = self.lo.max(self.free).max(end.saturating_sub(MOST_NUMBER_TOKENS));
        let stop = if end > floor + 1 && self.is_hyphen(end - 1) { end - 1 } else { end };
        let mut first = stop;
        while first > floor && self.may_be_number(first - 1) {
            first -= 1;
        }
        for start in first..stop {
            if let Some(number) = scaled_at(self.view, start, stop, reading)
                && number.end() == stop
                && self.may_start(start)
            {
                return Some(number);
            }
        }
        None
    }

    /// Whether the token could be part of a number.
    fn may_be_number(&self, token_idx: usize) -> bool {
        match self.view.info(token_idx).class {
            TokenClass::Number => true,
            TokenClass::Word => {
                let hash = self.view.hash(token_idx);
                number_word(hash).is_some() || suffix_scale(hash).is_some()
            }
            TokenClass::Punctuation => {
                self.is_hyphen(token_idx)
                    || match self.view.token(token_idx) {
                        // ".5" and "1 . 5", "1/2"
                        "." => !self.joined(token_idx) && self.class(token_idx + 1) == Some(TokenClass::Number),
                        "/" => {
                            self.class(token_idx + 1) == Some(TokenClass::Number)
                                && token_idx > self.lo
                                && self.class(token_idx - 1) == Some(TokenClass::Number)
                        }
                        _ => false,
                    }
            }
            _ => false,
        }
    }

    /// Whether the stop at `stop` stands apart between two numbers of one block.
    fn stop_parts_digits(&self, stop: usize) -> bool {
        self.view.token(stop) == "."
            && !self.view.is_joined(stop)
            && stop > 0
            && stop + 1 < self.view.len()
            && self.view.info(stop - 1).class == TokenClass::Number
            && self.view.info(stop + 1).class == TokenClass::Number
            && !self.view.info(stop + 1).flags.has(TokenFlags::BLOCK_START)
    }

    /// Whether a number may begin at `start`: not in the middle of a fraction, a code or another number.
    fn may_start(&self, start: usize) -> bool {
        if start > self.lo
            && matches!(self.token(start - 1), "." | "/")
            && self.class(start) == Some(TokenClass::Number)
        {
            // The rest of "1 . 5" or "1 / 2" where the whole cannot be read.
            return false;
        }
        if start == self.lo && start > 0 && self.stop_parts_digits(start - 1) {
            return false;
        }
        if start <= self.lo || !self.view.is_joined(start) {
            // "₿ 5" and other signs that are no currency of ours.
            return !(start > self.lo && self.class(start - 1) == Some(TokenClass::Currency) && start > self.free);
        }
        match self.token(start - 1) {
            "-" | "\u{2010}" | "\u{2011}" | "–" | "—" | "−" => {
                // "10-20 dollars" and "-20 dollars", not "COVID-19 dollars".
                start < self.lo + 2
                    || !self.view.is_joined(start - 1)
                    || matches!(self.class(start - 2), Some(TokenClass::Number))
                    || self.may_be_number(start - 2)
                    || self.hash(start - 2) == SUB
            }
            "(" | "[" | "“" | "\"" | "‘" | "'" | "~" | "<" | ">" | "≤" | "≥" | "≈" | "+" | "=" | "—\u{200b}" | "*" => {
                true
            }
            _ => false,
        }
    }

    /// The currency that a meaning comes down to under the settings.
    fn currency_of(&self, meaning: currency_names::Meaning) -> Option<Currency> {
        use currency_names::Meaning;
        match meaning {
            Meaning::Is(currency) => Some(currency),
            Meaning::Dollar => self.settings.dollar,
            Meaning::Pound => Some(self.settings.pound),
            Meaning::Rupee => self.settings.rupee,
            Meaning::Krone => self.settings.krone,
            Meaning::Rand => self.settings.rand,
            Meaning::Several => None,
        }
    }

    /// Adds range, sign, bound and period to `candidate` and appends it.
    fn finish(&mut self, mut candidate: Candidate) {
        if candidate.max.is_none() && candidate.bound.is_none() {
            match self.range(&mut candidate) {
                range::Outcome::One | range::Outcome::Range => {}
                range::Outcome::Unclear => return,
            }
        }
        let first = self.lo.max(self.free);
        if candidate.max.is_none() {
            self.minus(&mut candidate, first);
        }
        let mut around = candidate.start;
        // "between about £3m and £5m", "about between": the words of the range lie around the bound.
        if candidate.max.is_some() && around > first && self.hash(around - 1) == BETWEEN {
            around -= 1;
        }
        let mut end = candidate.end;
        if candidate.bound.is_none() && candidate.end_byte == self.view.tokens.spans()[candidate.end - 1].end {
            let before = bound::before(self.view, around, first, candidate.max.is_some());
            let after = bound::after(self.view, end, self.hi);
            if let Some((bound, next)) = after {
                candidate.bound = Some(bound);
                end = next;
            }
            if let Some((bound, _)) = before {
                candidate.bound = Some(bound);
            }
        }
        if candidate.per.is_none() {
            candidate.per = match period::direct(self.view, end, self.hi) {
                Some((per, next)) => {
                    if candidate.bound.is_none()
                        && let Some((bound, _)) = bound::after(self.view, next, self.hi)
                    {
                        candidate.bound = Some(bound);
                    }
                    Some(per)
                }
                None => period::rate_before(self.view, candidate.start, first)
                    .or_else(|| period::distant(self.view, end, self.hi)),
            };
        }
        let spans = self.view.tokens.spans();
        let span = Span::new(spans[candidate.start].start, candidate.end_byte);
        let value = MoneyValue {
            amount: candidate.amount.normalize(),
            amount_max: candidate.max.map(|max| max.normalize()),
            currency: candidate.currency,
            bound: candidate.bound,
            per: candidate.per,
        };
        let mut mention = Mention::new(
            span,
            TokenRange::new(candidate.start, candidate.end),
            EntityType::MONEY,
            candidate.score,
            candidate.pattern.source(),
        );
        mention.value = Some(Value::Money(value));
        self.mentions.push(mention);
        self.free = candidate.end;
        if change::has_cents(candidate.currency) {
            self.last_currency = Some((candidate.currency, candidate.end));
        }
    }

    /// "-£2.4m", "−£2.4m", "minus £2.4m".
    fn minus(&self, candidate: &mut Candidate, first: usize) {
        let start = candidate.start;
        if start <= first || candidate.amount.is_zero() {
            return;
        }
        let before = start - 1;
        let glued = self.joined(start);
        let free_left = !self.joined(before) || matches!(self.token(before.wrapping_sub(1)), "(" | ":" | "[" | "=");
        let is_minus = match self.token(before) {
            "-" | "−" | "\u{2011}" => glued && free_left,
            // An en dash is a minus in accounts, and a dash between words.
            "–" => {
                glued && free_left && before > self.lo && {
                    let flags = self.view.info(before).flags;
                    !flags.has(TokenFlags::NEWLINE_BEFORE) && !flags.has(TokenFlags::BLOCK_START)
                }
            }
            word => word.eq_ignore_ascii_case("minus") && !glued,
        };
        if is_minus {
            candidate.amount.set_sign_negative(true);
            candidate.start = before;
        }
    }

    /// The number that a candidate's end is glued to or followed by is nothing that changes it: "£5mish", "£5%", "£5kg".
    fn tail_is_clean(&self, number: &Number) -> bool {
        let next = number.end();
        if number.end_byte != self.view.tokens.spans()[next - 1].end {
            return true;
        }
        if next >= self.hi {
            return true;
        }
        if !self.view.is_joined(next) {
            // "$ 1 . 5 billion" where the stop was taken for the end of the sentence.
            return number.is_scaled() || number.n_decimals > 0 || !self.stop_parts_digits(next);
        }
        let info = self.view.info(next);
        match info.class {
            TokenClass::Word => {
                info.flags.has(TokenFlags::CLITIC)
                    || matches!(
                        self.lexicon.role(self.view.hash(next)),
                        Some(lexicon::Role::P | lexicon::Role::Code { .. })
                    )
                    || matches!(
                        self.view.token(next),
                        "pa" | "pcm"
                            | "pw"
                            | "ph"
                            | "pm"
                            | "pp"
                            | "pppn"
                            | "pppw"
                            | "each"
                            | "off"
                            | "ea"
                            | "ish"
                            | "a"
                            | "an"
                            | "Rs"
                            | "zł"
                            | "per"
                            | "p.a."
                            | "p.a"
                            | "pd"
                            | "pn"
                            | "sterling"
                    )
            }
            TokenClass::Number | TokenClass::Url | TokenClass::Email => false,
            TokenClass::Punctuation | TokenClass::Symbol => match self.view.token(next) {
                "%" | "‰" | "°" | "_" | "@" => false,
                // "£5/6"
                "/" => !(self.joined(next + 1) && self.class(next + 1) == Some(TokenClass::Number)),
                _ => true,
            },
            _ => true,
        }
    }
}

const BETWEEN: u64 = gleaner_text::fold_hash_const("between");
const SUB: u64 = gleaner_text::fold_hash_const("sub");
