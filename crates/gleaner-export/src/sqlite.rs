//! SQLite: the tables `documents`, `entities`, `relations` and `errors`, with indexes.
//!
//! Every row has the number of its document, since names may repeat: `entities.document` and `relations.document` are
//! `documents.document`, and `(document, id)` is the key of both.

use std::path::Path;

use rusqlite::types::{ToSqlOutput, Value as Sql};
use rusqlite::{Connection, params_from_iter};

use crate::error::ExportError;
use crate::record::{Document, Failure};
use crate::table::{Cell, CellType, Kind, document_row, entity_row, failure_row, relation_row};
use crate::{Sink, Summary};

pub(crate) struct Database {
    connection: Connection,
    inserts: [String; 4],
    n_documents: i64,
    summary: Summary,
}

/// Made when all rows are there, which is faster than keeping them up to date.
const INDEXES: &str = "
    CREATE INDEX documents_doc ON documents (doc);
    CREATE INDEX entities_type_text ON entities (type, text);
    CREATE INDEX entities_canonical ON entities (canonical) WHERE canonical IS NOT NULL;
    CREATE INDEX entities_ref ON entities (ref) WHERE ref IS NOT NULL;
    CREATE INDEX entities_cluster ON entities (document, cluster) WHERE cluster IS NOT NULL;
    CREATE INDEX entities_amount ON entities (value_currency, amount) WHERE amount IS NOT NULL;
    CREATE INDEX entities_date ON entities (date_start, date_end) WHERE timex IS NOT NULL;
    CREATE INDEX relations_type ON relations (type);
    CREATE INDEX relations_subject ON relations (document, subject);
    CREATE INDEX relations_object ON relations (document, object) WHERE object IS NOT NULL;
";

impl Database {
    pub(crate) fn create(path: &Path) -> Result<Self, ExportError> {
        let connection = Connection::open(path).map_err(failed)?;
        // The file takes its name when it is whole: a journal and waiting for the disk would protect nobody.
        connection
            .execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;")
            .map_err(failed)?;
        for kind in Kind::ALL {
            connection.execute_batch(&table(kind)).map_err(failed)?;
        }
        connection.execute_batch("BEGIN").map_err(failed)?;
        let inserts = Kind::ALL.map(|kind| {
            let n_columns = kind.columns().len() + usize::from(kind != Kind::Errors);
            format!("INSERT INTO {} VALUES ({})", kind.as_str(), vec!["?"; n_columns].join(", "))
        });
        Ok(Self { connection, inserts, n_documents: 0, summary: Summary::default() })
    }

    fn insert(&self, kind: Kind, row: Vec<Cell<'_>>) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare_cached(&self.inserts[kind as usize])?;
        let number = (kind != Kind::Errors).then_some(ToSqlOutput::Owned(Sql::Integer(self.n_documents)));
        statement.execute(params_from_iter(number.into_iter().chain(row.into_iter().map(value))))?;
        Ok(())
    }
}

impl Sink for Database {
    fn document(&mut self, document: &Document) -> Result<(), ExportError> {
        self.n_documents += 1;
        self.insert(Kind::Documents, document_row(document)).map_err(failed)?;
        for entity in &document.entities {
            self.insert(Kind::Entities, entity_row(entity)).map_err(|error| twice(error, document, &entity.id))?;
        }
        let by_id = document.by_id();
        for relation in &document.relations {
            let row = relation_row(document, &by_id, relation);
            self.insert(Kind::Relations, row).map_err(|error| twice(error, document, &relation.id))?;
        }
        self.summary.n_documents += 1;
        self.summary.n_entities += document.entities.len();
        self.summary.n_relations += document.relations.len();
        Ok(())
    }

    fn failure(&mut self, failure: &Failure) -> Result<(), ExportError> {
        self.insert(Kind::Errors, failure_row(failure)).map_err(failed)?;
        self.summary.n_errors += 1;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Summary, ExportError> {
        self.connection.flush_prepared_statement_cache();
        self.connection.execute_batch(INDEXES).map_err(failed)?;
        self.connection.execute_batch("COMMIT; PRAGMA optimize;").map_err(failed)?;
        let Self { connection, summary, .. } = *self;
        connection.close().map_err(|(_, error)| failed(error))?;
        Ok(summary)
    }
}

fn table(kind: Kind) -> String {
    let columns = kind.columns().iter().map(|column| {
        let sql_type = match column.cell_type {
            CellType::Text | CellType::Day => "TEXT",
            CellType::Integer => "INTEGER",
            CellType::Score | CellType::Decimal => "REAL",
        };
        format!("{} {sql_type}{}", column.name, if column.always { " NOT NULL" } else { "" })
    });
    let mut columns: Vec<String> = columns.collect();
    match kind {
        Kind::Documents => columns.insert(0, "document INTEGER PRIMARY KEY".to_owned()),
        Kind::Entities | Kind::Relations => {
            columns.insert(0, "document INTEGER NOT NULL REFERENCES documents".to_owned());
            columns.push("PRIMARY KEY (document, id)".to_owned());
        }
        Kind::Errors => {}
    }
    format!("CREATE TABLE {} ({});", kind.as_str(), columns.join(", "))
}

/// SQLite has no decimals: `amount` is the nearest double, for sorting and adding up; `value_amount` is exact.
fn value(cell: Cell<'_>) -> ToSqlOutput<'_> {
    match cell {
        Cell::Empty => ToSqlOutput::Owned(Sql::Null),
        Cell::Text(text) => ToSqlOutput::Owned(Sql::Text(text.into_owned())),
        Cell::Integer(number) => ToSqlOutput::Owned(Sql::Integer(number)),
        Cell::Score(score) => ToSqlOutput::Owned(Sql::Real(score)),
        Cell::Day(day) => ToSqlOutput::Owned(Sql::Text(day.to_string())),
        Cell::Decimal(amount) => {
            let nearest = amount.as_str().parse::<f64>().ok().filter(|number| number.is_finite());
            ToSqlOutput::Owned(nearest.map_or(Sql::Null, Sql::Real))
        }
    }
}

fn failed(error: rusqlite::Error) -> ExportError {
    ExportError::Library { format: "SQLite", reason: error.to_string() }
}

fn twice(error: rusqlite::Error, document: &Document, id: &str) -> ExportError {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::ConstraintViolation) => {
            ExportError::IdTwice { doc: document.name.clone(), id: id.to_owned() }
        }
        _ => failed(error),
    }
}
