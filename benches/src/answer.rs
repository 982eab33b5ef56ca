//! What a benchmark found. The table of right answers is `expected.toml`: speed cannot be bought with answers.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use gleaner_text::{Mention, Relation};

/// Numbers by name, in the order of the names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer(BTreeMap<String, u64>);

impl Answer {
    /// An answer of one number.
    pub fn of(name: &str, number: usize) -> Self {
        Self::default().with(name, number)
    }

    /// With one number more.
    #[must_use]
    pub fn with(mut self, name: &str, number: usize) -> Self {
        self.0.insert(name.to_owned(), number as u64);
        self
    }

    /// Adds to a number; it begins at 0.
    pub fn add(&mut self, name: &str, number: usize) {
        match self.0.get_mut(name) {
            Some(sum) => *sum += number as u64,
            None => _ = self.0.insert(name.to_owned(), number as u64),
        }
    }

    /// Counts mentions by type, and sums up where they lie.
    pub fn add_mentions(&mut self, mentions: &[Mention]) {
        for mention in mentions {
            let name = ["ORG", "PERSON", "LOC", "MONEY", "DATE"].get(mention.entity_type.id() as usize);
            self.add(name.copied().unwrap_or("other"), 1);
            self.add("bytes_in_mentions", mention.span.len() as usize);
        }
    }

    /// Counts relations, and sums up their evidence.
    pub fn add_relations(&mut self, relations: &[Relation]) {
        self.add("relations", relations.len());
        self.add("bytes_of_evidence", relations.iter().map(|relation| relation.evidence.len() as usize).sum());
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number_idx, (name, number)) in self.0.iter().enumerate() {
            write!(f, "{}{name} {number}", if number_idx == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

/// A number of 32 bits that changes when any byte does (FNV-1a, folded).
pub fn checksum(bytes: &[u8]) -> usize {
    let sum = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325u64, |sum, &byte| (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    ((sum ^ (sum >> 32)) & 0xffff_ffff) as usize
}

/// The file of right answers.
fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("expected.toml")
}

type Table = BTreeMap<String, BTreeMap<String, u64>>;

fn table() -> Table {
    let text = std::fs::read_to_string(path()).unwrap_or_default();
    toml::from_str(&text).expect("expected.toml is a table of tables of numbers")
}

/// Holds the answer of benchmark `id` to the table; with `UPDATE_EXPECTED=1` in the environment it goes into the table.
///
/// # Panics
/// When the answer is not the one in the table, or there is none.
pub fn check(id: &str, answer: &Answer) {
    let mut table = table();
    if std::env::var_os("UPDATE_EXPECTED").is_some_and(|value| value == "1") {
        table.insert(id.to_owned(), answer.0.clone());
        write(&table);
        return;
    }
    let expected = Answer(table.remove(id).unwrap_or_default());
    assert!(
        *answer == expected,
        "{id} gives another answer: {answer}\nexpected.toml has: {expected}\n\
         If the change is meant, `UPDATE_EXPECTED=1 cargo bench -p benches -- --test` takes the new answers."
    );
}

fn write(table: &Table) {
    let mut text = String::from(
        "# What each benchmark finds; a benchmark that finds something else fails.\n\
         # Written by `UPDATE_EXPECTED=1 cargo bench -p benches -- --test`.\n",
    );
    for (id, numbers) in table {
        text.push_str(&format!("\n[\"{id}\"]\n"));
        for (name, number) in numbers {
            text.push_str(&format!("{name} = {number}\n"));
        }
    }
    std::fs::write(path(), text).expect("expected.toml can be written");
}
