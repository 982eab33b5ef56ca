//! The ordered batch: the same bytes for any number of threads and any window, and every way a run can end early.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use gleaner::batch::{BatchOptions, BatchReport, Job, run_ordered};

/// Writes the number of each item; slow, heavy or panicking where told.
#[derive(Default)]
struct Numbers {
    /// Items that sleep that many milliseconds.
    slow: Vec<(usize, u64)>,
    /// Items that panic.
    bad: Vec<usize>,
    /// Weight of every item.
    weight: usize,
    /// Length of the output beside the number.
    padding: usize,
    /// How often a scratch was made.
    n_workers: AtomicUsize,
    /// Items being worked on or done but not yet written, and the most there ever were.
    in_flight: AtomicUsize,
    most_in_flight: AtomicUsize,
}

impl Job for Numbers {
    type Item = usize;
    type Worker = Vec<u8>;
    type Outcome = bool;

    fn worker(&self) -> Vec<u8> {
        self.n_workers.fetch_add(1, Ordering::Relaxed);
        Vec::new()
    }

    fn weight(&self, _: &usize) -> usize {
        self.weight
    }

    fn run(&self, item: &mut usize, scratch: &mut Vec<u8>, output: &mut Vec<u8>) -> bool {
        let in_flight = self.in_flight.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_in_flight.fetch_max(in_flight, Ordering::SeqCst);
        assert!(output.is_empty(), "buffers come empty");
        assert!(scratch.is_empty(), "a scratch left half-changed by a panic is not used again");
        if let Some((_, pause)) = self.slow.iter().find(|(slow, _)| slow == item) {
            std::thread::sleep(Duration::from_millis(*pause));
        }
        output.extend(format!("{item}\n").bytes());
        output.resize(output.len() + self.padding, b' ');
        if self.bad.contains(item) {
            scratch.push(1);
            panic!("item {item} is bad");
        }
        true
    }

    fn panicked(&self, item: &mut usize, message: &str, output: &mut Vec<u8>) -> bool {
        output.extend(format!("{item}: {message}\n").bytes());
        false
    }
}

fn run(job: &Numbers, n_items: usize, options: BatchOptions) -> (String, BatchReport) {
    let mut written = Vec::new();
    let report = run_ordered(job, 0..n_items, &options, |bytes: &[u8], _| {
        job.in_flight.fetch_sub(1, Ordering::SeqCst);
        written.extend_from_slice(bytes);
        Ok::<(), ()>(())
    })
    .expect("this sink never fails");
    assert_eq!(report.bytes, written.len() as u64);
    (String::from_utf8(written).expect("digits"), report)
}

fn options(threads: usize, window_items: usize, window_bytes: usize) -> BatchOptions {
    BatchOptions { threads, window_items, window_bytes }
}

#[test]
fn same_bytes_for_any_threads_and_window() {
    let expected: String = (0..3000).map(|item| format!("{item}\n")).collect();
    for threads in [1, 2, 3, 8] {
        for (window_items, window_bytes) in [(0, 0), (1, 1), (2, 1 << 20), (1024, 1), (1024, 250), (1024, 64 << 20)] {
            // The first item is slow, so everything after it has to wait in the window; weights are beyond some windows.
            let job = Numbers { slow: vec![(0, 30), (7, 3)], weight: 100, ..Numbers::default() };
            let (written, report) = run(&job, 3000, options(threads, window_items, window_bytes));
            assert!(written == expected, "threads {threads}, window {window_items} items, {window_bytes} bytes");
            assert_eq!(report, BatchReport { items: 3000, panics: 0, bytes: expected.len() as u64 });
            assert_eq!(job.n_workers.into_inner(), threads, "one scratch a thread");
        }
    }
}

#[test]
fn no_items_no_calls() {
    let report = run(&Numbers::default(), 0, options(4, 8, 8)).1;
    assert_eq!(report, BatchReport::default());
}

#[test]
fn the_window_bounds_items_in_flight() {
    let job = Numbers { slow: vec![(0, 50)], ..Numbers::default() };
    run(&job, 500, options(4, 16, usize::MAX));
    let most = job.most_in_flight.into_inner();
    assert!(most <= 16, "{most} in flight");
    assert!(most > 4, "the others read ahead while the first is slow: {most}");
}

#[test]
fn the_window_bounds_bytes_in_flight() {
    // Input weight: at most ten items of 100 fit into 1000.
    let job = Numbers { slow: vec![(0, 50)], weight: 100, padding: 98, ..Numbers::default() };
    run(&job, 500, options(4, 1024, 1000));
    let most = job.most_in_flight.into_inner();
    assert!(most <= 10, "{most} in flight");
    // Output length counts as well: weightless items, 1000 bytes out each, 10,000 bytes allowed.
    let job = Numbers { slow: vec![(0, 50)], weight: 0, padding: 998, ..Numbers::default() };
    run(&job, 500, options(2, 1024, 10_000));
    let most = job.most_in_flight.into_inner();
    assert!(most <= 14, "{most} in flight");
}

#[test]
fn an_item_heavier_than_the_window_goes_alone() {
    let job = Numbers { weight: 1 << 40, ..Numbers::default() };
    let (written, _) = run(&job, 50, options(4, 1024, 1));
    assert_eq!(written.lines().count(), 50);
    assert_eq!(job.most_in_flight.into_inner(), 1);
}

#[test]
fn a_panic_is_the_outcome_of_its_item() {
    let job = Numbers { bad: vec![3, 4, 90], ..Numbers::default() };
    let (written, report) = run(&job, 100, options(2, 8, 1 << 20));
    assert_eq!(report, BatchReport { items: 100, panics: 3, bytes: written.len() as u64 });
    let expected: String = (0..100)
        .map(|item| if job.bad.contains(&item) { format!("{item}: item {item} is bad\n") } else { format!("{item}\n") })
        .collect();
    assert_eq!(written, expected);
}

#[test]
fn an_error_of_the_sink_ends_the_run() {
    for threads in [1, 2, 8] {
        let job = Numbers::default();
        let mut n_written = 0;
        // Endless items: the run ends because the sink refuses the eleventh.
        let result = run_ordered(&job, 0.., &options(threads, 4, 1 << 20), |_: &[u8], _| {
            n_written += 1;
            if n_written > 10 { Err("full") } else { Ok(()) }
        });
        assert_eq!(result, Err("full"));
        assert_eq!(n_written, 11);
    }
}

#[test]
fn panics_elsewhere_reach_the_caller_and_nobody_hangs() {
    let job = Numbers::default();
    let options = options(4, 4, 1 << 20);
    let in_iterator = catch_unwind(AssertUnwindSafe(|| {
        let items = (0..100).inspect(|item| assert!(*item < 50, "the iterator breaks"));
        run_ordered(&job, items, &options, |_: &[u8], _| Ok::<(), ()>(()))
    }));
    assert!(in_iterator.is_err());
    let in_sink = catch_unwind(AssertUnwindSafe(|| {
        run_ordered(&job, 0.., &options, |_: &[u8], _| -> Result<(), ()> { panic!("the sink breaks") })
    }));
    assert!(in_sink.is_err());

    /// Panics in `panicked` too.
    struct Hopeless;
    impl Job for Hopeless {
        type Item = usize;
        type Worker = ();
        type Outcome = ();
        fn worker(&self) {}
        fn weight(&self, _: &usize) -> usize {
            1
        }
        fn run(&self, item: &mut usize, (): &mut (), _: &mut Vec<u8>) {
            assert!(*item != 20, "first");
        }
        fn panicked(&self, _: &mut usize, _: &str, _: &mut Vec<u8>) {
            panic!("second");
        }
    }
    let in_job =
        catch_unwind(AssertUnwindSafe(|| run_ordered(&Hopeless, 0.., &options, |_: &[u8], ()| Ok::<(), ()>(()))));
    assert!(in_job.is_err());
}
