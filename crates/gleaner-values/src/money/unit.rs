//! Amounts that hang on a name: "ten million pounds", "ringgits 42", "20p", "50 cents".

use gleaner_text::{Currency, Shape, TokenClass, TokenFlags};
use rust_decimal::Decimal;

use super::currency_names::{ALIASES, Caution, Meaning, NOUNS};
use super::lexicon::Role;
use super::phrase::Phrase;
use super::{Candidate, Reader, context};
use crate::number::{Number, NumberForm, scaled_at};
use crate::pattern::Pattern;

impl Reader<'_, '_> {
    /// The amount at word `at`.
    pub(super) fn word(&mut self, at: usize) -> Option<Candidate> {
        match self.lexicon.role(self.view.hash(at)) {
            Some(Role::Noun(_)) => self.noun(at),
            Some(Role::Code { currency, is_word, small }) => self.code(at, currency, is_word, small),
            Some(Role::Alias(index)) => self.alias(at, &ALIASES[index as usize]),
            Some(Role::Pence) => self.pence(at),
            Some(Role::P) => self.p(at),
            Some(Role::Cent) => self.cents(at),
            Some(Role::C) => self.c(at),
            Some(Role::Sterling) => self.sterling(at),
            Some(Role::Quid) => self.slang(at, Some(self.settings.pound), Decimal::ONE),
            Some(Role::Bucks) => self.slang(at, self.settings.dollar, Decimal::ONE),
            Some(Role::Grand) => self.grand(at),
            Some(Role::Guineas) => {
                if self.settings.guineas {
                    self.slang(at, Some(Currency::GBP), Decimal::new(105, 2))
                } else {
                    None
                }
            }
            Some(Role::Note(pounds)) => self.note(at, pounds),
            Some(Role::Figure) => self.figures(at),
            None if self.view.info(at).flags.has(TokenFlags::HAS_DIGIT) => self.glued(at),
            None => None,
        }
    }

    /// "10 million pounds", "125 million Australian dollars", "ringgits 42", "a dollar", "millions of euros".
    fn noun(&mut self, at: usize) -> Option<Candidate> {
        let (start, phrase) = self.phrase_around(at)?;
        let first = self.lo.max(self.free);
        if let Some(number) = self.number_before(start) {
            let currency = phrase.currency?;
            let hyphen = start > first && self.is_hyphen(start - 1);
            if !self.noun_is_money(&phrase, &number, hyphen) {
                return None;
            }
            let mut candidate =
                self.closed_by(number, phrase.end, currency, Decimal::ONE, Pattern::MoneyAmountName, 0.95);
            if phrase.caution != Caution::Plain && phrase.plain {
                candidate.score = if number.is_scaled() { 0.93 } else { 0.8 };
            }
            self.code_behind_noun(&mut candidate, &phrase);
            if !self.range_backward(&mut candidate) {
                return None;
            }
            if candidate.max.is_none() {
                self.small_change(&mut candidate);
            }
            return Some(candidate);
        }
        let currency = phrase.currency?;
        if let Some(candidate) = self.vague(start, &phrase, currency) {
            return Some(candidate);
        }
        // "malaysian ringgits 42"
        let next = phrase.end;
        if phrase.caution == Caution::Plain
            && self.class(next) == Some(TokenClass::Number)
            && !self.joined(next)
            && let Some(number) = scaled_at(self.view, next, self.hi, self.reading())
            && self.tail_is_clean(&number)
        {
            let last = number.end();
            let looks_like_money = number.is_scaled() || number.grouped || number.n_decimals == 2;
            let alone = start == self.lo && last >= self.hi;
            if (looks_like_money || alone)
                && self.currency_phrase(last).is_none()
                && self.class(last) != Some(TokenClass::Currency)
            {
                return Some(Candidate {
                    start,
                    end: last,
                    end_byte: number.end_byte,
                    ..self.closed_by(number, last, currency, Decimal::ONE, Pattern::MoneyNameAmount, 0.8)
                });
            }
        }
        None
    }

    /// "50 dollars CAD": a code of the same family behind a plain noun.
    fn code_behind_noun(&self, candidate: &mut Candidate, phrase: &Phrase) {
        if !phrase.plain || phrase.by_code {
            return;
        }
        if let Some(Role::Code { currency, is_word, small }) = self.lexicon.role(self.hash(candidate.end))
            && self.code_is_written(candidate.end, is_word, small)
            && self.class(candidate.end + 1) != Some(TokenClass::Number)
        {
            let noun = NOUNS.iter().find(|noun| noun.alone == Meaning::Dollar);
            let is_dollar = self.settings.dollar == Some(candidate.currency)
                && noun.is_some_and(|noun| noun.of.iter().any(|(_, code)| *code == currency.code()));
            if is_dollar || currency == candidate.currency {
                candidate.currency = currency;
                candidate.end += 1;
                candidate.end_byte = self.view.tokens.spans()[candidate.end - 1].end;
            }
        }
    }

    /// Whether a number and a noun are money, as far as the words around them show.
    fn noun_is_money(&self, phrase: &Phrase, number: &Number, hyphen: bool) -> bool {
        match phrase.caution {
            Caution::Plain => true,
            Caution::Word => {
                !phrase.plain
                    || number.value >= Decimal::from(100_000)
                    || number.grouped && number.value >= Decimal::from(1000)
            }
            Caution::Pound => {
                !phrase.plain || !context::is_weight(self.view, number, phrase.end, hyphen, (self.lo, self.hi))
            }
        }
    }

    /// "fifty pence", "ten pennies", "one penny".
    fn pence(&mut self, at: usize) -> Option<Candidate> {
        let currency = self.settings.pence?;
        let number = self.number_before(at)?;
        self.subunit(number, at, currency, Pattern::MoneyPence, 0.95)
    }

    /// "20p", "75.4p".
    fn p(&mut self, at: usize) -> Option<Candidate> {
        let currency = self.settings.pence?;
        if !self.joined(at) || self.token(at) != "p" || self.class(at - 1) != Some(TokenClass::Number) {
            return None;
        }
        let number = self.number_before(at)?;
        if number.form != NumberForm::Digits
            || number.is_scaled()
            || context::is_no_pence(self.view, &number, at + 1, (self.lo, self.hi))
        {
            return None;
        }
        // "at 9p" may be an hour of the evening.
        let first = number.tokens.start as usize;
        if first > self.lo
            && number.n_decimals == 0
            && number.value <= Decimal::from(12)
            && matches!(self.token(first - 1), "at" | "by" | "until" | "till" | "before" | "after" | "@" | "At" | "By")
            && self.token(at + 1) != "a"
            && self.token(at + 1) != "/"
            && self.token(at + 1) != "per"
            && self.token(at + 1) != "each"
        {
            return None;
        }
        // The shops: "99p Stores".
        if matches!(self.token(at + 1), "Store" | "Stores" | "Shop" | "Shops") {
            return None;
        }
        // "p." and "p-" open other things: "20p.m.", "5p-block".
        if self.joined(at + 1) && matches!(self.class(at + 1), Some(TokenClass::Number | TokenClass::Word)) {
            let clitic = self.view.info(at + 1).flags.has(TokenFlags::CLITIC);
            if !clitic {
                return None;
            }
        }
        self.subunit(number, at, currency, Pattern::MoneyPence, 0.9)
    }

    /// "50 cents", "12-cent".
    fn cents(&mut self, at: usize) -> Option<Candidate> {
        // The rapper.
        if self.view.info(at).shape == Shape::Title && self.token(at).len() == 4 {
            return None;
        }
        let (start, phrase) = self.phrase_around(at)?;
        let number = self.number_before(start)?;
        // "my two cents" is an opinion.
        let first = number.tokens.start as usize;
        if first > self.lo
            && matches!(self.token(first - 1), "my" | "your" | "his" | "her" | "My")
            && self.token(first) == "two"
        {
            return None;
        }
        let mut candidate = self.closed_by(number, at + 1, phrase.currency?, phrase.factor, Pattern::MoneyCents, 0.9);
        if !self.range_backward(&mut candidate) {
            return None;
        }
        Some(candidate)
    }

    /// "50c", where dollars or euros were spoken of just before.
    fn c(&mut self, at: usize) -> Option<Candidate> {
        if !self.joined(at) || self.token(at) != "c" || self.class(at - 1) != Some(TokenClass::Number) {
            return None;
        }
        let (currency, end) = self.last_currency?;
        if at > end + 40 || self.joined(at + 1) && self.class(at + 1) != Some(TokenClass::Punctuation) {
            return None;
        }
        let number = self.number_before(at)?;
        if number.is_scaled() || number.value >= Decimal::from(1000) {
            return None;
        }
        self.subunit(number, at, currency, Pattern::MoneyCents, 0.8)
    }

    fn subunit(
        &self,
        number: Number,
        at: usize,
        currency: Currency,
        pattern: Pattern,
        score: f32,
    ) -> Option<Candidate> {
        let mut candidate = self.closed_by(number, at + 1, currency, Decimal::new(1, 2), pattern, score);
        if self.range_backward(&mut candidate) { Some(candidate) } else { None }
    }

    /// The currency of "cents": that of the last amount with cents close by, otherwise that of the dollar.
    pub(super) fn cent_currency(&self, at: usize) -> Option<Currency> {
        match self.last_currency {
            Some((currency, end)) if at <= end + 60 => Some(currency),
            _ => self.settings.dollar,
        }
    }

    /// "3 million sterling".
    fn sterling(&mut self, at: usize) -> Option<Candidate> {
        let number = self.number_before(at)?;
        if !number.is_scaled() {
            return None;
        }
        Some(self.closed_by(number, at + 1, Currency::GBP, Decimal::ONE, Pattern::MoneyAmountName, 0.9))
    }
}
