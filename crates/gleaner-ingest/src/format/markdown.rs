//! Markdown to text: the marks go, the lines stay.
//!
//! No CommonMark parser: what matters is that names and amounts come out clean, and that headings, list items and table
//! rows stay lines of their own. A mark that is not understood stays where it is.

use crate::blocks::{Extracted, one_line};
use crate::date::parse_written;

/// The text of a Markdown file; title, author and date from its front matter.
pub(crate) fn read(source: &str) -> Extracted {
    let mut extracted = Extracted::default();
    let source = front_matter(source, &mut extracted);
    let mut text = String::with_capacity(source.len());
    let mut fence: Option<char> = None;
    for line in source.lines() {
        let trimmed = line.trim_start();
        if let Some(mark) =
            ['`', '~'].into_iter().find(|mark| trimmed.chars().take_while(|character| character == mark).count() >= 3)
        {
            match fence {
                None => fence = Some(mark),
                Some(open) if open == mark => fence = None,
                Some(_) => {}
            }
            text.push('\n');
            continue;
        }
        if fence.is_some() {
            text.push_str(line);
        } else {
            block(line, &mut text);
        }
        text.push('\n');
    }
    let start = text.len() - text.trim_start_matches('\n').len();
    text.drain(..start);
    text.truncate(text.trim_end().len());
    if !text.is_empty() {
        text.push('\n');
    }
    extracted.text = text;
    extracted
}

/// Takes the front matter (`---`, `key: value` lines, `---`) off.
fn front_matter<'a>(source: &'a str, extracted: &mut Extracted) -> &'a str {
    let Some(rest) = source.strip_prefix("---\n").or_else(|| source.strip_prefix("---\r\n")) else { return source };
    let Some(end) = rest.find("\n---\n").or_else(|| rest.find("\n---\r\n")).filter(|end| *end < 16 << 10) else {
        return source;
    };
    for line in rest[..end].lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']);
        match key.trim().to_ascii_lowercase().as_str() {
            "title" => extracted.title = one_line(value),
            "author" => extracted.author = one_line(value),
            "date" => extracted.written = parse_written(value),
            _ => {}
        }
    }
    let after = &rest[end + 1..];
    after.find('\n').map_or("", |newline| &after[newline + 1..])
}

/// One line outside of code.
fn block(line: &str, text: &mut String) {
    let mut rest = line.trim_end();
    let indent = rest.len() - rest.trim_start().len();
    rest = rest.trim_start();
    while let Some(quoted) = rest.strip_prefix('>') {
        rest = quoted.trim_start();
    }
    // Rules, underlines of headings, and the line below a table's head.
    if rest.len() >= 2 && rest.chars().all(|character| matches!(character, '=' | '-' | '*' | '_' | ' ' | '|' | ':')) {
        return;
    }
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    if (1..=6).contains(&hashes) && rest[hashes..].starts_with([' ', '\t']) {
        return inline(rest[hashes..].trim().trim_end_matches('#').trim_end(), text);
    }
    if let Some(row) = rest.strip_prefix('|') {
        let row = row.strip_suffix('|').unwrap_or(row);
        let mut cells = row.split('|').map(str::trim).filter(|cell| !cell.is_empty());
        if let Some(first) = cells.next() {
            inline(first, text);
        }
        for cell in cells {
            text.push_str(" | ");
            inline(cell, text);
        }
        return;
    }
    text.push_str(&line[..indent.min(line.len())]);
    if let Some(item) = ["* ", "+ ", "- "].iter().find_map(|bullet| rest.strip_prefix(bullet)) {
        text.push_str("• ");
        let item = item.trim_start();
        rest = ["[ ] ", "[x] ", "[X] "].iter().find_map(|check| item.strip_prefix(check)).unwrap_or(item);
    }
    inline(rest, text);
}

/// Words without emphasis, links, code marks, tags and escapes.
fn inline(words: &str, text: &mut String) {
    let mut rest = words;
    while let Some(at) = rest.find(['*', '_', '`', '[', ']', '!', '<', '\\', '~']) {
        let before_mark =
            rest[..at].chars().next_back().or_else(|| if at == 0 { text.chars().next_back() } else { None });
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let mark = rest.as_bytes()[0];
        let n_marks = rest.bytes().take_while(|byte| *byte == mark).count();
        let after = &rest[n_marks..];
        match mark {
            b'\\' if rest[1..].starts_with(|next: char| next.is_ascii_punctuation()) => {
                text.push_str(&rest[1..2]);
                rest = &rest[2..];
            }
            b'`' => rest = after,
            b'~' if n_marks == 2 => rest = after,
            b'*' => {
                // "5 * 3" keeps its star.
                let lone =
                    before_mark.is_none_or(char::is_whitespace) && after.chars().next().is_none_or(char::is_whitespace);
                if lone {
                    text.push_str(&rest[..n_marks]);
                }
                rest = after;
            }
            b'_' => {
                let inside = before_mark.is_some_and(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
                if inside || n_marks > 3 {
                    text.push_str(&rest[..n_marks]);
                }
                rest = after;
            }
            b'!' if rest.starts_with("![") => match link(&rest[1..]) {
                Some((_, behind)) => rest = behind,
                None => {
                    text.push('!');
                    rest = &rest[1..];
                }
            },
            b'[' => match link(rest) {
                Some((label, behind)) => {
                    // Labels hold no links, so this goes no deeper than once.
                    text.extend(label.chars().filter(|character| !matches!(character, '*' | '`' | '[' | ']')));
                    rest = behind;
                }
                None => {
                    text.push('[');
                    rest = &rest[1..];
                }
            },
            b'<' => match tag(rest) {
                Some((kept, behind)) => {
                    text.push_str(kept);
                    rest = behind;
                }
                None => {
                    text.push('<');
                    rest = &rest[1..];
                }
            },
            _ => {
                text.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
}

/// `[label](target)`, `[label][reference]`: the label and what comes behind. Looks no further than a line can be.
fn link(rest: &str) -> Option<(&str, &str)> {
    let close = rest.bytes().take(1 << 10).position(|byte| byte == b']')?;
    let (label, behind) = (&rest[1..close], &rest[close + 1..]);
    let ends = match behind.as_bytes().first()? {
        b'(' => b')',
        b'[' => b']',
        _ => return None,
    };
    let end = behind.bytes().take(4 << 10).position(|byte| byte == ends)?;
    Some((label, &behind[end + 1..]))
}

/// An inline tag or comment, which goes, or an address in angle brackets, which stays.
fn tag(rest: &str) -> Option<(&str, &str)> {
    let close = rest.bytes().take(1 << 10).position(|byte| byte == b'>')?;
    let (inner, behind) = (&rest[1..close], &rest[close + 1..]);
    if inner.contains("://") && !inner.contains(' ') || inner.contains('@') && !inner.contains(' ') {
        return Some((inner, behind));
    }
    let is_tag = inner.starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '/' | '!'));
    is_tag.then_some((if inner.starts_with("br") { " " } else { "" }, behind))
}

#[cfg(test)]
mod tests {
    use gleaner_text::Day;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines() {
        let cases = [
            ("", ""),
            (
                "# Annual *report* #\n\nAcme paid **£5m** to [Ann Lee](http://a.b/c_d).\n",
                "Annual report\n\nAcme paid £5m to Ann Lee.\n",
            ),
            ("Title\n=====\ntext", "Title\n\ntext\n"),
            ("* one\n  - two\n1. three\n- [x] done", "• one\n  • two\n1. three\n• done\n"),
            ("| Name | Role |\n|------|:----:|\n| Ann | Chair |", "Name | Role\n\nAnn | Chair\n"),
            ("> quoted _words_ in snake_case\n\n***\n", "quoted words in snake_case\n"),
            ("```rust\nlet a = *b;\n```\nend", "let a = *b;\n\nend\n"),
            ("5 * 3, `code`, ~~gone~~, \\*star\\*, a<br>b, <x@y.org>", "5 * 3, code, gone, *star*, a b, x@y.org\n"),
            ("![logo](a.png) See [note][1], [2] and a < b", " See note, [2] and a < b\n"),
        ];
        for (source, expected) in cases {
            assert_eq!(read(source).text, expected, "{source}");
        }
    }

    #[test]
    fn front_matter_is_metadata() {
        let extracted = read("---\ntitle: \"A note\"\nauthor: Ann Lee\ndate: 2016-09-12\ntags: [a]\n---\nText");
        assert_eq!(extracted.text, "Text\n");
        assert_eq!((extracted.title.as_deref(), extracted.author.as_deref()), (Some("A note"), Some("Ann Lee")));
        assert_eq!(extracted.written.map(|written| written.day), Some(Day::new(2016, 9, 12)));
        assert_eq!(read("---\nno end").text, "no end\n");
    }

    proptest! {
        #[test]
        fn any_text(source in "([\\[\\]()*_`<>!|#\\\\~ \n-]|\\PC){0,80}") {
            prop_assert!(read(&source).text.len() <= 3 * source.len() + 1);
        }
    }
}
