//! What the benches share: text to measure on, and answers to hold them to.
//!
//! | module | what it has |
//! |---|---|
//! | [`inputs`] | the seeds, and generated news of several sizes, as documents with their token tables |
//! | [`news`] | the generator |
//! | [`answer`] | what a benchmark found, and the table of what it must find |
//! | [`measure`] | one benchmark: its answer checked once, then its time measured |
//! | [`stages`] | the time of each stage of extraction |

pub mod answer;
pub mod inputs;
pub mod measure;
pub mod news;
pub mod random;
pub mod stages;
pub mod words;
