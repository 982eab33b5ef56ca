//! Case folding of single tokens and the 64-bit hash of the folded form, so that every stage compares words as integers.
//!
//! Folding is: simple lower-casing of every character (as [`char::to_lowercase`]) and the typographic apostrophes
//! U+2019, U+2018 and U+02BC to `'`. Nothing else changes: "café" and "cafe" stay two words.
//!
//! The hash reads eight folded bytes at a time and mixes each with one multiplication (the scheme of FxHash with a
//! stronger finish); ASCII words of up to eight letters take one step. It is the same for the constant function, so that
//! grammars can `match` on `fold_hash_const("january")`. It has no secret: tables keyed by words of a *document* must not
//! use it as their only hash.

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const MULTIPLIER: u64 = 0xff51_afd7_ed55_8ccd;

#[inline(always)]
const fn mix(hash: u64, chunk: u64) -> u64 {
    let product = (hash ^ chunk).wrapping_mul(MULTIPLIER);
    product ^ (product >> 29)
}

#[inline(always)]
const fn finish(hash: u64, n_bytes: usize) -> u64 {
    let product = (hash ^ n_bytes as u64).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    product ^ (product >> 32)
}

/// Lower-cases the ASCII capitals among eight bytes at once.
#[inline(always)]
const fn lower_ascii8(chunk: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let low7 = chunk & (0x7f * ONES);
    let from_a = low7 + ((0x80 - b'A' as u64) * ONES);
    let past_z = low7 + ((0x80 - b'Z' as u64 - 1) * ONES);
    let capitals = from_a & !past_z & !chunk & (0x80 * ONES);
    chunk | (capitals >> 2)
}

#[inline(always)]
fn hash_ascii(bytes: &[u8]) -> u64 {
    let mut hash = SEED;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        hash = mix(hash, lower_ascii8(u64::from_le_bytes(chunk.try_into().expect("eight bytes"))));
    }
    let rest = chunks.remainder();
    if !rest.is_empty() {
        hash = mix(hash, lower_ascii8(load_tail(rest)));
    }
    finish(hash, bytes.len())
}

/// One to seven bytes as a little-endian integer, zero-padded.
#[inline(always)]
fn load_tail(bytes: &[u8]) -> u64 {
    let n = bytes.len();
    if n >= 4 {
        let head = u32::from_le_bytes(bytes[..4].try_into().expect("four bytes")) as u64;
        let tail = u32::from_le_bytes(bytes[n - 4..].try_into().expect("four bytes")) as u64;
        head | (tail << ((n - 4) * 8))
    } else {
        let first = bytes[0] as u64;
        let middle = bytes[n / 2] as u64;
        let last = bytes[n - 1] as u64;
        first | (middle << ((n / 2) * 8)) | (last << ((n - 1) * 8))
    }
}

/// The hash of the folded form of `word`: equal for words that differ only in case or in the kind of apostrophe.
///
/// An empty word has a hash too. Distinct words collide with the probability of a 64-bit hash. Costs about a nanosecond
/// for an ASCII word; other words are folded character by character into a small buffer first.
///
/// ```
/// use gleaner_text::fold_hash;
/// assert_eq!(fold_hash("Manchester"), fold_hash("MANCHESTER"));
/// assert_eq!(fold_hash("ÉCOLE"), fold_hash("école"));
/// assert_eq!(fold_hash("don’t"), fold_hash("don't"));
/// assert_ne!(fold_hash("may"), fold_hash("mai"));
/// ```
#[inline]
pub fn fold_hash(word: &str) -> u64 {
    if word.is_ascii() { hash_ascii(word.as_bytes()) } else { hash_unicode(word) }
}

/// [`fold_hash`] of an ASCII word of one to eight bytes, given as a little-endian integer whose other bytes are zero: for
/// programs that have the word in a register already.
///
/// ```
/// use gleaner_text::{fold_hash, fold_hash_short};
/// assert_eq!(fold_hash_short(u64::from_le_bytes(*b"Bank\0\0\0\0"), 4), fold_hash("bank"));
/// ```
#[inline]
pub const fn fold_hash_short(word: u64, n_bytes: usize) -> u64 {
    finish(mix(SEED, lower_ascii8(word)), n_bytes)
}

#[inline(never)]
fn hash_unicode(word: &str) -> u64 {
    let mut folded = String::with_capacity(word.len() + 8);
    fold_into(word, &mut folded);
    hash_ascii(folded.as_bytes())
}

/// Appends the folded form of `word` to `folded`. The result can be longer or shorter than the input in bytes.
pub fn fold_into(word: &str, folded: &mut String) {
    for character in word.chars() {
        match character {
            '\u{2019}' | '\u{2018}' | '\u{2bc}' => folded.push('\''),
            'A'..='Z' => folded.push(character.to_ascii_lowercase()),
            _ if character.is_ascii() => folded.push(character),
            _ => folded.extend(character.to_lowercase()),
        }
    }
}

/// [`fold_hash`] of an ASCII word, for constants: `const JANUARY: u64 = fold_hash_const("january");`.
///
/// # Panics
/// When `word` holds a byte beyond ASCII: in a constant that is a compile error.
pub const fn fold_hash_const(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let mut hash = SEED;
    let mut position = 0;
    while position < bytes.len() {
        let mut chunk = 0u64;
        let mut lane = 0;
        while lane < 8 && position + lane < bytes.len() {
            assert!(bytes[position + lane] < 0x80, "fold_hash_const takes ASCII words");
            chunk |= (bytes[position + lane] as u64) << (lane * 8);
            lane += 1;
        }
        hash = mix(hash, lower_ascii8(chunk));
        position += 8;
    }
    finish(hash, bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_constant_and_the_running_function_agree() {
        for word in
            ["", "a", "ab", "abc", "abcd", "january", "ABCDEFGH", "Organisation", "a-b_c@[`{z", "0123456789abcdef"]
        {
            assert_eq!(fold_hash(word), fold_hash_const(word), "{word}");
            assert_eq!(fold_hash(word), fold_hash(&word.to_ascii_lowercase()), "{word}");
            let mut bytes = [0; 8];
            if (1..=8).contains(&word.len()) {
                bytes[..word.len()].copy_from_slice(word.as_bytes());
                assert_eq!(fold_hash(word), fold_hash_short(u64::from_le_bytes(bytes), word.len()), "{word}");
            }
        }
    }

    #[test]
    fn only_capitals_are_folded() {
        for byte in 0u8..0x80 {
            let chunk = u64::from_le_bytes([byte; 8]);
            assert_eq!(lower_ascii8(chunk), u64::from_le_bytes([byte.to_ascii_lowercase(); 8]), "{byte}");
        }
    }

    #[test]
    fn words_that_differ_hash_differently() {
        let words = ["may", "mai", "march", "marc", "ma", "m", "", "aa", "aaa", "aaaaaaaa", "aaaaaaaaa"];
        for (i, left) in words.iter().enumerate() {
            for right in &words[i + 1..] {
                assert_ne!(fold_hash(left), fold_hash(right), "{left} {right}");
            }
        }
    }
}
