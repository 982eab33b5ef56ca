//! The vocabulary that every gleaner crate shares: spans, the token table with its sentences and lines, mentions with
//! their values, and relations. No recogniser lives here, no file is read, nothing is printed.
//!
//! | type | what it is |
//! |---|---|
//! | [`Span`], [`TokenRange`] | where something stands: bytes of the text, or indices into the token table |
//! | [`TokenTable`] | tokens, lines and sentences of one text, made once by `gleaner-tokenizer`, read by everyone |
//! | [`TextView`] | a text together with its token table: what every recogniser takes |
//! | [`Mention`] | a typed piece of the text with a score, a source and perhaps a [`Value`] |
//! | [`MoneyValue`], [`DateValue`] | exact amounts (decimals, ISO 4217) and TIMEX3 values with calendar days |
//! | [`Relation`] | a typed link between two mentions, with qualifiers and the evidence it was read in |
//!
//! Invariants that hold across the crates:
//!
//! - offsets are UTF-8 bytes, half-open, 32 bit, always on character boundaries; other units exist only at the edge;
//! - tokens are in text order and never overlap; only white space lies between them;
//! - mentions refer to tokens as well as bytes, and both say the same place.
//!
//! ```
//! use gleaner_text::{Span, fold_hash};
//! let text = "NHS England";
//! let span = Span::new(4, 11);
//! assert_eq!(span.slice(text), "England");
//! // The folded hash of a word does not depend on its case.
//! assert_eq!(fold_hash("England"), fold_hash("ENGLAND"));
//! ```

mod entity_type;
mod fold;
mod mention;
mod relation;
mod span;
mod timex;
mod token;
mod value;

pub use entity_type::{EntityType, EntityTypes};
pub use fold::{fold_hash, fold_hash_const, fold_hash_short, fold_into};
pub use mention::{EntryId, Mention, MentionId, Source, SourceKind};
pub use relation::{Qualifier, QualifierKey, QualifierValue, Relation, RelationType, Through};
pub use span::{Span, TokenRange};
pub use timex::{DayPart, Season, Timex, TimexDate, TimexError, TimexLength, TimexPoint, TimexTime, TimexUnit};
pub use token::{Line, LineKind, Sentence, Shape, TextView, TokenClass, TokenFlags, TokenInfo, TokenTable};
pub use value::{
    Bound, Currency, DateReading, DateValue, Day, MoneyValue, Period, TimexMod, TimexType, Value, amount_string,
};
