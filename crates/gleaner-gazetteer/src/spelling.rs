//! Whether a piece of text is a spelling of a name that the name's policies allow.

use gleaner_text::{TextView, fold_hash};

use crate::key::{Within, is_suffix, later_key, next_token};
use crate::letters::{Keep, letters};
use crate::policy::{Case, Policy};

/// What parts the tokens of a spelling from the marks between them; no list can hold it.
pub(crate) const MARKS: char = '\u{1f}';

/// Stands for a word among marks.
const WORD: char = 'w';

/// Small words that stand between the words of names: small also in a name that the list writes in all capitals.
const SMALL_WORDS: [&str; 18] = [
    "of", "the", "and", "for", "in", "on", "at", "to", "by", "de", "la", "le", "du", "des", "van", "von", "der", "den",
];

/// Whether a token without capitals can begin the name of which `token` is the first of several (or the only) tokens.
pub(crate) fn accepts_small(policy: Policy, token: &str, is_only: bool) -> bool {
    policy.case() == Case::Fold
        || !token.chars().any(char::is_uppercase)
        || (!is_only && !policy.has(Policy::EXACT_THE) && token.eq_ignore_ascii_case("the"))
        || (policy.case() == Case::Cased && is_small_word_in_capitals(token))
}

/// Whether the tokens of `view` from `first` to before `end` are written as `spelling` allows: the tokens of a name parted
/// by spaces, and behind [`MARKS`] its marks, where the policy asks for them.
pub(crate) fn accepts(policy: Policy, spelling: &str, view: TextView<'_>, first: usize, end: usize) -> bool {
    let (tokens, marks) = match spelling.split_once(MARKS) {
        Some((tokens, marks)) => (tokens, Some(marks)),
        None => (spelling, None),
    };
    let mut position = Some(first);
    let mut tokens = tokens.split(' ').peekable();
    let mut is_first = true;
    while let Some(token) = tokens.next() {
        let Some(token_idx) = position.filter(|&token_idx| token_idx < end) else { return false };
        let found = view.token(token_idx);
        let place = match (is_first, tokens.peek().is_none()) {
            (true, true) => Place::Only,
            (true, false) => Place::First,
            (false, _) => Place::Later,
        };
        if token != found && !accepts_token(policy, token, found, place) {
            return false;
        }
        is_first = false;
        position = next_token(view, token_idx, Within::Sentence);
    }
    let Some(marks) = marks else { return true };
    let start = view.tokens.spans()[first].start as usize;
    let end = view.tokens.spans()[end - 1].end as usize;
    view.text.get(start..end).is_some_and(|slice| marks_of(policy, slice).eq(marks.chars()))
}

/// The marks of a name or of a piece of text that count under the policy, in order; every run of other characters between
/// them is one [`WORD`]. Marks behind the last word say nothing: a full stop there may be that of a sentence.
pub(crate) fn marks_of(policy: Policy, text: &str) -> impl Iterator<Item = char> {
    let text = text.trim_end_matches(move |character: char| policy.is_mark(character));
    let mut in_word = false;
    text.chars().filter_map(move |character| {
        if policy.is_mark(character) {
            in_word = false;
            return Some(if crate::letters::is_apostrophe(character) { '\'' } else { character });
        }
        (!std::mem::replace(&mut in_word, true)).then_some(WORD)
    })
}

/// Where in its name a token stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Only,
    First,
    Later,
}

/// Whether `found` is an accepted spelling of `token`. Both are one token.
fn accepts_token(policy: Policy, token: &str, found: &str, place: Place) -> bool {
    let (is_and, found_and) = (token == "&", found == "&");
    if is_and != found_and {
        let word = if is_and { found } else { token };
        return !policy.has(Policy::EXACT_AND) && word.eq_ignore_ascii_case("and");
    }
    if place == Place::First && !policy.has(Policy::EXACT_THE) && token.eq_ignore_ascii_case("the") {
        return found.eq_ignore_ascii_case("the");
    }
    if place == Place::Later && !policy.has(Policy::EXACT_SUFFIX) && accepts_suffix(token, found) {
        return true;
    }
    let keep = Keep { case: policy.case() == Case::Exact, accents: policy.has(Policy::EXACT_ACCENTS) };
    let is_same = if is_simple(token) && is_simple(found) {
        if keep.case { token == found } else { token.eq_ignore_ascii_case(found) }
    } else {
        letters(token, keep).eq(letters(found, keep))
    };
    is_same && (policy.case() != Case::Cased || has_name_capitals(token, found))
}

/// True for a word that is its own letters but for capitals.
fn is_simple(word: &str) -> bool {
    word.is_ascii() && !word.contains(['.', '\''])
}

/// The same legal suffix, short or long, with or without full stops. Long forms that are words need a capital: a "limited
/// company" is none.
fn accepts_suffix(token: &str, found: &str) -> bool {
    const MAX_SHORT_BYTES: usize = 4;
    let key = suffix_key(token);
    let is_written = found.len() <= MAX_SHORT_BYTES + found.matches('.').count()
        || found.eq_ignore_ascii_case("limited")
        || found.starts_with(char::is_uppercase);
    is_written && is_suffix(key) && suffix_key(found) == key
}

fn suffix_key(word: &str) -> u64 {
    // The longest is "incorporated", with a full stop behind every letter at worst.
    let mut bytes = [0u8; 16];
    let mut n_bytes = 0;
    for byte in word.bytes().filter(|&byte| byte != b'.') {
        let Some(place) = bytes.get_mut(n_bytes).filter(|_| byte.is_ascii_alphabetic()) else { return 0 };
        *place = byte;
        n_bytes += 1;
    }
    std::str::from_utf8(&bytes[..n_bytes]).map_or(0, |word| later_key(fold_hash(word)))
}

/// A word such as "OF" of a name in all capitals.
fn is_small_word_in_capitals(token: &str) -> bool {
    token.len() > 1
        && token.bytes().all(|byte| byte.is_ascii_uppercase())
        && SMALL_WORDS.iter().any(|word| word.eq_ignore_ascii_case(token))
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
        // The name's own capitals, where only accents and the like differ.
        _ if token
            .chars()
            .filter(|c| c.is_alphabetic())
            .map(char::is_uppercase)
            .eq(found.chars().filter(|c| c.is_alphabetic()).map(char::is_uppercase)) =>
        {
            true
        }
        0 => !token.chars().any(char::is_uppercase) || is_small_word_in_capitals(token),
        1 => n_lower == 0 || begins_upper,
        _ => n_lower == 0,
    }
}
