//! TIMEX3 values.

use std::fmt;

/// A TIMEX3 value: at most 40 ASCII bytes, kept in place so that making one never allocates.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Timex {
    bytes: [u8; 40],
    len: u8,
}

impl Timex {
    /// The value as written in TIMEX3.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len as usize]).unwrap_or("")
    }

    /// A value of that notation; `None` when it is empty, longer than 40 bytes or not printable ASCII.
    pub fn from_notation(notation: &str) -> Option<Self> {
        if notation.is_empty() || notation.len() > 40 || !notation.bytes().all(|byte| byte.is_ascii_graphic()) {
            return None;
        }
        let mut bytes = [0; 40];
        bytes[..notation.len()].copy_from_slice(notation.as_bytes());
        Some(Self { bytes, len: notation.len() as u8 })
    }
}

impl fmt::Display for Timex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Timex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
