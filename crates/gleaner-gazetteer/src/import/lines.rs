//! Lines of a stream, of bounded length.

use std::io::{self, BufRead};

/// The longest line, and the longest record, in bytes.
pub(super) const MAX_RECORD_BYTES: usize = 64 << 20;

/// Reads lines one by one into one buffer.
pub(super) struct Lines<R> {
    input: R,
    /// The line, without its end.
    pub(super) line: Vec<u8>,
    /// Its number, from 1.
    pub(super) number: u32,
    /// Whether the line was longer than [`MAX_RECORD_BYTES`]; what is beyond is dropped.
    pub(super) is_too_long: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, line: Vec::new(), number: 0, is_too_long: false }
    }

    /// Goes on to the next line; `false` at the end.
    pub(super) fn advance(&mut self) -> io::Result<bool> {
        self.line.clear();
        self.is_too_long = false;
        let mut is_any = false;
        loop {
            let buffer = match self.input.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                break;
            }
            if !is_any {
                is_any = true;
                self.number = self.number.saturating_add(1);
            }
            let end = buffer.iter().position(|&byte| byte == b'\n');
            let piece = &buffer[..end.unwrap_or(buffer.len())];
            let room = MAX_RECORD_BYTES - self.line.len();
            self.is_too_long |= piece.len() > room;
            self.line.extend_from_slice(&piece[..piece.len().min(room)]);
            let n_used = piece.len() + usize::from(end.is_some());
            self.input.consume(n_used);
            if end.is_some() {
                break;
            }
        }
        if self.line.last() == Some(&b'\r') {
            self.line.pop();
        }
        if self.number == 1 && self.line.starts_with("\u{feff}".as_bytes()) {
            self.line.drain(..3);
        }
        Ok(is_any)
    }
}
