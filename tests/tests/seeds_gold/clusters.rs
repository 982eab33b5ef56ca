//! Clusters against the gold: B³ (Bagga and Baldwin, 1998) over the required names.

use tests::contract::Entity;

use crate::figures::{f1, percent};
use crate::gold::GoldDocument;
use crate::mentions::Verdict;

/// Sums over names. A name that was not found has recall 0; precision is over the found ones.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ClusterFigures {
    precision_sum: f64,
    recall_sum: f64,
    n_found: usize,
    n_gold: usize,
}

impl ClusterFigures {
    pub(crate) fn precision(&self) -> f64 {
        self.precision_sum / self.n_found.max(1) as f64
    }

    pub(crate) fn recall(&self) -> f64 {
        self.recall_sum / self.n_gold.max(1) as f64
    }

    pub(crate) fn f1(&self) -> f64 {
        f1(self.precision(), self.recall())
    }

    /// Adds a document.
    pub(crate) fn add(&mut self, gold: &GoldDocument, found: &[Entity], verdicts: &[Verdict]) {
        let is_name =
            |gold_idx: &usize| gold.mentions[*gold_idx].is_required() && gold.mentions[*gold_idx].cluster.is_some();
        let names: Vec<usize> = (0..gold.mentions.len()).filter(is_name).collect();
        let own_cluster = |gold_idx: usize| {
            let entity_idx = verdicts.iter().position(|verdict| *verdict == Verdict::Right(gold_idx))?;
            found[entity_idx].cluster.as_deref()
        };
        self.n_gold += names.len();
        for &name in &names {
            let Some(own) = own_cluster(name) else { continue };
            self.n_found += 1;
            let together: Vec<usize> = names.iter().copied().filter(|&other| own_cluster(other) == Some(own)).collect();
            // Where the gold allows two clusters, the one that suits the answer.
            let (precision, recall) = gold.mentions[name]
                .readings()
                .filter_map(|reading| reading.cluster)
                .map(|cluster| {
                    let belongs =
                        |other: &&usize| **other == name || gold.mentions[**other].cluster.as_deref() == Some(cluster);
                    let n_right = together.iter().filter(belongs).count();
                    (percent(n_right, together.len()), percent(n_right, names.iter().filter(belongs).count()))
                })
                .max_by(|left, right| (left.0 + left.1).total_cmp(&(right.0 + right.1)))
                .unwrap_or_default();
            self.precision_sum += precision;
            self.recall_sum += recall;
        }
    }
}
