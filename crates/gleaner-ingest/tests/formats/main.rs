//! Every kind of file: its text, its metadata, and the one error of a file that is damaged or meant to do harm.

mod made;

mod folder;
#[cfg(feature = "full")]
mod full;
mod hostile;
mod sound;

use gleaner_ingest::{Options, Reader};

/// The documents of a file in memory: `NAME=TEXT` or the error.
fn read_with(options: &Options, name: &str, bytes: &[u8]) -> Vec<String> {
    let mut lines = Vec::new();
    Reader::new(options).read_bytes(name, bytes, &mut |document| {
        lines.push(match document {
            Ok(document) => format!("{}={}", document.name, document.text),
            Err(error) => error.to_string(),
        });
    });
    lines
}

fn read(name: &str, bytes: &[u8]) -> Vec<String> {
    read_with(&Options::default(), name, bytes)
}

/// The metadata of a file of one document: title, author, day and minute.
fn metadata(name: &str, bytes: &[u8]) -> String {
    let mut found = String::new();
    Reader::new(&Options::default()).read_bytes(name, bytes, &mut |document| {
        let document = document.expect("a good file");
        let written = document.written.map(|written| format!("{} {:?}", written.day, written.minute_of_day));
        found = format!("{:?} {:?} {written:?}", document.title.as_deref(), document.author.as_deref());
    });
    found
}
