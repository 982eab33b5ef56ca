//! Amounts that hang on a code or a short form: "GBP 3m", "42 RM", "Rs 500 crore", "30 MUSD", "GBP3m".

use gleaner_text::{Currency, TokenClass, TokenFlags};
use rust_decimal::Decimal;

use super::currency_names::{ABBREVIATIONS, ALIASES, Alias, Side};
use super::lexicon::Role;
use super::{Candidate, Reader};
use crate::number::{Number, NumberForm, Reading, glued_at, scale_words, scaled_at};
use crate::pattern::Pattern;

impl Reader<'_, '_> {
    /// "GBP 3m", "3m GBP", "75 USD million".
    pub(super) fn code(&mut self, at: usize, currency: Currency, is_word: bool, small: bool) -> Option<Candidate> {
        if !self.code_is_written(at, is_word, small) {
            return None;
        }
        // "10 CFA francs" and the like: the noun decides. "USD $5m": the sign does.
        if self.is_noun(at + 1) || self.class(at + 1) == Some(TokenClass::Currency) {
            return None;
        }
        self.coded(at, currency, is_word, Side::Both, Decimal::ONE)
    }

    /// "Rs 500 crore", "42 RM", "30 MUSD".
    pub(super) fn alias(&mut self, at: usize, alias: &Alias) -> Option<Candidate> {
        if !alias.exact.contains(&self.token(at)) {
            return None;
        }
        if self.class(at + 1) == Some(TokenClass::Currency) {
            return None;
        }
        let currency = self.currency_of(alias.meaning)?;
        // "the three Rs"
        if let Some(number) = self.number_before(at)
            && number.form == NumberForm::Words
            && !number.is_scaled()
        {
            return None;
        }
        self.coded(at, currency, alias.strict, alias.side, power_of_ten(alias.exponent))
    }

    fn coded(&mut self, at: usize, currency: Currency, strict: bool, side: Side, factor: Decimal) -> Option<Candidate> {
        let like_money = |number: &Number| {
            number.is_scaled() || number.grouped || (number.n_decimals == 2 && number.value >= Decimal::from(100))
        };
        let left = if side == Side::Both { self.number_before(at) } else { None };
        let right = self.right_of_code(at);
        // A number that some other unit follows is that unit's: "GBP 350 USD 400" has its own, "10 USD 20 EUR" has not.
        let right_is_free = |number: &Number| {
            let end = number.end();
            self.class(end) != Some(TokenClass::Currency)
                && self.currency_phrase(end).is_none_or(|phrase| {
                    // "USD 200 GBP 300": the code behind has a number of its own.
                    phrase.by_code && self.class(phrase.end) == Some(TokenClass::Number)
                })
        };
        // Abbreviations that are no words of English: "42 SAR", "INR 10", not "5 SAR teams" and not "INR 2.5".
        let closes = |end: usize| self.class(end) != Some(TokenClass::Word) || self.is_function_word(end);
        let abbreviation = strict && ABBREVIATIONS.contains(&currency.code());
        if let Some(number) = left
            && (!strict || like_money(&number) || abbreviation && closes(at + 1))
        {
            let right_wins = right.is_some_and(|right| {
                !self.joined(at)
                    && like_money(&right)
                    && !like_money(&number)
                    && right_is_free(&right)
                    && factor == Decimal::ONE
            });
            if !right_wins {
                let mut candidate = self.closed_by(number, at + 1, currency, factor, Pattern::MoneyAmountCode, 0.96);
                if strict {
                    candidate.score = 0.85;
                }
                // "75 USD million"
                if !number.is_scaled()
                    && let Some((scale, after)) = scale_words(self.view, at + 1, self.hi)
                {
                    candidate.number.scale = scale;
                    candidate.amount = candidate.amount.checked_mul(scale)?;
                    candidate.end = after;
                    candidate.end_byte = self.view.tokens.spans()[after - 1].end;
                    return Some(candidate);
                }
                if !self.range_backward(&mut candidate) {
                    return None;
                }
                if candidate.max.is_none() {
                    self.small_change(&mut candidate);
                }
                return Some(candidate);
            }
        }
        let number = right?;
        let ten_or_more = abbreviation && number.value >= Decimal::TEN && closes(number.end());
        if (strict && !like_money(&number) && !ten_or_more) || !right_is_free(&number) || !self.tail_is_clean(&number) {
            return None;
        }
        Some(Candidate {
            start: at,
            end: number.end(),
            end_byte: number.end_byte,
            by_sign: true,
            closed: false,
            ..self.closed_by(
                number,
                number.end(),
                currency,
                factor,
                Pattern::MoneyCodeAmount,
                if strict { 0.85 } else { 0.97 },
            )
        })
    }

    /// The number to the right of a code; a full stop may lie between ("Rs. 20").
    fn right_of_code(&self, at: usize) -> Option<Number> {
        let mut next = at + 1;
        if self.token(next) == "." && self.joined(next) && self.class(next + 1) == Some(TokenClass::Number) {
            // "Rs. 20", "Fr. 10m": short forms; a code ends its sentence there.
            if !matches!(self.lexicon.role(self.hash(at)), Some(Role::Alias(_))) {
                return None;
            }
            next += 1;
        }
        if next >= self.hi || self.view.info(next).flags.has(TokenFlags::NEWLINE_BEFORE) {
            return None;
        }
        match self.class(next)? {
            TokenClass::Number => scaled_at(
                self.view,
                next,
                self.hi,
                Reading { plain_space_groups: true, double_m: true, ..self.reading() },
            ),
            TokenClass::Word if !self.joined(next) => {
                scaled_at(self.view, next, self.hi, self.reading()).filter(|number| number.is_scaled())
            }
            _ => None,
        }
    }

    /// "GBP3m", "RM42", "R10m", "USD3.14": letters and a number in one token.
    pub(super) fn glued(&mut self, at: usize) -> Option<Candidate> {
        let text = self.token(at);
        let letters = text.chars().take_while(|character| character.is_alphabetic()).map(char::len_utf8).sum::<usize>();
        if letters == 0 || letters > 6 || letters == text.len() {
            return None;
        }
        if self.joined(at)
            && !matches!(
                self.token(at - 1),
                "(" | "[" | "/" | "~" | "<" | ">" | "“" | "\"" | "‘" | "'" | "–" | "—" | "-"
            )
        {
            return None;
        }
        let word = &text[..letters];
        let role = self.lexicon.role(gleaner_text::fold_hash(word))?;
        let (currency, strict, factor) = match role {
            Role::Code { currency, is_word, small } => {
                let written = if word.bytes().all(|byte| byte.is_ascii_uppercase()) { true } else { small };
                if !written {
                    return None;
                }
                (currency, is_word, Decimal::ONE)
            }
            Role::Alias(index) => {
                let alias = &ALIASES[index as usize];
                if !alias.exact.contains(&word) {
                    return None;
                }
                (self.currency_of(alias.meaning)?, alias.strict, power_of_ten(alias.exponent))
            }
            _ => return None,
        };
        let reading = Reading { double_m: true, ..self.reading() };
        let number = glued_at(self.view, at, letters, self.hi, reading)?;
        let like_money = number.is_scaled() || number.grouped || number.n_decimals == 2;
        if (strict && !like_money) || !self.tail_is_clean(&number) {
            return None;
        }
        // "RM42/7", "AUD12-B": part of a reference.
        if !like_money && self.joined(number.end()) && matches!(self.token(number.end()), "/" | "-" | "_" | ":") {
            let next = self.class(number.end() + 1);
            if self.token(number.end()) != "-" || !matches!(next, Some(TokenClass::Word)) {
                return None;
            }
        }
        Some(Candidate {
            start: at,
            end: number.end(),
            end_byte: number.end_byte,
            by_sign: true,
            closed: false,
            ..self.closed_by(number, number.end(), currency, factor, Pattern::MoneyCodeAmount, 0.95)
        })
    }
}

/// Ten to the power of `exponent`.
pub(super) fn power_of_ten(exponent: u8) -> Decimal {
    Decimal::from(10u64.pow(u32::from(exponent)))
}
