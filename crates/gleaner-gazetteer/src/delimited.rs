//! The reader of tables: CSV, TSV and their kin.

use std::borrow::Cow;
use std::io::Cursor;

use csv::ByteRecord;

use crate::error::{Problem, ProblemKind};
use crate::list::List;
use crate::row::{At, Fault, Key, Row, RowList};

const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Once this much of a file has been read a second time behind quotation marks that do not close, whole records are
/// skipped instead of lines, so that no file takes more than so many readings.
const MAX_READINGS: usize = 4;

/// The delimiter that the header has most of, outside quotation marks; a comma when it has none.
fn delimiter_of(header: &[u8]) -> u8 {
    let mut counts = [0usize; DELIMITERS.len()];
    let mut is_quoted = false;
    for &byte in header {
        is_quoted ^= byte == b'"';
        if let Some(at) = DELIMITERS.iter().position(|&delimiter| delimiter == byte && !is_quoted) {
            counts[at] += 1;
        }
    }
    // The first of equals.
    let most = (0..counts.len()).rev().max_by_key(|&at| counts[at]).unwrap_or(0);
    DELIMITERS[most]
}

/// Whether a line can be the header of a table of names: a delimiter, and a cell that calls a column of names.
pub(crate) fn is_header(line: &[u8]) -> bool {
    let delimiter = delimiter_of(line);
    if !line.contains(&delimiter) {
        return false;
    }
    let mut cells = line.split(|&byte| byte == delimiter);
    cells.any(|cell| std::str::from_utf8(cell).ok().and_then(Key::of) == Some(Key::Name))
}

/// Reads a table into `list`, which is empty.
pub(crate) fn read_delimited<'t, E>(
    file: &str,
    bytes: &'t [u8],
    list: List<'t>,
    report: &mut impl FnMut(Problem) -> Result<(), E>,
) -> Result<List<'t>, E> {
    let mut table = Table { file, bytes, rows: RowList::new(list), columns: Vec::new(), delimiter: b',' };
    table.read(report)?;
    Ok(table.rows.list)
}

struct Table<'f, 't> {
    file: &'f str,
    bytes: &'t [u8],
    rows: RowList<'t>,
    /// What each column says; `None` for one without a name.
    columns: Vec<Option<Key>>,
    delimiter: u8,
}

/// Where a record stands in the file.
#[derive(Clone, Copy)]
struct Place {
    start: usize,
    end: usize,
    line: u32,
}

impl<'t> Table<'_, 't> {
    fn read<E>(&mut self, report: &mut impl FnMut(Problem) -> Result<(), E>) -> Result<(), E> {
        let header_end = self.bytes.iter().position(|&byte| byte == b'\n').unwrap_or(self.bytes.len());
        self.delimiter = delimiter_of(&self.bytes[..header_end]);
        let mut n_read_again = 0;
        let mut record = ByteRecord::new();
        let mut row = Row::default();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(self.delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(Cursor::new(self.bytes));
        // Reading from memory cannot fail, and records of any length and bytes are allowed.
        while reader.read_byte_record(&mut record).unwrap_or(false) {
            let start = record.position().map_or(0, |position| position.byte() as usize);
            let line = record.position().map_or(1, csv::Position::line) as u32;
            let place = self.place(start, reader.position().byte() as usize, line);
            let outcome = if self.columns.is_empty() {
                match self.header(&record) {
                    Ok(()) => Ok(()),
                    Err(fault) => return report(self.problem(place, fault)),
                }
            } else {
                row.clear();
                self.record(&record, place, &mut row)
            };
            let Err(fault) = outcome else { continue };
            report(self.problem(place, fault))?;
            // Behind a mark that does not close, what follows on other lines is records in their own right.
            let first_end = self.line_end(place.start);
            if first_end + 1 < place.end && n_read_again < self.bytes.len() * (MAX_READINGS - 1) {
                n_read_again += place.end - first_end;
                let mut next = csv::Position::new();
                next.set_byte(first_end as u64 + 1).set_line(u64::from(place.line) + 1);
                if reader.seek(next).is_err() {
                    break;
                }
            }
        }
        Ok(())
    }

    /// The place of a record without the empty lines before it.
    fn place(&self, mut start: usize, end: usize, mut line: u32) -> Place {
        while start < end && matches!(self.bytes[start], b'\r' | b'\n') {
            line += u32::from(self.bytes[start] == b'\n');
            start += 1;
        }
        Place { start, end, line }
    }

    /// The byte of the line break that ends the line of `start`, or of the end of the file.
    fn line_end(&self, start: usize) -> usize {
        let length = self.bytes[start..].iter().position(|&byte| byte == b'\n');
        length.map_or(self.bytes.len(), |length| start + length)
    }

    fn header(&mut self, record: &ByteRecord) -> Result<(), Fault> {
        for (cell, name) in record.iter().enumerate() {
            let name = text_of(name, cell)?;
            let key = Key::of(name);
            if let Some(usual) = key.as_ref().and_then(Key::usual_name)
                && !matches!(key, Some(Key::Aliases))
                && self.columns.contains(&key)
            {
                let kind = ProblemKind::RepeatedKey { key: usual, found: name.trim().to_owned() };
                return Err((At { cell, byte: 0 }, kind));
            }
            self.columns.push(key);
        }
        if self.columns.contains(&Some(Key::Name)) {
            return Ok(());
        }
        let found: Vec<&str> = record.iter().take(8).filter_map(|name| std::str::from_utf8(name).ok()).collect();
        let found = if found.len() < record.len() { format!("{}, …", found.join(", ")) } else { found.join(", ") };
        let shown: String = found.chars().take(200).collect();
        Err((At::default(), ProblemKind::NoNameColumn { found: format!("“{shown}”") }))
    }

    fn record(&mut self, record: &ByteRecord, place: Place, row: &mut Row<'t>) -> Result<(), Fault> {
        let may_be_unclosed = self.line_end(place.start) + 1 < place.end || place.end == self.bytes.len();
        if may_be_unclosed && let Some(at) = self.unclosed(record, place) {
            return Err((at, ProblemKind::UnclosedQuote));
        }
        if let Some(extra) = record.iter().skip(self.columns.len()).position(|cell| !cell.trim_ascii().is_empty()) {
            let kind = ProblemKind::TooManyCells { n_columns: self.columns.len(), n_cells: record.len() };
            return Err((At { cell: self.columns.len() + extra, byte: 0 }, kind));
        }
        let mut name_at = At::default();
        for (cell, (key, bytes)) in self.columns.iter().zip(record).enumerate() {
            let Some(key) = key else { continue };
            let at = At { cell, byte: 0 };
            if *key == Key::Name {
                name_at = at;
            }
            row.set(key, Cow::Owned(text_of(bytes, cell)?.to_owned()), at)?;
        }
        self.rows.push(row, place.line, name_at)
    }

    /// The cell whose quotation mark does not close, or closes on a later line in a cell that holds one line.
    fn unclosed(&self, record: &ByteRecord, place: Place) -> Option<At> {
        let holds_one_line = |cell: usize| match self.columns.get(cell) {
            Some(Some(Key::Metadata(_) | Key::Context | Key::Aliases) | None) => false,
            Some(Some(_)) => true,
            None => true,
        };
        let broken = record.iter().enumerate().find(|&(cell, text)| text.contains(&b'\n') && holds_one_line(cell));
        let at_end = || {
            let cells = Cells::of(&self.bytes[place.start..place.end], self.delimiter);
            cells.open_at_end().then(|| record.len().saturating_sub(1))
        };
        broken.map(|(cell, _)| cell).or_else(at_end).map(|cell| At { cell, byte: 0 })
    }

    fn problem(&self, place: Place, (at, kind): Fault) -> Problem {
        let raw = &self.bytes[place.start..place.end];
        let mut offset = Cells::of(raw, self.delimiter).byte_of(at);
        if kind == ProblemKind::UnclosedQuote {
            // The mark itself, which stands before the cell's first letter.
            offset = offset.saturating_sub(1);
        }
        let before = &raw[..offset.min(raw.len())];
        let n_breaks = before.iter().filter(|&&byte| byte == b'\n').count();
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let line_end = raw[line_start..].iter().position(|&byte| byte == b'\n').map_or(raw.len(), |at| line_start + at);
        let line = String::from_utf8_lossy(&raw[line_start..line_end]);
        let line = line.strip_suffix('\r').unwrap_or(&line);
        // Up to the place the line is valid UTF-8, unless an earlier cell is at fault too.
        let offset = String::from_utf8_lossy(&raw[line_start..offset.max(line_start).min(raw.len())]).len();
        Problem::new(self.file, place.line + n_breaks as u32, line, offset, kind)
    }
}

fn text_of(bytes: &[u8], cell: usize) -> Result<&str, Fault> {
    std::str::from_utf8(bytes).map_err(|error| {
        let byte = error.valid_up_to();
        (At { cell, byte }, ProblemKind::NotUtf8 { byte: bytes[byte] })
    })
}

/// Where the cells of a record stand in the file: walked only to say the place of a fault.
pub(crate) struct Cells<'r> {
    raw: &'r [u8],
    delimiter: u8,
}

impl<'r> Cells<'r> {
    pub(crate) fn of(raw: &'r [u8], delimiter: u8) -> Self {
        Self { raw, delimiter }
    }

    /// Calls `visit` with each byte of each cell as the reader of `csv` sees it: cell, byte in the cell's text, byte in
    /// the record; and says whether a quotation mark is open at the end.
    fn walk(&self, mut visit: impl FnMut(At, usize) -> bool) -> bool {
        let mut at = At::default();
        let (mut is_quoted, mut is_start) = (false, true);
        let mut idx = 0;
        while idx < self.raw.len() {
            let byte = self.raw[idx];
            if is_start && byte == b'"' && !is_quoted {
                (is_quoted, is_start) = (true, false);
            } else if is_quoted && byte == b'"' {
                if self.raw.get(idx + 1) == Some(&b'"') {
                    idx += 1;
                    if visit(at, idx) {
                        return is_quoted;
                    }
                    at.byte += 1;
                } else {
                    is_quoted = false;
                }
            } else if !is_quoted && byte == self.delimiter {
                if visit(at, idx) {
                    return is_quoted;
                }
                at = At { cell: at.cell + 1, byte: 0 };
                is_start = true;
            } else {
                if visit(at, idx) {
                    return is_quoted;
                }
                at.byte += 1;
                is_start = false;
            }
            idx += 1;
        }
        is_quoted
    }

    /// The byte in the record of a byte of a cell; the record's length when there is no such cell.
    pub(crate) fn byte_of(&self, wanted: At) -> usize {
        let mut found = self.raw.len();
        self.walk(|at, idx| {
            let is_there = at == wanted || at.cell > wanted.cell;
            if is_there {
                found = idx;
            }
            is_there
        });
        found
    }

    pub(crate) fn open_at_end(&self) -> bool {
        self.walk(|_, _| false)
    }
}
