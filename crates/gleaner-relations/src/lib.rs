//! Clusters of mentions that name one thing, and relations between them, over mentions made by anybody.
//!
//! | step | type | what comes out |
//! |---|---|---|
//! | definitions | [`definitions`], [`DefinedNames`] | "Northern Pottery Council (NPC)": the short form takes the type of the long one, and later bare uses of it become mentions |
//! | clusters | [`Clusters`] | a cluster for every name, and the mention with its fullest form |
//! | rules | [`RuleSet`] | patterns over words and names, read from a file and checked by their own examples |
//! | relations | [`Relations`] | typed links with qualifiers, evidence, score and the rule that made them |
//!
//! All take a [`TextView`](gleaner_text::TextView) and mentions that are sorted by start and do not overlap; the
//! recogniser that made them plays no part. All keep their memory from document to document.
//!
//! # How relations are found
//!
//! Most rules are text: the files in `rules/`, in the language that `docs/rules.md` explains. A pattern is compiled into a
//! program to the left and one to the right of its *key word*, the rarest word that every match holds; the key words of all
//! rules share one table. One pass over the folded hashes of the tokens asks a small filter whether a word is a key word
//! at all; only then is anything looked at: within the sentence, never further than sixty tokens or sixty-four names of a
//! list, and no step at a token twice. A sentence of a megabyte costs what its key words cost, nothing more, and a
//! rule whose key words do not stand in a text costs nothing there.
//!
//! What is no pattern is code of the engine: quotations, lists under a heading, definitions in brackets, job titles that
//! share a name or an organisation, units beside their parents, places behind commas.
//! [`RULE_NAMES`] names those; `tests/data/relations.toml` holds their examples and near misses.
//!
//! Words that take back or make uncertain what is said ("not", "would", "denied", "if", "plans to") block a rule.
//! Definite descriptions ("the university", "the city", "she", "we" under a heading) stand for the nearest fitting name
//! where only one fits; they lower the score.
//!
//! # What is absent on purpose
//!
//! No files, no JSON, no threads, no clock; no relation across documents; no pronoun is ever a mention.
//!
//! ```
//! use gleaner_relations::{Clusters, Relations};
//! use gleaner_text::{EntityType, Mention, RelationType, Source, SourceKind, Span, TextView, TokenRange};
//!
//! let text = "Northway Ltd was founded by Ann Lee. Lee left.";
//! let table = gleaner_tokenizer::tokenized(text);
//! let view = TextView::new(text, &table);
//! let source = Source::new(SourceKind::Tagger, 0);
//! let mentions = [
//!     Mention::new(Span::new(0, 12), TokenRange::new(0, 2), EntityType::ORG, 0.9, source),
//!     Mention::new(Span::new(28, 35), TokenRange::new(5, 7), EntityType::PERSON, 0.9, source),
//!     Mention::new(Span::new(37, 40), TokenRange::new(8, 9), EntityType::PERSON, 0.9, source),
//! ];
//! let mut clusters = Clusters::default();
//! clusters.build(view, &mentions);
//! assert_eq!(clusters.len(), 2);
//! let mut found = Vec::new();
//! Relations::default().find(view, &mentions, &clusters, &mut found);
//! assert_eq!(found[0].relation_type, RelationType::FOUNDED_BY);
//! assert_eq!(found[0].evidence.slice(text), "Northway Ltd was founded by Ann Lee");
//! ```

pub mod alias;
mod cluster;
mod context;
mod coreference;
mod definition;
mod demonym;
mod expansion;
mod language;
mod letters;
mod lexicon;
mod quotation;
mod relate;
mod role_phrase;
mod rule;
mod rules;

pub use alias::{ALIAS_NAMES, alias_name};
pub use cluster::{ClusterId, Clusters};
pub use definition::{DefinedNames, Definition, definitions};
pub use language::{RuleError, RuleErrors, RuleSet};
pub use relate::Relations;
pub use rule::{RULE_NAMES, rule_name};
