//! Mentions: typed pieces of a text, and what made them.

use crate::{EntityType, Span, TokenRange, Value};

/// The index of a mention in the list it came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MentionId(pub u32);

impl MentionId {
    /// As an index.
    #[inline]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The entry of a gazetteer that a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// What kind of recogniser made a record; printed as the first half of `source` ("pattern:money-symbol-amount").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// A name list.
    Gazetteer,
    /// A grammar of `gleaner-values`.
    Pattern,
    /// A names tagger.
    Tagger,
    /// Another mention of the same document: a definition, an acronym, a repeated or shortened name.
    Alias,
    /// A rule of `gleaner-relations`.
    Rule,
}

impl SourceKind {
    /// The word printed in records.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gazetteer => "gazetteer",
            Self::Pattern => "pattern",
            Self::Tagger => "tagger",
            Self::Alias => "alias",
            Self::Rule => "rule",
        }
    }
}

/// What made a record: the kind of recogniser and the index of the list, pattern or rule in that recogniser's own table of
/// names. Two small integers, so that making a mention never allocates; the facade turns it into words when it writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    /// The kind of recogniser.
    pub kind: SourceKind,
    /// Index into the recogniser's table of names.
    pub name: u16,
}

impl Source {
    /// A source of that kind with that index.
    pub const fn new(kind: SourceKind, name: u16) -> Self {
        Self { kind, name }
    }
}

/// A typed piece of a text.
///
/// The span leaves out what the output contract leaves out: a leading "the", a possessive 's, quotes, bullets, honorifics.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The bytes it covers.
    pub span: Span,
    /// The tokens it covers; the first starts at or before `span.start`, the last ends at or after `span.end`.
    pub tokens: TokenRange,
    /// What it is.
    pub entity_type: EntityType,
    /// How likely the mention is right (place and type), 0 to 1.
    pub score: f32,
    /// What made it.
    pub source: Source,
    /// The honorific in front of a PERSON ("Sir"), outside the span.
    pub title: Option<Span>,
    /// The gazetteer entry it names, where a list knows it.
    pub entry: Option<EntryId>,
    /// The amount or date; always there for MONEY and DATE.
    pub value: Option<Value>,
}

impl Mention {
    /// A mention without title, entry and value.
    pub const fn new(span: Span, tokens: TokenRange, entity_type: EntityType, score: f32, source: Source) -> Self {
        Self { span, tokens, entity_type, score, source, title: None, entry: None, value: None }
    }
}
