//! The key of a name: what two spellings must share to be one surface.
//!
//! A key is the folded hashes of a name's tokens, less what spelling is free to add: white space of any kind, hyphens
//! inside a word, the full stop of an abbreviation; "&" counts as "and". Names and texts go through the same functions,
//! so they can only disagree where the tokenizer sees them differently.

use gleaner_text::{TextView, TokenClass, TokenFlags, fold_hash_const};

const AMPERSAND: u64 = fold_hash_const("&");
const AND: u64 = fold_hash_const("and");

/// The key of one token.
#[inline]
pub(crate) fn token_key(hash: u64) -> u64 {
    if hash == AMPERSAND { AND } else { hash }
}

/// True for a token that stands for "and".
pub(crate) fn is_and(hash: u64) -> bool {
    token_key(hash) == AND
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
    let product = (state.rotate_left(23) ^ token).wrapping_mul(0xff51_afd7_ed55_8ccd);
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

/// True for a hyphen inside a word and for the full stop of a word: marks that a spelling may leave out.
///
/// A hyphen counts when no white space stands on either side; a full stop when it stands directly behind a word. Never
/// the first token of a text.
fn is_free(view: TextView<'_>, token_idx: usize) -> bool {
    if !view.is_joined(token_idx) || token_idx == 0 {
        return false;
    }
    match view.token(token_idx) {
        "." => view.info(token_idx - 1).class == TokenClass::Word,
        "-" | "\u{2010}" | "\u{2011}" => view.is_joined(token_idx + 1),
        _ => false,
    }
}
