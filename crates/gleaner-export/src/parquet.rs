//! Parquet: a table a kind, written by the column writers of the `parquet` crate (no Arrow).
//!
//! Words are UTF-8 strings, whole numbers INT64 (Spark refuses unsigned ones), scores DOUBLE, days DATE, amounts
//! DECIMAL(38, 10) beside the string they were read as: an amount with more than ten decimals, or more than 28 digits
//! before them, is null as a number and whole as a string. Compressed with zstd.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType, ZstdLevel};
use parquet::data_type::{
    ByteArray, ByteArrayType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, Int32Type, Int64Type,
};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

use crate::error::ExportError;
use crate::record::{Document, Failure};
use crate::table::{Cell, CellType, Column, Kind, document_row, entity_row, failure_row, relation_row};
use crate::{Options, Sink, Summary};

/// Digits of an amount, and how many of them are decimals.
const PRECISION: i32 = 38;
const SCALE: i32 = 10;

/// A row group is written when it has so many rows, or so many bytes of words.
const GROUP_ROWS: usize = 1 << 16;
const GROUP_BYTES: usize = 16 << 20;

/// The tables, those that are not wanted left out.
pub(crate) struct Columns {
    tables: [Option<Table>; 4],
    summary: Summary,
}

impl Columns {
    pub(crate) fn in_folder(folder: &Path) -> Result<Self, ExportError> {
        let mut tables = [const { None }; 4];
        for (place, kind) in tables.iter_mut().zip(Kind::ALL) {
            let file = File::create_new(folder.join(format!("{}.parquet", kind.as_str())))?;
            *place = Some(Table::new(kind, Box::new(BufWriter::new(file)))?);
        }
        Ok(Self { tables, summary: Summary::default() })
    }

    pub(crate) fn of_one_kind(writer: Box<dyn Write + Send>, options: Options) -> Result<Self, ExportError> {
        let mut tables = [const { None }; 4];
        if let Some(kind) = options.kind {
            tables[kind as usize] = Some(Table::new(kind, writer)?);
        }
        Ok(Self { tables, summary: Summary::default() })
    }
}

impl Sink for Columns {
    fn document(&mut self, document: &Document) -> Result<(), ExportError> {
        let [documents, entities, relations, _] = &mut self.tables;
        if let Some(documents) = documents {
            documents.row(document_row(document))?;
            self.summary.n_documents += 1;
        }
        if let Some(entities) = entities {
            for entity in &document.entities {
                entities.row(entity_row(entity))?;
            }
            self.summary.n_entities += document.entities.len();
        }
        let n_relations = document.relations.len();
        match relations {
            Some(relations) if n_relations > 0 => {
                let by_id = document.by_id();
                for relation in &document.relations {
                    relations.row(relation_row(document, &by_id, relation))?;
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
                errors.row(failure_row(failure))?;
                self.summary.n_errors += 1;
            }
            None => self.summary.unplaced_errors += 1,
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Summary, ExportError> {
        for mut table in self.tables.iter_mut().filter_map(Option::take) {
            table.write_group()?;
            table.writer.into_inner().map_err(failed)?.flush()?;
        }
        Ok(self.summary)
    }
}

/// A table, and the rows of the group that is not written yet.
struct Table {
    writer: SerializedFileWriter<Box<dyn Write + Send>>,
    columns: Vec<Chunk>,
    n_rows: usize,
    n_bytes: usize,
}

/// The values of one column that are not written yet; those that are there, and for every row whether it has one.
struct Chunk {
    values: Values,
    /// Nothing for a column that always has a value.
    levels: Option<Vec<i16>>,
}

enum Values {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Score(Vec<f64>),
    Day(Vec<i32>),
    Decimal(Vec<FixedLenByteArray>),
}

impl Table {
    fn new(kind: Kind, writer: Box<dyn Write + Send>) -> Result<Self, ExportError> {
        let fields = kind.columns().iter().map(|column| field(column).map(Arc::new));
        let fields = fields.collect::<Result<Vec<_>, _>>().map_err(failed)?;
        let schema = Type::group_type_builder(kind.as_str()).with_fields(fields).build().map_err(failed)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by(concat!("gleaner ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let writer = SerializedFileWriter::new(writer, Arc::new(schema), Arc::new(properties)).map_err(failed)?;
        let columns = kind.columns().iter().map(Chunk::new).collect();
        Ok(Self { writer, columns, n_rows: 0, n_bytes: 0 })
    }

    fn row(&mut self, row: Vec<Cell<'_>>) -> Result<(), ExportError> {
        for (chunk, cell) in self.columns.iter_mut().zip(row) {
            self.n_bytes += chunk.push(cell);
        }
        self.n_rows += 1;
        if self.n_rows >= GROUP_ROWS || self.n_bytes >= GROUP_BYTES {
            self.write_group()?;
        }
        Ok(())
    }

    fn write_group(&mut self) -> Result<(), ExportError> {
        if self.n_rows > 0 {
            let mut group = self.writer.next_row_group().map_err(failed)?;
            for chunk in &mut self.columns {
                chunk.write(&mut group).map_err(failed)?;
            }
            group.close().map_err(failed)?;
            (self.n_rows, self.n_bytes) = (0, 0);
        }
        Ok(())
    }
}

impl Chunk {
    fn new(column: &Column) -> Self {
        let values = match column.cell_type {
            CellType::Text => Values::Text(Vec::new()),
            CellType::Integer => Values::Integer(Vec::new()),
            CellType::Score => Values::Score(Vec::new()),
            CellType::Day => Values::Day(Vec::new()),
            CellType::Decimal => Values::Decimal(Vec::new()),
        };
        Self { values, levels: (!column.always).then(Vec::new) }
    }

    /// Adds a value; gives how many bytes of words it took.
    fn push(&mut self, cell: Cell<'_>) -> usize {
        let mut n_bytes = 0;
        let is_there = match (&mut self.values, cell) {
            (Values::Text(values), Cell::Text(text)) => {
                n_bytes = text.len();
                values.push(ByteArray::from(text.into_owned().into_bytes()));
                true
            }
            (Values::Integer(values), Cell::Integer(number)) => {
                values.push(number);
                true
            }
            (Values::Score(values), Cell::Score(score)) => {
                values.push(score);
                true
            }
            (Values::Day(values), Cell::Day(day)) => {
                values.push(day.days_from_1970());
                true
            }
            (Values::Decimal(values), Cell::Decimal(amount)) => match amount.scaled(SCALE as usize) {
                Some(scaled) => {
                    values.push(ByteArray::from(scaled.to_be_bytes().to_vec()).into());
                    true
                }
                None => false,
            },
            _ => false,
        };
        if let Some(levels) = &mut self.levels {
            levels.push(i16::from(is_there));
        }
        n_bytes
    }

    fn write(&mut self, group: &mut SerializedRowGroupWriter<'_, Box<dyn Write + Send>>) -> Result<(), ParquetError> {
        let Some(mut column) = group.next_column()? else { return Ok(()) };
        let levels = self.levels.as_deref();
        match &self.values {
            Values::Text(values) => column.typed::<ByteArrayType>().write_batch(values, levels, None),
            Values::Integer(values) => column.typed::<Int64Type>().write_batch(values, levels, None),
            Values::Score(values) => column.typed::<DoubleType>().write_batch(values, levels, None),
            Values::Day(values) => column.typed::<Int32Type>().write_batch(values, levels, None),
            Values::Decimal(values) => column.typed::<FixedLenByteArrayType>().write_batch(values, levels, None),
        }?;
        match &mut self.values {
            Values::Text(values) => values.clear(),
            Values::Integer(values) => values.clear(),
            Values::Score(values) => values.clear(),
            Values::Day(values) => values.clear(),
            Values::Decimal(values) => values.clear(),
        }
        if let Some(levels) = &mut self.levels {
            levels.clear();
        }
        column.close()
    }
}

fn field(column: &Column) -> Result<Type, ParquetError> {
    let (physical, logical) = match column.cell_type {
        CellType::Text => (PhysicalType::BYTE_ARRAY, Some(LogicalType::String)),
        CellType::Integer => (PhysicalType::INT64, None),
        CellType::Score => (PhysicalType::DOUBLE, None),
        CellType::Day => (PhysicalType::INT32, Some(LogicalType::Date)),
        CellType::Decimal => {
            let decimal = LogicalType::decimal(SCALE, PRECISION);
            (PhysicalType::FIXED_LEN_BYTE_ARRAY, Some(decimal))
        }
    };
    let repetition = if column.always { Repetition::REQUIRED } else { Repetition::OPTIONAL };
    let mut field =
        Type::primitive_type_builder(column.name, physical).with_logical_type(logical).with_repetition(repetition);
    if column.cell_type == CellType::Decimal {
        field = field.with_length(16).with_precision(PRECISION).with_scale(SCALE);
    }
    field.build()
}

fn failed(error: ParquetError) -> ExportError {
    ExportError::Library { format: "Parquet", reason: error.to_string() }
}
