//! The publishers' CSV: a header, then a record a line; no line breaks in cells.

use std::io::BufRead;

use super::lines::{Lines, MAX_RECORD_BYTES};
use super::{Import, ImportError, Read};
use crate::delimited::Cells;
use crate::error::{Problem, ProblemKind};
use crate::row::{At, Fault, Row};

/// Reads the table: `columns_of` finds the columns in the header, and `fill` makes a row of each record. A header without
/// the columns is a fault that says what is `lacking`, and ends the reading: nothing in the file can be read then.
pub(super) fn read_table<C>(
    import: &mut Import<'_>,
    input: impl BufRead,
    lacking: &str,
    columns_of: impl Fn(&CellsOfLine) -> Option<C>,
    fill: impl Fn(&CellsOfLine, &C, &mut Row<'static>) -> Result<Read, Fault>,
) -> Result<(), ImportError> {
    let mut lines = Lines::new(input);
    let mut cells = CellsOfLine::new();
    let mut columns: Option<C> = None;
    while lines.advance()? {
        let number = lines.number;
        if lines.line.is_empty() {
            continue;
        }
        let outcome = match cells.split(&lines.line, lines.is_too_long) {
            Err(fault) => Err(fault),
            Ok(()) => match &columns {
                Some(columns) => import.add(number, |row| fill(&cells, columns, row)),
                None => {
                    columns = columns_of(&cells);
                    if columns.is_none() {
                        let kind = import.not_a_dump(lacking);
                        let shown = String::from_utf8_lossy(&lines.line);
                        import.n_records += 1;
                        return import.report(Problem::new(import.file, number, &shown, 0, kind));
                    }
                    Ok(())
                }
            },
        };
        if let Err(fault) = outcome {
            import.report(problem(import.file, number, &lines.line, fault))?;
        }
    }
    Ok(())
}

/// Where a fault of a line stands.
fn problem(file: &str, number: u32, line: &[u8], (at, kind): Fault) -> Problem {
    let offset = Cells::of(line, b',').byte_of(at);
    let before = String::from_utf8_lossy(&line[..offset.min(line.len())]).len();
    Problem::new(file, number, &String::from_utf8_lossy(line), before, kind)
}

/// The cells of one line of a CSV; the publishers' have no line breaks in cells.
pub(super) struct CellsOfLine {
    text: String,
    ends: Vec<usize>,
    output: Vec<u8>,
    core: csv_core::Reader,
}

impl CellsOfLine {
    pub(super) fn new() -> Self {
        // Not the reader's `default`, which knows no delimiter yet.
        Self { text: String::new(), ends: Vec::new(), output: Vec::new(), core: csv_core::Reader::new() }
    }

    pub(super) fn split(&mut self, line: &[u8], is_too_long: bool) -> Result<(), Fault> {
        self.text.clear();
        self.ends.clear();
        if is_too_long {
            return Err((At::default(), ProblemKind::RecordTooLong { limit: MAX_RECORD_BYTES }));
        }
        if Cells::of(line, b',').open_at_end() {
            return Err((At::default(), ProblemKind::UnclosedQuote));
        }
        self.output.resize(line.len() + 1, 0);
        self.ends.resize(line.iter().filter(|&&byte| byte == b',').count() + 2, 0);
        let (mut n_written, mut n_ends) = (0, 0);
        // The line break ends the record and leaves the reader at the start of the next one.
        for mut input in [line, b"\n"] {
            while !input.is_empty() {
                let (result, n_read, written, ends) =
                    self.core.read_record(input, &mut self.output[n_written..], &mut self.ends[n_ends..]);
                n_written += written;
                n_ends += ends;
                input = &input[n_read..];
                if n_read == 0 || result == csv_core::ReadRecordResult::Record {
                    break;
                }
            }
        }
        self.ends.truncate(n_ends);
        match std::str::from_utf8(&self.output[..n_written]) {
            Ok(text) => {
                self.text.push_str(text);
                Ok(())
            }
            Err(error) => {
                let byte = error.valid_up_to();
                let cell = self.ends.iter().take_while(|&&end| end <= byte).count();
                let start = if cell == 0 { 0 } else { self.ends[cell - 1] };
                Err((At { cell, byte: byte - start }, ProblemKind::NotUtf8 { byte: self.output[byte] }))
            }
        }
    }

    pub(super) fn get(&self, cell: usize) -> &str {
        let start = if cell == 0 { Some(0) } else { self.ends.get(cell - 1).copied() };
        let range = start.zip(self.ends.get(cell).copied());
        range.and_then(|(start, end)| self.text.get(start..end)).unwrap_or("")
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn position(&self, name: &str) -> Option<usize> {
        (0..self.len()).find(|&cell| self.get(cell).trim().eq_ignore_ascii_case(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_a_line() {
        let mut cells = CellsOfLine::new();
        for (line, expected) in
            [("a,b", vec!["a", "b"]), ("\"a \"\"b\"\", c\",,\"\"", vec!["a \"b\", c", "", ""]), ("\"x\"", vec!["x"])]
        {
            cells.split(line.as_bytes(), false).expect("a line");
            assert_eq!((0..cells.len()).map(|cell| cells.get(cell)).collect::<Vec<_>>(), expected, "{line}");
        }
        assert_eq!(cells.split(b"\"a,b", false), Err((At::default(), ProblemKind::UnclosedQuote)));
    }
}
