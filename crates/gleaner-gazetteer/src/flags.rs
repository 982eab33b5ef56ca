//! The yes-or-no facts that a list states of its entries.

use std::fmt;

/// Facts about an entry, as bits: the bare words of its third field and of its list's `@flags`.
///
/// ```
/// use gleaner_gazetteer::EntryFlags;
/// let flags = EntryFlags::EXACT.with(EntryFlags::AMBIGUOUS);
/// assert!(flags.has(EntryFlags::AMBIGUOUS));
/// assert_eq!(flags.to_string(), "exact ambiguous");
/// assert_eq!(EntryFlags::from_word("fold"), Some(EntryFlags::FOLD));
/// assert_eq!(EntryFlags::from_word("Fold"), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct EntryFlags(u16);

impl EntryFlags {
    /// No flag.
    pub const NONE: Self = Self(0);
    /// `exact`: the text must have the name's own capitals.
    pub const EXACT: Self = Self(1);
    /// `fold`: the text may have any capitals.
    pub const FOLD: Self = Self(1 << 1);
    /// `ambiguous`: the name is also something else ("Reading", "Apple"): a hit alone is no evidence.
    pub const AMBIGUOUS: Self = Self(1 << 2);
    /// `weak`: the word hints at its type without settling it; for the word lists of other stages.
    pub const WEAK: Self = Self(1 << 3);

    /// Every flag with the word that lists write for it.
    pub(crate) const WORDS: [(&'static str, Self); 4] =
        [("exact", Self::EXACT), ("fold", Self::FOLD), ("ambiguous", Self::AMBIGUOUS), ("weak", Self::WEAK)];

    /// The flag of that word, in small letters; `None` for any other word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|&(_, flag)| flag)
    }

    /// True when all flags of `other` are set.
    #[inline]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// With the flags of `other` added.
    #[inline]
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// With the flags of `other` taken away.
    #[inline]
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl fmt::Display for EntryFlags {
    /// The words of the flags, parted by spaces, as a list writes them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut gap = "";
        for (word, flag) in Self::WORDS {
            if self.has(flag) {
                write!(f, "{gap}{word}")?;
                gap = " ";
            }
        }
        Ok(())
    }
}
