//! Cuts a stream into lines of bounded length.

use std::io::{BufRead, Read};

use crate::DecodeError;
use crate::error::{InputError, InputErrorKind};
use crate::inputs::{Content, Input};

/// The lines of one stream: blank ones are left out but counted, a byte order mark at the start is taken off.
pub(crate) struct Lines {
    name: String,
    /// `None` after the end, or after an error of the system: there is no reading on from that.
    reader: Option<Box<dyn BufRead + Send>>,
    max_bytes: u64,
    /// Of the line that was read last; the first is 1.
    number: u64,
}

impl Lines {
    pub(crate) fn new(name: &str, reader: Box<dyn BufRead + Send>, max_bytes: u64) -> Self {
        Self { name: name.to_owned(), reader: Some(reader), max_bytes, number: 0 }
    }

    fn error(&self, kind: InputErrorKind) -> InputError {
        InputError::new(format!("{}:{}", self.name, self.number), kind)
    }
}

impl Iterator for Lines {
    type Item = Result<Input, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let reader = self.reader.as_mut()?;
            let mut line = Vec::new();
            self.number += 1;
            let read = reader.by_ref().take(self.max_bytes.saturating_add(1)).read_until(b'\n', &mut line);
            let n_read = match read {
                Ok(n_read) => n_read as u64,
                Err(error) => {
                    self.reader = None;
                    return Some(Err(self.error(InputErrorKind::Io(error))));
                }
            };
            if n_read == 0 {
                self.reader = None;
                return None;
            }
            if line.last() == Some(&b'\n') {
                line.pop();
            } else if n_read > self.max_bytes {
                drop(line);
                // Whatever is left of the line is thrown away piece by piece, never held.
                if let Err(error) = reader.skip_until(b'\n') {
                    self.reader = None;
                    return Some(Err(self.error(InputErrorKind::Io(error))));
                }
                return Some(Err(self.error(InputErrorKind::TooLong { limit: self.max_bytes })));
            }
            if self.number == 1 {
                if line.starts_with(b"\xFF\xFE") || line.starts_with(b"\xFE\xFF") {
                    self.reader = None;
                    return Some(Err(self.error(InputErrorKind::Decode(DecodeError::Encoding("UTF-16")))));
                }
                if line.starts_with(b"\xEF\xBB\xBF") {
                    line.drain(..3);
                }
            }
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let n_bytes = line.len() as u64;
            return Some(Ok(Input {
                name: format!("{}:{}", self.name, self.number),
                content: Content::Line(line),
                n_bytes,
                changed: None,
            }));
        }
    }
}
