//! The names of the patterns, as printed in `source` ("pattern:money-symbol-amount").

use gleaner_text::{Source, SourceKind};

/// Every pattern: what `Source::name` of a mention of this crate is an index of. Names are stable; new ones are appended.
macro_rules! patterns {
    ($($variant:ident = $name:literal,)*) => {
        /// A pattern of this crate.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Pattern { $($variant),* }
        const NAMES: &[&str] = &[$($name),*];
    };
}

patterns! {
    MoneySymbolAmount = "money-symbol-amount",
}

impl Pattern {
    /// As the source of a mention.
    pub(crate) const fn source(self) -> Source {
        Source::new(SourceKind::Pattern, self as u16)
    }
}

/// The name of a pattern of this crate, for the `name` of a mention's [`Source`]; `"?"` for an unknown index.
pub fn pattern_name(index: u16) -> &'static str {
    NAMES.get(index as usize).copied().unwrap_or("?")
}
