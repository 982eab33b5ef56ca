//! The table of rules: every rule's stable name, the relation it finds, and how far it is trusted.

use gleaner_text::RelationType;

use crate::language::RuleSet;

/// A rule as the table lists it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    pub(crate) relation: RelationType,
    /// How far what it finds is trusted before the scores of its ends come in: an estimate, not yet fitted to counts.
    pub(crate) score: f32,
}

/// The index of a rule in [`RULE_NAMES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RuleId(pub(crate) u16);

impl RuleId {
    pub(crate) fn rule(self) -> &'static Rule {
        &RULES[self.0 as usize]
    }
}

macro_rules! rules {
    ($($constant:ident = $name:literal, $relation:ident, $score:literal;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Index { $($constant),* }
        impl RuleId {
            $(pub(crate) const $constant: Self = Self(Index::$constant as u16);)*
        }
        pub(crate) const RULES: &[Rule] = &[$(Rule { relation: RelationType::$relation, score: $score }),*];
        /// The names of the rules, in the order of the indices that `Source::name` of a relation holds.
        pub const RULE_NAMES: &[&str] = &[$($name),*];
    };
}

rules! {
    ROLE_APPOSITIVE = "role-appositive", ROLE_AT, 0.92;
    ROLE_BEFORE_NAME = "role-before-name", ROLE_AT, 0.88;
    ROLE_COPULA = "role-copula", ROLE_AT, 0.9;
    ROLE_APPOINTED = "role-appointed", ROLE_AT, 0.85;
    ROLE_SECOND = "role-second", ROLE_AT, 0.85;
    ROLE_HEADING = "role-heading", ROLE_AT, 0.7;
    MEMBER_INCLUDE = "member-include", MEMBER_OF, 0.8;
    PART_APPOSITION = "part-apposition", PART_OF, 0.85;
    PART_POSSESSIVE = "part-possessive", PART_OF, 0.85;
    PARTNER_HEADING = "partner-heading", PARTNER_OF, 0.75;
    ALIAS_DEFINITION = "alias-definition", ALIAS_OF, 0.95;
    LOCATED_COMMA = "located-comma", LOCATED_IN, 0.85;
    SAID_QUOTE = "said-quote", SAID, 0.92;
    SAID_AFTER_QUOTE = "said-after-quote", SAID, 0.92;
    SAID_CONTINUED = "said-continued", SAID, 0.8;
}

/// The name of one of gleaner's own rules, as printed after `rule:`; `"?"` for an index past the table.
///
/// ```
/// assert_eq!(gleaner_relations::rule_name(0), "role-appositive");
/// assert_eq!(gleaner_relations::rule_name(9999), "?");
/// ```
pub fn rule_name(index: u16) -> &'static str {
    RuleSet::builtin().source_name(index)
}
