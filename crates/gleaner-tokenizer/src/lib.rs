//! English text to a [`TokenTable`]: tokens, lines and sentences, made once and read by every later stage.
//!
//! | text | tokens |
//! |---|---|
//! | `£6bn` | `£` `6` `bn` |
//! | `10.30am on 3rd March` | `10.30` `am` `on` `3` `rd` `March` |
//! | `the U.S. economy` | `the` `U.S.` `economy` |
//! | `I don't know` | `I` `don't` `know` |
//! | `Pwc's and/or Manchester’s` | `Pwc` `'s` `and` `/` `or` `Manchester` `’s` |
//! | `in 2023/24, a two-year plan` | `in` `2023` `/` `24` `,` `a` `two` `-` `year` `plan` |
//! | `see https://example.org/a?b.` | `see` `https://example.org/a?b` `.` |
//! | `mail ann@example.org or #UN` | `mail` `ann@example.org` `or` `#UN` |
//!
//! # How a text is cut
//!
//! White space (Unicode `White_Space`) always parts tokens and is never part of one; the rest is cut as UAX #29 word
//! boundaries, by the `unicode-segmentation` crate, with these changes for what later stages need:
//!
//! - a number parts from the letters behind it ("6bn", "3rd", "1990s"), letters keep the digits behind them ("Q3", "FY24");
//! - a possessive or verbal 's is a token of its own, flagged [`TokenFlags::CLITIC`]; "don't" and "O'Brien" stay whole;
//! - letters with full stops between them are one token with their last stop ("U.S.", "e.g.", "Ph.D."), flagged
//!   [`TokenFlags::DOTTED`]; other words that a stop glues together are parted ("end.Next");
//! - colons and semicolons part what UAX #29 leaves together ("a:b", "1;2");
//! - web addresses, e-mail addresses, #hashtags and @handles are one token each; trailing punctuation is not part of them;
//! - runs of one of `. - = * ~` are one token ("...", "-----").
//!
//! Hyphens and slashes always part ("COVID-19" is three tokens, joined by [`TokenFlags::JOINED`]). CJK text comes one
//! ideograph a token, emoji sequences one token each, as UAX #29 says. A piece of more than 2,048 bytes without white
//! space is cut at the nearest punctuation mark before that, so that the work is bounded for any input.
//!
//! ASCII text, with the typographic quotes, dashes and currency signs of British prose, takes a fast path that gives the
//! same tokens; a property test holds the two equal.
//!
//! # Lines, blocks, sentences
//!
//! See [`tokenize`]: blank lines part blocks, headings and list items are blocks of their own, the lines of hard-wrapped
//! prose run on, and sentences end at stops that are not part of an abbreviation, an initial or a number.

mod abbreviation;
mod layout;
mod link;
mod segment;
mod sentence;

#[cfg(doc)]
use gleaner_text::TokenFlags;
use gleaner_text::TokenTable;

/// The text is too long for 32-bit offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text has {n_bytes} bytes; texts of 4 GiB and more cannot be tokenised: cut it into parts")]
pub struct TextTooLong {
    /// Its length in bytes.
    pub n_bytes: usize,
}

/// Fills `table` with the tokens, lines and sentences of `text`; what was in it is dropped, its memory is kept.
///
/// An empty or all-blank text gives an empty table. Any text is accepted, whatever it holds.
///
/// Lines: every line with at least one token, as prose, heading or list item ([`LineKind`](gleaner_text::LineKind)).
/// Blocks ([`TokenFlags::BLOCK_START`]): a blank line, a heading, a list item or a line break that is no soft wrap starts
/// a new one. A line break is a soft wrap when the next line goes on in small letters, or when the document is
/// hard-wrapped and the next word would not have fitted.
/// Sentences: no sentence crosses a block; every token belongs to exactly one.
///
/// Linear in the text; a few allocations a document once the table has grown (`benches/README.md` has figures).
///
/// # Errors
/// [`TextTooLong`] for 4 GiB and more.
///
/// ```
/// use gleaner_text::{TextView, TokenTable};
/// let text = "Dr. Ann Lee gave £6bn. It was 3 p.m.";
/// let mut table = TokenTable::default();
/// gleaner_tokenizer::tokenize(text, &mut table)?;
/// let view = TextView::new(text, &table);
/// let words: Vec<&str> = (0..view.len()).map(|token_idx| view.token(token_idx)).collect();
/// assert_eq!(words, ["Dr", ".", "Ann", "Lee", "gave", "£", "6", "bn", ".", "It", "was", "3", "p.m."]);
/// assert_eq!(table.sentences().len(), 2);
/// # Ok::<(), gleaner_tokenizer::TextTooLong>(())
/// ```
pub fn tokenize(text: &str, table: &mut TokenTable) -> Result<(), TextTooLong> {
    table.clear();
    if u32::try_from(text.len()).is_err() {
        return Err(TextTooLong { n_bytes: text.len() });
    }
    segment::segment(text, table);
    layout::find_lines(text, table);
    sentence::find_sentences(text, table);
    Ok(())
}

/// A new table of `text`: [`tokenize`] for occasional use.
///
/// # Panics
/// When `text` has 4 GiB or more.
pub fn tokenized(text: &str) -> TokenTable {
    let mut table = TokenTable::default();
    tokenize(text, &mut table).expect("a text below 4 GiB");
    table
}

/// The tokens of `text` by the reference path: `unicode-segmentation` for every piece, no fast path. Slow; for tests that
/// hold the fast path equal to it.
///
/// # Panics
/// When `text` has 4 GiB or more.
#[doc(hidden)]
pub fn tokenized_by_reference(text: &str) -> TokenTable {
    assert!(u32::try_from(text.len()).is_ok(), "a text below 4 GiB");
    let mut table = TokenTable::default();
    segment::segment_by_reference(text, &mut table);
    layout::find_lines(text, &mut table);
    sentence::find_sentences(text, &mut table);
    table
}
