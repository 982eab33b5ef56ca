//! The vocabulary of spelled numbers.

use rust_decimal::Decimal;

use crate::word_table::WordTable;

/// A power of ten that multiplies what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scale {
    /// 10³
    Thousand,
    /// 10⁵, Indian English
    Lakh,
    /// 10⁶
    Million,
    /// 10⁷, Indian English
    Crore,
    /// 10⁹ (the short scale, British usage since the 1970s)
    Billion,
    /// 10¹²
    Trillion,
    /// 10¹⁵
    Quadrillion,
}

impl Scale {
    /// The factor.
    pub(crate) const fn factor(self) -> u64 {
        match self {
            Self::Thousand => 1_000,
            Self::Lakh => 100_000,
            Self::Million => 1_000_000,
            Self::Crore => 10_000_000,
            Self::Billion => 1_000_000_000,
            Self::Trillion => 1_000_000_000_000,
            Self::Quadrillion => 1_000_000_000_000_000,
        }
    }

    /// The factor as a decimal.
    pub(crate) fn decimal(self) -> Decimal {
        Decimal::from(self.factor())
    }
}

/// What a word does in a spelled number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberWord {
    /// zero, nought, one … nineteen
    Unit(u8),
    /// twenty … ninety
    Tens(u8),
    /// hundred
    Hundred,
    /// thousand, million, …
    Scale(Scale),
    /// thousands, millions, …: no number, but "tens of millions"
    Scales(Scale),
    /// dozen
    Dozen,
    /// half
    Half,
    /// quarter
    Quarter,
    /// quarters
    Quarters,
    /// a, an
    Article,
    /// and
    And,
    /// of
    Of,
    /// point
    Point,
}

use NumberWord as W;

static WORDS: WordTable<NumberWord, 256> = WordTable::new(
    &[
        ("zero", W::Unit(0)),
        ("nought", W::Unit(0)),
        ("one", W::Unit(1)),
        ("two", W::Unit(2)),
        ("three", W::Unit(3)),
        ("four", W::Unit(4)),
        ("five", W::Unit(5)),
        ("six", W::Unit(6)),
        ("seven", W::Unit(7)),
        ("eight", W::Unit(8)),
        ("nine", W::Unit(9)),
        ("ten", W::Unit(10)),
        ("eleven", W::Unit(11)),
        ("twelve", W::Unit(12)),
        ("thirteen", W::Unit(13)),
        ("fourteen", W::Unit(14)),
        ("fifteen", W::Unit(15)),
        ("sixteen", W::Unit(16)),
        ("seventeen", W::Unit(17)),
        ("eighteen", W::Unit(18)),
        ("nineteen", W::Unit(19)),
        ("twenty", W::Tens(20)),
        ("thirty", W::Tens(30)),
        ("forty", W::Tens(40)),
        ("fourty", W::Tens(40)),
        ("fifty", W::Tens(50)),
        ("sixty", W::Tens(60)),
        ("seventy", W::Tens(70)),
        ("eighty", W::Tens(80)),
        ("ninety", W::Tens(90)),
        ("hundred", W::Hundred),
        ("thousand", W::Scale(Scale::Thousand)),
        ("lakh", W::Scale(Scale::Lakh)),
        ("lac", W::Scale(Scale::Lakh)),
        ("million", W::Scale(Scale::Million)),
        ("crore", W::Scale(Scale::Crore)),
        ("billion", W::Scale(Scale::Billion)),
        ("trillion", W::Scale(Scale::Trillion)),
        ("quadrillion", W::Scale(Scale::Quadrillion)),
        ("thousands", W::Scales(Scale::Thousand)),
        ("lakhs", W::Scales(Scale::Lakh)),
        ("millions", W::Scales(Scale::Million)),
        ("crores", W::Scales(Scale::Crore)),
        ("billions", W::Scales(Scale::Billion)),
        ("trillions", W::Scales(Scale::Trillion)),
        ("dozen", W::Dozen),
        ("half", W::Half),
        ("quarter", W::Quarter),
        ("quarters", W::Quarters),
        ("a", W::Article),
        ("an", W::Article),
        ("and", W::And),
        ("of", W::Of),
        ("point", W::Point),
    ],
    W::And,
);

/// What the word with that fold hash does in a spelled number, if anything.
#[inline]
pub(crate) fn number_word(hash: u64) -> Option<NumberWord> {
    WORDS.get(hash)
}
