//! What the benches share: text to measure on, and answers to hold them to.
//!
//! | module | what it has |
//! |---|---|
//! | [`inputs`] | the seeds, and generated news of several sizes, as documents with their token tables |
//! | [`news`] | the generator |
//! | [`genre`] | contracts and posts beside the news, by the same generator |
//! | [`answer`] | what a benchmark found, and the table of what it must find |
//! | [`rules`] | rules whose key words are the most frequent words of the text |
//! | [`plot`] | curves on logarithmic axes as SVG |
//! | [`measure`] | one benchmark: its answer checked once, then its time measured |

pub mod answer;
pub mod genre;
pub mod inputs;
pub mod measure;
pub mod news;
pub mod plot;
pub mod random;
pub mod rules;
pub mod words;
