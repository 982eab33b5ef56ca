//! Amounts that hang on a currency sign: "£6bn", "US$150m", "GB £3.4 billion", "10 €", "£m 25.3", "50¢".

use gleaner_text::{Currency, TokenClass, TokenFlags, TokenRange};
use rust_decimal::Decimal;

use super::currency_names::{DOLLAR_CODES, POUND_CODES, SIGN_PREFIXES, YEN_CODES, sign};
use super::lexicon::Role;
use super::{Candidate, Reader};
use crate::number::{Number, NumberForm, Reading, glued_at, scaled_at, suffix_scale};
use crate::pattern::Pattern;

/// What stands in front of a sign.
enum Prefix {
    /// Nothing that belongs to it.
    None,
    /// "US", "GBP": the currency, and the first token.
    Currency(Currency, usize),
    /// A letter or path that makes it something else.
    Foreign,
}

impl Reader<'_, '_> {
    /// The amount at the currency sign `at`.
    pub(super) fn sign(&mut self, at: usize) -> Option<Candidate> {
        let character = self.token(at).chars().next()?;
        if character == '¢' {
            return self.cent_sign(at);
        }
        let meaning = sign(character)?;
        let plain = match character {
            '＄' | '﹩' => '$',
            '￡' => '£',
            '￥' => '¥',
            other => other,
        };
        let prefix = self.prefix(at, plain);
        if matches!(prefix, Prefix::Foreign) {
            return None;
        }
        let right = self.right_of_sign(at, plain);
        let left_is_possible = matches!(prefix, Prefix::None) && at > self.free.max(self.lo);
        if left_is_possible
            && (right.is_none() || self.right_belongs_to_next(&right))
            && let Some(number) = self.number_before(at)
        {
            // "1 £1.2.3": what stands to the right is an amount that cannot be read.
            if right.is_none() && self.joined(at + 1) && self.class(at + 1) == Some(TokenClass::Number) {
                return None;
            }
            let currency = self.currency_of(meaning)?;
            return Some(self.closed_by(number, at + 1, currency, Decimal::ONE, Pattern::MoneyAmountSymbol, 0.97));
        }
        // "5 million US$"
        if let (None, Prefix::Currency(currency, start)) = (&right, &prefix)
            && let Some(number) = self.number_before(*start)
        {
            return Some(self.closed_by(number, at + 1, *currency, Decimal::ONE, Pattern::MoneyAmountSymbol, 0.95));
        }
        let Right { number, negative, currency: said } = right?;
        let (mut currency, start) = match prefix {
            Prefix::Currency(currency, start) => (Some(currency), start),
            _ => (said.or_else(|| self.currency_of(meaning)), at),
        };
        let mut end = number.end();
        let mut end_byte = number.end_byte;
        let bare = said.is_none() && start == at;
        let mut closed = false;
        if end_byte == self.view.tokens.spans()[end - 1].end {
            // "£3m sterling", "£3m GBP", "$5m AUD", "$10 million dollars".
            if let Some((trailing, after)) = self.trailing_currency(end, plain, currency, bare) {
                currency = Some(trailing);
                end = after;
                end_byte = self.view.tokens.spans()[end - 1].end;
                closed = true;
            }
        }
        let currency = currency?;
        let mut number = number;
        // "£50 grand"
        if !number.is_scaled() && !closed && matches!(self.lexicon.role(self.hash(end)), Some(Role::Grand)) {
            let (value, scale) = (number.base.checked_mul(Decimal::ONE_THOUSAND)?, Decimal::ONE_THOUSAND);
            end += 1;
            end_byte = self.view.tokens.spans()[end - 1].end;
            let tokens = TokenRange::new(number.tokens.start as usize, end);
            number = Number { value, scale, tokens, end_byte, ..number };
        }
        let mut candidate = Candidate {
            number,
            factor: Decimal::ONE,
            amount: if negative { -number.value } else { number.value },
            max: None,
            currency,
            bound: None,
            per: None,
            start,
            end,
            end_byte,
            by_sign: true,
            closed,
            pattern: Pattern::MoneySymbolAmount,
            score: if number.form == NumberForm::Digits { 0.99 } else { 0.95 },
        };
        if !closed {
            self.small_change(&mut candidate);
        }
        if candidate.end_byte == self.view.tokens.spans()[candidate.end - 1].end
            && candidate.end == number.end()
            && !self.tail_is_clean(&number)
        {
            return None;
        }
        // "£5p": five pounds or five pence. "£1.99p" is clear.
        if candidate.end == number.end()
            && self.joined(candidate.end)
            && matches!(self.lexicon.role(self.hash(candidate.end)), Some(Role::P))
        {
            if number.n_decimals != 2 || number.is_scaled() {
                return None;
            }
            candidate.end += 1;
            candidate.end_byte = self.view.tokens.spans()[candidate.end - 1].end;
        }
        Some(candidate)
    }

    /// What stands before the sign at `at`.
    fn prefix(&self, at: usize, character: char) -> Prefix {
        if at <= self.lo || at <= self.free && self.free > 0 && !self.joined(at) {
            return Prefix::None;
        }
        let before = at - 1;
        if before < self.free {
            return Prefix::None;
        }
        let joined = self.joined(at);
        let info = self.view.info(before);
        let text = self.view.token(before);
        if info.class != TokenClass::Word {
            // A path: "/£5", "C:\£5". "£10/£12" is two amounts.
            if joined && (text == "\\" || text == "/") {
                let slash_between = self.mentions.last().is_some_and(|last| last.tokens.end as usize == before);
                return if slash_between && text == "/" { Prefix::None } else { Prefix::Foreign };
            }
            return Prefix::None;
        }
        // Tokens apart everywhere ("us $ 150 million") is how some corpora and screen texts are written.
        let all_apart = !joined && !self.joined(at + 1);
        if !joined && self.view.info(at).flags.has(TokenFlags::NEWLINE_BEFORE) {
            return Prefix::None;
        }
        let capitals = text.bytes().all(|byte| !byte.is_ascii_lowercase());
        for &(sign, word, code, apart) in SIGN_PREFIXES {
            if sign != character || !text.eq_ignore_ascii_case(word) {
                continue;
            }
            let Some(currency) = Currency::from_code(code) else { break };
            let after_the = before > self.lo && self.token(before - 1).eq_ignore_ascii_case("the");
            let taken = joined && (word.len() > 1 || capitals || character == '$')
                || apart && (capitals && !after_the || all_apart)
                || all_apart && word == "c";
            if taken {
                return Prefix::Currency(currency, before);
            }
        }
        if let Some(Role::Code { currency, is_word, small }) = self.lexicon.role(self.view.hash(before)) {
            let family = family(character);
            let fits = family.contains(&currency.code());
            if fits && (capitals || small) && (joined || !is_word || all_apart || capitals && currency.code() == "CAD")
            {
                return Prefix::Currency(currency, before);
            }
        }
        if !joined || info.flags.has(TokenFlags::CLITIC) {
            return Prefix::None;
        }
        // "10m€"
        if suffix_scale(self.view.hash(before)).is_some()
            && self.joined(before)
            && self.class(before - 1) == Some(TokenClass::Number)
        {
            return Prefix::None;
        }
        // "c£5m" is circa; any other word glued to a sign makes it something else.
        if character != '$' && (text == "c" || text == "ca") { Prefix::None } else { Prefix::Foreign }
    }

    /// The number to the right of the sign at `at`.
    fn right_of_sign(&self, at: usize, character: char) -> Option<Right> {
        let mut next = at + 1;
        if next >= self.hi || self.view.info(next).flags.has(TokenFlags::NEWLINE_BEFORE) {
            return None;
        }
        let reading =
            Reading { plain_space_groups: true, double_m: character == '$', capital_t: true, ..self.reading() };
        let mut negative = false;
        if matches!(self.token(next), "-" | "−") && self.joined(next) && self.joined(next + 1) {
            negative = true;
            next += 1;
        }
        let right = |number: Number| Some(Right { number, negative, currency: None });
        match self.class(next)? {
            TokenClass::Number => right(scaled_at(self.view, next, self.hi, reading)?),
            TokenClass::Punctuation => {
                // "£.5m"
                if self.token(next) == "." { right(scaled_at(self.view, next, self.hi, reading)?) } else { None }
            }
            TokenClass::Word => {
                let hash = self.hash(next);
                if self.joined(next) {
                    // "£m 25.3"
                    if let Some(scale) = suffix_scale(hash)
                        && self.class(next + 1) == Some(TokenClass::Number)
                        && !self.joined(next + 1)
                    {
                        let number =
                            scaled_at(self.view, next + 1, self.hi, Reading { plain_space_groups: true, ..reading })?;
                        // A year under the head "£m" is no amount.
                        if number.is_scaled() || number.is_year() {
                            return None;
                        }
                        let scale = scale.decimal();
                        return right(Number { value: number.base.checked_mul(scale)?, scale, ..number });
                    }
                    if let Some(right) = self.after_sign_word(next, character, reading) {
                        return Some(right);
                    }
                }
                // "£half a million", "£ten million"
                let number = scaled_at(self.view, next, self.hi, reading)?;
                if number.is_scaled() { right(number) } else { None }
            }
            _ => None,
        }
    }

    /// "$US5m", "$A 5m", "$CAD 5m": a country glued behind the sign.
    fn after_sign_word(&self, next: usize, character: char, reading: Reading) -> Option<Right> {
        let text = self.token(next);
        let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
        if letters == 0 {
            return None;
        }
        let word = &text[..letters];
        let code = SIGN_PREFIXES
            .iter()
            .find(|(sign, prefix, _, _)| *sign == character && prefix.eq_ignore_ascii_case(word))
            .map(|(_, _, code, _)| *code)
            .or_else(|| family(character).iter().find(|code| **code == word).copied())?;
        let currency = Currency::from_code(code);
        let number = if letters == text.len() {
            if self.class(next + 1) != Some(TokenClass::Number) {
                return None;
            }
            scaled_at(self.view, next + 1, self.hi, reading)?
        } else {
            glued_at(self.view, next, letters, self.hi, reading)?
        };
        Some(Right { number, negative: false, currency })
    }

    /// "10 $ 30 $": the number to the right has a sign of its own behind it, so this sign belongs to the left.
    fn right_belongs_to_next(&self, right: &Option<Right>) -> bool {
        let Some(right) = right else { return true };
        let start = right.number.tokens.start as usize;
        let end = right.number.end();
        !self.joined(start) && self.class(end) == Some(TokenClass::Currency) && !self.joined(end + 1)
    }

    /// What closes an amount that a sign opened, and the token after it: "£3m sterling", "£3m GBP", "$5m AUD",
    /// "$10 million dollars". Only a bare sign may be overruled, and only within its family.
    fn trailing_currency(
        &self,
        end: usize,
        character: char,
        currency: Option<Currency>,
        bare: bool,
    ) -> Option<(Currency, usize)> {
        if end >= self.hi || self.view.info(end).class != TokenClass::Word {
            return None;
        }
        if let Some(Role::Sterling) = self.lexicon.role(self.hash(end)) {
            return (currency? == Currency::GBP).then_some((Currency::GBP, end + 1));
        }
        let phrase = self.currency_phrase(end)?;
        // "£5m US dollars": two statements, nothing to join. A number behind a code may be the code's own.
        let said = phrase.currency.or(if phrase.plain { currency } else { None })?;
        let same = Some(said) == currency;
        let opens_next = phrase.by_code && self.class(phrase.end) == Some(TokenClass::Number);
        let overrules = bare && family(character).contains(&said.code()) && phrase.factor == Decimal::ONE;
        if (same || overrules) && phrase.factor == Decimal::ONE && !opens_next {
            Some((said, phrase.end))
        } else {
            None
        }
    }

    /// "50¢", "¢50".
    fn cent_sign(&self, at: usize) -> Option<Candidate> {
        let currency = self.cent_currency(at)?;
        let factor = Decimal::new(1, 2);
        if at > self.lo
            && let Some(number) = self.number_before(at)
        {
            return Some(self.closed_by(number, at + 1, currency, factor, Pattern::MoneyCents, 0.95));
        }
        if !self.joined(at + 1) {
            return None;
        }
        let number = crate::number::digits_at(self.view, at + 1, self.hi, self.reading())?;
        Some(Candidate {
            amount: number.value.checked_mul(factor)?,
            start: at,
            end: number.end(),
            end_byte: number.end_byte,
            by_sign: true,
            closed: false,
            ..self.closed_by(number, number.end(), currency, factor, Pattern::MoneyCents, 0.9)
        })
    }

    /// A candidate of `number` and the unit that ends before token `end`.
    pub(super) fn closed_by(
        &self,
        number: Number,
        end: usize,
        currency: Currency,
        factor: Decimal,
        pattern: Pattern,
        score: f32,
    ) -> Candidate {
        Candidate {
            number,
            factor,
            amount: number.value.checked_mul(factor).unwrap_or(number.value),
            max: None,
            currency,
            bound: None,
            per: None,
            start: number.tokens.start as usize,
            end,
            end_byte: self.view.tokens.spans()[end - 1].end,
            by_sign: false,
            closed: true,
            pattern,
            score,
        }
    }
}

/// A number to the right of a sign.
struct Right {
    number: Number,
    negative: bool,
    /// The currency that a country glued behind the sign gives.
    currency: Option<Currency>,
}

/// The currencies that use a sign.
fn family(character: char) -> &'static [&'static str] {
    match character {
        '$' => DOLLAR_CODES,
        '£' => POUND_CODES,
        '¥' => YEN_CODES,
        '€' => &["EUR"],
        '₹' | '₨' => &["INR", "PKR", "LKR", "NPR", "MUR", "SCR"],
        _ => &[],
    }
}
