//! Simple programs over the same bytes, for scale.

use std::hint::black_box;
use std::time::Instant;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use anyhow::Context;
use gleaner::Lists;
use gleaner::gazetteer::WORD_TYPES;

use super::held::HeldDocument;
use super::runs::Times;

/// A plain search for the names of the lists. It knows no tokens and only the capitals of the lists, so it has less to do
/// than our matcher, and finds names inside words.
pub(super) struct NameScan {
    pub(super) n_names: usize,
    pub(super) n_hits: usize,
    pub(super) times: Times,
}

impl NameScan {
    /// # Errors
    /// When there are more names than an automaton can have.
    pub(super) fn of(lists: &Lists, documents: &[HeldDocument], n_passes: u32, n_runs: u32) -> anyhow::Result<Self> {
        let entries = lists.gazetteers().iter().flat_map(|gazetteer| gazetteer.entries());
        let names = entries.filter(|entry| !WORD_TYPES.contains(&entry.entity_type()));
        let mut names: Vec<&str> = names.flat_map(|entry| entry.names()).filter(|name| !name.is_empty()).collect();
        names.sort_unstable();
        names.dedup();
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .match_kind(MatchKind::LeftmostLongest)
            .build(&names)
            .context("the names do not go into one automaton")?;
        let mut n_hits = 0;
        let times = times(n_passes, n_runs, || {
            n_hits = documents.iter().map(|document| automaton.find_iter(&document.text).count()).sum();
        });
        Ok(Self { n_names: names.len(), n_hits, times })
    }
}

/// A look at every byte.
pub(super) fn line_breaks(documents: &[HeldDocument], n_passes: u32, n_runs: u32) -> (usize, Times) {
    let mut n_breaks = 0;
    let times = times(n_passes, n_runs, || {
        let count = |document: &HeldDocument| document.text.bytes().filter(|byte| *byte == b'\n').count();
        n_breaks = documents.iter().map(|document| black_box(count(document))).sum();
    });
    (n_breaks, times)
}

fn times(n_passes: u32, n_runs: u32, mut work: impl FnMut()) -> Times {
    let mut run = || {
        let start = Instant::now();
        (0..n_passes).for_each(|_| work());
        start.elapsed()
    };
    Times::of((0..n_runs).map(|_| run()).collect())
}
