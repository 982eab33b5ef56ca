//! The training loop.

use crate::label::{N_LABELS, OUTSIDE, ROW, may_follow};
use crate::model::Model;
use crate::train::corpus::{TrainingSet, TrainingWindow};

/// Default of [`TrainingSet::new`]: 2^19 rows of weights, 4 MiB.
pub const DEFAULT_BITS: u32 = 19;

/// How to train.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrainOptions {
    /// Passes over the data; with early stopping, the most. Default: 8.
    pub epochs: u32,
    /// Step size of AdaGrad. Default: 0.05.
    pub rate: f32,
    /// How likely a feature is left out. Default: 0.5.
    pub dropout: f32,
    /// Pull towards zero at each step of a weight. Default: 1e-6.
    pub decay: f32,
    /// Seed of shuffling and dropout. Default: 1.
    pub seed: u64,
    /// How many models are trained, each with a seed one higher, for their weights to be averaged: no better on the whole,
    /// but less a matter of luck. With a development set one. At least 1 is used. Default: 4.
    pub members: u32,
    /// With a development set: stop after so many passes without a lower loss on it. Default: 2.
    pub patience: u32,
    /// How much less every step to "outside" weighs in the end than training found, in natural logarithm: what is learnt with
    /// features left out is too cautious with all of them. Default: 0.4.
    pub boldness: f32,
}

impl Default for TrainOptions {
    fn default() -> Self {
        Self { epochs: 8, rate: 0.05, dropout: 0.5, decay: 1e-6, seed: 1, members: 4, patience: 2, boldness: 0.4 }
    }
}

/// Where training begins and what stops it.
#[derive(Clone, Copy, Debug, Default)]
pub struct TrainFrom<'a> {
    /// A model whose weights are the first ones; without, all begin at zero.
    pub model: Option<&'a Model>,
    /// Windows that are not trained on. After each pass their loss is worked out, and the weights of the pass with the
    /// lowest are kept (early stopping).
    pub development: Option<&'a TrainingSet>,
}

/// One pass over the data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pass {
    /// Counted from 1.
    pub number: u32,
    /// Mean negative log-likelihood of a window while it was trained on, features left out.
    pub loss: f64,
    /// The same of the development set after the pass, with all features; `None` without such a set.
    pub development_loss: Option<f64>,
}

/// What training did.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The passes that were run.
    pub passes: Vec<Pass>,
    /// The pass whose weights were kept: the last, or with a development set the best.
    pub kept_pass: u32,
    /// Rows with a weight that is not zero after rounding.
    pub n_rows: usize,
}

/// What training gives.
#[derive(Clone, Debug)]
pub struct Trained {
    /// The bytes of the model file, weights rounded to eight bits.
    pub bytes: Vec<u8>,
    /// The same model before rounding: to measure what rounding costs. It has no file.
    pub exact: Model,
    /// What was done.
    pub report: Report,
}

impl Trained {
    /// The model of [`Trained::bytes`].
    pub fn model(&self) -> Model {
        Model::from_bytes(self.bytes.clone()).expect("what was just written is a model")
    }
}

/// Why training cannot begin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrainError {
    /// Model, training set and development set must have one number of rows.
    #[error("the model to go on from has 2^{model} rows, the training set was made for 2^{set}")]
    OtherSize {
        /// log2 of the rows of the model or the development set.
        model: u32,
        /// log2 of the rows of the training set.
        set: u32,
    },
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
/// A factor or a probability per label.
type Lanes = [f64; ROW];

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
    emissions: Vec<Lanes>,
    bound_emissions: Vec<Lanes>,
    free: Sums,
    bound: Sums,
}

/// Forward and backward sums of a window.
#[derive(Default)]
struct Sums {
    forward: Vec<Lanes>,
    backward: Vec<Lanes>,
    /// What the forward sums of each token were divided by.
    scales: Vec<f64>,
    /// The logarithm of the sum over all sequences.
    total: f64,
}

/// Trains a model on `set`. `progress` hears of each pass.
///
/// The weights kept are the mean of those after each pass from the third on of each member, or of those of the last pass where there are
/// fewer. An empty set gives a model that finds nothing, or the one that training went on from. Takes about half a second a
/// pass for a million tokens of text on one core.
///
/// # Errors
/// [`TrainError`] when the parts do not fit together.
pub fn train(
    set: &TrainingSet,
    from: TrainFrom<'_>,
    options: &TrainOptions,
    mut progress: impl FnMut(Pass),
) -> Result<Trained, TrainError> {
    let bits = set.bits();
    for other in [from.model.map(Model::bits), from.development.map(TrainingSet::bits)].into_iter().flatten() {
        if other != bits {
            return Err(TrainError::OtherSize { model: other, set: bits });
        }
    }
    let mut trainer = Trainer::new(set, from.model, *options);
    let mut report = Report::default();
    let mut averages = Averages::new(trainer.weights.len());
    let mut best: Option<(f64, Weights)> = None;
    let mut order: Vec<u32> = (0..set.windows.len() as u32).collect();
    let n_members = if from.development.is_some() { 1 } else { options.members.max(1) };
    for pass_idx in 0..options.epochs.saturating_mul(n_members) {
        let epoch = pass_idx % options.epochs;
        if epoch == 0 && pass_idx > 0 {
            let seed = options.seed.wrapping_add(u64::from(pass_idx / options.epochs));
            trainer = Trainer::new(set, from.model, TrainOptions { seed, ..*options });
        }
        for at in (1..order.len()).rev() {
            order.swap(at, (trainer.random.next() % (at as u64 + 1)) as usize);
        }
        // The step falls to a fifth over the passes.
        let rate = options.rate * (1.0 - 0.8 * epoch as f32 / options.epochs as f32);
        let loss: f64 = order.iter().map(|&idx| trainer.step(set.windows[idx as usize], rate)).sum();
        if epoch >= FIRST_AVERAGED.min(options.epochs - 1) {
            averages.add(&trainer.weights, &trainer.transitions);
        }
        let development_loss = from.development.map(|set| trainer.loss_on(set, &averages));
        let pass = Pass { number: pass_idx + 1, loss: loss / order.len().max(1) as f64, development_loss };
        report.passes.push(pass);
        report.kept_pass = pass.number;
        progress(pass);
        if let Some(loss) = development_loss {
            match &best {
                Some((lowest, _)) if loss >= *lowest => {
                    report.kept_pass = report.kept_pass.min(kept_pass(&report.passes));
                    if pass.number - report.kept_pass >= options.patience {
                        break;
                    }
                }
                _ => best = Some((loss, averages.mean(&trainer))),
            }
        }
    }
    let mut weights = best.map_or_else(|| averages.mean(&trainer), |(_, weights)| weights);
    // Where nothing was learnt, nothing is held back.
    if !set.is_empty() || from.model.is_some() {
        weights.transitions.iter_mut().for_each(|row| row[OUTSIDE] -= options.boldness);
    }
    let bytes = weights.quantise(bits, &mut report);
    Ok(Trained { bytes, exact: weights.exact(bits), report })
}

/// The first pass, from 0, whose weights enter the mean.
const FIRST_AVERAGED: u32 = 2;

/// The pass of the lowest development loss, the first of equals.
fn kept_pass(passes: &[Pass]) -> u32 {
    let loss = |pass: &Pass| pass.development_loss.unwrap_or(f64::INFINITY);
    passes.iter().min_by(|left, right| loss(left).total_cmp(&loss(right))).map_or(0, |pass| pass.number)
}

/// Weights of a model.
struct Weights {
    rows: Vec<Row>,
    transitions: [Row; ROW],
}

/// Sums of the weights after each pass of the later ones: their mean generalises better than the last of them
/// (Polyak and Juditsky, 1992).
struct Averages {
    rows: Vec<Row>,
    transitions: [Row; ROW],
    n_snapshots: u32,
}

impl Averages {
    fn new(n_rows: usize) -> Self {
        Self { rows: vec![[0.0; ROW]; n_rows], transitions: [[0.0; ROW]; ROW], n_snapshots: 0 }
    }

    fn add(&mut self, rows: &[Row], transitions: &[Row; ROW]) {
        let sums = self.rows.iter_mut().chain(&mut self.transitions).flatten();
        for (sum, weight) in sums.zip(rows.iter().chain(transitions).flatten()) {
            *sum += weight;
        }
        self.n_snapshots += 1;
    }

    /// The mean; before anything was added, the weights as they are.
    fn mean(&self, trainer: &Trainer<'_>) -> Weights {
        if self.n_snapshots == 0 {
            return Weights { rows: trainer.weights.clone(), transitions: trainer.transitions };
        }
        let share = |row: &Row| row.map(|sum| sum / self.n_snapshots as f32);
        Weights { rows: self.rows.iter().map(share).collect(), transitions: self.transitions.each_ref().map(share) }
    }
}

impl Weights {
    /// Rounds the weights to eight bits and writes the file.
    fn quantise(&self, bits: u32, report: &mut Report) -> Vec<u8> {
        // The unit is chosen so that all but one weight in ten thousand fit; the others are clipped.
        let mut sizes: Vec<f32> =
            self.rows.iter().flatten().map(|weight| weight.abs()).filter(|&size| size > 1e-3).collect();
        sizes.sort_by(f32::total_cmp);
        let top = sizes.get((sizes.len() * 9_999 / 10_000).min(sizes.len().saturating_sub(1))).copied().unwrap_or(1.0);
        let unit = (top / 127.0).max(1e-4);
        let round = |weight: f32| (weight / unit).round();
        let rows: Vec<[i8; ROW]> =
            self.rows.iter().map(|row| row.map(|weight| round(weight).clamp(-127.0, 127.0) as i8)).collect();
        report.n_rows = rows.iter().filter(|row| row.iter().any(|&weight| weight != 0)).count();
        let transitions = self.transitions.map(|row| row.map(|weight| round(weight).clamp(-32_000.0, 32_000.0) as i16));
        Model::encode(bits, unit, &transitions, &rows)
    }

    /// The model of these weights, as good as not rounded.
    fn exact(&self, bits: u32) -> Model {
        Model::exact(bits, &self.transitions, &self.rows)
    }
}

impl<'a> Trainer<'a> {
    fn new(set: &'a TrainingSet, model: Option<&Model>, options: TrainOptions) -> Self {
        let n_rows = 1 << set.bits();
        let (weights, transitions) = match model {
            Some(model) => {
                let (rows, mut transitions) = model.weights();
                transitions.iter_mut().for_each(|row| row[OUTSIDE] += options.boldness);
                (rows, transitions)
            }
            None => (vec![[0.0; ROW]; n_rows], [[0.0; ROW]; ROW]),
        };
        Self {
            set,
            options,
            weights,
            squares: vec![[1e-6; ROW]; n_rows],
            transitions,
            transition_squares: [[1e-6; ROW]; ROW],
            random: Random(options.seed),
            kept: Vec::new(),
            kept_ends: Vec::new(),
            emissions: Vec::new(),
            bound_emissions: Vec::new(),
            free: Sums::default(),
            bound: Sums::default(),
        }
    }

    /// The mean negative log-likelihood of a window of `set` under the mean of the weights so far.
    fn loss_on(&mut self, set: &'a TrainingSet, averages: &Averages) -> f64 {
        let mean = averages.mean(self);
        let own_rows = std::mem::replace(&mut self.weights, mean.rows);
        let own_transitions = std::mem::replace(&mut self.transitions, mean.transitions);
        let own_set = std::mem::replace(&mut self.set, set);
        let factors = Factors::new(&self.transitions);
        let mut loss = 0.0;
        for &window in &set.windows {
            self.keep_features(window, 0.0);
            let of_window = self.expect(window, &factors);
            loss += if of_window.is_finite() { of_window } else { 0.0 };
        }
        (self.weights, self.transitions, self.set) = (own_rows, own_transitions, own_set);
        loss / set.windows.len().max(1) as f64
    }

    /// One step on one window; returns its negative log-likelihood.
    fn step(&mut self, window: TrainingWindow, rate: f32) -> f64 {
        self.keep_features(window, self.options.dropout);
        let factors = Factors::new(&self.transitions);
        let loss = self.expect(window, &factors);
        if !loss.is_finite() {
            // Weights so far apart that a label of the annotation has no weight left in 64 bits.
            return 0.0;
        }
        // The gradient of each weight: expected use by the model minus expected use under the annotation.
        let mut from = 0;
        for (at, &end) in self.kept_ends.iter().enumerate() {
            let (free, bound) = (self.free.marginals(at), self.bound.marginals(at));
            let gradient: Row = std::array::from_fn(|label| (free[label] - bound[label]) as f32);
            if gradient.iter().any(|slope| slope.abs() > 1e-4) {
                for &id in &self.kept[from..end] {
                    let (weights, squares) = (&mut self.weights[id as usize], &mut self.squares[id as usize]);
                    adagrad(weights, squares, &gradient, rate, self.options.decay);
                }
            }
            from = end;
        }
        let mut slopes = [[0.0; ROW]; ROW];
        self.free.add_transitions(&self.emissions, &factors, 1.0, &mut slopes);
        self.bound.add_transitions(&self.bound_emissions, &factors, -1.0, &mut slopes);
        for label in 0..N_LABELS {
            let gradient = slopes[label].map(|slope| slope as f32);
            let (weights, squares) = (&mut self.transitions[label], &mut self.transition_squares[label]);
            adagrad(weights, squares, &gradient, rate, self.options.decay);
        }
        loss
    }

    /// Fills `free` and `bound` for the features kept; returns the negative log-likelihood of the annotation.
    fn expect(&mut self, window: TrainingWindow, factors: &Factors) -> f64 {
        let permitted = &self.set.permitted[window.start as usize..window.end as usize];
        self.emissions.clear();
        self.bound_emissions.clear();
        let mut from = 0;
        for (&end, &labels) in self.kept_ends.iter().zip(permitted) {
            let mut sums = [0.0f32; ROW];
            for &id in &self.kept[from..end] {
                let row = &self.weights[id as usize];
                (0..ROW).for_each(|label| sums[label] += row[label]);
            }
            let top = sums[..N_LABELS].iter().copied().fold(f32::MIN, f32::max);
            let mut emission = [0.0; ROW];
            (0..N_LABELS).for_each(|label| emission[label] = f64::from(sums[label] - top).exp());
            self.emissions.push(emission);
            (0..N_LABELS).filter(|label| labels >> label & 1 == 0).for_each(|label| emission[label] = 0.0);
            self.bound_emissions.push(emission);
            from = end;
        }
        self.free.fill(&self.emissions, factors);
        self.bound.fill(&self.bound_emissions, factors);
        self.free.total - self.bound.total
    }

    /// The features of the tokens that dropout leaves.
    fn keep_features(&mut self, window: TrainingWindow, dropout: f32) {
        let tokens = window.start as usize..window.end as usize;
        self.kept.clear();
        self.kept_ends.clear();
        let threshold = (f64::from(dropout) * 65_536.0) as u64;
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
}

fn adagrad(weights: &mut Row, squares: &mut Row, gradient: &Row, rate: f32, decay: f32) {
    for label in 0..ROW {
        let slope = gradient[label] + decay * weights[label];
        squares[label] += slope * slope;
        weights[label] -= rate * slope / squares[label].sqrt();
    }
}

/// Transition weights as factors, forbidden ones 0: `[label][next]` and `[next][label]`.
struct Factors {
    onward: [Lanes; ROW],
    back: [Lanes; ROW],
}

impl Factors {
    fn new(transitions: &[Row; ROW]) -> Self {
        let mut factors = Self { onward: [[0.0; ROW]; ROW], back: [[0.0; ROW]; ROW] };
        for label in 0..N_LABELS {
            for next in (0..N_LABELS).filter(|&next| may_follow(label, next)) {
                let factor = f64::from(transitions[label][next]).exp();
                factors.onward[label][next] = factor;
                factors.back[next][label] = factor;
            }
        }
        factors
    }
}

fn product_sum(left: &Lanes, right: &Lanes) -> f64 {
    (0..ROW).map(|lane| left[lane] * right[lane]).sum()
}

impl Sums {
    /// Forward and backward sums over the labels permitted, each scaled to a sum of 1; outside is assumed on both sides of
    /// the window. `emissions` are factors, without those of labels that are not permitted.
    fn fill(&mut self, emissions: &[Lanes], factors: &Factors) {
        let n_tokens = emissions.len();
        self.forward.clear();
        self.scales.clear();
        self.total = 0.0;
        let mut before = [0.0; ROW];
        before[OUTSIDE] = 1.0;
        for emission in emissions {
            let mut sums = [0.0; ROW];
            for label in 0..N_LABELS {
                for next in 0..ROW {
                    sums[next] += before[label] * factors.onward[label][next];
                }
            }
            (0..ROW).for_each(|label| sums[label] *= emission[label]);
            let scale: f64 = sums.iter().sum();
            sums.iter_mut().for_each(|sum| *sum /= scale);
            self.total += scale.ln();
            self.scales.push(scale);
            self.forward.push(sums);
            before = sums;
        }
        self.backward.clear();
        self.backward.resize(n_tokens, [0.0; ROW]);
        let mut sums = factors.back[OUTSIDE];
        let norm = product_sum(&before, &sums);
        self.total += norm.ln();
        sums.iter_mut().for_each(|sum| *sum /= norm);
        for at in (0..n_tokens).rev() {
            self.backward[at] = sums;
            let mut onward = [0.0; ROW];
            for next in 0..N_LABELS {
                let reach = emissions[at][next] * sums[next] / self.scales[at];
                for label in 0..ROW {
                    onward[label] += factors.back[next][label] * reach;
                }
            }
            sums = onward;
        }
    }

    /// The probability of each label at a token.
    fn marginals(&self, at: usize) -> Lanes {
        std::array::from_fn(|label| self.forward[at][label] * self.backward[at][label])
    }

    /// Adds `sign` times the expected use of each transition.
    fn add_transitions(&self, emissions: &[Lanes], factors: &Factors, sign: f64, slopes: &mut [Lanes; ROW]) {
        let Some(last) = emissions.len().checked_sub(1) else { return };
        let first = self.marginals(0);
        (0..ROW).for_each(|next| slopes[OUTSIDE][next] += sign * first[next]);
        for at in 1..emissions.len() {
            let reach: Lanes =
                std::array::from_fn(|next| sign * emissions[at][next] * self.backward[at][next] / self.scales[at]);
            for label in 0..N_LABELS {
                for next in 0..ROW {
                    slopes[label][next] += self.forward[at - 1][label] * factors.onward[label][next] * reach[next];
                }
            }
        }
        let end = self.marginals(last);
        (0..ROW).for_each(|label| slopes[label][OUTSIDE] += sign * end[label]);
    }
}
