//! The names of what ties two mentions together without a relation between them: the second half of `alias:NAME`.
//! The constants are indices into [`ALIAS_NAMES`], for `Source::name` of mentions and for `Clusters::alias`.

macro_rules! aliases {
    ($($constant:ident = $name:literal, $doc:literal;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Index { $($constant),* }
        $(#[doc = $doc] pub const $constant: u16 = Index::$constant as u16;)*
        /// The names of the ways a name can follow from another of the same document, in the order of their indices.
        pub const ALIAS_NAMES: &[&str] = &[$($name),*];
    };
}

aliases! {
    REPEATED = "repeated", "The same name again, whatever its case and punctuation (\"DataLab\", \"Data Lab\").";
    DEFINITION = "definition", "Given in brackets beside the full name: \"Health Innovation Manchester (HInM)\".";
    ACRONYM = "acronym", "Initials of a full name of the document, in its order, or of a part of it (\"CGT Catapult\").";
    ACRONYM_REORDERED = "acronym-reordered", "Initials of a full name in another order.";
    SURNAME = "surname", "The family name of a person named in full.";
    GIVEN_NAME = "given-name", "The given name of a person named in full before.";
    PERSON_VARIANT = "person-variant", "With or without middle names, initials, an office or a suffix; with the family name first.";
    SHORT_NAME = "short-name", "An organisation's name without its last words (\"Ltd\", \"University\") or the country in front.";
    MISPRINT = "misprint", "A long name one letter off.";
    ENTRY = "entry", "Both are the same entry of a gazetteer, or entries of one id.";
}

/// The name of an alias, as printed after `alias:`; `"?"` for an index past the table.
///
/// ```
/// use gleaner_relations::{alias, alias_name};
/// assert_eq!(alias_name(alias::DEFINITION), "definition");
/// assert_eq!(alias_name(9999), "?");
/// ```
pub fn alias_name(index: u16) -> &'static str {
    ALIAS_NAMES.get(index as usize).copied().unwrap_or("?")
}
