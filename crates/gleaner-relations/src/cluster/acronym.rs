//! Acronyms without a bracket: "NPC" for "Northern Pottery Council" elsewhere in the document, "CGT Catapult" for "Cell
//! and Gene Therapy Catapult", "NPC Trust", "NIHR HIC".

use gleaner_text::EntityType;

use super::{Scratch, names::NameTable};
use crate::{alias, letters};

const MAX_NAME_WORDS: usize = 12;

pub(super) fn tie(names: &mut NameTable, scratch: &mut Scratch) {
    let wanted = |names: &NameTable, id: u32| {
        let name = names.name(id);
        name.has_capitals && name.entity_type != EntityType::PERSON && !names.is_tied(id) && names.words(id).len() <= 5
    };
    if !(0..names.len() as u32).any(|id| wanted(names, id)) {
        return;
    }
    let Scratch { keys, other_keys, text, letters: initials, .. } = scratch;
    keys.clear();
    other_keys.clear();
    for id in 0..names.len() as u32 {
        let n_words = names.words(id).len();
        if names.name(id).entity_type == EntityType::PERSON || !(2..=MAX_NAME_WORDS).contains(&n_words) {
            continue;
        }
        // Every stretch at the front or at the back of the name put into initials, the rest as it is.
        for (start, end) in (2..=n_words).map(|end| (0, end)).chain((1..n_words - 1).map(|start| (start, n_words))) {
            for all in [false, true] {
                abbreviate(names, id, start, end, all, text);
                let key = key(names, id, text);
                keys.add(names, key, id);
            }
        }
        initials.clear();
        for word in names.words(id).iter().map(|word| names.word(*word)).filter(|word| !is_link(word)) {
            initials.extend(word.chars().next());
        }
        if let Some(key) = reordered_key(names, id, initials) {
            other_keys.add(names, key, id);
        }
    }
    for id in 0..names.len() as u32 {
        if !wanted(names, id) {
            continue;
        }
        text.clear();
        text.push_str(names.letters(id));
        let mut owner = keys.get(key(names, id, text));
        let mut how = alias::ACRONYM;
        if owner.is_none() && text.ends_with('s') && text.len() > 3 {
            text.pop();
            owner = keys.get(key(names, id, text));
        }
        let ambiguous = keys.contains(key(names, id, text));
        if owner.is_none() && !ambiguous && names.words(id).len() == 1 {
            how = alias::ACRONYM_REORDERED;
            owner = reordered_key(names, id, text).and_then(|key| other_keys.get(key));
        }
        if let Some(owner) = owner.filter(|owner| *owner != id) {
            names.unite(id, owner, how);
        }
    }
}

fn is_link(word: &str) -> bool {
    letters::is_link_word(word)
}

/// The name with its words from `start` to `end` as initials; links keep their letter only if `all`.
fn abbreviate(names: &NameTable, id: u32, start: usize, end: usize, all: bool, text: &mut String) {
    text.clear();
    for (at, word) in names.words(id).iter().map(|word| names.word(*word)).enumerate() {
        if (start..end).contains(&at) {
            if all || !is_link(word) {
                text.extend(word.chars().next());
            }
        } else {
            text.extend(word.chars().filter(|c| c.is_alphanumeric()));
        }
    }
}

fn key(names: &NameTable, id: u32, text: &str) -> u64 {
    names.hash(text) ^ u64::from(names.name(id).entity_type.id()).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// A key of three to eight letters in any order after the first.
fn reordered_key(names: &NameTable, id: u32, text: &str) -> Option<u64> {
    if !(3..=8).contains(&text.len()) || !text.is_ascii() {
        return None;
    }
    let sorted = u64::from_le_bytes(letters::sorted_letters(text));
    let first = u64::from(text.as_bytes()[0]);
    let entity_type = u64::from(names.name(id).entity_type.id());
    Some(sorted.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (first << 48) ^ (entity_type << 56))
}
