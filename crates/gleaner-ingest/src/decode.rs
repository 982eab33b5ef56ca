//! Bytes to text.
//!
//! Nothing is guessed and nothing is replaced here; `encoding.rs` goes on where this gives up.

use std::borrow::Cow;

use thiserror::Error;

/// How many bytes from the start decide whether a file looks like text.
const INSPECTED: usize = 8 << 10;

/// Why bytes are no text. Offsets are bytes from the start of the file, byte order mark included, the first being 0.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// Not UTF-8. `line` and `column` count from 1, columns in bytes.
    #[error(
        "not valid UTF-8: byte 0x{byte:02X} at offset {offset} (line {line}, column {column}); \
         convert the file to UTF-8 first, for example with iconv"
    )]
    InvalidUtf8 {
        /// The first byte that belongs to no character.
        byte: u8,
        /// Where it is.
        offset: usize,
        /// Its line.
        line: usize,
        /// Its place in the line.
        column: usize,
    },
    /// UTF-16 with a byte order mark, but half a surrogate pair at `offset`.
    #[error("not valid UTF-16: half a surrogate pair at offset {offset}")]
    InvalidUtf16 {
        /// Where it is.
        offset: usize,
    },
    /// UTF-16 with a byte order mark, but an odd number of bytes: it was cut.
    #[error("not valid UTF-16: an odd number of bytes; the file seems cut off")]
    OddUtf16,
    /// UTF-16 without a byte order mark: nearly every second byte is NUL.
    #[error("seems to be UTF-16 without a byte order mark; convert the file to UTF-8 first, for example with iconv")]
    Utf16WithoutMark {
        /// Whether the NULs come first.
        big_endian: bool,
    },
    /// Not in the encoding that was asked for.
    #[error("not valid {0}; leave the encoding out to have it found, or name another")]
    NotIn(&'static str),
    /// An encoding that is recognised and not read.
    #[error("seems to be {0}; convert the file to UTF-8 first, for example with iconv")]
    Encoding(&'static str),
    /// A known kind of file that is not plain text.
    #[error("seems to be {0}, which is not read; extract its text first, or name a converter with --pre")]
    Kind(&'static str),
    /// Many control characters among the first 8 KiB, or some behind bytes that are no UTF-8.
    #[error("looks binary: {n_control} control characters among {n_inspected} bytes")]
    Binary {
        /// How many.
        n_control: usize,
        /// Of how many.
        n_inspected: usize,
    },
}

/// The text of `bytes`:
///
/// | bytes | text |
/// |---|---|
/// | UTF-8 | as is, borrowed |
/// | UTF-8 with a byte order mark | without the mark, borrowed |
/// | UTF-16 with a byte order mark, either order | decoded, without the mark, owned |
/// | anything else | a [`DecodeError`] that names the first bad byte, or the kind of file it seems to be |
///
/// Offsets into the text count from the first character after the mark. NUL is a character like any other, unless the
/// start of the file is full of control characters. No bytes give an empty text.
///
/// # Errors
/// [`DecodeError`], when they are not UTF-8 and not UTF-16 with a mark, or look like something other than text.
///
/// # Cost
/// One pass; UTF-8 is checked and not copied.
///
/// ```
/// use gleaner_ingest::decode;
/// assert_eq!(decode(b"\xEF\xBB\xBF\xC2\xA35m").unwrap(), "£5m");
/// assert_eq!(decode(b"\xFF\xFE\xA3\x005\x00").unwrap(), "£5");
/// assert_eq!(
///     decode(b"it cost\n\xA35m").unwrap_err().to_string(),
///     "not valid UTF-8: byte 0xA3 at offset 8 (line 2, column 1); \
///      convert the file to UTF-8 first, for example with iconv"
/// );
/// ```
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, DecodeError> {
    if let Some(text) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return utf8(text, bytes).map(Cow::Borrowed);
    }
    // The mark of UTF-32 begins like that of UTF-16.
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return Err(DecodeError::Encoding("UTF-32"));
    }
    if let Some(units) = bytes.strip_prefix(b"\xFF\xFE") {
        return utf16(units, u16::from_le_bytes).map(Cow::Owned);
    }
    if let Some(units) = bytes.strip_prefix(b"\xFE\xFF") {
        return utf16(units, u16::from_be_bytes).map(Cow::Owned);
    }
    if let Some(kind) = textual_kind(bytes) {
        return Err(DecodeError::Kind(kind));
    }
    if let Some(error) = binary(&bytes[..bytes.len().min(INSPECTED)]) {
        return Err(error);
    }
    utf8(bytes, bytes).map(Cow::Borrowed)
}

/// `text` as UTF-8; it is `file` with or without its mark.
fn utf8<'a>(text: &'a [u8], file: &[u8]) -> Result<&'a str, DecodeError> {
    str::from_utf8(text).map_err(|error| {
        if let Some(kind) = binary_kind(file) {
            return DecodeError::Kind(kind);
        }
        let offset = error.valid_up_to() + (file.len() - text.len());
        let before = &file[..offset];
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        DecodeError::InvalidUtf8 {
            byte: file[offset],
            offset,
            line: 1 + before.iter().filter(|byte| **byte == b'\n').count(),
            column: 1 + offset - line_start,
        }
    })
}

/// UTF-16 units after the mark, strictly.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, DecodeError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(DecodeError::OddUtf16);
    }
    let mut text = String::with_capacity(pairs.len());
    let mut n_units = 0;
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let Ok(character) = character else {
            return Err(DecodeError::InvalidUtf16 { offset: 2 + 2 * n_units });
        };
        n_units += character.len_utf16();
        text.push(character);
    }
    Ok(text)
}

/// Formats that pass for text although nobody wants them read as such.
fn textual_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 2] = [(b"%PDF-", "a PDF"), (b"{\\rtf", "rich text (RTF)")];
    KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind)
}

/// Formats by their first bytes; only asked where the bytes are no text anyway.
fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 13] = [
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x1F\x8B", "gzip-compressed data"),
        (b"\x28\xB5\x2F\xFD", "zstd-compressed data"),
        (b"BZh", "bzip2-compressed data"),
        (b"\xFD7zXZ", "xz-compressed data"),
        (b"7z\xBC\xAF", "a 7z archive"),
        (b"\xD0\xCF\x11\xE0", "an old Office document"),
        (b"\x89PNG", "a PNG image"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"\x7FELF", "a program"),
        (b"PAR1", "a Parquet file"),
        (b"SQLite format 3\0", "an SQLite database"),
    ];
    KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind)
}

/// How many control characters that no text needs are among `bytes`.
pub(crate) fn n_control(bytes: &[u8]) -> usize {
    let is_control = |byte: u8| (byte < 0x20 && !matches!(byte, b'\t'..=b'\r' | 0x1B)) || byte == 0x7F;
    bytes.iter().filter(|byte| is_control(**byte)).count()
}

/// The error for a start full of control characters: more than one byte in ten, and at least 16 of them, so that a few
/// stray NULs in a short note do no harm.
fn binary(start: &[u8]) -> Option<DecodeError> {
    let n_control = n_control(start);
    if n_control < 16 || n_control * 10 <= start.len() {
        return None;
    }
    if let Some(kind) = binary_kind(start) {
        return Some(DecodeError::Kind(kind));
    }
    // English in UTF-16: nearly every second byte is NUL, and nearly all of those on one side.
    let n_nul_at = |parity: usize| start.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (more, less) = (n_nul_at(0).max(n_nul_at(1)), n_nul_at(0).min(n_nul_at(1)));
    if more * 10 >= start.len() * 4 && less * 20 <= start.len() {
        return Some(DecodeError::Utf16WithoutMark { big_endian: more == n_nul_at(0) });
    }
    Some(DecodeError::Binary { n_control, n_inspected: start.len() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn utf16_le(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn texts() {
        let long = "x".repeat(200);
        let cases: [(&[u8], &str); 9] = [
            (b"", ""),
            (b"\xEF\xBB\xBF", ""),
            (b"\xFF\xFE", ""),
            (b"plain\r\ntext", "plain\r\ntext"),
            ("£5m \u{1F600}".as_bytes(), "£5m \u{1F600}"),
            (b"\xFE\xFF\xD8\x3D\xDE\x00", "\u{1F600}"),
            (b"Acme\0 paid\0", "Acme\0 paid\0"),
            // A mark that is not at the start is a character.
            ("a\u{FEFF}b".as_bytes(), "a\u{FEFF}b"),
            (long.as_bytes(), &long),
        ];
        for (bytes, text) in cases {
            assert_eq!(decode(bytes).as_deref(), Ok(text), "{bytes:?}");
        }
    }

    #[test]
    fn refusals() {
        let sparse_nul = [b"a\0".repeat(40), b"b".repeat(9000)].concat();
        assert!(decode(&sparse_nul).is_ok(), "40 NULs in 8 KiB are no binary file");
        let without_mark = utf16_le("The grant of £5m was paid to Acme Holdings.");
        let png = [b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".as_slice(), &[0; 100]].concat();
        let cases: [(&[u8], DecodeError); 12] = [
            (b"caf\xE9", DecodeError::InvalidUtf8 { byte: 0xE9, offset: 3, line: 1, column: 4 }),
            (b"a\n\nb\xFFc\n", DecodeError::InvalidUtf8 { byte: 0xFF, offset: 4, line: 3, column: 2 }),
            (b"\xEF\xBB\xBFa\xFF", DecodeError::InvalidUtf8 { byte: 0xFF, offset: 4, line: 1, column: 5 }),
            // Cut in the middle of a character.
            (b"\xC2", DecodeError::InvalidUtf8 { byte: 0xC2, offset: 0, line: 1, column: 1 }),
            (b"\xFF\xFEa", DecodeError::OddUtf16),
            (b"\xFE\xFF\x00a\xD8\x3D\x00b", DecodeError::InvalidUtf16 { offset: 4 }),
            (b"\xFF\xFE\0\0a\0\0\0", DecodeError::Encoding("UTF-32")),
            (&without_mark, DecodeError::Utf16WithoutMark { big_endian: false }),
            (b"%PDF-1.7\n", DecodeError::Kind("a PDF")),
            (b"PK\x03\x04\xFF", DecodeError::Kind("a ZIP archive or an office document")),
            (&png, DecodeError::Kind("a PNG image")),
            (&[1; 50], DecodeError::Binary { n_control: 50, n_inspected: 50 }),
        ];
        for (bytes, error) in cases {
            assert_eq!(decode(bytes), Err(error), "{bytes:?}");
        }
    }

    proptest! {
        /// No bytes make it panic, and what it borrows is what was there.
        #[test]
        fn any_bytes(bytes: Vec<u8>) {
            if let Ok(Cow::Borrowed(text)) = decode(&bytes) {
                prop_assert!(bytes.ends_with(text.as_bytes()));
            }
        }

        #[test]
        fn every_text_comes_back(text in "\\PC*") {
            prop_assume!(textual_kind(text.as_bytes()).is_none());
            prop_assert_eq!(decode(text.as_bytes()), Ok(Cow::Borrowed(text.as_str())));
            let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
            prop_assert_eq!(decode(&marked), Ok(Cow::Borrowed(text.as_str())));
            let wide = [b"\xFF\xFE", utf16_le(&text).as_slice()].concat();
            prop_assert_eq!(decode(&wide), Ok(Cow::Owned(text)));
        }
    }
}
