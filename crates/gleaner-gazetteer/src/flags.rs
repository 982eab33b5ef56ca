//! What a list asks of its entries in single words: how freely a name may be spelled, and what a hit of it is worth.

use std::fmt;

/// Flags of an entry, as bits: the bare words of its third field and of its list's `@flags`.
///
/// Most are *policies*: how far a text may depart from the name as the list writes it. A policy that neither entry nor
/// list says has the default in the table; of the words of one row at most one can be said. An entry's word replaces its
/// list's word of the same row ([`EntryFlags::or_defaults`]).
///
/// | policy | words, the default first | what the default does |
/// |---|---|---|
/// | capitals | `smart` `exact` `fold` | see [Capitals](crate#capitals) |
/// | white space, hyphens | `any-space` `exact-space` | "Coca-Cola", "Coca Cola", "CocaCola" and a name over a line end are one |
/// | accents | `any-accents` `exact-accents` | "Café" for "Cafe" and the other way |
/// | and | `any-and` `exact-and` | "&" for "and" and the other way |
/// | legal suffixes | `any-suffix` `exact-suffix` | "Ltd" for "Limited", "PLC" for "plc", "Inc", "Corp", "Co" likewise |
/// | leading "the" | `any-the` `exact-the` | "The British Museum" without its "The"; "The Times" only with one, in any capitals |
/// | full stops | `any-dots` `exact-dots` | "B.B.C." for "BBC", "J. P. Morgan" for "J.P. Morgan", "St" for "St." |
/// | apostrophes | `any-apostrophe` `exact-apostrophe` | "Kings College" for "King's College"; the kind never matters |
/// | plural | `no-plural` `plural` | (`plural`: "job centres" for "job centre") |
///
/// `strict` is the second word of every row that the same line says nothing of. A possessive 's behind a name is a token
/// of its own and hinders no policy. The other flags: `ambiguous` (also an ordinary word or somebody else's name: a hit
/// alone is no evidence) and `weak` (for word lists: a hint only).
///
/// ```
/// use gleaner_gazetteer::EntryFlags;
/// let flags = EntryFlags::EXACT.with(EntryFlags::AMBIGUOUS);
/// assert!(flags.has(EntryFlags::AMBIGUOUS));
/// assert_eq!(flags.to_string(), "exact ambiguous");
/// assert_eq!(EntryFlags::from_word("any-dots"), Some(EntryFlags::ANY_DOTS));
/// assert_eq!(EntryFlags::from_word("Fold"), None);
/// assert_eq!(EntryFlags::FOLD.or_defaults(flags).to_string(), "fold ambiguous");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct EntryFlags(u32);

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
    /// `smart`: what capitals the text needs depends on the name. The default.
    pub const SMART: Self = Self(1 << 4);
    /// `strict`: exactly as the list writes it, but for what the same line says otherwise.
    pub const STRICT: Self = Self(1 << 5);
    /// `plural`: the regular plural of the last word too.
    pub const PLURAL: Self = Self(1 << 6);
    /// `no-plural`: the name's own number only. The default.
    pub const NO_PLURAL: Self = Self(1 << 7);
    /// `any-space`: white space, a hyphen and nothing at all part words alike. The default.
    pub const ANY_SPACE: Self = Self(1 << 8);
    /// `exact-space`: white space and hyphens as the list writes them.
    pub const EXACT_SPACE: Self = Self(1 << 9);
    /// `any-accents`: letters with and without marks are one. The default.
    pub const ANY_ACCENTS: Self = Self(1 << 10);
    /// `exact-accents`: the name's own accents only, composed or decomposed.
    pub const EXACT_ACCENTS: Self = Self(1 << 11);
    /// `any-and`: "&" and "and" are one. The default.
    pub const ANY_AND: Self = Self(1 << 12);
    /// `exact-and`: the list's own "&" or "and" only.
    pub const EXACT_AND: Self = Self(1 << 13);
    /// `any-suffix`: short and long legal suffixes are one, in any capitals. The default.
    pub const ANY_SUFFIX: Self = Self(1 << 14);
    /// `exact-suffix`: legal suffixes are words like others.
    pub const EXACT_SUFFIX: Self = Self(1 << 15);
    /// `any-the`: a leading "the" is free before two words and more. The default.
    pub const ANY_THE: Self = Self(1 << 16);
    /// `exact-the`: a leading "the" is a word like others.
    pub const EXACT_THE: Self = Self(1 << 17);
    /// `any-dots`: full stops of words and initials are free. The default.
    pub const ANY_DOTS: Self = Self(1 << 18);
    /// `exact-dots`: full stops inside the name as the list writes them.
    pub const EXACT_DOTS: Self = Self(1 << 19);
    /// `any-apostrophe`: the apostrophe of a possessive is free. The default.
    pub const ANY_APOSTROPHE: Self = Self(1 << 20);
    /// `exact-apostrophe`: apostrophes where the list has them, of whatever kind.
    pub const EXACT_APOSTROPHE: Self = Self(1 << 21);

    /// Every flag with the word that lists write for it.
    pub(crate) const WORDS: [(&'static str, Self); 22] = [
        ("smart", Self::SMART),
        ("exact", Self::EXACT),
        ("fold", Self::FOLD),
        ("ambiguous", Self::AMBIGUOUS),
        ("weak", Self::WEAK),
        ("strict", Self::STRICT),
        ("plural", Self::PLURAL),
        ("no-plural", Self::NO_PLURAL),
        ("any-space", Self::ANY_SPACE),
        ("exact-space", Self::EXACT_SPACE),
        ("any-accents", Self::ANY_ACCENTS),
        ("exact-accents", Self::EXACT_ACCENTS),
        ("any-and", Self::ANY_AND),
        ("exact-and", Self::EXACT_AND),
        ("any-suffix", Self::ANY_SUFFIX),
        ("exact-suffix", Self::EXACT_SUFFIX),
        ("any-the", Self::ANY_THE),
        ("exact-the", Self::EXACT_THE),
        ("any-dots", Self::ANY_DOTS),
        ("exact-dots", Self::EXACT_DOTS),
        ("any-apostrophe", Self::ANY_APOSTROPHE),
        ("exact-apostrophe", Self::EXACT_APOSTROPHE),
    ];

    /// The rows of which at most one word can be said, and the word that `strict` says of each.
    const ROWS: [(Self, Self); 9] = [
        (Self(Self::SMART.0 | Self::EXACT.0 | Self::FOLD.0), Self::EXACT),
        (Self(Self::PLURAL.0 | Self::NO_PLURAL.0), Self::NO_PLURAL),
        (Self(Self::ANY_SPACE.0 | Self::EXACT_SPACE.0), Self::EXACT_SPACE),
        (Self(Self::ANY_ACCENTS.0 | Self::EXACT_ACCENTS.0), Self::EXACT_ACCENTS),
        (Self(Self::ANY_AND.0 | Self::EXACT_AND.0), Self::EXACT_AND),
        (Self(Self::ANY_SUFFIX.0 | Self::EXACT_SUFFIX.0), Self::EXACT_SUFFIX),
        (Self(Self::ANY_THE.0 | Self::EXACT_THE.0), Self::EXACT_THE),
        (Self(Self::ANY_DOTS.0 | Self::EXACT_DOTS.0), Self::EXACT_DOTS),
        (Self(Self::ANY_APOSTROPHE.0 | Self::EXACT_APOSTROPHE.0), Self::EXACT_APOSTROPHE),
    ];

    /// The flag of that word, in small letters; `None` for any other word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|&(_, flag)| flag)
    }

    /// The bits, for a compiled file.
    pub(crate) const fn bits(self) -> u32 {
        self.0
    }

    /// The flags of those bits; bits that mean nothing are dropped.
    pub(crate) const fn from_bits(bits: u32) -> Self {
        Self(bits & ((1 << Self::WORDS.len()) - 1))
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

    /// These flags, and of `defaults` those that they say nothing of: an entry's own over its list's.
    #[must_use]
    pub fn or_defaults(self, defaults: Self) -> Self {
        let (own, mut rest) = (self.spelled_out(), defaults.spelled_out());
        for (row, _) in Self::ROWS {
            if own.0 & row.0 != 0 {
                rest = rest.without(row);
            }
        }
        own.with(rest)
    }

    /// With `strict` replaced by the words it stands for.
    #[must_use]
    fn spelled_out(self) -> Self {
        if !self.has(Self::STRICT) {
            return self;
        }
        let mut all = self.without(Self::STRICT);
        for (row, strict) in Self::ROWS {
            if all.0 & row.0 == 0 {
                all = all.with(strict);
            }
        }
        all
    }

    /// The words of two flags that cannot be said together, the first such pair; `None` when all go together.
    ///
    /// ```
    /// use gleaner_gazetteer::EntryFlags;
    /// assert_eq!(EntryFlags::EXACT.with(EntryFlags::FOLD).contradiction(), Some(("exact", "fold")));
    /// assert_eq!(EntryFlags::STRICT.with(EntryFlags::FOLD).contradiction(), None);
    /// ```
    pub fn contradiction(self) -> Option<(&'static str, &'static str)> {
        Self::ROWS.iter().find_map(|&(row, _)| {
            let mut said = Self::WORDS.iter().filter(|&&(_, flag)| row.has(flag) && self.has(flag));
            let (first, second) = (said.next()?, said.next()?);
            Some((first.0, second.0))
        })
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
