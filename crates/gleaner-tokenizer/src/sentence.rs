//! Sentences: where a stop ends one and where it does not.

use gleaner_text::{LineKind, Sentence, Shape, TokenClass, TokenFlags, TokenRange, TokenTable};

use crate::abbreviation::{Abbreviation, abbreviation, is_sentence_starter};

/// Fills the sentences of `table`. Blocks are known by then.
pub(crate) fn find_sentences(text: &str, table: &mut TokenTable) {
    let n_tokens = table.len();
    let mut start = 0;
    let mut line_idx = 0;
    let mut kind = LineKind::Prose;
    let mut token_idx = 0;
    while token_idx < n_tokens {
        if token_idx == start {
            while table.lines().get(line_idx).is_some_and(|line| line.tokens.end as usize <= token_idx) {
                line_idx += 1;
            }
            kind = table.lines().get(line_idx).map_or(LineKind::Prose, |line| line.kind);
        }
        let end = if starts_block(table, token_idx + 1) {
            Some(token_idx + 1)
        } else {
            sentence_end(text, table, start, token_idx)
        };
        if let Some(end) = end {
            table.push_sentence(Sentence { tokens: TokenRange::new(start, end), kind });
            start = end;
            token_idx = end;
        } else {
            token_idx += 1;
        }
    }
}

/// True at the end of the text too.
fn starts_block(table: &TokenTable, token_idx: usize) -> bool {
    table.infos().get(token_idx).is_none_or(|info| info.flags.has(TokenFlags::BLOCK_START))
}

/// One past the last token of the sentence when the token at `at` is a stop that ends it.
#[inline]
fn sentence_end(text: &str, table: &TokenTable, start: usize, at: usize) -> Option<usize> {
    let info = table.infos()[at];
    match info.class {
        TokenClass::Punctuation => stop_end(text, table, start, at),
        TokenClass::Word if info.flags.has(TokenFlags::DOTTED) => dotted_end(table, at),
        _ => None,
    }
}

fn stop_end(text: &str, table: &TokenTable, start: usize, at: usize) -> Option<usize> {
    let stop = table.spans()[at].slice(text);
    let is_full_stop = stop == ".";
    if !is_full_stop && !matches!(stop, "!" | "?" | "…" | "。" | "！" | "？") && !stop.starts_with("..") {
        return None;
    }
    let mut next = at + 1;
    // Further stops ("?!") and closing marks belong to the sentence.
    while next < table.len() && !starts_block(table, next) && table.infos()[next].flags.has(TokenFlags::JOINED) {
        match table.spans()[next].slice(text) {
            "!" | "?" | "." | "…" | "..." | "”" | "’" | "\"" | "'" | ")" | "]" | "»" => next += 1,
            _ => break,
        }
    }
    if starts_block(table, next) {
        return Some(next);
    }
    let following = table.infos()[next];
    let is_ideographic = matches!(stop, "。" | "！" | "？");
    if following.flags.has(TokenFlags::JOINED) && !is_ideographic {
        // "end.[3] Next": a reference mark between brackets belongs to the sentence it follows.
        return is_full_stop.then(|| reference_mark_end(text, table, next)).flatten();
    }
    if following.class == TokenClass::Word && following.shape == Shape::Lower && !is_ideographic {
        return None;
    }
    if is_full_stop && next == at + 1 && at > start && !ends_after_word(table, start, at, next) {
        return None;
    }
    Some(next)
}

/// One past "[3]" or "[note 3]" that stands directly behind a stop.
fn reference_mark_end(text: &str, table: &TokenTable, open: usize) -> Option<usize> {
    if table.spans()[open].slice(text) != "[" {
        return None;
    }
    let close = (open + 1..(open + 4).min(table.len())).find(|&idx| table.spans()[idx].slice(text) == "]")?;
    let next = table.infos().get(close + 1)?;
    (!next.flags.has(TokenFlags::JOINED) && next.shape != Shape::Lower).then_some(close + 1)
}

/// Whether a full stop at `at` ends a sentence, by the word before it and the token after it.
fn ends_after_word(table: &TokenTable, start: usize, at: usize, next: usize) -> bool {
    let (infos, hashes) = (table.infos(), table.hashes());
    let word = infos[at - 1];
    if !infos[at].flags.has(TokenFlags::JOINED) {
        return true;
    }
    let following = infos[next];
    let starter = is_sentence_starter(hashes[next]) && following.shape != Shape::Lower;
    if word.class == TokenClass::Number {
        // "1. Research" is an item number.
        return at - 1 != start;
    }
    if word.class != TokenClass::Word {
        return true;
    }
    if word.shape == Shape::Initial && !word.flags.has(TokenFlags::HAS_DIGIT) {
        // "J. Smith" goes on; "vitamin C. The" and "plan B. “We" end.
        return starter || following.class != TokenClass::Word;
    }
    match abbreviation(hashes[at - 1], word.shape != Shape::Lower) {
        Some(Abbreviation::Inner) => false,
        Some(Abbreviation::Either) => starter,
        Some(Abbreviation::BeforeNumber) => following.class != TokenClass::Number,
        None => true,
    }
}

/// The end of a sentence that ends on "U.S." or "p.m.": only before a word that can only begin one.
fn dotted_end(table: &TokenTable, at: usize) -> Option<usize> {
    let following = table.infos().get(at + 1)?;
    let may_end = abbreviation(table.hashes()[at], true) != Some(Abbreviation::Inner);
    let starts = following.shape != Shape::Lower && is_sentence_starter(table.hashes()[at + 1]);
    (may_end && starts && !following.flags.has(TokenFlags::JOINED)).then_some(at + 1)
}
