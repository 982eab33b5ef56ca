//! Numbers and texts in the bytes of a compiled gazetteer: every read says whether it could be done.

/// Reads one after the other from a section. What is read is never trusted: past the end, and where bytes are no UTF-8 or
/// no number, there is nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'b> {
    rest: &'b [u8],
}

impl<'b> Cursor<'b> {
    /// From byte `start` of a section on; an empty cursor when there is no such byte.
    pub(crate) fn new(section: &'b [u8], start: usize) -> Self {
        Self { rest: section.get(start..).unwrap_or_default() }
    }

    /// An unsigned number: seven bits a byte, the lowest first, the highest bit of a byte says that more follow (LEB128).
    #[inline]
    pub(crate) fn number(&mut self) -> Option<u64> {
        let (&first, rest) = self.rest.split_first()?;
        if first < 0x80 {
            self.rest = rest;
            return Some(u64::from(first));
        }
        self.long_number()
    }

    fn long_number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for (byte_idx, &byte) in self.rest.iter().take(9).enumerate() {
            number |= u64::from(byte & 0x7f) << (7 * byte_idx);
            if byte < 0x80 {
                self.rest = &self.rest[byte_idx + 1..];
                return Some(number);
            }
        }
        None
    }

    /// A number that fits.
    #[inline]
    pub(crate) fn small<T: TryFrom<u64>>(&mut self) -> Option<T> {
        T::try_from(self.number()?).ok()
    }

    /// A signed number, as [`push_signed`] writes it.
    pub(crate) fn signed(&mut self) -> Option<i32> {
        let number = self.small::<u32>()?;
        Some((number >> 1) as i32 ^ -((number & 1) as i32))
    }

    /// A number of eight bytes.
    pub(crate) fn word(&mut self) -> Option<u64> {
        let (word, rest) = self.rest.split_first_chunk::<8>()?;
        self.rest = rest;
        Some(u64::from_le_bytes(*word))
    }

    /// A text with its length in front.
    #[inline]
    pub(crate) fn text(&mut self) -> Option<&'b str> {
        let n_bytes = self.small::<usize>()?;
        let (text, rest) = self.rest.split_at_checked(n_bytes)?;
        self.rest = rest;
        std::str::from_utf8(text).ok()
    }

    /// Passes over a text.
    #[inline]
    pub(crate) fn skip_text(&mut self) -> Option<()> {
        let n_bytes = self.small::<usize>()?;
        self.rest = self.rest.get(n_bytes..)?;
        Some(())
    }

    /// How many bytes are left.
    pub(crate) fn n_left(&self) -> usize {
        self.rest.len()
    }
}

/// The number of four bytes at `word_idx`.
#[inline]
pub(crate) fn word32(section: &[u8], word_idx: usize) -> Option<u32> {
    let start = word_idx.checked_mul(4)?;
    let word = section.get(start..start.checked_add(4)?)?.first_chunk::<4>()?;
    Some(u32::from_le_bytes(*word))
}

pub(crate) fn push_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

pub(crate) fn push_signed(bytes: &mut Vec<u8>, number: i32) {
    push_number(bytes, u64::from(((number << 1) ^ (number >> 31)) as u32));
}

pub(crate) fn push_text(bytes: &mut Vec<u8>, text: &str) {
    push_number(bytes, text.len() as u64);
    bytes.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(numbers in prop::collection::vec(0..1u64 << 63, 0..20), signed: i32, text: String) {
            let mut bytes = Vec::new();
            numbers.iter().for_each(|&number| push_number(&mut bytes, number));
            push_signed(&mut bytes, signed);
            push_text(&mut bytes, &text);
            push_text(&mut bytes, &text);
            let mut cursor = Cursor::new(&bytes, 0);
            for &number in &numbers {
                prop_assert_eq!(cursor.number(), Some(number));
            }
            prop_assert_eq!(cursor.signed(), Some(signed));
            prop_assert_eq!(cursor.skip_text(), Some(()));
            prop_assert_eq!(cursor.text(), Some(&*text));
            prop_assert_eq!((cursor.n_left(), cursor.number()), (0, None));
        }

        #[test]
        fn any_bytes_are_safe(bytes: Vec<u8>, start in 0..20usize) {
            let mut cursor = Cursor::new(&bytes, start);
            while cursor.n_left() > 0 {
                let before = cursor.n_left();
                if cursor.text().is_none() && cursor.signed().is_none() && cursor.word().is_none() {
                    break;
                }
                prop_assert!(cursor.n_left() < before);
            }
        }
    }
}
