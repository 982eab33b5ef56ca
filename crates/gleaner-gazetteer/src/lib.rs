//! Name lists: read, checked, compiled, and matched on token boundaries.
//!
//! | type | what it is |
//! |---|---|
//! | [`List`] | the names of one file, or of a program: name, aliases, type, id, flags, free attributes |
//! | [`Format`] | tables, JSON Lines and spaCy patterns, which [`List::read`] reads as well as the plain format |
//! | [`import`](mod@import) | the dumps of ROR, Wikidata, Companies House and GeoNames, as streams |
//! | [`Problem`] | a fault in a list, with file, line, column and the line itself |
//! | [`GazetteerBuilder`], [`Gazetteer`] | lists compiled for matching; immutable and shared |
//! | [`Hit`] | a place that spells a name, and the entries it can mean |
//!
//! This crate knows no files, no threads and no entity types: types are words here, and which of several candidates a
//! mention means, and whether an ambiguous name is one at all, is decided by the stages that see the whole document.
//!
//! # The list format
//!
//! Plain UTF-8 text, one entry a line; lines of white space and lines that begin with `#` say nothing.
//!
//! ```text
//! @name uk-universities
//! @type ORG
//! @origin Written by the authors
//! @licence CC0-1.0
//! @flags exact
//!
//! University of Manchester | Manchester University; UoM | id=https://ror.org/027m9bs27
//! Reading                  |                            | ambiguous type=LOC kind=town
//! Marks \| Co
//! ```
//!
//! - Header lines stand above the first entry, each at most once. `@name` is what `source` prints (else the file's name
//!   without extension), `@type` the type of entries that do not say theirs, `@flags` what all entries have.
//! - An entry is up to three fields between bars: the name; aliases between semicolons; attributes between white space.
//! - An attribute is `key=value` or a flag. `type` is the entry's own type, `id` what records print as `ref`,
//!   `canonical` what they print as the fullest name, `priority` a whole number (the higher one is chosen where one
//!   surface has several entries), `context` words between commas of which one must stand near for a hit to count (it
//!   makes the entry ambiguous); any other key is kept for the program that asks. A `_` in a value is a space (in an id
//!   it is itself).
//! - Flags: the policies of [`EntryFlags`] (`exact`, `fold`, `strict`, `plural`, `exact-dots` …), `ambiguous` (also an
//!   ordinary word or somebody else's name), `weak` (for word lists: a hint only). An entry's own word of a policy
//!   replaces the list's.
//! - A backslash takes away the meaning of `|` `;` `\` `#` `@` `_`.
//!
//! # Capitals
//!
//! | name in the list | flag | found in | not found in |
//! |---|---|---|---|
//! | University of Leeds | | University of Leeds, UNIVERSITY OF LEEDS, University Of Leeds | university of leeds |
//! | McVitie | | McVitie, MCVITIE, Mcvitie | mcvitie, mcVitie |
//! | UNESCO | | UNESCO | Unesco, unesco |
//! | Bath | | Bath | BATH, bath |
//! | job centre | | job centre, Job Centre, JOB CENTRE | jOb centre |
//! | Next | exact | Next | NEXT, next |
//! | fintech hub | fold | any | |
//!
//! Without a flag, a name in all capitals and one of at most four letters asks for its own capitals; any other one also
//! takes all capitals or a capital in front, token by token, but small letters only where it has them itself.
//!
//! # The engine
//!
//! A name is the sequence of its tokens' folded hashes, which the token table has already. A filter of two bits a group of
//! first tokens lets few tokens pass; behind those a filter of two bits a group of *beginnings* says whether a name goes on
//! and whether one ends; a hash table of whole names is asked last. What it finds is compared with the spellings that its
//! entries allow before it is a hit, so that a hash can never lie. All tables are bytes of the compiled file
//! ([`Gazetteer::save`], [`Gazetteer::open`]): the builder makes the file, and nothing is rebuilt when it is opened.
//!
//! aho-corasick over the folded, space-normalised text was to be the engine of ordinary lists, and daachorse was tried
//! beside it. They read every byte where the index reads one hash a token and leaves most tokens at that: over the same
//! names they are two to seven times slower at every size from 1,000 to a million, take three times the memory and seven to
//! a hundred times as long to build. The table is in the crate's README. Also tried and left: the noncontiguous NFA (half
//! the speed of the contiguous one), aho-corasick over token numbers instead of letters (looking up the numbers costs what
//! the whole walk costs), and a hash table of names *and* beginnings with an entry array each in memory (243 MB for
//! 980,000 names where the file is 48).
//!
//! # Example
//!
//! ```
//! use gleaner_gazetteer::{GazetteerBuilder, List};
//! use gleaner_text::TextView;
//!
//! let mut list = List::new("portfolio", "ORG");
//! list.add("Rapid Life Sciences Ltd").alias("Rapid Life");
//! let gazetteer = GazetteerBuilder::new().add_list(&list)?.build()?;
//!
//! let text = "RAPID LIFE and Rapid Life Sciences Ltd.";
//! let table = gleaner_tokenizer::tokenized(text);
//! let mut hits = Vec::new();
//! gazetteer.find(TextView::new(text, &table), &mut hits);
//! assert_eq!(hits.iter().map(|hit| hit.span.slice(text)).collect::<Vec<_>>(), ["RAPID LIFE", "Rapid Life Sciences Ltd"]);
//! # Ok::<(), gleaner_gazetteer::Error>(())
//! ```

mod builder;
mod bytes;
mod compile;
mod delimited;
mod error;
mod file;
mod flags;
mod format;
mod gazetteer;
pub mod import;
mod index;
mod json_lines;
mod key;
mod layout;
mod letters;
mod list;
mod matching;
mod policy;
mod reader;
mod row;
mod spacy;
mod spelling;
mod storage;
mod surface;
mod variant;
mod write;

pub use builder::{GazetteerBuilder, WORD_TYPES};
pub use error::{Error, FileError, Problem, ProblemKind};
pub use flags::EntryFlags;
pub use format::{Format, ReadOptions};
pub use gazetteer::{Entry, Gazetteer, ListInfo};
pub use list::{List, ListEntry, NewEntry};
pub use matching::{CONTEXT_TOKENS, Hit, find_in, find_small_in};
pub use reader::{MAX_KEPT_PROBLEMS, MAX_NAME_BYTES, Problems};
pub use row::type_name;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
