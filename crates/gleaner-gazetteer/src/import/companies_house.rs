//! Companies House, "BasicCompanyData": a CSV with a header, one line a live company, names in capitals.

use std::io::BufRead;

use super::table::{CellsOfLine, read_table};
use super::{Import, ImportError, Read, metadata};
use crate::error::ProblemKind;
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
    let lacking = "the first line has no columns CompanyName and CompanyNumber";
    read_table(import, input, lacking, Columns::of, fill)
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
}
