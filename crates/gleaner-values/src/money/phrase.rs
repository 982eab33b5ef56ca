//! Currencies as phrases: "US dollars", "Hong Kong dollars", "pounds sterling", "usd", "pence".

use gleaner_text::{Currency, Shape, TokenClass};
use rust_decimal::Decimal;

use super::Reader;
use super::code::power_of_ten;
use super::currency_names::{ALIASES, Caution, NOUNS, Side, iso};
use super::lexicon::Role;
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
    pub(super) caution: Caution,
}

impl Phrase {
    /// True for nouns that are ordinary words too: "sum", "mark".
    pub(super) fn is_word(&self) -> bool {
        self.caution == Caution::Word
    }
}

impl Reader<'_, '_> {
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
            Some(Role::Code { currency, is_word, small }) if self.code_is_written(at, is_word, small) => {
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
            // "renminbi yuan" begins with what is a country elsewhere.
            Some(Role::Noun(index)) if self.country_at(at).is_none_or(|(_, next)| !self.is_noun(next)) => {
                return self.noun_phrase(at, None, usize::from(index));
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

    pub(super) fn is_noun(&self, at: usize) -> bool {
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
        if noun.caution == Caution::Pound && matches!(self.lexicon.role(self.hash(end)), Some(Role::Sterling)) {
            currency = Some(Currency::GBP);
            plain = false;
            end += 1;
        }
        Some(Phrase { currency, plain, by_code: false, factor: Decimal::ONE, head: at, end, caution: noun.caution })
    }

    /// The longest phrase whose head is token `head`: the countries in front of it belong to it.
    pub(super) fn phrase_around(&self, head: usize) -> Option<(usize, Phrase)> {
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

    /// Whether token `at` is written as a code: capitals, or small letters where the code is no word.
    pub(super) fn code_is_written(&self, at: usize, is_word: bool, small: bool) -> bool {
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
}
