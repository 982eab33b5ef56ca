//! The database answers what the records say.

use gleaner_export::{ExportError, Format, Options, Target, Unit, open};
use rusqlite::Connection;

use crate::sample::{feed, records};

#[test]
fn a_join_of_relations_and_entities() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.sqlite");
    let sink = open(Format::Sqlite, Options::default(), Target::File(&path)).expect("a database");
    let summary = feed(sink, &records(Unit::Chars, true)).expect("good records");
    assert_eq!((summary.n_documents, summary.n_entities, summary.n_relations, summary.n_errors), (2, 9, 3, 1));
    let connection = Connection::open(&path).expect("a database");
    let row: (String, String, String, String) = connection
        .query_row(
            "SELECT documents.doc, subject.text, relations.qualifier_role, object.text FROM relations
             JOIN documents USING (document)
             JOIN entities AS subject ON (subject.document, subject.id) = (relations.document, relations.subject)
             JOIN entities AS object ON (object.document, object.id) = (relations.document, relations.object)
             WHERE relations.type = 'role_at'",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )
        .expect("one row");
    let row = (row.0.as_str(), row.1.as_str(), row.2.as_str(), row.3.as_str());
    assert_eq!(row, ("reports/a.txt", "Ann Lee", "chief executive", "Northway\nSkills Council"));
    let amounts: (f64, String, f64, String) = connection
        .query_row(
            "SELECT amount, value_amount, amount_max, value_amount_max FROM entities WHERE type = 'MONEY'",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )
        .expect("one row");
    assert_eq!(amounts, (1_250_000.0, "1250000".to_owned(), 1_500_000.123_456_789, "1500000.12345678901".to_owned()));
    let errors: i64 = connection.query_row("SELECT count(*) FROM errors", [], |row| row.get(0)).expect("a count");
    assert_eq!(errors, 1);
    let plan: String = connection
        .query_row("EXPLAIN QUERY PLAN SELECT * FROM entities WHERE ref = 'x'", [], |row| row.get(3))
        .expect("a plan");
    assert!(plan.contains("entities_ref"), "{plan}");
    let check: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
    assert_eq!(check, "ok");
}

#[test]
fn an_id_that_is_there_twice_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let sink = open(Format::Sqlite, Options::default(), Target::File(&folder.path().join("x.db"))).expect("a database");
    let line = |id: &str| {
        format!(r#"{{"kind":"entity","doc":"a","id":"{id}","type":"X","text":"x","start":0,"end":1}}{}"#, "\n")
    };
    let error = feed(sink, &(line("e1") + &line("e2") + &line("e2"))).expect_err("e2 twice");
    assert!(matches!(&error, ExportError::IdTwice { doc, id } if doc == "a" && id == "e2"), "{error}");
}
