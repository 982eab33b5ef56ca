//! Rich text (RTF 1.9) to text.
//!
//! Read: groups, paragraphs, tabs, table rows and cells, `\'hh` in the code page of the document, `\u` with its substitutes,
//! title, author and dates of the `\info` group. Destinations that are no text (fonts, styles, pictures, fields'
//! instructions, everything marked `\*`) are skipped. Each byte is looked at once.

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::InputErrorKind;
use crate::blocks::{Blocks, ExtractResult, Extracted, one_line};
use crate::date::{Written, parse_written};
use crate::kind::Kind;

/// Deeper nesting than this is no document.
const MAX_DEPTH: usize = 1000;

/// Destinations whose words are no text of the document.
const SKIPPED: [&str; 34] = [
    "annotation",
    "atnauthor",
    "atnid",
    "bkmkend",
    "bkmkstart",
    "blipuid",
    "buptim",
    "colortbl",
    "comment",
    "company",
    "datafield",
    "doccomm",
    "fldinst",
    "fontemb",
    "fonttbl",
    "ftncn",
    "ftnsep",
    "ftnsepc",
    "generator",
    "hlinkbase",
    "keywords",
    "listtable",
    "manager",
    "objdata",
    "operator",
    "pict",
    "private",
    "printim",
    "pntext",
    "revtbl",
    "stylesheet",
    "subject",
    "themedata",
    "xe",
];

/// What the words of a group are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Destination {
    #[default]
    Text,
    Skipped,
    Title,
    Author,
    /// `\creatim`: its numbers count, not its words.
    Created,
    Revised,
}

#[derive(Clone, Copy, Default)]
struct Group {
    destination: Destination,
    /// How many characters behind a `\u` are its substitute.
    n_substitutes: usize,
    hidden: bool,
}

#[derive(Default)]
struct RtfReader {
    blocks: Blocks,
    group: Group,
    outer: Vec<Group>,
    code_page: Option<&'static Encoding>,
    /// Bytes of `\'hh` and plain characters that wait to be decoded.
    bytes: Vec<u8>,
    /// The first half of a surrogate pair.
    high: Option<u16>,
    n_to_skip: usize,
    in_row: bool,
    row_open: bool,
    title: String,
    author: String,
    /// Year, month, day, hour, minute of creation and of the last revision.
    created: [i32; 5],
    revised: [i32; 5],
}

/// The text of a rich text file.
///
/// # Errors
/// When it ends inside a group that holds all of its text, that is, when nothing was read and it is cut off; or is nested
/// too deep to be a document.
pub(crate) fn read(bytes: &[u8]) -> ExtractResult {
    let mut reader = RtfReader { group: Group { n_substitutes: 1, ..Group::default() }, ..RtfReader::default() };
    reader.all(bytes)?;
    let cut_off = !reader.outer.is_empty();
    let text = std::mem::take(&mut reader.blocks).finish();
    if text.is_empty() && cut_off {
        return Err(damaged("it is cut off"));
    }
    Ok(Extracted {
        text,
        title: one_line(&reader.title),
        author: one_line(&reader.author),
        written: written(reader.created).or_else(|| written(reader.revised)),
    })
}

fn damaged(reason: &str) -> InputErrorKind {
    InputErrorKind::Damaged { kind: Kind::Rtf.words(), reason: reason.to_owned() }
}

fn written([year, month, day, hour, minute]: [i32; 5]) -> Option<Written> {
    parse_written(&format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}"))
}

impl RtfReader {
    fn all(&mut self, bytes: &[u8]) -> Result<(), InputErrorKind> {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'{' => {
                    self.flush();
                    if self.outer.len() >= MAX_DEPTH {
                        return Err(damaged("its groups are nested too deep"));
                    }
                    self.n_to_skip = 0;
                    self.outer.push(self.group);
                }
                b'}' => {
                    self.flush();
                    self.n_to_skip = 0;
                    match self.outer.pop() {
                        Some(group) => self.group = group,
                        // Text behind the last group is no part of the document.
                        None => return Ok(()),
                    }
                    if self.outer.is_empty() {
                        return Ok(());
                    }
                }
                b'\\' => at = self.control(bytes, at),
                b'\r' | b'\n' => {}
                _ => self.byte(*byte),
            }
        }
        self.flush();
        Ok(())
    }

    /// A control word or symbol behind its backslash; gives where it ends.
    fn control(&mut self, bytes: &[u8], at: usize) -> usize {
        let Some(first) = bytes.get(at) else { return at };
        if !first.is_ascii_alphabetic() {
            match first {
                b'\'' => {
                    let hex = bytes.get(at + 1..at + 3).and_then(|hex| str::from_utf8(hex).ok());
                    if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                        self.byte(byte);
                        return at + 3;
                    }
                }
                b'\\' | b'{' | b'}' => self.byte(*first),
                b'~' => self.byte(b' '),
                b'_' => self.byte(b'-'),
                b'\r' | b'\n' => self.word("par", None),
                b'*' => {
                    self.flush();
                    self.group.destination = Destination::Skipped;
                }
                _ => {}
            }
            return at + 1;
        }
        let n_letters = bytes[at..].iter().take(32).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = str::from_utf8(&bytes[at..at + n_letters]).unwrap_or_default();
        let mut end = at + n_letters;
        let number_start = end;
        end += usize::from(bytes.get(end) == Some(&b'-'));
        end += bytes[end..].iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let number = str::from_utf8(&bytes[number_start..end]).ok().and_then(|digits| digits.parse::<i32>().ok());
        if number.is_none() {
            end = number_start;
        }
        end += usize::from(bytes.get(end) == Some(&b' '));
        if word == "bin" {
            let n_bytes = number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
            return end.saturating_add(n_bytes).min(bytes.len());
        }
        if word == "u" {
            self.unicode(number.unwrap_or(0));
        } else {
            self.word(word, number);
        }
        end
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let on = number != Some(0);
        if self.n_to_skip > 0 {
            self.n_to_skip -= 1;
            return;
        }
        self.flush();
        let is_text = self.group.destination == Destination::Text;
        match word {
            "ansicpg" => self.code_page = number.and_then(code_page),
            "mac" => self.code_page = Some(encoding_rs::MACINTOSH),
            "uc" => {
                self.group.n_substitutes = number.and_then(|number| usize::try_from(number).ok()).unwrap_or(1).min(16)
            }
            "v" => self.group.hidden = on,
            "plain" => self.group.hidden = false,
            "deleted" => self.group.hidden = on,
            "title" => self.group.destination = Destination::Title,
            "author" => self.group.destination = Destination::Author,
            "creatim" => self.group.destination = Destination::Created,
            "revtim" => self.group.destination = Destination::Revised,
            "yr" | "mo" | "dy" | "hr" | "min" => {
                let part = ["yr", "mo", "dy", "hr", "min"].iter().position(|name| *name == word).unwrap_or(0);
                match self.group.destination {
                    Destination::Created => self.created[part] = number.unwrap_or(0),
                    Destination::Revised => self.revised[part] = number.unwrap_or(0),
                    _ => {}
                }
            }
            _ if SKIPPED.contains(&word) => self.group.destination = Destination::Skipped,
            // The result of a field is text even where its instruction is not.
            "fldrslt" | "shptxt" | "footnote" | "header" | "footer" | "headerf" | "footerf" | "headerl" | "headerr"
            | "footerl" | "footerr"
                if self.outer.last().is_some_and(|outer| outer.destination == Destination::Text) =>
            {
                // Headers and footers repeat on each page and interrupt the text they stand in.
                let is_repeated = word.starts_with("header") || word.starts_with("footer");
                self.group.destination = if is_repeated { Destination::Skipped } else { Destination::Text };
                if word != "fldrslt" {
                    self.blocks.space();
                }
            }
            _ if !is_text => {}
            "par" | "sect" | "page" => {
                if self.in_row {
                    self.blocks.space();
                } else {
                    self.blocks.paragraph();
                }
            }
            "line" | "softline" => self.blocks.line_break(),
            "tab" => self.push(" "),
            "trowd" => {
                if !self.in_row {
                    self.blocks.row();
                    self.blocks.cell();
                }
                self.in_row = true;
                self.row_open = true;
            }
            "cell" | "nestcell" => self.blocks.cell(),
            "row" | "nestrow" => {
                self.blocks.row();
                self.blocks.cell();
            }
            // A paragraph that may be no longer in the table.
            "pard" => self.in_row = false,
            "intbl" => self.in_row = true,
            "emdash" => self.push("—"),
            "endash" => self.push("–"),
            "lquote" => self.push("‘"),
            "rquote" => self.push("’"),
            "ldblquote" => self.push("“"),
            "rdblquote" => self.push("”"),
            "bullet" => self.push("•"),
            "emspace" | "enspace" | "qmspace" => self.push(" "),
            _ => {}
        }
    }

    /// A character or the half of one.
    fn unicode(&mut self, number: i32) {
        self.flush();
        self.n_to_skip = self.group.n_substitutes;
        // Numbers above 32767 are written as negative ones.
        let Ok(unit) = u16::try_from(if number < 0 { number + 0x1_0000 } else { number }) else { return };
        let pair = match (self.high.take(), unit) {
            (Some(high), 0xDC00..=0xDFFF) => vec![high, unit],
            (_, 0xD800..=0xDBFF) => {
                self.high = Some(unit);
                return;
            }
            _ => vec![unit],
        };
        self.push(&String::from_utf16_lossy(&pair));
    }

    fn byte(&mut self, byte: u8) {
        if self.n_to_skip > 0 {
            self.n_to_skip -= 1;
        } else if self.group.destination != Destination::Skipped && !self.group.hidden {
            self.bytes.push(byte);
        }
    }

    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let (text, _) = self.code_page.unwrap_or(WINDOWS_1252).decode_without_bom_handling(&bytes);
        self.push(&text);
        self.bytes = bytes;
        self.bytes.clear();
    }

    fn push(&mut self, words: &str) {
        match self.group.destination {
            Destination::Text if !self.group.hidden => {
                if self.row_open && !self.in_row && !words.trim().is_empty() {
                    self.row_open = false;
                    self.blocks.end_row();
                }
                self.blocks.flow(words);
            }
            Destination::Title => self.title.push_str(words),
            Destination::Author => self.author.push_str(words),
            _ => {}
        }
    }
}

fn code_page(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 => "macintosh".to_owned(),
        65001 => "utf-8".to_owned(),
        _ => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use gleaner_text::Day;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts() {
        let cases: [(&[u8], &str); 9] = [
            (b"{\\rtf1\\ansi{\\fonttbl{\\f0 Times;}}{\\*\\generator x;}Acme \\b paid\\b0  \\'a35m.\\par\nNext}", "Acme paid £5m.\n\nNext\n"),
            (b"{\\rtf1\\ansicpg1251 \\'c1\\'eb\\'e0}", "Бла\n"),
            (b"{\\rtf1 caf\\u233?, \\u8364 ?5, {\\uc2\\u8211 --}x\\u-10179?\\u-8704?}", "café, €5, –x\u{1F600}\n"),
            (b"{\\rtf1 a\\tab b\\line c\\~d\\_e \\{x\\}\\\\}", "a b\nc d-e {x}\\\n"),
            (b"{\\rtf1\\trowd\\intbl Name\\cell Role\\cell\\row\\trowd\\intbl Ann\\cell Chair\\cell\\row\\pard After\\par}", "Name | Role\nAnn | Chair\nAfter\n"),
            (b"{\\rtf1{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt Ann Lee}} and {\\v secret}{\\header H}text}", "Ann Lee and text\n"),
            (b"{\\rtf1{\\pict\\bin5 }}}}}abc}seen", "seen\n"),
            (b"{\\rtf1 cut off", "cut off\n"),
            (b"{\\rtf1 one} two", "one\n"),
        ];
        for (bytes, expected) in cases {
            let text = read(bytes).map(|extracted| extracted.text);
            assert_eq!(text.ok().as_deref(), Some(expected), "{}", String::from_utf8_lossy(bytes));
        }
        assert!(read(b"{\\rtf1").is_err());
        assert!(read(&b"{".repeat(5000)).is_err());
    }

    #[test]
    fn info() {
        let source = b"{\\rtf1{\\info{\\title A \\u8211 ?note}{\\author Ann Lee}{\\creatim\\yr2016\\mo9\\dy12\\hr10\\min15}{\\company X}}Text}";
        let extracted = read(source).expect("text");
        assert_eq!((extracted.title.as_deref(), extracted.author.as_deref()), (Some("A –note"), Some("Ann Lee")));
        assert_eq!(extracted.written, Some(Written { day: Day::new(2016, 9, 12), minute_of_day: Some(615) }));
        assert_eq!(extracted.text, "Text\n");
    }

    proptest! {
        #[test]
        fn any_bytes(bytes in "(\\\\(par|u-?[0-9]{1,6}|'[0-9a-f]{0,2}|uc[0-9]{1,9}|bin[0-9]{1,9}|cell|row|\\*)|[{}\\\\ a]|\\PC){0,60}") {
            let _ = read(format!("{{\\rtf1{bytes}").as_bytes());
        }
    }
}
