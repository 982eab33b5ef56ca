//! What one name accepts: the flags of its entry, settled for the name at hand.

use crate::flags::EntryFlags;

/// The policies of a name, as bits; none set is what most names have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Policy(u16);

/// The capitals that a name accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// Its own; and token by token all capitals, or a capital first and none after. Small letters only where the name
    /// has them.
    Cased,
    /// Its own only.
    Exact,
    /// Any.
    Fold,
}

/// Whether a text is held to the capitals of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Capitals {
    /// As the policy of each name asks.
    AsAsked,
    /// Any will do for names of [`Case::Cased`]; the others are not looked for.
    Forgiven,
}

impl Policy {
    const EXACT_CASE: u16 = 1;
    const FOLD_CASE: u16 = 1 << 1;
    pub(crate) const EXACT_SPACE: Self = Self(1 << 2);
    pub(crate) const EXACT_ACCENTS: Self = Self(1 << 3);
    pub(crate) const EXACT_AND: Self = Self(1 << 4);
    pub(crate) const EXACT_SUFFIX: Self = Self(1 << 5);
    pub(crate) const EXACT_THE: Self = Self(1 << 6);
    pub(crate) const EXACT_DOTS: Self = Self(1 << 7);
    pub(crate) const EXACT_APOSTROPHE: Self = Self(1 << 8);
    pub(crate) const PLURAL: Self = Self(1 << 9);
    /// Policies under which the marks between the words of a name count.
    const MARKS: u16 = Self::EXACT_SPACE.0 | Self::EXACT_DOTS.0 | Self::EXACT_APOSTROPHE.0;

    const OF_FLAGS: [(EntryFlags, Self); 8] = [
        (EntryFlags::EXACT_SPACE, Self::EXACT_SPACE),
        (EntryFlags::EXACT_ACCENTS, Self::EXACT_ACCENTS),
        (EntryFlags::EXACT_AND, Self::EXACT_AND),
        (EntryFlags::EXACT_SUFFIX, Self::EXACT_SUFFIX),
        (EntryFlags::EXACT_THE, Self::EXACT_THE),
        (EntryFlags::EXACT_DOTS, Self::EXACT_DOTS),
        (EntryFlags::EXACT_APOSTROPHE, Self::EXACT_APOSTROPHE),
        (EntryFlags::PLURAL, Self::PLURAL),
    ];

    /// The policies of a name whose entry has these flags. `is_common_word`: the name is one ordinary word.
    pub(crate) fn of(name: &str, flags: EntryFlags, is_common_word: bool) -> Self {
        let mut bits = if flags.has(EntryFlags::EXACT) {
            Self::EXACT_CASE
        } else if flags.has(EntryFlags::FOLD) {
            Self::FOLD_CASE
        } else if is_common_word || is_short_or_acronym(name) {
            Self::EXACT_CASE
        } else {
            0
        };
        if flags != EntryFlags::NONE {
            for (flag, policy) in Self::OF_FLAGS {
                if flags.has(flag) {
                    bits |= policy.0;
                }
            }
        }
        Self(bits)
    }

    /// The bits, for a compiled file.
    pub(crate) const fn bits(self) -> u16 {
        self.0
    }

    /// The policies of those bits; bits that mean nothing are dropped.
    pub(crate) const fn from_bits(bits: u64) -> Self {
        Self(bits as u16 & 0x3ff)
    }

    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn case(self) -> Case {
        if self.0 & Self::EXACT_CASE != 0 {
            Case::Exact
        } else if self.0 & Self::FOLD_CASE != 0 {
            Case::Fold
        } else {
            Case::Cased
        }
    }

    /// The policy with any capitals, of a name that is more than one ordinary word or acronym; `None` for others.
    pub(crate) fn with_capitals_forgiven(self) -> Option<Self> {
        (self.case() == Case::Cased).then_some(Self(self.0 | Self::FOLD_CASE))
    }

    /// Whether the marks between words, and which of them, must be the name's own.
    pub(crate) const fn has_marks(self) -> bool {
        self.0 & Self::MARKS != 0
    }

    /// Whether that mark must be where the name has it.
    pub(crate) fn is_mark(self, character: char) -> bool {
        match character {
            '-' | '\u{2010}' | '\u{2011}' => self.has(Self::EXACT_SPACE),
            '.' => self.has(Self::EXACT_DOTS),
            _ if crate::letters::is_apostrophe(character) => self.has(Self::EXACT_APOSTROPHE),
            _ => character.is_whitespace() && self.has(Self::EXACT_SPACE),
        }
    }
}

/// A name of at most so many letters asks for its own capitals, and one in all capitals whose words are no longer.
const MAX_SHORT_LETTERS: usize = 4;

/// The names of which "smart" asks for their own capitals: those of at most four letters, acronyms, and several acronyms
/// in a row. "BANK OF ENGLAND" is none: some lists are all in capitals.
fn is_short_or_acronym(name: &str) -> bool {
    let (mut n_letters, mut n_upper, mut n_lower, mut n_words, mut n_longest, mut n_word) = (0, 0, 0, 0, 0, 0);
    let mut count = |is_letter: bool, is_upper: bool, is_lower: bool, is_space: bool| {
        n_upper += usize::from(is_upper);
        n_lower += usize::from(is_lower);
        n_letters += usize::from(is_letter);
        if is_space {
            n_word = 0;
        } else if is_letter {
            n_words += usize::from(n_word == 0);
            n_word += 1;
            n_longest = n_longest.max(n_word);
        }
    };
    if name.is_ascii() {
        for byte in name.bytes() {
            let (is_upper, is_lower) = (byte.is_ascii_uppercase(), byte.is_ascii_lowercase());
            count(is_upper || is_lower, is_upper, is_lower, byte.is_ascii_whitespace() || matches!(byte, b'-' | b'&'));
        }
    } else {
        for character in name.chars() {
            let is_space = character.is_whitespace() || matches!(character, '-' | '&');
            count(character.is_alphabetic(), character.is_uppercase(), character.is_lowercase(), is_space);
        }
    }
    n_letters <= MAX_SHORT_LETTERS || (n_upper > 0 && n_lower == 0 && (n_words <= 1 || n_longest <= MAX_SHORT_LETTERS))
}
