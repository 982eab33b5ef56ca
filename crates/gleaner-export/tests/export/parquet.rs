//! Parquet files read back: types, nulls, exact amounts, row groups.

use std::fs::File;

use gleaner_export::{Format, Options, Unit};
use parquet::basic::{LogicalType, Type as PhysicalType};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;

use crate::sample::{exported_to, records};

fn open(folder: &tempfile::TempDir, name: &str) -> SerializedFileReader<File> {
    SerializedFileReader::new(File::open(folder.path().join(name)).expect("a file")).expect("Parquet")
}

#[test]
fn columns_have_the_types_of_what_they_hold() {
    let folder = tempfile::tempdir().expect("a folder");
    exported_to(folder.path(), Format::Parquet, Options::default(), &records(Unit::Chars, true)).expect("Parquet");
    let reader = open(&folder, "entities.parquet");
    let schema = reader.metadata().file_metadata().schema_descr();
    let column = |name: &str| {
        let column = schema.columns().iter().find(|column| column.name() == name).expect("a column");
        (column.physical_type(), column.logical_type_ref().cloned(), column.max_def_level())
    };
    assert_eq!(column("text"), (PhysicalType::BYTE_ARRAY, Some(LogicalType::String), 0));
    assert_eq!(column("ref"), (PhysicalType::BYTE_ARRAY, Some(LogicalType::String), 1));
    assert_eq!(column("start_offset"), (PhysicalType::INT64, None, 0));
    assert_eq!(column("date_start"), (PhysicalType::INT32, Some(LogicalType::Date), 1));
    assert_eq!(column("amount"), (PhysicalType::FIXED_LEN_BYTE_ARRAY, Some(LogicalType::decimal(10, 38)), 1));
    assert_eq!(column("score"), (PhysicalType::DOUBLE, None, 1));
    let rows: Vec<_> = reader.get_row_iter(None).expect("rows").collect::<Result<_, _>>().expect("rows");
    assert_eq!(rows.len(), 9);
    let idx = |name: &str| schema.columns().iter().position(|column| column.name() == name).expect("a column");
    let money = &rows[3];
    let scaled = |row: &parquet::record::Row, name: &str| {
        row.get_decimal(idx(name)).ok().map(|amount| {
            let bytes = <[u8; 16]>::try_from(amount.data()).expect("16 bytes");
            (i128::from_be_bytes(bytes), amount.scale())
        })
    };
    assert_eq!(scaled(money, "amount"), Some((12_500_000_000_000_000, 10)));
    assert_eq!(scaled(money, "amount_max"), None, "eleven decimals are no number of ten");
    assert_eq!(money.get_string(idx("value_amount_max")).expect("a string"), "1500000.12345678901");
    let date = &rows[5];
    assert_eq!(date.get_string(idx("timex")).expect("a string"), "2016-05-03");
    assert!(rows[1].get_string(idx("text")).expect("a string").contains('\n'));
    let errors = open(&folder, "errors.parquet");
    assert_eq!(errors.metadata().file_metadata().num_rows(), 1);
    assert_eq!(open(&folder, "documents.parquet").metadata().file_metadata().num_rows(), 2);
}

#[test]
fn many_rows_come_in_groups() {
    let entity = r#"{"kind":"entity","doc":"DOC","id":"e1","type":"ORG","text":"Acme","start":0,"end":4}"#;
    let lines: String = (0..70_000).map(|n| entity.replace("DOC", &n.to_string()) + "\n").collect();
    let folder = tempfile::tempdir().expect("a folder");
    exported_to(folder.path(), Format::Parquet, Options::default(), &lines).expect("Parquet");
    let reader = open(&folder, "entities.parquet");
    assert_eq!(reader.metadata().num_row_groups(), 2);
    let last = reader.get_row_iter(None).expect("rows").last().expect("a row").expect("a row");
    assert_eq!(last.get_string(0).expect("a string"), "69999");
    assert_eq!(reader.metadata().file_metadata().num_rows(), 70_000);
    assert_eq!(open(&folder, "relations.parquet").metadata().num_row_groups(), 0);
}
