//! Training: from annotated documents to the bytes of a model.
//!
//! Conditional log-likelihood by stochastic gradient (AdaGrad, Duchi et al., 2011), one window of candidate tokens a step,
//! with dropout of features (each feature of a token is left out with a given probability while training; weights are not
//! rescaled afterwards). Tokens of which the annotation says nothing may carry any label: their likelihood is summed over
//! all (as in Tsuboi et al., 2008). Weights are then rounded to eight bits. Deterministic: the same documents in the same
//! order with the same seed give the same bytes.

mod corpus;
mod crf;

pub use corpus::{Gold, TrainingSet};
pub use crf::{DEFAULT_BITS, Pass, Report, TrainError, TrainFrom, TrainOptions, Trained, train};
