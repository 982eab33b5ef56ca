//! Short organisation names: "Rapid Glass" for "Rapid Glass Ltd", "Northern Metropolitan" for "Northern Metropolitan
//! University", "Institute of Sport" for "Northern Metropolitan Institute of Sport".

use gleaner_text::{EntityType, fold_hash};

use super::{
    Scratch,
    names::{NameTable, Word},
};
use crate::{
    alias,
    lexicon::{Class, class_of},
};

/// Kinds of keys.
const FRONT: u8 = 1;
const BACK: u8 = 2;

pub(super) fn tie(names: &mut NameTable, scratch: &mut Scratch) {
    let keys = &mut scratch.keys;
    keys.clear();
    for id in 0..names.len() as u32 {
        if names.name(id).entity_type != EntityType::ORG {
            continue;
        }
        let n_words = names.words(id).len();
        if !(2..=12).contains(&n_words) {
            continue;
        }
        // Without its last words, as long as these only say what kind of body it is.
        let mut cut = n_words;
        let mut only_legal = true;
        while cut > 1 {
            let class = class_of_word(names, names.words(id)[cut - 1]);
            if !class.any(Class::ORG_TAIL | Class::LEGAL_SUFFIX) {
                break;
            }
            only_legal &= class.any(Class::LEGAL_SUFFIX);
            cut -= 1;
            if (cut == 1 && !only_legal) || ends_like_a_place(names, &names.words(id)[..cut]) {
                continue;
            }
            let key = stem_key(names, FRONT, &names.words(id)[..cut]);
            keys.add(names, key, id);
        }
        // Without what stands before "Institute of …".
        for start in 1..n_words.saturating_sub(2) {
            let words = names.words(id);
            let before = class_of_word(names, words[start - 1]);
            if before.any(Class::UNIT | Class::ORG_TAIL | Class::LINK) {
                break;
            }
            let heads = class_of_word(names, words[start]).any(Class::UNIT)
                && class_of_word(names, words[start + 1]).any(Class::LINK);
            if heads {
                let key = stem_key(names, BACK, &words[start..]);
                keys.add(names, key, id);
                break;
            }
        }
    }
    for id in 0..names.len() as u32 {
        if names.name(id).entity_type != EntityType::ORG || names.is_tied(id) {
            continue;
        }
        for kind in [FRONT, BACK] {
            let key = stem_key(names, kind, names.words(id));
            if let Some(owner) = scratch.keys.get(key)
                && owner != id
            {
                names.unite(id, owner, alias::SHORT_NAME);
                break;
            }
        }
    }
}

fn class_of_word(names: &NameTable, word: Word) -> Class {
    class_of(fold_hash(names.word(word)))
}

/// "Birmingham City" is a club as often as a council.
fn ends_like_a_place(names: &NameTable, words: &[Word]) -> bool {
    words.last().is_some_and(|word| {
        matches!(
            names.word(*word),
            "city" | "county" | "town" | "united" | "borough" | "district" | "of" | "and" | "for" | "the"
        )
    })
}

/// A key of words without their plural s.
fn stem_key(names: &NameTable, kind: u8, words: &[Word]) -> u64 {
    let mut hash = u64::from(kind);
    for word in words {
        let text = names.word(*word);
        let stem = match text.strip_suffix('s') {
            Some(stem) if stem.len() > 4 && !stem.ends_with('s') => stem,
            _ => text,
        };
        hash = hash.rotate_left(9).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ names.hash(stem);
    }
    hash
}
