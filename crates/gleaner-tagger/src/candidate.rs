//! Which tokens can be part of a name, and the windows they form.

use gleaner_text::{Shape, TextView, TokenClass, TokenFlags, TokenInfo, TokenRange, fold_hash_const};

use crate::lexicon::WordClasses;
use crate::organisation::is_small_suffix;

/// The most tokens between two capitalised words of one name ("Faculty of the", ", Medicine and").
const MAX_GAP: usize = 3;
/// Longest window decoded at once; longer runs of capitals (a page in capitals) are cut.
pub(crate) const MAX_WINDOW: usize = 512;

/// What a token is to the search for names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Can begin, continue and end a name.
    Name,
    /// Can stand inside a name, between two of the others.
    Link,
    /// Cannot be part of a name.
    Outside,
}

/// Appends the windows of candidate tokens of one sentence to `windows`, in order.
pub(crate) fn find_windows(
    view: TextView<'_>,
    sentence: TokenRange,
    classes: &[WordClasses],
    listed: &[u8],
    windows: &mut Vec<TokenRange>,
) {
    let mut start: Option<usize> = None;
    let mut last_name = 0;
    for token_idx in sentence.range() {
        if let Some(first) = start
            && (starts_cell(view, token_idx) || is_address(view, token_idx))
        {
            windows.push(TokenRange::new(first, last_name + 1));
            start = None;
        }
        match role(view, token_idx, classes[token_idx], listed[token_idx], start.is_some()) {
            Role::Name => {
                match start {
                    Some(first) if token_idx - first < MAX_WINDOW => {}
                    Some(first) => {
                        windows.push(TokenRange::new(first, last_name + 1));
                        start = Some(token_idx);
                    }
                    None => start = Some(token_idx),
                }
                last_name = token_idx;
            }
            Role::Link if start.is_some() && token_idx - last_name <= MAX_GAP => {}
            _ => {
                if let Some(first) = start.take() {
                    windows.push(TokenRange::new(first, last_name + 1));
                }
            }
        }
    }
    if let Some(first) = start {
        windows.push(TokenRange::new(first, last_name + 1));
    }
}

/// True for a title that always begins a new name: "Ann Lee Professor of Law". Others are also words of names ("General
/// Motors").
fn is_address(view: TextView<'_>, token_idx: usize) -> bool {
    const ADDRESSES: [u64; 6] = [
        fold_hash_const("professor"),
        fold_hash_const("prof"),
        fold_hash_const("dr"),
        fold_hash_const("mr"),
        fold_hash_const("mrs"),
        fold_hash_const("ms"),
    ];
    view.info(token_idx).shape == Shape::Title && ADDRESSES.contains(&view.hash(token_idx))
}

/// True behind a tab or three spaces: the next cell of a table. No name goes on there, but behind a line break it does,
/// however far the next line is indented.
pub(crate) fn starts_cell(view: TextView<'_>, token_idx: usize) -> bool {
    const MIN_SPACES: usize = 3;
    let spans = view.tokens.spans();
    let Some(before) = token_idx.checked_sub(1) else { return false };
    let gap = spans[before].end as usize..spans[token_idx].start as usize;
    let is_wide = gap.len() >= MIN_SPACES;
    match view.text.as_bytes().get(gap) {
        Some(b" " | b"") => false,
        Some(gap) => (is_wide || gap.contains(&b'\t')) && !gap.contains(&b'\n'),
        None => false,
    }
}

/// Appends a whole sentence, in windows of at most [`MAX_WINDOW`] tokens.
pub(crate) fn cut_into_windows(sentence: TokenRange, windows: &mut Vec<TokenRange>) {
    let ends = |start: usize| (start + MAX_WINDOW).min(sentence.end as usize);
    windows.extend(sentence.range().step_by(MAX_WINDOW).map(|start| TokenRange::new(start, ends(start))));
}

/// What a token is. Links count only where a name has begun; elsewhere they are not told from what is outside.
#[inline]
fn role(view: TextView<'_>, token_idx: usize, classes: WordClasses, listed: u8, has_begun: bool) -> Role {
    let info = view.info(token_idx);
    match info.class {
        TokenClass::Word if info.shape != Shape::Lower && info.shape != Shape::None => Role::Name,
        TokenClass::Hashtag | TokenClass::Url => Role::Name,
        TokenClass::Word if info.flags.has(TokenFlags::CLITIC) => Role::Link,
        TokenClass::Word => {
            let is_known = listed != 0
                || (has_begun && is_small_suffix(view.hash(token_idx)))
                || (classes.any(WordClasses(WordClasses::GIVEN_NAME.0 | WordClasses::SURNAME.0))
                    && !classes.any(WordClasses::ORDINARY));
            if is_known || info.shape == Shape::None && info.flags.has(TokenFlags::NON_ASCII) {
                Role::Name
            } else {
                let may_name = follows_hyphen(view, token_idx, info);
                match (has_begun || may_name) && is_link_word(view.hash(token_idx)) {
                    true => Role::Link,
                    false if may_name => Role::Name,
                    false => Role::Outside,
                }
            }
        }
        TokenClass::Number if info.flags.has(TokenFlags::HAS_DIGIT) && follows_name(view, token_idx) => Role::Name,
        TokenClass::Number if is_ordinal_before_name(view, token_idx) => Role::Name,
        TokenClass::Punctuation | TokenClass::Symbol => {
            if has_begun
                && matches!(view.token(token_idx), "&" | "-" | "–" | "." | "," | "'" | "’" | "/" | "+" | "!" | "@")
            {
                Role::Link
            } else {
                Role::Outside
            }
        }
        _ => Role::Outside,
    }
}

/// "al-Assad", "Bar-el": a small word glued by a hyphen to the name before it.
fn follows_hyphen(view: TextView<'_>, token_idx: usize, info: TokenInfo) -> bool {
    info.flags.has(TokenFlags::JOINED)
        && token_idx >= 2
        && view.is_joined(token_idx - 1)
        && view.token(token_idx - 1) == "-"
        && view.info(token_idx - 2).shape != Shape::Lower
        && view.info(token_idx - 2).class == TokenClass::Word
}

/// A number right behind a capitalised word ("Channel 4", "Boeing 747").
fn follows_name(view: TextView<'_>, token_idx: usize) -> bool {
    token_idx >= 1 && {
        let before = view.info(token_idx - 1);
        before.class == TokenClass::Word && !matches!(before.shape, Shape::Lower | Shape::None)
            || view.token(token_idx - 1) == "-"
    }
}

/// An ordinal right before a capitalised word ("507th Air Refueling Wing", "2nd Battalion").
fn is_ordinal_before_name(view: TextView<'_>, token_idx: usize) -> bool {
    let token = view.token(token_idx);
    let is_ordinal = token.len() > 2
        && matches!(&token.as_bytes()[token.len() - 2..], b"st" | b"nd" | b"rd" | b"th")
        && token.as_bytes()[0].is_ascii_digit();
    is_ordinal
        && view.tokens.infos().get(token_idx + 1).is_some_and(|after| {
            after.class == TokenClass::Word
                && !matches!(after.shape, Shape::Lower | Shape::None)
                && !after.flags.has(TokenFlags::SENTENCE_START)
        })
}

fn is_link_word(hash: u64) -> bool {
    const LINK_WORDS: [u64; 34] = [
        fold_hash_const("of"),
        fold_hash_const("and"),
        fold_hash_const("for"),
        fold_hash_const("the"),
        fold_hash_const("de"),
        fold_hash_const("la"),
        fold_hash_const("le"),
        fold_hash_const("van"),
        fold_hash_const("von"),
        fold_hash_const("der"),
        fold_hash_const("den"),
        fold_hash_const("del"),
        fold_hash_const("della"),
        fold_hash_const("di"),
        fold_hash_const("da"),
        fold_hash_const("do"),
        fold_hash_const("dos"),
        fold_hash_const("du"),
        fold_hash_const("des"),
        fold_hash_const("al"),
        fold_hash_const("el"),
        fold_hash_const("bin"),
        fold_hash_const("ibn"),
        fold_hash_const("y"),
        fold_hash_const("e"),
        fold_hash_const("in"),
        fold_hash_const("on"),
        fold_hash_const("at"),
        fold_hash_const("to"),
        fold_hash_const("with"),
        fold_hash_const("upon"),
        fold_hash_const("und"),
        fold_hash_const("et"),
        fold_hash_const("a"),
    ];
    LINK_WORDS.contains(&hash)
}
