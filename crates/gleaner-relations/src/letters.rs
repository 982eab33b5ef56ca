//! Does a short form spell a long one? Letters of acronyms against words of names.
//!
//! [`spells`] is the test of Schwartz and Hearst, *A simple algorithm for identifying abbreviation definitions in
//! biomedical text* (2003): every letter of the short form occurs in the long one in the same order, the first at the
//! start of a word. [`same_letters`] is for what that test misses: initials in another order.

/// Words that a name may leave out of its acronym.
pub(crate) fn is_link_word(word: &str) -> bool {
    [
        "of", "and", "the", "for", "in", "to", "on", "at", "de", "la", "a", "an", "&", "du", "des", "et", "y", "von",
        "van",
    ]
    .iter()
    .any(|link| word.eq_ignore_ascii_case(link))
}

/// The letters and digits of a short form, folded, without a plural s ("LEPs" gives "lep"). Empty for a form that is no
/// acronym: fewer than two capitals, more than twelve letters, or beginning with anything but a letter or digit.
pub(crate) fn short_form_letters(short: &str, letters: &mut String) {
    letters.clear();
    let n_chars = short.chars().filter(|c| c.is_alphanumeric()).count();
    let n_capitals = short.chars().filter(|c| c.is_uppercase()).count();
    let starts_well = short.chars().next().is_some_and(char::is_alphanumeric);
    if !(2..=12).contains(&n_chars) || n_capitals < 2 || !starts_well {
        return;
    }
    let stem = match short.strip_suffix('s') {
        Some(stem) if stem.chars().next_back().is_some_and(char::is_uppercase) => stem,
        _ => short,
    };
    letters.extend(stem.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
}

/// The byte at which the long form starts inside `long`, when the letters of `short` (folded, as from
/// [`short_form_letters`]) occur in it from right to left and the first begins a word. Linear in `long`.
pub(crate) fn spells(short: &str, long: &str) -> Option<usize> {
    let mut letters = short.chars().rev().peekable();
    let mut wanted = letters.next()?;
    let mut rest = long.char_indices().rev().peekable();
    while let Some((at, character)) = rest.next() {
        let same = character.to_lowercase().next() == Some(wanted);
        if !same {
            continue;
        }
        let begins_word = rest.peek().is_none_or(|(_, before)| !before.is_alphanumeric());
        match letters.peek() {
            Some(_) => wanted = letters.next()?,
            None if begins_word => return Some(at),
            None => {}
        }
    }
    None
}

/// Writes the folded initials of the words of `long`; words that link ("of", "and") are left out unless `all`.
/// Hyphens part words. At most 16 initials.
pub(crate) fn initials(long: &str, all: bool, letters: &mut String) {
    letters.clear();
    for word in words(long).filter(|word| all || !is_link_word(word)).take(16) {
        letters.extend(word.chars().next().into_iter().flat_map(char::to_lowercase));
    }
}

/// The words of a name: runs of letters, digits and apostrophes, and "&".
pub(crate) fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '&'))).filter(|word| !word.is_empty())
}

/// True when `short` and `initials` hold the same three letters or more with the same first one.
pub(crate) fn same_letters(short: &str, initials: &str) -> bool {
    if short.len() != initials.len() || !(3..=8).contains(&short.len()) || !short.is_ascii() || !initials.is_ascii() {
        return false;
    }
    sorted_letters(short) == sorted_letters(initials) && short.as_bytes()[0] == initials.as_bytes()[0]
}

/// The first eight bytes in order of value, zero-padded.
pub(crate) fn sorted_letters(letters: &str) -> [u8; 8] {
    let mut sorted = [0u8; 8];
    for (slot, byte) in sorted.iter_mut().zip(letters.bytes()) {
        *slot = byte;
    }
    sorted.sort_unstable();
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(form: &str) -> String {
        let mut letters = String::new();
        short_form_letters(form, &mut letters);
        letters
    }

    #[test]
    fn short_forms_lose_the_plural_and_need_two_capitals() {
        assert_eq!(short("LEPs"), "lep");
        assert_eq!(short("TV-GRU"), "tvgru");
        assert_eq!(short("iMATCH"), "imatch");
        for none in ["London", "a", "", "(AB", "the", "ABCDEFGHIJKLMN", "S"] {
            assert_eq!(short(none), "", "{none}");
        }
    }

    #[test]
    fn letters_are_found_from_right_to_left() {
        assert_eq!(spells("npc", "National Pottery Council"), Some(0));
        assert_eq!(spells("pc", "the National Pottery Council"), Some(13));
        assert_eq!(spells("npx", "National Pottery Council"), None);
        // The first letter has to begin a word.
        assert_eq!(spells("oc", "National Pottery Council"), None);
        assert_eq!(spells("", "x"), None);
    }

    #[test]
    fn initials_skip_links() {
        let mut letters = String::new();
        initials("Centre for Glass and Steel", false, &mut letters);
        assert_eq!(letters, "cgs");
        initials("Centre for Glass and Steel", true, &mut letters);
        assert_eq!(letters, "cfgas");
        assert!(same_letters("csg", "cgs"));
        assert!(!same_letters("gcs", "cgs"));
    }
}
