//! Byte offsets to the units that other programs count in.

/// The unit of `start` and `end` in records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OffsetUnit {
    /// UTF-8 bytes: Rust, ripgrep.
    Bytes,
    /// Unicode code points: Python, spaCy, brat.
    #[default]
    Chars,
    /// UTF-16 code units: JavaScript, Java.
    Utf16,
}

impl OffsetUnit {
    /// Units of the characters that begin in `bytes`, which are UTF-8.
    pub(crate) fn count(self, bytes: &[u8]) -> u32 {
        let n_chars = || bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count();
        let n_pairs = || bytes.iter().filter(|&&byte| byte >= 0xf0).count();
        let n_units = match self {
            Self::Bytes => bytes.len(),
            Self::Chars => n_chars(),
            Self::Utf16 => n_chars() + n_pairs(),
        };
        n_units as u32
    }
}

/// Offsets are looked up by counting from the nearest of these marks.
const STRIDE: usize = 256;

/// Converts byte offsets of one text. Built in one pass, skipped for ASCII and for bytes; a look-up counts at most 256
/// bytes. The memory is reused from text to text.
#[derive(Debug, Default)]
pub(crate) struct OffsetMap {
    unit: OffsetUnit,
    is_identity: bool,
    /// Units before byte `STRIDE * i`, moved back to a character boundary.
    marks: Vec<u32>,
}

impl OffsetMap {
    /// Prepares for `text`.
    pub(crate) fn reset(&mut self, text: &str, unit: OffsetUnit) {
        self.unit = unit;
        self.is_identity = unit == OffsetUnit::Bytes || text.is_ascii();
        self.marks.clear();
        if self.is_identity {
            return;
        }
        let mut units = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            self.marks.push(units);
            units += self.count(chunk);
        }
        self.marks.push(units);
    }

    /// Units of the characters that begin in `bytes`.
    fn count(&self, bytes: &[u8]) -> u32 {
        self.unit.count(bytes)
    }

    /// The offset in units of byte `offset` of the text, which must be on a character boundary.
    #[inline]
    pub(crate) fn convert(&self, text: &str, offset: u32) -> u32 {
        if self.is_identity {
            return offset;
        }
        let offset = (offset as usize).min(text.len());
        let mark = offset / STRIDE;
        self.marks[mark] + self.count(&text.as_bytes()[mark * STRIDE..offset])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_counting(text in "(?s:.){0,300}", twice in any::<bool>()) {
            let text = if twice { text.repeat(3) } else { text };
            let mut map = OffsetMap::default();
            for unit in [OffsetUnit::Bytes, OffsetUnit::Chars, OffsetUnit::Utf16] {
                map.reset(&text, unit);
                for at in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
                    let want = match unit {
                        OffsetUnit::Bytes => at,
                        OffsetUnit::Chars => text[..at].chars().count(),
                        OffsetUnit::Utf16 => text[..at].encode_utf16().count(),
                    };
                    prop_assert_eq!(map.convert(&text, at as u32) as usize, want);
                }
            }
        }
    }
}
