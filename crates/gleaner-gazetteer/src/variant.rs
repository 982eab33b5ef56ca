//! The ways to write a name that have keys of their own: found when the name is compiled, so that a text pays nothing.
//!
//! What only changes a token ("Café", "Ltd", "&") or adds a mark that keys leave out ("Coca-Cola", "St.") is settled by
//! [`key`](crate::key); what changes the number of tokens is a variant.

use std::borrow::Cow;

use gleaner_text::{TextView, TokenClass, TokenFlags, TokenTable};

use crate::key::{Within, first_state, is_free, next_state, next_token, token_key, word_key};
use crate::letters::is_apostrophe;
use crate::policy::Policy;

/// How many ways to write one name are made at most.
const MAX_VARIANTS: usize = 64;

/// A word of a name.
#[derive(Clone, Debug)]
pub(crate) struct Word<'n> {
    pub(crate) text: Cow<'n, str>,
    key: u64,
    /// Where it begins in the name.
    pub(crate) start: usize,
    /// A hyphen without white space parts it from the word before it.
    is_hyphened: bool,
    /// A possessive 's, behind the word it belongs to.
    is_clitic: bool,
    is_letters: bool,
}

impl<'n> Word<'n> {
    /// A word that stands in place of others, of which `self` is the first.
    fn replaced(&self, text: Cow<'n, str>) -> Self {
        let key = word_key(&text);
        Self { text, key, is_clitic: false, is_letters: true, ..*self }
    }

    fn is_the(&self) -> bool {
        self.text.eq_ignore_ascii_case("the")
    }

    /// One capital letter, with or without its full stop.
    fn is_initial(&self) -> bool {
        let mut characters = self.text.chars();
        characters.next().is_some_and(char::is_uppercase) && characters.next().is_none()
    }
}

/// The words of a name: its tokens but for the marks that keys leave out.
pub(crate) fn words_of<'n>(name: &'n str, table: &TokenTable) -> Vec<Word<'n>> {
    let view = TextView::new(name, table);
    let mut words: Vec<Word<'n>> = Vec::new();
    let mut next = (!view.is_empty()).then_some(0);
    while let Some(token_idx) = next {
        let info = view.info(token_idx);
        let before = token_idx.checked_sub(1);
        words.push(Word {
            text: Cow::Borrowed(view.tokens.spans()[token_idx].slice(name)),
            key: token_key(view, token_idx),
            start: view.tokens.spans()[token_idx].start as usize,
            is_hyphened: before.is_some_and(|before| {
                is_free(view, before) && view.token(before).starts_with(['-', '\u{2010}', '\u{2011}'])
            }),
            is_clitic: info.flags.has(TokenFlags::CLITIC.with(TokenFlags::JOINED)),
            is_letters: matches!(info.class, TokenClass::Word | TokenClass::Number),
        });
        next = next_token(view, token_idx, Within::Name);
    }
    words
}

/// Every way to write the name, its own first: [`MAX_VARIANTS`] at most.
pub(crate) fn variants_of<'n>(words: Vec<Word<'n>>, policy: Policy) -> Vec<Vec<Word<'n>>> {
    let mut variants = vec![words];
    let mut add = |variant_of: &dyn Fn(&[Word<'n>]) -> Option<Vec<Word<'n>>>| {
        for variant_idx in 0..variants.len() {
            if variants.len() < MAX_VARIANTS
                && let Some(variant) = variant_of(&variants[variant_idx])
            {
                variants.push(variant);
            }
        }
    };
    if !policy.has(Policy::EXACT_SPACE) {
        add(&without_hyphens);
        add(&with_camels_parted);
    }
    if !policy.has(Policy::EXACT_DOTS) {
        add(&with_acronyms_parted);
        add(&with_initials_joined);
    }
    if !policy.has(Policy::EXACT_APOSTROPHE) {
        add(&without_apostrophes);
    }
    if policy.has(Policy::PLURAL) {
        add(&plural);
    }
    if !policy.has(Policy::EXACT_THE) {
        add(&|words| (words.len() > 2 && words[0].is_the()).then(|| words[1..].to_vec()));
    }
    variants
}

/// The states of the words, from the first word alone to all of them.
pub(crate) fn states_of(words: &[Word<'_>]) -> impl Iterator<Item = u64> {
    let mut state = None;
    words.iter().map(move |word| {
        let next = state.map_or_else(|| first_state(word.key), |state| next_state(state, word.key));
        state = Some(next);
        next
    })
}

/// Joins each word for which `belongs` says so to the one before it; `None` when there is no such word.
fn joined<'n>(words: &[Word<'n>], belongs: impl Fn(&Word<'n>, &Word<'n>) -> bool) -> Option<Vec<Word<'n>>> {
    let mut together: Vec<Word<'n>> = Vec::with_capacity(words.len());
    for (word_idx, word) in words.iter().enumerate() {
        match together.last_mut() {
            Some(last) if belongs(&words[word_idx - 1], word) => {
                let mut text = last.text.to_string();
                text.extend(word.text.chars().filter(|&character| !is_apostrophe(character)));
                *last = last.replaced(Cow::Owned(text));
            }
            _ => together.push(word.clone()),
        }
    }
    (together.len() < words.len()).then_some(together)
}

/// "Cocacola" spelled "CocaCola", from "Coca-Cola".
fn without_hyphens<'n>(words: &[Word<'n>]) -> Option<Vec<Word<'n>>> {
    joined(words, |before, word| word.is_hyphened && before.is_letters && word.is_letters)
}

/// "Kings College", from "King's College".
fn without_apostrophes<'n>(words: &[Word<'n>]) -> Option<Vec<Word<'n>>> {
    joined(words, |before, word| word.is_clitic && before.is_letters)
}

/// "JP Morgan", from "J. P. Morgan".
fn with_initials_joined<'n>(words: &[Word<'n>]) -> Option<Vec<Word<'n>>> {
    joined(words, |before, word| before.is_initial() && word.is_initial())
}

/// "J P Morgan", from "J.P. Morgan".
fn with_acronyms_parted<'n>(words: &[Word<'n>]) -> Option<Vec<Word<'n>>> {
    parted(words, |text| {
        let letters: Vec<String> = text.split_terminator('.').map(String::from).collect();
        let is_acronym = letters.len() > 1 && letters.iter().all(|letter| letter.chars().count() == 1);
        is_acronym.then_some(letters)
    })
}

/// "Pricewaterhouse Coopers", from "PricewaterhouseCoopers": a capital behind a small letter, three letters each way.
fn with_camels_parted<'n>(words: &[Word<'n>]) -> Option<Vec<Word<'n>>> {
    parted(words, |text| {
        const MIN_BYTES: usize = 3;
        if !text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return None;
        }
        let mut starts = text
            .as_bytes()
            .windows(2)
            .enumerate()
            .filter(|(_, pair)| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
        let at = starts.next()?.0 + 1;
        let is_camel = starts.next().is_none() && at >= MIN_BYTES && text.len() - at >= MIN_BYTES;
        is_camel.then(|| vec![text[..at].to_owned(), text[at..].to_owned()])
    })
}

fn parted<'n>(words: &[Word<'n>], part: impl Fn(&str) -> Option<Vec<String>>) -> Option<Vec<Word<'n>>> {
    let mut apart: Vec<Word<'n>> = Vec::with_capacity(words.len() + 2);
    for word in words {
        match part(&word.text).filter(|_| word.is_letters) {
            Some(parts) => apart.extend(parts.into_iter().map(|part| word.replaced(Cow::Owned(part)))),
            None => apart.push(word.clone()),
        }
    }
    (apart.len() > words.len()).then_some(apart)
}

/// The regular plural of the last word.
fn plural<'n>(words: &[Word<'n>]) -> Option<Vec<Word<'n>>> {
    let last = words.last()?;
    let text = &*last.text;
    if !last.is_letters || !text.ends_with(char::is_alphabetic) {
        return None;
    }
    let ends = |ending: &str| {
        text.len() >= ending.len()
            && text.is_char_boundary(text.len() - ending.len())
            && text[text.len() - ending.len()..].eq_ignore_ascii_case(ending)
    };
    let is_acronym = text.ends_with(char::is_uppercase);
    let before_y = text.chars().rev().nth(1).unwrap_or('a').to_ascii_lowercase();
    let plural = if is_acronym {
        format!("{text}s")
    } else if ends("y") && !"aeiou".contains(before_y) {
        format!("{}ies", &text[..text.len() - 1])
    } else if ["s", "x", "z", "ch", "sh"].into_iter().any(ends) {
        format!("{text}es")
    } else {
        format!("{text}s")
    };
    let mut words = words.to_vec();
    if let Some(last) = words.last_mut() {
        *last = last.replaced(Cow::Owned(plural));
    }
    Some(words)
}

/// True for words of ASCII letters with single spaces between them that have no variant: the tokenizer would find the same
/// words (a test holds the two equal), at three times the cost of half the work of building.
pub(crate) fn is_plain(name: &str, policy: Policy) -> bool {
    let bytes = name.as_bytes();
    if policy.has(Policy::PLURAL)
        || policy.has_marks()
        || bytes.get(..4).is_some_and(|four| four.eq_ignore_ascii_case(b"the "))
    {
        return false;
    }
    let mut before = b' ';
    let mut n_word = 0;
    for &byte in bytes {
        if byte == b' ' {
            // A word of one letter may be an initial.
            if n_word <= 1 {
                return false;
            }
            n_word = 0;
        } else if !byte.is_ascii_alphabetic() || (before.is_ascii_lowercase() && byte.is_ascii_uppercase()) {
            return false;
        } else {
            n_word += 1;
        }
        before = byte;
    }
    n_word > 0
}
