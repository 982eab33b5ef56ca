//! Relations: typed links between mentions.

use crate::{MentionId, Source, Span};

/// The type of a relation. The standard types are constants; [`RelationType::name`] gives the word printed in records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationType(u16);

macro_rules! relation_types {
    ($($constant:ident = $name:literal, $doc:literal;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Index { $($constant),* }
        impl RelationType {
            $(#[doc = $doc] pub const $constant: Self = Self(Index::$constant as u16);)*
            /// The names of the standard types, in the order of their ids.
            pub const NAMES: &'static [&'static str] = &[$($name),*];
        }
    };
}

relation_types! {
    ROLE_AT = "role_at", "PERSON → ORG: holds a role there (qualifier `role`).";
    MEMBER_OF = "member_of", "PERSON, ORG → ORG: is a member.";
    PART_OF = "part_of", "ORG → ORG: is a unit, branch or subsidiary of.";
    PARTNER_OF = "partner_of", "ORG – ORG, symmetric: are partners (`period`).";
    ALIAS_OF = "alias_of", "name → name: the text gives the first as another name of the second.";
    HAS_BUDGET = "has_budget", "ORG, LOC → MONEY: has or manages that budget (`period`, `purpose`).";
    HAS_AMOUNT = "has_amount", "ORG → MONEY: any other amount stated of it (`measure`, `period`).";
    FUNDING_RECEIVED = "funding_received", "ORG, LOC → MONEY: gets that money (`from`, `purpose`, `period`).";
    FUNDING_PROVIDED = "funding_provided", "ORG, PERSON → MONEY: gives that money (`to`, `purpose`, `period`).";
    SUPPORTED_BY = "supported_by", "ORG → ORG, PERSON: is funded or backed by (`amount`).";
    COORDINATED_BY = "coordinated_by", "ORG → ORG, PERSON: is run or coordinated by.";
    FOUNDED_ON = "founded_on", "ORG → DATE: was founded, established or launched then.";
    FOUNDED_BY = "founded_by", "ORG → ORG, PERSON, LOC: was founded by.";
    ACQUIRED = "acquired", "ORG → ORG: bought it (`amount`, `date`).";
    LOCATED_IN = "located_in", "ORG, LOC → LOC: is in, or works in, that place.";
    PERIOD = "period", "ORG, thing → DATE: runs for that long or between those dates.";
    SIGNED = "signed", "ORG → agreement (`date`, `with`).";
    SAID = "said", "PERSON, ORG: said the words of the qualifier `quote`; no object.";
    WEBSITE = "website", "ORG: has the address of the qualifier `url`; no object.";
    EDUCATED_AT = "educated_at", "PERSON → ORG: studied or took a degree there (`degree`).";
    BORN_ON = "born_on", "PERSON → DATE.";
    BORN_IN = "born_in", "PERSON → LOC.";
    DIED_ON = "died_on", "PERSON → DATE.";
    DIED_IN = "died_in", "PERSON → LOC.";
    LIVES_IN = "lives_in", "PERSON → LOC.";
    NATIONALITY = "nationality", "PERSON → LOC.";
    SPOUSE_OF = "spouse_of", "PERSON – PERSON, symmetric.";
    CHILD_OF = "child_of", "PERSON → PERSON: the object is the parent.";
}

impl RelationType {
    /// The id: its index in [`RelationType::NAMES`].
    #[inline]
    pub const fn id(self) -> u16 {
        self.0
    }

    /// The type of a user's own relation: the one of that index among those that a set of rules declares. Its name is known to
    /// that set only. Indices that no longer fit into 16 bits with the standard types share the last.
    pub const fn declared(index: u16) -> Self {
        Self((Self::NAMES.len() as u16).saturating_add(index))
    }

    /// The index among declared types; none for a standard one.
    pub const fn declared_index(self) -> Option<u16> {
        self.0.checked_sub(Self::NAMES.len() as u16)
    }

    /// The word printed in records; `"?"` for an unknown id.
    pub fn name(self) -> &'static str {
        Self::NAMES.get(self.0 as usize).copied().unwrap_or("?")
    }

    /// The standard type of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().position(|known| *known == name).map(|id| Self(id as u16))
    }

    /// True where subject and object may be exchanged.
    pub const fn is_symmetric(self) -> bool {
        matches!(self, Self::PARTNER_OF | Self::SPOUSE_OF)
    }
}

/// Which question a qualifier answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum QualifierKey {
    /// The role somebody holds, in the words of the text.
    Role,
    /// A stretch of time (a DATE mention).
    Period,
    /// A day (a DATE mention).
    Date,
    /// An amount (a MONEY mention).
    Amount,
    /// Who the money comes from.
    From,
    /// Who the money goes to.
    To,
    /// The other parties of an agreement.
    With,
    /// What the money is for, in the words of the text.
    Purpose,
    /// What an amount measures ("revenue"), in the words of the text.
    Measure,
    /// A degree, in the words of the text.
    Degree,
    /// An address of the web.
    Url,
    /// The words somebody said, quotation marks outside; printed as `quote_start` and `quote_end`.
    Quote,
}

impl QualifierKey {
    /// The key printed in records.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Period => "period",
            Self::Date => "date",
            Self::Amount => "amount",
            Self::From => "from",
            Self::To => "to",
            Self::With => "with",
            Self::Purpose => "purpose",
            Self::Measure => "measure",
            Self::Degree => "degree",
            Self::Url => "url",
            Self::Quote => "quote",
        }
    }
}

/// What a qualifier says: another mention, or words of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QualifierValue {
    /// A mention of the same document.
    Mention(MentionId),
    /// A piece of the text.
    Text(Span),
}

/// One qualifier of a relation. A key may come more than once (`with`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Qualifier {
    /// The question.
    pub key: QualifierKey,
    /// The answer.
    pub value: QualifierValue,
}

/// A typed link from one mention to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// What it says.
    pub relation_type: RelationType,
    /// Who or what it is said of.
    pub subject: MentionId,
    /// The other end; none for `said` and `website`.
    pub object: Option<MentionId>,
    /// More that the text says of it, sorted by key.
    pub qualifiers: Vec<Qualifier>,
    /// The piece of the text it was read in.
    pub evidence: Span,
    /// How likely the relation is right, 0 to 1.
    pub score: f32,
    /// The rule that made it.
    pub source: Source,
    /// Set where an end is not named in the words the rule read but stands behind a description there.
    pub through: Option<Through>,
}

/// What an end of a relation was found through, where the words of the rule do not name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Through {
    /// A pronoun or a definite description ("she", "the company") that stands for the mention.
    Coref,
}

impl Through {
    /// The word printed in records.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Coref => "coref",
        }
    }
}
