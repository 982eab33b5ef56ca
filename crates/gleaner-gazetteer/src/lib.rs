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
//! A name is the sequence of its tokens' folded hashes, which the token table has already. A hash table over names and
//! their beginnings is walked from every token that a 64 KiB filter lets through: one look-up a token, no text read, no
//! buffer. What it finds is compared with the name's spelling before it is a hit, so that a hash can never lie.
//!
//! aho-corasick over the folded, space-normalised text was to be the engine of ordinary lists. It reads every byte where
//! the index reads one hash a token and leaves most tokens at that, and building it would break the budget for a start
//! (50 ms for the whole program) alone. Both over the same names, tokenising not counted; on a shared two-core machine,
//! so compare within a row:
//!
//! | names, text | index: read and build, memory, find | aho-corasick contiguous NFA: build, memory, fold and scan |
//! |---|---|---|
//! | own lists, 58,099 (29,435 matched), seeds | 13 ms, 8 MB, 641 MB/s | 89 ms, 4 MB, 172 MB/s |
//! | own lists, 4.4 MB of news, web and reports | 14 ms, 8 MB, 275 MB/s | 82 ms, 4 MB, 75 MB/s |
//! | with made-up ones, 100,000 matched | 60 ms, 28 MB, 182 MB/s | 393 ms, 15 MB, 66 MB/s |
//! | with made-up ones, 980,000 matched | 0.63 s, 243 MB, 95 MB/s | 11.2 s, 125 MB, 37 MB/s |
//!
//! `cargo run --release -p gleaner-gazetteer --example engines -- seeds gazetteers/lists [--names N]` prints the first row
//! (the time is the best of nine); the other rows had a text of 4.4 MB that is not in the repository, in place of `seeds`.
//! The index's memory is everything, names and attributes too, the automaton's only its states; the index's time begins
//! with the files' bytes, the automaton's with folded names. A fresh process takes 25 ms of processor time to read and
//! build all own lists (62,058 names); reading is 10 of them, and lists can be read side by side. Also tried and left: the noncontiguous NFA
//! (half the speed of the contiguous one), and aho-corasick over token numbers instead of letters (63 ms to build for
//! 22,000 names, and looking up the numbers costs what the whole walk costs).
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
pub use matching::{CONTEXT_TOKENS, Hit, find_in};
pub use reader::{MAX_KEPT_PROBLEMS, MAX_NAME_BYTES, Problems};
pub use row::type_name;
