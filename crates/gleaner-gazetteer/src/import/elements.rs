//! The objects of a stream of JSON, one at a time: of an array, or one behind the other.

use std::io::{self, BufRead};

use super::lines::MAX_RECORD_BYTES;

/// Reads objects one by one into one buffer. Nothing is checked here but where an object ends.
pub(super) struct Elements<R> {
    input: R,
    /// The object, braces included.
    pub(super) object: Vec<u8>,
    /// The line and the byte of that line at which it begins, from 1 and 0.
    pub(super) line: u32,
    pub(super) column: usize,
    /// What was wrong with it.
    pub(super) fault: Option<ElementFault>,
    at_line: u32,
    at_column: usize,
}

/// Why an object is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ElementFault {
    /// Longer than [`MAX_RECORD_BYTES`].
    TooLong,
    /// The stream ended before the object did.
    CutShort,
    /// Something else stands where an object should begin.
    NoObject,
}

impl<R: BufRead> Elements<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, object: Vec::new(), line: 1, column: 0, fault: None, at_line: 1, at_column: 0 }
    }

    /// Goes on to the next object; `false` at the end.
    pub(super) fn advance(&mut self) -> io::Result<bool> {
        self.object.clear();
        self.fault = None;
        let mut depth = 0usize;
        let (mut is_string, mut is_escaped) = (false, false);
        // While rubbish is skipped: only a brace that begins a line ends it.
        let mut is_line_start = self.at_column == 0;
        loop {
            let buffer = match self.input.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                if depth > 0 {
                    self.fault = Some(ElementFault::CutShort);
                }
                return Ok(depth > 0 || self.fault.is_some());
            }
            let mut taken = 0;
            let mut is_done = false;
            // Where the part of the object in this buffer begins.
            let mut kept = if depth > 0 { Some(0) } else { None };
            while taken < buffer.len() && !is_done {
                let byte = buffer[taken];
                if byte == b'\n' {
                    self.at_line = self.at_line.saturating_add(1);
                    self.at_column = 0;
                    // A string cannot hold a line break: whoever opened it did not close it.
                    is_string = false;
                    is_line_start = true;
                    if self.fault == Some(ElementFault::TooLong) {
                        depth = 0;
                    }
                    is_done = self.fault.is_some() && depth == 0;
                } else {
                    self.at_column += 1;
                    if depth == 0 {
                        match byte {
                            b'{' if self.fault.is_none() || is_line_start => {
                                if self.fault.is_some() {
                                    // The object belongs to the next call.
                                    self.at_column -= 1;
                                    is_done = true;
                                    continue;
                                }
                                depth = 1;
                                kept = Some(taken);
                                (self.line, self.column) = (self.at_line, self.at_column - 1);
                            }
                            b'[' | b']' | b',' | b' ' | b'\t' | b'\r' => {}
                            // The mark of UTF-8.
                            0xef | 0xbb | 0xbf if self.at_line == 1 && self.at_column <= 3 => {}
                            _ => {
                                if self.fault.is_none() {
                                    (self.line, self.column) = (self.at_line, self.at_column - 1);
                                    self.fault = Some(ElementFault::NoObject);
                                }
                                is_line_start = false;
                            }
                        }
                    } else if is_string {
                        match byte {
                            _ if is_escaped => is_escaped = false,
                            b'\\' => is_escaped = true,
                            b'"' => is_string = false,
                            _ => {}
                        }
                    } else {
                        match byte {
                            b'"' => is_string = true,
                            b'{' | b'[' => depth += 1,
                            b'}' | b']' => {
                                depth -= 1;
                                is_done = depth == 0;
                            }
                            _ => {}
                        }
                    }
                }
                taken += 1;
            }
            if let Some(start) = kept {
                let room = MAX_RECORD_BYTES - self.object.len();
                let piece = &buffer[start..taken];
                if piece.len() > room && self.fault.is_none() {
                    self.fault = Some(ElementFault::TooLong);
                }
                self.object.extend_from_slice(&piece[..piece.len().min(room)]);
            }
            self.input.consume(taken);
            if is_done {
                return Ok(true);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Objects (or faults) with their places, read through a buffer of `capacity` bytes.
    fn elements(text: &str, capacity: usize) -> Vec<(u32, usize, String)> {
        let mut elements = Elements::new(io::BufReader::with_capacity(capacity, text.as_bytes()));
        let mut found = Vec::new();
        while elements.advance().expect("memory") {
            let shown = match elements.fault {
                Some(fault) => format!("{fault:?}"),
                None => String::from_utf8(elements.object.clone()).expect("text"),
            };
            found.push((elements.line, elements.column, shown));
        }
        found
    }

    #[test]
    fn objects_with_their_places() {
        let text = "[\n{\"a\": \"}]\\\"{\"},\n  {\"b\": [{}, 1]}, {}\n]\n";
        let expected = [(2, 0, "{\"a\": \"}]\\\"{\"}"), (3, 2, "{\"b\": [{}, 1]}"), (3, 18, "{}")];
        for capacity in [1, 2, 7, 1000] {
            let found = elements(text, capacity);
            assert_eq!(found.iter().map(|(l, c, o)| (*l, *c, &**o)).collect::<Vec<_>>(), expected, "{capacity}");
        }
    }

    #[test]
    fn rubbish_and_ends_are_said() {
        for (text, expected) in [
            ("", vec![]),
            ("[]", vec![]),
            ("name,id\nx,{}\n{}\n", vec![(1, 0, "NoObject"), (2, 0, "NoObject"), (3, 0, "{}")]),
            ("{\"a\":\n{}", vec![(1, 0, "CutShort")]),
            ("{\"a\": \"b\n}\n{}", vec![(1, 0, "{\"a\": \"b\n}"), (3, 0, "{}")]),
        ] {
            for capacity in [1, 3, 1000] {
                let found = elements(text, capacity);
                assert_eq!(found.iter().map(|(l, c, o)| (*l, *c, &**o)).collect::<Vec<_>>(), expected, "{text:?}");
            }
        }
    }
}
