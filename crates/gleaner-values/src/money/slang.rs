//! Slang: "five quid", "42 bucks", "50 grand", "a fiver".

use gleaner_text::{Currency, Shape, TokenClass, TokenRange};
use rust_decimal::Decimal;

use super::{Candidate, Reader};
use crate::Locale;
use crate::number::{Number, NumberForm, NumberWord, number_word};
use crate::pattern::Pattern;

const ARTICLE: u64 = gleaner_text::fold_hash_const("a");

impl Reader<'_, '_> {
    /// "five quid", "42 bucks".
    pub(super) fn slang(&mut self, at: usize, currency: Option<Currency>, factor: Decimal) -> Option<Candidate> {
        // Bucks with a capital is a county and a team.
        if self.view.info(at).shape != Shape::Lower {
            return None;
        }
        let currency = currency?;
        if self.token(at + 1) == "pro" {
            // "a quid pro quo"
            return None;
        }
        let Some(number) = self.number_before(at) else {
            let a = at > self.lo.max(self.free)
                && matches!(number_word(self.hash(at - 1)), Some(NumberWord::Article))
                && self.token(at) == "quid";
            if !a {
                return None;
            }
            let number = self.one(at - 1);
            return Some(self.closed_by(number, at + 1, currency, factor, Pattern::MoneySlang, 0.85));
        };
        let mut candidate = self.closed_by(number, at + 1, currency, factor, Pattern::MoneySlang, 0.9);
        if self.range_backward(&mut candidate) { Some(candidate) } else { None }
    }

    /// "50 grand", not "2 Grand Prix" and not "3 grand pianos".
    pub(super) fn grand(&mut self, at: usize) -> Option<Candidate> {
        if self.view.info(at).shape != Shape::Lower {
            return None;
        }
        // A noun behind it is what is grand.
        let next = at + 1;
        let closes = match self.class(next) {
            None => true,
            Some(TokenClass::Word) => {
                self.is_function_word(next)
                    || matches!(
                        self.token(next),
                        "i" | "I"
                            | "we"
                            | "you"
                            | "he"
                            | "she"
                            | "it"
                            | "they"
                            | "more"
                            | "extra"
                            | "cash"
                            | "off"
                            | "short"
                            | "up"
                            | "down"
                            | "deposit"
                            | "bonus"
                            | "fee"
                            | "loan"
                            | "debt"
                            | "worth"
                            | "upfront"
                            | "richer"
                            | "poorer"
                            | "minimum"
                            | "maximum"
                    )
            }
            Some(_) => !self.is_hyphen(next) || self.hash(next + 1) == ARTICLE,
        };
        if !closes {
            return None;
        }
        let currency = match self.settings.locale {
            Locale::Us => self.settings.dollar?,
            _ => self.settings.pound,
        };
        let number = self.number_before(at)?;
        if number.is_scaled() {
            return None;
        }
        let mut candidate = self.closed_by(number, at + 1, currency, Decimal::ONE_THOUSAND, Pattern::MoneySlang, 0.85);
        if self.range_backward(&mut candidate) { Some(candidate) } else { None }
    }

    /// "a fiver", "a tenner".
    pub(super) fn note(&mut self, at: usize, pounds: u8) -> Option<Candidate> {
        if at <= self.lo.max(self.free) || self.view.info(at).shape != Shape::Lower {
            return None;
        }
        if !matches!(number_word(self.hash(at - 1)), Some(NumberWord::Article | NumberWord::Unit(1))) {
            return None;
        }
        let number = self.one(at - 1);
        Some(self.closed_by(number, at + 1, self.settings.pound, Decimal::from(pounds), Pattern::MoneySlang, 0.9))
    }

    /// The number one that an article at `at` stands for.
    pub(super) fn one(&self, at: usize) -> Number {
        Number {
            value: Decimal::ONE,
            base: Decimal::ONE,
            scale: Decimal::ONE,
            tokens: TokenRange::new(at, at + 1),
            end_byte: self.view.tokens.spans()[at].end,
            form: NumberForm::Words,
            grouped: false,
            n_decimals: 0,
        }
    }
}
