//! Precision, recall and F1.

use std::fmt;

/// How many there are, how many came out, how many of those are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) n_gold: usize,
    pub(crate) n_found: usize,
    pub(crate) n_right: usize,
}

impl Counts {
    /// In per cent; 100 where nothing came out.
    pub(crate) fn precision(&self) -> f64 {
        percent(self.n_right, self.n_found)
    }

    /// In per cent; 100 where nothing was to be found.
    pub(crate) fn recall(&self) -> f64 {
        percent(self.n_right, self.n_gold)
    }

    /// Their harmonic mean.
    pub(crate) fn f1(&self) -> f64 {
        f1(self.precision(), self.recall())
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.n_gold += other.n_gold;
        self.n_found += other.n_found;
        self.n_right += other.n_right;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { n_gold, n_found, n_right } = self;
        write!(f, "{n_gold:>5} {n_found:>6} {n_right:>6}")?;
        write!(f, " | {:>6.1} {:>6.1} {:>6.1}", self.precision(), self.recall(), self.f1())
    }
}

pub(crate) fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 }
}

pub(crate) fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}
