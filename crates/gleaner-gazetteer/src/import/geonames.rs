//! GeoNames: lines of nineteen fields between tabs, without a header (readme of the export, "geoname" table).

use std::io::BufRead;

use super::lines::{Lines, MAX_RECORD_BYTES};
use super::{Import, ImportError, Read, metadata};
use crate::error::{Problem, ProblemKind};
use crate::row::{At, Fault, Key, Row};

const N_FIELDS: usize = 19;
const ID: usize = 0;
const NAME: usize = 1;
const ASCII_NAME: usize = 2;
const ALTERNATE_NAMES: usize = 3;

pub(super) fn read(import: &mut Import<'_>, input: impl BufRead) -> Result<(), ImportError> {
    let mut lines = Lines::new(input);
    while lines.advance()? {
        let number = lines.number;
        if lines.line.is_empty() || lines.line.first() == Some(&b'#') {
            continue;
        }
        let text = String::from_utf8_lossy(&lines.line);
        let outcome = if lines.is_too_long {
            Err((At::default(), ProblemKind::RecordTooLong { limit: MAX_RECORD_BYTES }))
        } else if let Err(error) = std::str::from_utf8(&lines.line) {
            let byte = error.valid_up_to();
            Err((At { cell: 0, byte }, ProblemKind::NotUtf8 { byte: lines.line[byte] }))
        } else {
            let n_fields = text.split('\t').count();
            let missing = import.not_a_dump(format!("the line has {n_fields} fields between tabs, not {N_FIELDS}"));
            import.add(number, |row| fill(&text, row, missing))
        };
        if let Err((at, kind)) = outcome {
            import.report(Problem::new(import.file, number, &text, at.byte, kind))?;
        }
    }
    Ok(())
}

fn fill(line: &str, row: &mut Row<'static>, missing: ProblemKind) -> Result<Read, Fault> {
    let mut fields = [(""); N_FIELDS];
    let mut starts = [0; N_FIELDS];
    let (mut n_fields, mut start) = (0, 0);
    for field in line.split('\t') {
        if let (Some(slot), Some(slot_start)) = (fields.get_mut(n_fields), starts.get_mut(n_fields)) {
            (*slot, *slot_start) = (field, start);
        }
        n_fields += 1;
        start += field.len() + 1;
    }
    let at = |field: usize| At { cell: 0, byte: starts[field] };
    let is_id = !fields[ID].is_empty() && fields[ID].bytes().all(|byte| byte.is_ascii_digit());
    if n_fields != N_FIELDS || !is_id {
        return Err((at(ID), missing));
    }
    if !matches!(fields[6], "A" | "H" | "L" | "P" | "T") {
        return Ok(Read::PassedOver);
    }
    row.set(&Key::Name, fields[NAME].to_owned().into(), at(NAME))?;
    let alternates = fields[ALTERNATE_NAMES].split(',').filter(|name| is_wanted(name.trim()));
    for alias in std::iter::once(fields[ASCII_NAME]).chain(alternates) {
        row.alias(alias.to_owned().into(), at(ALTERNATE_NAMES));
    }
    row.set(&Key::Id, format!("https://sws.geonames.org/{}/", fields[ID]).into(), at(ID))?;
    metadata(row, "country", fields[8], at(8))?;
    metadata(row, "feature", &format!("{}.{}", fields[6], fields[7]), at(7))?;
    if let Some(population) = fields[14].parse::<u64>().ok().filter(|&population| population > 0) {
        metadata(row, "population", fields[14], at(14))?;
        // Of two places of one name the larger is meant; in powers of two, so as not to drown other priorities.
        row.set(&Key::Priority, population.ilog2().to_string().into(), at(14))?;
    }
    Ok(Read::Entry)
}

/// Whether an alternate name can stand in English text: Latin letters, and no code of three capitals (airports).
fn is_wanted(name: &str) -> bool {
    let is_latin = |character: char| {
        !character.is_alphabetic() || character < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&character)
    };
    let is_code = name.len() <= 4 && !name.chars().any(char::is_lowercase);
    name.chars().all(is_latin) && !is_code && !name.starts_with("http")
}
