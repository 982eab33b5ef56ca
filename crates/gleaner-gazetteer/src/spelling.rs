//! Which capitals a name asks for, and whether a piece of text has them.

use gleaner_text::TextView;

use crate::flags::EntryFlags;
use crate::key::{Within, is_and, next_token};

/// The capitals that a name accepts. Apostrophes of any kind are one, "&" is "and", under each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum CasePolicy {
    /// Its own only.
    Exact,
    /// Its own; and token by token all capitals, or a capital first and none after. Small letters only where the name
    /// has them.
    Cased,
    /// Any.
    Fold,
}

/// A name of at most so many letters is [`CasePolicy::Exact`] unless it is flagged.
const MAX_SHORT_LETTERS: usize = 4;

impl CasePolicy {
    /// The policy of a name with these flags. Without a flag ("smart"): exact for a name in all capitals and for one of
    /// at most four letters, else cased.
    pub(crate) fn of(name: &str, flags: EntryFlags) -> Self {
        if flags.has(EntryFlags::EXACT) {
            return Self::Exact;
        }
        if flags.has(EntryFlags::FOLD) {
            return Self::Fold;
        }
        let (n_letters, n_upper, n_lower) = count_letters(name);
        if n_letters <= MAX_SHORT_LETTERS || (n_upper > 0 && n_lower == 0) { Self::Exact } else { Self::Cased }
    }

    /// Whether a token without capitals can stand for `token`.
    pub(crate) fn accepts_small(self, token: &str) -> bool {
        self == Self::Fold || !token.chars().any(char::is_uppercase)
    }

    /// Whether `found` is an accepted spelling of `token`. Both are one token.
    fn accepts(self, token: &str, found: &str) -> bool {
        if token == found || same_but_apostrophes(token, found) {
            return true;
        }
        match self {
            Self::Exact => false,
            Self::Fold => same_folded(token, found),
            Self::Cased => has_name_capitals(token, found) && same_folded(token, found),
        }
    }

    /// Whether the tokens of `view` from `first` on spell a name whose tokens `spelling` holds, parted by spaces.
    pub(crate) fn accepts_tokens(self, spelling: &str, view: TextView<'_>, first: usize) -> bool {
        let mut position = Some(first);
        for token in spelling.split(' ') {
            let Some(token_idx) = position else { return false };
            let found = view.token(token_idx);
            let is_spelled = self.accepts(token, found)
                || (token == "&" || found == "&") && is_and(view.hash(token_idx)) && is_and_word(token);
            if !is_spelled {
                return false;
            }
            position = next_token(view, token_idx, Within::Sentence);
        }
        true
    }
}

/// How many letters, capitals and small letters.
fn count_letters(name: &str) -> (usize, usize, usize) {
    if name.is_ascii() {
        let (mut n_upper, mut n_lower) = (0, 0);
        for byte in name.bytes() {
            n_upper += usize::from(byte.is_ascii_uppercase());
            n_lower += usize::from(byte.is_ascii_lowercase());
        }
        return (n_upper + n_lower, n_upper, n_lower);
    }
    let count = |is_counted: fn(char) -> bool| name.chars().filter(|&character| is_counted(character)).count();
    (count(char::is_alphabetic), count(char::is_uppercase), count(char::is_lowercase))
}

fn is_and_word(token: &str) -> bool {
    token == "&" || token.eq_ignore_ascii_case("and")
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}')
}

fn same_but_apostrophes(left: &str, right: &str) -> bool {
    let plain = |character| if is_apostrophe(character) { '\'' } else { character };
    left.chars().map(plain).eq(right.chars().map(plain))
}

/// Equal after [`gleaner_text::fold_into`], without the buffer.
fn same_folded(left: &str, right: &str) -> bool {
    if left.is_ascii() && right.is_ascii() {
        return left.eq_ignore_ascii_case(right);
    }
    let folded =
        |word| {
            str::chars(word).flat_map(|character| {
                if is_apostrophe(character) { '\''.to_lowercase() } else { character.to_lowercase() }
            })
        };
    folded(left).eq(folded(right))
}

/// All capitals; a capital first and none after; or no capital, when `token` has none either.
fn has_name_capitals(token: &str, found: &str) -> bool {
    let mut n_upper = 0;
    let mut n_lower = 0;
    let mut begins_upper = false;
    for character in found.chars() {
        if character.is_uppercase() {
            begins_upper |= n_upper + n_lower == 0;
            n_upper += 1;
        } else if character.is_lowercase() {
            n_lower += 1;
        }
    }
    match n_upper {
        0 => !token.chars().any(char::is_uppercase),
        1 => n_lower == 0 || begins_upper,
        _ => n_lower == 0,
    }
}
