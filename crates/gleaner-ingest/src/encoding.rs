//! Bytes of unknown encoding to text.
//!
//! A file says what it is in by its byte order mark or by being valid UTF-8, which other encodings hardly ever are by
//! chance; only then by what it declares (`<meta charset>`, an XML declaration, MIME), which is wrong often enough; and
//! last by the frequencies of its bytes. Mojibake is worse than an error only where the guess is a coin's toss, and for
//! English the guess is nearly always Windows-1252.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

use crate::decode::{self, DecodeError};

/// How far into a file the detector looks; more makes no difference to it.
const DETECTED: usize = 256 << 10;

/// The text of `bytes` in whatever encoding they are, `declared` being the label of one that they claim, if any:
///
/// | bytes | text |
/// |---|---|
/// | with a byte order mark | UTF-8 or UTF-16 as it says, without the mark |
/// | UTF-8 | as is, borrowed, whatever is declared (but for ISO-2022-JP, which is ASCII to look at) |
/// | UTF-16 without a mark | told by its NULs |
/// | nearly UTF-8 | UTF-8 with U+FFFD for what is not: one damaged character does not turn the others to mojibake |
/// | anything else | in the declared encoding, or in the one that chardetng finds |
///
/// # Errors
/// [`DecodeError`] when they look like something other than text, or are UTF-16 with a mark and damaged.
pub(crate) fn decode_any<'a>(bytes: &'a [u8], declared: Option<&[u8]>) -> Result<Cow<'a, str>, DecodeError> {
    let declared = declared.and_then(Encoding::for_label).filter(|encoding| *encoding != REPLACEMENT);
    if declared == Some(ISO_2022_JP) && bytes.is_ascii() && bytes.contains(&0x1B) {
        return Ok(ISO_2022_JP.decode_without_bom_handling(bytes).0);
    }
    let at = match decode::decode(bytes) {
        Err(DecodeError::InvalidUtf8 { offset, .. }) => offset,
        Err(DecodeError::Utf16WithoutMark { big_endian }) => {
            let encoding = if big_endian { UTF_16BE } else { UTF_16LE };
            return Ok(encoding.decode_without_bom_handling(bytes).0);
        }
        result => return result,
    };
    if is_mostly_utf8(&bytes[at.saturating_sub(DETECTED)..]) {
        return Ok(String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)));
    }
    // Text in an old encoding has no control characters; packed data behind a readable head has.
    let seen = &bytes[at..bytes.len().min(at + 4 * DETECTED)];
    let n_control = decode::n_control(seen);
    if n_control >= 16 && n_control * 100 > seen.len() {
        return Err(DecodeError::Binary { n_control, n_inspected: seen.len() });
    }
    let single = declared.filter(|encoding| ![UTF_8, UTF_16BE, UTF_16LE].contains(encoding));
    let encoding = single.unwrap_or_else(|| detect(bytes, at));
    Ok(encoding.decode_without_bom_handling(bytes).0)
}

/// An encoding by its [label](https://encoding.spec.whatwg.org/#names-and-labels): "utf-8", "windows-1252", "latin1".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextEncoding(pub(crate) &'static Encoding);

impl TextEncoding {
    /// The encoding with that label; case does not matter. `None` for labels that nobody knows.
    ///
    /// ```
    /// use gleaner_ingest::TextEncoding;
    /// assert_eq!(TextEncoding::for_label("latin1"), TextEncoding::for_label("Windows-1252"));
    /// assert_eq!(TextEncoding::for_label("klingon"), None);
    /// ```
    pub fn for_label(label: &str) -> Option<Self> {
        Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != REPLACEMENT).map(Self)
    }
}

/// The likeliest encoding of `bytes`, a single-byte one or UTF-8.
pub(crate) fn of(bytes: &[u8]) -> &'static Encoding {
    match str::from_utf8(bytes) {
        Err(error) if !is_mostly_utf8(&bytes[error.valid_up_to().saturating_sub(DETECTED)..]) => {
            detect(bytes, error.valid_up_to())
        }
        _ => UTF_8,
    }
}

/// `bytes` strictly in `encoding`; a byte order mark of that encoding is taken off.
pub(crate) fn decode_as<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Result<Cow<'a, str>, DecodeError> {
    if encoding == UTF_8 {
        return decode::decode(bytes);
    }
    let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
    if had_errors { Err(DecodeError::NotIn(encoding.name())) } else { Ok(text) }
}

/// Whether damaged places are rare beside good characters of several bytes.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut n_good, mut n_bad) = (0usize, 0usize);
    for chunk in bytes[..bytes.len().min(2 * DETECTED)].utf8_chunks() {
        n_good += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        n_bad += usize::from(!chunk.invalid().is_empty());
    }
    // A lone pair such as "Ã©" in Windows-1252 is one good character beside several bad ones.
    n_good >= 4 && n_good > 8 * n_bad.max(1) || n_good > 0 && n_bad == 0
}

/// The likeliest encoding of bytes that are no UTF-8 at `at`.
fn detect(bytes: &[u8], at: usize) -> &'static Encoding {
    // A long file may begin with a long run of ASCII: what tells is where that ends.
    let start = at.saturating_sub(DETECTED / 2);
    let seen = &bytes[start..bytes.len().min(start + DETECTED)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(seen, true);
    // The documents are English, gleaner reads nothing else: a guess that needs another language is a worse one where so
    // few bytes speak for it, and the top-level domain says so to the detector where they are more.
    let n_high = seen.iter().filter(|byte| !byte.is_ascii()).count();
    if n_high * 20 < seen.len() {
        return encoding_rs::WINDOWS_1252;
    }
    detector.guess(Some(b"uk"), Utf8Detection::Deny)
}

/// The label in an XML declaration or in a `<meta charset=…>` (also of the older kind) among the first kilobytes.
pub(crate) fn declared_in_markup(bytes: &[u8]) -> Option<&[u8]> {
    let head = &bytes[..bytes.len().min(4 << 10)];
    let is_xml = head.starts_with(b"<?xml");
    if is_xml {
        let end = head.windows(2).position(|pair| pair == b"?>").unwrap_or(head.len());
        if let Some(label) = value_after(&head[..end], b"encoding") {
            return Some(label);
        }
    }
    let mut from = 0;
    while let Some(at) = find_ignoring_case(&head[from..], b"<meta") {
        let tag = &head[from + at..];
        let tag = &tag[..tag.iter().position(|byte| *byte == b'>').unwrap_or(tag.len())];
        if let Some(label) = value_after(tag, b"charset") {
            return Some(label);
        }
        from += at + b"<meta".len();
    }
    None
}

/// The value behind `name=`, quoted or not.
fn value_after<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let after = &tag[find_ignoring_case(tag, name)? + name.len()..];
    let value = after.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
    let end =
        value.iter().position(|byte| matches!(byte, b'"' | b'\'' | b';' | b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r'));
    let value = &value[..end.unwrap_or(value.len())];
    (!value.is_empty()).then_some(value)
}

/// Where `needle`, in lower case, stands first, whatever the case there.
pub(crate) fn find_ignoring_case(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window.eq_ignore_ascii_case(needle))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let utf_16: Vec<u8> =
            "The grant of £5m was paid to “Acme Holdings”.".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let mostly = "Café Zoë paid €5m to Łódź – “naïve”, said Zoë.".repeat(4).into_bytes();
        let damaged = [mostly.as_slice(), b" caf\xE9."].concat();
        type Case<'a> = (&'a [u8], Option<&'a [u8]>, &'a str);
        let cases: [Case<'_>; 13] = [
            (b"Acme paid \xA35m \x96 \x93half\x94", None, "Acme paid £5m – “half”"),
            (b"Acme paid \xA35m", Some(b"utf-8"), "Acme paid £5m"),
            ("Acme paid £5m".as_bytes(), Some(b"iso-8859-1"), "Acme paid £5m"),
            (b"Acme paid \xA410", Some(b"iso-8859-15"), "Acme paid €10"),
            ("\u{a3}5m".as_bytes(), None, "£5m"),
            (b"caf\xE9", None, "café"),
            (b"\x805 \x96 \xA36", None, "€5 – £6"),
            (
                b"\xCC\xEE\xF1\xEA\xE2\xE0 \xE8 \xF0\xE5\xEA\xE0 \xE2 \xE3\xEE\xF0\xEE\xE4\xE5",
                None,
                "Москва и река в городе",
            ),
            (b"\xC1\xEB\xE0", Some(b"windows-1251"), "Бла"),
            (b"\x1B$B%F\x1B(B", Some(b"iso-2022-jp"), "テ"),
            (b"caf\xC3\xA9", Some(b"no such label"), "café"),
            (&utf_16, None, "The grant of £5m was paid to “Acme Holdings”."),
            (b"\xEF\xBB\xBFa", Some(b"windows-1252"), "a"),
        ];
        for (bytes, declared, text) in cases {
            assert_eq!(decode_any(bytes, declared).as_deref(), Ok(text), "{bytes:?}");
        }
        let packed = [b"HEADER readable ".repeat(600), (0..=255).cycle().take(4096).collect()].concat();
        assert!(matches!(decode_any(&packed, None), Err(DecodeError::Binary { .. })));
        let text = decode_any(&damaged, Some(b"windows-1252")).expect("text");
        assert!(text.contains("Łódź") && text.ends_with("caf\u{FFFD}."), "{text}");
    }

    #[test]
    fn declarations() {
        let cases: [(&[u8], Option<&[u8]>); 7] = [
            (b"<?xml version='1.0' encoding='ISO-8859-1'?><html>", Some(b"ISO-8859-1")),
            (b"<html><head><META CharSet=Windows-1252>", Some(b"Windows-1252")),
            (b"<meta name=a><meta http-equiv=\"Content-Type\" content=\"text/html; charset=koi8-r\">", Some(b"koi8-r")),
            (b"<meta charset = \"utf-8\" />", Some(b"utf-8")),
            (b"<meta charset=\"\">", None),
            (b"charset=utf-8", None),
            (b"", None),
        ];
        for (bytes, label) in cases {
            assert_eq!(declared_in_markup(bytes), label, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
