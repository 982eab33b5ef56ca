//! Letters without what spelling is free to add: accents, and inside a word full stops and apostrophes.

use gleaner_text::fold_hash;
use unicode_normalization::char::decompose_canonical;

/// What [`letters`] leaves of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Keep {
    /// Capitals stay capitals.
    pub(crate) case: bool,
    /// Accents stay, as combining marks behind their letters; "ß" and "ø" stay letters of their own.
    pub(crate) accents: bool,
}

/// True for an apostrophe of any kind.
pub(crate) fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}')
}

/// True for an accent and any other mark that decomposition parts from a letter of Latin, Greek or Cyrillic script. Marks
/// of other scripts are vowels, without which words would be others.
fn is_accent(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
}

/// Letters that Unicode does not decompose and people write without: in capitals as those are written in names.
fn plain_letters(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' => "ss",
        'ẞ' => "SS",
        'æ' => "ae",
        'Æ' => "Ae",
        'œ' => "oe",
        'Œ' => "Oe",
        'ø' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'þ' => "th",
        'Þ' => "Th",
        'ı' => "i",
        'ħ' => "h",
        'Ħ' => "H",
        _ => return None,
    })
}

/// A few characters.
#[derive(Clone, Copy)]
struct Few {
    characters: [char; 16],
    n: usize,
    next: usize,
}

impl Few {
    fn push(&mut self, character: char) {
        // A character decomposes into four at most and lower-cases into three.
        if let Some(place) = self.characters.get_mut(self.n) {
            *place = character;
            self.n += 1;
        }
    }
}

impl Iterator for Few {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let character = *self.characters[..self.n].get(self.next)?;
        self.next += 1;
        Some(character)
    }
}

fn expand(character: char, keep: Keep) -> Few {
    let mut few = Few { characters: ['\0'; 16], n: 0, next: 0 };
    if character.is_ascii() {
        if character != '.' && character != '\'' {
            few.push(if keep.case { character } else { character.to_ascii_lowercase() });
        }
        return few;
    }
    if is_apostrophe(character) {
        return few;
    }
    let mut part = |part: char| {
        if keep.accents {
            few.push(part);
        } else if let Some(plain) = plain_letters(part) {
            plain.chars().for_each(|letter| few.push(letter));
        } else if !is_accent(part) {
            few.push(part);
        }
    };
    // Hangul syllables decompose too, into nothing that anybody would leave out.
    let mut decompose = |character: char| {
        if ('\u{ac00}'..='\u{d7a3}').contains(&character) {
            part(character);
        } else {
            decompose_canonical(character, &mut part);
        }
    };
    if keep.case {
        decompose(character)
    } else {
        character.to_lowercase().for_each(decompose)
    }
    if !keep.case {
        // The plain form of a capital has one.
        few.characters.iter_mut().for_each(|letter| letter.make_ascii_lowercase());
    }
    few
}

/// The letters of a word: canonically decomposed, without full stops and apostrophes, and with what `keep` says.
pub(crate) fn letters(word: &str, keep: Keep) -> impl Iterator<Item = char> {
    word.chars().flat_map(move |character| expand(character, keep))
}

/// The longest word whose letters are looked at, in bytes; of longer ones every spelling is a word of its own.
const MAX_LOOSE_BYTES: usize = 96;

/// The [`fold_hash`] of the small letters of a word without accents; `hash` when those are all it has.
pub(crate) fn loose_hash(word: &str, hash: u64) -> u64 {
    // A possessive 's alone is no "s".
    let is_loose = word.len() <= MAX_LOOSE_BYTES && !word.starts_with(is_apostrophe);
    if !is_loose || (word.is_ascii() && !word.contains(['.', '\''])) {
        return hash;
    }
    let mut bytes = [0; 3 * MAX_LOOSE_BYTES];
    let mut n_bytes = 0;
    for letter in letters(word, Keep { case: false, accents: false }) {
        let Some(place) = bytes.get_mut(n_bytes..n_bytes + letter.len_utf8()) else { return hash };
        n_bytes += letter.encode_utf8(place).len();
    }
    match std::str::from_utf8(&bytes[..n_bytes]) {
        // Nothing but punctuation.
        Ok("") | Err(_) => hash,
        Ok(loose) => fold_hash(loose),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_share_a_hash() {
        for (left, right) in [
            ("Café", "CAFE"),
            ("Cafe\u{301}", "café"),
            ("Straße", "STRASSE"),
            ("İstanbul", "istanbul"),
            ("Malmö", "Malmo"),
            ("Ørsted", "orsted"),
            ("Łódź", "Lodz"),
            ("B.B.C.", "bbc"),
            ("O’Brien", "obrien"),
            ("Σίσυφος", "σισυφος"),
        ] {
            assert_eq!(loose_hash(left, fold_hash(left)), loose_hash(right, fold_hash(right)), "{left} {right}");
        }
        for (left, right) in [("한국", "한"), ("कि", "क"), ("...", "'")] {
            assert_ne!(loose_hash(left, fold_hash(left)), loose_hash(right, fold_hash(right)), "{left} {right}");
        }
    }

    #[test]
    fn accents_are_kept_on_demand_whatever_way_they_are_written() {
        let kept = |word| letters(word, Keep { case: true, accents: true }).collect::<String>();
        assert_eq!(kept("Café"), kept("Cafe\u{301}"));
        assert_ne!(kept("Café"), kept("Cafe"));
        assert_ne!(kept("Straße"), kept("Strasse"));
    }
}
