//! The stages of extraction, by name.

/// A stage of [`Extractor::extract_observed`](crate::Extractor::extract_observed).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// Tokens, lines and sentences.
    Tokens,
    /// The date of the document, where it is looked for.
    DocumentDate,
    /// Amounts and dates.
    Values,
    /// Places where names of lists stand.
    Lists,
    /// Names by the model.
    Tagger,
    /// Overlaps settled; short forms that the document defines.
    Resolve,
    /// Clusters of mentions.
    Clusters,
    /// Relations.
    Relations,
}

impl Stage {
    /// All stages, in the order in which they run.
    pub const ALL: [Self; 8] = [
        Self::Tokens,
        Self::DocumentDate,
        Self::Values,
        Self::Lists,
        Self::Tagger,
        Self::Resolve,
        Self::Clusters,
        Self::Relations,
    ];

    /// As an index into [`Stage::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// "tokens", "document date" …: for tables and logs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tokens => "tokens",
            Self::DocumentDate => "document date",
            Self::Values => "values",
            Self::Lists => "lists",
            Self::Tagger => "tagger",
            Self::Resolve => "resolve",
            Self::Clusters => "clusters",
            Self::Relations => "relations",
        }
    }
}
