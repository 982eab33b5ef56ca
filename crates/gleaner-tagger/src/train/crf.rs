//! The training loop.

use crate::label::{N_LABELS, OUTSIDE, ROW, may_follow};
use crate::model::Model;
use crate::train::corpus::{TrainingSet, TrainingWindow};

/// How to train.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrainOptions {
    /// log2 of the number of rows of weights; must be the one the training set was made with. Default: 19 (4 MiB).
    pub bits: u32,
    /// Passes over the data. Default: 8.
    pub epochs: u32,
    /// Step size of AdaGrad. Default: 0.05.
    pub rate: f32,
    /// How likely a feature is left out. Default: 0.5.
    pub dropout: f32,
    /// Pull towards zero at each step of a weight. Default: 1e-6.
    pub decay: f32,
    /// Seed of shuffling and dropout. Default: 1.
    pub seed: u64,
}

impl Default for TrainOptions {
    fn default() -> Self {
        Self { bits: 19, epochs: 8, rate: 0.05, dropout: 0.5, decay: 1e-6, seed: 1 }
    }
}

/// What training did.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Mean negative log-likelihood of a window, per pass.
    pub losses: Vec<f64>,
    /// Rows with a weight that is not zero after rounding.
    pub n_rows: usize,
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

type Row = [f32; ROW];

struct Trainer<'a> {
    set: &'a TrainingSet,
    options: TrainOptions,
    weights: Vec<Row>,
    squares: Vec<Row>,
    transitions: [Row; ROW],
    transition_squares: [Row; ROW],
    random: Random,
    // Buffers of one window.
    kept: Vec<u32>,
    kept_ends: Vec<usize>,
    emissions: Vec<Row>,
    free: Sums,
    bound: Sums,
}

/// Log forward and backward sums of a window.
#[derive(Default)]
struct Sums {
    forward: Vec<Row>,
    backward: Vec<Row>,
    total: f32,
}

/// Trains a model on `set` and returns the bytes of its file with a report.
///
/// An empty set gives a model that finds nothing. Takes about a second a pass for a million tokens of text on one core.
///
/// # Panics
/// When `options.bits` is not within 4 to 24.
pub fn train(set: &TrainingSet, options: TrainOptions, mut progress: impl FnMut(u32, f64)) -> (Vec<u8>, Report) {
    assert!((4..=24).contains(&options.bits), "a model has 2^4 to 2^24 rows");
    let n_rows = 1 << options.bits;
    let mut trainer = Trainer {
        set,
        options,
        weights: vec![[0.0; ROW]; n_rows],
        squares: vec![[1e-6; ROW]; n_rows],
        transitions: [[0.0; ROW]; ROW],
        transition_squares: [[1e-6; ROW]; ROW],
        random: Random(options.seed),
        kept: Vec::new(),
        kept_ends: Vec::new(),
        emissions: Vec::new(),
        free: Sums::default(),
        bound: Sums::default(),
    };
    let mut report = Report::default();
    let mut averages = Averages { rows: vec![[0.0; ROW]; n_rows], transitions: [[0.0; ROW]; ROW], n_snapshots: 0 };
    let mut order: Vec<u32> = (0..set.windows.len() as u32).collect();
    for epoch in 0..options.epochs {
        for at in (1..order.len()).rev() {
            order.swap(at, (trainer.random.next() % (at as u64 + 1)) as usize);
        }
        // The step falls to a fifth over the passes.
        let rate = options.rate * (1.0 - 0.8 * epoch as f32 / options.epochs.max(1) as f32);
        let mut loss = 0.0;
        for &idx in &order {
            loss += f64::from(trainer.step(set.windows[idx as usize], rate));
        }
        let loss = loss / order.len().max(1) as f64;
        report.losses.push(loss);
        progress(epoch, loss);
        if epoch >= options.epochs / 3 {
            averages.add(&trainer.weights, &trainer.transitions);
        }
    }
    averages.take(&mut trainer.weights, &mut trainer.transitions);
    let bytes = trainer.quantise(&mut report);
    (bytes, report)
}

/// Sums of the weights after each pass of the later two thirds: their mean generalises better than the last of them
/// (Polyak and Juditsky, 1992).
struct Averages {
    rows: Vec<Row>,
    transitions: [Row; ROW],
    n_snapshots: u32,
}

impl Averages {
    fn add(&mut self, rows: &[Row], transitions: &[Row; ROW]) {
        let sums = self.rows.iter_mut().chain(&mut self.transitions).flatten();
        for (sum, weight) in sums.zip(rows.iter().chain(transitions).flatten()) {
            *sum += weight;
        }
        self.n_snapshots += 1;
    }

    fn take(&self, rows: &mut [Row], transitions: &mut [Row; ROW]) {
        if self.n_snapshots == 0 {
            return;
        }
        let sums = self.rows.iter().chain(&self.transitions).flatten();
        for (weight, sum) in rows.iter_mut().chain(transitions).flatten().zip(sums) {
            *weight = sum / self.n_snapshots as f32;
        }
    }
}

impl Trainer<'_> {
    /// One step on one window; returns its negative log-likelihood.
    fn step(&mut self, window: TrainingWindow, rate: f32) -> f32 {
        let tokens = window.start as usize..window.end as usize;
        self.keep_features(tokens.clone());
        self.emissions.clear();
        let mut from = 0;
        for &end in &self.kept_ends {
            let mut sums = [0.0; ROW];
            for &id in &self.kept[from..end] {
                let row = &self.weights[id as usize];
                (0..ROW).for_each(|label| sums[label] += row[label]);
            }
            self.emissions.push(sums);
            from = end;
        }
        let permitted = &self.set.permitted[tokens];
        self.free.fill(&self.emissions, &self.transitions, None);
        self.bound.fill(&self.emissions, &self.transitions, Some(permitted));
        let loss = self.free.total - self.bound.total;
        if !loss.is_finite() {
            return 0.0;
        }
        // The gradient of each weight: expected use by the model minus expected use under the annotation.
        let mut from = 0;
        for (at, &end) in self.kept_ends.iter().enumerate() {
            let mut gradient = [0.0; ROW];
            for (label, slope) in gradient.iter_mut().enumerate().take(N_LABELS) {
                *slope = self.free.marginal(at, label) - self.bound.marginal(at, label);
            }
            if gradient.iter().any(|slope| slope.abs() > 1e-4) {
                for &id in &self.kept[from..end] {
                    adagrad(
                        &mut self.weights[id as usize],
                        &mut self.squares[id as usize],
                        &gradient,
                        rate,
                        self.options.decay,
                    );
                }
            }
            from = end;
        }
        let mut slopes = [[0.0; ROW]; ROW];
        self.free.add_transitions(&self.emissions, &self.transitions, None, 1.0, &mut slopes);
        self.bound.add_transitions(&self.emissions, &self.transitions, Some(permitted), -1.0, &mut slopes);
        for label in 0..N_LABELS {
            adagrad(
                &mut self.transitions[label],
                &mut self.transition_squares[label],
                &slopes[label],
                rate,
                self.options.decay,
            );
        }
        loss
    }

    /// The features of the tokens that dropout leaves.
    fn keep_features(&mut self, tokens: std::ops::Range<usize>) {
        self.kept.clear();
        self.kept_ends.clear();
        let threshold = (f64::from(self.options.dropout) * 65_536.0) as u64;
        let (mut bits, mut n_left) = (0u64, 0);
        for token in tokens {
            let from = if token == 0 { 0 } else { self.set.feature_ends[token - 1] };
            let to = self.set.feature_ends[token];
            for &id in &self.set.feature_ids[from..to] {
                if n_left == 0 {
                    (bits, n_left) = (self.random.next(), 4);
                }
                if bits & 0xffff >= threshold {
                    self.kept.push(id);
                }
                bits >>= 16;
                n_left -= 1;
            }
            self.kept_ends.push(self.kept.len());
        }
    }

    /// Rounds the weights to eight bits and writes the file.
    fn quantise(&self, report: &mut Report) -> Vec<u8> {
        // The unit is chosen so that all but one weight in ten thousand fit; the others are clipped.
        let mut sizes: Vec<f32> =
            self.weights.iter().flatten().map(|weight| weight.abs()).filter(|&size| size > 1e-3).collect();
        sizes.sort_by(f32::total_cmp);
        let top = sizes.get((sizes.len() * 9_999 / 10_000).min(sizes.len().saturating_sub(1))).copied().unwrap_or(1.0);
        let unit = (top / 127.0).max(1e-4);
        let round = |weight: f32| (weight / unit).round();
        let rows: Vec<[i8; ROW]> =
            self.weights.iter().map(|row| row.map(|weight| round(weight).clamp(-127.0, 127.0) as i8)).collect();
        report.n_rows = rows.iter().filter(|row| row.iter().any(|&weight| weight != 0)).count();
        let transitions = self.transitions.map(|row| row.map(|weight| round(weight).clamp(-32_000.0, 32_000.0) as i16));
        Model::encode(self.options.bits, unit, &transitions, &rows)
    }
}

fn adagrad(weights: &mut Row, squares: &mut Row, gradient: &Row, rate: f32, decay: f32) {
    for label in 0..ROW {
        let slope = gradient[label] + decay * weights[label];
        squares[label] += slope * slope;
        weights[label] -= rate * slope / squares[label].sqrt();
    }
}

const IMPOSSIBLE: f32 = -1e30;

fn log_sum(values: &[f32; ROW]) -> f32 {
    let top = values.iter().copied().fold(IMPOSSIBLE, f32::max);
    if top <= IMPOSSIBLE / 2.0 {
        return IMPOSSIBLE;
    }
    top + values.iter().map(|value| (value - top).exp()).sum::<f32>().ln()
}

fn is_permitted(permitted: Option<&[u8]>, at: usize, label: usize) -> bool {
    permitted.is_none_or(|permitted| permitted[at] >> label & 1 == 1)
}

impl Sums {
    /// Forward and backward sums over the labels permitted; outside is assumed on both sides of the window.
    fn fill(&mut self, emissions: &[Row], transitions: &[Row; ROW], permitted: Option<&[u8]>) {
        let n_tokens = emissions.len();
        self.forward.clear();
        for at in 0..n_tokens {
            let mut sums = [IMPOSSIBLE; ROW];
            for next in 0..N_LABELS {
                if !is_permitted(permitted, at, next) {
                    continue;
                }
                let mut incoming = [IMPOSSIBLE; ROW];
                for label in 0..N_LABELS {
                    if at == 0 {
                        if label == OUTSIDE && may_follow(label, next) {
                            incoming[label] = transitions[label][next];
                        }
                    } else if may_follow(label, next) {
                        incoming[label] = self.forward[at - 1][label] + transitions[label][next];
                    }
                }
                sums[next] = log_sum(&incoming) + emissions[at][next];
            }
            self.forward.push(sums);
        }
        self.backward.clear();
        self.backward.resize(n_tokens, [IMPOSSIBLE; ROW]);
        for at in (0..n_tokens).rev() {
            for label in 0..N_LABELS {
                if at + 1 == n_tokens {
                    self.backward[at][label] = transitions[label][OUTSIDE];
                    continue;
                }
                let mut outgoing = [IMPOSSIBLE; ROW];
                for next in 0..N_LABELS {
                    if may_follow(label, next) && is_permitted(permitted, at + 1, next) {
                        outgoing[next] =
                            transitions[label][next] + emissions[at + 1][next] + self.backward[at + 1][next];
                    }
                }
                self.backward[at][label] = log_sum(&outgoing);
            }
        }
        let last: [f32; ROW] =
            std::array::from_fn(|label| self.forward[n_tokens - 1][label] + self.backward[n_tokens - 1][label]);
        self.total = log_sum(&last);
    }

    fn marginal(&self, at: usize, label: usize) -> f32 {
        (self.forward[at][label] + self.backward[at][label] - self.total).exp()
    }

    /// Adds `sign` times the expected use of each transition.
    fn add_transitions(
        &self,
        emissions: &[Row],
        transitions: &[Row; ROW],
        permitted: Option<&[u8]>,
        sign: f32,
        slopes: &mut [Row; ROW],
    ) {
        let n_tokens = emissions.len();
        for next in 0..N_LABELS {
            if may_follow(OUTSIDE, next) {
                slopes[OUTSIDE][next] += sign * self.marginal(0, next);
            }
        }
        for label in 0..N_LABELS {
            slopes[label][OUTSIDE] += sign * self.marginal(n_tokens - 1, label);
        }
        for at in 1..n_tokens {
            for label in 0..N_LABELS {
                for next in 0..N_LABELS {
                    if may_follow(label, next) && is_permitted(permitted, at, next) {
                        let use_of = self.forward[at - 1][label]
                            + transitions[label][next]
                            + emissions[at][next]
                            + self.backward[at][next]
                            - self.total;
                        slopes[label][next] += sign * use_of.exp();
                    }
                }
            }
        }
    }
}
