//! Lines, and where a block of text begins: headings, list items, paragraphs, soft wraps.

use gleaner_text::{Line, LineKind, Shape, TokenClass, TokenFlags, TokenInfo, TokenRange, TokenTable};

/// A line longer than this is not the work of a hard wrap.
const MAX_WRAP_BYTES: u32 = 132;
/// A heading has no more tokens than this.
const MAX_HEADING_TOKENS: usize = 20;

/// A line while the layout is worked out.
#[derive(Clone, Copy)]
struct RawLine {
    tokens: TokenRange,
    n_bytes: u32,
    /// A blank line, or the start of the text, lies before it.
    after_blank: bool,
    is_list_item: bool,
}

/// Fills the lines of `table` and marks the first token of every block.
pub(crate) fn find_lines(text: &str, table: &mut TokenTable) {
    let lines = raw_lines(text, table);
    let wrap_width = wrap_width(&lines);
    let mut in_list_item = false;
    for idx in 0..lines.len() {
        let line = lines[idx];
        let first = line.tokens.start as usize;
        let wraps = idx > 0
            && !line.after_blank
            && !line.is_list_item
            && is_soft_wrap(text, table, &lines[idx - 1], &line, wrap_width);
        let kind = if line.is_list_item {
            LineKind::ListItem
        } else if wraps {
            // A continued line is what the line before it is; a heading over two lines stays a heading.
            if in_list_item {
                LineKind::ListItem
            } else {
                table.lines().last().map_or(LineKind::Prose, |last| last.kind)
            }
        } else if is_heading(text, table, &lines, idx, wrap_width) {
            LineKind::Heading
        } else {
            LineKind::Prose
        };
        in_list_item = kind == LineKind::ListItem;
        if !wraps {
            table.add_flags(first, TokenFlags::BLOCK_START);
        }
        table.push_line(Line { tokens: line.tokens, kind });
    }
}

fn raw_lines(text: &str, table: &TokenTable) -> Vec<RawLine> {
    let mut lines: Vec<RawLine> = Vec::new();
    let infos = table.infos();
    let starts_line = TokenFlags::NEWLINE_BEFORE.0 | TokenFlags::BLOCK_START.0;
    let mut start = 0;
    while start < infos.len() {
        let end = infos[start + 1..]
            .iter()
            .position(|info| info.flags.0 & starts_line != 0)
            .map_or(infos.len(), |offset| start + 1 + offset);
        let tokens = TokenRange::new(start, end);
        lines.push(RawLine {
            tokens,
            n_bytes: table.span_of(tokens).len(),
            after_blank: infos[start].flags.has(TokenFlags::BLOCK_START),
            is_list_item: is_list_item(text, table, tokens),
        });
        start = end;
    }
    lines
}

/// A bullet and words behind it, or an item number: "1. Research", "(a) costs", "iii) costs".
fn is_list_item(text: &str, table: &TokenTable, tokens: TokenRange) -> bool {
    let (spans, infos) = (table.spans(), table.infos());
    let first = tokens.start as usize;
    let after = |n: usize| (n < tokens.len()).then(|| infos[first + n]);
    let is_spaced = |info: TokenInfo| !info.flags.has(TokenFlags::JOINED);
    let token = spans[first].slice(text);
    let is_closing = |n: usize| n < tokens.len() && matches!(spans[first + n].slice(text), "." | ")");
    match token {
        "•" | "·" | "◦" | "‣" | "▪" | "●" | "■" | "□" | "►" | "➢" | "✓" | "\u{f0b7}" => {
            after(1).is_some()
        }
        "-" | "*" | "–" | "—" | "+" => after(1).is_some_and(is_spaced),
        // Word's second-level bullet, when a tab or several spaces follow it.
        "o" => tokens.len() > 1 && spans[first + 1].start - spans[first].end >= 2,
        "(" => {
            let is_short = spans.get(first + 1).is_some_and(|span| span.len() <= 3);
            is_short && is_closing(2) && spans[first + 2].slice(text) == ")" && after(3).is_some_and(is_spaced)
        }
        _ => {
            let is_number = token.len() <= 2 && token.bytes().all(|byte| byte.is_ascii_digit());
            let is_roman = token.len() <= 4 && token.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
            let is_letter = token.len() == 1 && token.as_bytes()[0].is_ascii_alphabetic();
            let closed = is_closing(1) && infos[first + 1].flags.has(TokenFlags::JOINED);
            let only_bracket = is_letter || is_roman;
            (is_number || only_bracket)
                && closed
                && (!only_bracket || spans[first + 1].slice(text) == ")")
                && after(2).is_some_and(is_spaced)
        }
    }
}

/// The width at which the document's lines are wrapped, if they are: most lines that go on in a following line come close
/// to the longest of them, and no line is longer than a wrapped one can be.
fn wrap_width(lines: &[RawLine]) -> Option<u32> {
    let continued = || lines.windows(2).filter(|pair| !pair[1].after_blank).map(|pair| pair[0].n_bytes);
    let longest = continued().max()?;
    if !(40..=MAX_WRAP_BYTES).contains(&longest) {
        return None;
    }
    let n_longer = lines.iter().filter(|line| line.n_bytes > MAX_WRAP_BYTES).count();
    let (mut n_continued, mut n_near) = (0usize, 0usize);
    for n_bytes in continued() {
        n_continued += 1;
        n_near += usize::from(n_bytes * 4 >= longest * 3);
    }
    (n_continued >= 2 && n_near * 2 > n_continued && n_longer * 10 <= lines.len()).then_some(longest)
}

/// True when the line break between the two lines stands inside a sentence.
fn is_soft_wrap(text: &str, table: &TokenTable, line: &RawLine, next: &RawLine, wrap_width: Option<u32>) -> bool {
    let infos = table.infos();
    let first = next.tokens.start as usize;
    let last = line.tokens.end as usize - 1;
    let last_token = table.spans()[last].slice(text);
    if infos[first].class == TokenClass::Word && infos[first].shape == Shape::Lower {
        return true;
    }
    // "the University of / Manchester": a line does not end on a word that needs another.
    if matches!(last_token, "," | "&" | "of" | "the" | "and" | "for" | "in" | "to" | "a" | "by" | "with" | "-" | "/") {
        return true;
    }
    let ends_sentence = ends_with_stop(last_token);
    let next_word = table.spans()[first].len();
    match wrap_width {
        // Without a known width, a lone pair of lines is prose, not two labels, when the second ends as a sentence does.
        Some(width) => line.n_bytes + 1 + next_word > width.saturating_sub(width / 8),
        None => {
            !ends_sentence
                && (45..=MAX_WRAP_BYTES).contains(&line.n_bytes)
                && next.n_bytes * 2 <= line.n_bytes * 3
                && ends_with_stop(table.spans()[next.tokens.end as usize - 1].slice(text))
        }
    }
}

fn ends_with_stop(last_token: &str) -> bool {
    matches!(last_token, "." | "!" | "?" | "..." | "…" | "”" | "\"" | ":" | ";")
}

/// A short line that stands alone or above its text and does not end as a sentence does.
fn is_heading(text: &str, table: &TokenTable, lines: &[RawLine], idx: usize, wrap_width: Option<u32>) -> bool {
    let line = &lines[idx];
    if line.tokens.len() > MAX_HEADING_TOKENS || line.n_bytes > 150 {
        return false;
    }
    let last = line.tokens.end as usize - 1;
    if matches!(table.spans()[last].slice(text), "." | "," | ";" | "..." | "…" | ":") {
        return false;
    }
    let infos = &table.infos()[line.tokens.range()];
    let Some(first_word) = infos.iter().find(|info| info.class == TokenClass::Word) else { return false };
    if first_word.shape == Shape::Lower && infos[0].class == TokenClass::Word {
        return false;
    }
    // The first line of a wrapped paragraph is no heading.
    let next = lines.get(idx + 1).filter(|next| !next.after_blank);
    !next.is_some_and(|next| !next.is_list_item && is_soft_wrap(text, table, line, next, wrap_width))
}
