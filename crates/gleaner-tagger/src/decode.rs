//! Viterbi decoding of a window, and the probability of what it found.

use crate::label::{N_LABELS, OUTSIDE, ROW, may_follow};

/// Scores of forbidden transitions.
const FORBIDDEN: i32 = i32::MIN / 4;

/// Transition scores with the forbidden ones marked, both as integers and as factors.
#[derive(Clone, Debug)]
pub(crate) struct Transitions {
    scores: [[i32; ROW]; ROW],
    /// `exp(score * unit)`, `[next][label]` so that the inner loop runs over memory in order.
    factors: [[f32; ROW]; ROW],
    unit: f32,
}

impl Transitions {
    pub(crate) fn new(weights: &[[i16; ROW]; ROW], unit: f32) -> Self {
        let mut scores = [[FORBIDDEN; ROW]; ROW];
        let mut factors = [[0.0; ROW]; ROW];
        for label in 0..N_LABELS {
            for next in 0..N_LABELS {
                if may_follow(label, next) {
                    scores[label][next] = i32::from(weights[label][next]);
                    factors[next][label] = (f32::from(weights[label][next]) * unit).exp();
                }
            }
        }
        Self { scores, factors, unit }
    }
}

/// Buffers of decoding, reused from window to window.
#[derive(Debug, Default)]
pub(crate) struct Lattice {
    pub(crate) emissions: Vec<[i32; ROW]>,
    back: Vec<[u8; ROW]>,
    pub(crate) labels: Vec<u8>,
    /// Emissions as factors, scaled so that the largest of a token is 1.
    emission_factors: Vec<[f32; ROW]>,
    forward: Vec<[f32; ROW]>,
    backward: Vec<[f32; ROW]>,
    /// What the forward sums of each token were divided by.
    scales: Vec<f32>,
}

impl Lattice {
    /// Fills `labels` with the best labels for `emissions`. Outside is assumed before and behind the window.
    pub(crate) fn viterbi(&mut self, transitions: &Transitions) {
        self.labels.clear();
        self.back.clear();
        let Some(first) = self.emissions.first() else { return };
        let mut best = [FORBIDDEN; ROW];
        for label in 0..N_LABELS {
            best[label] = transitions.scores[OUTSIDE][label].saturating_add(first[label]);
        }
        for emission in &self.emissions[1..] {
            let mut next_best = [FORBIDDEN; ROW];
            let mut back = [0u8; ROW];
            for next in 0..N_LABELS {
                let mut top = (FORBIDDEN, 0u8);
                for (label, &score) in best.iter().enumerate().take(N_LABELS) {
                    let score = score.saturating_add(transitions.scores[label][next]);
                    if score > top.0 {
                        top = (score, label as u8);
                    }
                }
                next_best[next] = top.0.saturating_add(emission[next]).max(FORBIDDEN);
                back[next] = top.1;
            }
            self.back.push(back);
            best = next_best;
        }
        let mut label = 0u8;
        let mut top = i32::MIN;
        for (last, &score) in best.iter().enumerate().take(N_LABELS) {
            let score = score.saturating_add(transitions.scores[last][OUTSIDE]);
            if score > top {
                (top, label) = (score, last as u8);
            }
        }
        self.labels.resize(self.emissions.len(), 0);
        for at in (0..self.labels.len()).rev() {
            self.labels[at] = label;
            if at > 0 {
                label = self.back[at - 1][label as usize];
            }
        }
    }

    /// Prepares [`Lattice::probability`] by the forward–backward algorithm, scaled per token.
    pub(crate) fn forward_backward(&mut self, transitions: &Transitions) {
        let n_tokens = self.emissions.len();
        self.emission_factors.clear();
        for emission in &self.emissions {
            let top = emission[..N_LABELS].iter().copied().max().unwrap_or(0);
            let mut factors = [0.0; ROW];
            for label in 0..N_LABELS {
                factors[label] = ((emission[label] - top) as f32 * transitions.unit).exp();
            }
            self.emission_factors.push(factors);
        }
        self.forward.clear();
        self.scales.clear();
        let mut sums = [0.0; ROW];
        sums[OUTSIDE] = 1.0;
        for factors in &self.emission_factors {
            let mut next_sums = [0.0; ROW];
            let mut total = 0.0;
            for next in 0..N_LABELS {
                let row = &transitions.factors[next];
                let incoming: f32 = (0..ROW).map(|label| sums[label] * row[label]).sum();
                next_sums[next] = incoming * factors[next];
                total += next_sums[next];
            }
            let scale = if total > 0.0 { total } else { 1.0 };
            next_sums.iter_mut().for_each(|sum| *sum /= scale);
            self.scales.push(scale);
            self.forward.push(next_sums);
            sums = next_sums;
        }
        self.backward.clear();
        self.backward.resize(n_tokens, [0.0; ROW]);
        let mut sums = [0.0; ROW];
        sums[..N_LABELS].copy_from_slice(&transitions.factors[OUTSIDE][..N_LABELS]);
        for at in (0..n_tokens).rev() {
            self.backward[at] = sums;
            let mut before = [0.0; ROW];
            for next in 0..N_LABELS {
                let reach = self.emission_factors[at][next] * sums[next] / self.scales[at];
                for label in 0..N_LABELS {
                    before[label] += transitions.factors[next][label] * reach;
                }
            }
            sums = before;
        }
    }

    /// The mean over the tokens `start..end` of the probability of carrying one of the two labels of a type, `begin` being
    /// the first of them.
    pub(crate) fn support(&self, start: usize, end: usize, begin: usize) -> f32 {
        let mut sum = 0.0;
        for at in start..end {
            let of = |label: usize| self.forward[at][label] * self.backward[at][label];
            let all: f32 = (0..N_LABELS).map(of).sum();
            sum += if all > 0.0 { (of(begin) + of(begin + 1)) / all } else { 0.0 };
        }
        sum / (end - start).max(1) as f32
    }

    /// The probability that the tokens `start..end` of the window carry exactly `labels` and that no inside label follows:
    /// the mention is there, with these ends and this type.
    pub(crate) fn probability(&self, transitions: &Transitions, start: usize, end: usize) -> f32 {
        let path = &self.labels[start..end];
        let first = path[0] as usize;
        let mut score = self.forward[start][first];
        for at in start + 1..end {
            let (label, next) = (self.labels[at - 1] as usize, self.labels[at] as usize);
            score *= transitions.factors[next][label] * self.emission_factors[at][next] / self.scales[at];
        }
        let last = self.labels[end - 1] as usize;
        let all: f32 = (0..N_LABELS).map(|label| self.forward[end - 1][label] * self.backward[end - 1][label]).sum();
        // Behind the mention anything may stand but its own inside label.
        let stays = if end < self.emissions.len() {
            (0..N_LABELS)
                .filter(|&next| next == OUTSIDE || crate::label::is_begin(next))
                .map(|next| {
                    transitions.factors[next][last] * self.emission_factors[end][next] * self.backward[end][next]
                        / self.scales[end]
                })
                .sum::<f32>()
        } else {
            transitions.factors[OUTSIDE][last]
        };
        if all > 0.0 { (score * stays / all).clamp(0.0, 1.0) } else { 0.0 }
    }
}
