//! Word classes that patterns may ask for: `<det>`, `<number>`, `<capitalised>`.

use gleaner_text::{Shape, TokenClass, TokenFlags};

use crate::{
    context::{Context, is_word},
    lexicon::Class,
};

/// A test of one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenTest {
    /// A word of a list of the lexicon, outside names.
    Listed(Class),
    /// Any token.
    Any,
    /// Letters.
    Word,
    /// Digits.
    Number,
    /// Punctuation, but for the hyphen inside a word.
    Punctuation,
    /// Small letters only.
    Lower,
    /// Begins with a capital.
    Capitalised,
    /// Two capitals or more, nothing else.
    Upper,
    /// The 's of a possessive.
    Possessive,
    /// An address of the web.
    Url,
    /// Part of a mention of any type.
    Name,
    /// A word outside names that may be the noun that the word before it only describes.
    NounLike,
}

/// Every class with its name and what it holds.
pub(super) const CLASSES: &[(&str, TokenTest, &str)] = &[
    ("any", TokenTest::Any, "any token"),
    ("word", TokenTest::Word, "a word of letters"),
    ("number", TokenTest::Number, "digits"),
    (
        "punctuation",
        TokenTest::Punctuation,
        "a comma, dash, bracket, quotation mark …; not the hyphen of \"vice-president\"",
    ),
    ("lower", TokenTest::Lower, "a word in small letters"),
    ("capitalised", TokenTest::Capitalised, "a word that begins with a capital"),
    ("upper", TokenTest::Upper, "a word in capitals"),
    ("possessive", TokenTest::Possessive, "the 's behind an owner"),
    ("url", TokenTest::Url, "an address of the web"),
    ("name", TokenTest::Name, "any token of a mention"),
    ("noun-like", TokenTest::NounLike, "a word that is no preposition, link, adverb, auxiliary or relative"),
    ("det", TokenTest::Listed(Class::DETERMINER), "the, a, its, their, this …"),
    ("be", TokenTest::Listed(Class::BE), "is, are, was, were, been …"),
    ("aux", TokenTest::Listed(Class::AUXILIARY), "forms of be, have, do, get; will"),
    ("adverb", TokenTest::Listed(Class::ADVERB), "also, now, officially, jointly …"),
    ("preposition", TokenTest::Listed(Class::PREPOSITION), "of, in, at, with …"),
    ("relative", TokenTest::Listed(Class::RELATIVE), "who, which, that, whom"),
    ("verb", TokenTest::Listed(Class::VERB), "said, is, led, joined … and who, which, where"),
    ("hedge", TokenTest::Listed(Class::HEDGE), "more than, about, at least …"),
    ("organisation-noun", TokenTest::Listed(Class::ORG_NOUN), "company, university, council …"),
    ("place-noun", TokenTest::Listed(Class::PLACE_NOUN), "city, county, region …"),
    ("role-head", TokenTest::Listed(Class::ROLE_HEAD), "director, minister, professor …"),
    ("role-modifier", TokenTest::Listed(Class::ROLE_MODIFIER), "chief, deputy, finance …"),
];

impl TokenTest {
    pub(super) fn named(name: &str) -> Option<Self> {
        CLASSES.iter().find(|(known, ..)| *known == name).map(|(_, test, _)| *test)
    }

    /// True when token `token_idx` passes; false past the end.
    #[inline]
    pub(super) fn holds(self, ctx: &Context<'_>, token_idx: usize) -> bool {
        let Some(info) = ctx.view.tokens.infos().get(token_idx) else { return false };
        match self {
            Self::Listed(class) => ctx.class(token_idx).any(class),
            Self::Any => true,
            Self::Word => info.class == TokenClass::Word && !info.flags.has(TokenFlags::CLITIC),
            Self::Number => info.class == TokenClass::Number,
            Self::Punctuation => {
                let joins =
                    ctx.token(token_idx) == "-" && ctx.view.is_joined(token_idx) && ctx.view.is_joined(token_idx + 1);
                info.class == TokenClass::Punctuation && !joins
            }
            Self::Lower => info.class == TokenClass::Word && info.shape == Shape::Lower,
            Self::Capitalised => {
                matches!(info.shape, Shape::Title | Shape::Upper | Shape::Initial)
                    || info.shape == Shape::Mixed && ctx.token(token_idx).starts_with(char::is_uppercase)
            }
            Self::Upper => info.shape == Shape::Upper,
            Self::Possessive => info.flags.has(TokenFlags::CLITIC),
            Self::Url => info.class == TokenClass::Url,
            Self::Name => ctx.in_mention(token_idx),
            Self::NounLike => {
                let others = Class::PREPOSITION | Class::LINK | Class::ADVERB | Class::AUXILIARY | Class::RELATIVE;
                info.class == TokenClass::Word
                    && !info.flags.has(TokenFlags::CLITIC)
                    && token_idx < ctx.sentence.end as usize
                    && !ctx.in_mention(token_idx)
                    && !ctx.class(token_idx).any(others | Class::BODY_NOUN | Class::VERB)
                    && !is_word!(ctx.word(token_idx), "last" | "this" | "but" | "a" | "an" | "when" | "after" | "or")
            }
        }
    }
}
