//! All benchmarks, a topic a module. One program, since linking eight with optimisation over all crates took minutes:
//! `cargo bench -- dates/` measures one topic.
#![allow(missing_docs)]

mod dates;
mod extract;
mod gazetteer;
mod hostile;
mod money;
mod relations;
mod tagger;
mod tokenizer;

use criterion::{criterion_group, criterion_main};

criterion_group!(
    all,
    tokenizer::tokenizer,
    gazetteer::gazetteer,
    money::money,
    dates::dates,
    tagger::tagger,
    relations::relations,
    extract::extract,
    hostile::hostile
);
criterion_main!(all);
