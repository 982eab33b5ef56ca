//! Amounts that hang on a word: a currency's name, a code, "pence", "quid".

use gleaner_text::{Currency, Shape, TokenClass, TokenFlags};
use rust_decimal::Decimal;

use super::currency_names::{ALIASES, Alias, Caution, Meaning, NOUNS, Side, iso};
use super::lexicon::Role;
use super::{Candidate, Reader, context, currency_names};
use crate::Locale;
use crate::number::{Number, NumberForm, NumberWord, Reading, glued_at, number_word, scale_words, scaled_at};
use crate::pattern::Pattern;
use crate::phrase_table::join;

/// A currency as a phrase: "US dollars", "Hong Kong dollars", "pounds sterling", "USD", "pence".
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrase {
    /// The currency; `None` where several have the name.
    pub(super) currency: Option<Currency>,
    /// A noun without a country.
    pub(super) plain: bool,
    /// It is a code or short form.
    pub(super) by_code: bool,
    /// Worth of one in the currency.
    pub(super) factor: Decimal,
    /// The noun or code.
    pub(super) head: usize,
    /// One past the last token.
    pub(super) end: usize,
    /// How readily a noun is taken.
    caution: Caution,
}

const ARTICLE: u64 = gleaner_text::fold_hash_const("a");

impl Phrase {
    /// True for nouns that are ordinary words too: "sum", "mark".
    pub(super) fn is_word(&self) -> bool {
        self.caution == Caution::Word
    }
}

/// Whether fifty cents can be half a unit of the currency.
pub(super) fn has_cents(currency: Currency) -> bool {
    matches!(
        currency.code(),
        "USD"
            | "EUR"
            | "AUD"
            | "CAD"
            | "NZD"
            | "HKD"
            | "SGD"
            | "TWD"
            | "ZAR"
            | "JMD"
            | "TTD"
            | "BBD"
            | "BZD"
            | "XCD"
            | "KES"
    )
}

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

    /// The country that a phrase at `at` names, and the token after it.
    fn country_at(&self, at: usize) -> Option<([u8; 2], usize)> {
        let mut key = 0;
        let mut found = None;
        for n_words in 1..=4 {
            let hash = self.hash(at + n_words - 1);
            if hash == 0 {
                break;
            }
            key = join(key, hash);
            if let Some(country) = self.lexicon.country(key) {
                found = Some((country, at + n_words));
            }
        }
        found
    }

    /// The currency phrase that begins at token `at`.
    pub(super) fn currency_phrase(&self, at: usize) -> Option<Phrase> {
        match self.lexicon.role(self.hash(at)) {
            Some(Role::Code { currency, is_word, small }) => {
                // "CFP francs" is a country first.
                if self.code_is_written(at, is_word, small) {
                    return Some(Phrase {
                        currency: Some(currency),
                        plain: false,
                        by_code: true,
                        factor: Decimal::ONE,
                        head: at,
                        end: at + 1,
                        caution: Caution::Plain,
                    });
                }
            }
            Some(Role::Alias(index)) => {
                let alias = &ALIASES[index as usize];
                if alias.side == Side::Both && alias.exact.contains(&self.token(at)) {
                    return Some(Phrase {
                        currency: Some(self.currency_of(alias.meaning)?),
                        plain: false,
                        by_code: true,
                        factor: power_of_ten(alias.exponent),
                        head: at,
                        end: at + 1,
                        caution: if alias.strict { Caution::Word } else { Caution::Plain },
                    });
                }
            }
            Some(Role::Noun(index)) => {
                if self.country_at(at).is_none_or(|(_, next)| !self.is_noun(next)) {
                    return self.noun_phrase(at, None, usize::from(index));
                }
            }
            Some(Role::Pence) => return self.penny_phrase(at),
            Some(Role::P) if self.joined(at) && self.token(at) == "p" => return self.penny_phrase(at),
            Some(Role::Cent) => {
                return Some(Phrase {
                    currency: Some(self.cent_currency(at)?),
                    plain: false,
                    by_code: false,
                    factor: Decimal::new(1, 2),
                    head: at,
                    end: at + 1,
                    caution: Caution::Plain,
                });
            }
            _ => {}
        }
        let (country, next) = self.country_at(at)?;
        match self.lexicon.role(self.hash(next))? {
            Role::Noun(index) => self.noun_phrase(next, Some(country), usize::from(index)),
            Role::Cent => {
                let currency = match &country {
                    b"US" => Currency::USD,
                    b"AU" => iso("AUD"),
                    b"CA" => iso("CAD"),
                    b"NZ" => iso("NZD"),
                    b"HK" => iso("HKD"),
                    b"SG" => iso("SGD"),
                    b"EU" => Currency::EUR,
                    _ => return None,
                };
                Some(Phrase {
                    currency: Some(currency),
                    plain: false,
                    by_code: false,
                    factor: Decimal::new(1, 2),
                    head: next,
                    end: next + 1,
                    caution: Caution::Plain,
                })
            }
            _ => None,
        }
    }

    fn is_noun(&self, at: usize) -> bool {
        matches!(self.lexicon.role(self.hash(at)), Some(Role::Noun(_)))
    }

    fn penny_phrase(&self, at: usize) -> Option<Phrase> {
        Some(Phrase {
            currency: Some(self.settings.pence?),
            plain: false,
            by_code: false,
            factor: Decimal::new(1, 2),
            head: at,
            end: at + 1,
            caution: Caution::Plain,
        })
    }

    fn noun_phrase(&self, at: usize, country: Option<[u8; 2]>, index: usize) -> Option<Phrase> {
        let noun = &NOUNS[index];
        let currency = match country {
            Some(country) => {
                let code = noun.of.iter().find(|(key, _)| key.as_bytes() == country).map(|(_, code)| *code);
                match code {
                    Some("GBP") => Some(self.settings.pound),
                    Some(code) => Some(Currency::from_code(code)?),
                    // "Scottish dollars", "American pounds": the country is no part of the name.
                    None => return None,
                }
            }
            None => self.currency_of(noun.alone),
        };
        let mut end = at + 1;
        let mut currency = currency;
        let mut plain = country.is_none();
        if noun.caution == Caution::Pound {
            if matches!(self.lexicon.role(self.hash(end)), Some(Role::Sterling)) {
                currency = Some(Currency::GBP);
                plain = false;
                end += 1;
            }
        } else if self.lexicon.country(join(0, self.hash(end))) == Some(*b"EG") && noun.words.contains(&"geneh") {
            // "genihat masriya": the adjective follows.
            end += 1;
        }
        Some(Phrase { currency, plain, by_code: false, factor: Decimal::ONE, head: at, end, caution: noun.caution })
    }

    /// The longest phrase whose head is token `head`: the countries in front of it belong to it.
    fn phrase_around(&self, head: usize) -> Option<(usize, Phrase)> {
        let first = self.lo.max(self.free);
        for n_before in (0..=4usize).rev() {
            if head < first + n_before {
                continue;
            }
            let start = head - n_before;
            if n_before > 0 && self.country_at(start).is_none_or(|(_, next)| next != head) {
                continue;
            }
            if let Some(phrase) = self.currency_phrase(start)
                && phrase.head == head
            {
                return Some((start, phrase));
            }
        }
        None
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

    /// Whether token `at` is written as a code: capitals, or small letters where the code is no word.
    fn code_is_written(&self, at: usize, is_word: bool, small: bool) -> bool {
        if at >= self.hi {
            return false;
        }
        match self.view.info(at).shape {
            Shape::Upper => !is_word || !self.in_capitals(at),
            _ => small,
        }
    }

    /// Whether the words around `at` are in capitals too, so that its own capitals say nothing.
    fn in_capitals(&self, at: usize) -> bool {
        let upper = |idx: usize| {
            idx >= self.lo
                && idx < self.hi
                && self.view.info(idx).class == TokenClass::Word
                && self.view.info(idx).shape == Shape::Upper
                && self.view.token(idx).len() > 3
        };
        (at > 0 && upper(at - 1)) || upper(at + 1) || upper(at + 2) || (at > 1 && upper(at - 2))
    }

    /// "GBP 3m", "3m GBP", "75 USD million".
    fn code(&mut self, at: usize, currency: Currency, is_word: bool, small: bool) -> Option<Candidate> {
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
    fn alias(&mut self, at: usize, alias: &Alias) -> Option<Candidate> {
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
        let abbreviation = strict && currency_names::ABBREVIATIONS.contains(&currency.code());
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
    fn glued(&mut self, at: usize) -> Option<Candidate> {
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

    /// "five quid", "42 bucks".
    fn slang(&mut self, at: usize, currency: Option<Currency>, factor: Decimal) -> Option<Candidate> {
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
    fn grand(&mut self, at: usize) -> Option<Candidate> {
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
    fn note(&mut self, at: usize, pounds: u8) -> Option<Candidate> {
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
            tokens: gleaner_text::TokenRange::new(at, at + 1),
            end_byte: self.view.tokens.spans()[at].end,
            form: NumberForm::Words,
            grouped: false,
            n_decimals: 0,
        }
    }

    /// Pence and cents behind a whole amount: "5 pounds 50", "20 dollars and 43 cents", "£5 and 20p", "$20 and 43c",
    /// "3 GBP 1 pence". A bare number has to close the clause.
    pub(super) fn small_change(&self, candidate: &mut Candidate) {
        let number = candidate.number;
        if number.is_scaled()
            || number.n_decimals > 0
            || !number.value.fract().is_zero()
            || candidate.factor != Decimal::ONE
            || candidate.end_byte != self.view.tokens.spans()[candidate.end - 1].end
            || !candidate.closed && !candidate.by_sign
        {
            return;
        }
        let mut at = candidate.end;
        let and = matches!(number_word(self.hash(at)), Some(NumberWord::And));
        if and || self.token(at) == "," && self.joined(at) {
            at += 1;
        }
        if at >= self.hi || self.view.is_joined(at) {
            return;
        }
        let Some(small) = scaled_at(self.view, at, self.hi, Reading::default()) else { return };
        let hundred = Decimal::ONE_HUNDRED;
        if small.is_scaled() || small.n_decimals > 0 || small.value >= hundred || small.value.is_zero() {
            return;
        }
        let end = small.end();
        let unit = self.lexicon.role(self.hash(end));
        let joined_unit = self.joined(end);
        let said = match unit {
            Some(Role::Pence) => self.settings.pence == Some(candidate.currency),
            Some(Role::P) => joined_unit && self.settings.pence == Some(candidate.currency),
            Some(Role::Cent) => has_cents(candidate.currency),
            Some(Role::C) => has_cents(candidate.currency) && (joined_unit || self.token(end + 1).is_empty()),
            _ => self.token(end) == "¢" && has_cents(candidate.currency),
        };
        let after = if said {
            end + 1
        } else {
            // "fifteen dollars and 50." and "five pounds fifty": two digits or words, closing the clause.
            let two_digits = small.form == NumberForm::Words || self.token(at).len() == 2;
            let closes = end >= self.hi
                || candidate.closed
                    && (matches!(self.token(end), "." | ";" | "!" | "?" | ")")
                        || matches!(self.token(end), "more" | "each" | "extra" | "left") && !and);
            // A row of figures is no amount with cents.
            let in_row = candidate.start > self.lo
                && matches!(self.class(candidate.start - 1), Some(TokenClass::Number | TokenClass::Currency));
            let comma = self.token(candidate.end) == ",";
            if !two_digits && !and || !closes || in_row || comma {
                return;
            }
            if !candidate.closed && small.form == NumberForm::Words {
                return;
            }
            end
        };
        let Some(sum) = small.value.checked_div(hundred).and_then(|part| {
            if candidate.amount.is_sign_negative() {
                candidate.amount.checked_sub(part)
            } else {
                candidate.amount.checked_add(part)
            }
        }) else {
            return;
        };
        candidate.amount = sum;
        candidate.end = after;
        candidate.end_byte = self.view.tokens.spans()[after - 1].end;
        if !said {
            candidate.score = candidate.score.min(0.7);
        }
    }
}

/// Ten to the power of `exponent`.
fn power_of_ten(exponent: u8) -> Decimal {
    Decimal::from(10u64.pow(u32::from(exponent)))
}
