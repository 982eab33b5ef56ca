//! CSV: a table a kind.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use csv::{Terminator, WriterBuilder};

use crate::error::ExportError;
use crate::record::{Document, Failure};
use crate::table::{Cell, CellType, Kind, document_row, entity_row, failure_row, relation_row};
use crate::{Options, Sink, Summary};

/// The tables, those that are not wanted left out.
pub(crate) struct Separated {
    tables: [Option<Table>; 4],
    summary: Summary,
}

struct Table {
    kind: Kind,
    writer: csv::Writer<Box<dyn Write + Send>>,
    spreadsheet: bool,
}

impl Separated {
    pub(crate) fn in_folder(folder: &Path, options: Options) -> Result<Self, ExportError> {
        let mut tables = [const { None }; 4];
        for (place, kind) in tables.iter_mut().zip(Kind::ALL) {
            let file = File::create_new(folder.join(format!("{}.csv", kind.as_str())))?;
            *place = Some(Table::new(kind, Box::new(BufWriter::new(file)), options.spreadsheet)?);
        }
        Ok(Self { tables, summary: Summary::default() })
    }

    pub(crate) fn of_one_kind(writer: Box<dyn Write + Send>, options: Options) -> Result<Self, ExportError> {
        let mut tables = [const { None }; 4];
        if let Some(kind) = options.kind {
            tables[kind as usize] = Some(Table::new(kind, writer, options.spreadsheet)?);
        }
        Ok(Self { tables, summary: Summary::default() })
    }
}

impl Sink for Separated {
    fn document(&mut self, document: &Document) -> Result<(), ExportError> {
        let [documents, entities, relations, _] = &mut self.tables;
        if let Some(documents) = documents {
            documents.row(&document_row(document))?;
            self.summary.n_documents += 1;
        }
        if let Some(entities) = entities {
            for entity in &document.entities {
                entities.row(&entity_row(entity))?;
            }
            self.summary.n_entities += document.entities.len();
        }
        let n_relations = document.relations.len();
        match relations {
            Some(relations) if n_relations > 0 => {
                let by_id = document.by_id();
                for relation in &document.relations {
                    relations.row(&relation_row(document, &by_id, relation))?;
                }
                self.summary.n_relations += n_relations;
            }
            Some(_) => {}
            None => self.summary.unplaced_relations += n_relations,
        }
        Ok(())
    }

    fn failure(&mut self, failure: &Failure) -> Result<(), ExportError> {
        match &mut self.tables[Kind::Errors as usize] {
            Some(errors) => {
                errors.row(&failure_row(failure))?;
                self.summary.n_errors += 1;
            }
            None => self.summary.unplaced_errors += 1,
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Summary, ExportError> {
        for table in self.tables.iter_mut().flatten() {
            table.writer.flush()?;
        }
        Ok(self.summary)
    }
}

impl Table {
    fn new(kind: Kind, mut writer: Box<dyn Write + Send>, spreadsheet: bool) -> Result<Self, ExportError> {
        if spreadsheet {
            writer.write_all("\u{feff}".as_bytes())?;
        }
        let mut writer = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(writer);
        let columns = kind.columns().iter().filter(|column| column.cell_type != CellType::Decimal);
        writer.write_record(columns.map(|column| column.name)).map_err(io::Error::from)?;
        Ok(Self { kind, writer, spreadsheet })
    }

    fn row(&mut self, row: &[Cell<'_>]) -> Result<(), ExportError> {
        for (column, cell) in self.kind.columns().iter().zip(row) {
            if column.cell_type == CellType::Decimal {
                continue;
            }
            let words = match cell {
                Cell::Empty => Cow::Borrowed(""),
                Cell::Text(text) if self.spreadsheet && column.name != "value_amount" => guarded(text),
                Cell::Text(text) => Cow::Borrowed(&**text),
                Cell::Integer(number) => Cow::Owned(number.to_string()),
                Cell::Score(score) => Cow::Owned(score.to_string()),
                Cell::Day(day) => Cow::Owned(day.to_string()),
                Cell::Decimal(amount) => Cow::Borrowed(amount.as_str()),
            };
            self.writer.write_field(&*words).map_err(io::Error::from)?;
        }
        Ok(self.writer.write_record(None::<&[u8]>).map_err(io::Error::from)?)
    }
}

/// Words that a spreadsheet takes for words: OWASP's list of what begins a formula, an apostrophe put before it.
fn guarded(words: &str) -> Cow<'_, str> {
    match words.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        true => Cow::Owned(format!("'{words}")),
        false => Cow::Borrowed(words),
    }
}
