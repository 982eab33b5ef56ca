//! Amounts that name only an order of magnitude: "tens of millions of pounds", "a few million pounds",
//! "multi-million-pound", "a six-figure sum"; and "a dollar".

use gleaner_text::{Bound, Currency, TokenClass, fold_hash_const};
use rust_decimal::Decimal;

use super::lexicon::Role;
use super::phrase::Phrase;
use super::{Candidate, Reader};
use crate::Locale;
use crate::number::{NumberWord, number_word};
use crate::pattern::Pattern;
use crate::word_table::WordTable;

const OF: u64 = fold_hash_const("of");
const TENS: u64 = fold_hash_const("tens");
const HUNDREDS: u64 = fold_hash_const("hundreds");
const FEW: u64 = fold_hash_const("few");
const SEVERAL: u64 = fold_hash_const("several");
const MANY: u64 = fold_hash_const("many");
const COUPLE: u64 = fold_hash_const("couple");
const MULTI: u64 = fold_hash_const("multi");
const A: u64 = fold_hash_const("a");

/// "multimillion" and its factor.
static MULTI_WORDS: WordTable<u64, 16> = WordTable::new(
    &[
        ("multimillion", 1_000_000),
        ("multibillion", 1_000_000_000),
        ("multitrillion", 1_000_000_000_000),
        ("multithousand", 1_000),
    ],
    0,
);

/// What a six-figure thing can be.
#[rustfmt::skip]
static SUMS: WordTable<(), 128> = WordTable::set(&[
    "sum", "sums", "deal", "deals", "salary", "salaries", "fee", "fees", "contract", "contracts", "settlement", "settlements", "payout", "payouts",
    "pay", "donation", "donations", "bonus", "bonuses", "income", "incomes", "investment", "offer", "offers", "grant", "grants", "budget", "budgets", "price", "prices", "cheque",
    "amount", "amounts", "fine", "fines", "compensation", "package", "packages", "transfer", "funding", "advance", "bill", "bills", "cost", "costs", "loss",
    "losses", "profit", "profits", "revenue", "revenues", "turnover", "debt", "debts", "loan", "gift", "pension", "bid", "royalties", "wage", "wages",
    "payment", "payments",
]);

impl Reader<'_, '_> {
    /// An amount without a number before the currency phrase at `start`.
    pub(super) fn vague(&mut self, start: usize, phrase: &Phrase, currency: Currency) -> Option<Candidate> {
        let first = self.lo.max(self.free);
        if start <= first {
            return None;
        }
        let mut before = start - 1;
        if self.is_hyphen(before) && before > first {
            before -= 1;
        }
        let hash = self.hash(before);
        if hash == OF {
            return self.magnitudes(before, first, phrase, currency);
        }
        if let Some(factor) = MULTI_WORDS.get(hash) {
            let amount = Decimal::from(factor);
            return Some(self.vague_candidate(before, phrase, currency, amount, None, Some(Bound::MoreThan)));
        }
        // Scale words, the smallest last: "million", "hundred thousand".
        let (mut scale, mut at) = (None, before);
        if let Some(NumberWord::Scale(word)) = number_word(hash) {
            scale = Some(word.decimal());
            if at > first && number_word(self.hash(at - 1)) == Some(NumberWord::Hundred) {
                at -= 1;
                scale = scale.and_then(|scale| scale.checked_mul(Decimal::ONE_HUNDRED));
            }
        } else if number_word(hash) == Some(NumberWord::Hundred) {
            scale = Some(Decimal::ONE_HUNDRED);
        }
        let Some(scale) = scale else {
            return self.single(start, phrase, currency);
        };
        if at <= first {
            return None;
        }
        let mut quantity = at - 1;
        if self.is_hyphen(quantity) && quantity > first {
            quantity -= 1;
        }
        let word = self.hash(quantity);
        if word == MULTI {
            return Some(self.vague_candidate(quantity, phrase, currency, scale, None, Some(Bound::MoreThan)));
        }
        if word == FEW || word == SEVERAL || word == MANY {
            let begin =
                if quantity > first && word == FEW && self.hash(quantity - 1) == A { quantity - 1 } else { quantity };
            return Some(self.vague_candidate(begin, phrase, currency, scale, None, Some(Bound::MoreThan)));
        }
        // "a couple of million pounds", "a couple million dollars"
        let couple = if word == OF && quantity > first { quantity - 1 } else { quantity };
        if self.hash(couple) == COUPLE {
            return self.couple(couple, first, phrase, currency, scale);
        }
        None
    }

    fn couple(
        &self,
        at: usize,
        first: usize,
        phrase: &Phrase,
        currency: Currency,
        scale: Decimal,
    ) -> Option<Candidate> {
        let begin = if at > first && self.hash(at - 1) == A { at - 1 } else { at };
        let amount = Decimal::TWO.checked_mul(scale)?;
        Some(self.vague_candidate(begin, phrase, currency, amount, None, Some(Bound::Approx)))
    }

    /// "millions of pounds", "tens of millions of pounds", "hundreds of thousands of euros", "a couple of dollars".
    fn magnitudes(&mut self, of: usize, first: usize, phrase: &Phrase, currency: Currency) -> Option<Candidate> {
        if of <= first {
            return None;
        }
        let at = of - 1;
        let hash = self.hash(at);
        if hash == COUPLE {
            return self.couple(at, first, phrase, currency, Decimal::ONE);
        }
        let scale = match number_word(hash) {
            Some(NumberWord::Scales(scale)) => scale.decimal(),
            _ if hash == HUNDREDS => Decimal::ONE_HUNDRED,
            _ => return None,
        };
        if at >= first + 2 && self.hash(at - 1) == OF && hash != HUNDREDS {
            let factor = match self.hash(at - 2) {
                TENS => Some(Decimal::TEN),
                HUNDREDS => Some(Decimal::ONE_HUNDRED),
                _ => None,
            };
            if let Some(factor) = factor {
                let amount = scale.checked_mul(factor)?;
                let max = amount.checked_mul(Decimal::TEN)?.checked_sub(Decimal::ONE)?;
                return Some(self.vague_candidate(at - 2, phrase, currency, amount, Some(max), None));
            }
        }
        Some(self.vague_candidate(at, phrase, currency, scale, None, Some(Bound::MoreThan)))
    }

    fn vague_candidate(
        &self,
        start: usize,
        phrase: &Phrase,
        currency: Currency,
        amount: Decimal,
        max: Option<Decimal>,
        bound: Option<Bound>,
    ) -> Candidate {
        Candidate {
            start,
            amount,
            max,
            bound,
            ..self.closed_by(self.one(start), phrase.end, currency, Decimal::ONE, Pattern::MoneyMagnitude, 0.85)
        }
    }

    /// "a dollar", "a pound an hour": one, where nothing shows that it is a coin, a shop or a weight.
    fn single(&self, start: usize, phrase: &Phrase, currency: Currency) -> Option<Candidate> {
        let noun = self.token(phrase.head);
        let countable = ["dollar", "pound", "euro"].iter().any(|known| noun.eq_ignore_ascii_case(known));
        if !countable || phrase.end != phrase.head + 1 {
            return None;
        }
        let article = start - 1;
        if number_word(self.hash(article)) != Some(NumberWord::Article) || self.is_hyphen(start) || self.joined(start) {
            return None;
        }
        let next = phrase.end;
        let closes = match self.class(next) {
            None => true,
            Some(TokenClass::Punctuation) => {
                !self.is_hyphen(next) && self.token(next) != "’" && self.token(next) != "'"
            }
            Some(TokenClass::Word) => {
                matches!(self.token(next), "a" | "an" | "per" | "each" | "more" | "off" | "back" | "every")
            }
            _ => false,
        };
        if !closes {
            return None;
        }
        // "3p a pound" is a price by weight; "half a dollar" is a half.
        let first = self.lo.max(self.free);
        if article == self.free && self.free > self.lo {
            return None;
        }
        let before = if article > first { number_word(self.hash(article - 1)) } else { None };
        let half = before == Some(NumberWord::Half);
        if before.is_some() && !half || half && currency == self.settings.pound {
            return None;
        }
        let mut number = self.one(article);
        if half {
            number.value = Decimal::new(5, 1);
            number.tokens.start = article as u32 - 1;
        }
        if phrase.plain
            && currency == self.settings.pound
            && super::context::is_weight(self.view, &number, next, false, (self.lo, self.hi))
        {
            return None;
        }
        Some(self.closed_by(number, next, currency, Decimal::ONE, Pattern::MoneyAmountName, 0.75))
    }

    /// "a six-figure sum", "a seven figure salary", "low five-figure".
    pub(super) fn figures(&mut self, at: usize) -> Option<Candidate> {
        let first = self.lo.max(self.free);
        if at <= first {
            return None;
        }
        let mut before = at - 1;
        if self.is_hyphen(before) && before > first {
            before -= 1;
        }
        let n_figures: u32 = match number_word(self.hash(before)) {
            Some(NumberWord::Unit(unit @ 3..=12)) => u32::from(unit),
            _ => match self.token(before) {
                "3" => 3,
                "4" => 4,
                "5" => 5,
                "6" => 6,
                "7" => 7,
                "8" => 8,
                "9" => 9,
                _ => return None,
            },
        };
        // "six figures" alone could be people.
        if self.token(at).len() != "figure".len() {
            return None;
        }
        let mut end = at + 1;
        let mut currency = match self.settings.locale {
            Locale::Us => self.settings.dollar,
            _ => Some(self.settings.pound),
        };
        let mut evidence = false;
        let unit = if self.is_hyphen(end) { end + 1 } else { end };
        if matches!(self.lexicon.role(self.hash(unit)), Some(Role::Noun(_)))
            && let Some(phrase) = self.currency_phrase(unit)
            && phrase.currency.is_some()
            && !phrase.is_word()
        {
            currency = phrase.currency;
            end = phrase.end;
            evidence = true;
        }
        evidence |= (end..(end + 3).min(self.hi)).any(|idx| SUMS.has(self.view.hash(idx)));
        if !evidence {
            return None;
        }
        let amount = Decimal::from(10u64.pow(n_figures - 1));
        let max = amount.checked_mul(Decimal::TEN)?.checked_sub(Decimal::ONE)?;
        Some(Candidate {
            amount,
            max: Some(max),
            ..self.closed_by(self.one(before), end, currency?, Decimal::ONE, Pattern::MoneyFigures, 0.8)
        })
    }
}
