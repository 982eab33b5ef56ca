//! Long names one letter off: "Midland Pottery Museum", "Midland Potery Museum".
//!
//! Two names are compared only when they agree in all words but one; the map is keyed by the name with that word left
//! out. A letter too many or too few, two letters exchanged, and s for z count; another letter does not ("Bank of
//! Ireland" and "Bank of Iceland" are two banks).

use gleaner_text::EntityType;

use super::{Scratch, names::NameTable};
use crate::alias;

const MIN_WORDS: usize = 2;
const MIN_LETTERS: usize = 12;
const MIN_WORD_LETTERS: usize = 5;
const EMPTY: [u32; 4] = [u32::MAX; 4];

pub(super) fn tie(names: &mut NameTable, scratch: &mut Scratch) {
    scratch.misprints.clear();
    for id in 0..names.len() as u32 {
        let name = names.name(id);
        let n_words = names.words(id).len();
        if name.entity_type != EntityType::ORG || n_words < MIN_WORDS || names.letters(id).len() < MIN_LETTERS {
            continue;
        }
        'gaps: for gap in 0..n_words {
            let words = names.words(id);
            if names.word(words[gap]).len() < MIN_WORD_LETTERS - 1 {
                continue;
            }
            let key = names
                .hash_words(gap as u8, &words[..gap])
                .wrapping_add(names.hash_words(n_words as u8, &words[gap + 1..]).rotate_left(7));
            let bucket = scratch.misprints.entry(key).or_insert(EMPTY);
            for slot in bucket.iter_mut() {
                if *slot == u32::MAX {
                    *slot = id;
                    break;
                }
                let other = *slot;
                let others = names.words(other);
                if others.len() != n_words {
                    continue;
                }
                if one_slip_apart(names.word(words[gap]), names.word(others[gap])) {
                    // The one seen more often is right; of two seen alike, the longer.
                    let weight = |id: u32| (names.name(id).count, names.letters(id).len());
                    let (wrong, right) = if weight(id) > weight(other) { (other, id) } else { (id, other) };
                    names.unite(wrong, right, alias::MISPRINT);
                    break 'gaps;
                }
            }
        }
    }
}

/// A letter more or less inside the word (not a plural's last s alone is asked for: it counts too), two neighbours
/// exchanged, or s for z.
pub(super) fn one_slip_apart(left: &str, right: &str) -> bool {
    if left.contains(|c: char| c.is_ascii_digit()) || right.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    if left.len().max(right.len()) < MIN_WORD_LETTERS {
        return false;
    }
    let (short, long) = if left.len() <= right.len() {
        (left.as_bytes(), right.as_bytes())
    } else {
        (right.as_bytes(), left.as_bytes())
    };
    let prefix = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let suffix = short[prefix..].iter().rev().zip(long[prefix..].iter().rev()).take_while(|(a, b)| a == b).count();
    match long.len() - short.len() {
        0 => {
            let (a, b) = (&short[prefix..short.len() - suffix], &long[prefix..long.len() - suffix]);
            a.len() == 2 && a[0] == b[1] && a[1] == b[0] || matches!((a, b), (b"s", b"z") | (b"z", b"s"))
        }
        1 => prefix + suffix == short.len() && prefix > 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::one_slip_apart;

    #[test]
    fn slips() {
        for (left, right) in [("health", "heath"), ("organisation", "organization"), ("reserach", "research")] {
            assert!(one_slip_apart(left, right), "{left} {right}");
            assert!(one_slip_apart(right, left), "{right} {left}");
        }
        for (left, right) in
            [("ireland", "iceland"), ("north", "south"), ("2019a", "2019"), ("bank", "ban"), ("same1", "same")]
        {
            assert!(!one_slip_apart(left, right), "{left} {right}");
        }
    }
}
