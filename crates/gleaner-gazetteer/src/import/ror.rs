//! ROR: an array of JSON records, schema 2 or 1, or the CSV beside it (ror.readme.io, "Data structure").

use std::io::BufRead;

use serde::Deserialize;

use super::elements::{ElementFault, Elements};
use super::lines::MAX_RECORD_BYTES;
use super::table::{CellsOfLine, read_table};
use super::{Import, ImportError, Read, metadata};
use crate::error::{Problem, ProblemKind};
use crate::row::{At, Fault, Key, Row};

pub(super) fn read(import: &mut Import<'_>, mut input: impl BufRead) -> Result<(), ImportError> {
    let is_json = input.fill_buf()?.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|&byte| {
        // The mark of UTF-8 stands before JSON only: ROR's CSV begins with "id".
        matches!(byte, b'[' | b'{' | 0xef)
    });
    if is_json { read_json(import, input) } else { read_csv(import, input) }
}

/// A record, of schema 2 or 1; of each the other one's fields are empty.
#[derive(Deserialize)]
struct Record {
    id: String,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    types: Option<Vec<String>>,
    #[serde(default)]
    established: Option<i64>,
    // Schema 2.
    #[serde(default)]
    names: Option<Vec<Name>>,
    #[serde(default)]
    locations: Option<Vec<Location>>,
    // Schema 1.
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    aliases: Option<Vec<String>>,
    #[serde(default)]
    acronyms: Option<Vec<String>>,
    #[serde(default)]
    labels: Option<Vec<Label>>,
    #[serde(default)]
    country: Option<Country>,
}

#[derive(Deserialize)]
struct Name {
    value: String,
    #[serde(default)]
    types: Vec<String>,
}

#[derive(Deserialize)]
struct Location {
    #[serde(default)]
    geonames_details: Option<Country>,
}

#[derive(Deserialize)]
struct Country {
    #[serde(default)]
    country_code: Option<String>,
}

#[derive(Deserialize)]
struct Label {
    label: String,
}

/// Gives each object of a stream of JSON to `fill`, and reports what is wrong with it.
pub(super) fn each_object(
    import: &mut Import<'_>,
    input: impl BufRead,
    mut fill: impl FnMut(&[u8], &mut Row<'static>) -> Result<Read, ObjectFault>,
) -> Result<(), ImportError> {
    let mut elements = Elements::new(input);
    while elements.advance()? {
        let (line, column) = (elements.line, elements.column);
        let object = match elements.object.is_empty() {
            true => b"",
            false => &*elements.object,
        };
        let kind = match elements.fault {
            Some(ElementFault::TooLong) => Some(ProblemKind::RecordTooLong { limit: MAX_RECORD_BYTES }),
            Some(ElementFault::CutShort) => Some(import.not_a_dump("the file ends in the middle of it")),
            Some(ElementFault::NoObject) => Some(import.not_a_dump("no JSON object begins here")),
            None => None,
        };
        let fault = match kind {
            Some(kind) => {
                import.n_records += 1;
                Some((line, 0, kind))
            }
            None => {
                let mut json_fault = None;
                let outcome = import.add(line, |row| match fill(object, row) {
                    Ok(read) => Ok(read),
                    Err(ObjectFault::Row(fault)) => Err(fault),
                    Err(ObjectFault::Json(error)) => {
                        let message = error.to_string();
                        let message = message.split(" at line ").next().unwrap_or("").to_owned();
                        json_fault = Some((error.line(), error.column()));
                        Err((At::default(), ProblemKind::NotJson { message }))
                    }
                });
                outcome.err().map(|(_, kind)| {
                    let (line_in_object, byte) = json_fault.unwrap_or((1, 1));
                    (line + line_in_object.saturating_sub(1) as u32, byte.saturating_sub(1), kind)
                })
            }
        };
        if let Some((fault_line, byte, kind)) = fault {
            let shown = object.split(|&byte| byte == b'\n').nth((fault_line - line) as usize).unwrap_or(b"");
            // Messages quote about a hundred characters around the place.
            let from = byte.saturating_sub(200).min(shown.len());
            let shown = String::from_utf8_lossy(&shown[from..shown.len().min(byte + 400)]);
            let first_column = if fault_line == line { column + from } else { from };
            import.report(Problem::new(import.file, fault_line, &shown, byte - from, kind).shifted(first_column))?;
        }
    }
    Ok(())
}

/// What is wrong with an object: its JSON, or what it says.
pub(super) enum ObjectFault {
    Json(serde_json::Error),
    Row(Fault),
}

impl From<serde_json::Error> for ObjectFault {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

impl From<Fault> for ObjectFault {
    fn from(fault: Fault) -> Self {
        Self::Row(fault)
    }
}

fn read_json(import: &mut Import<'_>, input: impl BufRead) -> Result<(), ImportError> {
    each_object(import, input, |object, row| {
        let record: Record = serde_json::from_slice(object)?;
        if record.status.as_deref().is_some_and(|status| status != "active") {
            return Ok(Read::PassedOver);
        }
        let at = At::default();
        let mut names = Names::default();
        for name in record.names.unwrap_or_default() {
            let is = |wanted: &str| name.types.iter().any(|known| known == wanted);
            let is_display = is("ror_display");
            let is_acronym = is("acronym") && !is_display;
            names.push(name.value, is_display, is_acronym);
        }
        if let Some(name) = record.name {
            names.push(name, true, false);
        }
        let labels = record.labels.unwrap_or_default().into_iter().map(|label| label.label);
        labels.chain(record.aliases.unwrap_or_default()).for_each(|alias| names.push(alias, false, false));
        record.acronyms.unwrap_or_default().into_iter().for_each(|acronym| names.push(acronym, false, true));
        names.fill(row)?;
        row.set(&Key::Id, record.id.into(), at)?;
        let locations = record.locations.unwrap_or_default();
        let country = record.country.or_else(|| locations.into_iter().find_map(|location| location.geonames_details));
        metadata(row, "country", &country.and_then(|country| country.country_code).unwrap_or_default(), at)?;
        metadata(row, "kind", &record.types.unwrap_or_default().join("; ").to_lowercase(), at)?;
        if let Some(year) = record.established {
            metadata(row, "established", &year.to_string(), at)?;
        }
        Ok(Read::Entry)
    })
}

/// The names of a record: its display name, and the others in their order.
#[derive(Default)]
struct Names {
    display: Option<String>,
    others: Vec<String>,
}

impl Names {
    fn push(&mut self, name: String, is_display: bool, is_acronym: bool) {
        // Two capitals are too often something else.
        if is_acronym && name.chars().count() < 3 {
            return;
        }
        if is_display && self.display.is_none() {
            self.display = Some(name);
        } else {
            self.others.push(name);
        }
    }

    fn fill(self, row: &mut Row<'static>) -> Result<(), Fault> {
        let at = At::default();
        let mut others = self.others.into_iter();
        if let Some(name) = self.display.or_else(|| others.next()) {
            row.set(&Key::Name, name.into(), at)?;
        }
        others.for_each(|name| row.alias(name.into(), at));
        Ok(())
    }
}

/// The columns of the CSV, schema 2 and 1.
struct Columns {
    id: usize,
    display: usize,
    status: Option<usize>,
    kind: Option<usize>,
    country: Option<usize>,
    established: Option<usize>,
    others: Vec<(usize, bool)>,
}

impl Columns {
    fn of(header: &CellsOfLine) -> Option<Self> {
        let first = |names: &[&str]| names.iter().find_map(|name| header.position(name));
        let others = [
            ("names.types.label", false),
            ("names.types.alias", false),
            ("names.types.acronym", true),
            ("labels", false),
            ("aliases", false),
            ("acronyms", true),
        ];
        Some(Self {
            id: header.position("id")?,
            display: first(&["names.types.ror_display", "name"])?,
            status: header.position("status"),
            kind: header.position("types"),
            country: first(&["locations.geonames_details.country_code", "country.country_code"]),
            established: header.position("established"),
            others: others.into_iter().filter_map(|(name, is)| Some((header.position(name)?, is))).collect(),
        })
    }
}

fn read_csv(import: &mut Import<'_>, input: impl BufRead) -> Result<(), ImportError> {
    let lacking = "no array of JSON, and no columns id and names.types.ror_display";
    read_table(import, input, lacking, Columns::of, fill_from_cells)
}

fn fill_from_cells(cells: &CellsOfLine, columns: &Columns, row: &mut Row<'static>) -> Result<Read, Fault> {
    let at = |cell| At { cell, byte: 0 };
    if columns.status.is_some_and(|cell| !matches!(cells.get(cell), "" | "active")) {
        return Ok(Read::PassedOver);
    }
    let mut names =
        Names { display: Some(without_language(cells.get(columns.display)).to_owned()), others: Vec::new() };
    for &(cell, is_acronym) in &columns.others {
        for name in cells.get(cell).split("; ").map(without_language).filter(|name| !name.is_empty()) {
            names.push(name.to_owned(), false, is_acronym);
        }
    }
    names.fill(row)?;
    row.set(&Key::Id, cells.get(columns.id).to_owned().into(), at(columns.id))?;
    for (key, cell) in [("country", columns.country), ("kind", columns.kind), ("established", columns.established)] {
        if let Some(cell) = cell {
            metadata(row, key, cells.get(cell), at(cell))?;
        }
    }
    Ok(Read::Entry)
}

/// A name without the language that the CSV writes before it: "en: ", "no_lang_code: ".
fn without_language(name: &str) -> &str {
    let name = name.trim();
    match name.split_once(": ") {
        Some((language, rest))
            if language == "no_lang_code"
                || ((2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_lowercase())) =>
        {
            rest.trim()
        }
        _ => name,
    }
}
