//! Quotations: what stands between quotation marks, over several paragraphs where each opens and only the last closes.

use gleaner_text::{Span, TextView, TokenFlags};

/// One quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// The token of the opening mark.
    pub(crate) open: u32,
    /// The token of the closing mark.
    pub(crate) close: u32,
    /// The words, marks outside.
    pub(crate) span: Span,
}

/// A quotation of more tokens than this is a mark that was never closed.
const MAX_TOKENS: usize = 4000;

/// Fills `quotations` with those of a text, in text order; they do not overlap.
pub(crate) fn find(view: TextView<'_>, quotations: &mut Vec<Quotation>) {
    quotations.clear();
    let mut open: Option<(usize, &str)> = None;
    for (token_idx, span) in view.tokens.spans().iter().enumerate() {
        // Quotation marks are short and begin with one of five bytes: look before comparing.
        if span.len() > 3 || !matches!(view.text.as_bytes().get(span.start as usize), Some(b'"' | 0xe2)) {
            if let Some((start, _)) = open {
                let flags = view.info(token_idx).flags;
                // A new paragraph that does not open again ends what was never closed.
                if flags.has(TokenFlags::BLOCK_START) && token_idx > start || token_idx - start > MAX_TOKENS {
                    open = None;
                }
            }
            continue;
        }
        let mark = view.token(token_idx);
        match (open, mark) {
            (Some((start, "“")), "”") | (Some((start, "‘")), "’") => {
                if mark == "’" && !closes_single(view, token_idx) {
                    continue;
                }
                push(view, start, token_idx, quotations);
                open = None;
            }
            (Some((start, "\"")), "\"") => {
                let again = view.info(token_idx).flags.has(TokenFlags::BLOCK_START)
                    || view.info(token_idx).flags.has(TokenFlags::NEWLINE_BEFORE);
                if !again {
                    push(view, start, token_idx, quotations);
                    open = None;
                }
            }
            // Opening again at a new paragraph goes on with the same quotation.
            (Some(_), "“") if view.info(token_idx).flags.has(TokenFlags::BLOCK_START) => {}
            (Some(_), "“") => open = Some((token_idx, "“")),
            (None, "“") => open = Some((token_idx, "“")),
            (None, "\"") => open = Some((token_idx, "\"")),
            (None, "‘") => open = Some((token_idx, "‘")),
            _ => {}
        }
    }
}

/// A single mark closes after a stop or a comma and before white space; elsewhere it is an apostrophe.
fn closes_single(view: TextView<'_>, token_idx: usize) -> bool {
    token_idx > 0
        && matches!(view.token(token_idx - 1), "." | "," | "?" | "!" | "...")
        && !view.is_joined(token_idx + 1)
}

fn push(view: TextView<'_>, open: usize, close: usize, quotations: &mut Vec<Quotation>) {
    if close > open + 1 {
        let spans = view.tokens.spans();
        quotations.push(Quotation {
            open: open as u32,
            close: close as u32,
            span: Span::new(spans[open + 1].start, spans[close - 1].end),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let table = gleaner_tokenizer::tokenized(text);
        let mut quotations = Vec::new();
        find(TextView::new(text, &table), &mut quotations);
        let found: Vec<&str> = quotations.iter().map(|quotation| quotation.span.slice(text)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn quotations_close_and_go_on() {
        check("She said: “We won.” He said \"no\".", &["We won.", "no"]);
        check("“One.\n\n“Two,” he said.", &["One.\n\n“Two,"]);
        check("“Never closed.\n\nNew paragraph.” Odd.", &[]);
        check("‘It’s the workers’ day,’ she said.", &["It’s the workers’ day,"]);
        check("“", &[]);
        check("“”", &[]);
    }
}
