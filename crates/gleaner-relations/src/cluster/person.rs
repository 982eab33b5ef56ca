//! Persons: "Ann Mary Lee", "Ann Lee", "A. Lee", "Lee", "Ann".
//!
//! A full name has two words or more. One word alone is tied to the only full name that holds it, as a family name
//! wherever it stands, as a given name only after the full name was read. Two people of one family name stay two, and the
//! family name alone is then tied to neither, unless it was used of the first before the second came in.

use gleaner_text::EntityType;

use super::{
    Scratch,
    names::{Held, NameTable, UniqueKeys, Word},
};
use crate::alias;

const GIVEN_AND_FAMILY: u8 = 11;
const INITIAL_AND_FAMILY: u8 = 12;
const FAMILY: u8 = 13;
const GIVEN: u8 = 14;
const WITHIN: u8 = 15;
/// Names of more words are no longer name of anybody.
const MAX_WITHIN: usize = 7;

pub(super) fn tie(names: &mut NameTable, scratch: &mut Scratch) {
    let is_person = |names: &NameTable, id: u32| names.name(id).entity_type == EntityType::PERSON;
    let keys = &mut scratch.keys;
    let initials = &mut scratch.other_keys;
    keys.clear();
    initials.clear();
    // First the full names among themselves.
    for id in 0..names.len() as u32 {
        let n_words = full_length(names, id);
        if !is_person(names, id) || n_words < 2 {
            continue;
        }
        let words = names.words(id);
        let (given, family) = (words[0], words[n_words - 1]);
        let spelt_out = names.word(given).chars().count() > 1;
        if spelt_out {
            let key = names.hash_words(GIVEN_AND_FAMILY, &[given, family]);
            if let Some(other) = keys.get(key)
                && middles_agree(names, id, other)
            {
                names.unite(id, other, alias::PERSON_VARIANT);
            }
            keys.add(names, key, id);
            let key = initial_key(names, id, n_words);
            initials.add(names, key, id);
        }
    }
    for id in 0..names.len() as u32 {
        let n_words = full_length(names, id);
        if !is_person(names, id) || n_words < 2 || names.word(names.words(id)[0]).chars().count() > 1 {
            continue;
        }
        if let Some(other) = initials.get(initial_key(names, id, n_words))
            && genders_agree(names, id, other)
        {
            names.unite(id, other, alias::PERSON_VARIANT);
        }
    }
    tie_within(names, keys, &is_person);
    // Then single words against full names.
    let holders = &mut scratch.holders;
    holders.clear();
    for id in 0..names.len() as u32 {
        let n_words = full_length(names, id);
        if !is_person(names, id) || n_words < 2 {
            continue;
        }
        for at in 0..n_words {
            let word = names.words(id)[at];
            if names.word(word).chars().count() < 2 {
                continue;
            }
            // A word between given and family name may be either; it counts as a family name.
            let key = names.hash_words(if at == 0 { GIVEN } else { FAMILY }, &[word]);
            holders.add(names, key, id);
        }
    }
    for id in 0..names.len() as u32 {
        if !is_person(names, id) || full_length(names, id) != 1 || names.is_tied(id) {
            continue;
        }
        let word = names.words(id)[0];
        let mention = names.name(id).first_mention;
        let family = holders.at(names.hash_words(FAMILY, &[word]), mention);
        let given = holders.at(names.hash_words(GIVEN, &[word]), mention);
        let tie = match (family, given) {
            (Held::By(full) | Held::Later(full), Held::Nobody) | (Held::By(full), Held::Later(_)) => {
                Some((full, alias::SURNAME))
            }
            (Held::Nobody | Held::Later(_), Held::By(full)) => Some((full, alias::GIVEN_NAME)),
            // "James James".
            (Held::By(family), Held::By(given)) if names.root(family) == names.root(given) => {
                Some((family, alias::SURNAME))
            }
            _ => None,
        };
        if let Some((full, how)) = tie
            && genders_agree(names, id, full)
        {
            names.unite(id, full, how);
        }
    }
}

/// "Anna Maria Lee" and "Maria Lee", "Ann Lee of Hull" and "Ann Lee", "Governor Ann Lee" and "Ann Lee": two words or more at
/// the back or the front of the only longer name that has them; and "Lee Ann" beside "Ann Lee".
fn tie_within(names: &mut NameTable, keys: &mut UniqueKeys, is_person: &dyn Fn(&NameTable, u32) -> bool) {
    keys.clear();
    for id in 0..names.len() as u32 {
        let n_words = names.words(id).len();
        if !is_person(names, id) || !(2..=MAX_WITHIN).contains(&n_words) {
            continue;
        }
        if n_words == 2 {
            let words = names.words(id);
            let key = names.hash_words(WITHIN, &[words[1], words[0]]);
            keys.add(names, key, id);
            continue;
        }
        for start in 1..n_words - 1 {
            let key = names.hash_words(WITHIN, &names.words(id)[start..]);
            keys.add(names, key, id);
        }
        for end in 2..n_words {
            let next = names.word(names.words(id)[end]);
            // "Charles Philip II" is not "Charles Philip".
            if !is_generation(next) {
                let key = names.hash_words(WITHIN, &names.words(id)[..end]);
                keys.add(names, key, id);
            }
        }
    }
    for id in 0..names.len() as u32 {
        if !is_person(names, id) || names.words(id).len() < 2 || names.is_tied(id) {
            continue;
        }
        if let Some(full) = keys.get(names.hash_words(WITHIN, names.words(id)))
            && full != id
            && genders_agree(names, id, full)
        {
            names.unite(id, full, alias::PERSON_VARIANT);
        }
    }
}

fn is_generation(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "junior" | "senior" | "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii")
}

/// The number of words without what stands behind a full name: "Jr", "OBE", "of Hull".
fn full_length(names: &NameTable, id: u32) -> usize {
    let words = names.words(id);
    if let Some(of) = words.iter().position(|word| names.word(*word) == "of")
        && of >= 2
    {
        return of;
    }
    let mut n_words = words.len();
    while n_words > 2 && is_suffix(names.word(words[n_words - 1])) {
        n_words -= 1;
    }
    n_words
}

fn is_suffix(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "junior" | "senior" | "ii" | "iii" | "iv")
        || matches!(
            word,
            "frs" | "frse" | "obe" | "mbe" | "cbe" | "kbe" | "dbe" | "phd" | "md" | "mp" | "msp" | "qc" | "kc"
        )
}

fn initial_key(names: &NameTable, id: u32, n_words: usize) -> u64 {
    let words = names.words(id);
    let initial = names.word(words[0]).chars().next().map_or(0, u64::from);
    names.hash_words(INITIAL_AND_FAMILY, &words[n_words - 1..n_words]) ^ initial.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// False when both have a middle name and these differ, or one is a senior.
fn middles_agree(names: &NameTable, left: u32, right: u32) -> bool {
    let (n_left, n_right) = (full_length(names, left), full_length(names, right));
    let (lefts, rights) = (names.words(left), names.words(right));
    let (left_rest, right_rest) = (&lefts[n_left..], &rights[n_right..]);
    // "Charles Philip II" is not "Charles Philip"; "Jr", "OBE" and "of Hull" are often left out.
    let numbered = |rest: &[Word]| rest.first().is_some_and(|word| matches!(names.word(*word), "ii" | "iii" | "iv"));
    let one_bare = left_rest.is_empty() || right_rest.is_empty();
    let suffixes_agree = if one_bare {
        !numbered(left_rest) && !numbered(right_rest) || left_rest.len() == right_rest.len()
    } else {
        left_rest.iter().map(|word| word.hash).eq(right_rest.iter().map(|word| word.hash))
    };
    let middles = |words: &[Word], n: usize| words[1..n - 1].first().map(|word| names.word(*word).to_owned());
    let middles_agree = match (middles(lefts, n_left), middles(rights, n_right)) {
        (Some(left), Some(right)) => left.starts_with(&right) || right.starts_with(&left),
        _ => true,
    };
    suffixes_agree && middles_agree && genders_agree(names, left, right)
}

fn genders_agree(names: &NameTable, left: u32, right: u32) -> bool {
    let (left, right) = (names.name(left).gender, names.name(right).gender);
    left == 0 || right == 0 || left & right != 0
}
