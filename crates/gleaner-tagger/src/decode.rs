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
            let mut tops = [FORBIDDEN; ROW];
            let mut back = [0u8; ROW];
            // All next labels at once: eight lanes. Nothing overflows: no score is below twice FORBIDDEN.
            for label in 0..N_LABELS {
                let scores = &transitions.scores[label];
                for next in 0..ROW {
                    let score = best[label] + scores[next];
                    let is_better = score > tops[next];
                    tops[next] = if is_better { score } else { tops[next] };
                    back[next] = if is_better { label as u8 } else { back[next] };
                }
            }
            for next in 0..ROW {
                best[next] = (tops[next] + emission[next]).max(FORBIDDEN);
            }
            self.back.push(back);
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::label::is_begin;

    const UNIT: f32 = 0.05;

    /// All label sequences of that length, forbidden ones included.
    fn sequences(n_tokens: usize) -> impl Iterator<Item = Vec<usize>> {
        (0..N_LABELS.pow(n_tokens as u32))
            .map(move |code| (0..n_tokens).map(|at| code / N_LABELS.pow(at as u32) % N_LABELS).collect())
    }

    /// The score of a sequence with outside on both sides; `None` where a step is forbidden.
    fn score(weights: &[[i16; ROW]; ROW], emissions: &[[i32; ROW]], labels: &[usize]) -> Option<i32> {
        let mut before = OUTSIDE;
        let mut score = 0;
        for (at, &label) in labels.iter().enumerate() {
            if !may_follow(before, label) {
                return None;
            }
            score += i32::from(weights[before][label]) + emissions[at][label];
            before = label;
        }
        Some(score + i32::from(weights[before][OUTSIDE]))
    }

    fn weights() -> impl Strategy<Value = [[i16; ROW]; ROW]> {
        prop::array::uniform8(prop::array::uniform8(-80i16..80))
    }

    fn emissions() -> impl Strategy<Value = Vec<[i32; ROW]>> {
        prop::collection::vec(prop::array::uniform8(-80i32..80), 1..=4)
    }

    fn decoded(weights: &[[i16; ROW]; ROW], emissions: &[[i32; ROW]]) -> (Lattice, Transitions, Vec<usize>) {
        let transitions = Transitions::new(weights, UNIT);
        let mut lattice = Lattice { emissions: emissions.to_vec(), ..Lattice::default() };
        lattice.viterbi(&transitions);
        lattice.forward_backward(&transitions);
        let labels = lattice.labels.iter().map(|&label| label as usize).collect();
        (lattice, transitions, labels)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn viterbi_finds_the_best_of_all_sequences(weights in weights(), emissions in emissions()) {
            let (_, _, labels) = decoded(&weights, &emissions);
            let best = sequences(emissions.len()).filter_map(|labels| score(&weights, &emissions, &labels)).max();
            prop_assert_eq!(score(&weights, &emissions, &labels), best);
        }

        #[test]
        fn probabilities_are_shares_of_all_sequences(weights in weights(), emissions in emissions()) {
            let (lattice, transitions, labels) = decoded(&weights, &emissions);
            let n_tokens = emissions.len();
            let all: Vec<(Vec<usize>, f64)> = sequences(n_tokens)
                .filter_map(|labels| {
                    let score = score(&weights, &emissions, &labels)?;
                    Some((labels, (f64::from(score) * f64::from(UNIT)).exp()))
                })
                .collect();
            let total: f64 = all.iter().map(|(_, weight)| weight).sum();
            let share = |holds: &dyn Fn(&[usize]) -> bool| {
                all.iter().filter(|(labels, _)| holds(labels)).map(|(_, weight)| weight).sum::<f64>() / total
            };
            for start in (0..n_tokens).filter(|&at| is_begin(labels[at])) {
                let end = (start + 1..n_tokens).find(|&at| labels[at] != labels[start] + 1).unwrap_or(n_tokens);
                let expected = share(&|other| {
                    other[start..end] == labels[start..end] && other.get(end) != Some(&(labels[start] + 1))
                });
                let found = f64::from(lattice.probability(&transitions, start, end));
                prop_assert!((found - expected).abs() < 1e-3, "{found} {expected} {labels:?}");
            }
            for begin in [1, 3, 5] {
                let expected = (0..n_tokens)
                    .map(|at| share(&|other| other[at] == begin || other[at] == begin + 1))
                    .sum::<f64>() / n_tokens as f64;
                let found = f64::from(lattice.support(0, n_tokens, begin));
                prop_assert!((found - expected).abs() < 1e-3, "{found} {expected}");
            }
        }

        #[test]
        fn long_windows_of_large_scores_stay_finite(
            weights in prop::array::uniform8(prop::array::uniform8(any::<i16>())),
            tile in prop::collection::vec(prop::array::uniform8(-10_240i32..10_240), 1..5),
        ) {
            let emissions: Vec<_> = tile.iter().copied().cycle().take(512).collect();
            let (lattice, transitions, labels) = decoded(&weights, &emissions);
            prop_assert!(score(&weights, &emissions, &labels).is_some(), "a permitted sequence");
            for start in (0..labels.len()).filter(|&at| is_begin(labels[at])) {
                let end = (start + 1..labels.len()).find(|&at| labels[at] != labels[start] + 1).unwrap_or(labels.len());
                let probability = lattice.probability(&transitions, start, end);
                prop_assert!((0.0..=1.0).contains(&probability), "{probability}");
            }
        }
    }

    #[test]
    fn an_empty_window_has_no_labels() {
        let (lattice, _, labels) = decoded(&[[0; ROW]; ROW], &[]);
        assert!(labels.is_empty() && lattice.support(0, 0, 1) == 0.0);
    }
}
