//! Companies House, "BasicCompanyData": a CSV with a header, one line a live company, names in capitals.

use std::io::BufRead;

use super::lines::{Lines, MAX_RECORD_BYTES};
use super::{Import, ImportError, Read, metadata};
use crate::delimited::Cells;
use crate::error::{Problem, ProblemKind};
use crate::row::{At, Fault, Key, Row};

/// The columns that are kept, as the header writes them (white space around them, which it has, is dropped).
const COLUMNS: [(&str, &str); 5] = [
    ("CompanyNumber", "number"),
    ("CompanyStatus", "status"),
    ("CompanyCategory", "category"),
    ("RegAddress.PostTown", "town"),
    ("CountryOfOrigin", "country"),
];

pub(super) fn read(import: &mut Import<'_>, input: impl BufRead) -> Result<(), ImportError> {
    let mut lines = Lines::new(input);
    let mut cells = CellsOfLine::new();
    let mut columns: Option<Columns> = None;
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
                    let header = Columns::of(&cells);
                    if header.is_none() {
                        let kind = import.not_a_dump("the first line has no columns CompanyName and CompanyNumber");
                        let shown = String::from_utf8_lossy(&lines.line);
                        // Without its columns nothing in the file can be read.
                        import.n_records += 1;
                        return import.report(Problem::new(import.file, number, &shown, 0, kind));
                    }
                    columns = header;
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
pub(super) fn problem(file: &str, number: u32, line: &[u8], (at, kind): Fault) -> Problem {
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

struct Columns {
    name: usize,
    number: usize,
    uri: Option<usize>,
    kept: Vec<(usize, &'static str)>,
    previous_names: Vec<usize>,
}

impl Columns {
    fn of(header: &CellsOfLine) -> Option<Self> {
        let is_previous = |&cell: &usize| {
            let name = header.get(cell).trim();
            name.starts_with("PreviousName") && name.ends_with("CompanyName")
        };
        Some(Self {
            name: header.position("CompanyName")?,
            number: header.position("CompanyNumber")?,
            uri: header.position("URI"),
            kept: COLUMNS.iter().filter_map(|&(column, key)| Some((header.position(column)?, key))).collect(),
            previous_names: (0..header.len()).filter(is_previous).collect(),
        })
    }
}

fn fill(cells: &CellsOfLine, columns: &Columns, row: &mut Row<'static>) -> Result<Read, Fault> {
    let at = |cell| At { cell, byte: 0 };
    row.set(&Key::Name, with_small_letters(cells.get(columns.name)).into(), at(columns.name))?;
    for &cell in &columns.previous_names {
        row.alias(with_small_letters(cells.get(cell)).into(), at(cell));
    }
    let uri = columns.uri.map_or("", |cell| cells.get(cell).trim());
    let number = cells.get(columns.number).trim();
    if number.is_empty() {
        let message = "the company has no number".to_owned();
        return Err((at(columns.number), ProblemKind::NotADump { publisher: "companies-house", message }));
    }
    let id = if uri.is_empty() { format!("http://business.data.gov.uk/id/company/{number}") } else { uri.to_owned() };
    row.set(&Key::Id, id.into(), at(columns.number))?;
    for &(cell, key) in &columns.kept {
        metadata(row, key, cells.get(cell), at(cell))?;
    }
    Ok(Read::Entry)
}

/// A name in capitals as it is written in text: a capital at the start of each word ("RAPID LIFE (UK) LTD" → "Rapid Life
/// (Uk) Ltd"). The matcher takes such a word in all capitals as well, so that "BBC" is found by "Bbc"; a list in capitals
/// would be found in capitals only. Names with small letters stay as they are.
fn with_small_letters(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut written = String::with_capacity(name.len());
    // The letters of the word so far.
    let mut word = String::new();
    for character in name.chars() {
        if !character.is_alphabetic() {
            // "O'BRIEN" has two capitals, "KING'S" one.
            if !(matches!(character, '\'' | '’') && word.chars().count() > 1) {
                word.clear();
            }
            written.push(character);
            continue;
        }
        if word.is_empty() || word == "MC" {
            written.push(character);
        } else {
            written.extend(character.to_lowercase());
        }
        word.push(character);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_capitals_get_small_letters() {
        for (name, written) in [
            ("RAPID LIFE SCIENCES LTD", "Rapid Life Sciences Ltd"),
            ("MCNAMARA & O'BRIEN (U.K.) LIMITED", "McNamara & O'Brien (U.K.) Limited"),
            ("KING'S-CROSS ÉLAN 4U LTD.", "King's-Cross Élan 4U Ltd."),
            ("eBay (UK) Limited", "eBay (UK) Limited"),
        ] {
            assert_eq!(with_small_letters(name), written);
        }
    }

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
