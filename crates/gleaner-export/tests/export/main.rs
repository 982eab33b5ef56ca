//! The formats: golden files of documents that hold what formats trip over, properties over any text, faulty records.

mod faults;
mod golden;
#[cfg(feature = "parquet")]
mod parquet;
mod properties;
mod sample;
#[cfg(feature = "sqlite")]
mod sqlite;
mod tables;
