//! Pence and cents behind a whole amount: "five pounds fifty", "20 dollars and 43 cents".

use gleaner_text::{Currency, TokenClass};
use rust_decimal::Decimal;

use super::lexicon::Role;
use super::{Candidate, Reader};
use crate::number::{NumberForm, NumberWord, Reading, number_word, scaled_at};

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
