//! One benchmark.

use std::hint::black_box;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Throughput};

use crate::answer::{self, Answer};

/// True under `cargo bench`; false under `cargo test`, which only runs every benchmark once, over small inputs.
pub fn is_measuring() -> bool {
    std::env::args().any(|argument| argument == "--bench")
}

/// Adds benchmark `name` to `group`: `work` over `n_bytes` of text.
///
/// What is measured is `work` alone. Once before, `to_answer` is given what `work` returned, and what it makes of that is
/// held to the table of answers (under `cargo bench` only: tests of the crates hold accuracy, and a better list must not
/// break `cargo test`).
pub fn measure<T>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    group_name: &str,
    name: &str,
    n_bytes: usize,
    mut work: impl FnMut() -> T,
    to_answer: impl Fn(T) -> Answer,
) {
    group.throughput(Throughput::Bytes(n_bytes as u64));
    let mut is_checked = !is_measuring();
    group.bench_function(name, |bencher| {
        if !is_checked {
            answer::check(&format!("{group_name}/{name}"), &to_answer(work()));
            is_checked = true;
        }
        bencher.iter(|| black_box(work()));
    });
}
