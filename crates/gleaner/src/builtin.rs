//! What is built in: which names model, which lists, which rules.

use gleaner_relations::RuleSet;

use crate::hash::sha256_hex;

/// gleaner's own lists, compiled with the program.
#[cfg(feature = "lists")]
pub(crate) const LISTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lists.gaz"));

/// The data that results depend on, told apart by digests: the same digests, the same data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuiltinData {
    /// SHA-256 of the names model's bytes, hexadecimal; `None` without the feature `model`.
    pub model_sha256: Option<String>,
    /// SHA-256 of the lists as they are compiled with the program, hexadecimal; `None` without the feature `lists`.
    pub lists_sha256: Option<String>,
    /// SHA-256 of the texts of the rule files one behind the other, hexadecimal.
    pub rules_sha256: String,
}

/// Says what is built in. Costs reading it all: some 20 ms.
pub fn builtin_data() -> BuiltinData {
    BuiltinData {
        #[cfg(feature = "model")]
        model_sha256: Some(sha256_hex(gleaner_model_en::MODEL)),
        #[cfg(not(feature = "model"))]
        model_sha256: None,
        #[cfg(feature = "lists")]
        lists_sha256: Some(sha256_hex(LISTS)),
        #[cfg(not(feature = "lists"))]
        lists_sha256: None,
        rules_sha256: sha256_hex(RuleSet::builtin_files().iter().map(|&(_, text)| text).collect::<String>()),
    }
}
