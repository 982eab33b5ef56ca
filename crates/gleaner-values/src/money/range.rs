//! Ranges: "£1.2m–£1.5m", "£3-5m", "between £3 and £5 million", "10 to 20 dollars".
//!
//! A range rises. What falls ("cut from £5m to £3m") is two amounts, and so is what changes ("rose from £3m to £5m").

use gleaner_text::{Shape, TokenClass, fold_hash_const};
use rust_decimal::Decimal;

use super::currency_names::sign;
use super::lexicon::Role;
use super::{BETWEEN, Candidate, Reader, bound};
use crate::number::{Number, NumberForm, Reading, scaled_at};
use crate::pattern::Pattern;
use crate::word_table::WordTable;

/// What became of an amount that a second one might follow.
pub(super) enum Outcome {
    /// It stands alone.
    One,
    /// It is a range now.
    Range,
    /// What it is worth cannot be told ("£5 to £3 million"): no amount.
    Unclear,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    Dash,
    To,
    Or,
    And,
}

/// Behind these, "from … to" is a change, not a range.
#[rustfmt::skip]
static CHANGES: WordTable<(), 128> = WordTable::set(&[
    "rose", "rise", "rises", "rising", "risen", "grew", "grow", "grows", "grown", "growing", "increase", "increased", "increases", "increasing", "up", "down", "raise",
    "raised", "raises", "raising", "jumped", "jump", "climbed", "climb", "went", "go", "goes", "gone", "soared", "soar", "cut", "cuts", "cutting", "fell", "fall", "falls", "fallen", "dropped",
    "drop", "reduced", "reduce", "doubled", "doubling", "tripled", "trebled", "moved", "changed", "lifted", "boosted", "shrank", "swelled", "slashed", "revised",
    "upgraded", "improved", "surged", "leapt", "hiked",
]);

/// Right behind these, perhaps with "by" or "a further", the first amount is by how much: "fell 3p to 245.5p".
#[rustfmt::skip]
static MOVES: WordTable<(), 128> = WordTable::set(&[
    "rose", "risen", "rises", "rising", "grew", "grown", "up", "higher", "firmer", "climbed", "climbs", "jumped", "jumps", "soared", "surged", "leapt", "advanced",
    "gained", "gains", "gaining", "added", "adds", "adding", "fell", "fallen", "falls", "falling", "down", "lower", "weaker", "dropped", "drops", "slipped", "slips", "eased", "slid", "sank",
    "sunk", "plunged", "tumbled", "declined", "lost", "shed", "sheds", "shedding", "dipped", "edged", "retreated", "rallied", "rebounded", "slumped", "crept", "ticked",
]);

const BY: u64 = fold_hash_const("by");
const A: u64 = fold_hash_const("a");
const FURTHER: u64 = fold_hash_const("further");
const ANOTHER: u64 = fold_hash_const("another");
const TO: u64 = fold_hash_const("to");
const AND: u64 = fold_hash_const("and");
const OR: u64 = fold_hash_const("or");
const FROM: u64 = fold_hash_const("from");

impl Reader<'_, '_> {
    /// The separator at `at`, and the token after it.
    fn separator(&self, at: usize) -> Option<(Separator, usize)> {
        let hash = self.hash(at);
        if hash == TO {
            return Some((Separator::To, at + 1));
        }
        if hash == OR {
            return Some((Separator::Or, at + 1));
        }
        if hash == AND {
            return Some((Separator::And, at + 1));
        }
        match self.token(at) {
            "-" | "–" | "‒" | "−" | "\u{2010}" | "\u{2011}" | "—" | "―" => {
                // Glued on both sides or on neither: "£5 -£3" is something else.
                (self.joined(at) == self.joined(at + 1)).then_some((Separator::Dash, at + 1))
            }
            _ => None,
        }
    }

    /// Whether "between" (and perhaps a bound) stands before token `start`.
    fn between_before(&self, start: usize) -> bool {
        let first = self.lo.max(self.free);
        if start > first && self.hash(start - 1) == BETWEEN {
            return true;
        }
        bound::before(self.view, start, first, false).is_some_and(|(_, phrase)| {
            phrase > first && phrase <= start && self.hash(phrase.wrapping_sub(1)) == BETWEEN
        })
    }

    /// Whether what stands before token `start` makes "… to …" a change.
    fn is_change(&self, start: usize) -> bool {
        let first = self.lo.max(self.free);
        let mut from = start;
        if from > first
            && self.hash(from - 1) != FROM
            && let Some((_, phrase)) = bound::before(self.view, start, first, false)
        {
            from = phrase;
        }
        if from <= first {
            return false;
        }
        if self.hash(from - 1) != FROM {
            let measure = [FURTHER, A, ANOTHER, BY];
            while from > first && measure.contains(&self.hash(from - 1)) {
                from -= 1;
            }
            let by = from < start && self.hash(from) == BY;
            return by || from > first && MOVES.has(self.hash(from - 1));
        }
        (from.saturating_sub(8).max(first)..from - 1).any(|idx| CHANGES.has(self.view.hash(idx)))
    }

    /// Makes a range of `candidate` where a second amount follows it.
    pub(super) fn range(&mut self, candidate: &mut Candidate) -> Outcome {
        if candidate.end_byte != self.view.tokens.spans()[candidate.end - 1].end || candidate.amount.is_sign_negative()
        {
            return Outcome::One;
        }
        let Some((separator, next)) = self.separator(candidate.end) else { return Outcome::One };
        if next >= self.hi {
            return Outcome::One;
        }
        let between = self.between_before(candidate.start);
        if (separator == Separator::And) != between {
            // "between" takes "and"; "between £3m to £5m" is forgiven.
            if !(between && separator != Separator::Or) {
                return Outcome::One;
            }
        }
        // The second amount: its own sign, its number, its unit.
        let mut at = next;
        let mut own_sign = false;
        let mut currency = candidate.currency;
        if self.class(at) == Some(TokenClass::Word)
            && self.class(at + 1) == Some(TokenClass::Currency)
            && (self.joined(at + 1)
                || matches!(self.token(at), "US" | "U.S.")
                || self.hash(at) == self.hash(candidate.start))
        {
            // "US$5m to US$6m": the prefix has to be that of the first.
            let prefix = self.token(at);
            let first = self.token(candidate.start);
            let same = prefix.eq_ignore_ascii_case(first)
                || prefix.eq_ignore_ascii_case(candidate.currency.code())
                || matches!(prefix, "US" | "U.S." | "us") && candidate.currency == gleaner_text::Currency::USD;
            if !same {
                return Outcome::One;
            }
            at += 1;
        } else if let Some(Role::Code { currency: code, .. }) = self.lexicon.role(self.hash(at))
            && self.class(at + 1) == Some(TokenClass::Number)
        {
            if code != candidate.currency {
                return Outcome::One;
            }
            own_sign = true;
            at += 1;
        }
        let mut dollar = candidate.currency.code().ends_with('D');
        if self.class(at) == Some(TokenClass::Currency)
            && let Some(meaning) = self.token(at).chars().next().and_then(sign)
        {
            let said = self.currency_of(meaning);
            let first_sign = self.token(candidate.number.tokens.start.saturating_sub(1) as usize);
            // "A$5m–$6m": a plain sign may repeat a fuller one.
            if said != Some(candidate.currency) && first_sign != self.token(at) {
                return Outcome::One;
            }
            dollar = matches!(self.token(at), "$");
            own_sign = true;
            at += 1;
        }
        let reading = Reading { plain_space_groups: own_sign, double_m: dollar, capital_t: own_sign, ..self.reading() };
        let Some(second) = scaled_at(self.view, at, self.hi, reading) else { return Outcome::One };
        if second.form == NumberForm::Words
            && candidate.number.form == NumberForm::Digits
            && !own_sign
            && !second.is_scaled()
        {
            return Outcome::One;
        }
        let mut end = second.end();
        let mut end_byte = second.end_byte;
        let clean = end_byte == self.view.tokens.spans()[end - 1].end;
        let mut factor = candidate.factor;
        let mut own_unit = false;
        if clean
            && let Some(phrase) = self.currency_phrase(end)
            && !(phrase.by_code && self.class(phrase.end) == Some(TokenClass::Number))
        {
            // "£5 to 10 dollars", "£1 to 50p"
            let same = phrase.currency == Some(currency) || phrase.plain && phrase.currency.is_none();
            let overrules = own_sign && candidate.by_sign && !candidate.closed && phrase.factor == Decimal::ONE;
            if !same && !overrules {
                return Outcome::One;
            }
            if let Some(said) = phrase.currency {
                currency = said;
            }
            if phrase.factor != factor && (candidate.closed || candidate.factor == Decimal::ONE && !own_sign) {
                // "£1 to 50p" would be a falling pair in two units.
                return Outcome::One;
            }
            factor = phrase.factor;
            own_unit = true;
            end = phrase.end;
            end_byte = self.view.tokens.spans()[end - 1].end;
        }
        if !own_unit && !self.tail_is_clean(&second) {
            return Outcome::One;
        }
        if currency != candidate.currency {
            return Outcome::One;
        }
        let first = candidate.number;
        let scaled_second = second.is_scaled();
        // "£1.2-1.5m": the scale is said once, for both.
        let mut share = Decimal::ONE;
        if !first.is_scaled() && scaled_second && !first.grouped {
            if first.value < second.base {
                share = second.scale;
            } else if !between && first.value < Decimal::from(1000) {
                // "£500 to £1m" is clear enough, "£5 to £3 million" is not.
                let far = second.base.checked_mul(Decimal::TEN).is_some_and(|ten| first.value >= ten);
                if !far {
                    return if own_sign || own_unit { Outcome::Unclear } else { Outcome::One };
                }
            }
        } else if separator == Separator::Dash
            && !own_sign
            && !first.is_scaled()
            && !scaled_second
            && !first.grouped
            && first.n_decimals == 0
            && second.grouped
            && (second.value % Decimal::ONE_THOUSAND).is_zero()
            && first.value < second.value / Decimal::ONE_THOUSAND
        {
            // "£20-30,000"
            share = Decimal::ONE_THOUSAND;
        }
        if !own_sign && !own_unit && !self.bare_second_fits(candidate, &second, separator) {
            return Outcome::One;
        }
        // "£3 or £5 million" shares a scale; "£10 or £20" are two amounts.
        if separator == Separator::Or && share == Decimal::ONE {
            return Outcome::One;
        }
        let (Some(low), Some(high)) = (
            first.value.checked_mul(share).and_then(|value| value.checked_mul(candidate.factor)),
            second.value.checked_mul(factor),
        ) else {
            return Outcome::One;
        };
        if low >= high {
            return Outcome::One;
        }
        if separator == Separator::To && self.is_change(candidate.start) {
            if share == Decimal::ONE {
                return Outcome::One;
            }
            // "rose from £3 to £5 million": the first has its scale from the second.
            candidate.amount = low;
            return Outcome::One;
        }
        // The cents that "5 pounds 50" took are in `amount`, not in the number.
        candidate.amount = if share == Decimal::ONE { candidate.amount.max(low) } else { low };
        candidate.max = Some(high);
        candidate.end = end;
        candidate.end_byte = end_byte;
        candidate.pattern = Pattern::MoneyRange;
        candidate.score = candidate.score.min(0.95);
        Outcome::Range
    }

    /// Whether a second number without sign and unit can be the upper end.
    fn bare_second_fits(&self, candidate: &Candidate, second: &Number, separator: Separator) -> bool {
        if candidate.closed {
            // "5 dollars to 10": nothing says that the ten are dollars.
            return false;
        }
        let glued = self.joined(candidate.end) && separator == Separator::Dash;
        let next = second.end();
        let ends = next >= self.hi || self.class(next) != Some(TokenClass::Word) || self.is_function_word(next);
        if glued {
            // "£4m-5 year deal": unscaled behind a scale. "£3-£5-7": a chain.
            return (second.is_scaled() || !candidate.number.is_scaled()) && !self.is_hyphen(next);
        }
        match separator {
            Separator::Dash | Separator::To | Separator::And | Separator::Or => {
                if candidate.number.is_scaled() && !second.is_scaled() {
                    return false;
                }
                if second.is_scaled() { ends || self.is_suffixed(second) } else { ends }
            }
        }
    }

    /// "5m" rather than "5 million".
    fn is_suffixed(&self, number: &Number) -> bool {
        self.joined(number.end() - 1)
    }

    /// Words that end a phrase, so that the number before them counts nothing.
    pub(super) fn is_function_word(&self, at: usize) -> bool {
        matches!(
            self.token(at),
            "in" | "of"
                | "for"
                | "a"
                | "an"
                | "per"
                | "on"
                | "at"
                | "by"
                | "over"
                | "from"
                | "with"
                | "and"
                | "or"
                | "but"
                | "to"
                | "each"
                | "every"
                | "is"
                | "was"
                | "has"
                | "had"
                | "will"
                | "would"
                | "could"
                | "as"
                | "than"
                | "p.a."
                | "pa"
                | "depending"
                | "range"
                | "bracket"
                | "annually"
                | "monthly"
                | "weekly"
                | "this"
                | "next"
                | "last"
                | "during"
                | "within"
                | "since"
                | "which"
                | "that"
                | "if"
                | "when"
                | "plus"
                | "before"
                | "after"
                | "until"
        )
    }

    /// Makes a range of a candidate whose unit came last: "10-20 dollars", "between 1.1 and 1.3 dollars",
    /// "two or three million pounds". False when what stands before it makes the amount unclear.
    pub(super) fn range_backward(&self, candidate: &mut Candidate) -> bool {
        let start = candidate.number.tokens.start as usize;
        let first = self.lo.max(self.free);
        if start < first + 2 {
            return true;
        }
        let at = start - 1;
        let Some((separator, _)) = self.separator(at) else { return true };
        if separator == Separator::Dash && !self.joined(at) {
            // "Lot 3 - 5 dollars" is no range; "costs 3 - 5 dollars" is one.
            let numbers = self.class(at - 1) == Some(TokenClass::Number);
            let name = at >= first + 2
                && self.class(at - 2) == Some(TokenClass::Word)
                && self.view.info(at - 2).shape != Shape::Lower;
            if !numbers || name || self.joined(start) {
                return true;
            }
        }
        let Some(low) = self.number_before(at) else {
            return true;
        };
        let low_start = low.tokens.start as usize;
        // The number before is another's: "£3 - 5 dollars", "1/2 and 5 dollars".
        if self.class(low_start.wrapping_sub(1)) == Some(TokenClass::Currency) {
            return true;
        }
        match separator {
            Separator::And if !self.between_before(low_start) => return true,
            Separator::To | Separator::Dash if low.is_year() => return true,
            _ => {}
        }
        if separator == Separator::Dash && low_start > first && self.is_hyphen(low_start - 1) {
            // "1111-2222-33 dollars"
            return false;
        }
        let number = candidate.number;
        let share = if !low.is_scaled() && number.is_scaled() && !low.grouped && low.value < number.base {
            number.scale
        } else {
            Decimal::ONE
        };
        let Some(amount) = low.value.checked_mul(share).and_then(|value| value.checked_mul(candidate.factor)) else {
            return true;
        };
        if amount >= candidate.amount {
            // "20-10 dollars" is no range and no ten dollars either; "from 20 to 10 dollars" ends in ten.
            return separator != Separator::Dash;
        }
        if separator == Separator::To && self.is_change(low_start) {
            return true;
        }
        if separator == Separator::Or && low.form != number.form {
            return true;
        }
        candidate.max = Some(candidate.amount);
        candidate.amount = amount;
        candidate.start = low_start;
        candidate.pattern = Pattern::MoneyRange;
        candidate.score = candidate.score.min(0.93);
        true
    }
}
