//! What a run came to, in numbers.

use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::time::Duration;

use gleaner::{Analysis, EntityType, Lists};
use gleaner_ingest::InputError;

/// A document that failed.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    /// The name of the document, or the place in a file.
    pub(crate) place: String,
    /// What failures are counted by.
    pub(crate) kind: &'static str,
    pub(crate) message: String,
}

impl Failure {
    pub(crate) fn new(place: &str, kind: &'static str, message: String) -> Self {
        Self { place: place.to_owned(), kind, message }
    }

    pub(crate) fn of(error: &InputError) -> Self {
        Self::new(error.place(), error.kind().name(), error.kind().to_string())
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// Counts of documents and of what was found in them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Read or failed.
    pub(crate) n_documents: u64,
    /// Of text.
    pub(crate) n_bytes: u64,
    pub(crate) n_relations: u64,
    /// In no order.
    entities: Vec<(EntityType, u64)>,
}

impl Tally {
    /// Counts what was found in a document or a piece of one.
    pub(crate) fn count(&mut self, analysis: &Analysis) {
        for mention in analysis.mentions() {
            self.count_entities(mention.entity_type, 1);
        }
        self.n_relations += analysis.relations().len() as u64;
    }

    fn count_entities(&mut self, entity_type: EntityType, n: u64) {
        match self.entities.iter_mut().find(|(known, _)| *known == entity_type) {
            Some((_, count)) => *count += n,
            None => self.entities.push((entity_type, n)),
        }
    }

    fn add(&mut self, other: &Self) {
        self.n_documents += other.n_documents;
        self.n_bytes += other.n_bytes;
        self.n_relations += other.n_relations;
        for (entity_type, n) in &other.entities {
            self.count_entities(*entity_type, *n);
        }
    }
}

/// Counts of a whole run.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    pub(crate) tally: Tally,
    /// By kind.
    pub(crate) failures: BTreeMap<&'static str, u64>,
    /// Inputs that an earlier run had done.
    pub(crate) n_skipped: u64,
}

impl Totals {
    pub(crate) fn add(&mut self, tally: &Tally, failures: &[Failure]) {
        self.tally.add(tally);
        for failure in failures {
            *self.failures.entry(failure.kind).or_default() += 1;
        }
    }

    pub(crate) fn n_failed(&self) -> u64 {
        self.failures.values().sum()
    }

    /// Types with their counts, in the order that the types have.
    fn entities<'l>(&self, lists: &'l Lists) -> Vec<(&'l str, u64)> {
        let count = |wanted: EntityType| self.tally.entities.iter().find(|(known, _)| *known == wanted);
        lists.entity_types().iter().filter_map(|(id, name)| count(id).map(|(_, n)| (name, *n))).collect()
    }

    /// Lines for people.
    pub(crate) fn summary(&self, lists: &Lists, elapsed: Duration) -> String {
        let tally = &self.tally;
        let mut lines = format!(
            "{} in {:.1} s: {:.1} MB of text, {:.1} MB/s",
            counted(tally.n_documents, "document"),
            elapsed.as_secs_f64(),
            tally.n_bytes as f64 / 1e6,
            self.megabytes_a_second(elapsed),
        );
        if self.n_skipped > 0 {
            lines += &format!("; {} skipped, done before", counted(self.n_skipped, "input"));
        }
        let listed = |counts: Vec<(&str, u64)>| {
            counts.into_iter().map(|(name, n)| format!("{n} {name}")).collect::<Vec<_>>().join(", ")
        };
        let entities = self.entities(lists);
        if !entities.is_empty() {
            lines += &format!("\n  found   {}, {}", listed(entities), counted(tally.n_relations, "relation"));
        }
        if !self.failures.is_empty() {
            let failures = self.failures.iter().map(|(kind, n)| (*kind, *n)).collect();
            lines += &format!("\n  failed  {}", listed(failures));
        }
        lines
    }

    /// One JSON object.
    pub(crate) fn json(&self, lists: &Lists, elapsed: Duration) -> String {
        let object = |counts: Vec<(&str, u64)>| {
            counts.into_iter().map(|(name, n)| (name.to_owned(), n.into())).collect::<serde_json::Map<_, _>>()
        };
        serde_json::json!({
            "documents": self.tally.n_documents,
            "failed": self.n_failed(),
            "failures": object(self.failures.iter().map(|(kind, n)| (*kind, *n)).collect()),
            "inputs_skipped": self.n_skipped,
            "entities": object(self.entities(lists)),
            "relations": self.tally.n_relations,
            "text_bytes": self.tally.n_bytes,
            "seconds": (elapsed.as_secs_f64() * 1e3).round() / 1e3,
            "megabytes_per_second": (self.megabytes_a_second(elapsed) * 10.0).round() / 10.0,
        })
        .to_string()
    }

    fn megabytes_a_second(&self, elapsed: Duration) -> f64 {
        self.tally.n_bytes as f64 / 1e6 / elapsed.as_secs_f64().max(1e-3)
    }
}

/// "1 document", "2 documents", "2 entries".
pub(crate) fn counted(n: u64, what: &str) -> String {
    match what.strip_suffix('y') {
        _ if n == 1 => format!("1 {what}"),
        Some(stem) => format!("{n} {stem}ies"),
        None => format!("{n} {what}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ones_are_not_many() {
        let cases =
            [(1, "fault", "1 fault"), (0, "fault", "0 faults"), (1, "entry", "1 entry"), (2, "entry", "2 entries")];
        for (n, what, words) in cases {
            assert_eq!(counted(n, what), words);
        }
    }

    #[test]
    fn totals_are_sums() {
        let mut totals = Totals::default();
        let mut tally = Tally { n_documents: 1, n_bytes: 2_000_000, n_relations: 3, ..Tally::default() };
        tally.count_entities(EntityType::MONEY, 2);
        tally.count_entities(EntityType::ORG, 1);
        totals.add(&tally, &[]);
        totals.add(
            &tally,
            &[Failure::new("a", "damaged", "no".to_owned()), Failure::new("b", "damaged", "no".to_owned())],
        );
        let extractor = gleaner::Extractor::builder().builtin_model(false).build().expect("no lists of the user");
        assert_eq!(
            totals.summary(&extractor.lists(), Duration::from_secs(2)),
            "2 documents in 2.0 s: 4.0 MB of text, 2.0 MB/s\n  found   2 ORG, 4 MONEY, 6 relations\n  failed  2 damaged"
        );
        let json: serde_json::Value =
            serde_json::from_str(&totals.json(&extractor.lists(), Duration::from_secs(2))).expect("JSON");
        assert_eq!((&json["failures"]["damaged"], &json["entities"]["MONEY"]), (&2.into(), &4.into()));
    }
}
