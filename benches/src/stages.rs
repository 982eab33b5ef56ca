//! The time of each stage of extraction.

use std::time::{Duration, Instant};

use gleaner::{Analysis, DocumentMeta, Extractor, Stage};

/// Time by stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StageTimes([Duration; Stage::ALL.len()]);

impl StageTimes {
    /// Extracts `text` into `analysis` and says what each stage took. A look at the clock costs some 25 ns, eight times
    /// a document.
    pub fn of_text(extractor: &Extractor, text: &str, analysis: &mut Analysis) -> Self {
        let mut times = Self::default();
        let mut last = Instant::now();
        extractor.extract_observed(text, &DocumentMeta::default(), analysis, |stage| {
            let now = Instant::now();
            times.0[stage.index()] = now - last;
            last = now;
        });
        times
    }

    /// The time of one stage.
    pub fn of(&self, stage: Stage) -> Duration {
        self.0[stage.index()]
    }

    /// All stages together.
    pub fn total(&self) -> Duration {
        self.0.iter().sum()
    }

    /// Adds the times of another text.
    pub fn add(&mut self, other: &Self) {
        for (time, other) in self.0.iter_mut().zip(other.0) {
            *time += other;
        }
    }

    /// Keeps the shorter time of each stage.
    pub fn keep_best(&mut self, other: &Self) {
        for (time, other) in self.0.iter_mut().zip(other.0) {
            *time = (*time).min(other);
        }
    }
}
