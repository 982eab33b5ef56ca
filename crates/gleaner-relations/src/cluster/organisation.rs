//! Short organisation names: "Rapid Glass" for "Rapid Glass Ltd", "Northern Metropolitan" for "Northern Metropolitan
//! University", "Institute of Sport" for "Northern Metropolitan Institute of Sport", "Air Force" for "Ruritanian Air Force".

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
const END: u8 = 3;
/// How many words may stand before the end of a name that is used alone ("Boston", "United States").
const MAX_FRONT: usize = 2;

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
            // "Yale" is Yale University, "Hull" is no university: a place of the document is never tied.
            if (cut == 1 && !only_legal && names.is_place_name(names.words(id)[0]))
                || ends_like_a_place(names, &names.words(id)[..cut])
            {
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
    let ends = &mut scratch.other_keys;
    ends.clear();
    for id in 0..names.len() as u32 {
        let n_words = names.words(id).len();
        if names.name(id).entity_type != EntityType::ORG || !(2..=12).contains(&n_words) {
            continue;
        }
        for start in 1..=MAX_FRONT.min(n_words - 1) {
            let words = names.words(id);
            let (before, first) = (class_of_word(names, words[start - 1]), class_of_word(names, words[start]));
            // One word is enough only if it says what kind of body it is: "Enix" is not Square Enix.
            let too_little = start + 1 == n_words && !first.any(Class::ORG_TAIL | Class::UNIT);
            if before.any(Class::LINK) || first.any(Class::LINK) || too_little {
                break;
            }
            let key = stem_key(names, END, &words[start..]);
            ends.add(names, key, id);
        }
    }
    for id in 0..names.len() as u32 {
        if names.name(id).entity_type != EntityType::ORG || names.is_tied(id) {
            continue;
        }
        let end = stem_key(names, END, names.words(id));
        if let Some(owner) = scratch.other_keys.get(end)
            && names.name(owner).first_mention < names.name(id).first_mention
        {
            names.unite(id, owner, alias::SHORT_NAME);
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
