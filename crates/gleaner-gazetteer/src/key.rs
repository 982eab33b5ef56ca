//! The key of a name: what two spellings must share to be one surface.
//!
//! A key is the folded hashes of a name's tokens, less what some policy lets a text add or leave out: white space of any
//! kind, hyphens inside a word, the full stops of words and acronyms, apostrophes, accents; "&" counts as "and", a long
//! legal suffix as its short form. Names and texts go through the same functions whatever an entry's policies are, so
//! that one look-up serves all of them; what an entry does not allow is found out when its spelling is compared.

use gleaner_text::{TextView, TokenClass, TokenFlags, fold_hash, fold_hash_const};

use crate::letters::loose_hash;

const AMPERSAND: u64 = fold_hash_const("&");
const AND: u64 = fold_hash_const("and");

/// Long and short forms of the words that end names of companies; the key of both is that of the short form.
const SUFFIX_FORMS: [(u64, u64); 7] = [
    (fold_hash_const("limited"), fold_hash_const("ltd")),
    (fold_hash_const("incorporated"), fold_hash_const("inc")),
    (fold_hash_const("corporation"), fold_hash_const("corp")),
    (fold_hash_const("company"), fold_hash_const("co")),
    (fold_hash_const("brothers"), fold_hash_const("bros")),
    (fold_hash_const("proprietary"), fold_hash_const("pty")),
    (fold_hash_const("cyfyngedig"), fold_hash_const("cyf")),
];

/// Legal suffixes that have one form only; what they share with the others is that capitals say nothing.
const OTHER_SUFFIXES: [u64; 10] = [
    fold_hash_const("plc"),
    fold_hash_const("llp"),
    fold_hash_const("llc"),
    fold_hash_const("lp"),
    fold_hash_const("gmbh"),
    fold_hash_const("ag"),
    fold_hash_const("sa"),
    fold_hash_const("nv"),
    fold_hash_const("bv"),
    fold_hash_const("cic"),
];

/// The key of a token by itself.
#[inline]
pub(crate) fn token_key(view: TextView<'_>, token_idx: usize) -> u64 {
    const UNUSUAL: u16 = TokenFlags::NON_ASCII.0 | TokenFlags::DOTTED.0 | TokenFlags::APOSTROPHE.0;
    let hash = view.tokens.hashes()[token_idx];
    if view.tokens.infos()[token_idx].flags.0 & UNUSUAL != 0 {
        return unusual_token_key(view, token_idx, hash);
    }
    if hash == AMPERSAND { AND } else { hash }
}

#[inline(never)]
fn unusual_token_key(view: TextView<'_>, token_idx: usize, hash: u64) -> u64 {
    let info = view.tokens.infos()[token_idx];
    let is_word = matches!(info.class, TokenClass::Word | TokenClass::Hashtag | TokenClass::Handle);
    if !is_word || info.flags.has(TokenFlags::CLITIC) {
        return hash;
    }
    loose_hash(view.token(token_idx), hash)
}

/// The key of a word that is no token of a text: one that a variant of a name is made of.
pub(crate) fn word_key(word: &str) -> u64 {
    let hash = fold_hash(word);
    loose_hash(word, if hash == AMPERSAND { AND } else { hash })
}

/// The key of a token that stands behind the first of a name: legal suffixes have that of their short form.
#[inline]
pub(crate) fn later_key(key: u64) -> u64 {
    SUFFIX_FORMS.iter().find(|(long, _)| *long == key).map_or(key, |&(_, short)| short)
}

/// True for the key of a legal suffix, as [`later_key`] gives it.
pub(crate) fn is_suffix(key: u64) -> bool {
    SUFFIX_FORMS.iter().any(|&(_, short)| short == key) || OTHER_SUFFIXES.contains(&key)
}

/// The key of a name that begins with a token of key `token`; never 0.
#[inline]
pub(crate) fn first_state(token: u64) -> u64 {
    token | u64::from(token == 0)
}

/// The key of a name so far, `state`, and one more token of key `token`; never 0.
#[inline]
pub(crate) fn next_state(state: u64, token: u64) -> u64 {
    // The rotation keeps "York New" apart from "New York" and "Duran Duran" away from 0.
    let product = (state.rotate_left(23) ^ later_key(token)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    first_state(product ^ (product >> 32))
}

/// Whether a name may run over the start of a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Within {
    /// In a text: no, nor over the start of a block.
    Sentence,
    /// In a list: a name is one name whatever the sentence splitter makes of "Yahoo! Inc".
    Name,
}

/// The token that follows `token_idx` in the key, or `None` where the sentence, the block or the text ends.
#[inline]
pub(crate) fn next_token(view: TextView<'_>, token_idx: usize, within: Within) -> Option<usize> {
    const STARTS: u16 = TokenFlags::SENTENCE_START.0 | TokenFlags::BLOCK_START.0;
    let infos = view.tokens.infos();
    let mut next = token_idx + 1;
    loop {
        let info = infos.get(next)?;
        if within == Within::Sentence && info.flags.0 & STARTS != 0 {
            return None;
        }
        if info.class != TokenClass::Punctuation || !is_free(view, next) {
            return Some(next);
        }
        next += 1;
    }
}

/// True for a hyphen inside a word, the full stop of a word and the apostrophe of a plural ("Boys' Brigade"): marks that a
/// spelling may leave out.
///
/// A hyphen counts when no white space stands on either side; the others when they stand directly behind a word. Never
/// the first token of a text.
pub(crate) fn is_free(view: TextView<'_>, token_idx: usize) -> bool {
    if !view.is_joined(token_idx) || token_idx == 0 {
        return false;
    }
    let is_behind_word = || view.info(token_idx - 1).class == TokenClass::Word;
    match view.token(token_idx) {
        "." => is_behind_word(),
        "'" | "\u{2019}" => is_behind_word() && view.token(token_idx - 1).ends_with(['s', 'S']),
        "-" | "\u{2010}" | "\u{2011}" => view.is_joined(token_idx + 1),
        _ => false,
    }
}
