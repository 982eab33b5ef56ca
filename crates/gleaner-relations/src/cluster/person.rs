//! Persons: "Ann Mary Lee", "Ann Lee", "A. Lee", "Lee", "Ann".
//!
//! A full name has two words or more. One word alone is tied to the only full name that holds it, as a family name
//! wherever it stands, as a given name only after the full name was read. Two people of one family name stay two: the
//! family name alone is then tied to neither.

use gleaner_text::EntityType;

use super::{Scratch, names::NameTable};
use crate::alias;

const GIVEN_AND_FAMILY: u8 = 11;
const INITIAL_AND_FAMILY: u8 = 12;
const FAMILY: u8 = 13;
const GIVEN: u8 = 14;

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
    // Then single words against full names.
    keys.clear();
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
            keys.add(names, key, id);
        }
    }
    for id in 0..names.len() as u32 {
        if !is_person(names, id) || full_length(names, id) != 1 || names.is_tied(id) {
            continue;
        }
        let word = names.words(id)[0];
        let family = names.hash_words(FAMILY, &[word]);
        let given = names.hash_words(GIVEN, &[word]);
        let as_family = keys.get(family);
        let as_given = keys.get(given).filter(|full| names.name(*full).first_mention < names.name(id).first_mention);
        let tie = match (as_family, as_given) {
            (Some(full), None) if !keys.contains(given) => Some((full, alias::SURNAME)),
            (None, Some(full)) if !keys.contains(family) => Some((full, alias::GIVEN_NAME)),
            // "James James" or one person's given name, another's family name.
            (Some(family), Some(given)) if names.root(family) == names.root(given) => Some((family, alias::SURNAME)),
            _ => None,
        };
        if let Some((full, how)) = tie
            && genders_agree(names, id, full)
        {
            names.unite(id, full, how);
        }
    }
}

/// The number of words without a suffix such as "Jr".
fn full_length(names: &NameTable, id: u32) -> usize {
    let words = names.words(id);
    match words.last() {
        Some(last)
            if words.len() > 2
                && matches!(names.word(*last), "jr" | "sr" | "junior" | "senior" | "ii" | "iii" | "iv") =>
        {
            words.len() - 1
        }
        _ => words.len(),
    }
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
    let suffixes_agree = match (lefts.get(n_left), rights.get(n_right)) {
        (Some(left), Some(right)) => left.hash == right.hash,
        _ => true,
    };
    let middles =
        |words: &[super::names::Word], n: usize| words[1..n - 1].first().map(|word| names.word(*word).to_owned());
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
